"""What stops all sending, worked out anew from what is known: never from a flag that can be lost.

A fork's proof and the newest checkpoint that others showed us are kept in the database; who may act
for our own account follows from the replica. So an alarm outlives a restart, and ends by itself
only when its cause has (DESIGN section 4).
"""

from __future__ import annotations

import asyncio
from functools import partial

from app.core import tlv
from app.core.bus import AlarmEnded, AlarmRaised
from app.core.errors import CurbsideError, DecodeError
from app.core.policy import Policy
from app.core.relay_errors import DeviceRevoked
from app.core.store_ports import Transaction
from app.crypto.transparency import evidence
from app.crypto.transparency.errors import ForkDetected
from app.crypto.transparency.note import Checkpoint
from app.crypto.transparency.replica import GossipVerdict, Replica
from app.services import own_entries, signature_checks, version_rule, witnesses
from app.services.context import Context
from app.services.own_device import OwnDevice

FORK_PROOF = "fork-proof"
FREEZE_MS = 10 * 60 * 1000
"""A relay that for so long signs more than it serves is hiding something."""
_AHEAD = "log-ahead"
_AHEAD_WAITED = "log-ahead-waited"


class UnexpectedOwnEntry(CurbsideError):  # noqa: N818 - named for what happened
    """The log says something of our own account that none of the person's devices announced."""

    code = "unexpected-own-entry"
    message = (
        "Your account in the clinic's directory was changed, and none of your computers said so."
    )
    action = (
        "Sending has stopped. Look at your computers in Settings. If you did not make this change "
        "yourself, tell your clinic's IT at once: somebody may be reading as you."
    )


class LogFrozen(CurbsideError):  # noqa: N818 - as above
    """The relay signed a larger log than it serves us."""

    code = "log-frozen"
    message = (
        "The relay has shown others a newer state of the clinic's directory than it shows this "
        "computer."
    )
    action = "Sending has stopped. Tell your clinic's IT: the relay may be hiding a change."


class OwnAccountClosed(DeviceRevoked):
    """The authority ended the account, and with it this device."""

    code = "own-account-closed"
    message = "Your clinic's IT has closed your account, so nothing can be sent any more."
    action = "What is on this computer stays readable here. If this is a mistake, ask IT."


def own_account_alarm(own: OwnDevice, replica: Replica, tx: Transaction) -> CurbsideError | None:
    """What is wrong with our own account in the log."""
    account = replica.directory.account(own.account_id) if replica.size else None
    if account is None:
        return None
    if account.account_key != own.public_account_key and not account.closed:
        return UnexpectedOwnEntry()
    live = {device.device_id for device in replica.live_devices(own.account_id)}
    if account.closed:
        return OwnAccountClosed()
    if own.device_id not in live:
        return DeviceRevoked()
    return UnexpectedOwnEntry() if own_entries.is_alarming(own, replica, tx) else None


def standing(
    own: OwnDevice, replica: Replica, policy: Policy, tx: Transaction
) -> CurbsideError | None:
    """What the database and the replica give reason for."""
    return (
        _fork(tx)
        or signature_checks.alarm(tx)
        or own_account_alarm(own, replica, tx)
        or _frozen(replica, tx)
        or witnesses.alarm(policy, tx)
        or version_rule.alarm(policy)
    )


async def refresh(context: Context) -> None:
    """Work the alarm out again and tell of a new one."""
    judge = partial(standing, context.own, context.replica, context.policy)
    found = await context.store.read(judge)
    before = context.alarm
    if found is None:
        context.alarm = None
        if before is not None:
            context.bus.publish(AlarmEnded())
    elif before is None or before.code != found.code:
        context.alarm = found
        context.bus.publish(AlarmRaised(found))


async def raise_fork(context: Context, fork: ForkDetected) -> None:
    """Two notes that contradict each other: stop sending, and keep the first such pair for IT."""
    new = context.alarm is None
    if new:
        context.alarm = fork  # at once: nothing is sent while the proof is being written
    try:
        # A lock that comes now must not undo it: the notes may never be shown to us again.
        await asyncio.shield(context.store.write(lambda tx: keep_fork(tx, fork)))
    finally:
        if new:
            context.bus.publish(AlarmRaised(fork))


def fork_proof(replica: Replica, tx: Transaction) -> bytes | None:
    """What IT needs to see that the relay lied, to be checked without this program."""
    fork = _fork(tx)
    if fork is None:
        return None
    (genesis,) = tx.log.entries(0, 1)
    log_keys = replica.directory.authority.log_keys
    return evidence.export(fork, replica.log_id, genesis, log_keys)


def note_ahead(tx: Transaction, claimed: Checkpoint) -> None:
    """Keep a validly signed checkpoint that is larger than what the relay serves us."""
    kept = _ahead(tx)
    if kept is None or kept[0] < claimed.size:
        tx.settings.put(_AHEAD, tlv.encode(claimed.size.to_bytes(8, "big"), claimed.note))


def ahead_size(tx: Transaction) -> int:
    """The size that the relay owes us, 0 when it owes nothing."""
    kept = _ahead(tx)
    return 0 if kept is None else kept[0]


async def settle_ahead(context: Context) -> None:
    """Hold what others showed us against the log, once that has grown so far."""
    kept = await context.store.read(_ahead)
    if kept is None or kept[0] > context.replica.size:
        return
    gossip = context.replica.check_gossip(kept[1])
    if gossip.verdict is GossipVerdict.FORK and gossip.fork is not None:
        await raise_fork(context, gossip.fork)
    await context.store.write(_caught_up)


async def count_waiting(context: Context, waited_ms: int) -> None:
    """The relay was asked and still owes us a part of the log, so much longer than before.

    Kept with what it owes, or every lock would begin the waiting anew. Time during which the relay
    was not asked does not count: it had no chance to show what it has.
    """

    def count(tx: Transaction) -> None:
        total = int(tx.settings.get(_AHEAD_WAITED) or b"0") + waited_ms
        tx.settings.put(_AHEAD_WAITED, str(total).encode())

    await context.store.write(count)
    await refresh(context)


def _caught_up(tx: Transaction) -> None:
    tx.settings.delete(_AHEAD)
    tx.settings.delete(_AHEAD_WAITED)


def _frozen(replica: Replica, tx: Transaction) -> LogFrozen | None:
    waited = int(tx.settings.get(_AHEAD_WAITED) or b"0")
    return LogFrozen() if ahead_size(tx) > replica.size and waited >= FREEZE_MS else None


def _ahead(tx: Transaction) -> tuple[int, bytes] | None:
    stored = tx.settings.get(_AHEAD)
    if stored is None:
        return None
    size, note = tlv.decode(stored, 2)
    return tlv.unsigned(size, 8), note


def keep_fork(tx: Transaction, fork: ForkDetected) -> None:
    """Keep the first two notes that contradict each other, in the transaction that met them."""
    if tx.settings.get(FORK_PROOF) is None:
        size = fork.size.to_bytes(8, "big")
        fields = (fork.first_note, fork.second_note, size, fork.prefix_root, *fork.proof)
        tx.settings.put(FORK_PROOF, tlv.encode(*fields))


def _fork(tx: Transaction) -> ForkDetected | None:
    stored = tx.settings.get(FORK_PROOF)
    if stored is None:
        return None
    try:
        first, second, size, *rest = tlv.decode_list(stored)
    except (DecodeError, ValueError):
        return ForkDetected(stored, b"", 0)
    prefix_root, proof = (rest[0], tuple(rest[1:])) if rest else (b"", ())
    number = tlv.unsigned(size, 8)
    return ForkDetected(first, second, number, prefix_root=prefix_root, proof=proof)
