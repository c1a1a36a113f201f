"""Ratchet sessions, prekey secrets and the counters between devices (DESIGN section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.core import tlv
from app.core.ids import AccountId, DeviceId, SessionId
from app.core.records import PeerRecord, PrekeyRecord, SessionRecord
from app.store.statements import Row, Statements

_SESSION = "session_id, device_id, transcript_hash, state, initiated_by_us, answered, created_at_ms"
_SELECT_SESSION = f"SELECT {_SESSION} FROM sessions"  # noqa: S608 - a constant
_PEER = (
    "device_id, account_id, next_send_seq, received_upto, missing, delivered_told, read_upto,"
    " read_told, they_have_upto, they_read_upto, repair_asked_ms, unread_told, they_unread"
)
_SELECT_SENDING = (
    f"{_SELECT_SESSION} WHERE session_id ="  # noqa: S608 - a constant
    " (SELECT session_id FROM sending_sessions WHERE device_id = ?)"
)
_SELECT_PEER = f"SELECT {_PEER} FROM peers"  # noqa: S608 - a constant


class Sessions:
    """Sessions, prekeys and peers (port: SessionsTable)."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def get(self, session_id: SessionId) -> SessionRecord | None:
        """One session, or None."""
        row = self._sql.row(_SELECT_SESSION + " WHERE session_id = ?", (session_id,))
        return None if row is None else _session(row)

    def of_device(self, device_id: DeviceId) -> list[SessionRecord]:
        """A device's sessions, oldest first."""
        rows = self._sql.rows(
            _SELECT_SESSION + " WHERE device_id = ? ORDER BY created_at_ms, rowid", (device_id,)
        )
        return [_session(row) for row in rows]

    def put(self, session: SessionRecord) -> None:
        """Insert or replace."""
        self._sql.run(
            f"INSERT INTO sessions ({_SESSION}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constant
            " ON CONFLICT (session_id) DO UPDATE SET device_id = excluded.device_id,"
            " transcript_hash = excluded.transcript_hash, state = excluded.state,"
            " initiated_by_us = excluded.initiated_by_us, answered = excluded.answered,"
            " created_at_ms = excluded.created_at_ms",
            (
                session.session_id,
                session.device_id,
                session.transcript_hash,
                session.state,
                session.initiated_by_us,
                session.answered,
                session.created_at_ms,
            ),
        )

    def delete(self, session_id: SessionId) -> None:
        """Remove a session; it is then no longer the one to send with."""
        self._sql.run("DELETE FROM sessions WHERE session_id = ?", (session_id,))

    def sending(self, device_id: DeviceId) -> SessionId | None:
        """The session to send with."""
        row = self._sql.row(
            "SELECT session_id FROM sending_sessions WHERE device_id = ?", (device_id,)
        )
        return None if row is None else row[0]

    def sending_session(self, device_id: DeviceId) -> SessionRecord | None:
        """The session to send with, whole."""
        row = self._sql.row(_SELECT_SENDING, (device_id,))
        return None if row is None else _session(row)

    def put_states(self, sessions: Iterable[SessionRecord]) -> None:
        """Store new states of sessions that are there."""
        self._sql.run_many(
            "UPDATE sessions SET state = ?, answered = ? WHERE session_id = ?",
            [(session.state, session.answered, session.session_id) for session in sessions],
        )

    def set_sending(self, device_id: DeviceId, session_id: SessionId | None) -> None:
        """Choose the session to send with; it must be stored by the end of the transaction."""
        if session_id is None:
            self._sql.run("DELETE FROM sending_sessions WHERE device_id = ?", (device_id,))
            return
        self._sql.run(
            "INSERT INTO sending_sessions (device_id, session_id) VALUES (?, ?)"
            " ON CONFLICT (device_id) DO UPDATE SET session_id = excluded.session_id",
            (device_id, session_id),
        )

    def transcript_used(self, transcript_hash: bytes) -> bool:
        """Whether a handshake with this transcript was accepted before."""
        row = self._sql.row(
            "SELECT 1 FROM transcripts WHERE transcript_hash = ?", (transcript_hash,)
        )
        return row is not None

    def remember_transcript(self, transcript_hash: bytes, now_ms: int) -> None:
        """Remember it, so that its first message cannot be replayed."""
        self._sql.run(
            "INSERT INTO transcripts (transcript_hash, remembered_at_ms) VALUES (?, ?)"
            " ON CONFLICT (transcript_hash) DO NOTHING",
            (transcript_hash, now_ms),
        )

    def forget_transcripts_before(self, before_ms: int) -> int:
        """Forget those remembered before a time; return how many."""
        return self._sql.run("DELETE FROM transcripts WHERE remembered_at_ms < ?", (before_ms,))

    def prekey(self, kind: int, key_id: int) -> PrekeyRecord | None:
        """The private half of a prekey, or None."""
        row = self._sql.row(
            "SELECT kind, key_id, secret, not_after_ms FROM prekeys WHERE kind = ? AND key_id = ?",
            (kind, key_id),
        )
        return None if row is None else PrekeyRecord(*row)

    def put_prekeys(self, prekeys: Iterable[PrekeyRecord]) -> None:
        """Insert new ones; an id that is there already is a mistake and raises."""
        self._sql.run_many(
            "INSERT INTO prekeys (kind, key_id, secret, not_after_ms) VALUES (?, ?, ?, ?)",
            [
                (prekey.kind, prekey.key_id, prekey.secret, prekey.not_after_ms)
                for prekey in prekeys
            ],
        )

    def delete_prekey(self, kind: int, key_id: int) -> None:
        """Remove a used one-time secret, if there."""
        self._sql.run("DELETE FROM prekeys WHERE kind = ? AND key_id = ?", (kind, key_id))

    def delete_prekeys_before(self, not_after_ms: int) -> int:
        """Remove those whose `not_after_ms` lies before a time; return how many."""
        return self._sql.run("DELETE FROM prekeys WHERE not_after_ms < ?", (not_after_ms,))

    def next_prekey_id(self, kind: int, count: int) -> int:
        """Reserve `count` ids of a kind, never used before on this device; return the first."""
        row = self._sql.row(
            "INSERT INTO prekey_counters (kind, next_id) VALUES (?1, 1 + ?2)"
            " ON CONFLICT (kind) DO UPDATE SET next_id = next_id + ?2 RETURNING next_id",
            (kind, count),
        )
        if row is None:
            raise RuntimeError("RETURNING gave no row")
        next_id: int = row[0]
        return next_id - count

    def peer(self, device_id: DeviceId) -> PeerRecord | None:
        """The counters for one device."""
        row = self._sql.row(_SELECT_PEER + " WHERE device_id = ?", (device_id,))
        return None if row is None else _peer(row)

    def peers(self) -> list[PeerRecord]:
        """The counters for every device, by its id."""
        return [_peer(row) for row in self._sql.rows(_SELECT_PEER + " ORDER BY device_id")]

    def put_peer(self, peer: PeerRecord) -> None:
        """Insert or replace."""
        self._sql.run(
            f"INSERT INTO peers ({_PEER}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constant
            " ON CONFLICT (device_id) DO UPDATE SET account_id = excluded.account_id,"
            " next_send_seq = excluded.next_send_seq, received_upto = excluded.received_upto,"
            " missing = excluded.missing, delivered_told = excluded.delivered_told,"
            " read_upto = excluded.read_upto, read_told = excluded.read_told,"
            " they_have_upto = excluded.they_have_upto, they_read_upto = excluded.they_read_upto,"
            " repair_asked_ms = excluded.repair_asked_ms, unread_told = excluded.unread_told,"
            " they_unread = excluded.they_unread",
            (
                peer.device_id,
                peer.account_id,
                peer.next_send_seq,
                peer.received_upto,
                _encode_ranges(peer.missing),
                peer.delivered_told,
                peer.read_upto,
                peer.read_told,
                peer.they_have_upto,
                peer.they_read_upto,
                peer.repair_asked_ms,
                _encode_ranges(peer.unread_told) or None,
                _encode_ranges(peer.they_unread) or None,
            ),
        )

    def next_sequence(self, device_id: DeviceId, account_id: AccountId) -> int:
        """Take the next number of what is sent to a device."""
        row = self._sql.row(
            "INSERT INTO peers (device_id, account_id, next_send_seq, received_upto, missing,"
            " delivered_told, read_upto, read_told, they_have_upto, they_read_upto,"
            " repair_asked_ms) VALUES (?, ?, 2, 0, x'', 0, 0, 0, 0, 0, 0)"
            " ON CONFLICT (device_id) DO UPDATE SET next_send_seq = next_send_seq + 1"
            " RETURNING next_send_seq - 1",
            (device_id, account_id),
        )
        if row is None:
            raise RuntimeError("RETURNING gave no row")
        return int(row[0])


def _session(row: Row) -> SessionRecord:
    (session, device, transcript, state, initiated, answered, created) = row
    return SessionRecord(
        session, device, transcript, state, bool(initiated), bool(answered), created
    )


def _peer(row: Row) -> PeerRecord:
    (device, account, next_send, received, missing, *told, unread, their_unread) = row
    peer = PeerRecord(device, account, next_send, received, _decode_ranges(missing), *told)
    if unread is None and their_unread is None:
        return peer
    return replace(
        peer,
        unread_told=_decode_ranges(unread or b""),
        they_unread=_decode_ranges(their_unread or b""),
    )


def _encode_ranges(ranges: tuple[tuple[int, int], ...]) -> bytes:
    return b"".join(first.to_bytes(8, "big") + last.to_bytes(8, "big") for first, last in ranges)


def _decode_ranges(data: bytes) -> tuple[tuple[int, int], ...]:
    numbers = [tlv.unsigned(data[at : at + 8], 8) for at in range(0, len(data), 8)]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))
