"""Electrocardiograms on paper of true size, with calipers and what the device found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.media_ports import FileNotDisplayable
from app.core.media_types import EcgInfo
from app.ui.formats import translate
from app.ui.text import PlainLabel, one_line
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.viewers.base import ToolRow, Viewer, ViewerTools
from app.ui.viewers.ecg_layout import GAINS, SPEEDS, Layout, is_standard
from app.ui.viewers.ecg_paper import EcgPaper
from app.ui.viewers.fact_grid import FactGrid
from app.ui.viewers.patient_banner import PatientBanner
from app.ui.viewers.ruler import RulerStrip, is_measured, pixels_of_millimetre
from app.ui.widgets.choice_box import ChoiceBox

_ZOOM = 1.25
_LEAST_ZOOM, _MOST_ZOOM = 0.25, 4.0
_LEAST_PAPER, _COMFORTABLE_PAPER = 24, 140
"""Pixels of height: what the patient's words always leave, and what hints give way for."""
_FINDINGS_WIDTH = 300


class EcgViewer(Viewer):
    """`paper` draws; the findings stand beside it."""

    diagnostic = True
    help_page = "view-medical"

    def __init__(self, tools: ViewerTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        if not isinstance(tools.document.info, EcgInfo):
            raise FileNotDisplayable
        self.info = tools.document.info
        self.zoom = 1.0
        self.banner = PatientBanner(self.info.banner, copies=tools.context.policy.allow_save_files)
        self.paper = EcgPaper(self.info)
        self.paper.setAccessibleName(self._paper_name())
        self.paper.measured.connect(self._say)
        self.area = _PaperArea(self.step_zoom, self._say)
        self.area.setWidget(self.paper)
        self.ruler = RulerStrip(tools.context.platform)
        self.ruler.hide()
        self.ruler.changed.connect(self._resize_paper)
        self.ruler.done.connect(self._ruled)
        self.banner.more.toggled.connect(self._details_toggled)
        self.findings = self._make_findings()
        self._bar = self._make_bar()
        if not is_standard(self.info):
            self.paper.show_as(layout=Layout.ROWS)
        self._lay_out()
        self.add_keys(
            (
                ("+", lambda: self.step_zoom(1)),
                ("=", lambda: self.step_zoom(1)),
                ("-", lambda: self.step_zoom(-1)),
                ("1", lambda: self.set_zoom(1.0)),
                ("0", self.fit),
                ("C", self.paper.toggle_calipers),
                ("X", self.paper.swap_ends),
                ("S", lambda: self._step(self.speeds)),
                ("G", lambda: self._step(self.gains)),
                ("A", lambda: self._step(self.layouts)),
                ("L", lambda: self._step(self.leads)),
                ("F", self.toggle_findings),
            )
        )

    def toolbar(self) -> QWidget:
        """Arrangement, lead, speed, gain, calipers, size."""
        return self._bar

    def begin(self) -> None:
        """At true size, from the beginning."""
        self._apply_scale()
        self.paper.setFocus()

    def close_down(self) -> None:
        """Nothing is left running."""
        self.ruler.hide()

    def escape(self) -> bool:
        """Close the ruler or the calipers."""
        if self.ruler.isVisible():
            self.ruler.hide()
            self._ruled()
            return True
        if self.paper.calipers is not None:
            self.paper.toggle_calipers()
            return True
        return False

    def set_zoom(self, zoom: float) -> None:
        """1.0 is the paper's true size."""
        self.zoom = min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM)
        self._apply_scale()

    def step_zoom(self, steps: int) -> None:
        """Larger or smaller."""
        self.set_zoom(self.zoom * _ZOOM**steps)

    def fit(self) -> None:
        """The whole width in view: no longer the true size."""
        wide = self.area.viewport().width() - 2
        self.set_zoom(wide / (self.paper.sheet.width * self._millimetre()))

    def set_layout(self, layout: Layout) -> None:
        """Another arrangement."""
        self.layouts.setCurrentIndex(self.layouts.findData(layout))

    def toggle_findings(self) -> None:
        """Show what the device found beside the paper, or hide it."""
        self.findings.setVisible(not self.findings.isVisibleTo(self) and bool(self.info.findings))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Findings stand beside the paper only where they hide no lead of it."""
        super().resizeEvent(event)
        above = self.banner.least_height(self.width())
        self.ruler.make_room(self.height() - above - _COMFORTABLE_PAPER, self.width())
        least = self.paper.sheet.width * self._millimetre() + _FINDINGS_WIDTH
        was_wide, wide = event.oldSize().width() >= least, event.size().width() >= least
        if was_wide != wide or event.oldSize().width() < 0:
            self.findings.setVisible(wide and bool(self.info.findings))

    def _millimetre(self) -> float:
        return pixels_of_millimetre(self.screen(), self.tools.context.platform)

    def _apply_scale(self) -> None:
        self._resize_paper(self._millimetre())

    def _resize_paper(self, millimetre: float) -> None:
        self.paper.show_as(scale=millimetre * self.zoom)
        self._say()

    def _begin_ruler(self) -> None:
        """Details and ruler at once would leave no room for the paper."""
        self.banner.more.setChecked(False)
        self.ruler.begin()

    def _details_toggled(self, on: bool) -> None:
        if on and self.ruler.isVisible():
            self.ruler.hide()
            self._ruled()

    def _ruled(self) -> None:
        self._apply_scale()
        self.paper.setFocus()

    def _paper_name(self) -> str:
        return translate("Ecg", "ECG with the leads {names}").format(
            names=", ".join(one_line(lead.name) for lead in self.info.leads)
        )

    def _make_bar(self) -> ToolRow:
        bar = ToolRow(translate("Ecg", "ECG"))
        self.layouts = self._box(bar, translate("Ecg", "Arrangement"))
        if is_standard(self.info):
            self.layouts.addItem(translate("Ecg", "3 × 4 and rhythm strip"), Layout.STANDARD)
        self.layouts.addItem(translate("Ecg", "One below the other"), Layout.ROWS)
        self.layouts.addItem(translate("Ecg", "One lead"), Layout.SINGLE)
        self.leads = self._box(bar, translate("Ecg", "Lead of the rhythm strip, or the one lead"))
        for lead in self.info.leads:
            self.leads.addItem(one_line(lead.name), lead.name)
        rhythm = self.leads.findData("II")
        self.leads.setCurrentIndex(max(rhythm, 0))
        self.speeds = self._box(bar, translate("Ecg", "Paper speed"))
        for speed in SPEEDS:
            self.speeds.addItem(f"{speed:g} mm/s", speed)
        self.gains = self._box(bar, translate("Ecg", "Gain"))
        for gain in GAINS:
            self.gains.addItem(f"{gain:g} mm/mV", gain)
        self.gains.setCurrentIndex(GAINS.index(10.0))
        for box in (self.layouts, self.leads, self.speeds, self.gains):
            box.currentIndexChanged.connect(self._chosen)
        bar.gap()
        bar.button("calipers", translate("Ecg", "Calipers"), self.paper.toggle_calipers, "C")
        bar.gap()
        bar.button("zoom-out", translate("Viewer", "Smaller"), lambda: self.step_zoom(-1), "-")
        bar.button("zoom-in", translate("Viewer", "Larger"), lambda: self.step_zoom(1), "+")
        bar.button("zoom-width", translate("Ecg", "Whole width"), self.fit, "0")
        bar.button("actual-size", translate("Ecg", "True size"), lambda: self.set_zoom(1.0), "1")
        bar.button("ruler", translate("Ecg", "Adjust the size with a ruler"), self._begin_ruler)
        if self.info.findings:
            bar.gap()
            bar.button("info", translate("Ecg", "From the device"), self.toggle_findings, "F")
        bar.stretch()
        return bar

    def _box(self, bar: ToolRow, name: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        bar.add(box)
        return box

    def _chosen(self) -> None:
        self.paper.show_as(
            layout=self.layouts.currentData(),
            chosen=self.leads.currentData(),
            speed=self.speeds.currentData(),
            gain=self.gains.currentData(),
        )
        self._say()

    def _step(self, box: ChoiceBox) -> None:
        box.setCurrentIndex((box.currentIndex() + 1) % box.count())

    def _make_findings(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(PlainLabel(translate("Ecg", "From the device"), "heading"))
        column.addWidget(
            PlainLabel(
                translate("Ecg", "Computed by the device that recorded it. Not checked by anyone."),
                "caption",
            )
        )
        copies = self.tools.context.policy.allow_save_files
        column.addWidget(FactGrid(self.info.findings, copies=copies))
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(translate("Ecg", "From the device"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFixedWidth(_FINDINGS_WIDTH)
        area.setVisible(bool(self.info.findings))
        return area

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.ruler)
        if self.info.whole_s:
            shown = len(self.info.leads[0].microvolts) / self.info.rate
            words = translate(
                "Ecg",
                "Only the first {shown} s of {whole} s are shown. Save the file for the rest.",
            ).format(shown=f"{shown:.0f}", whole=f"{self.info.whole_s:.0f}")
            cut = PlainLabel(words, "attention")
            cut.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
            layout.addWidget(cut)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.area.setMinimumHeight(_LEAST_PAPER)
        row.addWidget(self.area, 1)
        row.addWidget(self.findings)
        layout.addLayout(row, 1)

    def _say(self) -> None:
        """The calipers, then what would mislead most were it cut off in a narrow window."""
        said = [self.paper.caliper_words()] if self.paper.calipers is not None else []
        if self.paper.width() > self.area.viewport().width() + 1:
            said.append(translate("Ecg", "Not all in view; 0 fits it in"))
        if abs(self.zoom - 1.0) > 0.005:
            said.append(
                translate("Ecg", "{number} % of true size").format(number=f"{self.zoom * 100:.0f}")
            )
        elif is_measured(self.screen(), self.tools.context.platform):
            said.append(translate("Ecg", "True size, measured with a ruler"))
        else:
            said.append(translate("Ecg", "True size, as the screen says of itself"))
        self.status.emit(" · ".join(said))


class _PaperArea(QScrollArea):
    """Ctrl and the wheel zoom; Shift and the wheel scroll sideways.

    The paper has the focus; keys that it does not take itself come here and scroll.
    """

    def __init__(self, step_zoom: Callable[[int], None], resized: Callable[[], None]) -> None:
        super().__init__()
        self._step_zoom = step_zoom
        self._resized = resized
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of the paper is in view, or less."""
        super().resizeEvent(event)
        self._resized()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """See above."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = round(event.angleDelta().y() / 120)
            if steps:
                self._step_zoom(steps)
            event.accept()
            return
        super().wheelEvent(event)
