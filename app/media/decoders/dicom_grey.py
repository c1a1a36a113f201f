"""From stored values to brightness: modality transformation, window, polarity (PS3.3 C.11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from app.core import media_words as words
from app.core.media_types import WindowPreset
from app.media.decoders import dicom_values as values
from app.media.decoders.dicom_frames import Frame, Layout

Values = NDArray[np.float32]

_CT: Final = (
    (words.BRAIN, 40, 80),
    (words.STROKE, 35, 40),
    (words.SUBDURAL, 75, 215),
    (words.SOFT_TISSUE, 40, 400),
    (words.MEDIASTINUM, 50, 350),
    (words.LIVER, 70, 150),
    (words.LUNG, -600, 1500),
    (words.BONE, 400, 1800),
    (words.ANGIO, 300, 600),
)
HOUNSFIELD: Final = "HU"
MOST_PRESETS: Final = 16
_SAMPLE: Final = 500_000
"""Pixels that brightness is judged by."""


@dataclass(frozen=True, slots=True)
class Table:
    """A look-up table (PS3.3 C.11.1.1.1): what each value from `first` on becomes."""

    first: int
    entries: NDArray[np.float32]

    def look_up(self, found: NDArray[Any]) -> Values:
        """Values beyond the ends become the first or last entry."""
        index = np.clip(np.rint(found).astype(np.int64) - self.first, 0, len(self.entries) - 1)
        looked: Values = self.entries[index]
        return looked


@dataclass(frozen=True, slots=True)
class Modality:
    """Stored values to values with a meaning: Hounsfield units, for CT."""

    slope: float
    intercept: float
    table: Table | None
    unit: str

    def apply(self, stored: Frame) -> Values:
        """As 32-bit floats, for display."""
        if self.table is not None:
            return self.table.look_up(stored)
        found = stored.astype(np.float32)
        if self.slope != 1.0:
            found *= np.float32(self.slope)
        if self.intercept:
            found += np.float32(self.intercept)
        return found

    def value(self, stored: float) -> float:
        """One value, exactly."""
        if self.table is not None:
            return float(self.table.look_up(np.asarray([stored]))[0])
        return stored * self.slope + self.intercept


PLAIN: Final = Modality(1.0, 0.0, None, "")
"""Stored values are all there is."""


def modality_of(data: Dataset, frame: int = 0) -> Modality:
    """The modality transformation of a frame."""
    table = _table(data, "ModalityLUTSequence")
    kind = values.text(data, "Modality")
    if table is not None:
        return Modality(1.0, 0.0, table, "")
    group = values.functional_group(data, frame, "PixelValueTransformationSequence") or data
    slope, intercept = (
        values.number(group, "RescaleSlope"),
        values.number(group, "RescaleIntercept"),
    )
    dose = values.number(data, "DoseGridScaling")
    if slope is None and dose is not None:
        return Modality(dose, 0.0, None, values.text(data, "DoseUnits", 16).title())
    unit = values.text(group, "RescaleType", 16)
    if unit.upper() == "US":  # unspecified
        unit = ""
    if not unit and kind == "CT" and slope is not None:
        unit = HOUNSFIELD
    if not unit and kind == "PT":
        unit = values.text(data, "Units", 16)
    return Modality(slope or 1.0, intercept or 0.0, None, unit)


@dataclass(frozen=True, slots=True)
class Grey:
    """How a file's values become brightness, 0 to 255."""

    function: str
    table: Table | None
    """The file's own (VOI LUT), in place of a window."""
    inverted: bool

    def brightness(self, found: Values, centre: float, width: float) -> NDArray[np.uint8]:
        """Window `found` (PS3.3 C.11.2.1.2). A width of 0 asks for the file's table."""
        if width <= 0 and self.table is not None:
            top = float(self.table.entries.max(initial=1.0)) or 1.0
            shade = self.table.look_up(found) * np.float32(255.0 / top)
        elif self.function == "SIGMOID":
            steep = np.clip(-4.0 * (found - centre) / max(width, 1e-6), -80, 80)
            shade = np.float32(255.0) / (1.0 + np.exp(steep))
        elif self.function == "LINEAR_EXACT":
            shade = (found - np.float32(centre)) * np.float32(255.0 / max(width, 1e-6)) + 127.5
        else:
            reach = max(width - 1.0, 1e-6)
            shade = (found - np.float32(centre - 0.5)) * np.float32(255.0 / reach) + 127.5
        grey: NDArray[np.uint8] = np.rint(np.clip(shade, 0, 255)).astype(np.uint8)
        return np.subtract(255, grey, dtype=np.uint8) if self.inverted else grey


def grey_of(data: Dataset, layout: Layout) -> Grey:
    """The file's own function, table and polarity."""
    group = values.functional_group(data, 0, "FrameVOILUTSequence") or data
    inverse = layout.photometric == "MONOCHROME1"
    shape = values.text(data, "PresentationLUTShape")
    return Grey(
        values.text(group, "VOILUTFunction").upper() or "LINEAR",
        _table(data, "VOILUTSequence"),
        inverse or shape == "INVERSE",
    )


def presets_of(
    data: Dataset, layout: Layout, modality: Modality, grey: Grey, found: Values, stored: Frame
) -> tuple[WindowPreset, ...]:
    """The file's windows first, then those of the modality. Never empty; the first is the usual."""
    presets = _own(data, grey)
    shown = _without_padding(data, found, stored)
    if modality.unit == HOUNSFIELD and values.text(data, "Modality") == "CT":
        usual = (words.SOFT_TISSUE, 40, 400)
        order = _CT if presets else (usual, *(each for each in _CT if each != usual))
        presets += [WindowPreset(*each) for each in order]
    elif layout.stored <= 8 and not layout.signed and modality == PLAIN:
        shades = float(1 << layout.stored)
        return (*presets, WindowPreset(words.FULL_RANGE, shades / 2, shades))
    presets.append(_between(words.AUTOMATIC, *np.percentile(shown, (0.5, 99.5)).tolist()))
    presets.append(_between(words.FULL_RANGE, float(shown.min()), float(shown.max())))
    return tuple(presets)


def _own(data: Dataset, grey: Grey) -> list[WindowPreset]:
    group = values.functional_group(data, 0, "FrameVOILUTSequence") or data
    centres, widths = values.numbers(group, "WindowCenter"), values.numbers(group, "WindowWidth")
    said = values.text(group, "WindowCenterWidthExplanation", 1_000).split(" \\ ")
    presets = []
    if grey.table is not None:
        middle = grey.table.first + len(grey.table.entries) / 2
        presets.append(WindowPreset(words.FILE_TABLE, middle, 0.0))
    for index, (centre, width) in enumerate(zip(centres[:MOST_PRESETS], widths, strict=False)):
        if width < 1 and not (width > 0 and grey.function != "LINEAR"):
            continue
        name = said[index].strip()[:64] if index < len(said) else ""
        presets.append(WindowPreset(name or words.AS_STORED, centre, width))
    return presets


def _between(name: str, low: float, high: float) -> WindowPreset:
    """The window that shows `low` black and `high` white, by the linear function."""
    width = max(high - low + 1.0, 1.0)
    return WindowPreset(name, low + width / 2.0, width)


def _without_padding(data: Dataset, found: Values, stored: Frame) -> Values:
    step = max(found.size // _SAMPLE, 1)
    sample, raw = found.ravel()[::step], stored.ravel()[::step]
    padding = values.number(data, "PixelPaddingValue")
    if padding is None:
        return sample
    end = values.number(data, "PixelPaddingRangeLimit")
    low, high = sorted((padding, padding if end is None else end))
    kept: Values = sample[(raw < low) | (raw > high)]
    return kept if kept.size else sample


def _table(data: Dataset, keyword: str) -> Table | None:
    for item in values.items(data, keyword)[:1]:
        descriptor = values.numbers(item, "LUTDescriptor")
        raw = values.value_of(item, "LUTData")
        if len(descriptor) != 3 or raw is None:
            return None
        count = int(descriptor[0]) or 1 << 16
        if isinstance(raw, bytes):
            little = getattr(data, "original_encoding", (False, True))[1]
            wide = len(raw) >= 2 * count
            entries = np.frombuffer(
                raw[: len(raw) // 2 * 2] if wide else raw,
                ("<u2" if little else ">u2") if wide else "u1",
            )
        else:
            entries = np.asarray(list(raw)[:count] if hasattr(raw, "__iter__") else [raw])
        if not entries.size:
            return None
        return Table(int(descriptor[1]), entries[:count].astype(np.float32))
    return None
