"""Our ratchet talks to an independent implementation: the `DoubleRatchet` package.

It is configured with our KDFs and told how we lay out associated data. It has no KEM step, so our
side makes no offers. Either side may be the initiator; messages are delayed, lost and reordered.
"""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable

import pytest
from doubleratchet import AEAD, DoubleRatchet, EncryptedMessage
from doubleratchet import Header as TheirHeader
from doubleratchet.recommended import (
    HashFunction,
    diffie_hellman_ratchet_curve25519,
    kdf_hkdf,
    kdf_separate_hmacs,
)
from msgspec.structs import replace

from app.core import tlv
from app.core.ids import SessionId
from app.crypto.errors import UndecryptableError
from app.crypto.handshake import InitialFields
from app.crypto.ratchet import message_key
from app.crypto.ratchet.header import Envelope, Header, encode_envelope
from app.crypto.ratchet.session import Session
from tests.unit.crypto.people import NOW_MS, SYSTEM, Device


class RootKdf(kdf_hkdf.KDF):
    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256

    @staticmethod
    def _get_info() -> bytes:
        empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        return b"curbside/1 root\0" + bytes.fromhex(empty)


class ChainKdf(kdf_separate_hmacs.KDF):
    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256


class MessageAead(AEAD):
    """Ours, under the message secret that their ratchet arrives at."""

    @staticmethod
    async def encrypt(plaintext: bytes, key: bytes, associated_data: bytes) -> bytes:
        nonce, bound_to = tlv.decode(associated_data, 2)
        return message_key.seal(key, nonce, plaintext, bound_to)

    @staticmethod
    async def decrypt(ciphertext: bytes, key: bytes, associated_data: bytes) -> bytes:
        nonce, bound_to = tlv.decode(associated_data, 2)
        return message_key.unseal(key, nonce, ciphertext, bound_to)


def our_header(session_id: bytes, nonce: bytes, header: TheirHeader) -> Header:
    return Header(
        SessionId(session_id),
        nonce,
        header.ratchet_pub,
        header.previous_sending_chain_length,
        header.sending_chain_length,
        b"",
        b"",
    )


class TheirRatchet(DoubleRatchet):
    @staticmethod
    def _build_associated_data(associated_data: bytes, header: TheirHeader) -> bytes:
        transcript_hash, direction, nonce = tlv.decode(associated_data, 3)
        encoded = our_header(transcript_hash[:16], nonce, header).encode()
        bound_to = message_key.associated_data(transcript_hash, direction[0], encoded)
        return tlv.encode(nonce, bound_to)


class TheirSide:
    """The other implementation, behind envelopes like ours."""

    def __init__(self, transcript_hash: bytes, root_key: bytes, direction: int) -> None:
        self.transcript_hash = transcript_hash
        self.direction = direction
        self.ratchet: TheirRatchet | None = None
        self.configuration = {
            "diffie_hellman_ratchet_class": diffie_hellman_ratchet_curve25519.DiffieHellmanRatchet,
            "root_chain_kdf": RootKdf,
            "message_chain_kdf": ChainKdf,
            # Their chain keeps the first output and gives the second: CK, then mk.
            "message_chain_constant": b"\x02\x01",
            "dos_protection_threshold": 1000,
            "max_num_skipped_message_keys": 2000,
            "aead": MessageAead,
            "shared_secret": root_key,
        }
        self.recipient_ratchet_pub = b""
        self.own_ratchet_priv = b""

    async def encrypt(self, plaintext: bytes) -> bytes:
        nonce = secrets.token_bytes(24)
        context = tlv.encode(self.transcript_hash, bytes((self.direction,)), nonce)
        if self.ratchet is None:
            self.ratchet, message = await TheirRatchet.encrypt_initial_message(
                **self.configuration,
                recipient_ratchet_pub=self.recipient_ratchet_pub,
                message=plaintext,
                associated_data=context,
            )
        else:
            message = await self.ratchet.encrypt_message(plaintext, context)
        header = our_header(self.transcript_hash[:16], nonce, message.header)
        return encode_envelope(b"", header.encode(), message.ciphertext)

    async def decrypt(self, envelope: bytes) -> bytes:
        parts = Envelope.decode(envelope)
        header = TheirHeader(
            parts.header.ratchet_key, parts.header.previous_count, parts.header.number
        )
        message = EncryptedMessage(header=header, ciphertext=parts.ciphertext)
        nonce = parts.header.nonce
        context = tlv.encode(self.transcript_hash, bytes((1 - self.direction,)), nonce)
        if self.ratchet is None:
            self.ratchet, plaintext = await TheirRatchet.decrypt_initial_message(
                **self.configuration,
                own_ratchet_priv=self.own_ratchet_priv,
                message=message,
                associated_data=context,
            )
            return plaintext
        return await self.ratchet.decrypt_message(message, context)


class OurSide:
    """A session that makes no offers."""

    def __init__(self, session: Session) -> None:
        # As if it had offered just now, so that the sparing policy is never due.
        self.session = replace(session, offered_at_ms=NOW_MS)

    async def encrypt(self, plaintext: bytes) -> bytes:
        quiet = replace(self.session, sent_since_offer=0)
        self.session, envelope = quiet.encrypt(plaintext, SYSTEM, every_chain=False, now_ms=NOW_MS)
        return envelope

    async def decrypt(self, envelope: bytes) -> bytes:
        self.session, plaintext = self.session.decrypt(envelope)
        return plaintext


Side = OurSide | TheirSide


def sides(*, we_initiate: bool) -> tuple[Side, Side]:
    """(initiator, responder), one of each implementation."""
    alice, bob = Device.make(), Device.make()
    initiator = alice.initiate(bob, bob.bundle())
    responder = bob.accept(alice, InitialFields.decode(initiator.initial))
    assert initiator.peer_step is not None
    assert responder.own_key is not None
    theirs = TheirSide(initiator.transcript_hash, initiator.root_key, 1 if we_initiate else 0)
    if we_initiate:
        theirs.own_ratchet_priv = responder.own_key.secret
        return OurSide(initiator), theirs
    theirs.recipient_ratchet_pub = initiator.peer_step.ratchet_key
    return theirs, OurSide(responder)


async def converse(initiator: Side, responder: Side, schedule: random.Random) -> int:
    """Run a random conversation; return how many messages arrived."""
    first = await initiator.encrypt(b"first")
    assert await responder.decrypt(first) == b"first"
    in_flight: list[tuple[Callable[[bytes], Awaitable[bytes]], bytes, bytes]] = []
    arrived = 0
    for step in range(150):
        action = schedule.random()
        if action < 0.5 or not in_flight:
            sender, receiver = schedule.sample((initiator, responder), 2)
            text = b"message %d" % step
            in_flight.append((receiver.decrypt, await sender.encrypt(text), text))
        elif action < 0.95:
            receive, envelope, text = in_flight.pop(
                # Mostly in order, and no older than the chains that are remembered.
                schedule.randrange(min(4, len(in_flight)))
            )
            assert await receive(envelope) == text
            arrived += 1
        else:
            in_flight.pop(schedule.randrange(len(in_flight)))
    return arrived


@pytest.mark.parametrize("we_initiate", [True, False])
@pytest.mark.parametrize("seed", range(8))
def test_random_conversations_with_the_other_implementation(seed: int, we_initiate: bool) -> None:
    initiator, responder = sides(we_initiate=we_initiate)
    assert asyncio.run(converse(initiator, responder, random.Random(seed))) > 30


def test_the_comparison_would_notice_another_chain_kdf() -> None:
    initiator, responder = sides(we_initiate=False)
    assert isinstance(initiator, TheirSide)
    initiator.configuration["message_chain_constant"] = b"\x01\x02"
    with pytest.raises(UndecryptableError):
        asyncio.run(converse(initiator, responder, random.Random(0)))
