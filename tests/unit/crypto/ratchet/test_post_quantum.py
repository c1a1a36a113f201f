"""The ML-KEM step: when it is offered, when it must be answered, and what else is refused."""

from __future__ import annotations

from dataclasses import replace as changed

import pytest
from msgspec.structs import replace

from app.crypto import kem
from app.crypto.errors import PostQuantumError, UndecryptableError
from app.crypto.handshake import InitialFields
from app.crypto.ratchet.header import Envelope
from app.crypto.ratchet.post_quantum import OFFER_AFTER_MESSAGES, OFFER_AFTER_MS, RatchetKey
from app.crypto.ratchet.session import Session
from tests.unit.crypto.people import NOW_MS, SYSTEM, Device, fresh_pair

OTHER_OFFER = kem.encapsulation_key(b"\x07" * 64)
OTHER_ANSWER = kem.encapsulate(OTHER_OFFER)[0]


def forged(session: Session, *, offer: bytes | None, answer: bytes | None) -> bytes:
    """A message that a dishonest peer, who holds the session's keys, would send."""
    if session.sending is None:
        session, _ = session.encrypt(b"", SYSTEM)
        assert session.sending is not None
    assert session.own_key is not None
    assert session.sending is not None
    lying = replace(
        session,
        own_key=replace(session.own_key, offer=offer),
        sending=replace(session.sending, answer=answer),
    )
    return lying.encrypt(b"forged", SYSTEM)[1]


def leading(*, offering: bool) -> tuple[Session, Session]:
    """(a side whose newest chain made an offer or not, the other, about to answer it)."""
    if not offering:
        return fresh_pair_without_offers()
    initiator, responder = fresh_pair()
    responder, envelope = responder.encrypt(b"x", SYSTEM)
    initiator, _ = initiator.decrypt(envelope)
    return responder, initiator


def fresh_pair_without_offers() -> tuple[Session, Session]:
    """(a side that leads with a chain without an offer, the other, about to answer it)."""
    initiator, responder = fresh_pair(every_chain=False)
    for _ in range(2):
        responder, envelope = responder.encrypt(b"x", SYSTEM, every_chain=False, now_ms=NOW_MS)
        initiator, _ = initiator.decrypt(envelope)
        initiator, envelope = initiator.encrypt(b"x", SYSTEM, every_chain=False, now_ms=NOW_MS)
        responder, _ = responder.decrypt(envelope)
    assert initiator.own_key is not None
    assert initiator.own_key.offer is None
    return initiator, responder


def test_every_chain_offers_and_answers_one_to_one() -> None:
    one, two = fresh_pair()
    one, envelope = one.encrypt(b"again on the first chain", SYSTEM)
    first = Envelope.decode(envelope).header
    assert first.offer
    assert not first.answer, "there was nothing to answer"
    offers = {first.offer}
    for turn in range(6):
        two, envelope = two.encrypt(b"x", SYSTEM)
        header = Envelope.decode(envelope).header
        assert len(header.offer) == kem.ENCAPSULATION_KEY_SIZE
        assert len(header.answer) == kem.CIPHERTEXT_SIZE, turn
        offers.add(header.offer)
        two, again = two.encrypt(b"y", SYSTEM)
        repeated = Envelope.decode(again).header
        assert (repeated.offer, repeated.answer) == (header.offer, header.answer)
        one, _ = one.decrypt(envelope)
        one, _ = one.decrypt(again)
        one, two = two, one
    assert len(offers) == 7


def test_the_shared_secret_reaches_the_root_key() -> None:
    """Whoever knows every X25519 secret but not the KEM's ends elsewhere."""
    one, two = fresh_pair()
    two, envelope = two.encrypt(b"x", SYSTEM)
    assert one.own_key is not None
    blind = replace(one, own_key=replace(one.own_key, kem_seed=b"\x07" * 64))
    with pytest.raises(UndecryptableError):
        blind.decrypt(envelope)
    assert one.decrypt(envelope)[1] == b"x"


@pytest.mark.parametrize("offering", [True, False])
def test_an_answer_comes_if_and_only_if_there_was_an_offer(offering: bool) -> None:
    leader, answerer = leading(offering=offering)
    answerer, envelope = answerer.encrypt(b"x", SYSTEM)
    header = Envelope.decode(envelope).header
    assert bool(header.answer) == offering
    assert leader.decrypt(envelope)[1] == b"x"


def test_a_missing_answer_is_refused() -> None:
    leader, answerer = leading(offering=True)
    with pytest.raises(PostQuantumError):
        leader.decrypt(forged(answerer, offer=OTHER_OFFER, answer=None))


def test_an_unsolicited_answer_is_refused() -> None:
    leader, answerer = leading(offering=False)
    with pytest.raises(PostQuantumError):
        leader.decrypt(forged(answerer, offer=OTHER_OFFER, answer=OTHER_ANSWER))


def test_an_unsolicited_answer_to_the_handshake_is_refused() -> None:
    """The signed prekey offers nothing: the handshake had its own encapsulation."""
    alice, bob = Device.make(), Device.make()
    initiator = alice.initiate(bob, bob.bundle())
    responder = bob.accept(alice, InitialFields.decode(initiator.initial))
    with pytest.raises(PostQuantumError):
        responder.decrypt(forged(initiator, offer=OTHER_OFFER, answer=OTHER_ANSWER))


@pytest.mark.parametrize(
    "change",
    [
        {"offer": OTHER_OFFER},
        {"offer": b""},
        {"answer": OTHER_ANSWER},
        {"answer": b""},
        {"offer": b"", "answer": b""},
    ],
)
def test_what_changes_within_a_chain_is_refused(change: dict[str, bytes]) -> None:
    leader, answerer = leading(offering=True)
    answerer, first = answerer.encrypt(b"first", SYSTEM)
    leader, _ = leader.decrypt(first)
    header = changed(Envelope.decode(first).header, **change)
    envelope = forged(answerer, offer=header.offer or None, answer=header.answer or None)
    with pytest.raises(PostQuantumError):
        leader.decrypt(envelope)
    _, honest = answerer.encrypt(b"honest", SYSTEM)
    assert leader.decrypt(honest)[1] == b"honest"


def test_an_offer_that_no_one_can_answer_is_refused_on_arrival() -> None:
    """Else the session would break later, when we want to send."""
    leader, answerer = leading(offering=True)
    answerer, _ = answerer.encrypt(b"x", SYSTEM)
    assert answerer.sending is not None
    envelope = forged(answerer, offer=b"\xff" * 1184, answer=answerer.sending.answer)
    with pytest.raises(PostQuantumError):
        leader.decrypt(envelope)


def test_a_wrong_answer_does_not_open() -> None:
    leader, answerer = leading(offering=True)
    with pytest.raises(UndecryptableError):
        leader.decrypt(forged(answerer, offer=OTHER_OFFER, answer=OTHER_ANSWER))


def test_offer_and_answer_survive_loss_and_disorder() -> None:
    one, two = fresh_pair()
    two, lost = two.encrypt(b"late", SYSTEM)
    two, seen = two.encrypt(b"seen", SYSTEM)
    one, plaintext = one.decrypt(seen)
    assert plaintext == b"seen"
    one, _ = one.encrypt(b"lost for ever", SYSTEM)
    one, later = one.encrypt(b"later", SYSTEM)
    two, plaintext = two.decrypt(later)
    assert plaintext == b"later"
    two, envelope = two.encrypt(b"next", SYSTEM)
    one, plaintext = one.decrypt(envelope)
    assert plaintext == b"next"
    assert one.decrypt(lost)[1] == b"late"


def chain_offers(session: Session, peer: Session, now_ms: int) -> tuple[Session, Session, bool]:
    """Begin a chain, have it answered, and tell whether it made an offer."""
    session, envelope = session.encrypt(b"x", SYSTEM, every_chain=False, now_ms=now_ms)
    peer, _ = peer.decrypt(envelope)
    peer, reply = peer.encrypt(b"y", SYSTEM, every_chain=False, now_ms=now_ms)
    session, _ = session.decrypt(reply)
    return session, peer, bool(Envelope.decode(envelope).header.offer)


def test_the_sparing_policy_offers_after_fifty_messages_or_a_day() -> None:
    initiator, responder = fresh_pair(every_chain=False)
    assert initiator.own_key is not None
    assert initiator.own_key.offer, "a session that never offered offers at once"
    responder, envelope = responder.encrypt(b"x", SYSTEM, every_chain=False, now_ms=NOW_MS)
    one, two = initiator.decrypt(envelope)[0], responder
    one, two, offered = chain_offers(one, two, NOW_MS + 1000)
    assert not offered
    one, two, offered = chain_offers(one, two, NOW_MS + OFFER_AFTER_MS - 1)
    assert not offered
    one, two, offered = chain_offers(one, two, NOW_MS + OFFER_AFTER_MS)
    assert offered
    now_ms = NOW_MS + OFFER_AFTER_MS + 1
    chains = 0
    while True:
        one, two, offered = chain_offers(one, two, now_ms)
        chains += 1
        if offered:
            break
    assert chains == OFFER_AFTER_MESSAGES


def test_a_ratchet_key_opens_only_what_it_asked_for() -> None:
    asking = RatchetKey.generate(SYSTEM, with_offer=True)
    silent = RatchetKey.generate(SYSTEM, with_offer=False)
    assert asking.offer is not None
    ciphertext, shared_secret = SYSTEM.encapsulate(asking.offer)
    assert asking.open_answer(ciphertext) == shared_secret
    assert silent.open_answer(b"") == b""
    for key, answer in ((asking, b""), (silent, ciphertext)):
        with pytest.raises(PostQuantumError):
            key.open_answer(answer)
