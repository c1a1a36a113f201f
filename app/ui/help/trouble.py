"""Beginning, trouble, and words: pages of the help."""

from __future__ import annotations

from app.ui.formats import translate
from app.ui.help.page import Facts, Page, heading, step, term, text


def trouble_pages(facts: Facts) -> tuple[Page, ...]:
    """In the order in which they are listed."""
    return (_begin(facts), _connection(facts), _call(facts), _words(facts))


def _begin(facts: Facts) -> Page:
    policy = facts.policy
    return Page(
        "begin",
        translate("Help", "The first time"),
        (
            text(
                translate(
                    "Help",
                    "To begin you need an invite from your clinic's IT: a file, or a text "
                    "that begins with “curbside:invite:”. It is for one person and works "
                    "once.",
                )
            ),
            step(translate("Help", "Open the file, or paste the text.")),
            step(
                translate(
                    "Help",
                    "Check that clinic, name and role are yours. If anything is wrong, "
                    "stop and call IT.",
                )
            ),
            step(
                translate(
                    "Help",
                    "Choose a passphrase of at least {count} characters: several words "
                    "that do not belong together.",
                ).format(count=policy.min_passphrase_length)
            ),
            heading(translate("Help", "You have no invite")),
            text(
                translate(
                    "Help",
                    "Call your clinic's IT and ask for one. If you use Curbside on another "
                    "computer already, you need none: choose “I already use Curbside on "
                    "another computer”.",
                )
            ),
            heading(translate("Help", "You lost every computer")),
            text(
                translate(
                    "Help",
                    "Ask IT for a recovery invite, and have the 12 words of your recovery "
                    "kit at hand.",
                )
            ),
            heading(translate("Help", "The invite does not work")),
            text(
                translate(
                    "Help",
                    "Expired, used or damaged: only IT can help, with a new invite. If it "
                    "was used and not by you, tell them so at once.",
                )
            ),
            text(
                translate(
                    "Help",
                    "The relay cannot be reached: check the network, then try again. The "
                    "invite stays good until it has been used.",
                )
            ),
            text(
                translate(
                    "Help",
                    "Date or time of this computer are wrong: have them set right, then try again.",
                )
            ),
        ),
        see=(
            "call",
            "recovery-kit",
            "lock",
        ),
    )


def _connection(facts: Facts) -> Page:
    del facts
    return Page(
        "connection",
        translate("Help", "No connection"),
        (
            text(
                translate(
                    "Help",
                    "When the relay cannot be reached, a line at the top says so. You can "
                    "read and write; what you write waits here, encrypted, and goes out by "
                    "itself later.",
                )
            ),
            step(translate("Help", "Check that the computer is in the clinic's network.")),
            step(
                translate(
                    "Help",
                    "If others are without a connection too, tell IT. If it is only you, "
                    "start the computer's network again.",
                )
            ),
            step(translate("Help", "Until then, telephone for what is urgent.")),
            text(
                translate(
                    "Help",
                    "A red line is another matter: something was refused or does not fit. "
                    "It says what to do; do not ignore it.",
                )
            ),
        ),
        see=(
            "states",
            "call",
        ),
    )


def _call(facts: Facts) -> Page:
    del facts
    return Page(
        "call",
        translate("Help", "Who to call"),
        (
            text(
                translate(
                    "Help",
                    "Your clinic's IT. They made your invite, run the relay and can help "
                    "with everything here. They cannot read your messages or reset your "
                    "passphrase.",
                )
            ),
            heading(translate("Help", "Call at once")),
            text(translate("Help", "A computer with Curbside was lost or stolen.")),
            text(translate("Help", "Numbers do not match, or a key changed and nobody knows why.")),
            text(translate("Help", "A red line says that something cannot be explained.")),
            heading(translate("Help", "What helps them")),
            text(
                translate(
                    "Help",
                    "The time it happened, and “Copy for IT” in the settings under “About "
                    "this computer”. It holds no name and no message.",
                )
            ),
        ),
        see=(
            "mismatch",
            "lost",
            "connection",
        ),
    )


def _words(facts: Facts) -> Page:
    del facts
    return Page(
        "words",
        translate("Help", "Words"),
        (
            term(
                translate("Help", "Account key"),
                translate(
                    "Help",
                    "The key behind your name. It is on your main computer and, sealed, in "
                    "what your recovery kit opens.",
                ),
            ),
            term(
                translate("Help", "Directory"),
                translate(
                    "Help",
                    "The list of all people and their keys. It can only grow, and every "
                    "computer checks all of it.",
                ),
            ),
            term(
                translate("Help", "Encrypted"),
                translate("Help", "Made unreadable for everybody who does not have the key."),
            ),
            term(
                translate("Help", "Invite"),
                translate("Help", "How your clinic's IT lets a person in. It works once."),
            ),
            term(
                translate("Help", "Main computer"),
                translate(
                    "Help",
                    "The one that keeps your account key, usually the first on which you "
                    "joined. There you add and remove workstations.",
                ),
            ),
            term(
                translate("Help", "Relay"),
                translate(
                    "Help", "Your clinic's computer that passes messages on and cannot read them."
                ),
            ),
            term(
                translate("Help", "Safety number"),
                translate("Help", "The 60 digits that two people compare to verify each other."),
            ),
            term(
                translate("Help", "Witness"),
                translate("Help", "Another computer that watches that the directory only grows."),
            ),
            term(
                translate("Help", "Workstation"),
                translate("Help", "A computer on which you use Curbside. It has keys of its own."),
            ),
        ),
        see=(
            "trust-states",
            "relay",
        ),
    )
