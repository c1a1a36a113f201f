"""One conversation: header, banners, messages, composer, and the draft between them.

Drafts are saved a moment after the last key, and at once when the conversation is left. Saving and
sending go through one lock, so that a late draft cannot bring back what was sent.
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.ids import ConversationId
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.views import AttentionReason, ContactView, ConversationView, OwnView
from app.services.api import ClientUseCases
from app.ui import formats
from app.ui.models.timeline import TimelineModel
from app.ui.tasks import TaskRunner
from app.ui.text import inline, one_line
from app.ui.tokens import SPACE_L, SPACE_M
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.chat_header import ChatHeader
from app.ui.widgets.composer import Composer
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.timeline_view import TimelineView
from app.ui.words import error_words

_DRAFT_DELAY_MS = 500

Sending = dict[asyncio.Task[MessageRecord], tuple[ConversationId, str]]
"""Texts that are being handed over, which must not be lost when the screen goes."""


class ChatView(QWidget):
    """The conversation with one contact. Signals: `verify_requested`, `review_requested`,
    `info_requested` (row id)."""

    verify_requested = Signal()
    review_requested = Signal()
    info_requested = Signal(object)

    def __init__(
        self,
        client: ClientUseCases,
        view: ConversationView,
        own: OwnView,
        tasks: TaskRunner,
        sending: Sending,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.contact = view.contact
        self._sending = sending
        self._client = client
        self._tasks = tasks
        self._first_unread = view.record.first_unread_row_id
        self._lock = asyncio.Lock()
        self._saved_draft = view.record.draft
        self._outgoing_blocked = ""
        self.timeline = TimelineModel(client.messages, view.contact, own, self)
        self.header = ChatHeader()
        self.banner = Banner()
        self.error_banner = Banner()
        self.list = TimelineView(tasks)
        self.composer = Composer()
        self._empty = EmptyState("message")
        self._jump = IconButton("arrow-down", self.tr("Jump to the latest message"), parent=self)
        self._jump.setObjectName("jump")
        self._jump.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAFT_DELAY_MS)
        self._lay_out()
        self._connect()
        self.composer.set_text(view.record.draft)
        self.show_contact(view.contact)

    async def load(self) -> None:
        """Read the messages and show them."""
        await self.timeline.open(self._first_unread)
        self.list.show_timeline(self.timeline)
        self._show_emptiness()

    def show_contact(self, contact: ContactView) -> None:
        """The contact, or what is known about them, changed."""
        self.contact = contact
        self.timeline.set_contact(contact)
        self.header.show_contact(contact)
        self.composer.set_recipient(
            inline(contact.name),
            self._outgoing_blocked or formats.cannot_send_reason(contact),
        )
        self._show_attention()
        self._show_emptiness()

    def block_all(self, reason: str) -> None:
        """Stop sending to anybody, as a blocking alarm does."""
        self._outgoing_blocked = reason
        self.show_contact(self.contact)

    async def add(self, row_ids: tuple[int, ...]) -> None:
        """New rows came; show and announce them."""
        added = await self.timeline.add(row_ids)
        self._show_emptiness()
        for message in added:
            if not message.outgoing and message.kind is MessageKind.TEXT:
                self.list.announce(
                    self.tr("{name}: {text}").format(
                        name=inline(self.contact.name), text=one_line(message.text)
                    )
                )

    def flush_draft(self) -> None:
        """Save the draft now, in the background."""
        if self._timer.isActive():
            self._timer.stop()
            self._tasks.start(self.save_draft())

    async def save_draft(self) -> None:
        """Save the draft if it differs from what is saved."""
        self._timer.stop()
        async with self._lock:
            text = self.composer.text
            if text != self._saved_draft:
                await self._client.messages.save_draft(self.contact.conversation_id, text)
                self._saved_draft = text

    def unsaved_draft(self) -> tuple[ConversationId, str] | None:
        """What `save_draft` would save, for when the screen is about to be destroyed."""
        text = self.composer.text
        if text == self._saved_draft:
            return None
        return self.contact.conversation_id, text

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the jump button in its corner."""
        super().resizeEvent(event)
        self._place_jump()

    def event(self, event: QEvent) -> bool:
        """The window came to the front: what is in view is read now.

        Qt tells a window's children by WindowActivate; ActivationChange reaches the window alone.
        """
        handled = super().event(event)
        if event.type() == QEvent.Type.WindowActivate:
            self.list.report_seen()
        return handled

    def _send(self, text: str) -> None:
        self._timer.stop()
        self.composer.set_text("")
        self.error_banner.hide()
        # Locking ends what follows the sending, not the sending, which the application awaits.
        sending = self._tasks.hold(self._hand_over(text))
        self._sending[sending] = (self.contact.conversation_id, text)
        self._tasks.start(
            self._after_sending(sending), lambda error: self._send_failed(text, error)
        )

    async def _hand_over(self, text: str) -> MessageRecord:
        """Queue a text. Touches no widget, because there may be none any more."""
        async with self._lock:
            record = await self._client.messages.send_text(self.contact.conversation_id, text)
            self._saved_draft = ""
            return record

    async def _after_sending(self, sending: asyncio.Task[MessageRecord]) -> None:
        try:
            record = await asyncio.shield(sending)
        except CurbsideError:
            del self._sending[sending]
            raise
        del self._sending[sending]
        if self.composer.text:
            self._timer.start()
        if not self.timeline.at_end:
            await self.timeline.load_latest()
        await self.timeline.add((record.row_id,))
        self._show_emptiness()
        self.list.jump_to_latest()

    def _send_failed(self, text: str, error: CurbsideError) -> None:
        """Nothing was queued: give the text back."""
        later = self.composer.text
        self.composer.set_text(f"{text}\n{later}" if later else text)
        self._timer.start()
        self.show_error(error)

    def show_error(self, error: CurbsideError) -> None:
        """Say what went wrong, above the messages."""
        self.error_banner.say(
            error_words(error).together, "danger", icon="alert-circle", dismissable=True
        )

    def retry(self, row_id: int) -> None:
        """Send a failed message again."""
        self._tasks.start(self._client.messages.retry(row_id), self.show_error)

    def retry_selected(self) -> None:
        """Send the selected failed messages again."""
        for message in self.list.selected_messages():
            if message.state is DeliveryState.FAILED:
                self.retry(message.row_id)

    def selected_message(self) -> MessageRecord | None:
        """The selected message, else the newest one."""
        selected = self.list.selected_messages()
        if selected:
            return selected[-1]
        count = self.timeline.rowCount()
        return self.timeline.message(count - 1) if count else None

    def _mark_read(self, row_id: int) -> None:
        self._tasks.start(self._client.messages.mark_read(self.contact.conversation_id, row_id))

    def _bottom_changed(self, at_bottom: bool) -> None:
        self._jump.setVisible(not at_bottom)
        self._place_jump()

    def _place_jump(self) -> None:
        self._jump.adjustSize()
        corner = self.list.geometry().bottomRight()
        self._jump.move(
            corner.x() - self._jump.width() - SPACE_L - SPACE_M,
            corner.y() - self._jump.height() - SPACE_M,
        )
        self._jump.raise_()

    def _show_emptiness(self) -> None:
        empty = self.timeline.at_end and not self.timeline.rowCount()
        self._empty.setVisible(empty)
        self.list.setVisible(not empty)
        if empty:
            self._empty.show_words(
                self.tr("Nothing written yet"),
                self.tr(
                    "Messages with {name} are encrypted on this computer and can be read on "
                    "your devices and theirs alone. Verify them when you next meet or talk."
                ).format(name=inline(self.contact.name)),
                self.tr("Verify"),
                self.verify_requested.emit,
            )

    def _show_attention(self) -> None:
        attention = self.contact.attention
        name = inline(self.contact.name)
        if attention is AttentionReason.KEY_CHANGED:
            self.banner.say(
                self.tr(
                    "{name}'s key changed. They may have a new computer, or somebody may be "
                    "pretending to be them. Nothing is sent until you have reviewed it."
                ).format(name=name),
                "attention",
                icon="key",
                button=self.tr("Review…"),
                action=self.review_requested.emit,
            )
        elif attention is AttentionReason.MISMATCH:
            self.banner.say(
                self.tr(
                    "The numbers did not match. Sending to {name} is stopped. "
                    "Call your clinic's IT, and do not use this conversation meanwhile."
                ).format(name=name),
                "danger",
                icon="shield-alert",
                button=self.tr("Compare again…"),
                action=self.verify_requested.emit,
            )
        elif self.contact.duplicate_of:
            self.banner.say(
                self.tr(
                    "Another person is listed alike: {difference}. Verify before you write."
                ).format(difference=inline(self.contact.duplicate_of)),
                "attention",
                icon="users",
                button=self.tr("Verify…"),
                action=self.verify_requested.emit,
            )
        else:
            self.banner.hide()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self.error_banner)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.composer)
        self._empty.hide()
        self.setFocusProxy(self.composer.edit)

    def _connect(self) -> None:
        self.header.verify_clicked.connect(self._chip_clicked)
        self.composer.send.connect(self._send)
        self.composer.changed.connect(self._timer.start)
        self._timer.timeout.connect(lambda: self._tasks.start(self.save_draft()))
        self.list.info_requested.connect(self.info_requested)
        self.list.retry_requested.connect(self.retry)
        self.list.seen.connect(self._mark_read)
        self.list.bottom_changed.connect(self._bottom_changed)
        self._jump.clicked.connect(self.list.jump_to_latest)

    def _chip_clicked(self) -> None:
        if self.contact.attention is AttentionReason.KEY_CHANGED:
            self.review_requested.emit()
        else:
            self.verify_requested.emit()
