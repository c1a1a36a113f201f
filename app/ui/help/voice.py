"""Voice messages, sound and video: a page of the help."""

from __future__ import annotations

from app.ui.formats import translate
from app.ui.help.page import Facts, Page, heading, step, text
from app.ui.help.words import key


def voice_pages(facts: Facts) -> tuple[Page, ...]:
    """None where the clinic allows no files: a voice message is one."""
    return (_voice(),) if facts.policy.max_file_mib else ()


def _voice() -> Page:
    return Page(
        "voice",
        translate("Help", "Voice messages"),
        (
            step(
                translate("Help", "Press the microphone ({record}) and speak.").format(
                    record=key("record-voice")
                )
            ),
            step(
                translate(
                    "Help",
                    "“Pause” closes the microphone for a moment. “Done” ends the recording.",
                )
            ),
            step(
                translate(
                    "Help",
                    "Listen to it. If you like, type what you said: it helps those who cannot "
                    "listen now, or cannot hear. Then press “Send”.",
                )
            ),
            text(
                translate(
                    "Help",
                    "Nothing is written to the disk while you record. If Curbside locks before "
                    "you have sent it, the recording is gone. Speaking counts as being there, so "
                    "Curbside does not lock while you talk.",
                )
            ),
            text(
                translate(
                    "Help",
                    "When you open another conversation the recording pauses, and waits for you "
                    "in the first one.",
                )
            ),
            heading(translate("Help", "Listening")),
            text(
                translate(
                    "Help",
                    "Click a voice message, or press Enter on it. The left and right arrow keys go "
                    "5 seconds back and on, {speed} changes the speed. The voice keeps its pitch.",
                ).format(speed=key("voice-speed"))
            ),
            text(
                translate(
                    "Help",
                    "One message is played at a time, and none begins by itself. Mind who else "
                    "can hear it.",
                )
            ),
            heading(translate("Help", "Sound and video files")),
            text(
                translate(
                    "Help",
                    "They open in a window. Space plays and pauses, the arrow keys go 5 seconds, "
                    "comma and full stop go one frame, M switches the sound off, V changes the "
                    "speed, F fills the screen.",
                )
            ),
        ),
        see=("view-files", "write"),
    )
