"""What IT sees of the relay from its own machine: `curbside-relay status`."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import time
from pathlib import Path
from typing import Final

import msgspec

from relay.authority import log_file
from relay.cosigning import CosigningFile
from relay.datadir import DataDir, DataDirError
from relay.log_keys import LogKeyError
from relay.problems import RefusalError
from relay.storage.sqlite import SqliteStorage
from relay.transparency import note as notes
from relay.transparency.cosignature import LOG, VerifierKey
from relay.transparency.errors import NoteError
from relay.wire import MAX_SEQ, Code

_LOST = """\
SUSPECT: RESTORED FROM AN OLD BACKUP. Clients hold {} signed log entries that this relay lacks.
It waits for a workstation that has them to hand them back, which happens by itself once the relay
runs and somebody unlocks Curbside. Until then mail still flows, but nothing is added to the log:
no enrolment, device, key change or import.
  - Nothing happens? Restore a newer backup of the data directory, if there is one.
  - Only if nobody has the entries any more: run `curbside-relay serve --accept-log-loss` once.
    Everyone whose log is longer then gets a security alarm and must be invited anew, and what the
    lost entries said (people, devices and removals since the backup) must be done again.
"""


_STATE_IT: Final = """\
                 waits for the authority: relay-change --relay-card, then import here. Tell every
                 witness before the import: curbside-relay witness add-log --key ..."""
_NOT_COSIGNED: Final = {
    "": "not asked yet",
    "fork": "REFUSES: it cosigned another log of this size. Two logs were shown; find out why",
    "proof-refused": "REFUSES: this log does not extend the one it cosigned. Find out why",
    "witness-is-ahead": "has cosigned a longer log: was an older backup restored here?",
    "log-unknown": "does not watch this log: curbside-relay witness add-log",
    "log-key-unknown": "does not know the log's key: curbside-relay witness add-log",
    "clock": "its clock is wrong, or ours",
    "bad-signature": "signs with another key than relay.toml says",
    "unreachable": "cannot be reached",
    "timeout": "does not answer in time",
    "pin": "has another TLS key than relay.toml says",
    "tls": "its TLS certificate is not trusted here",
}
"""What an outcome (`relay.cosigning`) means to a person."""


class WitnessReport(msgspec.Struct, frozen=True):
    """One witness: the size it cosigned last and when, and why it has not cosigned the newest."""

    name: str
    size: int
    cosigned_ms: int
    outcome: str


class Report(msgspec.Struct, frozen=True):
    """The figures; no names, because the relay knows none.

    Attributes:
        log_key: verifier key that witnesses need, empty before the first import.
        next_log_key: the same of a key that waits for the log to name it, else empty.
    """

    running: bool
    address: str
    pins: tuple[str, ...]
    log_size: int
    log_key: str
    next_log_key: str
    witnesses: tuple[WitnessReport, ...]
    lost_entries: int
    devices: int
    waiting_envelopes: int
    prekeys: int
    files: int
    arriving_files: int
    blob_bytes: int
    database_bytes: int
    disk_free_bytes: int


def report(data: DataDir) -> Report:
    """Look at the data directory and at who runs on it. Raises StorageError, DataDirError."""
    log_key, next_log_key = log_keys(data)
    info = data.run_info() if data.is_locked() else None
    storage = SqliteStorage(data.database)
    try:
        facts = storage.facts()
    finally:
        storage.close()
    return Report(
        running=info is not None,
        address="" if info is None else f"{info.host}:{info.port}",
        pins=() if info is None else info.pins,
        log_size=facts.log_size,
        log_key=log_key,
        next_log_key=next_log_key,
        witnesses=tuple(
            [
                WitnessReport(
                    state.verifier_key.partition("+")[0],
                    state.cosigned_size,
                    state.cosigned_ms,
                    state.outcome,
                )
                for state in CosigningFile(data.cosignatures).read().values()
            ]
        ),
        lost_entries=data.log_loss().missing(facts.log_size),
        devices=facts.mailboxes,
        waiting_envelopes=facts.envelopes,
        prekeys=facts.prekeys,
        files=facts.blobs.blobs - facts.blobs.unfinished,
        arriving_files=facts.blobs.unfinished,
        blob_bytes=facts.blobs.size,
        database_bytes=facts.file_bytes,
        disk_free_bytes=shutil.disk_usage(data.path).free,
    )


def log_keys(data: DataDir) -> tuple[str, str]:
    """Return the verifier key that the log names, and the one that waits; empty without.

    Raises StorageError, DataDirError.
    """
    storage = SqliteStorage(data.database)
    try:
        note = storage.checkpoint()
        genesis = storage.log_entries(0, 1)
    finally:
        storage.close()
    if note is None or not genesis:
        return "", ""
    log_id = hashlib.sha256(genesis[0]).digest()
    present = following = ""
    try:
        for key in data.log_keys().all():
            public_key = bytes(key.verify_key)
            shown = VerifierKey(notes.origin(log_id), public_key, LOG).encode()
            with contextlib.suppress(NoteError):
                notes.verify(note, log_id, public_key)
                present = shown
            if public_key == data.log_keys().announced():
                following = shown
    except LogKeyError as error:
        raise DataDirError(str(error)) from error
    return present, (following if following != present else "")


def export_log(data: DataDir, out: Path) -> int:
    """Write the log with its checkpoint to a new file, also while the relay runs.

    Returns the number of entries. Raises RefusalError, StorageError, OSError.
    """
    storage = SqliteStorage(data.database)
    try:
        note = storage.checkpoint()
        if note is None:
            raise RefusalError(
                Code.UNAVAILABLE, "The clinic's first statements have not been imported yet."
            )
        entries = storage.log_entries(0, MAX_SEQ)
        while (newer := storage.checkpoint()) not in (None, note):  # the relay appended meanwhile
            note, entries = newer or note, storage.log_entries(0, MAX_SEQ)
    finally:
        storage.close()
    with out.open("x", encoding="ascii") as file:
        file.write(log_file.encode(note, entries))
    return len(entries)


def as_text(found: Report) -> str:
    """Lay a report out for a person."""
    lines = [
        *(_LOST.format(found.lost_entries).splitlines() if found.lost_entries else ()),
        f"relay            {'running on ' + found.address if found.running else 'not running'}",
        *[f"pin              {pin}" for pin in found.pins],
        f"log entries      {found.log_size}"
        + ("" if found.log_size else "   (import the authority's statements first)"),
        *([f"log key          {found.log_key}"] if found.log_key else ()),
        *([f"next log key     {found.next_log_key}\n{_STATE_IT}"] if found.next_log_key else ()),
        *[f"witness          {witness.name}  {_witness(witness)}" for witness in found.witnesses],
        f"live devices     {found.devices}",
        f"waiting mail     {found.waiting_envelopes}",
        f"prekeys          {found.prekeys}",
        f"files            {found.files}, {found.arriving_files} arriving,"
        f" {found.blob_bytes / 1e6:.1f} MB",
        f"database         {found.database_bytes / 1e6:.1f} MB",
        f"disk free        {found.disk_free_bytes / 1e9:.1f} GB",
    ]
    return "\n".join(lines)


def _witness(witness: WitnessReport) -> str:
    cosigned = "never cosigned"
    if witness.size:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(witness.cosigned_ms / 1000))
        cosigned = f"cosigned {witness.size} entries {when}"
    if witness.outcome == "ok":
        return cosigned
    return f"{_NOT_COSIGNED.get(witness.outcome, witness.outcome)} ({cosigned})"
