"""Groups in words: what happened in them, how far a message got, why somebody got none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.core.errors import DecodeError
from app.core.group_records import decode_notice
from app.core.groups import GroupChange, GroupNotice, GroupView, MemberView
from app.core.ids import AccountId
from app.core.records import ReachRecord
from app.core.views import AttentionReason, LeftOut
from app.services.group_errors import NO_ADMIN_LEFT
from app.ui import formats
from app.ui.formats import translate
from app.ui.names import Names
from app.ui.text import inline
from app.ui.words import translated

NameOf = Callable[[AccountId], str]
MOST_NAMED = 4
"""Of more people than this, the others are counted."""

_ICONS = {
    GroupChange.RENAMED: ("pencil", "muted"),
    GroupChange.PICTURE: ("picture", "muted"),
    GroupChange.NO_ADMIN: ("alert-triangle", "attention"),
    GroupChange.FORKED: ("alert-triangle", "attention"),
    GroupChange.MEMBER_KEY_CHANGED: ("key", "attention"),
    GroupChange.REFUSED: ("shield-alert", "danger"),
    GroupChange.EXCLUDED: ("alert-triangle", "attention"),
}


def counts(group: GroupView) -> str:
    """7 people · 12 devices."""
    people = translate("Groups", "%n people", None, len(group.members))
    if not group.device_count:
        return people
    devices = translate("Groups", "%n device(s)", None, group.device_count)
    return f"{people} · {devices}"


def some(names: Sequence[str]) -> str:
    """Ann, Bob and 3 others: within a sentence."""
    if len(names) > MOST_NAMED:
        rest = translate("Groups", "%n other(s)", None, len(names) - MOST_NAMED + 1)
        names = [*names[: MOST_NAMED - 1], rest]
    if len(names) < 2:
        return "".join(names)
    return translate("Groups", "{names} and {last}").format(
        names=", ".join(names[:-1]), last=names[-1]
    )


def notice_icon(text: str) -> tuple[str, str]:
    """Name and colour of the icon before a line of the app's own."""
    try:
        return _ICONS.get(decode_notice(text).change, ("users", "muted"))
    except DecodeError:
        return ("info", "muted")


def notice_words(text: str, names: Names) -> str:
    """A line of the app's own in a group, from the text of its row."""
    try:
        notice = decode_notice(text)
    except DecodeError:
        return translate("Notice", "Something changed that this version cannot name.")
    return _words(notice, names)


def _words(notice: GroupNotice, names: Names) -> str:
    own = names.is_own(notice.actor)
    forms = _by_oneself(notice, names) if own else _by_another(notice, names)
    words = forms.get(notice.change) or _by_anybody()[notice.change]
    return words.format(
        name=names.inline(notice.actor),
        people=some([names.inline(account) for account in notice.people]),
        title=inline(notice.title),
    )


def _by_oneself(notice: GroupNotice, names: Names) -> dict[GroupChange, str]:
    """What the person did."""
    del notice, names
    return {
        GroupChange.CREATED: translate("GroupNotice", "You made the group “{title}”."),
        GroupChange.RENAMED: translate("GroupNotice", "You named the group “{title}”."),
        GroupChange.PICTURE: translate("GroupNotice", "You changed the group's picture."),
        GroupChange.ADDED: translate("GroupNotice", "You added {people}."),
        GroupChange.REMOVED: translate("GroupNotice", "You removed {people}."),
        GroupChange.LEFT: translate("GroupNotice", "You left the group."),
        GroupChange.ADMIN: translate("GroupNotice", "You made {people} an admin."),
        GroupChange.NOT_ADMIN: translate(
            "GroupNotice", "You ended that {people} may change the group."
        ),
        GroupChange.HISTORY_ON: translate(
            "GroupNotice", "You chose that new members see messages from before."
        ),
        GroupChange.HISTORY_OFF: translate(
            "GroupNotice", "You chose that new members see no messages from before."
        ),
        GroupChange.EXCLUDED: translate(
            "GroupNotice", "Your message was not encrypted to {people}."
        ),
        GroupChange.MEMBER_KEY_CHANGED: translate(
            "GroupNotice",
            "Your key changed, so you are out of the group until an admin adds you again.",
        ),
    }


def _by_another(notice: GroupNotice, names: Names) -> dict[GroupChange, str]:
    """What somebody else did; where it is about the person alone, in its own words."""
    of_oneself = len(notice.people) == 1 and names.is_own(notice.people[0])
    words = {
        GroupChange.CREATED: translate("GroupNotice", "{name} made the group “{title}”."),
        GroupChange.RENAMED: translate("GroupNotice", "{name} named the group “{title}”."),
        GroupChange.PICTURE: translate("GroupNotice", "{name} changed the group's picture."),
        GroupChange.ADDED: translate("GroupNotice", "{name} added {people}."),
        GroupChange.REMOVED: translate("GroupNotice", "{name} removed {people}."),
        GroupChange.LEFT: translate("GroupNotice", "{name} left."),
        GroupChange.ADMIN: translate("GroupNotice", "{name} made {people} an admin."),
        GroupChange.NOT_ADMIN: translate(
            "GroupNotice", "{name} ended that {people} may change the group."
        ),
        GroupChange.HISTORY_ON: translate(
            "GroupNotice", "{name} chose that new members see messages from before."
        ),
        GroupChange.HISTORY_OFF: translate(
            "GroupNotice", "{name} chose that new members see no messages from before."
        ),
    }
    if of_oneself:
        words |= {
            GroupChange.ADDED: translate("GroupNotice", "{name} added you to “{title}”.")
            if notice.title
            else translate("GroupNotice", "{name} added you."),
            GroupChange.REMOVED: translate("GroupNotice", "{name} removed you from the group."),
            GroupChange.ADMIN: translate("GroupNotice", "{name} made you an admin."),
            GroupChange.NOT_ADMIN: translate(
                "GroupNotice", "{name} ended that you may change the group."
            ),
        }
    return words


def _by_anybody() -> dict[GroupChange, str]:
    """What nobody did on purpose, or what is the same whoever did it."""
    return {
        GroupChange.NO_ADMIN: translated(NO_ADMIN_LEFT[0]),
        GroupChange.FORKED: translate("GroupNotice", "There were two versions of this group."),
        GroupChange.MEMBER_KEY_CHANGED: translate(
            "GroupNotice",
            "The key of {name} changed. They get nothing here until an admin adds them again.",
        ),
        GroupChange.ACCOUNT_CLOSED: translate(
            "GroupNotice", "Your clinic closed the account of {name}. They get nothing any more."
        ),
        GroupChange.REFUSED: translate(
            "GroupNotice", "{name} is not in this group and wrote to it. That was not let in."
        ),
        GroupChange.EXCLUDED: translate(
            "GroupNotice", "A message of {name} was not encrypted to {people}."
        ),
    }


def reach_words(reach: ReachRecord) -> str:
    """Read by 3 of 6; else how many have it. Empty while nobody has."""
    if not reach.people:
        return ""
    if reach.read:
        return translate("Groups", "Read by {count} of {all}").format(
            count=reach.read, all=reach.people
        )
    if reach.delivered:
        return translate("Groups", "Delivered to {count} of {all}").format(
            count=reach.delivered, all=reach.people
        )
    return ""


def left_out_words(reason: LeftOut) -> str:
    """Why a member did not get a message."""
    return {
        LeftOut.LEFT: translate("Groups", "had left the group"),
        LeftOut.HELD_BACK: translate(
            "Groups", "held back by the sender: a number did not match, or a key is under review"
        ),
        LeftOut.NO_KEY: translate("Groups", "has a new key, or their account is closed"),
        LeftOut.NO_DEVICE: translate("Groups", "has no device"),
    }[reason]


def member_line(member: MemberView, *, admin: bool) -> str:
    """What stands under a member's name: why they get nothing, else what they are."""
    parts = [translate("Groups", "Admin")] if admin else []
    if member.contact is None:
        parts.append(translate("Groups", "you"))
    elif not member.receives:
        parts.append(receives_nothing(member))
    else:
        parts.append(formats.person_line(member.contact))
    return " · ".join(part for part in parts if part)


def receives_nothing(member: MemberView) -> str:
    """Why a member gets no messages here."""
    attention = AttentionReason.NONE if member.contact is None else member.contact.attention
    if attention is AttentionReason.CLOSED:
        return translate("Groups", "Gets nothing: account closed")
    if attention is AttentionReason.NO_DEVICE:
        return translate("Groups", "Gets nothing: no device yet")
    return translate("Groups", "Gets nothing: key changed")
