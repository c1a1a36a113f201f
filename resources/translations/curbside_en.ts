<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
</TS>
