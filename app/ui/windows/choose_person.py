"""Who is it? The people of a shared computer, as what each chose to be listed as.

Typing filters, the arrows go through the list, Enter takes the one that is marked.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QWidget

from app.core.shared_views import ListedPerson, PersonState
from app.ui import icons
from app.ui.delegates.listed_delegate import ListedDelegate
from app.ui.help.desk import help_button
from app.ui.models.listed_people import ListedPeopleModel
from app.ui.text import PlainLabel
from app.ui.theme import theme
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button
from app.ui.widgets.search_field import name_buttons_of
from app.ui.windows.screen import Screen

_MOST_ROWS = 6


class ChoosePerson(Screen):
    """Signals: `chosen` and `remove_clicked` with a ListedPerson, `add_clicked`."""

    chosen = Signal(object)
    remove_clicked = Signal(object)
    add_clicked = Signal()

    def __init__(
        self,
        people: Sequence[ListedPerson],
        *,
        can_add: bool = True,
        chosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Who is it?"))
        self.model = ListedPeopleModel(people, self)
        self.filter = self._make_filter()
        self.filter.installEventFilter(self)
        self.list = self._make_list()
        self._none = PlainLabel(self.tr("Nobody here is listed like that."), "muted")
        self._none.hide()
        for widget in (self.filter, self.list, self._none):
            self.column.addWidget(widget)
        self.button = Button(self.tr("Go on"), "primary")
        self.button.clicked.connect(self._choose)
        self.remove = Button(self.tr("Remove from this computer…"), "quiet")
        self.remove.clicked.connect(self._remove)
        self.buttons.addWidget(self.button)
        self.buttons.addStretch()
        self.buttons.addWidget(self.remove)
        self.add = Button(self.tr("Add another person…"), "quiet", "user")
        self.add.clicked.connect(self.add_clicked)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.add)
        row.addWidget(help_button(lambda: "lock"))
        row.addStretch()
        self.below.addLayout(row)
        self.add.setVisible(can_add)
        self.filter.setVisible(len(people) > 1)
        self.setFocusProxy(self.filter if len(people) > 1 else self.list)
        self._mark(chosen)
        theme().changed.connect(self._theme_changed)

    @property
    def current(self) -> ListedPerson | None:
        """Who is marked."""
        index = self.list.currentIndex()
        return self.model.person(index.row()) if index.isValid() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows belong to the list, wherever one types."""
        if watched is self.filter and isinstance(event, QKeyEvent):
            moves = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
            if event.type() == QEvent.Type.KeyPress and event.key() in moves:
                self._step(event.key())
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _make_filter(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(self.tr("Type your letters or number"))
        field.setAccessibleName(self.tr("Type your letters or number"))
        field.setMaxLength(64)
        field.setClearButtonEnabled(True)
        self._icon = field.addAction(
            icons.icon("search", theme().colours.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        name_buttons_of(field)
        field.textChanged.connect(self._filter_changed)
        field.returnPressed.connect(self._choose)
        return field

    def _make_list(self) -> QListView:
        rows = _Rows()
        rows.setObjectName("chooser")
        rows.setModel(self.model)
        rows.setItemDelegate(ListedDelegate(rows))
        rows.setUniformItemSizes(True)
        rows.setMouseTracking(True)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setAccessibleName(self.tr("People of this computer"))
        rows.clicked.connect(lambda _index: self._choose())
        rows.entered_key.connect(self._choose)
        rows.typed.connect(self._typed)
        rows.selectionModel().currentChanged.connect(lambda *_: self._refresh())
        return rows

    def _typed(self, text: str) -> None:
        """Whoever types while in the list means the filter."""
        if self.filter.isVisible():
            self.filter.setFocus()
            self.filter.setText(self.filter.text() + text)

    def _step(self, key: int) -> None:
        row, last = self.list.currentIndex().row(), self.model.rowCount() - 1
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _MOST_ROWS}
        target = min(max(row + steps.get(Qt.Key(key), -_MOST_ROWS), 0), last)
        self.list.setCurrentIndex(self.model.index(target))

    def _mark(self, key: str) -> None:
        self.list.setCurrentIndex(self.model.index(max(self.model.row_of(key), 0)))
        self.list.updateGeometry()
        self._refresh()

    def _filter_changed(self, text: str) -> None:
        self.model.set_filter(text)
        self._mark("")
        self._none.setVisible(not self.model.rowCount())

    def _refresh(self) -> None:
        person = self.current
        self.button.setEnabled(person is not None)
        self.remove.setEnabled(person is not None and person.state is not PersonState.REMOVED)

    def _choose(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)

    def _remove(self) -> None:
        if self.current is not None:
            self.remove_clicked.emit(self.current)

    def _theme_changed(self) -> None:
        self._icon.setIcon(icons.icon("search", theme().colours.muted))
        self.list.scheduleDelayedItemsLayout()


class _Rows(QListView):
    """As high as its rows, up to a few. Signals: `entered_key` for Enter, `typed` with letters."""

    entered_key = Signal()
    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the row, letters look for another."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_key.emit()
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for a few rows; more scroll."""
        rows = min(max(self.model().rowCount(), 1), _MOST_ROWS)
        high = self.sizeHintForRow(0) if self.model().rowCount() else 0
        return QSize(super().sizeHint().width(), rows * high + 2 * self.frameWidth() + SPACE_S)

    def minimumSizeHint(self) -> QSize:
        """The same: the screen itself scrolls."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
