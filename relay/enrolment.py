"""What devices may add to the log themselves (PROTOCOL.md sections 4 and 5.3)."""

from __future__ import annotations

from collections.abc import Callable

from relay.auth import Session, subject_of
from relay.directory import Directory
from relay.problems import RefusalError
from relay.recovery import Recoveries
from relay.transparency import entries as log_entries
from relay.transparency.bodies import DeviceAdd, Enrol, EntryType, Rekey
from relay.transparency.entries import Entry
from relay.wire import (
    Appended,
    Code,
    EnrolRequest,
    ProfileOpening,
    WireError,
    decode_entries,
)
from relay.writer import Writer

MAX_APPENDED = 64


async def append_own(
    directory: Directory,
    writer: Writer,
    session: Session,
    body: bytes,
    answer: Callable[[bytes], None],
) -> None:
    """Answer `POST /v1/log/entries`. Raises RefusalError, WireError, StorageError."""
    raw = decode_entries(body, MAX_APPENDED)
    device = session.device
    if device is None or not raw:
        raise RefusalError(Code.MALFORMED, "There are no entries.")
    for entry in [_decode(item) for item in raw]:
        if entry.account_id != device.account_id or entry.in_authority_chain:
            raise RefusalError(Code.ENTRY_REFUSED, "A device adds to its own account's chain only.")
        if entry.type is EntryType.ENROL:
            raise RefusalError(Code.ENTRY_REFUSED, "Enrolment needs an invite's session.")
    first, note = await directory.append(raw, writer)
    answer(Appended(first, note).encode())


async def enrol(
    directory: Directory,
    writer: Writer,
    recoveries: Recoveries,
    session: Session,
    body: bytes,
    answer: Callable[[bytes], None],
) -> None:
    """Answer `POST /v1/enrol`. Raises RefusalError, WireError, StorageError."""
    request = EnrolRequest.decode(body)
    device_add = _decode(request.device_add)
    if not request.entry and not request.opening:
        await recoveries.redeem(session, device_add, answer)
        return
    entry = _decode(request.entry)
    certificate = entry.body.certificate if isinstance(entry.body, Enrol | Rekey) else None
    if certificate is None or not isinstance(device_add.body, DeviceAdd):
        raise RefusalError(Code.ENTRY_REFUSED, "An invite's entry and one DEVICE_ADD are needed.")
    if device_add.account_id != entry.account_id:
        raise RefusalError(Code.ENTRY_REFUSED, "The two entries are of different accounts.")
    if subject_of(certificate.invite_key) != session.subject:
        raise RefusalError(Code.SCOPE, "The session was opened with another invite.")
    profile = ProfileOpening(entry.account_id, certificate.profile_commitment, request.opening)
    first, note = await directory.append((request.entry, request.device_add), writer, (profile,))
    answer(Appended(first, note).encode())


def _decode(raw: bytes) -> Entry:
    try:
        return log_entries.decode(raw)
    except WireError as error:
        raise RefusalError(Code.ENTRY_REFUSED, f"Not a log entry: {error}.") from error
