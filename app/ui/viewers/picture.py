"""Pictures: zoom, move, turn, brightness and contrast, and the frames of a scan or an animation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from app.core.media_ports import FileNotDisplayable
from app.core.media_types import PictureInfo, Raster, View
from app.ui.formats import translate
from app.ui.pixels import raster_image
from app.ui.text import PlainLabel
from app.ui.viewers.base import CannotPrint, ToolRow, Viewer, ViewerTools
from app.ui.viewers.canvas import STEP, Canvas, Wish, unturned
from app.ui.viewers.latest import LatestRender
from app.ui.viewers.paper import draw_fitted, page_box, pixels_for
from app.ui.widgets.buttons import IconButton

_STEPS = 100
_SLIDER = 110


class PictureViewer(Viewer):
    """`canvas` draws; the document renders what is in view."""

    diagnostic = True
    printable = True

    def __init__(self, tools: ViewerTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        if not isinstance(tools.document.info, PictureInfo):
            raise FileNotDisplayable
        self.info = tools.document.info
        self.frame = 0
        self.turn = 0
        self._wishes: dict[View, Wish] = {}
        self.canvas = Canvas()
        self.canvas.setAccessibleName(translate("Viewer", "Picture"))
        self.render_queue = LatestRender(self, self.document, self._arrived)
        self._playing = QTimer(self)
        self._playing.setInterval(max(self.info.frame_ms, 20))
        self._playing.timeout.connect(self._next_in_loop)
        self._bar = self._make_bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas, 1)
        self.canvas.wanted.connect(self._ask)
        self.canvas.zoomed.connect(self._say_zoom)
        self.add_keys(
            (
                ("+", lambda: self.canvas.zoom_by(STEP)),
                ("=", lambda: self.canvas.zoom_by(STEP)),
                ("-", lambda: self.canvas.zoom_by(1 / STEP)),
                ("0", self.canvas.fit),
                ("1", lambda: self.canvas.zoom_to(1.0)),
                ("R", lambda: self.rotate(90)),
                ("Shift+R", lambda: self.rotate(-90)),
                ("PgDown", lambda: self.show_frame(self.frame + 1)),
                ("PgUp", lambda: self.show_frame(self.frame - 1)),
            )
        )

    def toolbar(self) -> QWidget:
        """Zoom, turn, brightness, frames."""
        return self._bar

    def begin(self) -> None:
        """Show the whole."""
        self._set_whole()
        self.canvas.ask_now()
        self.canvas.setFocus()
        if self.info.frame_ms and self.info.frames > 1:
            self.play(True)

    def close_down(self) -> None:
        """Drop every pixel."""
        self._playing.stop()
        self.render_queue.close()
        self._wishes.clear()
        self.canvas.clear()

    def rotate(self, degrees: int) -> None:
        """Turn it, clockwise."""
        self.turn = (self.turn + degrees) % 360
        self._set_whole()
        self.canvas.ask_now()

    def show_frame(self, number: int) -> None:
        """Another page or frame, counted from 0."""
        if 0 <= number < self.info.frames and number != self.frame:
            self.frame = number
            self._say_frame()
            self.canvas.stale()

    def play(self, on: bool) -> None:
        """Show the frames one after the other, or stop."""
        if on:
            self._playing.start()
        else:
            self._playing.stop()
        if self._play_button is not None:
            self._play_button.set_icon("pause" if on else "play")
            self._play_button.set_name(
                translate("Viewer", "Pause") if on else translate("Viewer", "Play")
            )

    def view_for(self, wish: Wish) -> View:
        """What the document is asked for."""
        return View(
            wish.width,
            wish.height,
            frame=self.frame,
            region=unturned(wish.region, self.turn),
            turn=self.turn,
            brightness=self.brightness.value() / _STEPS,
            contrast=self.contrast.value() / _STEPS,
        )

    async def print_pages(self, printer: QPrinter, progress: Callable[[int, int], None]) -> None:
        """The frame that is shown, turned and lit as it is here."""
        width, height = pixels_for(printer)
        progress(1, 1)
        raster = await self.document.render(
            self.view_for(Wish((0.0, 0.0, 1.0, 1.0), width, height))
        )
        painter = QPainter()
        if not painter.begin(printer):
            raise CannotPrint
        draw_fitted(painter, page_box(printer), raster_image(raster))
        if not painter.end():
            raise CannotPrint

    def _make_bar(self) -> ToolRow:
        bar = ToolRow(translate("Viewer", "Picture"))
        bar.button(
            "zoom-out",
            translate("Viewer", "Smaller"),
            lambda: self.canvas.zoom_by(1 / STEP),
            "-",
        )
        bar.button("zoom-in", translate("Viewer", "Larger"), lambda: self.canvas.zoom_by(STEP), "+")
        bar.button("zoom-fit", translate("Viewer", "Fit the window"), self.canvas.fit, "0")
        bar.button(
            "actual-size",
            translate("Viewer", "Own size: one pixel for one pixel"),
            lambda: self.canvas.zoom_to(1.0),
            "1",
        )
        bar.button("rotate", translate("Viewer", "Turn"), lambda: self.rotate(90), "R")
        bar.gap()
        self.brightness = self._slider(bar, "brightness", translate("Viewer", "Brightness"))
        self.contrast = self._slider(bar, "contrast", translate("Viewer", "Contrast"))
        bar.button("undo", translate("Viewer", "As it was"), self._reset)
        self._frame_words: PlainLabel | None = None
        self._play_button: IconButton | None = None
        if self.info.frames > 1:
            self._add_frames(bar)
        bar.stretch()
        return bar

    def _add_frames(self, bar: ToolRow) -> None:
        bar.gap()
        bar.button(
            "arrow-up",
            translate("Viewer", "Previous page"),
            lambda: self.show_frame(self.frame - 1),
            "PgUp",
        )
        self._frame_words = bar.words()
        bar.button(
            "arrow-down",
            translate("Viewer", "Next page"),
            lambda: self.show_frame(self.frame + 1),
            "PgDown",
        )
        if self.info.frame_ms:
            self._play_button = bar.button(
                "pause",
                translate("Viewer", "Pause"),
                lambda: self.play(not self._playing.isActive()),
            )
        self._say_frame()

    def _toggle(self) -> None:
        self.play(not self._playing.isActive())

    def _slider(self, bar: ToolRow, icon: str, name: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(-_STEPS, _STEPS)
        slider.setMinimumWidth(_SLIDER // 2)
        slider.setMaximumWidth(_SLIDER)
        slider.setAccessibleName(name)
        bar.icon(icon, name)
        slider.setToolTip(name)
        slider.valueChanged.connect(self.canvas.stale)
        bar.add(slider, 1)
        return slider

    def _reset(self) -> None:
        self.brightness.setValue(0)
        self.contrast.setValue(0)
        self.turn = 0
        self._set_whole()
        self.canvas.fit()

    def _set_whole(self) -> None:
        wide, high = self.info.width, self.info.height
        if self.turn in (90, 270):
            wide, high = high, wide
        self.canvas.set_whole(wide, high)

    def _ask(self, wish: Wish) -> None:
        view = self.view_for(wish)
        self._wishes[view] = wish
        self.render_queue.ask(view)

    def _arrived(self, view: View, raster: Raster) -> None:
        wish = self._wishes.pop(view, None)
        if not self.render_queue.busy_with_newer:
            self._wishes.clear()
        if wish is not None and view.turn == self.turn:
            self.canvas.put(wish, raster_image(raster))

    def _next_in_loop(self) -> None:
        if not self.render_queue.busy:
            self.show_frame((self.frame + 1) % self.info.frames)

    def _say_frame(self) -> None:
        if self._frame_words is not None:
            self._frame_words.setText(
                translate("Viewer", "{number} of {count}").format(
                    number=self.frame + 1, count=self.info.frames
                )
            )

    def _say_zoom(self, scale: float) -> None:
        self.status.emit(
            translate("Viewer", "{width} × {height} · {percent} %").format(
                width=self.info.width, height=self.info.height, percent=round(scale * 100)
            )
        )
