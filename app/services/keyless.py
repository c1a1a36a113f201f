"""Devices that have no keys to encrypt to: off for weeks, or added a moment ago.

A person with several computers must not be out of reach because one of them is switched off. So a
message goes to the devices that have keys, if at least one of them is the recipient's, and waits
for each of the others by itself. A person none of whose devices has keys is waited for as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from app.core.errors import CurbsideError
from app.core.ids import AccountId, DeviceId, SubmissionId
from app.core.records import OutboxRecipient, OutboxRecord
from app.core.store_ports import Transaction
from app.crypto.errors import NoPrekeysError
from app.crypto.identity import DeviceIdentity
from app.services.audience import SessionsMissingError
from app.services.context import Context
from app.services.sealing import seal
from app.services.session_start import start_sessions

_NAME = "outbox-keyless"
_FIRST_S = 1.0
_LONGEST_S = 60.0


@dataclass(slots=True)
class Keyless:
    """Which devices had no keys when they were last asked for; forgotten with a lock."""

    _pauses: dict[DeviceId, tuple[float, float]] = field(default_factory=dict)
    """Not to be asked for again before, and how long the pause is."""
    _now: float = 0.0

    def begin(self, now: float) -> None:
        """A round begins; `now` on the event loop's clock."""
        self._now = now

    def note(self, asked: Iterable[DeviceId], failed: Mapping[DeviceId, CurbsideError]) -> None:
        """Take in what came of asking for keys. The pause grows each time there are none."""
        for device_id in asked:
            if isinstance(failed.get(device_id), NoPrekeysError):
                _, pause = self._pauses.get(device_id, (0.0, _FIRST_S / 2))
                pause = min(2 * pause, _LONGEST_S)
                self._pauses[device_id] = (self._now + pause, pause)
            else:
                self._pauses.pop(device_id, None)

    def note_refused(self, devices: Iterable[DeviceId]) -> None:
        """The keys given for these are not genuine: a group does without them for a while."""
        for device_id in devices:
            _, pause = self._pauses.get(device_id, (0.0, _FIRST_S / 2))
            pause = min(2 * pause, _LONGEST_S)
            self._pauses[device_id] = (self._now + pause, pause)

    def is_keyless(self, device_id: DeviceId) -> bool:
        """Whether it had none a short while ago."""
        return device_id in self._pauses and self._pauses[device_id][0] > self._now

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return bool(self._pauses)

    @property
    def is_due(self) -> bool:
        """Whether one may be asked again."""
        return any(not_before <= self._now for not_before, _ in self._pauses.values())

    def worth_asking(self, devices: Iterable[DeviceIdentity]) -> dict[DeviceId, DeviceIdentity]:
        """Those whose keys may be asked for now."""
        return {d.device_id: d for d in devices if not self.is_keyless(d.device_id)}


def seal_without_keyless(
    context: Context, tx: Transaction, record: OutboxRecord, keyless: Keyless
) -> OutboxRecord:
    """Encrypt for every device that has keys; what the others miss waits for them in the outbox.

    Raises as `seal` does; SessionsMissingError when a device may have keys, or when none of the
    recipient's has.
    """
    try:
        return seal(context, tx, record)
    except SessionsMissingError as missing:
        error = missing
        if not record.complete or not all(keyless.is_keyless(d.device_id) for d in error.devices):
            raise
        left_out = frozenset(device.device_id for device in error.devices)
        sealed = seal(context, tx, record, left_out=left_out)
    deferred = {
        recipient.device_id
        for waiting in tx.outbox.of_message(record.message_id)
        if not waiting.complete
        for recipient in waiting.recipients
    }
    waiting_for = _load(tx)
    owners = {device.device_id: device.account_id for device in error.devices}
    for device_id in sorted(left_out - deferred):
        account_id = record.account_id or owners[device_id]
        tx.outbox.add(
            replace(
                record,
                submission_id=SubmissionId(context.randomness.random_bytes(16)),
                account_id=account_id,
                complete=False,
                recipients=(OutboxRecipient(device_id, False, b""),),
                held=True,  # so that thousands of these are in nobody's way
            )
        )
        waiting_for.setdefault(device_id, set()).add(account_id)
    _save(tx, waiting_for)
    return sealed


def release(tx: Transaction, device_id: DeviceId) -> bool:
    """There is a session with a device now: what waited for it goes out; whether there was any."""
    waiting_for = _load(tx)
    accounts = waiting_for.pop(device_id, None)
    if accounts is None:
        return False
    for account_id in accounts:
        for record in tx.outbox.of_account(AccountId(account_id)):
            if record.held and not record.complete and _is_for(record, device_id):
                tx.outbox.set_held(record.submission_id, False)
    _save(tx, waiting_for)
    return True


async def ask_again(context: Context, keyless: Keyless | None = None) -> bool:
    """Ask for the keys of the devices that something waits for; whether it can go out to one.

    Raises RelayError.
    """
    waiting_for = await context.store.read(_load)
    present = [context.replica.identity(DeviceId(device_id)) for device_id in waiting_for]
    devices = [device for device in present if device is not None]
    failed = await start_sessions(context, devices) if devices else {}
    if keyless is not None:
        keyless.note([device.device_id for device in devices], failed)
    ready = [DeviceId(device_id) for device_id in waiting_for if device_id not in failed]
    if not ready:
        return False
    return await context.store.write(lambda tx: sum(release(tx, each) for each in ready) > 0)


def _is_for(record: OutboxRecord, device_id: DeviceId) -> bool:
    return any(recipient.device_id == device_id for recipient in record.recipients)


def _load(tx: Transaction) -> dict[bytes, set[bytes]]:
    """By device, whom the messages that wait for it are to."""
    stored = tx.settings.get(_NAME)
    return {} if stored is None else msgspec.msgpack.decode(stored, type=dict[bytes, set[bytes]])


def _save(tx: Transaction, waiting_for: dict[bytes, set[bytes]]) -> None:
    if waiting_for:
        tx.settings.put(_NAME, msgspec.msgpack.encode(waiting_for))
    else:
        tx.settings.delete(_NAME)
