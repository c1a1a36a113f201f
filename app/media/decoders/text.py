"""Plain text: the first 2 MB of it, and no more lines than a window lays out in a moment."""

from __future__ import annotations

from app.core.file_types import FileKind
from app.core.media_types import TextInfo
from app.media.decoder import Decoder, Source
from app.media.decoders.characters import read_characters

MOST_LINES = 50_000


class TextDecoder(Decoder):
    """Shown as it is: its info is all there is."""

    kind = FileKind.TEXT
    media_type = "text/plain"

    def __init__(self, info: TextInfo) -> None:
        self.info = info


def open(source: Source, _head: bytes, _name: str) -> Decoder:
    """Raises NotThisKind for anything that is not text."""
    read = read_characters(source)
    lines = read.text.split("\n", MOST_LINES)
    cut = len(lines) > MOST_LINES
    text = "\n".join(lines[:MOST_LINES]) if cut else read.text
    return TextDecoder(TextInfo(text, read.encoding, read.cut or cut))
