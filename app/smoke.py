"""Checking an installation without a window: enrol, write one message, receive one.

IT runs it with two throw-away invites to see that relay, network and this computer work together,
and that files can be decoded here.
The profile gets a random passphrase that is not kept, so it cannot be used afterwards.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from app.composition import build_access
from app.core.errors import CurbsideError
from app.core.policy import Policy
from app.core.records import DeliveryState, MessageRecord
from app.core.views import ContactView
from app.media.process import Decoders
from app.media.self_check import check_decoding
from app.services.client import Client

T = TypeVar("T")

_SECONDS = 90.0
_SETTLE_SECONDS = 1.0


class SmokeFailed(CurbsideError):  # noqa: N818 - named for what happened
    """Something did not happen in time."""

    code = "smoke-failed"


def run(folder: Path, invite: str, peer: str, policy: Policy) -> int:
    """Enrol in `folder` and exchange a message with `peer`; 0 when both were delivered."""
    try:
        asyncio.run(_check(folder, invite, peer, policy))
    except CurbsideError as error:
        sys.stderr.write(f"{error.code}: {error.message} {error.action}\n")
        return 1
    sys.stdout.write("delivered and received\n")
    return 0


async def _check(folder: Path, invite: str, peer: str, policy: Policy) -> None:
    decoders = Decoders()
    try:
        await check_decoding(decoders)
    finally:
        decoders.close()
    await _exchange(folder, invite, peer, policy)


async def _exchange(folder: Path, invite: str, peer: str, policy: Policy) -> None:
    access = build_access(folder, policy)
    client = await access.enrol(
        invite, secrets.token_urlsafe(24), remember=False, progress=lambda _: None
    )
    try:
        await client.start()
        contact = await _until(lambda: _find(client, peer), "The other person did not enrol.")
        conversation = await client.contacts.conversation(contact.account_id)
        identity = conversation.record.conversation_id
        sent = await client.messages.send_text(identity, "Installation check")

        async def done() -> bool | None:
            rows = await client.messages.page(identity)
            arrived = any(not row.outgoing and row.sender_seq for row in rows)
            return True if arrived and _is_delivered(rows, sent) else None

        await _until(done, "The messages were not exchanged in time.")
        await asyncio.sleep(_SETTLE_SECONDS)  # let our receipt leave before we do
    finally:
        await client.lock()


async def _find(client: Client, name: str) -> ContactView | None:
    await client.engine.log_sync.sync()
    contacts = await client.contacts.contacts()
    return next((c for c in contacts if c.name == name and c.device_count), None)


def _is_delivered(rows: list[MessageRecord], sent: MessageRecord) -> bool:
    states = {row.row_id: row.state for row in rows}
    return states.get(sent.row_id) in (DeliveryState.DELIVERED, DeliveryState.READ)


async def _until(condition: Callable[[], Awaitable[T | None]], failure: str) -> T:
    deadline = time.monotonic() + _SECONDS
    while (result := await condition()) is None:
        if time.monotonic() > deadline:
            raise SmokeFailed(failure, "See the relay's log and `curbside-relay status`.")
        await asyncio.sleep(0.2)
    return result
