"""Choosing several messages of a list: a mode with check marks, where a click adds or removes one.

It begins by itself with the second message that is selected (Ctrl+click, Shift+arrows, Ctrl+A) and
ends when the person is done.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView

from app.core.records import MessageRecord
from app.ui.delegates.message_delegate import choosable
from app.ui.models.timeline import ROW_ROLE
from app.ui.models.timeline_row import TimelineRow

_Flag = QItemSelectionModel.SelectionFlag
_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonDblClick,
)


class Choosing(QObject):
    """The mode of one list. Signals: `toggled` (whether it is on), `counted` (messages chosen)."""

    toggled = Signal(bool)
    counted = Signal(int)

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.on = False

    def begin(self) -> None:
        """Show check marks; what is selected is chosen."""
        if not self.on:
            self.on = True
            self.toggled.emit(True)
            self.counted.emit(len(self.messages()))

    def end(self) -> None:
        """No check marks any more, and nothing chosen."""
        if self.on:
            self.on = False
            self._view.clearSelection()
            self.toggled.emit(False)

    def selection_changed(self) -> None:
        """Something was selected, or no more."""
        messages = self.messages()
        if not self.on and len(messages) > 1:
            self.begin()
        elif self.on:
            self.counted.emit(len(messages))

    def messages(self) -> list[MessageRecord]:
        """What is chosen, in order. Notices and what was taken back cannot be."""
        rows = sorted(self._view.selectedIndexes(), key=lambda index: index.row())
        shown = [index.data(ROW_ROLE) for index in rows]
        return [row.message for row in shown if isinstance(row, TimelineRow) and choosable(row)]

    def selection_flags(self, event: QEvent | None) -> _Flag | None:
        """What an event does to the selection in this mode; None: as ever."""
        if not self.on or event is None:
            return None
        if event.type() in _MOUSE and isinstance(event, QMouseEvent):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return None
            pressed = event.type() == QEvent.Type.MouseButtonPress
            left = event.button() is Qt.MouseButton.LeftButton
            return _Flag.Toggle if pressed and left else _Flag.NoUpdate
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space:
                return _Flag.Toggle
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return _Flag.NoUpdate
        return None
