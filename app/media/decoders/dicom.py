"""DICOM files: images, electrocardiograms, reports, and PDFs that are packed in one.

What a file is, is decided by what is in it, and by its SOP class where that leaves a choice. A file
refers to others at times (DICOMDIR, key objects); nothing here ever opens one.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from app.media.decoder import Decoder, NotSupported, Opener, Source
from app.media.decoders import dicom_values as values
from app.media.decoders.claims import dicom as claims
from app.media.decoders.dicom_image import DicomImage
from app.media.decoders.dicom_read import Study, memory_source, read_study
from app.media.decoders.dicom_report import open_report
from app.media.decoders.ecg import open_ecg

__all__ = ["claims", "open"]

ENCAPSULATED_PDF: Final = "1.2.840.10008.5.1.4.1.1.104.1"
DIRECTORY: Final = "1.2.840.10008.1.3.10"


def open(source: Source, head: bytes, name: str) -> Decoder:
    """Raises NotThisKind, NotSupported, or what pydicom raises."""
    study = read_study(source, head)
    kind = _sop_class(study)
    if kind == DIRECTORY:
        raise NotSupported("a directory of other files")
    if kind == ENCAPSULATED_PDF:
        return _pdf(study, name)
    if study.pixels is None and values.items(study.data, "WaveformSequence"):
        return open_ecg(study)
    if study.pixels is None and "ContentSequence" in study.data:
        return open_report(study)
    return DicomImage(study)


def _sop_class(study: Study) -> str:
    meta = getattr(study.data, "file_meta", None)
    said = values.text(study.data, "SOPClassUID")
    return said or (values.text(meta, "MediaStorageSOPClassUID") if meta is not None else "")


def _pdf(study: Study, name: str) -> Decoder:
    document = values.value_of(study.data, "EncapsulatedDocument")
    if not isinstance(document, bytes):
        raise NotSupported("no document")
    pdf = cast(Opener, import_module("app.media.decoders.pdf"))  # PDFium for PDFs alone
    return pdf.open(memory_source(document), document[:4_096], name)
