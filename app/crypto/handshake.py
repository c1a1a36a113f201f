"""Starting a session with a device that may be offline: X25519 and ML-KEM-768 together.

relay/PROTOCOL.md section 7, after PQXDH. Three or four agreements and one encapsulation feed the
first root key; an eavesdropper would have to break both families. The transcript hash `th` covers
both identities, every key used and the log position they were taken from, and every message of the
session is bound to it.

Both functions are pure. The caller of `initiate` has verified the bundle (`PrekeyBundle.verify`).
The caller of `accept` has looked up the prekeys that `InitialFields` names, checked `log_root`
against its own replica at `log_size`, and that the peer was live then and is now; it refuses a
transcript hash whose session it has had before, and deletes the one-time secrets in the transaction
that stores the session and its first message.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, DeviceId, SessionId
from app.core.randomness import Randomness
from app.crypto import kem, labels, x25519
from app.crypto.errors import PrekeyRefusedError, UndecryptableError
from app.crypto.identity import ID_SIZE, DeviceIdentity, DeviceSecrets
from app.crypto.key_derivation import ZERO_SALT, hkdf
from app.crypto.prekeys import PrekeyBundle, PrekeyKind, PrekeySecret
from app.crypto.ratchet.header import Envelope
from app.crypto.ratchet.post_quantum import RatchetKey
from app.crypto.ratchet.session import PeerStep, Role, Session

SUITE: Final = 1
"""X25519 + ML-KEM-768 + HKDF-SHA-256 + XChaCha20-Poly1305."""
_AGREEMENT_PREFIX = b"\xff" * 32
_HASH_SIZE = 32
_MAX_LOG_SIZE = 2**53


@dataclass(frozen=True, slots=True)
class InitialFields:
    """What the first messages carry besides the message: `initial` of section 7."""

    account_id: AccountId
    """Of the initiator, as is `device_id`. A claim, until the first message decrypted."""
    device_id: DeviceId
    ephemeral_key: bytes
    """EK_A, X25519."""
    signed_prekey_id: int
    one_time_prekey_id: int | None
    kem_prekey_id: int
    """Of the last-resort or a one-time ML-KEM prekey; ids are unique over both kinds."""
    ciphertext: bytes
    """CT of the encapsulation."""
    log_size: int
    log_root: bytes

    def encode(self) -> bytes:
        """Return the bytes on the wire."""
        return tlv.encode(
            SUITE.to_bytes(1, "big"),
            self.account_id,
            self.device_id,
            self.ephemeral_key,
            _key_id(self.signed_prekey_id),
            _optional_key_id(self.one_time_prekey_id),
            _key_id(self.kem_prekey_id),
            self.ciphertext,
            _log_size(self.log_size),
            self.log_root,
        )

    @classmethod
    def decode(cls, data: bytes) -> InitialFields:
        """Read what `encode` made. Raises DecodeError, also for an unknown suite."""
        (
            suite,
            account_id,
            device_id,
            ephemeral,
            signed,
            one_time,
            kem_id,
            ciphertext,
            size,
            root,
        ) = tlv.decode(data, 10)
        log_size = tlv.unsigned(size, 8)
        if tlv.unsigned(suite, 1) != SUITE or not 1 <= log_size <= _MAX_LOG_SIZE:
            raise DecodeError
        return cls(
            AccountId(tlv.fixed(account_id, ID_SIZE)),
            DeviceId(tlv.fixed(device_id, ID_SIZE)),
            tlv.fixed(ephemeral, x25519.PUBLIC_KEY_SIZE),
            tlv.unsigned(signed, 4),
            tlv.unsigned(one_time, 4) if one_time else None,
            tlv.unsigned(kem_id, 4),
            tlv.fixed(ciphertext, kem.CIPHERTEXT_SIZE),
            log_size,
            tlv.fixed(root, _HASH_SIZE),
        )


def initiate(
    own: DeviceIdentity,
    own_secrets: DeviceSecrets,
    peer: DeviceIdentity,
    bundle: PrekeyBundle,
    *,
    log_size: int,
    log_root: bytes,
    randomness: Randomness,
) -> Session:
    """Return a new session with `peer`, from its verified prekeys.

    Both identities are those of the log at `log_size`. Raises PrekeyRefusedError when the bundle is
    another device's, and BadKeyError when a key in it is of small order or malformed.
    """
    if bundle.device_id != peer.device_id or peer.device_id == own.device_id:
        raise PrekeyRefusedError
    ephemeral = randomness.random_bytes(x25519.SECRET_SIZE)
    ciphertext, shared_secret = randomness.encapsulate(bundle.kem.key)
    fields = InitialFields(
        own.account_id,
        own.device_id,
        x25519.public_key(ephemeral),
        bundle.signed.key_id,
        bundle.one_time.key_id if bundle.one_time else None,
        bundle.kem.key_id,
        ciphertext,
        log_size,
        log_root,
    )
    one_time_key = bundle.one_time.key if bundle.one_time else b""
    transcript_hash = _transcript_hash(
        fields, own, peer, _ResponderKeys(bundle.signed.key, one_time_key, bundle.kem.key)
    )
    agreements = [
        x25519.agree(own_secrets.agreement_secret, bundle.signed.key),
        x25519.agree(ephemeral, peer.agreement_key),
        x25519.agree(ephemeral, bundle.signed.key),
    ]
    if one_time_key:
        agreements.append(x25519.agree(ephemeral, one_time_key))
    return _new_session(
        Role.INITIATOR,
        peer,
        fields,
        transcript_hash,
        _first_root_key(agreements, shared_secret, transcript_hash),
        peer_step=PeerStep(bundle.signed.key, None),
    )


def accept(
    own: DeviceIdentity,
    own_secrets: DeviceSecrets,
    peer: DeviceIdentity,
    initial: InitialFields,
    *,
    signed_secret: PrekeySecret,
    one_time_secret: PrekeySecret | None,
    kem_secret: PrekeySecret,
) -> Session:
    """Return the session that `initial` begins. It is the peer's only once a message decrypts.

    `own` and `peer` are the identities of the log at `initial.log_size`.
    Raises UndecryptableError when the secrets are not those that `initial` names, or the peer is
    not, and BadKeyError when a key is of small order.
    """
    named = (initial.account_id, initial.device_id)
    if named != (peer.account_id, peer.device_id) or peer.device_id == own.device_id:
        raise UndecryptableError
    _check_named(initial, signed_secret, one_time_secret, kem_secret)
    keys = _ResponderKeys(
        signed_secret.public_key,
        one_time_secret.public_key if one_time_secret else b"",
        kem_secret.public_key,
    )
    transcript_hash = _transcript_hash(initial, peer, own, keys)
    agreements = [
        x25519.agree(signed_secret.secret, peer.agreement_key),
        x25519.agree(own_secrets.agreement_secret, initial.ephemeral_key),
        x25519.agree(signed_secret.secret, initial.ephemeral_key),
    ]
    if one_time_secret:
        agreements.append(x25519.agree(one_time_secret.secret, initial.ephemeral_key))
    shared_secret = kem.decapsulate(kem_secret.secret, initial.ciphertext)
    return _new_session(
        Role.RESPONDER,
        peer,
        initial,
        transcript_hash,
        _first_root_key(agreements, shared_secret, transcript_hash),
        own_key=RatchetKey(signed_secret.secret, keys.signed, None, None),
    )


def envelope_initial(envelope: bytes) -> InitialFields | None:
    """Return the handshake prefix of an envelope, None when it has none. Raises DecodeError."""
    initial = Envelope.decode(envelope).initial
    return InitialFields.decode(initial) if initial else None


def envelope_session_id(envelope: bytes) -> SessionId:
    """Return which session an envelope says it belongs to. Raises DecodeError."""
    return Envelope.decode(envelope).header.session_id


@dataclass(frozen=True, slots=True)
class _ResponderKeys:
    """The responder's public prekeys; `one_time` may be empty."""

    signed: bytes
    one_time: bytes
    kem: bytes


def _check_named(
    initial: InitialFields,
    signed_secret: PrekeySecret,
    one_time_secret: PrekeySecret | None,
    kem_secret: PrekeySecret,
) -> None:
    """Raise UndecryptableError unless the secrets are those that `initial` names."""
    one_time_id = one_time_secret.key_id if one_time_secret else None
    if (
        signed_secret.kind is not PrekeyKind.SIGNED_X25519
        or signed_secret.key_id != initial.signed_prekey_id
        or not kem_secret.kind.is_kem
        or kem_secret.key_id != initial.kem_prekey_id
        or one_time_id != initial.one_time_prekey_id
        or (one_time_secret and one_time_secret.kind is not PrekeyKind.ONE_TIME_X25519)
    ):
        raise UndecryptableError


def _transcript_hash(
    fields: InitialFields,
    initiator: DeviceIdentity,
    responder: DeviceIdentity,
    keys: _ResponderKeys,
) -> bytes:
    transcript = tlv.encode(
        SUITE.to_bytes(1, "big"),
        initiator.encode(),
        responder.encode(),
        fields.ephemeral_key,
        _key_id(fields.signed_prekey_id),
        keys.signed,
        _optional_key_id(fields.one_time_prekey_id),
        keys.one_time,
        _key_id(fields.kem_prekey_id),
        keys.kem,
        fields.ciphertext,
        _log_size(fields.log_size),
        fields.log_root,
    )
    return sha256(labels.HANDSHAKE + transcript).digest()


def _first_root_key(agreements: list[bytes], shared_secret: bytes, transcript_hash: bytes) -> bytes:
    input_key = b"".join((_AGREEMENT_PREFIX, *agreements, shared_secret))
    return hkdf(ZERO_SALT, input_key, labels.PQXDH + transcript_hash, 32)


def _new_session(
    role: Role,
    peer: DeviceIdentity,
    fields: InitialFields,
    transcript_hash: bytes,
    root_key: bytes,
    *,
    own_key: RatchetKey | None = None,
    peer_step: PeerStep | None = None,
) -> Session:
    initial = fields.encode()
    return Session(
        transcript_hash=transcript_hash,
        role=role,
        peer_id=peer.encode(),
        log_size=fields.log_size,
        log_root=fields.log_root,
        initial=initial if role is Role.INITIATOR else b"",
        initial_digest=sha256(initial).digest(),
        root_key=root_key,
        own_key=own_key,
        peer_step=peer_step,
        sending=None,
        receiving=(),
        previous_count=0,
        sent_since_offer=0,
        offered_at_ms=0,
    )


def _key_id(key_id: int) -> bytes:
    return key_id.to_bytes(4, "big")


def _optional_key_id(key_id: int | None) -> bytes:
    return b"" if key_id is None else _key_id(key_id)


def _log_size(log_size: int) -> bytes:
    return log_size.to_bytes(8, "big")
