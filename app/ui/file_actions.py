"""What a person may do with the file of a message now, as names of commands (`app.ui.actions`)."""

from __future__ import annotations

from app.core.file_types import FileRecord, FileState
from app.core.policy import Policy

OPEN = "file-open"
FETCH = "file-fetch"
SAVE = "file-save"
PAUSE = "file-pause"
RESUME = "file-resume"
RETRY = "file-retry"
CANCEL = "file-cancel"
COPY_PICTURE = "file-copy"
ALL = (OPEN, FETCH, SAVE, PAUSE, RESUME, RETRY, CANCEL, COPY_PICTURE)

_MOVING = {
    FileState.PREPARING: (CANCEL,),
    FileState.UPLOADING: (PAUSE, CANCEL),
    FileState.REMOTE: (FETCH,),
    FileState.DOWNLOADING: (PAUSE, CANCEL),
    FileState.PAUSED: (RESUME, CANCEL),
    FileState.HERE: (),
    FileState.EXPIRED: (),
}


def moving_actions(file: FileRecord, *, outgoing: bool) -> tuple[str, ...]:
    """What concerns its way to or from the relay: the buttons of its row."""
    if file.state is FileState.FAILED:
        return (RETRY, CANCEL) if outgoing else (RETRY,)
    return _MOVING[file.state]


def readable(file: FileRecord, *, outgoing: bool) -> bool:
    """Whether the whole file is on this computer: its own uploads are from the start."""
    if file.state is FileState.HERE or file.state is FileState.UPLOADING:
        return True
    kept = file.state in (FileState.PAUSED, FileState.FAILED)
    return outgoing and kept and bool(file.local_name and file.digest)


def actions(file: FileRecord, policy: Policy, *, outgoing: bool) -> tuple[str, ...]:
    """Everything, in the order of a menu."""
    here = readable(file, outgoing=outgoing)
    looks = (OPEN,) if here else ()
    saves = (SAVE,) if here and policy.allow_save_files else ()
    return looks + moving_actions(file, outgoing=outgoing) + saves


def main_action(file: FileRecord, *, outgoing: bool) -> str:
    """What a click on the file, or Enter, does; empty: nothing can be done."""
    if readable(file, outgoing=outgoing):
        return OPEN
    moves = moving_actions(file, outgoing=outgoing)
    return moves[0] if moves and moves[0] in (FETCH, RESUME, RETRY) else ""
