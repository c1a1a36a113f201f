"""Files in conversations, as the windows use them (`FileUseCases`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from weakref import WeakSet

from app.core.bus import (
    AlarmEnded,
    Connection,
    ConnectionChanged,
    ConversationsChanged,
    Event,
    MessagesAdded,
)
from app.core.content import MessageReference
from app.core.file_content import VoiceNote
from app.core.file_errors import FileDamaged, FileGone
from app.core.file_types import FileDraft, PictureChoice, SavedFileView
from app.core.ids import ConversationId
from app.core.media_ports import ByteSource
from app.core.message_rights import rights
from app.core.policy import Policy, Setting
from app.core.records import MessageRecord
from app.core.store_ports import Transaction
from app.crypto.attachment_reader import SealedFileReader
from app.services import file_contents, file_sending, file_steps
from app.services.context import Context
from app.services.file_choosing import Choosing
from app.services.file_saving import Saving
from app.services.file_sources import Sources
from app.services.file_sweeping import Sweeping
from app.services.messages import MessagesService
from app.services.ports import Ports
from app.services.recipients import MessageGone, clean
from app.services.resending import reference_to
from app.services.transfers import Transfers

_LIMIT = "fetch-files-up-to"
_MEBIBYTE = 1 << 20


def automatic_limit(policy: Policy, tx: Transaction) -> int:
    """Up to how many bytes files are fetched by themselves; 0: none."""
    chosen = tx.settings.get(_LIMIT)
    if chosen is None or policy.is_locked(Setting.FETCH_FILES):
        return policy.fetch_files_mib * _MEBIBYTE
    return int(chosen)


class FilesService:
    """`FileUseCases` over the store, the relay and the disk."""

    def __init__(self, context: Context, ports: Ports, messages: MessagesService) -> None:
        self._context = context
        self._messages = messages
        self._folder = ports.files.encrypted
        self._sources = Sources(self._folder, ports.outside)
        self._choosing = Choosing(context.policy, ports.media, ports.outside, context.randomness)
        self._transfers = Transfers(context, self._folder, self._sources)
        self._sweeping = Sweeping(context, self._transfers, self._folder, self._sources)
        self._saving = Saving(
            context, self._transfers, self._folder, ports.outside, ports.mark_file
        )
        self._readers: WeakSet[SealedFileReader] = WeakSet()
        """What viewers read from. A lock closes them: they hold the keys of their files."""
        self._unsubscribe: Callable[[], None] | None = None
        context.wake_files = self._wake

    def start(self) -> None:
        """Go on with what a lock interrupted."""
        self._unsubscribe = self._context.bus.subscribe(self._on_event)
        self._sweeping.start()
        self._transfers.start()

    def halt(self) -> None:
        """Begin no new piece. `finish` comes once the relay is closed."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._transfers.halt()
        self._choosing.forget()
        self._sources.held.clear()
        for reader in tuple(self._readers):
            reader.close()

    async def finish(self) -> None:
        """End every transfer; what was moved so far is kept."""
        await self._sweeping.stop()
        await self._transfers.finish()

    async def choose(self, path: Path) -> FileDraft:
        """Look at a file that the person may want to send. Raises FileRefused."""
        return await self._choosing.choose(path)

    async def choose_data(self, data: bytes, name: str) -> FileDraft:
        """The same for what was pasted, or a voice note."""
        return await self._choosing.choose_data(data, name)

    def discard(self, draft: FileDraft) -> None:
        """The person changed their mind."""
        self._choosing.discard(draft)

    async def send(
        self,
        conversation_ids: Sequence[ConversationId],
        draft: FileDraft,
        *,
        text: str = "",
        picture: PictureChoice = PictureChoice.STRIPPED,
        voice: VoiceNote | None = None,
        reply_to: int | None = None,
    ) -> list[MessageRecord]:
        """Queue a file; one message a conversation. See `FileUseCases.send`.

        Raises CannotSend, FileRefused, PictureNotCleaned, NotAllowed, TextNotSendable, MessageGone.
        """
        context = self._context
        if context.alarm is not None:
            raise context.alarm
        words = clean(text)
        outgoing = await self._choosing.outgoing(draft, picture)
        file_sending.require_short(words, file_sending.file_of(context, outgoing, voice))

        def write(tx: Transaction) -> list[MessageRecord]:
            rows = []
            for conversation_id in dict.fromkeys(conversation_ids):
                file = file_sending.file_of(context, outgoing, voice)
                answered = self._answered(tx, conversation_id, reply_to)
                row = file_sending.add(
                    context, tx, conversation_id, words, file, outgoing.origin, reply_to=answered
                )
                if outgoing.held is not None:
                    self._sources.held[row.row_id] = outgoing.held
                rows.append(row)
            return rows

        rows = await context.store.write(write)
        self._choosing.discard(draft)
        for row in rows:
            context.bus.publish(MessagesAdded(row.conversation_id, (row.row_id,)))
        context.bus.publish(ConversationsChanged(tuple(dict.fromkeys(conversation_ids))))
        self._wake()
        return rows

    async def fetch(self, row_id: int) -> None:
        """Fetch a file, or go on with what was paused or failed, in either direction.

        Raises MessageGone, FileChangedMeanwhile, FileNotPrepared.
        """
        row = await self._context.store.write(partial(file_steps.go_on, row_id))
        if row is not None:
            self._transfers.tell(row)
            self._transfers.wake()

    async def pause(self, row_id: int) -> None:
        """Let it wait."""
        await self._interrupt(row_id, file_steps.paused)

    async def cancel(self, row_id: int) -> None:
        """Give up: an upload's message is taken back, a download starts anew when asked."""
        row = await self._context.store.read(lambda tx: tx.messages.get(row_id))
        if row is None:
            raise MessageGone
        if file_contents.goes_up(row):
            await self._messages.recall(row_id)
            self._transfers.interrupt(row_id)
        else:
            await self._interrupt(row_id, file_steps.given_up)

    async def open(self, row_id: int) -> ByteSource:
        """The bytes of a file that is here. Raises FileGone, FileDamaged."""
        file = await self._context.store.read(partial(file_steps.here, row_id))

        def opened() -> SealedFileReader:
            source = self._folder.open(file.local_name)
            try:
                return SealedFileReader(file_contents.sealed_file(file), source)
            except BaseException:
                source.close()
                raise

        try:
            reader = await self._transfers.in_thread(opened)
        except (FileGone, FileDamaged):
            await self._lost(row_id)
            raise
        self._readers.add(reader)
        return reader

    async def save_as(self, row_id: int, path: Path, *, overwrite: bool = False) -> None:
        """Write it outside Curbside; see `Saving.save_as`."""
        await self._saving.save_as(row_id, path, overwrite=overwrite)

    async def note_printed(self, row_id: int) -> None:
        """Note in the audit trail that a file was printed. Raises NotAllowed."""
        await self._saving.note_printed(row_id)

    async def saved(self) -> list[SavedFileView]:
        """The local audit trail, newest first."""
        return await self._saving.saved()

    async def automatic_limit(self) -> int:
        """Up to how many bytes files are fetched by themselves; 0: none."""
        return await self._context.store.read(partial(automatic_limit, self._context.policy))

    async def set_automatic_limit(self, limit: int) -> None:
        """Choose it; policy may have the last word."""
        value = str(max(0, limit)).encode()
        await self._context.store.write(lambda tx: tx.settings.put(_LIMIT, value))
        self._context.fetch_up_to = await self.automatic_limit()

    async def _interrupt(
        self, row_id: int, step: Callable[[int, Transaction], MessageRecord | None]
    ) -> None:
        row = await self._context.store.write(partial(step, row_id))
        self._transfers.interrupt(row_id)
        if row is not None:
            self._transfers.tell(row)
            self._wake()

    async def _lost(self, row_id: int) -> None:
        """The disk has lost or altered what was here: it can be fetched again."""
        row = await self._context.store.write(partial(file_steps.lost, row_id))
        if row is not None:
            self._transfers.tell(row)
            self._wake()

    def _answered(
        self, tx: Transaction, conversation_id: ConversationId, row_id: int | None
    ) -> MessageReference | None:
        if row_id is None:
            return None
        row = tx.messages.get(row_id)
        if row is None or row.conversation_id != conversation_id:
            raise MessageGone
        if not rights(row, self._context.policy, self._context.now_ms()).answer:
            raise MessageGone
        return reference_to(row)

    def _wake(self) -> None:
        self._transfers.wake()
        self._sweeping.wake()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, AlarmEnded) or (
            isinstance(event, ConnectionChanged) and event.connection is Connection.ONLINE
        ):
            self._wake()
