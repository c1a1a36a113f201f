"""A whole clinic for tests: a real relay on loopback, a real authority, real clients without Qt."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.composition import build_access
from app.core.bus import Event
from app.core.ids import AccountId, ConversationId
from app.core.policy import DEFAULT_POLICY, Policy
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.views import LinkCodeView, LinkOfferView, LinkWelcomeView
from app.crypto.vault import QUICK
from app.services.access import Access
from app.services.client import Client
from relay.authority.authority import Authority
from relay.authority.keys import INTERACTIVE
from relay.authority.profiles import Profile
from relay.authority.register import RelayInfo
from relay.config import Config
from relay.server import RunningRelay

PASSPHRASE = "four small harmless words"


class NoKeyring:
    """A computer without an OS keyring."""

    def usable(self) -> bool:
        return False

    def remember(self, profile: str, vault_key: bytes) -> None:
        raise AssertionError("not usable")

    def recall(self, profile: str) -> bytes | None:
        return None

    def forget(self, profile: str) -> None:
        return None


@dataclass
class Person:
    """One clinician's computer."""

    folder: Path
    access: Access
    invite: str
    client: Client | None = None
    events: list[Event] = field(default_factory=list)

    @property
    def open(self) -> Client:
        assert self.client is not None
        return self.client

    async def enrol(self) -> Client:
        self.client = await self.access.enrol(
            self.invite, PASSPHRASE, remember=False, progress=lambda _: None
        )
        return await self._started()

    async def link(
        self,
        host: Person,
        *,
        device_name: str = "Ward 3",
        passphrase: str = PASSPHRASE,
        relay_url: str = "",
    ) -> Client:
        """Make this (empty) computer another workstation of `host`'s person."""
        shown: asyncio.Future[LinkCodeView] = asyncio.get_running_loop().create_future()
        codes: list[str] = []

        async def confirm(offer: LinkOfferView) -> bool:
            codes.append(offer.short_code)
            await eventually(lambda: len(codes) == 2)
            return codes[0] == codes[1]

        async def compare(welcome: LinkWelcomeView) -> bool:
            codes.append(welcome.short_code)
            return True

        async def add() -> None:
            code = (await shown).characters
            await host.open.devices.add(code, PASSPHRASE, confirm=confirm, progress=lambda _: None)

        adding = asyncio.ensure_future(add())
        linking = asyncio.ensure_future(
            self.access.link(
                relay_url or (await host.open.settings.own()).relay_url,
                passphrase,
                device_name=device_name,
                remember=False,
                show=shown.set_result,
                compare=compare,
                progress=lambda _: None,
            )
        )
        try:
            await asyncio.wait({adding, linking}, return_when=asyncio.FIRST_COMPLETED)
            if adding.done():
                adding.result()
            self.client = await linking
            if shown.done():  # or it finished an earlier link
                await adding
        finally:
            for task in (adding, linking):
                task.cancel()
            await asyncio.gather(adding, linking, return_exceptions=True)
        return await self._started()

    async def unlock(self) -> Client:
        self.client = await self.access.unlock(PASSPHRASE)
        return await self._started()

    async def lock(self) -> None:
        if self.client is not None:
            await self.client.lock()
            self.client = None

    async def _started(self) -> Client:
        self.open.bus.subscribe(self.events.append)
        await self.open.start()
        return self.open

    async def conversation_with(self, name: str) -> ConversationId:
        account_id = await self.account_of(name)
        return (await self.open.contacts.conversation(account_id)).record.conversation_id

    async def account_of(self, name: str) -> AccountId:
        found: list[AccountId] = []

        async def look() -> bool:
            found[:] = [c.account_id for c in await self.open.contacts.contacts() if c.name == name]
            if not found:
                await self.open.engine.log_sync.sync()
            return bool(found)

        await eventually(look)
        return found[0]

    async def write(self, name: str, *texts: str) -> None:
        conversation_id = await self.conversation_with(name)
        for text in texts:
            await self.open.messages.send_text(conversation_id, text)

    async def rows(self, name: str) -> list[MessageRecord]:
        conversation_id = await self.conversation_with(name)
        return await self.open.messages.page(conversation_id, limit=100_000)

    async def texts(self, name: str) -> list[str]:
        rows = await self.rows(name)
        return [r.text for r in rows if r.kind is MessageKind.TEXT and not r.outgoing]

    async def states(self, name: str) -> list[DeliveryState]:
        return [r.state for r in await self.rows(name) if r.outgoing]


class Clinic:
    """The relay and the authority. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.relay = RunningRelay(folder / "relay")
        self.people: list[Person] = []

    def __enter__(self) -> Clinic:
        self.relay.start()
        card = self.relay.card
        self.authority = Authority.create(
            self.folder / "authority",
            clinic_name="Lakeside Clinic",
            relay=RelayInfo(
                url=self.relay.url,
                pins=tuple(bytes.fromhex(pin) for pin in card.pins),
                log_key=bytes.fromhex(card.log_key),
            ),
            passphrase="authority passphrase",
            recovery_file=self.folder / "recovery.key",
            recovery_passphrase="recovery passphrase",
            cost=INTERACTIVE,
        )
        self.relay.import_statements(self.authority.statements())
        return self

    def __exit__(self, *_: object) -> None:
        self.relay.stop()

    def restart_relay(self) -> None:
        """Stop the relay and start it again on the same port and data."""
        port = self.relay.port
        self.relay.stop()
        self.start_relay(port)

    def start_relay(self, port: int) -> None:
        """Start it on a port, over the data that are there."""
        self.relay = RunningRelay(self.folder / "relay", Config(port=port))
        self.relay.start()

    def invite(self, name: str, role: str = "Physician", department: str = "Cardiology") -> Person:
        """A person with an invite and an empty computer."""
        number = len(self.people) + 1
        profile = Profile(name=name, role=role, department=department, staff_id=f"S{number:04}")
        return self.computer(f"person{number}", self.authority.invite(profile).text)

    def workstation(self, policy: Policy = DEFAULT_POLICY) -> Person:
        """One more empty computer, to be linked."""
        return self.computer(f"workstation{len(self.people) + 1}", "", policy)

    def computer(self, folder: str, invite: str, policy: Policy = DEFAULT_POLICY) -> Person:
        path = self.folder / folder / "profile"
        access = build_access(path, policy, keyring=NoKeyring(), vault_cost=QUICK)
        person = Person(path, access, invite)
        self.people.append(person)
        return person


async def eventually(
    condition: Callable[[], object], seconds: float = 60.0, every: float = 0.02
) -> None:
    """Wait until `condition` (plain or a coroutine function) is true."""
    deadline = time.monotonic() + seconds
    while True:
        result = condition()
        if asyncio.iscoroutine(result):
            result = await result
        if result:
            return
        assert time.monotonic() < deadline, f"not within {seconds} s"
        await asyncio.sleep(every)
