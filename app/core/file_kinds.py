"""What kind of file it is said to be: by its type and, where that says nothing, its name.

For rows and lists, before anything was decoded; the decoding process judges by the bytes.
"""

from __future__ import annotations

from app.core.file_types import FileKind

_BY_TYPE = {
    "application/pdf": FileKind.PDF,
    "application/dicom": FileKind.DICOM,
    "application/fhir+json": FileKind.RECORD,
    "application/fhir+xml": FileKind.RECORD,
    "x-application/hl7-v2+er7": FileKind.RECORD,
    "application/hl7-v2": FileKind.RECORD,
    "application/hl7-cda+xml": FileKind.RECORD,
    "text/csv": FileKind.TABLE,
    "text/tab-separated-values": FileKind.TABLE,
    "application/ogg": FileKind.SOUND,
    "image/svg+xml": FileKind.OTHER,
}
_BY_FAMILY = {
    "image": FileKind.PICTURE,
    "audio": FileKind.SOUND,
    "video": FileKind.VIDEO,
    "text": FileKind.TEXT,
}
_BY_NAME = {
    ".pdf": FileKind.PDF,
    ".dcm": FileKind.DICOM,
    ".dicom": FileKind.DICOM,
    ".hl7": FileKind.RECORD,
    ".csv": FileKind.TABLE,
    ".tsv": FileKind.TABLE,
    ".txt": FileKind.TEXT,
}


def kind_said(media_type: str, name: str, *, voice: bool = False) -> FileKind:
    """The kind that a file's sender says that it is of."""
    if voice:
        return FileKind.VOICE
    known = _BY_TYPE.get(media_type) or _BY_FAMILY.get(media_type.partition("/")[0])
    if known is not None:
        return known
    dot = name.rfind(".")
    return _BY_NAME.get(name[dot:].lower(), FileKind.OTHER) if dot >= 0 else FileKind.OTHER
