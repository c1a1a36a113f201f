"""Messages as text that leaves the app: the words of one, or several with names and times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.core.display_text import name_for_display
from app.core.records import MessageRecord
from app.ui.file_words import message_line
from app.ui.message_words import stamp


def as_text(messages: Sequence[MessageRecord], name_of: Callable[[MessageRecord], str]) -> str:
    """One message as it was written; several each with who wrote it when.

    [23.11.2026, 14:03] Dr. Amira Haddad: text
    """
    if len(messages) == 1:
        return _words(messages[0])
    return "\n".join(
        f"[{stamp(message.sent_at_ms)}] {name_for_display(name_of(message))}: {_words(message)}"
        for message in messages
    )


def _words(message: MessageRecord) -> str:
    """The text, and which file stands above it."""
    if message.file is None:
        return message.text
    file = f"[{message_line(replace(message, text=''))}]"
    return f"{file} {message.text}" if message.text else file
