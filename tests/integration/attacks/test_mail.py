"""A relay that tampers with mail: nothing false is shown, and what is lost is asked for again."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.ids import DeviceId
from app.core.records import DeliveryState, Notice
from app.core.transport_types import ExpiredNotice, InboxEnvelope, InboxItem
from app.crypto.handshake import InitialFields
from app.crypto.ratchet.header import Envelope, encode_envelope
from tests.support.clinic import eventually
from tests.support.scenario import Pair, arrived, became, last_sent, noticed, notices, run

refused = pytest.mark.expects_log("envelope from .* refused")


def test_replayed_envelopes_are_shown_once(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        await pair.meet()
        mail.inject = [*mail.captured, *mail.captured, *mail.captured]
        await pair.amira.write("Jonas", "after the replay")
        await arrived(pair.jonas, "Amira", "hello Jonas", "after the replay")
        assert await notices(pair.jonas, "Amira") == []

    run(tmp_path, attack)


@refused
def test_a_replayed_first_message_starts_nothing_once_its_session_is_gone(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        await pair.meet()
        first = mail.captured[0]
        store = pair.jonas.open._context.store

        def forget(tx) -> int:  # type: ignore[no-untyped-def]
            sessions = tx.sessions.of_device(first.sender_device)
            for session in sessions:
                tx.sessions.delete(session.session_id)
            return len(sessions)

        assert await store.write(forget) > 0
        mail.inject = [first]
        await eventually(lambda: not mail.inject)
        await noticed(pair.jonas, "Amira", Notice.HOLE.value)
        # It asks in a session of its own making, and all goes on.
        await pair.amira.write("Jonas", "still here")
        await arrived(pair.jonas, "Amira", "hello Jonas", "still here")

    run(tmp_path, attack)


def test_a_reordered_batch_is_shown_in_the_senders_order(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        await pair.meet()
        held: list[InboxItem] = []

        def hold(items: list[InboxItem]) -> list[InboxItem]:
            held.extend(items)
            return []

        mail.policy = hold
        await pair.amira.write("Jonas", *[f"message {n}" for n in range(6)])
        await became(pair.amira, "Jonas", DeliveryState.SENT)
        await eventually(lambda: len(held) >= 6)
        mail.inject, mail.policy = list(reversed(held)), list
        await arrived(pair.jonas, "Amira", *[f"message {n}" for n in range(6)])

    run(tmp_path, attack)


def test_a_dropped_envelope_is_noticed_shown_and_sent_again(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        await pair.meet()
        dropped: list[InboxItem] = []

        def drop_one(items: list[InboxItem]) -> list[InboxItem]:
            if not dropped and items:
                dropped.append(items[0])
                return items[1:]
            return items

        mail.policy = drop_one
        await pair.amira.write("Jonas", "dropped by the relay")
        await eventually(lambda: dropped)
        await pair.amira.write("Jonas", "and one that arrives")
        await noticed(pair.jonas, "Amira", Notice.HOLE.value)
        await arrived(pair.jonas, "Amira", "dropped by the relay", "and one that arrives")
        await pair.quiet()
        device = pair.amira.open._context.own.device_id
        peer = await pair.jonas.open._context.store.read(lambda tx: tx.sessions.peer(device))
        assert peer is not None
        assert peer.missing == ()
        assert (await notices(pair.jonas, "Amira")).count(Notice.HOLE.value) == 1
        assert set(await pair.amira.states("Jonas")) == {DeliveryState.DELIVERED}

    run(tmp_path, attack)


def test_a_dropped_receipt_leaves_no_gap_for_ever(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.amira_relay.take_over_mail()
        await pair.meet()
        dropped: list[InboxItem] = []

        def drop_first(items: list[InboxItem]) -> list[InboxItem]:
            if not dropped and items:
                dropped.append(items[0])
                return items[1:]
            return items

        mail.policy = drop_first
        await pair.amira.write("Jonas", "its receipt will be dropped")
        await eventually(lambda: dropped)
        await pair.amira.write("Jonas", "one more")
        await became(pair.amira, "Jonas", DeliveryState.DELIVERED)
        device = pair.jonas.open._context.own.device_id
        store = pair.amira.open._context.store

        async def closed() -> bool:
            peer = await store.read(lambda tx: tx.sessions.peer(device))
            return peer is not None and peer.missing == ()

        await eventually(closed)
        assert set(await pair.amira.states("Jonas")) == {DeliveryState.DELIVERED}

    run(tmp_path, attack)


def test_duplicated_submissions_are_delivered_once(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()

        def twice(real, submissions):  # type: ignore[no-untyped-def]
            real(submissions)
            return real(submissions)

        pair.amira_relay["submit"] = twice
        await pair.amira.write("Jonas", "once", "and in order")
        await arrived(pair.jonas, "Amira", "hello Jonas", "once", "and in order")

    run(tmp_path, attack)


@refused
def test_an_envelope_for_somebody_else_is_refused(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        carol = pair.clinic.invite("Carol")
        await pair.meet()
        await carol.enrol()
        caught: list[InboxEnvelope] = []

        def spy(real, submissions):  # type: ignore[no-untyped-def]
            for submission in submissions:
                caught.extend(
                    InboxEnvelope(
                        1,
                        1,
                        DeviceId(bytes(16)),
                        submission.submission_id,
                        r.envelope,
                        submission.body,
                    )
                    for r in submission.recipients
                )
            return real(submissions)

        pair.amira_relay["submit"] = spy
        await pair.amira.write("Carol", "for Carol alone")
        await arrived(carol, "Amira", "for Carol alone")
        sender = pair.amira.open._context.own.device_id
        mail.inject = [replace(item, sender_device=sender) for item in caught]
        await noticed(pair.jonas, "Amira", Notice.HOLE.value)
        assert await pair.jonas.texts("Amira") == ["hello Jonas"]

    run(tmp_path, attack)


@refused
def test_a_message_reflected_to_its_sender_is_refused(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        from_amira = pair.jonas_relay.take_over_mail()
        to_amira = pair.amira_relay.take_over_mail()
        await pair.meet()
        jonas_device = pair.jonas.open._context.own.device_id
        to_amira.inject = [replace(i, sender_device=jonas_device) for i in from_amira.captured]
        await noticed(pair.amira, "Jonas", Notice.HOLE.value)
        assert await pair.amira.texts("Jonas") == ["hello Amira"]

    run(tmp_path, attack)


@refused
def test_bodies_swapped_between_messages_are_refused_and_both_sent_again(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        await pair.meet()
        held: list[InboxEnvelope] = []

        def swap(items: list[InboxItem]) -> list[InboxItem]:
            held.extend(item for item in items if isinstance(item, InboxEnvelope))
            if len(held) < 2:
                return []
            mail.policy = list
            first, second = held[:2]
            return [replace(first, body=second.body), replace(second, body=first.body)]

        mail.policy = swap
        await pair.amira.write("Jonas", "give 5 mg", "do not give it")
        await arrived(pair.jonas, "Amira", "hello Jonas", "give 5 mg", "do not give it")
        assert Notice.HOLE.value in await notices(pair.jonas, "Amira")

    run(tmp_path, attack)


def test_a_message_ascribed_to_another_device_is_still_its_true_senders(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        carol = pair.clinic.invite("Carol")
        await pair.meet()
        await carol.enrol()
        await pair.jonas.account_of("Carol")
        other = carol.open._context.own.device_id
        mail.policy = lambda items: [
            replace(i, sender_device=other) if isinstance(i, InboxEnvelope) else i for i in items
        ]
        await pair.amira.write("Jonas", "from Amira")
        await arrived(pair.jonas, "Amira", "from Amira")
        assert await pair.jonas.texts("Carol") == []

    run(tmp_path, attack)


@refused
def test_the_relay_cannot_forge_receipts(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail, to_jonas = pair.amira_relay.take_over_mail(), pair.jonas_relay.take_over_mail()
        await pair.meet()
        to_jonas.policy = lambda items: []  # Jonas gets nothing
        await pair.amira.write("Jonas", "never delivered")
        await became(pair.amira, "Jonas", DeliveryState.SENT)
        true_one = mail.captured[-1]
        parts = Envelope.decode(true_one.envelope)
        header = replace(parts.header, number=parts.header.number + 1).encode()
        forged = encode_envelope(parts.initial, header, parts.ciphertext)
        mail.inject = [*mail.captured, replace(true_one, envelope=forged)]
        await noticed(pair.amira, "Jonas", Notice.HOLE.value)
        assert (await last_sent(pair.amira, "Jonas")).state is DeliveryState.SENT

    run(tmp_path, attack)


def test_a_forged_notice_of_expiry_takes_nothing_back(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.amira_relay.take_over_mail()
        await pair.meet()
        await pair.amira.write("Jonas", "delivered long ago")
        row = await became(pair.amira, "Jonas", DeliveryState.DELIVERED)
        store = pair.amira.open._context.store
        (delivery,) = await store.read(lambda tx: tx.messages.deliveries(row.message_id))
        mail.inject = [ExpiredNotice(1, 1, delivery.device_id, delivery.submission_id)]
        await eventually(lambda: not mail.inject)
        await pair.jonas.write("Amira", "seen")
        await arrived(pair.amira, "Jonas", "seen")
        assert (await last_sent(pair.amira, "Jonas")).state is DeliveryState.DELIVERED

    run(tmp_path, attack)


@refused
def test_a_flood_of_rubbish_costs_one_new_session_an_hour(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        await pair.meet()
        sender = pair.amira.open._context.own.device_id
        claims = pair.jonas_relay.count("claim_prekeys")
        for _ in range(3):
            mail.inject = [
                replace(mail.captured[0], sender_device=sender, envelope=bytes([n]) * 300)
                for n in range(20)
            ]
            await eventually(lambda: not mail.inject)
            await asyncio.sleep(0.2)
        await pair.amira.write("Jonas", "in between")
        await arrived(pair.jonas, "Amira", "hello Jonas", "in between")
        assert pair.jonas_relay.count("claim_prekeys") == claims + 1
        assert (await notices(pair.jonas, "Amira")).count(Notice.HOLE.value) <= 2

    run(tmp_path, attack)


@refused
def test_claims_of_an_endless_log_inside_an_envelope_do_not_block_the_inbox(tmp_path: Path) -> None:
    """A handshake may claim any log size. The relay cannot serve it, and the mail goes on."""

    async def attack(pair: Pair) -> None:
        mail = pair.jonas_relay.take_over_mail()
        await pair.meet()
        first = mail.captured[0]
        parts = Envelope.decode(first.envelope)
        endless = replace(InitialFields.decode(parts.initial), log_size=2**53).encode()
        header = replace(parts.header, session_id=bytes(16)).encode()
        envelope = encode_envelope(endless, header, parts.ciphertext)
        mail.inject = [replace(first, envelope=envelope)]
        await pair.amira.write("Jonas", "behind it")
        await arrived(pair.jonas, "Amira", "behind it")
        assert pair.jonas.open.alarm is None  # nothing signed said so

    run(tmp_path, attack)


def test_a_relay_that_answers_nothing_at_once_is_not_asked_in_a_hot_loop(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()

        def nothing(real, ack, _wait, limit, log_size):  # type: ignore[no-untyped-def]
            return replace(real(ack, 0, limit, log_size), items=())

        pair.jonas_relay["inbox"] = nothing
        await pair.amira.write("Jonas", "wakes the long-poll")
        started, before = time.monotonic(), pair.jonas_relay.count("inbox")
        await asyncio.sleep(1.5)
        asked = pair.jonas_relay.count("inbox") - before
        assert asked <= 6 * (time.monotonic() - started)
        del pair.jonas_relay["inbox"]
        await arrived(pair.jonas, "Amira", "wakes the long-poll")

    run(tmp_path, attack)
