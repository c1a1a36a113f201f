"""What can go wrong with backup files, in words for the person (relay/PROTOCOL.md section 12)."""

from __future__ import annotations

from app.core.errors import CurbsideError


class BackupError(CurbsideError):
    """Something about a backup file. Nothing was taken over from it."""

    code = "backup"
    message = "The backup file cannot be used."
    action = "Choose another file."


class NotABackup(BackupError):  # noqa: N818 - named for what happened
    """The file is something else."""

    code = "backup-not-one"
    message = "This is not a Curbside backup."
    action = "A backup is a file that ends in .curbside-backup. Choose that."


class BackupDamaged(BackupError):  # noqa: N818 - as above
    """The file was cut short or altered."""

    code = "backup-damaged"
    message = "This backup file is damaged: it is not as it was written, or its end is missing."
    action = "Nothing was taken over from it. Use another copy of it."


class BackupTooNew(BackupError):  # noqa: N818 - as above
    """Of a later version of the format."""

    code = "backup-too-new"
    message = "This backup was made by a newer version of Curbside."
    action = "Nothing was taken over from it. Ask your clinic's IT to install that version here."


class BackupPassphraseWrong(BackupError):  # noqa: N818 - as above
    """The first chunk does not open: another passphrase, or altered bytes there."""

    code = "backup-passphrase"
    message = "That is not the passphrase of this backup."
    action = (
        "It is the one that was chosen when the backup was made. Check Caps Lock and the keyboard "
        "layout. If you are sure of it, the file is damaged at its beginning."
    )


class BackupOfOtherPerson(BackupError):  # noqa: N818 - as above
    """Of another account of the same clinic."""

    code = "backup-other-person"
    message = "This backup is of another person's messages."
    action = "Nothing was taken over from it. Choose a backup of your own."


class BackupOfOtherClinic(BackupError):  # noqa: N818 - as above
    """Of another log."""

    code = "backup-other-clinic"
    message = "This backup was made at another clinic."
    action = "Nothing was taken over from it. It can be restored at that clinic only."


class BackupExists(BackupError):  # noqa: N818 - as above
    """A file of that name is there."""

    code = "backup-exists"
    message = "There is a file of this name already. It was not touched."
    action = "Choose another name."


class BackupNoSpace(BackupError):  # noqa: N818 - as above
    """The disk is full."""

    code = "backup-no-space"
    message = "There is not enough room for the backup there. No file was left behind."
    action = "Free some space, or choose another place."


class BackupNotWritten(BackupError):  # noqa: N818 - as above
    """The operating system refused."""

    code = "backup-not-written"
    message = "The backup could not be written there. No file was left behind."
    action = "Check that the folder is there and that you may write to it, or choose another place."


class BackupNotReadable(BackupError):  # noqa: N818 - as above
    """The operating system refused."""

    code = "backup-not-readable"
    message = "The backup file could not be read."
    action = "Check that it is still there, and that the disk it is on is connected."


class BackupNotAllowed(BackupError):  # noqa: N818 - as above
    """Policy."""

    code = "backup-not-allowed"
    message = "Your clinic does not allow saving messages to a file."
    action = "Ask your clinic's IT."
