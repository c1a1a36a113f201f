"""The gallery's recovery kit and backup file: a kit of known words, and counts as planned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from app.core.views import RecoveryKitView, RecoveryStatusView, RestoredView
from app.ui.gallery_use_cases import MINUTE, PASSPHRASE, SampleWrongPassphrase

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
        return RecoveryKitView(own.name, own.clinic_name, WORDS, "curbside:recovery:AAAA", now)

    async def withdraw_kit(self, passphrase: str) -> None:
        """No kit any more."""
        if passphrase != PASSPHRASE:
            raise SampleWrongPassphrase
        self._client.raise_planned()
        self._client.kit_made_at_ms = None


class SampleBackup:
    """Backup of a SampleClient."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def export(
        self, path: Path, passphrase: str, progress: Callable[[int, int], None]
    ) -> int:
        """Write nothing, and tell the progress."""
        del path, passphrase
        self._client.raise_planned()
        progress(MESSAGES, MESSAGES)
        return MESSAGES

    async def restore(
        self, path: Path, passphrase: str, progress: Callable[[int, int], None]
    ) -> RestoredView:
        """Read nothing, and tell the progress."""
        del path, passphrase
        self._client.raise_planned()
        progress(MESSAGES, MESSAGES)
        return RestoredView(MESSAGES, 12, 7, round(time() * 1000) - 3 * 24 * 60 * MINUTE)
