<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Broadcast</name>
    <message numerus="yes">
        <source>%n character(s) too many.</source>
        <translation>
            <numerusform>%n character too many.</numerusform>
            <numerusform>%n characters too many.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n person(s)</source>
        <translation>
            <numerusform>Send to %n person</numerusform>
            <numerusform>Send to %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent to %n person(s), to each in their own conversation.</source>
        <translation>
            <numerusform>Sent to %n person, in their own conversation.</numerusform>
            <numerusform>Sent to %n people, to each in their own conversation.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To %n person(s), each alone</source>
        <translation>
            <numerusform>To %n person</numerusform>
            <numerusform>To %n people, each alone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoosePin</name>
    <message numerus="yes">
        <source>For %n hour(s) after your passphrase, the PIN brings Curbside back on this computer. After five wrong tries, when that time is over or when Curbside is closed, your passphrase is needed again.</source>
        <translation>
            <numerusform>For %n hour after your passphrase, the PIN brings Curbside back on this computer. After five wrong tries, when that time is over or when Curbside is closed, your passphrase is needed again.</numerusform>
            <numerusform>For %n hours after your passphrase, the PIN brings Curbside back on this computer. After five wrong tries, when that time is over or when Curbside is closed, your passphrase is needed again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>%n character left</numerusform>
            <numerusform>%n characters left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) too many. A message holds {limit}; send the rest in another.</source>
        <translation>
            <numerusform>%n character too many. A message holds {limit}; send the rest in another.</numerusform>
            <numerusform>%n characters too many. A message holds {limit}; send the rest in another.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be sent and will be left out.</source>
        <translation>
            <numerusform>%n file cannot be sent and will be left out.</numerusform>
            <numerusform>%n files cannot be sent and will be left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Group · %n other person(s)</source>
        <translation>
            <numerusform>Group · %n other person</numerusform>
            <numerusform>Group · %n other people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n file(s)</source>
        <translation>
            <numerusform>Send %n file</numerusform>
            <numerusform>Send %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message numerus="yes">
        <source>Messages are deleted from this computer after %n day(s). What you have not read yet stays until you have.</source>
        <translation>
            <numerusform>Messages are deleted from this computer after %n day. What you have not read yet stays until you have.</numerusform>
            <numerusform>Messages are deleted from this computer after %n days. What you have not read yet stays until you have.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LockSection</name>
    <message numerus="yes">
        <source>After %n minute(s) without input, and when the computer locks.</source>
        <translation>
            <numerusform>After %n minute without input, and when the computer locks.</numerusform>
            <numerusform>After %n minutes without input, and when the computer locks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s) without input.</source>
        <translation>
            <numerusform>After %n minute without input.</numerusform>
            <numerusform>After %n minutes without input.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessagesSection</name>
    <message numerus="yes">
        <source>You can edit a message for %n minute(s).</source>
        <translation>
            <numerusform>You can edit a message for %n minute.</numerusform>
            <numerusform>You can edit a message for %n minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You can take a message back for %n minute(s).</source>
        <translation>
            <numerusform>You can take a message back for %n minute.</numerusform>
            <numerusform>You can take a message back for %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewGroup</name>
    <message numerus="yes">
        <source>%n person(s) chosen, and you</source>
        <translation>
            <numerusform>%n person chosen, and you</numerusform>
            <numerusform>%n people chosen, and you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinPart</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
</TS>
