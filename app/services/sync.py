"""The sync engine: outbox to relay, relay to inbox to store, and upkeep in between.

Three loops, each of which may fail at any point and begin again: whatever they do is either in a
committed transaction or done again. The state of the connection is theirs to tell.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable
from functools import partial

from app.core.bus import (
    AlarmRaised,
    Connection,
    ConnectionChanged,
    ConversationsChanged,
    MessagesAdded,
    MessagesChanged,
)
from app.core.errors import CurbsideError, UnexpectedFailure, describe
from app.core.relay_errors import (
    QuotaExceeded,
    RateLimited,
    RelayConnectionClosed,
    RelayError,
)
from app.core.store_ports import Transaction
from app.core.transport_types import InboxBatch
from app.services import prekeys, receipts
from app.services.context import Context, log
from app.services.log_sync import LogSync, raise_fork_alarm
from app.services.outbox import Outbox, Pumped
from app.services.receiving import INBOX_POSITION, BatchResult, process_batch
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
_FREEZE_S = 10 * 60
_LAG_S = 1.0


class LogFrozen(CurbsideError):  # noqa: N818 - named for what happened
    """The relay signed a larger log than it serves us."""

    code = "log-frozen"
    message = (
        "The relay has shown others a newer state of the clinic's directory than it shows this "
        "computer."
    )
    action = "Sending has stopped. Tell your clinic's IT: the relay may be hiding a change."


class SyncEngine:
    """Runs while the profile is open."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.log_sync = LogSync(context)
        self._outbox = Outbox(context, self.log_sync)
        self._tasks: list[asyncio.Task[None]] = []
        self._outbox_wakes = asyncio.Event()
        self._receipts_due = asyncio.Event()
        self._behind_since: float | None = None
        self.connection = Connection.CONNECTING
        self.error: CurbsideError | None = None

    def start(self) -> None:
        """Begin the loops on the running event loop."""
        self._outbox_wakes.set()
        self._receipts_due.set()
        loops = (self._inbox_loop, self._outbox_loop, self._upkeep_loop, self._receipt_loop)
        self._tasks = [asyncio.get_running_loop().create_task(loop()) for loop in loops]

    async def stop(self) -> None:
        """End the loops; whatever was on the way is done again next time."""
        for task in self._tasks:
            task.cancel()
        self._context.relay.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def wake_outbox(self) -> None:
        """Something was put into the outbox."""
        self._outbox_wakes.set()

    def owe_receipts(self) -> None:
        """Something was read or received that its sender should hear of."""
        self._receipts_due.set()

    async def _inbox_loop(self) -> None:
        position = await self._context.store.read(_position)

        async def round_() -> None:
            nonlocal position
            wait = _INBOX_WAIT_MS if self.connection is Connection.ONLINE else 0
            known = self._context.replica.size
            ask = partial(self._context.relay.inbox, position, wait, _INBOX_LIMIT, known)
            batch = await self._context.call(ask)
            self._now_online()
            position = max(position, await self._take_in(batch))
            if batch.log_size > self._context.replica.size:
                await asyncio.sleep(_LAG_S)  # a relay that claims more than it serves

        await self._forever("inbox", round_)

    async def _take_in(self, batch: InboxBatch) -> int:
        """Process a batch to its end, syncing the log where it is needed; the new position."""
        context = self._context
        if batch.log_size > context.replica.size:
            await self.log_sync.sync()
        items = list(batch.items)
        position = 0
        relay_lags = False
        while items:
            result = await context.store.write(partial(process_batch, context, items, relay_lags))
            position = max(position, result.processed_upto)
            await self._announce(result)
            items = [item for item in items if item.seq > result.processed_upto]
            if not result.log_needed:
                break
            relay_lags = not await self.log_sync.sync_to(result.log_needed)
        self._watch_freeze(relay_lags)
        return position

    def _watch_freeze(self, relay_lags: bool) -> None:
        """A relay that signs more than it serves for ten minutes is hiding something."""
        loop = asyncio.get_running_loop()
        if not relay_lags:
            return
        if self._behind_since is None:
            self._behind_since = loop.time()
            loop.call_later(_FREEZE_S, self._check_freeze, self._context.replica.size)

    def _check_freeze(self, size_then: int) -> None:
        self._behind_since = None
        if self._tasks and self._context.replica.size <= size_then:
            self._context.alarm = LogFrozen()
            self._context.bus.publish(AlarmRaised(self._context.alarm))

    async def _announce(self, result: BatchResult) -> None:
        bus = self._context.bus
        for conversation_id, row_ids in result.added.items():
            fresh = result.incoming_new.get(conversation_id, 0)
            bus.publish(MessagesAdded(conversation_id, tuple(row_ids), fresh))
        for conversation_id, row_ids in result.changed.items():
            bus.publish(MessagesChanged(conversation_id, tuple(row_ids)))
        touched = tuple({*result.added, *result.changed})
        if touched:
            bus.publish(ConversationsChanged(touched))
        for alarm in result.alarms:
            bus.publish(AlarmRaised(alarm))
        if result.fork is not None:
            await raise_fork_alarm(self._context, result.fork)
        for device_id in result.reset_devices:
            await self._reset_session(device_id)
        if result.processed_upto:
            self.owe_receipts()

    async def _reset_session(self, device_id: bytes) -> None:
        """Something did not decrypt: a new session, which carries the request to send it again."""
        context = self._context
        device = next(
            (
                identity
                for account_id in context.replica.directory.accounts
                for identity in context.replica.live_devices(account_id)
                if identity.device_id == device_id
            ),
            None,
        )
        if device is None or await start_sessions(context, [device]):
            return
        await context.store.write(
            lambda tx: receipts.ask_repair(context, tx, device.device_id, device.account_id)
        )
        self.wake_outbox()

    async def _outbox_loop(self) -> None:
        async def round_() -> None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._outbox_wakes.wait(), _UPKEEP_S)
            self._outbox_wakes.clear()
            while (pumped := await self._outbox.pump()) is Pumped.PROGRESS:
                self._now_online()
            if pumped is Pumped.WAIT:
                asyncio.get_running_loop().call_later(_STUCK_S, self.wake_outbox)

        await self._forever("outbox", round_, on_error=self.wake_outbox)

    async def _receipt_loop(self) -> None:
        async def round_() -> None:
            await self._receipts_due.wait()
            await asyncio.sleep(_RECEIPT_DELAY_S)
            self._receipts_due.clear()
            queued = await self._context.store.write(self._queue_receipts)
            if queued:
                self.wake_outbox()

        await self._forever("receipts", round_, on_error=self.owe_receipts)

    def _queue_receipts(self, tx: Transaction) -> int:
        enabled = reads_are_told(self._context.policy, tx)
        return receipts.queue_due(self._context, tx, read_receipts=enabled)

    async def _upkeep_loop(self) -> None:
        async def round_() -> None:
            await self.log_sync.sync()
            await prekeys.maintain(self._context)
            self._now_online()
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
                self._failed(error)
            except Exception as error:
                log.error("%s: unexpected\n%s", name, describe(error))
                self._failed(UnexpectedFailure())
            await asyncio.sleep(delay * random.uniform(0.8, 1.2))  # noqa: S311 - jitter
            delay = min(delay * 2, _RETRY_LAST_S)
            if on_error is not None:
                on_error()

    def _failed(self, error: CurbsideError) -> None:
        """Tell what stands between us and the relay."""
        if isinstance(error, RateLimited | QuotaExceeded):
            return  # the relay is there; it only asks for patience
        transient = isinstance(error, RelayError) and error.transient
        self._set_connection(Connection.OFFLINE if transient else Connection.REFUSED, error)

    def _now_online(self) -> None:
        if self.connection is not Connection.ONLINE:
            self._set_connection(Connection.ONLINE, None)
            self.wake_outbox()

    def _set_connection(self, connection: Connection, error: CurbsideError | None) -> None:
        if (connection, type(error)) == (self.connection, type(self.error)):
            return
        self.connection, self.error = connection, error
        self._context.bus.publish(ConnectionChanged(connection, error))


def _position(tx: Transaction) -> int:
    return int(tx.settings.get(INBOX_POSITION) or b"0")
