"""DICOM images: window and level, frames, measuring, the patient always in view."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.core.media_ports import FileNotDisplayable
from app.core.media_types import DicomInfo, Raster, View
from app.ui.formats import translate
from app.ui.pixels import raster_image
from app.ui.text import PlainLabel, set_tip
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from app.ui.viewers import dicom_words
from app.ui.viewers.base import ToolRow, Viewer, ViewerTools
from app.ui.viewers.canvas import STEP, Wish, unturned
from app.ui.viewers.dicom_canvas import DicomCanvas, Tool
from app.ui.viewers.latest import LatestRender
from app.ui.viewers.measuring import Measurement, from_turned
from app.ui.viewers.patient_banner import PatientBanner
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.empty_state import EmptyState

USUAL_FRAME_MS = 100
_SENSITIVITY = 300.0
"""Pixels that the hand moves for the window's own width."""
_LEAST_CANVAS, _USUAL_CANVAS, _COMFORTABLE_CANVAS = 32, 96, 160
"""Pixels of height: beside the patient's words in the lowest window, before open details, and what
the hint gives way for."""
_KEY_STEP = 15.0
"""Pixels that a key counts for."""


class DicomViewer(Viewer):
    """`canvas` draws; the document renders what is in view, in the window that is chosen."""

    diagnostic = True
    help_page = "view-medical"

    def __init__(self, tools: ViewerTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        if not isinstance(tools.document.info, DicomInfo):
            raise FileNotDisplayable
        self.info = tools.document.info
        self.frame = 0
        self.turn = 0
        self.inverted = False
        first = self.info.presets[0] if self.info.presets else None
        self.centre = first.centre if first is not None else None
        self.window_width = first.width if first is not None else None
        self._pointed: tuple[int, int] | None = None
        self._value = ""
        self._asking = False
        self._wishes: dict[View, Wish] = {}
        self.banner = PatientBanner(self.info.banner, copies=tools.context.policy.allow_save_files)
        self.canvas = DicomCanvas()
        self.canvas.setAccessibleName(translate("Dicom", "Medical image"))
        self.canvas.wheel_frames = self.info.frames > 1
        self.canvas.words = self.length_words
        self.render_queue = LatestRender(self, self.document, self._arrived)
        self.hint = PlainLabel(dicom_words.hint(self.info, self.canvas.tool), "caption")
        self.note = PlainLabel(dicom_words.note(self.info), "caption")
        self._playing = QTimer(self)
        self._playing.setInterval(self.info.frame_ms or USUAL_FRAME_MS)
        self._playing.timeout.connect(self._next_in_loop)
        self._buttons: dict[Tool, IconButton] = {}
        self.presets = ChoiceBox()
        self.slider: QSlider | None = None
        self._play_button: IconButton | None = None
        self._bar = self._make_bar() if not self.info.problem else None
        self._lay_out()
        if not self.info.problem:
            self._connect()

    def toolbar(self) -> QWidget | None:
        """Tools, window, size; none where there is nothing to see."""
        return self._bar

    def begin(self) -> None:
        """Show the whole of the first frame."""
        if self.info.problem:
            return
        self._set_whole()
        self.canvas.fit()
        self.canvas.ask_now()
        self.canvas.setFocus()
        self._say()

    def close_down(self) -> None:
        """Drop every pixel."""
        self._playing.stop()
        self.render_queue.close()
        self._wishes.clear()
        self.canvas.clear()

    def escape(self) -> bool:
        """Give up the line that was begun."""
        if self.canvas.drawing:
            self.canvas.give_up_line()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The image and the patient's words come first."""
        super().resizeEvent(event)
        self._make_room()

    def use(self, tool: Tool) -> None:
        """What the left button does from now on."""
        if tool is Tool.WINDOW and not self.info.grey:
            tool = Tool.MOVE
        self.canvas.use(tool)
        self._buttons[tool].setChecked(True)
        self.hint.setText(dicom_words.hint(self.info, self.canvas.tool))
        self._make_room()
        self.canvas.setFocus()

    def set_window(self, centre: float, width: float) -> None:
        """Show the values around `centre`, `width` of them from black to white."""
        self.centre, self.window_width = centre, width
        self._mark_preset()
        self.canvas.stale()
        self._say()

    def apply_preset(self, index: int) -> None:
        """The window of that name."""
        if 0 <= index < len(self.info.presets):
            preset = self.info.presets[index]
            self.set_window(preset.centre, preset.width)

    def step_preset(self, steps: int) -> None:
        """The next window, or the one before."""
        if self.info.presets:
            count = len(self.info.presets)
            now = self.presets.currentIndex() % (count + 1)
            self.apply_preset((now + steps) % count)

    def drag_window(self, wider: float, brighter: float) -> None:
        """The hand moved, in pixels: to the right is wider, up is brighter."""
        if not self.info.grey or self.centre is None or self.window_width is None:
            return
        width = self.window_width
        centre = self.centre
        if width <= 0:  # the file's own table has no width: go on from the full range
            centre, width = self.info.presets[-1].centre, self.info.presets[-1].width
        unit = max(width, 1.0) / _SENSITIVITY
        self.set_window(centre - brighter * unit, max(width + wider * unit, 1.0))

    def invert(self) -> None:
        """Black for white."""
        self.inverted = not self.inverted
        self.canvas.stale()

    def rotate(self, degrees: int) -> None:
        """Turn it, clockwise. Lines turn with it."""
        self.turn = (self.turn + degrees) % 360
        self.canvas.turn = self.turn
        self._set_whole()
        self.canvas.ask_now()

    def show_frame(self, number: int) -> None:
        """Another frame, counted from 0; what is beyond the ends is the end."""
        number = min(max(number, 0), self.info.frames - 1)
        if number == self.frame:
            return
        self.frame = number
        if self.slider is not None and self.slider.value() != number:
            self.slider.setValue(number)
        self.canvas.stale()
        self._point_again()
        self._say()

    def play(self, on: bool) -> None:
        """Show the frames as a loop, or stop."""
        if self.info.frames < 2:
            return
        if on:
            self._playing.start()
        else:
            self._playing.stop()
        if self._play_button is not None:
            self._play_button.set_icon("pause" if on else "play")
            self._play_button.set_name(
                translate("Viewer", "Pause") if on else translate("Viewer", "Play")
            )

    @property
    def playing(self) -> bool:
        """Whether the loop runs."""
        return self._playing.isActive()

    def length_words(self, line: Measurement) -> str:
        """12.3 mm, or 45 px where millimetres are not known."""
        return dicom_words.length(line, self.info)

    def view_for(self, wish: Wish) -> View:
        """What the document is asked for."""
        return View(
            wish.width,
            wish.height,
            frame=self.frame,
            region=unturned(wish.region, self.turn),
            turn=self.turn,
            centre=self.centre,
            window=self.window_width,
            invert=self.inverted,
        )

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.wanted.connect(self._ask)
        canvas.zoomed.connect(lambda _scale: self._say())
        canvas.hovered.connect(self._hovered)
        canvas.windowed.connect(self.drag_window)
        canvas.turned_wheel.connect(lambda steps: self.show_frame(self.frame + steps))
        canvas.measured.connect(self._say)
        canvas.pointed.connect(self._point)
        canvas.step = (1 / self.info.columns, 1 / self.info.rows)
        canvas.use(Tool.WINDOW if self.info.grey else Tool.MOVE)
        self.add_keys(
            (
                ("+", lambda: canvas.zoom_by(STEP)),
                ("=", lambda: canvas.zoom_by(STEP)),
                ("-", lambda: canvas.zoom_by(1 / STEP)),
                ("0", canvas.fit),
                ("1", lambda: canvas.zoom_to(1.0)),
                ("R", lambda: self.rotate(90)),
                ("Shift+R", lambda: self.rotate(-90)),
                ("I", self.invert),
                ("W", lambda: self.use(Tool.WINDOW)),
                ("H", lambda: self.use(Tool.MOVE)),
                ("M", lambda: self.use(Tool.MEASURE)),
                ("P", lambda: self.step_preset(1)),
                ("Shift+P", lambda: self.step_preset(-1)),
                ("]", lambda: self.drag_window(_KEY_STEP, 0)),
                ("[", lambda: self.drag_window(-_KEY_STEP, 0)),
                (".", lambda: self.drag_window(0, _KEY_STEP)),
                (",", lambda: self.drag_window(0, -_KEY_STEP)),
                ("Del", canvas.delete_line),
                ("N", lambda: canvas.choose_line(1)),
                ("Shift+N", lambda: canvas.choose_line(-1)),
                ("PgDown", lambda: self.show_frame(self.frame + 1)),
                ("PgUp", lambda: self.show_frame(self.frame - 1)),
                ("Home", lambda: self.show_frame(0)),
                ("End", lambda: self.show_frame(self.info.frames - 1)),
                ("L", lambda: self.play(not self.playing)),
            )
        )

    def _make_bar(self) -> ToolRow:
        bar = ToolRow(translate("Dicom", "Medical image"))
        group = QButtonGroup(self)
        for tool, icon, name, key in (
            (Tool.WINDOW, "contrast", translate("Dicom", "Drag for brightness and contrast"), "W"),
            (Tool.MOVE, "move", translate("Dicom", "Drag to move"), "H"),
            (Tool.MEASURE, "ruler", translate("Dicom", "Measure a distance"), "M"),
        ):
            button = bar.button(icon, name, partial(self.use, tool), key)
            set_tip(button, f"{name} ({key}). {dicom_words.hint(self.info, tool)}", adds=key)
            button.setCheckable(True)
            group.addButton(button)
            self._buttons[tool] = button
        self._buttons[Tool.WINDOW].setEnabled(self.info.grey)
        self._buttons[Tool.WINDOW if self.info.grey else Tool.MOVE].setChecked(True)
        bar.button("trash", translate("Dicom", "Delete the line"), self.canvas.delete_line, "Del")
        bar.gap()
        self._fill_presets()
        bar.add(self.presets)
        bar.button("invert", translate("Dicom", "Black for white"), self.invert, "I")
        bar.gap()
        zoom = self.canvas.zoom_by
        bar.button("zoom-out", translate("Viewer", "Smaller"), lambda: zoom(1 / STEP), "-")
        bar.button("zoom-in", translate("Viewer", "Larger"), lambda: zoom(STEP), "+")
        bar.button("zoom-fit", translate("Viewer", "Fit the window"), self.canvas.fit, "0")
        bar.button(
            "actual-size",
            translate("Viewer", "Own size: one pixel for one pixel"),
            lambda: self.canvas.zoom_to(1.0),
            "1",
        )
        bar.button("rotate", translate("Viewer", "Turn"), lambda: self.rotate(90), "R")
        bar.stretch()
        return bar

    def _fill_presets(self) -> None:
        self.presets.setAccessibleName(translate("Dicom", "Brightness and contrast"))
        for preset in self.info.presets:
            self.presets.addItem(dicom_words.preset(preset))
        self.presets.addItem(translate("Dicom", "By hand"))
        self.presets.setVisible(self.info.grey)
        self.presets.setMaximumWidth(280)
        self.presets.activated.connect(self.apply_preset)

    def _mark_preset(self) -> None:
        now = (self.centre, self.window_width)
        found = [n for n, each in enumerate(self.info.presets) if (each.centre, each.width) == now]
        current = self.presets.currentIndex()
        if current not in found:
            self.presets.setCurrentIndex(found[0] if found else len(self.info.presets))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        if self.info.problem:
            empty = EmptyState("file")
            empty.show_words(*dicom_words.problem(self.info))
            around = QScrollArea()
            around.setAccessibleName(translate("Dicom", "Medical image"))
            around.setFrameShape(QFrame.Shape.NoFrame)
            around.setWidgetResizable(True)
            around.setWidget(empty)
            layout.addWidget(around, 1)
            return
        layout.addWidget(self.canvas, 1)
        if self.info.frames > 1:
            layout.addWidget(self._make_frames())
        self._words = QWidget()
        self._words.setObjectName("plain")
        words = QVBoxLayout(self._words)
        words.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
        words.setSpacing(0)
        words.addWidget(self.hint)
        words.addWidget(self.note)
        self.note.setVisible(bool(self.note.text()))
        layout.addWidget(self._words)
        self.banner.more.toggled.connect(self._make_room)

    def _make_room(self) -> None:
        """In a low window the hint is its tool's tooltip alone; what is to be known of distances
        stays."""
        if self.info.problem:
            return
        inner = self.width() - 2 * SPACE_M
        room = self.height() - self.banner.least_height(self.width()) - SPACE_XS
        if self.note.text():
            room -= self.note.heightForWidth(inner) + 2 * SPACE_XS
        if self._play_button is not None:
            room -= self._play_button.sizeHint().height() + 2 * SPACE_XS
        tight = room - self.hint.heightForWidth(inner) < _COMFORTABLE_CANVAS
        self.canvas.setMinimumHeight(min(max(room, _LEAST_CANVAS), _USUAL_CANVAS))
        self.hint.setVisible(not tight)
        self._words.setVisible(not tight or bool(self.note.text()))

    def _make_frames(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
        line.setSpacing(SPACE_S)
        self._play_button = IconButton("play", translate("Viewer", "Play"), keys="L")
        self._play_button.clicked.connect(lambda _on=False: self.play(not self.playing))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, self.info.frames - 1)
        self.slider.setAccessibleName(translate("Dicom", "Frame"))
        self.slider.valueChanged.connect(self.show_frame)
        line.addWidget(self._play_button)
        line.addWidget(self.slider, 1)
        return row

    def _set_whole(self) -> None:
        wide = float(self.info.columns)
        high = self.info.rows * self.info.pixel_aspect
        if self.turn in (90, 270):
            wide, high = high, wide
        self.canvas.set_whole(wide, high)

    def _ask(self, wish: Wish) -> None:
        view = self.view_for(wish)
        self._wishes = {**dict(list(self._wishes.items())[-8:]), view: wish}
        self.render_queue.ask(view)

    def _arrived(self, view: View, raster: Raster) -> None:
        wish = self._wishes.pop(view, None)
        if wish is not None and view.turn == self.turn:
            self.canvas.put(wish, raster_image(raster))

    def _next_in_loop(self) -> None:
        if not self.render_queue.busy:
            self.show_frame((self.frame + 1) % self.info.frames)

    def _hovered(self, place: QPointF | None) -> None:
        self._point(None if place is None else from_turned(place, self.turn))

    def _point(self, place: QPointF | None) -> None:
        if place is None:
            self._pointed, self._value = None, ""
            self._say()
            return
        column = min(int(place.x() * self.info.columns), self.info.columns - 1)
        row = min(int(place.y() * self.info.rows), self.info.rows - 1)
        if (column, row) != self._pointed:
            self._pointed = (column, row)
            self._point_again()

    def _point_again(self) -> None:
        if self._pointed is not None and not self._asking:
            self._asking = True
            self.run(self._read_value())

    async def _read_value(self) -> None:
        """The value under the mouse; asked again until the mouse rests."""
        try:
            asked = None
            while self._pointed is not None and (self.frame, *self._pointed) != asked:
                asked = (self.frame, *self._pointed)
                value = await self.document.value_at(*asked)
                self._value = "" if value is None else f"{value:g} {self.info.value_unit}".strip()
            self._say()
        finally:
            self._asking = False

    def _say(self) -> None:
        """Frame, window, zoom, and what is under the mouse."""
        said = []
        if self.info.frames > 1:
            said.append(
                translate("Dicom", "Frame {number} of {count}").format(
                    number=self.frame + 1, count=self.info.frames
                )
            )
        if self.info.grey and self.centre is not None and self.window_width:
            said.append(dicom_words.window(self.centre, self.window_width))
        line = self.canvas.chosen
        if line is not None and line < len(self.canvas.lines):
            said.append(self.length_words(self.canvas.lines[line]))
        if self._pointed is not None:
            column, row = self._pointed
            said.append(f"({column}, {row}) {self._value}".strip())
        said.append(f"{self.canvas.scale * 100:.0f} %")  # last: what there is no room for is cut
        self.status.emit(" · ".join(said))
