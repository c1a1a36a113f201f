"""How good a passphrase is, said honestly and in one sentence.

An estimate in bits of what a guesser who knows people has to try. It counts what is recognised
(common words, names given to it, keyboard rows, sequences, repeats, years) as the few guesses it
is, and everything else as ordinary writing rather than as random characters. It errs on the low
side: a wordlist that this module does not have makes real passphrases weaker than they look.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from app.core.wording import Value, Wording, fill, translatable

MIN_LENGTH: Final = 12
"""Characters; clinics may ask for more by policy, never for fewer."""

_FAIR_BITS = 36.0
_GOOD_BITS = 50.0
_STRONG_BITS = 66.0

_LETTER_BITS = 2.5
"""A letter of ordinary writing, within words that the lists do not have."""
_LONE_LETTER_BITS = 5.5
"""A letter that no two others stand beside."""
_DIGIT_BITS = math.log2(10)
_SYMBOL_BITS = 5.0
_OTHER_BITS = 5.0
_SEPARATOR_BITS = 0.5
_REPEAT_BITS = 1.0
_WORD_BITS = 7.5
_PERSONAL_BITS = 2.0
_PATTERN_BITS = 5.0
_YEAR_BITS = 6.5

_COMMON_WORDS: Final = """
password passwort passphrase passwd geheim secret letmein welcome willkommen login admin root
qwertz iloveyou hello hallo sunshine monkey dragon master shadow princess football baseball
superman batman starwars pokemon michael jordan jennifer daniel thomas andrea summer sommer
winter spring autumn herbst monday tuesday wednesday thursday friday saturday sunday january
february march april june july august september october november december computer internet
change changeme default guest test user access trustno1 whatever freedom flower cheese coffee
kaffee orange purple yellow silver golden chicken tigger soccer hockey killer pepper ginger
doctor doktor nurse schwester physician hospital klinik clinic krankenhaus medical medicine
patient surgery surgeon radiology cardiology emergency station ward health healthcare pharmacy
correct horse battery staple company office family mother father love money happy lucky
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_ROWS: Final = (
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "yxcvbnm",
    "zxcvbnm",
    "1234567890",
    "1qaz2wsx3edc4rfv5tgb",
)
_MIN_PATTERN = 3
_MIN_REPEAT = 4
_LEET = str.maketrans("013457@$!", "oleastasi")
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2099


_AT_LEAST: Final = translatable("Use at least {required} characters.")


class Strength(IntEnum):
    """In ascending order. WEAK is refused."""

    WEAK = 0
    FAIR = 1
    GOOD = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Assessment:
    """What to show beside the field."""

    strength: Strength
    advice_source: Wording
    """One sentence, to be translated and filled with `values`."""
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def advice(self) -> str:
        """The sentence in English."""
        return fill(self.advice_source, self.values)

    @property
    def acceptable(self) -> bool:
        """May a profile be protected by it?"""
        return self.strength > Strength.WEAK


def assess(
    passphrase: str, *, min_length: int = MIN_LENGTH, personal: Iterable[str] = ()
) -> Assessment:
    """Judge a passphrase. `personal` are words a colleague would try: name, staff id, clinic."""
    text = unicodedata.normalize("NFKC", passphrase)
    required = max(min_length, MIN_LENGTH)
    if len(text) < required:
        return Assessment(Strength.WEAK, _AT_LEAST, {"required": required})
    bits, patterned = _estimate(text, personal)
    if bits >= _STRONG_BITS:
        return Assessment(
            Strength.STRONG,
            translatable("Strong: guessing it would take longer than it is worth."),
        )
    if bits >= _GOOD_BITS:
        return Assessment(
            Strength.GOOD, translatable("Good; one more unusual word would make it strong.")
        )
    if bits >= _FAIR_BITS:
        return Assessment(
            Strength.FAIR,
            translatable("Fair: it stops a colleague, but add a word or two against a thief."),
        )
    if patterned:
        return Assessment(
            Strength.WEAK,
            translatable(
                "Too easy to guess: names, common words, repeats and keyboard patterns are tried "
                "first."
            ),
        )
    return Assessment(
        Strength.WEAK,
        translatable("Too easy to guess: use four or more words chosen at random."),
    )


def _estimate(text: str, personal: Iterable[str]) -> tuple[float, bool]:
    """Return (bits, whether most of it is made of things that are tried first)."""
    lowered = text.casefold()
    names = {part for name in personal for part in name.casefold().split() if len(part) >= 3}
    plain = lowered.translate(_LEET) if len(lowered.translate(_LEET)) == len(lowered) else lowered
    position, bits, recognised = 0, 0.0, 0
    seen: set[str] = set()
    while position < len(lowered):
        length, cost = _recognise(lowered, plain, position, names)
        if not length:
            length, cost = _repeated(lowered, position), _REPEAT_BITS
        if length:
            chunk = lowered[position : position + length]
            bits += _REPEAT_BITS if chunk in seen else cost
            seen.add(chunk)
            recognised += length
            position += length
        else:
            bits += _character_bits(lowered, position)
            position += 1
    # Ordinary text repeated as a whole is hardly more than the text once.
    period = (lowered + lowered).find(lowered, 1)
    if period < len(lowered):
        bits = bits * period / len(lowered) + 1.0
        recognised = len(lowered)
    return bits, recognised * 2 >= len(lowered)


def _recognise(lowered: str, plain: str, position: int, names: set[str]) -> tuple[int, float]:
    """Return (length, bits) of the longest known thing at `position`; length 0 for none."""
    best, bits = 0, 0.0
    for words, cost in ((_COMMON, _WORD_BITS), (names, _PERSONAL_BITS)):
        for word in words:
            if len(word) > best and (
                lowered.startswith(word, position) or plain.startswith(word, position)
            ):
                best, bits = len(word), cost
    run = _pattern_length(lowered, position)
    if run > best:
        best, bits = run, _PATTERN_BITS + math.log2(run)
    if best < 4 and _is_year(lowered[position : position + 4]):
        best, bits = 4, _YEAR_BITS
    return best, bits


def _repeated(lowered: str, position: int) -> int:
    """Length of what starts here and stood in the text before, 0 if under 4."""
    end = position + _MIN_REPEAT
    if lowered[position:end] not in lowered[:position] or end > len(lowered):
        return 0
    while end < len(lowered) and lowered[position : end + 1] in lowered[:position]:
        end += 1
    return end - position


def _is_year(text: str) -> bool:
    if len(text) != 4 or not text.isascii() or not text.isdigit():
        return False
    return _EARLIEST_YEAR <= int(text) <= _LATEST_YEAR


def _pattern_length(lowered: str, position: int) -> int:
    """Length of the repeat, sequence or keyboard row that starts here, 0 if under 3."""
    longest = 0
    for step in (-1, 0, 1):
        end = position + 1
        while end < len(lowered) and ord(lowered[end]) - ord(lowered[end - 1]) == step:
            end += 1
        longest = max(longest, end - position)
    for row in _ROWS:
        for keys in (row, row[::-1]):
            end = position + 1
            while end < len(lowered) and lowered[position : end + 1] in keys:
                end += 1
            longest = max(longest, end - position)
    return longest if longest >= _MIN_PATTERN else 0


def _character_bits(lowered: str, position: int) -> float:
    character = lowered[position]
    if character.isspace() or character in "-_.,":
        return _SEPARATOR_BITS
    if character.isdigit():
        return _DIGIT_BITS
    if not character.isalpha():
        return _SYMBOL_BITS
    if not character.isascii():
        return _OTHER_BITS
    around = lowered[max(0, position - 2) : position + 3]
    in_word = any(around[i : i + 3].isalpha() for i in range(len(around) - 2))
    return _LETTER_BITS if in_word else _LONE_LETTER_BITS
