"""ECG paper: squares of 1 and 5 mm, calibration pulses, the leads, a pair of calipers.

All lengths are millimetres of paper; `scale` says how many pixels of this screen one of them has.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from app.core.media_types import EcgInfo
from app.ui.formats import translate
from app.ui.text import one_line
from app.ui.theme import theme
from app.ui.viewers.ecg_layout import (
    MARGIN,
    PULSE_MS,
    PULSE_ROOM,
    PULSE_UV,
    Layout,
    Sheet,
    Strip,
    arrange,
    beats_a_minute,
    outline,
)
from app.ui.viewers.focus_ring import draw_focus_ring

_STEP_MS = 10.0
_STEP_MV = 0.05
_FINEST = 1.6
"""Pixels of a millimetre below which only every fifth line is drawn."""


@dataclass(frozen=True, slots=True)
class PaperColours:
    """What paper is printed with, on white and at night."""

    paper: str
    fine: str
    thick: str
    trace: str
    words: str
    calipers: str


DAY = PaperColours("#FFFDFA", "#F8D9D6", "#EBA7A2", "#101418", "#3A2A2A", "#0B5CAD")
NIGHT = PaperColours("#14181C", "#2E2224", "#573236", "#E9F2EC", "#D9C9C9", "#7FD1FF")


class EcgPaper(QWidget):
    """Signal: `measured` when the calipers moved, were opened or closed."""

    measured = Signal()

    def __init__(self, info: EcgInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ecg-paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.info = info
        self.layout_kind = Layout.STANDARD
        self.chosen = "II"
        self.speed = 25.0
        self.gain = 10.0
        self.scale = 4.0
        """Pixels (device-independent) of a millimetre."""
        self.calipers: tuple[QPointF, QPointF] | None = None
        """Two points in millimetres of paper; the second is the one that keys move."""
        self._held = False
        self._lines: dict[int, list[QPolygonF]] = {}
        self._room = QSize()
        self.sheet: Sheet = arrange(info, self.layout_kind, self.chosen, self.speed)
        self._lay_out()

    def show_as(
        self,
        *,
        layout: Layout | None = None,
        chosen: str | None = None,
        speed: float | None = None,
        gain: float | None = None,
        scale: float | None = None,
    ) -> None:
        """Another arrangement, lead, speed (mm/s), gain (mm/mV) or size (pixels a millimetre)."""
        self.layout_kind = layout or self.layout_kind
        self.chosen = chosen or self.chosen
        if speed not in (None, self.speed) or layout is not None:
            self.calipers = None
        self.speed = speed or self.speed
        self.gain = gain or self.gain
        self.scale = scale or self.scale
        self._lay_out()
        self.measured.emit()

    def set_calipers(self, start: QPointF, end: QPointF) -> None:
        """Put their points there, in millimetres of paper."""
        self.calipers = (start, end)
        self.measured.emit()
        self.update()

    def toggle_calipers(self) -> None:
        """Open them in the middle of what is in view, 200 ms and 1 mV apart; or close them."""
        if self.calipers is not None:
            self.calipers = None
        else:
            seen = self.visibleRegion().boundingRect().center()
            middle = QPointF(seen) / self.scale
            self.calipers = (
                middle - QPointF(0.1 * self.speed, -0.5 * self.gain),
                middle + QPointF(0.1 * self.speed, -0.5 * self.gain),
            )
            self.setFocus()
        self.measured.emit()
        self.update()

    def swap_ends(self) -> None:
        """Let the keys move the other point."""
        if self.calipers is not None:
            self.calipers = (self.calipers[1], self.calipers[0])
            self.update()

    @property
    def milliseconds(self) -> float:
        """Between the points; 0 without calipers."""
        if self.calipers is None:
            return 0.0
        return abs(self.calipers[1].x() - self.calipers[0].x()) / self.speed * 1_000

    @property
    def millivolts(self) -> float:
        """Between the points: positive when the second is higher."""
        if self.calipers is None:
            return 0.0
        return (self.calipers[0].y() - self.calipers[1].y()) / self.gain

    def caliper_words(self) -> str:
        """820 ms (73 per minute), 1.20 mV."""
        if self.calipers is None:
            return ""
        rate = beats_a_minute(self.milliseconds)
        beats = (
            translate("Ecg", "{number} per minute").format(number=f"{rate:.0f}")
            if rate is not None and rate < 1_000
            else "–"
        )
        return translate("Ecg", "{ms} ms ({beats}) · {mv} mV").format(
            ms=f"{self.milliseconds:.0f}", beats=beats, mv=f"{self.millivolts:+.2f}"
        )

    def scale_words(self) -> str:
        """25 mm/s, 10 mm/mV, and the device's filters."""
        words = f"{self.speed:g} mm/s   {self.gain:g} mm/mV"
        return f"{words}   {one_line(self.info.filters)}" if self.info.filters else words

    def sizeHint(self) -> QSize:
        """The paper."""
        return QSize(round(self.sheet.width * self.scale), round(self.sheet.height * self.scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only what is in view."""
        colours = NIGHT if theme().colours.dark else DAY
        painter = QPainter(self)
        seen = QRectF(event.rect())
        painter.fillRect(seen, QColor(colours.paper))
        self._draw_grid(painter, seen, colours)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_pulses(painter, colours)
        for index, strip in enumerate(self.sheet.strips):
            self._draw_strip(painter, index, strip, colours, seen)
        painter.setPen(QColor(colours.words))
        painter.setFont(theme().font())
        foot = QPointF(MARGIN * self.scale, (self.sheet.height - 3) * self.scale)
        painter.drawText(foot, self.scale_words())
        self._draw_calipers(painter, colours)
        if self.hasFocus():
            draw_focus_ring(painter, self.visibleRegion().boundingRect())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to measure there."""
        if event.button() is Qt.MouseButton.LeftButton:
            at = event.position() / self.scale
            self._held = True
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.set_calipers(at, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the calipers open."""
        if self._held and self.calipers is not None:
            self.set_calipers(self.calipers[0], event.position() / self.scale)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a movement closes them."""
        self._held = False
        if self.calipers is not None:
            moved = self.calipers[1] - self.calipers[0]
            if (abs(moved.x()) + abs(moved.y())) * self.scale < 4:
                self.calipers = None
                self.measured.emit()
                self.update()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move a point by 10 ms and 0.05 mV; far with Shift, finely with Ctrl."""
        directions = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        direction = directions.get(Qt.Key(event.key()))
        if self.calipers is None or direction is None:
            super().keyPressEvent(event)
            return
        held = event.modifiers()
        far = 10.0 if held & Qt.KeyboardModifier.ShiftModifier else 1.0
        far = 0.2 if held & Qt.KeyboardModifier.ControlModifier else far
        step = QPointF(
            direction[0] * far * _STEP_MS / 1_000 * self.speed,
            direction[1] * far * _STEP_MV * self.gain,
        )
        self.set_calipers(self.calipers[0], self.calipers[1] + step)

    def _lay_out(self) -> None:
        self.sheet = arrange(self.info, self.layout_kind, self.chosen, self.speed)
        self._lines.clear()
        self.setFixedSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def _draw_grid(self, painter: QPainter, seen: QRectF, colours: PaperColours) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        first, last = int(seen.left() / self.scale), int(seen.right() / self.scale) + 1
        top, bottom = int(seen.top() / self.scale), int(seen.bottom() / self.scale) + 1
        for thick in (False, True):
            if not thick and self.scale < _FINEST:
                continue
            painter.setPen(QPen(QColor(colours.thick if thick else colours.fine), 1))
            across = [n for n in range(first, last + 1) if (n % 5 == 0) is thick]
            down = [n for n in range(top, bottom + 1) if (n % 5 == 0) is thick]
            painter.drawLines(
                [QLineF(n * self.scale, seen.top(), n * self.scale, seen.bottom()) for n in across]
                + [QLineF(seen.left(), n * self.scale, seen.right(), n * self.scale) for n in down]
            )

    def _draw_pulses(self, painter: QPainter, colours: PaperColours) -> None:
        """1 mV for 200 ms, left of each row."""
        painter.setPen(QPen(QColor(colours.trace), self._pen()))
        wide, high = PULSE_MS / 1_000 * self.speed, PULSE_UV / 1_000 * self.gain
        start = MARGIN + (PULSE_ROOM - 5 - wide) / 2
        for row in range(self.sheet.rows):
            base = self.sheet.baseline(row)
            points = [
                (start - 2, base),
                (start, base),
                (start, base - high),
                (start + wide, base - high),
                (start + wide, base),
                (start + wide + 2, base),
            ]
            painter.drawPolyline([QPointF(x, y) * self.scale for x, y in points])

    def _draw_strip(
        self, painter: QPainter, index: int, strip: Strip, colours: PaperColours, seen: QRectF
    ) -> None:
        if index not in self._lines:
            self._lines[index] = self._trace(strip)
        painter.setPen(QPen(QColor(colours.trace), self._pen()))
        for line in self._lines[index]:
            if line.boundingRect().adjusted(-2, -2, 2, 2).intersects(seen):
                painter.drawPolyline(line)
        font = QFont(theme().font(bold=True))
        painter.setFont(font)
        painter.setPen(QColor(colours.words))
        base = self.sheet.baseline(strip.row)
        at = QPointF(strip.left + 0.5, base) * self.scale
        height = QFontMetricsF(font).ascent()
        if strip.start:  # where one lead ends and the next begins
            x = strip.left * self.scale
            painter.drawLine(QLineF(x, (base - 2.5) * self.scale, x, (base + 2.5) * self.scale))
        above = at - QPointF(0, 13 * self.scale - height)
        painter.drawText(above, one_line(strip.lead.name))

    def _trace(self, strip: Strip) -> list[QPolygonF]:
        values = strip.lead.microvolts[strip.start : strip.start + strip.count]
        ratio = max(self.devicePixelRatioF(), 1.0)
        columns = self.info.rate / (self.speed * self.scale * ratio)
        base = self.sheet.baseline(strip.row) * self.scale
        step = self.speed / self.info.rate * self.scale
        rise = self.gain / 1_000 * self.scale
        left = strip.left * self.scale
        lines: list[QPolygonF] = []
        points: list[QPointF] = []
        for point in outline(values, columns):
            if point is None:
                if points:
                    lines.append(QPolygonF(points))
                points = []
            else:
                points.append(QPointF(left + point[0] * step, base - point[1] * rise))
        if points:
            lines.append(QPolygonF(points))
        return lines

    def _draw_calipers(self, painter: QPainter, colours: PaperColours) -> None:
        if self.calipers is None:
            return
        start, end = (point * self.scale for point in self.calipers)
        painter.setPen(QPen(QColor(colours.calipers), 1.4))
        for x in (start.x(), end.x()):
            painter.drawLine(QLineF(x, 0, x, self.height()))
        dashed = QPen(QColor(colours.calipers), 1, Qt.PenStyle.DashLine)
        painter.setPen(dashed)
        box = QRectF(start, end).normalized()
        painter.drawRect(box)
        painter.setBrush(QColor(colours.calipers))
        painter.drawEllipse(end, 3.5, 3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        font = theme().font(bold=True)
        painter.setFont(font)
        words = self.caliper_words()
        size = QFontMetricsF(font).boundingRect(words).size()
        plate = QRectF(
            box.right() + 8, box.top() - size.height() - 8, size.width() + 10, size.height() + 6
        )
        if plate.right() > self.width():
            plate.moveRight(box.left() - 8)
        plate.moveTop(max(plate.top(), 2.0))
        painter.fillRect(plate, QColor(colours.paper))
        painter.setPen(QColor(colours.calipers))
        painter.drawRect(plate)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def _pen(self) -> float:
        """A line of a third of a millimetre, as pens write, and never thinner than seen well."""
        return min(max(0.3 * self.scale, 1.2), 2.4)
