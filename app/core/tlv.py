"""Length-prefixed fields (relay/PROTOCOL.md section 1): joining without ambiguity."""

from __future__ import annotations

from app.core.errors import DecodeError

_LENGTH_SIZE = 4


def encode(*fields: bytes) -> bytes:
    """Join `fields`, each after its length as a 4-byte big-endian number."""
    return b"".join([len(field).to_bytes(_LENGTH_SIZE, "big") + field for field in fields])


def decode_list(data: bytes) -> list[bytes]:
    """Split what `encode` joined, any number of fields.

    Raises DecodeError when a length runs past the end.
    """
    fields: list[bytes] = []
    offset, end = 0, len(data)
    while offset < end:
        start = offset + _LENGTH_SIZE
        if start > end:
            raise DecodeError
        offset = start + int.from_bytes(data[offset:start], "big")
        if offset > end:
            raise DecodeError
        fields.append(data[start:offset])
    return fields


def decode(data: bytes, count: int) -> list[bytes]:
    """Split into exactly `count` fields, else DecodeError."""
    fields = decode_list(data)
    if len(fields) != count:
        raise DecodeError
    return fields


def fixed(field: bytes, size: int) -> bytes:
    """Return `field` if it has exactly `size` bytes, else raise DecodeError."""
    if len(field) != size:
        raise DecodeError
    return field


def unsigned(field: bytes, size: int) -> int:
    """Read a big-endian number of exactly `size` bytes, else raise DecodeError."""
    return int.from_bytes(fixed(field, size), "big")
