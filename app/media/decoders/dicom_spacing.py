"""How far pixels are apart in the patient, where the file says it (PS3.3 10.7, C.8.5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydicom.dataset import Dataset

from app.core import media_words as words
from app.media.decoders import dicom_values as values

_PROJECTIONS: Final = {"CR", "DX", "XA", "RF", "MG", "IO", "PX", "RG"}
_CENTIMETRES: Final = 3
_TWO_DIMENSIONAL: Final = 1
_LEAST, _MOST = 1e-4, 100.0


@dataclass(frozen=True, slots=True)
class Spacing:
    """Millimetres between rows and between columns, and how much that is worth."""

    mm: tuple[float, float] | None
    note: str = ""
    region: tuple[int, int, int, int] | None = None
    aspect: float = 1.0


def spacing_of(data: Dataset) -> Spacing:
    """Nothing is guessed: without a statement in the file there are no millimetres."""
    measures = values.functional_group(data, 0, "PixelMeasuresSequence")
    patient = _pair(measures, "PixelSpacing") if measures is not None else None
    patient = patient or _pair(data, "PixelSpacing")
    imager = _pair(data, "ImagerPixelSpacing")
    if patient is not None:
        return Spacing(patient, _note(data, patient, imager), None, _aspect(patient))
    if imager is not None:
        return Spacing(imager, words.AT_DETECTOR, None, _aspect(imager))
    ultrasound = _of_ultrasound(data)
    return ultrasound or Spacing(None, aspect=_aspect(_pair(data, "PixelAspectRatio")))


def _note(data: Dataset, patient: tuple[float, float], imager: tuple[float, float] | None) -> str:
    if values.text(data, "Modality") not in _PROJECTIONS:
        return ""
    calibrated = values.text(data, "PixelSpacingCalibrationType") in {"GEOMETRY", "FIDUCIAL"}
    if calibrated or (imager is not None and imager != patient):
        return words.CALIBRATED
    return words.AT_DETECTOR


def _of_ultrasound(data: Dataset) -> Spacing | None:
    """The largest two-dimensional region that is calibrated in centimetres."""
    best, most = None, 0
    for region in values.items(data, "SequenceOfUltrasoundRegions"):
        if values.number(region, "RegionSpatialFormat") != _TWO_DIMENSIONAL:
            continue
        units = {values.number(region, f"PhysicalUnits{axis}Direction") for axis in "XY"}
        wide, high = (values.number(region, f"PhysicalDelta{axis}") for axis in "XY")
        corners = [
            values.number(region, f"RegionLocation{corner}")
            for corner in ("MinX0", "MinY0", "MaxX1", "MaxY1")
        ]
        if units != {_CENTIMETRES} or wide is None or high is None:
            continue
        mm = (abs(high) * 10, abs(wide) * 10)
        if not all(_LEAST < each < _MOST for each in mm):
            continue
        left, top, right, bottom = (int(each) if each is not None else -1 for each in corners)
        area = (right - left) * (bottom - top)
        if left >= 0 and top >= 0 and right > left and area > most:
            best, most = Spacing(mm, words.IN_REGION, (left, top, right + 1, bottom + 1)), area
    return best


def _pair(data: Dataset, keyword: str) -> tuple[float, float] | None:
    found = values.numbers(data, keyword)
    if len(found) != 2 or not all(_LEAST < each < _MOST for each in found):
        return None
    return found[0], found[1]


def _aspect(pair: tuple[float, float] | None) -> float:
    """How much taller than wide a pixel is, within what can be drawn."""
    return min(max(pair[0] / pair[1], 0.05), 20.0) if pair is not None else 1.0
