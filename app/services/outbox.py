"""Moving the outbox to the relay: in order, the same bytes at every try.

Each conversation is a queue of its own, so that one recipient without keys, or with a full
mailbox, does not hold up everybody else.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial

from app.core import content as contents
from app.core.bus import ConversationsChanged, MessagesChanged
from app.core.content import OwnEntriesContent
from app.core.errors import CurbsideError, ProtocolError
from app.core.ids import AccountId, ConversationId, DeviceId, SubmissionId
from app.core.records import MarkState, OutboxRecord
from app.core.store_ports import Transaction
from app.core.transport_types import SubmissionOutcome
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency.errors import ForkDetected
from app.services import sending_order
from app.services.alarms import UnexpectedOwnEntry
from app.services.audience import NoLiveDeviceError, SessionsMissingError
from app.services.context import Context, log
from app.services.handing_in import hand_in
from app.services.handover import Handover
from app.services.holding import DeviceSetDisputed, HeldBack, fail
from app.services.keyless import Keyless, ask_again, release, seal_without_keyless
from app.services.log_sync import LogSync
from app.services.own_entries import EntriesPendingError
from app.services.sealing import audience_of, seal
from app.services.session_start import start_sessions

_LOOK_AHEAD = 512
_MOVED_ON = frozenset({"device-set-changed", "device-revoked", "unknown-device", "not-found"})
"""Outcomes that mean: the log has moved on; sync it, and encrypt again if it says so too."""
_DISPUTE_FIRST_S = 5.0
_MOST_DISPUTES = 5
"""How often a change of devices that the log does not show is taken for a delay, with a pause that
doubles each time."""
_FATAL = frozenset({"malformed", "too-large"})


_Queue = tuple[AccountId | None, ConversationId | None]
"""A person, or a group."""


class Pumped(Enum):
    """How a round went."""

    IDLE = "idle"
    """Nothing (more) can be sent now."""
    PROGRESS = "progress"
    WAIT = "wait"
    """What is left has to wait a while: a full mailbox, a missing key, a busy relay."""


@dataclass(frozen=True, slots=True)
class _Dispute:
    """A submission that the relay refuses for a change of devices that the log does not show."""

    times: int
    not_before: float
    """On the event loop's clock."""


@dataclass(slots=True)
class _Settled:
    """What one answer of the relay brought about."""

    changed: dict[ConversationId, list[int]] = field(default_factory=dict)
    moved_on: list[OutboxRecord] = field(default_factory=list)
    wait: bool = False
    all_sent: bool = False
    """Nothing is left in the queue."""

    def note(self, conversation_id: ConversationId, row_id: int | None) -> None:
        """A row changed, if there is one."""
        if row_id is not None:
            self.changed.setdefault(conversation_id, []).append(row_id)


@dataclass(slots=True)
class Outbox:
    """The pump. One round at a time."""

    context: Context
    log_sync: LogSync
    handover: Handover = field(default_factory=Handover)
    _disputes: dict[SubmissionId, _Dispute] = field(default_factory=dict)
    _keyless: Keyless = field(default_factory=Keyless)

    def hand_in(self, record: OutboxRecord) -> None:
        """Begin at once with what was just committed, if it is alone in the queue; `pump` goes on.

        Called on the store's thread: by way of the event loop it would change threads once more.
        """
        context = self.context
        if context.alarm is not None or record.log_size != context.replica.size:
            return
        if self.handover.follows(record):
            with contextlib.suppress(RuntimeError):  # locked meanwhile
                submit = partial(context.relay.submit, [sending_order.submission(record)])
                self.handover.begin(record, context.begin(submit))

    async def pump(self) -> Pumped:
        """Send what can be sent now. Raises RelayError when the relay cannot be reached."""
        alarm = self.context.alarm
        if isinstance(alarm, UnexpectedOwnEntry):
            return await self._explain_only()
        if alarm is not None and not isinstance(alarm, ForkDetected):
            return Pumped.IDLE
        self._keyless.begin(asyncio.get_running_loop().time())
        if alarm is None and self._keyless.is_due:
            await ask_again(self.context, self._keyless)
            self.handover.added()
        pumped = await self._pump(alarm)
        return Pumped.WAIT if pumped is Pumped.IDLE and self._keyless.any else pumped

    async def _pump(self, alarm: CurbsideError | None) -> Pumped:
        pending = self.handover.take()
        if pending is None:
            pending = await self.context.store.read(lambda tx: tx.outbox.pending(_LOOK_AHEAD))
        if alarm is not None:
            # Receipts say nothing but carry our checkpoint: they let the other side see the fork.
            warnings = [
                record for record in pending if record.body and sending_order.is_receipt(record)
            ]
            return await self._submit(warnings[: sending_order.BATCH]) if warnings else Pumped.IDLE
        if not pending:
            return Pumped.IDLE
        unsealed = [record for record in sending_order.heads(self._own, pending) if not record.body]
        waiting = self._disputed(pending)
        if unsealed:
            waiting |= await self._seal_heads(unsealed)
            pending = await self.context.store.read(lambda tx: tx.outbox.pending(_LOOK_AHEAD))
        return await self._submit_in_order(pending, waiting)

    @property
    def _own(self) -> AccountId:
        return self.context.own.account_id

    async def _explain_only(self) -> Pumped:
        """While an entry of our account is unexplained, our own devices are told of ours alone."""

        def explaining(tx: Transaction) -> list[OutboxRecord]:
            records = tx.outbox.of_account(self._own)
            return [r for r in records if isinstance(contents.decode(r.content), OwnEntriesContent)]

        records = await self.context.store.read(explaining)
        waiting = await self._seal_heads(records) if any(not r.body for r in records) else set()
        records = await self.context.store.read(explaining)
        return await self._submit_in_order(records, waiting)

    async def _submit_in_order(
        self, pending: Sequence[OutboxRecord], waiting: set[bytes]
    ) -> Pumped:
        batch = sending_order.batch_of(self._own, pending, waiting)
        if not batch:
            return Pumped.WAIT if pending else Pumped.IDLE
        if any(record.log_size != self.context.replica.size for record in batch):
            stale = await self.context.store.read(partial(self._stale, batch))
            if stale:
                await self.context.store.write(partial(self._seal_stale, stale))
                return Pumped.PROGRESS
        return await self._submit(batch)

    def _stale(self, batch: Sequence[OutboxRecord], tx: Transaction) -> list[OutboxRecord]:
        """Those for which the log has other devices by now than those they were encrypted to.

        What a removed device could read is not sent any more, whatever the relay would say.
        """
        size = self.context.replica.size
        grew = [record for record in batch if record.log_size != size]
        return [record for record in grew if not self._is_for_present_devices(tx, record)]

    def _seal_stale(self, stale: Sequence[OutboxRecord], tx: Transaction) -> None:
        for record in _queued_with(tx, stale):
            sealed = record.body and not record.held
            if sealed and not self._is_for_present_devices(tx, record):
                self._seal_again(tx, record)

    async def _seal_heads(self, records: Sequence[OutboxRecord]) -> set[bytes]:
        """Start the missing sessions and encrypt what waited; the lanes that still wait."""
        context = self.context
        missing, waiting = await context.store.write(partial(self._try_seal, records))
        if missing:
            shown_in = next((r.conversation_id for r in records if r.account_id is None), None)
            failed = await start_sessions(context, list(missing.values()), shown_in=shown_in)
            self._keyless.note(missing, failed)
            if shown_in is not None:
                self._keyless.note_refused(
                    device_id
                    for device_id, error in failed.items()
                    if isinstance(error, ProtocolError)
                    and missing[device_id].account_id != self._own
                )
            refused = {
                queue_of: error
                for device_id, error in failed.items()
                if isinstance(error, ProtocolError)
                for queue_of in self._concerned(missing[device_id], records)
            }
            if refused:
                self._publish(await context.store.write(partial(_hold_refused, refused)))
            started = [device_id for device_id in missing if device_id not in failed]
            await context.store.write(partial(_release_all, started))
            _, waiting = await context.store.write(partial(self._try_seal, records))
        return waiting

    def _concerned(self, device: DeviceIdentity, records: Sequence[OutboxRecord]) -> set[_Queue]:
        """Where nothing goes out while the keys given for a device are not genuine.

        A group goes on without a member's device.
        """
        own: _Queue = (device.account_id, None)
        return {own} if device.account_id != self._own else {own, *map(_queue_of, records)}

    def _disputed(self, pending: Sequence[OutboxRecord]) -> set[bytes]:
        """The lanes that wait for the relay to come to its senses."""
        now = asyncio.get_running_loop().time()
        ids = {record.submission_id for record in pending}
        self._disputes = {key: value for key, value in self._disputes.items() if key in ids}
        return {
            sending_order.lane_of(self._own, record)
            for record in pending
            if record.submission_id in self._disputes
            and self._disputes[record.submission_id].not_before > now
        }

    def _try_seal(
        self, records: Iterable[OutboxRecord], tx: Transaction
    ) -> tuple[dict[DeviceId, DeviceIdentity], set[bytes]]:
        """Encrypt everything that waits in these lanes, as far as sessions are there."""
        missing: dict[DeviceId, DeviceIdentity] = {}
        waiting: set[bytes] = set()
        for record in _queued_with(tx, records):
            lane = sending_order.lane_of(self._own, record)
            if record.body or record.held or lane in waiting:
                continue
            try:
                sealed = seal_without_keyless(self.context, tx, record, self._keyless)
            except SessionsMissingError as error:
                missing.update(self._keyless.worth_asking(error.devices))
                waiting.add(lane)
                continue
            except (EntriesPendingError, UnexpectedOwnEntry):
                waiting.add(lane)  # the inbox, or the person, has the last word on it
                continue
            except NoLiveDeviceError:
                if not record.complete:
                    tx.outbox.remove(record.submission_id)  # that device is gone
                    continue
                waiting.add(lane)
                continue
            except HeldBack as error:
                _give_up(tx, record, error)
                continue
            tx.outbox.remove(record.submission_id)
            tx.outbox.add(sealed)
        return missing, waiting

    async def _submit(self, batch: Sequence[OutboxRecord]) -> Pumped:
        context = self.context
        outcomes = await hand_in(context, batch, self.handover.take_begun(batch))
        mark = self.handover.mark()
        # Undone by a power cut, the same bytes are sent again, and the relay says the same.
        settle = partial(self._settle, batch, outcomes)
        settled = await context.store.write(settle, durable=False)
        if settled.all_sent:
            self.handover.emptied(batch[-1].order, mark)
        self._publish(settled)
        if settled.moved_on:
            await self.log_sync.sync()
            now = asyncio.get_running_loop().time()
            resolve = partial(self._encrypt_again, settled.moved_on, now)
            again = await context.store.write(resolve)
            self._publish(again)
            settled.wait |= again.wait
        return Pumped.WAIT if settled.wait else Pumped.PROGRESS

    def _publish(self, settled: _Settled) -> None:
        for conversation_id, row_ids in settled.changed.items():
            self.context.bus.publish(MessagesChanged(conversation_id, tuple(row_ids)))
            self.context.bus.publish(ConversationsChanged((conversation_id,)))

    def _settle(
        self,
        batch: Sequence[OutboxRecord],
        outcomes: Sequence[SubmissionOutcome],
        tx: Transaction,
    ) -> _Settled:
        """Write down what became of each submission."""
        settled = _Settled()
        for record, outcome in zip(batch, outcomes, strict=True):
            if outcome.stored:
                settled.note(record.conversation_id, _mark_sent(tx, record, outcome))
                continue
            if tx.outbox.get(record.submission_id) is None:
                continue  # held back meanwhile; its row says why
            if outcome.code in _MOVED_ON:
                settled.moved_on.append(record)
            elif outcome.code in _FATAL:
                log.error("submission refused for good: %s", outcome.code)
                tx.outbox.remove(record.submission_id)
                settled.note(record.conversation_id, fail(tx, record, outcome.code))
            else:
                log.warning("submission not stored: %s", outcome.code)
                settled.wait = True
                if outcome.code == "mailbox-full" and record.complete:
                    tx.outbox.set_held(record.submission_id, True)
                    settled.note(record.conversation_id, fail(tx, record, outcome.code))
        settled.all_sent = not tx.outbox.pending(1)
        return settled

    def _encrypt_again(
        self, refused: Sequence[OutboxRecord], now: float, tx: Transaction
    ) -> _Settled:
        """Encrypt for the devices that the log has now; the log sync came before.

        Only if they are others than before: the relay's word alone changes nothing.
        """
        settled = _Settled()
        for record in refused:
            if tx.outbox.get(record.submission_id) is None:
                continue
            if self._is_for_present_devices(tx, record):
                self._dispute(tx, record, now, settled)
        self._seal_stale(refused, tx)
        return settled

    def _is_for_present_devices(self, tx: Transaction, record: OutboxRecord) -> bool:
        named = {recipient.device_id for recipient in record.recipients}
        try:
            present = {d.device_id for d in audience_of(self.context, tx, record).recipients}
        except (NoLiveDeviceError, HeldBack):
            return False
        return named == present if record.complete else named <= present

    def _dispute(
        self, tx: Transaction, record: OutboxRecord, now: float, settled: _Settled
    ) -> None:
        """Wait longer each time, and in the end say that it is not sent, and why."""
        before = self._disputes.pop(record.submission_id, None)
        times = before.times + 1 if before else 1
        log.warning("the relay says that devices changed, and the log does not")
        if times <= _MOST_DISPUTES:
            pause = _DISPUTE_FIRST_S * 2.0 ** (times - 1)
            self._disputes[record.submission_id] = _Dispute(times, now + pause)
            settled.wait = True
        elif record.complete:
            tx.outbox.set_held(record.submission_id, True)
            settled.note(record.conversation_id, fail(tx, record, DeviceSetDisputed.code))
        else:
            tx.outbox.remove(record.submission_id)

    def _seal_again(self, tx: Transaction, record: OutboxRecord) -> None:
        try:
            sealed = seal(self.context, tx, record)
        except NoLiveDeviceError:
            if not record.complete:
                tx.outbox.remove(record.submission_id)
                return
            sealed = replace(record, body=b"", recipients=())
        except (SessionsMissingError, EntriesPendingError, UnexpectedOwnEntry):
            kept = () if record.complete else record.recipients
            sealed = replace(record, body=b"", recipients=kept)
        except HeldBack as error:
            _give_up(tx, record, error)
            return
        tx.outbox.remove(record.submission_id)
        tx.outbox.add(sealed)


def _give_up(tx: Transaction, record: OutboxRecord, error: HeldBack) -> None:
    """It may not be sent any more: what waited for one device of a group that this person left.

    All else fails in the transaction that takes in the change.
    """
    log.info("held back at the last moment: %s", error.code)
    tx.outbox.remove(record.submission_id)
    fail(tx, record, error.code)


def _queue_of(record: OutboxRecord) -> _Queue:
    """What is looked through together: all to one person, or all to the members of a group."""
    account_id = record.account_id
    return account_id, record.conversation_id if account_id is None else None


def _queued_with(tx: Transaction, records: Iterable[OutboxRecord]) -> list[OutboxRecord]:
    """These and all that waits to go the same way, each way in order."""
    return [record for way in dict.fromkeys(map(_queue_of, records)) for record in _all_in(tx, way)]


def _all_in(tx: Transaction, way: _Queue) -> list[OutboxRecord]:
    account_id, group = way
    if account_id is not None:
        return tx.outbox.of_account(account_id)
    return [] if group is None else tx.outbox.to_group(group)


def _release_all(started: Iterable[DeviceId], tx: Transaction) -> None:
    for device_id in started:
        release(tx, device_id)


def _hold_refused(refused: Mapping[_Queue, CurbsideError], tx: Transaction) -> _Settled:
    """The keys that the relay gave for a device are not genuine: nothing goes out until Retry."""
    settled = _Settled()
    for way, error in refused.items():
        for record in _all_in(tx, way):
            if record.body or record.held:
                continue
            if record.complete:
                tx.outbox.set_held(record.submission_id, True)
                settled.note(record.conversation_id, fail(tx, record, error.code))
            else:
                tx.outbox.remove(record.submission_id)
    return settled


def _mark_sent(tx: Transaction, record: OutboxRecord, outcome: SubmissionOutcome) -> int | None:
    tx.outbox.remove(record.submission_id)
    row_id = tx.messages.mark_sent(
        record.conversation_id, record.message_id, record.submission_id, outcome.time_ms
    )
    return row_id or tx.marks.set_sent_state(record.message_id, MarkState.SENT)
