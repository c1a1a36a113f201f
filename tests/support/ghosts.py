"""What a stolen account key signs, which nobody of the person's explains."""

from __future__ import annotations

from functools import partial

from app.core.ids import DeviceId
from app.crypto.transparency import signing
from app.services.alarms import UnexpectedOwnEntry
from tests.support.clinic import Person
from tests.support.own_devices import device_entry
from tests.support.scenario import Pair


def alarmed(person: Person) -> bool:
    return isinstance(person.open.alarm, UnexpectedOwnEntry)


async def ghost_of(pair: Pair, person: Person) -> tuple[DeviceId, bytes]:
    """The account key was stolen, and signed another device in; the entry is in the log."""
    _, ghost, entry = device_entry(person)
    context = person.open._context
    await context.call(partial(context.relay.append_entries, [entry]))
    return ghost, entry


async def revoke_with_key(person: Person, device_id: DeviceId, *, wipe: bool = False) -> None:
    """Whoever holds the account key ends a device, and announces nothing."""
    context = person.open._context
    entry = signing.device_revoke_entry(
        context.own.account_secret,
        context.own.account_id,
        device_id,
        wipe=wipe,
        head=context.replica.directory.chain_head(context.own.account_id),
        log_id=context.own.log_id,
        time_ms=context.now_ms(),
    )
    await context.call(partial(context.relay.append_entries, [entry]))
