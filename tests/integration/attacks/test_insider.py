"""A colleague with a modified client: what they break is their own conversation, visibly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.content_checks import MAX_SEQUENCE
from app.core.ids import ConversationId
from app.core.records import DeliveryState, MessageKind, Notice
from app.core.views import AttentionReason
from app.services.recipients import CannotSend
from tests.support.clinic import eventually
from tests.support.insider import say_anything
from tests.support.scenario import (
    Pair,
    alarms_of,
    arrived,
    became,
    last_sent,
    noticed,
    notices,
    run,
)


def receipt(**fields: object) -> bytes:
    return json.dumps({"type": "receipt", **fields}).encode()


MALFORMED = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[" * 5000,
    b'{"type": "text"}',
    b'{"type": "text", "text": ""}',
    b'{"type": "text", "text": 5}',
    b'{"type": "text", "text": "\\ud800"}',
    json.dumps({"type": "text", "text": "x" * 16_385}).encode(),
    b'{"type": "text", "text": "a", "more": 1}',
    receipt(delivered=1, read=2),
    receipt(delivered=-1, read=-1),
    receipt(delivered=9, read=0, missing=[[5, 3]]),
    receipt(delivered=600, read=0, missing=[[2 * n, 2 * n] for n in range(1, 300)]),
    b'{"type": "repair", "missing": []}',
]


@pytest.mark.expects_log("content from .* malformed")
def test_malformed_content_is_refused_shown_and_stops_nothing(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        for content in MALFORMED:
            await say_anything(pair.amira, "Jonas", content)
        await pair.amira.write("Jonas", "and now properly")
        await arrived(pair.jonas, "Amira", "hello Jonas", "and now properly")
        assert (await notices(pair.jonas, "Amira")).count(Notice.HOLE.value) == len(MALFORMED)
        assert pair.jonas_relay.count("claim_prekeys") <= 1, "no new session for that"
        await pair.quiet()

    run(tmp_path, attack)


def test_an_unknown_kind_of_content_is_kept_for_a_newer_version(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        await say_anything(pair.amira, "Jonas", b'{"type": "hologram", "size": 3}')

        async def kept() -> bool:
            rows = await pair.jonas.rows("Amira")
            return any(row.kind is MessageKind.UNKNOWN and row.text == "hologram" for row in rows)

        await eventually(kept)

    run(tmp_path, attack)


def test_receipts_for_what_was_never_sent_change_nothing(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        await say_anything(pair.amira, "Jonas", receipt(delivered=MAX_SEQUENCE, read=MAX_SEQUENCE))
        await pair.amira.write("Jonas", "a marker")
        await arrived(pair.jonas, "Amira", "a marker")
        await pair.amira.lock()  # cannot have received what follows
        await pair.jonas.write("Amira", "not read by anybody yet")
        row = await became(pair.jonas, "Amira", DeliveryState.SENT)
        assert row.state is DeliveryState.SENT
        device = (await pair.jonas.open._context.store.read(lambda tx: tx.sessions.peers()))[0]
        assert device.they_have_upto < device.next_send_seq

    run(tmp_path, attack)


def test_huge_gaps_and_repairs_are_bounded(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        text = b'{"type": "text", "text": "from the far end of the count"}'
        await say_anything(pair.amira, "Jonas", text, sender_seq=MAX_SEQUENCE)
        await arrived(pair.jonas, "Amira", "from the far end of the count")
        every = b'{"type": "repair", "missing": [[1, %d]]}' % MAX_SEQUENCE
        await say_anything(pair.amira, "Jonas", every, sender_seq=MAX_SEQUENCE - 1)
        # Jonas' own receipts still work, with her and with everybody else.
        carol = pair.clinic.invite("Carol")
        await carol.enrol()
        await carol.write("Jonas", "I am somebody else")
        await became(carol, "Jonas", DeliveryState.DELIVERED)
        assert await pair.amira.texts("Jonas") == ["hello Amira"]

    run(tmp_path, attack)


@pytest.mark.expects_log("envelope from .* refused")
def test_a_count_beyond_all_counts_is_refused(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        text = b'{"type": "text", "text": "beyond"}'
        await say_anything(pair.amira, "Jonas", text, sender_seq=2**62)
        await pair.amira.write("Jonas", "within")
        await arrived(pair.jonas, "Amira", "hello Jonas", "within")
        await became(pair.amira, "Jonas", DeliveryState.DELIVERED)

    run(tmp_path, attack)


def test_a_repair_gives_nobody_what_was_for_another_device(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        carol = pair.clinic.invite("Carol")
        await pair.meet()
        await carol.enrol()
        await pair.jonas.write("Carol", "for Carol alone")
        await arrived(carol, "Jonas", "for Carol alone")
        await say_anything(pair.amira, "Jonas", b'{"type": "repair", "missing": [[1, 1000]]}')
        await pair.jonas.write("Amira", "a marker")
        await arrived(pair.amira, "Jonas", "hello Amira", "a marker")
        rows = await pair.amira.rows("Jonas")
        assert [r.text for r in rows if r.kind is MessageKind.TEXT and not r.outgoing] == [
            "hello Amira",
            "a marker",
        ]

    run(tmp_path, attack)


def test_an_unexplained_device_set_stops_sending_until_verified(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        pair.jonas_relay["submit"] = _unreachable  # so that something waits
        await pair.jonas.write("Amira", "waits, and must not go out by itself")
        text = b'{"type": "text", "text": "somebody else can read this"}'
        await say_anything(pair.amira, "Jonas", text, devset_hash=bytes(32))
        await noticed(pair.jonas, "Amira", Notice.DEVICE_SET_UNEXPLAINED.value)
        assert "device-set-unexplained" in alarms_of(pair.jonas)
        with pytest.raises(CannotSend) as caught:
            await pair.jonas.write("Amira", "not sent")
        assert caught.value.reason is AttentionReason.MISMATCH
        row = await became(pair.jonas, "Amira", DeliveryState.FAILED)
        assert row.failure == "mismatch"
        del pair.jonas_relay["submit"]
        # A blocked colleague gets nothing out of us, not even what they ask to have again.
        await say_anything(pair.amira, "Jonas", b'{"type": "repair", "missing": [[1, 1000]]}')
        last = await say_anything(pair.amira, "Jonas", text, devset_hash=bytes(32))
        store = pair.jonas.open._context.store

        async def has_it_all() -> bool:
            (peer,) = await store.read(lambda tx: tx.sessions.peers())
            return peer.received_upto == last

        await eventually(has_it_all)
        account = await pair.jonas.account_of("Amira")
        number = await pair.jonas.open.verification.safety_number(account)
        assert await pair.amira.texts("Jonas") == ["hello Amira"]
        await pair.jonas.open.verification.confirm_match(account, number)
        await pair.jonas.open.messages.retry(row.row_id)
        await arrived(pair.amira, "Jonas", "waits, and must not go out by itself")
        found = await notices(pair.jonas, "Amira")
        assert found.count(Notice.DEVICE_SET_UNEXPLAINED.value) == 1

    run(tmp_path, attack)


def _unreachable(_real: object, _submissions: object) -> None:
    from app.core.relay_errors import RelayUnreachable

    raise RelayUnreachable


@pytest.mark.expects_log("envelope from .* refused")
def test_a_message_into_another_conversation_is_refused(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        carol = pair.clinic.invite("Carol")
        await pair.meet()
        await carol.enrol()
        others = ConversationId(await pair.jonas.conversation_with("Carol"))
        text = b'{"type": "text", "text": "this is Carol speaking"}'
        await say_anything(pair.amira, "Jonas", text, conv_id=others)
        await noticed(pair.jonas, "Amira", Notice.HOLE.value)
        assert await pair.jonas.texts("Carol") == []
        assert await pair.jonas.texts("Amira") == ["hello Jonas"]

    run(tmp_path, attack)


def test_a_checkpoint_with_an_invalid_signature_marks_that_message_and_alarms_nobody(
    tmp_path: Path,
) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        note = pair.amira.open._context.replica.note
        forged = note[:-4] + (b"AAA\n" if note[-4:] != b"AAA\n" else b"BBB\n")
        text = b'{"type": "text", "text": "of an unproved log"}'
        await say_anything(pair.amira, "Jonas", text, checkpoint=forged)
        await arrived(pair.jonas, "Amira", "of an unproved log")
        row = (await pair.jonas.rows("Amira"))[-1]
        assert (row.log_size, row.log_root) == (0, b"")
        assert pair.jonas.open.alarm is None
        assert alarms_of(pair.jonas) == []
        await pair.jonas.write("Amira", "all is well")
        await arrived(pair.amira, "Jonas", "all is well")

    run(tmp_path, attack)


@pytest.mark.expects_log("envelope from .* refused")
def test_a_wrong_body_is_refused_and_asked_for_again(tmp_path: Path) -> None:
    async def attack(pair: Pair) -> None:
        await pair.meet()
        text = b'{"type": "text", "text": "the payload names another body"}'
        await say_anything(pair.amira, "Jonas", text, body=bytes(400))
        await noticed(pair.jonas, "Amira", Notice.HOLE.value)
        await pair.amira.write("Jonas", "an honest one")
        await arrived(pair.jonas, "Amira", "an honest one")
        assert (await last_sent(pair.amira, "Jonas")).text == "an honest one"

    run(tmp_path, attack)
