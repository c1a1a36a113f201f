"""One conversation: header, banners, messages, composer, and what connects them.

What is written lives in `Drafting`, what is done with messages in `ChatCommands`. Building all of
it takes as long as everything else of an opening, so that it is apart (`__init__`) from what shows
a conversation (`begin`): one view can be built ahead. A view shows one conversation in its life.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.ids import ConversationId
from app.core.records import MessageKind, MessageRecord
from app.core.views import AttentionReason, ContactView, ConversationView, OwnView
from app.services.api import ClientUseCases
from app.ui import formats
from app.ui.day_watch import DayWatch
from app.ui.file_words import message_line
from app.ui.models.timeline import TimelineModel
from app.ui.names import Names
from app.ui.shown import shown
from app.ui.tasks import TaskRunner
from app.ui.text import inline
from app.ui.tokens import SPACE_L, SPACE_M
from app.ui.widgets.banner import Banner
from app.ui.widgets.chat_commands import ChatCommands
from app.ui.widgets.chat_header import ChatHeader
from app.ui.widgets.composer import Composer
from app.ui.widgets.contact_banner import ContactBanner
from app.ui.widgets.drafting import BegunMemory, Drafting, Sending
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.find_bar import FindBar
from app.ui.widgets.group_banner import GroupBanner
from app.ui.widgets.jump_corner import JumpCorner
from app.ui.widgets.placed_list import Place
from app.ui.widgets.selection_bar import SelectionBar
from app.ui.widgets.sending_strip import SendingStrip
from app.ui.widgets.timeline_view import TimelineView
from app.ui.words import error_words
from app.ui.writing import WritingTools


class ChatView(QWidget):
    """One conversation: `conversation` and `contact` are there from `begin` on.

    Signals: `verify_requested`, `review_requested`; of a group, `panel_requested` for all about it
    and `fork_requested` for what became of two versions of it.
    """

    verify_requested = Signal()
    review_requested = Signal()
    panel_requested = Signal()
    fork_requested = Signal()

    def __init__(
        self,
        client: ClientUseCases,
        own: OwnView,
        tasks: TaskRunner,
        writing: WritingTools,
        sending: Sending,
        begun: BegunMemory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.conversation: ConversationView
        self.contact: ContactView
        self._client = client
        self._tasks = tasks
        self.tasks = tasks.child()
        """What shows something here; it ends with the conversation, what changes something not."""
        self.names = Names(own)
        self._first_unread: int | None = None
        self._outgoing_blocked = ""
        self.instead: QWidget | None = None
        """What stands in the composer's place, as while a voice message is recorded."""
        self._missed = 0
        self.timeline = TimelineModel(client.messages, None, own, self)
        self.header = ChatHeader()
        self.banner = ContactBanner()
        self.group_banner = GroupBanner()
        self.sending_strip = SendingStrip()
        self.error_banner = Banner()
        self.list = TimelineView(self.tasks)
        self.finder = FindBar(client.search, self.list, self.tasks)
        self.composer = Composer()
        self.composer.use(writing)
        self.selection_bar = SelectionBar()
        self.corner = JumpCorner(self)
        self.days = DayWatch(self)
        self.drafting = Drafting(
            client.messages,
            own.account_id,
            self.composer,
            tasks,
            sending,
            begun,
        )
        self.commands = ChatCommands(self, client, own, tasks, writing.emoji)
        self._empty = EmptyState("message")
        self._lay_out()
        self._connect()

    def begin(self, view: ConversationView) -> None:
        """Be about this conversation from now on. Its messages come with `load`."""
        self.conversation = view
        self._first_unread = view.record.first_unread_row_id
        self.finder.conversation_id = view.record.conversation_id
        self.drafting.begin(view.record.conversation_id, view.record.draft)
        self.show_conversation(view)

    def show_conversation(self, view: ConversationView) -> None:
        """The person or the group, or what is known about them, changed."""
        self.conversation = view
        self.names.begin(view)
        self.timeline.set_names(self.names)
        self.show_contact(shown(view))

    @property
    def can_write(self) -> bool:
        """Whether anything can be sent to this contact now."""
        return not (self._outgoing_blocked or formats.cannot_send_reason(self.contact))

    async def load(self, at: Place | int | None = None) -> None:
        """Read the messages and show them: at a place, at a message (its row id), or as usual."""
        row_id = at.row_id if isinstance(at, Place) else at
        if row_id is None or not await self.timeline.open_at(row_id):
            await self.timeline.open(self._first_unread)
            row_id = at = None
        self.list.show_timeline(self.timeline, row_id)
        if at is not None:
            await self._go_to(at)
        self._show_emptiness()
        await self.drafting.resume()

    async def visit(self, at: Place | int) -> None:
        """Go to a place of before, or to a message, from which one can come back."""
        was = self.list.place()
        if await self._go_to(at) and isinstance(at, int):
            self.commands.remember(was)

    async def _go_to(self, at: Place | int) -> bool:
        if isinstance(at, Place):
            return await self.list.return_to(at)
        return await self.list.show_row(at)

    def take_focus(self, *, writing: bool) -> None:
        """Be ready to write, or to read; unless somebody quick is at work in it already."""
        focus = QApplication.focusWidget()
        parts = (self.finder, self.list, self.composer)  # Qt itself may have put it on the head
        if focus is not None and any(part is focus or part.isAncestorOf(focus) for part in parts):
            return
        if writing and self.composer.edit.isEnabled():
            self.composer.edit.setFocus()
        else:
            self.list.setFocus()

    def show_contact(self, contact: ContactView) -> None:
        """The contact, or what is known about them, changed."""
        self.contact = contact
        self.timeline.set_contact(contact)
        group = self.conversation.group
        self.header.show_contact(contact, group)
        self.banner.show_contact(contact)
        self.group_banner.show_group(group)
        self.drafting.name_of = None if group is None else self.name_of
        self.composer.mentions.set_members(() if group is None else group.members)
        self.drafting.set_name(contact.name)
        self.composer.set_recipient(
            inline(contact.name),
            self._outgoing_blocked or formats.cannot_send_reason(contact),
        )
        self.list.toolbar.enabled = self.can_write and not self.list.choosing.on
        self._show_emptiness()

    def name_of(self, message: MessageRecord) -> str:
        """Who wrote a message."""
        if message.outgoing or self.conversation.group is not None:
            return self.names.name(message.sender_account)
        return self.contact.name

    def block_all(self, reason: str) -> None:
        """Stop sending to anybody, as a blocking alarm does."""
        self._outgoing_blocked = reason
        self.show_contact(self.contact)

    async def add(self, row_ids: tuple[int, ...]) -> None:
        """New rows came; show, count and announce them."""
        away = not self.list.at_bottom()
        added = await self.timeline.add(row_ids)
        self._show_emptiness()
        rows = added
        if away:
            rows = added or await self._client.messages.rows(row_ids)
            self._missed += sum(_is_news(message) for message in rows)
            self.corner.show_count(self._missed)
            self.place_corner()
        self._announce_news(list(filter(_is_news, rows)))

    def _announce_news(self, news: list[MessageRecord]) -> None:
        """Have new messages read out, once and to whoever is here.

        While another window is in front the notification tells, and it tells no content.
        """
        if not self.window().isActiveWindow():
            return
        for message in news:
            self.list.announce(
                self.tr("{name}: {text}").format(
                    name=inline(self.name_of(message)), text=message_line(message)
                )
            )

    async def refresh(self, row_ids: tuple[int, ...]) -> None:
        """Rows changed: their state, their words, their reactions."""
        await self.timeline.refresh(row_ids)
        for row_id in row_ids:
            row = self.timeline.row_of(row_id)
            if row >= 0:
                self.drafting.message_changed(self.timeline.message(row))

    def show_typing(self, typing: bool) -> None:
        """The other person writes, or writes no more."""
        words = self.header.show_typing(typing)
        if words:
            self.list.announce(words)

    def leave(self) -> None:
        """Another conversation takes its place: save the draft in the background, end the rest."""
        self.drafting.leave()
        self.tasks.close()

    async def save_draft(self) -> None:
        """Save the draft if it differs from what is saved."""
        await self.drafting.save()

    def unsaved_draft(self) -> tuple[ConversationId, str] | None:
        """What `save_draft` would save, for when the screen is about to be destroyed."""
        return self.drafting.unsaved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the jump buttons in their corner."""
        super().resizeEvent(event)
        self.place_corner()

    def event(self, event: QEvent) -> bool:
        """The window came to the front: what is in view is read now.

        Qt tells a window's children by WindowActivate; ActivationChange reaches the window alone.
        """
        handled = super().event(event)
        if event.type() == QEvent.Type.WindowActivate:
            self.list.report_seen()
        return handled

    def close_down(self) -> None:
        """Forget every word, and close what is open above the window."""
        self.drafting.forget()
        self.timeline.clear()
        self.commands.close_down()

    def show_error(self, error: CurbsideError) -> None:
        """Say what went wrong, above the messages."""
        self.error_banner.say(
            error_words(error).together, "danger", icon="alert-circle", dismissable=True
        )

    def say(self, words: str) -> None:
        """Say what was done, above the messages."""
        self.error_banner.say(words, "info", icon="check", dismissable=True)

    def _sent(self, record: MessageRecord) -> None:
        self.timeline.forget_unread()
        self.tasks.start(self._show_sent(record))

    async def _show_sent(self, record: MessageRecord) -> None:
        if not self.timeline.at_end:
            await self.timeline.load_latest()
        await self.timeline.add((record.row_id,))
        self._show_emptiness()
        self.jump_to_latest()

    def _mark_read(self, row_id: int) -> None:
        self._tasks.start(self._client.messages.mark_read(self.contact.conversation_id, row_id))

    def _bottom_changed(self, at_bottom: bool) -> None:
        if at_bottom and self._missed:
            self._missed = 0
            self.corner.show_count(0)
        self.corner.show_latest(not at_bottom)
        self.corner.show_back(self.commands.can_go_back and not at_bottom)
        self.place_corner()

    def jump_to_latest(self) -> None:
        """Go to the newest message; there is nothing to come back to."""
        self.commands.forget_trail()
        if self.corner.latest.hasFocus():
            self.list.setFocus()  # the button hides, and Qt would hand the focus to the header
        self.list.jump_to_latest()

    def place_corner(self) -> None:
        """Put the jump buttons where they belong, as after one of them changed."""
        self.corner.adjustSize()
        corner = self.list.geometry().bottomRight()
        self.corner.move(
            corner.x() - self.corner.width() - SPACE_L - SPACE_M,
            corner.y() - self.corner.height() - SPACE_M,
        )
        self.corner.raise_()

    def replace_composer(self, instead: QWidget | None) -> None:
        """Show something else where one writes, or the composer again."""
        old, self.instead = self.instead, instead
        layout = self.layout()
        if instead is not None and layout is not None:
            layout.addWidget(instead)
        shown = not self.list.choosing.on
        self.composer.setVisible(shown and instead is None)
        if instead is not None:
            instead.setVisible(shown)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _choosing_toggled(self, on: bool) -> None:
        """The bar takes the composer's place; whichever goes leaves the focus in the messages."""
        bottom = self.instead or self.composer
        gone = bottom if on else self.selection_bar
        if gone.isAncestorOf(self.window().focusWidget() or self):
            self.list.setFocus(Qt.FocusReason.MouseFocusReason)
        self.selection_bar.setVisible(on)
        bottom.setVisible(not on)
        self.list.toolbar.enabled = self.can_write and not on

    def _chosen(self, count: int) -> None:
        self.list.announce(self.selection_bar.show_count(count))

    def _show_emptiness(self) -> None:
        empty = self.timeline.at_end and not self.timeline.rowCount()
        self._empty.setVisible(empty)
        self.list.setVisible(not empty)
        if empty and self.conversation.group is None:
            self._empty.show_words(
                self.tr("Nothing written yet"),
                self.tr(
                    "Messages with {name} are encrypted on this computer and can be read on "
                    "your devices and theirs alone. Verify them when you next meet or talk."
                ).format(name=inline(self.contact.name)),
                self.tr("Verify") if self.banner.isHidden() else "",  # the banner offers it, too
                self.verify_requested.emit,
            )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self.group_banner)
        layout.addWidget(self.error_banner)
        layout.addWidget(self.finder)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.sending_strip)
        layout.addWidget(self.selection_bar)
        layout.addWidget(self.composer)
        self._empty.hide()
        self.setFocusProxy(self.composer.edit)

    def _connect(self) -> None:
        self.finder.left.connect(self.commands.remember)
        commands, chosen = self.commands, self.list.choosing
        self.days.changed.connect(self.timeline.day_changed)
        self.header.verify_clicked.connect(self._chip_clicked)
        self.header.panel_clicked.connect(self.panel_requested)
        self.group_banner.panel_clicked.connect(self.panel_requested)
        self.group_banner.fork_clicked.connect(self.fork_requested)
        self.banner.verify_requested.connect(self.verify_requested)
        self.banner.review_requested.connect(self.review_requested)
        self.composer.send.connect(lambda _text: self.error_banner.hide())
        self.composer.edit.earlier_wanted.connect(lambda: commands.run("edit-last"))
        self.drafting.sent.connect(self._sent)
        self.drafting.failed.connect(self.show_error)
        self.list.menu_requested.connect(self._open_menu)
        self.list.command_requested.connect(commands.run)
        self.list.delegate.reaction_clicked.connect(commands.toggle_reaction)
        self.list.seen.connect(self._mark_read)
        self.list.bottom_changed.connect(self._bottom_changed)
        chosen.toggled.connect(self._choosing_toggled)
        chosen.counted.connect(self._chosen)
        self.selection_bar.cancelled.connect(chosen.end)
        self.selection_bar.copy_clicked.connect(lambda: commands.run("copy"))
        self.selection_bar.forward_clicked.connect(lambda: commands.run("forward"))
        self.corner.latest_clicked.connect(self.jump_to_latest)
        self.corner.back_clicked.connect(lambda: commands.run("back"))

    def _open_menu(self, row_id: int, at: QPoint) -> None:
        self.commands.open_menu(row_id, at)

    def _chip_clicked(self) -> None:
        if self.contact.attention is AttentionReason.KEY_CHANGED:
            self.review_requested.emit()
        else:
            self.verify_requested.emit()


def _is_news(message: MessageRecord) -> bool:
    return not message.outgoing and message.kind is MessageKind.TEXT
