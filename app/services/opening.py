"""A profile's identity and its copy of the log, from the database and back.

The log is replayed from its entries, which takes seconds in the largest clinics. So the state that
comes of them is kept beside them now and then, and a start replays only what came since. A state
that does not fit is not used: the entries are what counts.
"""

from __future__ import annotations

from functools import partial

from app.core.errors import CurbsideError
from app.core.store_errors import StoreDamaged
from app.core.store_ports import Transaction
from app.crypto.transparency.replica import Replica
from app.services import linking_guest, own_device
from app.services.context import Context, log
from app.services.log_sync import relay_pins
from app.services.own_device import OwnDevice

KEEP_AFTER = 2000
"""Entries that a start may have to replay: a tenth of a second."""


def load(tx: Transaction) -> tuple[OwnDevice, tuple[bytes, ...], Replica]:
    """Who we are, the relay's pins, and the log. Raises StoreDamaged, or what a replay refuses."""
    own = own_device.load(tx)
    if own is None:
        raise StoreDamaged
    note = tx.log.note()
    if note is None:
        pending = linking_guest.pending_in(tx)
        anchor = None if pending is None else pending.anchor
        return own, relay_pins(tx), Replica.start(own.log_id, anchor)
    return own, relay_pins(tx), _replica(tx, own, note)


async def keep_state(context: Context) -> None:
    """Keep the log's state if a start would have much to replay."""
    kept = await context.store.read(lambda tx: tx.log.state_size())
    if context.replica.size - kept < KEEP_AFTER:
        return
    size, state = await context.call(context.replica.stored_state)
    await context.store.write(partial(_put_state, size, state), durable=False)


def _replica(tx: Transaction, own: OwnDevice, note: bytes) -> Replica:
    kept = tx.log.state()
    if kept is not None:
        size, state = kept
        try:
            return Replica.resume(own.log_id, state, size, tx.log.entries(size), note)
        except (CurbsideError, LookupError, ValueError, TypeError) as error:
            log.warning("the kept state of the log is of no use: %s", type(error).__name__)
    return Replica.load(own.log_id, tx.log.entries(), note)


def _put_state(size: int, state: bytes, tx: Transaction) -> None:
    tx.log.put_state(size, state)
