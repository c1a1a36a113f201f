"""A picture that is larger or smaller than its window: zoom, pan, turn; pixels come from elsewhere.

The canvas knows the size of the whole and asks (`wanted`) for the part that is in view, at the
screen's own resolution. Until it comes the pixels that are there are drawn scaled, so that nothing
waits. Places are given in parts of the turned picture's width and height (0 to 1).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.ui.theme import theme
from app.ui.viewers.focus_ring import draw_focus_ring

MOST_ZOOM = 16.0
LEAST_ZOOM = 0.02
STEP = 1.25
_MARGIN = 0.15
"""Of the view's size: how much beyond the edges is rendered, so that a small move shows no gap."""
_NUDGE = 48
_SOON_MS = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """A part of the picture to be rendered."""

    region: tuple[float, float, float, float]
    """Left, top, right, bottom, as parts of the whole, after it is turned."""
    width: int
    height: int
    """Pixels, at most."""


class Canvas(QWidget):
    """Signals: `wanted` (a Wish), `zoomed` (the scale: screen pixels for one of the picture),
    `hovered` (the place under the mouse, a QPointF within 0..1, or None)."""

    wanted = Signal(object)
    zoomed = Signal(float)
    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._whole = QSizeF(1, 1)
        self._fit = True
        self._scale = 1.0
        self._centre = QPointF(0.5, 0.5)
        self._parts: list[tuple[QRectF, QImage]] = []
        self._grabbed: QPointF | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._ask)

    @property
    def scale(self) -> float:
        """Device pixels for one pixel of the picture."""
        return self._scale

    @property
    def fits(self) -> bool:
        """Whether the whole is kept in view."""
        return self._fit

    def set_whole(self, width: float, height: float) -> None:
        """The size of the (turned) picture in its own pixels; what was drawn is dropped."""
        self._whole = QSizeF(max(width, 1), max(height, 1))
        self._parts.clear()
        self._centre = QPointF(0.5, 0.5)
        if self._fit:
            self._scale = self._fitting()
        self._changed()

    def put(self, wish: Wish, image: QImage) -> None:
        """Draw these pixels there: over what is there of the whole."""
        left, top, right, bottom = wish.region
        part = QRectF(QPointF(left, top), QPointF(right, bottom))
        whole = [each for each in self._parts if each[0].width() > 0.999]
        self._parts = ([] if part.width() > 0.999 else whole[-1:]) + [(part, image)]
        self.update()

    def stale(self) -> None:
        """Other brightness, another frame: draw what is there until the new pixels come."""
        self._parts = self._parts[-1:]
        self.ask_now()

    def clear(self) -> None:
        """Drop every pixel."""
        self._soon.stop()
        self._parts.clear()
        self.update()

    def ask_now(self) -> None:
        """Ask for what is in view."""
        self._soon.stop()
        self._ask()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller; what is under `at` (a point of the widget) stays there."""
        self.zoom_to(self._scale * factor, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """So many device pixels for one of the picture's."""
        anchor = at or QPointF(self.width() / 2, self.height() / 2)
        place = self.place_at(anchor)
        self._fit = False
        self._scale = min(max(scale, LEAST_ZOOM), max(MOST_ZOOM, self._fitting()))
        box = self.box()
        moved = anchor - QPointF(
            box.left() + place.x() * box.width(), box.top() + place.y() * box.height()
        )
        self._move(moved)

    def fit(self) -> None:
        """The whole picture, no larger than its own pixels."""
        self._fit = True
        self._scale = self._fitting()
        self._centre = QPointF(0.5, 0.5)
        self._changed()

    def box(self) -> QRectF:
        """Where the whole picture lies, in the widget's own coordinates."""
        ratio = self.devicePixelRatioF()
        wide = self._whole.width() * self._scale / ratio
        high = self._whole.height() * self._scale / ratio
        left = self.width() / 2 - self._centre.x() * wide
        top = self.height() / 2 - self._centre.y() * high
        return QRectF(left, top, wide, high)

    def place_at(self, at: QPointF) -> QPointF:
        """The place of the picture under a point of the widget; may lie outside of 0..1."""
        box = self.box()
        return QPointF((at.x() - box.left()) / box.width(), (at.y() - box.top()) / box.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture on a quiet ground."""
        del event
        painter = QPainter(self)
        self.paint_ground(painter)
        box = self.box()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._scale < 4)
        for part, image in self._parts:
            at = QRectF(
                box.left() + part.left() * box.width(),
                box.top() + part.top() * box.height(),
                part.width() * box.width(),
                part.height() * box.height(),
            )
            painter.drawImage(at, image)
        self.paint_over(painter, box)
        if self.hasFocus():
            draw_focus_ring(painter, self.rect())
        painter.end()

    def paint_ground(self, painter: QPainter) -> None:
        """What lies behind the picture."""
        painter.fillRect(self.rect(), QColor(theme().colours.surface_alt))

    def paint_over(self, painter: QPainter, box: QRectF) -> None:
        """For what subclasses draw on the picture, as lines that were measured."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms where the mouse is."""
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._grabbed is not None:
            moved = event.position() - self._grabbed
            self._grabbed = event.position()
            self._move(moved)
        place = self.place_at(event.position())
        inside = 0 <= place.x() < 1 and 0 <= place.y() < 1
        self.hovered.emit(place if inside else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The whole, or the picture's own pixels."""
        if self._fit:
            self.zoom_to(1.0, event.position())
        else:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        super().leaveEvent(event)
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the view."""
        steps = {
            Qt.Key.Key_Left: QPoint(_NUDGE, 0),
            Qt.Key.Key_Right: QPoint(-_NUDGE, 0),
            Qt.Key.Key_Up: QPoint(0, _NUDGE),
            Qt.Key.Key_Down: QPoint(0, -_NUDGE),
        }
        moved = steps.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if moved is not None and plain:
            self._move(QPointF(moved))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fitted fits again."""
        super().resizeEvent(event)
        if self._fit:
            self._scale = self._fitting()
        self._changed()

    def _fitting(self) -> float:
        ratio = self.devicePixelRatioF()
        room = QSizeF(max(self.width() - 16, 16) * ratio, max(self.height() - 16, 16) * ratio)
        return min(
            room.width() / self._whole.width(), room.height() / self._whole.height(), 1.0 * ratio
        )

    def _move(self, moved: QPointF) -> None:
        box = self.box()
        self._centre -= QPointF(moved.x() / box.width(), moved.y() / box.height())
        self._changed()

    def _changed(self) -> None:
        """Keep the picture in reach, and ask for pixels once the hand rests."""
        box = self.box()
        for size, room, get, put in (
            (box.width(), self.width(), QPointF.x, QPointF.setX),
            (box.height(), self.height(), QPointF.y, QPointF.setY),
        ):
            slack = max((size - room) / 2 / size, 0.0) if size else 0.0
            put(self._centre, min(max(get(self._centre), 0.5 - slack), 0.5 + slack))
        self.zoomed.emit(self._scale)
        self.update()
        self._soon.start()

    def _ask(self) -> None:
        box, ratio = self.box(), self.devicePixelRatioF()
        if not self.isVisible() or box.isEmpty():
            return
        spare_x, spare_y = self.width() * _MARGIN, self.height() * _MARGIN
        view = QRectF(self.rect()).adjusted(-spare_x, -spare_y, spare_x, spare_y) & box
        if view.isEmpty():
            return
        region = (
            max((view.left() - box.left()) / box.width(), 0.0),
            max((view.top() - box.top()) / box.height(), 0.0),
            min((view.right() - box.left()) / box.width(), 1.0),
            min((view.bottom() - box.top()) / box.height(), 1.0),
        )
        enough = min(self._scale, 1.0) / self._scale  # more pixels than there are help nobody
        self.wanted.emit(
            Wish(
                region,
                max(round(view.width() * ratio * enough), 1),
                max(round(view.height() * ratio * enough), 1),
            )
        )


def unturned(
    region: tuple[float, float, float, float], turn: int
) -> tuple[float, float, float, float]:
    """A region of the turned picture as one of the picture before it was turned (clockwise)."""
    left, top, right, bottom = region
    if turn == 90:
        return top, 1 - right, bottom, 1 - left
    if turn == 180:
        return 1 - right, 1 - bottom, 1 - left, 1 - top
    if turn == 270:
        return 1 - bottom, left, 1 - top, right
    return region
