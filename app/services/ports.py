"""What `main` puts in: the outside world, as the way into a profile sees it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from app.core.backup_ports import BackupFiles
from app.core.file_ports import MarkFile, OutsideFiles
from app.core.media_ports import MediaPort, SoundPort
from app.core.profile_ports import KeyringPort, ProfileFiles, RelayFactory, StoreFactory
from app.core.randomness import Randomness
from app.crypto import vault
from app.services.held_key import uptime


@dataclass(frozen=True, slots=True)
class Ports:
    """Store, relay, keyring, files, backups, decoders, randomness and the local clock."""

    stores: StoreFactory
    relays: RelayFactory
    keyring: KeyringPort
    files: ProfileFiles
    backups: BackupFiles
    randomness: Randomness
    media: MediaPort
    outside: OutsideFiles
    mark_file: MarkFile
    local_now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    vault_cost: vault.VaultCost = vault.MODERATE
    pin_cost: vault.VaultCost = vault.INTERACTIVE
    uptime: Callable[[], float] = uptime
    sound: SoundPort | None = None
