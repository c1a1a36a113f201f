"""Groups as the windows show them."""

from __future__ import annotations

from app.core.display_text import name_for_display
from app.core.groups import GroupMember, GroupRecord, GroupRole, GroupState, GroupView, MemberView
from app.core.ids import AccountId
from app.core.store_ports import Transaction
from app.services.colleagues import Colleagues
from app.services.context import Context
from app.services.holding import sendable


def current_key(context: Context, account_id: AccountId) -> bytes | None:
    """The key of an account that is open, None for anybody else."""
    account = context.replica.directory.account(account_id)
    return None if account is None or account.closed else account.account_key


def view(
    context: Context, colleagues: Colleagues, tx: Transaction, group: GroupRecord
) -> GroupView:
    """One group. For reading transactions (see `Colleagues`)."""
    own = context.own.account_id
    members = [_member(context, colleagues, tx, member) for member in group.members]
    members.sort(key=lambda m: (m.account_id != own, m.name.casefold(), m.account_id))
    is_member = group.state is GroupState.MEMBER
    return GroupView(
        conversation_id=group.conversation_id,
        title=name_for_display(group.title),
        picture=group.picture,
        members=tuple(members),
        state=group.state,
        is_admin=is_member and _can_act(context, group, own),
        passes_history=group.passes_history,
        epoch=group.epoch,
        device_count=_device_count(context, tx, group) if is_member else 0,
        forked=group.forked,
        roster_hash=group.roster_hash,
        has_admin=any(_can_act(context, group, member.account_id) for member in group.members),
    )


def _member(
    context: Context, colleagues: Colleagues, tx: Transaction, member: GroupMember
) -> MemberView:
    account_id = member.account_id
    if account_id == context.own.account_id:
        return MemberView(None, account_id, _own_name(tx, account_id), member.role, receives=True)
    contact = colleagues.find(tx, account_id)
    receives = _is_current(context, member) and bool(context.replica.live_devices(account_id))
    name = "" if contact is None else contact.name
    return MemberView(contact, account_id, name, member.role, receives=receives)


def _own_name(tx: Transaction, own: AccountId) -> str:
    profile = next((p for p in tx.people.profiles() if p.account_id == own), None)
    return "" if profile is None else name_for_display(profile.name)


def _is_current(context: Context, member: GroupMember) -> bool:
    return current_key(context, member.account_id) == member.account_key


def _can_act(context: Context, group: GroupRecord, account_id: AccountId) -> bool:
    return any(
        member.account_id == account_id
        and member.role is GroupRole.ADMIN
        and _is_current(context, member)
        for member in group.members
    )


def _device_count(context: Context, tx: Transaction, group: GroupRecord) -> int:
    own = context.own
    return sum(
        device.device_id != own.device_id
        for member in group.members
        if _is_current(context, member)
        and (member.account_id == own.account_id or sendable(context, tx, member.account_id))
        for device in context.replica.live_devices(member.account_id)
    )
