"""In a low window with large text the patient's words stay whole; hints and image give way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.tasks import TaskRunner
from app.ui.text import ElidedLabel
from app.ui.theme import Theme, ThemeChoice
from app.ui.viewers.dicom import DicomViewer
from app.ui.viewers.ecg import EcgViewer
from app.ui.viewers.patient_banner import PatientBanner
from tests.gui.medical import Bench
from tests.support.dicom_files import real

LOW = (580, 274)
"""What a viewer's window of the least width leaves its panel."""


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, tasks: TaskRunner) -> Iterator[Bench]:
    theme.choose(ThemeChoice.LIGHT)
    theme.set_scale(1.5)
    made_here = Bench(qtbot, tasks)
    yield made_here
    made_here.close()
    theme.set_scale(1.0)


def squeeze(bench: Bench, panel: QWidget) -> None:
    """As low as its window can make it, whatever it would like."""
    panel.setMinimumSize(1, 1)
    panel.resize(*LOW)
    bench.wait(lambda: (panel.width(), panel.height()) == LOW)


def whole(banner: PatientBanner) -> bool:
    labels: list[QLabel] = [banner.name, banner.identity, banner.about]
    return all(
        each.height() >= each.heightForWidth(each.width()) for each in labels if each.isVisible()
    )


@pytest.mark.parametrize("details", [False, True])
def test_an_image_gives_way_to_whose_it_is(bench: Bench, details: bool) -> None:
    panel = bench.open(real("CT_small.dcm"))
    assert isinstance(panel, DicomViewer)
    assert panel.hint.isVisible()
    squeeze(bench, panel)
    panel.banner.more.setChecked(details)
    bench.wait(lambda: not panel.hint.isVisible() and whole(panel.banner))
    assert panel.canvas.height() >= 32
    assert panel.banner.name.isVisible()
    assert panel.banner.identity.isVisible()
    button = panel._buttons[panel.canvas.tool]
    assert panel.hint.text().split(".")[0] in button.toolTip()
    panel.banner.more.setChecked(False)
    panel.resize(900, 700)
    bench.wait(panel.hint.isVisible)
    assert panel.banner.about.isVisible() == bool(panel.banner.about.text())


def test_what_is_said_of_distances_is_never_hidden(bench: Bench) -> None:
    panel = bench.open(real("CT_small.dcm"))
    panel.note.setText("Distances are in pixels.")
    panel.note.show()
    squeeze(bench, panel)
    bench.wait(lambda: not panel.hint.isVisible() and whole(panel.banner))
    assert panel.note.isVisible()
    assert panel.note.height() >= panel.note.heightForWidth(panel.note.width())


def test_the_hint_of_the_ruler_is_one_line_where_it_is_low(bench: Bench) -> None:
    panel = bench.open(real("waveform_ecg.dcm"))
    assert isinstance(panel, EcgViewer)
    ruler = panel.ruler
    panel._begin_ruler()
    assert ruler.hint.isVisible()
    assert not ruler.short_hint.isVisible()
    squeeze(bench, panel)
    bench.wait(lambda: ruler.short_hint.isVisible() and whole(panel.banner))
    assert not ruler.hint.isVisible()
    assert isinstance(ruler.short_hint, ElidedLabel)
    assert ruler.hint.text() in ruler.short_hint.toolTip()
    panel.banner.more.setChecked(True)
    assert not ruler.isVisible()
    panel._begin_ruler()
    assert ruler.isVisible()
    assert not panel.banner.more.isChecked()
