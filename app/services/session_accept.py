"""Finding or accepting the session that an envelope belongs to, and opening it.

Nothing is changed until `Opened.commit`: the caller may still find that the message has to wait.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.ids import DeviceId
from app.core.store_ports import Transaction
from app.crypto import handshake
from app.crypto.errors import UndecryptableError
from app.crypto.handshake import InitialFields
from app.crypto.identity import DeviceIdentity
from app.crypto.prekeys import PrekeyKind, PrekeySecret
from app.crypto.ratchet.session import Session
from app.services import signature_checks
from app.services.context import Context
from app.services.sealing import put_session

_KEPT_SESSIONS = 6
"""Sessions kept a device, so that late messages of a replaced one still open."""


class LogNeededError(Exception):
    """An envelope refers to a larger log than we have. Sync to `size`, then process it again."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size


@dataclass(frozen=True, slots=True)
class Opened:
    """A decrypted envelope and the state to store with it."""

    sender: DeviceIdentity
    plaintext: bytes
    session: Session
    initial: InitialFields | None
    """Set when this envelope started the session."""
    now_ms: int
    other_log: bool = False
    """The handshake was made over another log than ours: its checkpoint is to be judged, and
    nothing of it to be kept."""

    def commit(self, tx: Transaction, *, newest: bool) -> None:
        """Store the session's new state; for a new session also delete its one-time keys.

        `newest`: the message is no late or repeated one, so a session that it starts is the one
        that the peer sends with now.
        """
        device_id = self.sender.device_id
        put_session(tx, self.session, device_id, self.now_ms, initiated_by_us=False)
        if self.initial is None:
            return
        tx.sessions.remember_transcript(self.session.transcript_hash, self.now_ms)
        if self.initial.one_time_prekey_id is not None:
            tx.sessions.delete_prekey(PrekeyKind.ONE_TIME_X25519, self.initial.one_time_prekey_id)
        tx.sessions.delete_prekey(PrekeyKind.ONE_TIME_MLKEM768, self.initial.kem_prekey_id)
        if newest or tx.sessions.sending(device_id) is None:
            _choose_sending(tx, device_id, self.session)
        forget_oldest(tx, device_id)


def open_envelope(context: Context, tx: Transaction, envelope: bytes, *, unserved: int) -> Opened:
    """Decrypt an envelope. Raises LogNeededError, or a ProtocolError that says why not.

    `unserved`: a size of the log that the relay claimed or a sender needs, and that the relay did
    not serve when it was last asked; 0 for none.
    """
    now = context.now_ms()
    record = tx.sessions.get(handshake.envelope_session_id(envelope))
    if record is not None:
        session = Session.from_bytes(record.state)
        initial, other_log = None, False
    else:
        initial = handshake.envelope_initial(envelope)
        if initial is None:
            raise UndecryptableError
        session = _accept(context, tx, initial, unserved=unserved)
        other_log = context.replica.root_at(initial.log_size) != initial.log_root
    sender = context.replica.identity(session.peer.device_id)
    if sender is None or sender != session.peer:
        raise UndecryptableError  # revoked, or of an account key that is no longer current
    signature_checks.require(context, sender.account_id)
    session, plaintext = session.decrypt(envelope, now_ms=now)
    return Opened(sender, plaintext, session, initial, now, other_log)


def is_unserved(size: int, unserved: int) -> bool:
    """Whether the relay was asked for so large a log already, in vain."""
    return 0 < unserved <= size


def _accept(context: Context, tx: Transaction, initial: InitialFields, *, unserved: int) -> Session:
    """The session that `initial` begins, over whichever log the peer took our keys from."""
    replica = context.replica
    if initial.log_size > replica.size:
        if is_unserved(initial.log_size, unserved):
            raise UndecryptableError
        raise LogNeededError(initial.log_size)
    peer = replica.identity(initial.device_id, initial.log_size)
    own = replica.identity(context.own.device_id, initial.log_size)
    if peer is None or own is None or peer.account_id != initial.account_id:
        raise UndecryptableError
    signed = _secret(tx, PrekeyKind.SIGNED_X25519, initial.signed_prekey_id)
    one_time = None
    if initial.one_time_prekey_id is not None:
        one_time = _secret(tx, PrekeyKind.ONE_TIME_X25519, initial.one_time_prekey_id)
        if one_time is None:
            raise UndecryptableError
    kem = _secret(tx, PrekeyKind.ONE_TIME_MLKEM768, initial.kem_prekey_id) or _secret(
        tx, PrekeyKind.LAST_RESORT_MLKEM768, initial.kem_prekey_id
    )
    if signed is None or kem is None:
        raise UndecryptableError
    session = handshake.accept(
        own,
        context.own.secrets,
        peer,
        initial,
        signed_secret=signed,
        one_time_secret=one_time,
        kem_secret=kem,
    )
    if tx.sessions.transcript_used(session.transcript_hash):
        raise UndecryptableError
    return session


def _secret(tx: Transaction, kind: PrekeyKind, key_id: int) -> PrekeySecret | None:
    record = tx.sessions.prekey(int(kind), key_id)
    if record is None:
        return None
    return PrekeySecret(kind, record.key_id, record.secret, record.not_after_ms)


def _choose_sending(tx: Transaction, device_id: DeviceId, new: Session) -> None:
    """Send on the new session, unless ours crossed it and has the smaller transcript hash."""
    current_id = tx.sessions.sending(device_id)
    current = tx.sessions.get(current_id) if current_id else None
    crossing = current is not None and current.initiated_by_us and not current.answered
    if crossing and current is not None and current.transcript_hash < new.transcript_hash:
        return
    tx.sessions.set_sending(device_id, new.session_id)


def forget_oldest(tx: Transaction, device_id: DeviceId) -> None:
    """Drop the sessions with a device that are too many, but not the one to send with."""
    sessions = sorted(tx.sessions.of_device(device_id), key=lambda s: s.created_at_ms)
    sending = tx.sessions.sending(device_id)
    for session in sessions[: max(0, len(sessions) - _KEPT_SESSIONS)]:
        if session.session_id != sending:
            tx.sessions.delete(session.session_id)
