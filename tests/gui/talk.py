"""Looking at a conversation, and touching its messages, as a person does."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QPoint, Qt

from app.core.records import MessageRecord
from app.ui.widgets.chat_view import ChatView
from tests.gui.conftest import Running


def stored(state: Running, text: str) -> MessageRecord:
    rows = (row for rows in state.client.timelines.values() for row in rows)
    return next(row for row in rows if row.text == text)


def spoken(chat: ChatView, row_id: int) -> str:
    index = chat.timeline.index(chat.timeline.row_of(row_id))
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def local_day(time_ms: int) -> QDate:
    return QDateTime.fromMSecsSinceEpoch(time_ms).date()


def stand_on(chat: ChatView, row_id: int) -> None:
    chat.list.setFocus(Qt.FocusReason.TabFocusReason)
    chat.list.setCurrentIndex(chat.timeline.index(chat.timeline.row_of(row_id)))


def click(state: Running, chat: ChatView, row_id: int, at: QPoint) -> None:
    """Click into a row, once the list has laid out what changed."""
    state.qtbot.wait(0)  # a row that grew is measured anew when the loop comes round
    chat.list.executeDelayedItemsLayout()
    index = chat.timeline.index(chat.timeline.row_of(row_id))
    chat.list.scrollTo(index)
    place = chat.list.visualRect(index).topLeft() + at
    assert chat.list.indexAt(place) == index
    state.qtbot.mouseClick(chat.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
