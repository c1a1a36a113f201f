"""A session between two devices: the Double Ratchet (relay/PROTOCOL.md section 8).

Theory of operation
===================
Each side sends in *chains*. A chain has one ratchet key (X25519), perhaps an offer (EK) and an
answer (CT) for the post-quantum step (`post_quantum`), and any number of messages, each under a key
of its own. A new chain answers the newest chain of the peer, and is made only when there is
something to send:

    state      | what we hold                  | on send               | on a chain not seen before
    -----------+-------------------------------+-----------------------+----------------------------
    LISTENING  | own ratchet key: the signed   | refused, we do not    | root step (receive)
    (responder,| prekey; no chain of our own   | know the peer's key   |   -> OWING
     at first) |                               |                       |
    OWING      | the peer's newest ratchet key | new ratchet key, root | refused: the peer cannot
    (initiator,| and offer, not yet answered   | step (send), message  | answer what was not sent
     at first) |                               |   -> LEADING          |
    LEADING    | own ratchet key, chain key;   | next message of the   | root step (receive), own
               | our chain is the newest       | chain -> LEADING      | key is dropped -> OWING

A message of a chain seen before never changes the state: it takes its key from that chain, whatever
the order of arrival. The root step of a new chain mixes the agreement of both ratchet keys, and the
KEM secret if the answered chain offered one. The initiator's handshake prefix is repeated until
anything of the peer's was decrypted.

A `Session` is a value. `encrypt` and `decrypt` return the next one and leave this one as it was, so
that the caller commits the new state together with the ciphertext or the message, or neither.
"""

from __future__ import annotations

import hmac
from enum import IntEnum
from hashlib import sha256
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from app.core.errors import DecodeError
from app.core.ids import SessionId
from app.core.randomness import Randomness
from app.crypto import aead, x25519
from app.crypto.errors import (
    AuthenticationError,
    BadKeyError,
    NotYetAnswerableError,
    SessionExhaustedError,
    TooManySkippedError,
    UndecryptableError,
)
from app.crypto.identity import ID_SIZE, DeviceIdentity
from app.crypto.ratchet import message_key, post_quantum
from app.crypto.ratchet.chain_key import chain_step
from app.crypto.ratchet.header import MAX_NUMBER, Envelope, Header, encode_envelope
from app.crypto.ratchet.post_quantum import RatchetKey
from app.crypto.ratchet.receiving_chain import (
    MAX_SKIPPED_AT_ONCE,
    ReceivingChain,
    within_bounds,
)
from app.crypto.ratchet.root_key import root_step
from app.crypto.ratchet.state import (
    Ciphertext,
    EncapsulationKey,
    Key,
    Number,
    SecretState,
    Time,
)

STATE_VERSION: Final = 1


class Role(IntEnum):
    """Who started the session. The value is the direction of what that side sends."""

    INITIATOR = 0
    RESPONDER = 1


class RatchetState(IntEnum):
    """See the table above."""

    LISTENING = 0
    OWING = 1
    LEADING = 2


class PeerStep(SecretState, frozen=True):
    """The peer's newest ratchet key and offer, while our answer to them is owing."""

    ratchet_key: Key
    offer: EncapsulationKey | None


class SendingChain(SecretState, frozen=True):
    """Our newest chain."""

    chain_key: Key
    next_number: Number
    previous_count: Number
    """PN: how many messages our chain before this one has."""
    answer: Ciphertext | None


class Session(SecretState, frozen=True):
    """One side of a session. Made by `handshake.initiate` and `handshake.accept`."""

    transcript_hash: Key
    """`th`: names the session, and everything that both sides agreed on."""
    role: Role
    peer_id: bytes
    """The peer's identity at the handshake, encoded."""
    log_size: Annotated[int, Meta(ge=1, le=2**53)]
    """Size of the log at which the initiator took both identities."""
    log_root: Key
    initial: bytes
    """Initiator: the handshake prefix, until answered; then empty. Responder: empty."""
    initial_digest: Key
    """SHA-256 of the handshake prefix."""
    root_key: Key
    own_key: RatchetKey | None
    peer_step: PeerStep | None
    sending: SendingChain | None
    receiving: tuple[ReceivingChain, ...]
    """Newest first."""
    previous_count: Number
    """How many messages our last finished chain has."""
    sent_since_offer: Annotated[int, Meta(ge=0)]
    offered_at_ms: Time

    @property
    def session_id(self) -> SessionId:
        """16 bytes, in every envelope of the session."""
        return SessionId(self.transcript_hash[:ID_SIZE])

    @property
    def peer(self) -> DeviceIdentity:
        """Whom the session is with. The caller checks that it is still live in the log."""
        return DeviceIdentity.decode(self.peer_id)

    @property
    def answered(self) -> bool:
        """Does the peer surely have the session? Until then envelopes carry the prefix."""
        return not self.initial

    @property
    def state(self) -> RatchetState:
        """Where in the table the session stands. DecodeError for no state of the table."""
        match (self.own_key is not None, self.peer_step is not None, self.sending is not None):
            case (True, False, False):
                return RatchetState.LISTENING
            case (False, True, False):
                return RatchetState.OWING
            case (True, False, True):
                return RatchetState.LEADING
            case _:
                raise DecodeError

    def encrypt(
        self,
        plaintext: bytes,
        randomness: Randomness,
        *,
        every_chain: bool = True,
        now_ms: int = 0,
    ) -> tuple[Session, bytes]:
        """Return (next session, envelope).

        `every_chain`: offer a post-quantum step with each new chain (one-to-one); else only after
        `OFFER_AFTER_MESSAGES` or `OFFER_AFTER_MS`, counted by `now_ms` (relay time).
        Raises NotYetAnswerableError, and SessionExhaustedError after 2^32 messages in a chain.
        """
        session = self
        if session.sending is None:
            session = self._begin_chain(randomness, every_chain=every_chain, now_ms=now_ms)
        chain, own_key = session.sending, session.own_key
        if chain is None or own_key is None:
            raise NotYetAnswerableError
        if chain.next_number >= MAX_NUMBER:
            raise SessionExhaustedError
        message_secret, chain_key = chain_step(chain.chain_key)
        header = Header(
            self.session_id,
            randomness.random_bytes(aead.NONCE_SIZE),
            own_key.public,
            chain.previous_count,
            chain.next_number,
            own_key.offer or b"",
            chain.answer or b"",
        )
        header_bytes = header.encode()
        bound_to = message_key.associated_data(self.transcript_hash, self.role, header_bytes)
        ciphertext = message_key.seal(message_secret, header.nonce, plaintext, bound_to)
        advanced = replace(
            session,
            sending=replace(chain, chain_key=chain_key, next_number=chain.next_number + 1),
            sent_since_offer=session.sent_since_offer + 1,
        )
        return advanced, encode_envelope(self.initial, header_bytes, ciphertext)

    def decrypt(self, envelope: bytes, *, now_ms: int = 0) -> tuple[Session, bytes]:
        """Return (next session, plaintext).

        `now_ms` is the relay time that keys of skipped messages are aged by; 0 never ages them.
        Raises DecodeError; AlreadyReceivedError for a number that was used; UndecryptableError and
        its kinds for everything else.
        """
        parts = Envelope.decode(envelope)
        header = parts.header
        if header.session_id != self.session_id or not self._initial_fits(parts.initial):
            raise UndecryptableError
        try:
            session, message_secret = self._receive(header, now_ms)
            bound_to = message_key.associated_data(
                self.transcript_hash, 1 - self.role, parts.header_bytes
            )
            plaintext = message_key.unseal(message_secret, header.nonce, parts.ciphertext, bound_to)
        except (AuthenticationError, BadKeyError):
            raise UndecryptableError from None
        return session, plaintext

    def discard_skipped(self, stored_before_ms: int) -> Session:
        """Return the session without keys of messages passed over before that relay time."""
        return replace(
            self,
            receiving=tuple(chain.discard_older(stored_before_ms) for chain in self.receiving),
        )

    def to_bytes(self) -> bytes:
        """Return the state for the encrypted store. It holds keys."""
        return bytes((STATE_VERSION,)) + _ENCODER.encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Session:
        """Read what `to_bytes` made. Raises DecodeError."""
        if not data or data[0] != STATE_VERSION:
            raise DecodeError
        try:
            session = _DECODER.decode(data[1:])
        except msgspec.DecodeError:
            raise DecodeError from None
        # Both refuse what no sequence of steps leads to.
        _ = session.state, session.peer
        return session

    def _begin_chain(self, randomness: Randomness, *, every_chain: bool, now_ms: int) -> Session:
        """The root step of a chain of ours: OWING -> LEADING."""
        peer_step = self.peer_step
        if peer_step is None:
            raise NotYetAnswerableError
        with_offer = every_chain or post_quantum.offer_is_due(
            self.sent_since_offer, self.offered_at_ms, now_ms
        )
        own_key = RatchetKey.generate(randomness, with_offer=with_offer)
        answer, shared_secret = post_quantum.answer_offer(peer_step.offer, randomness)
        root_key, chain_key = root_step(
            self.root_key,
            x25519.agree(own_key.secret, peer_step.ratchet_key),
            shared_secret,
            peer_step.offer or b"",
            answer,
        )
        return replace(
            self,
            root_key=root_key,
            own_key=own_key,
            peer_step=None,
            sending=SendingChain(chain_key, 0, self.previous_count, answer or None),
            sent_since_offer=0 if with_offer else self.sent_since_offer,
            offered_at_ms=now_ms if with_offer else self.offered_at_ms,
        )

    def _receive(self, header: Header, now_ms: int) -> tuple[Session, bytes]:
        """Return (session after the message, its secret), before it is authenticated."""
        binding = post_quantum.binding(header.offer, header.answer)
        for index, chain in enumerate(self.receiving):
            if chain.ratchet_key == header.ratchet_key:
                chain.check_binding(binding)
                taken, message_secret = chain.take(header.number, now_ms)
                chains = (*self.receiving[:index], taken, *self.receiving[index + 1 :])
                return replace(self, initial=b"", receiving=within_bounds(chains)), message_secret
        return self._accept_chain(header, binding, now_ms)

    def _accept_chain(self, header: Header, binding: bytes, now_ms: int) -> tuple[Session, bytes]:
        """The root step of a chain of the peer's: LISTENING or LEADING -> OWING."""
        own_key = self.own_key
        if own_key is None:
            raise UndecryptableError
        shared_secret = own_key.open_answer(header.answer)
        post_quantum.check_offer(header.offer)
        root_key, chain_key = root_step(
            self.root_key,
            x25519.agree(own_key.secret, header.ratchet_key),
            shared_secret,
            (own_key.offer or b"") if header.answer else b"",
            header.answer,
        )
        closed = self._close_newest(header, now_ms)
        opened = ReceivingChain(header.ratchet_key, binding, chain_key, 0, {}, 0)
        opened, message_secret = opened.take(header.number, now_ms)
        next_session = replace(
            self,
            initial=b"",
            root_key=root_key,
            own_key=None,
            peer_step=PeerStep(header.ratchet_key, header.offer or None),
            sending=None,
            previous_count=self.sending.next_number if self.sending else 0,
            receiving=within_bounds((opened, *closed)),
        )
        return next_session, message_secret

    def _close_newest(self, header: Header, now_ms: int) -> tuple[ReceivingChain, ...]:
        """Return the chains before a new one, the last of them ended where the header says."""
        if not self.receiving:
            if header.previous_count != 0:
                raise UndecryptableError
            return ()
        newest = self.receiving[0]
        # The bound holds for the message, over both chains.
        if header.previous_count - newest.next_number + header.number > MAX_SKIPPED_AT_ONCE:
            raise TooManySkippedError
        return (newest.close(header.previous_count, now_ms), *self.receiving[1:])

    def _initial_fits(self, initial: bytes) -> bool:
        """Is the handshake prefix of an envelope none, or that of this session?"""
        if not initial:
            return True
        return self.role is Role.RESPONDER and hmac.compare_digest(
            sha256(initial).digest(), self.initial_digest
        )


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Session)
