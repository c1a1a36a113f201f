# ruff: noqa: N818 - errors are named for what happened, as in the texts people see
"""What can go wrong while two workstations are linked, in words for the person at either."""

from __future__ import annotations

from app.core.errors import CurbsideError

_AGAIN = (
    "On the new workstation choose “I already use Curbside on another computer” again, and use the "
    "new code."
)


class LinkError(CurbsideError):
    """Linking ended. Nothing was added unless the error says so."""

    code = "link"
    message = "The workstations were not linked."
    action = _AGAIN


class NotALinkCode(LinkError):
    """The text is something else; when it is known what, the message says so."""

    code = "link-not-a-code"
    message = "This is not a code for linking a workstation."
    action = (
        "On the new workstation choose “I already use Curbside on another computer”. It shows a "
        "code of 26 letters and digits: type or paste that."
    )


class LinkCodeLength(NotALinkCode):
    """Characters are missing, or there are too many."""

    code = "link-code-length"
    message = "This code has {count} characters, and a linking code has 26."
    action = "Compare it with the other screen: something is missing, or typed twice."

    def __init__(self, count: int) -> None:
        super().__init__(count=count)


class LinkCodeMistyped(NotALinkCode):
    """The right length, but no such code can exist."""

    code = "link-code-mistyped"
    message = "There is a typing mistake in this code."
    action = "Compare it with the other screen, character by character. Dashes do not matter."


class LinkRefused(LinkError):
    """The other side said something that does not fit what it said before, or is not genuine."""

    code = "link-refused"
    message = (
        "What the other side sent does not hold together, so linking was stopped. Somebody may "
        "have seen the code and tried to step in between."
    )
    action = (
        "Nothing was linked. Try again with a new code that nobody else can see. If it happens "
        "again, tell your clinic's IT."
    )


class OtherSideGaveUp(LinkError):
    """The other workstation ended it."""

    code = "link-given-up"
    message = "Linking was cancelled on the other workstation."
