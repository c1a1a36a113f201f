"""Colleagues of whom one chooses some. Those who cannot be written to cannot be chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.core.ids import AccountId
from app.core.views import ContactView
from app.ui import formats
from app.ui.delegates.recipient_delegate import RecipientDelegate
from app.ui.formats import translate
from app.ui.models.conversation_list import PersonListModel

_Flag = QItemSelectionModel.SelectionFlag
_Index = QModelIndex | QPersistentModelIndex


class RecipientModel(PersonListModel):
    """People; says of each whether they are chosen, or why they cannot be (`refusal`)."""

    def __init__(self, refusal: Callable[[ContactView], str] = formats.cannot_send_reason) -> None:
        super().__init__()
        self.refusal = refusal
        self.chosen: dict[AccountId, ContactView] = {}

    def toggle(self, number: int) -> bool:
        """Choose a person or not any more. False: they cannot be written to."""
        contact = self.row(number).contact
        if self.refusal(contact):
            return False
        if self.chosen.pop(contact.account_id, None) is None:
            self.chosen[contact.account_id] = contact
        index = self.index(number)
        self.dataChanged.emit(index, index)
        return True

    def choose(self, accounts: Iterable[AccountId]) -> None:
        """Have exactly these chosen, as far as they are listed and can be."""
        wanted = set(accounts)
        listed = (row.contact for row in self.every_row())
        self.chosen = {
            contact.account_id: contact
            for contact in listed
            if contact.account_id in wanted and not self.refusal(contact)
        }
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Who cannot be written to is shown, and disabled."""
        found = super().flags(index)
        if index.isValid() and self.refusal(self.row(index.row()).contact):
            found &= ~Qt.ItemFlag.ItemIsEnabled
        return found

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The sentence says whether the person is chosen."""
        found = super().data(index, role)
        spoken = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
        if not index.isValid() or role not in spoken:
            return found
        contact = self.row(index.row()).contact
        state = self.refusal(contact)
        if not state and contact.account_id in self.chosen:
            state = translate("Forward", "chosen")
        return f"{found}, {state}" if state else found


class RecipientList(QListView):
    """A click, Space or Enter chooses. Signals: `changed`, `left_upwards`."""

    changed = Signal()
    left_upwards = Signal()

    def __init__(self, model: RecipientModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self.setModel(model)
        self.setItemDelegate(RecipientDelegate(model.refusal, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Colleagues"))
        model.modelReset.connect(self.mark_chosen)

    def toggle_row(self, number: int) -> None:
        """Choose a row or not any more."""
        if 0 <= number < self._people.rowCount() and self._people.toggle(number):
            self.mark_chosen()
            self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            self.toggle_row(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging chooses nobody: a name must not be taken along unseen."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter choose; Up in the first row leaves."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle_row(row)
        elif event.key() == Qt.Key.Key_Up and row <= 0:
            self.left_upwards.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            target = min(max(row + step, 0), self._people.rowCount() - 1)
            self.selectionModel().setCurrentIndex(self._people.index(target), _Flag.NoUpdate)
            self.scrollTo(self._people.index(target))
        else:
            super().keyPressEvent(event)

    def mark_chosen(self) -> None:
        """The selection follows what is chosen, also of those whom the filter hides."""
        selection = self.selectionModel()
        for number in range(self._people.rowCount()):
            chosen = self._people.row(number).contact.account_id in self._people.chosen
            index = self._people.index(number)
            if chosen != selection.isSelected(index):
                selection.select(index, _Flag.Select if chosen else _Flag.Deselect)
