"""A window that is left open over night says of yesterday that it is yesterday."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QObject
from pytestqt.qtbot import QtBot

from app.ui import formats
from app.ui.day_watch import DayWatch
from tests.gui.conftest import Running


def days(state: Running) -> list[str]:
    timeline = state.chat.timeline
    rows = [timeline.index(row).data(0x0101) for row in range(timeline.rowCount())]
    return [row.day for row in rows if row.day]


def test_it_is_told_once_for_each_day(qtbot: QtBot) -> None:
    today = QDate(2026, 3, 1)
    parent = QObject()
    watch = DayWatch(parent, lambda: today)
    with qtbot.assertNotEmitted(watch.changed):
        watch.look()
    today = today.addDays(1)
    with qtbot.waitSignal(watch.changed):
        watch.look()
    with qtbot.assertNotEmitted(watch.changed):
        watch.look()


def test_the_conversation_calls_it_yesterday(
    talk: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert days(talk) == ["Today"]
    tomorrow = QDate.currentDate().addDays(1)
    real = formats.day
    monkeypatch.setattr(formats, "day", lambda time_ms: real(time_ms, tomorrow))
    assert days(talk) == ["Today"]
    talk.chat.days.changed.emit()
    assert days(talk) == ["Yesterday"]


def test_the_list_is_painted_anew(talk: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = talk.main.sidebar.lists[0]
    asked: list[int] = []
    real = formats.list_time

    def list_time(time_ms: int) -> str:
        asked.append(time_ms)
        return real(time_ms)

    rows.viewport().repaint()
    monkeypatch.setattr(formats, "list_time", list_time)
    talk.main.sidebar.days.changed.emit()
    talk.wait(lambda: asked)
