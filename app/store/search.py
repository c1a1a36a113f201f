"""What a person types, as an FTS5 query."""

from __future__ import annotations

MAX_WORDS = 16
"""More words than anyone searches for; keeps a pasted page from becoming a slow query."""


def match_expression(text: str) -> str | None:
    """Every word must occur, or begin a word that does; None when there is no word.

    Each word is quoted, so that nothing in it is read as FTS5 syntax. Within a word the tokenizer
    decides: "O'Brien" becomes the phrase o, brien.
    """
    words = [
        word
        for word in text.replace("\0", " ").split()
        if any(character.isalnum() for character in word)
    ]
    if not words:
        return None
    quoted = ['"' + word.replace('"', '""') + '"*' for word in words[:MAX_WORDS]]
    return " ".join(quoted)
