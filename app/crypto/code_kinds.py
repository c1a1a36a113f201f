"""What a Curbside code is for, so that one that is given in the wrong place is called by its name.

Every text and QR code begins with `curbside:` and its kind (relay/PROTOCOL.md sections 4, 9, 10 and
11). People have several of them on paper and on screens.
"""

from __future__ import annotations

from app.core.wording import Wording, translatable

_SCHEME = "curbside:"
_WORDS = {
    "invite": translatable("an invite from your clinic's IT"),
    "verify": translatable("a code for comparing safety numbers"),
    "card": translatable("the code of a card for comparing safety numbers"),
    "link": translatable("a code for linking a workstation"),
    "recovery": translatable("the code of a recovery kit, which nobody else may see"),
    "statements": translatable("a file for the relay"),
    "log": translatable("a file for the clinic's authority"),
}


def kind_of(text: str) -> str | None:
    """The kind that a text names, known or not; None for what is no code of Curbside's."""
    compact = "".join(text[:64].split()).lower()
    if not compact.startswith(_SCHEME):
        return None
    return compact.removeprefix(_SCHEME).partition(":")[0]


def kind_in_words(text: str) -> Wording | None:
    """What the text is, as it stands behind "This is …"; None for what is of no known kind."""
    return _WORDS.get(kind_of(text) or "")
