"""Which panel draws which kind of file. A kind that is not here can only be saved."""

from __future__ import annotations

from app.core.file_types import FileKind
from app.ui.viewers.base import Viewer
from app.ui.viewers.dicom import DicomViewer
from app.ui.viewers.ecg import EcgViewer
from app.ui.viewers.pdf import PdfViewer
from app.ui.viewers.picture import PictureViewer
from app.ui.viewers.record import RecordViewer
from app.ui.viewers.recording import RecordingViewer
from app.ui.viewers.table import TableViewer
from app.ui.viewers.text import TextViewer

VIEWERS: dict[FileKind, type[Viewer]] = {
    FileKind.PICTURE: PictureViewer,
    FileKind.PDF: PdfViewer,
    FileKind.DICOM: DicomViewer,
    FileKind.ECG: EcgViewer,
    FileKind.RECORD: RecordViewer,
    FileKind.TEXT: TextViewer,
    FileKind.TABLE: TableViewer,
    FileKind.SOUND: RecordingViewer,
    FileKind.VIDEO: RecordingViewer,
}
"""By what the decoding process says that the file is, not by what its sender says."""
