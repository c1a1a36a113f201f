"""Passing rosters and leaves on: to members, to those who join or go, to who asks (section 14).

Rosters and leaves prove themselves, so anybody may pass them on. What a device asks for and what
it answers is bounded in time, so that nobody can have a large group's chain sent again and again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from app.core.content_checks import MAX_SEQUENCE
from app.core.errors import CurbsideError
from app.core.file_content import Bitmap
from app.core.group_content import MAX_LEAVES, MAX_ROSTERS, RosterContent, RosterWantedContent
from app.core.groups import GroupState
from app.core.ids import AccountId, ConversationId
from app.core.store_ports import Transaction
from app.crypto import roster_chain
from app.crypto.identity import DeviceIdentity
from app.crypto.roster import Leave, Roster, picture_hash
from app.crypto.roster_chain import Standing
from app.services import group_rosters
from app.services.context import Context, log
from app.services.holding import sendable
from app.services.sealing import queue

PART_BYTES = 64 * 1024
"""Of rosters in one content, so that with base64, leaves and a picture it stays within 120 KiB."""
_LEAVES_BYTES = 8 * 1024
ASK_EVERY_MS = 10 * 60 * 1000
ANSWER_EVERY_MS = 60 * 1000
_MOST_REMEMBERED = 256
_ASKED = "rosters-asked"
_ANSWERED = "rosters-answered"


def contents(
    rosters: Sequence[Roster], leaves: Sequence[Leave], picture: Bitmap | None
) -> list[RosterContent]:
    """Rosters and leaves as the contents that carry them, the earlier first (pure).

    The picture goes with the roster that names it, if that is the last one.
    """
    parts: list[list[bytes]] = [[]]
    size = 0
    for roster in rosters:
        data = roster.encoded
        if parts[-1] and (size + len(data) > PART_BYTES or len(parts[-1]) >= MAX_ROSTERS):
            parts.append([])
            size = 0
        parts[-1].append(data)
        size += len(data)
    said = [leave.encoded for leave in leaves][:MAX_LEAVES]
    with_last = picture if rosters and _names(rosters[-1], picture) else None
    room = _LEAVES_BYTES if with_last else PART_BYTES // 2
    behind: list[tuple[bytes, ...]] = []
    while said:
        fits = max(1, room // max(len(leave) for leave in said))
        behind.append(tuple(said[:fits]))
        said = said[fits:]
    found = [RosterContent(tuple(part)) for part in parts[:-1]]
    if parts[-1] or behind:
        last = behind.pop(0) if behind else ()
        found.append(RosterContent(tuple(parts[-1]), last, with_last))
    return found + [RosterContent((), more) for more in behind]


def tell_members(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    rosters: Sequence[Roster],
    leaves: Sequence[Leave] = (),
    picture: Bitmap | None = None,
) -> None:
    """Queue for everybody's devices: the newest of `rosters`, or a leave."""
    for content in contents(rosters, leaves, picture):
        queue(context, tx, None, content, conversation_id=conversation_id)


def pass_on(
    context: Context, tx: Transaction, conversation_id: ConversationId, leaves: Sequence[Leave]
) -> None:
    """Tell everybody of leaves, if this device changed the group since they were signed.

    Who left told the members that they knew, and may not have known whom a change had added.
    """
    group = tx.groups.get(conversation_id)
    if not leaves or group is None or group.state is not GroupState.MEMBER:
        return
    path = group_rosters.standing_of(context, tx, conversation_id).path
    place = {roster.roster_hash: index for index, roster in enumerate(path)}
    for leave in leaves:
        named = place.get(leave.roster_hash, 0)
        told = frozenset.intersection(*(roster.accounts for roster in path[named:]))
        changed_here = any(r.signer_device == context.own.device_id for r in path[named + 1 :])
        if changed_here and not path[-1].accounts <= told:
            tell_members(context, tx, conversation_id, [], [leave])


def tell_account(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    account_id: AccountId,
    parts: Iterable[RosterContent],
) -> None:
    """Queue for every device of one account alone, if anything may be sent to that account."""
    if not sendable(context, tx, account_id):
        return
    parts = list(parts)
    for device in context.replica.live_devices(account_id):
        if device.device_id != context.own.device_id:
            tell_device(context, tx, conversation_id, device, parts)


def tell_device(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    device: DeviceIdentity,
    parts: Iterable[RosterContent],
) -> None:
    """Queue for one device alone."""
    for content in parts:
        queue(
            context,
            tx,
            device.account_id,
            content,
            only_device=device.device_id,
            conversation_id=conversation_id,
        )


def whole(
    context: Context, tx: Transaction, conversation_id: ConversationId, after: bytes = b""
) -> list[RosterContent]:
    """Everything that leads from a roster (empty: from the first one) to the newest, with leaves.

    Raises LookupError for a group that is not ours. Those that do not hold go along, so that
    everybody is shown that there were two versions. A roster that does not hold, or that is not
    known, counts as the first one.
    """
    standing = group_rosters.standing_of(context, tx, conversation_id)
    return _parts(context, tx, conversation_id, standing, standing.path, after)


def tell_own_device(context: Context, tx: Transaction, device: DeviceIdentity) -> None:
    """Give a newly linked device of one's own all groups; to be called before history goes."""
    for group in tx.groups.all():
        parts = whole(context, tx, group.conversation_id)
        tell_device(context, tx, group.conversation_id, device, parts)


def answer(
    context: Context, tx: Transaction, sender: DeviceIdentity, wanted: RosterWantedContent
) -> bool:
    """Give a device what it asks for, if its person may know; whether something is queued."""
    conversation_id = ConversationId(wanted.group)
    if not tx.groups.is_group(conversation_id) or not sendable(context, tx, sender.account_id):
        return False
    standing = group_rosters.standing_of(context, tx, conversation_id)
    path = visible_to(standing, sender.account_id)
    if not path:
        log.warning("rosters asked for by %s, who is no member", sender.device_id.hex())
        return False
    asked_back = False
    if wanted.after and tx.groups.roster(wanted.after) is None:
        asked_back = ask(context, tx, conversation_id, sender)  # they have one that is not here
    key = conversation_id + sender.device_id
    if not _is_time(context, tx, _ANSWERED, key, ANSWER_EVERY_MS):
        return asked_back
    parts = _parts(context, tx, conversation_id, standing, path, wanted.after)
    tell_device(context, tx, conversation_id, sender, parts)
    return True


def ask(
    context: Context, tx: Transaction, conversation_id: ConversationId, device: DeviceIdentity
) -> bool:
    """Ask a device for a group's rosters from the newest one here on; whether it is queued."""
    if device.device_id == context.own.device_id or not sendable(context, tx, device.account_id):
        return False
    if context.replica.identity(device.device_id) is None:
        return False
    if not _is_time(context, tx, _ASKED, conversation_id + device.device_id, ASK_EVERY_MS):
        return False
    group = tx.groups.get(conversation_id)
    after = group.roster_hash if group is not None else b""
    try:
        queue(
            context,
            tx,
            device.account_id,
            RosterWantedContent(conversation_id, after),
            only_device=device.device_id,
        )
    except CurbsideError as error:  # an alarm that is about to be raised
        log.info("rosters are asked for later: %s", error.code)
        return False
    return True


def visible_to(standing: Standing, account_id: AccountId) -> tuple[Roster, ...]:
    """The rosters that a person may see: all, or up to the one that removed them (pure)."""
    listed = [i for i, roster in enumerate(standing.path) if account_id in roster.accounts]
    if not listed:
        return ()
    return standing.path[: listed[-1] + 2]


def _parts(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    standing: Standing,
    path: Sequence[Roster],
    after: bytes,
) -> list[RosterContent]:
    hashes = [roster.roster_hash for roster in path]
    start = hashes.index(after) + 1 if after in hashes else 0
    group = tx.groups.get(conversation_id)
    # A leave that the rosters have already drawn the consequence of says nothing more.
    left = roster_chain.who_left(
        Standing(tuple(path), standing.rivals),
        leaves := group_rosters.leaves_of(context, tx, conversation_id),
    )
    standing_leaves = [leave for leave in leaves if leave.account_id in left]
    is_newest = len(path) == len(standing.path)
    picture = group.picture if group is not None and is_newest else None
    rest = path[start:] or path[-1:]
    rivals = standing.rivals if is_newest else ()
    return contents((*rest[:-1], *rivals, *rest[-1:]), standing_leaves, picture)


def _names(roster: Roster, picture: Bitmap | None) -> bool:
    return picture is not None and picture_hash(picture) == roster.picture


def _is_time(context: Context, tx: Transaction, name: str, key: bytes, every_ms: int) -> bool:
    """Whether that was not done within `every_ms`; it counts as done now."""
    stored = tx.settings.get(name)
    times = {} if stored is None else msgspec.msgpack.decode(stored, type=dict[bytes, int])
    now = min(context.now_ms(), MAX_SEQUENCE)
    if key in times and abs(now - times[key]) < every_ms:
        return False
    times.pop(key, None)
    while len(times) >= _MOST_REMEMBERED:
        del times[next(iter(times))]
    times[key] = now
    tx.settings.put(name, msgspec.msgpack.encode(times))
    return True
