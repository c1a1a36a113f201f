"""What a message says: typed, versioned by its `type`, strictly validated.

relay/PROTOCOL.md section 9. Content of a type that this version does not know is kept as it came,
to be shown as needing a newer version; malformed content of a known type is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

import msgspec

from app.core.content_checks import MAX_SEQUENCE, MAX_TEXT_LENGTH, require, require_text
from app.core.emoji_text import is_one_emoji
from app.core.errors import DecodeError
from app.core.file_content import FileContent
from app.core.group_content import OwnListsContent, RosterContent, RosterWantedContent

MAX_MISSING_RANGES = 256
MAX_MENTIONS = 64
MAX_CONTENT_SIZE = 120 * 1024
"""Bytes of any content, so that the padded body stays within the relay's limit."""
MAX_DEVICE_NAME = 64
"""Characters in what a person calls a workstation."""
_MAX_TYPE_LENGTH = 64
MAX_HASHES = 1_000
MAX_NAMES = 64
MAX_OWN_MARKS = 500
MAX_REVISIONS = 1_000
MAX_REACTIONS = 1_000
CONVERSATION_KEY_SIZES = (16, 32)
"""Bytes of what names a conversation between one's own devices: a person's account, or a group."""
MAX_EMOJI_LENGTH = 24
"""Code points; the longest in use (families, flags of regions) have about ten."""
_HEX = frozenset("0123456789abcdef")
_ROW_KINDS = frozenset({"text", "notice", "group", "unknown"})

Range = tuple[int, int]
"""First and last sequence number, both included."""


class MessageReference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which message of the same conversation is meant."""

    sender: bytes
    """Account id of its author."""
    message: bytes

    def __post_init__(self) -> None:
        require(len(self.sender) == 16 and len(self.message) == 16)


class Mention(msgspec.Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    """Characters of the text that name a member. Shown with that member's own name."""

    start: int
    length: int
    account: bytes

    def __post_init__(self) -> None:
        require(self.start >= 0 and self.length >= 1 and len(self.account) == 16)


class TextContent(
    msgspec.Struct, frozen=True, tag="text", forbid_unknown_fields=True, omit_defaults=True
):
    """A text message. Any Unicode is allowed and stored as it is; showing it is another matter."""

    text: str
    reply_to: MessageReference | None = None
    """The message that this one answers. A reference alone: nobody can put words into a quote."""
    forwarded: bool = False
    """Written by somebody else before; the sender says so, and names nobody."""
    file: FileContent | None = None
    """A file that comes with it; the text may then be empty."""
    mentions: tuple[Mention, ...] = ()
    """Members of the group who are meant in particular, in the order of the text."""

    def __post_init__(self) -> None:
        require_text(self.text, least=0 if self.file else 1)
        require(len(self.mentions) <= MAX_MENTIONS)
        after = 0
        for mention in self.mentions:
            require(after <= mention.start and mention.start + mention.length <= len(self.text))
            after = mention.start + mention.length

    def __repr__(self) -> str:
        return "TextContent(redacted)"


class ReactionContent(msgspec.Struct, frozen=True, tag="reaction", forbid_unknown_fields=True):
    """The sender's one reaction to a message; it replaces the one before, empty takes it back."""

    to: MessageReference
    emoji: str

    def __post_init__(self) -> None:
        require(not self.emoji or is_emoji(self.emoji))

    def __repr__(self) -> str:
        return "ReactionContent(redacted)"


class EditContent(msgspec.Struct, frozen=True, tag="edit", forbid_unknown_fields=True):
    """A new wording of a message of the sender's own. What it said before stays to be seen."""

    message: bytes
    text: str
    revision: int
    """Counts from 1 for each message; a higher one wins whatever the order of arrival."""

    def __post_init__(self) -> None:
        require(len(self.message) == 16 and 1 <= self.revision <= MAX_REVISIONS)
        require_text(self.text)

    def __repr__(self) -> str:
        return "EditContent(redacted)"


class RecallContent(msgspec.Struct, frozen=True, tag="recall", forbid_unknown_fields=True):
    """Take a message of the sender's own back: its words go, who took it back and when stays."""

    message: bytes

    def __post_init__(self) -> None:
        require(len(self.message) == 16)


class TypingContent(msgspec.Struct, frozen=True, tag="typing", forbid_unknown_fields=True):
    """The sender is writing to the receiver just now. Shown for a few seconds, never kept."""


class ReceiptContent(
    msgspec.Struct, frozen=True, tag="receipt", forbid_unknown_fields=True, omit_defaults=True
):
    """Watermarks over the receiver's `sender_seq` for this device.

    Everything up to `delivered` is on the device's disk but the `missing` ranges; everything up to
    `read` was seen but the `unread` ones.
    """

    delivered: int
    read: int
    missing: tuple[Range, ...] = ()
    unread: tuple[Range, ...] = ()
    """Ranges at or below `read` that were not read: they are in another conversation."""

    def __post_init__(self) -> None:
        require(0 <= self.read <= self.delivered <= MAX_SEQUENCE)
        _check_ranges(self.missing, self.delivered)
        _check_ranges(self.unread, self.read)


class RepairContent(msgspec.Struct, frozen=True, tag="repair", forbid_unknown_fields=True):
    """What a new session asks to have sent again."""

    missing: tuple[Range, ...]

    def __post_init__(self) -> None:
        require(bool(self.missing))
        _check_ranges(self.missing, MAX_SEQUENCE)


class OwnEntriesContent(msgspec.Struct, frozen=True, tag="own-entries", forbid_unknown_fields=True):
    """To one's own devices: entries of the own chain that the sender made or can explain."""

    hashes: tuple[bytes, ...]
    """SHA-256 of each whole entry."""
    names: dict[str, str] = {}
    """What the person calls their workstations, by hexadecimal device id."""

    def __post_init__(self) -> None:
        require(len(self.hashes) <= MAX_HASHES and all(len(h) == 32 for h in self.hashes))
        require(len(self.names) <= MAX_NAMES)
        for device, name in self.names.items():
            require(len(device) == 32 and set(device) <= _HEX)
            require(len(name) <= MAX_DEVICE_NAME)

    def __repr__(self) -> str:
        return "OwnEntriesContent(redacted)"


class OwnReadContent(msgspec.Struct, frozen=True, tag="own-read", forbid_unknown_fields=True):
    """To one's own devices: read up to and including these messages."""

    marks: tuple[tuple[bytes, bytes], ...]
    """(account id of the other person or id of the group, message id)."""

    def __post_init__(self) -> None:
        require(len(self.marks) <= MAX_OWN_MARKS)
        for conversation, message in self.marks:
            require(len(conversation) in CONVERSATION_KEY_SIZES and len(message) == 16)


class OwnStatesContent(msgspec.Struct, frozen=True, tag="own-states", forbid_unknown_fields=True):
    """To one's own devices: how far messages got that the sender of this wrote."""

    marks: tuple[tuple[bytes, bytes, bool], ...]
    """(account id of the other person or id of the group, message id, read: else delivered)."""

    def __post_init__(self) -> None:
        require(len(self.marks) <= MAX_OWN_MARKS)
        for conversation, message, _ in self.marks:
            require(len(conversation) in CONVERSATION_KEY_SIZES and len(message) == 16)


class PersonTrust(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person decided about one account key (`TrustRecord`). Empty: none."""

    account: bytes
    accepted: bytes
    verified: bytes
    verified_at: int
    mismatch: bytes

    def __post_init__(self) -> None:
        require(len(self.account) == 16 and len(self.accepted) == 32)
        require(len(self.verified) in (0, 32) and len(self.mismatch) in (0, 32))
        require(0 <= self.verified_at <= MAX_SEQUENCE)


class OwnTrustContent(msgspec.Struct, frozen=True, tag="own-trust", forbid_unknown_fields=True):
    """To one's own devices: what the person decided about colleagues' keys."""

    people: tuple[PersonTrust, ...]

    def __post_init__(self) -> None:
        require(len(self.people) <= MAX_OWN_MARKS)


class HistoryRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A message of before, as history transfers and backup files carry it."""

    conversation: bytes
    """Account id of the other person (16 bytes), or id of the group (32)."""
    message: bytes
    sender: bytes
    device: bytes
    outgoing: bool
    kind: str
    text: str
    sent_at: int
    arrived_at: int
    state: str
    skewed: bool
    reply_to: MessageReference | None = None
    forwarded: bool = False
    recalled_at: int = 0
    versions: tuple[tuple[int, str, int], ...] = ()
    """What it said before: (revision, text, when that was sent), rising. Some may be left out."""
    revision: int = 0
    """The number of the wording in `text`."""
    edited_at: int = 0
    """When `text` was sent, if it is not the first wording."""
    reactions: tuple[tuple[bytes, str, int], ...] = ()
    """(account id, emoji, when)."""
    file: FileContent | None = None
    mentions: tuple[Mention, ...] = ()

    def __post_init__(self) -> None:
        require(len(self.mentions) <= MAX_MENTIONS)
        require(len(self.versions) <= MAX_REVISIONS and len(self.reactions) <= MAX_REACTIONS)
        require(0 <= self.recalled_at <= MAX_SEQUENCE and 0 <= self.edited_at <= MAX_SEQUENCE)
        require(0 <= self.revision <= MAX_REVISIONS)
        after = 0
        for revision, text, at_ms in self.versions:
            require(after <= revision < self.revision)
            require(len(text) <= MAX_TEXT_LENGTH and 0 <= at_ms <= MAX_SEQUENCE)
            after = revision + 1
        for account, emoji, at_ms in self.reactions:
            require(len(account) == 16 and is_emoji(emoji) and 0 <= at_ms <= MAX_SEQUENCE)
        require(len(self.conversation) in CONVERSATION_KEY_SIZES)
        ids = (self.message, self.sender, self.device)
        require(all(len(identifier) == 16 for identifier in ids))
        require(self.kind in _ROW_KINDS and len(self.text) <= MAX_TEXT_LENGTH)
        require(len(self.state) <= _MAX_TYPE_LENGTH)
        require(0 <= self.sent_at <= MAX_SEQUENCE and 0 <= self.arrived_at <= MAX_SEQUENCE)

    def __repr__(self) -> str:
        return "HistoryRow(redacted)"


class HistoryContent(msgspec.Struct, frozen=True, tag="history", forbid_unknown_fields=True):
    """To one newly linked device of one's own: part `part` (from 1) of `of`."""

    transfer: bytes
    part: int
    of: int
    rows: tuple[HistoryRow, ...]

    def __post_init__(self) -> None:
        require(len(self.transfer) == 16 and 1 <= self.part <= self.of <= MAX_SEQUENCE)


class GroupHistoryContent(
    msgspec.Struct, frozen=True, tag="group-history", forbid_unknown_fields=True
):
    """To a new member, by the admin who added them: messages of the group from before."""

    rows: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class UnknownContent:
    """Content of a type that only a newer version knows."""

    raw: bytes = field(repr=False)
    type: str


class ConversationMarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the person keeps one conversation."""

    account: bytes
    """Account id of the other person, or id of the group."""
    pinned_at: int
    """0: not pinned. The earlier pinned stands higher."""
    muted_until: int
    """0: not muted. `MAX_SEQUENCE`: until somebody unmutes it."""
    unread: bool
    """Marked by hand, to come back to."""
    changed_at: int
    """The later change wins."""

    def __post_init__(self) -> None:
        require(len(self.account) in CONVERSATION_KEY_SIZES)
        times = (self.pinned_at, self.muted_until, self.changed_at)
        require(all(0 <= time <= MAX_SEQUENCE for time in times))


class OwnConversationsContent(
    msgspec.Struct, frozen=True, tag="own-conversations", forbid_unknown_fields=True
):
    """To one's own devices: pinned, muted and marked conversations."""

    marks: tuple[ConversationMarks, ...]

    def __post_init__(self) -> None:
        require(len(self.marks) <= MAX_OWN_MARKS)


OwnContent = (
    OwnEntriesContent
    | OwnReadContent
    | OwnStatesContent
    | OwnTrustContent
    | OwnConversationsContent
    | OwnListsContent
    | HistoryContent
)
"""What only one's own devices may say to each other."""
MessageMark = ReactionContent | EditContent | RecallContent
"""What is said about a message that was sent before."""
GroupContent = RosterContent | RosterWantedContent | GroupHistoryContent
"""What is said about groups."""
Content = (
    TextContent
    | MessageMark
    | TypingContent
    | ReceiptContent
    | RepairContent
    | GroupContent
    | OwnContent
)

_DECODER: msgspec.json.Decoder[Content] = msgspec.json.Decoder(Content)
_KNOWN_TYPES = frozenset(kind.__struct_config__.tag for kind in get_args(Content))


class _Typed(msgspec.Struct, frozen=True):
    type: str


_TYPE_DECODER = msgspec.json.Decoder(_Typed)


def encode(content: Content) -> bytes:
    """The JSON of a content."""
    return msgspec.json.encode(content)


def decode(data: bytes) -> Content | UnknownContent:
    """Read a content. Raises DecodeError."""
    if len(data) > MAX_CONTENT_SIZE:
        raise DecodeError
    try:
        kind = _TYPE_DECODER.decode(data).type
        if kind in _KNOWN_TYPES:
            return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DecodeError from error
    if not 1 <= len(kind) <= _MAX_TYPE_LENGTH:
        raise DecodeError
    return UnknownContent(raw=data, type=kind)


def is_emoji(text: str) -> bool:
    """Whether `text` is one short emoji sequence, as a picker gives it."""
    return len(text) <= MAX_EMOJI_LENGTH and is_one_emoji(text)


def _check_ranges(ranges: Sequence[Range], highest: int) -> None:
    """Sorted, apart, from 1 up to `highest`, not too many."""
    require(len(ranges) <= MAX_MISSING_RANGES)
    after = 1
    for first, last in ranges:
        require(after <= first <= last <= highest)
        after = last + 1
