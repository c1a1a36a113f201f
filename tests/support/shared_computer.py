"""One computer account that several people use: real profiles over a real relay."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.composition import build_profiles
from app.core.policy import DEFAULT_POLICY, Policy
from app.core.profile_ports import KeyringPort
from app.crypto.vault import QUICK
from app.services.access import Access
from app.services.client import Client
from app.services.profiles import Profiles
from tests.support.clinic import Clinic, NoKeyring


class Keyring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}

    def usable(self) -> bool:
        return True

    def remember(self, profile: str, vault_key: bytes) -> None:
        self.keys[profile] = vault_key

    def recall(self, profile: str) -> bytes | None:
        return self.keys.get(profile)

    def forget(self, profile: str) -> None:
        self.keys.pop(profile, None)


@dataclass
class Time:
    """Both clocks of the computer, as `Ports` ask for them."""

    uptime: float = 1000.0
    wall_ms: int = 1_800_000_000_000

    def pass_(self, seconds: float) -> None:
        self.uptime += seconds
        self.wall_ms += round(seconds * 1000)


@dataclass
class SharedComputer:
    """Start it anew with `restart`: what is on the disk is all that is left."""

    clinic: Clinic
    root: Path
    policy: Policy = DEFAULT_POLICY
    keyring: KeyringPort = field(default_factory=NoKeyring)
    time: Time = field(default_factory=Time)

    def __post_init__(self) -> None:
        self.profiles = self.restart()

    def restart(self, policy: Policy | None = None) -> Profiles:
        self.profiles = build_profiles(
            self.root,
            policy or self.policy,
            several=True,
            keyring=self.keyring,
            vault_cost=QUICK,
        )
        ports = self.profiles._ports
        object.__setattr__(ports, "uptime", lambda: self.time.uptime)
        return self.profiles

    async def join(
        self, name: str, passphrase: str, *, remember: bool = False
    ) -> tuple[Access, Client]:
        """One more person enrols here."""
        access = self.profiles.newcomer()
        invite = self.clinic.invite(name).invite
        client = await access.enrol(invite, passphrase, remember=remember, progress=lambda _: None)
        return access, client
