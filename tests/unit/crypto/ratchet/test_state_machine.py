"""Two devices over a network that drops, repeats, reorders, reflects and tampers.

Whatever the order: every message that arrives unharmed is decrypted once, to its text; anything
else raises and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.core import tlv
from app.core.errors import ProtocolError
from app.core.ids import SessionId
from app.crypto.errors import AlreadyReceivedError
from app.crypto.handshake import InitialFields, envelope_initial, envelope_session_id
from app.crypto.ratchet.receiving_chain import MAX_SKIPPED_KEYS
from app.crypto.ratchet.session import RatchetState, Session
from tests.fakes.randomness import SeededRandomness
from tests.unit.crypto.people import NOW_MS, Device, sending_session

MAX_AGE = 4
"""A message is delivered or lost before its chain is forgotten."""


@dataclass
class InFlight:
    sender: int
    envelope: bytes
    text: bytes
    age: int = 0


def can_encrypt(session: Session) -> bool:
    return session.state is not RatchetState.LISTENING


@dataclass
class Endpoint:
    """A device that dispatches envelopes as the services do."""

    device: Device
    randomness: SeededRandomness
    sessions: dict[SessionId, Session] = field(default_factory=dict)

    def encrypt(self, text: bytes, *, every_chain: bool) -> bytes:
        session = sending_session(s for s in self.sessions.values() if can_encrypt(s))
        session, envelope = session.encrypt(
            text, self.randomness, every_chain=every_chain, now_ms=NOW_MS
        )
        self.sessions[session.session_id] = session
        return envelope

    def decrypt(self, peer: Device, envelope: bytes) -> bytes:
        """Commits only what decrypted."""
        session = self.sessions.get(envelope_session_id(envelope))
        if session is None:
            initial = envelope_initial(envelope)
            if initial is None:
                raise ProtocolError
            session = self._accept(peer, initial)
        session, text = session.decrypt(envelope)
        self.sessions[session.session_id] = session
        return text

    def _accept(self, peer: Device, initial: InitialFields) -> Session:
        ids = (initial.signed_prekey_id, initial.kem_prekey_id, initial.one_time_prekey_id)
        if any(key_id not in self.device.prekeys for key_id in ids if key_id is not None):
            raise ProtocolError
        return self.device.accept(peer, initial)

    def snapshot(self) -> dict[SessionId, bytes]:
        return {session_id: session.to_bytes() for session_id, session in self.sessions.items()}


class Conversation(RuleBasedStateMachine):
    """Two endpoints and everything between them."""

    @initialize(crossing=st.booleans(), one_time=st.booleans())
    def start(self, crossing: bool, one_time: bool) -> None:
        # Which session is sent on depends on the keys, so they must be the same in every run.
        seeded = SeededRandomness("state machine")
        self.ends = [Endpoint(Device.make(seeded), seeded) for _ in range(2)]
        self.in_flight: list[InFlight] = []
        self.delivered: list[InFlight] = []
        for starter in (0, 1) if crossing else (0,):
            own, peer = self.ends[starter], self.ends[1 - starter]
            bundle = peer.device.bundle(seeded, one_time=one_time)
            session = own.device.initiate(peer.device, bundle, seeded)
            own.sessions[session.session_id] = session

    def _can_send(self, sender: int) -> bool:
        return any(map(can_encrypt, self.ends[sender].sessions.values()))

    def _receive(self, message: InFlight) -> bytes:
        receiver, sender = self.ends[1 - message.sender], self.ends[message.sender]
        return receiver.decrypt(sender.device, message.envelope)

    def _must_refuse(self, receiver: int, envelope: bytes) -> None:
        before = self.ends[receiver].snapshot()
        try:
            self.ends[receiver].decrypt(self.ends[1 - receiver].device, envelope)
        except ProtocolError:
            assert self.ends[receiver].snapshot() == before
        else:
            raise AssertionError("opened")

    @rule(sender=st.integers(0, 1), text=st.binary(max_size=40), every_chain=st.booleans())
    def send(self, sender: int, text: bytes, every_chain: bool) -> None:
        if self._can_send(sender):
            envelope = self.ends[sender].encrypt(text, every_chain=every_chain)
            self.in_flight.append(InFlight(sender, envelope, text))

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def deliver_any(self, data: st.DataObject) -> None:
        """In any order, except that what is overdue goes first."""
        overdue = [i for i, message in enumerate(self.in_flight) if message.age >= MAX_AGE]
        index = overdue[0] if overdue else data.draw(st.integers(0, len(self.in_flight) - 1))
        message = self.in_flight.pop(index)
        for other in self.in_flight[:index]:
            other.age += 1
        assert self._receive(message) == message.text
        self.delivered.append(message)

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def drop(self, data: st.DataObject) -> None:
        del self.in_flight[data.draw(st.integers(0, len(self.in_flight) - 1))]

    @precondition(lambda self: self.delivered)
    @rule(data=st.data())
    def replay(self, data: st.DataObject) -> None:
        """A recent one is known as a repeat; an ancient one is at least refused."""
        recent = len(self.delivered) - 3
        index = data.draw(st.integers(0, len(self.delivered) - 1))
        message = self.delivered[index]
        self._must_refuse(1 - message.sender, message.envelope)
        if index >= recent:
            try:
                self._receive(message)
            except AlreadyReceivedError:
                return
            raise AssertionError("not known as a repeat")

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def reflect(self, data: st.DataObject) -> None:
        message = data.draw(st.sampled_from(self.in_flight))
        self._must_refuse(message.sender, message.envelope)

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data(), bit=st.integers(0, 7))
    def tamper_with_the_message(self, data: st.DataObject, bit: int) -> None:
        """Any bit of header or ciphertext, lengths included; the prefix has a rule of its own."""
        message = data.draw(st.sampled_from(self.in_flight))
        start = 4 + int.from_bytes(message.envelope[:4], "big")
        position = data.draw(st.integers(start, len(message.envelope) - 1))
        changed = bytearray(message.envelope)
        changed[position] ^= 1 << bit
        self._must_refuse(1 - message.sender, bytes(changed))

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data(), bit=st.integers(0, 7))
    def tamper_with_the_prefix(self, data: st.DataObject, bit: int) -> None:
        message = data.draw(st.sampled_from(self.in_flight))
        initial, header, ciphertext = tlv.decode(message.envelope, 3)
        if not initial:
            return
        changed = bytearray(initial)
        changed[data.draw(st.integers(0, len(initial) - 1))] ^= 1 << bit
        envelope = tlv.encode(bytes(changed), header, ciphertext)
        self._must_refuse(1 - message.sender, envelope)

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def truncate(self, data: st.DataObject) -> None:
        message = data.draw(st.sampled_from(self.in_flight))
        length = data.draw(st.integers(0, len(message.envelope) - 1))
        self._must_refuse(1 - message.sender, message.envelope[:length])

    @rule(which=st.integers(0, 1))
    def restart(self, which: int) -> None:
        end = self.ends[which]
        for session_id, session in end.sessions.items():
            stored = Session.from_bytes(session.to_bytes())
            assert stored == session
            end.sessions[session_id] = stored

    @invariant()
    def stored_keys_are_bounded(self) -> None:
        for end in getattr(self, "ends", ()):
            for session in end.sessions.values():
                waiting = sum(len(chain.skipped) for chain in session.receiving)
                assert waiting <= MAX_SKIPPED_KEYS


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
