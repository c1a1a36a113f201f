# ruff: noqa: N818 - errors are named for what happened, as in the texts people see
"""Why two workstations were not linked, beyond what the messages themselves say."""

from __future__ import annotations

from app.crypto.linking.errors import LinkError


class LinkCodeExpired(LinkError):
    """Nobody used the code in its time."""

    code = "link-code-expired"
    message = "The linking code has expired: nobody used it within 5 minutes."
    action = "Begin again on this computer; it shows a new code."


class LinkCodeUnknown(LinkError):
    """Nobody shows this code."""

    code = "link-code-unknown"
    message = "No workstation shows this code, or its 5 minutes are over."
    action = (
        "Compare it with the other screen, character by character. The new workstation must be "
        "connected to the same relay as this one."
    )


class LinkCodeTaken(LinkError):
    """Another device answered it first."""

    code = "link-code-taken"
    message = (
        "Somebody has used this code already, so nothing was linked. If it was not you, somebody "
        "has seen the new workstation's screen."
    )
    action = (
        "Cancel on the new workstation and begin again there, where nobody else sees the code. If "
        "it happens again, tell your clinic's IT."
    )


class LinkTimedOut(LinkError):
    """The other side fell silent."""

    code = "link-timed-out"
    message = "The other workstation did not answer in time, so linking was stopped."
    action = "Keep Curbside open on both, and begin again on the new one."


class LinkCodesDiffer(LinkError):
    """The person says that the short codes are not the same."""

    code = "link-codes-differ"
    message = (
        "The short codes were not the same, so nothing was linked. Somebody may have tried to step "
        "in between the two workstations."
    )
    action = (
        "Begin again on the new workstation, where nobody else sees its screen. If the codes "
        "differ again, tell your clinic's IT."
    )


class TooManyDevices(LinkError):
    """The account has as many as the log allows."""

    code = "link-too-many"
    message = "You have 8 workstations already, which is as many as one person may have."
    action = "Remove one that you do not use any more, then link the new one."


class LinkKeyUsed(LinkError):
    """The new device came with keys that the log has seen before."""

    code = "link-key-used"
    message = "The new workstation's keys are not new, so it was refused."
    action = "Begin again on the new workstation: it makes new keys."


class LinkAccountChanged(LinkError):
    """Another change to the account came first."""

    code = "link-account-changed"
    message = "Your account was changed at the same moment, so the workstation was not added."
    action = "Begin again on the new workstation."


class LinkNotInLog(LinkError):
    """The log that the relay serves does not have what the old workstation said."""

    code = "link-not-in-log"
    message = (
        "The clinic's directory does not have this computer as it was agreed, so it was not set up."
    )
    action = (
        "Nothing was kept here. Look at the list of your workstations on the old one, remove this "
        "one if it is there, and begin again. If it happens again, tell your clinic's IT."
    )
