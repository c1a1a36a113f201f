"""A group's rosters and leaves in the store: what is judged, what waits, what they come to.

relay/PROTOCOL.md section 14. Whatever brings a roster or a leave (a member, this device itself, a
longer log), it is put among what waits, and `settle` takes in all that can be judged now. So the
outcome follows from what is there, and not from the order in which it came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from app.core.errors import DecodeError
from app.core.file_content import Bitmap
from app.core.group_records import (
    MAX_WAITING_ROSTERS,
    LeaveRecord,
    RosterRecord,
    WaitingKind,
    WaitingRosterRecord,
)
from app.core.groups import GroupChange, GroupNotice, GroupRecord, GroupState
from app.core.ids import AccountId, ConversationId, DeviceId, LogId
from app.core.store_ports import Transaction
from app.crypto import roster as rosters
from app.crypto import roster_chain, roster_rules
from app.crypto.identity import DeviceIdentity
from app.crypto.roster import Leave, Roster
from app.crypto.roster_chain import Standing
from app.crypto.roster_rules import LogTooShortError, RosterRefused
from app.crypto.transparency.errors import EntryForbidden
from app.services import group_history, group_notices, signature_checks
from app.services.context import Context, log
from app.services.holding import unseal_group
from app.services.sealing import fill_numbers

MAX_RIVALS = 16
"""Rosters that do not hold, of one signer in one group. More are not kept: a removed admin could
fill everybody's disk."""
MAX_LEAVES_KEPT = 8
"""Of one account in one group, the newest."""


@dataclass(slots=True)
class Settled:
    """What taking in rosters and leaves did to one group."""

    conversation_id: ConversationId
    known: set[bytes] = field(default_factory=set)
    """Rosters known from now on: what waits for them can be taken in."""
    rows: list[int] = field(default_factory=list)
    """Lines of the app's own that it wrote."""
    failed: list[int] = field(default_factory=list)
    """Messages that waited and are not sent, because this person is no member any more."""
    leaves: list[Leave] = field(default_factory=list)
    """Those that count from now on."""
    changed: bool = False
    refused: int = 0
    """Rosters and leaves that break a rule."""
    lacks: bool = False
    """A roster waits for one before it, which somebody has to be asked for."""


def stage(
    context: Context,
    tx: Transaction,
    conversation_id: ConversationId,
    brought_by: AccountId,
    rosters_: Iterable[bytes],
    leaves: Iterable[bytes] = (),
    picture: Bitmap | None = None,
) -> None:
    """Put what came among what waits; `settle` follows."""
    found = [(WaitingKind.ROSTER, r) for r in rosters_ if tx.groups.roster(_hash(r)) is None]
    found += [(WaitingKind.LEAVE, leave) for leave in leaves]
    if picture is not None:
        found.append((WaitingKind.PICTURE, _pack(picture)))
    for kind, item in found:
        record = WaitingRosterRecord(
            conversation_id, _hash(item), brought_by, kind, item, context.now_ms()
        )
        tx.groups.wait(record, MAX_WAITING_ROSTERS)


def settle(context: Context, tx: Transaction, conversation_id: ConversationId) -> Settled:
    """Judge what waits for a group, and write down what the group is now."""
    settled = _Settling(context, tx, conversation_id).run()
    if settled.changed:
        settled.failed, numbered = unseal_group(tx, conversation_id)
        fill_numbers(context, tx, numbered)
    return settled


def standing_of(context: Context, tx: Transaction, conversation_id: ConversationId) -> Standing:
    """The rosters of a group of ours. Raises LookupError for one that is not."""
    every = [
        rosters.decode(r.roster, context.own.log_id) for r in tx.groups.rosters(conversation_id)
    ]
    if not every:
        raise LookupError("not a group of ours")
    return roster_chain.resolve(every[0], every[1:])


def leaves_of(context: Context, tx: Transaction, conversation_id: ConversationId) -> list[Leave]:
    """The leaves of a group of ours."""
    log_id = context.own.log_id
    return [rosters.decode_leave(r.leave, log_id) for r in tx.groups.leaves(conversation_id)]


def device_ever(context: Context, device_id: DeviceId) -> DeviceIdentity | None:
    """A device as the log has it, live or ended."""
    directory = context.replica.directory
    owner = directory.device_owners.get(device_id)
    record = None if owner is None else directory.account(owner)
    if record is None:
        return None
    return next((d.identity for d in record.devices if d.identity.device_id == device_id), None)


class _Settling:
    """One run of `settle`."""

    def __init__(self, context: Context, tx: Transaction, conversation_id: ConversationId) -> None:
        self._context = context
        self._tx = tx
        self._id = conversation_id
        self._own = context.own.account_id
        self._log_id: LogId = context.own.log_id
        records = tx.groups.rosters(conversation_id)
        self._stored = {r.roster_hash: rosters.decode(r.roster, self._log_id) for r in records}
        self._lost = {record.roster_hash for record in records if not record.holds}
        self._valid = dict(self._stored)
        self._leaves = leaves_of(context, tx, conversation_id)
        self._old_leaves = len(self._leaves)
        self._over: set[bytes] = set()
        """Waiting items that are dealt with."""
        self._waits = False
        """Whether a roster goes on waiting."""
        self._pictures: dict[bytes, tuple[bytes, Bitmap]] = {}
        self._out = Settled(conversation_id)

    def run(self) -> Settled:
        """Do it all."""
        waiting = self._tx.groups.waiting(self._id)
        rosters_ = [item for item in waiting if item.kind is WaitingKind.ROSTER]
        if not self._stored and not any(bytes(self._own) in item.item for item in rosters_):
            return self._out  # a group that does not list this person: not worth a signature
        if not waiting:
            return self._out
        self._judge_rosters(rosters_)
        self._judge_leaves([w for w in waiting if w.kind is WaitingKind.LEAVE])
        for item in waiting:
            if item.kind is WaitingKind.PICTURE:
                picture = _unpack(item.item)
                self._pictures[rosters.picture_hash(picture)] = (item.item_hash, picture)
        self._write_down()
        self._tx.groups.end_waiting(self._id, self._over)
        return self._out

    def _judge_rosters(self, waiting: list[WaitingRosterRecord]) -> None:
        pending: list[tuple[Roster, bytes]] = []
        for item in waiting:
            try:
                pending.append((rosters.decode(item.item, self._log_id), item.item_hash))
            except DecodeError:
                self._refuse(item.item_hash, "malformed")
        pending.sort(key=lambda found: (found[0].epoch, found[1]))
        rivals = self._rivals()
        children = Counter(roster.prev for roster in self._valid.values())
        for roster, item_hash in pending:
            if roster.roster_hash in self._valid:
                self._over.add(item_hash)
                continue
            before = self._valid.get(roster.prev)
            if roster.epoch == 1:
                if roster.group_id != self._id:
                    self._refuse(item_hash, "another group")
                    continue
                before = None
            elif before is None:
                self._out.lacks = True
                continue
            is_rival = before is not None and children[roster.prev] > 0
            if is_rival and rivals[roster.signer] >= MAX_RIVALS:
                self._refuse(item_hash, "too many rivals")
                continue
            if self._is_valid(roster, before, item_hash):
                self._valid[roster.roster_hash] = roster
                children[roster.prev] += 1
                rivals[roster.signer] += is_rival
                self._over.add(item_hash)
        self._waits = any(item_hash not in self._over for _, item_hash in pending)

    def _is_valid(self, roster: Roster, before: Roster | None, item_hash: bytes) -> bool:
        try:
            if self._context.replica.directory.account(roster.signer) is not None:
                signature_checks.require(self._context, roster.signer)
            roster_rules.require_valid(roster, before, self._context.replica)
        except LogTooShortError:
            return False
        except RosterRefused as error:
            self._refuse(item_hash, error.rule.value)
            return False
        except EntryForbidden:
            self._refuse(item_hash, "forged entry")
            return False
        return True

    def _judge_leaves(self, waiting: list[WaitingRosterRecord]) -> None:
        had = {(leave.account_id, leave.roster_hash) for leave in self._leaves}
        count = Counter(leave.account_id for leave in self._leaves)
        for item in waiting:
            try:
                leave = rosters.decode_leave(item.item, self._log_id)
            except DecodeError:
                self._refuse(item.item_hash, "malformed")
                continue
            if leave.group_id != self._id or count[leave.account_id] >= MAX_LEAVES_KEPT:
                self._refuse(item.item_hash, "another group, or too many")
                continue
            named = self._valid.get(leave.roster_hash)
            if named is None:
                self._out.lacks = True
                continue
            ever = device_ever(self._context, leave.device_id)
            try:
                roster_rules.require_leave(leave, named, self._context.replica, ever)
            except LogTooShortError:
                continue
            except RosterRefused as error:
                self._refuse(item.item_hash, error.rule.value)
                continue
            self._over.add(item.item_hash)
            if (leave.account_id, leave.roster_hash) not in had:
                had.add((leave.account_id, leave.roster_hash))
                count[leave.account_id] += 1
                self._leaves.append(leave)

    def _write_down(self) -> None:
        """Store what was judged, if the group is one of this person's; else it goes on waiting."""
        first = next((r for r in self._valid.values() if r.epoch == 1), None)
        group = self._tx.groups.get(self._id)
        if first is None:
            return
        standing = roster_chain.resolve(first, self._valid.values())
        if group is None and self._own not in standing.newest.accounts:
            self._over -= {r.roster_hash for r in self._valid.values()}
            self._over -= {_hash(leave.encoded) for leave in self._leaves}
            return
        news = [r for r in self._valid.values() if r.roster_hash not in self._stored]
        picture = self._picture(standing, group)
        new_leaves = self._leaves[self._old_leaves :]
        if not news and not new_leaves and (group is None or picture == group.picture):
            return
        self._out.changed = True
        self._out.known = {roster.roster_hash for roster in news}
        self._out.leaves = new_leaves
        self._store(standing, new_leaves)
        after = self._group(standing, group, picture)
        self._tx.groups.put(after)
        if after.state is GroupState.MEMBER and (group is None or group.state is not after.state):
            group_history.note_joined(self._context, self._tx, self._id, standing.path)
        self._tx.conversations.ensure(self._id, None)
        self._out.rows = group_notices.add(
            self._context, self._tx, self._id, self._notices(standing, group, after)
        )

    def _store(self, standing: Standing, new_leaves: list[Leave]) -> None:
        holds = {roster.roster_hash for roster in standing.path}
        self._tx.groups.put_rosters(
            RosterRecord(r.roster_hash, self._id, r.epoch, r.encoded, r.roster_hash in holds)
            for r in self._valid.values()
        )
        self._tx.groups.put_leaves(
            LeaveRecord(self._id, leave.account_id, leave.roster_hash, leave.encoded)
            for leave in new_leaves
        )

    def _picture(self, standing: Standing, group: GroupRecord | None) -> Bitmap | None:
        """The picture that the newest roster names, as far as it is here."""
        wanted = standing.newest.picture
        had = group.picture if group is not None else None
        found = self._pictures.get(wanted)
        if found is not None:
            self._over.add(found[0])
        if not self._waits:
            self._over |= {item_hash for item_hash, _ in self._pictures.values()}
        if not wanted:
            return None
        if had is not None and rosters.picture_hash(had) == wanted:
            return had
        return None if found is None else found[1]

    def _group(
        self, standing: Standing, group: GroupRecord | None, picture: Bitmap | None
    ) -> GroupRecord:
        newest = standing.newest
        left = roster_chain.who_left(standing, self._leaves)
        return GroupRecord(
            conversation_id=self._id,
            title=newest.title,
            picture=picture,
            members=tuple(m for m in newest.members if m.account_id not in left),
            left=tuple(sorted(left)),
            state=self._state(standing, left),
            passes_history=newest.passes_history,
            epoch=newest.epoch,
            roster_hash=newest.roster_hash,
            log_size=newest.log_size,
            forked=self._is_fork_news(standing) or (group is not None and group.forked),
        )

    def _is_fork_news(self, standing: Standing) -> bool:
        """Whether there are versions that do not hold, and that did not lie here as such before."""
        return any(roster.roster_hash not in self._lost for roster in standing.rivals)

    def _state(self, standing: Standing, left: frozenset[AccountId]) -> GroupState:
        if self._own in left:
            return GroupState.LEFT
        if self._own in standing.newest.accounts:
            return GroupState.MEMBER
        listed = [i for i, roster in enumerate(standing.path) if self._own in roster.accounts]
        if listed:
            then = Standing(standing.path[: listed[-1] + 1], standing.rivals)
            if self._own in roster_chain.who_left(then, self._leaves):
                return GroupState.LEFT
        return GroupState.REMOVED

    def _notices(
        self, standing: Standing, before: GroupRecord | None, after: GroupRecord
    ) -> list[GroupNotice]:
        path = standing.path
        if before is None:
            # What a backup brought already says how this person came in.
            known = self._tx.messages.count(self._id) > 0
            found = [] if known else [group_notices.arrival(path, self._own)]
        else:
            hashes = [roster.roster_hash for roster in path]
            at = _last_common(hashes, before.roster_hash, self._valid)
            found = []
            if after.forked and not before.forked:
                signer = standing.rivals[-1].signer
                found.append(GroupNotice(GroupChange.FORKED, signer))
            for earlier, later in zip(path[at:-1], path[at + 1 :], strict=True):
                found += group_notices.between(earlier, later)
        had_left = set(before.left) if before is not None else set(after.left)
        found += [
            GroupNotice(GroupChange.LEFT, account)
            for account in after.left
            if account not in had_left
        ]
        return found

    def _rivals(self) -> Counter[AccountId]:
        """How many rosters that do not hold each signer has here."""
        first = next((r for r in self._stored.values() if r.epoch == 1), None)
        if first is None:
            return Counter()
        standing = roster_chain.resolve(first, self._stored.values())
        return Counter(roster.signer for roster in standing.rivals)

    def _refuse(self, item_hash: bytes, why: str) -> None:
        self._over.add(item_hash)
        self._out.refused += 1
        log.warning("roster or leave refused: %s", why)


def _last_common(path: list[bytes], old: bytes, every: dict[bytes, Roster]) -> int:
    """Where the path that holds now leaves the one that held before."""
    place = {roster_hash: index for index, roster_hash in enumerate(path)}
    while old not in place:
        old = every[old].prev
    return place[old]


def _hash(item: bytes) -> bytes:
    return sha256(item).digest()


def _pack(picture: Bitmap) -> bytes:
    return picture.width.to_bytes(2, "big") + picture.height.to_bytes(2, "big") + picture.pixels


def _unpack(packed: bytes) -> Bitmap:
    width, height = int.from_bytes(packed[:2], "big"), int.from_bytes(packed[2:4], "big")
    return Bitmap(width, height, packed[4:])
