"""What searching compares: texts without what people do not mean to distinguish.

`fold` takes one character at a time, so a place in a folded text leads back to the character it
came from, and a part of a text folds to a part of the folded text. It follows the compatibility
caseless match of Unicode (chapter 3.13, D146) and leaves out what the eye skips: accents, vowel
marks of Hebrew and Arabic, invisible characters. Marks that are letters of their own, as in Thai or
Devanagari, stay. Beyond Unicode it joins letters that people type for each other (ø and o, ة and ه)
and punctuation that keyboards and word processors disagree about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.display_text import one_line

MAX_QUERY_LENGTH = 200
MAX_PARTS = 16
"""Longer or more than anybody searches for; keeps a pasted page from becoming a slow search."""
MAX_RANGES = 100
"""Places marked in one text."""

VERSION = f"1/{unicodedata.unidata_version}"
"""What an index that was built with `fold` has to be rebuilt after."""

SNIPPET = 160
_LEAD = 32
"""Characters of a message before what was found in it, so that it is in sight."""

Range = tuple[int, int]
"""A part of a text: the index of its first character, and that after its last."""

_LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t",
    "þ": "th", "ŋ": "n",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "ʹ": "'", "׳": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "״": '"',
    "‐": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "־": "-",
    "⁄": "/", "∕": "/", "٫": ",", "،": ",",
}  # fmt: skip
_SKIPPED_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x0711, 0x0711), (0x0730, 0x074A), (0x08CA, 0x08FF),
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)  # fmt: skip
_TATWEEL = "\u0640"
_HANGUL_FILLERS = "\u115f\u1160\u3164\uffa0"


def fold(text: str) -> str:
    """A text as it is compared. Every kind of space is one " "; nothing else is white space."""
    if text.isascii() and text.isprintable():
        return text.lower().replace("`", "'")
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Needle:
    """What a person looks for: parts that must all occur, in any order.

    A part is a word, or several that follow each other when they were put in double quotes.
    """

    parts: tuple[str, ...] = field(repr=False)
    _patterns: tuple[re.Pattern[str], ...] = field(repr=False, compare=False)

    @classmethod
    def parse(cls, query: str) -> Needle:
        """Read what was typed. A quote that is not closed yet reaches to the end."""
        parts: dict[str, None] = {}
        for number, piece in enumerate(fold(query[:MAX_QUERY_LENGTH]).split('"')):
            words = piece.split()
            for part in [" ".join(words)] if number % 2 else words:
                if part:
                    parts[part] = None
        kept = tuple(parts)[:MAX_PARTS]
        return cls(kept, tuple(re.compile(re.escape(part).replace(r"\ ", " +")) for part in kept))

    def __bool__(self) -> bool:
        return bool(self.parts)

    def matches(self, folded: str) -> bool:
        """Whether every part occurs in a folded text."""
        return all(pattern.search(folded) for pattern in self._patterns)

    def first(self, text: str) -> int:
        """Where the first of the parts stands in a text as it was written, or -1."""
        folded = fold(text)
        places = [found.start() for p in self._patterns if (found := p.search(folded))]
        return _origin(text, min(places)) if places else -1

    def ranges(self, text: str) -> tuple[Range, ...]:
        """Where the parts stand in a text as it was written: in order, none touching another."""
        folded, origin = _fold_with_origin(text)
        found = []
        for pattern in self._patterns:
            for number, match in enumerate(pattern.finditer(folded)):
                if number == MAX_RANGES:
                    break
                found.append((origin[match.start()], _end(text, origin[match.end() - 1] + 1)))
        merged: list[Range] = []
        for start, end in sorted(found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((start, end))
        return tuple(merged[:MAX_RANGES])


def snippet(text: str, needle: Needle) -> str:
    """One line of a text with the first thing that was found in sight."""
    at = needle.first(text)
    if at <= _LEAD:
        return one_line(text, SNIPPET)
    space = max(text.find(mark, at - _LEAD, at) for mark in " \n\t")
    begin = space + 1 if space >= 0 else at - _LEAD // 2
    while begin < at and unicodedata.category(text[begin]) in ("Mn", "Me", "Mc", "Cf"):
        begin += 1
    return "… " + one_line(text[begin:], SNIPPET)


def _origin(text: str, place: int) -> int:
    """The index of the character that the folded one at `place` came from; for long texts too."""
    for start in range(0, len(text), _STRIDE):
        part = text[start : start + _STRIDE]
        length = len(fold(part))
        if place < length:
            return start + _fold_with_origin(part)[1][place]
        place -= length
    raise IndexError(place)


def _fold_with_origin(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the index of the one it came from."""
    if all(len(_FOLDED[ord(character)]) == 1 for character in set(text)):
        return fold(text), range(len(text))
    pieces = [_FOLDED[ord(character)] for character in text]
    return "".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece]


def _end(text: str, end: int) -> int:
    """The end of a part together with the marks that sit on its last character."""
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me"):
        end += 1
    return end


def _is_skipped(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return any(first <= ord(character) <= last for first, last in _SKIPPED_MARKS)
    return category in ("Cf", "Cs") or character == _TATWEEL or character in _HANGUL_FILLERS


def _fold_once(text: str) -> str:
    kept = (c for c in unicodedata.normalize("NFKD", text) if not _is_skipped(c))
    letters = []
    for character in "".join(kept).casefold():
        category = unicodedata.category(character)
        if category == "Nd":
            letters.append(str(unicodedata.decimal(character)))
        elif category in ("Zs", "Zl", "Zp"):
            letters.append(" ")
        elif category != "Cc":
            letters.append(_LETTERS.get(character, character))
    return "".join(letters)


class _Folded(dict[int, str]):
    """What each character folds to, found when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isspace():
            folded = " "
        else:
            folded = _fold_once(character)
            while (again := _fold_once(folded)) != folded:
                folded = again
        if len(self) < _MOST_KEPT:
            self[code] = folded
        return folded


_MOST_KEPT = 20_000
_STRIDE = 512
_FOLDED = _Folded()
