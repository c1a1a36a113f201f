"""All messages in one encrypted file, and back (relay/PROTOCOL.md section 12).

A backup holds messages and decisions, and no key of any device: restoring one makes nobody a
device, and two computers restored from one file never use the same message key. Neither way holds
more than a page of rows in memory. A file is read twice, from beginning to end before anything of
it is taken over; what is then taken over row by row can be stopped, and gone on with by restoring
again, because a row that is there already is left as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from app.core.backup_errors import (
    BackupDamaged,
    BackupNotAllowed,
    BackupOfOtherClinic,
    BackupOfOtherPerson,
)
from app.core.backup_ports import BackupFiles, BackupSource, NewBackupFile
from app.core.bus import ContactsChanged, ConversationsChanged, MessagesAdded, MessagesChanged
from app.core.content import MAX_OWN_MARKS, HistoryRow, OwnTrustContent, PersonTrust
from app.core.ids import ConversationId
from app.core.records import DeliveryState, MessageRecord, TrustRecord, VersionRecord
from app.core.store_ports import Transaction
from app.core.views import RestoredView
from app.crypto.backup_file import HEADER_SIZE, STRONG, BackupReader, BackupWriter, StretchCost
from app.services import own_announce, own_sync
from app.services.context import Context, log
from app.services.history_rows import store, to_history
from app.services.passphrases import require_good_passphrase

T = TypeVar("T")
Progress = Callable[[int, int], None]

CHUNK_BYTES = 64 * 1024
_PAGE = 200
_PEOPLE = 200
_VERIFY_CHUNKS = 32
"""Checked in one go, between two moments at which it can be stopped."""


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first chunk."""

    log_id: bytes
    account_id: bytes
    made_at: int
    rows: int
    """About how many there are, for showing progress."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every other chunk: people or rows."""

    people: tuple[PersonTrust, ...] = ()
    rows: tuple[HistoryRow, ...] = ()

    def __repr__(self) -> str:
        return "Part(redacted)"


_HEADING = msgspec.json.Decoder(Heading)
_PART = msgspec.json.Decoder(Part)


@dataclass(slots=True)
class _Restored:
    """What has come back so far."""

    messages: int = 0
    seen: int = 0
    conversations: set[ConversationId] = field(default_factory=set)
    overlap: MessageRecord | None = None
    """The first row of the list before, which stands right behind the one that comes now."""


class BackupService:
    """`BackupUseCases` over the store and the disk."""

    def __init__(self, context: Context, files: BackupFiles, cost: StretchCost = STRONG) -> None:
        self._context = context
        self._files = files
        self._cost = cost

    async def export(
        self, path: Path, passphrase: str, progress: Progress, *, overwrite: bool = False
    ) -> int:
        """Write all messages; how many. Cancelling leaves no file.

        Raises BackupNotAllowed, PassphraseTooShort, BackupExists, BackupNoSpace, BackupNotWritten.
        """
        context = self._context
        if not context.policy.allow_backup:
            raise BackupNotAllowed
        require_good_passphrase(passphrase, context.policy)
        file = await _off_loop(partial(self._files.create, path, overwrite=overwrite))
        try:
            make_writer = partial(BackupWriter, passphrase, context.randomness, self._cost)
            writer = await _off_loop(make_writer)
            written = await self._write(_Output(file, writer), progress)
            await _off_loop(file.commit)
        except BaseException:
            file.discard()
            raise
        return written

    async def _write(self, output: _Output, progress: Progress) -> int:
        context, database = self._context, self._context.store
        conversations, total, trusts = await database.read(_inventory)
        own = context.own
        heading = Heading(own.log_id, own.account_id, context.now_ms(), total)
        people = [
            own_announce.said_of(trust) for trust in trusts if trust.account_id != own.account_id
        ]
        parts = [
            Part(people=tuple(people[at : at + _PEOPLE])) for at in range(0, len(people), _PEOPLE)
        ]
        chunks = [msgspec.json.encode(value) for value in (heading, *parts)]
        await _off_loop(partial(output.begin, chunks))
        written = 0
        for conversation_id, key in conversations:
            before: int | None = None
            while True:
                page = await database.read(partial(_page_before, conversation_id, before))
                if not page.rows:
                    break
                before = page.rows[0].row_id
                await _off_loop(partial(output.add, key, page))
                written += len(page.rows)
                progress(min(written, total), total)
            await _off_loop(output.end_conversation)
        await _off_loop(output.finish)
        return written

    async def restore(self, path: Path, passphrase: str, progress: Progress) -> RestoredView:
        """Take over what is not here yet.

        Raises BackupError: nothing was taken over. Stopped in the middle, restoring again goes on.
        """
        source = await _off_loop(partial(self._files.open, path))
        try:
            header = await _off_loop(partial(source.read, HEADER_SIZE))
            reader = await _off_loop(partial(BackupReader, header, passphrase))
            progress(0, 0)
            heading, total = await self._verify(reader, source)
            await _off_loop(partial(source.seek, HEADER_SIZE))
            return await self._take_over(reader, source, heading, total, progress)
        finally:
            source.close()

    async def _verify(self, reader: BackupReader, source: BackupSource) -> tuple[Heading, int]:
        """Read the whole file and keep nothing; its heading and its number of rows."""
        chunks = reader.chunks(source.read)
        heading = await _off_loop(partial(_heading, chunks))
        if heading.log_id != self._context.own.log_id:
            raise BackupOfOtherClinic
        if heading.account_id != self._context.own.account_id:
            raise BackupOfOtherPerson
        total = 0
        while True:
            rows = await _off_loop(partial(_count, chunks))
            if rows is None:
                return heading, total
            total += rows

    async def _take_over(
        self,
        reader: BackupReader,
        source: BackupSource,
        heading: Heading,
        total: int,
        progress: Progress,
    ) -> RestoredView:
        context = self._context
        chunks = reader.chunks(source.read)
        await _off_loop(partial(_heading, chunks))
        restored = _Restored()
        while True:
            part = await _off_loop(partial(_next_part, chunks))
            if part is None:
                break
            await self._take_people(part.people)
            added = await context.store.write(partial(self._take_rows, restored, part.rows))
            for conversation_id, row_ids in added.items():
                restored.conversations.add(conversation_id)
                restored.messages += len(row_ids)
                context.bus.publish(MessagesAdded(conversation_id, tuple(row_ids)))
            restored.seen += len(part.rows)
            progress(restored.seen, total)
        if restored.conversations:
            context.bus.publish(ConversationsChanged(tuple(restored.conversations)))
        log.info("restored %d of %d rows from a backup", restored.messages, restored.seen)
        return RestoredView(
            messages=restored.messages,
            conversations=len(restored.conversations),
            already_there=restored.seen - restored.messages,
            made_at_ms=heading.made_at,
        )

    async def _take_people(self, people: Sequence[PersonTrust]) -> None:
        """Decisions, by the rule that holds between one's own devices: the stricter one."""
        context = self._context
        for at in range(0, len(people), MAX_OWN_MARKS):
            content = OwnTrustContent(tuple(people[at : at + MAX_OWN_MARKS]))
            apply = partial(own_sync.apply_trust, context, content=content)
            taken = await context.store.write(apply)
            for conversation_id, row_ids in taken.failed.items():
                context.bus.publish(MessagesChanged(conversation_id, tuple(row_ids)))
            for conversation_id, row_ids in taken.added.items():
                context.bus.publish(MessagesAdded(conversation_id, tuple(row_ids)))
            if taken.decided:
                context.bus.publish(ContactsChanged(tuple(taken.decided)))

    def _take_rows(
        self, restored: _Restored, rows: Sequence[HistoryRow], tx: Transaction
    ) -> dict[ConversationId, list[int]]:
        """Put a list of rows before the one that came last, or before all that are there."""
        added, records = store(self._context, tx, rows, restored.overlap)
        if records:
            restored.overlap = records[0]
        return added


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows, and what those that were edited said before."""

    rows: list[MessageRecord]
    versions: Mapping[int, Sequence[VersionRecord]]


class _Output:
    """Gathers rows into chunks, newest first, and writes them. Blocking."""

    def __init__(self, file: NewBackupFile, writer: BackupWriter) -> None:
        self._file = file
        self._writer = writer
        self._gathered: list[bytes] = []
        self._size = 0

    def begin(self, chunks: Sequence[bytes]) -> None:
        """The heading, and what goes before all rows."""
        self._file.write(self._writer.header)
        for chunk in chunks:
            self._file.write(self._writer.frame(chunk))

    def add(self, key: bytes, page: _Page) -> None:
        """Rows of a conversation (`ConversationRecord.key`), in order, before those added last."""
        for record in reversed(page.rows):
            if record.state is DeliveryState.QUEUED:  # whoever reads it cannot send it any more
                record = replace(record, state=DeliveryState.FAILED)  # noqa: PLW2901 - the same row
            row = to_history(record, key, page.versions.get(record.row_id, ()))
            if row is None:
                continue
            encoded = msgspec.json.encode(row)
            if self._size + len(encoded) > CHUNK_BYTES:
                self.end_conversation()
            self._gathered.append(encoded)
            self._size += len(encoded) + 1

    def end_conversation(self) -> None:
        """Write what has been gathered: no chunk holds rows of two conversations."""
        if self._gathered:
            self._file.write(self._writer.frame(_rows_chunk(self._gathered)))
        self._gathered, self._size = [], len(_rows_chunk(()))

    def finish(self) -> None:
        """The last chunk, by which a reader knows that the file is whole."""
        self.end_conversation()
        self._file.write(self._writer.frame(_rows_chunk(()), final=True))


def _rows_chunk(newest_first: Sequence[bytes]) -> bytes:
    return b'{"rows":[' + b",".join(reversed(newest_first)) + b"]}"


def _inventory(
    tx: Transaction,
) -> tuple[list[tuple[ConversationId, bytes]], int, list[TrustRecord]]:
    """The conversations, how many rows they have, and what was decided about people."""
    conversations = [(c.conversation_id, c.key) for c in tx.conversations.all()]
    total = sum(tx.messages.count(conversation_id) for conversation_id, _ in conversations)
    return conversations, total, tx.people.trusts()


def _page_before(conversation_id: ConversationId, row_id: int | None, tx: Transaction) -> _Page:
    """The rows before one (None: the newest). Its place is looked up anew: places may change."""
    last = None if row_id is None else tx.messages.get(row_id)
    if row_id is not None and last is None:
        return _Page([], {})
    before = None if last is None else last.position
    rows = tx.messages.page(conversation_id, before=before, limit=_PAGE)
    return _Page(rows, tx.marks.versions_of(row.row_id for row in rows if row.revision))


def _heading(chunks: Iterator[bytes]) -> Heading:
    """Raises BackupError."""
    try:
        heading = _HEADING.decode(next(chunks))
    except (StopIteration, msgspec.DecodeError, UnicodeDecodeError):
        raise BackupDamaged from None
    if not 0 <= heading.made_at <= 2**53 or heading.rows < 0:
        raise BackupDamaged
    return heading


def _next_part(chunks: Iterator[bytes]) -> Part | None:
    """None at the end. Raises BackupError."""
    chunk = next(chunks, None)
    if chunk is None:
        return None
    try:
        return _PART.decode(chunk)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BackupDamaged from None


def _count(chunks: Iterator[bytes]) -> int | None:
    """How many rows the next chunks hold, all of them well-formed; None at the end."""
    rows = 0
    for number in range(_VERIFY_CHUNKS):
        part = _next_part(chunks)
        if part is None:
            return rows if number else None
        rows += len(part.rows)
    return rows


async def _off_loop(work: Callable[[], T]) -> T:
    """Run blocking work in a thread. When cancelled, wait for it: it uses a file that is closed."""
    running = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise
