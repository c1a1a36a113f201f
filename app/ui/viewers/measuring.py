"""Distances in an image. Ends are kept in parts of the image as it is stored, not as turned."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF

from app.core.media_types import DicomInfo


def to_turned(place: QPointF, turn: int) -> QPointF:
    """A place of the image (parts of its width and height) as one of the turned image."""
    x, y = place.x(), place.y()
    return {90: QPointF(1 - y, x), 180: QPointF(1 - x, 1 - y), 270: QPointF(y, 1 - x)}.get(
        turn, QPointF(x, y)
    )


def from_turned(place: QPointF, turn: int) -> QPointF:
    """The reverse of `to_turned`."""
    return to_turned(place, (360 - turn) % 360)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A line between two places, in parts of the image's width and height."""

    start: QPointF
    end: QPointF

    def pixels(self, info: DicomInfo) -> float:
        """Its length in pixels."""
        return hypot(
            (self.end.x() - self.start.x()) * info.columns,
            (self.end.y() - self.start.y()) * info.rows,
        )

    def millimetres(self, info: DicomInfo) -> float | None:
        """Its length, where the file says how far pixels are apart; else None."""
        if info.spacing_mm is None or not (holds(info, self.start) and holds(info, self.end)):
            return None
        between_rows, between_columns = info.spacing_mm
        return hypot(
            (self.end.x() - self.start.x()) * info.columns * between_columns,
            (self.end.y() - self.start.y()) * info.rows * between_rows,
        )


def holds(info: DicomInfo, place: QPointF) -> bool:
    """Whether the spacing applies there: in ultrasound only within the image itself."""
    if info.measurable is None:
        return True
    left, top, right, bottom = info.measurable
    column, row = place.x() * info.columns, place.y() * info.rows
    return left <= column <= right and top <= row <= bottom
