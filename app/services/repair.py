"""Asking for what did not arrive, and sending it again (DESIGN section 5).

Two things go missing: what a gap in a device's count shows, and what arrived and did not open. A
gap is asked for in the session there is; the other needs a new session, at most one a device and
hour. Both are shown in the conversation. What is sent again keeps its number: the gap closes, the
timeline keeps its order, and a message that arrived after all is dropped as a duplicate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from app.core.content import (
    MAX_MISSING_RANGES,
    Content,
    Range,
    RepairContent,
)
from app.core.content_checks import MAX_SEQUENCE
from app.core.ids import AccountId, ConversationId, DeviceId
from app.core.records import DeliveryRecord, MessageKind, Notice, PeerRecord
from app.core.sequence import is_covered
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.services import (
    group_audience,
    history_receiving,
    history_sending,
    own_announce,
    own_entries,
)
from app.services.context import Context
from app.services.directory import conversation_with
from app.services.holding import sendable
from app.services.notices import add_notice
from app.services.resending import mark_again, message_again, receipt_again
from app.services.sealing import queue

_RESET_EVERY_MS = 60 * 60 * 1000
_ASK_EVERY_MS = 60 * 1000
_ASK_AGAIN_MS = 60 * 60 * 1000
_MOST_TRIES = 3
"""How often the same gap is asked for: some numbers belong to nothing that can be sent again."""
_ANSWER_EVERY_MS = 30 * 1000
_LIMIT = 1000
"""Messages sent again for one request, and how far beyond the last known number one may ask."""


class _State(msgspec.Struct, frozen=True):
    """What was asked of one device, and when it was answered."""

    undecryptable: bool = False
    """Something of it did not open since the last new session."""
    asked: tuple[Range, ...] = ()
    asked_ms: int = 0
    tries: int = 0
    answered_ms: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A device that is to be asked now. `reset`: in a new session."""

    device: DeviceIdentity
    reset: bool


def note_undecryptable(context: Context, tx: Transaction, device: DeviceIdentity) -> bool:
    """Something of this device did not open; whether that is news since it was last asked."""
    state = _load(tx, device.device_id)
    if state.undecryptable:
        return False
    if tx.sessions.peer(device.device_id) is None:
        tx.sessions.put_peer(PeerRecord(device.device_id, device.account_id))
    _save(tx, device.device_id, msgspec.structs.replace(state, undecryptable=True))
    return True


def due(context: Context, tx: Transaction) -> list[Due]:
    """Whom to ask now, within the limits of how often."""
    now = context.now_ms()
    found: list[Due] = []
    for peer in tx.sessions.peers():
        state = _load(tx, peer.device_id)
        if not state.undecryptable and not peer.missing:
            continue
        device = context.replica.identity(peer.device_id)
        if device is None or not _may_be_asked(context, tx, device):
            continue
        if state.undecryptable and _passed(now, peer.repair_asked_ms, _RESET_EVERY_MS):
            found.append(Due(device, reset=True))
        elif _gap_is_due(peer, state, now):
            found.append(Due(device, reset=False))
    return found


def _may_be_asked(context: Context, tx: Transaction, device: DeviceIdentity) -> bool:
    """Nobody under review, and of our own devices none that is unexplained."""
    if device.account_id != context.own.account_id:
        return sendable(context, tx, device.account_id)
    return own_entries.is_explained(context.own, context.replica, tx, device.device_id)


def ask(context: Context, tx: Transaction, request: Due) -> tuple[int, ...]:
    """Ask a device for everything that did not arrive; the rows of notices that say so."""
    device = request.device
    peer = tx.sessions.peer(device.device_id) or PeerRecord(device.device_id, device.account_id)
    state = _load(tx, device.device_id)
    now = context.now_ms()
    news = not all(is_covered(state.asked, gap) for gap in peer.missing)
    missing = peer.missing
    if request.reset:
        tx.sessions.put_peer(replace(peer, repair_asked_ms=now))
        missing = _with_unknown_end(peer)
    tries = 1 if news else state.tries + 1
    asked = msgspec.structs.replace(
        state, undecryptable=False, asked=peer.missing, asked_ms=now, tries=tries
    )
    _save(tx, device.device_id, asked if request.reset else _keep_undecryptable(asked, state))
    if missing:
        queue(context, tx, device.account_id, RepairContent(missing), only_device=device.device_id)
    return show_hole(context, tx, device) if news and not request.reset else ()


def show_hole(context: Context, tx: Transaction, device: DeviceIdentity) -> tuple[int, ...]:
    """A line in the conversation, if there is one: something did not arrive."""
    if tx.conversations.get(conversation_with(context, device.account_id)) is None:
        return ()
    return (add_notice(context, tx, device.account_id, Notice.HOLE).row_id,)


def answer(
    context: Context, tx: Transaction, sender: DeviceIdentity, request: RepairContent
) -> None:
    """Send again what is still held, to the very device it was for, under fresh keys.

    The device is of the original set and live under the unchanged account key: its session would
    not have opened otherwise. What was no message is answered under its number by what is so now:
    to a colleague a receipt, to a device of our own all that it may have missed.
    """
    state = _load(tx, sender.device_id)
    now = context.now_ms()
    if context.alarm is not None or not sendable(context, tx, sender.account_id):
        return
    if not _passed(now, state.answered_ms, _ANSWER_EVERY_MS):
        return
    _save(tx, sender.device_id, msgspec.structs.replace(state, answered_ms=now))
    left = _LIMIT
    for first, last in request.missing:
        for delivery in tx.messages.deliveries_to(sender.device_id, first, last):
            if left == 0:
                return
            if delivery.sent_at_ms is None:
                continue  # still on its way
            again = _content_of(context, tx, sender, delivery)
            if again is None or not sendable(context, tx, again.account_id):
                continue
            left -= 1
            queue(
                context,
                tx,
                again.account_id,
                again.content,
                message_id=delivery.message_id,
                only_device=sender.device_id,
                conversation_id=again.group,
                written_at_ms=again.written_at_ms,
            )
    if left < _LIMIT and sender.account_id == context.own.account_id:
        own_announce.tell_all(context, tx, sender.device_id)
        history_receiving.confirm(context, tx, sender.device_id)


@dataclass(frozen=True, slots=True)
class _Again:
    """What to send again."""

    account_id: AccountId
    """With whom that conversation is; in a group, whose device it is."""
    content: Content
    written_at_ms: int = 0
    """When it was said; 0: now."""
    group: ConversationId | None = None


def _content_of(
    context: Context, tx: Transaction, device: DeviceIdentity, delivery: DeliveryRecord
) -> _Again | None:
    """What to send again of what a number stood for."""
    own = context.own
    mark = tx.marks.sent(delivery.message_id)
    if mark is not None:
        marked = tx.messages.get(mark.row_id)
        if marked is None:
            return None
        said = mark_again(tx, own.account_id, marked, mark)
        return _in_its_place(context, tx, device, marked.conversation_id, *said)
    conversation_id = tx.messages.conversation_of(delivery.message_id)
    if conversation_id is None:
        if device.account_id == own.account_id:
            lost = history_sending.content_of(context, tx, device.device_id, delivery.message_id)
            whole = own_entries.whole_content(own, context.replica, tx)
            return _Again(own.account_id, whole if lost is None else lost)
        return _nothing(tx, device)
    row = tx.messages.by_message_id(conversation_id, delivery.message_id)
    if row is None or not row.outgoing or row.kind is not MessageKind.TEXT:
        return None
    return _in_its_place(context, tx, device, conversation_id, *message_again(tx, row))


def _in_its_place(
    context: Context,
    tx: Transaction,
    device: DeviceIdentity,
    conversation_id: ConversationId,
    content: Content,
    written_at_ms: int,
) -> _Again | None:
    """In the conversation where it was said. In a group only to who still is a member."""
    conversation = tx.conversations.get(conversation_id)
    if conversation is None:
        return None
    if conversation.account_id is not None:
        return _Again(conversation.account_id, content, written_at_ms)
    group = tx.groups.get(conversation_id)
    sayable = group is not None and group_audience.why_not(context, tx, group) is None
    if group is None or not sayable:
        return _nothing(tx, device)
    if not group_audience.is_member(context, group, device.account_id):
        return _nothing(tx, device)
    return _Again(device.account_id, content, written_at_ms, conversation_id)


def _nothing(tx: Transaction, device: DeviceIdentity) -> _Again | None:
    """What fills a number that stood for nothing to be said again."""
    peer = tx.sessions.peer(device.device_id)
    return None if peer is None else _Again(device.account_id, receipt_again(tx, peer))


def _with_unknown_end(peer: PeerRecord) -> tuple[Range, ...]:
    """All that is missing, and whatever may have come after the last number we know."""
    after = peer.received_upto + 1
    if after > MAX_SEQUENCE:
        return peer.missing
    end = (after, min(peer.received_upto + _LIMIT, MAX_SEQUENCE))
    return (*peer.missing[-(MAX_MISSING_RANGES - 1) :], end)


def _gap_is_due(peer: PeerRecord, state: _State, now: int) -> bool:
    if not peer.missing:
        return False
    if all(is_covered(state.asked, gap) for gap in peer.missing):
        return state.tries < _MOST_TRIES and _passed(now, state.asked_ms, _ASK_AGAIN_MS)
    return _passed(now, state.asked_ms, _ASK_EVERY_MS)


def _passed(now: int, then: int, least: int) -> bool:
    """Whether `least` ms have passed; a clock that was set back counts as passed."""
    return then == 0 or abs(now - then) >= least


def _keep_undecryptable(asked: _State, before: _State) -> _State:
    return msgspec.structs.replace(asked, undecryptable=before.undecryptable)


def _load(tx: Transaction, device_id: DeviceId) -> _State:
    stored = tx.settings.get(_name(device_id))
    return _State() if stored is None else msgspec.msgpack.decode(stored, type=_State)


def _save(tx: Transaction, device_id: DeviceId, state: _State) -> None:
    tx.settings.put(_name(device_id), msgspec.msgpack.encode(state))


def _name(device_id: DeviceId) -> str:
    return f"repair:{device_id.hex()}"
