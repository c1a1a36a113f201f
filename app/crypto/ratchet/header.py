"""The clear part of a ratchet message, and the envelope around it.

relay/PROTOCOL.md section 8. All of the header is associated data of the message.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import SessionId
from app.crypto import aead, kem, x25519
from app.crypto.identity import ID_SIZE

VERSION = 1
_OFFER_FLAG = 0x01
_ANSWER_FLAG = 0x02
_NUMBER_SIZE = 4
MAX_NUMBER = 2 ** (8 * _NUMBER_SIZE) - 1
_FIXED_SIZE = 2 + ID_SIZE + aead.NONCE_SIZE + x25519.PUBLIC_KEY_SIZE + 2 * _NUMBER_SIZE


@dataclass(frozen=True, slots=True)
class Header:
    """Which key a message is under."""

    session_id: SessionId
    nonce: bytes
    ratchet_key: bytes
    """DHs: the sender's X25519 key of this chain."""
    previous_count: int
    """PN: how many messages the sender's previous chain has."""
    number: int
    """N: this message's number in its chain, from 0."""
    offer: bytes
    """EK: an encapsulation key for the peer's next chain to answer, or empty."""
    answer: bytes
    """CT: the ciphertext that answers the EK of the chain this one answers, or empty."""

    def encode(self) -> bytes:
        """Return the bytes on the wire."""
        flags = (_OFFER_FLAG if self.offer else 0) | (_ANSWER_FLAG if self.answer else 0)
        return b"".join(
            (
                bytes((VERSION, flags)),
                self.session_id,
                self.nonce,
                self.ratchet_key,
                self.previous_count.to_bytes(_NUMBER_SIZE, "big"),
                self.number.to_bytes(_NUMBER_SIZE, "big"),
                self.offer,
                self.answer,
            )
        )

    @classmethod
    def decode(cls, data: bytes) -> Header:
        """Read what `encode` made. Raises DecodeError."""
        if len(data) < _FIXED_SIZE or data[0] != VERSION:
            raise DecodeError
        flags = data[1]
        if flags & ~(_OFFER_FLAG | _ANSWER_FLAG):
            raise DecodeError
        offer_size = kem.ENCAPSULATION_KEY_SIZE if flags & _OFFER_FLAG else 0
        answer_size = kem.CIPHERTEXT_SIZE if flags & _ANSWER_FLAG else 0
        if len(data) != _FIXED_SIZE + offer_size + answer_size:
            raise DecodeError
        parts: list[bytes] = []
        position = 2
        for size in (
            ID_SIZE,
            aead.NONCE_SIZE,
            x25519.PUBLIC_KEY_SIZE,
            _NUMBER_SIZE,
            _NUMBER_SIZE,
            offer_size,
            answer_size,
        ):
            parts.append(data[position : position + size])
            position += size
        session_id, nonce, ratchet_key, previous_count, number, offer, answer = parts
        return cls(
            SessionId(session_id),
            nonce,
            ratchet_key,
            int.from_bytes(previous_count, "big"),
            int.from_bytes(number, "big"),
            offer,
            answer,
        )


@dataclass(frozen=True, slots=True)
class Envelope:
    """One ratchet message as it travels."""

    initial: bytes
    """What the receiver needs to join the session, or empty (section 7)."""
    header_bytes: bytes
    header: Header
    ciphertext: bytes

    @classmethod
    def decode(cls, data: bytes) -> Envelope:
        """Split an envelope. Raises DecodeError."""
        initial, header, ciphertext = tlv.decode(data, 3)
        if len(ciphertext) < aead.TAG_SIZE:
            raise DecodeError
        return cls(initial, header, Header.decode(header), ciphertext)


def encode_envelope(initial: bytes, header: bytes, ciphertext: bytes) -> bytes:
    """Join what `Envelope.decode` splits."""
    return tlv.encode(initial, header, ciphertext)
