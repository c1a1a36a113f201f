"""Checks that every content type uses. Breaking one refuses the content (relay/PROTOCOL.md 9)."""

from __future__ import annotations

MAX_TEXT_LENGTH = 16_384
"""Characters (code points) in a text."""
MAX_SEQUENCE = 2**53


def require(condition: bool) -> None:
    """Refuse the value. Raises ValueError, which names nothing of it."""
    if not condition:
        raise ValueError("the content has a value that is not allowed")


def require_text(text: str, most: int = MAX_TEXT_LENGTH, least: int = 1) -> None:
    """`least` to `most` characters that can be written to a file."""
    require(least <= len(text) <= most)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair; the error would carry the text along
        require(False)
