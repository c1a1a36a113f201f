"""Taking in the messages of before from another of the person's own workstations.

relay/PROTOCOL.md section 9 (`history`). Nothing of it is new: no notification, no unread count, no
receipt to a colleague. The sending device hears what arrived, so that it can go on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from app.core.bus import HistoryProgress
from app.core.content import HistoryContent, ReceiptContent
from app.core.errors import CurbsideError
from app.core.ids import ConversationId, DeviceId
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.services.context import Context, log
from app.services.history_rows import store
from app.services.holding import sendable
from app.services.sealing import queue

_OWED = "history-confirmations-owed"


@dataclass(frozen=True, slots=True)
class TakenHistory:
    """What one part brought."""

    added: dict[ConversationId, list[int]]
    progress: HistoryProgress


def take_in(
    context: Context, tx: Transaction, sender: DeviceIdentity, content: HistoryContent
) -> TakenHistory:
    """Store what is not here yet, and confirm the part to the device that sent it."""
    added, records = store(context, tx, content.rows)
    if len(records) < len(content.rows):
        log.warning("history rows left out: %d", len(content.rows) - len(records))
    confirm(context, tx, sender.device_id)
    return TakenHistory(added, HistoryProgress(content.part, content.of, incoming=True))


def confirm(context: Context, tx: Transaction, device_id: DeviceId) -> None:
    """Tell a device of ours what arrived from it; later, if nothing may be sent now."""
    owed = _owed(tx) - {device_id}
    peer = tx.sessions.peer(device_id)
    if peer is None or context.replica.identity(device_id) is None:
        _put_owed(tx, owed)
        return
    receipt = ReceiptContent(peer.received_upto, peer.read_told, peer.missing)
    may_send = context.alarm is None and sendable(context, tx, context.own.account_id)
    if may_send:
        try:
            queue(context, tx, context.own.account_id, receipt, only_device=device_id)
        except CurbsideError as error:  # an alarm that is about to be raised
            log.info("history is confirmed later: %s", error.code)
            may_send = False
    if may_send:
        told = tx.sessions.peer(device_id) or peer
        tx.sessions.put_peer(replace(told, delivered_told=receipt.delivered))
    _put_owed(tx, owed if may_send else owed | {device_id})


def confirm_owed(context: Context, tx: Transaction) -> None:
    """Make up for what could not be confirmed while an alarm stood."""
    for device_id in _owed(tx):
        confirm(context, tx, device_id)


def is_owed(tx: Transaction) -> bool:
    """Whether a device of ours waits for that."""
    return bool(_owed(tx))


def _owed(tx: Transaction) -> set[DeviceId]:
    stored = tx.settings.get(_OWED)
    return set() if stored is None else msgspec.msgpack.decode(stored, type=set[DeviceId])


def _put_owed(tx: Transaction, owed: set[DeviceId]) -> None:
    if owed != _owed(tx):
        tx.settings.put(_OWED, msgspec.msgpack.encode(owed))
