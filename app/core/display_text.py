"""Other people's text, made fit to be drawn: nothing breaks the layout or lies about its order.

The stored text is never altered; these functions make what is shown of it. Bidirectional controls
can make "10 mg" read as something else (CVE-2021-42574), controls and piled-up marks can cover
neighbouring rows, and a line of 100,000 characters can stall a layout. Languages that need joiners
or marks, right-to-left scripts and emoji sequences stay intact. Nothing here makes text safe for
rich-text widgets: show the result as plain text.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from itertools import groupby

MAX_LINE_LENGTH = 10_000
MAX_MARKS = 8
"""Combining marks on one character; Hebrew with cantillation and Tibetan need up to five."""
MAX_MARKS_IN_NAME = 4
MAX_INVISIBLES = 16
"""Invisible characters in a row; the longest emoji tag sequence has seven."""
MAX_NAME_LENGTH = 120
REPLACEMENT = "\ufffd"

_ELLIPSIS = "…"
_PLAIN = re.compile(r"[\n\t -~]*")
_NOTHING_TO_LIMIT = re.compile("[^\u00ad\u0300-\U0010ffff]*")
"""What is plain by `_kind`, as all of Latin is."""
_NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")

_OPENS_EMBEDDING = "\u202a\u202b"
_CLOSES_EMBEDDING = "\u202c"
_OPENS_ISOLATE = "\u2066\u2067\u2068"
_CLOSES_ISOLATE = "\u2069"
_BIDI_NAMES = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
_BIDI = re.compile(f"[{''.join(_BIDI_NAMES)}]")
_MAX_BIDI_DEPTH = 8
_JOINERS = "\u200c\u200d"
_SOFT_HYPHEN = "\u00ad"
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Hangul fillers: letters by category, blank to the eye."""

_UNSHOWABLE: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)}
_UNSHOWABLE[0x7F] = "\u2421"
for _codes in (
    range(0x80, 0xA0),  # C1 controls
    range(0xD800, 0xE000),  # lone surrogates, which no codec lets in
    range(0xFDD0, 0xFDF0),  # noncharacters; two of them are frame marks in Qt's documents
    range(0xFFF9, 0xFFFD),  # interlinear annotation, and the mark of an embedded object
    range(0xFFFE, 0x10000),
):
    _UNSHOWABLE |= dict.fromkeys(_codes, REPLACEMENT)
del _UNSHOWABLE[0x09], _UNSHOWABLE[0x0A]


def for_display(text: str) -> str:
    """A whole text, possibly of many lines, as it may be drawn.

    Bidirectional overrides, and embeddings and isolates that do not pair up within a line of
    right-to-left script, become visible names such as ‹RLO›.
    """
    if _PLAIN.fullmatch(text) is None:
        text = _NEWLINES.sub("\n", text).translate(_UNSHOWABLE)
        if _BIDI.search(text):
            text = "\n".join(_visible_bidi(line) for line in text.split("\n"))
        text = _limit_runs(text, MAX_MARKS)
    if len(text) > MAX_LINE_LENGTH:
        text = "\n".join(_soft_break(line) for line in text.split("\n"))
    return text


def one_line(text: str, limit: int = 200) -> str:
    """A preview: one line of at most `limit` characters, cut between characters with “…”."""
    # A preview needs no more than a little beyond the limit, whatever the length of the text.
    head = text[: 8 * limit + 64]
    shown = _BIDI.sub("", _NEWLINES.sub("\n", head).translate(_UNSHOWABLE))
    line = _SPACES.sub(" ", _limit_runs(shown, MAX_MARKS)).strip()
    if len(line) <= limit and len(head) == len(text):
        return line
    return line[: _cut_at(line, max(limit - 1, 0))].rstrip() + _ELLIPSIS


def name_for_display(name: str) -> str:
    """A name, role or department: one line with nothing invisible but the joiners scripts need.

    Empty only if `name` is empty.
    """
    without_invisibles = "".join(
        character
        for character in _SPACES.sub(" ", _NEWLINES.sub(" ", name[: 8 * MAX_NAME_LENGTH]))
        if character in _JOINERS or _kind(character) is not _Kind.INVISIBLE
    )
    shown = _limit_runs(without_invisibles.translate(_UNSHOWABLE), MAX_MARKS_IN_NAME).strip()
    if len(shown) > MAX_NAME_LENGTH:
        shown = shown[: _cut_at(shown, MAX_NAME_LENGTH - 1)].rstrip() + _ELLIPSIS
    if name and not any(_is_visible(character) for character in shown):
        return REPLACEMENT
    return shown


def _visible_bidi(line: str) -> str:
    """Keep well-nested pairs in a line that has right-to-left script; name all other controls."""
    kept: set[int] = set()
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in line):
        opened: list[int] = []
        for index, character in enumerate(line):
            if character in _OPENS_EMBEDDING or character in _OPENS_ISOLATE:
                opened.append(index)
            elif character in (_CLOSES_EMBEDDING, _CLOSES_ISOLATE) and opened:
                wanted = _OPENS_EMBEDDING if character == _CLOSES_EMBEDDING else _OPENS_ISOLATE
                if line[opened[-1]] in wanted:
                    start = opened.pop()
                    if len(opened) < _MAX_BIDI_DEPTH:
                        kept |= {start, index}
    return "".join(
        character
        if index in kept or character not in _BIDI_NAMES
        else f"‹{_BIDI_NAMES[character]}›"
        for index, character in enumerate(line)
    )


def _limit_runs(text: str, max_marks: int) -> str:
    """Drop combining marks and invisible characters beyond so many after one visible character."""
    if _NOTHING_TO_LIMIT.fullmatch(text):
        return text
    parts: list[str] = []
    for is_plain, characters in groupby(text, key=lambda each: _kind(each) is _Kind.PLAIN):
        if is_plain:
            parts.append("".join(characters))
            continue
        marks = invisibles = 0
        for character in characters:
            if _kind(character) is _Kind.MARK:
                marks += 1
                keep = marks <= max_marks
            else:
                invisibles += 1
                keep = invisibles <= MAX_INVISIBLES
            if keep:
                parts.append(character)
    return "".join(parts)


class _Kind(Enum):
    PLAIN = 1
    MARK = 2
    INVISIBLE = 3


def _kind(character: str) -> _Kind:
    if character < "\u0300":
        return _Kind.INVISIBLE if character == _SOFT_HYPHEN else _Kind.PLAIN
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return _Kind.MARK
    is_invisible = category == "Cf" or character in _BLANK_LETTERS
    return _Kind.INVISIBLE if is_invisible else _Kind.PLAIN


def _is_visible(character: str) -> bool:
    return not character.isspace() and _kind(character) is not _Kind.INVISIBLE


def _soft_break(line: str) -> str:
    """Break a line that is too long for a layout, at a space where there is one near."""
    pieces: list[str] = []
    while len(line) > MAX_LINE_LENGTH:
        space = line.rfind(" ", MAX_LINE_LENGTH - 200, MAX_LINE_LENGTH)
        cut = space + 1 if space > 0 else _cut_at(line, MAX_LINE_LENGTH)
        pieces.append(line[:cut])
        line = line[cut:]
    pieces.append(line)
    return "\n".join(pieces)


def _cut_at(text: str, limit: int) -> int:
    """The last place at or a little before `limit` that does not split a character as seen."""
    limit = min(limit, len(text))
    for cut in range(limit, max(limit - 64, 0), -1):
        if cut == len(text) or not (_joins(text[cut]) or text[cut - 1] == "\u200d"):
            return cut
    return limit


def _joins(character: str) -> bool:
    """Does it belong to the character before it?"""
    return _kind(character) is not _Kind.PLAIN or "\U0001f3fb" <= character <= "\U0001f3ff"
