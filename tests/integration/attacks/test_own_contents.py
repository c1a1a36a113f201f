"""Who may say what only one's own devices say to each other, and how much of it."""

from __future__ import annotations

import base64
import json
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from app.core.content import OwnEntriesContent, OwnReadContent
from app.core.ids import ConversationId
from app.core.records import DeliveryState, Notice
from app.core.transport_types import InboxEnvelope, InboxItem
from app.core.views import AttentionReason, Trust
from app.services import own_announce, own_entries
from app.services.directory import conversation_with
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.ghosts import alarmed, ghost_of
from tests.support.insider import say_anything
from tests.support.malicious_relay import deceive
from tests.support.own_devices import device_entry, second_device
from tests.support.scenario import Pair, arrived, became, copied, last_sent, notices, run


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.expects_log("does not belong there")
def test_a_colleague_cannot_speak_as_ones_own_device(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.jonas)
        await pair.jonas.write("Amira", "not yet read", "nor this")
        await pair.amira.write("Jonas", "unread")
        for device in (pair.jonas, ward):
            await arrived(device, "Amira", "unread")
            await copied(device, "Amira", "not yet read", "nor this")
        amira = await pair.jonas.account_of("Amira")
        key = pair.jonas.open._context.replica.account_key(amira)
        assert key is not None
        _, ghost, entry = device_entry(pair.jonas)
        digest = sha256(entry).digest()
        rows = {row.text: row.message_id for row in await pair.jonas.rows("Amira")}
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
            {"type": "own-read", "marks": [[b64(amira), b64(rows["unread"])]]},
            {"type": "own-states", "marks": [[b64(amira), b64(rows["nor this"]), True]]},
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
            assert (await last_sent(device, "Amira")).state is not DeliveryState.READ
        account = (await ward.open.contacts.conversation(amira)).record
        assert account.unread == 2, "the marker, and what nobody has read"
        found = await notices(pair.jonas, "Amira")
        assert found.count(Notice.HOLE.value) == 5, "shown as what could not be read"

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
