"""What a person likes, where the clinic has no say: kept with their profile, not on the computer.

A ward's computer is used by many, so what belongs to a person follows the person. How the screen
looks belongs to the computer and is kept by the platform (`app.ui.platform`).
"""

from __future__ import annotations

from enum import Enum


class Preference(Enum):
    """Each thing that can be preferred; the value is its name in the store."""

    SEND_KEY = "send-key"
    """With which key a message is sent: a `SendKey` value."""
    EMOJI_RECENT = "emoji-recent"
    """The emoji used last, the newest first, with blanks between."""
    EMOJI_TONE = "emoji-tone"
    """The skin tone: 0 for none, 1 (light) to 5 (dark)."""
    FIRST_STEPS = "first-steps"
    """What is left of the steps after joining: "open" or "done", and "lock" once that was used."""
    SPELLING_LANGUAGES = "spelling-languages"
    """Languages that spelling is checked in, with commas between; "off"; empty: not chosen yet."""
    SPELLING_WORDS = "spelling-words"
    """Words that are right all the same, one a line."""


class SendKey(Enum):
    """With which key a message is sent; the other one begins a new line."""

    ENTER = "enter"
    CTRL_ENTER = "ctrl-enter"


PREFERENCE_LIMIT = 65_536
"""Characters that a preference may have."""


def send_key(value: str) -> SendKey:
    """The key that a stored preference names; Enter when it names none."""
    try:
        return SendKey(value)
    except ValueError:
        return SendKey.ENTER
