"""A DICOM frame on black: window by dragging, lines that are measured, a cross for the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import theme
from app.ui.viewers.canvas import STEP, Canvas
from app.ui.viewers.measuring import Measurement, from_turned, to_turned

LINE = QColor("#FFD84D")
"""Amber on black and on white alike, since it has a dark rim."""
CHOSEN = QColor("#7FD1FF")
RIM = QColor(0, 0, 0, 200)
_HANDLE = 4.0
_NEAR = 8.0


class Tool(Enum):
    """What the left button does."""

    WINDOW = "window"
    MOVE = "move"
    MEASURE = "measure"


class DicomCanvas(Canvas):
    """Signals: `windowed` (how far the hand moved: right is wider, up is brighter), `turned_wheel`
    (frames on or back), `measured` when a line was drawn, chosen or deleted, `pointed` (the place
    under the keyboard's cross)."""

    windowed = Signal(float, float)
    turned_wheel = Signal(int)
    measured = Signal()
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("film")
        self.tool = Tool.WINDOW
        self.turn = 0
        self.wheel_frames = False
        self.step = (0.01, 0.01)
        """How far an arrow moves the cross: a pixel, in parts of the image."""
        self.lines: list[Measurement] = []
        self.chosen: int | None = None
        self.cross: QPointF | None = None
        self.words: Callable[[Measurement], str] = lambda _line: ""
        self._started: QPointF | None = None
        self._dragged: QPointF | None = None
        self._windowing = False
        self._wheel = 0

    def use(self, tool: Tool) -> None:
        """Another tool. With the measuring one, the cross is put into the middle of the view."""
        self.tool = tool
        self._started = None
        if tool is Tool.MEASURE:
            middle = self.place_at(QPointF(self.width() / 2, self.height() / 2))
            self.cross = from_turned(_inside(middle), self.turn)
        else:
            self.cross = None
        self.setCursor(
            {
                Tool.WINDOW: Qt.CursorShape.SizeAllCursor,
                Tool.MOVE: Qt.CursorShape.OpenHandCursor,
                Tool.MEASURE: Qt.CursorShape.CrossCursor,
            }[tool]
        )
        self.update()

    def delete_line(self) -> None:
        """Delete the chosen line, or the last one."""
        if self._started is not None:
            self._started = None
        elif self.lines:
            index = self.chosen if self.chosen is not None else len(self.lines) - 1
            del self.lines[index]
            self.chosen = None
        self.measured.emit()
        self.update()

    def choose_line(self, steps: int) -> None:
        """Choose the next line, or the one before."""
        if self.lines:
            now = self.chosen if self.chosen is not None else (-1 if steps > 0 else 0)
            self.chosen = (now + steps) % len(self.lines)
            self.measured.emit()
            self.update()

    def set_point(self) -> None:
        """Begin a line at the cross, or end it there."""
        if self.cross is None:
            return
        if self._started is None:
            self._started = self.cross
        else:
            self._finish(self._started, self.cross)
        self.update()

    @property
    def drawing(self) -> bool:
        """Whether a line was begun and not ended."""
        return self._started is not None

    def give_up_line(self) -> None:
        """Drop the line that was begun."""
        self._started = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Left: the tool. Right: brightness, with any tool. Middle: move."""
        button, at = event.button(), event.position()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if button is Qt.MouseButton.RightButton or (
            button is Qt.MouseButton.LeftButton and self.tool is Tool.WINDOW
        ):
            self._windowing, self._dragged = True, at
        elif button is Qt.MouseButton.LeftButton and self.tool is Tool.MEASURE:
            near = self._line_near(at)
            if near is not None:
                self.chosen = near
                self.measured.emit()
                self.update()
                return
            self.cross = self._place(at)
            self._started = self.cross
        elif button in (Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton):
            self._grabbed = at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held."""
        at = event.position()
        if self._windowing and self._dragged is not None:
            moved = at - self._dragged
            self._dragged = at
            self.windowed.emit(moved.x(), -moved.y())
        held = event.buttons() & Qt.MouseButton.LeftButton
        if self.tool is Tool.MEASURE and self._started is not None and held:
            self.cross = self._place(at)
            self.update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a line ends where the hand is."""
        self._windowing, self._dragged, self._grabbed = False, None, None
        if event.button() is Qt.MouseButton.LeftButton and self._started is not None:
            self._finish(self._started, self._place(event.position()))
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Only where it cannot be meant as the beginning of something else."""
        if self.tool is Tool.MOVE:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Frames, where there are several; with Ctrl, or of a single frame, the size."""
        if not self.wheel_frames or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / 120)
        self._wheel -= steps * 120
        if steps:
            self.turned_wheel.emit(-steps)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cross while one measures; Enter sets its ends."""
        if self.cross is None:
            super().keyPressEvent(event)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.set_point()
            return
        far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        steps = {
            Qt.Key.Key_Left: QPointF(-1, 0),
            Qt.Key.Key_Right: QPointF(1, 0),
            Qt.Key.Key_Up: QPointF(0, -1),
            Qt.Key.Key_Down: QPointF(0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        middle = QPointF(0.5, 0.5)
        step = from_turned(step + middle, self.turn) - middle  # as one sees it
        moved = QPointF(step.x() * far * self.step[0], step.y() * far * self.step[1])
        self.cross = _inside(self.cross + moved)
        self.pointed.emit(self.cross)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The value under the mouse is no more."""
        super().leaveEvent(event)

    def paint_over(self, painter: QPainter, box: QRectF) -> None:
        """Lines with their lengths; the cross."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, line in enumerate(self.lines):
            self._draw_line(painter, box, line, CHOSEN if index == self.chosen else LINE)
        if self._started is not None and self.cross is not None:
            self._draw_line(painter, box, Measurement(self._started, self.cross), CHOSEN)
        if self.cross is not None and self.hasFocus():
            self._draw_cross(painter, self._point(box, self.cross))

    def paint_ground(self, painter: QPainter) -> None:
        """Black: what radiographs are read on, in either theme."""
        painter.fillRect(self.rect(), Qt.GlobalColor.black)

    def _fitting(self) -> float:
        """The whole, as large as the window: a small matrix is enlarged too."""
        ratio = self.devicePixelRatioF()
        wide, high = max(self.width() - 16, 16) * ratio, max(self.height() - 16, 16) * ratio
        return min(wide / self._whole.width(), high / self._whole.height())

    def _finish(self, start: QPointF, end: QPointF) -> None:
        self._started = None
        box = self.box()
        length = self._point(box, end) - self._point(box, start)
        if abs(length.x()) + abs(length.y()) > 2:
            self.lines.append(Measurement(start, end))
            self.chosen = len(self.lines) - 1
            self.measured.emit()

    def _place(self, at: QPointF) -> QPointF:
        return from_turned(_inside(self.place_at(at)), self.turn)

    def _point(self, box: QRectF, place: QPointF) -> QPointF:
        turned = to_turned(place, self.turn)
        return QPointF(box.left() + turned.x() * box.width(), box.top() + turned.y() * box.height())

    def _line_near(self, at: QPointF) -> int | None:
        box = self.box()
        for index, line in enumerate(self.lines):
            for end in (line.start, line.end):
                away = self._point(box, end) - at
                if abs(away.x()) + abs(away.y()) < _NEAR:
                    return index
        return None

    def _draw_line(self, painter: QPainter, box: QRectF, line: Measurement, colour: QColor) -> None:
        start, end = self._point(box, line.start), self._point(box, line.end)
        for pen in (QPen(RIM, 4), QPen(colour, 1.6)):
            painter.setPen(pen)
            painter.drawLine(start, end)
            for point in (start, end):
                painter.drawEllipse(point, _HANDLE, _HANDLE)
        text = self.words(line)
        font = theme().font()
        painter.setFont(font)
        size = QFontMetricsF(font).boundingRect(text).size()
        right, below = max(start.x(), end.x()) + 8, end.y() if end.x() >= start.x() else start.y()
        left = (
            right
            if right + size.width() + 8 < self.width()
            else min(start.x(), end.x()) - size.width() - 16
        )
        plate = QRectF(left, below - size.height() / 2 - 2, size.width() + 8, size.height() + 4)
        painter.fillRect(plate, QColor(0, 0, 0, 170))
        painter.setPen(colour)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_cross(self, painter: QPainter, at: QPointF) -> None:
        for pen in (QPen(RIM, 3), QPen(CHOSEN, 1)):
            painter.setPen(pen)
            painter.drawLine(at - QPointF(12, 0), at + QPointF(12, 0))
            painter.drawLine(at - QPointF(0, 12), at + QPointF(0, 12))


def _inside(place: QPointF) -> QPointF:
    return QPointF(min(max(place.x(), 0.0), 1.0), min(max(place.y(), 0.0), 1.0))


__all__ = ["STEP", "DicomCanvas", "Tool"]
