"""What the windows may ask for about groups and broadcast lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.core.file_content import Bitmap
from app.core.groups import BroadcastListView, GroupChanges, GroupView
from app.core.ids import AccountId, ConversationId


class GroupUseCases(Protocol):
    """Care teams. `GroupsChanged` on the bus says when one has to be read again."""

    async def groups(self) -> list[GroupView]:
        """Every group that the person is or was in, by title."""
        ...

    async def group(self, conversation_id: ConversationId) -> GroupView:
        """One of them. Raises GroupGone."""
        ...

    async def create(
        self,
        title: str,
        members: Sequence[AccountId],
        *,
        picture: Bitmap | None = None,
        passes_history: bool = False,
    ) -> GroupView:
        """Make a group with the person as its admin. Raises GroupRefused with clear words."""
        ...

    async def change(self, conversation_id: ConversationId, changes: GroupChanges) -> GroupView:
        """Sign the next roster. Raises NotAnAdmin, LastAdmin, GroupRefused, GroupGone."""
        ...

    async def leave(self, conversation_id: ConversationId) -> None:
        """Sign that the person leaves. Raises LastAdmin when nobody could add members then."""
        ...

    async def acknowledge_fork(self, conversation_id: ConversationId) -> None:
        """The person has read that there were two versions."""
        ...

    async def lists(self) -> list[BroadcastListView]:
        """The person's broadcast lists, by title."""
        ...

    async def save_list(
        self, list_id: bytes | None, title: str, people: Sequence[AccountId]
    ) -> BroadcastListView:
        """Make a list (None) or change one."""
        ...

    async def delete_list(self, list_id: bytes) -> None: ...
    async def broadcast(self, people: Sequence[AccountId], text: str) -> list[ConversationId]:
        """Send a text to each of them in their own conversation; none is shown the others.

        All or none: raises CannotForward, whose `refused` names the conversations.
        """
        ...
