"""Why something could not be done with a group, in words."""

from __future__ import annotations

from app.core.errors import CurbsideError
from app.core.wording import translatable


class GroupGone(CurbsideError):  # noqa: N818 - named for what happened
    """No such group here."""

    code = "group-gone"
    message = "This group is not there any more."
    action = "Open the list of conversations again."


class NotAnAdmin(CurbsideError):  # noqa: N818 - as above
    """Only admins change a group."""

    code = "not-an-admin"
    message = "Only an admin can change this group, and you are none at the moment."
    action = "Ask an admin of the group to do it, or to make you an admin."


class LastAdmin(CurbsideError):  # noqa: N818 - as above
    """Nobody would be left who can change the group."""

    code = "last-admin"
    message = "You are the only admin of this group."
    action = "Make somebody else an admin first."


class GroupRefused(CurbsideError):  # noqa: N818 - as above
    """What was asked for makes no group. `message` says why."""

    code = "group-refused"
    message = "The group was not changed."
    action = "Try again."


class TitleRefused(GroupRefused):
    """Too short, too long, or with characters that cannot be shown."""

    message = "A group's name has 1 to {most} characters, in one line."
    action = "Choose another name."


class NobodyElse(GroupRefused):
    """A group of one."""

    message = "A group needs somebody else in it."
    action = "Choose at least one colleague."


class TooManyMembers(GroupRefused):
    """More than a group can hold."""

    message = "A group can have {most} members, you included."
    action = "Choose fewer colleagues, or make a second group."


class CannotAdd(GroupRefused):
    """Somebody who cannot be written to now."""

    message = "One of these people cannot be added now: their account was closed or has changed."
    action = "Open the conversation with each of them to see why, or leave them out."


class UseLeave(GroupRefused):
    """Nobody removes themselves."""

    message = "You cannot remove yourself from a group."
    action = "Choose Leave group instead."


class ChangedTooOften(GroupRefused):
    """The chain of rosters is as long as it may be."""

    message = "This group has been changed so often that it cannot be changed any more."
    action = "Make a new group with the same people."


NO_ADMIN_LEFT = (
    translatable(
        "Nobody is left who can change this group: its admins are gone or have a new key."
    ),
    translatable("You can go on writing here. To change who is in it, make a new group."),
)
"""What to say of a group whose admins are gone (`GroupView.has_admin`)."""
