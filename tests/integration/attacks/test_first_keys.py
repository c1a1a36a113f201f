"""A key that one of the person's computers knows must not be new to the others.

Whoever takes over a colleague's account with a new key waits for a computer that does not know the
old one: a workstation that was just linked, one that was off, or one that a backup is restored on.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.relay_errors import RelayUnreachable
from app.core.views import AttentionReason, Trust
from app.services.recipients import CannotSend
from tests.integration.attacks.test_key_change import re_enrol
from tests.support.clinic import Person, eventually
from tests.support.malicious_relay import deceive
from tests.support.own_devices import second_device
from tests.support.scenario import Pair, arrived, copied, run

SECRET = "a passphrase for the backup"


def unreachable(*_: object) -> None:
    raise RelayUnreachable


async def attention(person: Person, name: str) -> AttentionReason:
    account = await person.account_of(name)
    return (await person.open.contacts.contact(account)).attention


async def trust(person: Person, name: str) -> Trust:
    account = await person.account_of(name)
    return (await person.open.contacts.contact(account)).trust


async def is_told(main: Person, ward: Person) -> bool:
    """Whether the main workstation has said all it had to say to another, which took it in."""
    main_id, ward_id = (each.open._context.own.device_id for each in (main, ward))
    sent = await main.open._context.store.read(lambda tx: tx.sessions.peer(ward_id))
    waiting = await main.open._context.store.read(lambda tx: tx.outbox.count())
    got = await ward.open._context.store.read(lambda tx: tx.sessions.peer(main_id))
    return bool(got and sent and not waiting and got.received_upto == sent.next_send_seq - 1)


async def is_held(person: Person, name: str) -> bool:
    return await attention(person, name) is AttentionReason.KEY_CHANGED


def test_a_linked_workstation_stops_where_the_others_do(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        await pair.jonas.lock()
        again = await re_enrol(pair, "Jonas")
        await eventually(lambda: is_held(pair.amira, "Jonas"))
        ward = await second_device(pair.clinic, pair.amira)
        # Before the other workstation could say anything, and after it did.
        for _ in range(2):
            with pytest.raises(CannotSend):
                await ward.write("Jonas", "for whom?")
            await eventually(lambda: is_told(pair.amira, ward))
        assert await is_held(ward, "Jonas")
        assert await again.texts("Amira") == []
        # What the person decides on one holds on the other.
        account = await ward.account_of("Jonas")
        number = await ward.open.verification.safety_number(account)
        await ward.open.verification.confirm_match(account, number)
        await ward.write("Jonas", "it is you")
        await arrived(again, "Amira", "it is you")
        await copied(pair.amira, "Jonas", "it is you")
        assert await trust(pair.amira, "Jonas") is Trust.VERIFIED

    run(tmp_path, attack)


def test_a_workstation_that_heard_nothing_yet_takes_no_changed_key_for_a_first_one(
    tmp_path: Path,
) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        await pair.jonas.lock()
        again = await re_enrol(pair, "Jonas")
        await eventually(lambda: is_held(pair.amira, "Jonas"))
        empty = pair.clinic.computer("ward", "")
        relay = deceive(empty)
        relay["inbox"] = unreachable
        ward = await second_device(pair.clinic, pair.amira, computer=empty)
        with pytest.raises(CannotSend):
            await ward.write("Jonas", "for whom?")
        assert await is_held(ward, "Jonas")
        await again.write("Amira", "it is me")
        del relay["inbox"]
        await arrived(ward, "Jonas", "it is me")
        assert await is_held(ward, "Jonas"), "hearing from the new key accepts nothing"
        assert await is_held(pair.amira, "Jonas")
        # Had the person looked at it on the other workstation, it would hold here.
        account = await pair.amira.account_of("Jonas")
        number = await pair.amira.open.verification.safety_number(account)
        await pair.amira.open.verification.accept_new_key(account, number)
        await eventually(lambda: _may_send(ward))

    async def _may_send(ward: Person) -> bool:
        return await attention(ward, "Jonas") is AttentionReason.NONE

    run(tmp_path, attack)


def test_a_workstation_that_was_off_learns_the_key_that_was_written_to(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.enrol()
        ward = await second_device(pair.clinic, pair.amira)
        await eventually(lambda: is_told(pair.amira, ward))
        await ward.lock()
        await pair.amira.write("Jonas", "hello Jonas")
        await arrived(pair.jonas, "Amira", "hello Jonas")
        await pair.jonas.lock()
        await re_enrol(pair, "Jonas")
        await eventually(lambda: is_held(pair.amira, "Jonas"))
        await ward.unlock()
        store = ward.open._context.store
        await eventually(lambda: store.read(lambda tx: tx.conversations.all()))
        await copied(ward, "Jonas", "hello Jonas")
        assert await is_held(ward, "Jonas")
        with pytest.raises(CannotSend):
            await ward.write("Jonas", "for whom?")

    run(tmp_path, attack)


def test_a_workstation_that_never_got_the_message_learns_whose_key_was_known(
    tmp_path: Path,
) -> None:
    """It had no keys to encrypt to, and what waited for it was for the old key."""

    async def attack(pair: Pair) -> None:
        await pair.enrol()
        ward = await second_device(pair.clinic, pair.amira, start=False)
        await pair.amira.write("Jonas", "hello Jonas")
        await arrived(pair.jonas, "Amira", "hello Jonas")
        await pair.jonas.lock()
        await re_enrol(pair, "Jonas")
        await eventually(lambda: is_held(pair.amira, "Jonas"))
        await ward.unlock()
        await eventually(lambda: is_told(pair.amira, ward))
        assert await is_held(ward, "Jonas")

    run(tmp_path, attack)


def test_a_backup_remembers_whose_key_was_known(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        account = await pair.amira.account_of("Jonas")
        number = await pair.amira.open.verification.safety_number(account)
        await pair.amira.open.verification.confirm_match(account, number)
        file = tmp_path / "messages.curbside-backup"
        await pair.amira.open.backup.export(file, SECRET, lambda *_: None)
        await pair.amira.lock()
        await pair.jonas.lock()
        await re_enrol(pair, "Jonas")
        again = await re_enrol(pair, "Amira")
        await again.open.backup.restore(file, SECRET, lambda *_: None)
        assert await is_held(again, "Jonas")
        with pytest.raises(CannotSend):
            await again.write("Jonas", "for whom?")

    run(tmp_path, attack)
