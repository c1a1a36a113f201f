"""The left side: who is signed in, the filter, conversations and people."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.ids import AccountId
from app.core.views import OwnView
from app.ui import formats, icons
from app.ui.actions import BY_NAME
from app.ui.day_watch import DayWatch
from app.ui.models.conversation_list import PersonListModel
from app.ui.text import ElidedLabel, person_name
from app.ui.theme import theme
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.avatar_view import AvatarView
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.person_list import PersonList
from app.ui.widgets.quiet_strip import QuietStrip
from app.ui.widgets.search_field import name_buttons_of

CONVERSATIONS, PEOPLE = 0, 1
_LEAST_WIDTH = 260


class Sidebar(QWidget):
    """Signals: `opened` (account id), `menu_requested` (row, where on the screen), `lock_clicked`,
    `switch_clicked`, `menu_clicked`, `restore_clicked`, `group_clicked` for a new one.

    `below` holds the lists, and whatever takes their place: who is signed in stays in view.
    """

    opened = Signal(object)
    menu_requested = Signal(object, QPoint)
    lock_clicked = Signal()
    switch_clicked = Signal()
    menu_clicked = Signal()
    restore_clicked = Signal()
    group_clicked = Signal()

    def __init__(
        self,
        conversations: PersonListModel,
        people: PersonListModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._models = (conversations, people)
        self.lists = (
            PersonList(conversations, self.tr("Conversations")),
            PersonList(people, self.tr("People")),
        )
        self._empty = (EmptyState("message"), EmptyState("users"))
        self._followed = False
        self.filter = self._make_filter()
        self.filter.installEventFilter(self)
        self.tabs = self._make_tabs()
        self._stacks = (QStackedWidget(), QStackedWidget())
        self._areas = QStackedWidget()
        for stack, rows, empty in zip(self._stacks, self.lists, self._empty, strict=True):
            stack.addWidget(rows)
            stack.addWidget(empty)
            self._areas.addWidget(stack)
            rows.opened.connect(self.opened)
            rows.menu_requested.connect(self.menu_requested)
            rows.left_upwards.connect(self.filter.setFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addLayout(self._make_header())
        self.quiet = QuietStrip()
        layout.addWidget(self.quiet)
        self.below = QStackedWidget()
        layout.addWidget(self.below, 1)
        lists = QWidget()
        self.below.addWidget(lists)
        lower = QVBoxLayout(lists)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_M, 0, SPACE_M, SPACE_S)
        row.addWidget(self.filter)
        lower.addLayout(row)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_S)
        tabs.setSpacing(SPACE_L)
        for tab in self.tabs:
            tabs.addWidget(tab)
        tabs.addStretch()
        tabs.addWidget(self._command_button("new-group", self.group_clicked))
        lower.addLayout(tabs)
        lower.addWidget(self._areas, 1)
        for model in self._models:
            model.modelReset.connect(self.refresh)
            model.dataChanged.connect(self.refresh)
        self.days = DayWatch(self)
        for rows in self.lists:  # which write "Yesterday" when they paint
            self.days.changed.connect(rows.viewport().update)
        theme().changed.connect(self._draw_filter_icon)
        self.show_tab(CONVERSATIONS)

    @property
    def tab(self) -> int:
        """CONVERSATIONS or PEOPLE."""
        return self._areas.currentIndex()

    def show_own(self, own: OwnView, *, shared: bool = False) -> None:
        """Whose app this is, and, where others use the computer too, the way to them."""
        self._avatar.show_person(own.account_id, own.name)
        self._name.setText(person_name(own.name))
        self._clinic.setText(
            " · ".join(person_name(part) for part in (own.role, own.clinic_name) if part)
        )
        self._switch.setVisible(shared)

    def show_tab(self, tab: int) -> None:
        """Show conversations or people."""
        self._followed = False
        self._areas.setCurrentIndex(tab)
        self.tabs[tab].setChecked(True)
        self.refresh()

    def focus_filter(self) -> None:
        """Begin to look for somebody."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def focus_list(self) -> None:
        """Go to the rows, or to the filter when there are none."""
        rows = self.lists[self.tab]
        if self._models[self.tab].rowCount():
            rows.enter()
        else:
            self.focus_filter()

    def set_open(self, account_id: AccountId | None) -> None:
        """Mark the open conversation in both lists."""
        for rows in self.lists:
            rows.set_open(account_id)

    def refresh(self) -> None:
        """Bring tabs and empty states up to date."""
        words = (self.tr("Conversations"), self.tr("People"))
        for tab, word, model in zip(self.tabs, words, self._models, strict=True):
            count = model.rowCount()
            unread = 0 if tab.isChecked() else model.unread()
            if model.filter and model.loaded:
                tab.setText(f"{word}  {count}")
            else:
                tab.setText(f"{word} ({formats.number(unread)})" if unread else word)
        for number, (model, stack) in enumerate(zip(self._models, self._stacks, strict=True)):
            stack.setCurrentIndex(1 if model.loaded and not model.rowCount() else 0)
            if model.loaded and not model.rowCount():
                self._explain(number)

    def minimumSizeHint(self) -> QSize:
        """Room for names, and for the words of the tabs at every size of text."""
        return super().minimumSizeHint().expandedTo(QSize(_LEAST_WIDTH, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter in the filter go to the rows; Escape clears it."""
        if watched is self.filter and event.type() == QEvent.Type.KeyPress:
            key = event.key() if isinstance(event, QKeyEvent) else None
            if key == Qt.Key.Key_Down:
                self.focus_list()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open_first()
                return True
            if key == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _open_first(self) -> None:
        """Open the best match: of this list, else of the other."""
        other = PEOPLE if self.tab == CONVERSATIONS else CONVERSATIONS
        if not self.lists[self.tab].open_row(0) and self.lists[other].open_row(0):
            self.show_tab(other)

    def _explain(self, number: int) -> None:
        empty, model = self._empty[number], self._models[number]
        other = self._models[1 - number].rowCount()
        if model.filter and any(each.total for each in self._models):
            offer = ""
            if other and number == CONVERSATIONS:
                offer = self.tr("Show {count} in People").format(count=other)
            elif other:
                offer = self.tr("Show {count} in Conversations").format(count=other)
            empty.show_words(
                self.tr("Nothing found"),
                self.tr("Names, roles and departments are searched."),
                offer,
                lambda: self.show_tab(1 - number),
            )
        elif number == CONVERSATIONS and self._models[PEOPLE].total:
            empty.show_words(
                self.tr("No conversations yet"),
                self.tr("Choose a colleague and write. Only the two of you can read it."),
                self.tr("Choose a colleague"),
                lambda: self.show_tab(PEOPLE),
                self.tr("Restore from a backup…"),
                self.restore_clicked.emit,
            )
        else:
            empty.show_words(
                self.tr("No colleagues yet"),
                self.tr("Nobody else has joined. People appear here by themselves once they do."),
            )

    def _filter_changed(self, text: str) -> None:
        for model in self._models:
            model.set_filter(text.strip())
        self._follow_matches()
        self.refresh()

    def _follow_matches(self) -> None:
        """Show people while only they match; what was shown before comes back by itself."""
        conversations, people = self._models
        if self._followed and (not people.filter or conversations.rowCount()):
            self.show_tab(CONVERSATIONS)
        elif (
            self.tab == CONVERSATIONS
            and conversations.filter
            and not conversations.rowCount()
            and people.rowCount()
        ):
            self.show_tab(PEOPLE)
            self._followed = True

    def _make_header(self) -> QHBoxLayout:
        self._avatar = AvatarView(32)
        self._name = ElidedLabel(kind="strong")
        self._clinic = ElidedLabel(kind="caption")
        self._switch = self._command_button("switch-person", self.switch_clicked)
        self._switch.hide()
        lock = self._command_button("lock", self.lock_clicked)
        self.menu_button = IconButton("menu", self.tr("Menu (F10)"), "muted")
        self.menu_button.clicked.connect(self.menu_clicked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._clinic)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_S, SPACE_M)
        row.setSpacing(SPACE_S)
        row.addWidget(self._avatar)
        row.addSpacing(2)
        row.addLayout(words, 1)
        row.addWidget(self._switch)
        row.addWidget(lock)
        row.addWidget(self.menu_button)
        return row

    def _command_button(self, name: str, clicked: SignalInstance) -> IconButton:
        command = BY_NAME[name]
        button = IconButton(command.icon, f"{command.label()} ({command.keys_label()})", "muted")
        button.clicked.connect(clicked)
        return button

    def _make_filter(self) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(200)  # a name or a word, not a pasted log
        field.setPlaceholderText(self.tr("Find by name, role or department"))
        field.setAccessibleName(self.tr("Find by name, role or department"))
        field.setClearButtonEnabled(True)
        field.textChanged.connect(self._filter_changed)
        self._filter_icon = field.addAction(
            icons.icon("search", theme().colours.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        name_buttons_of(field)
        return field

    def _draw_filter_icon(self) -> None:
        self._filter_icon.setIcon(icons.icon("search", theme().colours.muted))

    def _make_tabs(self) -> tuple[QToolButton, QToolButton]:
        group = QButtonGroup(self)
        tabs = (QToolButton(), QToolButton())
        for number, tab in enumerate(tabs):
            tab.setObjectName("tab")
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tab.clicked.connect(lambda _checked=False, number=number: self.show_tab(number))
            group.addButton(tab, number)
        return tabs
