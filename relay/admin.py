"""What IT sees of the relay from its own machine: `curbside-relay status`."""

from __future__ import annotations

import shutil

import msgspec

from relay.datadir import DataDir
from relay.storage.sqlite import SqliteStorage

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


class Report(msgspec.Struct, frozen=True):
    """The figures; no names, because the relay knows none."""

    running: bool
    address: str
    pins: tuple[str, ...]
    log_size: int
    lost_entries: int
    devices: int
    waiting_envelopes: int
    prekeys: int
    database_bytes: int
    disk_free_bytes: int


def report(data: DataDir) -> Report:
    """Look at the data directory and at who runs on it. Raises StorageError, DataDirError."""
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
        lost_entries=data.log_loss().missing(facts.log_size),
        devices=facts.mailboxes,
        waiting_envelopes=facts.envelopes,
        prekeys=facts.prekeys,
        database_bytes=facts.file_bytes,
        disk_free_bytes=shutil.disk_usage(data.path).free,
    )


def as_text(found: Report) -> str:
    """Lay a report out for a person."""
    lines = [
        *(_LOST.format(found.lost_entries).splitlines() if found.lost_entries else ()),
        f"relay            {'running on ' + found.address if found.running else 'not running'}",
        *[f"pin              {pin}" for pin in found.pins],
        f"log entries      {found.log_size}"
        + ("" if found.log_size else "   (import the authority's statements first)"),
        f"live devices     {found.devices}",
        f"waiting mail     {found.waiting_envelopes}",
        f"prekeys          {found.prekeys}",
        f"database         {found.database_bytes / 1e6:.1f} MB",
        f"disk free        {found.disk_free_bytes / 1e9:.1f} GB",
    ]
    return "\n".join(lines)
