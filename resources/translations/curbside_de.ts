<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy for IT</source>
        <translation>Für die IT kopieren</translation>
    </message>
    <message>
        <source>Its files</source>
        <translation>Seine Dateien</translation>
    </message>
    <message>
        <source>Licences…</source>
        <translation>Lizenzen…</translation>
    </message>
    <message>
        <source>Messages between colleagues, encrypted on your computer and read on theirs. The clinic&apos;s relay passes them on and cannot read them.</source>
        <translation>Nachrichten zwischen Kolleginnen und Kollegen, verschlüsselt auf Ihrem Computer und gelesen auf deren. Das Relay der Klinik gibt sie weiter und kann sie nicht lesen.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>from source</source>
        <translation>aus dem Quelltext</translation>
    </message>
    <message>
        <source>packaged</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>{version}, {origin}</source>
        <translation>{version}, {origin}</translation>
    </message>
</context>
<context>
    <name>AboutSection</name>
    <message>
        <source>About this computer</source>
        <translation>Über diesen Computer</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Klinik</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Relay</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>Personalnummer</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>All files of the conversation…</source>
        <translation>Alle Dateien der Unterhaltung…</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Zurück zur vorigen Stelle</translation>
    </message>
    <message>
        <source>Cancel the transfer</source>
        <translation>Übertragung abbrechen</translation>
    </message>
    <message>
        <source>Close the conversation</source>
        <translation>Unterhaltung schließen</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Curbside</source>
        <translation>Curbside</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit your last message, from an empty field</source>
        <translation>Ihre letzte Nachricht bearbeiten, wenn das Feld leer ist</translation>
    </message>
    <message>
        <source>Fetch the file</source>
        <translation>Datei abrufen</translation>
    </message>
    <message>
        <source>Find a person or conversation</source>
        <translation>Person oder Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>In dieser Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Forward…</source>
        <translation>Weiterleiten…</translation>
    </message>
    <message>
        <source>Go on with the transfer</source>
        <translation>Übertragung fortsetzen</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Go to a day…</source>
        <translation>Zu einem Tag gehen…</translation>
    </message>
    <message>
        <source>Go to the message it replies to</source>
        <translation>Zur beantworteten Nachricht</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Insert an emoji…</source>
        <translation>Emoji einfügen…</translation>
    </message>
    <message>
        <source>Jump to the latest message</source>
        <translation>Zur neuesten Nachricht</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Lock fully: no PIN opens it</source>
        <translation>Ganz sperren: keine PIN öffnet mehr</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Members of this group…</source>
        <translation>Mitglieder dieser Gruppe…</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Menu of what you stand on</source>
        <translation>Menü zur gewählten Zeile</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Message info…</source>
        <translation>Nachrichteninfo…</translation>
    </message>
    <message>
        <source>Mute the conversation…</source>
        <translation>Unterhaltung stummschalten…</translation>
    </message>
    <message>
        <source>New group…</source>
        <translation>Neue Gruppe…</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Next area</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Nächste Unterhaltung</translation>
    </message>
    <message>
        <source>Next place found, further back in time</source>
        <translation>Nächste Fundstelle, weiter zurück</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Normale Schriftgröße</translation>
    </message>
    <message>
        <source>Open link…</source>
        <translation>Link öffnen…</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Pause the transfer</source>
        <translation>Übertragung anhalten</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Pin the conversation</source>
        <translation>Unterhaltung anheften</translation>
    </message>
    <message>
        <source>Previous area</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Vorige Unterhaltung</translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Quit Curbside</source>
        <translation>Curbside beenden</translation>
    </message>
    <message>
        <source>React…</source>
        <translation>Reagieren…</translation>
    </message>
    <message>
        <source>Record a voice message</source>
        <translation>Sprachnachricht aufnehmen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Save the file as…</source>
        <translation>Datei speichern unter…</translation>
    </message>
    <message>
        <source>Search all messages</source>
        <translation>Alle Nachrichten durchsuchen</translation>
    </message>
    <message>
        <source>Select all messages that are loaded</source>
        <translation>Alle geladenen Nachrichten auswählen</translation>
    </message>
    <message>
        <source>Select messages</source>
        <translation>Nachrichten auswählen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Send files…</source>
        <translation>Dateien senden…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>Passphrase anzeigen</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Switch person</source>
        <translation>Person wechseln</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Try the transfer again</source>
        <translation>Übertragung wiederholen</translation>
    </message>
    <message>
        <source>Unmute the conversation</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Unpin the conversation</source>
        <translation>Unterhaltung lösen</translation>
    </message>
    <message>
        <source>Verify this contact…</source>
        <translation>Diesen Kontakt verifizieren…</translation>
    </message>
    <message>
        <source>Voice message: back 5 seconds</source>
        <translation>Sprachnachricht: 5 Sekunden zurück</translation>
    </message>
    <message>
        <source>Voice message: faster, slower</source>
        <translation>Sprachnachricht: schneller, langsamer</translation>
    </message>
    <message>
        <source>Voice message: on 5 seconds</source>
        <translation>Sprachnachricht: 5 Sekunden weiter</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Nachricht schreiben</translation>
    </message>
    <message>
        <source>Write to several people…</source>
        <translation>An mehrere schreiben…</translation>
    </message>
</context>
<context>
    <name>AddPeopleDialog</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>Personen hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>They get what was written here in the last 30 days.</source>
        <translation>Sie erhalten, was hier in den letzten 30 Tagen geschrieben wurde.</translation>
    </message>
    <message>
        <source>They see nothing of what was written before.</source>
        <translation>Sie sehen nichts von dem, was vorher geschrieben wurde.</translation>
    </message>
</context>
<context>
    <name>AddWorkstationDialog</name>
    <message>
        <source>Add a workstation</source>
        <translation>Arbeitsplatz hinzufügen</translation>
    </message>
    <message>
        <source>Adding the workstation</source>
        <translation>Der Arbeitsplatz wird hinzugefügt</translation>
    </message>
    <message>
        <source>All {total} messages were copied.</source>
        <translation>Alle {total} Nachrichten wurden kopiert.</translation>
    </message>
    <message>
        <source>Are the numbers the same?</source>
        <translation>Sind die Zahlen gleich?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Copying: {done} of {total}. You can close this; it goes on.</source>
        <translation>Kopiert: {done} von {total}. Sie können das Fenster schließen; es geht weiter.</translation>
    </message>
    <message>
        <source>Getting your messages together…</source>
        <translation>Ihre Nachrichten werden zusammengestellt…</translation>
    </message>
    <message>
        <source>Nothing was added</source>
        <translation>Nichts wurde hinzugefügt</translation>
    </message>
    <message>
        <source>The workstation is added</source>
        <translation>Der Arbeitsplatz ist hinzugefügt</translation>
    </message>
    <message>
        <source>There are no earlier messages.</source>
        <translation>Es gibt keine früheren Nachrichten.</translation>
    </message>
    <message>
        <source>They are the same, add it</source>
        <translation>Sie sind gleich, hinzufügen</translation>
    </message>
    <message>
        <source>They differ, stop</source>
        <translation>Sie sind verschieden, abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>AddedPage</name>
    <message>
        <source>Copy my messages there</source>
        <translation>Meine Nachrichten dorthin kopieren</translation>
    </message>
    <message>
        <source>Earlier messages are on this computer only. You can copy them there now, encrypted between your two computers. It takes some minutes and goes on in the background.</source>
        <translation>Frühere Nachrichten sind nur auf diesem Computer. Sie können sie jetzt dorthin kopieren, verschlüsselt zwischen Ihren beiden Computern. Das dauert einige Minuten und läuft im Hintergrund weiter.</translation>
    </message>
    <message>
        <source>{name} is one of your workstations now. It gets every new message.</source>
        <translation>{name} ist jetzt einer Ihrer Arbeitsplätze und erhält jede neue Nachricht.</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>A message could not be sent</source>
        <translation>Eine Nachricht konnte nicht gesendet werden</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>Backup</name>
    <message>
        <source>Everything in this backup was here already.</source>
        <translation>Alles aus dieser Sicherung war schon hier.</translation>
    </message>
    <message>
        <source>Messages that were here already: {count}.</source>
        <translation>Nachrichten, die schon hier waren: {count}.</translation>
    </message>
    <message>
        <source>Restored. Messages that came back: {messages}. Conversations: {conversations}.</source>
        <translation>Wiederhergestellt. Zurückgeholte Nachrichten: {messages}. Unterhaltungen: {conversations}.</translation>
    </message>
    <message>
        <source>The backup was made on {day}.</source>
        <translation>Die Sicherung stammt vom {day}.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Learn more</source>
        <translation>Mehr erfahren</translation>
    </message>
</context>
<context>
    <name>Broadcast</name>
    <message numerus="yes">
        <source>%n character(s) too many.</source>
        <translation>
            <numerusform>%n Zeichen zu viel.</numerusform>
            <numerusform>%n Zeichen zu viel.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n person(s)</source>
        <translation>
            <numerusform>An %n Person senden</numerusform>
            <numerusform>An %n Personen senden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent to %n person(s), to each in their own conversation.</source>
        <translation>
            <numerusform>An %n Person gesendet, in der eigenen Unterhaltung.</numerusform>
            <numerusform>An %n Personen gesendet, an jede in ihrer eigenen Unterhaltung.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To %n person(s), each alone</source>
        <translation>
            <numerusform>An %n Person</numerusform>
            <numerusform>An %n Personen, an jede einzeln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BroadcastDialog</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a saved list</source>
        <translation>Gespeicherte Liste wählen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the list “{name}”?</source>
        <translation>Die Liste „{name}“ löschen?</translation>
    </message>
    <message>
        <source>Delete the list…</source>
        <translation>Liste löschen…</translation>
    </message>
    <message>
        <source>Each of them sees it as a message from you alone, and answers to you.</source>
        <translation>Alle sehen sie als Nachricht von Ihnen allein und antworten nur Ihnen.</translation>
    </message>
    <message>
        <source>Everybody gets the message privately, in their own conversation with you. Nobody sees who else got it.</source>
        <translation>Alle erhalten die Nachricht einzeln, in der eigenen Unterhaltung mit Ihnen. Niemand sieht, wer sie noch erhalten hat.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Name of the list</source>
        <translation>Name der Liste</translation>
    </message>
    <message>
        <source>Name, to keep these people as a list</source>
        <translation>Name, um diese Personen als Liste zu behalten</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Liste speichern</translation>
    </message>
    <message>
        <source>Saved lists</source>
        <translation>Gespeicherte Listen</translation>
    </message>
    <message>
        <source>The conversations with these people stay as they are.</source>
        <translation>Die Unterhaltungen mit diesen Personen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The list “{name}” is saved.</source>
        <translation>Die Liste „{name}“ ist gespeichert.</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Nachricht schreiben</translation>
    </message>
    <message>
        <source>Write to several people</source>
        <translation>An mehrere schreiben</translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>My card</source>
        <translation>Meine Karte</translation>
    </message>
    <message>
        <source>Print it and hand it to colleagues yourself. Whoever has it compares it with what their own Curbside shows for you, also when you are away. It is not secret, and holds until your key changes.</source>
        <translation>Drucken Sie sie aus und geben Sie sie selbst weiter. Wer sie hat, vergleicht sie mit dem, was das eigene Curbside für Sie zeigt, auch wenn Sie nicht da sind. Sie ist nicht geheim und gilt, bis sich Ihr Schlüssel ändert.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>QR code of my card</source>
        <translation>QR-Code meiner Karte</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
    <message>
        <source>Save my card as PDF</source>
        <translation>Meine Karte als PDF speichern</translation>
    </message>
</context>
<context>
    <name>ChangePassphraseDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>Passphrase until now</source>
        <translation>Bisherige Passphrase</translation>
    </message>
</context>
<context>
    <name>ChatHeader</name>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>{name} is writing…</source>
        <translation>{name} schreibt…</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>Messages with {name} are encrypted on this computer and can be read on your devices and theirs alone. Verify them when you next meet or talk.</source>
        <translation>Nachrichten mit {name} sind verschlüsselt; nur Sie beide können sie lesen. Verifizieren Sie einander beim nächsten Treffen oder Gespräch.</translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <translation>Noch nichts geschrieben</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verifizieren</translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation>{name}: {text}</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
</context>
<context>
    <name>ChoosePerson</name>
    <message>
        <source>Add another person…</source>
        <translation>Weitere Person hinzufügen…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Nobody here is listed like that.</source>
        <translation>Hier ist niemand so eingetragen.</translation>
    </message>
    <message>
        <source>People of this computer</source>
        <translation>Personen an diesem Computer</translation>
    </message>
    <message>
        <source>Remove from this computer…</source>
        <translation>Von diesem Computer entfernen…</translation>
    </message>
    <message>
        <source>Type your letters or number</source>
        <translation>Ihr Kürzel oder Ihre Nummer eingeben</translation>
    </message>
    <message>
        <source>Who is it?</source>
        <translation>Wer sind Sie?</translation>
    </message>
</context>
<context>
    <name>ChoosePin</name>
    <message numerus="yes">
        <source>For %n hour(s) after your passphrase, the PIN brings Curbside back on this computer. After five wrong tries, when that time is over or when Curbside is closed, your passphrase is needed again.</source>
        <translation>
            <numerusform>%n Stunde nach der Passphrase gilt hier auch die PIN. Nach fünf falschen Versuchen oder nach dem Schließen wird wieder die Passphrase gebraucht.</numerusform>
            <numerusform>%n Stunden nach der Passphrase gilt hier auch die PIN. Nach fünf falschen Versuchen oder nach dem Schließen wird wieder die Passphrase gebraucht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoosePinDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a PIN</source>
        <translation>PIN wählen</translation>
    </message>
    <message>
        <source>Choose this PIN</source>
        <translation>Diese PIN nehmen</translation>
    </message>
    <message>
        <source>Meanwhile Curbside is hidden, not locked: a key stays in this computer&apos;s memory. “Lock fully” removes it.</source>
        <translation>Solange ist Curbside verborgen, nicht gesperrt: Ein Schlüssel bleibt im Arbeitsspeicher. „Ganz sperren“ entfernt ihn.</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Dieselbe noch einmal</translation>
    </message>
    <message>
        <source>The two are different.</source>
        <translation>Die beiden sind verschieden.</translation>
    </message>
    <message>
        <source>This can be used.</source>
        <translation>Diese kann verwendet werden.</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Ihre Passphrase</translation>
    </message>
    <message>
        <source>{least} to {most} digits.</source>
        <translation>{least} bis {most} Ziffern.</translation>
    </message>
</context>
<context>
    <name>CodeEntry</name>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>On the new computer, start Curbside and choose “I already use Curbside on another computer”. It shows a code: type it here.</source>
        <translation>Starten Sie Curbside auf dem neuen Computer und wählen Sie „Ich nutze Curbside schon auf einem anderen Computer“. Dort erscheint ein Code: Geben Sie ihn hier ein.</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Open the code</source>
        <translation>Code öffnen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Your passphrase on this computer</source>
        <translation>Ihre Passphrase auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>CodesPage</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy my code</source>
        <translation>Meinen Code kopieren</translation>
    </message>
    <message>
        <source>It holds no secret. Sent through this conversation it would prove nothing: hand it over in person.</source>
        <translation>Er enthält kein Geheimnis. Über diese Unterhaltung gesendet würde er nichts beweisen: Übergeben Sie ihn persönlich.</translation>
    </message>
    <message>
        <source>My code, for {name}</source>
        <translation>Mein Code, für {name}</translation>
    </message>
    <message>
        <source>The code on {name}&apos;s screen</source>
        <translation>Der Code auf dem Bildschirm von {name}</translation>
    </message>
    <message>
        <source>Their code</source>
        <translation>Code der anderen Person</translation>
    </message>
    <message>
        <source>Two computers side by side: take the code from {name}&apos;s screen with a hand scanner, which types it into the field, or carry it over on a stick. Then they take yours. Curbside uses no camera.</source>
        <translation>Zwei Computer nebeneinander: Lesen Sie den Code vom Bildschirm von {name} mit einem Handscanner ein, der ihn in das Feld tippt, oder bringen Sie ihn auf einem Stick. Danach umgekehrt mit Ihrem. Curbside benutzt keine Kamera.</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>If the numbers differ, or the new computer is not in front of you, stop: somebody else may have taken the code.</source>
        <translation>Wenn die Zahlen verschieden sind oder der neue Computer nicht vor Ihnen steht, brechen Sie ab: Jemand anderes könnte den Code genommen haben.</translation>
    </message>
    <message>
        <source>The new computer will be able to read and send all your messages as you.</source>
        <translation>Der neue Computer kann dann alle Ihre Nachrichten lesen und in Ihrem Namen schreiben.</translation>
    </message>
    <message>
        <source>{name} must show exactly this number now:</source>
        <translation>{name} muss jetzt genau diese Zahl zeigen:</translation>
    </message>
</context>
<context>
    <name>ComposeStrip</name>
    <message>
        <source>Reply to yourself</source>
        <translation>Antwort auf Ihre eigene Nachricht</translation>
    </message>
    <message>
        <source>Reply to {name}</source>
        <translation>Antwort an {name}</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>Abbrechen (Esc)</translation>
    </message>
    <message>
        <source>Editing your message</source>
        <translation>Sie bearbeiten Ihre Nachricht</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>Noch %n Zeichen</numerusform>
            <numerusform>Noch %n Zeichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) too many. A message holds {limit}; send the rest in another.</source>
        <translation>
            <numerusform>%n Zeichen zu viel. Eine Nachricht fasst {limit}; senden Sie den Rest in einer weiteren.</numerusform>
            <numerusform>%n Zeichen zu viel. Eine Nachricht fasst {limit}; senden Sie den Rest in einer weiteren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Insert an emoji</source>
        <translation>Emoji einfügen</translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation>Nachricht an {name}</translation>
    </message>
    <message>
        <source>Record a voice message</source>
        <translation>Sprachnachricht aufnehmen</translation>
    </message>
    <message>
        <source>Save the edited message</source>
        <translation>Bearbeitete Nachricht speichern</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send files</source>
        <translation>Dateien senden</translation>
    </message>
    <message>
        <source>Sending is stopped</source>
        <translation>Das Senden ist gestoppt</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Nachricht schreiben</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>ContactBanner</name>
    <message>
        <source>Another person is listed alike: {difference}. Verify before you write.</source>
        <translation>Eine andere Person ist ähnlich eingetragen: {difference}. Verifizieren Sie, bevor Sie schreiben.</translation>
    </message>
    <message>
        <source>Compare again…</source>
        <translation>Erneut vergleichen…</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>The numbers did not match. Sending to {name} is stopped. Call your clinic&apos;s IT, and do not use this conversation meanwhile.</source>
        <translation>Die Zahlen stimmten nicht überein. Das Senden an {name} ist gestoppt. Rufen Sie die IT Ihrer Klinik an und nutzen Sie diese Unterhaltung solange nicht.</translation>
    </message>
    <message>
        <source>Verify…</source>
        <translation>Verifizieren…</translation>
    </message>
    <message>
        <source>{name}&apos;s key changed. They may have a new computer, or somebody may be pretending to be them. Nothing is sent until you have reviewed it.</source>
        <translation>Der Schlüssel von {name} hat sich geändert: ein neuer Computer, oder jemand gibt sich als diese Person aus. Gesendet wird erst, wenn Sie es geprüft haben.</translation>
    </message>
</context>
<context>
    <name>ConversationCommands</name>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>For 1 week</source>
        <translation>Für 1 Woche</translation>
    </message>
    <message>
        <source>For 8 hours</source>
        <translation>Für 8 Stunden</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Until tomorrow, 8:00</source>
        <translation>Bis morgen, 8:00</translation>
    </message>
</context>
<context>
    <name>DamagedScreen</name>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Your messages cannot be opened</source>
        <translation>Ihre Nachrichten lassen sich nicht öffnen</translation>
    </message>
</context>
<context>
    <name>DayPopup</name>
    <message>
        <source>Go to a day</source>
        <translation>Zu einem Tag gehen</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Curbside</source>
        <translation>Curbside</translation>
    </message>
</context>
<context>
    <name>Dicom</name>
    <message>
        <source>Black for white</source>
        <translation>Schwarz und Weiß vertauschen</translation>
    </message>
    <message>
        <source>Brightness and contrast</source>
        <translation>Helligkeit und Kontrast</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>C {centre} W {width}</source>
        <translation>C {centre} W {width}</translation>
    </message>
    <message>
        <source>Delete the line</source>
        <translation>Linie löschen</translation>
    </message>
    <message>
        <source>Drag for brightness and contrast</source>
        <translation>Ziehen ändert Helligkeit und Kontrast</translation>
    </message>
    <message>
        <source>Drag to measure, or move the cross with the arrow keys and press Enter at both ends. Del deletes.</source>
        <translation>Zum Messen ziehen, oder das Kreuz mit den Pfeiltasten bewegen und an beiden Enden die Eingabetaste drücken. Entf löscht.</translation>
    </message>
    <message>
        <source>Drag to move</source>
        <translation>Ziehen verschiebt</translation>
    </message>
    <message>
        <source>Drag to move. Drag with the right button for brightness.</source>
        <translation>Ziehen verschiebt. Ziehen mit der rechten Taste ändert die Helligkeit.</translation>
    </message>
    <message>
        <source>Drag to move. The wheel with Ctrl zooms.</source>
        <translation>Ziehen verschiebt. Das Mausrad mit Strg vergrößert.</translation>
    </message>
    <message>
        <source>Drag up for brighter, to the side for contrast. Keys: [ ] and , .</source>
        <translation>Nach oben ziehen: heller, zur Seite: Kontrast. Tasten: [ ] und , .</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Frame {number} of {count}</source>
        <translation>Bild {number} von {count}</translation>
    </message>
    <message>
        <source>It is larger than Curbside shows. You can still save it.</source>
        <translation>Es ist größer, als Curbside anzeigt. Sie können es trotzdem speichern.</translation>
    </message>
    <message>
        <source>Its pixels are damaged or incomplete. Ask for the file to be sent again.</source>
        <translation>Seine Bildpunkte sind beschädigt oder unvollständig. Bitten Sie darum, die Datei noch einmal zu senden.</translation>
    </message>
    <message>
        <source>Its pixels are stored as “{syntax}”, which Curbside cannot decode. Save the file and open it in your viewer for medical images.</source>
        <translation>Seine Bildpunkte sind als „{syntax}“ gespeichert, was Curbside nicht lesen kann. Speichern Sie die Datei und öffnen Sie sie in Ihrem Betrachter für medizinische Bilder.</translation>
    </message>
    <message>
        <source>Measure a distance</source>
        <translation>Strecke messen</translation>
    </message>
    <message>
        <source>Medical image</source>
        <translation>Medizinisches Bild</translation>
    </message>
    <message>
        <source>The file does not say how large pixels are: distances are in pixels.</source>
        <translation>Die Datei sagt nicht, wie groß Bildpunkte sind: Strecken stehen in Bildpunkten.</translation>
    </message>
    <message>
        <source>The file has no image, only what is said above. You can still save it.</source>
        <translation>Die Datei enthält kein Bild, nur die Angaben oben. Sie können sie trotzdem speichern.</translation>
    </message>
    <message>
        <source>The image cannot be shown</source>
        <translation>Das Bild kann nicht angezeigt werden</translation>
    </message>
    <message>
        <source>{number} mm</source>
        <translation>{number} mm</translation>
    </message>
    <message>
        <source>{number} px</source>
        <translation>{number} px</translation>
    </message>
</context>
<context>
    <name>DigitsView</name>
    <message>
        <source>Row {number}</source>
        <translation>Zeile {number}</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Send to {name}</source>
        <translation>An {name} senden</translation>
    </message>
    <message>
        <source>You see them once more before they are sent.</source>
        <translation>Vor dem Senden sehen Sie sie noch einmal.</translation>
    </message>
</context>
<context>
    <name>Ecg</name>
    <message>
        <source>3 × 4 and rhythm strip</source>
        <translation>3 × 4 und Rhythmusstreifen</translation>
    </message>
    <message>
        <source>Adjust the size with a ruler</source>
        <translation>Größe mit einem Lineal einstellen</translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>As the screen says</source>
        <translation>Wie der Bildschirm angibt</translation>
    </message>
    <message>
        <source>Calipers</source>
        <translation>Zirkel</translation>
    </message>
    <message>
        <source>Computed by the device that recorded it. Not checked by anyone.</source>
        <translation>Vom aufzeichnenden Gerät berechnet. Von niemandem geprüft.</translation>
    </message>
    <message>
        <source>ECG</source>
        <translation>EKG</translation>
    </message>
    <message>
        <source>ECG with the leads {names}</source>
        <translation>EKG mit den Ableitungen {names}</translation>
    </message>
    <message>
        <source>From the device</source>
        <translation>Vom Gerät</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source>Hold a ruler against the screen and move the slider until the bar is 50 mm long. Then paper has its true size here.</source>
        <translation>Halten Sie ein Lineal an den Bildschirm und bewegen Sie den Schieber, bis der Balken 50 mm lang ist. Dann hat das Papier hier seine wahre Größe.</translation>
    </message>
    <message>
        <source>It is 50 mm long</source>
        <translation>Er ist 50 mm lang</translation>
    </message>
    <message>
        <source>Lead of the rhythm strip, or the one lead</source>
        <translation>Ableitung des Rhythmusstreifens, oder die einzelne</translation>
    </message>
    <message>
        <source>Length of the bar</source>
        <translation>Länge des Balkens</translation>
    </message>
    <message>
        <source>One below the other</source>
        <translation>Untereinander</translation>
    </message>
    <message>
        <source>One lead</source>
        <translation>Eine Ableitung</translation>
    </message>
    <message>
        <source>Only the first {shown} s of {whole} s are shown. Save the file for the rest.</source>
        <translation>Nur die ersten {shown} s von {whole} s sind zu sehen. Speichern Sie die Datei für den Rest.</translation>
    </message>
    <message>
        <source>Paper speed</source>
        <translation>Papiergeschwindigkeit</translation>
    </message>
    <message>
        <source>True size</source>
        <translation>Wahre Größe</translation>
    </message>
    <message>
        <source>True size, as the screen says of itself</source>
        <translation>Wahre Größe, wie der Bildschirm sie angibt</translation>
    </message>
    <message>
        <source>True size, measured with a ruler</source>
        <translation>Wahre Größe, mit einem Lineal gemessen</translation>
    </message>
    <message>
        <source>Whole width</source>
        <translation>Ganze Breite</translation>
    </message>
    <message>
        <source>Not all in view; 0 fits it in</source>
        <translation>Nicht alles zu sehen; 0 passt es ein</translation>
    </message>
    <message>
        <source>{ms} ms ({beats}) · {mv} mV</source>
        <translation>{ms} ms ({beats}) · {mv} mV</translation>
    </message>
    <message>
        <source>{number} % of true size</source>
        <translation>{number} % der wahren Größe</translation>
    </message>
    <message>
        <source>{number} per minute</source>
        <translation>{number} pro Minute</translation>
    </message>
</context>
<context>
    <name>Emoji</name>
    <message>
        <source>Activities</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>Animals and nature</source>
        <translation>Tiere und Natur</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Flaggen</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>Essen und Trinken</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Gegenstände</translation>
    </message>
    <message>
        <source>People and body</source>
        <translation>Menschen und Körper</translation>
    </message>
    <message>
        <source>Smileys and feelings</source>
        <translation>Smileys und Gefühle</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>Reisen und Orte</translation>
    </message>
</context>
<context>
    <name>EmojiCompletion</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>EmojiGrid</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>Choose an emoji</source>
        <translation>Emoji auswählen</translation>
    </message>
    <message>
        <source>No emoji found</source>
        <translation>Kein Emoji gefunden</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>Emoji suchen</translation>
    </message>
    <message>
        <source>This computer has no font for emoji. Ask your clinic&apos;s IT to install one, such as Noto Color Emoji.</source>
        <translation>Dieser Computer hat keine Schrift für Emoji. Bitten Sie die IT Ihrer Klinik, eine zu installieren, etwa Noto Color Emoji.</translation>
    </message>
    <message>
        <source>Used recently</source>
        <translation>Zuletzt verwendet</translation>
    </message>
</context>
<context>
    <name>EnrolProgressPage</name>
    <message>
        <source>Checking the clinic&apos;s log of keys</source>
        <translation>Das Schlüsselprotokoll der Klinik wird geprüft</translation>
    </message>
    <message>
        <source>Entering your public keys in the log</source>
        <translation>Ihre öffentlichen Schlüssel werden in das Protokoll eingetragen</translation>
    </message>
    <message>
        <source>Getting ready to receive messages</source>
        <translation>Der Empfang von Nachrichten wird vorbereitet</translation>
    </message>
    <message>
        <source>Making your keys on this computer</source>
        <translation>Ihre Schlüssel werden auf diesem Computer erzeugt</translation>
    </message>
    <message>
        <source>Messages come back from a backup: choose “Restore from a backup” in the settings, under Recovery and backup.</source>
        <translation>Nachrichten kommen aus einer Sicherung zurück: Wählen Sie in den Einstellungen unter „Wiederherstellung“ den Punkt „Aus Sicherung wiederherstellen“.</translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Whom you had verified stays verified: {count}.</source>
        <translation>Wen Sie verifiziert hatten, bleibt verifiziert: {count}.</translation>
    </message>
    <message>
        <source>You are set up. Your colleagues can find you now. Verify the people you write to when you next meet them: it takes half a minute.</source>
        <translation>Curbside ist eingerichtet. Andere können Sie jetzt finden. Verifizieren Sie die Personen, denen Sie schreiben, wenn Sie sie das nächste Mal treffen: Das dauert eine halbe Minute.</translation>
    </message>
    <message>
        <source>You had verified nobody yet.</source>
        <translation>Sie hatten noch niemanden verifiziert.</translation>
    </message>
    <message>
        <source>Your account is back, with the key that colleagues know: they see no key change.</source>
        <translation>Ihr Konto ist zurück, mit dem bekannten Schlüssel: Andere sehen keine Schlüsseländerung.</translation>
    </message>
</context>
<context>
    <name>Entrance</name>
    <message>
        <source>Someone else…</source>
        <translation>Jemand anderes…</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>A backup is a file that ends in .curbside-backup. Choose that.</source>
        <extracomment>backup_errors.NotABackup, action</extracomment>
        <translation>Eine Sicherung ist eine Datei, die auf .curbside-backup endet. Wählen Sie diese.</translation>
    </message>
    <message>
        <source>A change to a group was not made by somebody who may make it, and was refused.</source>
        <extracomment>roster_rules.RosterRefused, message</extracomment>
        <translation>Eine Änderung an einer Gruppe kam von jemandem, der das nicht darf, und wurde abgelehnt.</translation>
    </message>
    <message>
        <source>A colleague&apos;s name, as the relay sent it, is not the one the clinic certified.</source>
        <extracomment>profile.ProfileMismatch, message</extracomment>
        <translation>Ein Name, den das Relay gesendet hat, ist nicht der, den die Klinik beglaubigt hat.</translation>
    </message>
    <message>
        <source>A computer&apos;s name has 1 to {most} ordinary characters in one line.</source>
        <extracomment>own_devices.BadDeviceName, message</extracomment>
        <translation>Der Name eines Computers hat 1 bis {most} gewöhnliche Zeichen in einer Zeile.</translation>
    </message>
    <message>
        <source>A device of the recipient was added or removed meanwhile.</source>
        <extracomment>relay_errors.DeviceSetChanged, message</extracomment>
        <translation>Ein Gerät der Gegenseite wurde inzwischen hinzugefügt oder entfernt.</translation>
    </message>
    <message>
        <source>A few digits over and over are tried first.</source>
        <extracomment>pin</extracomment>
        <translation>Immer dieselben wenigen Ziffern werden zuerst probiert.</translation>
    </message>
    <message>
        <source>A group can have {most} members, you included.</source>
        <extracomment>group_errors.TooManyMembers, message</extracomment>
        <translation>Eine Gruppe kann {most} Mitglieder haben, Sie eingeschlossen.</translation>
    </message>
    <message>
        <source>A group needs somebody else in it.</source>
        <extracomment>group_errors.NobodyElse, message</extracomment>
        <translation>In eine Gruppe gehört noch jemand außer Ihnen.</translation>
    </message>
    <message>
        <source>A group&apos;s name has 1 to {most} characters, in one line.</source>
        <extracomment>group_errors.TitleRefused, message</extracomment>
        <translation>Der Name einer Gruppe hat 1 bis {most} Zeichen in einer Zeile.</translation>
    </message>
    <message>
        <source>A key that arrived is not a usable key, and was refused.</source>
        <extracomment>errors.BadKeyError, message</extracomment>
        <translation>Ein empfangener Schlüssel ist nicht brauchbar und wurde abgelehnt.</translation>
    </message>
    <message>
        <source>A list has a name of 1 to {longest} characters and at most {most} people.</source>
        <extracomment>lists.ListRefused, message</extracomment>
        <translation>Eine Liste hat einen Namen von 1 bis {longest} Zeichen und höchstens {most} Personen.</translation>
    </message>
    <message>
        <source>A message arrived a second time, and was dropped.</source>
        <extracomment>errors.AlreadyReceivedError, message</extracomment>
        <translation>Eine Nachricht kam ein zweites Mal an und wurde verworfen.</translation>
    </message>
    <message>
        <source>A message could not be decrypted.</source>
        <extracomment>errors.UndecryptableError, message</extracomment>
        <translation>Eine Nachricht konnte nicht entschlüsselt werden.</translation>
    </message>
    <message>
        <source>A message may have 1 to {most} characters.</source>
        <extracomment>recipients.TextNotSendable, message</extracomment>
        <translation>Eine Nachricht darf 1 bis {most} Zeichen haben.</translation>
    </message>
    <message>
        <source>A message was encrypted to a set of devices that the clinic&apos;s directory does not explain. Somebody may be reading along.</source>
        <extracomment>doubted.UnexplainedDeviceSet, message</extracomment>
        <translation>Eine Nachricht wurde für Geräte verschlüsselt, die das Verzeichnis der Klinik nicht erklärt. Vielleicht liest jemand mit.</translation>
    </message>
    <message>
        <source>A message&apos;s content was altered on the way, and was refused.</source>
        <extracomment>errors.BodyRefusedError, message</extracomment>
        <translation>Der Inhalt einer Nachricht wurde unterwegs verändert und abgelehnt.</translation>
    </message>
    <message>
        <source>A reaction is a single emoji.</source>
        <extracomment>changing.NotAnEmoji, message</extracomment>
        <translation>Eine Reaktion ist ein einzelnes Emoji.</translation>
    </message>
    <message>
        <source>A recovery kit has {needed} words, and here are {count}.</source>
        <extracomment>recovery_kit.WordsMissing, message</extracomment>
        <translation>Ein Wiederherstellungsblatt hat {needed} Wörter, hier sind es {count}.</translation>
    </message>
    <message>
        <source>A signature is not genuine, so what it signs was refused.</source>
        <extracomment>errors.BadSignatureError, message</extracomment>
        <translation>Eine Unterschrift ist nicht echt; was sie bestätigen soll, wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Access to this computer&apos;s keyring was refused.</source>
        <extracomment>keyring_store</extracomment>
        <translation>Der Zugriff auf den Schlüsselbund dieses Computers wurde verweigert.</translation>
    </message>
    <message>
        <source>Accession number</source>
        <extracomment>media_words</extracomment>
        <translation>Auftragsnummer</translation>
    </message>
    <message>
        <source>Add somebody first.</source>
        <extracomment>recipients</extracomment>
        <translation>Fügen Sie zuerst jemanden hinzu.</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>media_words</extracomment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Admitted</source>
        <extracomment>media_words</extracomment>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Age</source>
        <extracomment>media_words</extracomment>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Allergen</source>
        <extracomment>media_words</extracomment>
        <translation>Allergen</translation>
    </message>
    <message>
        <source>Allergy or intolerance</source>
        <extracomment>media_words</extracomment>
        <translation>Allergie oder Unverträglichkeit</translation>
    </message>
    <message>
        <source>Amount</source>
        <extracomment>media_words</extracomment>
        <translation>Menge</translation>
    </message>
    <message>
        <source>An invite is a text that begins with “curbside:invite:”, or a file that ends in .curbside-invite. Paste all of it.</source>
        <extracomment>invite.NotAnInvite, action</extracomment>
        <translation>Eine Einladung ist ein Text, der mit „curbside:invite:“ beginnt, oder eine Datei, die auf .curbside-invite endet. Fügen Sie sie ganz ein.</translation>
    </message>
    <message>
        <source>As the device suggests</source>
        <extracomment>media_words</extracomment>
        <translation>Wie vom Gerät vorgeschlagen</translation>
    </message>
    <message>
        <source>Ask an admin of the group to add you again.</source>
        <extracomment>recipients</extracomment>
        <translation>Bitten Sie eine Admin-Person der Gruppe, Sie wieder hinzuzufügen.</translation>
    </message>
    <message>
        <source>Ask an admin of the group to add you, then choose Retry.</source>
        <extracomment>holding.HeldOutsideGroup, action</extracomment>
        <translation>Bitten Sie eine Admin-Person der Gruppe, Sie hinzuzufügen, und wählen Sie dann „Erneut senden“.</translation>
    </message>
    <message>
        <source>Ask an admin of the group to do it, or to make you an admin.</source>
        <extracomment>group_errors.NotAnAdmin, action</extracomment>
        <translation>Bitten Sie jemanden aus der Administration der Gruppe darum, oder darum, Sie dazu zu machen.</translation>
    </message>
    <message>
        <source>Ask for it to be sent again.</source>
        <extracomment>file_errors.FileExpired, action</extracomment>
        <translation>Bitten Sie darum, sie noch einmal zu senden.</translation>
    </message>
    <message>
        <source>Ask for it to be sent again. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>file_errors.FileDamaged, action</extracomment>
        <translation>Bitten Sie darum, sie noch einmal zu senden. Geschieht es wieder, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a new invite, or to correct the address in the policy.</source>
        <extracomment>relay_errors.RelayAddressInvalid, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik um eine neue Einladung oder um eine Korrektur der Adresse in der Richtlinie.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a new invite.</source>
        <extracomment>relay_errors.InviteExpired, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik um eine neue Einladung.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a new invite. If you did not use it yourself, tell them so.</source>
        <extracomment>relay_errors.InviteUsed, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik um eine neue Einladung. Wenn Sie sie nicht selbst benutzt haben, sagen Sie das dazu.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a new one. Nothing was changed.</source>
        <extracomment>restoring.InviteNotGood, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik um eine neue. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for a recovery invite, or go on without the words.</source>
        <extracomment>restoring.WordsNotNeeded, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik um eine Wiederherstellungseinladung oder machen Sie ohne die Wörter weiter.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT for an invite that gives you a new account key instead.</source>
        <extracomment>restoring.NoKitKept, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik um eine Einladung, mit der Sie stattdessen einen neuen Kontoschlüssel bekommen.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to check that the folder is yours, and that there is room.</source>
        <extracomment>paths.ProfileUnusable, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik zu prüfen, ob der Ordner Ihnen gehört und genug Platz da ist.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to check that the relay&apos;s certificate has not expired, names the relay&apos;s address, and comes from a certificate authority installed on this computer. A wrong clock on this computer has the same effect.</source>
        <extracomment>relay_errors.RelayNotTrusted, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik zu prüfen, ob das Zertifikat des Relays noch gültig ist, dessen Adresse nennt und von einer Zertifizierungsstelle stammt, die auf diesem Computer installiert ist. Eine falsch gehende Uhr auf diesem Computer hat dieselbe Wirkung.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to check: the relay must be reached with TLS 1.3. An old proxy or a security product in between can prevent that, and so can another service on that port.</source>
        <extracomment>relay_errors.RelayNotSecure, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik zu prüfen: Das Relay muss über TLS 1.3 erreichbar sein. Ein alter Proxy oder ein Sicherheitsprodukt dazwischen kann das verhindern, ebenso ein anderer Dienst auf diesem Port.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to check: was the relay&apos;s certificate or key replaced without a signed relay change? Does a proxy or security product inspect TLS connections to the relay? Does the address lead to another server? Show them both fingerprints.</source>
        <extracomment>relay_errors.WrongRelayKey, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik zu prüfen: Wurde das Zertifikat oder der Schlüssel des Relays ohne unterschriebenen Relay-Wechsel ersetzt? Untersucht ein Proxy oder ein Sicherheitsprodukt TLS-Verbindungen zum Relay? Führt die Adresse zu einem anderen Server? Zeigen Sie beide Fingerabdrücke.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to correct the policy file.</source>
        <extracomment>policy.PolicyInvalid, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik, die Richtliniendatei zu korrigieren.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to install that version here. Nothing was changed.</source>
        <extracomment>recovery_kit.KitTooNew, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik, diese Version hier zu installieren. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT to install the current version.</source>
        <extracomment>invite.InviteTooNew, action</extracomment>
        <translation>Bitten Sie die IT Ihrer Klinik, die aktuelle Version zu installieren.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT which is right, and for a new invite if need be.</source>
        <extracomment>enrolment.OtherRelay, action</extracomment>
        <translation>Fragen Sie die IT Ihrer Klinik, was richtig ist, und bitten Sie gegebenenfalls um eine neue Einladung.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT.</source>
        <extracomment>backup_errors.BackupNotAllowed, action</extracomment>
        <translation>Fragen Sie die IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Ask your clinic&apos;s IT. Nothing was changed.</source>
        <extracomment>restoring.AccountEnded, action</extracomment>
        <translation>Fragen Sie die IT Ihrer Klinik. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Attached</source>
        <extracomment>media_words</extracomment>
        <translation>Angehängt</translation>
    </message>
    <message>
        <source>Attending physician</source>
        <extracomment>media_words</extracomment>
        <translation>Behandelnde Ärztin oder Arzt</translation>
    </message>
    <message>
        <source>Author</source>
        <extracomment>media_words</extracomment>
        <translation>Verfasst von</translation>
    </message>
    <message>
        <source>Automatic</source>
        <extracomment>media_words</extracomment>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Begin again on the new workstation, where nobody else sees its screen. If the codes differ again, tell your clinic&apos;s IT.</source>
        <extracomment>linking_errors.LinkCodesDiffer, action</extracomment>
        <translation>Beginnen Sie am neuen Arbeitsplatz von vorn, wo niemand sonst den Bildschirm sieht. Wenn die Codes wieder verschieden sind, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Begin again on the new workstation.</source>
        <extracomment>linking_errors.LinkAccountChanged, action</extracomment>
        <translation>Beginnen Sie am neuen Arbeitsplatz von vorn.</translation>
    </message>
    <message>
        <source>Begin again on the new workstation: it makes new keys.</source>
        <extracomment>linking_errors.LinkKeyUsed, action</extracomment>
        <translation>Beginnen Sie am neuen Arbeitsplatz von vorn: Er erzeugt neue Schlüssel.</translation>
    </message>
    <message>
        <source>Begin again on this computer; it shows a new code.</source>
        <extracomment>linking_errors.LinkCodeExpired, action</extracomment>
        <translation>Beginnen Sie auf diesem Computer von vorn; er zeigt einen neuen Code.</translation>
    </message>
    <message>
        <source>Body part</source>
        <extracomment>media_words</extracomment>
        <translation>Körperteil</translation>
    </message>
    <message>
        <source>Bone</source>
        <extracomment>media_words</extracomment>
        <translation>Knochen</translation>
    </message>
    <message>
        <source>Brain</source>
        <extracomment>media_words</extracomment>
        <translation>Gehirn</translation>
    </message>
    <message>
        <source>Call them and your clinic&apos;s IT. Sending goes on once the numbers match.</source>
        <extracomment>recipients</extracomment>
        <translation>Rufen Sie die Person und die IT Ihrer Klinik an. Das Senden geht weiter, sobald die Zahlen übereinstimmen.</translation>
    </message>
    <message>
        <source>Cancel on the new workstation and begin again there, where nobody else sees the code. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>linking_errors.LinkCodeTaken, action</extracomment>
        <translation>Brechen Sie am neuen Arbeitsplatz ab und beginnen Sie dort von vorn, wo niemand sonst den Code sieht. Wenn es wieder vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Category</source>
        <extracomment>media_words</extracomment>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Change its name or its people.</source>
        <extracomment>lists.ListRefused, action</extracomment>
        <translation>Ändern Sie ihren Namen oder ihre Personen.</translation>
    </message>
    <message>
        <source>Check Caps Lock and the keyboard layout, and try again.</source>
        <extracomment>errors.WrongPassphraseError, action</extracomment>
        <translation>Prüfen Sie Feststelltaste und Tastaturbelegung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Check date, time and time zone of this computer. If they are right, tell IT.</source>
        <extracomment>relay_errors.ClockWrong, action</extracomment>
        <translation>Prüfen Sie Datum, Uhrzeit und Zeitzone dieses Computers. Wenn sie stimmen, sagen Sie es der IT.</translation>
    </message>
    <message>
        <source>Check that it is still there, and that the disk it is on is connected.</source>
        <extracomment>backup_errors.BackupNotReadable, action</extracomment>
        <translation>Prüfen Sie, ob sie noch da ist und ob ihr Datenträger angeschlossen ist.</translation>
    </message>
    <message>
        <source>Check that it is the right file, and that you may open it.</source>
        <extracomment>files.FileNotReadable, action</extracomment>
        <translation>Prüfen Sie, ob es die richtige Datei ist und ob Sie sie öffnen dürfen.</translation>
    </message>
    <message>
        <source>Check that it still exists and that you may open it. Then choose it again.</source>
        <extracomment>file_errors</extracomment>
        <translation>Prüfen Sie, ob es sie noch gibt und ob Sie sie öffnen dürfen. Wählen Sie sie dann noch einmal.</translation>
    </message>
    <message>
        <source>Check that the folder can be written to and has space, or choose another one.</source>
        <extracomment>file_errors.SaveFailed, action</extracomment>
        <translation>Prüfen Sie, ob in den Ordner geschrieben werden kann und dort Platz ist, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Check that the folder is there and that you may write to it, or choose another place.</source>
        <extracomment>backup_errors.BackupNotWritten, action</extracomment>
        <translation>Prüfen Sie, ob der Ordner da ist und Sie darin schreiben dürfen, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Check the printer and try again, or copy the page by hand.</source>
        <extracomment>output.PrintFailed, action</extracomment>
        <translation>Prüfen Sie den Drucker und versuchen Sie es erneut, oder schreiben Sie die Seite von Hand ab.</translation>
    </message>
    <message>
        <source>Check the printer and try again.</source>
        <extracomment>base.CannotPrint, action</extracomment>
        <translation>Prüfen Sie den Drucker und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Choose Leave group instead.</source>
        <extracomment>group_errors.UseLeave, action</extracomment>
        <translation>Wählen Sie stattdessen „Gruppe verlassen“.</translation>
    </message>
    <message>
        <source>Choose Retry to send it again to the devices they have now, or call them.</source>
        <extracomment>holding.DeviceGone, action</extracomment>
        <translation>Wählen Sie „Erneut senden“, um sie an die jetzigen Geräte zu senden, oder rufen Sie an.</translation>
    </message>
    <message>
        <source>Choose Retry to send it again, or call them.</source>
        <extracomment>holding.MailExpired, action</extracomment>
        <translation>Wählen Sie „Erneut senden“ oder rufen Sie an.</translation>
    </message>
    <message>
        <source>Choose Retry to send it from here.</source>
        <extracomment>history_rows.NotSentElsewhere, action</extracomment>
        <translation>Wählen Sie „Erneut senden“, um sie von hier zu senden.</translation>
    </message>
    <message>
        <source>Choose Retry.</source>
        <extracomment>holding.EditNotSent, action</extracomment>
        <translation>Wählen Sie „Erneut senden“.</translation>
    </message>
    <message>
        <source>Choose Retry. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>file_errors.UploadRefused, action</extracomment>
        <translation>Wählen Sie „Erneut versuchen“. Geschieht es wieder, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Choose Retry. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>holding.DeviceSetDisputed, action</extracomment>
        <translation>Wählen Sie „Erneut senden“. Wenn es weiter vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Choose Verify and compare numbers when you meet, or on the telephone.</source>
        <extracomment>verification.UnverifiedKeyNotAllowed, action</extracomment>
        <translation>Wählen Sie „Verifizieren“ und vergleichen Sie die Zahlen bei einem Treffen oder am Telefon.</translation>
    </message>
    <message>
        <source>Choose a file. To send a folder, pack it into a ZIP file first.</source>
        <extracomment>file_errors</extracomment>
        <translation>Wählen Sie eine Datei. Einen Ordner packen Sie vorher in eine ZIP-Datei.</translation>
    </message>
    <message>
        <source>Choose a photo, such as a JPEG or PNG file.</source>
        <extracomment>group_picture.NoPicture, action</extracomment>
        <translation>Wählen Sie ein Foto, etwa eine JPEG- oder PNG-Datei.</translation>
    </message>
    <message>
        <source>Choose another file, or save this one again where it comes from.</source>
        <extracomment>file_errors</extracomment>
        <translation>Wählen Sie eine andere Datei, oder speichern Sie diese dort, wo sie herkommt, noch einmal.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <extracomment>backup_errors.BackupError, action</extracomment>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Choose another folder, and check that there is room.</source>
        <extracomment>output.FileNotSaved, action</extracomment>
        <translation>Wählen Sie einen anderen Ordner und prüfen Sie, ob genug Platz da ist.</translation>
    </message>
    <message>
        <source>Choose another folder. It stays kept in this profile.</source>
        <extracomment>save_file.ProofNotSaved, action</extracomment>
        <translation>Wählen Sie einen anderen Ordner. Er bleibt in diesem Profil aufbewahrt.</translation>
    </message>
    <message>
        <source>Choose another name, or say that it is to be replaced.</source>
        <extracomment>file_errors.FileExists, action</extracomment>
        <translation>Wählen Sie einen anderen Namen, oder sagen Sie, dass sie ersetzt werden soll.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <extracomment>backup_errors.BackupExists, action</extracomment>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <extracomment>profiles.NobodyThere, action</extracomment>
        <translation>Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Choose at least one colleague.</source>
        <extracomment>group_errors.NobodyElse, action</extracomment>
        <translation>Wählen Sie mindestens eine Person aus.</translation>
    </message>
    <message>
        <source>Choose fewer colleagues, or make a second group.</source>
        <extracomment>group_errors.TooManyMembers, action</extracomment>
        <translation>Wählen Sie weniger Personen, oder machen Sie eine zweite Gruppe.</translation>
    </message>
    <message>
        <source>Choose it again in the settings.</source>
        <extracomment>errors.DamagedPinError, action</extracomment>
        <translation>Wählen Sie sie in den Einstellungen neu.</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <extracomment>changing.NotAnEmoji, action</extracomment>
        <translation>Wählen Sie eines aus der Liste.</translation>
    </message>
    <message>
        <source>Clinical status</source>
        <extracomment>media_words</extracomment>
        <translation>Klinischer Status</translation>
    </message>
    <message>
        <source>Close one of them, then open this one again.</source>
        <extracomment>process.TooManyOpen, action</extracomment>
        <translation>Schließen Sie eine davon, und öffnen Sie diese dann noch einmal.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <extracomment>errors.NotEnoughMemoryError, action</extracomment>
        <translation>Schließen Sie andere Programme und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Close this window, open Verify again and compare the new numbers.</source>
        <extracomment>verification.KeyChangedMeanwhile, action</extracomment>
        <translation>Schließen Sie dieses Fenster, öffnen Sie „Verifizieren“ noch einmal und vergleichen Sie die neuen Zahlen.</translation>
    </message>
    <message>
        <source>Code</source>
        <extracomment>media_words</extracomment>
        <translation>Code</translation>
    </message>
    <message>
        <source>Comment</source>
        <extracomment>media_words</extracomment>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Compare each word and its number with the page.</source>
        <extracomment>recovery_kit.WordsDisagree, action</extracomment>
        <translation>Vergleichen Sie jedes Wort und seine Nummer mit dem Blatt.</translation>
    </message>
    <message>
        <source>Compare it with the other screen, character by character. Dashes do not matter.</source>
        <extracomment>errors.LinkCodeMistyped, action</extracomment>
        <translation>Vergleichen Sie ihn Zeichen für Zeichen mit dem anderen Bildschirm. Striche sind egal.</translation>
    </message>
    <message>
        <source>Compare it with the other screen, character by character. The new workstation must be connected to the same relay as this one.</source>
        <extracomment>linking_errors.LinkCodeUnknown, action</extracomment>
        <translation>Vergleichen Sie ihn Zeichen für Zeichen mit dem anderen Bildschirm. Der neue Arbeitsplatz muss mit demselben Relay verbunden sein wie dieser.</translation>
    </message>
    <message>
        <source>Compare it with the other screen: something is missing, or typed twice.</source>
        <extracomment>errors.LinkCodeLength, action</extracomment>
        <translation>Vergleichen Sie ihn mit dem anderen Bildschirm: Etwas fehlt oder ist doppelt getippt.</translation>
    </message>
    <message>
        <source>Compare numbers (Verify), then choose Retry.</source>
        <extracomment>holding.HeldForMismatch, action</extracomment>
        <translation>Vergleichen Sie die Zahlen („Verifizieren“), wählen Sie dann „Erneut senden“.</translation>
    </message>
    <message>
        <source>Compare word {number} with the page, letter by letter.</source>
        <extracomment>recovery_kit.WordUnknown, action</extracomment>
        <translation>Vergleichen Sie Wort {number} Buchstabe für Buchstabe mit dem Blatt.</translation>
    </message>
    <message>
        <source>Completion</source>
        <extracomment>media_words</extracomment>
        <translation>Vollständigkeit</translation>
    </message>
    <message>
        <source>Compressed with loss</source>
        <extracomment>media_words</extracomment>
        <translation>Verlustbehaftet komprimiert</translation>
    </message>
    <message>
        <source>Conclusion</source>
        <extracomment>media_words</extracomment>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>Condition</source>
        <extracomment>media_words</extracomment>
        <translation>Erkrankung</translation>
    </message>
    <message>
        <source>Connect one, and check that the system lets Curbside use it. Then try again.</source>
        <extracomment>media_ports.NoSoundDevice, action</extracomment>
        <translation>Schließen Sie eines an und prüfen Sie, ob das System Curbside den Zugriff erlaubt. Versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Contact</source>
        <extracomment>media_words</extracomment>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Contrast agent</source>
        <extracomment>media_words</extracomment>
        <translation>Kontrastmittel</translation>
    </message>
    <message>
        <source>Copy all of it, to the last character, or open it as a file.</source>
        <extracomment>invite.InviteCutShort, action</extracomment>
        <translation>Kopieren Sie sie ganz, bis zum letzten Zeichen, oder öffnen Sie sie als Datei.</translation>
    </message>
    <message>
        <source>Copy it again from where it came, or ask your clinic&apos;s IT for a new one.</source>
        <extracomment>invite.InviteDamaged, action</extracomment>
        <translation>Kopieren Sie sie noch einmal von dort, woher sie kam, oder bitten Sie die IT Ihrer Klinik um eine neue.</translation>
    </message>
    <message>
        <source>Corrected for the time of its sample</source>
        <extracomment>media_words</extracomment>
        <translation>Um den Zeitpunkt der Abtastung korrigiert</translation>
    </message>
    <message>
        <source>Criticality</source>
        <extracomment>media_words</extracomment>
        <translation>Gefährlichkeit</translation>
    </message>
    <message>
        <source>Curbside has it forgotten as soon as the relay is reached. Look here again then.</source>
        <extracomment>recovery.WithdrawalWaits, action</extracomment>
        <translation>Curbside lässt ihn löschen, sobald das Relay erreichbar ist. Sehen Sie dann hier noch einmal nach.</translation>
    </message>
    <message>
        <source>Curbside is already running with this profile.</source>
        <extracomment>main.AlreadyRunning, message</extracomment>
        <translation>Curbside läuft mit diesem Profil schon.</translation>
    </message>
    <message>
        <source>Curbside ran into a fault of its own. What you wrote is kept.</source>
        <extracomment>errors.UnexpectedFailure, message</extracomment>
        <translation>In Curbside ist ein Fehler aufgetreten. Was Sie geschrieben haben, ist aufbewahrt.</translation>
    </message>
    <message>
        <source>Curbside was closed before this file was ready to be sent.</source>
        <extracomment>file_errors.FileNotPrepared, message</extracomment>
        <translation>Curbside wurde geschlossen, bevor diese Datei bereit zum Senden war.</translation>
    </message>
    <message>
        <source>Date and time</source>
        <extracomment>media_words</extracomment>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <extracomment>media_words</extracomment>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Date of death</source>
        <extracomment>media_words</extracomment>
        <translation>Todesdatum</translation>
    </message>
    <message>
        <source>Device</source>
        <extracomment>media_words</extracomment>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <extracomment>media_words</extracomment>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Diagnostic report</source>
        <extracomment>media_words</extracomment>
        <translation>Befundbericht</translation>
    </message>
    <message>
        <source>Discharged</source>
        <extracomment>media_words</extracomment>
        <translation>Entlassen</translation>
    </message>
    <message>
        <source>Distances are at the detector, not in the patient.</source>
        <extracomment>media_words</extracomment>
        <translation>Strecken gelten am Detektor, nicht im Patienten.</translation>
    </message>
    <message>
        <source>Distances hold inside the two-dimensional ultrasound image alone.</source>
        <extracomment>media_words</extracomment>
        <translation>Strecken gelten nur innerhalb des zweidimensionalen Ultraschallbildes.</translation>
    </message>
    <message>
        <source>Distances were calibrated by the device.</source>
        <extracomment>media_words</extracomment>
        <translation>Strecken wurden vom Gerät kalibriert.</translation>
    </message>
    <message>
        <source>Do not give</source>
        <extracomment>media_words</extracomment>
        <translation>Nicht geben</translation>
    </message>
    <message>
        <source>Do not go on. Ask your clinic&apos;s IT to check the relay, and for a new invite.</source>
        <extracomment>errors.AnchorMismatch, action</extracomment>
        <translation>Machen Sie nicht weiter. Bitten Sie die IT Ihrer Klinik, das Relay zu prüfen, und um eine neue Einladung.</translation>
    </message>
    <message>
        <source>Document</source>
        <extracomment>media_words</extracomment>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Dosage</source>
        <extracomment>media_words</extracomment>
        <translation>Dosierung</translation>
    </message>
    <message>
        <source>Dose</source>
        <extracomment>media_words</extracomment>
        <translation>Dosis</translation>
    </message>
    <message>
        <source>Drawn over the image</source>
        <extracomment>media_words</extracomment>
        <translation>Über das Bild gezeichnet</translation>
    </message>
    <message>
        <source>Echo time</source>
        <extracomment>media_words</extracomment>
        <translation>Echozeit</translation>
    </message>
    <message>
        <source>Encounter</source>
        <extracomment>media_words</extracomment>
        <translation>Behandlungskontakt</translation>
    </message>
    <message>
        <source>Exposure</source>
        <extracomment>media_words</extracomment>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Fair: it stops a colleague, but add a word or two against a thief.</source>
        <extracomment>passphrase</extracomment>
        <translation>Mittel: Das hält Bekannte ab; gegen Diebe fügen Sie ein oder zwei Wörter hinzu.</translation>
    </message>
    <message>
        <source>Fetch it first. If it has expired, ask for it to be sent again.</source>
        <extracomment>file_errors.FileGone, action</extracomment>
        <translation>Holen Sie sie zuerst. Ist sie abgelaufen, bitten Sie darum, sie noch einmal zu senden.</translation>
    </message>
    <message>
        <source>Fetch the file first, then forward it.</source>
        <extracomment>file_errors.FileNotHere, action</extracomment>
        <translation>Holen Sie die Datei zuerst und leiten Sie sie dann weiter.</translation>
    </message>
    <message>
        <source>Field strength</source>
        <extracomment>media_words</extracomment>
        <translation>Feldstärke</translation>
    </message>
    <message>
        <source>First open the recovery invite that IT gave you. The kit is asked for after it.</source>
        <extracomment>invite</extracomment>
        <translation>Öffnen Sie zuerst die Wiederherstellungseinladung, die Ihnen die IT gegeben hat. Danach wird nach dem Blatt gefragt.</translation>
    </message>
    <message>
        <source>Free some space, or choose another place.</source>
        <extracomment>backup_errors.BackupNoSpace, action</extracomment>
        <translation>Schaffen Sie Platz oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Full range</source>
        <extracomment>media_words</extracomment>
        <translation>Ganzer Bereich</translation>
    </message>
    <message>
        <source>General practitioner</source>
        <extracomment>media_words</extracomment>
        <translation>Hausärztin oder Hausarzt</translation>
    </message>
    <message>
        <source>Good; one more unusual word would make it strong.</source>
        <extracomment>passphrase</extracomment>
        <translation>Gut; ein weiteres ungewöhnliches Wort würde sie stark machen.</translation>
    </message>
    <message>
        <source>If it is lost, or somebody else may have used it, ask your clinic&apos;s IT for a re-enrolment invite. That gives you a new account key and ends all your present computers.</source>
        <extracomment>own_devices.CannotRemoveMain, action</extracomment>
        <translation>Wenn er verloren ist oder jemand anderes ihn benutzt haben könnte, bitten Sie die IT Ihrer Klinik um eine Einladung zur Neuaufnahme. Damit bekommen Sie einen neuen Kontoschlüssel, und alle Ihre jetzigen Computer werden beendet.</translation>
    </message>
    <message>
        <source>If you did not do this yourself, ask your clinic&apos;s IT. You will need a new invite.</source>
        <extracomment>relay_errors.DeviceRevoked, action</extracomment>
        <translation>Wenn Sie das nicht selbst getan haben, fragen Sie die IT Ihrer Klinik. Sie brauchen eine neue Einladung.</translation>
    </message>
    <message>
        <source>Image number</source>
        <extracomment>media_words</extracomment>
        <translation>Bildnummer</translation>
    </message>
    <message>
        <source>Immunization</source>
        <extracomment>media_words</extracomment>
        <translation>Impfung</translation>
    </message>
    <message>
        <source>In the file, not shown</source>
        <extracomment>media_words</extracomment>
        <translation>In der Datei, nicht gezeigt</translation>
    </message>
    <message>
        <source>Institution</source>
        <extracomment>media_words</extracomment>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Insurance</source>
        <extracomment>media_words</extracomment>
        <translation>Versicherung</translation>
    </message>
    <message>
        <source>Interpretation</source>
        <extracomment>media_words</extracomment>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Issued</source>
        <extracomment>media_words</extracomment>
        <translation>Ausgestellt</translation>
    </message>
    <message>
        <source>It could not be sent from another of your workstations.</source>
        <extracomment>history_rows.NotSentElsewhere, message</extracomment>
        <translation>Sie konnte von einem anderen Ihrer Arbeitsplätze nicht gesendet werden.</translation>
    </message>
    <message>
        <source>It is sent again by itself. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>relay_errors.DigestMismatch, action</extracomment>
        <translation>Sie wird von selbst noch einmal gesendet. Wenn es wieder vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>It is the one that was chosen when the backup was made. Check Caps Lock and the keyboard layout. If you are sure of it, the file is damaged at its beginning.</source>
        <extracomment>backup_errors.BackupPassphraseWrong, action</extracomment>
        <translation>Es ist die, die beim Anlegen der Sicherung gewählt wurde. Prüfen Sie Feststelltaste und Tastaturbelegung. Wenn Sie sicher sind, ist die Datei am Anfang beschädigt.</translation>
    </message>
    <message>
        <source>It may be an older kit: making a new one ends those before. Look for the newest page. Without it, ask your clinic&apos;s IT for an invite that gives you a new account key.</source>
        <extracomment>recovery_kit.KitDoesNotOpen, action</extracomment>
        <translation>Vielleicht ist es ein älteres Blatt: Ein neues macht die früheren ungültig. Suchen Sie das neueste. Ohne es bitten Sie die IT Ihrer Klinik um eine Einladung, mit der Sie einen neuen Kontoschlüssel bekommen.</translation>
    </message>
    <message>
        <source>It may be damaged, or of a kind that Curbside does not show. You can still save it.</source>
        <extracomment>media_ports.FileNotDisplayable, action</extracomment>
        <translation>Sie kann beschädigt sein oder von einer Art, die Curbside nicht zeigt. Sie können sie trotzdem speichern.</translation>
    </message>
    <message>
        <source>It may have been deleted on another of your workstations.</source>
        <extracomment>lists.ListGone, action</extracomment>
        <translation>Vielleicht wurde sie an einem anderen Ihrer Arbeitsplätze gelöscht.</translation>
    </message>
    <message>
        <source>It may have been deleted, or kept for as long as your clinic keeps files.</source>
        <extracomment>relay_errors.NotFound, action</extracomment>
        <translation>Sie wurde vielleicht gelöscht, oder die Zeit ist vorbei, für die Ihre Klinik Dateien aufbewahrt.</translation>
    </message>
    <message>
        <source>It tries again by itself. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>errors.UnexpectedFailure, action</extracomment>
        <translation>Es wird von selbst erneut versucht. Wenn es weiter vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>It was held back, because it is in doubt who would be able to read it.</source>
        <extracomment>holding.HeldForMismatch, message</extracomment>
        <translation>Sie wurde zurückgehalten, weil unklar ist, wer sie lesen könnte.</translation>
    </message>
    <message>
        <source>It was refused. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>profile.ProfileMismatch, action</extracomment>
        <translation>Er wurde abgelehnt. Wenn es weiter vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>It was taken back here, but not at the other side. They may still read it.</source>
        <extracomment>holding.RecallNotSent, message</extracomment>
        <translation>Sie wurde hier zurückgenommen, aber nicht auf der anderen Seite. Dort ist sie vielleicht noch lesbar.</translation>
    </message>
    <message>
        <source>It will be tried again by itself.</source>
        <extracomment>errors.IncompleteExtension, action</extracomment>
        <translation>Es wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>Keep Curbside open on both, and begin again on the new one.</source>
        <extracomment>linking_errors.LinkTimedOut, action</extracomment>
        <translation>Lassen Sie Curbside auf beiden offen und beginnen Sie am neuen Arbeitsplatz von vorn.</translation>
    </message>
    <message>
        <source>Kept by</source>
        <extracomment>media_words</extracomment>
        <translation>Verwahrt von</translation>
    </message>
    <message>
        <source>Kind</source>
        <extracomment>media_words</extracomment>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kind of message</source>
        <extracomment>media_words</extracomment>
        <translation>Art der Nachricht</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>media_words</extracomment>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Length of the recording</source>
        <extracomment>media_words</extracomment>
        <translation>Länge der Aufzeichnung</translation>
    </message>
    <message>
        <source>Linking was cancelled on the other workstation.</source>
        <extracomment>errors.OtherSideGaveUp, message</extracomment>
        <translation>Die Kopplung wurde am anderen Arbeitsplatz abgebrochen.</translation>
    </message>
    <message>
        <source>Liver</source>
        <extracomment>media_words</extracomment>
        <translation>Leber</translation>
    </message>
    <message>
        <source>Lot number</source>
        <extracomment>media_words</extracomment>
        <translation>Chargennummer</translation>
    </message>
    <message>
        <source>Lung</source>
        <extracomment>media_words</extracomment>
        <translation>Lunge</translation>
    </message>
    <message>
        <source>Make a new group with the same people.</source>
        <extracomment>group_errors.ChangedTooOften, action</extracomment>
        <translation>Machen Sie eine neue Gruppe mit denselben Personen.</translation>
    </message>
    <message>
        <source>Make somebody else an admin first.</source>
        <extracomment>group_errors.LastAdmin, action</extracomment>
        <translation>Geben Sie dieses Recht zuerst jemand anderem.</translation>
    </message>
    <message>
        <source>Marital status</source>
        <extracomment>media_words</extracomment>
        <translation>Familienstand</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <extracomment>media_words</extracomment>
        <translation>Mediastinum</translation>
    </message>
    <message>
        <source>Medication</source>
        <extracomment>media_words</extracomment>
        <translation>Medikament</translation>
    </message>
    <message>
        <source>Medication given</source>
        <extracomment>media_words</extracomment>
        <translation>Verabreichtes Medikament</translation>
    </message>
    <message>
        <source>Medication order</source>
        <extracomment>media_words</extracomment>
        <translation>Medikamentenverordnung</translation>
    </message>
    <message>
        <source>Medication taken</source>
        <extracomment>media_words</extracomment>
        <translation>Eingenommenes Medikament</translation>
    </message>
    <message>
        <source>Message header</source>
        <extracomment>media_words</extracomment>
        <translation>Nachrichtenkopf</translation>
    </message>
    <message>
        <source>Message number</source>
        <extracomment>media_words</extracomment>
        <translation>Nachrichtennummer</translation>
    </message>
    <message>
        <source>Messages you write are kept encrypted on this computer and go out by themselves when the connection returns.</source>
        <extracomment>relay_errors.RelayUnreachable, action</extracomment>
        <translation>Was Sie schreiben, bleibt verschlüsselt auf diesem Computer und wird von selbst gesendet, sobald die Verbindung wieder da ist.</translation>
    </message>
    <message>
        <source>Messages you write are kept encrypted on this computer and go out by themselves when the connection returns. If it lasts, tell your clinic&apos;s IT.</source>
        <extracomment>relay_errors.QuotaExceeded, action</extracomment>
        <translation>Was Sie schreiben, bleibt verschlüsselt auf diesem Computer und wird von selbst gesendet, sobald die Verbindung wieder da ist. Wenn es anhält, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Method</source>
        <extracomment>media_words</extracomment>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Modality</source>
        <extracomment>media_words</extracomment>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>media_words</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Next of kin</source>
        <extracomment>media_words</extracomment>
        <translation>Angehörige</translation>
    </message>
    <message>
        <source>No message was encrypted to them. Try again; if it persists, tell your clinic&apos;s IT.</source>
        <extracomment>errors.PrekeyRefusedError, action</extracomment>
        <translation>Keine Nachricht wurde damit verschlüsselt. Versuchen Sie es erneut; wenn es anhält, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>No microphone or loudspeaker could be used.</source>
        <extracomment>media_ports.NoSoundDevice, message</extracomment>
        <translation>Es war kein Mikrofon oder Lautsprecher verfügbar.</translation>
    </message>
    <message>
        <source>No printer is set up on this computer.</source>
        <extracomment>output.NoPrinter, message</extracomment>
        <translation>Auf diesem Computer ist kein Drucker eingerichtet.</translation>
    </message>
    <message>
        <source>No secure connection could be made to the relay. Nothing was sent to it.</source>
        <extracomment>relay_errors.RelayNotSecure, message</extracomment>
        <translation>Es kam keine sichere Verbindung zum Relay zustande. Nichts wurde dorthin gesendet.</translation>
    </message>
    <message>
        <source>No workstation shows this code, or its 5 minutes are over.</source>
        <extracomment>linking_errors.LinkCodeUnknown, message</extracomment>
        <translation>Kein Arbeitsplatz zeigt diesen Code, oder seine 5 Minuten sind um.</translation>
    </message>
    <message>
        <source>Nobody else is in this group, so there is nobody to write to.</source>
        <extracomment>recipients</extracomment>
        <translation>Sonst ist niemand in dieser Gruppe, dem Sie schreiben könnten.</translation>
    </message>
    <message>
        <source>Nobody is left who can change this group: its admins are gone or have a new key.</source>
        <extracomment>group_errors</extracomment>
        <translation>Niemand kann diese Gruppe mehr ändern: Wer sie verwaltet hat, ist nicht mehr da oder hat einen neuen Schlüssel.</translation>
    </message>
    <message>
        <source>Not shown, since it has no calibration</source>
        <extracomment>media_words</extracomment>
        <translation>Nicht gezeigt, da ohne Kalibrierung</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>media_words</extracomment>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Nothing can be sent to them any more.</source>
        <extracomment>holding.HeldForClosedAccount, action</extracomment>
        <translation>An diese Person kann nichts mehr gesendet werden.</translation>
    </message>
    <message>
        <source>Nothing else is lost. Free some space, then choose Retry.</source>
        <extracomment>file_errors.NoSpaceHere, action</extracomment>
        <translation>Sonst ist nichts verloren. Schaffen Sie Platz und wählen Sie dann „Erneut versuchen“.</translation>
    </message>
    <message>
        <source>Nothing is lost. Sending goes on by itself in a moment.</source>
        <extracomment>relay_errors.RateLimited, action</extracomment>
        <translation>Nichts geht verloren. Das Senden geht gleich von selbst weiter.</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <extracomment>errors.AlreadyReceivedError, action</extracomment>
        <translation>Sie müssen nichts tun.</translation>
    </message>
    <message>
        <source>Nothing of it was sent. Take this message back, and choose the file again.</source>
        <extracomment>file_errors.FileChangedMeanwhile, action</extracomment>
        <translation>Nichts davon wurde gesendet. Nehmen Sie diese Nachricht zurück und wählen Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>Nothing that was saved before is lost. Free some space on this computer, then try again.</source>
        <extracomment>store_errors.StoreFull, action</extracomment>
        <translation>Was vorher gespeichert war, ist nicht verloren. Schaffen Sie Platz auf diesem Computer und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <extracomment>relay_errors.RelayConnectionClosed, action</extracomment>
        <translation>Nichts zu tun.</translation>
    </message>
    <message>
        <source>Nothing was changed or deleted, and your messages are still in the database. Ask your clinic&apos;s IT to restore the file from a backup.</source>
        <extracomment>store_errors.VaultMissing, action</extracomment>
        <translation>Nichts wurde geändert oder gelöscht, und Ihre Nachrichten sind noch in der Datenbank. Bitten Sie die IT Ihrer Klinik, die Datei aus einer Sicherung zurückzuholen.</translation>
    </message>
    <message>
        <source>Nothing was changed, and no new one was made. Tell your clinic&apos;s IT: they may find it in a backup or among moved files, or give you a new invite.</source>
        <extracomment>store_errors.StoreMissing, action</extracomment>
        <translation>Nichts wurde geändert, und es wurde keine neue angelegt. Sagen Sie es der IT Ihrer Klinik: Vielleicht findet sie die Datenbank in einer Sicherung oder unter verschobenen Dateien, oder Sie bekommen eine neue Einladung.</translation>
    </message>
    <message>
        <source>Nothing was changed, and your messages are safe. Tell your clinic&apos;s IT: the relay served an entry that no honest relay accepts.</source>
        <extracomment>errors.EntryForbidden, action</extracomment>
        <translation>Nichts wurde geändert, und Ihre Nachrichten sind sicher. Sagen Sie es der IT Ihrer Klinik: Das Relay hat einen Eintrag geliefert, den kein ehrliches Relay annimmt.</translation>
    </message>
    <message>
        <source>Nothing was changed. Ask your clinic&apos;s IT whether the address still leads to the relay, and whether app and relay are of matching versions.</source>
        <extracomment>relay_errors.ProtocolViolation, action</extracomment>
        <translation>Nichts wurde geändert. Fragen Sie die IT Ihrer Klinik, ob die Adresse noch zum Relay führt und ob die Versionen von App und Relay zusammenpassen.</translation>
    </message>
    <message>
        <source>Nothing was changed. Close any other Curbside window of this profile and try again.</source>
        <extracomment>store_errors.StoreInUse, action</extracomment>
        <translation>Nichts wurde geändert. Schließen Sie andere Curbside-Fenster dieses Profils und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Nothing was changed. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>errors.ProtocolError, action</extracomment>
        <translation>Nichts wurde geändert. Wenn es weiter vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Nothing was changed. Install the newer version again, or ask your clinic&apos;s IT for it.</source>
        <extracomment>store_errors.StoreTooNew, action</extracomment>
        <translation>Nichts wurde geändert. Installieren Sie die neuere Version wieder oder bitten Sie die IT Ihrer Klinik darum.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again; if it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>store_errors.StoreError, action</extracomment>
        <translation>Nichts wurde geändert. Versuchen Sie es erneut; wenn es weiter vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Nothing was changed. Unlock it and try again.</source>
        <extracomment>store_errors.StoreClosed, action</extracomment>
        <translation>Nichts wurde geändert. Entsperren Sie es und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Nothing was deleted. Ask your clinic&apos;s IT to restore the file from a backup.</source>
        <extracomment>errors.DamagedVaultError, action</extracomment>
        <translation>Nichts wurde gelöscht. Bitten Sie die IT Ihrer Klinik, die Datei aus einer Sicherung zurückzuholen.</translation>
    </message>
    <message>
        <source>Nothing was forwarded, because one of these files is not on this computer.</source>
        <extracomment>file_errors.FileNotHere, message</extracomment>
        <translation>Es wurde nichts weitergeleitet, weil eine dieser Dateien nicht auf diesem Computer ist.</translation>
    </message>
    <message>
        <source>Nothing was forwarded, because some of these people cannot be written to now.</source>
        <extracomment>messages.CannotForward, message</extracomment>
        <translation>Nichts wurde weitergeleitet, weil man einigen dieser Personen jetzt nicht schreiben kann.</translation>
    </message>
    <message>
        <source>Nothing was kept here. Look at the list of your workstations on the old one, remove this one if it is there, and begin again. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>linking_errors.LinkNotInLog, action</extracomment>
        <translation>Hier wurde nichts behalten. Sehen Sie am alten Arbeitsplatz in die Liste Ihrer Arbeitsplätze, entfernen Sie diesen, falls er dort steht, und beginnen Sie von vorn. Wenn es wieder vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Nothing was linked. Try again with a new code that nobody else can see. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>errors.LinkRefused, action</extracomment>
        <translation>Nichts wurde gekoppelt. Versuchen Sie es mit einem neuen Code, den niemand sonst sehen kann. Wenn es wieder vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Nothing was replaced. If another of your computers made a recovery kit, use that one; otherwise make a new recovery kit here.</source>
        <extracomment>relay_errors.RecoveryStale, action</extracomment>
        <translation>Nichts wurde ersetzt. Wenn ein anderer Ihrer Computer ein Wiederherstellungsblatt gemacht hat, benutzen Sie dieses; sonst machen Sie hier ein neues.</translation>
    </message>
    <message>
        <source>Nothing was sent. Choose it again.</source>
        <extracomment>file_errors</extracomment>
        <translation>Es wurde nichts gesendet. Wählen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Nothing was taken back. If it lasts, tell your clinic&apos;s IT.</source>
        <extracomment>errors.LogBehind, action</extracomment>
        <translation>Nichts wurde rückgängig gemacht. Wenn es anhält, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Nothing was taken over from it. Ask your clinic&apos;s IT to install that version here.</source>
        <extracomment>backup_errors.BackupTooNew, action</extracomment>
        <translation>Nichts wurde daraus übernommen. Bitten Sie die IT Ihrer Klinik, diese Version hier zu installieren.</translation>
    </message>
    <message>
        <source>Nothing was taken over from it. Choose a backup of your own.</source>
        <extracomment>backup_errors.BackupOfOtherPerson, action</extracomment>
        <translation>Nichts wurde daraus übernommen. Wählen Sie eine eigene Sicherung.</translation>
    </message>
    <message>
        <source>Nothing was taken over from it. It can be restored at that clinic only.</source>
        <extracomment>backup_errors.BackupOfOtherClinic, action</extracomment>
        <translation>Nichts wurde daraus übernommen. Sie lässt sich nur in jener Klinik wiederherstellen.</translation>
    </message>
    <message>
        <source>Nothing was taken over from it. Use another copy of it.</source>
        <extracomment>backup_errors.BackupDamaged, action</extracomment>
        <translation>Nichts wurde daraus übernommen. Benutzen Sie eine andere Kopie davon.</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>media_words</extracomment>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Observation</source>
        <extracomment>media_words</extracomment>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Observations</source>
        <extracomment>media_words</extracomment>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>On the new workstation choose “I already use Curbside on another computer” again, and use the new code.</source>
        <extracomment>errors.LinkError, action</extracomment>
        <translation>Wählen Sie am neuen Arbeitsplatz noch einmal „Ich nutze Curbside schon auf einem anderen Computer“ und benutzen Sie den neuen Code.</translation>
    </message>
    <message>
        <source>On the new workstation choose “I already use Curbside on another computer”. It shows a code of 26 letters and digits: type or paste that.</source>
        <extracomment>errors.NotALinkCode, action</extracomment>
        <translation>Wählen Sie am neuen Arbeitsplatz „Ich nutze Curbside schon auf einem anderen Computer“. Dort erscheint ein Code aus 26 Buchstaben und Ziffern: Tippen Sie ihn ab oder fügen Sie ihn ein.</translation>
    </message>
    <message>
        <source>One of the recipient&apos;s devices has not published any keys yet.</source>
        <extracomment>errors.NoPrekeysError, message</extracomment>
        <translation>Ein Gerät der Gegenseite hat noch keine Schlüssel veröffentlicht.</translation>
    </message>
    <message>
        <source>One of these people cannot be added now: their account was closed or has changed.</source>
        <extracomment>group_errors.CannotAdd, message</extracomment>
        <translation>Eine dieser Personen kann jetzt nicht hinzugefügt werden: ihr Konto wurde geschlossen oder hat sich geändert.</translation>
    </message>
    <message>
        <source>Only an admin can change this group, and you are none at the moment.</source>
        <extracomment>group_errors.NotAnAdmin, message</extracomment>
        <translation>Nur eine Administratorin oder ein Administrator kann diese Gruppe ändern, und Sie sind es im Moment nicht.</translation>
    </message>
    <message>
        <source>Only your main computer can do this.</source>
        <extracomment>main_device.NeedsMainDevice, message</extracomment>
        <translation>Das kann nur Ihr Hauptcomputer.</translation>
    </message>
    <message>
        <source>Only “{computer}” can do this: it keeps your account key.</source>
        <extracomment>own_devices.DevicesService</extracomment>
        <translation>Das kann nur „{computer}“: Dort liegt Ihr Kontoschlüssel.</translation>
    </message>
    <message>
        <source>Open Curbside on the computer that Settings, Your workstations names as the main one.</source>
        <extracomment>main_device.NeedsMainDevice, action</extracomment>
        <translation>Öffnen Sie Curbside auf dem Computer, der in den Einstellungen unter „Ihre Arbeitsplätze“ als Hauptcomputer genannt ist.</translation>
    </message>
    <message>
        <source>Open Curbside on “{computer}”. If you do not have it any more, ask your clinic&apos;s IT: they can remove a computer, or give you a new account key.</source>
        <extracomment>own_devices.DevicesService</extracomment>
        <translation>Öffnen Sie Curbside auf „{computer}“. Wenn Sie ihn nicht mehr haben, fragen Sie die IT Ihrer Klinik: Sie kann einen Computer entfernen oder Ihnen einen neuen Kontoschlüssel geben.</translation>
    </message>
    <message>
        <source>Open each of these conversations to see why, or forward to the others alone.</source>
        <extracomment>messages.CannotForward, action</extracomment>
        <translation>Öffnen Sie die einzelnen Unterhaltungen, um zu sehen, warum, oder leiten Sie nur an die anderen weiter.</translation>
    </message>
    <message>
        <source>Open the conversation again.</source>
        <extracomment>recipients.MessageGone, action</extracomment>
        <translation>Öffnen Sie die Unterhaltung noch einmal.</translation>
    </message>
    <message>
        <source>Open the conversation with each of them to see why, or leave them out.</source>
        <extracomment>group_errors.CannotAdd, action</extracomment>
        <translation>Öffnen Sie die Unterhaltung mit jeder von ihnen, um zu sehen, warum, oder lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>Open the file on a computer with a printer, or ask IT to set one up here.</source>
        <extracomment>printing.NoPrinterForFile, action</extracomment>
        <translation>Öffnen Sie die Datei an einem Computer mit Drucker, oder bitten Sie die IT, hier einen einzurichten.</translation>
    </message>
    <message>
        <source>Open the list of conversations again.</source>
        <extracomment>group_errors.GroupGone, action</extracomment>
        <translation>Öffnen Sie die Liste der Unterhaltungen noch einmal.</translation>
    </message>
    <message>
        <source>Order</source>
        <extracomment>media_words</extracomment>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Order number</source>
        <extracomment>media_words</extracomment>
        <translation>Auftragsnummer</translation>
    </message>
    <message>
        <source>Ordered by</source>
        <extracomment>media_words</extracomment>
        <translation>Angeordnet von</translation>
    </message>
    <message>
        <source>Part</source>
        <extracomment>media_words</extracomment>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Patient</source>
        <extracomment>media_words</extracomment>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <extracomment>media_words</extracomment>
        <translation>Patienten-ID</translation>
    </message>
    <message>
        <source>Performed by</source>
        <extracomment>media_words</extracomment>
        <translation>Ausgeführt von</translation>
    </message>
    <message>
        <source>Place</source>
        <extracomment>media_words</extracomment>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Press the microphone, speak, and then press Done.</source>
        <extracomment>voice_recorder.TooShort, action</extracomment>
        <translation>Drücken Sie auf das Mikrofon, sprechen Sie, und drücken Sie dann auf „Fertig“.</translation>
    </message>
    <message>
        <source>Procedure</source>
        <extracomment>media_words</extracomment>
        <translation>Eingriff</translation>
    </message>
    <message>
        <source>Reaction</source>
        <extracomment>media_words</extracomment>
        <translation>Reaktion</translation>
    </message>
    <message>
        <source>Reason</source>
        <extracomment>media_words</extracomment>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Received by</source>
        <extracomment>media_words</extracomment>
        <translation>Empfangen von</translation>
    </message>
    <message>
        <source>Recorded</source>
        <extracomment>media_words</extracomment>
        <translation>Erfasst</translation>
    </message>
    <message>
        <source>Reference range</source>
        <extracomment>media_words</extracomment>
        <translation>Referenzbereich</translation>
    </message>
    <message>
        <source>Referring physician</source>
        <extracomment>media_words</extracomment>
        <translation>Zuweisende Ärztin oder Arzt</translation>
    </message>
    <message>
        <source>Remark</source>
        <extracomment>media_words</extracomment>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Remove one that you do not use any more in Settings on another computer, or ask your clinic&apos;s IT to. Then try again with the same invite.</source>
        <extracomment>restoring.TooManyDevices, action</extracomment>
        <translation>Entfernen Sie in den Einstellungen auf einem anderen Computer einen, den Sie nicht mehr benutzen, oder bitten Sie die IT Ihrer Klinik darum. Versuchen Sie es dann mit derselben Einladung erneut.</translation>
    </message>
    <message>
        <source>Remove one that you do not use any more, then link the new one.</source>
        <extracomment>linking_errors.TooManyDevices, action</extracomment>
        <translation>Entfernen Sie einen, den Sie nicht mehr benutzen, und koppeln Sie dann den neuen.</translation>
    </message>
    <message>
        <source>Repetition time</source>
        <extracomment>media_words</extracomment>
        <translation>Repetitionszeit</translation>
    </message>
    <message>
        <source>Result</source>
        <extracomment>media_words</extracomment>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Review the change first: compare numbers with them, or go on without verifying.</source>
        <extracomment>recipients</extracomment>
        <translation>Prüfen Sie zuerst die Änderung: Vergleichen Sie die Zahlen mit der Person, oder machen Sie ohne Verifizieren weiter.</translation>
    </message>
    <message>
        <source>Review the change, then choose Retry.</source>
        <extracomment>holding.HeldForKeyChange, action</extracomment>
        <translation>Prüfen Sie die Änderung, wählen Sie dann „Erneut senden“.</translation>
    </message>
    <message>
        <source>Route</source>
        <extracomment>media_words</extracomment>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Rows such as 123456 and repeats such as 000000 are tried first.</source>
        <extracomment>pin</extracomment>
        <translation>Reihen wie 123456 und Wiederholungen wie 000000 werden zuerst probiert.</translation>
    </message>
    <message>
        <source>Send a smaller file, or a part of it.</source>
        <extracomment>file_errors</extracomment>
        <translation>Senden Sie eine kleinere Datei oder einen Teil davon.</translation>
    </message>
    <message>
        <source>Send a smaller file, or ask your clinic&apos;s IT how large files may be.</source>
        <extracomment>relay_errors.FileTooLarge, action</extracomment>
        <translation>Senden Sie eine kleinere Datei, oder fragen Sie die IT Ihrer Klinik, wie groß Dateien sein dürfen.</translation>
    </message>
    <message>
        <source>Send a smaller file, or ask your clinic&apos;s IT.</source>
        <extracomment>file_errors.FileTooLargeForRelay, action</extracomment>
        <translation>Senden Sie eine kleinere Datei, oder fragen Sie die IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Send it as the original if that is all right, or save it as JPEG and try again.</source>
        <extracomment>file_errors.PictureNotCleaned, action</extracomment>
        <translation>Senden Sie es als Original, wenn das in Ordnung ist, oder speichern Sie es als JPEG und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Sending has stopped and goes on by itself once they have; what you wrote is kept. Tell your clinic&apos;s IT: check that each witness runs and that the relay reaches it (curbside-relay status). If they run, the relay may be showing this computer another directory than it shows them.</source>
        <extracomment>witnesses.WitnessMissing, action</extracomment>
        <translation>Das Senden ist gestoppt und geht von selbst weiter, sobald das geschehen ist; was Sie geschrieben haben, ist aufbewahrt. Sagen Sie es der IT Ihrer Klinik: Sie soll prüfen, ob jeder Zeuge läuft und das Relay ihn erreicht (curbside-relay status). Wenn sie laufen, zeigt das Relay diesem Computer vielleicht ein anderes Verzeichnis als ihnen.</translation>
    </message>
    <message>
        <source>Sending has stopped. Look at your computers in Settings. If you did not make this change yourself, tell your clinic&apos;s IT at once: somebody may be reading as you.</source>
        <extracomment>alarms.UnexpectedOwnEntry, action</extracomment>
        <translation>Das Senden ist gestoppt. Sehen Sie in den Einstellungen nach Ihren Computern. Wenn Sie das nicht selbst geändert haben, sagen Sie es sofort der IT Ihrer Klinik: Vielleicht liest jemand in Ihrem Namen mit.</translation>
    </message>
    <message>
        <source>Sending has stopped. Tell your clinic&apos;s IT at once. Once the relay is trustworthy again, this computer needs a new invite.</source>
        <extracomment>signature_checks.LogForged, action</extracomment>
        <translation>Das Senden ist gestoppt. Sagen Sie es sofort der IT Ihrer Klinik. Sobald das Relay wieder vertrauenswürdig ist, braucht dieser Computer eine neue Einladung.</translation>
    </message>
    <message>
        <source>Sending has stopped. Tell your clinic&apos;s IT now; the proof has been kept for them.</source>
        <extracomment>errors.ForkDetected, action</extracomment>
        <translation>Das Senden ist gestoppt. Sagen Sie es jetzt der IT Ihrer Klinik; der Beweis ist für sie aufbewahrt.</translation>
    </message>
    <message>
        <source>Sending has stopped. Tell your clinic&apos;s IT: the relay may be hiding a change.</source>
        <extracomment>alarms.LogFrozen, action</extracomment>
        <translation>Das Senden ist gestoppt. Sagen Sie es der IT Ihrer Klinik: Vielleicht verbirgt das Relay eine Änderung.</translation>
    </message>
    <message>
        <source>Sending the file goes on by itself.</source>
        <extracomment>relay_errors.UploadOffset, action</extracomment>
        <translation>Das Senden der Datei geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Sending to this person has stopped. Compare numbers with them (Verify), and tell your clinic&apos;s IT.</source>
        <extracomment>doubted.UnexplainedDeviceSet, action</extracomment>
        <translation>Das Senden an diese Person ist gestoppt. Vergleichen Sie mit ihr die Zahlen („Verifizieren“) und sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Sent by</source>
        <extracomment>media_words</extracomment>
        <translation>Gesendet von</translation>
    </message>
    <message>
        <source>Series</source>
        <extracomment>media_words</extracomment>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Severity</source>
        <extracomment>media_words</extracomment>
        <translation>Schweregrad</translation>
    </message>
    <message>
        <source>Sex</source>
        <extracomment>media_words</extracomment>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Shorten it, or send it in parts. What you wrote is kept.</source>
        <extracomment>recipients.TextNotSendable, action</extracomment>
        <translation>Kürzen Sie sie oder senden Sie sie in Teilen. Was Sie geschrieben haben, ist aufbewahrt.</translation>
    </message>
    <message>
        <source>Shown, from the start</source>
        <extracomment>media_words</extracomment>
        <translation>Gezeigt, vom Anfang an</translation>
    </message>
    <message>
        <source>Side</source>
        <extracomment>media_words</extracomment>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>media_words</extracomment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Slice position</source>
        <extracomment>media_words</extracomment>
        <translation>Schichtposition</translation>
    </message>
    <message>
        <source>Slice thickness</source>
        <extracomment>media_words</extracomment>
        <translation>Schichtdicke</translation>
    </message>
    <message>
        <source>Soft tissue</source>
        <extracomment>media_words</extracomment>
        <translation>Weichteile</translation>
    </message>
    <message>
        <source>Somebody has used this code already, so nothing was linked. If it was not you, somebody has seen the new workstation&apos;s screen.</source>
        <extracomment>linking_errors.LinkCodeTaken, message</extracomment>
        <translation>Jemand hat diesen Code schon benutzt, deshalb wurde nichts gekoppelt. Wenn Sie das nicht waren, hat jemand den Bildschirm des neuen Arbeitsplatzes gesehen.</translation>
    </message>
    <message>
        <source>Something arrived that does not follow the rules, and was refused.</source>
        <extracomment>errors.ProtocolError, message</extracomment>
        <translation>Etwas kam an, das nicht den Regeln folgt, und wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Something arrived that was altered on the way, and was refused.</source>
        <extracomment>errors.AuthenticationError, message</extracomment>
        <translation>Etwas kam an, das unterwegs verändert wurde, und wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Something came from a computer that is not known to be yours, and was refused.</source>
        <extracomment>own_receiving.UnexplainedSender, message</extracomment>
        <translation>Etwas kam von einem Computer, der nicht als Ihrer bekannt ist, und wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <extracomment>errors.CurbsideError, message</extracomment>
        <translation>Etwas ist schiefgegangen.</translation>
    </message>
    <message>
        <source>Specimen</source>
        <extracomment>media_words</extracomment>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Status</source>
        <extracomment>media_words</extracomment>
        <translation>Status</translation>
    </message>
    <message>
        <source>Stored as</source>
        <extracomment>media_words</extracomment>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>Stroke</source>
        <extracomment>media_words</extracomment>
        <translation>Schlaganfall</translation>
    </message>
    <message>
        <source>Strong: guessing it would take longer than it is worth.</source>
        <extracomment>passphrase</extracomment>
        <translation>Stark: Sie zu erraten würde länger dauern, als es wert ist.</translation>
    </message>
    <message>
        <source>Study</source>
        <extracomment>media_words</extracomment>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Subdural</source>
        <extracomment>media_words</extracomment>
        <translation>Subdural</translation>
    </message>
    <message>
        <source>Take back files that nobody needs, or choose Retry later. Your clinic&apos;s IT can help.</source>
        <extracomment>file_errors.RelayQuotaUsedUp, action</extracomment>
        <translation>Nehmen Sie Dateien zurück, die niemand braucht, oder wählen Sie später „Erneut versuchen“. Die IT Ihrer Klinik kann helfen.</translation>
    </message>
    <message>
        <source>Telephone</source>
        <extracomment>media_words</extracomment>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Tell your clinic&apos;s IT. It can happen when the relay was restored from an old backup, or when the address leads to another relay.</source>
        <extracomment>relay_errors.DeviceUnknown, action</extracomment>
        <translation>Sagen Sie es der IT Ihrer Klinik. Das kann vorkommen, wenn das Relay aus einer alten Sicherung wiederhergestellt wurde oder die Adresse zu einem anderen Relay führt.</translation>
    </message>
    <message>
        <source>Tell your clinic&apos;s IT. Messages you write are kept encrypted on this computer and go out by themselves when the connection returns.</source>
        <extracomment>relay_errors.StorageFull, action</extracomment>
        <translation>Sagen Sie es der IT Ihrer Klinik. Was Sie schreiben, bleibt verschlüsselt auf diesem Computer und wird von selbst gesendet, sobald die Verbindung wieder da ist.</translation>
    </message>
    <message>
        <source>Tell your clinic&apos;s IT. The file waits on this computer and is tried again by itself.</source>
        <extracomment>relay_errors.TransferStorageFull, action</extracomment>
        <translation>Sagen Sie es der IT Ihrer Klinik. Die Datei wartet auf diesem Computer und wird von selbst noch einmal versucht.</translation>
    </message>
    <message>
        <source>Tell your clinic&apos;s IT. They can give you an invite for a new account key instead.</source>
        <extracomment>restoring.KitDamaged, action</extracomment>
        <translation>Sagen Sie es der IT Ihrer Klinik. Sie kann Ihnen stattdessen eine Einladung für einen neuen Kontoschlüssel geben.</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>media_words</extracomment>
        <translation>Text</translation>
    </message>
    <message>
        <source>That is not the PIN.</source>
        <extracomment>errors.WrongPinError, message</extracomment>
        <translation>Das ist nicht die PIN.</translation>
    </message>
    <message>
        <source>That is not the passphrase of this backup.</source>
        <extracomment>backup_errors.BackupPassphraseWrong, message</extracomment>
        <translation>Das ist nicht die Passphrase dieser Sicherung.</translation>
    </message>
    <message>
        <source>That is not the passphrase of this profile.</source>
        <extracomment>errors.WrongPassphraseError, message</extracomment>
        <translation>Das ist nicht die Passphrase dieses Profils.</translation>
    </message>
    <message>
        <source>The 12 words do not fit together: one is wrong, or two have changed places.</source>
        <extracomment>recovery_kit.WordsDisagree, message</extracomment>
        <translation>Die 12 Wörter passen nicht zusammen: Eines ist falsch, oder zwei sind vertauscht.</translation>
    </message>
    <message>
        <source>The PIN does not open this any more.</source>
        <extracomment>held_key.PinOver, message</extracomment>
        <translation>Die PIN öffnet hier nicht mehr.</translation>
    </message>
    <message>
        <source>The account could not be restored.</source>
        <extracomment>restoring.RecoveryError, message</extracomment>
        <translation>Das Konto konnte nicht wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>The backup could not be written there. No file was left behind.</source>
        <extracomment>backup_errors.BackupNotWritten, message</extracomment>
        <translation>Die Sicherung konnte dort nicht geschrieben werden. Es blieb keine Datei zurück.</translation>
    </message>
    <message>
        <source>The backup file cannot be used.</source>
        <extracomment>backup_errors.BackupError, message</extracomment>
        <translation>Die Sicherungsdatei lässt sich nicht benutzen.</translation>
    </message>
    <message>
        <source>The backup file could not be read.</source>
        <extracomment>backup_errors.BackupNotReadable, message</extracomment>
        <translation>Die Sicherungsdatei ließ sich nicht lesen.</translation>
    </message>
    <message>
        <source>The clinic&apos;s directory contains an entry that its rules forbid. It was refused.</source>
        <extracomment>errors.EntryForbidden, message</extracomment>
        <translation>Das Verzeichnis der Klinik enthält einen Eintrag, den seine Regeln verbieten. Er wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The clinic&apos;s directory does not have this computer as it was agreed, so it was not set up.</source>
        <extracomment>linking_errors.LinkNotInLog, message</extracomment>
        <translation>Im Verzeichnis der Klinik steht dieser Computer nicht so, wie es vereinbart war; deshalb wurde er nicht eingerichtet.</translation>
    </message>
    <message>
        <source>The clinic&apos;s directory, as the relay sent it, does not match its own signature.</source>
        <extracomment>errors.RootMismatch, message</extracomment>
        <translation>Das Verzeichnis der Klinik passt, so wie das Relay es gesendet hat, nicht zu seiner eigenen Unterschrift.</translation>
    </message>
    <message>
        <source>The clinic&apos;s directory, as the relay served it, contains an entry that was not signed by whom it names. Somebody may be trying to read along.</source>
        <extracomment>signature_checks.LogForged, message</extracomment>
        <translation>Das Verzeichnis der Klinik enthält, so wie das Relay es liefert, einen Eintrag, den nicht unterschrieben hat, wen er nennt. Vielleicht versucht jemand mitzulesen.</translation>
    </message>
    <message>
        <source>The clinic&apos;s relay cannot be reached.</source>
        <extracomment>relay_errors.RelayUnreachable, message</extracomment>
        <translation>Das Relay der Klinik ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The clinic&apos;s relay does not take files of this size.</source>
        <extracomment>file_errors.FileTooLargeForRelay, message</extracomment>
        <translation>Das Relay der Klinik nimmt keine Dateien dieser Größe an.</translation>
    </message>
    <message>
        <source>The clinic&apos;s relay has no disk space left, so it accepts no messages.</source>
        <extracomment>relay_errors.StorageFull, message</extracomment>
        <translation>Das Relay der Klinik hat keinen Speicherplatz mehr und nimmt keine Nachrichten an.</translation>
    </message>
    <message>
        <source>The clinic&apos;s relay has no room for more files.</source>
        <extracomment>file_errors.RelayHasNoRoom, message</extracomment>
        <translation>Das Relay der Klinik hat keinen Platz für weitere Dateien.</translation>
    </message>
    <message>
        <source>The clinic&apos;s relay is running but not ready.</source>
        <extracomment>relay_errors.RelayNotReady, message</extracomment>
        <translation>Das Relay der Klinik läuft, ist aber nicht bereit.</translation>
    </message>
    <message>
        <source>The clinic&apos;s relay keeps no more of your files for now.</source>
        <extracomment>file_errors.RelayQuotaUsedUp, message</extracomment>
        <translation>Das Relay der Klinik bewahrt vorerst keine weiteren Dateien von Ihnen auf.</translation>
    </message>
    <message>
        <source>The clinic&apos;s settings for this computer cannot be read, so safe defaults are used.</source>
        <extracomment>policy.PolicyInvalid, message</extracomment>
        <translation>Die Einstellungen der Klinik für diesen Computer sind nicht lesbar; deshalb gelten sichere Vorgaben.</translation>
    </message>
    <message>
        <source>The computer could not read or write the message database.</source>
        <extracomment>store_errors.StoreUnavailable, message</extracomment>
        <translation>Der Computer konnte die Nachrichtendatenbank nicht lesen oder schreiben.</translation>
    </message>
    <message>
        <source>The connection was closed because the app is locking or closing.</source>
        <extracomment>relay_errors.RelayConnectionClosed, message</extracomment>
        <translation>Die Verbindung wurde getrennt, weil die App gesperrt oder beendet wird.</translation>
    </message>
    <message>
        <source>The disk is full, so this could not be saved.</source>
        <extracomment>store_errors.StoreFull, message</extracomment>
        <translation>Der Datenträger ist voll, deshalb konnte das nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The disk of this computer is full, so this file could not be kept here.</source>
        <extracomment>file_errors.NoSpaceHere, message</extracomment>
        <translation>Der Datenträger dieses Computers ist voll, deshalb konnte diese Datei hier nicht abgelegt werden.</translation>
    </message>
    <message>
        <source>The encrypted session is not ready for sending yet.</source>
        <extracomment>errors.NotYetAnswerableError, message</extracomment>
        <translation>Die verschlüsselte Sitzung ist noch nicht zum Senden bereit.</translation>
    </message>
    <message>
        <source>The encrypted session is used up, and a new one has to be started.</source>
        <extracomment>errors.SessionExhaustedError, message</extracomment>
        <translation>Die verschlüsselte Sitzung ist aufgebraucht; eine neue muss begonnen werden.</translation>
    </message>
    <message>
        <source>The end of this invite is missing.</source>
        <extracomment>invite.InviteCutShort, message</extracomment>
        <translation>Das Ende dieser Einladung fehlt.</translation>
    </message>
    <message>
        <source>The file could not be printed.</source>
        <extracomment>base.CannotPrint, message</extracomment>
        <translation>Die Datei konnte nicht gedruckt werden.</translation>
    </message>
    <message>
        <source>The file could not be saved there.</source>
        <extracomment>output.FileNotSaved, message</extracomment>
        <translation>Die Datei konnte dort nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The file could not be saved there. Nothing was left behind.</source>
        <extracomment>file_errors.SaveFailed, message</extracomment>
        <translation>Die Datei konnte dort nicht gespeichert werden. Es blieb nichts davon zurück.</translation>
    </message>
    <message>
        <source>The file did not arrive at the relay as it was sent.</source>
        <extracomment>file_errors.UploadRefused, message</extracomment>
        <translation>Die Datei kam am Relay nicht so an, wie sie gesendet wurde.</translation>
    </message>
    <message>
        <source>The file is kept here. Tell your clinic&apos;s IT, and choose Retry later.</source>
        <extracomment>file_errors.RelayHasNoRoom, action</extracomment>
        <translation>Die Datei bleibt hier erhalten. Sagen Sie es der IT Ihrer Klinik und wählen Sie später „Erneut versuchen“.</translation>
    </message>
    <message>
        <source>The file is larger than the clinic&apos;s relay takes.</source>
        <extracomment>relay_errors.FileTooLarge, message</extracomment>
        <translation>Die Datei ist größer, als das Relay der Klinik annimmt.</translation>
    </message>
    <message>
        <source>The file is no longer at the clinic&apos;s relay.</source>
        <extracomment>relay_errors.NotFound, message</extracomment>
        <translation>Die Datei ist nicht mehr auf dem Relay der Klinik.</translation>
    </message>
    <message>
        <source>The file that holds this profile&apos;s locked key is damaged.</source>
        <extracomment>errors.DamagedVaultError, message</extracomment>
        <translation>Die Datei mit dem verschlossenen Schlüssel dieses Profils ist beschädigt.</translation>
    </message>
    <message>
        <source>The file that holds this profile&apos;s locked key is missing.</source>
        <extracomment>store_errors.VaultMissing, message</extracomment>
        <translation>Die Datei mit dem verschlossenen Schlüssel dieses Profils fehlt.</translation>
    </message>
    <message>
        <source>The file waits on this computer and is tried again. If it lasts, tell your clinic&apos;s IT.</source>
        <extracomment>relay_errors.TransferQuota, action</extracomment>
        <translation>Die Datei wartet auf diesem Computer und wird noch einmal versucht. Wenn es anhält, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>The file was changed, moved or deleted before it could be encrypted.</source>
        <extracomment>file_errors.FileChangedMeanwhile, message</extracomment>
        <translation>Die Datei wurde geändert, verschoben oder gelöscht, bevor sie verschlüsselt werden konnte.</translation>
    </message>
    <message>
        <source>The file was damaged on its way to the relay.</source>
        <extracomment>relay_errors.DigestMismatch, message</extracomment>
        <translation>Die Datei wurde auf dem Weg zum Relay beschädigt.</translation>
    </message>
    <message>
        <source>The file was kept exactly as it is. Tell your clinic&apos;s IT before doing anything else: they can look for the cause, often a failing disk, keep a copy, and give you a new invite if it cannot be repaired.</source>
        <extracomment>store_errors.StoreDamaged, action</extracomment>
        <translation>Die Datei blieb genau so, wie sie ist. Sagen Sie es der IT Ihrer Klinik, bevor Sie etwas anderes tun: Sie kann nach der Ursache suchen (oft ein defekter Datenträger), eine Kopie aufbewahren und Ihnen eine neue Einladung geben, falls sich nichts reparieren lässt.</translation>
    </message>
    <message>
        <source>The file&apos;s own table</source>
        <extracomment>media_words</extracomment>
        <translation>Eigene Tabelle der Datei</translation>
    </message>
    <message>
        <source>The folder for this computer&apos;s Curbside data cannot be used.</source>
        <extracomment>paths.ProfileUnusable, message</extracomment>
        <translation>Der Ordner für die Curbside-Daten auf diesem Computer lässt sich nicht benutzen.</translation>
    </message>
    <message>
        <source>The group was not changed.</source>
        <extracomment>group_errors.GroupRefused, message</extracomment>
        <translation>Die Gruppe wurde nicht geändert.</translation>
    </message>
    <message>
        <source>The hidden details of this picture, such as where it was taken, could not be removed. It was not sent.</source>
        <extracomment>file_errors.PictureNotCleaned, message</extracomment>
        <translation>Die verborgenen Angaben in diesem Bild, etwa der Aufnahmeort, ließen sich nicht entfernen. Es wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>The keys that the relay handed out for a device are not valid, and were refused.</source>
        <extracomment>errors.PrekeyRefusedError, message</extracomment>
        <translation>Die Schlüssel, die das Relay für ein Gerät herausgegeben hat, sind ungültig und wurden abgelehnt.</translation>
    </message>
    <message>
        <source>The kit opens nothing any more. Ask your clinic&apos;s IT for an invite that gives you a new account key.</source>
        <extracomment>restoring.KitOutdated, action</extracomment>
        <translation>Das Blatt öffnet nichts mehr. Bitten Sie die IT Ihrer Klinik um eine Einladung, mit der Sie einen neuen Kontoschlüssel bekommen.</translation>
    </message>
    <message>
        <source>The linking code has expired: nobody used it within 5 minutes.</source>
        <extracomment>linking_errors.LinkCodeExpired, message</extracomment>
        <translation>Der Kopplungscode ist abgelaufen: Niemand hat ihn innerhalb von 5 Minuten benutzt.</translation>
    </message>
    <message>
        <source>The machines that watch over the clinic&apos;s directory have not confirmed its present state. Your clinic requires that before anything is sent.</source>
        <extracomment>witnesses.WitnessMissing, message</extracomment>
        <translation>Die Computer, die über das Verzeichnis der Klinik wachen, haben seinen jetzigen Stand nicht bestätigt. Ihre Klinik verlangt das, bevor etwas gesendet wird.</translation>
    </message>
    <message>
        <source>The message database could not be used.</source>
        <extracomment>store_errors.StoreError, message</extracomment>
        <translation>Die Nachrichtendatenbank ließ sich nicht benutzen.</translation>
    </message>
    <message>
        <source>The message database does not open with this profile&apos;s key. Either it is damaged, or it was replaced by another profile&apos;s.</source>
        <extracomment>store_errors.StoreKeyMismatch, message</extracomment>
        <translation>Die Nachrichtendatenbank öffnet sich nicht mit dem Schlüssel dieses Profils. Sie ist beschädigt oder wurde durch die eines anderen Profils ersetzt.</translation>
    </message>
    <message>
        <source>The message database is in use by another program.</source>
        <extracomment>store_errors.StoreInUse, message</extracomment>
        <translation>Die Nachrichtendatenbank wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
        <source>The message database of this profile is missing.</source>
        <extracomment>store_errors.StoreMissing, message</extracomment>
        <translation>Die Nachrichtendatenbank dieses Profils fehlt.</translation>
    </message>
    <message>
        <source>The message database on this computer is damaged and cannot be read.</source>
        <extracomment>store_errors.StoreDamaged, message</extracomment>
        <translation>Die Nachrichtendatenbank auf diesem Computer ist beschädigt und lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The message database was last used by a newer version of Curbside.</source>
        <extracomment>store_errors.StoreTooNew, message</extracomment>
        <translation>Die Nachrichtendatenbank wurde zuletzt von einer neueren Version von Curbside benutzt.</translation>
    </message>
    <message>
        <source>The message is encrypted again for their current devices and sent by itself.</source>
        <extracomment>relay_errors.DeviceSetChanged, action</extracomment>
        <translation>Die Nachricht wird für die jetzigen Geräte neu verschlüsselt und von selbst gesendet.</translation>
    </message>
    <message>
        <source>The message is kept here and tried again. If it is urgent, call them.</source>
        <extracomment>relay_errors.MailboxFull, action</extracomment>
        <translation>Die Nachricht bleibt hier und wird erneut versucht. Wenn es eilt, rufen Sie an.</translation>
    </message>
    <message>
        <source>The message is kept here. It goes out once they have set up Curbside again.</source>
        <extracomment>audience.NoLiveDeviceError, action</extracomment>
        <translation>Die Nachricht bleibt hier. Sie wird gesendet, sobald die Person Curbside wieder eingerichtet hat.</translation>
    </message>
    <message>
        <source>The message waits. It goes out once that device has been online.</source>
        <extracomment>errors.NoPrekeysError, action</extracomment>
        <translation>Die Nachricht wartet. Sie wird gesendet, sobald dieses Gerät online war.</translation>
    </message>
    <message>
        <source>The new workstation&apos;s keys are not new, so it was refused.</source>
        <extracomment>linking_errors.LinkKeyUsed, message</extracomment>
        <translation>Die Schlüssel des neuen Arbeitsplatzes sind nicht neu, deshalb wurde er abgelehnt.</translation>
    </message>
    <message>
        <source>The numbers did not match, so sending to this person has stopped.</source>
        <extracomment>recipients</extracomment>
        <translation>Die Zahlen stimmten nicht überein, deshalb ist das Senden an diese Person gestoppt.</translation>
    </message>
    <message>
        <source>The old workstation belongs to another relay than the one your clinic set for this computer.</source>
        <extracomment>linking_guest.LinkingGuest</extracomment>
        <translation>Der alte Arbeitsplatz gehört zu einem anderen Relay als dem, das Ihre Klinik für diesen Computer festgelegt hat.</translation>
    </message>
    <message>
        <source>The other workstation did not answer in time, so linking was stopped.</source>
        <extracomment>linking_errors.LinkTimedOut, message</extracomment>
        <translation>Der andere Arbeitsplatz hat nicht rechtzeitig geantwortet, deshalb wurde die Kopplung beendet.</translation>
    </message>
    <message>
        <source>The page could not be printed.</source>
        <extracomment>output.PrintFailed, message</extracomment>
        <translation>Die Seite konnte nicht gedruckt werden.</translation>
    </message>
    <message>
        <source>The profile is locked.</source>
        <extracomment>store_errors.StoreClosed, message</extracomment>
        <translation>Das Profil ist gesperrt.</translation>
    </message>
    <message>
        <source>The proof could not be saved there.</source>
        <extracomment>save_file.ProofNotSaved, message</extracomment>
        <translation>Der Beweis konnte dort nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox at the relay is full, because they have not been online.</source>
        <extracomment>relay_errors.MailboxFull, message</extracomment>
        <translation>Das Postfach der Person beim Relay ist voll, weil sie nicht online war.</translation>
    </message>
    <message>
        <source>The recording was too short, so nothing was kept.</source>
        <extracomment>voice_recorder.TooShort, message</extracomment>
        <translation>Die Aufnahme war zu kurz, daher wurde nichts behalten.</translation>
    </message>
    <message>
        <source>The recovery copy at the relay is newer than the one this computer wanted to store.</source>
        <extracomment>relay_errors.RecoveryStale, message</extracomment>
        <translation>Die Wiederherstellungskopie beim Relay ist neuer als die, die dieser Computer ablegen wollte.</translation>
    </message>
    <message>
        <source>The relay asked this computer to slow down.</source>
        <extracomment>relay_errors.RateLimited, message</extracomment>
        <translation>Das Relay hat diesen Computer gebeten, langsamer zu machen.</translation>
    </message>
    <message>
        <source>The relay could not be reached, so it still keeps the sealed key.</source>
        <extracomment>recovery.WithdrawalWaits, message</extracomment>
        <translation>Das Relay war nicht erreichbar, deshalb verwahrt es den versiegelten Schlüssel noch.</translation>
    </message>
    <message>
        <source>The relay did not accept this change to your account.</source>
        <extracomment>relay_errors.EntryRefused, message</extracomment>
        <translation>Das Relay hat diese Änderung an Ihrem Konto nicht angenommen.</translation>
    </message>
    <message>
        <source>The relay did not send all of the clinic&apos;s directory.</source>
        <extracomment>errors.IncompleteExtension, message</extracomment>
        <translation>Das Relay hat nicht das ganze Verzeichnis der Klinik gesendet.</translation>
    </message>
    <message>
        <source>The relay does not accept this recovery invite any more: the account was closed, or the clinic&apos;s own key was changed.</source>
        <extracomment>restoring.InviteNotGood, message</extracomment>
        <translation>Das Relay nimmt diese Wiederherstellungseinladung nicht mehr an: Das Konto wurde geschlossen, oder der Schlüssel der Klinik wurde geändert.</translation>
    </message>
    <message>
        <source>The relay does not have this file any more, and it was never fetched here.</source>
        <extracomment>file_errors.FileExpired, message</extracomment>
        <translation>Das Relay hat diese Datei nicht mehr, und sie wurde hier nie geholt.</translation>
    </message>
    <message>
        <source>The relay does not know this computer.</source>
        <extracomment>relay_errors.DeviceUnknown, message</extracomment>
        <translation>Das Relay kennt diesen Computer nicht.</translation>
    </message>
    <message>
        <source>The relay has more or less of the file than expected.</source>
        <extracomment>relay_errors.UploadOffset, message</extracomment>
        <translation>Das Relay hat mehr oder weniger von der Datei als erwartet.</translation>
    </message>
    <message>
        <source>The relay has shown others a newer state of the clinic&apos;s directory than it shows this computer.</source>
        <extracomment>alarms.LogFrozen, message</extracomment>
        <translation>Das Relay hat anderen einen neueren Stand des Klinikverzeichnisses gezeigt als diesem Computer.</translation>
    </message>
    <message>
        <source>The relay has shown two different versions of the clinic&apos;s directory. Someone may be trying to read along.</source>
        <extracomment>errors.ForkDetected, message</extracomment>
        <translation>Das Relay hat zwei verschiedene Fassungen des Klinikverzeichnisses gezeigt. Vielleicht versucht jemand mitzulesen.</translation>
    </message>
    <message>
        <source>The relay keeps no recovery kit for this person: none was made, or it was withdrawn.</source>
        <extracomment>restoring.NoKitKept, message</extracomment>
        <translation>Das Relay verwahrt kein Wiederherstellungsblatt für diese Person: Es wurde keines gemacht, oder es wurde zurückgezogen.</translation>
    </message>
    <message>
        <source>The relay refused the request.</source>
        <extracomment>relay_errors.RelayRefused, message</extracomment>
        <translation>Das Relay hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>The relay refuses this message because their devices changed, yet shows no such change.</source>
        <extracomment>holding.DeviceSetDisputed, message</extracomment>
        <translation>Das Relay lehnt diese Nachricht ab, weil sich die Geräte geändert hätten, zeigt aber keine solche Änderung.</translation>
    </message>
    <message>
        <source>The relay shows an older state of the clinic&apos;s directory than is known to exist.</source>
        <extracomment>errors.LogBehind, message</extracomment>
        <translation>Das Relay zeigt einen älteren Stand des Klinikverzeichnisses, als bekannt ist.</translation>
    </message>
    <message>
        <source>The relay&apos;s address is not of the form https://host or https://host:port.</source>
        <extracomment>relay_errors.RelayAddressInvalid, message</extracomment>
        <translation>Die Adresse des Relays hat nicht die Form https://host oder https://host:port.</translation>
    </message>
    <message>
        <source>The relay&apos;s directory is not the one that your invite describes.</source>
        <extracomment>errors.AnchorMismatch, message</extracomment>
        <translation>Das Verzeichnis des Relays ist nicht das, das Ihre Einladung beschreibt.</translation>
    </message>
    <message>
        <source>The relay&apos;s statement about the clinic&apos;s directory is not validly signed.</source>
        <extracomment>errors.NoteRefused, message</extracomment>
        <translation>Die Angabe des Relays über das Verzeichnis der Klinik ist nicht gültig unterschrieben.</translation>
    </message>
    <message>
        <source>The sender&apos;s app is asked to send it again.</source>
        <extracomment>errors.UndecryptableError, action</extracomment>
        <translation>Die App der Gegenseite wird gebeten, sie noch einmal zu senden.</translation>
    </message>
    <message>
        <source>The server at the relay&apos;s address gave an answer that makes no sense.</source>
        <extracomment>relay_errors.ProtocolViolation, message</extracomment>
        <translation>Der Server unter der Adresse des Relays hat unverständlich geantwortet.</translation>
    </message>
    <message>
        <source>The server at the relay&apos;s address has another key than the one your clinic&apos;s invite named. Nothing was sent to it.</source>
        <extracomment>relay_errors.WrongRelayKey, message</extracomment>
        <translation>Der Server unter der Adresse des Relays hat einen anderen Schlüssel als den, den die Einladung Ihrer Klinik nennt. Nichts wurde dorthin gesendet.</translation>
    </message>
    <message>
        <source>The short codes were not the same, so nothing was linked. Somebody may have tried to step in between the two workstations.</source>
        <extracomment>linking_errors.LinkCodesDiffer, message</extracomment>
        <translation>Die kurzen Codes waren nicht gleich, deshalb wurde nichts gekoppelt. Vielleicht wollte sich jemand zwischen die beiden Arbeitsplätze schalten.</translation>
    </message>
    <message>
        <source>The workstations were not linked.</source>
        <extracomment>errors.LinkError, message</extracomment>
        <translation>Die Arbeitsplätze wurden nicht gekoppelt.</translation>
    </message>
    <message>
        <source>Their account was closed before this was sent.</source>
        <extracomment>holding.HeldForClosedAccount, message</extracomment>
        <translation>Das Konto der Person wurde geschlossen, bevor dies gesendet war.</translation>
    </message>
    <message>
        <source>Their key changed before this was sent, so it was held back.</source>
        <extracomment>holding.HeldForKeyChange, message</extracomment>
        <translation>Der Schlüssel der Person hat sich geändert, bevor dies gesendet war; deshalb wurde es zurückgehalten.</translation>
    </message>
    <message>
        <source>There is a file of that name already. It was left as it is.</source>
        <extracomment>file_errors.FileExists, message</extracomment>
        <translation>Es gibt schon eine Datei dieses Namens. Sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>There is a file of this name already. It was not touched.</source>
        <extracomment>backup_errors.BackupExists, message</extracomment>
        <translation>Es gibt schon eine Datei mit diesem Namen. Sie wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>There is a typing mistake in this code.</source>
        <extracomment>errors.LinkCodeMistyped, message</extracomment>
        <translation>In diesem Code ist ein Tippfehler.</translation>
    </message>
    <message>
        <source>There is not enough room for the backup there. No file was left behind.</source>
        <extracomment>backup_errors.BackupNoSpace, message</extracomment>
        <translation>Dort ist nicht genug Platz für die Sicherung. Es blieb keine Datei zurück.</translation>
    </message>
    <message>
        <source>These are not the words of a recovery kit.</source>
        <extracomment>recovery_kit.RecoveryWordsError, message</extracomment>
        <translation>Das sind nicht die Wörter eines Wiederherstellungsblatts.</translation>
    </message>
    <message>
        <source>These look like the words of a recovery kit. Keep them to yourself: they are not needed here.</source>
        <extracomment>secret</extracomment>
        <translation>Das sieht nach den Wörtern eines Wiederherstellungsblatts aus. Behalten Sie sie für sich: Sie werden hier nicht gebraucht.</translation>
    </message>
    <message>
        <source>They did not fetch this in time, so the relay deleted it.</source>
        <extracomment>holding.MailExpired, message</extracomment>
        <translation>Die Person hat dies nicht rechtzeitig abgeholt, deshalb hat das Relay es gelöscht.</translation>
    </message>
    <message>
        <source>They may not have this: their device was removed before it confirmed it.</source>
        <extracomment>holding.DeviceGone, message</extracomment>
        <translation>Vielleicht ist dies nicht angekommen: Das Gerät wurde entfernt, bevor es den Empfang bestätigt hat.</translation>
    </message>
    <message>
        <source>This PIN cannot be used.</source>
        <extracomment>pin.PinRefused, message</extracomment>
        <translation>Diese PIN lässt sich nicht verwenden.</translation>
    </message>
    <message>
        <source>This account has as many computers as it may have.</source>
        <extracomment>restoring.TooManyDevices, message</extracomment>
        <translation>Dieses Konto hat so viele Computer, wie es haben darf.</translation>
    </message>
    <message>
        <source>This account has used up what the relay allows it for now.</source>
        <extracomment>relay_errors.QuotaExceeded, message</extracomment>
        <translation>Dieses Konto hat ausgeschöpft, was das Relay ihm zurzeit erlaubt.</translation>
    </message>
    <message>
        <source>This account is closed in your clinic&apos;s directory.</source>
        <extracomment>restoring.AccountEnded, message</extracomment>
        <translation>Dieses Konto ist im Verzeichnis Ihrer Klinik geschlossen.</translation>
    </message>
    <message>
        <source>This backup file is damaged: it is not as it was written, or its end is missing.</source>
        <extracomment>backup_errors.BackupDamaged, message</extracomment>
        <translation>Diese Sicherungsdatei ist beschädigt: Sie ist nicht so, wie sie geschrieben wurde, oder ihr Ende fehlt.</translation>
    </message>
    <message>
        <source>This backup is of another person&apos;s messages.</source>
        <extracomment>backup_errors.BackupOfOtherPerson, message</extracomment>
        <translation>Diese Sicherung enthält die Nachrichten einer anderen Person.</translation>
    </message>
    <message>
        <source>This backup was made at another clinic.</source>
        <extracomment>backup_errors.BackupOfOtherClinic, message</extracomment>
        <translation>Diese Sicherung stammt aus einer anderen Klinik.</translation>
    </message>
    <message>
        <source>This backup was made by a newer version of Curbside.</source>
        <extracomment>backup_errors.BackupTooNew, message</extracomment>
        <translation>Diese Sicherung stammt von einer neueren Version von Curbside.</translation>
    </message>
    <message>
        <source>This cannot be shown on the start screen.</source>
        <extracomment>listing_label.LabelRefused, message</extracomment>
        <translation>Das lässt sich auf dem Startbildschirm nicht zeigen.</translation>
    </message>
    <message>
        <source>This code has {count} characters, and a linking code has 26.</source>
        <extracomment>errors.LinkCodeLength, message</extracomment>
        <translation>Dieser Code hat {count} Zeichen, ein Kopplungscode hat 26.</translation>
    </message>
    <message>
        <source>This computer already has a profile in this place.</source>
        <extracomment>enrolment.ProfileExists, message</extracomment>
        <translation>Auf diesem Computer gibt es an dieser Stelle schon ein Profil.</translation>
    </message>
    <message>
        <source>This computer does not trust the relay&apos;s certificate. Nothing was sent to it.</source>
        <extracomment>relay_errors.RelayNotTrusted, message</extracomment>
        <translation>Dieser Computer vertraut dem Zertifikat des Relays nicht. Nichts wurde dorthin gesendet.</translation>
    </message>
    <message>
        <source>This computer has too little free memory to check the passphrase now.</source>
        <extracomment>errors.NotEnoughMemoryError, message</extracomment>
        <translation>Dieser Computer hat zu wenig freien Arbeitsspeicher, um die Passphrase jetzt zu prüfen.</translation>
    </message>
    <message>
        <source>This computer is not one of yours any more.</source>
        <extracomment>own_devices.DeviceNotThere, message</extracomment>
        <translation>Dieser Computer ist keiner von Ihren mehr.</translation>
    </message>
    <message>
        <source>This computer offers no protected keyring.</source>
        <extracomment>keyring_store</extracomment>
        <translation>Dieser Computer bietet keinen geschützten Schlüsselbund.</translation>
    </message>
    <message>
        <source>This computer was removed from your account, and its messages were deleted.</source>
        <extracomment>removal.ProfileRemoved, message</extracomment>
        <translation>Dieser Computer wurde aus Ihrem Konto entfernt, und seine Nachrichten wurden gelöscht.</translation>
    </message>
    <message>
        <source>This computer was removed from your account, so the relay no longer serves it.</source>
        <extracomment>relay_errors.DeviceRevoked, message</extracomment>
        <translation>Dieser Computer wurde aus Ihrem Konto entfernt, deshalb bedient ihn das Relay nicht mehr.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the relay&apos;s disagree too much to continue.</source>
        <extracomment>relay_errors.ClockWrong, message</extracomment>
        <translation>Die Uhren dieses Computers und des Relays weichen zu stark voneinander ab.</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring does not answer.</source>
        <extracomment>keyring_store</extracomment>
        <translation>Der Schlüsselbund dieses Computers antwortet nicht.</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring is locked.</source>
        <extracomment>keyring_store</extracomment>
        <translation>Der Schlüsselbund dieses Computers ist gesperrt.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <extracomment>file_errors</extracomment>
        <translation>Diese Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This file could not be displayed.</source>
        <extracomment>media_ports.FileNotDisplayable, message</extracomment>
        <translation>Diese Datei kann nicht angezeigt werden.</translation>
    </message>
    <message>
        <source>This file could not be read as a picture.</source>
        <extracomment>group_picture.NoPicture, message</extracomment>
        <translation>Diese Datei konnte nicht als Bild gelesen werden.</translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <extracomment>files.FileNotReadable, message</extracomment>
        <translation>Diese Datei ließ sich nicht lesen.</translation>
    </message>
    <message>
        <source>This file could not be sent or fetched.</source>
        <extracomment>file_errors.FileNotMoved, message</extracomment>
        <translation>Diese Datei konnte nicht gesendet oder geholt werden.</translation>
    </message>
    <message>
        <source>This file is damaged or was altered, so it is not opened.</source>
        <extracomment>file_errors.FileDamaged, message</extracomment>
        <translation>Diese Datei ist beschädigt oder wurde verändert und wird deshalb nicht geöffnet.</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <extracomment>file_errors</extracomment>
        <translation>Diese Datei ist leer.</translation>
    </message>
    <message>
        <source>This file is not on this computer.</source>
        <extracomment>file_errors.FileGone, message</extracomment>
        <translation>Diese Datei ist nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>This file is too large.</source>
        <extracomment>files</extracomment>
        <translation>Diese Datei ist zu groß.</translation>
    </message>
    <message>
        <source>This file is too large. Your clinic allows up to {most} MiB.</source>
        <extracomment>file_errors</extracomment>
        <translation>Diese Datei ist zu groß. Ihre Klinik erlaubt bis zu {most} MiB.</translation>
    </message>
    <message>
        <source>This file was changed, moved or deleted after you chose it.</source>
        <extracomment>file_errors</extracomment>
        <translation>Diese Datei wurde geändert, verschoben oder gelöscht, nachdem Sie sie gewählt hatten.</translation>
    </message>
    <message>
        <source>This group has been changed so often that it cannot be changed any more.</source>
        <extracomment>group_errors.ChangedTooOften, message</extracomment>
        <translation>Diese Gruppe wurde so oft geändert, dass sie nicht mehr geändert werden kann.</translation>
    </message>
    <message>
        <source>This group is not there any more.</source>
        <extracomment>group_errors.GroupGone, message</extracomment>
        <translation>Diese Gruppe gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This invite has been used before. An invite works once.</source>
        <extracomment>relay_errors.InviteUsed, message</extracomment>
        <translation>Diese Einladung wurde schon benutzt. Eine Einladung gilt einmal.</translation>
    </message>
    <message>
        <source>This invite has expired.</source>
        <extracomment>relay_errors.InviteExpired, message</extracomment>
        <translation>Diese Einladung ist abgelaufen.</translation>
    </message>
    <message>
        <source>This invite is damaged: it was altered on its way to you.</source>
        <extracomment>invite.InviteDamaged, message</extracomment>
        <translation>Diese Einladung ist beschädigt: Sie wurde auf dem Weg zu Ihnen verändert.</translation>
    </message>
    <message>
        <source>This invite is for another relay than the one your clinic set for this computer.</source>
        <extracomment>enrolment.OtherRelay, message</extracomment>
        <translation>Diese Einladung gilt für ein anderes Relay als das, das Ihre Klinik für diesen Computer festgelegt hat.</translation>
    </message>
    <message>
        <source>This invite is not one for a recovery kit, so the words are of no use with it.</source>
        <extracomment>restoring.WordsNotNeeded, message</extracomment>
        <translation>Diese Einladung ist keine für ein Wiederherstellungsblatt, deshalb nützen die Wörter hier nichts.</translation>
    </message>
    <message>
        <source>This invite needs a newer version of Curbside.</source>
        <extracomment>invite.InviteTooNew, message</extracomment>
        <translation>Diese Einladung braucht eine neuere Version von Curbside.</translation>
    </message>
    <message>
        <source>This invite restores an account together with its recovery kit.</source>
        <extracomment>restoring.WordsNeeded, message</extracomment>
        <translation>Diese Einladung stellt ein Konto zusammen mit seinem Wiederherstellungsblatt wieder her.</translation>
    </message>
    <message>
        <source>This invite was begun with a different passphrase.</source>
        <extracomment>enrolling.OtherPassphrase, message</extracomment>
        <translation>Diese Einladung wurde mit einer anderen Passphrase begonnen.</translation>
    </message>
    <message>
        <source>This is a safety number, not a code for linking a workstation.</source>
        <extracomment>secret</extracomment>
        <translation>Das ist eine Sicherheitsnummer, kein Kopplungscode.</translation>
    </message>
    <message>
        <source>This is not a Curbside backup.</source>
        <extracomment>backup_errors.NotABackup, message</extracomment>
        <translation>Das ist keine Curbside-Sicherung.</translation>
    </message>
    <message>
        <source>This is not a Curbside invite.</source>
        <extracomment>invite.NotAnInvite, message</extracomment>
        <translation>Das ist keine Curbside-Einladung.</translation>
    </message>
    <message>
        <source>This is not a code for linking a workstation.</source>
        <extracomment>errors.NotALinkCode, message</extracomment>
        <translation>Das ist kein Kopplungscode.</translation>
    </message>
    <message>
        <source>This is not a file, but a folder or a device.</source>
        <extracomment>file_errors</extracomment>
        <translation>Das ist keine Datei, sondern ein Ordner oder ein Gerät.</translation>
    </message>
    <message>
        <source>This is the short code for comparing. The code to type here has 26 letters and digits.</source>
        <extracomment>secret</extracomment>
        <translation>Das ist der kurze Code zum Vergleichen. Der Code, der hier einzugeben ist, hat 26 Buchstaben und Ziffern.</translation>
    </message>
    <message>
        <source>This is your main computer: it keeps your account key, and removing it here would leave that key in force.</source>
        <extracomment>own_devices.CannotRemoveMain, message</extracomment>
        <translation>Das ist Ihr Hauptcomputer: Hier liegt Ihr Kontoschlüssel, und beim Entfernen bliebe dieser Schlüssel in Kraft.</translation>
    </message>
    <message>
        <source>This is {kind}, not a code for linking a workstation.</source>
        <extracomment>secret</extracomment>
        <translation>Das ist {kind}, kein Kopplungscode.</translation>
    </message>
    <message>
        <source>This is {kind}, not an invite.</source>
        <extracomment>invite</extracomment>
        <translation>Das ist {kind}, keine Einladung.</translation>
    </message>
    <message>
        <source>This list is not there any more.</source>
        <extracomment>lists.ListGone, message</extracomment>
        <translation>Diese Liste gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This message can no longer be changed.</source>
        <extracomment>changing.TooLate, message</extracomment>
        <translation>Diese Nachricht lässt sich nicht mehr ändern.</translation>
    </message>
    <message>
        <source>This message is not there any more.</source>
        <extracomment>recipients.MessageGone, message</extracomment>
        <translation>Diese Nachricht ist nicht mehr da.</translation>
    </message>
    <message>
        <source>This passphrase is too short.</source>
        <extracomment>passphrases.PassphraseTooShort, message</extracomment>
        <translation>Diese Passphrase ist zu kurz.</translation>
    </message>
    <message>
        <source>This person has no active device, so nothing can be encrypted to them.</source>
        <extracomment>audience.NoLiveDeviceError, message</extracomment>
        <translation>Diese Person hat kein aktives Gerät, deshalb kann nichts für sie verschlüsselt werden.</translation>
    </message>
    <message>
        <source>This person is not in your clinic&apos;s directory.</source>
        <extracomment>contacts.UnknownContact, message</extracomment>
        <translation>Diese Person steht nicht im Verzeichnis Ihrer Klinik.</translation>
    </message>
    <message>
        <source>This person&apos;s account key has changed, so sending has stopped.</source>
        <extracomment>recipients</extracomment>
        <translation>Der Kontoschlüssel dieser Person hat sich geändert, deshalb ist das Senden gestoppt.</translation>
    </message>
    <message>
        <source>This person&apos;s account was closed by your clinic.</source>
        <extracomment>recipients</extracomment>
        <translation>Das Konto dieser Person wurde von Ihrer Klinik geschlossen.</translation>
    </message>
    <message>
        <source>This person&apos;s key changed while you were comparing.</source>
        <extracomment>verification.KeyChangedMeanwhile, message</extracomment>
        <translation>Der Schlüssel dieser Person hat sich geändert, während Sie verglichen haben.</translation>
    </message>
    <message>
        <source>This profile is not on this computer any more.</source>
        <extracomment>profiles.NobodyThere, message</extracomment>
        <translation>Dieses Profil ist nicht mehr auf diesem Computer.</translation>
    </message>
    <message>
        <source>This recovery kit does not belong to what the relay keeps for this person.</source>
        <extracomment>recovery_kit.KitDoesNotOpen, message</extracomment>
        <translation>Dieses Wiederherstellungsblatt gehört nicht zu dem, was das Relay für diese Person verwahrt.</translation>
    </message>
    <message>
        <source>Timing</source>
        <extracomment>media_words</extracomment>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>Title</source>
        <extracomment>media_words</extracomment>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Too easy to guess: names, common words, repeats and keyboard patterns are tried first.</source>
        <extracomment>passphrase</extracomment>
        <translation>Zu leicht zu erraten: Namen, häufige Wörter, Wiederholungen und Tastaturmuster werden zuerst probiert.</translation>
    </message>
    <message>
        <source>Too easy to guess: use four or more words chosen at random.</source>
        <extracomment>passphrase</extracomment>
        <translation>Zu leicht zu erraten: Nehmen Sie vier oder mehr zufällig gewählte Wörter.</translation>
    </message>
    <message>
        <source>Too many files are open.</source>
        <extracomment>process.TooManyOpen, message</extracomment>
        <translation>Es sind zu viele Dateien geöffnet.</translation>
    </message>
    <message>
        <source>Too many wrong passphrases in a row.</source>
        <extracomment>tries.TooSoon, message</extracomment>
        <translation>Zu viele falsche Passphrasen nacheinander.</translation>
    </message>
    <message>
        <source>Tries left: {left}. After that your passphrase is needed.</source>
        <extracomment>held_key.WrongPin, action</extracomment>
        <translation>Verbleibende Versuche: {left}. Danach wird Ihre Passphrase gebraucht.</translation>
    </message>
    <message>
        <source>Try again when this computer is connected to your clinic&apos;s relay.</source>
        <extracomment>own_announce.NotAnnounced, action</extracomment>
        <translation>Versuchen Sie es erneut, wenn dieser Computer mit dem Relay Ihrer Klinik verbunden ist.</translation>
    </message>
    <message>
        <source>Try again, or use your passphrase.</source>
        <extracomment>errors.WrongPinError, action</extracomment>
        <translation>Versuchen Sie es erneut oder benutzen Sie Ihre Passphrase.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <extracomment>group_errors.GroupRefused, action</extracomment>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell your clinic&apos;s IT.</source>
        <extracomment>relay_errors.EntryRefused, action</extracomment>
        <translation>Versuchen Sie es erneut. Wenn es wieder vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Try again. If it keeps happening, tell your clinic&apos;s IT.</source>
        <extracomment>errors.CurbsideError, action</extracomment>
        <translation>Versuchen Sie es erneut. Wenn es weiter vorkommt, sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Tube current</source>
        <extracomment>media_words</extracomment>
        <translation>Röhrenstrom</translation>
    </message>
    <message>
        <source>Tube voltage</source>
        <extracomment>media_words</extracomment>
        <translation>Röhrenspannung</translation>
    </message>
    <message>
        <source>Type the 12 words from the page, in their order. Capital letters do not matter.</source>
        <extracomment>recovery_kit.RecoveryWordsError, action</extracomment>
        <translation>Geben Sie die 12 Wörter vom Blatt in ihrer Reihenfolge ein. Groß- und Kleinschreibung ist egal.</translation>
    </message>
    <message>
        <source>Type the 12 words from the page. If you do not have it, ask your clinic&apos;s IT for an invite that gives you a new account key instead.</source>
        <extracomment>restoring.WordsNeeded, action</extracomment>
        <translation>Geben Sie die 12 Wörter vom Blatt ein. Wenn Sie es nicht haben, bitten Sie die IT Ihrer Klinik um eine Einladung, mit der Sie stattdessen einen neuen Kontoschlüssel bekommen.</translation>
    </message>
    <message>
        <source>Unlock it instead. To set up another person, use another profile folder.</source>
        <extracomment>enrolment.ProfileExists, action</extracomment>
        <translation>Entsperren Sie es stattdessen. Für eine andere Person verwenden Sie einen anderen Profilordner.</translation>
    </message>
    <message>
        <source>Until</source>
        <extracomment>media_words</extracomment>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Use a computer with a printer, or write the page down by hand.</source>
        <extracomment>output.NoPrinter, action</extracomment>
        <translation>Benutzen Sie einen Computer mit Drucker oder schreiben Sie die Seite von Hand ab.</translation>
    </message>
    <message>
        <source>Use at least {least} characters. Several words are easiest.</source>
        <extracomment>passphrases.PassphraseTooShort, action</extracomment>
        <translation>Verwenden Sie mindestens {least} Zeichen. Mehrere Wörter sind am einfachsten.</translation>
    </message>
    <message>
        <source>Use at least {required} characters.</source>
        <extracomment>passphrase</extracomment>
        <translation>Verwenden Sie mindestens {required} Zeichen.</translation>
    </message>
    <message>
        <source>Use the passphrase you chose when you began with this invite. If you do not know it any more, ask your clinic&apos;s IT for a new invite: that starts over.</source>
        <extracomment>enrolling.OtherPassphrase, action</extracomment>
        <translation>Benutzen Sie die Passphrase, die Sie zu Beginn mit dieser Einladung gewählt haben. Wenn Sie sie nicht mehr wissen, bitten Sie die IT Ihrer Klinik um eine neue Einladung: Damit fangen Sie neu an.</translation>
    </message>
    <message>
        <source>Use the window that is open. If there is none, end the other Curbside process.</source>
        <extracomment>main.AlreadyRunning, action</extracomment>
        <translation>Benutzen Sie das offene Fenster. Wenn es keines gibt, beenden Sie den anderen Curbside-Prozess.</translation>
    </message>
    <message>
        <source>Use up to {most} letters or digits.</source>
        <extracomment>listing_label.LabelRefused, action</extracomment>
        <translation>Verwenden Sie bis zu {most} Buchstaben oder Ziffern.</translation>
    </message>
    <message>
        <source>Use your passphrase to unlock Curbside. Nothing is lost.</source>
        <extracomment>keyring_store.KeyringUnavailable, action</extracomment>
        <translation>Entsperren Sie Curbside mit Ihrer Passphrase. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>Use your passphrase.</source>
        <extracomment>held_key.PinOver, action</extracomment>
        <translation>Benutzen Sie Ihre Passphrase.</translation>
    </message>
    <message>
        <source>Use {least} to {most} digits.</source>
        <extracomment>pin</extracomment>
        <translation>Verwenden Sie {least} bis {most} Ziffern.</translation>
    </message>
    <message>
        <source>Vaccine</source>
        <extracomment>media_words</extracomment>
        <translation>Impfstoff</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>media_words</extracomment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value missing because</source>
        <extracomment>media_words</extracomment>
        <translation>Wert fehlt, weil</translation>
    </message>
    <message>
        <source>Verification</source>
        <extracomment>media_words</extracomment>
        <translation>Bestätigung</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>media_words</extracomment>
        <translation>Version</translation>
    </message>
    <message>
        <source>Vessels with contrast</source>
        <extracomment>media_words</extracomment>
        <translation>Gefäße mit Kontrastmittel</translation>
    </message>
    <message>
        <source>View</source>
        <extracomment>media_words</extracomment>
        <translation>Aufnahmerichtung</translation>
    </message>
    <message>
        <source>Visit</source>
        <extracomment>media_words</extracomment>
        <translation>Aufenthalt</translation>
    </message>
    <message>
        <source>Wait for the directory to be up to date, or ask your clinic&apos;s IT.</source>
        <extracomment>contacts.UnknownContact, action</extracomment>
        <translation>Warten Sie, bis das Verzeichnis aktuell ist, oder fragen Sie die IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Wait {seconds} seconds, then try again.</source>
        <extracomment>tries.TooSoon, action</extracomment>
        <translation>Warten Sie {seconds} Sekunden und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Ward, room, bed</source>
        <extracomment>media_words</extracomment>
        <translation>Station, Zimmer, Bett</translation>
    </message>
    <message>
        <source>What is on this computer stays readable here. If this is a mistake, ask IT.</source>
        <extracomment>alarms.OwnAccountClosed, action</extracomment>
        <translation>Was auf diesem Computer ist, bleibt hier lesbar. Wenn das ein Irrtum ist, fragen Sie die IT.</translation>
    </message>
    <message>
        <source>What the other side sent does not hold together, so linking was stopped. Somebody may have seen the code and tried to step in between.</source>
        <extracomment>errors.LinkRefused, message</extracomment>
        <translation>Was die Gegenseite gesendet hat, passt nicht zusammen, deshalb wurde die Kopplung beendet. Vielleicht hat jemand den Code gesehen und wollte sich dazwischenschalten.</translation>
    </message>
    <message>
        <source>What the relay keeps for this recovery kit makes no sense.</source>
        <extracomment>restoring.KitDamaged, message</extracomment>
        <translation>Was das Relay für dieses Wiederherstellungsblatt verwahrt, ist unverständlich.</translation>
    </message>
    <message>
        <source>What was saved before is still there. Check that the disk is connected and that you may write to the profile&apos;s folder, then start Curbside again. If it keeps happening, the disk may be failing: tell your clinic&apos;s IT.</source>
        <extracomment>store_errors.StoreUnavailable, action</extracomment>
        <translation>Was vorher gespeichert war, ist noch da. Prüfen Sie, ob der Datenträger angeschlossen ist und Sie in den Profilordner schreiben dürfen, und starten Sie Curbside neu. Wenn es weiter vorkommt, ist vielleicht der Datenträger defekt: Sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>When</source>
        <extracomment>media_words</extracomment>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Word {number} is not one that a recovery kit has.</source>
        <extracomment>recovery_kit.WordUnknown, message</extracomment>
        <translation>Wort {number} kommt in keinem Wiederherstellungsblatt vor.</translation>
    </message>
    <message>
        <source>Write a new message that says what is right.</source>
        <extracomment>changing.TooLate, action</extracomment>
        <translation>Schreiben Sie in einer neuen Nachricht, was richtig ist.</translation>
    </message>
    <message>
        <source>Write what it says, or ask your clinic&apos;s IT.</source>
        <extracomment>file_errors</extracomment>
        <translation>Schreiben Sie, was darin steht, oder fragen Sie die IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>You are not in this group any more, so you cannot write to it.</source>
        <extracomment>recipients</extracomment>
        <translation>Sie sind nicht mehr in dieser Gruppe und können ihr deshalb nicht schreiben.</translation>
    </message>
    <message>
        <source>You are the only admin of this group.</source>
        <extracomment>group_errors.LastAdmin, message</extracomment>
        <translation>Sie sind die einzige Person, die diese Gruppe verwaltet.</translation>
    </message>
    <message>
        <source>You can go on writing here. To change who is in it, make a new group.</source>
        <extracomment>group_errors</extracomment>
        <translation>Sie können hier weiter schreiben. Um zu ändern, wer dazugehört, machen Sie eine neue Gruppe.</translation>
    </message>
    <message>
        <source>You can look at them here. If you need more, ask your clinic&apos;s IT.</source>
        <extracomment>file_errors.NotAllowed, action</extracomment>
        <translation>Ansehen können Sie sie hier. Brauchen Sie mehr, fragen Sie die IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>You can read everything here. Ask your clinic&apos;s IT for the newer version to write.</source>
        <extracomment>version_rule.VersionRetired, action</extracomment>
        <translation>Sie können hier alles lesen. Zum Schreiben bitten Sie die IT Ihrer Klinik um die neuere Version.</translation>
    </message>
    <message>
        <source>You cannot remove yourself from a group.</source>
        <extracomment>group_errors.UseLeave, message</extracomment>
        <translation>Sich selbst kann man nicht aus einer Gruppe entfernen.</translation>
    </message>
    <message>
        <source>You have 8 workstations already, which is as many as one person may have.</source>
        <extracomment>linking_errors.TooManyDevices, message</extracomment>
        <translation>Sie haben schon 8 Arbeitsplätze; mehr kann eine Person nicht haben.</translation>
    </message>
    <message>
        <source>You have sent as many files as the clinic&apos;s relay allows for now.</source>
        <extracomment>relay_errors.TransferQuota, message</extracomment>
        <translation>Sie haben so viele Dateien gesendet, wie das Relay der Klinik im Moment erlaubt.</translation>
    </message>
    <message>
        <source>You left this group, so you cannot write to it.</source>
        <extracomment>recipients</extracomment>
        <translation>Sie haben diese Gruppe verlassen und können ihr deshalb nicht schreiben.</translation>
    </message>
    <message>
        <source>You were no longer in this group when this was to be sent, so it was not.</source>
        <extracomment>holding.HeldOutsideGroup, message</extracomment>
        <translation>Sie waren nicht mehr in dieser Gruppe, als dies gesendet werden sollte. Deshalb wurde es nicht gesendet.</translation>
    </message>
    <message>
        <source>Your PIN cannot be read any more.</source>
        <extracomment>errors.DamagedPinError, message</extracomment>
        <translation>Ihre PIN lässt sich nicht mehr lesen.</translation>
    </message>
    <message>
        <source>Your account in the clinic&apos;s directory was changed, and none of your computers said so.</source>
        <extracomment>alarms.UnexpectedOwnEntry, message</extracomment>
        <translation>Ihr Konto im Verzeichnis der Klinik wurde geändert, und keiner Ihrer Computer hat das gesagt.</translation>
    </message>
    <message>
        <source>Your account was changed at the same moment, so the workstation was not added.</source>
        <extracomment>linking_errors.LinkAccountChanged, message</extracomment>
        <translation>Ihr Konto wurde im selben Moment geändert, deshalb wurde der Arbeitsplatz nicht hinzugefügt.</translation>
    </message>
    <message>
        <source>Your account was given a new key after this recovery kit was made.</source>
        <extracomment>restoring.KitOutdated, message</extracomment>
        <translation>Ihr Konto bekam einen neuen Schlüssel, nachdem dieses Wiederherstellungsblatt gemacht wurde.</translation>
    </message>
    <message>
        <source>Your change was not sent. They still see what it said before.</source>
        <extracomment>holding.EditNotSent, message</extracomment>
        <translation>Ihre Änderung wurde nicht gesendet. Auf der anderen Seite steht noch die vorige Fassung.</translation>
    </message>
    <message>
        <source>Your clinic does not allow a PIN on this computer.</source>
        <extracomment>pin.PinNotAllowed, message</extracomment>
        <translation>Ihre Klinik erlaubt auf diesem Computer keine PIN.</translation>
    </message>
    <message>
        <source>Your clinic does not allow files to be sent.</source>
        <extracomment>file_errors</extracomment>
        <translation>Ihre Klinik erlaubt nicht, Dateien zu senden.</translation>
    </message>
    <message>
        <source>Your clinic does not allow going on with a changed key unverified.</source>
        <extracomment>verification.UnverifiedKeyNotAllowed, message</extracomment>
        <translation>Ihre Klinik erlaubt nicht, mit einem geänderten Schlüssel ohne Verifizieren weiterzumachen.</translation>
    </message>
    <message>
        <source>Your clinic does not allow saving messages to a file.</source>
        <extracomment>backup_errors.BackupNotAllowed, message</extracomment>
        <translation>Ihre Klinik erlaubt nicht, Nachrichten in einer Datei zu speichern.</translation>
    </message>
    <message>
        <source>Your clinic does not allow this version of Curbside any more.</source>
        <extracomment>version_rule.VersionRetired, message</extracomment>
        <translation>Ihre Klinik erlaubt diese Version von Curbside nicht mehr.</translation>
    </message>
    <message>
        <source>Your clinic does not allow this with files.</source>
        <extracomment>file_errors.NotAllowed, message</extracomment>
        <translation>Ihre Klinik erlaubt das mit Dateien nicht.</translation>
    </message>
    <message>
        <source>Your clinic set another relay for this computer.</source>
        <extracomment>linking_guest.LinkingGuest</extracomment>
        <translation>Ihre Klinik hat für diesen Computer ein anderes Relay festgelegt.</translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT can give you a new invite.</source>
        <extracomment>removal.ProfileRemoved, action</extracomment>
        <translation>Die IT Ihrer Klinik kann Ihnen eine neue Einladung geben.</translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT has closed your account, so nothing can be sent any more.</source>
        <extracomment>alarms.OwnAccountClosed, message</extracomment>
        <translation>Die IT Ihrer Klinik hat Ihr Konto geschlossen, deshalb kann nichts mehr gesendet werden.</translation>
    </message>
    <message>
        <source>Your other computers could not be told of this change, so it was not made.</source>
        <extracomment>own_announce.NotAnnounced, message</extracomment>
        <translation>Ihre anderen Computer konnten von dieser Änderung nicht erfahren, deshalb wurde sie nicht gemacht.</translation>
    </message>
    <message>
        <source>Your reaction was not sent.</source>
        <extracomment>holding.ReactionNotSent, message</extracomment>
        <translation>Ihre Reaktion wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>Your recovery kit was last updated by a newer version of Curbside.</source>
        <extracomment>recovery_kit.KitTooNew, message</extracomment>
        <translation>Ihr Wiederherstellungsblatt wurde zuletzt von einer neueren Version von Curbside ergänzt.</translation>
    </message>
    <message>
        <source>a code for comparing safety numbers</source>
        <extracomment>code_kinds</extracomment>
        <translation>ein Code zum Vergleichen von Sicherheitsnummern</translation>
    </message>
    <message>
        <source>a code for linking a workstation</source>
        <extracomment>code_kinds</extracomment>
        <translation>ein Kopplungscode</translation>
    </message>
    <message>
        <source>a file for the clinic&apos;s authority</source>
        <extracomment>code_kinds</extracomment>
        <translation>eine Datei für die Zertifizierungsstelle der Klinik</translation>
    </message>
    <message>
        <source>a file for the relay</source>
        <extracomment>code_kinds</extracomment>
        <translation>eine Datei für das Relay</translation>
    </message>
    <message>
        <source>an invite from your clinic&apos;s IT</source>
        <extracomment>code_kinds</extracomment>
        <translation>eine Einladung von der IT Ihrer Klinik</translation>
    </message>
    <message>
        <source>both</source>
        <extracomment>media_words</extracomment>
        <translation>beide</translation>
    </message>
    <message>
        <source>corrected</source>
        <extracomment>media_words</extracomment>
        <translation>korrigiert</translation>
    </message>
    <message>
        <source>could not be obtained</source>
        <extracomment>media_words</extracomment>
        <translation>konnte nicht ermittelt werden</translation>
    </message>
    <message>
        <source>days</source>
        <extracomment>media_words</extracomment>
        <translation>Tage</translation>
    </message>
    <message>
        <source>deleted</source>
        <extracomment>media_words</extracomment>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>female</source>
        <extracomment>media_words</extracomment>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>left</source>
        <extracomment>media_words</extracomment>
        <translation>links</translation>
    </message>
    <message>
        <source>male</source>
        <extracomment>media_words</extracomment>
        <translation>männlich</translation>
    </message>
    <message>
        <source>months</source>
        <extracomment>media_words</extracomment>
        <translation>Monate</translation>
    </message>
    <message>
        <source>no</source>
        <extracomment>media_words</extracomment>
        <translation>nein</translation>
    </message>
    <message>
        <source>not given</source>
        <extracomment>media_words</extracomment>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>not verified</source>
        <extracomment>media_words</extracomment>
        <translation>nicht bestätigt</translation>
    </message>
    <message>
        <source>other</source>
        <extracomment>media_words</extracomment>
        <translation>divers</translation>
    </message>
    <message>
        <source>pending</source>
        <extracomment>media_words</extracomment>
        <translation>steht aus</translation>
    </message>
    <message>
        <source>preliminary</source>
        <extracomment>media_words</extracomment>
        <translation>vorläufig</translation>
    </message>
    <message>
        <source>right</source>
        <extracomment>media_words</extracomment>
        <translation>rechts</translation>
    </message>
    <message>
        <source>the code of a card for comparing safety numbers</source>
        <extracomment>code_kinds</extracomment>
        <translation>der Code einer Karte zum Vergleichen von Sicherheitsnummern</translation>
    </message>
    <message>
        <source>the code of a recovery kit, which nobody else may see</source>
        <extracomment>code_kinds</extracomment>
        <translation>der Code eines Wiederherstellungsblatts, den niemand sonst sehen darf</translation>
    </message>
    <message>
        <source>unknown</source>
        <extracomment>media_words</extracomment>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>unpaired</source>
        <extracomment>media_words</extracomment>
        <translation>unpaarig</translation>
    </message>
    <message>
        <source>weeks</source>
        <extracomment>media_words</extracomment>
        <translation>Wochen</translation>
    </message>
    <message>
        <source>wrong, for another patient</source>
        <extracomment>media_words</extracomment>
        <translation>falsch, von einem anderen Patienten</translation>
    </message>
    <message>
        <source>years</source>
        <extracomment>media_words</extracomment>
        <translation>Jahre</translation>
    </message>
    <message>
        <source>yes</source>
        <extracomment>media_words</extracomment>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>&lt; · below what can be measured</source>
        <translation>&lt; · unter dem Messbaren</translation>
    </message>
    <message>
        <source>&gt; · above what can be measured</source>
        <translation>&gt; · über dem Messbaren</translation>
    </message>
    <message>
        <source>A · abnormal</source>
        <translation>A · auffällig</translation>
    </message>
    <message>
        <source>AA · critically abnormal</source>
        <translation>AA · kritisch auffällig</translation>
    </message>
    <message>
        <source>All details</source>
        <translation>Alle Angaben</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Fewer details</source>
        <translation>Weniger Angaben</translation>
    </message>
    <message>
        <source>H · high</source>
        <translation>H · hoch</translation>
    </message>
    <message>
        <source>HH · critically high</source>
        <translation>HH · kritisch hoch</translation>
    </message>
    <message>
        <source>HU · significantly high</source>
        <translation>HU · deutlich hoch</translation>
    </message>
    <message>
        <source>I · intermediate</source>
        <translation>I · intermediär</translation>
    </message>
    <message>
        <source>L · low</source>
        <translation>L · niedrig</translation>
    </message>
    <message>
        <source>LL · critically low</source>
        <translation>LL · kritisch niedrig</translation>
    </message>
    <message>
        <source>LU · significantly low</source>
        <translation>LU · deutlich niedrig</translation>
    </message>
    <message>
        <source>N · normal</source>
        <translation>N · normal</translation>
    </message>
    <message>
        <source>NEG · negative</source>
        <translation>NEG · negativ</translation>
    </message>
    <message>
        <source>No patient is named</source>
        <translation>Kein Patient genannt</translation>
    </message>
    <message>
        <source>POS · positive</source>
        <translation>POS · positiv</translation>
    </message>
    <message>
        <source>R · resistant</source>
        <translation>R · resistent</translation>
    </message>
    <message>
        <source>S · susceptible</source>
        <translation>S · sensibel</translation>
    </message>
    <message>
        <source>This file is about more than one patient. See all details.</source>
        <translation>Diese Datei betrifft mehr als einen Patienten. Siehe alle Angaben.</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be sent and will be left out.</source>
        <translation>
            <numerusform>%n Datei kann nicht gesendet werden und bleibt weg.</numerusform>
            <numerusform>%n Dateien können nicht gesendet werden und bleiben weg.</numerusform>
        </translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Another person is listed alike: {difference}.</source>
        <translation>Eine andere Person ist gleich eingetragen: {difference}.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Click to fetch {size}</source>
        <translation>Klicken, um {size} abzurufen</translation>
    </message>
    <message>
        <source>DICOM</source>
        <translation>DICOM</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>Nicht speichern</translation>
    </message>
    <message>
        <source>ECG</source>
        <translation>EKG</translation>
    </message>
    <message>
        <source>Encrypting {size}…</source>
        <translation>{size} werden verschlüsselt…</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Abrufen</translation>
    </message>
    <message>
        <source>Fetching {percent} of {size}</source>
        <translation>{percent} von {size} abgerufen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files with {name}</source>
        <translation>Dateien mit {name}</translation>
    </message>
    <message>
        <source>Find by name or words</source>
        <translation>Nach Name oder Wörtern suchen</translation>
    </message>
    <message numerus="yes">
        <source>Group · %n other person(s)</source>
        <translation>
            <numerusform>Gruppe · %n andere Person</numerusform>
            <numerusform>Gruppe · %n andere Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>Health record</source>
        <translation>Gesundheitsakte</translation>
    </message>
    <message>
        <source>It could not be fetched.</source>
        <translation>Die Datei konnte nicht abgerufen werden.</translation>
    </message>
    <message>
        <source>It could not be sent.</source>
        <translation>Die Datei konnte nicht gesendet werden.</translation>
    </message>
    <message>
        <source>It is decrypted and checked piece by piece.</source>
        <translation>Sie wird Stück für Stück entschlüsselt und geprüft.</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Art der Datei</translation>
    </message>
    <message>
        <source>Looking at the file…</source>
        <translation>Die Datei wird angesehen…</translation>
    </message>
    <message>
        <source>No files.</source>
        <translation>Keine Dateien.</translation>
    </message>
    <message>
        <source>No longer at the relay, and never fetched on this computer</source>
        <translation>Nicht mehr beim Relay und auf diesem Computer nie abgerufen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Paused at {percent} of {size}</source>
        <translation>Angehalten bei {percent} von {size}</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Save it all the same</source>
        <translation>Trotzdem speichern</translation>
    </message>
    <message>
        <source>Saved as {name}. Outside Curbside it is not encrypted any more.</source>
        <translation>Gespeichert als {name}. Außerhalb von Curbside ist die Datei nicht mehr verschlüsselt.</translation>
    </message>
    <message>
        <source>Saving the file</source>
        <translation>Die Datei wird gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>Send %n file(s)</source>
        <translation>
            <numerusform>%n Datei senden</numerusform>
            <numerusform>%n Dateien senden</numerusform>
        </translation>
    </message>
    <message>
        <source>Send to {name}</source>
        <translation>An {name} senden</translation>
    </message>
    <message>
        <source>Show the message</source>
        <translation>Nachricht zeigen</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>Das Bild ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>This file could do harm</source>
        <translation>Diese Datei könnte schaden</translation>
    </message>
    <message>
        <source>Uploading {percent} of {size}</source>
        <translation>{percent} von {size} hochgeladen</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Voice message</source>
        <translation>Sprachnachricht</translation>
    </message>
    <message>
        <source>Waiting for the connection · {percent} of {size}</source>
        <translation>Wartet auf die Verbindung · {percent} von {size}</translation>
    </message>
    <message>
        <source>not fetched yet</source>
        <translation>noch nicht abgerufen</translation>
    </message>
    <message>
        <source>{kind}: {name}</source>
        <translation>{kind}: {name}</translation>
    </message>
    <message>
        <source>{name} is of a kind that can run programs on this computer. Save it only if you expected it and know what it is for. If in doubt, ask the sender in another way.</source>
        <translation>{name} ist von einer Art, die auf diesem Computer Programme ausführen kann. Speichern Sie die Datei nur, wenn Sie sie erwartet haben und wissen, wozu sie dient. Fragen Sie im Zweifel auf einem anderen Weg nach.</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>FilesSection</name>
    <message>
        <source>Fetch files by themselves</source>
        <translation>Dateien von selbst abrufen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Files can be printed. Each time is noted below.</source>
        <translation>Dateien können gedruckt werden. Jedes Mal wird unten vermerkt.</translation>
    </message>
    <message>
        <source>Files can be saved outside Curbside. Each time is noted below.</source>
        <translation>Dateien können außerhalb von Curbside gespeichert werden. Jedes Mal wird unten vermerkt.</translation>
    </message>
    <message>
        <source>Files cannot be printed.</source>
        <translation>Dateien können nicht gedruckt werden.</translation>
    </message>
    <message>
        <source>Files cannot be saved outside Curbside.</source>
        <translation>Dateien können nicht außerhalb von Curbside gespeichert werden.</translation>
    </message>
    <message>
        <source>Files cannot be sent.</source>
        <translation>Dateien können nicht gesendet werden.</translation>
    </message>
    <message>
        <source>Files of up to {size} can be sent.</source>
        <translation>Dateien bis {size} können gesendet werden.</translation>
    </message>
    <message>
        <source>Files that were saved outside Curbside or printed here, newest first.</source>
        <translation>Dateien, die hier außerhalb von Curbside gespeichert oder gedruckt wurden, die neuesten zuerst.</translation>
    </message>
    <message>
        <source>Larger files are fetched when you click on them. Everything that is fetched stays encrypted on this computer.</source>
        <translation>Größere Dateien werden abgerufen, wenn Sie darauf klicken. Alles Abgerufene bleibt auf diesem Computer verschlüsselt.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>None so far.</source>
        <translation>Bisher keine.</translation>
    </message>
    <message>
        <source>Pictures are sent without hidden details, always.</source>
        <translation>Bilder werden immer ohne verborgene Angaben gesendet.</translation>
    </message>
    <message>
        <source>Saved from this computer</source>
        <translation>Von diesem Computer gespeichert</translation>
    </message>
    <message>
        <source>Up to {size}</source>
        <translation>Bis {size}</translation>
    </message>
    <message>
        <source>What your clinic allows</source>
        <translation>Was Ihre Klinik erlaubt</translation>
    </message>
    <message>
        <source>printed</source>
        <translation>gedruckt</translation>
    </message>
    <message>
        <source>to {folder}</source>
        <translation>nach {folder}</translation>
    </message>
    <message>
        <source>{number} GiB</source>
        <translation>{number} GiB</translation>
    </message>
    <message>
        <source>{number} MiB</source>
        <translation>{number} MiB</translation>
    </message>
    <message>
        <source>{when} · with {title} · {size}</source>
        <translation>{when} · mit {title} · {size}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>In dieser Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} von {count}</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Choose a colleague and write the first message.</source>
        <translation>Wählen Sie jemanden und schreiben Sie die erste Nachricht.</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Hide these steps</source>
        <translation>Schritte ausblenden</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>Lock when you leave: {key}, and everything is off the screen.</source>
        <translation>Sperren Sie, wenn Sie gehen: {key}, und alles ist vom Bildschirm.</translation>
    </message>
    <message>
        <source>Make a recovery kit, for the day when a computer is lost.</source>
        <translation>Machen Sie ein Wiederherstellungsblatt, falls einmal ein Computer verloren geht.</translation>
    </message>
    <message>
        <source>Make it…</source>
        <translation>Machen…</translation>
    </message>
    <message>
        <source>Verify a colleague when you meet: half a minute, once.</source>
        <translation>Verifizieren Sie jemanden, wenn Sie sich treffen: einmal, eine halbe Minute.</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>{done} von {total} erledigt</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Message taken back</source>
        <translation>Nachricht zurückgenommen</translation>
    </message>
    <message>
        <source>Needs a newer version of Curbside</source>
        <translation>Braucht eine neuere Version von Curbside</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation>Sie: {text}</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>pattern of a date</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>pattern of a date</comment>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>pattern of a date</comment>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation>am {day}</translation>
    </message>
    <message>
        <source>written {written} · arrived {arrived}</source>
        <translation>geschrieben {written} · angekommen {arrived}</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}, {time}</translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation>{name}: {text}</translation>
    </message>
</context>
<context>
    <name>Forward</name>
    <message>
        <source>Forward a message</source>
        <translation>Nachricht weiterleiten</translation>
    </message>
    <message>
        <source>Forward {count} messages</source>
        <translation>{count} Nachrichten weiterleiten</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>ausgewählt</translation>
    </message>
</context>
<context>
    <name>ForwardDialog</name>
    <message>
        <source>Another person is listed alike: {difference}.</source>
        <translation>Eine andere Person ist ähnlich eingetragen: {difference}.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose one colleague or several.</source>
        <translation>Wählen Sie eine oder mehrere Personen.</translation>
    </message>
    <message>
        <source>Find by name, role or department</source>
        <translation>Nach Name, Funktion oder Abteilung suchen</translation>
    </message>
    <message>
        <source>Forward now</source>
        <translation>Jetzt weiterleiten</translation>
    </message>
    <message>
        <source>Forward to {count} people</source>
        <translation>An {count} Personen weiterleiten</translation>
    </message>
    <message>
        <source>Forwarded to {names}.</source>
        <translation>Weitergeleitet an {names}.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>It goes to</source>
        <translation>Sie geht an</translation>
    </message>
    <message>
        <source>Nobody matches.</source>
        <translation>Niemand passt.</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfang</translation>
    </message>
    <message>
        <source>They see that it was forwarded by you, but not who wrote it first.</source>
        <translation>Dort steht, dass Sie weitergeleitet haben, aber nicht, wer die Nachricht zuerst geschrieben hat.</translation>
    </message>
    <message>
        <source>They will read</source>
        <translation>Zu lesen sein wird</translation>
    </message>
    <message>
        <source>To: {names}</source>
        <translation>An: {names}</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Hoher Kontrast, dunkel</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Hoher Kontrast, hell</translation>
    </message>
    <message>
        <source>How long messages stay</source>
        <translation>Wie lange Nachrichten bleiben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message numerus="yes">
        <source>Messages are deleted from this computer after %n day(s). What you have not read yet stays until you have.</source>
        <translation>
            <numerusform>Nachrichten werden nach %n Tag von diesem Computer gelöscht. Was Sie noch nicht gelesen haben, bleibt bis dahin.</numerusform>
            <numerusform>Nachrichten werden nach %n Tagen von diesem Computer gelöscht. Was Sie noch nicht gelesen haben, bleibt bis dahin.</numerusform>
        </translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Tell others when I have read their messages</source>
        <translation>Anderen mitteilen, wenn ich ihre Nachrichten gelesen habe</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
</context>
<context>
    <name>GroupBanner</name>
    <message>
        <source>Members…</source>
        <translation>Mitglieder…</translation>
    </message>
    <message>
        <source>There were two versions of this group. One of them holds now.</source>
        <translation>Von dieser Gruppe gab es zwei Fassungen. Jetzt gilt eine davon.</translation>
    </message>
    <message>
        <source>What happened?</source>
        <translation>Was ist passiert?</translation>
    </message>
    <message>
        <source>{names}: the key changed, so nothing written here reaches them. Verify, then add them again.</source>
        <translation>{names}: Der Schlüssel hat sich geändert, darum kommt dort nichts mehr an. Verifizieren Sie, und fügen Sie dann erneut hinzu.</translation>
    </message>
</context>
<context>
    <name>GroupNotice</name>
    <message>
        <source>A message of {name} was not encrypted to {people}.</source>
        <translation>Eine Nachricht von {name} wurde nicht für {people} verschlüsselt.</translation>
    </message>
    <message>
        <source>The key of {name} changed. They get nothing here until an admin adds them again.</source>
        <translation>Der Schlüssel von {name} hat sich geändert. Hier kommt dort nichts an, bis eine Verwalterin oder ein Verwalter erneut hinzufügt.</translation>
    </message>
    <message>
        <source>There were two versions of this group.</source>
        <translation>Von dieser Gruppe gab es zwei Fassungen.</translation>
    </message>
    <message>
        <source>You added {people}.</source>
        <translation>Hinzugefügt von Ihnen: {people}.</translation>
    </message>
    <message>
        <source>You changed the group&apos;s picture.</source>
        <translation>Sie haben das Bild der Gruppe geändert.</translation>
    </message>
    <message>
        <source>You chose that new members see messages from before.</source>
        <translation>Sie haben gewählt, dass neue Mitglieder frühere Nachrichten sehen.</translation>
    </message>
    <message>
        <source>You chose that new members see no messages from before.</source>
        <translation>Sie haben gewählt, dass neue Mitglieder keine früheren Nachrichten sehen.</translation>
    </message>
    <message>
        <source>You ended that {people} may change the group.</source>
        <translation>Von Ihnen beendet: Die Gruppe ändern darf nicht mehr {people}.</translation>
    </message>
    <message>
        <source>You left the group.</source>
        <translation>Sie haben die Gruppe verlassen.</translation>
    </message>
    <message>
        <source>You made the group “{title}”.</source>
        <translation>Sie haben die Gruppe „{title}“ angelegt.</translation>
    </message>
    <message>
        <source>You made {people} an admin.</source>
        <translation>Von Ihnen ernannt: Die Gruppe ändern darf jetzt auch {people}.</translation>
    </message>
    <message>
        <source>You named the group “{title}”.</source>
        <translation>Sie haben die Gruppe „{title}“ genannt.</translation>
    </message>
    <message>
        <source>You removed {people}.</source>
        <translation>Entfernt von Ihnen: {people}.</translation>
    </message>
    <message>
        <source>Your clinic closed the account of {name}. They get nothing any more.</source>
        <translation>Ihre Klinik hat das Konto von {name} geschlossen. Dort kommt nichts mehr an.</translation>
    </message>
    <message>
        <source>Your key changed, so you are out of the group until an admin adds you again.</source>
        <translation>Ihr Schlüssel hat sich geändert. Sie sind nicht mehr in der Gruppe, bis Sie erneut hinzugefügt werden.</translation>
    </message>
    <message>
        <source>Your message was not encrypted to {people}.</source>
        <translation>Ihre Nachricht wurde nicht für {people} verschlüsselt.</translation>
    </message>
    <message>
        <source>{name} added you to “{title}”.</source>
        <translation>{name} hat Sie zu „{title}“ hinzugefügt.</translation>
    </message>
    <message>
        <source>{name} added you.</source>
        <translation>{name} hat Sie hinzugefügt.</translation>
    </message>
    <message>
        <source>{name} added {people}.</source>
        <translation>Hinzugefügt von {name}: {people}.</translation>
    </message>
    <message>
        <source>{name} changed the group&apos;s picture.</source>
        <translation>{name} hat das Bild der Gruppe geändert.</translation>
    </message>
    <message>
        <source>{name} chose that new members see messages from before.</source>
        <translation>{name} hat gewählt, dass neue Mitglieder frühere Nachrichten sehen.</translation>
    </message>
    <message>
        <source>{name} chose that new members see no messages from before.</source>
        <translation>{name} hat gewählt, dass neue Mitglieder keine früheren Nachrichten sehen.</translation>
    </message>
    <message>
        <source>{name} ended that you may change the group.</source>
        <translation>{name} hat beendet, dass Sie die Gruppe ändern dürfen.</translation>
    </message>
    <message>
        <source>{name} ended that {people} may change the group.</source>
        <translation>Beendet von {name}: Die Gruppe ändern darf nicht mehr {people}.</translation>
    </message>
    <message>
        <source>{name} is not in this group and wrote to it. That was not let in.</source>
        <translation>{name} ist nicht in dieser Gruppe und hat an sie geschrieben. Das wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>{name} left.</source>
        <translation>{name} hat die Gruppe verlassen.</translation>
    </message>
    <message>
        <source>{name} made the group “{title}”.</source>
        <translation>{name} hat die Gruppe „{title}“ angelegt.</translation>
    </message>
    <message>
        <source>{name} made you an admin.</source>
        <translation>{name} lässt Sie die Gruppe verwalten.</translation>
    </message>
    <message>
        <source>{name} made {people} an admin.</source>
        <translation>Ernannt von {name}: Die Gruppe ändern darf jetzt auch {people}.</translation>
    </message>
    <message>
        <source>{name} named the group “{title}”.</source>
        <translation>{name} hat die Gruppe „{title}“ genannt.</translation>
    </message>
    <message>
        <source>{name} removed you from the group.</source>
        <translation>{name} hat Sie aus der Gruppe entfernt.</translation>
    </message>
    <message>
        <source>{name} removed {people}.</source>
        <translation>Entfernt von {name}: {people}.</translation>
    </message>
</context>
<context>
    <name>GroupPanel</name>
    <message>
        <source>Add people…</source>
        <translation>Personen hinzufügen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Details for IT</source>
        <translation>Details für die IT</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Its fingerprint</source>
        <translation>Ihr Fingerabdruck</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Leave the group…</source>
        <translation>Gruppe verlassen…</translation>
    </message>
    <message>
        <source>Leave this group?</source>
        <translation>Diese Gruppe verlassen?</translation>
    </message>
    <message>
        <source>Mute…</source>
        <translation>Stummschalten…</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>Name der Gruppe</translation>
    </message>
    <message>
        <source>New members get what was written in the last 30 days. Admins can change it.</source>
        <translation>Neue Mitglieder erhalten, was in den letzten 30 Tagen geschrieben wurde. Wer die Gruppe verwaltet, kann das ändern.</translation>
    </message>
    <message>
        <source>New members see messages from before</source>
        <translation>Neue Mitglieder sehen frühere Nachrichten</translation>
    </message>
    <message>
        <source>New members see nothing from before. Admins can change it.</source>
        <translation>Neue Mitglieder sehen nichts von früher. Wer die Gruppe verwaltet, kann das ändern.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove {name} from the group?</source>
        <translation>{name} aus der Gruppe entfernen?</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>The members alone know this group. The relay sees none of it: not its name, not its picture, not who is in it.</source>
        <translation>Nur die Mitglieder kennen diese Gruppe. Das Relay sieht nichts davon: weder Namen noch Bild, noch wer darin ist.</translation>
    </message>
    <message>
        <source>They get nothing that is written here from now on. What they have already stays with them. Everybody sees that you removed them.</source>
        <translation>Was hier von jetzt an geschrieben wird, kommt dort nicht mehr an. Was schon dort ist, bleibt dort. Alle sehen, dass Sie entfernt haben.</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung beenden</translation>
    </message>
    <message>
        <source>Version of the member list</source>
        <translation>Fassung der Mitgliederliste</translation>
    </message>
    <message>
        <source>You are not in this group any more. This is how it was then.</source>
        <translation>Sie sind nicht mehr in dieser Gruppe. So war sie damals.</translation>
    </message>
    <message>
        <source>You get nothing that is written here from now on. What you have stays on your computers. Everybody sees that you left, and an admin can add you again.</source>
        <translation>Was hier von jetzt an geschrieben wird, erhalten Sie nicht mehr. Was Sie haben, bleibt auf Ihren Computern. Alle sehen, dass Sie gegangen sind, und Sie können erneut hinzugefügt werden.</translation>
    </message>
    <message>
        <source>You left this group. This is how it was then.</source>
        <translation>Sie haben diese Gruppe verlassen. So war sie damals.</translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n Gerät</numerusform>
            <numerusform>%n Geräte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n weitere Person</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Verwaltet die Gruppe</translation>
    </message>
    <message>
        <source>Delivered to {count} of {all}</source>
        <translation>Bei {count} von {all} angekommen</translation>
    </message>
    <message>
        <source>Gets nothing: account closed</source>
        <translation>Erhält nichts: Konto geschlossen</translation>
    </message>
    <message>
        <source>Gets nothing: key changed</source>
        <translation>Erhält nichts: Schlüssel geändert</translation>
    </message>
    <message>
        <source>Gets nothing: no device yet</source>
        <translation>Erhält nichts: noch kein Gerät</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Passed on by {name}</source>
        <translation>Weitergegeben von {name}</translation>
    </message>
    <message>
        <source>Read by {count} of {all}</source>
        <translation>Gelesen von {count} von {all}</translation>
    </message>
    <message>
        <source>Somebody who is not listed</source>
        <translation>Jemand, der nicht im Verzeichnis steht</translation>
    </message>
    <message>
        <source>had left the group</source>
        <translation>hatte die Gruppe verlassen</translation>
    </message>
    <message>
        <source>has a new key, or their account is closed</source>
        <translation>hat einen neuen Schlüssel, oder das Konto ist geschlossen</translation>
    </message>
    <message>
        <source>has no device</source>
        <translation>hat kein Gerät</translation>
    </message>
    <message>
        <source>held back by the sender: a number did not match, or a key is under review</source>
        <translation>vom Absender zurückgehalten: Eine Nummer stimmte nicht überein, oder ein Schlüssel wird geprüft</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>you are mentioned</source>
        <translation>Sie sind erwähnt</translation>
    </message>
    <message>
        <source>{action}: {name}</source>
        <translation>{action}: {name}</translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation>{names} und {last}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>A backup is one encrypted file with all your messages and your decisions about colleagues&apos; keys.</source>
        <translation>Eine Sicherung ist eine verschlüsselte Datei mit allen Ihren Nachrichten und Ihren Entscheidungen über die Schlüssel anderer.</translation>
    </message>
    <message>
        <source>A computer on which you use Curbside. It has keys of its own.</source>
        <translation>Ein Computer, auf dem Sie Curbside benutzen. Er hat eigene Schlüssel.</translation>
    </message>
    <message>
        <source>A computer with Curbside was lost or stolen.</source>
        <translation>Ein Computer mit Curbside ist verloren oder gestohlen.</translation>
    </message>
    <message>
        <source>A device of the other person has stored it.</source>
        <translation>Ein Gerät der anderen Person hat sie gespeichert.</translation>
    </message>
    <message>
        <source>A file is encrypted on this computer before it leaves. The relay keeps it for some weeks and cannot read it, not even its name.</source>
        <translation>Eine Datei wird auf diesem Computer verschlüsselt, bevor sie ihn verlässt. Das Relay bewahrt sie einige Wochen auf und kann sie nicht lesen, nicht einmal ihren Namen.</translation>
    </message>
    <message>
        <source>A file that is damaged, or of a kind that Curbside does not show, can still be saved, if your clinic allows that.</source>
        <translation>Eine Datei, die beschädigt ist oder von einer Art, die Curbside nicht zeigt, kann trotzdem gespeichert werden, wenn Ihre Klinik das erlaubt.</translation>
    </message>
    <message>
        <source>A list is yours: it is kept on your workstations, and nobody on it learns of it.</source>
        <translation>Eine Liste gehört Ihnen: Sie liegt auf Ihren Arbeitsplätzen, und niemand darauf erfährt davon.</translation>
    </message>
    <message>
        <source>A message that still waits, or was not sent, can be taken back at any time.</source>
        <translation>Eine Nachricht, die noch wartet oder nicht gesendet wurde, können Sie jederzeit zurücknehmen.</translation>
    </message>
    <message>
        <source>A name on a screen is only a name. Verifying makes sure, once, that nobody stands between the two of you. It takes half a minute.</source>
        <translation>Ein Name auf dem Bildschirm ist nur ein Name. Mit dem Verifizieren stellen Sie einmal sicher, dass niemand zwischen Ihnen beiden steht. Es dauert eine halbe Minute.</translation>
    </message>
    <message>
        <source>A notification says that there is a new message, or how many. It never shows what a message says.</source>
        <translation>Eine Benachrichtigung sagt, dass es eine neue Nachricht gibt oder wie viele. Was darin steht, zeigt sie nie.</translation>
    </message>
    <message>
        <source>A page with 12 words. Together with a recovery invite from your clinic&apos;s IT it brings your account back after every computer was lost. Alone, it opens nothing.</source>
        <translation>Ein Blatt mit 12 Wörtern. Zusammen mit einer Wiederherstellungseinladung von der IT Ihrer Klinik bringt es Ihr Konto zurück, wenn alle Computer verloren sind. Allein öffnet es nichts.</translation>
    </message>
    <message>
        <source>A red line is another matter: something was refused or does not fit. It says what to do; do not ignore it.</source>
        <translation>Eine rote Zeile ist etwas anderes: Etwas wurde abgelehnt oder passt nicht. Sie sagt, was zu tun ist; übergehen Sie sie nicht.</translation>
    </message>
    <message>
        <source>A red line says that something cannot be explained.</source>
        <translation>Eine rote Zeile sagt, dass etwas nicht zu erklären ist.</translation>
    </message>
    <message>
        <source>Account key</source>
        <translation>Kontoschlüssel</translation>
    </message>
    <message>
        <source>Add a reader. Who can read follows from a list of keys that every computer checks for itself.</source>
        <translation>Jemanden mitlesen lassen. Wer lesen kann, folgt aus einer Liste von Schlüsseln, die jeder Computer selbst prüft.</translation>
    </message>
    <message>
        <source>Add another workstation</source>
        <translation>Einen weiteren Arbeitsplatz hinzufügen</translation>
    </message>
    <message>
        <source>All are lost</source>
        <translation>Alle sind verloren</translation>
    </message>
    <message>
        <source>Another computer that watches that the directory only grows.</source>
        <translation>Ein anderer Computer, der darüber wacht, dass das Verzeichnis nur wächst.</translation>
    </message>
    <message>
        <source>Another one is left</source>
        <translation>Ein anderer ist noch da</translation>
    </message>
    <message>
        <source>Ask IT for a recovery invite, and have the 12 words of your recovery kit at hand.</source>
        <translation>Bitten Sie die IT um eine Wiederherstellungseinladung und halten Sie die 12 Wörter Ihres Wiederherstellungsblatts bereit.</translation>
    </message>
    <message>
        <source>Ask the person, face to face or on the telephone, whether they have a new key. Do not ask in Curbside.</source>
        <translation>Fragen Sie die Person, persönlich oder am Telefon, ob sie einen neuen Schlüssel hat. Fragen Sie nicht in Curbside.</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Both of you see that a message was edited, when, and what it said before.</source>
        <translation>Sie beide sehen, dass eine Nachricht bearbeitet wurde, wann, und was vorher darin stand.</translation>
    </message>
    <message>
        <source>Both screens show six digits. Compare them, and go on only if they are the same.</source>
        <translation>Beide Bildschirme zeigen sechs Ziffern. Vergleichen Sie sie, und machen Sie nur weiter, wenn sie gleich sind.</translation>
    </message>
    <message>
        <source>By name, role or department.</source>
        <translation>Nach Name, Funktion oder Abteilung.</translation>
    </message>
    <message>
        <source>Call at once</source>
        <translation>Rufen Sie sofort an</translation>
    </message>
    <message>
        <source>Call your clinic&apos;s IT and ask for one. If you use Curbside on another computer already, you need none: choose “I already use Curbside on another computer”.</source>
        <translation>Rufen Sie die IT Ihrer Klinik an und bitten Sie um eine. Wenn Sie Curbside schon auf einem anderen Computer nutzen, brauchen Sie keine: Wählen Sie „Ich nutze Curbside schon auf einem anderen Computer“.</translation>
    </message>
    <message>
        <source>Call your clinic&apos;s IT. They end access for the lost computers.</source>
        <translation>Rufen Sie die IT Ihrer Klinik an. Sie beendet den Zugang der verlorenen Computer.</translation>
    </message>
    <message>
        <source>Call your clinic&apos;s IT: they can remove the lost one.</source>
        <translation>Rufen Sie die IT Ihrer Klinik an: Sie kann den verlorenen entfernen.</translation>
    </message>
    <message>
        <source>Check that clinic, name and role are yours. If anything is wrong, stop and call IT.</source>
        <translation>Prüfen Sie, ob Klinik, Name und Funktion stimmen. Ist etwas falsch, hören Sie auf und rufen Sie die IT an.</translation>
    </message>
    <message>
        <source>Check that the computer is in the clinic&apos;s network.</source>
        <translation>Prüfen Sie, ob der Computer im Netz der Klinik ist.</translation>
    </message>
    <message>
        <source>Choose a message and press {message_info}. The window lists the very devices that it was encrypted to.</source>
        <translation>Wählen Sie eine Nachricht und drücken Sie {message_info}. Das Fenster nennt genau die Geräte, für die sie verschlüsselt wurde.</translation>
    </message>
    <message>
        <source>Choose a passphrase for the file. Whoever has both can read everything, and nobody can reset it.</source>
        <translation>Wählen Sie eine Passphrase für die Datei. Wer beides hat, kann alles lesen, und niemand kann sie zurücksetzen.</translation>
    </message>
    <message>
        <source>Choose a passphrase of at least {count} characters: several words that do not belong together.</source>
        <translation>Wählen Sie eine Passphrase mit mindestens {count} Zeichen: mehrere Wörter, die nicht zusammengehören.</translation>
    </message>
    <message>
        <source>Choose for how long: an hour, until the morning, or until you turn it off.</source>
        <translation>Wählen Sie, wie lange: eine Stunde, bis zum Morgen oder bis Sie es abschalten.</translation>
    </message>
    <message>
        <source>Choose the people by name. You can add more at any time.</source>
        <translation>Wählen Sie die Personen nach Namen. Weitere können jederzeit dazukommen.</translation>
    </message>
    <message>
        <source>Choose who gets them. Look at role and department: some names are alike.</source>
        <translation>Wählen Sie, wer sie erhält. Achten Sie auf Funktion und Abteilung: Manche Namen gleichen sich.</translation>
    </message>
    <message>
        <source>Choose “Forward…” in the menu of a message. To take several, mark them first: with the space bar in the list of messages, or “Select messages” in the menu.</source>
        <translation>Wählen Sie „Weiterleiten…“ im Menü einer Nachricht. Für mehrere markieren Sie diese zuerst: mit der Leertaste in der Liste der Nachrichten oder mit „Nachrichten auswählen“ im Menü.</translation>
    </message>
    <message>
        <source>Choose “Review…” above the messages, then “Verify”, and compare numbers.</source>
        <translation>Wählen Sie „Prüfen…“ über den Nachrichten, dann „Verifizieren“, und vergleichen Sie die Zahlen.</translation>
    </message>
    <message>
        <source>Click a voice message, or press Enter on it. The left and right arrow keys go 5 seconds back and on, {speed} changes the speed. The voice keeps its pitch.</source>
        <translation>Klicken Sie auf eine Sprachnachricht, oder drücken Sie auf ihr die Eingabetaste. Die Pfeiltasten nach links und rechts gehen 5 Sekunden zurück und weiter, {speed} ändert die Geschwindigkeit. Die Stimme behält ihre Höhe.</translation>
    </message>
    <message>
        <source>Click on a file, or press Enter on it, to fetch it and to open it. {open} does the same.</source>
        <translation>Klicken Sie auf eine Datei oder drücken Sie dort die Eingabetaste, um sie abzurufen und zu öffnen. {open} tut dasselbe.</translation>
    </message>
    <message>
        <source>Click the head of the conversation, or press {key}, to see who is in the group. Admins add and remove people, rename the group and choose its picture. Everybody sees each change, and who made it.</source>
        <translation>Klicken Sie auf den Kopf der Unterhaltung, oder drücken Sie {key}, um zu sehen, wer in der Gruppe ist. Wer sie verwaltet, fügt Personen hinzu, entfernt sie, benennt die Gruppe um und wählt ihr Bild. Alle sehen jede Änderung, und von wem sie ist.</translation>
    </message>
    <message>
        <source>Colleagues see that a device of yours was added. They do not have to verify you again.</source>
        <translation>Andere sehen, dass ein Gerät von Ihnen dazukam. Sie müssen Sie nicht neu verifizieren.</translation>
    </message>
    <message>
        <source>Compare once more. Check that each of you opened the conversation with the other.</source>
        <translation>Vergleichen Sie noch einmal. Prüfen Sie, ob jeder von Ihnen die Unterhaltung mit dem anderen geöffnet hat.</translation>
    </message>
    <message>
        <source>Confirm. Nothing goes out before.</source>
        <translation>Bestätigen Sie. Vorher geht nichts hinaus.</translation>
    </message>
    <message>
        <source>Curbside does not call anybody. When it is urgent, telephone as well.</source>
        <translation>Curbside ruft niemanden an. Wenn es eilt, telefonieren Sie auch.</translation>
    </message>
    <message>
        <source>Curbside is no medical device, and what it shows is not for primary diagnosis. Read images and ECGs for a diagnosis where your clinic does.</source>
        <translation>Curbside ist kein Medizinprodukt, und was es zeigt, dient nicht der Primärbefundung. Befunden Sie Bilder und EKGs dort, wo Ihre Klinik es tut.</translation>
    </message>
    <message>
        <source>Date or time of this computer are wrong: have them set right, then try again.</source>
        <translation>Datum oder Uhrzeit dieses Computers sind falsch: Lassen Sie sie stellen und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Delivered is not read, and read is not understood. When it matters, ask for an answer.</source>
        <translation>Zugestellt heißt nicht gelesen, und gelesen heißt nicht verstanden. Wenn es darauf ankommt, bitten Sie um Antwort.</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>Distances are in mm where the file says how large pixels are, else in px. Those at the detector of an X-ray are larger than in the patient.</source>
        <translation>Strecken stehen in mm, wo die Datei sagt, wie groß Bildpunkte sind, sonst in px. Am Detektor eines Röntgenbildes sind sie größer als im Patienten.</translation>
    </message>
    <message>
        <source>Drag to measure, or press {calipers} and use the arrow keys; {swap} changes the end that moves. What the device found was checked by no one.</source>
        <translation>Ziehen Sie zum Messen, oder drücken Sie {calipers} und benutzen Sie die Pfeiltasten; {swap} wechselt das Ende, das sich bewegt. Was das Gerät fand, hat niemand geprüft.</translation>
    </message>
    <message>
        <source>Drag up for brighter and to the side for contrast, with the right button in every tool. {window}, {move} and {measure} choose the tool, {preset} the next window, {invert} swaps black and white.</source>
        <translation>Ziehen Sie nach oben für heller und zur Seite für Kontrast, mit der rechten Taste bei jedem Werkzeug. {window}, {move} und {measure} wählen das Werkzeug, {preset} das nächste Fenster, {invert} vertauscht Schwarz und Weiß.</translation>
    </message>
    <message>
        <source>ECG</source>
        <translation>EKG</translation>
    </message>
    <message>
        <source>Each has a passphrase of their own, and nobody&apos;s opens another&apos;s messages. The start screen shows only what each person chose to be listed as.</source>
        <translation>Jede Person hat ihre eigene Passphrase, und keine öffnet die Nachrichten einer anderen. Der Startbildschirm zeigt nur, unter welchem Kürzel sich jede eingetragen hat.</translation>
    </message>
    <message>
        <source>Each message is encrypted to the devices of the other person and to your own, and to no others. Your computer works out which those are; the relay is not asked.</source>
        <translation>Jede Nachricht ist für die Geräte der anderen Person und für Ihre eigenen verschlüsselt, für keine anderen. Ihr Computer ermittelt selbst, welche das sind; das Relay wird nicht gefragt.</translation>
    </message>
    <message>
        <source>Each of them gets it in their own conversation with you. Nobody sees who else got it, and answers come to you alone. If people are to talk with each other, make a group.</source>
        <translation>Alle erhalten sie in der eigenen Unterhaltung mit Ihnen. Niemand sieht, wer sie noch erhalten hat, und Antworten kommen nur zu Ihnen. Sollen die Leute miteinander sprechen, legen Sie eine Gruppe an.</translation>
    </message>
    <message>
        <source>Edit and take back</source>
        <translation>Bearbeiten und zurücknehmen</translation>
    </message>
    <message>
        <source>Either one of you looked at another person&apos;s number, or somebody may be reading along. Sending to this person is stopped; nothing is deleted.</source>
        <translation>Entweder hat jemand von Ihnen die Nummer einer anderen Person angesehen, oder es liest vielleicht jemand mit. Das Senden an diese Person ist gestoppt; nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Every message is encrypted to each member&apos;s computers. The relay does not know that there is a group: not its name, not its picture, not who is in it.</source>
        <translation>Jede Nachricht wird für die Computer jedes Mitglieds verschlüsselt. Das Relay weiß nicht, dass es eine Gruppe gibt: weder Namen noch Bild, noch wer darin ist.</translation>
    </message>
    <message>
        <source>Everything can be done with the keyboard. A menu that a mouse would open with its right button opens with Shift+F10.</source>
        <translation>Alles geht mit der Tastatur. Ein Menü, das die rechte Maustaste öffnen würde, öffnet sich mit Umschalt+F10.</translation>
    </message>
    <message>
        <source>Everything leaves the screen at once, and the encrypted store is closed.</source>
        <translation>Alles verschwindet sofort vom Bildschirm, und der verschlüsselte Speicher wird geschlossen.</translation>
    </message>
    <message>
        <source>Expired, used or damaged: only IT can help, with a new invite. If it was used and not by you, tell them so at once.</source>
        <translation>Abgelaufen, benutzt oder beschädigt: Nur die IT kann helfen, mit einer neuen Einladung. Wurde sie benutzt, aber nicht von Ihnen, sagen Sie das sofort.</translation>
    </message>
    <message>
        <source>Files are opened in memory alone, by a part of Curbside that can reach neither your files nor the network. All viewers close when Curbside locks.</source>
        <translation>Dateien werden nur im Arbeitsspeicher geöffnet, von einem Teil von Curbside, der weder Ihre Dateien noch das Netz erreicht. Alle Fenster mit Dateien schließen sich, wenn Curbside sperrt.</translation>
    </message>
    <message>
        <source>Files themselves and your lists of people are not in it. A file can be fetched again for as long as the relay keeps it.</source>
        <translation>Die Dateien selbst und Ihre Verteilerlisten sind nicht darin. Eine Datei lässt sich erneut abrufen, solange das Relay sie aufbewahrt.</translation>
    </message>
    <message>
        <source>Find a person: {find}</source>
        <translation>Eine Person finden: {find}</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>From before you came. The person who added you gave it to you, and they alone vouch for its words.</source>
        <translation>Aus der Zeit, bevor Sie kamen. Wer Sie hinzugefügt hat, hat sie Ihnen gegeben und bürgt allein für die Worte.</translation>
    </message>
    <message>
        <source>Gets nothing: key changed</source>
        <translation>Erhält nichts: Schlüssel geändert</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Help ({keys})</source>
        <translation>Hilfe ({keys})</translation>
    </message>
    <message>
        <source>How many members have read your message. Message info says who.</source>
        <translation>Wie viele Mitglieder Ihre Nachricht gelesen haben. Die Nachrichteninfo sagt, wer.</translation>
    </message>
    <message>
        <source>How your clinic&apos;s IT lets a person in. It works once.</source>
        <translation>Damit lässt die IT Ihrer Klinik eine Person herein. Sie gilt einmal.</translation>
    </message>
    <message>
        <source>If all are the same, both press “They match”. If not, press “They don&apos;t match”.</source>
        <translation>Sind alle gleich, drücken beide „Stimmen überein“. Wenn nicht, drücken Sie „Stimmen nicht überein“.</translation>
    </message>
    <message>
        <source>If it should delete what it holds, choose that too. It happens when it next reaches the relay.</source>
        <translation>Soll er löschen, was er hat, wählen Sie das dazu. Es geschieht, sobald er das Relay wieder erreicht.</translation>
    </message>
    <message>
        <source>If nobody can explain the change, call your clinic&apos;s IT.</source>
        <translation>Kann niemand die Änderung erklären, rufen Sie die IT Ihrer Klinik an.</translation>
    </message>
    <message>
        <source>If others are without a connection too, tell IT. If it is only you, start the computer&apos;s network again.</source>
        <translation>Haben andere auch keine Verbindung, sagen Sie es der IT. Sind nur Sie betroffen, starten Sie das Netz des Computers neu.</translation>
    </message>
    <message>
        <source>If the page is lost, make a new kit: the old one ends.</source>
        <translation>Ist das Blatt weg, erstellen Sie ein neues: Das alte gilt dann nicht mehr.</translation>
    </message>
    <message>
        <source>If there is a device that nobody can explain, Curbside says so by itself. Tell your clinic&apos;s IT.</source>
        <translation>Gibt es ein Gerät, das niemand erklären kann, sagt Curbside das von selbst. Sagen Sie es der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>If they still differ, press “They don&apos;t match” and call your clinic&apos;s IT by telephone.</source>
        <translation>Sind sie immer noch verschieden, drücken Sie „Stimmen nicht überein“ und rufen Sie die IT Ihrer Klinik an.</translation>
    </message>
    <message>
        <source>If you choose so in the settings, it also says from whom. Think of who can see the screen.</source>
        <translation>Wenn Sie es in den Einstellungen wählen, nennt sie auch den Namen. Denken Sie daran, wer den Bildschirm sieht.</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>It also locks when the computer locks or sleeps.</source>
        <translation>Es sperrt auch, wenn der Computer gesperrt wird oder schläft.</translation>
    </message>
    <message>
        <source>It can hold messages back or delete them. What was not delivered is reported to you.</source>
        <translation>Es kann Nachrichten zurückhalten oder löschen. Was nicht zugestellt wurde, wird Ihnen gemeldet.</translation>
    </message>
    <message>
        <source>It can see</source>
        <translation>Es kann sehen</translation>
    </message>
    <message>
        <source>It cannot do in secret</source>
        <translation>Es kann nicht heimlich</translation>
    </message>
    <message>
        <source>It cannot see</source>
        <translation>Es kann nicht sehen</translation>
    </message>
    <message>
        <source>It does not reach a photograph of the screen, a copied text, a backup file or a message that was forwarded.</source>
        <translation>Es erreicht kein Foto vom Bildschirm, keinen kopierten Text, keine Sicherungsdatei und keine weitergeleitete Nachricht.</translation>
    </message>
    <message>
        <source>It failed, and the reason stands beside it. “Send again” in its menu tries it once more.</source>
        <translation>Es hat nicht geklappt, der Grund steht daneben. „Erneut senden“ im Menü der Nachricht versucht es noch einmal.</translation>
    </message>
    <message>
        <source>It holds on all your workstations, until the person gets a new key.</source>
        <translation>Es gilt auf allen Ihren Arbeitsplätzen, bis die Person einen neuen Schlüssel bekommt.</translation>
    </message>
    <message>
        <source>It locks by itself after {time} without input.</source>
        <translation>Nach {time} ohne Eingabe sperrt es von selbst.</translation>
    </message>
    <message>
        <source>It names nobody: your clinic has decided so.</source>
        <translation>Sie nennt niemanden: So hat es Ihre Klinik bestimmt.</translation>
    </message>
    <message>
        <source>It opens your messages on this computer. Nobody can reset it, not even IT. If you have forgotten it, this computer has to join anew: call IT.</source>
        <translation>Sie öffnet Ihre Nachrichten auf diesem Computer. Niemand kann sie zurücksetzen, auch die IT nicht. Haben Sie sie vergessen, muss dieser Computer neu beitreten: Rufen Sie die IT an.</translation>
    </message>
    <message>
        <source>It waits on this computer, encrypted. Nobody else has it yet.</source>
        <translation>Sie wartet verschlüsselt auf diesem Computer. Sonst hat sie noch niemand.</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Leave Curbside as it is. What is on this computer helps to explain it.</source>
        <translation>Lassen Sie Curbside, wie es ist. Was auf diesem Computer liegt, hilft bei der Klärung.</translation>
    </message>
    <message>
        <source>Listen to it. If you like, type what you said: it helps those who cannot listen now, or cannot hear. Then press “Send”.</source>
        <translation>Hören Sie sie an. Wenn Sie möchten, schreiben Sie auf, was Sie gesagt haben: Das hilft allen, die gerade nicht zuhören oder nicht hören können. Drücken Sie dann „Senden“.</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Lock fully: {lock_fully}</source>
        <translation>Ganz sperren: {lock_fully}</translation>
    </message>
    <message>
        <source>Lock now: {lock}</source>
        <translation>Jetzt sperren: {lock}</translation>
    </message>
    <message>
        <source>Lock, PIN and shared computers</source>
        <translation>Sperren, PIN und gemeinsame Computer</translation>
    </message>
    <message>
        <source>Locks, and asks who comes next.</source>
        <translation>Sperrt und fragt, wer als Nächstes kommt.</translation>
    </message>
    <message>
        <source>Look at files and save them</source>
        <translation>Dateien ansehen und speichern</translation>
    </message>
    <message>
        <source>Look at the name at the top: that is who gets them. Remove what was chosen by mistake.</source>
        <translation>Sehen Sie auf den Namen oben: Dorthin gehen die Dateien. Entfernen Sie, was versehentlich gewählt wurde.</translation>
    </message>
    <message>
        <source>Looks through all conversations while you type. Parts of words are enough, capitals and accents do not matter.</source>
        <translation>Durchsucht alle Unterhaltungen, während Sie tippen. Wortteile genügen, Großschreibung und Akzente sind gleich.</translation>
    </message>
    <message>
        <source>Looks through the open conversation. {find_next} goes on to the next place.</source>
        <translation>Durchsucht die offene Unterhaltung. {find_next} geht zur nächsten Stelle.</translation>
    </message>
    <message>
        <source>Lost a computer, or all of them</source>
        <translation>Einen Computer verloren, oder alle</translation>
    </message>
    <message>
        <source>Made unreadable for everybody who does not have the key.</source>
        <translation>Unlesbar gemacht für alle, die den Schlüssel nicht haben.</translation>
    </message>
    <message>
        <source>Main computer</source>
        <translation>Hauptcomputer</translation>
    </message>
    <message>
        <source>Medical images, ECGs and records</source>
        <translation>Medizinische Bilder, EKGs und Akten</translation>
    </message>
    <message>
        <source>Members and admins</source>
        <translation>Mitglieder und Verwaltung</translation>
    </message>
    <message>
        <source>Mention somebody</source>
        <translation>Jemanden erwähnen</translation>
    </message>
    <message>
        <source>Messages come back from a backup file, if you made one.</source>
        <translation>Nachrichten kommen aus einer Sicherungsdatei zurück, wenn Sie eine gemacht haben.</translation>
    </message>
    <message>
        <source>Messages still arrive; nothing makes a sound or comes up.</source>
        <translation>Nachrichten kommen weiter an; nichts klingt, und nichts springt auf.</translation>
    </message>
    <message>
        <source>Most often your clinic&apos;s IT has given the person a new key, for example after all their computers were lost. It could also be somebody who pretends to be them.</source>
        <translation>Meist hat die IT Ihrer Klinik der Person einen neuen Schlüssel gegeben, zum Beispiel nachdem alle ihre Computer verloren waren. Es könnte auch jemand sein, der sich für sie ausgibt.</translation>
    </message>
    <message>
        <source>Names, roles and departments of people: it keeps them encrypted.</source>
        <translation>Namen, Funktionen und Abteilungen: Es bewahrt sie verschlüsselt auf.</translation>
    </message>
    <message>
        <source>Never take the number from a message in Curbside: whoever stands between could write it too.</source>
        <translation>Nehmen Sie die Nummer nie aus einer Nachricht in Curbside: Wer dazwischen steht, könnte sie auch schreiben.</translation>
    </message>
    <message>
        <source>No PIN opens it any more, only the passphrase.</source>
        <translation>Keine PIN öffnet mehr, nur die Passphrase.</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>Not for primary diagnosis</source>
        <translation>Nicht zur Primärbefundung</translation>
    </message>
    <message>
        <source>Nothing is sent to them until you have decided. What you wrote before is not sent to the new key by itself.</source>
        <translation>Es wird nichts dorthin gesendet, bis Sie entschieden haben. Was Sie vorher geschrieben haben, geht nicht von selbst an den neuen Schlüssel.</translation>
    </message>
    <message>
        <source>Nothing is written to the disk while you record. If Curbside locks before you have sent it, the recording is gone. Speaking counts as being there, so Curbside does not lock while you talk.</source>
        <translation>Während der Aufnahme wird nichts auf die Festplatte geschrieben. Wird Curbside gesperrt, bevor Sie gesendet haben, ist die Aufnahme weg. Sprechen gilt als Anwesenheit: Curbside sperrt sich nicht von selbst, während Sie reden.</translation>
    </message>
    <message>
        <source>Notifications and do not disturb</source>
        <translation>Benachrichtigungen und „Nicht stören“</translation>
    </message>
    <message>
        <source>Numbers do not match</source>
        <translation>Die Zahlen sind verschieden</translation>
    </message>
    <message>
        <source>Numbers do not match, or a key changed and nobody knows why.</source>
        <translation>Die Zahlen stimmen nicht überein, oder ein Schlüssel hat sich geändert, und niemand weiß, warum.</translation>
    </message>
    <message>
        <source>On a new computer you join first, by invite, recovery or from another workstation, and then choose “Restore from a backup…”.</source>
        <translation>Auf einem neuen Computer treten Sie zuerst bei, mit Einladung, Wiederherstellung oder von einem anderen Arbeitsplatz aus, und wählen dann „Aus Sicherung wiederherstellen…“.</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>On the new computer, start Curbside and choose “I already use Curbside on another computer”. It shows a code that holds for five minutes.</source>
        <translation>Starten Sie Curbside auf dem neuen Computer und wählen Sie „Ich nutze Curbside schon auf einem anderen Computer“. Er zeigt einen Code, der fünf Minuten gilt.</translation>
    </message>
    <message>
        <source>On your main computer, the one that keeps your account key, open the settings ({settings}), “Your workstations”, “Add a workstation…”, and enter the code and your passphrase.</source>
        <translation>Öffnen Sie auf Ihrem Hauptcomputer, auf dem Ihr Kontoschlüssel liegt, die Einstellungen ({settings}), „Ihre Arbeitsplätze“, „Arbeitsplatz hinzufügen…“, und geben Sie den Code und Ihre Passphrase ein.</translation>
    </message>
    <message>
        <source>One conversation alone is silenced with “Mute the conversation…” ({mute}).</source>
        <translation>Eine einzelne Unterhaltung schalten Sie mit „Unterhaltung stummschalten…“ stumm ({mute}).</translation>
    </message>
    <message>
        <source>One file may have up to {count} MiB. Several can be sent at once.</source>
        <translation>Eine Datei darf bis zu {count} MiB haben. Mehrere können auf einmal gesendet werden.</translation>
    </message>
    <message>
        <source>One message is played at a time, and none begins by itself. Mind who else can hear it.</source>
        <translation>Es wird immer nur eine Nachricht abgespielt, und keine beginnt von selbst. Achten Sie darauf, wer mithören kann.</translation>
    </message>
    <message>
        <source>Open the file, or paste the text.</source>
        <translation>Öffnen Sie die Datei oder fügen Sie den Text ein.</translation>
    </message>
    <message>
        <source>Open the menu ({menu}) and choose “Do not disturb”.</source>
        <translation>Öffnen Sie das Menü ({menu}) und wählen Sie „Nicht stören“.</translation>
    </message>
    <message>
        <source>Open the settings ({settings}), “Recovery and backup”, “Make a recovery kit…”, on your main computer.</source>
        <translation>Öffnen Sie auf Ihrem Hauptcomputer die Einstellungen ({settings}), „Wiederherstellung“, „Blatt machen…“.</translation>
    </message>
    <message>
        <source>Open the settings ({settings}), “Recovery and backup”, “Save an encrypted backup…”.</source>
        <translation>Öffnen Sie die Einstellungen ({settings}), „Wiederherstellung“, „Sicherung speichern…“.</translation>
    </message>
    <message>
        <source>Open the settings ({settings}), “Your workstations”, and remove the lost one. It gets nothing from then on.</source>
        <translation>Öffnen Sie die Einstellungen ({settings}), „Ihre Arbeitsplätze“, und entfernen Sie den verlorenen. Er erhält von da an nichts mehr.</translation>
    </message>
    <message>
        <source>Open “People” ({show_people}) and choose a colleague, or press {find} and type a part of the name.</source>
        <translation>Öffnen Sie „Personen“ ({show_people}) und wählen Sie jemanden, oder drücken Sie {find} und tippen Sie einen Teil des Namens.</translation>
    </message>
    <message>
        <source>Passed on by …</source>
        <translation>Weitergegeben von …</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pictures and PDF can be printed. Each time is noted as well.</source>
        <translation>Bilder und PDF können gedruckt werden. Auch das wird jedes Mal vermerkt.</translation>
    </message>
    <message>
        <source>Pictures carry hidden details: where and when they were taken, with which camera, by whom. Curbside removes them.</source>
        <translation>Bilder enthalten verborgene Angaben: wo und wann sie aufgenommen wurden, mit welcher Kamera, von wem. Curbside entfernt sie.</translation>
    </message>
    <message>
        <source>Press New group above the list ({key}). Give it a name that says it all.</source>
        <translation>Drücken Sie über der Liste Neue Gruppe ({key}). Geben Sie ihr einen Namen, der alles sagt.</translation>
    </message>
    <message>
        <source>Press Send, or Enter. Esc leaves, and nothing is sent.</source>
        <translation>Drücken Sie Senden oder die Eingabetaste. Esc bricht ab, und nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Press the microphone ({record}) and speak.</source>
        <translation>Drücken Sie das Mikrofon ({record}) und sprechen Sie.</translation>
    </message>
    <message>
        <source>Press the paper clip ({attach}), drop files on the conversation, or paste them into the field.</source>
        <translation>Drücken Sie die Büroklammer ({attach}), ziehen Sie Dateien auf die Unterhaltung oder fügen Sie sie in das Feld ein.</translation>
    </message>
    <message>
        <source>Press {key}, and choose the people or a list you saved.</source>
        <translation>Drücken Sie {key}, und wählen Sie die Personen oder eine gespeicherte Liste.</translation>
    </message>
    <message>
        <source>Press {send} to send. {line} begins a new line.</source>
        <translation>Drücken Sie {send}, um zu senden. {line} beginnt eine neue Zeile.</translation>
    </message>
    <message>
        <source>Print the page or write it down, and keep it where you keep important papers. Not beside a computer.</source>
        <translation>Drucken Sie das Blatt oder schreiben Sie es ab, und bewahren Sie es bei wichtigen Papieren auf. Nicht neben einem Computer.</translation>
    </message>
    <message>
        <source>Reach the person in another way until it is explained.</source>
        <translation>Erreichen Sie die Person auf anderem Weg, bis es geklärt ist.</translation>
    </message>
    <message>
        <source>Read by 3 of 6</source>
        <translation>Gelesen von 3 von 6</translation>
    </message>
    <message>
        <source>Read the four rows of digits aloud in turns. Every digit has to be the same on both screens.</source>
        <translation>Lesen Sie die vier Zeilen mit Ziffern abwechselnd vor. Jede Ziffer muss auf beiden Bildschirmen gleich sein.</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Akten</translation>
    </message>
    <message>
        <source>Recovery kit</source>
        <translation>Wiederherstellungsblatt</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Relay</translation>
    </message>
    <message>
        <source>Safety number</source>
        <translation>Sicherheitsnummer</translation>
    </message>
    <message>
        <source>Save and print</source>
        <translation>Speichern und drucken</translation>
    </message>
    <message>
        <source>Say whether new members see what was written before, and make somebody else an admin, too.</source>
        <translation>Sagen Sie, ob neue Mitglieder sehen, was vorher geschrieben wurde, und lassen Sie noch jemanden die Gruppe verwalten.</translation>
    </message>
    <message>
        <source>Screens and programs for diagnosis are tested for it; this one is not. Use what you see here to talk about a case, not to decide it.</source>
        <translation>Bildschirme und Programme zur Befundung sind dafür geprüft; dieses nicht. Nutzen Sie, was Sie hier sehen, um über einen Fall zu sprechen, nicht um ihn zu entscheiden.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search everything: {search}</source>
        <translation>Alles durchsuchen: {search}</translation>
    </message>
    <message>
        <source>Search here: {find_here}</source>
        <translation>Hier suchen: {find_here}</translation>
    </message>
    <message>
        <source>Send files</source>
        <translation>Dateien senden</translation>
    </message>
    <message>
        <source>Several people at one computer</source>
        <translation>Mehrere Personen an einem Computer</translation>
    </message>
    <message>
        <source>Some files can run programs. Curbside warns before it saves one. Save it only if you expected it.</source>
        <translation>Manche Dateien können Programme ausführen. Curbside warnt, bevor es eine solche speichert. Speichern Sie sie nur, wenn Sie sie erwartet haben.</translation>
    </message>
    <message>
        <source>Someone&apos;s key changed</source>
        <translation>Ein Schlüssel hat sich geändert</translation>
    </message>
    <message>
        <source>Something has to be looked at before you write: the key changed, numbers did not match, or the account was closed. The line above the messages says which.</source>
        <translation>Etwas muss angesehen werden, bevor Sie schreiben: Der Schlüssel hat sich geändert, die Zahlen stimmten nicht überein, oder das Konto wurde geschlossen. Die Zeile über den Nachrichten sagt, was.</translation>
    </message>
    <message>
        <source>Sound and video files</source>
        <translation>Ton- und Videodateien</translation>
    </message>
    <message>
        <source>Switch person: {switch_person}</source>
        <translation>Person wechseln: {switch_person}</translation>
    </message>
    <message>
        <source>The 60 digits that two people compare to verify each other.</source>
        <translation>Die 60 Ziffern, die zwei Personen vergleichen, um einander zu verifizieren.</translation>
    </message>
    <message>
        <source>The PIN</source>
        <translation>Die PIN</translation>
    </message>
    <message>
        <source>The buttons beside a file pause it, go on, or cancel. It goes on by itself after a lost connection, and when Curbside was closed.</source>
        <translation>Die Tasten neben einer Datei halten sie an, setzen sie fort oder brechen ab. Nach einer verlorenen Verbindung, und wenn Curbside geschlossen war, geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>The first time</source>
        <translation>Das erste Mal</translation>
    </message>
    <message>
        <source>The invite does not work</source>
        <translation>Die Einladung geht nicht</translation>
    </message>
    <message>
        <source>The key behind your name. It is on your main computer and, sealed, in what your recovery kit opens.</source>
        <translation>Der Schlüssel hinter Ihrem Namen. Er liegt auf Ihrem Hauptcomputer und versiegelt in dem, was Ihr Wiederherstellungsblatt öffnet.</translation>
    </message>
    <message>
        <source>The kit holds no messages. Make a backup for those.</source>
        <translation>Das Blatt enthält keine Nachrichten. Dafür machen Sie eine Sicherung.</translation>
    </message>
    <message>
        <source>The list of all people and their keys. It can only grow, and every computer checks all of it.</source>
        <translation>Die Liste aller Personen und ihrer Schlüssel. Sie kann nur wachsen, und jeder Computer prüft sie ganz.</translation>
    </message>
    <message>
        <source>The one that keeps your account key, usually the first on which you joined. There you add and remove workstations.</source>
        <translation>Der, auf dem Ihr Kontoschlüssel liegt, meist der erste, auf dem Sie beigetreten sind. Dort fügen Sie Arbeitsplätze hinzu und entfernen sie.</translation>
    </message>
    <message>
        <source>The other person had it on the screen. This comes only if they let it be told; without it, “Delivered” is the last state.</source>
        <translation>Die andere Person hatte sie auf dem Bildschirm. Das erfahren Sie nur, wenn sie es zulässt; sonst ist „Zugestellt“ der letzte Zustand.</translation>
    </message>
    <message>
        <source>The paper has its true size: 25 mm are a second, 10 mm a millivolt. Screens often say a wrong size; the ruler in the toolbar corrects it for this screen.</source>
        <translation>Das Papier hat seine wahre Größe: 25 mm sind eine Sekunde, 10 mm ein Millivolt. Bildschirme geben oft eine falsche Größe an; das Lineal in der Leiste berichtigt sie für diesen Bildschirm.</translation>
    </message>
    <message>
        <source>The passphrase</source>
        <translation>Die Passphrase</translation>
    </message>
    <message>
        <source>The patient stands above each file. Compare name and date of birth before you speak about it.</source>
        <translation>Über jeder Datei steht, um wen es geht. Vergleichen Sie Name und Geburtsdatum, bevor Sie darüber sprechen.</translation>
    </message>
    <message>
        <source>The relay cannot be reached: check the network, then try again. The invite stays good until it has been used.</source>
        <translation>Das Relay ist nicht erreichbar: Prüfen Sie das Netz und versuchen Sie es erneut. Die Einladung bleibt gültig, bis sie benutzt ist.</translation>
    </message>
    <message>
        <source>The relay has it on its disk. It cannot read it.</source>
        <translation>Das Relay hat sie auf seiner Festplatte. Lesen kann es sie nicht.</translation>
    </message>
    <message>
        <source>The relay is your clinic&apos;s own computer that passes messages on and keeps them until they are fetched.</source>
        <translation>Das Relay ist der Computer Ihrer Klinik, der Nachrichten weitergibt und aufbewahrt, bis sie abgeholt werden.</translation>
    </message>
    <message>
        <source>The relay keeps files for some weeks. One that was not fetched by then has expired: ask for it to be sent again.</source>
        <translation>Das Relay bewahrt Dateien einige Wochen auf. Eine Datei, die bis dahin nicht abgerufen wurde, ist abgelaufen: Bitten Sie darum, sie noch einmal zu senden.</translation>
    </message>
    <message>
        <source>The search works on this computer only, without a connection. What you search for is not kept.</source>
        <translation>Gesucht wird nur auf diesem Computer, auch ohne Verbindung. Wonach Sie suchen, wird nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>The state stands beside the name. Press it to verify.</source>
        <translation>Die Stufe steht neben dem Namen. Drücken Sie darauf, um zu verifizieren.</translation>
    </message>
    <message>
        <source>The three trust states</source>
        <translation>Die drei Vertrauensstufen</translation>
    </message>
    <message>
        <source>The time it happened, and “Copy for IT” in the settings under “About this computer”. It holds no name and no message.</source>
        <translation>Die Uhrzeit, und „Für die IT kopieren“ in den Einstellungen unter „Über diesen Computer“. Darin steht kein Name und keine Nachricht.</translation>
    </message>
    <message>
        <source>The wheel goes through the frames, with Ctrl it zooms. {loop} plays them.</source>
        <translation>Das Mausrad geht durch die Bilder, mit Strg vergrößert es. {loop} spielt sie ab.</translation>
    </message>
    <message>
        <source>Then you can have your earlier messages copied there.</source>
        <translation>Danach können Sie Ihre früheren Nachrichten dorthin kopieren lassen.</translation>
    </message>
    <message>
        <source>There were two versions</source>
        <translation>Es gab zwei Fassungen</translation>
    </message>
    <message>
        <source>They open in a window. Space plays and pauses, the arrow keys go 5 seconds, comma and full stop go one frame, M switches the sound off, V changes the speed, F fills the screen.</source>
        <translation>Sie öffnen sich in einem Fenster. Die Leertaste spielt ab und hält an, die Pfeiltasten gehen 5 Sekunden, Komma und Punkt gehen ein Bild, M schaltet den Ton aus, V ändert die Geschwindigkeit, F füllt den Bildschirm.</translation>
    </message>
    <message>
        <source>They see that you forwarded it, but not who wrote it first.</source>
        <translation>Dort steht, dass Sie weitergeleitet haben, aber nicht, wer es zuerst geschrieben hat.</translation>
    </message>
    <message>
        <source>This member has a new key, as after a lost computer. Verify them, then an admin adds them again in the list of members.</source>
        <translation>Dieses Mitglied hat einen neuen Schlüssel, etwa nach einem verlorenen Computer. Verifizieren Sie; danach fügt, wer die Gruppe verwaltet, in der Mitgliederliste erneut hinzu.</translation>
    </message>
    <message>
        <source>To begin you need an invite from your clinic&apos;s IT: a file, or a text that begins with “curbside:invite:”. It is for one person and works once.</source>
        <translation>Zum Anfangen brauchen Sie eine Einladung von der IT Ihrer Klinik: eine Datei oder einen Text, der mit „curbside:invite:“ beginnt. Sie gilt für eine Person und nur einmal.</translation>
    </message>
    <message>
        <source>Two admins changed the group at once, or the relay showed people different versions. All Curbsides choose the same one by themselves. Look at the members; tell IT if nobody changed anything.</source>
        <translation>Zwei haben die Gruppe zugleich geändert, oder das Relay hat verschiedenen Leuten verschiedene Fassungen gezeigt. Alle Curbsides wählen von selbst dieselbe. Sehen Sie die Mitglieder an; sagen Sie es der IT, wenn niemand etwas geändert hat.</translation>
    </message>
    <message>
        <source>Type @ and the beginning of a name, and choose with the arrows and Enter. Whoever is mentioned is told even if they muted the group.</source>
        <translation>Tippen Sie @ und den Anfang eines Namens, und wählen Sie mit den Pfeilen und der Eingabetaste. Wer erwähnt wird, erfährt davon, auch wenn die Gruppe stummgeschaltet ist.</translation>
    </message>
    <message>
        <source>Under each message of yours stands how far it got.</source>
        <translation>Unter jeder Ihrer Nachrichten steht, wie weit sie gekommen ist.</translation>
    </message>
    <message>
        <source>Until then, telephone for what is urgent.</source>
        <translation>Telefonieren Sie bis dahin, wenn es eilt.</translation>
    </message>
    <message>
        <source>Values stand with the unit and the flag that were sent; nothing is computed. “As sent” shows the record itself.</source>
        <translation>Werte stehen mit der Einheit und der Kennzeichnung, die gesendet wurden; nichts wird berechnet. „Wie gesendet“ zeigt die Akte selbst.</translation>
    </message>
    <message>
        <source>Verify a colleague, and why</source>
        <translation>Jemanden verifizieren, und warum</translation>
    </message>
    <message>
        <source>Voice messages</source>
        <translation>Sprachnachrichten</translation>
    </message>
    <message>
        <source>What helps them</source>
        <translation>Was dabei hilft</translation>
    </message>
    <message>
        <source>What the lines in a group mean</source>
        <translation>Was die Zeilen in einer Gruppe bedeuten</translation>
    </message>
    <message>
        <source>What the others see</source>
        <translation>Was die anderen sehen</translation>
    </message>
    <message>
        <source>What the relay can and cannot see</source>
        <translation>Was das Relay sehen kann und was nicht</translation>
    </message>
    <message>
        <source>What the states mean</source>
        <translation>Was die Zustände bedeuten</translation>
    </message>
    <message>
        <source>What you have begun to write is kept as a draft, encrypted, also when Curbside locks.</source>
        <translation>Was Sie angefangen haben, bleibt als Entwurf erhalten, verschlüsselt, auch wenn Curbside sperrt.</translation>
    </message>
    <message>
        <source>What you take back is deleted on the other person&apos;s computers as soon as each is connected. They may have read it already. That you took a message back, and when, stays to be seen.</source>
        <translation>Was Sie zurücknehmen, wird auf den Computern der anderen Person gelöscht, sobald sie verbunden sind. Vielleicht wurde es schon gelesen. Dass und wann Sie eine Nachricht zurückgenommen haben, bleibt sichtbar.</translation>
    </message>
    <message>
        <source>What you write, your reactions, whether you edited or took back something, or what you searched for.</source>
        <translation>Was Sie schreiben, Ihre Reaktionen, ob Sie etwas bearbeitet oder zurückgenommen haben, oder wonach Sie gesucht haben.</translation>
    </message>
    <message>
        <source>When the relay cannot be reached, a line at the top says so. You can read and write; what you write waits here, encrypted, and goes out by itself later.</source>
        <translation>Ist das Relay nicht erreichbar, steht oben eine Zeile. Sie können lesen und schreiben; was Sie schreiben, wartet hier verschlüsselt und geht später von selbst hinaus.</translation>
    </message>
    <message>
        <source>When you meet, or on the telephone if you know the voice: both open the conversation with each other and choose “Verify” ({verify}).</source>
        <translation>Wenn Sie sich treffen, oder am Telefon, wenn Sie die Stimme kennen: Beide öffnen die Unterhaltung miteinander und wählen „Verifizieren“ ({verify}).</translation>
    </message>
    <message>
        <source>When you open another conversation the recording pauses, and waits for you in the first one.</source>
        <translation>Wenn Sie eine andere Unterhaltung öffnen, hält die Aufnahme an und wartet in der ersten auf Sie.</translation>
    </message>
    <message>
        <source>When your computer is connected.</source>
        <translation>Wann Ihr Computer verbunden ist.</translation>
    </message>
    <message>
        <source>Which device sends something to which, when, roughly how much, and whether it counts as a new message. Devices have random numbers instead of names.</source>
        <translation>Welches Gerät welchem etwas sendet, wann, ungefähr wie viel, und ob es als neue Nachricht zählt. Geräte haben Zufallszahlen statt Namen.</translation>
    </message>
    <message>
        <source>While Curbside is locked it goes on counting new messages for a day at most. It cannot read them then.</source>
        <translation>Während Curbside gesperrt ist, zählt es neue Nachrichten weiter, höchstens einen Tag lang. Lesen kann es sie dann nicht.</translation>
    </message>
    <message>
        <source>Who can read a message</source>
        <translation>Wer eine Nachricht lesen kann</translation>
    </message>
    <message>
        <source>Who to call</source>
        <translation>Wen Sie anrufen</translation>
    </message>
    <message>
        <source>Whoever was removed or left gets nothing new. What they have stays with them. Whoever is new sees nothing from before, unless the group says so.</source>
        <translation>Wer entfernt wurde oder gegangen ist, erhält nichts Neues. Was dort ist, bleibt dort. Wer neu ist, sieht nichts von früher, außer die Gruppe will es so.</translation>
    </message>
    <message>
        <source>Why is a file gone?</source>
        <translation>Warum ist eine Datei weg?</translation>
    </message>
    <message>
        <source>With the filters you narrow the search to a person, to days, or to what is unread. {back} takes you back to where you were.</source>
        <translation>Mit den Filtern grenzen Sie die Suche auf eine Person, auf Tage oder auf Ungelesenes ein. {back} bringt Sie zurück.</translation>
    </message>
    <message>
        <source>With your recovery kit, ask for a recovery invite. Your account comes back, and whom you had verified stays verified.</source>
        <translation>Mit Ihrem Wiederherstellungsblatt bitten Sie um eine Wiederherstellungseinladung. Ihr Konto kommt zurück, und wen Sie verifiziert hatten, bleibt verifiziert.</translation>
    </message>
    <message>
        <source>Without a kit, ask for a new invite. You get a new key; every colleague sees that and is asked to verify you again.</source>
        <translation>Ohne Blatt bitten Sie um eine neue Einladung. Sie bekommen einen neuen Schlüssel; alle anderen sehen das und werden gebeten, Sie neu zu verifizieren.</translation>
    </message>
    <message>
        <source>Without your passphrase, what is on a lost computer is encrypted and cannot be read.</source>
        <translation>Ohne Ihre Passphrase ist alles auf einem verlorenen Computer verschlüsselt und nicht lesbar.</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>Zeuge</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Begriffe</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>Arbeitsplatz</translation>
    </message>
    <message>
        <source>Write and send</source>
        <translation>Schreiben und senden</translation>
    </message>
    <message>
        <source>Write in the field at the bottom.</source>
        <translation>Schreiben Sie in das Feld unten.</translation>
    </message>
    <message>
        <source>Write the message, and send it.</source>
        <translation>Schreiben Sie die Nachricht, und senden Sie sie.</translation>
    </message>
    <message>
        <source>Write to several people, each alone</source>
        <translation>An mehrere schreiben, an jeden einzeln</translation>
    </message>
    <message>
        <source>You can also compare codes on two screens, or a card that your colleague printed and handed to you.</source>
        <translation>Sie können auch Codes auf zwei Bildschirmen vergleichen oder eine Karte, die Ihnen die Person gedruckt und selbst gegeben hat.</translation>
    </message>
    <message>
        <source>You can choose a PIN in the settings, “Passphrase and lock”. For {time} after your passphrase, the PIN brings Curbside back in a moment. After five wrong tries the passphrase is needed.</source>
        <translation>In den Einstellungen, „Passphrase und Sperre“, können Sie eine PIN wählen. {time} lang nach der Passphrase bringt die PIN Curbside schnell zurück. Nach fünf falschen Versuchen wird die Passphrase gebraucht.</translation>
    </message>
    <message>
        <source>You can edit a message of yours for {time}: open its menu and choose “Edit”, or press the up arrow in an empty field.</source>
        <translation>Sie können eine eigene Nachricht {time} lang bearbeiten: Wählen Sie „Bearbeiten“ in ihrem Menü, oder drücken Sie im leeren Feld den Pfeil nach oben.</translation>
    </message>
    <message>
        <source>You can take a message back for {time}: choose “Take back…” in its menu.</source>
        <translation>Sie können eine Nachricht {time} lang zurücknehmen: Wählen Sie „Zurücknehmen…“ in ihrem Menü.</translation>
    </message>
    <message>
        <source>You can use Curbside on up to eight computers. Each gets every new message and can send as you.</source>
        <translation>Sie können Curbside auf bis zu acht Computern benutzen. Jeder erhält jede neue Nachricht und kann in Ihrem Namen senden.</translation>
    </message>
    <message>
        <source>You compared numbers with this person.</source>
        <translation>Sie haben mit dieser Person die Zahlen verglichen.</translation>
    </message>
    <message>
        <source>You have no invite</source>
        <translation>Sie haben keine Einladung</translation>
    </message>
    <message>
        <source>You lost every computer</source>
        <translation>Sie haben alle Computer verloren</translation>
    </message>
    <message>
        <source>You need no connection to write. A message is encrypted on this computer at once, waits here, and goes out by itself.</source>
        <translation>Zum Schreiben brauchen Sie keine Verbindung. Eine Nachricht wird sofort auf diesem Computer verschlüsselt, wartet hier und geht von selbst hinaus.</translation>
    </message>
    <message>
        <source>You still have your main computer</source>
        <translation>Ihren Hauptcomputer haben Sie noch</translation>
    </message>
    <message>
        <source>Your clinic does not allow PINs.</source>
        <translation>Ihre Klinik erlaubt keine PIN.</translation>
    </message>
    <message>
        <source>Your clinic does not allow files to be printed.</source>
        <translation>Ihre Klinik erlaubt nicht, Dateien zu drucken.</translation>
    </message>
    <message>
        <source>Your clinic does not allow files to be saved outside Curbside, so there is no “Save as…” and pictures cannot be copied.</source>
        <translation>Ihre Klinik erlaubt nicht, Dateien außerhalb von Curbside zu speichern. Deshalb gibt es kein „Speichern unter…“, und Bilder können nicht kopiert werden.</translation>
    </message>
    <message>
        <source>Your clinic does not allow files to be sent.</source>
        <translation>Ihre Klinik erlaubt nicht, Dateien zu senden.</translation>
    </message>
    <message>
        <source>Your clinic does not allow pictures with hidden details.</source>
        <translation>Ihre Klinik erlaubt keine Bilder mit verborgenen Angaben.</translation>
    </message>
    <message>
        <source>Your clinic does not allow saving messages to a file. Restoring one is possible.</source>
        <translation>Ihre Klinik erlaubt nicht, Nachrichten in einer Datei zu sichern. Wiederherstellen ist möglich.</translation>
    </message>
    <message>
        <source>Your clinic does not let notifications be silenced for a time.</source>
        <translation>Ihre Klinik lässt nicht zu, dass Benachrichtigungen eine Zeit lang stumm sind.</translation>
    </message>
    <message>
        <source>Your clinic has messages deleted after {time}.</source>
        <translation>Ihre Klinik lässt Nachrichten nach {time} löschen.</translation>
    </message>
    <message>
        <source>Your clinic has turned notifications off on this computer.</source>
        <translation>Ihre Klinik hat Benachrichtigungen auf diesem Computer abgeschaltet.</translation>
    </message>
    <message>
        <source>Your clinic has turned off editing messages that were sent.</source>
        <translation>Ihre Klinik hat das Bearbeiten gesendeter Nachrichten abgeschaltet.</translation>
    </message>
    <message>
        <source>Your clinic has turned off taking back messages that were sent.</source>
        <translation>Ihre Klinik hat das Zurücknehmen gesendeter Nachrichten abgeschaltet.</translation>
    </message>
    <message>
        <source>Your clinic wants a changed key verified before anything is sent again.</source>
        <translation>Ihre Klinik verlangt, einen geänderten Schlüssel zu verifizieren, bevor wieder etwas gesendet wird.</translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT signed for this person, and this computer has checked the whole directory of keys. You can write. You have not compared numbers yet.</source>
        <translation>Die IT Ihrer Klinik hat für diese Person unterschrieben, und dieser Computer hat das ganze Verzeichnis der Schlüssel geprüft. Sie können schreiben. Die Zahlen haben Sie noch nicht verglichen.</translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT. They made your invite, run the relay and can help with everything here. They cannot read your messages or reset your passphrase.</source>
        <translation>Die IT Ihrer Klinik. Sie hat Ihre Einladung gemacht, betreibt das Relay und kann bei allem hier helfen. Ihre Nachrichten lesen oder Ihre Passphrase zurücksetzen kann sie nicht.</translation>
    </message>
    <message>
        <source>Your clinic&apos;s computer that passes messages on and cannot read them.</source>
        <translation>Der Computer Ihrer Klinik, der Nachrichten weitergibt und nicht lesen kann.</translation>
    </message>
    <message>
        <source>{plus} and {minus} zoom, {find} finds words, {back} and {on} show the file before and after, Esc closes.</source>
        <translation>{plus} und {minus} zoomen, {find} findet Wörter, {back} und {on} zeigen die vorige und die nächste Datei, Esc schließt.</translation>
    </message>
    <message>
        <source>“Hidden” on the lock screen means that the PIN is enough. “Locked” needs the passphrase.</source>
        <translation>„Verborgen“ auf dem Sperrbildschirm heißt, dass die PIN genügt. „Gesperrt“ braucht die Passphrase.</translation>
    </message>
    <message>
        <source>“Original with hidden details” sends the picture as it is.</source>
        <translation>„Original mit verborgenen Angaben“ sendet das Bild, wie es ist.</translation>
    </message>
    <message>
        <source>“Pause” closes the microphone for a moment. “Done” ends the recording.</source>
        <translation>„Pause“ schließt das Mikrofon für einen Moment. „Fertig“ beendet die Aufnahme.</translation>
    </message>
    <message>
        <source>“Save as…” writes a copy that is not encrypted any more. Each time is noted in Settings, Files.</source>
        <translation>„Speichern unter…“ schreibt eine Kopie, die nicht mehr verschlüsselt ist. Jedes Mal wird unter Einstellungen, Dateien vermerkt.</translation>
    </message>
    <message>
        <source>“Send anyway” goes on without comparing. Use it only if waiting is worse, and compare as soon as you can.</source>
        <translation>„Trotzdem senden“ macht ohne Vergleich weiter. Benutzen Sie es nur, wenn Warten schlimmer wäre, und vergleichen Sie so bald wie möglich.</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Copy this page</source>
        <translation>Diese Seite kopieren</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Überschrift</translation>
    </message>
    <message>
        <source>Help for Curbside</source>
        <translation>Hilfe zu Curbside</translation>
    </message>
    <message>
        <source>No page has these words. Try fewer, or ask your clinic&apos;s IT.</source>
        <translation>Keine Seite enthält diese Wörter. Versuchen Sie weniger, oder fragen Sie die IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>In der Hilfe suchen</translation>
    </message>
    <message>
        <source>See also</source>
        <translation>Siehe auch</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
</context>
<context>
    <name>HistoryStrip</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Your earlier messages are arriving from your other computer: {percent} %. You can work meanwhile.</source>
        <translation>Ihre früheren Nachrichten kommen von Ihrem anderen Computer: {percent} %. Sie können inzwischen arbeiten.</translation>
    </message>
    <message>
        <source>Your earlier messages are here.</source>
        <translation>Ihre früheren Nachrichten sind da.</translation>
    </message>
</context>
<context>
    <name>InvitePage</name>
    <message>
        <source>Back to who is here already</source>
        <translation>Zurück zu denen, die schon hier sind</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>I already use Curbside on another computer</source>
        <translation>Ich nutze Curbside schon auf einem anderen Computer</translation>
    </message>
    <message>
        <source>I have no invite</source>
        <translation>Ich habe keine Einladung</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>Invites (*.curbside-invite);;All files (*)</source>
        <translation>Einladungen (*.curbside-invite);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Open the invite</source>
        <translation>Einladung öffnen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Paste the invite here, or drop the file</source>
        <translation>Einladung hier einfügen oder die Datei hierher ziehen</translation>
    </message>
    <message>
        <source>Welcome to Curbside</source>
        <translation>Willkommen bei Curbside</translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT gave you an invite: a file, or a text that begins with “curbside:invite:”. It is yours alone and works once.</source>
        <translation>Die IT Ihrer Klinik hat Ihnen eine Einladung gegeben: eine Datei oder einen Text, der mit „curbside:invite:“ beginnt. Sie gilt nur für Sie und nur einmal.</translation>
    </message>
</context>
<context>
    <name>JumpCorner</name>
    <message>
        <source>1 new</source>
        <translation>1 neue</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Jump to the latest message</source>
        <translation>Zur neuesten Nachricht</translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation>{count} neue</translation>
    </message>
</context>
<context>
    <name>KeyChangeDialog</name>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Trotzdem senden</translation>
    </message>
    <message>
        <source>This happens when your clinic enrolled {name} anew, for example on a new computer after the old one was lost. It would also happen if somebody pretended to be {name}.</source>
        <translation>Das kommt vor, wenn Ihre Klinik {name} neu aufgenommen hat, etwa auf einem neuen Computer, nachdem der alte verloren ging. Es käme auch vor, wenn sich jemand für {name} ausgäbe.</translation>
    </message>
    <message>
        <source>Until you decide, nothing is sent to {name}. What you wrote before stays on this computer and is not sent to the new key by itself.</source>
        <translation>Bis Sie entscheiden, wird nichts an {name} gesendet. Was Sie vorher geschrieben haben, bleibt auf diesem Computer und wird nicht von selbst an den neuen Schlüssel gesendet.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Verifizieren</translation>
    </message>
    <message>
        <source>Verify is the safe way: compare a number when you meet, or on the telephone. If you did not expect this change, ask your clinic&apos;s IT first.</source>
        <translation>Verifizieren ist der sichere Weg: Vergleichen Sie eine Nummer bei einem Treffen oder am Telefon. Wenn Sie diese Änderung nicht erwartet haben, fragen Sie zuerst die IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Your clinic wants it verified before anything is sent again.</source>
        <translation>Ihre Klinik verlangt das Verifizieren, bevor wieder etwas gesendet wird.</translation>
    </message>
    <message>
        <source>{name}&apos;s key changed</source>
        <translation>Der Schlüssel von {name} hat sich geändert</translation>
    </message>
</context>
<context>
    <name>KitPage</name>
    <message>
        <source>Print this page, or write the words down in their order. They are shown this once. Keep the page at home or locked away: not beside the computer, and not as a photo.</source>
        <translation>Drucken Sie diese Seite oder schreiben Sie die Wörter in ihrer Reihenfolge ab. Sie werden nur dieses eine Mal gezeigt. Bewahren Sie das Blatt zu Hause oder verschlossen auf: nicht neben dem Computer und nicht als Foto.</translation>
    </message>
    <message>
        <source>Printing sends the words to the printer in clear. Use one that you stand beside, and take the page with you.</source>
        <translation>Beim Drucken gehen die Wörter unverschlüsselt an den Drucker. Nehmen Sie einen, neben dem Sie stehen, und nehmen Sie das Blatt gleich mit.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>QR code with the secret of the recovery kit</source>
        <translation>QR-Code mit dem Geheimnis des Wiederherstellungsblatts</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
    <message>
        <source>{clinic} · {date}</source>
        <translation>{clinic} · {date}</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Curbside is free software under the Apache License 2.0, built with these. Passed on as a whole, a packaged build is under the GPL 3, because FFmpeg brings x264 and x265.</source>
        <translation>Curbside ist freie Software unter der Apache-Lizenz 2.0, gebaut mit diesen Teilen. Als Ganzes weitergegeben, steht ein gepacktes Programm unter der GPL 3, weil FFmpeg x264 und x265 mitbringt.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
</context>
<context>
    <name>LinkCodeEdit</name>
    <message>
        <source>Code from the new computer</source>
        <translation>Code vom neuen Computer</translation>
    </message>
    <message>
        <source>This is another kind of code, not one for a workstation.</source>
        <translation>Das ist ein anderer Code, keiner für einen Arbeitsplatz.</translation>
    </message>
    <message>
        <source>{count} characters: the code has {length}.</source>
        <translation>{count} Zeichen: Der Code hat {length}.</translation>
    </message>
    <message>
        <source>{count} of {length} characters</source>
        <translation>{count} von {length} Zeichen</translation>
    </message>
</context>
<context>
    <name>LinkCodePage</name>
    <message>
        <source>Add this computer on your other one</source>
        <translation>Diesen Computer auf Ihrem anderen hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <translation>Code: {code}</translation>
    </message>
    <message>
        <source>Good for {minutes}:{seconds:02d} more, and for one computer.</source>
        <translation>Noch {minutes}:{seconds:02d} gültig, für einen Computer.</translation>
    </message>
    <message>
        <source>Making keys on this computer, and calling the relay…</source>
        <translation>Schlüssel werden auf diesem Computer erzeugt, das Relay wird gerufen…</translation>
    </message>
    <message>
        <source>On your other computer: Settings, Your workstations, Add a workstation.</source>
        <translation>Auf Ihrem anderen Computer: Einstellungen, Ihre Arbeitsplätze, Arbeitsplatz hinzufügen.</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>QR code with the same characters</source>
        <translation>QR-Code mit denselben Zeichen</translation>
    </message>
    <message>
        <source>Show a new code</source>
        <translation>Neuen Code zeigen</translation>
    </message>
    <message>
        <source>This code is no longer good.</source>
        <translation>Dieser Code gilt nicht mehr.</translation>
    </message>
    <message>
        <source>Type these characters there. A hand scanner can read the picture.</source>
        <translation>Tippen Sie diese Zeichen dort ein. Ein Handscanner kann das Bild lesen.</translation>
    </message>
</context>
<context>
    <name>LinkComparePage</name>
    <message>
        <source>Are the numbers the same?</source>
        <translation>Sind die Zahlen gleich?</translation>
    </message>
    <message>
        <source>Now answer on your other computer, too.</source>
        <translation>Antworten Sie jetzt auch auf Ihrem anderen Computer.</translation>
    </message>
    <message>
        <source>The other computer belongs to: {clinic}</source>
        <translation>Der andere Computer gehört zu: {clinic}</translation>
    </message>
    <message>
        <source>They are the same</source>
        <translation>Sie sind gleich</translation>
    </message>
    <message>
        <source>They differ, stop</source>
        <translation>Sie sind verschieden, abbrechen</translation>
    </message>
    <message>
        <source>Your other computer shows a number too. Compare, and answer on both.</source>
        <translation>Ihr anderer Computer zeigt auch eine Zahl. Vergleichen Sie und antworten Sie auf beiden.</translation>
    </message>
</context>
<context>
    <name>LinkSetupPage</name>
    <message>
        <source>Address of your clinic&apos;s relay</source>
        <translation>Adresse des Relays Ihrer Klinik</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Name of this workstation</source>
        <translation>Name dieses Arbeitsplatzes</translation>
    </message>
    <message>
        <source>On your other computer: Settings, About this computer.</source>
        <translation>Auf Ihrem anderen Computer: Einstellungen, Über diesen Computer.</translation>
    </message>
    <message>
        <source>Set by your clinic</source>
        <translation>Von Ihrer Klinik festgelegt</translation>
    </message>
    <message>
        <source>Use Curbside here too</source>
        <translation>Curbside auch hier nutzen</translation>
    </message>
    <message>
        <source>Workstation of {date}</source>
        <translation>Arbeitsplatz vom {date}</translation>
    </message>
    <message>
        <source>Your other computer adds this one. Have it at hand, with Curbside unlocked on it. This computer makes keys of its own; they never leave it.</source>
        <translation>Ihr anderer Computer fügt diesen hinzu. Halten Sie ihn bereit, mit entsperrtem Curbside. Dieser Computer erzeugt eigene Schlüssel; sie verlassen ihn nie.</translation>
    </message>
    <message>
        <source>Your own computers show it, for example the room. Do not put a patient&apos;s name here.</source>
        <translation>Ihre eigenen Computer zeigen ihn, zum Beispiel das Zimmer. Verwenden Sie keinen Patientennamen.</translation>
    </message>
</context>
<context>
    <name>Linking</name>
    <message>
        <source>Being added to the clinic&apos;s log of keys</source>
        <translation>Eintrag in das Schlüsselprotokoll der Klinik</translation>
    </message>
    <message>
        <source>Checking that log</source>
        <translation>Dieses Protokoll wird geprüft</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Getting ready to receive messages</source>
        <translation>Der Empfang von Nachrichten wird vorbereitet</translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Stopped. Nothing was added, and the other computer is told.</source>
        <translation>Abgebrochen. Nichts wurde hinzugefügt, und der andere Computer erfährt es.</translation>
    </message>
    <message>
        <source>This computer is one of your workstations now. Earlier messages arrive when you choose “Copy my messages there” on the other computer.</source>
        <translation>Dieser Computer ist jetzt einer Ihrer Arbeitsplätze. Frühere Nachrichten kommen, wenn Sie auf dem anderen Computer „Meine Nachrichten dorthin kopieren“ wählen.</translation>
    </message>
</context>
<context>
    <name>List</name>
    <message>
        <source>Draft:</source>
        <translation>Entwurf:</translation>
    </message>
    <message>
        <source>draft: {text}</source>
        <translation>Entwurf: {text}</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>marked as unread</source>
        <translation>als ungelesen markiert</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>{count} unread</source>
        <translation>{count} ungelesen</translation>
    </message>
</context>
<context>
    <name>Listed</name>
    <message>
        <source>Hidden: opens with the PIN</source>
        <translation>Verborgen: öffnet mit der PIN</translation>
    </message>
    <message>
        <source>Locked: opens with the passphrase</source>
        <translation>Gesperrt: öffnet mit der Passphrase</translation>
    </message>
    <message>
        <source>Person {number}</source>
        <translation>Person {number}</translation>
    </message>
    <message>
        <source>Removed from this computer</source>
        <translation>Von diesem Computer entfernt</translation>
    </message>
</context>
<context>
    <name>ListingDialog</name>
    <message>
        <source>Use a number</source>
        <translation>Nummer verwenden</translation>
    </message>
    <message>
        <source>Everybody at this computer sees them, and they are not encrypted. Nothing else about you is shown there. Without them you have a number.</source>
        <translation>Alle an diesem Computer sehen es, und es ist nicht verschlüsselt. Sonst wird dort nichts über Sie gezeigt. Ohne Kürzel haben Sie eine Nummer.</translation>
    </message>
    <message>
        <source>How are you listed on this computer?</source>
        <translation>Wie stehen Sie auf diesem Computer?</translation>
    </message>
    <message>
        <source>Letters on the start screen</source>
        <translation>Kürzel auf dem Startbildschirm</translation>
    </message>
    <message>
        <source>Several people use this computer, so Curbside asks who it is when it starts. Choose up to {most} letters or digits for yourself, as on your ward&apos;s rota.</source>
        <translation>Mehrere Personen nutzen diesen Computer, deshalb fragt Curbside beim Start, wer Sie sind. Wählen Sie für sich bis zu {most} Buchstaben oder Ziffern, wie im Dienstplan Ihrer Station.</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Übernehmen</translation>
    </message>
</context>
<context>
    <name>ListingPart</name>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Start screen of this computer</source>
        <translation>Startbildschirm dieses Computers</translation>
    </message>
    <message>
        <source>You are listed as a number.</source>
        <translation>Sie stehen dort als Nummer.</translation>
    </message>
    <message>
        <source>You are listed as {label}.</source>
        <translation>Sie stehen dort als {label}.</translation>
    </message>
</context>
<context>
    <name>LockSection</name>
    <message numerus="yes">
        <source>After %n minute(s) without input, and when the computer locks.</source>
        <translation>
            <numerusform>Nach %n Minute ohne Eingabe und wenn der Computer gesperrt wird.</numerusform>
            <numerusform>Nach %n Minuten ohne Eingabe und wenn der Computer gesperrt wird.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s) without input.</source>
        <translation>
            <numerusform>Nach %n Minute ohne Eingabe.</numerusform>
            <numerusform>Nach %n Minuten ohne Eingabe.</numerusform>
        </translation>
    </message>
    <message>
        <source>Automatic lock</source>
        <translation>Automatisches Sperren</translation>
    </message>
    <message>
        <source>Change passphrase…</source>
        <translation>Passphrase ändern…</translation>
    </message>
    <message>
        <source>Forget it on this computer</source>
        <translation>Hier vergessen</translation>
    </message>
    <message>
        <source>Forgotten. The passphrase is asked for at each start now.</source>
        <translation>Vergessen. Ab jetzt wird bei jedem Start nach der Passphrase gefragt.</translation>
    </message>
    <message>
        <source>Passphrase and lock</source>
        <translation>Passphrase und Sperre</translation>
    </message>
    <message>
        <source>The passphrase protects everything on this computer. Nobody can reset it for you.</source>
        <translation>Die Passphrase schützt alles auf diesem Computer. Niemand kann sie für Sie zurücksetzen.</translation>
    </message>
</context>
<context>
    <name>LogProgressLine</name>
    <message>
        <source>Checking the clinic&apos;s log of keys</source>
        <translation>Das Schlüsselprotokoll der Klinik wird geprüft</translation>
    </message>
    <message>
        <source>Checking the clinic&apos;s log of keys: {done} of {total}</source>
        <translation>Das Schlüsselprotokoll der Klinik wird geprüft: {done} von {total}</translation>
    </message>
    <message>
        <source>Entries checked: {done} of {total}</source>
        <translation>Geprüfte Einträge: {done} von {total}</translation>
    </message>
</context>
<context>
    <name>MainCommands</name>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
</context>
<context>
    <name>MainDialogs</name>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Wird verbunden</translation>
    </message>
    <message>
        <source>It is deleted here and on the computers of everybody in this group, on each as soon as it is connected. They may have read it already. That you took a message back, and when, stays visible to all. It cannot be undone.</source>
        <translation>Sie wird hier und auf den Computern aller in dieser Gruppe gelöscht, auf jedem, sobald er verbunden ist. Vielleicht wurde sie schon gelesen. Dass und wann Sie eine Nachricht zurückgenommen haben, bleibt für alle sichtbar. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>It is deleted here and on {name}&apos;s computers, on each as soon as it is connected. They may have read it already. That you took a message back, and when, stays visible to both of you. It cannot be undone.</source>
        <translation>Sie wird hier und auf den Computern von {name} gelöscht, auf jedem, sobald er verbunden ist. Vielleicht wurde sie schon gelesen. Dass und wann Sie eine Nachricht zurückgenommen haben, bleibt für beide sichtbar. Es lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Not reachable; trying again by itself</source>
        <translation>Nicht erreichbar; wird von selbst erneut versucht</translation>
    </message>
    <message>
        <source>Refused; see the line at the top of the window</source>
        <translation>Abgelehnt; siehe die Zeile oben im Fenster</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take this message back?</source>
        <translation>Diese Nachricht zurücknehmen?</translation>
    </message>
</context>
<context>
    <name>MainGroups</name>
    <message>
        <source>I have read it</source>
        <translation>Ich habe es gelesen</translation>
    </message>
    <message>
        <source>Show the members</source>
        <translation>Mitglieder zeigen</translation>
    </message>
    <message>
        <source>There were two versions of this group</source>
        <translation>Von dieser Gruppe gab es zwei Fassungen</translation>
    </message>
    <message>
        <source>Two admins changed the group at the same moment, or the relay showed different people different versions. Everybody&apos;s Curbside has chosen the same one, by fixed rules, and uses it now.

Look at the members. If somebody is missing, or if you do not know somebody, tell the admins; and tell your clinic&apos;s IT if nobody changed the group.</source>
        <translation>Zwei haben die Gruppe im selben Augenblick geändert, oder das Relay hat verschiedenen Leuten verschiedene Fassungen gezeigt. Jedes Curbside hat nach festen Regeln dieselbe gewählt und verwendet sie jetzt.

Sehen Sie die Mitglieder an. Fehlt jemand, oder kennen Sie jemanden nicht, sagen Sie es denen, die die Gruppe verwalten; und sagen Sie es der IT Ihrer Klinik, wenn niemand die Gruppe geändert hat.</translation>
    </message>
</context>
<context>
    <name>MainView</name>
    <message>
        <source>No connection to your clinic&apos;s relay. What you write is kept encrypted here and sent by itself when it is back.</source>
        <translation>Keine Verbindung zum Relay Ihrer Klinik. Was Sie schreiben, bleibt hier verschlüsselt und wird von selbst gesendet, wenn sie wieder da ist.</translation>
    </message>
    <message>
        <source>Save proof for IT…</source>
        <translation>Beweis speichern…</translation>
    </message>
    <message>
        <source>Your workstations…</source>
        <translation>Ihre Arbeitsplätze…</translation>
    </message>
</context>
<context>
    <name>MakeKitDialog</name>
    <message>
        <source>A file can be copied without a trace, and backups and cloud folders do so by themselves. Save it only on a stick that you lock away, and never beside your passphrase. Paper is safer.</source>
        <translation>Eine Datei lässt sich spurlos kopieren, und Sicherungen und Cloud-Ordner tun das von selbst. Speichern Sie sie nur auf einem Stick, den Sie wegschließen, und nie bei Ihrer Passphrase. Papier ist sicherer.</translation>
    </message>
    <message>
        <source>A recovery kit is one page with 12 words. If every computer on which you use Curbside is lost, it brings back your key and whom you have verified, and your colleagues see no key change. Messages are not in it; a backup has those.</source>
        <translation>Ein Wiederherstellungsblatt ist eine Seite mit 12 Wörtern. Wenn alle Computer verloren sind, auf denen Sie Curbside nutzen, bringt es Ihren Schlüssel zurück und wen Sie verifiziert haben; andere sehen keine Schlüsseländerung. Nachrichten enthält es nicht; die hat eine Sicherung.</translation>
    </message>
    <message>
        <source>Back to the page</source>
        <translation>Zurück zur Seite</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close without it</source>
        <translation>Ohne es schließen</translation>
    </message>
    <message>
        <source>Close without the page?</source>
        <translation>Ohne das Blatt schließen?</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>Nicht speichern</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>I have it on paper</source>
        <translation>Ich habe es auf Papier</translation>
    </message>
    <message>
        <source>Look at your page and type two of its words, to be sure of it.</source>
        <translation>Sehen Sie auf Ihr Blatt und geben Sie zwei der Wörter ein, um sicherzugehen.</translation>
    </message>
    <message>
        <source>Look at your page, or show the page again.</source>
        <translation>Sehen Sie auf Ihr Blatt oder lassen Sie die Seite noch einmal zeigen.</translation>
    </message>
    <message>
        <source>Make a recovery kit</source>
        <translation>Wiederherstellungsblatt machen</translation>
    </message>
    <message>
        <source>Make the kit</source>
        <translation>Blatt machen</translation>
    </message>
    <message>
        <source>Making…</source>
        <translation>Wird gemacht…</translation>
    </message>
    <message>
        <source>Save all the same…</source>
        <translation>Trotzdem speichern…</translation>
    </message>
    <message>
        <source>Save the page as PDF</source>
        <translation>Seite als PDF speichern</translation>
    </message>
    <message>
        <source>Save the words in a file?</source>
        <translation>Die Wörter in einer Datei speichern?</translation>
    </message>
    <message>
        <source>Show the page again</source>
        <translation>Seite noch einmal zeigen</translation>
    </message>
    <message>
        <source>That is not word {number} of this kit.</source>
        <translation>Das ist nicht Wort {number} dieses Blatts.</translation>
    </message>
    <message>
        <source>The page opens nothing by itself: your clinic&apos;s IT must also give you a recovery invite. The relay keeps your key sealed with these words and cannot open it.</source>
        <translation>Das Blatt öffnet allein nichts: Die IT Ihrer Klinik muss Ihnen dazu eine Wiederherstellungseinladung geben. Das Relay verwahrt Ihren Schlüssel, mit diesen Wörtern versiegelt, und kann ihn nicht öffnen.</translation>
    </message>
    <message>
        <source>The page that you have opens nothing any more once this one is made.</source>
        <translation>Das Blatt, das Sie haben, öffnet nichts mehr, sobald dieses gemacht ist.</translation>
    </message>
    <message>
        <source>Without these words the kit cannot be used, and they are never shown again. You can make a new kit at any time; this one ends with it.</source>
        <translation>Ohne diese Wörter nützt das Blatt nichts, und sie werden nie wieder gezeigt. Sie können jederzeit ein neues machen; dieses wird damit ungültig.</translation>
    </message>
    <message>
        <source>Word {number}</source>
        <translation>Wort {number}</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Ihre Passphrase</translation>
    </message>
    <message>
        <source>Your recovery kit</source>
        <translation>Ihr Wiederherstellungsblatt</translation>
    </message>
</context>
<context>
    <name>MemberList</name>
    <message>
        <source>Add again</source>
        <translation>Erneut hinzufügen</translation>
    </message>
    <message>
        <source>Find by name, role or department</source>
        <translation>Nach Name, Funktion oder Abteilung suchen</translation>
    </message>
    <message>
        <source>Make an admin</source>
        <translation>Verwalten lassen</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>No longer an admin</source>
        <translation>Nicht mehr verwalten lassen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Verify…</source>
        <translation>Verifizieren…</translation>
    </message>
</context>
<context>
    <name>MessageInfoDialog</name>
    <message>
        <source>Arrived</source>
        <translation>Angekommen</translation>
    </message>
    <message>
        <source>Clinic&apos;s log</source>
        <translation>Protokoll der Klinik</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Earlier wordings</source>
        <translation>Frühere Fassungen</translation>
    </message>
    <message>
        <source>Earlier wordings and reactions</source>
        <translation>Frühere Fassungen und Reaktionen</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Encrypted to</source>
        <translation>Verschlüsselt für</translation>
    </message>
    <message>
        <source>Encrypted to these devices</source>
        <translation>Für diese Geräte verschlüsselt</translation>
    </message>
    <message>
        <source>Forwarded</source>
        <translation>Weitergeleitet</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Key fingerprint</source>
        <translation>Fingerabdruck des Schlüssels</translation>
    </message>
    <message>
        <source>Message info</source>
        <translation>Nachrichteninfo</translation>
    </message>
    <message>
        <source>Not encrypted to</source>
        <translation>Nicht verschlüsselt für</translation>
    </message>
    <message>
        <source>Passed on by</source>
        <translation>Weitergegeben von</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Reactions</source>
        <translation>Reaktionen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Sender&apos;s device</source>
        <translation>Absendegerät</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Set of devices</source>
        <translation>Menge der Geräte</translation>
    </message>
    <message>
        <source>Stored here</source>
        <translation>Hier gespeichert</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Version of the member list</source>
        <translation>Fassung der Mitgliederliste</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Yes, written elsewhere at first</source>
        <translation>Ja, zuerst anderswo geschrieben</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>delivered to {delivered} of {people}, read by {read}</source>
        <translation>bei {delivered} von {people} angekommen, gelesen von {read}</translation>
    </message>
    <message>
        <source>{name}, who alone vouches for what it says</source>
        <translation>{name}; für den Wortlaut bürgt sonst niemand</translation>
    </message>
    <message>
        <source>{size} entries, root {root}</source>
        <translation>{size} Einträge, Wurzel {root}</translation>
    </message>
</context>
<context>
    <name>MessageToolbar</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>MessagesSection</name>
    <message>
        <source>After sending</source>
        <translation>Nach dem Senden</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Links in messages cannot be opened from here.</source>
        <translation>Links in Nachrichten lassen sich von hier aus nicht öffnen.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>Senden mit</translation>
    </message>
    <message>
        <source>Sent messages cannot be edited.</source>
        <translation>Gesendete Nachrichten lassen sich nicht bearbeiten.</translation>
    </message>
    <message>
        <source>Sent messages cannot be taken back.</source>
        <translation>Gesendete Nachrichten lassen sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Shift+Enter begins a new line; so does Enter alone when Ctrl+Enter sends.</source>
        <translation>Umschalt+Eingabe beginnt eine neue Zeile; ebenso Eingabe allein, wenn Strg+Eingabe sendet.</translation>
    </message>
    <message>
        <source>Show others that I am writing, and me when they are</source>
        <translation>Anderen zeigen, dass ich schreibe, und mir, wenn sie es tun</translation>
    </message>
    <message>
        <source>What you write stays on this computer until you send it. Your clinic&apos;s relay can see that something is sent while you write, not what it is.</source>
        <translation>Was Sie schreiben, bleibt auf diesem Computer, bis Sie es senden. Das Relay Ihrer Klinik sieht, dass beim Schreiben etwas gesendet wird, nicht was.</translation>
    </message>
    <message>
        <source>While you write</source>
        <translation>Während Sie schreiben</translation>
    </message>
    <message numerus="yes">
        <source>You can edit a message for %n minute(s).</source>
        <translation>
            <numerusform>Sie können eine Nachricht %n Minute lang bearbeiten.</numerusform>
            <numerusform>Sie können eine Nachricht %n Minuten lang bearbeiten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You can take a message back for %n minute(s).</source>
        <translation>
            <numerusform>Sie können eine Nachricht %n Minute lang zurücknehmen.</numerusform>
            <numerusform>Sie können eine Nachricht %n Minuten lang zurücknehmen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Mismatch</name>
    <message>
        <source>Compare once more, and check that both of you opened the right contact.</source>
        <translation>Vergleichen Sie noch einmal, und prüfen Sie, ob Sie beide den richtigen Kontakt geöffnet haben.</translation>
    </message>
    <message>
        <source>Compare the log between two computers (Settings, Trust): at the same size, the root must be the same. If it is not, save the proof there; the relay is then suspect.</source>
        <translation>Vergleichen Sie das Protokoll zwischen zwei Computern (Einstellungen, Vertrauen): Bei gleicher Größe muss die Wurzel gleich sein. Wenn nicht, speichern Sie dort den Beweis; dann ist das Relay verdächtig.</translation>
    </message>
    <message>
        <source>Have both compare again. When the numbers match, “They match” opens the conversation.</source>
        <translation>Lassen Sie beide noch einmal vergleichen. Wenn die Zahlen übereinstimmen, öffnet „Stimmen überein“ die Unterhaltung.</translation>
    </message>
    <message>
        <source>If the account holds a key that is not {name}&apos;s, revoke its devices with the authority&apos;s key, import that at the relay, and issue a new invite by hand.</source>
        <translation>Wenn das Konto einen Schlüssel hat, der nicht {name} gehört, entziehen Sie dessen Geräten mit dem Schlüssel der Zertifizierungsstelle die Berechtigung, importieren Sie das beim Relay und übergeben Sie persönlich eine neue Einladung.</translation>
    </message>
    <message>
        <source>If they still differ, call your clinic&apos;s IT by telephone and tell them that the numbers of the two of you do not match. Do not write it here.</source>
        <translation>Wenn sie immer noch verschieden sind, rufen Sie die IT Ihrer Klinik an und sagen Sie, dass Ihre beiden Zahlen nicht übereinstimmen. Schreiben Sie es nicht hier.</translation>
    </message>
    <message>
        <source>Leave Curbside as it is. What is on this computer helps to explain.</source>
        <translation>Lassen Sie Curbside, wie es ist. Was auf diesem Computer ist, hilft bei der Aufklärung.</translation>
    </message>
    <message>
        <source>Look the account up in the authority&apos;s register, and ask {name} in person whether each invite issued for it was theirs: a new key needs one. Account: {account}.</source>
        <translation>Suchen Sie das Konto im Register der Zertifizierungsstelle und fragen Sie {name} persönlich, ob jede dafür ausgestellte Einladung wirklich angekommen ist: Ein neuer Schlüssel braucht eine. Konto: {account}.</translation>
    </message>
    <message>
        <source>Until it is explained, reach {name} in another way.</source>
        <translation>Bis es geklärt ist, erreichen Sie {name} auf anderem Weg.</translation>
    </message>
    <message>
        <source>What IT does</source>
        <translation>Was die IT tut</translation>
    </message>
    <message>
        <source>What you do now</source>
        <translation>Was Sie jetzt tun</translation>
    </message>
</context>
<context>
    <name>MismatchPage</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy these steps</source>
        <translation>Diese Schritte kopieren</translation>
    </message>
    <message>
        <source>Different numbers mean that somebody may be reading along, or that one of you looked at another person&apos;s number. Nothing is deleted.</source>
        <translation>Verschiedene Zahlen bedeuten, dass jemand mitlesen könnte oder dass eine Seite die Nummer einer anderen Person angesehen hat. Nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Sending to {name} is stopped</source>
        <translation>Das Senden an {name} ist gestoppt</translation>
    </message>
</context>
<context>
    <name>NewGroup</name>
    <message numerus="yes">
        <source>%n person(s) chosen, and you</source>
        <translation>
            <numerusform>%n Person gewählt, und Sie</numerusform>
            <numerusform>%n Personen gewählt, und Sie</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewGroupDialog</name>
    <message>
        <source>Admins add and remove people and change the name. You are one. Choose a second one, so that the group can be changed when you are away.</source>
        <translation>Wer die Gruppe verwaltet, fügt Personen hinzu, entfernt sie und ändert den Namen. Sie tun das. Wählen Sie noch jemanden, damit die Gruppe auch ohne Sie geändert werden kann.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose the people who belong to it. Each has to be chosen by name.</source>
        <translation>Wählen Sie die Personen, die dazugehören. Jede wird mit Namen gewählt.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>If this is on, whoever is added later gets what was written in the last 30 days. If it is off, they read only what is written from then on.</source>
        <translation>Ist das an, erhält, wer später hinzukommt, was in den letzten 30 Tagen geschrieben wurde. Ist es aus, liest man nur, was ab dann geschrieben wird.</translation>
    </message>
    <message>
        <source>Make the group</source>
        <translation>Gruppe anlegen</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>Name der Gruppe</translation>
    </message>
    <message>
        <source>Name, such as “Ward 3B” or “Cardiac arrest team”</source>
        <translation>Name, etwa „Station 3B“ oder „Reanimationsteam“</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>New members see messages from before</source>
        <translation>Neue Mitglieder sehen frühere Nachrichten</translation>
    </message>
    <message>
        <source>Who else may change the group</source>
        <translation>Wer die Gruppe noch ändern darf</translation>
    </message>
    <message>
        <source>Who is in it</source>
        <translation>Wer darin ist</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>Four or more unrelated words are strong and can be remembered.</source>
        <translation>Vier oder mehr Wörter ohne Zusammenhang sind stark und lassen sich merken.</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>Stärke der Passphrase</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Dieselbe noch einmal</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Die beiden sind nicht gleich.</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>A device of {name} was removed.</source>
        <translation>Ein Gerät von {name} wurde entfernt.</translation>
    </message>
    <message>
        <source>A message from {name} could not be decrypted. It was asked for again by itself.</source>
        <translation>Eine Nachricht von {name} konnte nicht entschlüsselt werden. Sie wurde von selbst noch einmal angefordert.</translation>
    </message>
    <message>
        <source>A message was encrypted to a device that nobody can explain. Tell IT.</source>
        <translation>Eine Nachricht wurde für ein Gerät verschlüsselt, das niemand erklären kann. Sagen Sie es der IT.</translation>
    </message>
    <message>
        <source>A message was not fetched in time and was deleted at the relay.</source>
        <translation>Eine Nachricht wurde nicht rechtzeitig abgeholt und beim Relay gelöscht.</translation>
    </message>
    <message>
        <source>Something about this contact changed.</source>
        <translation>Bei diesem Kontakt hat sich etwas geändert.</translation>
    </message>
    <message>
        <source>Something changed that this version cannot name.</source>
        <translation>Etwas hat sich geändert, das diese Version nicht benennen kann.</translation>
    </message>
    <message>
        <source>The numbers did not match.</source>
        <translation>Die Zahlen stimmten nicht überein.</translation>
    </message>
    <message>
        <source>You reported that the numbers did not match. Sending is stopped.</source>
        <translation>Sie haben gemeldet, dass die Zahlen nicht übereinstimmen. Das Senden ist gestoppt.</translation>
    </message>
    <message>
        <source>You verified {name}.</source>
        <translation>Sie haben {name} verifiziert.</translation>
    </message>
    <message>
        <source>You went on with {name}&apos;s new key, unverified.</source>
        <translation>Sie haben mit dem neuen Schlüssel von {name} weitergemacht, ohne zu verifizieren.</translation>
    </message>
    <message>
        <source>Your clinic closed {name}&apos;s account.</source>
        <translation>Ihre Klinik hat das Konto von {name} geschlossen.</translation>
    </message>
    <message>
        <source>{name} added a device.</source>
        <translation>{name} hat ein Gerät hinzugefügt.</translation>
    </message>
    <message>
        <source>{name} is no longer verified.</source>
        <translation>{name} ist nicht mehr verifiziert.</translation>
    </message>
    <message>
        <source>{name}&apos;s key changed.</source>
        <translation>Der Schlüssel von {name} hat sich geändert.</translation>
    </message>
    <message>
        <source>{name}&apos;s key changed. Sending is stopped until you review it.</source>
        <translation>Der Schlüssel von {name} hat sich geändert. Das Senden ist gestoppt, bis Sie das prüfen.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Details…</source>
        <translation>Einzelheiten…</translation>
    </message>
    <message>
        <source>The change is signed as it must be, and stands in the log.</source>
        <translation>Die Änderung ist so unterschrieben, wie sie sein muss, und steht im Protokoll.</translation>
    </message>
    <message>
        <source>This computer was removed by your clinic on {day}.</source>
        <translation>Dieser Computer wurde am {day} von Ihrer Klinik entfernt.</translation>
    </message>
    <message>
        <source>This computer was removed by your clinic.</source>
        <translation>Dieser Computer wurde von Ihrer Klinik entfernt.</translation>
    </message>
    <message>
        <source>You can read what is here. Nothing is sent or received any more. If you did not expect this, tell your clinic&apos;s IT at once.</source>
        <translation>Sie können lesen, was hier ist. Es wird nichts mehr gesendet oder empfangen. Wenn Sie das nicht erwartet haben, sagen Sie es sofort der IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>You removed this computer from another one of yours.</source>
        <translation>Sie haben diesen Computer von einem anderen Ihrer Computer aus entfernt.</translation>
    </message>
    <message>
        <source>You removed this computer on {day}, from another one of yours.</source>
        <translation>Sie haben diesen Computer am {day} von einem anderen Ihrer Computer aus entfernt.</translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT has approved version {newest} of Curbside; this is {version}. Ask them to install it. Until then all works as before.</source>
        <translation>Die IT Ihrer Klinik hat Version {newest} von Curbside freigegeben; dies ist {version}. Bitten Sie um die Installation. Bis dahin geht alles wie bisher.</translation>
    </message>
    <message>
        <source>Your clinic&apos;s keys changed.</source>
        <translation>Die Schlüssel Ihrer Klinik haben sich geändert.</translation>
    </message>
</context>
<context>
    <name>NotificationsSection</name>
    <message>
        <source>A notification says how many new messages there are, never what is in them. Anybody who passes by can read it.</source>
        <translation>Eine Benachrichtigung sagt, wie viele neue Nachrichten da sind, nie, was darin steht. Alle, die vorbeikommen, können sie lesen.</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Off. Nothing is shown or heard while it is on; messages arrive as ever.</source>
        <translation>Aus. Solange es an ist, wird nichts gezeigt und nichts ist zu hören; Nachrichten kommen wie immer an.</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>It is then in the system tray. Otherwise closing the window ends Curbside, and nothing is announced until it is started again.</source>
        <translation>Es ist dann im Infobereich. Sonst beendet das Schließen des Fensters Curbside, und bis zum nächsten Start wird nichts gemeldet.</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>Weiterlaufen, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Play a sound for a new message</source>
        <translation>Ton bei einer neuen Nachricht</translation>
    </message>
    <message>
        <source>Play a sound when a message cannot be sent</source>
        <translation>Ton, wenn eine Nachricht nicht gesendet werden kann</translation>
    </message>
    <message>
        <source>Say who it is from</source>
        <translation>Sagen, von wem sie ist</translation>
    </message>
    <message>
        <source>Show a notification for new messages</source>
        <translation>Neue Nachrichten melden</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>This desktop has no system tray, so closing the window ends Curbside.</source>
        <translation>Dieser Desktop hat keinen Infobereich, deshalb beendet das Schließen des Fensters Curbside.</translation>
    </message>
</context>
<context>
    <name>OpenLinkDialog</name>
    <message>
        <source>Ask your clinic&apos;s IT, or copy the address.</source>
        <translation>Fragen Sie die IT Ihrer Klinik oder kopieren Sie die Adresse.</translation>
    </message>
    <message>
        <source>Before an @ sign the address names something else. That part means nothing, and is how people are misled.</source>
        <translation>Vor einem @-Zeichen nennt die Adresse etwas anderes. Dieser Teil bedeutet nichts und wird zum Täuschen benutzt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>In the letters that computers use: {host}</source>
        <translation>In den Buchstaben, die Computer benutzen: {host}</translation>
    </message>
    <message>
        <source>It begins an e-mail to somebody at:</source>
        <translation>Es beginnt eine E-Mail an jemanden bei:</translation>
    </message>
    <message>
        <source>It leads to:</source>
        <translation>Es führt zu:</translation>
    </message>
    <message>
        <source>Links in the message</source>
        <translation>Links in der Nachricht</translation>
    </message>
    <message>
        <source>No program on this computer opens this address.</source>
        <translation>Kein Programm auf diesem Computer öffnet diese Adresse.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
        <source>Set by your clinic: links are not opened from here.</source>
        <translation>Von Ihrer Klinik festgelegt: Links werden von hier nicht geöffnet.</translation>
    </message>
    <message>
        <source>The address is a number. It does not say whose computer it is.</source>
        <translation>Die Adresse ist eine Zahl. Sie sagt nicht, wessen Computer es ist.</translation>
    </message>
    <message>
        <source>The connection is not encrypted: others on the way can read along.</source>
        <translation>Die Verbindung ist nicht verschlüsselt: Andere auf dem Weg können mitlesen.</translation>
    </message>
    <message>
        <source>The whole address</source>
        <translation>Die ganze Adresse</translation>
    </message>
    <message>
        <source>This name has letters that can pass for others, so it is shown as computers read it.</source>
        <translation>Dieser Name hat Buchstaben, die wie andere aussehen, deshalb steht er hier so, wie Computer ihn lesen.</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Ask IT for a recovery invite, open it in Curbside on the new computer, and type the words when you are asked. A scanner that types can read the code instead.</source>
        <translation>Bitten Sie die IT um eine Wiederherstellungseinladung, öffnen Sie sie auf dem neuen Computer in Curbside und geben Sie die Wörter ein, wenn danach gefragt wird. Ein Handscanner kann stattdessen den Code lesen.</translation>
    </message>
    <message>
        <source>At home, or locked away at work: not beside the computer, not in its bag, not as a photo. Only the newest page works; destroy the ones before it.</source>
        <translation>Zu Hause oder bei der Arbeit verschlossen: nicht neben dem Computer, nicht in dessen Tasche, nicht als Foto. Nur das neueste Blatt gilt; vernichten Sie frühere.</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Klinik</translation>
    </message>
    <message>
        <source>Curbside recovery kit</source>
        <translation>Curbside-Wiederherstellungsblatt</translation>
    </message>
    <message>
        <source>How to use it</source>
        <translation>So benutzen Sie es</translation>
    </message>
    <message>
        <source>If every computer on which you use Curbside is lost or broken, this page brings back your key and your verified marks on a new one. Colleagues then see no key change. It does not bring back messages; a backup does.</source>
        <translation>Wenn alle Computer verloren oder defekt sind, auf denen Sie Curbside nutzen, bringt dieses Blatt auf einem neuen Ihren Schlüssel zurück und wen Sie verifiziert haben. Andere sehen dann keine Schlüsseländerung. Nachrichten bringt es nicht zurück; das tut eine Sicherung.</translation>
    </message>
    <message>
        <source>In Curbside, open the conversation with me, choose Verify, then “Printed card”. The digits that it shows for me must be exactly these. Take this card only from my own hand. It is not secret, and it is no longer valid when Curbside says that my key changed.</source>
        <translation>Öffnen Sie in Curbside die Unterhaltung mit mir, wählen Sie „Verifizieren“, dann „Gedruckte Karte“. Die Ziffern, die dort für mich stehen, müssen genau diese sein. Nehmen Sie diese Karte nur aus meiner eigenen Hand. Sie ist nicht geheim, und sie gilt nicht mehr, wenn Curbside sagt, dass sich mein Schlüssel geändert hat.</translation>
    </message>
    <message>
        <source>It opens nothing by itself</source>
        <translation>Es öffnet allein nichts</translation>
    </message>
    <message>
        <source>Keep this page secret. Keep it away from your computer.</source>
        <translation>Halten Sie dieses Blatt geheim. Bewahren Sie es getrennt von Ihrem Computer auf.</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Gemacht am</translation>
    </message>
    <message>
        <source>My half of the safety number</source>
        <translation>Meine Hälfte der Sicherheitsnummer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The 12 words, in this order</source>
        <translation>Die 12 Wörter, in dieser Reihenfolge</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Wofür es ist</translation>
    </message>
    <message>
        <source>Where to keep it</source>
        <translation>Wo Sie es aufbewahren</translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT must also give you a recovery invite. Whoever finds this page can do nothing with it alone; tell IT all the same if it is lost, and make a new one.</source>
        <translation>Die IT Ihrer Klinik muss Ihnen dazu eine Wiederherstellungseinladung geben. Wer dieses Blatt findet, kann damit allein nichts anfangen; sagen Sie es trotzdem der IT, wenn es verloren geht, und machen Sie ein neues.</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Ihre Passphrase</translation>
    </message>
</context>
<context>
    <name>PassphraseField</name>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation>Die Feststelltaste scheint an zu sein.</translation>
    </message>
    <message>
        <source>Hide the passphrase ({keys})</source>
        <translation>Passphrase verbergen ({keys})</translation>
    </message>
    <message>
        <source>Show the passphrase ({keys})</source>
        <translation>Passphrase anzeigen ({keys})</translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Wählen Sie eine Passphrase</translation>
    </message>
    <message>
        <source>It encrypts everything on this computer. Nobody can reset it, so choose one that you will remember.</source>
        <translation>Sie verschlüsselt alles auf diesem Computer. Niemand kann sie zurücksetzen; wählen Sie eine, die Sie sich merken.</translation>
    </message>
    <message>
        <source>Not possible: several people use this computer account.</source>
        <translation>Nicht möglich: Mehrere Personen nutzen dieses Computerkonto.</translation>
    </message>
    <message>
        <source>Not possible: this computer has no safe place for it (a system keyring).</source>
        <translation>Nicht möglich: Dieser Computer hat keinen sicheren Ort dafür (einen Schlüsselbund des Systems).</translation>
    </message>
    <message>
        <source>Remember on this computer</source>
        <translation>Auf diesem Computer merken</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Whoever can use your account on this computer can then open Curbside.</source>
        <translation>Wer Ihr Konto auf diesem Computer benutzen kann, kann dann Curbside öffnen.</translation>
    </message>
    <message>
        <source>Your clinic does not allow it.</source>
        <translation>Ihre Klinik erlaubt es nicht.</translation>
    </message>
</context>
<context>
    <name>PeoplePicker</name>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>Find by name, role or department</source>
        <translation>Nach Name, Funktion oder Abteilung suchen</translation>
    </message>
    <message>
        <source>Nobody matches.</source>
        <translation>Niemand passt.</translation>
    </message>
</context>
<context>
    <name>PersonPicker</name>
    <message>
        <source>Find by name, role or department</source>
        <translation>Nach Name, Funktion oder Abteilung suchen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>PictureField</name>
    <message>
        <source>Picture of the group</source>
        <translation>Bild der Gruppe</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>Bild…</translation>
    </message>
    <message>
        <source>Remove the picture</source>
        <translation>Bild entfernen</translation>
    </message>
</context>
<context>
    <name>PinPart</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the PIN…</source>
        <translation>PIN ändern…</translation>
    </message>
    <message>
        <source>Choose a PIN…</source>
        <translation>PIN wählen…</translation>
    </message>
    <message>
        <source>Do without a PIN</source>
        <translation>Keine PIN benutzen</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Set by your clinic</source>
        <translation>Von Ihrer Klinik festgelegt</translation>
    </message>
    <message>
        <source>With a PIN, Curbside comes back quickly for {hours} after your passphrase. After five wrong tries your passphrase is needed.</source>
        <translation>Mit einer PIN kommt Curbside nach Ihrer Passphrase {hours} lang schnell zurück. Nach fünf falschen Versuchen wird Ihre Passphrase gebraucht.</translation>
    </message>
    <message>
        <source>You have a PIN. It brings Curbside back for {hours} after you have typed your passphrase, so from the next time on.</source>
        <translation>Sie haben eine PIN. Sie bringt Curbside nach der Passphrase {hours} lang zurück, also ab dem nächsten Mal.</translation>
    </message>
    <message>
        <source>Your PIN brings Curbside back for {hours} after your passphrase. While it can, Curbside is hidden on this computer, not locked.</source>
        <translation>Ihre PIN bringt Curbside nach der Passphrase {hours} lang zurück. Solange ist Curbside auf diesem Computer verborgen, nicht gesperrt.</translation>
    </message>
    <message>
        <source>Your clinic allows no PIN: the passphrase is asked for each time.</source>
        <translation>Ihre Klinik erlaubt keine PIN: Jedes Mal wird nach der Passphrase gefragt.</translation>
    </message>
    <message>
        <source>Your clinic now asks for {least} digits. Your PIN opens nothing until you choose a longer one.</source>
        <translation>Ihre Klinik verlangt jetzt {least} Ziffern. Ihre PIN öffnet nichts, bis Sie eine längere wählen.</translation>
    </message>
</context>
<context>
    <name>PrintedCardPage</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Show my card…</source>
        <translation>Meine Karte zeigen…</translation>
    </message>
    <message>
        <source>Take {name}&apos;s printed card from their own hand. It must show exactly these six groups. Or read the code on it into the field with a hand scanner.</source>
        <translation>Nehmen Sie die gedruckte Karte von {name} persönlich entgegen. Sie muss genau diese sechs Gruppen zeigen. Oder lesen Sie den Code darauf mit einem Handscanner in das Feld ein.</translation>
    </message>
    <message>
        <source>The code on their card</source>
        <translation>Der Code auf der Karte</translation>
    </message>
    <message>
        <source>{name} needs your card for their side.</source>
        <translation>{name} braucht für die eigene Seite Ihre Karte.</translation>
    </message>
    <message>
        <source>{name}&apos;s card must show</source>
        <translation>Die Karte von {name} muss zeigen</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Look whether this computer is in the clinic&apos;s network, then try again.</source>
        <translation>Sehen Sie nach, ob dieser Computer im Netz der Klinik ist, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Das hat nicht geklappt</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>QrView</name>
    <message>
        <source>QR code with your code for this contact</source>
        <translation>QR-Code mit Ihrem Code für diesen Kontakt</translation>
    </message>
</context>
<context>
    <name>Quiet</name>
    <message>
        <source>Do not disturb is on</source>
        <translation>„Nicht stören“ ist an</translation>
    </message>
    <message>
        <source>Do not disturb until tomorrow, {time}</source>
        <translation>Nicht stören bis morgen, {time}</translation>
    </message>
    <message>
        <source>Do not disturb until {time}</source>
        <translation>Nicht stören bis {time}</translation>
    </message>
    <message>
        <source>For one hour</source>
        <translation>Für eine Stunde</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Until I turn it off</source>
        <translation>Bis ich es ausschalte</translation>
    </message>
    <message>
        <source>Until {time} this morning</source>
        <translation>Bis {time} heute früh</translation>
    </message>
    <message>
        <source>Until {time} tomorrow morning</source>
        <translation>Bis {time} morgen früh</translation>
    </message>
</context>
<context>
    <name>QuietStrip</name>
    <message>
        <source>Turn off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Turn off do not disturb</source>
        <translation>„Nicht stören“ ausschalten</translation>
    </message>
</context>
<context>
    <name>ReactionBar</name>
    <message>
        <source>More emoji…</source>
        <translation>Mehr Emoji…</translation>
    </message>
    <message>
        <source>React</source>
        <translation>Reagieren</translation>
    </message>
</context>
<context>
    <name>Reactions</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>{emoji} from {names}</source>
        <translation>{emoji} von {names}</translation>
    </message>
</context>
<context>
    <name>ReadAloudPage</name>
    <message>
        <source>Meet, or call {name} on a number you know. Both open Verify. You read row 1 aloud, they read row 2, you read row 3, they read row 4. Every digit has to be the same on both screens.</source>
        <translation>Treffen Sie sich oder rufen Sie {name} unter einer Nummer an, die Sie kennen. Beide öffnen „Verifizieren“. Sie lesen Zeile 1 vor, die andere Person Zeile 2, Sie Zeile 3, die andere Person Zeile 4. Jede Ziffer muss auf beiden Bildschirmen gleich sein.</translation>
    </message>
</context>
<context>
    <name>RecipientList</name>
    <message>
        <source>Colleagues</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>As sent</source>
        <translation>Wie gesendet</translation>
    </message>
    <message>
        <source>Find in this record</source>
        <translation>In dieser Akte suchen</translation>
    </message>
    <message>
        <source>Health record</source>
        <translation>Gesundheitsakte</translation>
    </message>
    <message>
        <source>Nothing to show but what was sent.</source>
        <translation>Nichts anzuzeigen außer dem, was gesendet wurde.</translation>
    </message>
    <message>
        <source>Show more ({number})</source>
        <translation>Mehr anzeigen ({number})</translation>
    </message>
    <message>
        <source>The record is longer than what is shown here. Save the file for the rest.</source>
        <translation>Die Akte ist länger als das, was hier zu sehen ist. Speichern Sie die Datei für den Rest.</translation>
    </message>
    <message>
        <source>{number} of {count} sections</source>
        <translation>{number} von {count} Abschnitten</translation>
    </message>
    <message>
        <source>{title}, as it was sent</source>
        <translation>{title}, wie gesendet</translation>
    </message>
</context>
<context>
    <name>Recording</name>
    <message>
        <source>Full screen</source>
        <translation>Ganzer Bildschirm</translation>
    </message>
    <message>
        <source>No loudspeaker could be used. The video plays without sound.</source>
        <translation>Es konnte kein Lautsprecher benutzt werden. Das Video läuft ohne Ton.</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>Ein Bild zurück</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>Ein Bild weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Sound off</source>
        <translation>Ton aus</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Space plays and pauses; the arrow keys go 5 seconds.</source>
        <translation>Die Leertaste spielt ab und hält an; die Pfeiltasten gehen 5 Sekunden.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
</context>
<context>
    <name>RecoverySection</name>
    <message>
        <source>A backup is one encrypted file with your messages and whom you have verified. It holds no keys: on a new computer you join first, then restore it.</source>
        <translation>Eine Sicherung ist eine verschlüsselte Datei mit Ihren Nachrichten und mit denen, die Sie verifiziert haben. Sie enthält keine Schlüssel: Auf einem neuen Computer richten Sie erst Curbside ein und stellen sie dann wieder her.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird nachgesehen…</translation>
    </message>
    <message>
        <source>Make a new recovery kit…</source>
        <translation>Neues Blatt machen…</translation>
    </message>
    <message>
        <source>Make a recovery kit…</source>
        <translation>Blatt machen…</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Only the computer that holds your account key can make one: the first on which you joined. Open Curbside there.</source>
        <translation>Nur der Computer mit Ihrem Kontoschlüssel kann eines machen: der erste, auf dem Sie dabei waren. Öffnen Sie Curbside dort.</translation>
    </message>
    <message>
        <source>Only the computer that holds your account key can make one: “{device}”. Open Curbside there.</source>
        <translation>Nur der Computer mit Ihrem Kontoschlüssel kann eines machen: „{device}“. Öffnen Sie Curbside dort.</translation>
    </message>
    <message>
        <source>Recovery and backup</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Recovery kit</source>
        <translation>Wiederherstellungsblatt</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Aus Sicherung wiederherstellen…</translation>
    </message>
    <message>
        <source>Save an encrypted backup…</source>
        <translation>Sicherung speichern…</translation>
    </message>
    <message>
        <source>The page does not change: whom you verify later is added to what it opens.</source>
        <translation>Das Blatt ändert sich nicht: Wen Sie später verifizieren, kommt zu dem hinzu, was es öffnet.</translation>
    </message>
    <message>
        <source>With one, a new computer gets back your key and whom you have verified after all others were lost. Without one, you get a new key, and every colleague is asked to verify you again.</source>
        <translation>Damit bekommt ein neuer Computer Ihren Schlüssel und die Verifizierungen zurück, wenn alle anderen verloren sind. Ohne es bekommen Sie einen neuen Schlüssel, und alle anderen werden gebeten, Sie neu zu verifizieren.</translation>
    </message>
    <message>
        <source>Withdraw it…</source>
        <translation>Zurückziehen…</translation>
    </message>
    <message>
        <source>Withdrawn. The page is worth nothing any more; destroy it.</source>
        <translation>Zurückgezogen. Das Blatt ist nichts mehr wert; vernichten Sie es.</translation>
    </message>
    <message>
        <source>You have no recovery kit.</source>
        <translation>Sie haben kein Wiederherstellungsblatt.</translation>
    </message>
    <message>
        <source>You made a kit on {made}.</source>
        <translation>Sie haben am {made} ein Blatt gemacht.</translation>
    </message>
    <message>
        <source>You made a kit on {made}. It was last updated on {updated}.</source>
        <translation>Sie haben am {made} ein Blatt gemacht. Zuletzt ergänzt am {updated}.</translation>
    </message>
</context>
<context>
    <name>RecoveryWordsPage</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>First word, second word, …</source>
        <translation>Erstes Wort, zweites Wort, …</translation>
    </message>
    <message>
        <source>No page? Ask your clinic&apos;s IT for an invite that gives you a new account key instead; colleagues are then asked to verify you again.</source>
        <translation>Kein Blatt? Bitten Sie die IT Ihrer Klinik um eine Einladung, mit der Sie stattdessen einen neuen Kontoschlüssel bekommen; andere werden dann gebeten, Sie neu zu verifizieren.</translation>
    </message>
    <message>
        <source>Open the code</source>
        <translation>Code öffnen</translation>
    </message>
    <message>
        <source>Open the code…</source>
        <translation>Code öffnen…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>The 12 words of the recovery kit</source>
        <translation>Die 12 Wörter des Wiederherstellungsblatts</translation>
    </message>
    <message>
        <source>These are the words of a kit.</source>
        <translation>Das sind die Wörter eines Blatts.</translation>
    </message>
    <message>
        <source>Type the 12 words from your page, in their order, with spaces between. Capital letters and the numbers do not matter.</source>
        <translation>Geben Sie die 12 Wörter von Ihrem Blatt in ihrer Reihenfolge ein, mit Leerzeichen dazwischen. Großschreibung und die Nummern sind egal.</translation>
    </message>
    <message>
        <source>Words that are right so far</source>
        <translation>Wörter, die bisher stimmen</translation>
    </message>
    <message>
        <source>Your recovery kit</source>
        <translation>Ihr Wiederherstellungsblatt</translation>
    </message>
    <message>
        <source>{count} of 12 words</source>
        <translation>{count} von 12 Wörtern</translation>
    </message>
</context>
<context>
    <name>RemovePersonDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>I do not have the passphrase: the person does not use this computer any more</source>
        <translation>Ich habe die Passphrase nicht: Die Person nutzt diesen Computer nicht mehr</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove {person} from this computer?</source>
        <translation>{person} von diesem Computer entfernen?</translation>
    </message>
    <message>
        <source>Their messages on this computer are deleted for good, with the keys. What they wrote stays with their colleagues and on their other computers. If this is their only computer and they have no backup, nobody can bring the messages back.</source>
        <translation>Die Nachrichten dieser Person auf diesem Computer werden endgültig gelöscht, samt den Schlüsseln. Was sie geschrieben hat, bleibt bei den anderen und auf ihren übrigen Computern. Wenn dies ihr einziger Computer ist und es keine Sicherung gibt, kann niemand die Nachrichten zurückholen.</translation>
    </message>
    <message>
        <source>Their passphrase</source>
        <translation>Passphrase der Person</translation>
    </message>
    <message>
        <source>This computer stays in their list of workstations until they, or your clinic&apos;s IT, remove it there too.</source>
        <translation>Dieser Computer bleibt in ihrer Liste der Arbeitsplätze, bis sie selbst oder die IT Ihrer Klinik ihn auch dort entfernt.</translation>
    </message>
    <message>
        <source>Type “{label}” to go on</source>
        <translation>Geben Sie „{label}“ ein, um weiterzumachen</translation>
    </message>
</context>
<context>
    <name>RemovedScreen</name>
    <message>
        <source>If that was not you, call your clinic&apos;s IT at once. To use Curbside here again, add this computer anew from another one of yours, or with a new invite.</source>
        <translation>Wenn Sie das nicht waren, rufen Sie sofort die IT Ihrer Klinik an. Um Curbside hier wieder zu nutzen, fügen Sie diesen Computer von einem anderen Ihrer Computer aus neu hinzu oder mit einer neuen Einladung.</translation>
    </message>
    <message>
        <source>If you did not expect this, call your clinic&apos;s IT. To use Curbside here again, ask IT for a new invite.</source>
        <translation>Wenn Sie das nicht erwartet haben, rufen Sie die IT Ihrer Klinik an. Um Curbside hier wieder zu nutzen, bitten Sie die IT um eine neue Einladung.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Set up again</source>
        <translation>Neu einrichten</translation>
    </message>
    <message>
        <source>The order was signed with your clinic&apos;s own key and stands in its log; the relay alone could not have given it. Your other computers and your colleagues still have what you wrote.</source>
        <translation>Der Auftrag war mit dem Schlüssel Ihrer Klinik unterschrieben und steht in ihrem Protokoll; das Relay allein hätte ihn nicht geben können. Ihre anderen Computer und Ihr Kollegium haben noch, was Sie geschrieben haben.</translation>
    </message>
    <message>
        <source>This computer was removed by your clinic</source>
        <translation>Dieser Computer wurde von Ihrer Klinik entfernt</translation>
    </message>
    <message>
        <source>You did it from another computer of yours. That one and your colleagues still have what you wrote.</source>
        <translation>Sie haben es von einem anderen Ihrer Computer aus getan. Dieser und Ihr Kollegium haben noch, was Sie geschrieben haben.</translation>
    </message>
    <message>
        <source>You removed this computer</source>
        <translation>Sie haben diesen Computer entfernt</translation>
    </message>
    <message>
        <source>Your messages on it were erased, and so were its keys. Nothing more is sent to this computer.</source>
        <translation>Ihre Nachrichten darauf wurden gelöscht, ebenso die Schlüssel. An diesen Computer wird nichts mehr gesendet.</translation>
    </message>
</context>
<context>
    <name>RestoreBackupDialog</name>
    <message>
        <source>Backups (*.curbside-backup);;All files (*)</source>
        <translation>Sicherungen (*.curbside-backup);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation>Die Datei wird geprüft…</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>Datei auswählen…</translation>
    </message>
    <message>
        <source>Messages that are not on this computer yet are taken over from a backup of yours. Nothing that is here is changed or deleted.</source>
        <translation>Nachrichten, die noch nicht auf diesem Computer sind, werden aus einer Ihrer Sicherungen übernommen. Was hier ist, wird nicht geändert oder gelöscht.</translation>
    </message>
    <message>
        <source>No file chosen</source>
        <translation>Keine Datei gewählt</translation>
    </message>
    <message>
        <source>Open the backup</source>
        <translation>Sicherung öffnen</translation>
    </message>
    <message>
        <source>Passphrase of the backup</source>
        <translation>Passphrase der Sicherung</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>Aus Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Stopped. Restore again to take over what is missing.</source>
        <translation>Abgebrochen. Stellen Sie noch einmal wieder her, um den Rest zu übernehmen.</translation>
    </message>
    <message>
        <source>Taking your messages over</source>
        <translation>Ihre Nachrichten werden übernommen</translation>
    </message>
</context>
<context>
    <name>SaveBackupDialog</name>
    <message>
        <source>Backups (*.curbside-backup)</source>
        <translation>Sicherungen (*.curbside-backup)</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>Ort auswählen…</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>Keep it somewhere else than this computer, and its passphrase somewhere else than the file. New messages are not in it: save another from time to time.</source>
        <translation>Bewahren Sie sie nicht auf diesem Computer auf und ihre Passphrase nicht bei der Datei. Neue Nachrichten sind nicht darin: Speichern Sie von Zeit zu Zeit eine weitere.</translation>
    </message>
    <message>
        <source>Save an encrypted backup</source>
        <translation>Verschlüsselte Sicherung speichern</translation>
    </message>
    <message>
        <source>Save the backup</source>
        <translation>Sicherung speichern</translation>
    </message>
    <message>
        <source>Saved. Messages in “{name}”: {count}.</source>
        <translation>Gespeichert. Nachrichten in „{name}“: {count}.</translation>
    </message>
    <message>
        <source>Saving your messages</source>
        <translation>Ihre Nachrichten werden gespeichert</translation>
    </message>
    <message>
        <source>Stopped. No file was left behind.</source>
        <translation>Abgebrochen. Es blieb keine Datei zurück.</translation>
    </message>
    <message>
        <source>The file holds all your messages and whom you have verified, encrypted with a passphrase of its own. Nobody can reset it: without it the file is worth nothing.</source>
        <translation>Die Datei enthält alle Ihre Nachrichten und wen Sie verifiziert haben, verschlüsselt mit einer eigenen Passphrase. Niemand kann sie zurücksetzen: Ohne sie ist die Datei nichts wert.</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>Save proof for IT</source>
        <translation>Beweis für die IT speichern</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>You: </source>
        <translation>Sie: </translation>
    </message>
    <message>
        <source>from you</source>
        <translation>von Ihnen</translation>
    </message>
    <message>
        <source>group {name}</source>
        <translation>Gruppe {name}</translation>
    </message>
    <message>
        <source>to you</source>
        <translation>an Sie</translation>
    </message>
    <message>
        <source>{name}, {sender}: {text}, {time}</source>
        <translation>{name}, {sender}: {text}, {time}</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>SearchFilters</name>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>By anyone</source>
        <translation>Von allen</translation>
    </message>
    <message>
        <source>By others</source>
        <translation>Von anderen</translation>
    </message>
    <message>
        <source>By you</source>
        <translation>Von Ihnen</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>From a day on…</source>
        <translation>Ab einem Tag…</translation>
    </message>
    <message>
        <source>Has file</source>
        <translation>Mit Datei</translation>
    </message>
    <message>
        <source>Since {day}</source>
        <translation>Seit {day}</translation>
    </message>
    <message>
        <source>The last 30 days</source>
        <translation>Die letzten 30 Tage</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>Die letzten 7 Tage</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Until a day…</source>
        <translation>Bis zu einem Tag…</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>Bis {day}</translation>
    </message>
    <message>
        <source>With someone else…</source>
        <translation>Mit jemand anderem…</translation>
    </message>
    <message>
        <source>With {name}</source>
        <translation>Mit {name}</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Geschrieben von</translation>
    </message>
    <message>
        <source>{filter}: {value}</source>
        <translation>{filter}: {value}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Suche schließen (Esc)</translation>
    </message>
    <message>
        <source>Fewer letters find more, and so does searching everywhere.</source>
        <translation>Weniger Buchstaben finden mehr, ebenso die Suche überall.</translation>
    </message>
    <message>
        <source>Fewer letters or fewer words find more.</source>
        <translation>Weniger Buchstaben oder weniger Wörter finden mehr.</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>More than {count} messages</source>
        <translation>Mehr als {count} Nachrichten</translation>
    </message>
    <message>
        <source>No messages</source>
        <translation>Keine Nachrichten</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Parts of words are enough, in any order. Put “double quotes” around words that follow each other.</source>
        <translation>Wortteile genügen, in beliebiger Reihenfolge. Setzen Sie Wörter, die aufeinander folgen, in &quot;Anführungszeichen&quot;.</translation>
    </message>
    <message>
        <source>Search all messages</source>
        <translation>Alle Nachrichten durchsuchen</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Überall suchen</translation>
    </message>
    <message>
        <source>Search your messages</source>
        <translation>Ihre Nachrichten durchsuchen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Set by your clinic</source>
        <translation>Von Ihrer Klinik festgelegt</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>1 message chosen</source>
        <translation>1 Nachricht ausgewählt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>{count} messages chosen</source>
        <translation>{count} Nachrichten ausgewählt</translation>
    </message>
</context>
<context>
    <name>SendFilesDialog</name>
    <message>
        <source>Add a text</source>
        <translation>Text hinzufügen</translation>
    </message>
    <message>
        <source>Add a text to the first file</source>
        <translation>Text zur ersten Datei hinzufügen</translation>
    </message>
    <message>
        <source>At most {count} files at once. The others were left out.</source>
        <translation>Höchstens {count} Dateien auf einmal. Die übrigen wurden weggelassen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>Volle Größe</translation>
    </message>
    <message>
        <source>Hidden details (place, camera, owner) are removed.</source>
        <translation>Verborgene Angaben (Ort, Kamera, Besitz) werden entfernt.</translation>
    </message>
    <message>
        <source>How pictures are sent</source>
        <translation>Wie Bilder gesendet werden</translation>
    </message>
    <message>
        <source>Original with hidden details</source>
        <translation>Original mit verborgenen Angaben</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Smaller (about {size})</source>
        <translation>Kleiner (etwa {size})</translation>
    </message>
    <message>
        <source>The original says where the picture was taken, besides camera, time and owner. Whoever gets it can read that.</source>
        <translation>Das Original sagt, wo das Bild aufgenommen wurde, außerdem Kamera, Zeit und wem sie gehört. Wer es bekommt, kann das lesen.</translation>
    </message>
    <message>
        <source>The original says with which camera, when and by whom the picture was taken. Whoever gets it can read that.</source>
        <translation>Das Original sagt, mit welcher Kamera, wann und von wem das Bild aufgenommen wurde. Wer es bekommt, kann das lesen.</translation>
    </message>
    <message>
        <source>The text is too long by {count} characters.</source>
        <translation>Der Text ist um {count} Zeichen zu lang.</translation>
    </message>
</context>
<context>
    <name>SendingStrip</name>
    <message>
        <source>Setting up encryption with {total} devices: {done}</source>
        <translation>Verschlüsselung mit {total} Geräten wird eingerichtet: {done}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>SharedComputer</name>
    <message>
        <source>Somebody else uses this computer now as well. So your passphrase is not remembered on it any more: type it when you start Curbside.</source>
        <translation>Jetzt nutzt noch jemand diesen Computer. Deshalb wird Ihre Passphrase hier nicht mehr gemerkt: Geben Sie sie beim Start von Curbside ein.</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>({count}) Curbside</source>
        <translation>({count}) Curbside</translation>
    </message>
</context>
<context>
    <name>ShortCodeView</name>
    <message>
        <source>Number to compare: {digits}</source>
        <translation>Zahl zum Vergleichen: {digits}</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Choose a colleague</source>
        <translation>Person auswählen</translation>
    </message>
    <message>
        <source>Choose a colleague and write. Only the two of you can read it.</source>
        <translation>Wählen Sie eine Person und schreiben Sie. Nur Sie beide können es lesen.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Find by name, role or department</source>
        <translation>Nach Name, Funktion oder Abteilung suchen</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>Menü (F10)</translation>
    </message>
    <message>
        <source>Names, roles and departments are searched.</source>
        <translation>Gesucht wird in Namen, Funktionen und Abteilungen.</translation>
    </message>
    <message>
        <source>No colleagues yet</source>
        <translation>Noch niemand da</translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation>Noch keine Unterhaltungen</translation>
    </message>
    <message>
        <source>Nobody else has joined. People appear here by themselves once they do.</source>
        <translation>Sonst ist noch niemand dabei. Andere erscheinen hier von selbst, sobald sie es sind.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Aus Sicherung wiederherstellen…</translation>
    </message>
    <message>
        <source>Show {count} in Conversations</source>
        <translation>{count} in Unterhaltungen zeigen</translation>
    </message>
    <message>
        <source>Show {count} in People</source>
        <translation>{count} in Personen zeigen</translation>
    </message>
</context>
<context>
    <name>SpellingMarks</name>
    <message>
        <source>Add “{word}” to my dictionary</source>
        <translation>„{word}“ in mein Wörterbuch aufnehmen</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Keine Vorschläge</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>It could not be sent.</source>
        <translation>Sie konnte nicht gesendet werden.</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
</context>
<context>
    <name>StepsPage</name>
    <message>
        <source>Adding it to the clinic&apos;s log of keys</source>
        <translation>Eintrag in das Schlüsselprotokoll der Klinik</translation>
    </message>
    <message>
        <source>Comparing the number on both screens</source>
        <translation>Vergleich der Zahl auf beiden Bildschirmen</translation>
    </message>
    <message>
        <source>Now answer on the new computer too.</source>
        <translation>Antworten Sie jetzt auch auf dem neuen Computer.</translation>
    </message>
    <message>
        <source>Reaching the new computer</source>
        <translation>Verbindung mit dem neuen Computer</translation>
    </message>
</context>
<context>
    <name>StepsView</name>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>steht aus</translation>
    </message>
</context>
<context>
    <name>SwitcherDialog</name>
    <message>
        <source>Arrow keys choose, Enter opens. Unread conversations come first.</source>
        <translation>Pfeiltasten wählen, Eingabe öffnet. Ungelesene Unterhaltungen stehen vorn.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Conversations and people</source>
        <translation>Unterhaltungen und Personen</translation>
    </message>
    <message>
        <source>Go to a conversation</source>
        <translation>Zu einer Unterhaltung gehen</translation>
    </message>
    <message>
        <source>Name, role or department</source>
        <translation>Name, Funktion oder Abteilung</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>Niemand gefunden</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Forwarded</source>
        <translation>Weitergeleitet</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>Neue Nachrichten</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>This message is not on this computer.</source>
        <translation>Diese Nachricht ist nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>This message needs a newer version of Curbside.</source>
        <translation>Diese Nachricht braucht eine neuere Version von Curbside.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>You took this message back · {time}</source>
        <translation>Sie haben diese Nachricht zurückgenommen · {time}</translation>
    </message>
    <message>
        <source>You took this message back.</source>
        <translation>Sie haben diese Nachricht zurückgenommen.</translation>
    </message>
    <message>
        <source>answers {name}: {text}</source>
        <translation>antwortet {name}: {text}</translation>
    </message>
    <message>
        <source>edited {time}</source>
        <translation>bearbeitet {time}</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>{name} took a message back · {time}</source>
        <translation>{name} hat eine Nachricht zurückgenommen · {time}</translation>
    </message>
    <message>
        <source>{name} took this message back.</source>
        <translation>{name} hat diese Nachricht zurückgenommen.</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Curbside: {words}</source>
        <translation>Curbside: {words}</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message>
        <source>Open Curbside</source>
        <translation>Curbside öffnen</translation>
    </message>
    <message>
        <source>Quit Curbside</source>
        <translation>Curbside beenden</translation>
    </message>
    <message>
        <source>{count} new messages</source>
        <translation>{count} neue Nachrichten</translation>
    </message>
    <message>
        <source>{words}. Do not disturb is on</source>
        <translation>{words}. „Nicht stören“ ist an</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Account closed</source>
        <translation>Konto geschlossen</translation>
    </message>
    <message>
        <source>Directory-checked</source>
        <translation>Im Verzeichnis geprüft</translation>
    </message>
    <message>
        <source>Key changed</source>
        <translation>Schlüssel geändert</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Nobody else is in this group.</source>
        <translation>Sonst ist niemand in dieser Gruppe.</translation>
    </message>
    <message>
        <source>Numbers did not match</source>
        <translation>Zahlen verschieden</translation>
    </message>
    <message>
        <source>Other machines than before watch the clinic&apos;s log.</source>
        <translation>Andere Computer als bisher wachen über das Protokoll der Klinik.</translation>
    </message>
    <message>
        <source>The key by which this computer knows the relay was replaced.</source>
        <translation>Der Schlüssel, an dem dieser Computer das Relay erkennt, wurde ersetzt.</translation>
    </message>
    <message>
        <source>The key that signs the clinic&apos;s log was replaced.</source>
        <translation>Der Schlüssel, der das Protokoll der Klinik unterschreibt, wurde ersetzt.</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verifiziert</translation>
    </message>
    <message>
        <source>You are not in this group any more. You can still read.</source>
        <translation>Sie sind nicht mehr in dieser Gruppe. Lesen können Sie weiterhin.</translation>
    </message>
    <message>
        <source>You left this group. You can still read.</source>
        <translation>Sie haben diese Gruppe verlassen. Lesen können Sie weiterhin.</translation>
    </message>
    <message>
        <source>You reported that {name}&apos;s numbers did not match. Sending is stopped.</source>
        <translation>Sie haben gemeldet, dass die Zahlen von {name} nicht übereinstimmen. Das Senden ist gestoppt.</translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT replaced a lost or stolen signing key with its recovery key.</source>
        <translation>Die IT Ihrer Klinik hat einen verlorenen oder gestohlenen Schlüssel mit ihrem Wiederherstellungsschlüssel ersetzt.</translation>
    </message>
    <message>
        <source>Your clinic&apos;s IT replaced its signing key.</source>
        <translation>Die IT Ihrer Klinik hat ihren Schlüssel ersetzt.</translation>
    </message>
    <message>
        <source>{name} has no device yet, so nothing can be encrypted to them.</source>
        <translation>{name} hat noch kein Gerät, deshalb kann nichts verschlüsselt werden.</translation>
    </message>
    <message>
        <source>{name}&apos;s account was closed by your clinic. You can still read.</source>
        <translation>Das Konto von {name} wurde von Ihrer Klinik geschlossen. Lesen können Sie weiter.</translation>
    </message>
    <message>
        <source>{name}&apos;s key changed. Review it before you write.</source>
        <translation>Der Schlüssel von {name} hat sich geändert. Prüfen Sie das, bevor Sie schreiben.</translation>
    </message>
</context>
<context>
    <name>TrustChip</name>
    <message>
        <source>Verify whom you are writing to</source>
        <translation>Verifizieren, wem Sie schreiben</translation>
    </message>
    <message>
        <source>{state}. Verify</source>
        <translation>{state}. Verifizieren</translation>
    </message>
</context>
<context>
    <name>TrustSection</name>
    <message>
        <source>0 of 1 independent witnesses confirm it.</source>
        <translation>0 von 1 unabhängigen Zeugen bestätigen es.</translation>
    </message>
    <message>
        <source>1 of 1 independent witnesses confirms it.</source>
        <translation>1 von 1 unabhängigen Zeugen bestätigt es.</translation>
    </message>
    <message>
        <source>Clinic&apos;s signing key</source>
        <translation>Schlüssel der Klinik</translation>
    </message>
    <message>
        <source>Copy: {what}</source>
        <translation>Kopieren: {what}</translation>
    </message>
    <message>
        <source>Independent witnesses</source>
        <translation>Unabhängige Zeugen</translation>
    </message>
    <message>
        <source>Its recovery key</source>
        <translation>Ihr Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>Key that signs the log</source>
        <translation>Schlüssel des Protokolls</translation>
    </message>
    <message>
        <source>No independent witness watches it.</source>
        <translation>Kein unabhängiger Zeuge wacht darüber.</translation>
    </message>
    <message>
        <source>None. Colleagues&apos; computers compare the log with each other all the same, with every message.</source>
        <translation>Keine. Die Computer in der Klinik vergleichen das Protokoll trotzdem miteinander, bei jeder Nachricht.</translation>
    </message>
    <message>
        <source>Not heard of yet</source>
        <translation>Noch nichts gehört</translation>
    </message>
    <message>
        <source>Relay&apos;s TLS key (SHA-256)</source>
        <translation>TLS-Schlüssel des Relays (SHA-256)</translation>
    </message>
    <message>
        <source>Root of the log at {size} entries</source>
        <translation>Wurzel des Protokolls bei {size} Einträgen</translation>
    </message>
    <message>
        <source>Save proof for IT…</source>
        <translation>Beweis speichern…</translation>
    </message>
    <message>
        <source>Show my card…</source>
        <translation>Meine Karte zeigen…</translation>
    </message>
    <message>
        <source>The clinic&apos;s directory was last checked {ago}.</source>
        <translation>Das Verzeichnis der Klinik wurde zuletzt geprüft: {ago}.</translation>
    </message>
    <message>
        <source>The clinic&apos;s directory was not checked yet.</source>
        <translation>Das Verzeichnis der Klinik wurde noch nicht geprüft.</translation>
    </message>
    <message>
        <source>The log contradicted itself.</source>
        <translation>Das Protokoll hat sich selbst widersprochen.</translation>
    </message>
    <message>
        <source>To compare with another computer</source>
        <translation>Zum Vergleich mit einem anderen Computer</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Vertrauen</translation>
    </message>
    <message>
        <source>What changed for the clinic itself</source>
        <translation>Was sich bei der Klinik selbst geändert hat</translation>
    </message>
    <message>
        <source>Your clinic requires {count}.</source>
        <translation>Ihre Klinik verlangt {count}.</translation>
    </message>
    <message>
        <source>{name}: signed {size} entries, {when}</source>
        <translation>{name}: {size} Einträge unterschrieben, {when}</translation>
    </message>
    <message>
        <source>{signed} of {total} independent witnesses confirm it.</source>
        <translation>{signed} von {total} unabhängigen Zeugen bestätigen es.</translation>
    </message>
    <message>
        <source>{signed} of {total} independent witnesses confirm its first {covered} of {size} entries; the newest are signed within minutes.</source>
        <translation>{signed} von {total} unabhängigen Zeugen bestätigen die ersten {covered} von {size} Einträgen; die neuesten werden in wenigen Minuten unterschrieben.</translation>
    </message>
    <message>
        <source>{when}: {what} (entry {index})</source>
        <translation>{when}: {what} (Eintrag {index})</translation>
    </message>
</context>
<context>
    <name>Ui</name>
    <message>
        <source>Curbside keeps running here</source>
        <translation>Curbside läuft hier weiter</translation>
    </message>
    <message>
        <source>Nothing that was acknowledged is lost. You can go on; if it happens again, tell your clinic&apos;s IT when it was.</source>
        <translation>Nichts Bestätigtes ist verloren. Sie können weiterarbeiten; wenn es wieder vorkommt, sagen Sie der IT Ihrer Klinik, wann es war.</translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation>Etwas Unerwartetes ist geschehen</translation>
    </message>
    <message>
        <source>To end it, choose Quit in the menu of this icon.</source>
        <translation>Zum Beenden wählen Sie „Beenden“ im Menü dieses Symbols.</translation>
    </message>
</context>
<context>
    <name>UnlockScreen</name>
    <message>
        <source>Hidden. Your PIN opens it until {time}; then your passphrase does.</source>
        <translation>Verborgen. Bis {time} öffnet Ihre PIN, danach Ihre Passphrase.</translation>
    </message>
    <message>
        <source>Lock fully</source>
        <translation>Ganz sperren</translation>
    </message>
    <message>
        <source>Locked. Your messages are encrypted on this computer.</source>
        <translation>Gesperrt. Ihre Nachrichten sind auf diesem Computer verschlüsselt.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Try again in {seconds} seconds.</source>
        <translation>Versuchen Sie es in {seconds} Sekunden erneut.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>Wird entsperrt…</translation>
    </message>
    <message>
        <source>Use the passphrase instead</source>
        <translation>Stattdessen die Passphrase benutzen</translation>
    </message>
</context>
<context>
    <name>VerifyDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Codes on two screens</source>
        <translation>Codes auf zwei Bildschirmen</translation>
    </message>
    <message>
        <source>Printed card</source>
        <translation>Gedruckte Karte</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Vorlesen</translation>
    </message>
    <message>
        <source>The codes do not match. Press “They don&apos;t match”.</source>
        <translation>Die Codes stimmen nicht überein. Drücken Sie „Stimmen nicht überein“.</translation>
    </message>
    <message>
        <source>The codes match. Press “They match” if this code came from {name} directly.</source>
        <translation>Die Codes stimmen überein. Drücken Sie „Stimmen überein“, wenn dieser Code direkt von {name} kam.</translation>
    </message>
    <message>
        <source>They don&apos;t match</source>
        <translation>Stimmen nicht überein</translation>
    </message>
    <message>
        <source>They match</source>
        <translation>Stimmen überein</translation>
    </message>
    <message>
        <source>This is a code, but not one of {name}&apos;s for you.</source>
        <translation>Das ist ein Code, aber keiner von {name} für Sie.</translation>
    </message>
    <message>
        <source>This is not a code. One begins with “curbside:verify:” or “curbside:card:”.</source>
        <translation>Das ist kein Code. Ein Code beginnt mit „curbside:verify:“ oder „curbside:card:“.</translation>
    </message>
    <message>
        <source>Verified since {date}</source>
        <translation>Verifiziert seit {date}</translation>
    </message>
    <message>
        <source>Verify {name}</source>
        <translation>{name} verifizieren</translation>
    </message>
    <message>
        <source>Ways to compare</source>
        <translation>Wege zu vergleichen</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>As in the file</source>
        <translation>Wie in der Datei</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Wie es war</translation>
    </message>
    <message>
        <source>Break long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy the words of this page</source>
        <translation>Text dieser Seite kopieren</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>In diesem Dokument suchen</translation>
    </message>
    <message>
        <source>Find in this text</source>
        <translation>In diesem Text suchen</translation>
    </message>
    <message>
        <source>Fit the page</source>
        <translation>Ganze Seite</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>Ganze Breite</translation>
    </message>
    <message>
        <source>Fit the window</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Handed to the printer. Fetch the pages at once.</source>
        <translation>An den Drucker übergeben. Holen Sie die Seiten gleich ab.</translation>
    </message>
    <message>
        <source>It may be damaged, or of a kind that Curbside does not show. Your clinic does not allow files to be saved on this computer.</source>
        <translation>Sie kann beschädigt sein oder von einer Art, die Curbside nicht zeigt. Ihre Klinik erlaubt nicht, Dateien auf diesem Computer zu speichern.</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>List of pages</source>
        <translation>Liste der Seiten</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>Nächste Datei</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>Not for primary diagnosis</source>
        <translation>Nicht zur Primärbefundung</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Only pictures and PDF files can be printed here</source>
        <translation>Nur Bilder und PDF-Dateien können hier gedruckt werden</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Own size: one pixel for one pixel</source>
        <translation>Eigene Größe: ein Pixel für ein Pixel</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>Seite {number}</translation>
    </message>
    <message>
        <source>Page {page} of {count}</source>
        <translation>Seite {page} von {count}</translation>
    </message>
    <message>
        <source>Page {page} of {count} · {percent} %</source>
        <translation>Seite {page} von {count} · {percent} %</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Preparing page {done} of {total} for the printer…</source>
        <translation>Seite {done} von {total} wird für den Drucker vorbereitet…</translation>
    </message>
    <message>
        <source>Previous file</source>
        <translation>Vorige Datei</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorige Stelle</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Sort by clicking on a column</source>
        <translation>Sortieren durch Klicken auf eine Spalte</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The file is decrypted in memory alone.</source>
        <translation>Die Datei wird nur im Arbeitsspeicher entschlüsselt.</translation>
    </message>
    <message>
        <source>The table is larger. Only its beginning is shown; save it to see all.</source>
        <translation>Die Tabelle ist größer. Nur ihr Anfang wird gezeigt; speichern Sie sie, um alles zu sehen.</translation>
    </message>
    <message>
        <source>The text is longer. Only its beginning is shown; save it to see all.</source>
        <translation>Der Text ist länger. Nur sein Anfang wird gezeigt; speichern Sie ihn, um alles zu sehen.</translation>
    </message>
    <message>
        <source>The words of this page are on the clipboard.</source>
        <translation>Der Text dieser Seite ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation>von {count}</translation>
    </message>
    <message>
        <source>{name} · {when} · {size}</source>
        <translation>{name} · {when} · {size}</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
    <message>
        <source>{width} × {height} · {percent} %</source>
        <translation>{width} × {height} · {percent} %</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>A voice message can be 30 minutes long; this one is.</source>
        <translation>Eine Sprachnachricht kann 30 Minuten lang sein; diese ist es.</translation>
    </message>
    <message>
        <source>A voice message to {name} is not sent yet. It is paused until you return.</source>
        <translation>Eine Sprachnachricht an {name} ist noch nicht gesendet. Sie ruht, bis Sie zurückkehren.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard this voice message?</source>
        <translation>Diese Sprachnachricht verwerfen?</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>End of the voice message</source>
        <translation>Ende der Sprachnachricht</translation>
    </message>
    <message>
        <source>Getting it ready to listen…</source>
        <translation>Wird zum Anhören vorbereitet…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>It helps those who cannot listen now, or cannot hear.</source>
        <translation>Das hilft allen, die gerade nicht zuhören oder nicht hören können.</translation>
    </message>
    <message>
        <source>It is {length} long. It cannot be brought back.</source>
        <translation>Sie ist {length} lang. Sie lässt sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Listen from here</source>
        <translation>Ab hier anhören</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Nothing heard yet</source>
        <translation>Noch nichts gehört</translation>
    </message>
    <message>
        <source>Nothing is heard. Check that the microphone is connected and not muted.</source>
        <translation>Es ist nichts zu hören. Prüfen Sie, ob das Mikrofon angeschlossen und nicht stumm geschaltet ist.</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>Mikrofon wird geöffnet…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Paused after {length}</source>
        <translation>Angehalten nach {length}</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Leise</translation>
    </message>
    <message>
        <source>Ready: {length}. Listen to it, or send it.</source>
        <translation>Bereit: {length}. Hören Sie sie an, oder senden Sie sie.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme läuft</translation>
    </message>
    <message>
        <source>Return to it</source>
        <translation>Dorthin zurück</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>The voice message that you were recording was discarded when Curbside locked. Nothing of it was kept.</source>
        <translation>Die Sprachnachricht, die Sie gerade aufgenommen haben, wurde verworfen, als Curbside gesperrt wurde. Nichts davon wurde behalten.</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Wortlaut</translation>
    </message>
    <message>
        <source>Type here what you said (not required)</source>
        <translation>Hier können Sie aufschreiben, was Sie gesagt haben (freiwillig)</translation>
    </message>
    <message>
        <source>Voice message to {name}</source>
        <translation>Sprachnachricht an {name}</translation>
    </message>
    <message>
        <source>Voice message, {length}</source>
        <translation>Sprachnachricht, {length}</translation>
    </message>
    <message>
        <source>What you said, in writing</source>
        <translation>Was Sie gesagt haben, schriftlich</translation>
    </message>
    <message>
        <source>transcript: {text}</source>
        <translation>Wortlaut: {text}</translation>
    </message>
    <message>
        <source>{position} of {length}</source>
        <translation>{position} von {length}</translation>
    </message>
    <message>
        <source>{speed}×</source>
        <translation>{speed}×</translation>
    </message>
    <message>
        <source>{time}, {left} left</source>
        <translation>{time}, noch {left}</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Choose a colleague</source>
        <translation>Person auswählen</translation>
    </message>
    <message>
        <source>Choose a conversation</source>
        <translation>Wählen Sie eine Unterhaltung</translation>
    </message>
    <message>
        <source>Colleagues appear by themselves as soon as they have joined. There is nothing to do until then.</source>
        <translation>Andere erscheinen von selbst, sobald sie dabei sind. Bis dahin gibt es nichts zu tun.</translation>
    </message>
    <message>
        <source>Everyone in your clinic is in the list of people, by name and role.</source>
        <translation>Alle in Ihrer Klinik stehen in der Liste der Personen, mit Name und Funktion.</translation>
    </message>
    <message>
        <source>How it works</source>
        <translation>So geht es</translation>
    </message>
    <message>
        <source>Write to a colleague</source>
        <translation>Schreiben Sie jemandem</translation>
    </message>
    <message>
        <source>You are the first one here</source>
        <translation>Sie sind hier die erste Person</translation>
    </message>
    <message>
        <source>{find} finds a person, {next} goes to the next conversation.</source>
        <translation>{find} findet eine Person, {next} geht zur nächsten Unterhaltung.</translation>
    </message>
</context>
<context>
    <name>WhoPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock the invite has expired. It may be refused.</source>
        <translation>Nach der Uhr dieses Computers ist die Einladung abgelaufen. Vielleicht wird sie abgelehnt.</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Klinik</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>If anything here is not right, stop and ask your clinic&apos;s IT.</source>
        <translation>Wenn hier etwas nicht stimmt, hören Sie auf und fragen Sie die IT Ihrer Klinik.</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <translation>Sind Sie das?</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Relay</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>Personalnummer</translation>
    </message>
    <message>
        <source>This invite gives you a new key. Colleagues will see that it changed and are asked to verify you again.</source>
        <translation>Mit dieser Einladung bekommen Sie einen neuen Schlüssel. Andere sehen die Änderung und werden gebeten, Sie neu zu verifizieren.</translation>
    </message>
    <message>
        <source>This invite restores your account together with your recovery kit. Have the page with the 12 words at hand.</source>
        <translation>Diese Einladung stellt Ihr Konto zusammen mit Ihrem Wiederherstellungsblatt wieder her. Halten Sie das Blatt mit den 12 Wörtern bereit.</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Yes, this is me</source>
        <translation>Ja, das bin ich</translation>
    </message>
    <message>
        <source>Your account key comes back; this computer makes all its other keys itself.</source>
        <translation>Ihr Kontoschlüssel kommt zurück; alle anderen Schlüssel erzeugt dieser Computer selbst.</translation>
    </message>
    <message>
        <source>Your keys will be made on this computer and never leave it.</source>
        <translation>Ihre Schlüssel werden auf diesem Computer erzeugt und verlassen ihn nie.</translation>
    </message>
</context>
<context>
    <name>WithdrawKit</name>
    <message>
        <source>Should all your computers be lost then, you get a new key, and every colleague is asked to verify you again.</source>
        <translation>Wenn dann alle Ihre Computer verloren gehen, bekommen Sie einen neuen Schlüssel, und alle anderen werden gebeten, Sie neu zu verifizieren.</translation>
    </message>
    <message>
        <source>The relay forgets your sealed key, and the page is worth nothing any more.</source>
        <translation>Das Relay vergisst Ihren versiegelten Schlüssel, und das Blatt ist nichts mehr wert.</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Withdraw the recovery kit</source>
        <translation>Wiederherstellungsblatt zurückziehen</translation>
    </message>
</context>
<context>
    <name>WordsView</name>
    <message>
        <source>Word {number}: {word}</source>
        <translation>Wort {number}: {word}</translation>
    </message>
</context>
<context>
    <name>WorkstationCard</name>
    <message>
        <source>Added: {time}</source>
        <translation>Hinzugefügt: {time}</translation>
    </message>
    <message>
        <source>Added: {time}, by {name}</source>
        <translation>Hinzugefügt: {time}, von {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>For example the room. Do not put a patient&apos;s name here.</source>
        <translation>Zum Beispiel das Zimmer. Verwenden Sie keinen Patientennamen.</translation>
    </message>
    <message>
        <source>I removed it…</source>
        <translation>Ich habe ihn entfernt…</translation>
    </message>
    <message>
        <source>I removed {name}</source>
        <translation>{name} habe ich entfernt</translation>
    </message>
    <message>
        <source>It adds and removes the others.</source>
        <translation>Er fügt die anderen hinzu und entfernt sie.</translation>
    </message>
    <message>
        <source>It is mine…</source>
        <translation>Er gehört mir…</translation>
    </message>
    <message>
        <source>It was removed with your account key, and none of your computers said so. If it was not you, somebody may have that key: tell IT at once.</source>
        <translation>Er wurde mit Ihrem Kontoschlüssel entfernt, und keiner Ihrer Computer hat das gesagt. Wenn Sie das nicht waren, hat vielleicht jemand diesen Schlüssel: Sagen Sie es sofort der IT.</translation>
    </message>
    <message>
        <source>Last seen: {time}, says the relay</source>
        <translation>Zuletzt gesehen: {time}, sagt das Relay</translation>
    </message>
    <message>
        <source>Main computer</source>
        <translation>Hauptcomputer</translation>
    </message>
    <message>
        <source>Main computer: it adds and removes the others</source>
        <translation>Hauptcomputer: Er fügt die anderen hinzu und entfernt sie</translation>
    </message>
    <message>
        <source>New name for {name}</source>
        <translation>Neuer Name für {name}</translation>
    </message>
    <message>
        <source>None of your computers said that it added this one. If you set it up with your recovery kit, it is yours. If you do not know it, somebody may be reading along: remove it, and tell IT.</source>
        <translation>Keiner Ihrer Computer hat gesagt, dass er diesen hinzugefügt hat. Wenn Sie ihn mit Ihrem Wiederherstellungsblatt eingerichtet haben, gehört er Ihnen. Wenn Sie ihn nicht kennen, liest vielleicht jemand mit: Entfernen Sie ihn und sagen Sie es der IT.</translation>
    </message>
    <message>
        <source>None of your computers said that it added this one. If you set it up with your recovery kit, say so on your main computer. If you do not know it, somebody may be reading along: remove it on your main computer, and tell IT.</source>
        <translation>Keiner Ihrer Computer hat gesagt, dass er diesen hinzugefügt hat. Wenn Sie ihn mit Ihrem Wiederherstellungsblatt eingerichtet haben, sagen Sie das auf Ihrem Hauptcomputer. Wenn Sie ihn nicht kennen, liest vielleicht jemand mit: Entfernen Sie ihn auf Ihrem Hauptcomputer und sagen Sie es der IT.</translation>
    </message>
    <message>
        <source>Not seen by the relay yet</source>
        <translation>Vom Relay noch nicht gesehen</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>{name} umbenennen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Workstation without a name</source>
        <translation>Arbeitsplatz ohne Namen</translation>
    </message>
    <message>
        <source>main computer</source>
        <translation>Hauptcomputer</translation>
    </message>
    <message>
        <source>nobody explained it</source>
        <translation>niemand hat ihn erklärt</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>{name} is mine</source>
        <translation>{name} gehört mir</translation>
    </message>
</context>
<context>
    <name>WorkstationsSection</name>
    <message>
        <source>Add a workstation…</source>
        <translation>Arbeitsplatz hinzufügen…</translation>
    </message>
    <message>
        <source>Add the one in your office or on another ward, and every conversation is in both places. A second one also helps when this one breaks.</source>
        <translation>Fügen Sie den in Ihrem Büro oder auf einer anderen Station hinzu, und jede Unterhaltung ist an beiden Orten. Ein zweiter hilft auch, wenn dieser ausfällt.</translation>
    </message>
    <message>
        <source>Copying your messages there: {done} of {total}</source>
        <translation>Ihre Nachrichten werden dorthin kopiert: {done} von {total}</translation>
    </message>
    <message>
        <source>Delete them when it next reaches the relay</source>
        <translation>Dort löschen, sobald er das Relay wieder erreicht</translation>
    </message>
    <message>
        <source>Did you remove “{name}”?</source>
        <translation>Haben Sie „{name}“ entfernt?</translation>
    </message>
    <message>
        <source>Each computer on this list has keys of its own, gets every message, and can read and send as you.</source>
        <translation>Jeder Computer in dieser Liste hat eigene Schlüssel, erhält jede Nachricht und kann in Ihrem Namen lesen und schreiben.</translation>
    </message>
    <message>
        <source>I removed it</source>
        <translation>Ich habe ihn entfernt</translation>
    </message>
    <message>
        <source>Is “{name}” yours?</source>
        <translation>Gehört „{name}“ Ihnen?</translation>
    </message>
    <message>
        <source>It can read and send all your messages as you. The warning about it ends on all your computers.</source>
        <translation>Er kann alle Ihre Nachrichten lesen und in Ihrem Namen schreiben. Die Warnung davor endet auf allen Ihren Computern.</translation>
    </message>
    <message>
        <source>It is mine</source>
        <translation>Er gehört mir</translation>
    </message>
    <message>
        <source>Messages that are there already can still be read with its passphrase, unless you have them deleted.</source>
        <translation>Nachrichten, die schon dort sind, lassen sich mit dessen Passphrase weiter lesen, wenn Sie sie nicht löschen lassen.</translation>
    </message>
    <message>
        <source>Nothing that is written from now on can be read there, and the relay refuses that computer at once. Your other computers and your colleagues see that it was removed.</source>
        <translation>Was ab jetzt geschrieben wird, ist dort nicht lesbar, und das Relay weist diesen Computer sofort ab. Ihre anderen Computer und Ihre Kontakte sehen, dass er entfernt wurde.</translation>
    </message>
    <message>
        <source>Remove this workstation</source>
        <translation>Diesen Arbeitsplatz entfernen</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>„{name}“ entfernen?</translation>
    </message>
    <message>
        <source>Say so only if you removed that computer yourself, on one that you do not have any more.</source>
        <translation>Sagen Sie das nur, wenn Sie diesen Computer selbst entfernt haben, von einem aus, den Sie nicht mehr haben.</translation>
    </message>
    <message>
        <source>Say so only if you set up Curbside on that computer yourself, for example with your recovery kit.</source>
        <translation>Sagen Sie das nur, wenn Sie Curbside auf diesem Computer selbst eingerichtet haben, zum Beispiel mit Ihrem Wiederherstellungsblatt.</translation>
    </message>
    <message>
        <source>The warning about it ends on all your computers.</source>
        <translation>Die Warnung davor endet auf allen Ihren Computern.</translation>
    </message>
    <message>
        <source>Workstations are added and removed on your main computer, {name}.</source>
        <translation>Arbeitsplätze werden auf Ihrem Hauptcomputer hinzugefügt und entfernt: {name}.</translation>
    </message>
    <message>
        <source>Workstations are added and removed on your main computer.</source>
        <translation>Arbeitsplätze werden auf Ihrem Hauptcomputer hinzugefügt und entfernt.</translation>
    </message>
    <message>
        <source>You have {count} workstations, which is as many as one person can have. Remove one that you do not use any more.</source>
        <translation>Sie haben {count} Arbeitsplätze; mehr kann eine Person nicht haben. Entfernen Sie einen, den Sie nicht mehr benutzen.</translation>
    </message>
    <message>
        <source>You use Curbside on this computer only</source>
        <translation>Sie nutzen Curbside nur auf diesem Computer</translation>
    </message>
    <message>
        <source>Your workstations</source>
        <translation>Ihre Arbeitsplätze</translation>
    </message>
    <message>
        <source>Your {total} earlier messages were copied there.</source>
        <translation>Ihre {total} früheren Nachrichten wurden dorthin kopiert.</translation>
    </message>
</context>
<context>
    <name>WritingSection</name>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>My dictionary</source>
        <translation>Mein Wörterbuch</translation>
    </message>
    <message>
        <source>Remove the word</source>
        <translation>Wort entfernen</translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation>Rechtschreibung</translation>
    </message>
    <message>
        <source>This computer offers no dictionaries, so spelling is not checked. Your clinic&apos;s IT can add them.</source>
        <translation>Dieser Computer bietet keine Wörterbücher, deshalb wird die Rechtschreibung nicht geprüft. Die IT Ihrer Klinik kann welche hinzufügen.</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>Rechtschreibung prüfen</translation>
    </message>
    <message>
        <source>Words are looked up on this computer, in the dictionaries that it offers. What you write is sent nowhere for that.</source>
        <translation>Wörter werden auf diesem Computer nachgeschlagen, in seinen eigenen Wörterbüchern. Was Sie schreiben, wird dafür nirgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
</context>
<context>
    <name>_BackupDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Messages: {done} of {total}</source>
        <translation>Nachrichten: {done} von {total}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>_ToneButton</name>
    <message>
        <source>Dark skin tone</source>
        <translation>Dunkle Hautfarbe</translation>
    </message>
    <message>
        <source>Light skin tone</source>
        <translation>Helle Hautfarbe</translation>
    </message>
    <message>
        <source>Medium skin tone</source>
        <translation>Mittlere Hautfarbe</translation>
    </message>
    <message>
        <source>Medium-dark skin tone</source>
        <translation>Mitteldunkle Hautfarbe</translation>
    </message>
    <message>
        <source>Medium-light skin tone</source>
        <translation>Mittelhelle Hautfarbe</translation>
    </message>
    <message>
        <source>No skin tone</source>
        <translation>Keine Hautfarbe</translation>
    </message>
    <message>
        <source>Skin tone: {tone}</source>
        <translation>Hautfarbe: {tone}</translation>
    </message>
</context>
</TS>
