"""The gallery's own workstations, and linking them: what was planned happens, step by step."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from time import time
from typing import TYPE_CHECKING

from app.core.bus import DevicesChanged, HistoryProgress
from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.core.views import (
    DevicesView,
    LinkCodeView,
    LinkOfferView,
    LinkWelcomeView,
    OwnDeviceView,
)
from app.services.api import LinkStep
from app.ui.gallery_use_cases import MINUTE, PASSPHRASE, SampleWrongPassphrase, digest

if TYPE_CHECKING:
    from app.ui.gallery_services import SampleClient

DAY = 24 * 60 * MINUTE
MOST = 8
SHORT_CODE = "402913"
LINK_CHARACTERS = "7K2Q 9WXM 4T0B C8RH 1ZDN 6PFV 3E"
LINK_CODE = "curbside:link:" + LINK_CHARACTERS.replace(" ", "")


CODES_DIFFER = (
    "The short codes were not the same, so nothing was linked. Somebody may have tried to step in "
    "between the two workstations."
)


class SampleLinkError(CurbsideError):
    """What the services would raise when linking ends early."""

    code = "link-cancelled"
    message = "Linking was cancelled on the other workstation."
    action = (
        "On the new workstation choose “I already use Curbside on another computer” again, and "
        "use the new code."
    )


def make_device(name: str, **other: object) -> OwnDeviceView:
    """A workstation of one's own."""
    now = round(time() * 1000)
    device = OwnDeviceView(
        device_id=DeviceId(digest("own device", name)[:16]),
        name=name,
        added_at_ms=now - 40 * DAY,
        added_by="Ward 3B, station 1",
        last_seen_ms=now - 3 * MINUTE,
        is_this=False,
        holds_account_key=False,
        explained=True,
    )
    return dataclasses.replace(device, **other)  # type: ignore[arg-type]  # the caller's own fields


@dataclasses.dataclass
class Pause:
    """Where a planned run stops, until `go_on`. For pictures, and for tests that cancel."""

    at: LinkStep | None = None
    gate: asyncio.Event = dataclasses.field(default_factory=asyncio.Event)

    async def reach(self, step: LinkStep, progress: Callable[[LinkStep], None]) -> None:
        """Tell the step, and wait there if it was planned."""
        progress(step)
        if step is self.at:
            await self.gate.wait()

    def go_on(self) -> None:
        """Let it run to its end."""
        self.at = None
        self.gate.set()


class SampleDevices:
    """Own workstations of a SampleClient."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def devices(self) -> DevicesView:
        """The list."""
        client = self._client
        return DevicesView(tuple(client.own_devices), client.can_manage, client.most_devices)

    async def rename(self, device_id: DeviceId, name: str) -> None:
        """Another name."""
        self._client.raise_planned()
        self._change(device_id, name=name)

    async def add(
        self,
        code: str,
        passphrase: str,
        *,
        confirm: Callable[[LinkOfferView], Awaitable[bool]],
        progress: Callable[[LinkStep], None],
    ) -> OwnDeviceView:
        """Go through the steps; the new one is called as `link_offer` says."""
        client = self._client
        if passphrase != PASSPHRASE:
            raise SampleWrongPassphrase
        client.raise_planned()
        client.link_codes.append(code)
        try:
            await client.pause.reach(LinkStep.WAITING, progress)
            progress(LinkStep.COMPARING)
            offer = client.link_offer
            if not await confirm(offer):
                raise SampleLinkError(CODES_DIFFER)
            await client.pause.reach(LinkStep.ADDING, progress)
            client.raise_planned()
        except asyncio.CancelledError:
            client.links_cancelled += 1
            raise
        device = make_device(offer.device_name, added_at_ms=round(time() * 1000), last_seen_ms=None)
        client.own_devices.append(device)
        client.bus.publish(DevicesChanged())
        progress(LinkStep.DONE)
        return device

    async def remove(self, device_id: DeviceId, passphrase: str, *, wipe: bool = False) -> None:
        """One less."""
        if passphrase != PASSPHRASE:
            raise SampleWrongPassphrase
        self._client.raise_planned()
        self._client.own_devices = [
            device for device in self._client.own_devices if device.device_id != device_id
        ]
        self._client.removals.append((device_id, wipe))
        self._client.bus.publish(DevicesChanged())

    async def send_history(self, device_id: DeviceId) -> int:
        """Begin; a test or the gallery publishes what follows."""
        self._client.raise_planned()
        self._client.histories.append(device_id)
        self._client.bus.publish(HistoryProgress(0, 2400, incoming=False))
        return 2400

    async def explain(self, device_id: DeviceId, passphrase: str) -> None:
        """It is mine."""
        if passphrase != PASSPHRASE:
            raise SampleWrongPassphrase
        self._client.raise_planned()
        self._change(device_id, explained=True)

    def _change(self, device_id: DeviceId, **changes: object) -> None:
        client = self._client
        client.own_devices = [
            dataclasses.replace(device, **changes)  # type: ignore[arg-type]  # our own fields
            if device.device_id == device_id
            else device
            for device in client.own_devices
        ]
        client.bus.publish(DevicesChanged())


async def sample_link(
    pause: Pause,
    show: Callable[[LinkCodeView], None],
    compare: Callable[[LinkWelcomeView], Awaitable[bool]],
    progress: Callable[[LinkStep], None],
    clinic_name: str,
) -> None:
    """The new workstation's side, up to the point where the profile opens."""
    good_until = round(time() * 1000) + 5 * MINUTE
    show(LinkCodeView(LINK_CHARACTERS, LINK_CODE, good_until))
    await pause.reach(LinkStep.WAITING, progress)
    answer = asyncio.ensure_future(compare(LinkWelcomeView(clinic_name, SHORT_CODE)))
    try:
        await pause.reach(LinkStep.COMPARING, progress)
        if not await answer:
            raise SampleLinkError(CODES_DIFFER)
    finally:
        answer.cancel()
    for step in (
        LinkStep.ADDING,
        LinkStep.CHECKING_LOG,
        LinkStep.PUBLISHING_PREKEYS,
    ):
        await pause.reach(step, progress)
    progress(LinkStep.DONE)
