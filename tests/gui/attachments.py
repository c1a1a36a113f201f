"""Conversations with files, for the tests of the windows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.core.file_types import FileState
from app.core.policy import DEFAULT_POLICY, Policy
from app.core.records import MessageRecord
from app.ui.dialogs.send_files import SendFilesDialog
from app.ui.gallery_data import AMIRA, CHANGED, LONG
from app.ui.gallery_files import make_file
from app.ui.gallery_media import picture_bitmap
from app.ui.gallery_services import SampleClient
from tests.gui.conftest import Running, StartUi, unlock


def begin(start_ui: StartUi, policy: Policy = DEFAULT_POLICY) -> Running:
    """A conversation with one message, open."""
    client = SampleClient([AMIRA, LONG, CHANGED], policy)
    client.put(AMIRA, "Please send me the letter.")
    state = start_ui(client)
    unlock(state)
    state.open(AMIRA)
    return state


def put(
    state: Running,
    name: str,
    file_state: FileState = FileState.HERE,
    *,
    mine: bool = False,
    text: str = "",
    **about: Any,
) -> MessageRecord:
    """A row with a file, in view."""
    if name.endswith(".jpg"):
        about.setdefault("thumbnail", picture_bitmap())
    file = make_file(name, file_state, **about)
    record = state.client.put(AMIRA, text, mine=mine, file=file, publish=True)
    state.wait(lambda: state.chat.timeline.row_of(record.row_id) >= 0)
    return record


def sending(state: Running) -> SendFilesDialog:
    """What is asked before files are sent."""
    state.wait(lambda: isinstance(state.main.dialogs.current, SendFilesDialog))
    dialog = state.main.dialogs.current
    assert isinstance(dialog, SendFilesDialog)
    state.wait(lambda: dialog.isVisible() and not dialog.list.looking)
    return dialog


def part_centre(state: Running, record: MessageRecord, command: str = "") -> QPoint:
    """Where a file is drawn, or one of its buttons, in the row's own coordinates."""
    view = state.chat.list
    view.executeDelayedItemsLayout()
    index = state.chat.timeline.index(state.chat.timeline.row_of(record.row_id))
    part: Any = view.delegate.layout_of(index, view.viewport().width()).file
    assert part is not None
    if command:
        box = dict(part._button_boxes())[command]
        return QPoint(round(box.center().x()), round(box.center().y()))
    return QPoint(round(part.rect.left() + 20), round(part.rect.top() + 20))


def files_mime(*paths: object) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drag_in(widget: QWidget, mime: QMimeData) -> QDragEnterEvent:
    """What Qt sends when something is dragged onto a widget."""
    event = QDragEnterEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    return event


def drop_in(widget: QWidget, mime: QMimeData) -> None:
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
