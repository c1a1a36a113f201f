"""What a decoded file is, as values that cross from the decoding process to the windows.

The decoding process (`app.media`) is where untrusted bytes are interpreted; nothing but these come
out of it. Every number is checked when it comes out, and pixels are never more than asked for.
"""

from __future__ import annotations

from enum import Enum

import msgspec


class PixelFormat(Enum):
    """How `Raster.pixels` are laid out: rows from the top, without gaps."""

    GRAY8 = 1
    RGB888 = 3
    RGBA8888 = 4


class Raster(msgspec.Struct, frozen=True, array_like=True):
    """Pixels, ready to be drawn."""

    width: int
    height: int
    format: PixelFormat
    pixels: bytes

    def __post_init__(self) -> None:
        if len(self.pixels) != self.width * self.height * self.format.value:
            raise ValueError("pixels do not fit their size")

    def __repr__(self) -> str:
        return f"Raster({self.width}x{self.height}, {self.format.name})"


class Fact(msgspec.Struct, frozen=True, array_like=True):
    """A labelled line: of a patient banner, of a record's summary. Untrusted text."""

    label: str
    """English, from `app.core.media_words`; translated when it is shown. Or the file's own."""
    value: str
    unit: str = ""
    flag: str = ""
    """As laboratories flag results: "H", "L", "A", ..."""

    def __repr__(self) -> str:
        return "Fact(redacted)"


class PictureInfo(msgspec.Struct, frozen=True, tag=True):
    """A picture, possibly of several frames."""

    width: int
    height: int
    frames: int = 1
    frame_ms: int = 0
    """How long each frame is shown, for an animation; 0: pages (a fax, a scan)."""


class PdfInfo(msgspec.Struct, frozen=True, tag=True):
    """A PDF."""

    pages: tuple[tuple[float, float], ...]
    """Width and height of each page in points (1/72 inch)."""


class SoundInfo(msgspec.Struct, frozen=True, tag=True):
    """Sound."""

    duration_ms: int
    channels: int


class VideoInfo(msgspec.Struct, frozen=True, tag=True):
    """Video, with or without sound."""

    duration_ms: int
    width: int
    height: int
    frame_ms: float
    has_sound: bool


class TextInfo(msgspec.Struct, frozen=True, tag=True):
    """Plain text."""

    text: str
    encoding: str
    cut: bool
    """There is more than is shown."""


class TableInfo(msgspec.Struct, frozen=True, tag=True):
    """A CSV or similar."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool
    cut: bool


class WindowPreset(msgspec.Struct, frozen=True, array_like=True):
    """A way to map values to brightness."""

    name: str
    centre: float
    width: float
    """0: the file's own table (VOI LUT), which is no straight line."""


class DicomInfo(msgspec.Struct, frozen=True, tag=True):
    """A DICOM image, of one or more frames."""

    banner: tuple[Fact, ...]
    """Patient's name, birth date, sex, id; study, series, when, where."""
    modality: str
    columns: int
    rows: int
    frames: int
    frame_ms: int
    """For a cine loop; 0: none is meant."""
    grey: bool
    """Window and level apply."""
    presets: tuple[WindowPreset, ...]
    """Those of the file first, then of the modality."""
    spacing_mm: tuple[float, float] | None
    """Between rows and between columns; None: nothing can be measured in mm."""
    spacing_note: str
    """Where the spacing is from when it is not the patient's plane (imager pixel spacing)."""
    value_unit: str
    """"HU", or empty."""
    transfer_syntax: str
    pixel_aspect: float = 1.0
    """How much taller than wide a pixel is: `render` keeps the shape of the patient."""
    measurable: tuple[int, int, int, int] | None = None
    """Left, top, right, bottom in pixels: where `spacing_mm` holds. None: everywhere."""
    problem: str = ""
    """Why nothing can be rendered; there is the banner alone. One of `PROBLEMS`."""


PROBLEMS = ("transfer-syntax", "pixels", "too-large", "no-image")
"""Compressed in a way that is not decoded; damaged; over the limits; it has none."""


class EcgLead(msgspec.Struct, frozen=True, array_like=True):
    """One lead."""

    name: str
    microvolts: tuple[float, ...]
    """Samples, at `EcgInfo.rate`."""


class EcgInfo(msgspec.Struct, frozen=True, tag=True):
    """An electrocardiogram."""

    banner: tuple[Fact, ...]
    rate: float
    """Samples a second."""
    leads: tuple[EcgLead, ...]
    findings: tuple[Fact, ...]
    """Measurements and statements that the device wrote."""
    filters: str
    whole_s: float = 0.0
    """How long the recording is, where only its beginning is here."""


class RecordSection(msgspec.Struct, frozen=True, array_like=True):
    """A card of a health record."""

    title: str
    facts: tuple[Fact, ...]
    raw: str
    """The resource or segment itself, laid out to be read."""


class RecordInfo(msgspec.Struct, frozen=True, tag=True):
    """A health record: FHIR, HL7 v2, CDA."""

    standard: str
    """"FHIR R4", "HL7 v2.5", "CDA"."""
    banner: tuple[Fact, ...]
    sections: tuple[RecordSection, ...]
    cut: bool


MediaInfo = (
    PictureInfo
    | PdfInfo
    | SoundInfo
    | VideoInfo
    | TextInfo
    | TableInfo
    | DicomInfo
    | EcgInfo
    | RecordInfo
)


class View(msgspec.Struct, frozen=True):
    """What is to be drawn of a picture, a PDF page or a DICOM frame."""

    width: int
    """Of the result, in pixels, at most; the result keeps the shape of what is shown."""
    height: int
    frame: int = 0
    """Or page; counts from 0."""
    region: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    """Left, top, right, bottom, as parts of the whole, before it is turned."""
    turn: int = 0
    """Degrees clockwise: 0, 90, 180, 270."""
    brightness: float = 0.0
    """-1 to 1."""
    contrast: float = 0.0
    """-1 to 1."""
    centre: float | None = None
    """Window centre and width, for grey DICOM; None: the first preset."""
    window: float | None = None
    invert: bool = False


class FoundText(msgspec.Struct, frozen=True, array_like=True):
    """Where words stand on a page."""

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]
    """Left, top, right, bottom in points from the page's top left."""


class VideoFrame(msgspec.Struct, frozen=True, array_like=True):
    """One frame of a video."""

    at_ms: int
    raster: Raster


class PreparedPicture(msgspec.Struct, frozen=True):
    """A picture made anew from its pixels: nothing hidden is left in it."""

    data: bytes
    media_type: str
    width: int
    height: int

    def __repr__(self) -> str:
        return "PreparedPicture(redacted)"


class Glance(msgspec.Struct, frozen=True):
    """What is known of a file at first sight."""

    kind: str
    """A `FileKind` value."""
    media_type: str
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    has_place: bool = False
    has_details: bool = False
    thumbnail: Raster | None = None
    """At most `THUMBNAIL_SIDE` on its longer side, RGB888."""
