"""The calendar has room for every week and every name of a day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from app.ui.theme import Theme
from app.ui.widgets.day_popup import DayPopup


@pytest.fixture
def sized(theme: Theme) -> Iterator[Theme]:
    """A theme whose text size is put back."""
    yield theme
    theme.set_scale(1.0)


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
def test_no_week_is_cut(qtbot: QtBot, sized: Theme, scale: float) -> None:
    sized.set_scale(scale)
    popup = DayPopup()
    qtbot.addWidget(popup)
    popup.open_at(QPoint(400, 10), 1_700_000_000_000)
    popup.grab()
    page = popup.calendar.findChild(QTableView)
    assert page is not None
    model, port = page.model(), page.viewport()
    last = page.visualRect(model.index(model.rowCount() - 1, model.columnCount() - 1))
    assert last.bottom() <= port.height()
    assert last.right() <= port.width()
    assert last.height() >= page.fontMetrics().height()
    popup.hide()
