"""Puts the real outside world behind the services' ports. Only `main` and the tests use it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from app.core.ids import DeviceId
from app.core.media_ports import MediaPort, SoundPort
from app.core.policy import Policy
from app.core.profile_ports import KeyringPort, RelayAddress, RelayFactory
from app.core.relay_port import CountPort, LogReaderPort, RelayPort, RendezvousPort
from app.core.store_ports import Store
from app.crypto import vault
from app.crypto.system_random import SystemRandom
from app.desktop import heap, mark_of_web
from app.desktop.keyring_store import KeyringStore
from app.media.process import Decoders
from app.net.client import RelayClient
from app.net.count_waiter import CountWaiter
from app.net.log_reader import LogReader
from app.net.relay_session import DeviceCredential, InviteCredential
from app.net.rendezvous import RendezvousClient
from app.services.access import Access
from app.services.ports import Ports
from app.services.profiles import Profiles
from app.store.backup_file import DiskBackupFiles
from app.store.outside_files import DiskOutsideFiles
from app.store.profile_files import DirectoryProfileFiles
from app.store.profiles_folder import OneFolder, SharedFolder
from app.store.store import EncryptedStore


class NetRelayFactory:
    """`RelayFactory` over HTTPS."""

    def as_device(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> RelayPort:
        """Under a device's signing key."""
        credential = DeviceCredential(device_id, sign)
        return RelayClient(address.url, address.pins, credential, trust=address.trust)

    def as_invited(
        self,
        address: RelayAddress,
        invite_key: bytes,
        certificate: bytes,
        sign: Callable[[bytes], bytes],
    ) -> RelayPort:
        """Under an invite's key."""
        credential = InviteCredential(invite_key, certificate, sign)
        return RelayClient(address.url, address.pins, credential, trust=address.trust)

    def as_log_reader(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> LogReaderPort:
        """Under a device's signing key, live or not, to read the log and nothing else."""
        return LogReader(address.url, address.pins, device_id, sign, trust=address.trust)

    def as_counter(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> CountPort:
        """Under a device's signing key, to be told how many new messages wait."""
        return CountWaiter(address.url, address.pins, device_id, sign, trust=address.trust)

    def as_rendezvous(
        self, address: RelayAddress, link_key: bytes, sign: Callable[[bytes], bytes]
    ) -> RendezvousPort:
        """Under a rendezvous key; without pins, any certificate is taken for this alone."""
        return RendezvousClient(address.url, address.pins, link_key, sign, trust=address.trust)


class OsKeyring:
    """`KeyringPort` over the operating system's keyring."""

    def __init__(self) -> None:
        self._store = KeyringStore()

    def usable(self) -> bool:
        """Whether a trustworthy backend answers."""
        return self._store.availability().usable

    def remember(self, profile: str, vault_key: bytes) -> None:
        """Keep the key. Raises KeyringUnavailable."""
        self._store.remember(profile, vault_key)

    def recall(self, profile: str) -> bytes | None:
        """The key, if it was kept. Raises KeyringUnavailable."""
        return self._store.recall(profile)

    def forget(self, profile: str) -> None:
        """Remove the key."""
        self._store.forget(profile)


def calm_collector() -> None:
    """Spare people the collector's pauses, and gaps in memory. Called when all is imported.

    Walking through all modules and widgets takes 30 ms, as long as three messages; hardly anything
    in there is ever garbage. What is made later is still collected, in larger portions.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    heap.keep_compact()


def open_store(path: Path, vault_key: bytes, *, create: bool) -> Store:
    """The encrypted database."""
    return EncryptedStore.open(path, vault_key, create=create)


def build_ports(
    folder: Path,
    *,
    keyring: KeyringPort | None = None,
    relays: RelayFactory | None = None,
    media: MediaPort | None = None,
    sound: SoundPort | None = None,
    vault_cost: vault.VaultCost = vault.MODERATE,
) -> Ports:
    """The outside world around the profile in `folder`."""
    return Ports(
        stores=open_store,
        relays=relays or NetRelayFactory(),
        keyring=keyring or OsKeyring(),
        files=DirectoryProfileFiles(folder),
        backups=DiskBackupFiles(),
        randomness=SystemRandom(),
        media=media or Decoders(),
        sound=sound,
        outside=DiskOutsideFiles(),
        mark_file=mark_of_web.mark_file,
        vault_cost=vault_cost,
        pin_cost=min(vault_cost, vault.INTERACTIVE, key=lambda cost: cost.memory_bytes),
    )


def build_access(
    folder: Path,
    policy: Policy,
    *,
    keyring: KeyringPort | None = None,
    relays: RelayFactory | None = None,
    vault_cost: vault.VaultCost = vault.MODERATE,
) -> Access:
    """The way into the profile in `folder`."""
    ports = build_ports(folder, keyring=keyring, relays=relays, vault_cost=vault_cost)
    return Access(ports, policy)


def build_profiles(
    folder: Path,
    policy: Policy,
    *,
    several: bool,
    claim: Callable[[Path], bool] = lambda _folder: True,
    keyring: KeyringPort | None = None,
    media: MediaPort | None = None,
    sound: SoundPort | None = None,
    vault_cost: vault.VaultCost = vault.MODERATE,
) -> Profiles:
    """The people whose profiles lie below `folder`, or, not `several`, the one who is in it.

    `claim` takes a profile's folder for this process.
    """
    ports = build_ports(folder, keyring=keyring, media=media, sound=sound, vault_cost=vault_cost)
    profiles = SharedFolder(folder, claim) if several else OneFolder(folder)
    return Profiles(profiles, ports, policy)
