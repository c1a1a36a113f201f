"""One attempt to link two workstations, with every step in a test's hands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.composition import NetRelayFactory, build_access
from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.core.policy import DEFAULT_POLICY, Policy
from app.core.profile_ports import RelayAddress
from app.core.relay_port import RelayPort, RendezvousPort
from app.core.views import LinkCodeView, LinkOfferView, LinkWelcomeView
from app.crypto.vault import QUICK
from app.services.api import LinkStep
from app.services.client import Client
from tests.support.clinic import PASSPHRASE, Clinic, NoKeyring, Person, eventually

Exchange = Callable[..., tuple[bytes, ...]]


@dataclass
class Attempt:
    """The new side as one task, the old one as another."""

    new: Person
    old: Person
    relay_url: str = ""
    passphrase: str = PASSPHRASE
    """Of the old side."""
    same: bool = True
    """What the person at the old side says of the codes."""
    trusting: bool = False
    """The person at the old side says so without looking."""
    codes: list[str] = field(default_factory=list)
    steps: dict[str, list[LinkStep]] = field(default_factory=lambda: {"new": [], "old": []})
    compare: Callable[[LinkWelcomeView], Awaitable[bool]] | None = None
    """What the person at the new side says; yes by default."""
    hold: asyncio.Event | None = None
    """When there is one, the person at the old side thinks until it is set."""

    def __post_init__(self) -> None:
        self.shown: asyncio.Future[LinkCodeView] = asyncio.get_running_loop().create_future()
        self.offered = asyncio.Event()

    async def link(self) -> Client:
        """The new side."""
        url = self.relay_url or (await self.old.open.settings.own()).relay_url
        self.new.client = await self.new.access.link(
            url,
            PASSPHRASE,
            device_name="Ward 3",
            remember=False,
            show=self.shown.set_result,
            compare=self._compare,
            progress=self.steps["new"].append,
        )
        return await self.new._started()

    async def add(self, code: str = "") -> DeviceId:
        """The old side."""
        view = await self.old.open.devices.add(
            code or (await self.shown).code,
            self.passphrase,
            confirm=self._confirm,
            progress=self.steps["old"].append,
        )
        return view.device_id

    async def _compare(self, welcome: LinkWelcomeView) -> bool:
        self.codes.append(welcome.short_code)
        return True if self.compare is None else await self.compare(welcome)

    async def _confirm(self, offer: LinkOfferView) -> bool:
        self.codes.append(offer.short_code)
        self.offered.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.trusting:
            return True
        await eventually(lambda: len(self.codes) == 2)
        return self.same and self.codes[0] == self.codes[1]

    async def begin(self) -> tuple[asyncio.Future[Client], asyncio.Future[DeviceId]]:
        """Both sides under way, and the person at the old one asked; they think until `hold`."""
        self.hold = self.hold or asyncio.Event()
        linking, adding = asyncio.ensure_future(self.link()), asyncio.ensure_future(self.add())
        async with asyncio.timeout(20):
            await self.offered.wait()
        return linking, adding

    def decide(self) -> None:
        """The person at the old side has thought enough."""
        assert self.hold is not None
        self.hold.set()

    async def refused(self) -> str:
        """The old side refuses at once, and the new one gives up; the code of the refusal."""
        linking = asyncio.ensure_future(self.link())
        try:
            return await refused(self.add())
        finally:
            linking.cancel()
            await asyncio.gather(linking, return_exceptions=True)

    async def both(self) -> tuple[object, object]:
        """Run both sides; what each returned or raised."""
        new, old = await asyncio.gather(self.link(), self.add(), return_exceptions=True)
        return new, old


def code_of(result: object) -> str:
    """The code of the error that a side ended with."""
    assert isinstance(result, CurbsideError), result
    assert result.message.endswith(".")
    assert result.action.endswith(".")
    return result.code


async def refused(side: Awaitable[object]) -> str:
    """Wait for a side that ends with an error; its code."""
    with pytest.raises(CurbsideError) as caught:
        await side
    return code_of(caught.value)


async def own_devices(person: Person) -> int:
    """How many live devices the person's own log shows."""
    await person.open.engine.log_sync.sync()
    context = person.open._context
    return len(context.replica.live_devices(context.own.account_id))


def is_as_before(person: Person) -> bool:
    """Whether nothing of an attempt is left in a folder that was empty."""
    return not person.folder.exists() or not list(person.folder.iterdir())


class LyingRelays(NetRelayFactory):
    """The real relay, with what passes the rendezvous in somebody else's hands."""

    def __init__(self) -> None:
        self.exchange: Callable[..., tuple[bytes, ...]] | None = None
        """Called as `exchange(real, role, index, message, after, wait_ms)`."""
        self.append: Callable[..., Any] | None = None

    def as_rendezvous(
        self, address: RelayAddress, link_key: bytes, sign: Callable[[bytes], bytes]
    ) -> RendezvousPort:
        return _Rendezvous(super().as_rendezvous(address, link_key, sign), self)

    def as_device(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> RelayPort:
        real = super().as_device(address, device_id, sign)
        if self.append is not None:
            append, original = self.append, real.append_entries
            real.append_entries = lambda entries: append(original, entries)  # type: ignore[method-assign]
        return real


class _Rendezvous:
    def __init__(self, real: RendezvousPort, relays: LyingRelays) -> None:
        self._real = real
        self._relays = relays

    def exchange(
        self, role: int, index: int, message: bytes, after: int, wait_ms: int
    ) -> tuple[bytes, ...]:
        lie = self._relays.exchange
        if lie is None:
            return self._real.exchange(role, index, message, after, wait_ms)
        return lie(self._real.exchange, role, index, message, after, min(wait_ms, 300))

    def close(self) -> None:
        self._real.close()


def deceive(person: Person, policy: Policy = DEFAULT_POLICY) -> LyingRelays:
    """Put a lying relay before a person's client, which is not open yet."""
    relays = LyingRelays()
    person.access = build_access(
        person.folder, policy, keyring=NoKeyring(), relays=relays, vault_cost=QUICK
    )
    return relays


def run(clinic: Clinic, scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it, and lock everybody at the end."""

    async def main() -> None:
        try:
            await scenario()
        finally:
            for person in clinic.people:
                await person.lock()

    asyncio.run(main())
