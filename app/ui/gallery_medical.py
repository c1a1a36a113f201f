"""Draws the viewers of medical files with invented patients: an image, an ECG, a record."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from app.core import media_words as words
from app.core.file_types import FileKind
from app.core.media_ports import ByteSource
from app.core.media_types import (
    DicomInfo,
    EcgInfo,
    EcgLead,
    Fact,
    MediaInfo,
    PixelFormat,
    Raster,
    RecordInfo,
    RecordSection,
    View,
    WindowPreset,
)
from app.ui import gallery_data as data
from app.ui.gallery_files import make_file
from app.ui.gallery_media import SampleDocument, SampleMedia
from app.ui.viewers.dicom import DicomViewer
from app.ui.viewers.dicom_canvas import Tool
from app.ui.viewers.ecg import EcgViewer
from app.ui.viewers.ecg_layout import Layout
from app.ui.viewers.measuring import Measurement
from app.ui.viewers.record import RecordViewer

if TYPE_CHECKING:
    from app.ui.gallery import Studio

_PATIENT = (
    Fact(words.NAME, "Test, Patient Maria"),
    Fact(words.BIRTH_DATE, "1958-02-28"),
    Fact(words.ID, "T-000417"),
    Fact(words.SEX, words.FEMALE),
    Fact(words.AGE, "68", words.YEARS),
)
_TISSUES = ((0.40, 60), (0.34, 40), (0.10, 20))
_BONE = 900.0


class MedicalMedia(SampleMedia):
    """Opens a medical file by the end of its name."""

    async def open(self, source: ByteSource, name: str) -> SampleDocument:
        """A document of that kind."""
        del source
        kind, info = _INFOS[name.rpartition(".")[2]]()
        document = MedicalDocument(self, kind, info)
        self.documents.append(document)
        return document


class MedicalDocument(SampleDocument):
    """A phantom: bone around soft tissue, in the window that is asked for."""

    async def render(self, view: View) -> Raster:
        """The whole phantom, cut and turned."""
        side = 400

        def shade(value: float) -> QColor:
            centre, width = view.centre or 0.0, max(view.window or 1.0, 1.0)
            level = min(max(round((value - centre) / width * 255 + 127.5), 0), 255)
            return QColor(*([255 - level if view.invert else level] * 3))

        image = QImage(side, side, QImage.Format.Format_RGB32)
        image.fill(shade(-1_000))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(shade(_BONE))
        for radius, value in ((0.46, _BONE), *_TISSUES):
            painter.setBrush(shade(value))
            painter.drawEllipse(QPointF(side / 2, side / 2), radius * side * 0.85, radius * side)
        painter.setBrush(shade(75))
        painter.drawEllipse(QRectF(230, 150 + 2.0 * view.frame, 50, 38))
        painter.end()
        left, top, right, bottom = view.region
        part = image.copy(
            round(left * side),
            round(top * side),
            max(round((right - left) * side), 1),
            max(round((bottom - top) * side), 1),
        ).transformed(QTransform().rotate(view.turn))
        scale = min(view.width / part.width(), view.height / part.height())
        part = part.scaled(max(int(part.width() * scale), 1), max(int(part.height() * scale), 1))
        grey = part.convertToFormat(QImage.Format.Format_Grayscale8)
        line, raw = grey.bytesPerLine(), bytes(grey.constBits())
        rows = (raw[y * line : y * line + grey.width()] for y in range(grey.height()))
        return Raster(grey.width(), grey.height(), PixelFormat.GRAY8, b"".join(rows))

    async def value_at(self, frame: int, column: int, row: int) -> float | None:
        """Soft tissue."""
        del frame, column, row
        return 38.0


def _image(problem: str = "") -> tuple[FileKind, MediaInfo]:
    about = (
        Fact(words.STUDY, "CT head without contrast"),
        Fact(words.MODALITY, "CT"),
        Fact(words.TIME, "2026-03-03 05:41:12"),
        Fact(words.INSTITUTION, "General Hospital"),
        Fact(words.TUBE_VOLTAGE, "120", "kV"),
    )
    presets = (
        WindowPreset(words.AS_STORED, 40, 100),
        WindowPreset(words.BRAIN, 40, 80),
        WindowPreset(words.BONE, 400, 1800),
    )
    return FileKind.DICOM, DicomInfo(
        (*_PATIENT, *about), "CT", 400, 400, 24, 0, True, presets, (0.55, 0.55), "", "HU",
        "JPEG XL", problem=problem,
    )  # fmt: skip


def _beat(seconds: float, size: float) -> float:
    """A heart's beat in microvolts."""
    waves = ((0.16, 0.025, 120), (0.235, 0.008, -90), (0.26, 0.011, 1_050), (0.285, 0.010, -210))
    at = seconds % 0.86
    tail = 260 * math.exp(-(((at - 0.52) / 0.045) ** 2))
    return size * (tail + sum(h * math.exp(-(((at - t) / w) ** 2)) for t, w, h in waves))


def _ecg() -> tuple[FileKind, MediaInfo]:
    sizes = {"I": 0.6, "II": 1.0, "III": 0.5, "aVR": -0.8, "aVL": 0.2, "aVF": 0.7, "V1": -0.7}
    sizes |= {"V2": -0.9, "V3": 0.6, "V4": 1.3, "V5": 1.2, "V6": 0.9}
    leads = tuple(
        EcgLead(name, tuple(_beat(n / 500, size) for n in range(5_000)))
        for name, size in sizes.items()
    )
    findings = (
        Fact(words.ANNOTATION, "Sinus rhythm"),
        Fact("QT Interval", "372", "ms"),
        Fact("QRS Axis", "52", "deg"),
    )
    return FileKind.ECG, EcgInfo(_PATIENT, 500.0, leads, findings, "0.05–150 Hz, ~ 50 Hz", 0.0)


def _record() -> tuple[FileKind, MediaInfo]:
    potassium = (
        Fact(words.KIND, words.OBSERVATION),
        Fact(words.VALUE, "6.30", "mmol/L", "HH"),
        Fact(words.REFERENCE_RANGE, "3.5–5.1 mmol/L"),
        Fact(words.NOTE, "Not haemolysed. Called to ward 4 at 06:10."),
    )
    order = (
        Fact(words.KIND, words.MEDICATION_ORDER),
        Fact(words.STATUS, "stopped", flag="!"),
        Fact(words.DOSAGE, "Do not give until potassium is below 5.0 mmol/L"),
    )
    sections = (
        RecordSection("Potassium", potassium, '{\n  "resourceType": "Observation"\n}'),
        RecordSection("Spironolactone", order, '{\n  "resourceType": "MedicationRequest"\n}'),
    )
    return FileKind.RECORD, RecordInfo("FHIR", _PATIENT, sections, cut=True)


_INFOS: dict[str, Callable[[], tuple[FileKind, MediaInfo]]] = {
    "dcm": _image,
    "jxl": lambda: _image("transfer-syntax"),
    "ecg": _ecg,
    "json": _record,
}


async def medical(studio: Studio) -> None:
    """The three viewers, in their states."""
    client = data.sample_client()
    client.media = MedicalMedia()
    view = await studio.conversation(client, data.AMIRA)
    for name in ("head.dcm", "odd.jxl", "heart.ecg", "handover.json"):
        view.files.open(client.put(data.AMIRA, "", file=make_file(name)))
        await studio.settle(40)
        window = view.files.windows.open_windows[-1]
        window.resize(1_100, 760)
        await studio.settle(30)
        stem = f"medical-{name.rpartition('.')[2]}"
        studio.shoot(stem, window)
        for state, action in _states(window.viewer):
            action()
            await studio.settle(40)
            studio.shoot(f"{stem}-{state}", window)
        window.resize(500, 420)
        await studio.settle(30)
        studio.shoot(f"{stem}-small", window)
        window.close()


def _states(panel: object) -> list[tuple[str, Callable[[], object]]]:
    if isinstance(panel, DicomViewer) and not panel.info.problem:
        canvas = panel.canvas

        def measure() -> None:
            panel.use(Tool.MEASURE)
            canvas.lines = [Measurement(QPointF(0.2, 0.5), QPointF(0.8, 0.55))]
            canvas.chosen = 0
            canvas.measured.emit()

        return [
            ("measured", measure),
            ("turned", lambda: panel.rotate(90)),
            ("bone", lambda: panel.apply_preset(2)),
            ("details", lambda: panel.banner.more.setChecked(True)),
        ]
    if isinstance(panel, EcgViewer):
        return [
            ("calipers", panel.paper.toggle_calipers),
            ("rows", lambda: panel.set_layout(Layout.ROWS)),
            ("ruler", panel.ruler.begin),
        ]
    if isinstance(panel, RecordViewer):
        return [
            ("raw", lambda: panel.cards[0].open_raw.setChecked(True)),
            ("found", lambda: panel.field.setText("spironolactone")),
            ("nothing", lambda: panel.field.setText("nobody at all")),
        ]
    return []
