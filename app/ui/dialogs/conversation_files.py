"""All files of a conversation, newest first: to find one again, fetch, open or save it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.core.file_types import FileKind
from app.core.policy import Policy
from app.core.records import MessageRecord
from app.ui import file_actions, formats, icons
from app.ui.dialogs.base import Dialog
from app.ui.file_words import elided_name, kind_icon, kind_of, kind_words, shown_name, size_words
from app.ui.formats import translate
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel, inline, tooltip
from app.ui.theme import theme
from app.ui.tokens import ICON_LARGE
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.search_field import name_buttons_of
from app.ui.windows.conversation_files import ConversationFiles

_LONGEST = 48
"""Characters of a name; the tooltip has all of it."""
_ROW = Qt.ItemDataRole.UserRole
_PAUSE_MS = 200
_NEAR_END = 3
"""Rows from the end at which older ones are read."""


class ConversationFilesDialog(Dialog):
    """Signals, each with a message: `open_asked`, `save_asked`, `shown_asked` (go to it), and
    `fetch_asked`."""

    open_asked = Signal(object)
    fetch_asked = Signal(object)
    save_asked = Signal(object)
    shown_asked = Signal(object)

    def __init__(
        self,
        name: str,
        files: ConversationFiles,
        policy: Policy,
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        heading = translate("Files", "Files with {name}").format(name=inline(name))
        super().__init__(heading, parent, 560)
        self._files = files
        self._policy = policy
        self._tasks = tasks.child()
        self._before: int | None = None
        self._number = 0
        self._reading = False
        self.help_page = "view-files"
        self.filter = QLineEdit()
        self.filter.setMaxLength(200)
        self.filter.setClearButtonEnabled(True)
        self.filter.setPlaceholderText(translate("Files", "Find by name or words"))
        self.filter.setAccessibleName(translate("Files", "Find by name or words"))
        name_buttons_of(self.filter)
        self.kinds = ChoiceBox()
        self.kinds.setAccessibleName(translate("Files", "Kind of file"))
        self.kinds.addItem(translate("Files", "All kinds"), None)
        for kind in FileKind:
            self.kinds.addItem(kind_words(kind), kind)
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setIconSize(QSize(ICON_LARGE, ICON_LARGE))
        self.list.setMinimumHeight(260)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(heading)
        self.nothing = PlainLabel(translate("Files", "No files."), "muted")
        self.nothing.hide()
        for widget in (self.filter, self.kinds, self.nothing):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.show_button = self.add_button(translate("Files", "Show the message"), self._show)
        self.save_button = self.add_button(translate("Files", "Save as…"), self._save)
        self.save_button.setVisible(policy.allow_save_files)
        self.open_button = self.add_button(translate("Files", "Open"), self._open, primary=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        self.filter.textChanged.connect(lambda _text: self._pause.start())
        self.kinds.currentIndexChanged.connect(lambda _index: self._begin())
        self.list.currentRowChanged.connect(self._moved)
        self.list.itemActivated.connect(lambda _item: self._open())
        self.list.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        self.finished.connect(lambda _result: self._let_go())
        self._begin()
        self.list.setFocus()

    @property
    def message(self) -> MessageRecord | None:
        """The message of the file that is chosen."""
        item = self.list.currentItem()
        found = None if item is None else item.data(_ROW)
        return found if isinstance(found, MessageRecord) else None

    def _begin(self) -> None:
        self._number += 1
        self._pause.stop()
        self.list.clear()
        self._before = None
        self._refresh()
        self._tasks.start(self._read(self._number))

    async def _read(self, number: int) -> None:
        """A page; more of them while a kind that is rare leaves the list short."""
        self._reading = True
        try:
            while True:
                page, before = await self._files.page(self._before, self.filter.text().strip())
                if number != self._number:
                    return
                self._before = before
                self._add(page)
                if before is None or self.list.count() > 20:
                    break
        finally:
            if number == self._number:
                self._reading = False
        self.nothing.setVisible(not self.list.count())
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        self._refresh()

    def _add(self, page: list[tuple[MessageRecord, str]]) -> None:
        wanted = self.kinds.currentData()
        for message, sender in page:
            file = message.file
            if file is None or (wanted is not None and kind_of(file) is not wanted):
                continue
            who = inline(sender) if sender else translate("Timeline", "You")
            about = (
                kind_words(kind_of(file)),
                size_words(file.size),
                who,
                formats.moment(message.arrived_at_ms),
            )
            name = elided_name(shown_name(file.name), _LONGEST, len)
            item = QListWidgetItem(f"{name}\n{' · '.join(about)}")
            item.setToolTip(tooltip(shown_name(file.name)))
            colour = theme().colours.accent
            item.setIcon(icons.icon(kind_icon(kind_of(file)), colour, ICON_LARGE))
            item.setData(_ROW, message)
            self.list.addItem(item)

    def _moved(self, row: int) -> None:
        self._refresh()
        if row >= self.list.count() - _NEAR_END:
            self._more()

    def _scrolled(self) -> None:
        bar = self.list.verticalScrollBar()
        if bar.value() >= bar.maximum() - 40:
            self._more()

    def _more(self) -> None:
        if self._before is not None and not self._reading and self.list.count():
            self._tasks.start(self._read(self._number))

    def _refresh(self) -> None:
        message = self.message
        action = ""
        here = False
        if message is not None and message.file is not None:
            action = file_actions.main_action(message.file, outgoing=message.outgoing)
            here = file_actions.readable(message.file, outgoing=message.outgoing)
        fetches = action not in ("", file_actions.OPEN)
        self.open_button.setText(
            translate("Files", "Fetch") if fetches else translate("Files", "Open")
        )
        self.open_button.setEnabled(bool(action))
        self.save_button.setEnabled(here)
        self.show_button.setEnabled(message is not None)

    def _open(self) -> None:
        message = self.message
        if message is None or message.file is None or not self.open_button.isEnabled():
            return
        if file_actions.readable(message.file, outgoing=message.outgoing):
            self.open_asked.emit(message)
        else:
            self.fetch_asked.emit(message)
            self.shown_asked.emit(message)
            self.accept()

    def _save(self) -> None:
        if self.message is not None:
            self.save_asked.emit(self.message)

    def _show(self) -> None:
        if self.message is not None:
            self.shown_asked.emit(self.message)
            self.accept()

    def _let_go(self) -> None:
        self._tasks.close()
        self._pause.stop()
        self.list.clear()
