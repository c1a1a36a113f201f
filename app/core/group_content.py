"""What the members of a group say to each other about the group (relay/PROTOCOL.md section 14).

Rosters and leaves are signed by themselves, so it does not matter who passes them on.
"""

from __future__ import annotations

import msgspec

from app.core.content_checks import require, require_text
from app.core.file_content import Bitmap

MAX_GROUP_MEMBERS = 256
MAX_GROUP_TITLE = 100
"""Characters."""
MAX_ROSTER_SIZE = 16 * 1024
MAX_ROSTERS = 1_000
"""In one content."""
MAX_LEAVES = 256
MAX_LEAVE_SIZE = 512
MAX_LISTS = 200
MAX_LIST_TITLE = 100


class RosterContent(msgspec.Struct, frozen=True, tag="roster", forbid_unknown_fields=True):
    """Rosters of the group whose conversation it comes in, the earlier first, and leaves."""

    rosters: tuple[bytes, ...]
    leaves: tuple[bytes, ...] = ()
    picture: Bitmap | None = None
    """The picture that the newest of these rosters names."""

    def __post_init__(self) -> None:
        require(len(self.rosters) <= MAX_ROSTERS and len(self.leaves) <= MAX_LEAVES)
        require(bool(self.rosters or self.leaves))
        require(all(1 <= len(roster) <= MAX_ROSTER_SIZE for roster in self.rosters))
        require(all(1 <= len(leave) <= MAX_LEAVE_SIZE for leave in self.leaves))

    def __repr__(self) -> str:
        return "RosterContent(redacted)"


class RosterWantedContent(
    msgspec.Struct, frozen=True, tag="roster-wanted", forbid_unknown_fields=True
):
    """Between two people: what leads from a roster (empty: from the first one) to the newest."""

    group: bytes
    after: bytes

    def __post_init__(self) -> None:
        require(len(self.group) == 32 and len(self.after) in (0, 32))


class ListEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of people to write to one by one."""

    id: bytes
    title: str
    """Empty: the list was deleted."""
    people: tuple[bytes, ...]
    """Account ids, ascending."""
    changed_at: int
    """The later change wins."""

    def __post_init__(self) -> None:
        require(len(self.id) == 16 and 0 <= self.changed_at <= 2**53)
        require_text(self.title, MAX_LIST_TITLE, least=0)
        require(len(self.people) <= MAX_GROUP_MEMBERS)
        require(all(len(account) == 16 for account in self.people))
        require(list(self.people) == sorted(set(self.people)))

    def __repr__(self) -> str:
        return "ListEntry(redacted)"


class OwnListsContent(msgspec.Struct, frozen=True, tag="own-lists", forbid_unknown_fields=True):
    """To one's own devices: the person's broadcast lists that changed."""

    lists: tuple[ListEntry, ...]

    def __post_init__(self) -> None:
        require(len(self.lists) <= MAX_LISTS)
