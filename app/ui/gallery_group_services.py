"""Groups and broadcast lists of a SampleClient, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.bus import ConversationsChanged, GroupsChanged, ListsChanged
from app.core.file_content import Bitmap
from app.core.group_records import encode_notice
from app.core.groups import (
    BroadcastListView,
    GroupChange,
    GroupChanges,
    GroupNotice,
    GroupRole,
    GroupState,
    GroupView,
    MemberView,
)
from app.core.ids import AccountId, ConversationId
from app.core.records import MessageKind
from app.core.views import ContactView, ConversationView
from app.services.group_errors import GroupGone, LastAdmin, NobodyElse
from app.ui.gallery_use_cases import digest
from app.ui.shown import shown

if TYPE_CHECKING:
    from app.ui.gallery_services import SampleClient


class SampleGroups:
    """`GroupUseCases`."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client
        self.views: dict[ConversationId, GroupView] = {}
        self.kept: dict[bytes, BroadcastListView] = {}
        self.broadcasts: list[tuple[tuple[AccountId, ...], str]] = []
        self.changes: list[GroupChanges] = []

    async def groups(self) -> list[GroupView]:
        """By title."""
        return sorted(self.views.values(), key=lambda view: view.title)

    async def group(self, conversation_id: ConversationId) -> GroupView:
        """One of them."""
        if conversation_id not in self.views:
            raise GroupGone
        return self.views[conversation_id]

    async def create(
        self,
        title: str,
        members: Sequence[AccountId],
        *,
        picture: Bitmap | None = None,
        passes_history: bool = False,
    ) -> GroupView:
        """A group with the person as its admin."""
        self._client.raise_planned()
        if not members:
            raise NobodyElse
        people = [self._client.people[account_id] for account_id in members]
        return self.make(title, people, picture=picture, passes_history=passes_history)

    def make(
        self,
        title: str,
        people: Sequence[ContactView],
        *,
        admins: Sequence[ContactView] = (),
        picture: Bitmap | None = None,
        passes_history: bool = False,
        is_admin: bool = True,
        state: GroupState = GroupState.MEMBER,
        forked: bool = False,
        has_admin: bool = True,
    ) -> GroupView:
        """A group that is there, with its first line."""
        own = self._client.own
        role = GroupRole.ADMIN if is_admin else GroupRole.MEMBER
        me = MemberView(None, own.account_id, own.name, role, receives=True)
        others = [self._member(each, admin=each in admins) for each in people]
        here = state is GroupState.MEMBER
        view = GroupView(
            conversation_id=ConversationId(digest("group", title)),
            title=title,
            picture=picture,
            members=(*((me,) if here else ()), *sorted(others, key=lambda m: m.name)),
            state=state,
            is_admin=is_admin and here,
            passes_history=passes_history,
            epoch=4,
            device_count=2 * len(others) if here else 0,
            forked=forked,
            roster_hash=digest("roster", title),
            has_admin=has_admin,
        )
        self.views[view.conversation_id] = view
        self.note(view, GroupNotice(GroupChange.CREATED, own.account_id, title=title))
        return view

    async def change(self, conversation_id: ConversationId, changes: GroupChanges) -> GroupView:
        """As an admin wants it."""
        self._client.raise_planned()
        self.changes.append(changes)
        view = self.views[conversation_id]
        members = [m for m in view.members if m.account_id not in changes.remove]
        known = {m.account_id for m in members}
        members = [replace(m, receives=True) if m.account_id in changes.add else m for m in members]
        members += [
            self._member(self._client.people[each]) for each in changes.add if each not in known
        ]
        roles = dict.fromkeys(changes.promote, GroupRole.ADMIN)
        roles |= dict.fromkeys(changes.demote, GroupRole.MEMBER)
        members = [replace(m, role=roles.get(m.account_id, m.role)) for m in members]
        own = self._client.own.account_id
        if not any(m.role is GroupRole.ADMIN for m in members):
            raise LastAdmin
        picture = None if changes.remove_picture else changes.picture or view.picture
        history = changes.passes_history
        self.views[conversation_id] = replace(
            view,
            title=changes.title or view.title,
            picture=picture,
            members=tuple(members),
            passes_history=view.passes_history if history is None else history,
            is_admin=roles.get(own, GroupRole.ADMIN) is GroupRole.ADMIN,
            epoch=view.epoch + 1,
        )
        self._tell(conversation_id)
        return self.views[conversation_id]

    async def leave(self, conversation_id: ConversationId) -> None:
        """Leave it."""
        self._client.raise_planned()
        view = self.views[conversation_id]
        self.put(replace(view, members=view.members[1:], state=GroupState.LEFT, is_admin=False))

    async def acknowledge_fork(self, conversation_id: ConversationId) -> None:
        """Read."""
        self.put(replace(self.views[conversation_id], forked=False))

    async def lists(self) -> list[BroadcastListView]:
        """By title."""
        return sorted(self.kept.values(), key=lambda each: each.title)

    async def save_list(
        self, list_id: bytes | None, title: str, people: Sequence[AccountId]
    ) -> BroadcastListView:
        """Keep it."""
        self._client.raise_planned()
        chosen = tuple(self._client.people[account_id] for account_id in people)
        new_id = list_id or digest("list", title)[:16]
        self.kept[new_id] = BroadcastListView(new_id, title, chosen)
        self._client.bus.publish(ListsChanged())
        return self.kept[new_id]

    async def delete_list(self, list_id: bytes) -> None:
        """Forget it."""
        self.kept.pop(list_id, None)
        self._client.bus.publish(ListsChanged())

    async def broadcast(self, people: Sequence[AccountId], text: str) -> list[ConversationId]:
        """To each alone."""
        self._client.raise_planned()
        self.broadcasts.append((tuple(people), text))
        contacts = [self._client.people[account_id] for account_id in people]
        for contact in contacts:
            self._client.put(contact, text, mine=True, publish=True)
        return [contact.conversation_id for contact in contacts]

    def put(self, view: GroupView) -> None:
        """Another state of a group."""
        self.views[view.conversation_id] = view
        self._tell(view.conversation_id)

    def conversation(self, view: GroupView) -> ConversationView:
        """Its row of the list."""
        shim = self.partner(view)
        record = replace(self._client.view(shim).record, account_id=None)
        return ConversationView(None, record, view)

    def partner(self, view: GroupView) -> ContactView:
        """What rows are put with."""
        base = next(iter(self._client.people.values()))
        record = replace(
            self._client.view(base).record,
            conversation_id=view.conversation_id,
            account_id=None,
        )
        return shown(ConversationView(None, record, view))

    def note(self, view: GroupView, notice: GroupNotice, at_ms: int | None = None) -> None:
        """A line of the app's own."""
        text = encode_notice(notice)
        self._client.put(self.partner(view), text, kind=MessageKind.GROUP, at_ms=at_ms)

    def _member(self, contact: ContactView, *, admin: bool = False) -> MemberView:
        role = GroupRole.ADMIN if admin else GroupRole.MEMBER
        receives = contact.device_count > 0
        return MemberView(contact, contact.account_id, contact.name, role, receives=receives)

    def _tell(self, conversation_id: ConversationId) -> None:
        self._client.bus.publish(GroupsChanged((conversation_id,)))
        self._client.bus.publish(ConversationsChanged((conversation_id,)))
