"""Pages below each other, of which only those in view are rendered.

Each page has a picture of its whole, small enough to keep for the pages around the view, and where
one looks closely a second one of the part that is in view. The nearest page is asked for first, one
at a time; what was asked for and scrolled away meanwhile is not asked for any more.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.core.media_types import FoundText, View
from app.ui.theme import theme
from app.ui.tokens import SPACE_M
from app.ui.viewers.focus_ring import draw_focus_ring

POINTS_PER_INCH = 72
LEAST_ZOOM, MOST_ZOOM, STEP = 0.1, 8.0, 1.25
_WHOLE_PIXELS = 3_000_000
"""A page's whole has no more; closer looks get a part."""
_KEPT = 9
"""Whole pages whose pixels are kept."""
_LINE = 48
_SOON_MS = 30
Region = tuple[float, float, float, float]
WHOLE: Region = (0.0, 0.0, 1.0, 1.0)


@dataclass(slots=True)
class _Pixels:
    """What is there of a page."""

    whole: QImage | None = None
    whole_width: int = 0
    part: QImage | None = None
    region: Region = WHOLE
    part_width: float = 0.0
    """Of the page, when the part was rendered."""


class Pages(QAbstractScrollArea):
    """Signals: `wanted` (a View to render), `page_changed` (its number from 0), `zoomed`."""

    wanted = Signal(object)
    page_changed = Signal(int)
    zoomed = Signal(float)

    def __init__(self, sizes: tuple[tuple[float, float], ...], parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("pages")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sizes = sizes
        self._zoom = 1.0
        self._fit_width = True
        self._page = 0
        self._pixels: dict[int, _Pixels] = {}
        self._found: list[FoundText] = []
        self._current: int = -1
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.ask)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self._measure()

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """1.0: a point of the page is a point on the screen."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Larger or smaller; the place at the top stays."""
        self._fit_width = False
        self._apply_zoom(zoom)

    def fit_width(self) -> None:
        """As wide as the window, from now on."""
        self._fit_width = True
        self._apply_zoom(self._width_zoom())

    def fit_page(self) -> None:
        """A whole page in the window."""
        wide, high = self._sizes[self._page]
        room = self.viewport().size()
        self._fit_width = False
        page = self._page
        self._apply_zoom(
            min((room.width() - 2 * SPACE_M) / wide, (room.height() - 2 * SPACE_M) / high)
            / self._unit()
        )
        self.go_to(page)

    def go_to(self, page: int, top: float = 0.0) -> None:
        """Bring a page to the top; `top` in points from its upper edge."""
        page = min(max(page, 0), len(self._sizes) - 1)
        at = self._tops[page] + top * self._factor() - SPACE_M
        self.verticalScrollBar().setValue(round(at))

    def show_found(self, found: list[FoundText], current: int) -> None:
        """Mark the places found, and go to one of them."""
        self._found, self._current = found, current
        if 0 <= current < len(found):
            place = found[current]
            top = min((box[1] for box in place.boxes), default=0.0)
            shown = self.page_box(place.page)
            y = shown.top() + top * self._factor()
            if not self.viewport().rect().adjusted(0, _LINE, 0, -_LINE).contains(4, round(y)):
                self.go_to(place.page, max(top - 80, 0))
        self.viewport().update()

    def put(self, view: View, image: QImage) -> None:
        """Pixels that were asked for."""
        pixels = self._pixels.setdefault(view.frame, _Pixels())
        if view.region == WHOLE:
            pixels.whole, pixels.whole_width = image, view.width
        else:
            pixels.part, pixels.region = image, view.region
            pixels.part_width = self.page_box(view.frame).width()
        self._forget_far()
        self.viewport().update()

    def clear(self) -> None:
        """Drop every pixel."""
        self._soon.stop()
        self._pixels.clear()
        self._found = []
        self.viewport().update()

    def ask(self) -> None:
        """Ask for the nearest thing that is missing."""
        view = self.missing()
        if view is not None and self.isVisible():
            self.wanted.emit(view)

    def missing(self) -> View | None:
        """What to render next: the page in view, its neighbours, then its sharper part."""
        ratio = self.devicePixelRatioF()
        shown = self._in_view()
        for number in sorted(shown, key=lambda n: abs(n - self._page)):
            wide, high = self._whole_size(number, ratio)
            if self._at(number).whole_width != wide:
                return View(wide, high, frame=number)
        for number in shown:
            box = self.page_box(number)
            wide, _high = self._whole_size(number, ratio)
            if box.width() * ratio > wide * 1.05:
                part = self._part(number, box, ratio)
                have = self._at(number)
                if part is not None and not _covers(have, part.region, box.width()):
                    return part
        return None

    def page_box(self, number: int) -> QRectF:
        """Where a page lies in the viewport."""
        wide = self._sizes[number][0] * self._factor()
        high = self._sizes[number][1] * self._factor()
        room = max(self.viewport().width(), self._widest + 2 * SPACE_M)
        left = (room - wide) / 2 - self.horizontalScrollBar().value()
        return QRectF(left, self._tops[number] - self.verticalScrollBar().value(), wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pages on a quiet ground."""
        del event
        painter = QPainter(self.viewport())
        colours = theme().colours
        painter.fillRect(self.viewport().rect(), QColor(colours.surface_alt))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self._in_view():
            box = self.page_box(number)
            painter.fillRect(box, Qt.GlobalColor.white)
            pixels = self._at(number)
            if pixels.whole is not None:
                painter.drawImage(box, pixels.whole)
            if pixels.part is not None and abs(pixels.part_width - box.width()) < 1:
                left, top, right, bottom = pixels.region
                at = QPointF(box.left() + left * box.width(), box.top() + top * box.height())
                to = QPointF(box.left() + right * box.width(), box.top() + bottom * box.height())
                painter.drawImage(QRectF(at, to), pixels.part)
            self._draw_found(painter, number, box)
            painter.setPen(QPen(QColor(colours.hairline), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        if self.hasFocus():
            draw_focus_ring(painter, self.viewport().rect())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And hide it."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and the paging keys go by screens, Home and End to the ends."""
        bar, key = self.verticalScrollBar(), event.key()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting."""
        super().resizeEvent(event)
        if self._fit_width:
            self._apply_zoom(self._width_zoom())
        else:
            self._measure()

    def _draw_found(self, painter: QPainter, number: int, box: QRectF) -> None:
        """A wash over each place; the one that was gone to has an edge as well. Pages are white,
        whatever the theme, so these colours are those of the light one."""
        factor = self._factor()
        for place, found in enumerate(self._found):
            if found.page != number:
                continue
            painter.setBrush(QColor("#F5DF8C"))
            current = place == self._current
            painter.setPen(QPen(QColor("#0B5CAD"), 2) if current else Qt.PenStyle.NoPen)
            # As a marker pen does, which leaves black letters black.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            for left, top, right, bottom in found.boxes:
                corner = QPointF(box.left() + left * factor, box.top() + top * factor)
                size = QPointF((right - left) * factor, (bottom - top) * factor)
                painter.drawRect(QRectF(corner, corner + size).adjusted(-1, -1, 1, 1))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _unit(self) -> float:
        """Pixels of the screen for a point of the page at 100 %."""
        return self.logicalDpiX() / POINTS_PER_INCH

    def _factor(self) -> float:
        return self._zoom * self._unit()

    def _width_zoom(self) -> float:
        widest = max(wide for wide, _high in self._sizes)
        return (self.viewport().width() - 2 * SPACE_M) / widest / self._unit()

    def _apply_zoom(self, zoom: float) -> None:
        page = self._page
        inside = 0.0
        box = self.page_box(page)
        if box.height():
            inside = -box.top() / box.height()
        self._zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._measure()
        high = self._sizes[page][1] * self._factor()
        self.verticalScrollBar().setValue(round(self._tops[page] + inside * high))
        self.zoomed.emit(self._zoom)
        self._scrolled()

    def _measure(self) -> None:
        factor = self._factor()
        heights = [high * factor + SPACE_M for _wide, high in self._sizes]
        self._tops = [float(SPACE_M), *(SPACE_M + end for end in accumulate(heights))][:-1]
        self._widest = max(wide for wide, _high in self._sizes) * factor
        room = self.viewport().size()
        whole = SPACE_M + sum(heights)
        vertical, across = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(round(whole - room.height()), 0))
        vertical.setPageStep(max(room.height() - _LINE, 1))
        vertical.setSingleStep(_LINE)
        across.setRange(0, max(round(self._widest + 2 * SPACE_M - room.width()), 0))
        across.setPageStep(room.width())
        across.setSingleStep(_LINE)
        self._soon.start()

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        page = max(bisect_right(self._tops, middle) - 1, 0)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self._soon.start()
        self.viewport().update()

    def _in_view(self) -> list[int]:
        top = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = max(bisect_right(self._tops, top + self.viewport().height()) - 1, 0)
        return list(range(first, last + 1))

    def _whole_size(self, number: int, ratio: float) -> tuple[int, int]:
        wide, high = self._sizes[number]
        factor = self._factor() * ratio
        most = sqrt(_WHOLE_PIXELS / (wide * high))
        factor = min(factor, most)
        return max(round(wide * factor), 1), max(round(high * factor), 1)

    def _part(self, number: int, box: QRectF, ratio: float) -> View | None:
        seen = box & QRectF(self.viewport().rect()).adjusted(-40, -40, 40, 40)
        if seen.isEmpty():
            return None
        region = (
            max((seen.left() - box.left()) / box.width(), 0.0),
            max((seen.top() - box.top()) / box.height(), 0.0),
            min((seen.right() - box.left()) / box.width(), 1.0),
            min((seen.bottom() - box.top()) / box.height(), 1.0),
        )
        return View(
            max(round(seen.width() * ratio), 1),
            max(round(seen.height() * ratio), 1),
            frame=number,
            region=(
                max(region[0], 0.0),
                max(region[1], 0.0),
                min(region[2], 1.0),
                min(region[3], 1.0),
            ),
        )

    def _at(self, number: int) -> _Pixels:
        return self._pixels.get(number) or _Pixels()

    def _forget_far(self) -> None:
        """Keep the pixels of the pages around the view, and parts of those in it alone."""
        shown = set(self._in_view())
        for number, pixels in self._pixels.items():
            if number not in shown:
                pixels.part = None
        far = sorted(self._pixels, key=lambda number: abs(number - self._page))[_KEPT:]
        for number in far:
            if number not in shown:
                del self._pixels[number]


def _covers(pixels: _Pixels, region: Region, width: float) -> bool:
    """Whether a rendered part shows all of `region` at this size."""
    if pixels.part is None or abs(pixels.part_width - width) >= 1:
        return False
    slack = 0.002
    have = pixels.region
    # What lies beyond the window's edge was asked for to spare; only what is seen must be there.
    inset_x, inset_y = (region[2] - region[0]) * 0.03, (region[3] - region[1]) * 0.03
    return (
        have[0] <= region[0] + inset_x + slack
        and have[1] <= region[1] + inset_y + slack
        and have[2] >= region[2] - inset_x - slack
        and have[3] >= region[3] - inset_y - slack
    )
