"""Groups, what proves them, and what waits for proof (port: GroupsTable).

`groups` and `group_members` say what follows from `rosters` and `leaves`: written again whenever
one of these comes, so that nothing has to be decided when a message is sent.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from app.core.file_content import Bitmap
from app.core.group_records import (
    LeaveRecord,
    RosterRecord,
    WaitingKind,
    WaitingMailRecord,
    WaitingRosterRecord,
)
from app.core.groups import GroupMember, GroupRecord, GroupRole, GroupState
from app.core.ids import AccountId, ConversationId, DeviceId
from app.store.statements import Row, Statements

_GROUP = (
    "SELECT conversation_id, title, picture_width, picture_height, picture_pixels, state,"
    " passes_history, epoch, roster_hash, log_size, forked FROM groups"
)
_ROSTER = "SELECT roster_hash, conversation_id, epoch, roster, holds FROM rosters"


class Groups:
    """The tables `groups`, `group_members`, `rosters`, `leaves`, `waiting_rosters`, `_mail`."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def get(self, conversation_id: ConversationId) -> GroupRecord | None:
        """A group as it stands by its newest roster, or None."""
        row = self._sql.row(_GROUP + " WHERE conversation_id = ?", (conversation_id,))
        return None if row is None else self._record(row)

    def all(self) -> list[GroupRecord]:
        """Every group."""
        return [self._record(row) for row in self._sql.rows(_GROUP)]

    def is_group(self, conversation_id: ConversationId) -> bool:
        """Whether that is a group of ours."""
        sql = "SELECT 1 FROM groups WHERE conversation_id = ?"
        return self._sql.row(sql, (conversation_id,)) is not None

    def with_member(self, account_id: AccountId) -> list[ConversationId]:
        """The groups whose newest roster lists that account, and which it has not left."""
        rows = self._sql.rows(
            "SELECT conversation_id FROM group_members WHERE account_id = ? AND has_left = 0"
            " ORDER BY conversation_id",
            (account_id,),
        )
        return [row[0] for row in rows]

    def put(self, group: GroupRecord) -> None:
        """Store how a group stands, over what was there."""
        picture = group.picture
        self._sql.run(
            "INSERT INTO groups (conversation_id, title, picture_width, picture_height,"
            " picture_pixels, state, passes_history, epoch, roster_hash, log_size, forked)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (conversation_id) DO UPDATE SET title = excluded.title,"
            " picture_width = excluded.picture_width, picture_height = excluded.picture_height,"
            " picture_pixels = excluded.picture_pixels, state = excluded.state,"
            " passes_history = excluded.passes_history, epoch = excluded.epoch,"
            " roster_hash = excluded.roster_hash, log_size = excluded.log_size,"
            " forked = excluded.forked",
            (
                group.conversation_id,
                group.title,
                picture.width if picture else 0,
                picture.height if picture else 0,
                picture.pixels if picture else None,
                group.state.value,
                group.passes_history,
                group.epoch,
                group.roster_hash,
                group.log_size,
                group.forked,
            ),
        )
        self._sql.run(
            "DELETE FROM group_members WHERE conversation_id = ?", (group.conversation_id,)
        )
        self._sql.run_many(
            "INSERT INTO group_members (conversation_id, account_id, account_key, role, has_left)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                *(
                    (group.conversation_id, m.account_id, m.account_key, m.role.value, False)
                    for m in group.members
                ),
                *((group.conversation_id, account_id, b"", 0, True) for account_id in group.left),
            ],
        )

    def acknowledge_fork(self, conversation_id: ConversationId) -> bool:
        """The person has read of it; whether there was anything to read."""
        return bool(
            self._sql.run(
                "UPDATE groups SET forked = 0 WHERE conversation_id = ? AND forked = 1",
                (conversation_id,),
            )
        )

    def rosters(self, conversation_id: ConversationId) -> list[RosterRecord]:
        """Every roster of the group, by epoch."""
        rows = self._sql.rows(
            _ROSTER + " WHERE conversation_id = ? ORDER BY epoch, roster_hash", (conversation_id,)
        )
        return [_roster(row) for row in rows]

    def roster(self, roster_hash: bytes) -> RosterRecord | None:
        """One of them, or None."""
        row = self._sql.row(_ROSTER + " WHERE roster_hash = ?", (roster_hash,))
        return None if row is None else _roster(row)

    def put_rosters(self, rosters: Iterable[RosterRecord]) -> None:
        """Add rosters, or say anew whether they hold."""
        self._sql.run_many(
            "INSERT INTO rosters (roster_hash, conversation_id, epoch, roster, holds)"
            " VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (roster_hash) DO UPDATE SET holds = excluded.holds"
            " WHERE excluded.holds <> holds",
            [(r.roster_hash, r.conversation_id, r.epoch, r.roster, r.holds) for r in rosters],
        )

    def leaves(self, conversation_id: ConversationId) -> list[LeaveRecord]:
        """Every leave of the group."""
        rows = self._sql.rows(
            "SELECT conversation_id, account_id, roster_hash, leave FROM leaves"
            " WHERE conversation_id = ? ORDER BY account_id, roster_hash",
            (conversation_id,),
        )
        return [LeaveRecord(*row) for row in rows]

    def put_leaves(self, leaves: Iterable[LeaveRecord]) -> None:
        """Add leaves; of one account and roster the first one stays."""
        self._sql.run_many(
            "INSERT INTO leaves (conversation_id, account_id, roster_hash, leave)"
            " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(x.conversation_id, x.account_id, x.roster_hash, x.leave) for x in leaves],
        )

    def wait(self, item: WaitingRosterRecord, most: int) -> None:
        """Keep what cannot be used yet; `most` brought by one person, the oldest goes first."""
        self._sql.run(
            "INSERT INTO waiting_rosters (conversation_id, item_hash, account_id, kind, item,"
            " arrived_at_ms) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                item.conversation_id,
                item.item_hash,
                item.account_id,
                item.kind.value,
                item.item,
                item.arrived_at_ms,
            ),
        )
        self._sql.run(
            "DELETE FROM waiting_rosters WHERE account_id = ?1 AND number <= (SELECT number FROM"
            " waiting_rosters WHERE account_id = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)",
            (item.account_id, most),
        )

    def waiting(self, conversation_id: ConversationId) -> list[WaitingRosterRecord]:
        """What waits, in the order of arrival."""
        rows = self._sql.rows(
            "SELECT conversation_id, item_hash, account_id, kind, item, arrived_at_ms"
            " FROM waiting_rosters WHERE conversation_id = ? ORDER BY number",
            (conversation_id,),
        )
        return [
            WaitingRosterRecord(group, item_hash, account, WaitingKind(kind), item, arrived)
            for group, item_hash, account, kind, item, arrived in rows
        ]

    def waiting_groups(self) -> list[ConversationId]:
        """The groups of which something waits."""
        rows = self._sql.rows("SELECT DISTINCT conversation_id FROM waiting_rosters")
        return [row[0] for row in rows]

    def end_waiting(self, conversation_id: ConversationId, item_hashes: Collection[bytes]) -> None:
        """These wait no longer."""
        self._sql.run_many(
            "DELETE FROM waiting_rosters WHERE conversation_id = ? AND item_hash = ?",
            [(conversation_id, item_hash) for item_hash in item_hashes],
        )

    def wait_mail(self, mail: WaitingMailRecord, most: int) -> None:
        """Keep a message until its roster comes; `most` of one device, the oldest goes first."""
        self._sql.run(
            "INSERT INTO waiting_mail (conversation_id, roster_hash, account_id, device_id, mail,"
            " arrived_at_ms) VALUES (?, ?, ?, ?, ?, ?)",
            (
                mail.conversation_id,
                mail.roster_hash,
                mail.account_id,
                mail.device_id,
                mail.mail,
                mail.arrived_at_ms,
            ),
        )
        self._sql.run(
            "DELETE FROM waiting_mail WHERE device_id = ?1 AND number <= (SELECT number FROM"
            " waiting_mail WHERE device_id = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)",
            (mail.device_id, most),
        )

    def take_mail(
        self, conversation_id: ConversationId, roster_hashes: Collection[bytes]
    ) -> list[WaitingMailRecord]:
        """What waits for these rosters, in the order of arrival; it waits no longer."""
        key = (conversation_id, json.dumps([value.hex() for value in roster_hashes]))
        rows = self._sql.rows(
            "SELECT conversation_id, roster_hash, account_id, device_id, mail, arrived_at_ms"
            " FROM waiting_mail WHERE conversation_id = ?"
            " AND roster_hash IN (SELECT unhex(value) FROM json_each(?)) ORDER BY number",
            key,
        )
        if rows:
            self._sql.run(
                "DELETE FROM waiting_mail WHERE conversation_id = ?"
                " AND roster_hash IN (SELECT unhex(value) FROM json_each(?))",
                key,
            )
        return [WaitingMailRecord(*row) for row in rows]

    def mail_waits_for(self, conversation_id: ConversationId) -> list[bytes]:
        """The rosters that messages of a group wait for."""
        rows = self._sql.rows(
            "SELECT DISTINCT roster_hash FROM waiting_mail WHERE conversation_id = ?",
            (conversation_id,),
        )
        return [row[0] for row in rows]

    def mail_waits_from(self) -> list[tuple[ConversationId, DeviceId, int]]:
        """In which groups mail of which devices waits, and since when."""
        rows = self._sql.rows(
            "SELECT conversation_id, device_id, min(arrived_at_ms) FROM waiting_mail"
            " GROUP BY conversation_id, device_id"
        )
        return [(group, device, since) for group, device, since in rows]

    def mail_from(self, device_id: DeviceId) -> list[bytes]:
        """What waits of one device, as it was packed."""
        rows = self._sql.rows(
            "SELECT mail FROM waiting_mail WHERE device_id = ? ORDER BY number", (device_id,)
        )
        return [row[0] for row in rows]

    def forget_waiting_before(self, arrived_ms: int) -> int:
        """Give up mail, rosters and leaves that have waited too long; how many."""
        return self._sql.run(
            "DELETE FROM waiting_rosters WHERE arrived_at_ms < ?", (arrived_ms,)
        ) + self._sql.run("DELETE FROM waiting_mail WHERE arrived_at_ms < ?", (arrived_ms,))

    def _record(self, row: Row) -> GroupRecord:
        (group, title, width, height, pixels, state, history, epoch, roster, size, forked) = row
        members = self._sql.rows(
            "SELECT account_id, account_key, role, has_left FROM group_members"
            " WHERE conversation_id = ? ORDER BY account_id",
            (group,),
        )
        return GroupRecord(
            conversation_id=group,
            title=title,
            picture=None if pixels is None else Bitmap(width, height, pixels),
            members=tuple(
                GroupMember(account, key, GroupRole(role))
                for account, key, role, left in members
                if not left
            ),
            left=tuple(AccountId(account) for account, _, _, left in members if left),
            state=GroupState(state),
            passes_history=bool(history),
            epoch=epoch,
            roster_hash=roster,
            log_size=size,
            forked=bool(forked),
        )


def _roster(row: Row) -> RosterRecord:
    roster_hash, conversation_id, epoch, roster, holds = row
    return RosterRecord(roster_hash, conversation_id, epoch, roster, bool(holds))
