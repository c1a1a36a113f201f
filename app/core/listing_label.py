"""What a person may be listed as on a computer that several use.

It is shown before anything is unlocked, and stands readable on the disk. So it is a few letters
that colleagues know, never a name, and only if the person wants it.
"""

from __future__ import annotations

import unicodedata
from typing import ClassVar, Final

from app.core.errors import CurbsideError

MAX_LENGTH: Final = 4
"""Characters."""
_ALSO = "-.+"


class LabelRefused(CurbsideError):  # noqa: N818 - named for what happened
    """Too long, or not made of letters and digits."""

    code: ClassVar[str] = "label-refused"
    message = "This cannot be shown on the start screen."
    action = "Use up to {most} letters or digits."

    def __init__(self) -> None:
        super().__init__(most=MAX_LENGTH)


def require_label(text: str) -> str:
    """The label as it is kept; empty for none. Raises LabelRefused."""
    label = unicodedata.normalize("NFC", text.strip())
    if len(label) > MAX_LENGTH or not all(each.isalnum() or each in _ALSO for each in label):
        raise LabelRefused
    return label


def label_of(text: str) -> str:
    """The same for what was read from a disk, where anything may stand: what is wrong is none."""
    try:
        return require_label(text)
    except LabelRefused:
        return ""
