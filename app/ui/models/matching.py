"""Filter as you type: case, accents and ß do not matter, every word has to occur."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """A text with case, accents and compatibility forms removed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def matches(folded: str, needle: str) -> bool:
    """Whether each word of `needle` occurs in a text that was folded before."""
    return all(word in folded for word in fold(needle).split())
