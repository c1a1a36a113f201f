"""The ratchet step by step: order, loss, replay, reflection, bounds and storage."""

from __future__ import annotations

import hmac
from hashlib import sha256

import msgspec
import pytest
from msgspec.structs import replace

from app.core.errors import DecodeError, ProtocolError
from app.crypto.errors import (
    AlreadyReceivedError,
    KeyDiscardedError,
    NotYetAnswerableError,
    SessionExhaustedError,
    TooManySkippedError,
    UndecryptableError,
)
from app.crypto.handshake import InitialFields, envelope_initial
from app.crypto.ratchet.header import MAX_NUMBER, Envelope, Header, encode_envelope
from app.crypto.ratchet.receiving_chain import (
    MAX_RECEIVING_CHAINS,
    MAX_SKIPPED_AT_ONCE,
    MAX_SKIPPED_KEYS,
)
from app.crypto.ratchet.root_key import root_step
from app.crypto.ratchet.session import RatchetState, Session
from tests.unit.crypto.people import NOW_MS, SYSTEM, Device, fresh_pair
from tests.unit.crypto.test_public_vectors import SMALL_ORDER_X25519


def send(session: Session, count: int) -> tuple[Session, list[bytes]]:
    """Encrypt b"0", b"1" … without post-quantum offers, which these tests do not look at."""
    envelopes = []
    for number in range(count):
        session, envelope = session.encrypt(
            b"%d" % number, SYSTEM, every_chain=False, now_ms=NOW_MS
        )
        envelopes.append(envelope)
    return session, envelopes


def test_a_conversation_back_and_forth() -> None:
    one, two = fresh_pair()
    for turn in range(12):
        text = b"turn %d" % turn
        one, envelope = one.encrypt(text, SYSTEM)
        two, plaintext = two.decrypt(envelope)
        assert plaintext == text
        one, two = two, one


def test_the_states_follow_the_table() -> None:
    alice, bob = Device.make(), Device.make()
    initiator = alice.initiate(bob, bob.bundle())
    assert initiator.state is RatchetState.OWING
    initiator, envelope = initiator.encrypt(b"x", SYSTEM)
    assert initiator.state is RatchetState.LEADING
    initial = envelope_initial(envelope)
    assert initial is not None
    responder = bob.accept(alice, initial)
    assert responder.state is RatchetState.LISTENING
    with pytest.raises(NotYetAnswerableError):
        responder.encrypt(b"too early", SYSTEM)
    responder, _ = responder.decrypt(envelope)
    assert responder.state is RatchetState.OWING
    responder, envelope = responder.encrypt(b"y", SYSTEM)
    assert responder.state is RatchetState.LEADING
    initiator, _ = initiator.decrypt(envelope)
    assert initiator.state is RatchetState.OWING


def test_every_chain_has_fresh_keys_and_every_message_its_own() -> None:
    one, two = fresh_pair()
    keys, roots = set(), set()
    for _ in range(4):
        one, envelopes = send(one, 2)
        headers = [Envelope.decode(envelope).header for envelope in envelopes]
        assert headers[0].ratchet_key == headers[1].ratchet_key
        assert headers[0].nonce != headers[1].nonce
        keys.add(headers[0].ratchet_key)
        roots.add(one.root_key)
        for envelope in envelopes:
            two, _ = two.decrypt(envelope)
        one, two = two, one
    assert len(keys) == len(roots) == 4


def test_any_order_of_arrival() -> None:
    one, two = fresh_pair()
    one, first = send(one, 3)
    two, _ = two.decrypt(first[2])
    two, replies = send(two, 2)
    one, _ = one.decrypt(replies[1])
    one, second = send(one, 3)
    for envelope, text in (
        (second[1], b"1"),
        (first[0], b"0"),
        (second[0], b"0"),
        (second[2], b"2"),
        (first[1], b"1"),
    ):
        two, plaintext = two.decrypt(envelope)
        assert plaintext == text
    one, plaintext = one.decrypt(replies[0])
    assert plaintext == b"0"


def test_decrypting_leaves_the_session_as_it_was() -> None:
    one, two = fresh_pair()
    one, envelopes = send(one, 3)
    before = two.to_bytes()
    two.decrypt(envelopes[2])
    assert two.to_bytes() == before
    after, _ = two.decrypt(envelopes[1])
    assert after.to_bytes() != before
    again, plaintext = two.decrypt(envelopes[1])
    assert (again, plaintext) == (after, b"1")


def test_a_replay_is_known_as_one_whatever_came_between() -> None:
    one, two = fresh_pair()
    one, envelopes = send(one, 3)
    for number in (2, 0):
        two, _ = two.decrypt(envelopes[number])
    for number in (0, 2):
        with pytest.raises(AlreadyReceivedError):
            two.decrypt(envelopes[number])
    two, replies = send(two, 1)
    one, _ = one.decrypt(replies[0])
    one, more = send(one, 1)
    two, _ = two.decrypt(more[0])
    with pytest.raises(AlreadyReceivedError):
        two.decrypt(envelopes[2])
    two, plaintext = two.decrypt(envelopes[1])
    assert plaintext == b"1"
    with pytest.raises(AlreadyReceivedError):
        two.decrypt(envelopes[1])


def test_a_reflected_message_does_not_open() -> None:
    one, two = fresh_pair()
    two, replies = send(two, 1)
    for session in (two, one.decrypt(replies[0])[0]):
        later, envelope = session.encrypt(b"mine", SYSTEM)
        with pytest.raises(UndecryptableError):
            later.decrypt(envelope)


def test_a_message_of_another_session_does_not_open() -> None:
    one, two = fresh_pair()
    stranger, _ = fresh_pair()
    _, envelope = stranger.encrypt(b"x", SYSTEM)
    with pytest.raises(UndecryptableError):
        two.decrypt(envelope)
    # Not even with the session id put right.
    parts = Envelope.decode(envelope)
    header = parts.header_bytes[:2] + two.session_id + parts.header_bytes[18:]
    with pytest.raises(UndecryptableError):
        two.decrypt(encode_envelope(b"", header, parts.ciphertext))
    assert one.session_id == two.session_id


def test_every_byte_of_an_envelope_counts() -> None:
    one, two = fresh_pair()
    two, reply = two.encrypt(b"answer", SYSTEM)
    one, _ = one.decrypt(reply)
    one, envelope = one.encrypt(b"a message", SYSTEM)
    for position in [*range(110), *range(110, len(envelope), 37), len(envelope) - 1]:
        changed = bytearray(envelope)
        changed[position] ^= 0x40
        with pytest.raises(ProtocolError):
            two.decrypt(bytes(changed))
    for cut in (0, 1, 50, len(envelope) - 1):
        with pytest.raises(ProtocolError):
            two.decrypt(envelope[:cut])
    assert two.decrypt(envelope)[1] == b"a message"


@pytest.mark.parametrize("key", SMALL_ORDER_X25519)
def test_a_ratchet_key_of_small_order_is_refused(key: str) -> None:
    one, two = fresh_pair()
    two, _ = two.encrypt(b"so that a new chain may come", SYSTEM)
    one, _ = one.encrypt(b"x", SYSTEM)
    assert one.own_key is not None
    forged = replace(one, own_key=replace(one.own_key, public=bytes.fromhex(key)))
    _, envelope = forged.encrypt(b"x", SYSTEM)
    with pytest.raises(UndecryptableError):
        two.decrypt(envelope)


def test_skipping_is_bounded_within_a_chain() -> None:
    one, two = fresh_pair()
    one, envelopes = send(one, MAX_SKIPPED_AT_ONCE + 2)
    with pytest.raises(TooManySkippedError):
        two.decrypt(envelopes[MAX_SKIPPED_AT_ONCE + 1])
    two, plaintext = two.decrypt(envelopes[MAX_SKIPPED_AT_ONCE])
    assert plaintext == b"%d" % MAX_SKIPPED_AT_ONCE
    two, _ = two.decrypt(envelopes[MAX_SKIPPED_AT_ONCE + 1])
    assert two.decrypt(envelopes[0])[1] == b"0"


def test_skipping_is_bounded_over_two_chains_together() -> None:
    one, two = fresh_pair()
    one, unseen = send(one, 600)
    two, reply = send(two, 1)
    one, _ = one.decrypt(reply[0])
    one, envelopes = send(one, 402)
    with pytest.raises(TooManySkippedError):
        two.decrypt(envelopes[401])
    two, _ = two.decrypt(envelopes[400])
    assert two.decrypt(unseen[0])[1] == b"0"


def test_stored_keys_are_bounded_and_the_oldest_go_first() -> None:
    one, two = fresh_pair()
    one, envelopes = send(one, 2 * MAX_SKIPPED_AT_ONCE + 6)
    for number in (MAX_SKIPPED_AT_ONCE, 2 * MAX_SKIPPED_AT_ONCE + 1, 2 * MAX_SKIPPED_AT_ONCE + 5):
        two, _ = two.decrypt(envelopes[number])
    assert sum(len(chain.skipped) for chain in two.receiving) == MAX_SKIPPED_KEYS
    for number in (0, 2):
        with pytest.raises(KeyDiscardedError):
            two.decrypt(envelopes[number])
    assert two.decrypt(envelopes[3])[1] == b"3"
    assert two.decrypt(envelopes[2 * MAX_SKIPPED_AT_ONCE + 4])[1] == b"2004"
    assert Session.from_bytes(two.to_bytes()) == two


def test_five_chains_are_remembered() -> None:
    one, two = fresh_pair()
    late: list[bytes] = []
    for _ in range(MAX_RECEIVING_CHAINS + 1):
        one, envelopes = send(one, 2)
        late.append(envelopes[0])
        two, _ = two.decrypt(envelopes[1])
        two, reply = send(two, 1)
        one, _ = one.decrypt(reply[0])
    assert len(two.receiving) == MAX_RECEIVING_CHAINS
    with pytest.raises(UndecryptableError):
        two.decrypt(late[0])
    for envelope in late[1:]:
        two, plaintext = two.decrypt(envelope)
        assert plaintext == b"0"


def test_old_skipped_keys_are_discarded_by_relay_time() -> None:
    one, two = fresh_pair()
    one, envelopes = send(one, 6)
    two, _ = two.decrypt(envelopes[1], now_ms=1000)
    two, _ = two.decrypt(envelopes[3], now_ms=2000)
    two, _ = two.decrypt(envelopes[5])
    assert two.discard_skipped(1000).receiving == two.receiving
    two = two.discard_skipped(1001)
    with pytest.raises(KeyDiscardedError):
        two.decrypt(envelopes[0])
    assert two.decrypt(envelopes[2])[1] == b"2"
    two = two.discard_skipped(2**53)
    with pytest.raises(KeyDiscardedError):
        two.decrypt(envelopes[2])
    assert two.decrypt(envelopes[4])[1] == b"4", "of unknown age: kept"


def test_a_chain_ends_where_the_next_says() -> None:
    one, two = fresh_pair()
    one, envelopes = send(one, 3)
    for envelope in envelopes:
        two, _ = two.decrypt(envelope)
    two, reply = send(two, 1)
    one, _ = one.decrypt(reply[0])
    shorter, past = send(replace(one, previous_count=2), 1)
    with pytest.raises(UndecryptableError):
        two.decrypt(past[0])
    assert shorter.previous_count == 2
    beyond = replace(one, previous_count=MAX_NUMBER)
    with pytest.raises(TooManySkippedError):
        two.decrypt(beyond.encrypt(b"x", SYSTEM)[1])
    one, envelopes = send(one, 1)
    assert two.decrypt(envelopes[0])[1] == b"0"


def test_the_first_chain_has_none_before_it() -> None:
    alice, bob = Device.make(), Device.make()
    initiator = alice.initiate(bob, bob.bundle())
    responder = bob.accept(alice, InitialFields.decode(initiator.initial))
    lying = replace(initiator, previous_count=1)
    with pytest.raises(UndecryptableError):
        responder.decrypt(lying.encrypt(b"x", SYSTEM)[1])
    assert responder.decrypt(initiator.encrypt(b"x", SYSTEM)[1])[1] == b"x"


def test_an_ended_chain_keeps_no_chain_key_and_takes_nothing_past_its_end() -> None:
    one, two = fresh_pair()
    one, envelopes = send(one, 2)
    two, _ = two.decrypt(envelopes[0])
    two, reply = send(two, 1)
    answering, _ = one.decrypt(reply[0])
    # A copy that did not see the reply goes on with the chain that the other copy ended.
    one, beyond = send(one, 1)
    _, next_chain = send(answering, 1)
    two, _ = two.decrypt(next_chain[0])
    assert [chain.chain_key is None for chain in two.receiving] == [False, True]
    with pytest.raises(UndecryptableError):
        two.decrypt(beyond[0])
    assert two.decrypt(envelopes[1])[1] == b"1"


def test_the_root_step_is_the_specified_one() -> None:
    """Written out a second time, from relay/PROTOCOL.md section 8 and RFC 5869."""

    def expected(info: bytes, secret: bytes) -> bytes:
        extracted = hmac.digest(b"r" * 32, secret, "sha256")
        first = hmac.digest(extracted, info + b"\x01", "sha256")
        return first + hmac.digest(extracted, first + info + b"\x02", "sha256")

    label = b"curbside/1 root\0"
    plain = b"".join(root_step(b"r" * 32, b"a" * 32, b"", b"", b""))
    assert plain == expected(label + sha256(b"").digest(), b"a" * 32)
    hybrid = b"".join(root_step(b"r" * 32, b"a" * 32, b"s" * 32, b"EK", b"CT"))
    assert hybrid == expected(label + sha256(b"EKCT").digest(), b"a" * 32 + b"s" * 32)


def test_unknown_flags_and_versions_are_refused() -> None:
    one, _ = fresh_pair()
    header = Envelope.decode(one.encrypt(b"x", SYSTEM)[1]).header_bytes
    assert Header.decode(header).encode() == header
    for index, value in ((0, 0), (0, 2), (1, 0x05), (1, 0x81), (1, 0x00), (1, 0x03)):
        changed = bytearray(header)
        changed[index] = value
        with pytest.raises(DecodeError):
            Header.decode(bytes(changed))
    for data in (b"", header[:81], header[:-1], header + b"\x00"):
        with pytest.raises(DecodeError):
            Header.decode(data)


def test_numbers_do_not_wrap() -> None:
    one, _ = fresh_pair()
    assert one.sending is not None
    used_up = replace(one, sending=replace(one.sending, next_number=MAX_NUMBER))
    with pytest.raises(SessionExhaustedError):
        used_up.encrypt(b"x", SYSTEM)


def test_a_session_survives_storage_in_every_state() -> None:
    alice, bob = Device.make(), Device.make()
    one = Session.from_bytes(alice.initiate(bob, bob.bundle()).to_bytes())
    one, envelope = one.encrypt(b"1", SYSTEM)
    initial = envelope_initial(envelope)
    assert initial is not None
    two = Session.from_bytes(bob.accept(alice, initial).to_bytes())
    two, _ = two.decrypt(envelope)
    for _ in range(3):
        two, envelope = Session.from_bytes(two.to_bytes()).encrypt(b"2", SYSTEM)
        one, plaintext = Session.from_bytes(one.to_bytes()).decrypt(envelope)
        assert plaintext == b"2"
        one, two = two, one


def test_stored_state_is_read_strictly() -> None:
    one, _ = fresh_pair()
    stored = one.to_bytes()
    assert Session.from_bytes(stored) == one
    for data in (b"", b"\x02" + stored[1:], stored[:-1], stored + b"\x00", stored[1:]):
        with pytest.raises(DecodeError):
            Session.from_bytes(data)
    impossible = [
        replace(one, own_key=None),
        replace(one, sending=None, own_key=None),
        replace(one, root_key=bytes(31)),
        replace(one, transcript_hash=bytes(33)),
        replace(one, log_size=0),
        replace(one, peer_id=one.peer_id[:-1]),
    ]
    for session in impossible:
        with pytest.raises(DecodeError):
            Session.from_bytes(b"\x01" + msgspec.msgpack.encode(session))
