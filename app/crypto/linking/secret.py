"""The secret that a new workstation shows: 128 bits as 26 characters.

relay/PROTOCOL.md section 10. Crockford's base32, because it is read from one screen and typed at
another: no U, and O, I and L are read as the digits they look like. 26 characters hold 130 bits;
the last two are zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.randomness import Randomness
from app.core.wording import translatable
from app.crypto.code_kinds import kind_in_words, kind_of
from app.crypto.linking.errors import LinkCodeLength, LinkCodeMistyped, NotALinkCode

SECRET_SIZE = 16
CHARACTERS = 26
PREFIX = "curbside:link:"

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS_EACH = 5
_SPARE_BITS = CHARACTERS * _BITS_EACH - SECRET_SIZE * 8
_GROUP = 4
_MAX_TEXT_LENGTH = 64 * 1024
_VALUES = {character: value for value, character in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_IGNORED = dict.fromkeys(map(ord, _DASHES + _INVISIBLE))
_SHORT_CODE_DIGITS = 6
_RECOVERY_WORDS = 12
_SAFETY_DIGITS = (30, 60)


@dataclass(frozen=True, slots=True, repr=False)
class LinkSecret:
    """What both workstations know. Good for one link."""

    secret: bytes
    """16 bytes."""

    @classmethod
    def generate(cls, randomness: Randomness) -> LinkSecret:
        """Draw a new one."""
        return cls(randomness.random_bytes(SECRET_SIZE))

    @classmethod
    def parse(cls, text: str) -> LinkSecret:
        """Read it as typed, pasted or scanned, with or without the prefix.

        Case, white space, dashes and the usual confusions do not matter. Raises NotALinkCode,
        LinkCodeLength or LinkCodeMistyped, whose words fit what the text is instead.
        """
        if len(text) > _MAX_TEXT_LENGTH:
            text = text[:_MAX_TEXT_LENGTH]
        _refuse_other_codes(text)
        compact = "".join(text.split()).translate(_IGNORED).upper()
        characters = compact.removeprefix(PREFIX.translate(_IGNORED).upper())
        if not characters:
            raise NotALinkCode
        if len(characters) != CHARACTERS:
            raise LinkCodeLength(len(characters))
        try:
            number = _number(characters)
        except KeyError:
            raise LinkCodeMistyped from None
        if number % 2**_SPARE_BITS:
            raise LinkCodeMistyped
        return cls((number >> _SPARE_BITS).to_bytes(SECRET_SIZE, "big"))

    @property
    def characters(self) -> str:
        """The 26 characters, without groups."""
        number = int.from_bytes(self.secret, "big") << _SPARE_BITS
        return "".join(
            _ALPHABET[number >> (_BITS_EACH * place) & (2**_BITS_EACH - 1)]
            for place in reversed(range(CHARACTERS))
        )

    @property
    def grouped(self) -> str:
        """The characters in groups, for reading aloud and typing."""
        characters = self.characters
        return "-".join(
            characters[start : start + _GROUP] for start in range(0, CHARACTERS, _GROUP)
        )

    @property
    def code(self) -> str:
        """The text of the QR code. Its prefix keeps it from being taken for anything else."""
        return PREFIX + self.characters

    def __repr__(self) -> str:
        return "LinkSecret(redacted)"


def _number(characters: str) -> int:
    number = 0
    for character in characters:
        number = number << _BITS_EACH | _VALUES[character]
    return number


def _refuse_other_codes(text: str) -> None:
    """Raise NotALinkCode with words of its own for what people have on paper or screen besides."""
    compact = "".join(text.split()).lower()
    if kind_of(compact) not in (None, "link"):
        kind = kind_in_words(compact)
        if kind is None:
            raise NotALinkCode
        raise NotALinkCode(
            translatable("This is {kind}, not a code for linking a workstation."), kind=kind
        )
    if compact.isascii() and compact.isdigit():
        if len(compact) == _SHORT_CODE_DIGITS:
            raise NotALinkCode(
                translatable(
                    "This is the short code for comparing. The code to type here has 26 letters "
                    "and digits."
                )
            )
        if len(compact) in _SAFETY_DIGITS:
            raise NotALinkCode(
                translatable("This is a safety number, not a code for linking a workstation.")
            )
    words = text.split()
    if len(words) == _RECOVERY_WORDS and all(word.isalpha() and len(word) > 2 for word in words):
        raise NotALinkCode(
            translatable(
                "These look like the words of a recovery kit. Keep them to yourself: they are not "
                "needed here."
            )
        )
