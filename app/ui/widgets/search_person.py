"""A small list from which one picks the person whose conversation is searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.core.ids import AccountId
from app.core.views import ContactView
from app.ui.models.conversation_list import PersonListModel, people_rows
from app.ui.theme import theme
from app.ui.tokens import SPACE_S
from app.ui.widgets.person_list import PersonList

_WIDTH, _HEIGHT = 320, 380


class PersonPicker(QFrame):
    """Closes itself. Signal `chosen` with a ContactView."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("dayPopup")
        self.model = PersonListModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find by name, role or department"))
        self.field.setAccessibleName(self.tr("Find by name, role or department"))
        self.field.textChanged.connect(lambda text: self.model.set_filter(text.strip()))
        self.field.installEventFilter(self)
        self.list = PersonList(self.model, self.tr("People"))
        self.list.opened.connect(self._choose)
        self.list.left_upwards.connect(self.field.setFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)

    def show_people(self, contacts: Sequence[ContactView]) -> None:
        """Offer these."""
        self.model.set_rows(people_rows(contacts))

    def open_at(self, at: QPoint) -> None:
        """Show it with its upper left corner there, or as near as the screen lets."""
        self.field.clear()
        self.setFont(theme().font())
        self.resize(_WIDTH, _HEIGHT)
        screen = self.screen().availableGeometry()
        x = min(max(at.x(), screen.left()), screen.right() - self.width())
        y = min(max(at.y(), screen.top()), screen.bottom() - self.height())
        self.move(x, y)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes to the rows, Enter takes the first."""
        key = event.key() if isinstance(event, QKeyEvent) else None
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            if key == Qt.Key.Key_Down:
                self.list.enter()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.open_row(0)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _choose(self, account_id: AccountId) -> None:
        row = self.model.row_of(account_id)
        if row >= 0:
            self.hide()
            self.chosen.emit(self.model.row(row).contact)
