"""What the main screen marks as open or as new, and what it offers, is so only while it is true."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.gallery_data import AMIRA
from app.ui.gallery_services import SampleClient
from app.ui.models.timeline import TimelineModel
from app.ui.widgets.buttons import Button
from app.ui.widgets.sidebar import CONVERSATIONS
from tests.gui.conftest import Running, StartUi, unlock


def spoken(model: TimelineModel, row: int) -> str:
    return str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_unread_line_goes_with_the_answer(start_ui: StartUi, qtbot: QtBot) -> None:
    client = SampleClient([AMIRA])
    client.put(AMIRA, "Can you come?", unread=True)
    state = start_ui(client)
    unlock(state)
    chat = state.open(AMIRA)
    model = chat.timeline
    assert "New messages" in spoken(model, model.unread_row())
    qtbot.keyClicks(chat.composer.edit, "On my way.")
    qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
    state.wait(lambda: model.rowCount() == 2 and model.unread_row() < 0)
    assert not any("New messages" in spoken(model, row) for row in range(2))


def test_no_row_looks_open_after_unlocking_and_after_closing(running: Running) -> None:
    rows = running.main.sidebar.lists[CONVERSATIONS]
    running.wait(lambda: rows.currentIndex().isValid())
    assert not rows.selectionModel().hasSelection()
    running.open(AMIRA)
    running.wait(rows.selectionModel().hasSelection)
    running.main.close_conversation()
    assert rows.currentIndex().isValid()
    assert not rows.selectionModel().hasSelection()


def test_an_empty_clinic_says_once_how_it_works(start_ui: StartUi) -> None:
    state = start_ui(SampleClient([]))
    unlock(state)
    state.wait(state.main.opened.loaded.is_set)
    buttons = state.main.findChildren(Button)
    assert sum(b.isVisible() and b.text() == "How it works" for b in buttons) == 1
