"""Text whose encoding nobody said: Unicode where it fits, else what Windows has always written."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from app.media.decoder import NotThisKind, Source

SHOWN_BYTES = 2 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")


@dataclass(frozen=True, slots=True)
class Characters:
    """What was read."""

    text: str
    encoding: str
    cut: bool


def read_characters(source: Source) -> Characters:
    """The first 2 MB of a text. Raises NotThisKind when it is none."""
    data = source.read(0, SHOWN_BYTES)
    cut = source.size > len(data)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding, cut)
    if b"\0" in data:
        raise NotThisKind
    try:
        return _decode(data, "utf-8", cut)
    except NotThisKind:
        return _legacy(data, cut)


def _decode(data: bytes, encoding: str, cut: bool) -> Characters:
    """A character that the end cuts in two is left out; anything else wrong is another kind."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, final=not cut)
    except UnicodeDecodeError:
        raise NotThisKind from None
    if "\0" in text:
        raise NotThisKind
    return Characters(_clean(text), encoding.upper(), cut)


def _legacy(data: bytes, cut: bool) -> Characters:
    """CP1252, or Latin-1 for the five bytes that CP1252 leaves undefined."""
    strange = sum(data.count(code) for code in _LEGACY_CONTROLS)
    if strange * 100 > len(data):
        raise NotThisKind
    try:
        text, encoding = data.decode("cp1252"), "CP1252"
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "LATIN-1"
    return Characters(_clean(text), encoding, cut)


def _clean(text: str) -> str:
    """Lone surrogates cannot be sent on; UTF-16 decoding lets none through, others might."""
    return text.encode("utf-8", "replace").decode("utf-8")
