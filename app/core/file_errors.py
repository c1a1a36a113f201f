# ruff: noqa: N818 - errors are named for what happened, as in the texts people see
"""What can go wrong with files in conversations, in words for the person concerned.

Their codes are stored with files that failed; `FILE_FAILURES` leads from a code to the words.
"""

from __future__ import annotations

from enum import Enum

from app.core.errors import CurbsideError
from app.core.wording import translatable


class FileError(CurbsideError):
    """Anything about a file. Messages and other files are not affected."""

    code = "file"


class Refusal(Enum):
    """Why a file cannot be sent."""

    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    FORBIDDEN = "forbidden"
    CHANGED = "changed"


class FileRefused(FileError):
    """A file that cannot be sent. `reason` says why."""

    code = "file-refused"

    def __init__(self, reason: Refusal, most_mib: int = 0) -> None:
        message, action = _REFUSALS[reason]
        super().__init__(message, action, most=most_mib)
        self.reason = reason


_REFUSALS = {
    Refusal.NOT_A_FILE: (
        translatable("This is not a file, but a folder or a device."),
        translatable("Choose a file. To send a folder, pack it into a ZIP file first."),
    ),
    Refusal.UNREADABLE: (
        translatable("This file cannot be read."),
        translatable("Check that it still exists and that you may open it. Then choose it again."),
    ),
    Refusal.EMPTY: (
        translatable("This file is empty."),
        translatable("Choose another file, or save this one again where it comes from."),
    ),
    Refusal.TOO_LARGE: (
        translatable("This file is too large. Your clinic allows up to {most} MiB."),
        translatable("Send a smaller file, or a part of it."),
    ),
    Refusal.FORBIDDEN: (
        translatable("Your clinic does not allow files to be sent."),
        translatable("Write what it says, or ask your clinic's IT."),
    ),
    Refusal.CHANGED: (
        translatable("This file was changed, moved or deleted after you chose it."),
        translatable("Nothing was sent. Choose it again."),
    ),
}


class PictureNotCleaned(FileError):
    """Hidden details could not be taken out of a picture, so nothing of it was sent."""

    code = "picture-not-cleaned"
    message = (
        "The hidden details of this picture, such as where it was taken, could not be removed. "
        "It was not sent."
    )
    action = "Send it as the original if that is all right, or save it as JPEG and try again."


class FileGone(FileError):
    """Its bytes are not on this computer."""

    code = "file-gone"
    message = "This file is not on this computer."
    action = "Fetch it first. If it has expired, ask for it to be sent again."


class FileDamaged(FileError):
    """The bytes are not those that the sender encrypted."""

    code = "file-damaged"
    message = "This file is damaged or was altered, so it is not opened."
    action = "Ask for it to be sent again. If it happens again, tell your clinic's IT."


class FileExpired(FileError):
    """The relay has deleted it."""

    code = "file-expired"
    message = "The relay does not have this file any more, and it was never fetched here."
    action = "Ask for it to be sent again."


class FileChangedMeanwhile(FileError):
    """The file that was chosen was altered, or is not there any more."""

    code = "file-changed"
    message = "The file was changed, moved or deleted before it could be encrypted."
    action = "Nothing of it was sent. Take this message back, and choose the file again."


class FileNotPrepared(FileError):
    """The app ended while it was encrypted."""

    code = "file-not-prepared"
    message = "Curbside was closed before this file was ready to be sent."
    action = "Nothing of it was sent. Take this message back, and choose the file again."


class FileNotHere(FileError):
    """It cannot be forwarded from here."""

    code = "file-not-here"
    message = "Nothing was forwarded, because one of these files is not on this computer."
    action = "Fetch the file first, then forward it."


class NotAllowed(FileError):
    """Policy forbids it."""

    code = "file-not-allowed"
    message = "Your clinic does not allow this with files."
    action = "You can look at them here. If you need more, ask your clinic's IT."


class FileExists(FileError):
    """There is a file of that name already."""

    code = "file-exists"
    message = "There is a file of that name already. It was left as it is."
    action = "Choose another name, or say that it is to be replaced."


class SaveFailed(FileError):
    """It could not be written outside Curbside."""

    code = "save-failed"
    message = "The file could not be saved there. Nothing was left behind."
    action = "Check that the folder can be written to and has space, or choose another one."


class FileTooLargeForRelay(FileError):
    """The relay takes no file of this size."""

    code = "too-large"
    message = "The clinic's relay does not take files of this size."
    action = "Send a smaller file, or ask your clinic's IT."


class RelayQuotaUsedUp(FileError):
    """The relay keeps no more files of this person for now."""

    code = "file-quota"
    message = "The clinic's relay keeps no more of your files for now."
    action = "Take back files that nobody needs, or choose Retry later. Your clinic's IT can help."


class RelayHasNoRoom(FileError):
    """The relay's disk, or its part for files, is full."""

    code = "file-storage-full"
    message = "The clinic's relay has no room for more files."
    action = "The file is kept here. Tell your clinic's IT, and choose Retry later."


class NoSpaceHere(FileError):
    """This computer's disk is full."""

    code = "store-full"
    message = "The disk of this computer is full, so this file could not be kept here."
    action = "Nothing else is lost. Free some space, then choose Retry."


class UploadRefused(FileError):
    """What arrived at the relay was not what was sent, again and again."""

    code = "digest-mismatch"
    message = "The file did not arrive at the relay as it was sent."
    action = "Choose Retry. If it happens again, tell your clinic's IT."


class FileNotMoved(FileError):
    """Anything else that keeps a file from being moved."""

    code = "file-not-moved"
    message = "This file could not be sent or fetched."
    action = "Choose Retry. If it happens again, tell your clinic's IT."


FILE_FAILURES: dict[str, type[FileError]] = {
    error.code: error
    for error in (
        FileDamaged,
        FileExpired,
        FileChangedMeanwhile,
        FileNotPrepared,
        FileTooLargeForRelay,
        RelayQuotaUsedUp,
        RelayHasNoRoom,
        NoSpaceHere,
        UploadRefused,
        FileNotMoved,
        FileGone,
    )
}
"""The words for `FileRecord.failure`; of a code that is not in here, those of `FileNotMoved`."""
