"""Writing, and what happens to a message: pages of the help."""

from __future__ import annotations

from app.ui.formats import translate
from app.ui.help.page import Facts, Page, heading, minutes, step, term, text
from app.ui.help.words import key, send_keys


def writing_pages(facts: Facts) -> tuple[Page, ...]:
    """In the order in which they are listed."""
    return (_write(facts), _states(facts), _edit(facts), _forward(facts))


def _write(facts: Facts) -> Page:
    return Page(
        "write",
        translate("Help", "Write and send"),
        (
            step(
                translate(
                    "Help",
                    "Open “People” ({show_people}) and choose a colleague, or press {find} "
                    "and type a part of the name.",
                ).format(show_people=key("show-people"), find=key("find"))
            ),
            step(translate("Help", "Write in the field at the bottom.")),
            step(
                translate("Help", "Press {send} to send. {line} begins a new line.").format(
                    send=send_keys(facts)[0], line=send_keys(facts)[1]
                )
            ),
            text(
                translate(
                    "Help",
                    "You need no connection to write. A message is encrypted on this "
                    "computer at once, waits here, and goes out by itself.",
                )
            ),
            text(
                translate(
                    "Help",
                    "What you have begun to write is kept as a draft, encrypted, also when "
                    "Curbside locks.",
                )
            ),
            text(
                translate(
                    "Help", "Curbside does not call anybody. When it is urgent, telephone as well."
                )
            ),
        ),
        see=(
            "states",
            "edit",
            "keys",
        ),
    )


def _states(facts: Facts) -> Page:
    del facts
    return Page(
        "states",
        translate("Help", "What the states mean"),
        (
            text(translate("Help", "Under each message of yours stands how far it got.")),
            term(
                translate("State", "Queued"),
                translate("Help", "It waits on this computer, encrypted. Nobody else has it yet."),
                "clock",
            ),
            term(
                translate("State", "Sent"),
                translate("Help", "The relay has it on its disk. It cannot read it."),
                "check",
            ),
            term(
                translate("State", "Delivered"),
                translate("Help", "A device of the other person has stored it."),
                "check-check",
            ),
            term(
                translate("State", "Read"),
                translate(
                    "Help",
                    "The other person had it on the screen. This comes only if they let it "
                    "be told; without it, “Delivered” is the last state.",
                ),
                "eye",
            ),
            term(
                translate("State", "Not sent"),
                translate(
                    "Help",
                    "It failed, and the reason stands beside it. “Send again” in its menu "
                    "tries it once more.",
                ),
                "alert-circle",
            ),
            text(
                translate(
                    "Help",
                    "Delivered is not read, and read is not understood. When it matters, "
                    "ask for an answer.",
                )
            ),
        ),
        see=(
            "write",
            "connection",
            "message-info",
        ),
    )


def _edit(facts: Facts) -> Page:
    policy = facts.policy
    return Page(
        "edit",
        translate("Help", "Edit and take back"),
        (
            *(
                (
                    text(
                        translate(
                            "Help",
                            "You can edit a message of yours for {time}: open its menu and choose "
                            "“Edit”, or press the up arrow in an empty field.",
                        ).format(time=minutes(policy.edit_minutes))
                    ),
                )
                if policy.edit_minutes
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help", "Your clinic has turned off editing messages that were sent."
                        )
                    ),
                )
                if not policy.edit_minutes
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help",
                            "You can take a message back for {time}: choose “Take back…” in its "
                            "menu.",
                        ).format(time=minutes(policy.recall_minutes))
                    ),
                )
                if policy.recall_minutes
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help",
                            "Your clinic has turned off taking back messages that were sent.",
                        )
                    ),
                )
                if not policy.recall_minutes
                else ()
            ),
            text(
                translate(
                    "Help",
                    "A message that still waits, or was not sent, can be taken back at any time.",
                )
            ),
            heading(translate("Help", "What the others see")),
            text(
                translate(
                    "Help",
                    "Both of you see that a message was edited, when, and what it said before.",
                )
            ),
            text(
                translate(
                    "Help",
                    "What you take back is deleted on the other person's computers as soon "
                    "as each is connected. They may have read it already. That you took a "
                    "message back, and when, stays to be seen.",
                )
            ),
            text(
                translate(
                    "Help",
                    "It does not reach a photograph of the screen, a copied text, a backup "
                    "file or a message that was forwarded.",
                )
            ),
        ),
        see=(
            "states",
            "forward",
        ),
    )


def _forward(facts: Facts) -> Page:
    del facts
    return Page(
        "forward",
        translate("Help", "Forward"),
        (
            step(
                translate(
                    "Help",
                    "Choose “Forward…” in the menu of a message. To take several, mark "
                    "them first: with the space bar in the list of messages, or “Select "
                    "messages” in the menu.",
                )
            ),
            step(
                translate(
                    "Help",
                    "Choose who gets them. Look at role and department: some names are alike.",
                )
            ),
            step(translate("Help", "Confirm. Nothing goes out before.")),
            text(translate("Help", "They see that you forwarded it, but not who wrote it first.")),
        ),
        see=(
            "edit",
            "write",
        ),
    )
