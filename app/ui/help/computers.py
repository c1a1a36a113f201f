"""Workstations, locking and what to do after a loss: pages of the help."""

from __future__ import annotations

from app.ui.formats import translate
from app.ui.help.page import Facts, Page, days, heading, hours, minutes, step, term, text
from app.ui.help.words import key


def computers_pages(facts: Facts) -> tuple[Page, ...]:
    """In the order in which they are listed."""
    return (_workstation(facts), _lost(facts), _recovery_kit(facts), _backup(facts), _lock(facts))


def _workstation(facts: Facts) -> Page:
    del facts
    return Page(
        "workstation",
        translate("Help", "Add another workstation"),
        (
            text(
                translate(
                    "Help",
                    "You can use Curbside on up to eight computers. Each gets every new "
                    "message and can send as you.",
                )
            ),
            step(
                translate(
                    "Help",
                    "On the new computer, start Curbside and choose “I already use "
                    "Curbside on another computer”. It shows a code that holds for five "
                    "minutes.",
                )
            ),
            step(
                translate(
                    "Help",
                    "On your main computer, the one that keeps your account key, open the "
                    "settings ({settings}), “Your workstations”, “Add a workstation…”, and "
                    "enter the code and your passphrase.",
                ).format(settings=key("settings"))
            ),
            step(
                translate(
                    "Help",
                    "Both screens show six digits. Compare them, and go on only if they "
                    "are the same.",
                )
            ),
            step(translate("Help", "Then you can have your earlier messages copied there.")),
            text(
                translate(
                    "Help",
                    "Colleagues see that a device of yours was added. They do not have to "
                    "verify you again.",
                )
            ),
        ),
        see=(
            "lost",
            "recovery-kit",
        ),
    )


def _lost(facts: Facts) -> Page:
    del facts
    return Page(
        "lost",
        translate("Help", "Lost a computer, or all of them"),
        (
            heading(translate("Help", "You still have your main computer")),
            step(
                translate(
                    "Help",
                    "Open the settings ({settings}), “Your workstations”, and remove the "
                    "lost one. It gets nothing from then on.",
                ).format(settings=key("settings"))
            ),
            step(
                translate(
                    "Help",
                    "If it should delete what it holds, choose that too. It happens when "
                    "it next reaches the relay.",
                )
            ),
            heading(translate("Help", "Another one is left")),
            text(translate("Help", "Call your clinic's IT: they can remove the lost one.")),
            heading(translate("Help", "All are lost")),
            step(
                translate("Help", "Call your clinic's IT. They end access for the lost computers.")
            ),
            step(
                translate(
                    "Help",
                    "With your recovery kit, ask for a recovery invite. Your account comes "
                    "back, and whom you had verified stays verified.",
                )
            ),
            step(
                translate(
                    "Help",
                    "Without a kit, ask for a new invite. You get a new key; every "
                    "colleague sees that and is asked to verify you again.",
                )
            ),
            step(translate("Help", "Messages come back from a backup file, if you made one.")),
            text(
                translate(
                    "Help",
                    "Without your passphrase, what is on a lost computer is encrypted and "
                    "cannot be read.",
                )
            ),
        ),
        see=(
            "recovery-kit",
            "backup",
            "call",
        ),
    )


def _recovery_kit(facts: Facts) -> Page:
    del facts
    return Page(
        "recovery-kit",
        translate("Help", "Recovery kit"),
        (
            text(
                translate(
                    "Help",
                    "A page with 12 words. Together with a recovery invite from your "
                    "clinic's IT it brings your account back after every computer was "
                    "lost. Alone, it opens nothing.",
                )
            ),
            step(
                translate(
                    "Help",
                    "Open the settings ({settings}), “Recovery and backup”, “Make a "
                    "recovery kit…”, on your main computer.",
                ).format(settings=key("settings"))
            ),
            step(
                translate(
                    "Help",
                    "Print the page or write it down, and keep it where you keep important "
                    "papers. Not beside a computer.",
                )
            ),
            text(translate("Help", "The kit holds no messages. Make a backup for those.")),
            text(translate("Help", "If the page is lost, make a new kit: the old one ends.")),
        ),
        see=(
            "lost",
            "backup",
        ),
    )


def _backup(facts: Facts) -> Page:
    policy = facts.policy
    return Page(
        "backup",
        translate("Help", "Backup"),
        (
            text(
                translate(
                    "Help",
                    "A backup is one encrypted file with all your messages and your "
                    "decisions about colleagues' keys.",
                )
            ),
            text(
                translate(
                    "Help",
                    "Files themselves and your lists of people are not in it. A file can be "
                    "fetched again for as long as the relay keeps it.",
                )
            ),
            *(
                (
                    step(
                        translate(
                            "Help",
                            "Open the settings ({settings}), “Recovery and backup”, “Save an "
                            "encrypted backup…”.",
                        ).format(settings=key("settings"))
                    ),
                )
                if policy.allow_backup
                else ()
            ),
            *(
                (
                    step(
                        translate(
                            "Help",
                            "Choose a passphrase for the file. Whoever has both can read "
                            "everything, and nobody can reset it.",
                        )
                    ),
                )
                if policy.allow_backup
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help",
                            "Your clinic does not allow saving messages to a file. Restoring one "
                            "is possible.",
                        )
                    ),
                )
                if not policy.allow_backup
                else ()
            ),
            text(
                translate(
                    "Help",
                    "On a new computer you join first, by invite, recovery or from another "
                    "workstation, and then choose “Restore from a backup…”.",
                )
            ),
            *(
                (
                    text(
                        translate("Help", "Your clinic has messages deleted after {time}.").format(
                            time=days(policy.retention_days)
                        )
                    ),
                )
                if policy.retention_days
                else ()
            ),
        ),
        see=(
            "recovery-kit",
            "lost",
        ),
    )


def _lock(facts: Facts) -> Page:
    policy = facts.policy
    return Page(
        "lock",
        translate("Help", "Lock, PIN and shared computers"),
        (
            term(
                translate("Help", "Lock now: {lock}").format(lock=key("lock")),
                translate(
                    "Help",
                    "Everything leaves the screen at once, and the encrypted store is closed.",
                ),
                "lock",
            ),
            term(
                translate("Help", "Switch person: {switch_person}").format(
                    switch_person=key("switch-person")
                ),
                translate("Help", "Locks, and asks who comes next."),
                "users",
            ),
            term(
                translate("Help", "Lock fully: {lock_fully}").format(lock_fully=key("lock-fully")),
                translate("Help", "No PIN opens it any more, only the passphrase."),
                "lock",
            ),
            text(
                translate("Help", "It locks by itself after {time} without input.").format(
                    time=minutes(policy.lock_after_minutes)
                )
            ),
            *(
                (text(translate("Help", "It also locks when the computer locks or sleeps.")),)
                if policy.lock_with_session
                else ()
            ),
            heading(translate("Help", "The passphrase")),
            text(
                translate(
                    "Help",
                    "It opens your messages on this computer. Nobody can reset it, not "
                    "even IT. If you have forgotten it, this computer has to join anew: "
                    "call IT.",
                )
            ),
            heading(translate("Help", "The PIN")),
            *(
                (
                    text(
                        translate(
                            "Help",
                            "You can choose a PIN in the settings, “Passphrase and lock”. For "
                            "{time} after your passphrase, the PIN brings Curbside back in a "
                            "moment. After five wrong tries the passphrase is needed.",
                        ).format(time=hours(policy.pin_hours))
                    ),
                )
                if policy.pin_hours
                else ()
            ),
            *(
                (
                    text(
                        translate(
                            "Help",
                            "“Hidden” on the lock screen means that the PIN is enough. “Locked” "
                            "needs the passphrase.",
                        )
                    ),
                )
                if policy.pin_hours
                else ()
            ),
            *(
                (text(translate("Help", "Your clinic does not allow PINs.")),)
                if not policy.pin_hours
                else ()
            ),
            heading(translate("Help", "Several people at one computer")),
            text(
                translate(
                    "Help",
                    "Each has a passphrase of their own, and nobody's opens another's "
                    "messages. The start screen shows only what each person chose to be "
                    "listed as.",
                )
            ),
        ),
        see=(
            "notifications",
            "lost",
        ),
    )
