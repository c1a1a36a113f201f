"""What a message says: typed, versioned by its `type`, strictly validated.

relay/PROTOCOL.md section 9. Content of a type that this version does not know is kept as it came,
to be shown as needing a newer version; malformed content of a known type is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from app.core.errors import DecodeError

MAX_TEXT_LENGTH = 16_384
"""Characters (code points) in a text."""
MAX_MISSING_RANGES = 256
MAX_SEQUENCE = 2**53
MAX_CONTENT_SIZE = 120 * 1024
"""Bytes of any content, so that the padded body stays within the relay's limit."""
_MAX_TYPE_LENGTH = 64

Range = tuple[int, int]
"""First and last sequence number, both included."""


class TextContent(msgspec.Struct, frozen=True, tag="text", forbid_unknown_fields=True):
    """A text message. Any Unicode is allowed and stored as it is; showing it is another matter."""

    text: str

    def __post_init__(self) -> None:
        _require(1 <= len(self.text) <= MAX_TEXT_LENGTH)
        _require(not any("\ud800" <= character <= "\udfff" for character in self.text))

    def __repr__(self) -> str:
        return "TextContent(redacted)"


class ReceiptContent(msgspec.Struct, frozen=True, tag="receipt", forbid_unknown_fields=True):
    """Watermarks over the receiver's `sender_seq` for this device.

    Everything up to `delivered` is on the device's disk but the `missing` ranges; everything up to
    `read` was seen.
    """

    delivered: int
    read: int
    missing: tuple[Range, ...] = ()

    def __post_init__(self) -> None:
        _require(0 <= self.read <= self.delivered <= MAX_SEQUENCE)
        _check_ranges(self.missing, self.delivered)


class RepairContent(msgspec.Struct, frozen=True, tag="repair", forbid_unknown_fields=True):
    """What a new session asks to have sent again."""

    missing: tuple[Range, ...]

    def __post_init__(self) -> None:
        _require(bool(self.missing))
        _check_ranges(self.missing, MAX_SEQUENCE)


@dataclass(frozen=True, slots=True)
class UnknownContent:
    """Content of a type that only a newer version knows."""

    raw: bytes = field(repr=False)
    type: str


Content = TextContent | ReceiptContent | RepairContent

_DECODER: msgspec.json.Decoder[Content] = msgspec.json.Decoder(
    TextContent | ReceiptContent | RepairContent
)
_KNOWN_TYPES = frozenset({"text", "receipt", "repair"})


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


def _check_ranges(ranges: Sequence[Range], highest: int) -> None:
    """Sorted, apart, from 1 up to `highest`, not too many."""
    _require(len(ranges) <= MAX_MISSING_RANGES)
    after = 1
    for first, last in ranges:
        _require(after <= first <= last <= highest)
        after = last + 1


def _require(condition: bool) -> None:
    if not condition:
        raise ValueError("the content has a value that is not allowed")
