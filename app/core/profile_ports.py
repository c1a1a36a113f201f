"""What opening a profile needs from below: its files, its database, the relay, the OS keyring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.core.file_ports import FilesFolder
from app.core.ids import DeviceId
from app.core.policy import RelayTrust
from app.core.relay_port import CountPort, LogReaderPort, RelayPort, RendezvousPort
from app.core.store_ports import Store


class StoreFactory(Protocol):
    """Opens the encrypted database."""

    def __call__(self, path: Path, vault_key: bytes, *, create: bool) -> Store:
        """`create`: of a new profile. Raises StoreDamaged, StoreMissing, StoreTooNew, StoreFull."""
        ...


@dataclass(frozen=True, slots=True)
class RelayAddress:
    """Where the relay is, and how it proves that it is the relay."""

    url: str
    pins: tuple[bytes, ...]
    trust: RelayTrust


class RelayFactory(Protocol):
    """Connects to the relay. Connecting itself does no I/O."""

    def as_device(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> RelayPort:
        """Under a device's signing key."""
        ...

    def as_invited(
        self,
        address: RelayAddress,
        invite_key: bytes,
        certificate: bytes,
        sign: Callable[[bytes], bytes],
    ) -> RelayPort:
        """Under an invite's key: to read the log, to enrol, to fetch the recovery blob."""
        ...

    def as_log_reader(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> LogReaderPort:
        """Under a device's signing key, live or not, to read the log and nothing else."""
        ...

    def as_counter(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> CountPort:
        """Under a device's signing key, to be told how many new messages wait."""
        ...

    def as_rendezvous(
        self, address: RelayAddress, link_key: bytes, sign: Callable[[bytes], bytes]
    ) -> RendezvousPort:
        """Under a rendezvous key. No pins: any certificate is taken, for this alone."""
        ...


class KeyringPort(Protocol):
    """The OS keyring. Blocking, bounded in time."""

    def usable(self) -> bool: ...
    def remember(self, profile: str, vault_key: bytes) -> None:
        """Raises KeyringError's words when it cannot."""
        ...

    def recall(self, profile: str) -> bytes | None: ...
    def forget(self, profile: str) -> None: ...


class ProfileFiles(Protocol):
    """The files of one profile beside its database. None of them holds anything readable."""

    @property
    def name(self) -> str:
        """Names the profile to the keyring; says nothing about the person."""
        ...

    @property
    def database(self) -> Path: ...
    @property
    def encrypted(self) -> FilesFolder:
        """The encrypted files of its messages."""
        ...

    def exists(self) -> bool:
        """Whether a vault is there, finished or not."""
        ...

    def enrolling(self) -> bytes | None:
        """The mark of an enrolment that has not finished, None when there is none."""
        ...

    def begin(self, vault: bytes, mark: bytes) -> None:
        """Make the folder and the vault file, marked as enrolling."""
        ...

    def finish(self) -> None:
        """Take the mark away."""
        ...

    def discard(self) -> None:
        """Delete an enrolment that the relay never accepted."""
        ...

    def set_aside(self) -> None:
        """Rename an unfinished enrolment of another invite; nothing is deleted."""
        ...

    def read_vault(self) -> bytes: ...
    def write_vault(self, vault: bytes) -> None:
        """Replace the vault file, atomically and durably."""
        ...

    def failed_tries(self) -> tuple[int, int]:
        """(wrong passphrases since the last right one, time of the last in local ms)."""
        ...

    def put_failed_tries(self, count: int, last_ms: int) -> None: ...
    def removal(self) -> bytes | None:
        """The mark of a removal from afar, None when there was none."""
        ...

    def mark_removal(self, mark: bytes) -> None:
        """Note, durably, that everything here is to be destroyed, or that it was."""
        ...

    def destroy(self) -> None:
        """Destroy the wrapped key first, then everything else; the mark stays. Repeatable."""
        ...

    def forget_removal(self) -> None:
        """Take the mark of a removal away."""
        ...

    def others(self) -> Sequence[str]:
        """Names of the other profiles of this OS account."""
        ...

    def listing(self) -> bytes | None:
        """How the person is listed on this computer; readable, and nothing they did not choose."""
        ...

    def put_listing(self, listing: bytes) -> None: ...
    def delete_folder(self) -> None:
        """Delete what is left after `destroy`, the folder itself if it is empty."""
        ...


class ProfilesFolder(Protocol):
    """The profiles of everybody who uses this OS account."""

    @property
    def can_add(self) -> bool:
        """Whether one more may begin beside them; not where one folder was given by name."""
        ...

    def all(self) -> Sequence[ProfileFiles]:
        """Finished profiles, and those that were removed from afar."""
        ...

    def unfinished(self) -> ProfileFiles:
        """Where the next person's begins, or the one that was begun and not finished."""
        ...
