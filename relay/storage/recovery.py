"""Recovery kits and recovery invites in SQLite (PROTOCOL.md section 11)."""

from __future__ import annotations

import sqlite3
from typing import Final

from relay.storage.base import AppendEntries, PutRecovery

FIND: Final = "SELECT version, sealed FROM recovery WHERE account = ?"
USED: Final = "SELECT 1 FROM recovery_invite WHERE invite_key = ?"


def put(writer: sqlite3.Connection, job: PutRecovery) -> None:
    """Store the blob, unless its device has ended or a newer one is there."""
    (closed,) = writer.execute("SELECT closed FROM mailbox WHERE id = ?", (job.mailbox,)).fetchone()
    if closed:  # it may be sealed for an account key that has been replaced
        job.ended = True
        return
    stored = writer.execute(FIND, (job.account_id,)).fetchone()
    if stored is not None and (job.version, job.sealed) != stored and job.version <= stored[0]:
        job.newer_version = stored[0]
        return
    writer.execute(
        "INSERT INTO recovery (account, version, sealed) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (account) DO UPDATE SET version = ?2, sealed = ?3",
        (job.account_id, job.version, job.sealed),
    )


def appended(writer: sqlite3.Connection, job: AppendEntries, now_ms: int) -> None:
    """Note a recovery invite as used, and delete blobs that hold an account key of before."""
    if job.recovery_invite is not None:
        writer.execute(
            "INSERT INTO recovery_invite (invite_key, used_ms) VALUES (?, ?)",
            (job.recovery_invite, now_ms),
        )
    for account in job.void_recoveries:
        writer.execute("DELETE FROM recovery WHERE account = ?", (account,))
