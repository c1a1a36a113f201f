"""Somebody with the stolen account key, and colleagues who speak as one's own devices do."""

from __future__ import annotations

import base64
import json
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.core.content import OwnEntriesContent, OwnReadContent
from app.core.errors import CurbsideError
from app.core.ids import ConversationId, DeviceId
from app.core.records import DeliveryState, Notice
from app.core.relay_errors import RelayUnreachable
from app.core.transport_types import InboxEnvelope, InboxItem
from app.core.views import AttentionReason, Trust
from app.crypto.errors import WrongPassphraseError
from app.crypto.transparency import signing
from app.services import own_announce, own_entries, sync
from app.services.alarms import UnexpectedOwnEntry
from app.services.directory import conversation_with
from relay.transparency.certificates import Purpose
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.insider import say_anything
from tests.support.malicious_relay import deceive
from tests.support.own_devices import device_entry, second_device
from tests.support.scenario import Pair, arrived, became, copied, notices, run


def alarmed(person: Person) -> bool:
    return isinstance(person.open.alarm, UnexpectedOwnEntry)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


async def ghost_of(pair: Pair, person: Person) -> tuple[DeviceId, bytes]:
    """The account key was stolen, and signed another device in; the entry is in the log."""
    _, ghost, entry = device_entry(person)
    context = person.open._context
    await context.call(partial(context.relay.append_entries, [entry]))
    return ghost, entry


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
        from app.core.relay_errors import RelayUnreachable

        def unreachable(*_: object) -> None:
            raise RelayUnreachable

        await pair.amira.lock()
        await pair.amira.unlock()
        pair.amira_relay["inbox"] = unreachable
        pair.amira.open._context.relay.interrupt_waiting()
        ghost, entry = await ghost_of(pair, pair.amira)
        await pair.amira.open.engine.log_sync.sync()
        await pair.amira.write("Jonas", "waits")
        row = (await pair.amira.rows("Jonas"))[-1]
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
        context = pair.amira.open._context
        entry = signing.device_revoke_entry(
            context.own.account_secret,
            context.own.account_id,
            home_id,
            wipe=False,
            head=context.replica.directory.chain_head(context.own.account_id),
            log_id=context.own.log_id,
            time_ms=context.now_ms(),
        )
        await home.lock()
        await context.call(partial(context.relay.append_entries, [entry]))
        await eventually(lambda: alarmed(pair.amira) and alarmed(ward))
        (listed,) = [
            d for d in (await ward.open.devices.devices()).devices if d.device_id == home_id
        ]
        assert (listed.removed, listed.explained) == (True, False)
        await ward.open.devices.explain(home_id, PASSPHRASE)
        await eventually(lambda: ward.open.alarm is None and pair.amira.open.alarm is None)
        assert len((await ward.open.devices.devices()).devices) == 2

    run(tmp_path, attack)


@pytest.mark.expects_log("does not belong there")
def test_a_colleague_cannot_speak_as_ones_own_device(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.jonas)
        await pair.jonas.write("Amira", "not yet read", "nor this")
        await pair.amira.write("Jonas", "unread")
        await arrived(ward, "Amira", "unread")
        amira = await pair.jonas.account_of("Amira")
        key = pair.jonas.open._context.replica.account_key(amira)
        assert key is not None
        _, ghost, entry = device_entry(pair.jonas)
        digest = sha256(entry).digest()
        message = (await pair.jonas.rows("Amira"))[-1].message_id
        person = {
            "account": b64(amira),
            "accepted": b64(key),
            "verified": b64(key),
            "verified_at": 1,
            "mismatch": "",
        }
        ours = {"type": "own-entries", "hashes": [b64(digest)], "names": {ghost.hex(): "Mine"}}
        row = {
            "conversation": b64(amira),
            "message": b64(bytes(16)),
            "sender": b64(amira),
            "device": b64(bytes(16)),
            "outgoing": False,
            "kind": "text",
            "text": "never said",
            "sent_at": 1,
            "arrived_at": 1,
            "state": "received",
            "skewed": False,
        }
        for content in (
            ours,
            {"type": "own-read", "marks": [[b64(amira), b64(message)]]},
            {"type": "own-trust", "people": [person]},
            {"type": "history", "transfer": b64(bytes(16)), "part": 1, "of": 1, "rows": [row]},
        ):
            await say_anything(pair.amira, "Jonas", json.dumps(content).encode())
        await pair.amira.write("Jonas", "a marker")
        await arrived(ward, "Amira", "a marker")
        context = pair.jonas.open._context
        await context.call(partial(context.relay.append_entries, [entry]))
        await eventually(lambda: alarmed(pair.jonas) and alarmed(ward))
        for device in (pair.jonas, ward):
            assert (await device.open.contacts.contact(amira)).trust is Trust.DIRECTORY_CHECKED
            assert "never said" not in await device.texts("Amira")
            names = await device.open._context.store.read(own_entries.names)
            assert ghost not in names
        account = (await ward.open.contacts.conversation(amira)).record
        assert account.unread >= 1
        found = await notices(pair.jonas, "Amira")
        assert found.count(Notice.HOLE.value) == 4, "shown as what could not be read"

    run(tmp_path, attack)


@pytest.mark.expects_log("envelope from .* refused")
def test_a_colleague_cannot_speak_into_the_conversation_of_ones_own_devices(
    tmp_path: Path,
) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        own = pair.jonas.open._context.own
        ours = ConversationId(conversation_with(pair.jonas.open._context, own.account_id))
        content = {"type": "own-entries", "hashes": [], "names": {own.device_id.hex(): "Owned"}}
        await say_anything(pair.amira, "Jonas", json.dumps(content).encode(), conv_id=ours)
        await pair.amira.write("Jonas", "a marker")
        await arrived(pair.jonas, "Amira", "hello Jonas", "a marker")
        assert await pair.jonas.open._context.store.read(own_entries.names) == {}

    run(tmp_path, attack)


@pytest.mark.expects_log("envelope from .* refused", "no session with device")
def test_a_ghost_says_nothing_in_ones_name(tmp_path: Path) -> None:
    """Its "announcement" of itself, and what it writes to others, mean nothing to one's devices."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        thief = await second_device(pair.clinic, pair.amira, announced=False, name="Thief")
        await eventually(lambda: alarmed(pair.amira) and alarmed(ward))
        context = thief.open._context
        await eventually(lambda: thief.open.alarm is None)
        digests = await context.store.read(
            partial(own_entries.explained_hashes, context.own, context.replica)
        )
        await context.store.write(
            lambda tx: own_announce.queue_own(context, tx, OwnEntriesContent(tuple(digests)))
        )
        context.wake_outbox()
        await thief.write("Jonas", "as if I were Amira")
        await arrived(pair.jonas, "Amira", "as if I were Amira")
        assert Notice.DEVICE_ADDED.value in await notices(pair.jonas, "Amira")
        await eventually(lambda: _emptied(pair.amira))
        assert alarmed(pair.amira)
        assert alarmed(ward)
        shown = [row.text for row in await pair.amira.rows("Jonas") if row.outgoing]
        assert "as if I were Amira" not in shown

    run(tmp_path, attack)


async def _emptied(person: Person) -> bool:
    context = person.open._context
    position = await person.open.engine._inbox.position()
    ask = partial(context.relay.inbox, position, 0, 1, context.replica.size)
    return not (await context.call(ask)).items


@pytest.mark.expects_log("envelope from .* refused")
def test_a_removed_device_explains_nothing(tmp_path: Path) -> None:
    """Its announcement reached the mailbox before the removal was known, and is opened after."""

    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira, name="Ward")
        await pair.amira.write("Jonas", "so that they have sessions")
        await copied(ward, "Jonas", "so that they have sessions")
        ward_id = ward.open._context.own.device_id
        mail = pair.amira_relay.take_over_mail()
        pair.amira.open._context.relay.interrupt_waiting()
        held: list[InboxItem] = []

        def hold(items: list[InboxItem]) -> list[InboxItem]:
            fresh = [i for i in items if isinstance(i, InboxEnvelope)]
            held.extend(item for item in fresh if item.sender_device == ward_id)
            return [item for item in items if item not in held]

        mail.policy = hold
        _, _, entry = device_entry(pair.amira)
        there = ward.open._context
        content = OwnEntriesContent((sha256(entry).digest(),))
        await there.store.write(lambda tx: own_announce.queue_own(there, tx, content))
        there.wake_outbox()
        await eventually(lambda: held)
        await pair.amira.open.devices.remove(ward_id, PASSPHRASE)
        mail.policy = list
        mail.inject += held
        context = pair.amira.open._context

        async def taken_in() -> bool:
            return not mail.inject and await pair.amira.open.engine._inbox.position() >= mail._seq

        await eventually(taken_in)
        state = await context.store.read(own_entries._load)
        assert sha256(entry).digest() not in state.explained

    run(tmp_path, attack)


def test_thousands_of_hashes_fill_nothing_and_explain_nothing(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        there = ward.open._context
        for part in range(3):
            hashes = tuple(sha256(b"%d %d" % (part, n)).digest() for n in range(1000))
            await there.store.write(
                lambda tx, hashes=hashes: own_announce.queue_own(
                    there, tx, OwnEntriesContent(hashes)
                )
            )
            there.wake_outbox()
        last = sha256(b"2 999").digest()
        context = pair.amira.open._context

        async def came() -> bool:
            state = await context.store.read(own_entries._load)
            return last in state.explained

        await eventually(came)
        state = await context.store.read(own_entries._load)
        assert len(state.explained) < 1100
        await ghost_of(pair, pair.amira)
        await eventually(lambda: alarmed(pair.amira))

    run(tmp_path, attack)


def test_marks_for_what_never_came_are_bounded(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        there = ward.open._context
        jonas = await ward.account_of("Jonas")
        nobody = [(bytes([0, *n.to_bytes(2, "big"), *bytes(13)]), bytes(16)) for n in range(400)]
        marks = OwnReadContent((*nobody, (jonas, bytes(16))))
        await there.store.write(lambda tx: own_announce.queue_own(there, tx, marks))
        there.wake_outbox()
        context = pair.amira.open._context

        async def came() -> bool:
            waiting = await context.store.read(lambda tx: tx.settings.get("own-read-waiting"))
            return waiting is not None

        await eventually(came)
        stored = await context.store.read(lambda tx: tx.settings.get("own-read-waiting"))
        assert stored is not None
        assert len(stored) < 60, "one mark, for the one person there is"
        assert (await pair.amira.open.contacts.contact(jonas)).attention is AttentionReason.NONE
        await became(pair.amira, "Jonas", DeliveryState.DELIVERED)

    run(tmp_path, attack)


def test_replayed_announcements_change_nothing(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        computer = pair.clinic.computer("ward", "")
        tricks = deceive(computer)
        ward = await second_device(pair.clinic, pair.amira, name="Ward", computer=computer)
        mail = tricks.take_over_mail()
        ward.open._context.relay.interrupt_waiting()
        own_id = pair.amira.open._context.own.device_id
        await pair.amira.open.devices.rename(own_id, "First name")
        await pair.amira.open.devices.rename(own_id, "Second name")

        async def named() -> bool:
            return (await ward.open.devices.devices()).devices[0].name == "Second name"

        await eventually(named)
        context = ward.open._context
        before = await context.store.read(own_entries._load)
        copies = [item for item in mail.captured if item.sender_device == own_id]
        assert copies
        mail.inject += copies

        async def taken_in() -> bool:
            return not mail.inject and await ward.open.engine._inbox.position() >= mail._seq

        await eventually(taken_in)
        assert await context.store.read(own_entries._load) == before
        assert ward.open.alarm is None

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
        context = pair.amira.open._context
        entry = signing.device_revoke_entry(
            context.own.account_secret,
            context.own.account_id,
            home_id,
            wipe=False,
            head=context.replica.directory.chain_head(context.own.account_id),
            log_id=context.own.log_id,
            time_ms=context.now_ms(),
        )
        await context.call(partial(context.relay.append_entries, [entry]))
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
        authority = pair.clinic.authority
        invite = authority.invite_again(authority.find("Amira"), Purpose.RECOVER).text
        again = pair.clinic.computer("again", invite)
        again.client = await again.access.enrol(
            invite,
            PASSPHRASE,
            remember=False,
            progress=lambda _: None,
            recovery_words=" ".join(kit.words),
        )
        await again._started()
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
