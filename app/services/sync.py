"""The sync engine: outbox to relay, relay to inbox to store, and upkeep in between.

A few loops, each of which may fail at any point and begin again: whatever they do is either in a
committed transaction or done again.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection
from functools import partial

from app.core.bus import (
    AlarmEnded,
    Connection,
    ConversationsChanged,
    DevicesChanged,
    Event,
    MessagesAdded,
)
from app.core.errors import CurbsideError, UnexpectedFailure, describe
from app.core.ids import DeviceId
from app.core.records import OutboxRecord
from app.core.relay_errors import DeviceRevoked, RelayConnectionClosed
from app.core.store_ports import Transaction
from app.services import (
    alarms,
    conversation_marks,
    expiry,
    group_asking,
    keyless,
    opening,
    own_entries,
    own_states,
    own_sync,
    pauses,
    prekeys,
    receipts,
    repair,
    retention,
    signature_checks,
    witnesses,
)
from app.services.asking import Asking
from app.services.batch_result import BatchResult
from app.services.connectivity import Connectivity
from app.services.context import Context, log
from app.services.directory import conversation_with
from app.services.inbox import Inbox
from app.services.log_sync import LogSync
from app.services.outbox import Outbox, Pumped
from app.services.receipt_timing import ReceiptTiming
from app.services.session_start import start_sessions
from app.services.settings import reads_are_told
from app.services.typing import Typing

_INBOX_WAIT_MS = 50_000
_INBOX_LIMIT = 200
_UPKEEP_S = 15 * 60
_RETRY_FIRST_S = 0.5
_RETRY_LAST_S = 30.0
_STUCK_FIRST_S = 1.0
_STUCK_S = 20.0
"""How long to wait before trying again what could not be sent; twice as long each time."""
_STUCK_ROUNDS = 10
_RECEIPT_DELAY_S = 0.1
_RECEIPT_LATEST_S = 0.5
"""Receipts of a burst share an envelope, once it pauses; to a person it is still at once."""
_REPAIR_DELAY_S = 3.0
"""What came late is no gap."""
_DRAIN_FIRST_S = 0.1
_DRAIN_PAUSE_S = 2.0
_DRAIN_LAST_S = 5 * 60.0
"""How long a full mailbox may keep an entry of our own account from being judged."""
_EMPTY_AT_ONCE_S = 0.2
_EMPTY_PAUSE_S = 1.0
"""A relay that answers "nothing" at once instead of waiting is asked more slowly."""


class SyncEngine:
    """Runs while the profile is open."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._freeze = Asking(self._relay_owes_log, self._ask_freeze, self._count_freeze)
        self._witnesses = Asking(
            self._relay_owes_witnesses, self._ask_witnesses, self._count_witnesses
        )
        self.log_sync = LogSync(
            context, on_unwitnessed=self._witnesses.look, on_relay_restored=self._upkeep_due
        )
        self.typing = Typing(context)
        self._outbox = Outbox(context, self.log_sync)
        self._inbox = Inbox(
            context,
            self.log_sync,
            on_received=self.owe_receipts,
            on_repairs_due=self.owe_repairs,
            on_outbox_grew=self.wake_outbox,
            on_relay_behind=self._freeze.look,
            on_batch=self._came,
        )
        self._connectivity = Connectivity(context.bus)
        self._tasks: list[asyncio.Task[None]] = []
        self._stuck: asyncio.TimerHandle | None = None
        self._stuck_rounds = 0
        self._outbox_wakes = asyncio.Event()
        self._upkeep_wakes = asyncio.Event()
        self._receipts_due = asyncio.Event()
        self._repairs_due = asyncio.Event()
        self._unsubscribe: Callable[[], None] | None = None
        self._account_changed = asyncio.Event()
        self._receipt_timing = ReceiptTiming()
        self._later_receipts: asyncio.TimerHandle | None = None
        context.wake_outbox = self.wake_outbox
        context.hand_in = self._outbox.hand_in
        self.on_refused: Callable[[], None] = lambda: None
        """Called when the relay says that this device was removed."""

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
        for due in (self._outbox_wakes, self._receipts_due, self._repairs_due):
            due.set()
        self._look_at_account()
        self._freeze.look()
        self._witnesses.look()
        self._unsubscribe = self._context.bus.subscribe(self._on_event)
        loops = (
            self._inbox_loop,
            self._own_account_loop,
            self._outbox_loop,
            self._upkeep_loop,
            self._receipt_loop,
            self._repair_loop,
            self._freeze_loop,
            self._witness_loop,
            self._signature_loop,
        )
        self._tasks = [asyncio.get_running_loop().create_task(loop()) for loop in loops]

    async def stop(self) -> None:
        """End the loops; whatever was on the way is done again next time."""
        for task in self._tasks:
            task.cancel()
        if self._unsubscribe is not None:
            self._unsubscribe()
        self.typing.stop()
        if self._later_receipts is not None:
            self._later_receipts.cancel()
        self._nothing_waits()  # or its timer would keep the keys in memory
        self._context.relay.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def wake_outbox(self, added: OutboxRecord | None = None) -> None:
        """Something was put into the outbox: `added`, if it was one record alone."""
        self._outbox.handover.added(added)
        self._outbox_wakes.set()

    def _try_later(self) -> None:
        """Plan the next try, unless one is planned: whatever else wakes us must not put it off."""
        if self._stuck is None:
            pause = min(_STUCK_FIRST_S * 2**self._stuck_rounds, _STUCK_S)
            self._stuck_rounds = min(self._stuck_rounds + 1, _STUCK_ROUNDS)
            self._stuck = asyncio.get_running_loop().call_later(pause, self._try_again)

    def _try_again(self) -> None:
        self._stuck = None
        self.wake_outbox()

    def _nothing_waits(self) -> None:
        """What waits next begins with the first pause."""
        if self._stuck is not None:
            self._stuck.cancel()
        self._stuck, self._stuck_rounds = None, 0

    def owe_receipts(self) -> None:
        """Something was read or received that its sender should hear of."""
        self._receipts_due.set()

    def read_in_group(self, devices: Collection[DeviceId]) -> None:
        """Messages of a group were read that came from these: they may hear of it a bit later."""
        self._receipt_timing.note_groups(devices, asyncio.get_running_loop().time())

    def _came(self, result: BatchResult) -> None:
        self.typing.came(result)
        self._receipt_timing.note_people(result.from_people)
        now = asyncio.get_running_loop().time()
        self._receipt_timing.note_groups(result.from_groups - result.from_people, now)

    def owe_repairs(self) -> None:
        """Something did not arrive, or did not open."""
        self._repairs_due.set()

    def _upkeep_due(self) -> None:
        self._upkeep_wakes.set()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, DevicesChanged):
            self._look_at_account()
        if isinstance(event, AlarmEnded):
            self.wake_outbox()
            self.owe_receipts()
            self.owe_repairs()

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
            fetched = await self._context.call(partial(self._inbox.fetch, ask, known))
            took = loop.time() - asked_at
            await self._inbox.take_in(fetched, known)
            reached = True
            self._now_online("inbox")
            grew = self._context.replica.size > known
            if wait and not fetched.batch.items and not grew and took < _EMPTY_AT_ONCE_S:
                await asyncio.sleep(_EMPTY_PAUSE_S)

        await self._forever("inbox", round_)

    async def _own_account_loop(self) -> None:
        """Judge what the log says of our own account, once the inbox had its chance to explain it.

        Drained means: a request made after the replica had the entry, which acknowledges only what
        is on disk here, was answered with nothing. A relay that never lets it come to that gains
        nothing but time, during which nothing is encrypted.
        """

        async def round_() -> None:
            await self._account_changed.wait()
            self._account_changed.clear()
            context, loop = self._context, asyncio.get_running_loop()
            begun, pause = loop.time(), _DRAIN_FIRST_S
            while await context.store.read(self._entries_pending):
                known = context.replica.size
                position = await self._inbox.position()
                ask = partial(context.relay.inbox, position, 0, 1, known)
                drained = not (await context.call(ask)).items
                if drained or loop.time() - begun > _DRAIN_LAST_S:
                    judge = partial(own_entries.note_drained, context.own, context.replica)
                    await context.store.write(partial(judge, known_size=known))
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _DRAIN_PAUSE_S)
            self._connectivity.settled("own account")
            await alarms.refresh(context)
            self.wake_outbox()  # what waited for this

        await self._forever("own account", round_, on_error=self._look_at_account)

    def _entries_pending(self, tx: Transaction) -> bool:
        return own_entries.is_pending(self._context.own, self._context.replica, tx)

    def _look_at_account(self) -> None:
        self._account_changed.set()

    async def _outbox_loop(self) -> None:
        async def round_() -> None:
            if not await pauses.wait(self._outbox_wakes, _UPKEEP_S):
                self._outbox.handover.added()  # look, whatever is known
            self._outbox_wakes.clear()
            while (pumped := await self._outbox.pump()) is Pumped.PROGRESS:
                self._now_online("outbox")
            if pumped is Pumped.WAIT:
                self._try_later()
            else:
                self._nothing_waits()
                self._connectivity.settled("outbox")

        await self._forever("outbox", round_, on_error=self.wake_outbox)

    async def _receipt_loop(self) -> None:
        async def round_() -> None:
            await self._receipts_due.wait()
            await pauses.burst_over(self._receipts_due, _RECEIPT_DELAY_S, _RECEIPT_LATEST_S)
            now = asyncio.get_running_loop().time()
            later = self._receipt_timing.take(now)
            queued = await self._context.store.write(partial(self._queue_receipts, later))
            if queued:
                self.wake_outbox()
            self._plan_receipts(now)
            self._connectivity.settled("receipts")

        await self._forever("receipts", round_, on_error=self.owe_receipts)

    def _plan_receipts(self, now: float) -> None:
        """Come back to those that wait for more."""
        if self._later_receipts is not None:
            self._later_receipts.cancel()
            self._later_receipts = None
        pause = self._receipt_timing.next_due(now)
        if pause is not None:
            loop = asyncio.get_running_loop()
            self._later_receipts = loop.call_later(pause, self.owe_receipts)

    def _queue_receipts(self, later: Collection[DeviceId], tx: Transaction) -> int:
        enabled = reads_are_told(self._context.policy, tx)
        told = own_sync.queue_reads(self._context, tx) + own_states.queue_due(self._context, tx)
        told += conversation_marks.queue_due(self._context, tx)
        return told + receipts.queue_due(self._context, tx, read_receipts=enabled, later=later)

    async def _repair_loop(self) -> None:
        async def round_() -> None:
            await pauses.wait(self._repairs_due, _UPKEEP_S)
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
        await group_asking.ask(context, self.wake_outbox, self.owe_repairs)
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
        """Count how long the relay has signed more than it serves."""
        await self._forever("freeze", self._freeze.round_, on_error=self._freeze.look)

    async def _relay_owes_log(self) -> bool:
        owed = await self._context.store.read(alarms.ahead_size)
        return owed > self._context.replica.size

    async def _ask_freeze(self) -> None:
        await self.log_sync.sync()
        self._connectivity.settled("freeze")

    async def _count_freeze(self, waited_ms: int) -> None:
        await alarms.count_waiting(self._context, waited_ms)

    async def _witness_loop(self) -> None:
        """Count how long the log as we have it has lacked the witnesses that policy requires."""
        await self._forever("witnesses", self._witnesses.round_, on_error=self._witnesses.look)

    async def _relay_owes_witnesses(self) -> bool:
        policy = self._context.policy
        return await self._context.store.read(partial(witnesses.lacking, policy))

    async def _ask_witnesses(self) -> None:
        await self.log_sync.sync()
        self._connectivity.settled("witnesses")

    async def _count_witnesses(self, waited_ms: int) -> None:
        await self._context.store.write(partial(_count_asked, waited_ms))
        await alarms.refresh(self._context)

    async def _signature_loop(self) -> None:
        """Verify the signatures that a long log owed when it came."""

        async def round_() -> None:
            if self._context.unverified is not None:
                await signature_checks.verify_all(self._context)
                await alarms.refresh(self._context)
            await asyncio.sleep(_UPKEEP_S)

        await self._forever("signatures", round_)

    async def _upkeep_loop(self) -> None:
        async def round_() -> None:
            await self.log_sync.sync()
            await prekeys.maintain(self._context)
            await expiry.forget_old_keys(self._context)
            await retention.sweep(self._context)
            if await keyless.ask_again(self._context):
                self.wake_outbox()
            await opening.keep_state(self._context)
            self._now_online("upkeep")
            self.owe_repairs()
            await pauses.wait(self._upkeep_wakes, _UPKEEP_S)
            self._upkeep_wakes.clear()

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
                if isinstance(error, DeviceRevoked):
                    self.on_refused()
            except Exception as error:
                log.error("%s: unexpected\n%s", name, describe(error))
                self._connectivity.failed(name, UnexpectedFailure())
            await asyncio.sleep(delay * random.uniform(0.8, 1.2))  # noqa: S311 - jitter
            delay = min(delay * 2, _RETRY_LAST_S)
            if on_error is not None:
                on_error()

    def _now_online(self, loop: str) -> None:
        was_lost = self.connection in (Connection.OFFLINE, Connection.REFUSED)
        if self._connectivity.succeeded(loop):
            self.wake_outbox()
            if was_lost and loop != "upkeep":
                self._upkeep_due()  # it may have been restored meanwhile, without our prekeys


def _ask_repair(context: Context, request: repair.Due, tx: Transaction) -> tuple[int, ...]:
    return repair.ask(context, tx, request)


def _count_asked(waited_ms: int, tx: Transaction) -> None:
    witnesses.count_asked(tx, waited_ms)
