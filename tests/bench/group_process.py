"""A real client that writes to groups whose members never look (see `groups.py`)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from app.core.ids import ConversationId, DeviceId
from app.core.store_ports import Transaction
from app.crypto import kem, x25519
from app.crypto.ratchet.session import PeerStep, Session
from app.services.sealing import put_session
from tests.bench.client_process import MeasuringCommands
from tests.support.client_process import person_from_arguments, serve
from tests.support.clinic import eventually

_TICK_S = 0.005


class GroupCommands(MeasuringCommands):
    """`MeasuringCommands` for groups."""

    async def gather_group(self, prefix: str, count: int) -> dict[str, object]:
        """A group with these people; how long until the relay has told all of their devices, and
        the longest time that the event loop, which a window would share, was not free."""
        await self.conversations(prefix, count)
        contacts = await self.person.open.contacts.contacts()
        people = [c.account_id for c in contacts if c.name.startswith(prefix)]
        watching = asyncio.create_task(self._longest_pause())
        started = time.monotonic()
        view = await self.person.open.groups.create(f"Group of {count}", people)
        await self._until_empty()
        seconds = time.monotonic() - started
        self._watch = False
        return {
            "group": view.conversation_id.hex(),
            "seconds": seconds,
            "pause": await watching,
        }

    async def settle(self, group: str) -> None:
        """From now on every device counts as one that has answered before."""
        await self._change(group, _answered_once)

    async def answer(self, group: str) -> None:
        """As if something had come from every device: what is sent next begins a new chain."""
        key, offer = x25519.public_key(bytes([7] * 32)), kem.encapsulation_key(bytes([9] * 64))
        await self._change(group, partial(_answered, PeerStep(key, offer)))

    async def _change(self, group: str, change: Callable[[Session], Session]) -> None:
        context = self.person.open._context
        members = await context.store.read(
            lambda tx: tx.groups.get(ConversationId(bytes.fromhex(group)))
        )
        assert members is not None
        devices = [
            device.device_id
            for member in members.members
            if member.account_id != context.own.account_id
            for device in context.replica.live_devices(member.account_id)
        ]

        def write(tx: Transaction) -> None:
            for device_id in devices:
                _store(tx, device_id, change, context.now_ms())

        await context.store.write(write)

    async def _until_empty(self) -> None:
        store = self.person.open._context.store

        async def is_empty() -> bool:
            return await store.read(lambda tx: tx.outbox.count()) == 0

        await eventually(is_empty, 300.0, _TICK_S)

    async def _longest_pause(self) -> float:
        self._watch, longest = True, 0.0
        while self._watch:
            before = time.monotonic()
            await asyncio.sleep(_TICK_S)
            longest = max(longest, time.monotonic() - before - _TICK_S)
        return longest


def _store(
    tx: Transaction,
    device_id: DeviceId,
    change: Callable[[Session], Session],
    now_ms: int,
) -> None:
    kept = tx.sessions.sending_session(device_id)
    assert kept is not None
    put_session(tx, change(Session.from_bytes(kept.state)), device_id, now_ms)


def _answered_once(session: Session) -> Session:
    return replace(session, initial=b"")


def _answered(step: PeerStep, session: Session) -> Session:
    return replace(session, initial=b"", peer_step=step, own_key=None, sending=None)


if __name__ == "__main__":
    asyncio.run(serve(GroupCommands(person_from_arguments())))
