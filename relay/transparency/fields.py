"""The two field shapes of log entries that `relay.wire` has no use for (PROTOCOL.md 1 and 3.1)."""

from __future__ import annotations

from relay.wire import WireError


def many(field: bytes, size: int, least: int, most: int) -> tuple[bytes, ...]:
    """Split a field of `least` to `most` items of `size` bytes each. Raises WireError."""
    count, rest = divmod(len(field), size)
    if rest or not least <= count <= most:
        raise WireError("a list has the wrong length")
    return tuple([field[start : start + size] for start in range(0, len(field), size)])


def text(field: bytes, most: int) -> str:
    """Read UTF-8 of 1 to `most` bytes. Raises WireError."""
    if not 1 <= len(field) <= most:
        raise WireError("a text has the wrong length")
    try:
        return field.decode("utf-8")
    except UnicodeDecodeError:
        raise WireError("a text is not UTF-8") from None
