"""The sync engine: outbox to relay, relay to inbox to store, and upkeep in between.

A few loops, each of which may fail at any point and begin again: whatever they do is either in a
committed transaction or done again.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable
from functools import partial

from app.core.bus import Connection, ConversationsChanged, MessagesAdded
from app.core.errors import CurbsideError, UnexpectedFailure, describe
from app.core.records import OutboxRecord
from app.core.relay_errors import RelayConnectionClosed
from app.core.store_ports import Transaction
from app.services import alarms, expiry, prekeys, receipts, repair
from app.services.connectivity import Connectivity
from app.services.context import Context, log
from app.services.directory import conversation_with
from app.services.inbox import Inbox
from app.services.log_sync import LogSync
from app.services.outbox import Outbox, Pumped
from app.services.session_start import start_sessions
from app.services.settings import reads_are_told

_INBOX_WAIT_MS = 50_000
_INBOX_LIMIT = 200
_UPKEEP_S = 15 * 60
_RETRY_FIRST_S = 0.5
_RETRY_LAST_S = 30.0
_STUCK_S = 20.0
"""How long to wait before trying again what the relay did not take."""
_RECEIPT_DELAY_S = 0.1
"""Receipts of a burst share an envelope; to a person it is still at once."""
_REPAIR_DELAY_S = 3.0
"""What came late is no gap."""
_FREEZE_CHECK_S = 30.0
_EMPTY_AT_ONCE_S = 0.2
_EMPTY_PAUSE_S = 1.0
"""A relay that answers "nothing" at once instead of waiting is asked more slowly."""


class SyncEngine:
    """Runs while the profile is open."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.log_sync = LogSync(context)
        self._outbox = Outbox(context, self.log_sync)
        self._inbox = Inbox(
            context,
            self.log_sync,
            on_received=self.owe_receipts,
            on_repairs_due=self.owe_repairs,
            on_outbox_grew=self.wake_outbox,
            on_relay_behind=self._watch_relay,
        )
        self._connectivity = Connectivity(context.bus)
        self._tasks: list[asyncio.Task[None]] = []
        self._stuck: asyncio.TimerHandle | None = None
        self._outbox_wakes = asyncio.Event()
        self._receipts_due = asyncio.Event()
        self._repairs_due = asyncio.Event()
        self._relay_behind = asyncio.Event()
        self._asked_for_log: float | None = None

    @property
    def connection(self) -> Connection:
        """How the relay stands with us."""
        return self._connectivity.connection

    @property
    def error(self) -> CurbsideError | None:
        """Why we are not online, if we are not."""
        return self._connectivity.error

    def start(self) -> None:
        """Begin the loops on the running event loop."""
        for due in (self._outbox_wakes, self._receipts_due, self._repairs_due, self._relay_behind):
            due.set()
        loops = (
            self._inbox_loop,
            self._outbox_loop,
            self._upkeep_loop,
            self._receipt_loop,
            self._repair_loop,
            self._freeze_loop,
        )
        self._tasks = [asyncio.get_running_loop().create_task(loop()) for loop in loops]

    async def stop(self) -> None:
        """End the loops; whatever was on the way is done again next time."""
        for task in self._tasks:
            task.cancel()
        if self._stuck is not None:
            self._stuck.cancel()  # or its timer would keep the keys in memory
        self._context.relay.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def wake_outbox(self, added: OutboxRecord | None = None) -> None:
        """Something was put into the outbox: `added`, if it was one record alone."""
        self._outbox.handover.added(added)
        self._outbox_wakes.set()

    def owe_receipts(self) -> None:
        """Something was read or received that its sender should hear of."""
        self._receipts_due.set()

    def owe_repairs(self) -> None:
        """Something did not arrive, or did not open."""
        self._repairs_due.set()

    def _watch_relay(self) -> None:
        self._relay_behind.set()

    async def _inbox_loop(self) -> None:
        reached = False

        async def round_() -> None:
            nonlocal reached
            loop = asyncio.get_running_loop()
            wait, reached = (_INBOX_WAIT_MS if reached else 0), False
            position = await self._inbox.position()
            known = self._context.replica.size
            ask = partial(self._context.relay.inbox, position, wait, _INBOX_LIMIT, known)
            asked_at = loop.time()
            batch = await self._context.call(ask)
            took = loop.time() - asked_at
            await self._inbox.take_in(batch)
            reached = True
            self._now_online("inbox")
            grew = self._context.replica.size > known
            if wait and not batch.items and not grew and took < _EMPTY_AT_ONCE_S:
                await asyncio.sleep(_EMPTY_PAUSE_S)

        await self._forever("inbox", round_)

    async def _outbox_loop(self) -> None:
        async def round_() -> None:
            if not await _wait(self._outbox_wakes, _UPKEEP_S):
                self._outbox.handover.added()  # look, whatever is known
            self._outbox_wakes.clear()
            while (pumped := await self._outbox.pump()) is Pumped.PROGRESS:
                self._now_online("outbox")
            if pumped is Pumped.WAIT:
                if self._stuck is not None:
                    self._stuck.cancel()
                self._stuck = asyncio.get_running_loop().call_later(_STUCK_S, self.wake_outbox)
            else:
                self._connectivity.settled("outbox")

        await self._forever("outbox", round_, on_error=self.wake_outbox)

    async def _receipt_loop(self) -> None:
        async def round_() -> None:
            await self._receipts_due.wait()
            await asyncio.sleep(_RECEIPT_DELAY_S)
            self._receipts_due.clear()
            queued = await self._context.store.write(self._queue_receipts)
            if queued:
                self.wake_outbox()
            self._connectivity.settled("receipts")

        await self._forever("receipts", round_, on_error=self.owe_receipts)

    def _queue_receipts(self, tx: Transaction) -> int:
        enabled = reads_are_told(self._context.policy, tx)
        return receipts.queue_due(self._context, tx, read_receipts=enabled)

    async def _repair_loop(self) -> None:
        async def round_() -> None:
            await _wait(self._repairs_due, _UPKEEP_S)
            await asyncio.sleep(_REPAIR_DELAY_S)
            self._repairs_due.clear()
            await self._ask_repairs()
            self._connectivity.settled("repairs")

        await self._forever("repairs", round_, on_error=self.owe_repairs)

    async def _ask_repairs(self) -> None:
        """Ask for what did not arrive; in a new session where something did not open."""
        context = self._context
        if context.alarm is not None:
            return
        requests = await context.store.read(lambda tx: repair.due(context, tx))
        resets = [request.device for request in requests if request.reset]
        failed = await start_sessions(context, resets, replacing=True) if resets else {}
        for request in requests:
            if request.device.device_id in failed:
                continue
            row_ids = await context.store.write(partial(_ask_repair, context, request))
            self.wake_outbox()
            if row_ids:
                conversation_id = conversation_with(context, request.device.account_id)
                context.bus.publish(MessagesAdded(conversation_id, row_ids))
                context.bus.publish(ConversationsChanged((conversation_id,)))

    async def _freeze_loop(self) -> None:
        """Count how long the relay has signed more than it serves, asking it now and then."""

        async def round_() -> None:
            await self._relay_behind.wait()
            self._relay_behind.clear()
            loop = asyncio.get_running_loop()
            while await self._relay_owes_log():
                await self.log_sync.sync()
                self._connectivity.settled("freeze")
                now = loop.time()
                waited = 0.0 if self._asked_for_log is None else now - self._asked_for_log
                self._asked_for_log = now
                if await self._relay_owes_log():
                    waited = min(waited, 2 * _FREEZE_CHECK_S)
                    await alarms.count_waiting(self._context, round(waited * 1000))
                await asyncio.sleep(_FREEZE_CHECK_S)
            self._asked_for_log = None

        await self._forever("freeze", round_, on_error=self._watch_relay)

    async def _relay_owes_log(self) -> bool:
        owed = await self._context.store.read(alarms.ahead_size)
        return owed > self._context.replica.size

    async def _upkeep_loop(self) -> None:
        async def round_() -> None:
            await self.log_sync.sync()
            await prekeys.maintain(self._context)
            await expiry.forget_old_keys(self._context)
            self._now_online("upkeep")
            self.owe_repairs()
            await asyncio.sleep(_UPKEEP_S)

        await self._forever("upkeep", round_)

    async def _forever(
        self,
        name: str,
        round_: Callable[[], Awaitable[None]],
        on_error: Callable[[], None] | None = None,
    ) -> None:
        """Repeat `round_`; after an error wait, longer each time, and begin again."""
        delay = _RETRY_FIRST_S
        while True:
            try:
                await round_()
                delay = _RETRY_FIRST_S
                continue
            except RelayConnectionClosed:
                return
            except CurbsideError as error:
                log.info("%s: %s", name, error.code)
                self._connectivity.failed(name, error)
            except Exception as error:
                log.error("%s: unexpected\n%s", name, describe(error))
                self._connectivity.failed(name, UnexpectedFailure())
            await asyncio.sleep(delay * random.uniform(0.8, 1.2))  # noqa: S311 - jitter
            delay = min(delay * 2, _RETRY_LAST_S)
            if on_error is not None:
                on_error()

    def _now_online(self, loop: str) -> None:
        if self._connectivity.succeeded(loop):
            self.wake_outbox()


async def _wait(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, so long at most; whether it came.

    Not `asyncio.wait_for`: until Python 3.12 that swallows a cancellation that comes together with
    the event, and locking would wait for a loop that goes on.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()


def _ask_repair(context: Context, request: repair.Due, tx: Transaction) -> tuple[int, ...]:
    return repair.ask(context, tx, request)
