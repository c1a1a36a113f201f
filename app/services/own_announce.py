"""Telling one's own other devices: what goes to them, and announcing entries before they are made.

Each device is told by itself (relay/PROTOCOL.md section 9), so that one that is off, or has no
prekeys left, holds up none of the others. Only explained devices are told anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256

from app.core import content as contents
from app.core.content import (
    MAX_OWN_MARKS,
    ConversationMarks,
    OwnContent,
    OwnConversationsContent,
    OwnEntriesContent,
    OwnReadContent,
    OwnTrustContent,
    PersonTrust,
)
from app.core.errors import CurbsideError
from app.core.group_content import OwnListsContent
from app.core.ids import DeviceId, MessageId
from app.core.records import ConversationRecord, OutboxRecord, TrustRecord
from app.core.store_ports import Transaction
from app.core.transport_types import AppendedEntries
from app.services import group_sending, own_entries
from app.services.context import Context
from app.services.sealing import queue

_WAIT_S = 15.0
"""For the relay to take an announcement."""
_WAIT_UNSEALED_S = 3.0
"""For a device that gives no keys to encrypt to: it hears of the entry when it does."""
_LOOK_EVERY_S = 0.02

MOST_LISTS = 8
"""Broadcast lists in one content: 256 people take 6 KiB of it."""

Sync = Callable[[], Awaitable[None]]


class NotAnnounced(CurbsideError):  # noqa: N818 - named for what happened
    """The person's other devices could not be told, so nothing was changed."""

    code = "not-announced"
    message = "Your other computers could not be told of this change, so it was not made."
    action = "Try again when this computer is connected to your clinic's relay."


def queue_own(
    context: Context,
    tx: Transaction,
    content: OwnContent,
    devices: Iterable[DeviceId] | None = None,
) -> list[MessageId]:
    """Put content for our own devices (the explained ones by default) into the outbox.

    What still waits to be encrypted for a device is added to, so that a device that is off for
    weeks finds one message and not thousands. Returns the messages' ids.
    """
    if context.replica.identity(context.own.device_id) is None:
        return []  # this device was removed: it tells nobody anything any more
    explained = own_entries.explained_devices(context.own, context.replica, tx)
    wanted = explained if devices is None else [d for d in devices if d in explained]
    if not wanted:
        return []
    waiting = _unsealed(context, tx)
    queued: list[MessageId] = []
    for device_id in wanted:
        merged = content
        for record, earlier in waiting.get(device_id, []):
            together = _merge(earlier, content)
            if together is not None:
                tx.outbox.remove(record.submission_id)
                merged = together
                break
        own = context.own.account_id
        queued.append(queue(context, tx, own, merged, only_device=device_id).message_id)
    return queued


def share_trust(context: Context, tx: Transaction, trusts: Sequence[TrustRecord]) -> bool:
    """Tell our other devices what the person decided; whether there is one to tell."""
    people = [said_of(trust) for trust in trusts if trust.account_id != context.own.account_id]
    parts = [people[at : at + MAX_OWN_MARKS] for at in range(0, len(people), MAX_OWN_MARKS)]
    queued = [queue_own(context, tx, OwnTrustContent(tuple(part))) for part in parts]
    return any(queued)


def welcome(context: Context, tx: Transaction, device_id: DeviceId) -> None:
    """Tell a new device of ours what it has to know. The one that can add devices does it."""
    if context.own.holds_account_key:
        tell_all(context, tx, device_id)


def tell_all(context: Context, tx: Transaction, device_id: DeviceId) -> None:
    """Tell one device of ours every explained entry, name, decision and kept conversation."""
    own, replica = context.own, context.replica
    queue_own(context, tx, own_entries.whole_content(own, replica, tx), [device_id])
    people = [said_of(t) for t in tx.people.trusts() if t.account_id != own.account_id]
    for at in range(0, max(1, len(people)), MAX_OWN_MARKS):  # "none" is also to be known
        part = tuple(people[at : at + MAX_OWN_MARKS])
        queue_own(context, tx, OwnTrustContent(part), [device_id])
    for kept in kept_contents(tx.conversations.marked()):
        queue_own(context, tx, kept, [device_id])
    device = replica.identity(device_id)
    if device is not None and own_entries.is_explained(own, replica, tx, device_id):
        group_sending.tell_own_device(context, tx, device)


async def append_entry(
    context: Context,
    sync: Sync,
    entry: bytes,
    *,
    names: Mapping[DeviceId, str] | None = None,
    also_explains: Sequence[bytes] = (),
) -> AppendedEntries:
    """Announce an entry of our own chain, append it, and take it in.

    The relay has the announcement for every device that can be reached before it gets the entry.
    Raises NotAnnounced, EntryRefused when the chain grew meanwhile, RelayError.
    """
    hashes = (sha256(entry).digest(), *also_explains)
    await announce(context, hashes, names or {})
    appended = await context.call(partial(context.relay.append_entries, [entry]))
    await sync()
    return appended


async def announce(
    context: Context, hashes: Sequence[bytes], names: Mapping[DeviceId, str]
) -> None:
    """Tell our own devices of entries and names, and wait for the relay to have that."""

    def write(tx: Transaction) -> list[MessageId]:
        own_entries.explain(context.own, context.replica, tx, hashes, context.own.device_id)
        for device_id, name in names.items():
            own_entries.put_name(tx, device_id, name)
        content = OwnEntriesContent(tuple(hashes), {d.hex(): name for d, name in names.items()})
        return queue_own(context, tx, content)

    queued = await context.store.write(write)
    context.wake_outbox()
    await _until_sent(context, queued)


async def _until_sent(context: Context, message_ids: Sequence[MessageId]) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()

    def left(tx: Transaction) -> list[OutboxRecord]:
        return [record for message_id in message_ids for record in tx.outbox.of_message(message_id)]

    while waiting := await context.store.read(left):
        waited = loop.time() - begun
        if waited > _WAIT_UNSEALED_S and not any(record.body for record in waiting):
            return
        if waited > _WAIT_S:
            raise NotAnnounced
        await asyncio.sleep(_LOOK_EVERY_S)


def _unsealed(
    context: Context, tx: Transaction
) -> dict[DeviceId, list[tuple[OutboxRecord, object]]]:
    """What waits to be encrypted for each of our own devices."""
    found: dict[DeviceId, list[tuple[OutboxRecord, object]]] = {}
    for record in tx.outbox.of_account(context.own.account_id):
        if not record.body and record.recipients:
            entry = (record, contents.decode(record.content))
            found.setdefault(record.recipients[0].device_id, []).append(entry)
    return found


def _merge(earlier: object, later: OwnContent) -> OwnContent | None:
    """Both in one, the later decision where they differ; None when they do not go together."""
    match earlier, later:
        case OwnEntriesContent(), OwnEntriesContent():
            hashes = tuple(dict.fromkeys((*earlier.hashes, *later.hashes)))
            names = {**earlier.names, **later.names}
            if len(hashes) <= contents.MAX_HASHES and len(names) <= contents.MAX_NAMES:
                return OwnEntriesContent(hashes, names)
        case OwnReadContent(), OwnReadContent():
            marks = dict((*earlier.marks, *later.marks))
            if len(marks) <= MAX_OWN_MARKS:
                return OwnReadContent(tuple(marks.items()))
        case OwnConversationsContent(), OwnConversationsContent():
            conversations = {marks.account: marks for marks in (*earlier.marks, *later.marks)}
            if len(conversations) <= MAX_OWN_MARKS:
                return OwnConversationsContent(tuple(conversations.values()))
        case OwnTrustContent(), OwnTrustContent():
            people = {person.account: person for person in (*earlier.people, *later.people)}
            if len(people) <= MAX_OWN_MARKS:
                return OwnTrustContent(tuple(people.values()))
        case OwnListsContent(), OwnListsContent():
            lists = {entry.id: entry for entry in (*earlier.lists, *later.lists)}
            if len(lists) <= MOST_LISTS:
                return OwnListsContent(tuple(lists.values()))
    return None


def said_of(trust: TrustRecord) -> PersonTrust:
    """A decision about a person, as another device of ours or a backup gets it."""
    return PersonTrust(
        account=trust.account_id,
        accepted=trust.accepted_key,
        verified=trust.verified_key or b"",
        verified_at=trust.verified_at_ms or 0,
        mismatch=trust.mismatch_key or b"",
    )


def kept_as(record: ConversationRecord) -> ConversationMarks:
    """How the person keeps a conversation, as another device of ours gets it."""
    return ConversationMarks(
        account=record.key,
        pinned_at=record.pinned_at_ms,
        muted_until=record.muted_until_ms,
        unread=record.marked_unread,
        changed_at=record.changed_at_ms,
    )


def kept_contents(records: Iterable[ConversationRecord]) -> list[OwnConversationsContent]:
    """The same of several, in as many contents as it takes."""
    marks = [kept_as(record) for record in records]
    return [
        OwnConversationsContent(tuple(marks[at : at + MAX_OWN_MARKS]))
        for at in range(0, len(marks), MAX_OWN_MARKS)
    ]
