"""A colleague with a modified client: properly enrolled, with real sessions, saying anything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.core.ids import DeviceId, MessageId, SubmissionId
from app.core.records import OutboxRecipient, OutboxRecord, PeerRecord
from app.core.store_ports import Transaction
from app.crypto.device_set import devset_hash
from app.crypto.envelope import NO_ROSTER, BodyContext, Payload, seal_body
from app.crypto.ratchet.session import Session
from app.services.directory import conversation_with
from app.services.sealing import audience, put_session
from tests.support.clinic import Person


async def say_anything(
    person: Person, name: str, content: bytes, *, body: bytes | None = None, **changes: Any
) -> int:
    """Send `content` to every device of a colleague, with `changes` to the payload that carries it.

    `body` replaces the shared body on the wire. Returns the sender_seq that was used. There has to
    be a session already.
    """
    account_id = await person.account_of(name)
    context = person.open._context
    used: list[int] = []

    def write(tx: Transaction) -> None:
        everyone = audience(context, account_id)
        message_id = MessageId(context.randomness.random_bytes(16))
        conversation_id = changes.get("conv_id", conversation_with(context, account_id))
        hashed = changes.get("devset_hash", devset_hash(everyone.all_devices))
        bound = BodyContext(
            conversation_id,
            message_id,
            context.own.account_id,
            context.own.device_id,
            changes.get("roster_epoch", 0),
            changes.get("roster_hash", NO_ROSTER),
            hashed,
        )
        sealed = seal_body(content, bound, context.randomness)
        recipients: list[OutboxRecipient] = []
        for device in everyone.recipients:
            kept = tx.sessions.sending_session(DeviceId(device.device_id))
            assert kept is not None
            session = Session.from_bytes(kept.state)
            peer = tx.sessions.peer(device.device_id)
            peer = peer or PeerRecord(device.device_id, device.account_id)
            payload = Payload(
                body_key=sealed.body_key,
                body_digest=sealed.digest,
                conv_id=conversation_id,
                msg_id=message_id,
                roster_epoch=0,
                roster_hash=NO_ROSTER,
                devset_hash=hashed,
                excluded=(),
                sender_seq=peer.next_send_seq,
                checkpoint=context.replica.note,
                sent_at=context.now_ms(),
            )
            payload = replace(payload, **changes)
            used.append(payload.sender_seq)
            if "sender_seq" not in changes:
                tx.sessions.put_peer(replace(peer, next_send_seq=peer.next_send_seq + 1))
            advanced, envelope = session.encrypt(payload.encode(), context.randomness)
            put_session(tx, advanced, device.device_id, context.now_ms())
            recipients.append(OutboxRecipient(device.device_id, True, envelope))
        tx.outbox.add(
            OutboxRecord(
                order=0,
                submission_id=SubmissionId(context.randomness.random_bytes(16)),
                conversation_id=conversation_id,
                message_id=message_id,
                account_id=account_id,
                complete=True,
                log_size=context.replica.size,
                body=sealed.body if body is None else body,
                recipients=tuple(recipients),
                content=b'{"type":"text","text":"x"}',
            )
        )

    await context.store.write(write)
    person.open.engine.wake_outbox()
    return used[0]
