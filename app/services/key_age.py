"""How old keys are: no clock alone may end them.

Keys end in relay time. A relay whose clock runs ahead could have every prekey secret deleted in one
round, and with them the mail that needs them. So the time that counts for deleting goes forward
only as far as this computer's own clock did as well, and never beyond what the relay says.
"""

from __future__ import annotations

import msgspec

from app.core.store_ports import Transaction
from app.services.context import Context

_REACHED = "key-age"


def time_for_deleting(context: Context, tx: Transaction) -> int:
    """The relay time, in ms, that keys may be measured against now; it is noted for next time."""
    relay_ms = context.now_ms()
    local_ms = context.local_ms()
    reached_ms = advance(tx.settings.get(_REACHED), relay_ms, local_ms)
    tx.settings.put(_REACHED, msgspec.msgpack.encode((reached_ms, local_ms)))
    return reached_ms


def advance(before: bytes | None, relay_ms: int, local_ms: int) -> int:
    """How far time has come, given what was noted the last time (pure)."""
    if before is None:
        return relay_ms
    reached_ms, seen_ms = msgspec.msgpack.decode(before, type=tuple[int, int])
    return min(relay_ms, reached_ms + max(0, local_ms - seen_ms))
