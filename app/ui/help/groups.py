"""Groups, mentions, and writing to several people: pages of the help."""

from __future__ import annotations

from app.ui.formats import translate
from app.ui.help.page import Facts, Page, heading, step, term, text
from app.ui.help.words import key


def groups_pages(_facts: Facts) -> tuple[Page, ...]:
    """In the order in which they are listed."""
    return (_groups(), _several())


def _groups() -> Page:
    return Page(
        "groups",
        translate("Help", "Groups"),
        (
            step(
                translate(
                    "Help",
                    "Press New group above the list ({key}). Give it a name that says it all.",
                ).format(key=key("new-group"))
            ),
            step(translate("Help", "Choose the people by name. You can add more at any time.")),
            step(
                translate(
                    "Help",
                    "Say whether new members see what was written before, and make somebody else "
                    "an admin, too.",
                )
            ),
            text(
                translate(
                    "Help",
                    "Every message is encrypted to each member's computers. The relay does not "
                    "know that there is a group: not its name, not its picture, not who is in it.",
                )
            ),
            heading(translate("Help", "Members and admins")),
            text(
                translate(
                    "Help",
                    "Click the head of the conversation, or press {key}, to see who is in the "
                    "group. Admins add and remove people, rename the group and choose its "
                    "picture. Everybody sees each change, and who made it.",
                ).format(key=key("group-panel"))
            ),
            text(
                translate(
                    "Help",
                    "Whoever was removed or left gets nothing new. What they have stays with them. "
                    "Whoever is new sees nothing from before, unless the group says so.",
                )
            ),
            heading(translate("Help", "What the lines in a group mean")),
            term(
                translate("Help", "Gets nothing: key changed"),
                translate(
                    "Help",
                    "This member has a new key, as after a lost computer. Verify them, then an "
                    "admin adds them again in the list of members.",
                ),
                "key",
            ),
            term(
                translate("Help", "Passed on by …"),
                translate(
                    "Help",
                    "From before you came. The person who added you gave it to you, and they alone "
                    "vouch for its words.",
                ),
                "forward",
            ),
            term(
                translate("Help", "There were two versions"),
                translate(
                    "Help",
                    "Two admins changed the group at once, or the relay showed people different "
                    "versions. All Curbsides choose the same one by themselves. Look at the "
                    "members; tell IT if nobody changed anything.",
                ),
                "alert-triangle",
            ),
            term(
                translate("Help", "Read by 3 of 6"),
                translate(
                    "Help", "How many members have read your message. Message info says who."
                ),
                "eye",
            ),
            heading(translate("Help", "Mention somebody")),
            text(
                translate(
                    "Help",
                    "Type @ and the beginning of a name, and choose with the arrows and Enter. "
                    "Whoever is mentioned is told even if they muted the group.",
                )
            ),
        ),
        see=("several-people", "states", "verify"),
    )


def _several() -> Page:
    return Page(
        "several-people",
        translate("Help", "Write to several people, each alone"),
        (
            step(
                translate("Help", "Press {key}, and choose the people or a list you saved.").format(
                    key=key("several-people")
                )
            ),
            step(translate("Help", "Write the message, and send it.")),
            text(
                translate(
                    "Help",
                    "Each of them gets it in their own conversation with you. Nobody sees who else "
                    "got it, and answers come to you alone. If people are to talk with each other, "
                    "make a group.",
                )
            ),
            text(
                translate(
                    "Help",
                    "A list is yours: it is kept on your workstations, and nobody on it learns "
                    "of it.",
                )
            ),
        ),
        see=("groups", "write"),
    )
