"""The one tree of errors that a person may meet.

Each has a stable `code` (for logs, which never hold content or names), a `message` that says what
happened and what it means, and an `action` that says what to do next. The text is shown as it is,
as plain text. Every package derives its own errors from these.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import ClassVar


class CurbsideError(Exception):
    """Anything that went wrong in a way the program understands."""

    code: ClassVar[str] = "unknown"
    message: str = "Something went wrong."
    action: str = "Try again. If it keeps happening, tell your clinic's IT."

    def __init__(self, message: str | None = None, action: str | None = None) -> None:
        if message is not None:
            self.message = message
        if action is not None:
            self.action = action
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
