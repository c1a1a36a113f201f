"""The one tree of errors that a person may meet.

Each has a stable `code` (for logs, which never hold content or names), a `message` that says what
happened and what it means, and an `action` that says what to do next. Both are English, and shown
as plain text in the person's language (`app.core.wording`). Every package derives its own errors
from these.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import ClassVar

from app.core.wording import Value, fill


class CurbsideError(Exception):
    """Anything that went wrong in a way the program understands.

    `message` and `action` are class attributes, or literals marked with `translatable` and given
    to the constructor. Values that they name in braces are given by name:
    `super().__init__(seconds=30)` for "Wait {seconds} seconds". They are kept apart for the
    windows, which translate the text first.
    """

    code: ClassVar[str] = "unknown"
    message: str = "Something went wrong."
    action: str = "Try again. If it keeps happening, tell your clinic's IT."

    def __init__(
        self, message: str | None = None, action: str | None = None, **values: Value
    ) -> None:
        self.message_source = type(self).message if message is None else message
        self.action_source = type(self).action if action is None else action
        self.values = values
        self.message = fill(self.message_source, values)
        self.action = fill(self.action_source, values)
        super().__init__(self.code)


class ProtocolError(CurbsideError):
    """Bytes from another party that the specification does not allow. Nothing was changed."""

    code = "protocol"
    message = "Something arrived that does not follow the rules, and was refused."
    action = "Nothing was changed. If it keeps happening, tell your clinic's IT."


class DecodeError(ProtocolError):
    """Bytes whose structure is wrong."""

    code = "decode"


class UnexpectedFailure(CurbsideError):  # noqa: N818 - named for what happened
    """A fault of the program itself. The log has where, never what."""

    code = "unexpected"
    message = "Curbside ran into a fault of its own. What you wrote is kept."
    action = "It tries again by itself. If it keeps happening, tell your clinic's IT."


def describe(error: BaseException) -> str:
    """Type and places of an unexpected error, for the log. Its message may hold content."""
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return "\n".join([type(error).__name__, *places])
