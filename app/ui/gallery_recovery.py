"""The gallery's recovery kit and backup file: a kit of known words, and counts as planned."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from app.core.views import (
    CardView,
    ClinicChange,
    ClinicChangeView,
    DirectoryStatusView,
    RecoveryKitView,
    RecoveryStatusView,
    RestoredView,
    WitnessView,
)
from app.ui.gallery_use_cases import MINUTE, PASSPHRASE, SampleWrongPassphrase, digest

if TYPE_CHECKING:
    from app.ui.gallery_services import SampleClient

WORDS = (
    "lantern", "orbit", "velvet", "canyon", "maple", "anchor",
    "ribbon", "harvest", "pencil", "tunnel", "window", "yellow",
)  # fmt: skip
MESSAGES = 2400


class SampleRecovery:
    """Recovery of a SampleClient."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def status(self) -> RecoveryStatusView:
        """Whether there is a kit."""
        made = self._client.kit_made_at_ms
        return RecoveryStatusView(self._client.can_manage, made, made)

    async def make_kit(self, passphrase: str) -> RecoveryKitView:
        """The known words."""
        if passphrase != PASSPHRASE:
            raise SampleWrongPassphrase
        self._client.raise_planned()
        now = round(time() * 1000)
        self._client.kit_made_at_ms = now
        own = self._client.own
        return RecoveryKitView(
            own.name, own.clinic_name, WORDS, "curbside:recovery:" + "A" * 22, now
        )

    async def withdraw_kit(self, passphrase: str) -> None:
        """No kit any more."""
        if passphrase != PASSPHRASE:
            raise SampleWrongPassphrase
        self._client.raise_planned()
        self._client.kit_made_at_ms = None


class SampleBackup:
    """Backup of a SampleClient. `hold` stops the next one half-way, until `go_on`."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client
        self._gate: asyncio.Event | None = None
        self.exported: list[tuple[Path, str]] = []
        self.restored: list[tuple[Path, str]] = []
        self.overwrites: list[bool] = []
        self.cancelled = 0
        self.result = RestoredView(MESSAGES, 12, 7, round(time() * 1000) - 3 * 24 * 60 * MINUTE)

    def hold(self) -> None:
        """Stop half-way."""
        self._gate = asyncio.Event()

    def go_on(self) -> None:
        """Come to the end."""
        if self._gate is not None:
            self._gate.set()

    async def export(
        self,
        path: Path,
        passphrase: str,
        progress: Callable[[int, int], None],
        *,
        overwrite: bool = False,
    ) -> int:
        """Write nothing, and tell the progress."""
        self.overwrites.append(overwrite)
        self._client.raise_planned()
        await self._half_way(progress)
        self.exported.append((path, passphrase))
        return MESSAGES

    async def restore(
        self, path: Path, passphrase: str, progress: Callable[[int, int], None]
    ) -> RestoredView:
        """Read nothing, and tell the progress."""
        self._client.raise_planned()
        await self._half_way(progress)
        self.restored.append((path, passphrase))
        return self.result

    async def _half_way(self, progress: Callable[[int, int], None]) -> None:
        progress(MESSAGES // 2, MESSAGES)
        try:
            if self._gate is not None:
                await self._gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        progress(MESSAGES, MESSAGES)


def sample_kit(name: str) -> RecoveryKitView:
    """The known words for somebody."""
    made = round(time() * 1000)
    return RecoveryKitView(name, "Lindenhof Clinic", WORDS, "curbside:recovery:" + "A" * 22, made)


def sample_card(name: str) -> CardView:
    """A card of somebody."""
    number = int.from_bytes(digest("card", name), "big")
    half = tuple(f"{number >> (i * 17) & 0x1FFFF:06d}"[-5:] for i in range(6))
    code = "curbside:card:" + digest("card", name).hex() * 3
    return CardView(name, "Nurse", "Ward 3B", "Lindenhof Clinic", half, code)


def sample_directory(*, witnesses: int = 1, changes: bool = False) -> DirectoryStatusView:
    """A log that was checked two minutes ago."""
    now = round(time() * 1000)
    day = 24 * 60 * MINUTE
    kinds = tuple(ClinicChange) if changes else ()
    return DirectoryStatusView(
        log_size=1204,
        log_root=digest("root"),
        checked_at_ms=now - 2 * MINUTE,
        relay_pins=(digest("pin"),),
        log_key=digest("log key"),
        authority_key=digest("authority"),
        authority_recovery_key=digest("authority recovery"),
        witnesses=tuple(
            WitnessView(digest("witness", n), f"witness-{n}.lindenhof.example", 1204, now - MINUTE)
            for n in range(witnesses)
        ),
        witnesses_required=min(1, witnesses),
        changes=tuple(
            ClinicChangeView(kind, 1200 - 40 * n, now - (n + 1) * 9 * day)
            for n, kind in enumerate(kinds)
        ),
    )
