"""How conversations are kept: pinned, muted, marked as unread. By menu in the list, and by keys."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QObject, QPoint, Qt, QTime
from PySide6.QtWidgets import QMenu

from app.core.ids import AccountId
from app.core.records import FOREVER_MS, ConversationRecord
from app.services.api import ClientUseCases
from app.ui.actions import BY_NAME
from app.ui.models.conversation_list import PersonRow
from app.ui.shown import conversation_of, is_group, key_of
from app.ui.tasks import TaskRunner
from app.ui.text import label_text

if TYPE_CHECKING:
    from app.core.views import ContactView
    from app.ui.windows.main_view import MainView

_HOUR_MS = 3_600_000
_MORNING = QTime(8, 0)


def _now_ms() -> int:
    return round(time() * 1000)


def next_morning(now_ms: int) -> int:
    """8:00 of the next day, in ms: a night shift that begins at 21:00 is over by then."""
    day = QDateTime.fromMSecsSinceEpoch(now_ms).date().addDays(1)
    return QDateTime(day, _MORNING).toMSecsSinceEpoch()


class ConversationCommands(QObject):
    """For the conversation that is open, or the one whose menu was opened."""

    def __init__(self, view: MainView, client: ClientUseCases, tasks: TaskRunner) -> None:
        super().__init__(view)
        self._view = view
        self._client = client
        self._tasks = tasks

    def run(self, name: str) -> None:
        """Do a command with the open conversation."""
        if self._view.chat is not None:
            self._tasks.start(self._run(name, self._view.chat.contact))

    def open_menu(self, row: PersonRow, at: QPoint) -> None:
        """The menu of a row of the list."""
        self.menu_for(row).popup(at)

    def menu_for(self, row: PersonRow) -> QMenu:
        """A menu that deletes itself when it is closed."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        contact, record = row.contact, row.record
        account_id = contact.account_id
        opened = menu.addAction(self.tr("Open"))
        opened.triggered.connect(lambda: self._view.open_conversation(account_id))
        if record is not None:
            menu.addSeparator()
            self._add_pin(menu, record)
            self._add_mute(menu, record)
            self._add_unread(menu, record)
        menu.addSeparator()
        if row.group is not None and self._is_open(account_id):
            members = menu.addAction(self._label("group-panel"))
            members.triggered.connect(self._view.groups.open_panel)
        if not is_group(account_id):
            verify = menu.addAction(self._label("verify"))
            verify.triggered.connect(lambda: self._view.dialogs.verify_contact(contact))
        if self._is_open(account_id):
            close = menu.addAction(self._label("close-conversation"))
            close.triggered.connect(self._view.close_conversation)
        return menu

    def mute_menu(self, record: ConversationRecord, parent: QMenu | None = None) -> QMenu:
        """For how long nothing is announced."""
        menu = QMenu(self._view) if parent is None else parent.addMenu(self._label("mute"))
        now = _now_ms()
        for words, until_ms in (
            (self.tr("For 1 hour"), now + _HOUR_MS),
            (self.tr("For 8 hours"), now + 8 * _HOUR_MS),
            (self.tr("Until tomorrow, 8:00"), next_morning(now)),
            (self.tr("For 1 week"), now + 7 * 24 * _HOUR_MS),
            (self.tr("Always"), FOREVER_MS),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, at=until_ms: self._mute(record, at))
        return menu

    async def _run(self, name: str, contact: ContactView) -> None:
        key = contact.account_id
        record = (await conversation_of(self._client.contacts, key)).record
        if name == "pin":
            self._pin(record)
        elif name == "mark-unread":
            self._mark(record)
        elif record.is_muted(_now_ms()):
            self._mute(record, 0)
        elif self._view.chat is not None:
            menu = self.mute_menu(record)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            header = self._view.chat.header
            menu.popup(header.mapToGlobal(header.rect().bottomLeft()))

    def _add_pin(self, menu: QMenu, record: ConversationRecord) -> None:
        action = menu.addAction(self._label("pin", on=bool(record.pinned_at_ms)))
        action.setObjectName("pin")
        action.triggered.connect(lambda: self._pin(record))

    def _add_mute(self, menu: QMenu, record: ConversationRecord) -> None:
        if record.is_muted(_now_ms()):
            action = menu.addAction(self._label("mute", on=True))
            action.triggered.connect(lambda: self._mute(record, 0))
        else:
            action = self.mute_menu(record, menu).menuAction()
        action.setObjectName("mute")

    def _add_unread(self, menu: QMenu, record: ConversationRecord) -> None:
        action = menu.addAction(self._label("mark-unread", on=_is_unread(record)))
        action.setObjectName("mark-unread")
        action.triggered.connect(lambda: self._mark(record))

    def _pin(self, record: ConversationRecord) -> None:
        pinned = not record.pinned_at_ms
        self._tasks.start(self._client.contacts.set_pinned(record.conversation_id, pinned))

    def _mute(self, record: ConversationRecord, until_ms: int) -> None:
        self._tasks.start(self._client.contacts.mute(record.conversation_id, until_ms))

    def _mark(self, record: ConversationRecord) -> None:
        self._tasks.start(self._mark_now(record))

    async def _mark_now(self, record: ConversationRecord) -> None:
        unread = _is_unread(record)
        if not unread:
            if self._is_open(key_of(record)):
                self._view.close_conversation()  # or it would be read again at once
            await self._client.contacts.mark_unread(record.conversation_id, True)
            return
        if record.unread:
            await self._client.messages.mark_read(record.conversation_id, record.last_row_id)
        if record.marked_unread:
            await self._client.contacts.mark_unread(record.conversation_id, False)

    def _is_open(self, account_id: AccountId) -> bool:
        chat = self._view.chat
        return chat is not None and chat.contact.account_id == account_id

    @staticmethod
    def _label(name: str, *, on: bool = False) -> str:
        command = BY_NAME[name]
        return f"{label_text(command.label(on=on))}\t{command.keys_label()}"


def _is_unread(record: ConversationRecord) -> bool:
    return bool(record.unread or record.marked_unread)
