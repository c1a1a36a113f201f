<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Licence: Apache-2.0. Built with:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages between colleagues, encrypted on your computer and read on theirs. The clinic&apos;s relay passes them on and cannot read them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AboutSection</name>
    <message>
        <source>About this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Back to where you were</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curbside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit your last message, from an empty field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a person or conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a day…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the answered message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert an emoji…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to the latest message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message info…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute the conversation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open link…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit Curbside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>React…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all messages that are loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify this contact…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddWorkstationDialog</name>
    <message>
        <source>Add a workstation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding the workstation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {total} messages were copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Are the numbers the same?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying: {done} of {total}. You can close this; it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting your messages together…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workstation is added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no earlier messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are the same, add it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They differ, stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddedPage</name>
    <message>
        <source>Copy my messages there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier messages are on this computer only. You can copy them there now, encrypted between your two computers. It takes some minutes and goes on in the background.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is one of your workstations now. It gets every new message.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>A message could not be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Backup</name>
    <message>
        <source>Everything in this backup was here already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages that were here already: {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored. Messages that came back: {messages}. Conversations: {conversations}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup was made on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print it and hand it to colleagues yourself. Whoever has it compares it with what their own Curbside shows for you, also when you are away. It is not secret, and holds until your key changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code of my card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save my card as PDF</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangePassphraseDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase until now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>Another person is listed alike: {difference}. Verify before you write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to the latest message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages with {name} are encrypted on this computer and can be read on your devices and theirs alone. Verify them when you next meet or talk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers did not match. Sending to {name} is stopped. Call your clinic&apos;s IT, and do not use this conversation meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}&apos;s key changed. They may have a new computer, or somebody may be pretending to be them. Nothing is sent until you have reviewed it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeEntry</name>
    <message>
        <source>Open file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the new computer, start Curbside and choose “I already use Curbside on another computer”. It shows a code: type it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your passphrase on this computer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodesPage</name>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy my code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no secret. Sent through this conversation it would prove nothing: hand it over in person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My code, for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code on {name}&apos;s screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two computers side by side: take the code from {name}&apos;s screen with a hand scanner, which types it into the field, or carry it over on a stick. Then they take yours. Curbside uses no camera.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>If the numbers differ, or the new computer is not in front of you, stop: somebody else may have taken the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new computer will be able to read and send all your messages as you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} must show exactly this number now:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComposeStrip</name>
    <message>
        <source>Answering yourself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Editing your message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) too many. A message holds {limit}; send the rest in another.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert an emoji</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the edited message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContactBanner</name>
    <message>
        <source>Another person is listed alike: {difference}. Verify before you write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers did not match. Sending to {name} is stopped. Call your clinic&apos;s IT, and do not use this conversation meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}&apos;s key changed. They may have a new computer, or somebody may be pretending to be them. Nothing is sent until you have reviewed it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DamagedScreen</name>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your messages cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Curbside</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DigitsView</name>
    <message>
        <source>Row {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Emoji</name>
    <message>
        <source>Activities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Animals and nature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People and body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smileys and feelings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmojiCompletion</name>
    <message>
        <source>Emoji</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmojiGrid</name>
    <message>
        <source>Emoji</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>Choose an emoji</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No emoji found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no font for emoji. Ask your clinic&apos;s IT to install one, such as Noto Color Emoji.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used recently</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EnrolProgressPage</name>
    <message>
        <source>Checking the clinic&apos;s log of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entering your public keys in the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready to receive messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making your keys on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages come back from a backup: choose “Restore from a backup” in the settings, under Recovery and backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom you had verified stays verified: {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are set up. Your colleagues can find you now. Verify the people you write to when you next meet them: it takes half a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You had verified nobody yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account is back, with the key that colleagues know: they see no key change.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>A backup is a file that ends in .curbside-backup. Choose that.</source>
        <extracomment>backup_errors.NotABackup, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A colleague&apos;s name, as the relay sent it, is not the one the clinic certified.</source>
        <extracomment>profile.ProfileMismatch, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A computer&apos;s name has 1 to {most} ordinary characters in one line.</source>
        <extracomment>own_devices.BadDeviceName, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A device of the recipient was added or removed meanwhile.</source>
        <extracomment>relay_errors.DeviceSetChanged, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A few digits over and over are tried first.</source>
        <extracomment>pin</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key that arrived is not a usable key, and was refused.</source>
        <extracomment>errors.BadKeyError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message arrived a second time, and was dropped.</source>
        <extracomment>errors.AlreadyReceivedError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message could not be decrypted.</source>
        <extracomment>errors.UndecryptableError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message may have 1 to {most} characters.</source>
        <extracomment>messages.TextNotSendable, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message was encrypted to a set of devices that the clinic&apos;s directory does not explain. Somebody may be reading along.</source>
        <extracomment>receiving.UnexplainedDeviceSet, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message&apos;s content was altered on the way, and was refused.</source>
        <extracomment>errors.BodyRefusedError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reaction is a single emoji.</source>
        <extracomment>changing.NotAnEmoji, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recovery kit has {needed} words, and here are {count}.</source>
        <extracomment>recovery_kit.WordsMissing, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signature is not genuine, so what it signs was refused.</source>
        <extracomment>errors.BadSignatureError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access to this computer&apos;s keyring was refused.</source>
        <extracomment>keyring_store</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An invite is a text that begins with “curbside:invite:”, or a file that ends in .curbside-invite. Paste all of it.</source>
        <extracomment>invite.NotAnInvite, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a new invite, or to correct the address in the policy.</source>
        <extracomment>relay_errors.RelayAddressInvalid, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a new invite.</source>
        <extracomment>relay_errors.InviteExpired, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a new invite. If you did not use it yourself, tell them so.</source>
        <extracomment>relay_errors.InviteUsed, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a new one. Nothing was changed.</source>
        <extracomment>restoring.InviteNotGood, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a recovery invite, or go on without the words.</source>
        <extracomment>restoring.WordsNotNeeded, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for an invite that gives you a new account key instead.</source>
        <extracomment>restoring.NoKitKept, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to check that the folder is yours, and that there is room.</source>
        <extracomment>paths.ProfileUnusable, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to check that the relay&apos;s certificate has not expired, names the relay&apos;s address, and comes from a certificate authority installed on this computer. A wrong clock on this computer has the same effect.</source>
        <extracomment>relay_errors.RelayNotTrusted, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to check: the relay must be reached with TLS 1.3. An old proxy or a security product in between can prevent that, and so can another service on that port.</source>
        <extracomment>relay_errors.RelayNotSecure, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to check: was the relay&apos;s certificate or key replaced without a signed relay change? Does a proxy or security product inspect TLS connections to the relay? Does the address lead to another server? Show them both fingerprints.</source>
        <extracomment>relay_errors.WrongRelayKey, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to correct the policy file.</source>
        <extracomment>policy.PolicyInvalid, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to install that version here. Nothing was changed.</source>
        <extracomment>recovery_kit.KitTooNew, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to install the current version.</source>
        <extracomment>invite.InviteTooNew, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT which is right, and for a new invite if need be.</source>
        <extracomment>enrolment.OtherRelay, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT.</source>
        <extracomment>backup_errors.BackupNotAllowed, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT. Nothing was changed.</source>
        <extracomment>restoring.AccountEnded, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin again on the new workstation, where nobody else sees its screen. If the codes differ again, tell your clinic&apos;s IT.</source>
        <extracomment>linking_errors.LinkCodesDiffer, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin again on the new workstation.</source>
        <extracomment>linking_errors.LinkAccountChanged, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin again on the new workstation: it makes new keys.</source>
        <extracomment>linking_errors.LinkKeyUsed, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin again on this computer; it shows a new code.</source>
        <extracomment>linking_errors.LinkCodeExpired, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call them and your clinic&apos;s IT. Sending goes on once the numbers match.</source>
        <extracomment>messages</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel on the new workstation and begin again there, where nobody else sees the code. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>linking_errors.LinkCodeTaken, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check Caps Lock and the keyboard layout, and try again.</source>
        <extracomment>errors.WrongPassphraseError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check date, time and time zone of this computer. If they are right, tell IT.</source>
        <extracomment>relay_errors.ClockWrong, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it is still there, and that the disk it is on is connected.</source>
        <extracomment>backup_errors.BackupNotReadable, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it is the right file, and that you may open it.</source>
        <extracomment>files.FileNotReadable, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder is there and that you may write to it, or choose another place.</source>
        <extracomment>backup_errors.BackupNotWritten, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the printer and try again, or copy the page by hand.</source>
        <extracomment>output.PrintFailed, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Retry to send it again to the devices they have now, or call them.</source>
        <extracomment>holding.DeviceGone, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Retry to send it again, or call them.</source>
        <extracomment>holding.MailExpired, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Retry to send it from here.</source>
        <extracomment>history_rows.NotSentElsewhere, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Retry. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>holding.DeviceSetDisputed, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Verify and compare numbers when you meet, or on the telephone.</source>
        <extracomment>verification.UnverifiedKeyNotAllowed, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <extracomment>backup_errors.BackupError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, and check that there is room.</source>
        <extracomment>output.FileNotSaved, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder. It stays kept in this profile.</source>
        <extracomment>save_file.ProofNotSaved, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <extracomment>backup_errors.BackupExists, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <extracomment>profiles.NobodyThere, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose it again in the settings.</source>
        <extracomment>errors.DamagedPinError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <extracomment>changing.NotAnEmoji, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <extracomment>errors.NotEnoughMemoryError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window, open Verify again and compare the new numbers.</source>
        <extracomment>verification.KeyChangedMeanwhile, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare each word and its number with the page.</source>
        <extracomment>recovery_kit.WordsDisagree, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare it with the other screen, character by character. Dashes do not matter.</source>
        <extracomment>errors.LinkCodeMistyped, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare it with the other screen, character by character. The new workstation must be connected to the same relay as this one.</source>
        <extracomment>linking_errors.LinkCodeUnknown, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare it with the other screen: something is missing, or typed twice.</source>
        <extracomment>errors.LinkCodeLength, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare numbers (Verify), then choose Retry.</source>
        <extracomment>holding.HeldForMismatch, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare word {number} with the page, letter by letter.</source>
        <extracomment>recovery_kit.WordUnknown, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all of it, to the last character, or open it as a file.</source>
        <extracomment>invite.InviteCutShort, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it again from where it came, or ask your clinic&apos;s IT for a new one.</source>
        <extracomment>invite.InviteDamaged, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curbside has it forgotten as soon as the relay is reached. Look here again then.</source>
        <extracomment>recovery.WithdrawalWaits, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curbside is already running with this profile.</source>
        <extracomment>main.AlreadyRunning, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curbside ran into a fault of its own. What you wrote is kept.</source>
        <extracomment>errors.UnexpectedFailure, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not go on. Ask your clinic&apos;s IT to check the relay, and for a new invite.</source>
        <extracomment>errors.AnchorMismatch, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First open the recovery invite that IT gave you. The kit is asked for after it.</source>
        <extracomment>invite</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another place.</source>
        <extracomment>backup_errors.BackupNoSpace, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it is lost, or somebody else may have used it, ask your clinic&apos;s IT for a re-enrolment invite. That gives you a new account key and ends all your present computers.</source>
        <extracomment>own_devices.CannotRemoveMain, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you did not do this yourself, ask your clinic&apos;s IT. You will need a new invite.</source>
        <extracomment>relay_errors.DeviceRevoked, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be sent from another of your workstations.</source>
        <extracomment>history_rows.NotSentElsewhere, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the one that was chosen when the backup was made. Check Caps Lock and the keyboard layout. If you are sure of it, the file is damaged at its beginning.</source>
        <extracomment>backup_errors.BackupPassphraseWrong, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be an older kit: making a new one ends those before. Look for the newest page. Without it, ask your clinic&apos;s IT for an invite that gives you a new account key.</source>
        <extracomment>recovery_kit.KitDoesNotOpen, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It tries again by itself. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>errors.UnexpectedFailure, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was held back, because it is in doubt who would be able to read it.</source>
        <extracomment>holding.HeldForMismatch, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was refused. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>profile.ProfileMismatch, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It will be tried again by itself.</source>
        <extracomment>errors.IncompleteExtension, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep Curbside open on both, and begin again on the new one.</source>
        <extracomment>linking_errors.LinkTimedOut, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linking was cancelled on the other workstation.</source>
        <extracomment>errors.OtherSideGaveUp, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages you write are kept encrypted on this computer and go out by themselves when the connection returns.</source>
        <extracomment>relay_errors.RelayUnreachable, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages you write are kept encrypted on this computer and go out by themselves when the connection returns. If it lasts, tell your clinic&apos;s IT.</source>
        <extracomment>relay_errors.QuotaExceeded, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No message was encrypted to them. Try again; if it persists, tell your clinic&apos;s IT.</source>
        <extracomment>errors.PrekeyRefusedError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No printer is set up on this computer.</source>
        <extracomment>output.NoPrinter, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secure connection could be made to the relay. Nothing was sent to it.</source>
        <extracomment>relay_errors.RelayNotSecure, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No workstation shows this code, or its 5 minutes are over.</source>
        <extracomment>linking_errors.LinkCodeUnknown, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be sent to them any more.</source>
        <extracomment>holding.HeldForClosedAccount, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost. Sending goes on by itself in a moment.</source>
        <extracomment>relay_errors.RateLimited, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <extracomment>errors.AlreadyReceivedError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was saved before is lost. Free some space on this computer, then try again.</source>
        <extracomment>store_errors.StoreFull, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <extracomment>relay_errors.RelayConnectionClosed, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed or deleted, and your messages are still in the database. Ask your clinic&apos;s IT to restore the file from a backup.</source>
        <extracomment>store_errors.VaultMissing, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed, and no new one was made. Tell your clinic&apos;s IT: they may find it in a backup or among moved files, or give you a new invite.</source>
        <extracomment>store_errors.StoreMissing, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed, and your messages are safe. Tell your clinic&apos;s IT: the relay served an entry that no honest relay accepts.</source>
        <extracomment>errors.EntryForbidden, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Ask your clinic&apos;s IT whether the address still leads to the relay, and whether app and relay are of matching versions.</source>
        <extracomment>relay_errors.ProtocolViolation, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Close any other Curbside window of this profile and try again.</source>
        <extracomment>store_errors.StoreInUse, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>errors.ProtocolError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Install the newer version again, or ask your clinic&apos;s IT for it.</source>
        <extracomment>store_errors.StoreTooNew, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Try again; if it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>store_errors.StoreError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Unlock it and try again.</source>
        <extracomment>store_errors.StoreClosed, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was deleted. Ask your clinic&apos;s IT to restore the file from a backup.</source>
        <extracomment>errors.DamagedVaultError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was kept here. Look at the list of your workstations on the old one, remove this one if it is there, and begin again. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>linking_errors.LinkNotInLog, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was linked. Try again with a new code that nobody else can see. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>errors.LinkRefused, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was replaced. If another of your computers made a recovery kit, use that one; otherwise make a new recovery kit here.</source>
        <extracomment>relay_errors.RecoveryStale, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken back. If it lasts, tell your clinic&apos;s IT.</source>
        <extracomment>errors.LogBehind, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken over from it. Ask your clinic&apos;s IT to install that version here.</source>
        <extracomment>backup_errors.BackupTooNew, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken over from it. Choose a backup of your own.</source>
        <extracomment>backup_errors.BackupOfOtherPerson, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken over from it. It can be restored at that clinic only.</source>
        <extracomment>backup_errors.BackupOfOtherClinic, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken over from it. Use another copy of it.</source>
        <extracomment>backup_errors.BackupDamaged, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the new workstation choose “I already use Curbside on another computer” again, and use the new code.</source>
        <extracomment>errors.LinkError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the new workstation choose “I already use Curbside on another computer”. It shows a code of 26 letters and digits: type or paste that.</source>
        <extracomment>errors.NotALinkCode, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the recipient&apos;s devices has not published any keys yet.</source>
        <extracomment>errors.NoPrekeysError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only your main computer can do this.</source>
        <extracomment>main_device.NeedsMainDevice, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only “{computer}” can do this: it keeps your account key.</source>
        <extracomment>own_devices.DevicesService</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Curbside on the computer that Settings, Your workstations names as the main one.</source>
        <extracomment>main_device.NeedsMainDevice, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Curbside on “{computer}”. If you do not have it any more, ask your clinic&apos;s IT: they can remove a computer, or give you a new account key.</source>
        <extracomment>own_devices.DevicesService</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the conversation again.</source>
        <extracomment>messages.MessageGone, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove one that you do not use any more in Settings on another computer, or ask your clinic&apos;s IT to. Then try again with the same invite.</source>
        <extracomment>restoring.TooManyDevices, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove one that you do not use any more, then link the new one.</source>
        <extracomment>linking_errors.TooManyDevices, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review the change first: compare numbers with them, or go on without verifying.</source>
        <extracomment>messages</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review the change, then choose Retry.</source>
        <extracomment>holding.HeldForKeyChange, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows such as 123456 and repeats such as 000000 are tried first.</source>
        <extracomment>pin</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending has stopped and goes on by itself once they have; what you wrote is kept. Tell your clinic&apos;s IT: check that each witness runs and that the relay reaches it (curbside-relay status). If they run, the relay may be showing this computer another directory than it shows them.</source>
        <extracomment>witnesses.WitnessMissing, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending has stopped. Look at your computers in Settings. If you did not make this change yourself, tell your clinic&apos;s IT at once: somebody may be reading as you.</source>
        <extracomment>alarms.UnexpectedOwnEntry, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending has stopped. Tell your clinic&apos;s IT at once. Once the relay is trustworthy again, this computer needs a new invite.</source>
        <extracomment>signature_checks.LogForged, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending has stopped. Tell your clinic&apos;s IT now; the proof has been kept for them.</source>
        <extracomment>errors.ForkDetected, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending has stopped. Tell your clinic&apos;s IT: the relay may be hiding a change.</source>
        <extracomment>alarms.LogFrozen, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending to this person has stopped. Compare numbers with them (Verify), and tell your clinic&apos;s IT.</source>
        <extracomment>receiving.UnexplainedDeviceSet, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten it, or send it in parts. What you wrote is kept.</source>
        <extracomment>messages.TextNotSendable, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody has used this code already, so nothing was linked. If it was not you, somebody has seen the new workstation&apos;s screen.</source>
        <extracomment>linking_errors.LinkCodeTaken, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something arrived that does not follow the rules, and was refused.</source>
        <extracomment>errors.ProtocolError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something arrived that was altered on the way, and was refused.</source>
        <extracomment>errors.AuthenticationError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something came from a computer that is not known to be yours, and was refused.</source>
        <extracomment>own_receiving.UnexplainedSender, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <extracomment>errors.CurbsideError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell your clinic&apos;s IT. It can happen when the relay was restored from an old backup, or when the address leads to another relay.</source>
        <extracomment>relay_errors.DeviceUnknown, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell your clinic&apos;s IT. Messages you write are kept encrypted on this computer and go out by themselves when the connection returns.</source>
        <extracomment>relay_errors.StorageFull, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell your clinic&apos;s IT. They can give you an invite for a new account key instead.</source>
        <extracomment>restoring.KitDamaged, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not the PIN.</source>
        <extracomment>errors.WrongPinError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not the passphrase of this backup.</source>
        <extracomment>backup_errors.BackupPassphraseWrong, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not the passphrase of this profile.</source>
        <extracomment>errors.WrongPassphraseError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 12 words do not fit together: one is wrong, or two have changed places.</source>
        <extracomment>recovery_kit.WordsDisagree, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN does not open this any more.</source>
        <extracomment>held_key.PinOver, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account could not be restored.</source>
        <extracomment>restoring.RecoveryError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup could not be written there. No file was left behind.</source>
        <extracomment>backup_errors.BackupNotWritten, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup file cannot be used.</source>
        <extracomment>backup_errors.BackupError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup file could not be read.</source>
        <extracomment>backup_errors.BackupNotReadable, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s directory contains an entry that its rules forbid. It was refused.</source>
        <extracomment>errors.EntryForbidden, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s directory does not have this computer as it was agreed, so it was not set up.</source>
        <extracomment>linking_errors.LinkNotInLog, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s directory, as the relay sent it, does not match its own signature.</source>
        <extracomment>errors.RootMismatch, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s directory, as the relay served it, contains an entry that was not signed by whom it names. Somebody may be trying to read along.</source>
        <extracomment>signature_checks.LogForged, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s relay cannot be reached.</source>
        <extracomment>relay_errors.RelayUnreachable, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s relay has no disk space left, so it accepts no messages.</source>
        <extracomment>relay_errors.StorageFull, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s relay is running but not ready.</source>
        <extracomment>relay_errors.RelayNotReady, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s settings for this computer cannot be read, so safe defaults are used.</source>
        <extracomment>policy.PolicyInvalid, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer could not read or write the message database.</source>
        <extracomment>store_errors.StoreUnavailable, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was closed because the app is locking or closing.</source>
        <extracomment>relay_errors.RelayConnectionClosed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full, so this could not be saved.</source>
        <extracomment>store_errors.StoreFull, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encrypted session is not ready for sending yet.</source>
        <extracomment>errors.NotYetAnswerableError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encrypted session is used up, and a new one has to be started.</source>
        <extracomment>errors.SessionExhaustedError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of this invite is missing.</source>
        <extracomment>invite.InviteCutShort, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be saved there.</source>
        <extracomment>output.FileNotSaved, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that holds this profile&apos;s locked key is damaged.</source>
        <extracomment>errors.DamagedVaultError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that holds this profile&apos;s locked key is missing.</source>
        <extracomment>store_errors.VaultMissing, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was kept exactly as it is. Tell your clinic&apos;s IT before doing anything else: they can look for the cause, often a failing disk, keep a copy, and give you a new invite if it cannot be repaired.</source>
        <extracomment>store_errors.StoreDamaged, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for this computer&apos;s Curbside data cannot be used.</source>
        <extracomment>paths.ProfileUnusable, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys that the relay handed out for a device are not valid, and were refused.</source>
        <extracomment>errors.PrekeyRefusedError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kit opens nothing any more. Ask your clinic&apos;s IT for an invite that gives you a new account key.</source>
        <extracomment>restoring.KitOutdated, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The linking code has expired: nobody used it within 5 minutes.</source>
        <extracomment>linking_errors.LinkCodeExpired, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The machines that watch over the clinic&apos;s directory have not confirmed its present state. Your clinic requires that before anything is sent.</source>
        <extracomment>witnesses.WitnessMissing, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message database could not be used.</source>
        <extracomment>store_errors.StoreError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message database does not open with this profile&apos;s key. Either it is damaged, or it was replaced by another profile&apos;s.</source>
        <extracomment>store_errors.StoreKeyMismatch, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message database is in use by another program.</source>
        <extracomment>store_errors.StoreInUse, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message database of this profile is missing.</source>
        <extracomment>store_errors.StoreMissing, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message database on this computer is damaged and cannot be read.</source>
        <extracomment>store_errors.StoreDamaged, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message database was last used by a newer version of Curbside.</source>
        <extracomment>store_errors.StoreTooNew, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is encrypted again for their current devices and sent by itself.</source>
        <extracomment>relay_errors.DeviceSetChanged, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is kept here and tried again. If it is urgent, call them.</source>
        <extracomment>relay_errors.MailboxFull, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is kept here. It goes out once they have set up Curbside again.</source>
        <extracomment>sealing.NoLiveDeviceError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message waits. It goes out once that device has been online.</source>
        <extracomment>errors.NoPrekeysError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new workstation&apos;s keys are not new, so it was refused.</source>
        <extracomment>linking_errors.LinkKeyUsed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers did not match, so sending to this person has stopped.</source>
        <extracomment>messages</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old workstation belongs to another relay than the one your clinic set for this computer.</source>
        <extracomment>linking_guest.LinkingGuest</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other workstation did not answer in time, so linking was stopped.</source>
        <extracomment>linking_errors.LinkTimedOut, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page could not be printed.</source>
        <extracomment>output.PrintFailed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile is locked.</source>
        <extracomment>store_errors.StoreClosed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proof could not be saved there.</source>
        <extracomment>save_file.ProofNotSaved, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox at the relay is full, because they have not been online.</source>
        <extracomment>relay_errors.MailboxFull, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery copy at the relay is newer than the one this computer wanted to store.</source>
        <extracomment>relay_errors.RecoveryStale, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay asked this computer to slow down.</source>
        <extracomment>relay_errors.RateLimited, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay could not be reached, so it still keeps the sealed key.</source>
        <extracomment>recovery.WithdrawalWaits, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay did not accept this change to your account.</source>
        <extracomment>relay_errors.EntryRefused, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay did not send all of the clinic&apos;s directory.</source>
        <extracomment>errors.IncompleteExtension, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay does not accept this recovery invite any more: the account was closed, or the clinic&apos;s own key was changed.</source>
        <extracomment>restoring.InviteNotGood, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay does not know this computer.</source>
        <extracomment>relay_errors.DeviceUnknown, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay has shown others a newer state of the clinic&apos;s directory than it shows this computer.</source>
        <extracomment>alarms.LogFrozen, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay has shown two different versions of the clinic&apos;s directory. Someone may be trying to read along.</source>
        <extracomment>errors.ForkDetected, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay keeps no recovery kit for this person: none was made, or it was withdrawn.</source>
        <extracomment>restoring.NoKitKept, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay refused the request.</source>
        <extracomment>relay_errors.RelayRefused, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay refuses this message because their devices changed, yet shows no such change.</source>
        <extracomment>holding.DeviceSetDisputed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay shows an older state of the clinic&apos;s directory than is known to exist.</source>
        <extracomment>errors.LogBehind, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay&apos;s address is not of the form https://host or https://host:port.</source>
        <extracomment>relay_errors.RelayAddressInvalid, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay&apos;s directory is not the one that your invite describes.</source>
        <extracomment>errors.AnchorMismatch, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay&apos;s statement about the clinic&apos;s directory is not validly signed.</source>
        <extracomment>errors.NoteRefused, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sender&apos;s app is asked to send it again.</source>
        <extracomment>errors.UndecryptableError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server at the relay&apos;s address gave an answer that makes no sense.</source>
        <extracomment>relay_errors.ProtocolViolation, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server at the relay&apos;s address has another key than the one your clinic&apos;s invite named. Nothing was sent to it.</source>
        <extracomment>relay_errors.WrongRelayKey, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The short codes were not the same, so nothing was linked. Somebody may have tried to step in between the two workstations.</source>
        <extracomment>linking_errors.LinkCodesDiffer, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workstations were not linked.</source>
        <extracomment>errors.LinkError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their account was closed before this was sent.</source>
        <extracomment>holding.HeldForClosedAccount, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their key changed before this was sent, so it was held back.</source>
        <extracomment>holding.HeldForKeyChange, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a file of this name already. It was not touched.</source>
        <extracomment>backup_errors.BackupExists, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a typing mistake in this code.</source>
        <extracomment>errors.LinkCodeMistyped, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough room for the backup there. No file was left behind.</source>
        <extracomment>backup_errors.BackupNoSpace, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are not the words of a recovery kit.</source>
        <extracomment>recovery_kit.RecoveryWordsError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These look like the words of a recovery kit. Keep them to yourself: they are not needed here.</source>
        <extracomment>secret</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They did not fetch this in time, so the relay deleted it.</source>
        <extracomment>holding.MailExpired, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They may not have this: their device was removed before it confirmed it.</source>
        <extracomment>holding.DeviceGone, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PIN cannot be used.</source>
        <extracomment>pin.PinRefused, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account has as many computers as it may have.</source>
        <extracomment>restoring.TooManyDevices, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account has used up what the relay allows it for now.</source>
        <extracomment>relay_errors.QuotaExceeded, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account is closed in your clinic&apos;s directory.</source>
        <extracomment>restoring.AccountEnded, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup file is damaged: it is not as it was written, or its end is missing.</source>
        <extracomment>backup_errors.BackupDamaged, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup is of another person&apos;s messages.</source>
        <extracomment>backup_errors.BackupOfOtherPerson, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup was made at another clinic.</source>
        <extracomment>backup_errors.BackupOfOtherClinic, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup was made by a newer version of Curbside.</source>
        <extracomment>backup_errors.BackupTooNew, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be shown on the start screen.</source>
        <extracomment>listing_label.LabelRefused, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code has {count} characters, and a linking code has 26.</source>
        <extracomment>errors.LinkCodeLength, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer already has a profile in this place.</source>
        <extracomment>enrolment.ProfileExists, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer does not trust the relay&apos;s certificate. Nothing was sent to it.</source>
        <extracomment>relay_errors.RelayNotTrusted, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has too little free memory to check the passphrase now.</source>
        <extracomment>errors.NotEnoughMemoryError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is not one of yours any more.</source>
        <extracomment>own_devices.DeviceNotThere, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer offers no protected keyring.</source>
        <extracomment>keyring_store</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer was removed from your account, and its messages were deleted.</source>
        <extracomment>removal.ProfileRemoved, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer was removed from your account, so the relay no longer serves it.</source>
        <extracomment>relay_errors.DeviceRevoked, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the relay&apos;s disagree too much to continue.</source>
        <extracomment>relay_errors.ClockWrong, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s keyring does not answer.</source>
        <extracomment>keyring_store</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s keyring is locked.</source>
        <extracomment>keyring_store</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <extracomment>files.FileNotReadable, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is too large.</source>
        <extracomment>files</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite has been used before. An invite works once.</source>
        <extracomment>relay_errors.InviteUsed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite has expired.</source>
        <extracomment>relay_errors.InviteExpired, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite is damaged: it was altered on its way to you.</source>
        <extracomment>invite.InviteDamaged, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite is for another relay than the one your clinic set for this computer.</source>
        <extracomment>enrolment.OtherRelay, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite is not one for a recovery kit, so the words are of no use with it.</source>
        <extracomment>restoring.WordsNotNeeded, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite needs a newer version of Curbside.</source>
        <extracomment>invite.InviteTooNew, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite restores an account together with its recovery kit.</source>
        <extracomment>restoring.WordsNeeded, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite was begun with a different passphrase.</source>
        <extracomment>enrolling.OtherPassphrase, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a safety number, not a code for linking a workstation.</source>
        <extracomment>secret</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a Curbside backup.</source>
        <extracomment>backup_errors.NotABackup, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a Curbside invite.</source>
        <extracomment>invite.NotAnInvite, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a code for linking a workstation.</source>
        <extracomment>errors.NotALinkCode, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the short code for comparing. The code to type here has 26 letters and digits.</source>
        <extracomment>secret</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is your main computer: it keeps your account key, and removing it here would leave that key in force.</source>
        <extracomment>own_devices.CannotRemoveMain, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {kind}, not a code for linking a workstation.</source>
        <extracomment>secret</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {kind}, not an invite.</source>
        <extracomment>invite</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This message can no longer be changed.</source>
        <extracomment>changing.TooLate, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This message is not there any more.</source>
        <extracomment>messages.MessageGone, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passphrase is too short.</source>
        <extracomment>passphrases.PassphraseTooShort, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person has no active device, so nothing can be encrypted to them.</source>
        <extracomment>sealing.NoLiveDeviceError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person is not in your clinic&apos;s directory.</source>
        <extracomment>contacts.UnknownContact, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person&apos;s account key has changed, so sending has stopped.</source>
        <extracomment>messages</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person&apos;s account was closed by your clinic.</source>
        <extracomment>messages</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person&apos;s key changed while you were comparing.</source>
        <extracomment>verification.KeyChangedMeanwhile, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile is not on this computer any more.</source>
        <extracomment>profiles.NobodyThere, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recovery kit does not belong to what the relay keeps for this person.</source>
        <extracomment>recovery_kit.KitDoesNotOpen, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong passphrases in a row.</source>
        <extracomment>tries.TooSoon, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries left: {left}. After that your passphrase is needed.</source>
        <extracomment>held_key.WrongPin, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again when this computer is connected to your clinic&apos;s relay.</source>
        <extracomment>own_announce.NotAnnounced, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again, or use your passphrase.</source>
        <extracomment>errors.WrongPinError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>relay_errors.EntryRefused, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>errors.CurbsideError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the 12 words from the page, in their order. Capital letters do not matter.</source>
        <extracomment>recovery_kit.RecoveryWordsError, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the 12 words from the page. If you do not have it, ask your clinic&apos;s IT for an invite that gives you a new account key instead.</source>
        <extracomment>restoring.WordsNeeded, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it instead. To set up another person, use another profile folder.</source>
        <extracomment>enrolment.ProfileExists, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a computer with a printer, or write the page down by hand.</source>
        <extracomment>output.NoPrinter, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at least {least} characters. Several words are easiest.</source>
        <extracomment>passphrases.PassphraseTooShort, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the passphrase you chose when you began with this invite. If you do not know it any more, ask your clinic&apos;s IT for a new invite: that starts over.</source>
        <extracomment>enrolling.OtherPassphrase, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the window that is open. If there is none, end the other Curbside process.</source>
        <extracomment>main.AlreadyRunning, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use up to {most} letters or digits.</source>
        <extracomment>listing_label.LabelRefused, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use your passphrase to unlock Curbside. Nothing is lost.</source>
        <extracomment>keyring_store.KeyringUnavailable, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use your passphrase.</source>
        <extracomment>held_key.PinOver, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {least} to {most} digits.</source>
        <extracomment>pin</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for the directory to be up to date, or ask your clinic&apos;s IT.</source>
        <extracomment>contacts.UnknownContact, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait {seconds} seconds, then try again.</source>
        <extracomment>tries.TooSoon, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is on this computer stays readable here. If this is a mistake, ask IT.</source>
        <extracomment>alarms.OwnAccountClosed, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the other side sent does not hold together, so linking was stopped. Somebody may have seen the code and tried to step in between.</source>
        <extracomment>errors.LinkRefused, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the relay keeps for this recovery kit makes no sense.</source>
        <extracomment>restoring.KitDamaged, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is still there. Check that the disk is connected and that you may write to the profile&apos;s folder, then start Curbside again. If it keeps happening, the disk may be failing: tell your clinic&apos;s IT.</source>
        <extracomment>store_errors.StoreUnavailable, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word {number} is not one that a recovery kit has.</source>
        <extracomment>recovery_kit.WordUnknown, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a new message that says what is right.</source>
        <extracomment>changing.TooLate, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can read everything here. Ask your clinic&apos;s IT for the newer version to write.</source>
        <extracomment>version_rule.VersionRetired, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have 8 workstations already, which is as many as one person may have.</source>
        <extracomment>linking_errors.TooManyDevices, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your PIN cannot be read any more.</source>
        <extracomment>errors.DamagedPinError, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account in the clinic&apos;s directory was changed, and none of your computers said so.</source>
        <extracomment>alarms.UnexpectedOwnEntry, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account was changed at the same moment, so the workstation was not added.</source>
        <extracomment>linking_errors.LinkAccountChanged, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account was given a new key after this recovery kit was made.</source>
        <extracomment>restoring.KitOutdated, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic does not allow a PIN on this computer.</source>
        <extracomment>pin.PinNotAllowed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic does not allow going on with a changed key unverified.</source>
        <extracomment>verification.UnverifiedKeyNotAllowed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic does not allow saving messages to a file.</source>
        <extracomment>backup_errors.BackupNotAllowed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic does not allow this version of Curbside any more.</source>
        <extracomment>version_rule.VersionRetired, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic set another relay for this computer.</source>
        <extracomment>linking_guest.LinkingGuest</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT can give you a new invite.</source>
        <extracomment>removal.ProfileRemoved, action</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT has closed your account, so nothing can be sent any more.</source>
        <extracomment>alarms.OwnAccountClosed, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your other computers could not be told of this change, so it was not made.</source>
        <extracomment>own_announce.NotAnnounced, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your recovery kit was last updated by a newer version of Curbside.</source>
        <extracomment>recovery_kit.KitTooNew, message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a code for comparing safety numbers</source>
        <extracomment>code_kinds</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a code for linking a workstation</source>
        <extracomment>code_kinds</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a file for the clinic&apos;s authority</source>
        <extracomment>code_kinds</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a file for the relay</source>
        <extracomment>code_kinds</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an invite from your clinic&apos;s IT</source>
        <extracomment>code_kinds</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the code of a card for comparing safety numbers</source>
        <extracomment>code_kinds</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the code of a recovery kit, which nobody else may see</source>
        <extracomment>code_kinds</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Message taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a newer version of Curbside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>pattern of a date</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>pattern of a date</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>pattern of a date</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>written {written} · arrived {arrived}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long messages stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Messages are deleted from this computer after %n day(s). What you have not read yet stays until you have.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell others when I have read their messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryStrip</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your earlier messages are arriving from your other computer: {percent} %. You can work meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your earlier messages are here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InvitePage</name>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I already use Curbside on another computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invites (*.curbside-invite);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the invite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the invite here, or drop the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to Curbside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT gave you an invite: a file, or a text that begins with “curbside:invite:”. It is yours alone and works once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JumpCorner</name>
    <message>
        <source>1 new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to the latest message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyChangeDialog</name>
    <message>
        <source>Decide later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This happens when your clinic enrolled {name} anew, for example on a new computer after the old one was lost. It would also happen if somebody pretended to be {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until you decide, nothing is sent to {name}. What you wrote before stays on this computer and is not sent to the new key by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify is the safe way: compare a number when you meet, or on the telephone. If you did not expect this change, ask your clinic&apos;s IT first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic wants it verified before anything is sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}&apos;s key changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KitPage</name>
    <message>
        <source>Print this page, or write the words down in their order. They are shown this once. Keep the page at home or locked away: not beside the computer, and not as a photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printing sends the words to the printer in clear. Use one that you stand beside, and take the page with you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code with the secret of the recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{clinic} · {date}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkCodeEdit</name>
    <message>
        <source>Code from the new computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is another kind of code, not one for a workstation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} characters: the code has {length}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {length} characters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkCodePage</name>
    <message>
        <source>Add this computer on your other one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good for {minutes}:{seconds:02d} more, and for one computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making keys on this computer, and calling the relay…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On your other computer: Settings, Your workstations, Add a workstation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code with the same characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show a new code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code is no longer good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type these characters there. A hand scanner can read the picture.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkComparePage</name>
    <message>
        <source>Are the numbers the same?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now answer on your other computer, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other computer belongs to: {clinic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They differ, stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your other computer shows a number too. Compare, and answer on both.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkSetupPage</name>
    <message>
        <source>Address of your clinic&apos;s relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this workstation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On your other computer: Settings, About this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by your clinic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use Curbside here too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workstation of {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your other computer adds this one. Have it at hand, with Curbside unlocked on it. This computer makes keys of its own; they never leave it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own computers show it, for example the room. Do not put a patient&apos;s name here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Linking</name>
    <message>
        <source>Being added to the clinic&apos;s log of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking that log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready to receive messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Nothing was added, and the other computer is told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is one of your workstations now. Earlier messages arrive when you choose “Copy my messages there” on the other computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>List</name>
    <message>
        <source>Draft:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draft: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} unread</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LockSection</name>
    <message numerus="yes">
        <source>After %n minute(s) without input, and when the computer locks.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s) without input.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Automatic lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change passphrase…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget it on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgotten. The passphrase is asked for at each start now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase and lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase protects everything on this computer. Nobody can reset it for you.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogProgressLine</name>
    <message>
        <source>Checking the clinic&apos;s log of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the clinic&apos;s log of keys: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries checked: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainCommands</name>
    <message>
        <source>Do not disturb</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainDialogs</name>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reachable; trying again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused; see the line at the top of the window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainView</name>
    <message>
        <source>Choose a colleague</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colleagues appear by themselves as soon as they have joined. There is nothing to do until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+K finds a person, Alt+Down goes to the next conversation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everyone in your clinic is in the list of people, by name and role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection to your clinic&apos;s relay. What you write is kept encrypted here and sent by itself when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save proof for IT…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write to a colleague</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are the first one here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your workstations…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MakeKitDialog</name>
    <message>
        <source>A file can be copied without a trace, and backups and cloud folders do so by themselves. Save it only on a stick that you lock away, and never beside your passphrase. Paper is safer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recovery kit is one page with 12 words. If every computer on which you use Curbside is lost, it brings back your key and whom you have verified, and your colleagues see no key change. Messages are not in it; a backup has those.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without the page?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have it on paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at your page and type two of its words, to be sure of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at your page, or show the page again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save all the same…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the page as PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the words in a file?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the page again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not word {number} of this kit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page opens nothing by itself: your clinic&apos;s IT must also give you a recovery invite. The relay keeps your key sealed with these words and cannot open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page that you have opens nothing any more once this one is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without these words the kit cannot be used, and they are never shown again. You can make a new kit at any time; this one ends with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageInfoDialog</name>
    <message>
        <source>Arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clinic&apos;s log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypted to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypted to these devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sender&apos;s device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set of devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} entries, root {root}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageToolbar</name>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Mismatch</name>
    <message>
        <source>Compare once more, and check that both of you opened the right contact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the log between two computers (Settings, Trust): at the same size, the root must be the same. If it is not, save the proof there; the relay is then suspect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have both compare again. When the numbers match, “They match” opens the conversation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the account holds a key that is not {name}&apos;s, revoke its devices with the authority&apos;s key, import that at the relay, and issue a new invite by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If they still differ, call your clinic&apos;s IT by telephone and tell them that the numbers of the two of you do not match. Do not write it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave Curbside as it is. What is on this computer helps to explain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look the account up in the authority&apos;s register, and ask {name} in person whether each invite issued for it was theirs: a new key needs one. Account: {account}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until it is explained, reach {name} in another way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What IT does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you do now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MismatchPage</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy these steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Different numbers mean that somebody may be reading along, or that one of you looked at another person&apos;s number. Nothing is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending to {name} is stopped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>Four or more unrelated words are strong and can be remembered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>A device of {name} was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message from {name} could not be decrypted. It was asked for again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message was encrypted to a device that nobody can explain. Tell IT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message was not fetched in time and was deleted at the relay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something about this contact changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something changed that this version cannot name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers did not match.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You reported that the numbers did not match. Sending is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You verified {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You went on with {name}&apos;s new key, unverified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic closed {name}&apos;s account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} added a device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no longer verified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}&apos;s key changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}&apos;s key changed. Sending is stopped until you review it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Details…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change is signed as it must be, and stands in the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer was removed by your clinic on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer was removed by your clinic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can read what is here. Nothing is sent or received any more. If you did not expect this, tell your clinic&apos;s IT at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You removed this computer from another one of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You removed this computer on {day}, from another one of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT has approved version {newest} of Curbside; this is {version}. Ask them to install it. Until then all works as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic&apos;s keys changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NotificationsSection</name>
    <message>
        <source>A notification says how many new messages there are, never what is in them. Anybody who passes by can read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running in the system tray when the window is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off. Nothing is shown or heard while it is on; messages arrive as ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise closing the window ends Curbside, and nothing is announced until it is started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play a sound for a new message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play a sound when a message cannot be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say who it is from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show a notification for new messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop has no system tray, so closing the window ends Curbside.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpenLinkDialog</name>
    <message>
        <source>An e-mail would be written to somebody at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT, or copy the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before an @ sign the address names something else. That part means nothing, and is how people are misled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the letters that computers use: {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It leads to this computer on the network:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Links in the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program on this computer opens this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by your clinic: links are not opened from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is a number. It does not say whose computer it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is not encrypted: others on the way can read along.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This name has letters that can pass for others, so it is shown as computers read it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Ask IT for a recovery invite, open it in Curbside on the new computer, and type the words when you are asked. A scanner that types can read the code instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At home, or locked away at work: not beside the computer, not in its bag, not as a photo. Only the newest page works; destroy the ones before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curbside recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If every computer on which you use Curbside is lost or broken, this page brings back your key and your verified marks on a new one. Colleagues then see no key change. It does not bring back messages; a backup does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In Curbside, open the conversation with me, choose Verify, then “Printed card”. The digits that it shows for me must be exactly these. Take this card only from my own hand. It is not secret, and it is no longer valid when Curbside says that my key changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens nothing by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this page secret. Keep it away from your computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My half of the safety number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 12 words, in this order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT must also give you a recovery invite. Whoever finds this page can do nothing with it alone; tell IT all the same if it is lost, and make a new one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphraseField</name>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the passphrase ({keys})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the passphrase ({keys})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It encrypts everything on this computer. Nobody can reset it, so choose one that you will remember.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not possible: several people use this computer account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not possible: this computer has no safe place for it (a system keyring).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever can use your account on this computer can then open Curbside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic does not allow it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrintedCardPage</name>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show my card…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {name}&apos;s printed card from their own hand. It must show exactly these six groups. Or read the code on it into the field with a hand scanner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code on their card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} needs your card for their side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}&apos;s card must show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether this computer is in the clinic&apos;s network, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QrView</name>
    <message>
        <source>QR code with your code for this contact</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Quiet</name>
    <message>
        <source>Do not disturb is on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not disturb until tomorrow, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not disturb until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For one hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until I turn it off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until {time} this morning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until {time} tomorrow morning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuietStrip</name>
    <message>
        <source>Turn off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn off do not disturb</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReactionBar</name>
    <message>
        <source>More emoji…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>React</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reactions</name>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{emoji} from {names}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadAloudPage</name>
    <message>
        <source>Meet, or call {name} on a number you know. Both open Verify. You read row 1 aloud, they read row 2, you read row 3, they read row 4. Every digit has to be the same on both screens.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoverySection</name>
    <message>
        <source>A backup is one encrypted file with your messages and whom you have verified. It holds no keys: on a new computer you join first, then restore it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new recovery kit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a recovery kit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the computer that holds your account key can make one: the first on which you joined. Open Curbside there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the computer that holds your account key can make one: “{device}”. Open Curbside there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery and backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save an encrypted backup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page does not change: whom you verify later is added to what it opens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With one, a new computer gets back your key and whom you have verified after all others were lost. Without one, you get a new key, and every colleague is asked to verify you again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn. The page is worth nothing any more; destroy it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have no recovery kit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You made a kit on {made}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You made a kit on {made}. It was last updated on {updated}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoveryWordsPage</name>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First word, second word, …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page? Ask your clinic&apos;s IT for an invite that gives you a new account key instead; colleagues are then asked to verify you again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the code…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 12 words of the recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are the words of a kit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the 12 words from your page, in their order, with spaces between. Capital letters and the numbers do not matter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words that are right so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of 12 words</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemovedScreen</name>
    <message>
        <source>If that was not you, call your clinic&apos;s IT at once. To use Curbside here again, add this computer anew from another one of yours, or with a new invite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you did not expect this, call your clinic&apos;s IT. To use Curbside here again, ask IT for a new invite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order was signed with your clinic&apos;s own key and stands in its log; the relay alone could not have given it. Your other computers and your colleagues still have what you wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer was removed by your clinic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You did it from another computer of yours. That one and your colleagues still have what you wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You removed this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your messages on it were erased, and so were its keys. Nothing more is sent to this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreBackupDialog</name>
    <message>
        <source>Backups (*.curbside-backup);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages that are not on this computer yet are taken over from a backup of yours. Nothing that is here is changed or deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase of the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Restore again to take over what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking your messages over</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveBackupDialog</name>
    <message>
        <source>Backups (*.curbside-backup)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it somewhere else than this computer, and its passphrase somewhere else than the file. New messages are not in it: save another from time to time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save an encrypted backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved. Messages in “{name}”: {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving your messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. No file was left behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds all your messages and whom you have verified, encrypted with a passphrase of its own. Nobody can reset it: without it the file is worth nothing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>Save proof for IT</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Set by your clinic</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>1 message chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} messages chosen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>({count}) Curbside</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortCodeView</name>
    <message>
        <source>Number to compare: {digits}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Choose a colleague</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a colleague and write. Only the two of you can read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by name, role or department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock now (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names, roles and departments are searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No colleagues yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody else has joined. People appear here by themselves once they do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {count} in Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {count} in People</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepsPage</name>
    <message>
        <source>Adding it to the clinic&apos;s log of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing the number on both screens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now answer on the new computer too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reaching the new computer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepsView</name>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to do</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Forwarded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This message is not on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This message needs a newer version of Curbside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You took this message back · {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You took this message back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers {name}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} took a message back · {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} took this message back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Curbside: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Curbside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit Curbside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} new messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}. Do not disturb is on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Account closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Directory-checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers did not match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other machines than before watch the clinic&apos;s log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key by which this computer knows the relay was replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key that signs the clinic&apos;s log was replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You reported that {name}&apos;s numbers did not match. Sending is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT replaced a lost or stolen signing key with its recovery key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT replaced its signing key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no device yet, so nothing can be encrypted to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}&apos;s account was closed by your clinic. You can still read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}&apos;s key changed. Review it before you write.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrustChip</name>
    <message>
        <source>Verify whom you are writing to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state}. Verify</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrustSection</name>
    <message>
        <source>0 of 1 independent witnesses confirm it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of 1 independent witnesses confirms it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clinic&apos;s signing key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Independent witnesses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key that signs the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No independent witness watches it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None. Colleagues&apos; computers compare the log with each other all the same, with every message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not heard of yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay&apos;s TLS key (SHA-256)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root of the log at {size} entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save proof for IT…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show my card…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s directory was last checked {ago}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clinic&apos;s directory was not checked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log contradicted itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To compare with another computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changed for the clinic itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your clinic requires {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: signed {size} entries, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{signed} of {total} independent witnesses confirm it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{signed} of {total} independent witnesses confirm its first {covered} of {size} entries; the newest are signed within minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{when}: {what} (entry {index})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ui</name>
    <message>
        <source>Curbside keeps running here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was acknowledged is lost. You can go on; if it happens again, tell your clinic&apos;s IT when it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To end it, choose Quit in the menu of this icon.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnlockScreen</name>
    <message>
        <source>Locked. Your messages are encrypted on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in {seconds} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VerifyDialog</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codes on two screens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printed card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The codes do not match. Press “They don&apos;t match”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The codes match. Press “They match” if this code came from {name} directly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They don&apos;t match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a code, but not one of {name}&apos;s for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a code. One begins with “curbside:verify:” or “curbside:card:”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified since {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ways to compare</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhoPage</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By this computer&apos;s clock the invite has expired. It may be refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If anything here is not right, stop and ask your clinic&apos;s IT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is this you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite gives you a new key. Colleagues will see that it changed and are asked to verify you again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This invite restores your account together with your recovery kit. Have the page with the 12 words at hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, this is me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account key comes back; this computer makes all its other keys itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your keys will be made on this computer and never leave it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WithdrawKit</name>
    <message>
        <source>Should all your computers be lost then, you get a new key, and every colleague is asked to verify you again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay forgets your sealed key, and the page is worth nothing any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw the recovery kit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WordsView</name>
    <message>
        <source>Word {number}: {word}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkstationCard</name>
    <message>
        <source>Added: {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added: {time}, by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example the room. Do not put a patient&apos;s name here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I removed it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I removed {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It adds and removes the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is mine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was removed with your account key, and none of your computers said so. If it was not you, somebody may have that key: tell IT at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen: {time}, says the relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main computer: it adds and removes the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of your computers said that it added this one. If you set it up with your recovery kit, it is yours. If you do not know it, somebody may be reading along: remove it, and tell IT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of your computers said that it added this one. If you set it up with your recovery kit, say so on your main computer. If you do not know it, somebody may be reading along: remove it on your main computer, and tell IT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not seen by the relay yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workstation without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>main computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody explained it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is mine</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkstationsSection</name>
    <message>
        <source>Add a workstation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the one in your office or on another ward, and every conversation is in both places. A second one also helps when this one breaks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying your messages there: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete them when it next reaches the relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you remove “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each computer on this list has keys of its own, gets every message, and can read and send as you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I removed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is “{name}” yours?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can read and send all your messages as you. The warning about it ends on all your computers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages that are there already can still be read with its passphrase, unless you have them deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that is written from now on can be read there, and the relay refuses that computer at once. Your other computers and your colleagues see that it was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this workstation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say so only if you removed that computer yourself, on one that you do not have any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say so only if you set up Curbside on that computer yourself, for example with your recovery kit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The warning about it ends on all your computers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workstations are added and removed on your main computer, {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workstations are added and removed on your main computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have {count} workstations, which is as many as one person can have. Remove one that you do not use any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You use Curbside on this computer only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your workstations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your {total} earlier messages were copied there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_BackupDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_ToneButton</name>
    <message>
        <source>Dark skin tone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light skin tone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium skin tone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium-dark skin tone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium-light skin tone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No skin tone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skin tone: {tone}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
