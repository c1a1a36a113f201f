"""The one tree of errors that a person may meet.

Each has a stable `code` (for logs, which never hold content or names), a `message` that says what
happened and what it means, and an `action` that says what to do next. The text is shown as it is,
as plain text. Every package derives its own errors from these.
"""

from __future__ import annotations

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
