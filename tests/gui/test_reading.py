"""When an incoming message counts as read: in view, in the window that is in front."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.gallery_data import AMIRA
from tests.gui.conftest import Running
from tests.gui.test_conversations import spoken


def test_a_message_that_arrives_is_shown_and_read(running: Running) -> None:
    chat = running.open(AMIRA)
    running.ui.window.activateWindow()
    record = running.client.put(AMIRA, "Are you there?", unread=True, publish=True)
    model = chat.timeline
    running.wait(lambda: "Are you there?" in spoken(model, model.rowCount() - 1))
    running.wait(lambda: running.client.read_up_to.get(AMIRA.conversation_id) == record.row_id)


def test_what_came_while_another_window_was_in_front_is_read_when_this_one_is(
    running: Running, qtbot: QtBot
) -> None:
    chat = running.open(AMIRA)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    running.wait(other.isActiveWindow)
    record = running.client.put(AMIRA, "Are you there?", unread=True, publish=True)
    model = chat.timeline
    running.wait(lambda: "Are you there?" in spoken(model, model.rowCount() - 1))
    qtbot.wait(300)
    assert running.client.read_up_to.get(AMIRA.conversation_id) != record.row_id
    running.ui.window.activateWindow()
    running.wait(lambda: running.client.read_up_to.get(AMIRA.conversation_id) == record.row_id)
