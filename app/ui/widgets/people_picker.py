"""Choosing several colleagues: a filter, the list, and who is chosen so far as chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.core.ids import AccountId
from app.core.views import AttentionReason, ContactView
from app.ui import formats
from app.ui.models.conversation_list import PersonRow
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_S
from app.ui.widgets.chips import Chips
from app.ui.widgets.recipient_list import RecipientList, RecipientModel
from app.ui.widgets.search_field import SearchField

_CHIPS_HEIGHT = 84
_LIST_HEIGHT = 180


def cannot_be_member(contact: ContactView) -> str:
    """Why somebody cannot be added to a group now, or nothing. A device may come later."""
    if contact.attention is AttentionReason.NO_DEVICE:
        return ""
    return formats.cannot_send_reason(contact)


class PeoplePicker(QWidget):
    """Signal `changed`. `chosen` are the people, by name."""

    changed = Signal()

    def __init__(
        self,
        contacts: Sequence[ContactView],
        refusal: Callable[[ContactView], str] = formats.cannot_send_reason,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.people = RecipientModel(refusal)
        self.people.set_rows([PersonRow(contact) for contact in contacts])
        self.filter = SearchField(self.tr("Find by name, role or department"))
        self.filter.setMaxLength(200)
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(self._filter)
        self.list = RecipientList(self.people)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.changed.connect(self._refresh)
        self.list.left_upwards.connect(self.filter.setFocus)
        self.nobody = PlainLabel(self.tr("Nobody matches."), "muted")
        self.nobody.hide()
        self.chips = Chips()
        self.chips.removed.connect(self._remove)
        self.chips.wrapped.connect(self._fit)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("Chosen"))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.chips)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._area)
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nobody)
        self.setFocusProxy(self.filter)
        self._refresh()

    @property
    def chosen(self) -> list[ContactView]:
        """By name."""
        return sorted(self.people.chosen.values(), key=lambda contact: contact.name.casefold())

    def choose(self, accounts: Iterable[AccountId]) -> None:
        """Have exactly these chosen, as far as they can be."""
        self.people.choose(accounts)
        self.list.mark_chosen()
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes to the names; Enter chooses the first and empties the field for the next."""
        if watched is self.filter and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return super().eventFilter(watched, event)
            if event.key() == Qt.Key.Key_Down and self.people.rowCount():
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.filter.text():
                self.list.toggle_row(0)
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        self.people.set_filter(text.strip())
        self.nobody.setVisible(not self.people.rowCount())

    def _remove(self, account_id: AccountId) -> None:
        self.people.choose(set(self.people.chosen) - {account_id})
        self.list.mark_chosen()
        self._refresh()
        self.filter.setFocus()

    def _refresh(self) -> None:
        chosen = self.chosen
        self.chips.show_people(chosen)
        self._area.setVisible(bool(chosen))
        high = self.chips.heightForWidth(max(self.chips.width(), 200))
        self._fit(high)
        self.changed.emit()

    def _fit(self, high: int) -> None:
        """Show all chips, or two lines of them."""
        self._area.setFixedHeight(min(high + 2, _CHIPS_HEIGHT))
