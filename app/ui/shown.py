"""Conversations in the shape that rows, headers and composers show: a person, or a group."""

from __future__ import annotations

from app.core.groups import GroupState, GroupView
from app.core.ids import AccountId, ConversationId
from app.core.records import ConversationRecord
from app.core.search_types import SearchHit
from app.core.views import AttentionReason, ContactView, ConversationView, Trust
from app.services.api import ContactUseCases

_GROUP_KEY = 32
"""Bytes of what names a group (`ConversationRecord.key`); an account has half as many."""


def shown(view: ConversationView) -> ContactView:
    """The person whom a conversation is with; of a group its title, named by the group's id."""
    if view.contact is not None:
        return view.contact
    return _of_group(view.record.conversation_id, view.title, view.group)


def shown_group(group: GroupView) -> ContactView:
    """The same of a group by itself."""
    return _of_group(group.conversation_id, group.title, group)


def shown_hit(hit: SearchHit) -> ContactView:
    """The same of a message that was found."""
    if hit.contact is not None:
        return hit.contact
    return _of_group(hit.conversation_id, hit.title, None)


def key_of(record: ConversationRecord) -> AccountId:
    """What names a conversation here: the other account, or the group's id."""
    return AccountId(record.key)


def is_group(key: AccountId) -> bool:
    """Whether that names a group."""
    return len(key) == _GROUP_KEY


async def conversation_of(contacts: ContactUseCases, key: AccountId) -> ConversationView:
    """The conversation that a key names."""
    if is_group(key):
        return await contacts.group_conversation(ConversationId(key))
    return await contacts.conversation(key)


async def contact_of(contacts: ContactUseCases, key: AccountId) -> ContactView:
    """What is shown of whom or what a key names."""
    if is_group(key):
        return shown(await conversation_of(contacts, key))
    return await contacts.contact(key)


def _of_group(conversation_id: ConversationId, title: str, group: GroupView | None) -> ContactView:
    return ContactView(
        account_id=AccountId(conversation_id),
        conversation_id=conversation_id,
        name=title,
        role="",
        department="",
        staff_id="",
        trust=Trust.DIRECTORY_CHECKED,
        attention=_attention(group),
        device_count=group.device_count if group is not None else 0,
    )


def _attention(group: GroupView | None) -> AttentionReason:
    """Why nothing can be written there."""
    if group is None:
        return AttentionReason.NONE
    if group.state is GroupState.LEFT:
        return AttentionReason.LEFT_GROUP
    if group.state is GroupState.REMOVED:
        return AttentionReason.REMOVED_FROM_GROUP
    alone = len(group.members) == 1
    return AttentionReason.ALONE_IN_GROUP if alone else AttentionReason.NONE
