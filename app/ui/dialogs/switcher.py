"""Ctrl+K: type a part of a name, Enter opens the conversation.

Without a word typed it shows what is unread, then the last conversations.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.ui.dialogs.base import Dialog
from app.ui.models.conversation_list import PersonRow
from app.ui.models.switcher import SwitcherModel
from app.ui.text import PlainLabel
from app.ui.widgets.person_list import PersonList
from app.ui.widgets.search_field import SearchField

_ROWS = 6
"""In view at once."""
_IN_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SwitcherDialog(Dialog):
    """Signal `chosen` with an account id. The field keeps the focus; arrows move in the list."""

    chosen = Signal(object)

    def __init__(self, rows: Sequence[PersonRow], parent: QWidget | None) -> None:
        super().__init__(self.tr("Go to a conversation"), parent, 460)
        self._model = SwitcherModel(self)
        self._model.set_rows(rows)
        words = self.tr("Name, role or department")
        self.field: QLineEdit = SearchField(words)
        self.list = PersonList(self._model, self.tr("Conversations and people"))
        self.list.setUniformItemSizes(False)  # people have two lines, conversations three
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMinimumHeight(_ROWS * self.list.sizeHintForRow(0) if rows else 0)
        self.nothing = PlainLabel(self.tr("Nobody found"), "muted")
        self.hint = PlainLabel(
            self.tr("Arrow keys choose, Enter opens. Unread conversations come first."), "caption"
        )
        self.setAccessibleDescription(self.hint.text())
        for widget in (self.field, self.nothing, self.list, self.hint):
            self.body.addWidget(widget, 1 if widget is self.list else 0)
        self.add_button(self.tr("Cancel"), self.reject)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list.opened.connect(self._choose)
        self._filter("")
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go through the list, Enter opens."""
        if watched is self.field and isinstance(event, QKeyEvent) and _pressed(event):
            if event.key() in _IN_THE_LIST:
                QApplication.sendEvent(self.list, event)
                self._speak()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.open_row(self.list.currentIndex().row())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        self._model.set_filter(text.strip())
        found = self._model.rowCount() > 0
        self.nothing.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self._model.index(0))
            self.list.scrollToTop()
        if self.isVisible():
            self._speak()

    def _speak(self) -> None:
        """The focus stays in the field: say on whom one stands."""
        index = self.list.currentIndex()
        words = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        said = words if index.isValid() else self.nothing.text()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    def _choose(self, account_id: object) -> None:
        self.accept()
        self.chosen.emit(account_id)


def _pressed(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress
