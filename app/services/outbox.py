"""Moving the outbox to the relay: in order, the same bytes at every try.

Each conversation is a queue of its own, so that one recipient without keys, or with a full
mailbox, does not hold up everybody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from app.core.bus import ConversationsChanged, MessagesChanged
from app.core.ids import AccountId, ConversationId, DeviceId
from app.core.records import DeliveryState, OutboxRecord
from app.core.store_ports import Transaction
from app.core.transport_types import OutgoingRecipient, OutgoingSubmission, SubmissionOutcome
from app.crypto.identity import DeviceIdentity
from app.services.context import Context, log
from app.services.log_sync import LogSync
from app.services.sealing import NoLiveDeviceError, SessionsMissingError, seal
from app.services.session_start import start_sessions

_BATCH = 64
_LOOK_AHEAD = 512
_BATCH_BYTES = 4 * 1024 * 1024
_MOVED_ON = frozenset({"device-set-changed", "device-revoked", "unknown-device", "not-found"})
"""Outcomes that mean: the log has moved on; sync it and encrypt again."""
_FATAL = frozenset({"malformed", "too-large"})


class Pumped(Enum):
    """How a round went."""

    IDLE = "idle"
    """Nothing (more) can be sent now."""
    PROGRESS = "progress"
    WAIT = "wait"
    """What is left has to wait a while: a full mailbox, a missing key, a busy relay."""


@dataclass(slots=True)
class Outbox:
    """The pump. One round at a time."""

    context: Context
    log_sync: LogSync

    async def pump(self) -> Pumped:
        """Send what can be sent now. Raises RelayError when the relay cannot be reached."""
        if self.context.alarm is not None:
            return Pumped.IDLE
        pending = await self.context.store.read(lambda tx: tx.outbox.pending(_LOOK_AHEAD))
        if not pending:
            return Pumped.IDLE
        unsealed = [record for record in _heads(pending) if not record.body]
        waiting: set[ConversationId] = set()
        if unsealed:
            waiting = await self._seal_heads(unsealed)
            pending = await self.context.store.read(lambda tx: tx.outbox.pending(_LOOK_AHEAD))
        batch = _batch(pending, waiting)
        if not batch:
            return Pumped.WAIT if pending else Pumped.IDLE
        return await self._submit(batch)

    async def _seal_heads(self, records: Sequence[OutboxRecord]) -> set[ConversationId]:
        """Start the missing sessions and encrypt what waited; conversations that still wait."""
        context = self.context
        missing, waiting = await context.store.write(partial(self._try_seal, records))
        if missing:
            failed = await start_sessions(context, list(missing.values()))
            if len(failed) < len(missing):
                _, waiting = await context.store.write(partial(self._try_seal, records))
        return waiting

    def _try_seal(
        self, records: Iterable[OutboxRecord], tx: Transaction
    ) -> tuple[dict[DeviceId, DeviceIdentity], set[ConversationId]]:
        """Encrypt everything that waits in these conversations, as far as sessions are there."""
        missing: dict[DeviceId, DeviceIdentity] = {}
        waiting: set[ConversationId] = set()
        for account_id in {record.account_id for record in records}:
            for record in tx.outbox.of_account(account_id):
                if record.body or record.held:
                    continue
                try:
                    sealed = seal(self.context, tx, record)
                except SessionsMissingError as error:
                    missing.update({device.device_id: device for device in error.devices})
                    waiting.add(record.conversation_id)
                    break
                except NoLiveDeviceError:
                    if not record.complete:
                        tx.outbox.remove(record.submission_id)  # that device is gone
                        continue
                    waiting.add(record.conversation_id)
                    break
                tx.outbox.remove(record.submission_id)
                tx.outbox.add(sealed)
        return missing, waiting

    async def _submit(self, batch: Sequence[OutboxRecord]) -> Pumped:
        context = self.context
        outgoing = [_submission(record) for record in batch]
        outcomes = await context.call(partial(context.relay.submit, outgoing))
        changed, moved_on, wait = await context.store.write(partial(self._settle, batch, outcomes))
        for conversation_id, row_ids in changed.items():
            context.bus.publish(MessagesChanged(conversation_id, tuple(row_ids)))
            context.bus.publish(ConversationsChanged((conversation_id,)))
        if moved_on:
            await self.log_sync.sync()
            await context.store.write(partial(self._unseal, moved_on))
        return Pumped.WAIT if wait else Pumped.PROGRESS

    def _settle(
        self,
        batch: Sequence[OutboxRecord],
        outcomes: Sequence[SubmissionOutcome],
        tx: Transaction,
    ) -> tuple[dict[ConversationId, list[int]], set[AccountId], bool]:
        """Write down what became of each submission."""
        changed: dict[ConversationId, list[int]] = {}
        moved_on: set[AccountId] = set()
        wait = False
        for record, outcome in zip(batch, outcomes, strict=True):
            row_id: int | None = None
            if outcome.stored:
                row_id = _mark_sent(tx, record, outcome)
            elif outcome.code in _MOVED_ON:
                moved_on.add(record.account_id)
            elif outcome.code in _FATAL:
                log.error("submission refused for good: %s", outcome.code)
                tx.outbox.remove(record.submission_id)
                row_id = _set_state(tx, record, DeliveryState.FAILED, outcome.code)
            else:
                log.warning("submission not stored: %s", outcome.code)
                wait = True
                if outcome.code == "mailbox-full" and record.complete:
                    tx.outbox.set_held(record.submission_id, True)
                    row_id = _set_state(tx, record, DeliveryState.FAILED, outcome.code)
            if row_id is not None:
                changed.setdefault(record.conversation_id, []).append(row_id)
        return changed, moved_on, wait

    def _unseal(self, accounts: set[AccountId], tx: Transaction) -> None:
        """Encrypt again for the devices that the log has now; the log sync came before."""
        for account_id in accounts:
            for record in tx.outbox.of_account(account_id):
                if not record.body or record.held:
                    continue
                try:
                    sealed = seal(self.context, tx, record)
                except NoLiveDeviceError:
                    if not record.complete:
                        tx.outbox.remove(record.submission_id)
                        continue
                    sealed = replace(record, body=b"", recipients=())
                except SessionsMissingError:
                    kept = () if record.complete else record.recipients
                    sealed = replace(record, body=b"", recipients=kept)
                tx.outbox.remove(record.submission_id)
                tx.outbox.add(sealed)


def _heads(pending: Iterable[OutboxRecord]) -> list[OutboxRecord]:
    """The first record of each conversation."""
    heads: dict[ConversationId, OutboxRecord] = {}
    for record in pending:
        heads.setdefault(record.conversation_id, record)
    return list(heads.values())


def _batch(pending: Iterable[OutboxRecord], waiting: set[ConversationId]) -> list[OutboxRecord]:
    """As many sealed records as one request takes, none out of its conversation's order."""
    batch: list[OutboxRecord] = []
    blocked = set(waiting)
    size = 0
    for record in pending:
        if record.conversation_id in blocked:
            continue
        if not record.body:
            blocked.add(record.conversation_id)
            continue
        size += len(record.body) + sum(len(r.envelope) for r in record.recipients)
        if batch and (size > _BATCH_BYTES or len(batch) == _BATCH):
            break
        batch.append(record)
    return batch


def _submission(record: OutboxRecord) -> OutgoingSubmission:
    recipients = [OutgoingRecipient(r.device_id, r.wake, r.envelope) for r in record.recipients]
    return OutgoingSubmission(
        record.submission_id, record.complete, record.log_size, record.body, recipients
    )


def _mark_sent(tx: Transaction, record: OutboxRecord, outcome: SubmissionOutcome) -> int | None:
    tx.outbox.remove(record.submission_id)
    tx.messages.put_deliveries(
        replace(delivery, sent_at_ms=outcome.time_ms)
        for delivery in tx.messages.deliveries(record.message_id)
        if delivery.submission_id == record.submission_id
    )
    return _set_state(tx, record, DeliveryState.SENT, None)


def _set_state(
    tx: Transaction, record: OutboxRecord, state: DeliveryState, failure: str | None
) -> int | None:
    row = tx.messages.by_message_id(record.conversation_id, record.message_id)
    if row is None or row.state in (DeliveryState.DELIVERED, DeliveryState.READ):
        return None
    return tx.messages.set_state(record.conversation_id, record.message_id, state, failure)
