"""What is being written in one conversation: a draft, what it answers, or an edited message.

The draft is saved a moment after the last key, and at once when the conversation is left. Saving
and sending go through one lock, so that a late draft cannot bring back what was sent. While a
message is edited the draft stands aside and is saved as it was. What is answered or edited is
remembered as long as the profile is open (`BegunMemory`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId
from app.core.records import MessageRecord
from app.services.messages_api import MentionOf, MessageUseCases
from app.ui.file_words import message_line
from app.ui.tasks import TaskRunner
from app.ui.widgets.composer import Composer

_DRAFT_DELAY_MS = 500
_TYPING_PAUSE_MS = 2000

Sending = dict[asyncio.Task[object], tuple[ConversationId, str] | None]
"""What is being handed over and must not be lost when the screen goes. A text that cannot be queued
becomes the draft of its conversation; None for what must not (an edited message)."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was begun in a conversation besides its draft."""

    answered: int | None = None
    edited: int | None = None
    wording: str = field(default="", repr=False)


BegunMemory = dict[ConversationId, Begun]


class Drafting(QObject):
    """Signals: `sent` (the new row), `saved` (row id that was edited), `failed` (an error)."""

    sent = Signal(object)
    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        messages: MessageUseCases,
        own_account: AccountId,
        composer: Composer,
        tasks: TaskRunner,
        sending: Sending,
        memory: BegunMemory,
    ) -> None:
        super().__init__(composer)
        self._messages = messages
        self._conversation_id = ConversationId(b"")
        self._own_account = own_account
        self._composer = composer
        self._tasks = tasks
        self._sending = sending
        self._memory = memory
        self._lock = asyncio.Lock()
        self._saved = ""
        self._aside = ""
        self._left: str | None = None
        self._name = ""
        self.name_of: Callable[[MessageRecord], str] | None = None
        """In a group: who wrote a message. Else it was the one other person."""
        self.answered: MessageRecord | None = None
        self.edited: MessageRecord | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAFT_DELAY_MS)
        self._timer.timeout.connect(lambda: self._tasks.start(self.save()))
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(_TYPING_PAUSE_MS)
        composer.changed.connect(self._changed)
        composer.send.connect(self.send)
        composer.cancelled.connect(self.cancel)

    @property
    def draft(self) -> str:
        """The text that is not sent yet; while a message is edited, the one that stands aside."""
        if self._left is not None:
            return self._left
        return self._composer.text if self.edited is None else self._aside

    def set_name(self, name: str) -> None:
        """Whom the conversation is with."""
        self._name = name
        self._show()

    def begin(self, conversation_id: ConversationId, draft: str) -> None:
        """Write in this conversation, beginning with its saved draft."""
        self._conversation_id = conversation_id
        self._saved = draft
        self._composer.set_text(draft)

    async def resume(self) -> None:
        """Go on with what was answered or edited when the conversation was left."""
        begun = self._memory.pop(self._conversation_id, None)
        if begun is None:
            return
        ids = [row_id for row_id in (begun.answered, begun.edited) if row_id is not None]
        rows = {row.row_id: row for row in await self._messages.rows(ids)}
        self.answered = rows.get(begun.answered or 0)
        edited = rows.get(begun.edited or 0)
        if edited is not None:
            self.edit(edited, begun.wording)
        self._show()

    def leave(self) -> None:
        """The conversation is left: save the draft, remember the rest. No widget lives on."""
        if self.answered is not None or self.edited is not None:
            self._memory[self._conversation_id] = Begun(
                self.answered.row_id if self.answered is not None else None,
                self.edited.row_id if self.edited is not None else None,
                self._composer.text if self.edited is not None else "",
            )
        self._timer.stop()
        self._left = self.draft
        if self._left != self._saved:
            self._tasks.start(self.save())

    async def save(self) -> None:
        """Save the draft if it differs from what is saved."""
        if self._left is None:
            self._timer.stop()
        async with self._lock:
            text = self.draft
            if text != self._saved:
                await self._messages.save_draft(self._conversation_id, text)
                self._saved = text

    def unsaved(self) -> tuple[ConversationId, str] | None:
        """What `save` would save, for when the screen is about to be destroyed."""
        text = self.draft
        return None if text == self._saved else (self._conversation_id, text)

    def forget(self) -> None:
        """Forget every word, as when the profile is locked."""
        self.answered = self.edited = None
        self._aside = self._saved = ""
        self._timer.stop()
        self._composer.set_text("")
        self._composer.strip.forget()

    def answer(self, message: MessageRecord) -> None:
        """The next message answers this one."""
        if self.edited is not None:
            self._end_edit()
        self.answered = message
        self._show()
        self._composer.edit.setFocus()

    def answered_by_file(self) -> None:
        """A file was sent in answer: the next message answers nothing."""
        if self.answered is not None and self.edited is None:
            self.answered = None
            self._show()

    def edit(self, message: MessageRecord, wording: str | None = None) -> None:
        """Give a message of one's own another wording; the draft stands aside."""
        if self.edited is None:
            self._aside = self._composer.text
        self.edited = message
        self._composer.set_text(message.text if wording is None else wording)
        self._show()
        self._composer.edit.setFocus()

    def cancel(self) -> bool:
        """Edit or answer nothing after all. False: there was nothing to end."""
        if self.edited is not None:
            self._end_edit()
        elif self.answered is not None:
            self.answered = None
        else:
            return False
        self._show()
        return True

    def message_changed(self, message: MessageRecord) -> None:
        """A message changed: what was taken back cannot be answered or edited any more."""
        for mine in (self.edited, self.answered):
            if mine is not None and mine.row_id == message.row_id and message.recalled_at_ms:
                if mine is self.edited:
                    self._end_edit()
                else:
                    self.answered = None
                self._show()

    def send(self, text: str) -> None:
        """Send a new message, or save the edited one."""
        if self.edited is not None:
            self._save_edited(self.edited, text)
            return
        self._timer.stop()
        self._composer.set_text("")
        answered, self.answered = self.answered, None
        mentions = self._composer.mentions.mentions_in(text)
        self._show()
        # Locking ends what follows the sending, not the sending, which the application awaits.
        task: asyncio.Task[object] = self._tasks.hold(self._hand_over(text, answered, mentions))
        self._sending[task] = (self._conversation_id, text)

        def failed(error: CurbsideError) -> None:
            if self._left is not None:
                self._left = f"{text}\n{self._left}" if self._left else text
                self._tasks.start(self.save())
                self._tasks.tell(error)
                return
            later = self._composer.text
            self._composer.set_text(f"{text}\n{later}" if later else text)
            self.answered = self.answered or answered
            self._show()
            self._timer.start()
            self.failed.emit(error)

        self._tasks.start(self._after(task), failed)

    def _save_edited(self, message: MessageRecord, text: str) -> None:
        self._end_edit()
        self._show()
        if text == message.text:
            return
        task: asyncio.Task[object] = self._tasks.hold(self._messages.edit(message.row_id, text))
        self._sending[task] = None

        def failed(error: CurbsideError) -> None:
            if self._left is not None:
                self._memory[self._conversation_id] = Begun(None, message.row_id, text)
                self._tasks.tell(error)
                return
            self.edit(message, text)
            self.failed.emit(error)

        async def save() -> None:
            await self._await(task)
            if self._left is None:
                self.saved.emit(message.row_id)

        self._tasks.start(save(), failed)

    async def _hand_over(
        self, text: str, answered: MessageRecord | None, mentions: Sequence[MentionOf]
    ) -> MessageRecord:
        """Queue a text. Touches no widget, because there may be none any more."""
        async with self._lock:
            reply_to = None if answered is None else answered.row_id
            record = await self._messages.send_text(
                self._conversation_id, text, reply_to=reply_to, mentions=mentions
            )
            self._saved = ""
            return record

    async def _after(self, task: asyncio.Task[object]) -> None:
        record = await self._await(task)
        if self._left is not None:
            return
        if self._composer.text:
            self._timer.start()
        self.sent.emit(record)

    async def _await(self, task: asyncio.Task[object]) -> object:
        try:
            return await asyncio.shield(task)
        finally:
            if task.done():
                self._sending.pop(task, None)

    def _end_edit(self) -> None:
        self.edited = None
        self._composer.set_text(self._aside)
        self._aside = ""

    def _changed(self) -> None:
        if self.edited is None:
            self._timer.start()
            if self._composer.text and not self._told.isActive():
                self._told.start()
                self._tasks.start(self._messages.typing(self._conversation_id))

    def _show(self) -> None:
        strip = self._composer.strip
        self._composer.set_saves(self.edited is not None)
        if self.edited is not None:
            strip.show_edit(message_line(self.edited))
        elif self.answered is not None:
            own = self.answered.sender_account == self._own_account
            name = self.name_of(self.answered) if self.name_of is not None else self._name
            strip.show_reply(name, message_line(self.answered), own=own)
        else:
            strip.forget()
