"""The one place where words from below the windows are put into the person's language.

Errors carry English texts and values apart (`app.core.wording`). No other window code reads
`message` or `action` of an error; a test looks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.errors import CurbsideError
from app.core.wording import Value, Wording, fill
from app.ui.text import inline

CONTEXT = "Errors"
"""Of every text that comes from below, in the translation files."""


class ErrorWords(NamedTuple):
    """An error in the person's language."""

    message: str
    """What happened, and what it means."""
    action: str
    """What to do next; may be empty."""

    @property
    def together(self) -> str:
        """Both, as one paragraph."""
        return f"{self.message} {self.action}".strip()


def translated(source: str, values: Mapping[str, Value] | None = None) -> str:
    """A text from below in the person's language, with its values in their places."""
    spoken = QCoreApplication.translate(CONTEXT, source) if source else ""
    return fill(spoken, {name: _value(value) for name, value in (values or {}).items()})


def error_words(error: CurbsideError) -> ErrorWords:
    """What to say about an error."""
    return ErrorWords(
        translated(error.message_source, error.values),
        translated(error.action_source, error.values),
    )


def _value(value: Value) -> str:
    if isinstance(value, Wording):
        return translated(value)
    return inline(value) if isinstance(value, str) else QLocale().toString(value)
