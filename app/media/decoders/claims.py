"""Which decoder may try a file, by its first 4,096 bytes and its name. Cheap, and no parser.

A claim is no promise: the decoder looks closer, and raises NotThisKind for the next one to try.
The name only helps where the content has no mark of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_PICTURES: Final = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TABLE_NAMES: Final = (".csv", ".tsv", ".tab")


def dicom(head: bytes, name: str) -> bool:
    """Part 10 files have a mark; older ones begin with a tag of a low group."""
    if head[128:132] == b"DICM":
        return True
    if head[:4] in {b"\x08\x00\x00\x00", b"\x08\x00\x05\x00", b"\x02\x00\x00\x00"}:
        return True
    return name.lower().endswith((".dcm", ".dicom"))


def pdf(head: bytes, _name: str) -> bool:
    """Readers accept something before the mark, within the first 1,024 bytes."""
    return b"%PDF-" in head[:1_024]


def picture(head: bytes, _name: str) -> bool:
    """By the mark alone, so that a vector graphic with a picture's name is none."""
    return head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def recording(head: bytes, _name: str) -> bool:
    """WAV, MP3, Ogg, FLAC, MP4 and its kin, Matroska and WebM, AVI, MPEG."""
    if head[:4] == b"RIFF":
        return head[8:12] in {b"WAVE", b"AVI "}
    if head[4:8] == b"ftyp":
        return head[8:12] not in {b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1"}
    if head[4:8] in {b"moov", b"mdat", b"wide", b"free", b"skip"}:
        return True  # QuickTime from before files said what they are
    if len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        return True  # packets of an MPEG transport stream
    if head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE0 == 0xE0:
        return head[1] & 0x18 != 0x08 and head[:2] != b"\xff\xfe"
    return head.startswith(
        (b"OggS", b"fLaC", b"ID3", b"\x1a\x45\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3")
    )


def record(head: bytes, _name: str) -> bool:
    """FHIR says its resource's type, HL7 v2 begins with a header segment, CDA names its root."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x0b")
    if start[:3] in {b"MSH", b"FHS", b"BHS"}:  # the next characters are its own separators
        return len(set(start[3:5])) == 2 and not any(
            chr(mark).isalnum() or mark <= 0x20 for mark in start[3:5]
        )
    if start.startswith(b"{"):
        return b'"resourceType"' in head
    return start.startswith(b"<") and (
        b"ClinicalDocument" in head or b"http://hl7.org/fhir" in head
    )


def table(head: bytes, name: str) -> bool:
    """By its name: any text with commas could be one."""
    return name.lower().endswith(_TABLE_NAMES) and text(head, name)


def text(head: bytes, _name: str) -> bool:
    """No NUL, unless it is UTF-16 and says so."""
    return head.startswith(_BOMS) or b"\0" not in head


CLAIMS: Final[dict[str, Callable[[bytes, str], bool]]] = {
    "dicom": dicom,
    "pdf": pdf,
    "picture": picture,
    "recording": recording,
    "record": record,
    "table": table,
    "text": text,
}
