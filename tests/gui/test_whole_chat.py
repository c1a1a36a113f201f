"""Answering, reacting, editing, taking back and forwarding between two real windows and a relay."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.core.records import MessageRecord
from app.ui.dialogs.base import ConfirmDialog
from app.ui.dialogs.forward import ForwardDialog
from app.ui.widgets.chat_view import ChatView
from tests.gui.test_whole_clinic import Window, _account
from tests.support.clinic import Clinic


def rows(chat: ChatView) -> list[MessageRecord]:
    return [chat.timeline.message(number) for number in range(chat.timeline.rowCount())]


def find(window: Window, chat: ChatView, text: str) -> MessageRecord:
    """The message with these words, once it is shown."""
    window.wait(lambda: any(row.text == text for row in rows(chat)))
    return next(row for row in rows(chat) if row.text == text)


def says(chat: ChatView, words: str) -> bool:
    """Whether one of the sentences of the conversation says so."""
    role = Qt.ItemDataRole.AccessibleTextRole
    count = chat.timeline.rowCount()
    return any(words in str(chat.timeline.index(n).data(role)) for n in range(count))


def press_on(chat: ChatView, row_id: int, key: Qt.Key) -> None:
    """Stand on a message and press a key."""
    chat.list.setFocus(Qt.FocusReason.TabFocusReason)
    chat.list.setCurrentIndex(chat.timeline.index(chat.timeline.row_of(row_id)))
    QTest.keyClick(chat.list, key)


@pytest.mark.timeout(180)
def test_what_is_done_to_messages_is_seen_on_the_other_side(
    qapp: QApplication,
    qt_event_loop: QEventLoop,
    run_in_qt: Callable[[Coroutine[Any, Any, Any]], Any],
    qtbot: Any,
    tmp_path: Path,
) -> None:
    with Clinic(tmp_path) as clinic:
        amira, jonas = (
            Window(qapp, qt_event_loop, person, qtbot.waitUntil)
            for person in (clinic.invite("Amira"), clinic.invite("Jonas", "Nurse"))
        )
        amira.enrol()
        jonas.enrol()
        hers = amira.open_chat(_account(run_in_qt, amira, "Jonas"))
        his = jonas.open_chat(_account(run_in_qt, jonas, "Amira"))

        amira.write("Please check potassium")
        asked = find(jonas, his, "Please check potassium")
        press_on(his, asked.row_id, Qt.Key.Key_R)
        jonas.write("It is 3.4")
        amira.wait(lambda: says(hers, "answers you: Please check potassium, It is 3.4"))

        his.commands.run("react", asked.row_id)
        his.commands.reactions.bar.buttons[0].click()
        amira.wait(lambda: says(hers, "\U0001f44d from Jonas"))
        jonas.wait(lambda: says(his, "\U0001f44d from You"))

        QTest.keyClick(his.composer.edit, Qt.Key.Key_Up)
        assert his.composer.text == "It is 3.4"
        jonas.write(", magnesium 0.68")
        answer = find(amira, hers, "It is 3.4, magnesium 0.68")
        amira.wait(lambda: says(hers, "edited"))
        client = amira.ui.client
        assert client is not None
        [before] = run_in_qt(client.messages.versions(answer.row_id))
        assert before.text == "It is 3.4"

        _forward(jonas, his, asked)
        amira.wait(lambda: says(hers, "Jonas, Forwarded, Please check potassium"))

        press_on(hers, find(amira, hers, "Please check potassium").row_id, Qt.Key.Key_Delete)
        amira.wait(lambda: isinstance(_dialog(amira), ConfirmDialog))
        QTest.keyClick(_dialog(amira).buttons.itemAt(1).widget(), Qt.Key.Key_Return)
        amira.wait(lambda: says(hers, "You took this message back"))
        jonas.wait(lambda: says(his, "Amira took a message back"))
        jonas.wait(lambda: says(his, "answers Amira: Amira took this message back., It is 3.4"))

        for window in (amira, jonas):
            window.ui.quit()
        qtbot.waitUntil(lambda: amira.done.done() and jonas.done.done(), timeout=30_000)


def _forward(window: Window, chat: ChatView, message: MessageRecord) -> None:
    """To the only colleague, with every step that a person takes."""
    press_on(chat, message.row_id, Qt.Key.Key_F)
    window.wait(lambda: isinstance(_dialog(window), ForwardDialog))
    dialog = _dialog(window)
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    assert [contact.name for contact in dialog.chosen] == ["Amira"]
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    window.wait(lambda: _dialog(window) is None)


def _dialog(window: Window) -> Any:
    assert window.ui.main is not None
    return window.ui.main.dialogs.current
