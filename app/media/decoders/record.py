"""Health records: FHIR in JSON, HL7 v2, CDA. What they turn out not to be is shown as text."""

from __future__ import annotations

import codecs
from typing import Final

from app.core.file_types import FileKind
from app.core.media_types import RecordInfo
from app.media.decoder import Decoder, NotThisKind, Source
from app.media.decoders.cda import open_cda
from app.media.decoders.characters import read_characters
from app.media.decoders.claims import record as claims
from app.media.decoders.fhir import open_fhir
from app.media.decoders.hl7 import open_hl7
from app.media.decoders.record_parts import MOST_BYTES

__all__ = ["claims", "open"]

_CHARACTER_SETS: Final = {
    "UNICODE UTF-8": "utf-8",
    **{f"8859/{part}": f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 15)},
}
"""MSH-18, table 0211."""


class Record(Decoder):
    """All of it is in `info`."""

    kind = FileKind.RECORD

    def __init__(self, info: RecordInfo, media_type: str) -> None:
        self.info = info
        self.media_type = media_type


def open(source: Source, head: bytes, name: str) -> Decoder:
    """Raises NotThisKind for what is none of them."""
    del name
    if source.size > MOST_BYTES:
        raise NotThisKind
    start = head.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n\x0b")
    if start.startswith((b"MSH", b"FHS", b"BHS")):
        return Record(*_hl7(source, start))
    data = source.read(0, source.size)
    if start.startswith(b"<"):
        return Record(open_cda(data), "application/hl7-sda+xml")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotThisKind from error
    return Record(open_fhir(text), "application/fhir+json")


def _hl7(source: Source, start: bytes) -> tuple[RecordInfo, str]:
    said = start.splitlines()[0].split(start[3:4])
    declared = said[17].split(b"~")[0].decode("ascii", "replace") if len(said) > 17 else ""
    known = _CHARACTER_SETS.get(declared)
    if known is not None:
        text = source.read(0, source.size).decode(known, "replace")
        return open_hl7(text, cut=False), "x-application/hl7-v2+er7"
    read = read_characters(source)
    return open_hl7(read.text, cut=read.cut), "x-application/hl7-v2+er7"
