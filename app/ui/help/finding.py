"""Finding, being told, and the keyboard: pages of the help."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.policy import NotificationDetail
from app.ui.actions import COMMANDS, Group
from app.ui.formats import translate
from app.ui.help.page import Block, Facts, Page, heading, keys, step, term, text
from app.ui.help.words import key, keys_of


def finding_pages(facts: Facts) -> tuple[Page, ...]:
    """In the order in which they are listed."""
    return (_search(facts), _notifications(facts), _keys(facts))


def _search(facts: Facts) -> Page:
    del facts
    return Page(
        "search",
        translate("Help", "Search"),
        (
            term(
                translate("Help", "Search everything: {search}").format(search=key("search")),
                translate(
                    "Help",
                    "Looks through all conversations while you type. Parts of words are "
                    "enough, capitals and accents do not matter.",
                ),
                "search",
            ),
            term(
                translate("Help", "Search here: {find_here}").format(find_here=key("find-here")),
                translate(
                    "Help",
                    "Looks through the open conversation. {find_next} goes on to the next place.",
                ).format(find_next=key("find-next")),
                "search",
            ),
            term(
                translate("Help", "Find a person: {find}").format(find=key("find")),
                translate("Help", "By name, role or department."),
                "users",
            ),
            text(
                translate(
                    "Help",
                    "With the filters you narrow the search to a person, to days, or to "
                    "what is unread. {back} takes you back to where you were.",
                ).format(back=key("back"))
            ),
            text(
                translate(
                    "Help",
                    "The search works on this computer only, without a connection. What "
                    "you search for is not kept.",
                )
            ),
        ),
        see=(
            "write",
            "keys",
        ),
    )


def _notifications(facts: Facts) -> Page:
    policy = facts.policy
    return Page(
        "notifications",
        translate("Help", "Notifications and do not disturb"),
        (
            *(
                (
                    text(
                        translate(
                            "Help",
                            "A notification says that there is a new message, or how many. It "
                            "never shows what a message says.",
                        )
                    ),
                )
                if policy.notifications
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help", "Your clinic has turned notifications off on this computer."
                        )
                    ),
                )
                if not policy.notifications
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help",
                            "If you choose so in the settings, it also says from whom. Think of "
                            "who can see the screen.",
                        )
                    ),
                )
                if policy.notifications and policy.notification_detail is NotificationDetail.SENDER
                else ()
            ),
            *(
                (text(translate("Help", "It names nobody: your clinic has decided so.")),)
                if policy.notifications and policy.notification_detail is NotificationDetail.NONE
                else ()
            ),
            *(
                (
                    step(
                        translate(
                            "Help", "Open the menu ({menu}) and choose “Do not disturb”."
                        ).format(menu=key("menu"))
                    ),
                )
                if policy.allow_do_not_disturb
                else ()
            ),
            *(
                (
                    step(
                        translate(
                            "Help",
                            "Choose for how long: an hour, until the morning, or until you turn it "
                            "off.",
                        )
                    ),
                )
                if policy.allow_do_not_disturb
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help", "Messages still arrive; nothing makes a sound or comes up."
                        )
                    ),
                )
                if policy.allow_do_not_disturb
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help", "Your clinic does not let notifications be silenced for a time."
                        )
                    ),
                )
                if not policy.allow_do_not_disturb
                else ()
            ),
            text(
                translate(
                    "Help",
                    "One conversation alone is silenced with “Mute the conversation…” ({mute}).",
                ).format(mute=key("mute"))
            ),
            *(
                (
                    text(
                        translate(
                            "Help",
                            "While Curbside is locked it goes on counting new messages for a day "
                            "at most. It cannot read them then.",
                        )
                    ),
                )
                if policy.notify_while_locked
                else ()
            ),
        ),
        see=(
            "lock",
            "states",
        ),
    )


def _keys(facts: Facts) -> Page:
    return Page(
        "keys",
        translate("Help", "Keyboard"),
        (
            text(
                translate(
                    "Help",
                    "Everything can be done with the keyboard. A menu that a mouse would "
                    "open with its right button opens with Shift+F10.",
                )
            ),
            *_keys_of_groups(facts),
        ),
        see=(
            "write",
            "search",
        ),
    )


def _keys_of_groups(facts: Facts) -> Iterator[Block]:
    """Every command with its keys, from the table of commands."""
    for group in Group:
        yield heading(translate("Actions", group.value))
        for command in COMMANDS:
            if command.group is group and command.all_keys(facts.send_with):
                yield keys(keys_of(command, facts.send_with), command.label())
