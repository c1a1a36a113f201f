"""Prekeys in SQLite: each one-time key leaves once, in the transaction that answers its claim.

PROTOCOL.md section 6. All functions run inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from relay.storage.base import ClaimPrekeys, ClaimTarget, Forget, PutPrekeys
from relay.wire import Bundle, Prekey, PrekeyKind, encode_bundles

COUNT: Final = (
    "SELECT kind, count(*) FROM prekey"
    " WHERE mailbox = ? AND taken_ms IS NULL AND not_after > ? AND kind IN (2, 4) GROUP BY kind"
)
_REPLACED: Final = (PrekeyKind.SIGNED_X25519, PrekeyKind.LAST_RESORT_KEM)


def put(writer: sqlite3.Connection, job: PutPrekeys) -> None:
    """Add one-time keys, replace the signed and the last-resort key; a repeat changes nothing."""
    for kind in (PrekeyKind.ONE_TIME_X25519, PrekeyKind.ONE_TIME_KEM):
        ids = [key.key_id for key in job.prekeys if key.kind is kind]
        known = _known(writer, job.mailbox, kind)
        if len(known.keys() | set(ids)) - sum(known.values()) > job.limit:
            job.refused = True
            return
    for prekey in job.prekeys:
        cursor = writer.execute(
            "INSERT INTO prekey (mailbox, kind, key_id, not_after, prekey) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (mailbox, kind, key_id) DO NOTHING",
            (job.mailbox, int(prekey.kind), prekey.key_id, prekey.not_after, prekey.encode()),
        )
        if cursor.rowcount and prekey.kind in _REPLACED:
            writer.execute(
                "UPDATE prekey SET taken_ms = ?, prekey = NULL"
                " WHERE mailbox = ? AND kind = ? AND key_id <> ? AND taken_ms IS NULL",
                (job.now_ms, job.mailbox, int(prekey.kind), prekey.key_id),
            )


def _known(writer: sqlite3.Connection, mailbox: int, kind: PrekeyKind) -> dict[int, bool]:
    """Return the key ids ever uploaded (and not yet forgotten), and whether each is taken."""
    rows = writer.execute(
        "SELECT key_id, taken_ms IS NOT NULL FROM prekey WHERE mailbox = ? AND kind = ?",
        (mailbox, int(kind)),
    )
    return {key_id: bool(taken) for key_id, taken in rows}


def claim(writer: sqlite3.Connection, job: ClaimPrekeys) -> None:
    """Take a bundle of each target, or repeat the answer this claim id had before."""
    stored = writer.execute(
        "SELECT answer FROM claim WHERE mailbox = ? AND claim_id = ?", (job.mailbox, job.claim_id)
    ).fetchone()
    if stored is not None:
        job.answer = stored[0]
        return
    job.answer = encode_bundles([_bundle(writer, job, target) for target in job.targets])
    writer.execute(
        "INSERT INTO claim (mailbox, claim_id, time_ms, answer) VALUES (?, ?, ?, ?)",
        (job.mailbox, job.claim_id, job.now_ms, job.answer),
    )


def _bundle(writer: sqlite3.Connection, job: ClaimPrekeys, target: ClaimTarget) -> Bundle:
    nothing = Bundle(target.device_id, None, None, None)
    if target.mailbox is None:
        return nothing
    signed = _first(writer, target.mailbox, PrekeyKind.SIGNED_X25519, job.now_ms)
    fallback = _first(writer, target.mailbox, PrekeyKind.LAST_RESORT_KEM, job.now_ms)
    kem = one_time = None
    if signed is not None and target.one_time:
        kem = _first(writer, target.mailbox, PrekeyKind.ONE_TIME_KEM, job.now_ms)
        if kem is not None or fallback is not None:
            one_time = _first(writer, target.mailbox, PrekeyKind.ONE_TIME_X25519, job.now_ms)
    if signed is None or (kem is None and fallback is None):
        return nothing
    for taken in (kem, one_time):
        if taken is not None:
            _take(writer, target.mailbox, taken, job.now_ms)
    if kem is not None or one_time is not None:
        job.one_time_taken.append(target.device_id)
    return Bundle(target.device_id, signed, kem or fallback, one_time)


def _first(
    writer: sqlite3.Connection, mailbox: int, kind: PrekeyKind, now_ms: int
) -> Prekey | None:
    row = writer.execute(
        "SELECT prekey FROM prekey WHERE mailbox = ? AND kind = ? AND taken_ms IS NULL"
        " AND not_after > ? ORDER BY id LIMIT 1",
        (mailbox, int(kind), now_ms),
    ).fetchone()
    return None if row is None else Prekey.decode(row[0])


def _take(writer: sqlite3.Connection, mailbox: int, prekey: Prekey, now_ms: int) -> None:
    writer.execute(
        "UPDATE prekey SET taken_ms = ?, prekey = NULL"
        " WHERE mailbox = ? AND kind = ? AND key_id = ?",
        (now_ms, mailbox, int(prekey.kind), prekey.key_id),
    )


def void_one_time(writer: sqlite3.Connection, now_ms: int) -> None:
    """Delete every one-time key, but not its id: some may have been handed out already."""
    writer.execute(
        "UPDATE prekey SET taken_ms = ?, prekey = NULL WHERE kind IN (2, 4) AND taken_ms IS NULL",
        (now_ms,),
    )


def drop(writer: sqlite3.Connection, mailbox: int) -> None:
    """Delete everything of a device that has ended."""
    writer.execute("DELETE FROM prekey WHERE mailbox = ?", (mailbox,))


def forget(writer: sqlite3.Connection, job: Forget) -> None:
    """Drop answered claims and taken or outlived keys that are older than their memory."""
    writer.execute("DELETE FROM claim WHERE time_ms < ?", (job.claims_before_ms,))
    writer.execute(
        "DELETE FROM prekey WHERE taken_ms < ?1 OR (kind IN (2, 4) AND not_after < ?1)",
        (job.prekeys_before_ms,),
    )
