"""Making, changing and leaving groups (`GroupUseCases`; relay/PROTOCOL.md section 14)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from app.core.bus import ConversationsChanged, GroupsChanged, MessagesAdded, MessagesChanged
from app.core.file_content import Bitmap
from app.core.groups import (
    GroupChanges,
    GroupMember,
    GroupRecord,
    GroupState,
    GroupView,
)
from app.core.ids import AccountId, ConversationId
from app.core.store_ports import Transaction
from app.core.views import AttentionReason
from app.crypto.roster import Leave, Roster, picture_hash
from app.services import (
    group_changes,
    group_history,
    group_rosters,
    group_sending,
    group_views,
    signature_checks,
)
from app.services.colleagues import Colleagues
from app.services.context import Context
from app.services.directory import accept_first_key, attention
from app.services.group_changes import Moment
from app.services.group_errors import GroupGone, GroupRefused, LastAdmin, NotAnAdmin
from app.services.group_rosters import Settled
from app.services.lists import ListsService
from app.services.messages import MessagesService

_ADDABLE = (AttentionReason.NONE, AttentionReason.NO_DEVICE)


@dataclass(slots=True)
class _Done:
    """What a command did, for those who have to be told."""

    conversation_id: ConversationId
    rows: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    """Messages that waited and cannot go out any more."""


class GroupsService(ListsService):
    """`GroupUseCases` over the store."""

    def __init__(self, context: Context, colleagues: Colleagues, messages: MessagesService) -> None:
        super().__init__(context, colleagues, messages)

    async def groups(self) -> list[GroupView]:
        """Every group that the person is or was in, by title."""

        def read(tx: Transaction) -> list[GroupView]:
            return [self._view(tx, group) for group in tx.groups.all()]

        views = await self._context.store.read(read)
        return sorted(views, key=lambda view: (view.title.casefold(), view.conversation_id))

    async def group(self, conversation_id: ConversationId) -> GroupView:
        """One of them. Raises GroupGone."""
        return await self._context.store.read(
            lambda tx: self._view(tx, _existing(tx, conversation_id))
        )

    async def create(
        self,
        title: str,
        members: Sequence[AccountId],
        *,
        picture: Bitmap | None = None,
        passes_history: bool = False,
    ) -> GroupView:
        """Make a group with the person as its admin. Raises GroupRefused with clear words."""

        def write(tx: Transaction) -> _Done:
            roster = group_changes.first(
                self._moment(tx),
                title,
                members,
                prev=self._context.randomness.random_bytes(32),
                picture=b"" if picture is None else picture_hash(picture),
                passes_history=passes_history,
            )
            settled = self._take_in(tx, roster.group_id, [roster], picture=picture)
            group_sending.tell_members(
                self._context, tx, roster.group_id, [roster], picture=picture
            )
            return _Done(roster.group_id, settled.rows, settled.failed)

        return await self._carry_out(write)

    async def change(self, conversation_id: ConversationId, changes: GroupChanges) -> GroupView:
        """Sign the next roster. Raises NotAnAdmin, LastAdmin, GroupRefused, GroupGone.

        To add somebody who is in it already takes their new account key in.
        """
        return await self._carry_out(partial(self._change, conversation_id, changes))

    async def leave(self, conversation_id: ConversationId) -> None:
        """Sign that the person leaves. Raises LastAdmin when nobody could add members then."""
        context = self._context

        def write(tx: Transaction) -> _Done:
            group = _existing(tx, conversation_id)
            if group.state is not GroupState.MEMBER:
                return _Done(conversation_id)
            others = [m for m in group.members if m.account_id != context.own.account_id]
            if others and self._can_act(group) and not any(map(self._is_admin, others)):
                raise LastAdmin
            leave = Leave(
                log_id=context.own.log_id,
                group_id=conversation_id,
                roster_hash=group.roster_hash,
                account_id=context.own.account_id,
                device_id=context.own.device_id,
                time_ms=context.now_ms(),
            ).signed_with(context.own.signing_seed)
            settled = self._take_in(tx, conversation_id, [], leaves=[leave])
            if others:
                group_sending.tell_members(context, tx, conversation_id, [], [leave])
            return _Done(conversation_id, settled.rows, settled.failed)

        await self._carry_out(write)

    async def acknowledge_fork(self, conversation_id: ConversationId) -> None:
        """The person has read that there were two versions."""

        def write(tx: Transaction) -> bool:
            _existing(tx, conversation_id)
            return tx.groups.acknowledge_fork(conversation_id)

        if await self._context.store.write(write):
            self._context.bus.publish(GroupsChanged((conversation_id,)))

    def _change(
        self, conversation_id: ConversationId, changes: GroupChanges, tx: Transaction
    ) -> _Done:
        context = self._context
        group = _existing(tx, conversation_id)
        if group.state is not GroupState.MEMBER or not self._can_act(group):
            raise NotAnAdmin
        before = group_rosters.standing_of(context, tx, conversation_id).newest
        rosters = group_changes.following(self._moment(tx), before, group.left, changes)
        picture = changes.picture if changes.picture is not None else group.picture
        if not rosters:
            return _Done(conversation_id)
        removed = before.accounts - rosters[-1].accounts - set(group.left)
        settled = self._take_in(tx, conversation_id, rosters, picture=changes.picture)
        joined = _joined(before, rosters[-1], group)
        chain = group_sending.whole(context, tx, conversation_id) if joined else []
        for account_id in sorted(joined):
            group_sending.tell_account(context, tx, conversation_id, account_id, chain)
        group_sending.tell_members(context, tx, conversation_id, rosters, picture=picture)
        parts = group_sending.contents(rosters, [], None)
        for account_id in sorted(removed):
            group_sending.tell_account(context, tx, conversation_id, account_id, parts)
        if rosters[-1].passes_history and joined:
            group_history.send(context, tx, conversation_id, sorted(joined))
        return _Done(conversation_id, settled.rows, settled.failed)

    def _take_in(
        self,
        tx: Transaction,
        conversation_id: ConversationId,
        rosters: Sequence[Roster],
        *,
        leaves: Sequence[Leave] = (),
        picture: Bitmap | None = None,
    ) -> Settled:
        """What this device signed goes the way of what others sign."""
        context = self._context
        group_rosters.stage(
            context,
            tx,
            conversation_id,
            context.own.account_id,
            [roster.encoded for roster in rosters],
            [leave.encoded for leave in leaves],
            picture,
        )
        settled = group_rosters.settle(context, tx, conversation_id)
        if settled.refused or not {r.roster_hash for r in rosters} <= settled.known:
            raise GroupRefused
        return settled

    async def _carry_out(self, write: Callable[[Transaction], _Done]) -> GroupView:
        context = self._context
        if context.alarm is not None:
            raise context.alarm
        done = await context.store.write(write)
        context.wake_outbox()
        if done.rows:
            context.bus.publish(MessagesAdded(done.conversation_id, tuple(done.rows)))
        if done.failed:
            context.bus.publish(MessagesChanged(done.conversation_id, tuple(done.failed)))
        context.bus.publish(GroupsChanged((done.conversation_id,)))
        context.bus.publish(ConversationsChanged((done.conversation_id,)))
        return await self.group(done.conversation_id)

    def _moment(self, tx: Transaction) -> Moment:
        context = self._context
        return Moment(
            context.own, context.replica.size, context.now_ms(), partial(self._key_of, tx)
        )

    def _key_of(self, tx: Transaction, account_id: AccountId) -> bytes | None:
        """The key that somebody can be a member with: none while sending to them is stopped."""
        context = self._context
        if account_id == context.own.account_id:
            return group_views.current_key(context, account_id)
        if context.replica.directory.account(account_id) is None:
            return None
        signature_checks.require(context, account_id)
        trust = accept_first_key(context, tx, account_id)
        if attention(context, account_id, trust) not in _ADDABLE:
            return None
        return group_views.current_key(context, account_id)

    def _is_admin(self, member: GroupMember) -> bool:
        return group_changes.can_act(partial(group_views.current_key, self._context), member)

    def _can_act(self, group: GroupRecord) -> bool:
        own = self._context.own.account_id
        return any(m.account_id == own and self._is_admin(m) for m in group.members)

    def _view(self, tx: Transaction, group: GroupRecord) -> GroupView:
        return group_views.view(self._context, self._colleagues, tx, group)


def _existing(tx: Transaction, conversation_id: ConversationId) -> GroupRecord:
    group = tx.groups.get(conversation_id)
    if group is None:
        raise GroupGone
    return group


def _joined(before: Roster, after: Roster, group: GroupRecord) -> set[AccountId]:
    """Who has to be given the whole chain: who is new, comes back, or has a new key."""
    keys = {member.account_id: member.account_key for member in before.members}
    return {
        member.account_id
        for member in after.members
        if keys.get(member.account_id) != member.account_key or member.account_id in group.left
    }
