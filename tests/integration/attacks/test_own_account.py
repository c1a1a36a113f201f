"""Somebody with the stolen account key adds and removes devices."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.core.records import DeliveryState, Notice
from app.core.relay_errors import RelayUnreachable
from app.crypto.errors import WrongPassphraseError
from app.services import own_announce, own_entries, sync
from app.services.alarms import UnexpectedOwnEntry
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.ghosts import alarmed, ghost_of, revoke_with_key
from tests.support.own_devices import second_device
from tests.support.recovering import new_computer, restore
from tests.support.scenario import Pair, arrived, copied, last_sent, notices, run


async def recipients_ever(person: Person) -> set[DeviceId]:
    """Every device that anything in this outbox, or ever sent, was encrypted to."""

    def read(tx: Any) -> set[DeviceId]:
        peers = {peer.device_id for peer in tx.sessions.peers() if peer.next_send_seq > 1}
        waiting = {r.device_id for o in tx.outbox.pending(100) if o.body for r in o.recipients}
        return peers | waiting

    return await person.open._context.store.read(read)


def test_a_ghost_of_the_stolen_account_key_gets_nothing(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await pair.amira.write("Jonas", "before")
        await copied(ward, "Jonas", "before")
        ghost, _ = await ghost_of(pair, pair.amira)
        await eventually(lambda: alarmed(pair.amira) and alarmed(ward))
        for person in (pair.amira, ward):
            with pytest.raises(UnexpectedOwnEntry):
                await person.write("Jonas", "not for the ghost")
            listed = (await person.open.devices.devices()).devices
            assert [d.explained for d in listed if d.device_id == ghost] == [False]
        # It outlives a restart.
        await ward.lock()
        await ward.unlock()
        assert alarmed(ward)
        await eventually(lambda: ward.open.connection.value == "online")
        assert alarmed(ward)
        # Only the person ends it, with the passphrase.
        with pytest.raises(WrongPassphraseError):
            await ward.open.devices.explain(ghost, "somebody else's guess")
        assert alarmed(ward)
        assert ghost not in await recipients_ever(pair.amira)
        assert ghost not in await recipients_ever(ward)
        await pair.amira.open.devices.remove(ghost, PASSPHRASE)
        await eventually(lambda: pair.amira.open.alarm is None)
        await eventually(lambda: ward.open.alarm is None)
        await pair.amira.write("Jonas", "after")
        await arrived(pair.jonas, "Amira", "after")
        await copied(ward, "Jonas", "before", "after")
        assert ghost not in await recipients_ever(pair.amira)
        assert Notice.DEVICE_ADDED.value in await notices(pair.jonas, "Amira")

    run(tmp_path, attack)


def test_nothing_is_encrypted_in_the_moments_before_the_alarm(tmp_path: Path) -> None:
    """The entry is known, and the inbox cannot be asked: what is written waits, unencrypted to
    anybody, and goes out by itself if the entry turns out to be announced."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await pair.amira.write("Jonas", "before")
        await copied(ward, "Jonas", "before")
        await pair.jonas.write("Amira", "seen by both")
        await arrived(ward, "Jonas", "seen by both")

        def unreachable(*_: object) -> None:
            raise RelayUnreachable

        await pair.amira.lock()
        await pair.amira.unlock()
        pair.amira_relay["inbox"] = unreachable
        pair.amira.open._context.relay.interrupt_waiting()
        ghost, entry = await ghost_of(pair, pair.amira)
        await pair.amira.open.engine.log_sync.sync()
        await pair.amira.write("Jonas", "waits")
        row = await last_sent(pair.amira, "Jonas")
        assert row.state is DeliveryState.QUEUED
        assert pair.amira.open.alarm is None, "nobody had the chance to explain it"
        assert ghost not in await recipients_ever(pair.amira)
        # The other device, being the person's, says that it made the entry after all.
        other = ward.open._context
        await eventually(lambda: alarmed(ward))
        await ward.open.devices.explain(ghost, PASSPHRASE)
        assert sha256(entry).digest() in await other.store.read(
            partial(own_entries.announcers, other.own, other.replica)
        )
        del pair.amira_relay["inbox"]
        await eventually(lambda: ward.open.alarm is None)

        async def explained() -> bool:
            devices = (await pair.amira.open.devices.devices()).devices
            return all(device.explained for device in devices)

        await eventually(explained)
        assert pair.amira.open.alarm is None
        await pair.amira.open.devices.remove(ghost, PASSPHRASE)  # it never had any prekeys
        await arrived(pair.jonas, "Amira", "hello Jonas", "before", "waits")

    run(tmp_path, attack)


def test_a_removal_that_nobody_announced_alarms_too(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira, name="Ward")
        home = await second_device(pair.clinic, pair.amira, name="Home")
        home_id = home.open._context.own.device_id
        await home.lock()
        await revoke_with_key(pair.amira, home_id)
        await eventually(lambda: alarmed(pair.amira) and alarmed(ward))
        (listed,) = [
            d for d in (await ward.open.devices.devices()).devices if d.device_id == home_id
        ]
        assert (listed.removed, listed.explained) == (True, False)
        await ward.open.devices.explain(home_id, PASSPHRASE)
        await eventually(lambda: ward.open.alarm is None and pair.amira.open.alarm is None)
        assert len((await ward.open.devices.devices()).devices) == 2

    run(tmp_path, attack)


def test_a_relay_that_never_lets_the_inbox_be_empty_cannot_put_the_alarm_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "_DRAIN_LAST_S", 0.5)

    async def attack(pair: Pair) -> None:
        await pair.meet()
        await pair.jonas.write("Amira", "to be had again and again")
        await arrived(pair.amira, "Jonas", "hello Amira", "to be had again and again")
        mail = pair.amira_relay.take_over_mail()
        pair.amira.open._context.relay.interrupt_waiting()
        await pair.jonas.write("Amira", "one more")
        await eventually(lambda: mail.captured)
        again = mail.captured[-1]
        mail.policy = lambda items: [*items, again]
        ghost, _ = await ghost_of(pair, pair.amira)
        await eventually(lambda: alarmed(pair.amira))
        assert ghost not in await recipients_ever(pair.amira)

    run(tmp_path, attack)


def test_explaining_a_workstation_explains_nothing_that_was_done_before_it(tmp_path: Path) -> None:
    """A thief of the account key removes one workstation; the person then vouches for another."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        home = await second_device(pair.clinic, pair.amira, name="Home")
        home_id = home.open._context.own.device_id
        await home.lock()
        await revoke_with_key(pair.amira, home_id)
        await eventually(lambda: alarmed(pair.amira))
        mine, _ = await ghost_of(pair, pair.amira)
        await eventually(lambda: pair.amira.open._context.replica.identity(mine) is not None)
        await pair.amira.open.devices.explain(mine, PASSPHRASE)
        assert alarmed(pair.amira), "who removed the other one is not known yet"
        await pair.amira.open.devices.explain(home_id, PASSPHRASE)
        await eventually(lambda: pair.amira.open.alarm is None)

    run(tmp_path, attack)


def test_a_ghost_is_not_explained_to_a_workstation_that_is_being_linked(tmp_path: Path) -> None:
    """A relay that works with the thief keeps the inbox from being drained, so that there is no
    alarm yet, while the person links a workstation, which is told what the account consists of."""

    async def attack(pair: Pair) -> None:
        await pair.meet()

        def unreachable(*_: object) -> None:
            raise RelayUnreachable

        pair.amira_relay["inbox"] = unreachable
        pair.amira.open._context.relay.interrupt_waiting()
        ghost, _ = await ghost_of(pair, pair.amira)
        assert not alarmed(pair.amira)
        ward = pair.clinic.workstation()
        with pytest.raises(CurbsideError, match="link-account-changed"):
            await ward.link(pair.amira)
        assert not ward.folder.exists() or not any(ward.folder.iterdir())
        del pair.amira_relay["inbox"]
        await eventually(lambda: alarmed(pair.amira))
        await pair.amira.open.devices.remove(ghost, PASSPHRASE)
        await ward.link(pair.amira)
        devices = (await ward.open.devices.devices()).devices
        assert [device.explained for device in devices] == [True, True]

    run(tmp_path, attack)


def test_a_recovered_workstation_vouches_for_no_ghost_that_was_there_before(
    tmp_path: Path,
) -> None:
    """It cannot know who made the entries before its own. Those that watched do."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        ward_id = ward.open._context.own.device_id
        kit = await pair.amira.open.recovery.make_kit(PASSPHRASE)
        _, entry = await ghost_of(pair, pair.amira)
        await eventually(lambda: alarmed(ward))
        await pair.amira.lock()
        again = new_computer(pair, "Amira", "again")
        await restore(again, " ".join(kit.words))
        context = again.open._context
        await eventually(lambda: ward.open._context.replica.identity(context.own.device_id))
        await ward.open.devices.explain(context.own.device_id, PASSPHRASE)
        assert alarmed(ward), "the ghost is still unexplained"
        before = await ward.open._context.store.read(
            lambda tx: tx.sessions.peer(context.own.device_id)
        )
        await context.store.write(lambda tx: own_announce.tell_all(context, tx, ward_id))
        context.wake_outbox()

        async def told() -> bool:
            peer = await ward.open._context.store.read(
                lambda tx: tx.sessions.peer(context.own.device_id)
            )
            return peer is not None and peer != before and peer.received_upto >= 2

        await eventually(told)
        by = await ward.open._context.store.read(
            partial(own_entries.announcers, ward.open._context.own, ward.open._context.replica)
        )
        assert sha256(entry).digest() not in by
        assert alarmed(ward)

    run(tmp_path, attack)
