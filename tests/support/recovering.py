"""What tests about coming back share: a kit, a recovery invite, and an empty computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.views import RecoveryKitView, Trust
from app.services import recovery
from relay.transparency.certificates import Purpose
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.scenario import Pair, hurry


def hurry_kits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the relay have a kit anew as soon as a decision was made."""
    hurry(monkeypatch)
    monkeypatch.setattr(recovery, "_DEBOUNCE_S", 0.05)
    monkeypatch.setattr(recovery, "_RETRY_S", 0.1)


def new_computer(pair: Pair, name: str, folder: str) -> Person:
    """An empty computer, and a recovery invite for somebody."""
    authority = pair.clinic.authority
    invite = authority.invite_again(authority.find(name), Purpose.RECOVER)
    return pair.clinic.computer(folder, invite.text)


async def restore(person: Person, words: str) -> None:
    person.client = await person.access.enrol(
        person.invite,
        PASSPHRASE,
        remember=False,
        progress=lambda _: None,
        recovery_words=words,
    )
    await person._started()


async def kit_of(person: Person) -> RecoveryKitView:
    return await person.open.recovery.make_kit(PASSPHRASE)


async def verify(person: Person, name: str) -> None:
    account = await person.account_of(name)
    shown = await person.open.verification.safety_number(account)
    await person.open.verification.confirm_match(account, shown)


async def updated(person: Person, after: int) -> int:
    """Wait until the relay has been given the kit anew."""
    found: list[int] = []

    async def there() -> bool:
        status = await person.open.recovery.status()
        found[:] = [status.updated_at_ms or 0]
        return found[0] > after

    await eventually(there)
    return found[0]


async def trust_in(person: Person, name: str) -> Trust:
    return (await person.open.contacts.contact(await person.account_of(name))).trust


def forgotten(folder: Path) -> bool:
    return not (folder / "vault.json").exists()
