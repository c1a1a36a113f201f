"""What becomes of a file, each step in one transaction with the message that it belongs to.

Every step looks at the state first: whoever paused, cancelled or took back meanwhile was faster.
Each returns the row as it is then, or None when there was nothing to do.
"""

from __future__ import annotations

from dataclasses import replace

from app.core.file_errors import FileChangedMeanwhile, FileGone, FileNotPrepared
from app.core.file_types import FileRecord, FileState
from app.core.ids import BlobId
from app.core.records import DeliveryState, MessageRecord
from app.core.store_ports import Transaction
from app.core.views import AttentionReason
from app.services.changing import send_again
from app.services.context import Context
from app.services.file_contents import goes_up
from app.services.file_sources import Origin
from app.services.holding import (
    HeldBack,
    HeldForClosedAccount,
    HeldForKeyChange,
    HeldForMismatch,
)
from app.services.recipients import CannotSend, MessageGone

_WHY = {
    AttentionReason.KEY_CHANGED: HeldForKeyChange.code,
    AttentionReason.MISMATCH: HeldForMismatch.code,
    AttentionReason.CLOSED: HeldForClosedAccount.code,
}
"""With what a message fails whose recipient may not be written to any more."""
_UNREADY = {error.code: error for error in (FileChangedMeanwhile, FileNotPrepared)}


def origin(row_id: int, tx: Transaction) -> tuple[Origin, FileRecord | None]:
    """Where the plaintext of a file comes from, and the file that is forwarded, if it is that."""
    found = Origin.decode(tx.files.place(row_id))
    return found, tx.files.get(found.row) if found.row else None


def progress(row_id: int, state: FileState, done: int, tx: Transaction) -> FileRecord | None:
    """It went on; None when that is not wanted any more."""
    file = tx.files.get(row_id)
    if file is None or file.state is not state:
        return None
    file = replace(file, done=done)
    tx.files.update(row_id, file)
    return file


def prepared(row_id: int, digest: bytes, tx: Transaction) -> MessageRecord | None:
    """It is encrypted: on to the relay."""
    return _change(tx, row_id, FileState.PREPARING, FileState.UPLOADING, digest=digest, place="")


def uploaded(context: Context, row_id: int, tx: Transaction) -> MessageRecord | None:
    """The relay has all of it: the message goes out now, in the same transaction.

    Raises an alarm about our own account: the message waits until that is dealt with.
    """
    row = _change(tx, row_id, FileState.UPLOADING, FileState.HERE, place="")
    if row is None or row.file is None:
        return None
    tx.files.update(row_id, replace(row.file, done=row.file.stored))
    failure = None
    try:
        send_again(context, tx, row)
    except CannotSend as error:
        failure = _WHY.get(error.reason, error.code)
    except HeldBack as error:
        failure = error.code
    if failure is not None:
        state = DeliveryState.FAILED
        tx.messages.set_state(row.conversation_id, row.message_id, state, failure)
    return tx.messages.get(row_id)


def name_it(context: Context, row_id: int, tx: Transaction) -> FileRecord | None:
    """Give a file that is to be fetched its place in the folder."""
    file = tx.files.get(row_id)
    if file is None or file.local_name:
        return file
    file = replace(file, local_name=new_name(context))
    tx.files.update(row_id, file)
    return file


def fetched(row_id: int, tx: Transaction) -> MessageRecord | None:
    """It is here, and genuine."""
    row = _change(tx, row_id, FileState.DOWNLOADING, FileState.HERE)
    if row is not None and row.file is not None:
        tx.files.update(row_id, replace(row.file, done=row.file.stored))
    return None if row is None else tx.messages.get(row_id)


def expired(row_id: int, tx: Transaction) -> MessageRecord | None:
    """The relay has it no more. What was fetched of it is worth nothing."""
    return _change(tx, row_id, FileState.DOWNLOADING, FileState.EXPIRED, forget=True)


def failed(row_id: int, code: str, keep: bool, tx: Transaction) -> MessageRecord | None:
    """It cannot be moved. A message whose file cannot go up is not sent."""
    file = tx.files.get(row_id)
    if file is None:
        return None
    row = _change(tx, row_id, file.state, FileState.FAILED, failure=code, forget=not keep)
    if row is None:
        return None
    if goes_up(row):
        tx.messages.set_state(row.conversation_id, row.message_id, DeliveryState.FAILED, code)
    return tx.messages.get(row_id)


def paused(row_id: int, tx: Transaction) -> MessageRecord | None:
    """The person wants it to wait."""
    file = tx.files.get(row_id)
    if file is None or file.state not in (FileState.UPLOADING, FileState.DOWNLOADING):
        return None
    return _change(tx, row_id, file.state, FileState.PAUSED)


def given_up(row_id: int, tx: Transaction) -> MessageRecord | None:
    """A download is not wanted any more; what was fetched goes."""
    file = tx.files.get(row_id)
    if file is None or file.state not in (
        FileState.DOWNLOADING,
        FileState.PAUSED,
        FileState.FAILED,
    ):
        return None
    return _change(tx, row_id, file.state, FileState.REMOTE, forget=True)


def go_on(row_id: int, tx: Transaction) -> MessageRecord | None:
    """Begin, or go on with what was paused, failed or expired.

    Raises MessageGone; FileChangedMeanwhile or FileNotPrepared when there is nothing to go on with.
    """
    row = tx.messages.get(row_id)
    if row is None or row.file is None:
        raise MessageGone
    file = row.file
    waits = file.state in (FileState.PAUSED, FileState.FAILED)
    if goes_up(row):
        again = file.state is FileState.HERE and row.state is DeliveryState.FAILED
        if not (waits or again):
            return None
        if not file.digest:
            raise _UNREADY.get(file.failure or "", FileChangedMeanwhile)
        tx.messages.set_state(row.conversation_id, row.message_id, DeliveryState.QUEUED)
        return _change(tx, row_id, file.state, FileState.UPLOADING)
    if waits or file.state in (FileState.REMOTE, FileState.EXPIRED):
        return _change(tx, row_id, file.state, FileState.DOWNLOADING)
    return None


def here(row_id: int, tx: Transaction) -> FileRecord:
    """A file whose encrypted bytes are all on this disk. Raises FileGone."""
    file = tx.files.get(row_id)
    on_its_way = (FileState.UPLOADING, FileState.PAUSED, FileState.FAILED)
    if file is None or not file.local_name or not file.digest:
        raise FileGone
    if file.state is FileState.HERE:
        return file
    row = tx.messages.get(row_id)
    if row is None or not goes_up(row) or file.state not in on_its_way:
        raise FileGone
    return file


def lost(row_id: int, tx: Transaction) -> MessageRecord | None:
    """What was here is not here any more, or was altered: it can be fetched again."""
    return _change(tx, row_id, FileState.HERE, FileState.REMOTE, forget=True)


def drop_if_gone(row_id: int, blob_id: BlobId, tx: Transaction) -> bool:
    """The relay's copy of a file that no message has any more is to go; whether it is so."""
    if tx.files.get(row_id) is not None:
        return False
    tx.files.drop_blob(blob_id)
    return True


def new_name(context: Context) -> str:
    """A random name for an encrypted file."""
    return context.randomness.random_bytes(16).hex()


def _change(
    tx: Transaction,
    row_id: int,
    expected: FileState,
    state: FileState,
    *,
    failure: str | None = None,
    digest: bytes | None = None,
    place: str | None = None,
    forget: bool = False,
) -> MessageRecord | None:
    file = tx.files.get(row_id)
    if file is None or file.state is not expected:
        return None
    changed = replace(file, state=state, failure=failure)
    if digest is not None:
        changed = replace(changed, digest=digest)
    if forget:
        changed = replace(changed, local_name="", done=0)
    tx.files.update(row_id, changed)
    if place is not None:
        tx.files.put_place(row_id, place)
    return tx.messages.get(row_id)
