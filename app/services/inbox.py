"""Taking in one answer of the relay's inbox, to its end, whatever is in it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from app.core.bus import (
    AlarmRaised,
    ContactsChanged,
    ConversationsChanged,
    DevicesChanged,
    GroupsChanged,
    ListsChanged,
    MessagesAdded,
    MessagesChanged,
)
from app.core.errors import CurbsideError, describe
from app.core.relay_errors import RelayError
from app.core.store_errors import StoreError
from app.core.store_ports import Transaction
from app.core.transport_types import InboxBatch, InboxItem
from app.services import alarms
from app.services.batch_result import BatchResult
from app.services.context import Context, log
from app.services.log_sync import LogSync
from app.services.receiving import INBOX_POSITION, process_batch, refuse

_FAULTS = (ValueError, LookupError, ArithmeticError, TypeError, AssertionError, CurbsideError)
"""What a fault of ours in handling hostile bytes looks like; a failing disk looks different."""
_NOT_THE_ITEMS = (StoreError, RelayError)
"""Errors that say nothing about the item: the batch is tried again."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of the relay. `begun`: its items are being processed already."""

    batch: InboxBatch
    begun: Future[BatchResult] | None


class Inbox:
    """Everything about an item is durable before `position` passes it.

    The callbacks tell the engine what to do next.
    """

    def __init__(
        self,
        context: Context,
        log_sync: LogSync,
        *,
        on_received: Callable[[], None],
        on_repairs_due: Callable[[], None],
        on_outbox_grew: Callable[[], None],
        on_relay_behind: Callable[[], None],
        on_batch: Callable[[BatchResult], None],
    ) -> None:
        self._context = context
        self._log_sync = log_sync
        self._on_received = on_received
        self._on_repairs_due = on_repairs_due
        self._on_outbox_grew = on_outbox_grew
        self._on_relay_behind = on_relay_behind
        self._on_batch = on_batch
        self._position: int | None = None

    async def position(self) -> int:
        """Up to where everything is on disk: what may be acknowledged."""
        if self._position is None:
            self._position = await self._context.store.read(
                lambda tx: int(tx.settings.get(INBOX_POSITION) or b"0")
            )
        return self._position

    def fetch(self, ask: Callable[[], InboxBatch], known: int) -> Fetched:
        """Ask the relay, which blocks, and begin with what it has. Raises RelayError, StoreError.

        Handing mail to the store from here, not from the event loop, spares it a change of thread.
        What needs a longer log first has to wait for `take_in`. `known`: see there.
        """
        batch, context = ask(), self._context
        if not batch.items or not batch.log_size == known == context.replica.size:
            return Fetched(batch, None)
        self._position = None  # until it has succeeded, the store is asked
        work = partial(process_batch, context, batch.items, 0)
        return Fetched(batch, context.store.submit_write(work))

    async def take_in(self, fetched: Fetched, known: int) -> None:
        """Process a batch, syncing the log where it is needed. Raises RelayError, StoreError.

        `known`: the log's size that the relay was asked with. Ours may have grown since.
        """
        batch, begun = fetched.batch, fetched.begun
        if batch.log_size > self._context.replica.size:
            await self._log_sync.sync()
        if batch.log_size < known:
            await self._log_sync.show_if_behind(batch.log_size)
        items: Sequence[InboxItem] = batch.items
        unserved = 0
        while items:
            result = await self._process(items, unserved, begun)
            begun = None
            await self._announce(result)
            items = [item for item in items if item.seq > result.processed_upto]
            needed = result.log_needed
            if needed and not await self._log_sync.sync_to(needed):
                unserved = min(unserved or needed, needed)

    async def _process(
        self, items: Sequence[InboxItem], unserved: int, begun: Future[BatchResult] | None = None
    ) -> BatchResult:
        """As many as can be done at once; one by one when something in there trips us up."""
        try:
            if begun is not None:
                return await self._written(asyncio.wrap_future(begun))
            return await self._write(partial(process_batch, self._context, items, unserved))
        except _NOT_THE_ITEMS:
            raise
        except _FAULTS as fault:
            if len(items) > 1:
                return await self._process(items[:1], unserved)
            log.error("an inbox item met a fault\n%s", describe(fault))
            return await self._write(partial(refuse, self._context, items[0]))

    async def _write(self, work: Callable[[Transaction], BatchResult]) -> BatchResult:
        return await self._written(self._context.store.write(work))

    async def _written(self, writing: Awaitable[BatchResult]) -> BatchResult:
        before, self._position = self._position, None  # until it has succeeded, the store is asked
        result = await asyncio.shield(writing)
        self._position = result.processed_upto or before
        return result

    async def _announce(self, result: BatchResult) -> None:
        bus = self._context.bus
        self._announce_conversations(result)
        if self._context.files_due:
            self._context.files_due = False
            self._context.wake_files()
        for progress in result.history:
            bus.publish(progress)
        if result.decided:
            bus.publish(ContactsChanged(tuple(result.decided)))
        for alarm in result.alarms:
            bus.publish(AlarmRaised(alarm))
        if result.fork is not None:
            await alarms.raise_fork(self._context, result.fork)
        if result.own_account:
            await alarms.refresh(self._context)
            bus.publish(DevicesChanged())
            self._on_outbox_grew()
        if result.repairs_due:
            self._on_repairs_due()
        if result.outbox_grew:
            self._on_outbox_grew()
        if result.relay_is_behind:
            self._on_relay_behind()
        if result.processed_upto:
            self._on_received()

    def _announce_conversations(self, result: BatchResult) -> None:
        bus = self._context.bus
        for conversation_id, row_ids in result.added.items():
            fresh = result.incoming_new.get(conversation_id, 0)
            bus.publish(MessagesAdded(conversation_id, tuple(row_ids), fresh))
        for conversation_id, row_ids in result.changed.items():
            bus.publish(MessagesChanged(conversation_id, tuple(row_ids)))
        self._on_batch(result)
        touched = tuple({*result.added, *result.changed, *result.touched})
        if touched:
            bus.publish(ConversationsChanged(touched))
        if result.groups:
            bus.publish(GroupsChanged(tuple(result.groups)))
        if result.lists:
            bus.publish(ListsChanged())
