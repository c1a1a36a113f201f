"""What tests about removed computers share."""

from __future__ import annotations

import time
from dataclasses import replace

from app.core.bus import DeviceRemoved
from app.core.ids import DeviceId
from tests.support.clinic import Person
from tests.support.scenario import Pair


def device_of(person: Person) -> DeviceId:
    return person.open._context.own.device_id


def removals(person: Person) -> list[DeviceRemoved]:
    """Each says when, by the entry; that apart."""
    events = [event for event in person.events if isinstance(event, DeviceRemoved)]
    assert all(abs(event.at_ms / 1000 - time.time()) < 300 for event in events)
    return [replace(event, at_ms=0) for event in events]


def revoke(pair: Pair, name: str, device: DeviceId, *, wipe: bool) -> None:
    authority = pair.clinic.authority
    statement = authority.revoke_device(authority.find(name), device, wipe=wipe)
    pair.clinic.relay.import_statements(statement)


def left_in(person: Person) -> set[str]:
    return {path.name for path in person.folder.iterdir()}
