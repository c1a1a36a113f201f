"""Medical viewers over the real decoding process, with real files and with known numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.file_types import FileKind
from app.core.media_ports import Document
from app.core.media_types import DicomInfo, EcgInfo, EcgLead
from app.core.policy import Policy
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme, ThemeChoice
from app.ui.viewers.dicom import DicomViewer
from app.ui.viewers.dicom_canvas import Tool
from app.ui.viewers.ecg import EcgViewer
from app.ui.viewers.ecg_layout import Layout, outline
from app.ui.viewers.ecg_paper import DAY, EcgPaper
from app.ui.viewers.measuring import Measurement, from_turned, to_turned
from app.ui.viewers.record import RecordViewer
from tests.gui.medical import Bench, DecodedHere
from tests.support.dicom_files import made, made_ecg, real

SAMPLES = Path(__file__).parents[1] / "samples"
RAMP = np.arange(10_000, dtype="<i2").reshape(100, 100) % 900


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, tasks: TaskRunner) -> Iterator[Bench]:
    theme.choose(ThemeChoice.LIGHT)
    made_here = Bench(qtbot, tasks)
    yield made_here
    made_here.close()


def dicom(bench: Bench, data: bytes, *, apart: bool = False) -> DicomViewer:
    panel = bench.open_apart(data) if apart else bench.open(data)
    assert isinstance(panel, DicomViewer)
    if not panel.info.problem:
        bench.wait(lambda: panel.canvas._parts)
    return panel


def at(panel: DicomViewer, x: float, y: float) -> QPoint:
    """A place of the image, as a point of the canvas."""
    box = panel.canvas.box()
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height()).toPoint()


def drag(
    panel: QWidget, start: QPoint, end: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    QTest.mousePress(panel, button, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(panel, start + (end - start) * step / 5)
    QTest.mouseRelease(panel, button, Qt.KeyboardModifier.NoModifier, end)


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


class TestDicom:
    def test_a_line_has_its_length_in_the_patient(self, bench: Bench) -> None:
        panel = dicom(bench, made(RAMP, PixelSpacing=[0.5, 0.25]))
        panel.use(Tool.MEASURE)
        drag(panel.canvas, at(panel, 0.2, 0.5), at(panel, 0.6, 0.5))
        (line,) = panel.canvas.lines
        assert line.millimetres(panel.info) == pytest.approx(10.0, abs=0.1)
        assert panel.length_words(line) in ("10.0 mm", "9.9 mm", "10.1 mm")
        assert panel.length_words(line) in bench.status[-1]

    def test_lengths_are_exact(self) -> None:
        info = DicomInfo((), "CT", 200, 100, 1, 0, False, (), (0.5, 0.25), "", "", "")
        line = Measurement(QPointF(0.1, 0.2), QPointF(0.7, 1.0))  # 120 columns, 80 rows
        assert line.millimetres(info) == pytest.approx(math.hypot(30, 40))
        assert line.pixels(info) == pytest.approx(math.hypot(120, 80))

    def test_a_line_stays_where_it_is_when_the_image_turns(self, bench: Bench) -> None:
        place = QPointF(0.2, 0.7)
        for turn in (0, 90, 180, 270):
            back = from_turned(to_turned(place, turn), turn)
            assert (back.x(), back.y()) == pytest.approx((0.2, 0.7))
        panel = dicom(bench, made(RAMP, PixelSpacing=[0.5, 0.25]))
        panel.rotate(90)
        panel.use(Tool.MEASURE)
        drag(panel.canvas, at(panel, 0.5, 0.2), at(panel, 0.5, 0.6))  # down: along the columns
        assert panel.canvas.lines[0].millimetres(panel.info) == pytest.approx(10.0, abs=0.1)

    def test_without_spacing_lengths_are_in_pixels_and_it_says_so(self, bench: Bench) -> None:
        panel = dicom(bench, made(RAMP))
        panel.use(Tool.MEASURE)
        drag(panel.canvas, at(panel, 0.2, 0.5), at(panel, 0.6, 0.5))
        assert panel.length_words(panel.canvas.lines[0]).endswith(" px")
        assert "distances are in pixels" in words_of(panel)

    def test_outside_of_the_ultrasound_image_nothing_is_in_millimetres(self, bench: Bench) -> None:
        panel = dicom(bench, real("examples_palette.dcm"))
        inside = Measurement(QPointF(0.4, 0.4), QPointF(0.6, 0.6))
        outside = Measurement(QPointF(0.01, 0.01), QPointF(0.6, 0.6))
        assert panel.length_words(inside).endswith(" mm")
        assert panel.length_words(outside).endswith(" px")

    def test_measuring_and_deleting_by_keys(self, bench: Bench) -> None:
        panel = dicom(bench, made(RAMP, PixelSpacing=[0.5, 0.25]))
        panel.use(Tool.MEASURE)
        canvas = panel.canvas
        QTest.keyClick(canvas, Qt.Key.Key_Return)
        for _ in range(2):
            QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(canvas, Qt.Key.Key_Return)
        assert panel.length_words(canvas.lines[0]) == "5.0 mm"
        QTest.keyClick(canvas, Qt.Key.Key_Return)
        assert panel.escape()
        canvas.delete_line()
        assert canvas.lines == []

    @pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton])
    def test_dragging_changes_the_window(self, bench: Bench, button: Qt.MouseButton) -> None:
        panel = dicom(bench, made(RAMP, WindowCenter=40, WindowWidth=400))
        before = panel.canvas._parts[-1][1].copy()
        drag(panel.canvas, QPoint(100, 300), QPoint(175, 150), button)
        assert panel.centre is not None
        assert panel.window_width is not None
        assert panel.window_width > 450
        assert panel.centre < -100
        assert panel.presets.currentText() == "By hand"
        bench.wait(lambda: panel.canvas._parts[-1][1] != before and not panel.render_queue.busy)

    def test_presets_inversion_and_turning_by_keys(self, bench: Bench) -> None:
        panel = dicom(bench, made(RAMP, WindowCenter=40, WindowWidth=400))
        QTest.keyClick(panel, Qt.Key.Key_P)
        assert (panel.centre, panel.window_width) == (40, 80)  # brain
        assert panel.presets.currentIndex() == 1
        QTest.keyClick(panel, Qt.Key.Key_I)
        QTest.keyClick(panel, Qt.Key.Key_R)
        assert (panel.inverted, panel.turn) == (True, 90)

    def test_frames_by_key_slider_and_loop(self, bench: Bench) -> None:
        panel = dicom(bench, real("examples_ybr_color.dcm"), apart=True)
        assert panel.slider is not None
        QTest.keyClick(panel, Qt.Key.Key_PageDown)
        assert (panel.frame, panel.slider.value()) == (1, 1)
        panel.slider.setValue(12)
        assert panel.frame == 12
        QTest.keyClick(panel, Qt.Key.Key_End)
        assert panel.frame == 29
        assert "Frame 30 of 30" in bench.status[-1]
        panel.play(True)
        bench.wait(lambda: panel.frame not in (28, 29))
        panel.play(False)
        assert not panel.playing

    def test_the_value_under_the_mouse(self, bench: Bench) -> None:
        panel = dicom(bench, made(RAMP, RescaleSlope=1, RescaleIntercept=-1024), apart=True)
        place = at(panel, 0.505, 0.255)
        QTest.mouseMove(panel.canvas, place)
        panel._hovered(QPointF(0.505, 0.255))
        wanted = int(RAMP[25, 50]) - 1024
        bench.wait(lambda: f"(50, 25) {wanted} HU" in bench.status[-1])

    def test_the_newest_window_wins(self, bench: Bench) -> None:
        panel = dicom(bench, made(RAMP))
        for width in range(100, 300):
            panel.set_window(40, width)
        bench.wait(lambda: not panel.render_queue.busy)
        drawn = panel.canvas._parts[-1][1].copy()
        assert cast(DecodedHere, panel.document).rendered < 20  # those between were never asked for
        panel.set_window(40, 299)
        bench.wait(lambda: not panel.render_queue.busy)
        assert panel.canvas._parts[-1][1] == drawn

    def test_the_patient_is_named_and_details_are_a_click_away(self, bench: Bench) -> None:
        panel = dicom(bench, made(RAMP, KVP=120))
        for said in ("Test, Patient Maria", "1958-02-28", "T-000417", "female"):
            assert said in words_of(panel.banner)
        assert panel.diagnostic
        assert "120 kV" not in words_of(panel)
        panel.banner.more.click()
        assert "120 kV" in words_of(panel)

    def test_what_cannot_be_decoded_is_said_by_name(self, bench: Bench) -> None:
        data = real("693_J2KR.dcm").replace(b"1.2.840.10008.1.2.4.90", b"1.2.840.10008.1.2.4.97", 1)
        panel = dicom(bench, data, apart=True)
        assert "1.2.840.10008.1.2.4.97" in words_of(panel)
        assert "CQ500-CT-310" in words_of(panel)


class SampleEcg:
    """A document that was decoded already."""

    kind = FileKind.ECG

    def __init__(self, info: EcgInfo) -> None:
        self.info = info

    async def close(self) -> None:
        return


def step_ecg(rate: float = 1_000.0) -> EcgInfo:
    """0 mV for 200 ms, then 1 mV."""
    values = [0.0] * 200 + [1_000.0] * 800
    return EcgInfo((), rate, (EcgLead("II", tuple(values)),), (), "")


def ink(image: QImage, x: int, top: int, bottom: int) -> list[int]:
    """Rows of a column that have the trace's colour."""
    trace = QColor(DAY.trace).lightness()
    return [y for y in range(top, bottom) if image.pixelColor(x, y).lightness() <= trace + 60]


class TestEcg:
    @pytest.mark.parametrize(("dpi", "gain", "speed"), [(96, 10, 25), (120, 20, 50), (161, 5, 25)])
    def test_a_millivolt_is_ten_millimetres_and_200_ms_are_five(
        self, qtbot: QtBot, theme: Theme, dpi: int, gain: float, speed: float
    ) -> None:
        theme.choose(ThemeChoice.LIGHT)
        paper = EcgPaper(step_ecg())
        qtbot.addWidget(paper)
        scale = dpi / 25.4
        paper.show_as(layout=Layout.SINGLE, scale=scale, gain=gain, speed=speed)
        image = paper.grab().toImage()
        ratio = image.devicePixelRatio()
        (strip,) = paper.sheet.strips
        base = paper.sheet.baseline(0)

        def row_at(millimetres: float) -> float:
            column = round((strip.left + millimetres) * scale * ratio)
            rows = ink(image, column, round((base - 25) * scale * ratio), image.height())
            rows = [y for y in rows if y < (base + 5) * scale * ratio]
            return sum(rows) / len(rows) / ratio / scale

        flat = 0.2 * speed
        assert row_at(flat - 1) == pytest.approx(base, abs=0.4)
        assert row_at(flat + 1) == pytest.approx(base - gain, abs=0.4)
        rise = [
            x
            for x in range(image.width())
            if x > (strip.left + flat / 2) * scale * ratio
            and len(
                ink(
                    image,
                    x,
                    round((base - gain + 1) * scale * ratio),
                    round((base - 1) * scale * ratio),
                )
            )
            > gain * scale * ratio / 3
        ]
        assert rise[0] / ratio / scale - strip.left == pytest.approx(flat, abs=0.5)

    def test_the_calibration_pulse_is_a_millivolt_and_200_ms(self, bench: Bench) -> None:
        panel = bench.open(made_ecg({"II": np.zeros(5_000)}, rate=500))
        assert isinstance(panel, EcgViewer)
        scale = panel.paper.scale
        image = panel.paper.grab().toImage()
        ratio = image.devicePixelRatio()
        base, top = panel.paper.sheet.baseline(0), panel.paper.sheet.baseline(0) - 10
        edge = round(24 * scale * ratio)
        row = round(top * scale * ratio)
        dark = QColor(DAY.trace).lightness() + 60
        found = [
            x
            for x in range(round(10 * scale * ratio), edge)
            if any(image.pixelColor(x, row + d).lightness() <= dark for d in (-1, 0, 1))
        ]
        assert base - top == 10
        assert (found[-1] - found[0]) / ratio / scale == pytest.approx(5, abs=0.5)

    def test_no_peak_vanishes_between_two_pixels(self) -> None:
        values = [0.0] * 10_000
        values[4_321] = 1_500.0
        values[7_654] = -900.0
        drawn = [point for point in outline(values, 9.7) if point is not None]
        assert len(drawn) < 2_200
        assert (4_321.0, 1_500.0) in drawn
        assert (7_654.0, -900.0) in drawn

    def test_a_gap_stays_a_gap(self) -> None:
        values = [0.0] * 50 + [math.nan] * 20 + [5.0] * 50
        assert sum(point is None for point in outline(values, 7.0)) == 20

    def test_the_real_recording_stands_as_cardiologists_know_it(self, bench: Bench) -> None:
        panel = bench.open_apart(real("waveform_ecg.dcm"))
        assert isinstance(panel, EcgViewer)
        sheet = panel.paper.sheet
        assert sheet.rows == 4
        first_row = [strip.lead.name for strip in sheet.strips if strip.row == 0]
        assert sorted(first_row) == ["I", "V1", "V4", "aVR"]
        assert [strip.lead.name for strip in sheet.strips if strip.row == 3] == ["II"]
        starts = {strip.lead.name: strip.start for strip in sheet.strips if strip.row == 0}
        assert starts == {"I": 0, "aVR": 2_500, "V1": 5_000, "V4": 7_500}
        panel.toggle_findings()
        assert "RITMO SINUSALE" in words_of(panel.findings)
        assert "370 ms" in words_of(panel.findings)
        panel.set_layout(Layout.ROWS)
        assert panel.paper.sheet.rows == 12
        panel.set_layout(Layout.SINGLE)
        panel.leads.setCurrentIndex(panel.leads.findData("V5"))
        assert [strip.lead.name for strip in panel.paper.sheet.strips] == ["V5"]

    def test_findings_hide_no_lead_and_paper_out_of_view_is_said(self, bench: Bench) -> None:
        panel = bench.open_apart(real("waveform_ecg.dcm"))
        assert isinstance(panel, EcgViewer)
        panel.resize(panel.paper.width() // 2, 600)
        bench.wait(panel.findings.isHidden)
        bench.wait(lambda: "Not all in view" in bench.status[-1])
        panel.fit()
        assert "Not all in view" not in bench.status[-1]
        panel.set_zoom(1.0)
        panel.resize(panel.paper.width() + 340, 600)
        bench.wait(lambda: not panel.findings.isHidden())

    def test_calipers_by_mouse_and_keys(self, bench: Bench) -> None:
        panel = bench.open(real("waveform_ecg.dcm"))
        assert isinstance(panel, EcgViewer)
        paper = panel.paper
        start = QPoint(200, 200)
        end = start + QPoint(round(20 * paper.scale), -round(10 * paper.scale))
        drag(paper, start, end)
        assert paper.milliseconds == pytest.approx(800, abs=15)
        assert paper.millivolts == pytest.approx(1.0, abs=0.06)
        assert panel.escape()
        QTest.keyClick(panel, Qt.Key.Key_C)
        assert paper.caliper_words() == "200 ms (300 per minute) · +1.00 mV"
        QTest.keyClick(paper, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(paper, Qt.Key.Key_Down)
        assert paper.caliper_words() == "300 ms (200 per minute) · +0.95 mV"
        assert paper.caliper_words() in bench.status[-1]

    def test_keys_scroll_the_paper_which_alone_has_the_focus(self, bench: Bench) -> None:
        panel = bench.open_apart(real("waveform_ecg.dcm"))
        assert isinstance(panel, EcgViewer)
        panel.resize(400, 300)
        across, down = panel.area.horizontalScrollBar(), panel.area.verticalScrollBar()
        bench.wait(lambda: across.maximum() > 0 and down.maximum() > 0)
        assert panel.area.focusPolicy() is Qt.FocusPolicy.NoFocus
        QTest.keyClick(panel.paper, Qt.Key.Key_Right)
        assert across.value() > 0
        QTest.keyClick(panel.paper, Qt.Key.Key_Down)
        stepped = down.value()
        assert stepped > 0
        panel.paper.toggle_calipers()
        QTest.keyClick(panel.paper, Qt.Key.Key_PageDown)
        assert down.value() > stepped or stepped == down.maximum()

    def test_a_ruler_corrects_the_size(self, bench: Bench) -> None:
        panel = bench.open(made_ecg({"II": np.zeros(5_000)}, rate=500))
        assert isinstance(panel, EcgViewer)
        panel.ruler.begin()
        panel.ruler.slider.setValue(600)
        assert panel.paper.scale == pytest.approx(6.0)
        panel.ruler.keep.click()
        assert panel.paper.scale == pytest.approx(6.0)
        assert "measured with a ruler" in bench.status[-1]
        panel.set_zoom(2.0)
        assert "200 % of true size" in bench.status[-1]
        assert panel.paper.scale == pytest.approx(12.0)

    def test_a_recording_that_is_cut_says_so(self, bench: Bench) -> None:
        info = step_ecg()
        cut = EcgInfo(info.banner, info.rate, info.leads, info.findings, "", whole_s=3_600.0)
        panel = bench.show(cast(Document, SampleEcg(cut)))
        assert "Only the first 1 s of 3600 s" in words_of(panel)


class TestRecords:
    def test_values_units_and_flags_in_words(self, bench: Bench) -> None:
        panel = bench.open_apart((SAMPLES / "bundle.fhir.json").read_bytes())
        assert isinstance(panel, RecordViewer)
        shown = words_of(panel)
        for said in ("Test, Patient Maria", "6.30 mmol/L", "HH · critically high", "L · low"):
            assert said in shown
        assert len(panel.cards) == len(panel.info.sections)

    def test_finding_narrows_and_escape_shows_all(self, bench: Bench) -> None:
        panel = bench.open((SAMPLES / "results.hl7").read_bytes())
        panel.field.setText("creatinine high")
        assert [card.section.title for card in panel.cards] == ["Metabolic panel"]
        assert panel.escape()
        assert len(panel.cards) == len(panel.info.sections)
        assert not panel.escape()

    def test_what_was_sent_is_a_click_away(self, bench: Bench) -> None:
        panel = bench.open((SAMPLES / "results.hl7").read_bytes())
        card = next(card for card in panel.cards if card.section.title == "ZXY")
        assert card.raw is None
        card.open_raw.click()
        assert card.raw is not None
        assert card.raw.toPlainText() == "ZXY|1||local~field^part"
        assert card.raw.isVisible()

    def test_policy_can_forbid_copying(self, bench: Bench) -> None:
        panel = bench.open(
            (SAMPLES / "discharge.cda.xml").read_bytes(), Policy(allow_save_files=False)
        )
        none = Qt.TextInteractionFlag.TextSelectableByMouse
        labels = panel.findChildren(QLabel)
        assert labels
        assert not any(label.textInteractionFlags() & none for label in labels)


@pytest.mark.parametrize("name", ["waveform_ecg.dcm", "examples_ybr_color.dcm", "CT_small.dcm"])
def test_every_control_has_a_name(bench: Bench, name: str) -> None:
    panel = bench.open(real(name))
    for area in (panel, panel.toolbar()):
        for button in area.findChildren(QAbstractButton):
            assert button.accessibleName() or button.text(), button
