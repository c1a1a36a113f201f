"""A message: one body for everyone, and one small payload for each device.

relay/PROTOCOL.md section 9. The body is encrypted once under a key of its own; the payload, which
carries that key and says what the body belongs to, is the plaintext of each recipient device's
ratchet message. XChaCha20-Poly1305 does not commit to its key, so one ciphertext could be made to
open to two texts under two keys; `kc` commits to the key, and the payload to the body.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, ConversationId, DeviceId, LogId, MessageId
from app.core.randomness import Randomness
from app.crypto import aead, labels
from app.crypto.errors import AuthenticationError, BodyRefusedError
from app.crypto.identity import ID_SIZE
from app.crypto.key_derivation import hmac_sha256
from app.crypto.padding import pad, unpad

PAYLOAD_KIND: Final = 1
HASH_SIZE = 32
NO_ROSTER = bytes(HASH_SIZE)
"""`roster_hash` of a message to one person; its `roster_epoch` is 0."""
MAX_CHECKPOINT_SIZE = 4096
_MAX_TIME_MS = 2**53
_COMMITMENT_SIZE = 32
_SEQ_SIZE = 8
_CIPHERTEXT_AT = ID_SIZE + aead.NONCE_SIZE + _COMMITMENT_SIZE


def conversation_id(log_id: LogId, first: AccountId, second: AccountId) -> ConversationId:
    """Return the id that two people's conversation has on both sides."""
    lower, higher = sorted((first, second))
    fields = tlv.encode(log_id, lower, higher)
    return ConversationId(sha256(labels.CONVERSATION + fields).digest())


@dataclass(frozen=True, slots=True)
class BodyContext:
    """What a body is bound to, so that it cannot be moved elsewhere."""

    conv_id: ConversationId
    msg_id: MessageId
    sender_account: AccountId
    sender_device: DeviceId
    roster_epoch: int
    roster_hash: bytes
    devset_hash: bytes

    def associated_data(self) -> bytes:
        """Return the associated data of the body's encryption."""
        return tlv.encode(
            labels.BODY,
            self.conv_id,
            self.msg_id,
            self.sender_account,
            self.sender_device,
            self.roster_epoch.to_bytes(8, "big"),
            self.roster_hash,
            self.devset_hash,
        )


@dataclass(frozen=True, slots=True, repr=False)
class SealedBody:
    """An encrypted body and the key that opens it."""

    body_key: bytes
    body: bytes
    digest: bytes
    """SHA-256 of `body`."""

    def __repr__(self) -> str:
        return f"SealedBody({len(self.body)} bytes, redacted)"


def seal_body(content: bytes, context: BodyContext, randomness: Randomness) -> SealedBody:
    """Pad and encrypt `content` under a fresh key. Encrypting again makes a different body."""
    body_key = randomness.random_bytes(aead.KEY_SIZE)
    nonce = randomness.random_bytes(aead.NONCE_SIZE)
    ciphertext = aead.seal(body_key, nonce, pad(content), context.associated_data())
    body = context.msg_id + nonce + _commitment(body_key, context.msg_id) + ciphertext
    return SealedBody(body_key, body, sha256(body).digest())


def open_body(body: bytes, body_key: bytes, context: BodyContext) -> bytes:
    """Return the content. Raises BodyRefusedError.

    `Payload.open` is the usual way in: it also checks that the body is the one the payload names.
    """
    if len(body) < _CIPHERTEXT_AT + aead.TAG_SIZE or body[:ID_SIZE] != context.msg_id:
        raise BodyRefusedError
    nonce = body[ID_SIZE : ID_SIZE + aead.NONCE_SIZE]
    commitment = body[ID_SIZE + aead.NONCE_SIZE : _CIPHERTEXT_AT]
    if not hmac.compare_digest(commitment, _commitment(body_key, context.msg_id)):
        raise BodyRefusedError
    try:
        padded = aead.unseal(body_key, nonce, body[_CIPHERTEXT_AT:], context.associated_data())
    except AuthenticationError:
        raise BodyRefusedError from None
    return unpad(padded)


@dataclass(frozen=True, slots=True, repr=False)
class Payload:
    """What one recipient device is told: the body's key, and what the message claims to be."""

    body_key: bytes
    body_digest: bytes
    conv_id: ConversationId
    msg_id: MessageId
    roster_epoch: int
    roster_hash: bytes
    devset_hash: bytes
    excluded: tuple[AccountId, ...]
    """Accounts left out on purpose, ascending."""
    sender_seq: int
    """Counts from 1 for each ordered pair of devices."""
    checkpoint: bytes
    """The sender's latest signed note."""
    sent_at: int
    """The sender's clock, in milliseconds: shown, never sorted by."""
    kind: int = PAYLOAD_KIND

    def encode(self) -> bytes:
        """Return the plaintext of the ratchet message."""
        return tlv.encode(
            self.kind.to_bytes(1, "big"),
            self.body_key,
            self.body_digest,
            self.conv_id,
            self.msg_id,
            self.roster_epoch.to_bytes(8, "big"),
            self.roster_hash,
            self.devset_hash,
            tlv.encode(*self.excluded),
            self.sender_seq.to_bytes(8, "big"),
            self.checkpoint,
            self.sent_at.to_bytes(8, "big"),
        )

    def template(self) -> PayloadTemplate:
        """The same for many devices: they differ in `sender_seq` alone."""
        whole = self.encode()
        end = len(tlv.encode(self.checkpoint, self.sent_at.to_bytes(8, "big")))
        return PayloadTemplate(whole[: -end - _SEQ_SIZE], whole[-end:])

    @classmethod
    def decode(cls, data: bytes) -> Payload:
        """Read what `encode` made. Raises DecodeError."""
        fields = tlv.decode(data, 12)
        kind, body_key, body_digest, conv_id, msg_id, epoch, roster_hash, devset_hash = fields[:8]
        excluded, sender_seq, checkpoint, sent_at = fields[8:]
        payload = cls(
            body_key=tlv.fixed(body_key, aead.KEY_SIZE),
            body_digest=tlv.fixed(body_digest, HASH_SIZE),
            conv_id=ConversationId(tlv.fixed(conv_id, HASH_SIZE)),
            msg_id=MessageId(tlv.fixed(msg_id, ID_SIZE)),
            roster_epoch=tlv.unsigned(epoch, 8),
            roster_hash=tlv.fixed(roster_hash, HASH_SIZE),
            devset_hash=tlv.fixed(devset_hash, HASH_SIZE),
            excluded=_excluded(excluded),
            sender_seq=tlv.unsigned(sender_seq, 8),
            checkpoint=checkpoint,
            sent_at=tlv.unsigned(sent_at, 8),
            kind=tlv.unsigned(kind, 1),
        )
        if (
            payload.kind != PAYLOAD_KIND
            or not 1 <= payload.sender_seq < 2**63
            or payload.roster_epoch >= 2**63
            or len(checkpoint) > MAX_CHECKPOINT_SIZE
            or payload.sent_at > _MAX_TIME_MS
        ):
            raise DecodeError
        return payload

    def context(self, sender_account: AccountId, sender_device: DeviceId) -> BodyContext:
        """Return what the body is bound to when this sender's session carried the payload."""
        return BodyContext(
            self.conv_id,
            self.msg_id,
            sender_account,
            sender_device,
            self.roster_epoch,
            self.roster_hash,
            self.devset_hash,
        )

    def open(self, body: bytes, sender_account: AccountId, sender_device: DeviceId) -> bytes:
        """Return the content of the very body that this payload names, else BodyRefusedError."""
        if not hmac.compare_digest(sha256(body).digest(), self.body_digest):
            raise BodyRefusedError
        return open_body(body, self.body_key, self.context(sender_account, sender_device))

    def __repr__(self) -> str:
        return f"Payload(sender_seq={self.sender_seq}, redacted)"


@dataclass(frozen=True, slots=True, repr=False)
class PayloadTemplate:
    """A payload's encoding around the number."""

    before: bytes
    after: bytes

    def encode(self, sender_seq: int) -> bytes:
        """The plaintext of the ratchet message of one device."""
        return self.before + sender_seq.to_bytes(_SEQ_SIZE, "big") + self.after

    def __repr__(self) -> str:
        return "PayloadTemplate(redacted)"


def _commitment(body_key: bytes, msg_id: MessageId) -> bytes:
    """`kc` of section 9."""
    return hmac_sha256(body_key, labels.COMMIT + msg_id)


def _excluded(field: bytes) -> tuple[AccountId, ...]:
    accounts = tuple(AccountId(tlv.fixed(item, ID_SIZE)) for item in tlv.decode_list(field))
    if list(accounts) != sorted(set(accounts)):
        raise DecodeError
    return accounts
