"""Forgetting keys that have outlived every message they could open (DESIGN section 5, bounds).

Ages count in relay time, as far as it can be believed (`key_age`). Keys of messages that were
passed over, and the hashes that keep a first message from being replayed, live as long as the relay
may hold mail and a week longer.
"""

from __future__ import annotations

from app.core.store_ports import Transaction
from app.crypto.ratchet.session import Session
from app.services import marks
from app.services.context import Context
from app.services.key_age import time_for_deleting
from app.services.prekeys import KEPT_MS
from app.services.sealing import put_session

_EVERY_MS = 24 * 60 * 60 * 1000
_FORGOTTEN_AT = "keys-forgotten-at"


async def forget_old_keys(context: Context) -> None:
    """Once a day, drop what no mail can need any more."""
    await context.store.write(lambda tx: _forget(time_for_deleting(context, tx), tx))


def _forget(now_ms: int, tx: Transaction) -> None:
    last_ms = int(tx.settings.get(_FORGOTTEN_AT) or b"0")
    if 0 <= now_ms - last_ms < _EVERY_MS:
        return
    before_ms = now_ms - KEPT_MS
    marks.forget_waiting(tx, now_ms)
    tx.groups.forget_waiting_before(now_ms - marks.WAITING_MS)
    tx.sessions.forget_transcripts_before(before_ms)
    for peer in tx.sessions.peers():
        for record in tx.sessions.of_device(peer.device_id):
            session = Session.from_bytes(record.state)
            aged = session.discard_skipped(before_ms)
            if aged != session:
                put_session(tx, aged, record.device_id, now_ms)
    tx.settings.put(_FORGOTTEN_AT, str(now_ms).encode())
