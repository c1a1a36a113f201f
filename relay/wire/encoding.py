"""Joining and splitting without ambiguity: TLV, LIST and base64url (PROTOCOL.md 1)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from typing import Final

import msgspec

BOOLEANS: Final = (b"\x00", b"\x01")
"""How a `u8` says no and yes."""


class WireError(Exception):
    """Bytes whose structure PROTOCOL.md does not allow."""

    code = "malformed"


def tlv(*fields: bytes) -> bytes:
    """Join `fields`, each after its length as `u32`."""
    return b"".join([part for field in fields for part in (len(field).to_bytes(4, "big"), field)])


def tlv_list(fields: Iterable[bytes]) -> bytes:
    """LIST: TLV of any number of fields."""
    return b"".join([part for field in fields for part in (len(field).to_bytes(4, "big"), field)])


def split_list(data: bytes, limit: int | None = None) -> list[bytes]:
    """Split a LIST of at most `limit` fields. Raises WireError."""
    fields: list[bytes] = []
    offset, end = 0, len(data)
    while offset < end:
        start = offset + 4
        offset = start + int.from_bytes(data[offset:start], "big")
        if start > end or offset > end:
            raise WireError("field runs past the end")
        fields.append(data[start:offset])
        if limit is not None and len(fields) > limit:
            raise WireError("too many fields")
    return fields


def split(data: bytes, count: int) -> list[bytes]:
    """Split a TLV of exactly `count` fields. Raises WireError."""
    fields = split_list(data, count)
    if len(fields) != count:
        raise WireError("wrong number of fields")
    return fields


def fixed(field: bytes, size: int) -> bytes:
    """Return `field` if it has exactly `size` bytes. Raises WireError."""
    if len(field) != size:
        raise WireError("wrong field size")
    return field


def number(field: bytes, size: int) -> int:
    """Read a big-endian number of exactly `size` bytes. Raises WireError."""
    if len(field) != size:
        raise WireError("wrong number size")
    return int.from_bytes(field, "big")


def u8(value: int) -> bytes:
    """Encode a `u8`."""
    return value.to_bytes(1, "big")


def u16(value: int) -> bytes:
    """Encode a `u16`."""
    return value.to_bytes(2, "big")


def u32(value: int) -> bytes:
    """Encode a `u32`."""
    return value.to_bytes(4, "big")


def u64(value: int) -> bytes:
    """Encode a `u64`."""
    return value.to_bytes(8, "big")


def b64u(data: bytes) -> str:
    """RFC 4648 section 5, no padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


_URLSAFE: Final = bytes.maketrans(b"-_", b"+/")


def unb64u(text: str | bytes) -> bytes:
    """Decode canonical, unpadded base64url. Raises WireError."""
    try:
        raw = text.encode("ascii") if isinstance(text, str) else text
        data = binascii.a2b_base64(
            raw.translate(_URLSAFE) + b"=" * (-len(raw) % 4), strict_mode=True
        )
    except (binascii.Error, UnicodeEncodeError) as error:
        raise WireError("not base64url") from error
    if base64.urlsafe_b64encode(data).rstrip(b"=") != raw:
        raise WireError("not canonical base64url")
    return data


def ascii_text(field: bytes) -> str:
    """Read ASCII text. Raises WireError."""
    try:
        return field.decode("ascii")
    except UnicodeDecodeError as error:
        raise WireError("not ascii") from error


class Value(msgspec.Struct, frozen=True, gc=False):
    """A value whose repr shows no bytes, so that none reach a log by accident."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
