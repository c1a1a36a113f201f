"""Keeping the replica of the clinic's log, and reacting to what it says (DESIGN section 4).

Entries are verified and stored in one transaction. What a change means for conversations (a new
device, a changed account key, a closed account) is written in that same transaction, so that no
message can slip between a key change and its consequences.
"""

from __future__ import annotations

import asyncio
from functools import partial

from app.core.bus import (
    ContactsChanged,
    ConversationsChanged,
    Event,
    MessagesAdded,
    MessagesChanged,
)
from app.core.ids import AccountId, DeviceId, MessageId
from app.core.records import (
    DeliveryState,
    MessageKind,
    MessageRecord,
    Notice,
)
from app.core.relay_errors import ProtocolViolation
from app.core.store_ports import Transaction
from app.crypto.transparency import changes
from app.crypto.transparency.errors import ForkDetected, LogBehind
from app.services import alarms
from app.services.context import Context, log
from app.services.directory import conversation_with
from app.services.holding import (
    HeldForClosedAccount,
    HeldForKeyChange,
    fail_undelivered,
    fail_waiting,
)
from app.services.profile_sync import sync_profiles

_PAGE = 2000
_CHECKED_AT = "log-checked-at"
_OWN_PINS = "relay-pins"
MOST_ENTRY_BYTES = 512 * 1024 * 1024
"""Of entries fetched at once and not yet verified: several times the largest clinic's log."""


class LogSync:
    """Brings the replica up to date. One sync runs at a time."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._running = asyncio.Lock()
        self._shown: tuple[int, int] | None = None
        self._taking_in: asyncio.Future[None] | None = None

    async def sync(self) -> None:
        """Fetch, verify and store what is new. Raises RelayError, or what the verifier refuses."""
        async with self._running:
            if self._taking_in is not None:
                await asyncio.wait({self._taking_in})  # of a sync that was cancelled
            await self._sync_entries()
            await alarms.settle_ahead(self._context)
            await alarms.refresh(self._context)
            await sync_profiles(self._context)

    async def sync_to(self, size: int) -> bool:
        """Sync unless the replica has `size` entries already; whether it has them now."""
        if self._context.replica.size < size:
            await self.sync()
        return self._context.replica.size >= size

    async def _sync_entries(self) -> None:
        context = self._context
        entries: list[bytes] = []
        total = 0
        first = context.replica.size
        while True:
            start = first + len(entries)
            page = await context.call(partial(context.relay.log_entries, start, _PAGE))
            entries.extend(page.entries)
            total += sum(map(len, page.entries))
            if total > MOST_ENTRY_BYTES:
                raise ProtocolViolation("log without end")
            if not page.entries or context.replica.covers(page.note, first + len(entries)):
                break
        served = context.replica.check_gossip(page.note).checkpoint
        if not entries and served is not None:
            await self.show_if_behind(served.size)
        # A lock that comes now does not stop the store: replica and database move together.
        self._taking_in = asyncio.ensure_future(self._take_in(page.note, entries))
        self._taking_in.add_done_callback(_seen)
        await asyncio.shield(self._taking_in)

    async def _take_in(self, note: bytes, entries: list[bytes]) -> None:
        """Extend the replica and the database, or neither."""
        context = self._context
        before = context.replica.snapshot()
        try:
            events, pins = await context.store.write(partial(self._extend_for_pins, note, entries))
        except ForkDetected as fork:
            await alarms.raise_fork(context, fork)
            raise
        except BaseException:
            context.replica.restore(before)
            raise
        if pins is not None:
            context.relay.set_pins(pins)  # also for connections of a client that stays open
        for event in events:
            context.bus.publish(event)

    def _extend_for_pins(
        self, note: bytes, entries: list[bytes], tx: Transaction
    ) -> tuple[list[Event], tuple[bytes, ...] | None]:
        """`_extend`, and the relay's pins if they are others now."""
        before = relay_pins(tx)
        events = self._extend(tx, note, entries)
        after = relay_pins(tx)
        return events, (None if after == before else after)

    async def show_if_behind(self, served_size: int) -> None:
        """Prove to a relay that lost entries which we hold that it did, before it signs a fork.

        It was restored from an old backup. Once for each size that it serves.
        """
        context = self._context
        shown = (served_size, context.replica.size)
        if served_size >= context.replica.size or self._shown == shown:
            return
        log.warning("the relay's log is shorter than ours")
        await context.call(partial(context.relay.show_checkpoint, context.replica.note))
        self._shown = shown

    def _extend(self, tx: Transaction, note: bytes, entries: list[bytes]) -> list[Event]:
        """Verify, store, and write down the consequences. Raises LogBehind for a rollback."""
        context = self._context
        first = context.replica.size
        happened = context.replica.extend(note, entries)
        served = context.replica.check_gossip(note).checkpoint
        if served is not None and served.size < context.replica.size:
            raise LogBehind
        if entries:
            tx.log.append(first, entries)
        tx.log.put_note(context.replica.note)
        tx.settings.put(_CHECKED_AT, str(context.now_ms()).encode())
        events: list[Event] = []
        if not entries:
            return events
        for change in happened:
            events.extend(self._react(tx, change))
        events.append(ContactsChanged())
        return events

    def _react(self, tx: Transaction, change: changes.Change) -> list[Event]:  # noqa: PLR0911 - one a kind
        """What it means for conversations. Of our own account, `alarms` judges the outcome."""
        own = self._context.own
        match change:
            case changes.AccountKeyChanged(account_id=account_id, ended_devices=ended):
                if account_id == own.account_id:
                    return []
                return (
                    self._hold(tx, account_id, HeldForKeyChange.code)
                    + self._fail_undelivered(tx, account_id, ended)
                    + self._note(tx, account_id, Notice.KEY_CHANGED)
                )
            case changes.DeviceAdded(device=device):
                if device.account_id == own.account_id:
                    return []
                return self._note(tx, device.account_id, Notice.DEVICE_ADDED)
            case changes.DeviceRevoked(account_id=account_id, device_id=device_id):
                if account_id == own.account_id:
                    return []
                self._drop_sessions(tx, device_id)
                return self._fail_undelivered(tx, account_id, (device_id,)) + self._note(
                    tx, account_id, Notice.DEVICE_REMOVED
                )
            case changes.AccountClosed(account_id=account_id, ended_devices=ended):
                if account_id == own.account_id:
                    return []
                return (
                    self._hold(tx, account_id, HeldForClosedAccount.code)
                    + self._fail_undelivered(tx, account_id, ended)
                    + self._note(tx, account_id, Notice.ACCOUNT_CLOSED)
                )
            case changes.RelayChanged(pins=pins):
                tx.settings.put(_OWN_PINS, b"".join(pins))
                return []
            case _:
                return []

    def _drop_sessions(self, tx: Transaction, device_id: DeviceId) -> None:
        """A device that is gone gets nothing any more, and its sessions open nothing."""
        tx.sessions.set_sending(device_id, None)
        for session in tx.sessions.of_device(device_id):
            tx.sessions.delete(session.session_id)

    def _hold(self, tx: Transaction, account_id: AccountId, failure: str) -> list[Event]:
        """What waits for this person is not sent by itself any more: each needs a decision."""
        conversation_id = conversation_with(self._context, account_id)
        failed = fail_waiting(tx, account_id, failure)
        for device in self._context.replica.directory.accounts[account_id].devices:
            if not device.live_at(self._context.replica.size):
                self._drop_sessions(tx, device.identity.device_id)
        return [MessagesChanged(conversation_id, tuple(failed))] if failed else []

    def _fail_undelivered(
        self, tx: Transaction, account_id: AccountId, ended: tuple[DeviceId, ...]
    ) -> list[Event]:
        """The relay deleted what these devices had not fetched: say so."""
        live = {device.device_id for device in self._context.replica.live_devices(account_id)}
        failed = fail_undelivered(tx, ended, live.__contains__)
        if not failed:
            return []
        conversation_id = conversation_with(self._context, account_id)
        return [
            MessagesChanged(conversation_id, tuple(failed)),
            ConversationsChanged((conversation_id,)),
        ]

    def _note(self, tx: Transaction, account_id: AccountId, notice: Notice) -> list[Event]:
        """A line in the conversation with this person, if there is one."""
        conversation_id = conversation_with(self._context, account_id)
        if tx.conversations.get(conversation_id) is None:
            return []
        row = add_notice(self._context, tx, account_id, notice)
        return [
            MessagesAdded(conversation_id, (row.row_id,)),
            ConversationsChanged((conversation_id,)),
        ]


def _seen(done: asyncio.Future[None]) -> None:
    """A cancelled sync asks nobody what became of it: the store may be closed by now."""
    if not done.cancelled() and (error := done.exception()) is not None:
        log.info("taking in the log ended: %s", type(error).__name__)


def add_notice(
    context: Context, tx: Transaction, account_id: AccountId, notice: Notice
) -> MessageRecord:
    """Write one of the app's own lines into the conversation with a person."""
    conversation_id = conversation_with(context, account_id)
    tx.conversations.ensure(conversation_id, account_id)
    now = context.now_ms()
    row = tx.messages.add(
        MessageRecord(
            row_id=0,
            position=0.0,
            conversation_id=conversation_id,
            message_id=MessageId(context.randomness.random_bytes(16)),
            sender_account=account_id,
            sender_device=DeviceId(bytes(16)),
            sender_seq=0,
            outgoing=False,
            kind=MessageKind.NOTICE,
            text=notice.value,
            sent_at_ms=now,
            arrived_at_ms=now,
            state=DeliveryState.RECEIVED,
            failure=None,
            skewed=False,
            devset_hash=b"",
            log_size=context.replica.size,
            log_root=context.replica.root,
        )
    )
    assert row is not None  # noqa: S101 - a fresh random id cannot be there already
    return row


def checked_at_ms(tx: Transaction) -> int | None:
    """When the log was last checked, in relay time."""
    stored = tx.settings.get(_CHECKED_AT)
    return None if stored is None else int(stored)


def relay_pins(tx: Transaction) -> tuple[bytes, ...]:
    """The relay's pinned keys, as last announced."""
    stored = tx.settings.get(_OWN_PINS) or b""
    return tuple(stored[at : at + 32] for at in range(0, len(stored), 32))


def save_relay_pins(tx: Transaction, pins: tuple[bytes, ...]) -> None:
    """Store the pins that an invite or the log named."""
    tx.settings.put(_OWN_PINS, b"".join(pins))
