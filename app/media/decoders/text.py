"""Plain text: the first 2 MB of it."""

from __future__ import annotations

from app.core.file_types import FileKind
from app.core.media_types import TextInfo
from app.media.decoder import Decoder, Source
from app.media.decoders.characters import read_characters


class TextDecoder(Decoder):
    """Shown as it is: its info is all there is."""

    kind = FileKind.TEXT
    media_type = "text/plain"

    def __init__(self, info: TextInfo) -> None:
        self.info = info


def open(source: Source, _head: bytes, _name: str) -> Decoder:
    """Raises NotThisKind for anything that is not text."""
    read = read_characters(source)
    return TextDecoder(TextInfo(read.text, read.encoding, read.cut))
