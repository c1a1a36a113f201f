"""Keeping the replica of the clinic's log, and reacting to what it says (DESIGN section 4).

Entries are verified and stored in one transaction. What a change means for conversations (a new
device, a changed account key, a closed account) is written in that same transaction, so that no
message can slip between a key change and its consequences.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from app.core.bus import (
    AlarmRaised,
    ClinicKeysChanged,
    ContactsChanged,
    ConversationsChanged,
    DevicesChanged,
    Event,
    LogProgress,
    MessagesAdded,
    MessagesChanged,
)
from app.core.ids import AccountId, DeviceId
from app.core.records import Notice
from app.core.relay_errors import DeviceUnknown, ProtocolViolation
from app.core.relay_port import LogReaderPort
from app.core.store_ports import Transaction
from app.crypto.transparency import changes
from app.crypto.transparency.deferred import Unverified
from app.crypto.transparency.errors import (
    EntryForbidden,
    ForkDetected,
    LogBehind,
    RootMismatch,
)
from app.services import (
    alarms,
    group_mail,
    group_receiving,
    own_announce,
    own_entries,
    own_lists,
    signature_checks,
    witnesses,
)
from app.services.batch_result import BatchResult
from app.services.context import Context, log
from app.services.directory import conversation_with
from app.services.fetched_log import FetchedLog
from app.services.holding import (
    HeldForClosedAccount,
    HeldForKeyChange,
    fail_undelivered,
    fail_waiting,
)
from app.services.lost_entries import LostEntries
from app.services.notices import add_notice
from app.services.profile_sync import sync_profiles
from app.services.regrown import find_fork

_PAGE = 2000
_MANY_PEOPLE = 1000
_CHECKED_AT = "log-checked-at"
_OWN_PINS = "relay-pins"
MOST_ENTRY_BYTES = 512 * 1024 * 1024
"""Of entries fetched at once and not yet verified: several times the largest clinic's log."""


class LogSync:
    """Brings the replica up to date. One sync runs at a time."""

    def __init__(
        self,
        context: Context,
        *,
        on_unwitnessed: Callable[[], None] = lambda: None,
        on_relay_restored: Callable[[], None] = lambda: None,
        fetched: FetchedLog | None = None,
    ) -> None:
        """The callbacks: the log lacks the witnesses that policy requires; the relay was restored
        from a backup, so prekeys are due. `fetched`: what an empty replica begins with."""
        self._context = context
        self._fetched = fetched
        self._on_unwitnessed = on_unwitnessed
        self._running = asyncio.Lock()
        self._lost = LostEntries(context, on_relay_restored)
        self._looked_into = b""
        self._taking_in: asyncio.Future[None] | None = None

    async def sync(self, *, profiles_wait: bool = False) -> None:
        """Fetch, verify and store what is new. Raises RelayError, or what the verifier refuses.

        With `profiles_wait`, so many names that they take a while are left to a later sync.
        """
        async with self._running:
            if self._taking_in is not None:
                await asyncio.wait({self._taking_in})  # of a sync that was cancelled
            await self._sync_or_introduce()
            await alarms.settle_ahead(self._context)
            await alarms.refresh(self._context)
            if profiles_wait and len(self._context.replica.directory.accounts) > _MANY_PEOPLE:
                return
            await sync_profiles(self._context)

    async def sync_through(self, reader: LogReaderPort) -> None:
        """The same, of the log alone, through a connection that even a removed device gets."""
        async with self._running:
            if self._taking_in is not None:
                await asyncio.wait({self._taking_in})
            await self._sync_entries(reader)
            await alarms.settle_ahead(self._context)
            await alarms.refresh(self._context)

    async def sync_to(self, size: int) -> bool:
        """Sync unless the replica has `size` entries already; whether it has them now."""
        if self._context.replica.size < size:
            await self.sync()
        return self._context.replica.size >= size

    async def _sync_or_introduce(self) -> None:
        fetched = self._fetched
        if fetched is not None and self._context.replica.size == 0:
            await self._settle(fetched.note, fetched.entries)
        self._fetched = None
        try:
            await self._sync_entries()
        except DeviceUnknown:
            if not await self._lost.introduce():
                raise
            await self._sync_entries()

    async def _sync_entries(self, reader: LogReaderPort | None = None) -> None:
        context = self._context
        read = context.relay.log_entries if reader is None else reader.log_entries
        entries: list[bytes] = []
        total = 0
        first = context.replica.size
        while True:
            start = first + len(entries)
            page = await context.call(partial(read, start, _PAGE))
            entries.extend(page.entries)
            total += sum(map(len, page.entries))
            if total > MOST_ENTRY_BYTES:
                raise ProtocolViolation("log without end")
            if not page.entries or context.replica.covers(page.note, first + len(entries)):
                break
            claimed = context.replica.claimed_size(page.note) - first
            self._tell_progress(len(entries) // 2, claimed)
        served = context.replica.check_gossip(page.note).checkpoint
        nothing_new = not entries and reader is None
        if nothing_new and served is not None and await self.show_if_behind(served.size):
            await self._sync_entries()  # it is up to date again
            return
        try:
            await self._settle(page.note, entries)
        except (EntryForbidden, RootMismatch):
            await self._look_for_fork(page.note)
            raise

    async def _settle(self, note: bytes, entries: list[bytes]) -> None:
        """`_take_in`. A lock that comes now does not stop the store: replica and database move
        together."""
        self._taking_in = asyncio.ensure_future(self._take_in(note, entries))
        self._taking_in.add_done_callback(_seen)
        await asyncio.shield(self._taking_in)

    def _tell_progress(self, done: int, total: int) -> None:
        if total >= signature_checks.LONG_LOG:
            self._context.bus.publish(LogProgress(done, total))

    async def _take_in(self, note: bytes, entries: list[bytes]) -> None:
        """Extend the replica and the database, or neither."""
        context = self._context
        before = context.replica.snapshot()
        owed = len(entries) if self._is_long_start(entries) else 0
        try:
            events, pins, unwitnessed = await context.store.write(
                partial(self._extend_for_pins, note, entries, self._replay_progress(entries))
            )
        except ForkDetected as fork:
            await alarms.raise_fork(context, fork)
            raise
        except BaseException:
            context.replica.restore(before)
            raise
        if owed:
            context.unverified = Unverified(context.replica.directory, 0, entries)
        if pins is not None:
            context.relay.set_pins(pins)  # also for connections of a client that stays open
        if unwitnessed:
            self._on_unwitnessed()
        for event in events:
            context.bus.publish(event)

    def _is_long_start(self, entries: list[bytes]) -> bool:
        """Whether this is a first sync of so many that signatures are verified afterwards."""
        return self._context.replica.size == 0 and len(entries) >= signature_checks.LONG_LOG

    def _replay_progress(self, entries: list[bytes]) -> Callable[[int], None]:
        """To be called from the store's thread with the number of entries checked."""
        loop, total = asyncio.get_running_loop(), len(entries)

        def tell(done: int) -> None:
            loop.call_soon_threadsafe(self._tell_progress, (total + done) // 2, total)

        return tell

    def _extend_for_pins(
        self, note: bytes, entries: list[bytes], progress: Callable[[int], None], tx: Transaction
    ) -> tuple[list[Event], tuple[bytes, ...] | None, bool]:
        """`_extend`, the relay's pins if they are others now, and whether witnesses are lacking."""
        before = relay_pins(tx)
        events = self._extend(tx, note, entries, progress)
        after = relay_pins(tx)
        lacking = witnesses.lacking(self._context.policy, tx)
        return events, (None if after == before else after), lacking

    async def _look_for_fork(self, note: bytes) -> None:
        """Raise the alarm if what was just refused is proof of another log. Once a note."""
        if note == self._looked_into:
            return
        fork = await find_fork(self._context, note)
        self._looked_into = note
        if fork is not None:
            await alarms.raise_fork(self._context, fork)
            raise fork

    async def show_if_behind(self, served_size: int) -> bool:
        """Help a relay that lost entries which we hold; whether it has some of them back.

        It was restored from an old backup. Once for each size that it serves.
        """
        return await self._lost.settle(served_size)

    def _follow(
        self, note: bytes, entries: list[bytes], progress: Callable[[int], None]
    ) -> list[changes.Change]:
        """Extend the replica; with what was checked before there was a profile, only adopt it."""
        replica, fetched = self._context.replica, self._fetched
        if fetched is not None and entries is fetched.entries and replica.size == 0:
            replica.restore(fetched.snapshot)
            return fetched.changes
        if not self._is_long_start(entries):
            return replica.extend(note, entries, progress)
        at_once = partial(signature_checks.at_once, self._context.own.account_id)
        return replica.extend(note, entries, progress, at_once=at_once)

    def _extend(
        self, tx: Transaction, note: bytes, entries: list[bytes], progress: Callable[[int], None]
    ) -> list[Event]:
        """Verify, store, and write down the consequences. Raises LogBehind for a rollback."""
        context = self._context
        first = context.replica.size
        if self._is_long_start(entries):
            signature_checks.owe(tx, 0, len(entries))
        happened = self._follow(note, entries, progress)
        served = context.replica.check_gossip(note).checkpoint
        if served is not None and served.size < context.replica.size:
            raise LogBehind
        if entries:
            tx.log.append(first, entries)
            own_entries.note_entries(context.own, tx, first, entries)
        tx.log.put_note(context.replica.note)
        witnesses.take_in(context, tx, note)
        tx.settings.put(_CHECKED_AT, str(context.now_ms()).encode())
        events: list[Event] = []
        if not entries:
            return events
        for change in happened:
            if first > 0 or self._concerns_us(change):  # there is nothing yet of anybody else
                events.extend(self._react(tx, change))
        events += group_receiving.log_changed(context, tx, happened)
        events += self._released(tx)
        events.append(ContactsChanged())
        return events

    def _concerns_us(self, change: changes.Change) -> bool:
        """Whether it is about the clinic's keys or our own account."""
        own = self._context.own.account_id
        match change:
            case changes.LogStarted() | changes.RelayChanged() | changes.AuthorityRotated():
                return True
            case changes.DeviceAdded(device=device):
                return device.account_id == own
            case _:
                return change.account_id == own

    def _react(self, tx: Transaction, change: changes.Change) -> list[Event]:  # noqa: PLR0911 - one a kind
        """What it means for conversations. Of our own account, `alarms` judges the outcome."""
        own = self._context.own
        match change:
            case changes.AccountKeyChanged(account_id=account_id, ended_devices=ended):
                if account_id == own.account_id:
                    return []
                known = tx.people.trust(account_id)
                if known is not None:  # one of our devices may not know that there was another key
                    own_announce.share_trust(self._context, tx, [known])
                return (
                    self._hold(tx, account_id, HeldForKeyChange.code)
                    + self._fail_undelivered(tx, account_id, ended)
                    + self._note(tx, account_id, Notice.KEY_CHANGED)
                )
            case changes.DeviceAdded(device=device):
                if device.account_id == own.account_id:
                    own_announce.welcome(self._context, tx, device.device_id)
                    own_lists.welcome(self._context, tx, device.device_id)
                    return [DevicesChanged()]
                return self._note(tx, device.account_id, Notice.DEVICE_ADDED)
            case changes.DeviceRevoked(account_id=account_id, device_id=device_id):
                self._drop_sessions(tx, device_id)
                if account_id == own.account_id:
                    return [DevicesChanged()]
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
                return [ClinicKeysChanged()]
            case changes.AuthorityRotated():
                return [ClinicKeysChanged()]
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
        identity = self._context.replica.identity
        failed = fail_undelivered(tx, ended, lambda device_id: identity(device_id) is not None)
        events: list[Event] = []
        for conversation_id, row_ids in failed.items():
            events.append(MessagesChanged(conversation_id, tuple(row_ids)))
            events.append(ConversationsChanged((conversation_id,)))
        return events

    def _released(self, tx: Transaction) -> list[Event]:
        """Mail of groups whose rosters the log now let in."""
        result = BatchResult()
        for conversation_id in {group for group, *_ in tx.groups.mail_waits_from()}:
            group_mail.release(self._context, tx, conversation_id, result)
        events: list[Event] = [AlarmRaised(alarm) for alarm in result.alarms]
        for conversation_id, row_ids in result.added.items():
            fresh = result.incoming_new.get(conversation_id, 0)
            events.append(MessagesAdded(conversation_id, tuple(row_ids), fresh))
            events.append(ConversationsChanged((conversation_id,)))
        for conversation_id, row_ids in result.changed.items():
            events.append(MessagesChanged(conversation_id, tuple(row_ids)))
        return events

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
