"""A list of people or conversations that one opens with a click or with Enter."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.core.ids import AccountId
from app.ui.delegates.person_delegate import PersonDelegate
from app.ui.models.conversation_list import PersonListModel
from app.ui.theme import theme


class PersonList(QListView):
    """Signals: `opened` with an account id, `menu_requested` (row, where on the screen),
    `left_upwards` when Up is pressed in the first row."""

    opened = Signal(object)
    menu_requested = Signal(object, QPoint)
    left_upwards = Signal()

    def __init__(self, model: PersonListModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self._open_account: AccountId | None = None
        self._delegate = PersonDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        self.verticalScrollBar().setSingleStep(24)
        self.clicked.connect(self._open)
        model.modelReset.connect(self.mark_open)
        theme().changed.connect(self._theme_changed)

    def set_open(self, account_id: AccountId | None) -> None:
        """Which person's conversation is open; it stays marked while the list changes."""
        self._open_account = account_id
        self.mark_open()

    def mark_open(self) -> None:
        """Select the row of the open conversation."""
        row = self._people.row_of(self._open_account)
        if row >= 0:
            index = self._people.index(row)
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def open_row(self, row: int) -> bool:
        """Open a row, if there is one."""
        if not 0 <= row < self._people.rowCount():
            return False
        self._open(self._people.index(row))
        return True

    def enter(self) -> None:
        """Take the focus, on a row. Only the open one is selected: coming here opens nothing."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid() and self._people.rowCount():
            self.selectionModel().setCurrentIndex(
                self._people.index(0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Up in the first row leaves."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
            return
        if event.key() == Qt.Key.Key_Up and (not index.isValid() or index.row() == 0):
            self.left_upwards.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button opens the menu of a row and leaves the open one marked."""
        if event.button() is not Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the mouse, or of the one that the keyboard is on."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            at = self.viewport().mapToGlobal(self.visualRect(index).center())
        else:
            index = self.indexAt(event.pos())
            at = event.globalPos()
        if index.isValid():
            self.menu_requested.emit(self._people.row(index.row()), at)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._people.row(index.row()).contact.account_id)

    def _theme_changed(self) -> None:
        self._delegate.fonts_changed()
        self.scheduleDelayedItemsLayout()
