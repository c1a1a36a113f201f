"""Whom to trust, and why: pages of the help."""

from __future__ import annotations

from app.ui.formats import translate
from app.ui.help.page import Facts, Page, heading, step, term, text
from app.ui.help.words import key


def trust_pages(facts: Facts) -> tuple[Page, ...]:
    """In the order in which they are listed."""
    return (
        _verify(facts),
        _trust_states(facts),
        _key_changed(facts),
        _mismatch(facts),
        _message_info(facts),
        _relay(facts),
    )


def _verify(facts: Facts) -> Page:
    del facts
    return Page(
        "verify",
        translate("Help", "Verify a colleague, and why"),
        (
            text(
                translate(
                    "Help",
                    "A name on a screen is only a name. Verifying makes sure, once, that "
                    "nobody stands between the two of you. It takes half a minute.",
                )
            ),
            step(
                translate(
                    "Help",
                    "When you meet, or on the telephone if you know the voice: both open "
                    "the conversation with each other and choose “Verify” ({verify}).",
                ).format(verify=key("verify"))
            ),
            step(
                translate(
                    "Help",
                    "Read the four rows of digits aloud in turns. Every digit has to be the same "
                    "on both screens.",
                )
            ),
            step(
                translate(
                    "Help",
                    "If all are the same, both press “They match”. If not, press “They "
                    "don't match”.",
                )
            ),
            text(
                translate(
                    "Help",
                    "You can also compare codes on two screens, or a card that your "
                    "colleague printed and handed to you.",
                )
            ),
            text(
                translate(
                    "Help",
                    "Never take the number from a message in Curbside: whoever stands "
                    "between could write it too.",
                )
            ),
            text(
                translate(
                    "Help", "It holds on all your workstations, until the person gets a new key."
                )
            ),
        ),
        see=(
            "trust-states",
            "mismatch",
            "key-changed",
        ),
    )


def _trust_states(facts: Facts) -> Page:
    del facts
    return Page(
        "trust-states",
        translate("Help", "The three trust states"),
        (
            term(
                translate("Trust", "Verified"),
                translate("Help", "You compared numbers with this person."),
                "shield-check",
            ),
            term(
                translate("Trust", "Directory-checked"),
                translate(
                    "Help",
                    "Your clinic's IT signed for this person, and this computer has "
                    "checked the whole directory of keys. You can write. You have not "
                    "compared numbers yet.",
                ),
                "shield",
            ),
            term(
                translate("Trust", "Needs attention"),
                translate(
                    "Help",
                    "Something has to be looked at before you write: the key changed, "
                    "numbers did not match, or the account was closed. The line above the "
                    "messages says which.",
                ),
                "alert-triangle",
            ),
            text(translate("Help", "The state stands beside the name. Press it to verify.")),
        ),
        see=(
            "verify",
            "key-changed",
            "relay",
        ),
    )


def _key_changed(facts: Facts) -> Page:
    policy = facts.policy
    return Page(
        "key-changed",
        translate("Help", "Someone's key changed"),
        (
            text(
                translate(
                    "Help",
                    "Most often your clinic's IT has given the person a new key, for "
                    "example after all their computers were lost. It could also be "
                    "somebody who pretends to be them.",
                )
            ),
            text(
                translate(
                    "Help",
                    "Nothing is sent to them until you have decided. What you wrote before "
                    "is not sent to the new key by itself.",
                )
            ),
            step(
                translate(
                    "Help",
                    "Ask the person, face to face or on the telephone, whether they have a "
                    "new key. Do not ask in Curbside.",
                )
            ),
            step(
                translate(
                    "Help",
                    "Choose “Review…” above the messages, then “Verify”, and compare numbers.",
                )
            ),
            step(translate("Help", "If nobody can explain the change, call your clinic's IT.")),
            *(
                (
                    text(
                        translate(
                            "Help",
                            "“Send anyway” goes on without comparing. Use it only if waiting is "
                            "worse, and compare as soon as you can.",
                        )
                    ),
                )
                if policy.allow_unverified_key_change
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help",
                            "Your clinic wants a changed key verified before anything is sent "
                            "again.",
                        )
                    ),
                )
                if not policy.allow_unverified_key_change
                else ()
            ),
        ),
        see=(
            "verify",
            "mismatch",
            "call",
        ),
    )


def _mismatch(facts: Facts) -> Page:
    del facts
    return Page(
        "mismatch",
        translate("Help", "Numbers do not match"),
        (
            text(
                translate(
                    "Help",
                    "Either one of you looked at another person's number, or somebody may "
                    "be reading along. Sending to this person is stopped; nothing is "
                    "deleted.",
                )
            ),
            step(
                translate(
                    "Help",
                    "Compare once more. Check that each of you opened the conversation "
                    "with the other.",
                )
            ),
            step(
                translate(
                    "Help",
                    "If they still differ, press “They don't match” and call your clinic's "
                    "IT by telephone.",
                )
            ),
            step(translate("Help", "Reach the person in another way until it is explained.")),
            step(
                translate(
                    "Help", "Leave Curbside as it is. What is on this computer helps to explain it."
                )
            ),
        ),
        see=(
            "verify",
            "call",
            "relay",
        ),
    )


def _message_info(facts: Facts) -> Page:
    del facts
    return Page(
        "message-info",
        translate("Help", "Who can read a message"),
        (
            text(
                translate(
                    "Help",
                    "Each message is encrypted to the devices of the other person and to "
                    "your own, and to no others. Your computer works out which those are; "
                    "the relay is not asked.",
                )
            ),
            step(
                translate(
                    "Help",
                    "Choose a message and press {message_info}. The window lists the very "
                    "devices that it was encrypted to.",
                ).format(message_info=key("message-info"))
            ),
            text(
                translate(
                    "Help",
                    "If there is a device that nobody can explain, Curbside says so by "
                    "itself. Tell your clinic's IT.",
                )
            ),
        ),
        see=(
            "states",
            "relay",
        ),
    )


def _relay(facts: Facts) -> Page:
    del facts
    return Page(
        "relay",
        translate("Help", "What the relay can and cannot see"),
        (
            text(
                translate(
                    "Help",
                    "The relay is your clinic's own computer that passes messages on and "
                    "keeps them until they are fetched.",
                )
            ),
            heading(translate("Help", "It cannot see")),
            text(
                translate(
                    "Help",
                    "What you write, your reactions, whether you edited or took back "
                    "something, or what you searched for.",
                )
            ),
            text(
                translate(
                    "Help", "Names, roles and departments of people: it keeps them encrypted."
                )
            ),
            heading(translate("Help", "It can see")),
            text(
                translate(
                    "Help",
                    "Which device sends something to which, when, roughly how much, and "
                    "whether it counts as a new message. Devices have random numbers "
                    "instead of names.",
                )
            ),
            text(translate("Help", "When your computer is connected.")),
            heading(translate("Help", "It cannot do in secret")),
            text(
                translate(
                    "Help",
                    "Add a reader. Who can read follows from a list of keys that every "
                    "computer checks for itself.",
                )
            ),
            text(
                translate(
                    "Help",
                    "It can hold messages back or delete them. What was not delivered is "
                    "reported to you.",
                )
            ),
        ),
        see=(
            "trust-states",
            "message-info",
        ),
    )
