"""The session key that signs requests (relay/PROTOCOL.md sections 5.1 and 5.2).

A device or invite key signs only the request that opens a session. The relay answers with an HMAC
key, sealed to an X25519 key made for this one request, so whoever inspects the TLS connection gets
nothing to sign with. The session also carries what was learned of the relay's clock.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from app.core.ids import DeviceId
from app.core.relay_errors import ProtocolViolation
from app.net.signing import RequestSigner, Sign
from relay import wire

_RENEW_BEFORE_MS = 120_000
_RENEW_SHARE = 10
"""Renewal starts this long, or this fraction of the lifetime, before the end: what is shorter."""
_FOLLOW_MS = 2_000
_MAX_LIFETIME_MS = 25 * 3600 * 1000

Clock = Callable[[], int]
"""Milliseconds since 1970, this computer's."""

DeviceScope = Literal["device", "notify", "log"]


@dataclass(frozen=True, slots=True)
class DeviceCredential:
    """An enrolled device. `sign` signs with its DSK (Ed25519, 64 bytes).

    `scope` is what the session may do: all that a device may; with `notify` nothing but wait for
    the number of new messages; with `log` nothing but read the log, even after its removal.
    """

    device_id: DeviceId
    sign: Sign = field(repr=False)
    scope: DeviceScope = "device"


@dataclass(frozen=True, slots=True)
class InviteCredential:
    """Somebody who holds an invite. `sign` signs with the invite key."""

    invite_key: bytes
    certificate: bytes = field(repr=False)
    sign: Sign = field(repr=False)


@dataclass(frozen=True, slots=True)
class LinkCredential:
    """One of two devices that know a linking secret. `sign` signs with the rendezvous key."""

    link_key: bytes
    sign: Sign = field(repr=False)


Credential = DeviceCredential | InviteCredential | LinkCredential


class RelayClock:
    """This computer's clock, corrected by what the relay said of its own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset_ms = 0

    @property
    def offset_ms(self) -> int:
        """Relay time minus this computer's, 0 until the relay was heard."""
        return self._offset_ms

    def now_ms(self) -> int:
        """The relay's time, as far as is known."""
        return self._clock() + self._offset_ms

    def learn(self, relay_time_ms: int) -> None:
        """Note what the relay's clock showed just now. Nonsense is ignored."""
        if 0 < relay_time_ms <= wire.MAX_TIME:
            self._offset_ms = relay_time_ms - self._clock()

    def follow(self, relay_time_ms: int) -> None:
        """Like `learn`, but only when the clocks have moved apart: latency is not a drift."""
        if abs(relay_time_ms - self.now_ms()) > _FOLLOW_MS:
            self.learn(relay_time_ms)


@dataclass(frozen=True, slots=True)
class RelaySession:
    """An open session. `renew_at_ms` is in relay time."""

    signer: RequestSigner
    renew_at_ms: int


class SessionOpening:
    """The one request that opens a session: its body, its signer, and how to read the answer."""

    def __init__(self, credential: Credential) -> None:
        self._ephemeral = PrivateKey.generate()
        certificate = None
        if isinstance(credential, InviteCredential):
            scope, certificate = "enrol", wire.b64u(credential.certificate)
            keyid = f"{wire.KEYID_INVITE}{credential.invite_key.hex()}"
        elif isinstance(credential, LinkCredential):
            scope, keyid = "link", f"{wire.KEYID_LINK}{credential.link_key.hex()}"
        else:
            scope, keyid = credential.scope, f"{wire.KEYID_DEVICE}{credential.device_id.hex()}"
        self.signer = RequestSigner.ed25519(keyid, credential.sign)
        self.body = wire.encode_json(
            wire.SessionRequest(
                nonce=wire.b64u(secrets.token_bytes(wire.NONCE_SIZE)),
                ephemeral=wire.b64u(bytes(self._ephemeral.public_key)),
                scope=scope,
                certificate=certificate,
            )
        )

    def accept(self, body: bytes, clock: RelayClock) -> RelaySession:
        """Open the relay's answer and learn its time. Raises ProtocolViolation."""
        try:
            answer = wire.decode_json(body, wire.SessionAnswer)
            key = SealedBox(self._ephemeral).decrypt(wire.unb64u(answer.sealed))
        except (wire.WireError, CryptoError) as error:
            raise ProtocolViolation("session answer") from error
        lifetime = answer.expires - answer.time
        well_formed = answer.keyid.startswith(wire.KEYID_SESSION) and _is_plain(answer.keyid)
        if len(key) != wire.KEY_SIZE or not well_formed or not 0 < lifetime <= _MAX_LIFETIME_MS:
            raise ProtocolViolation("session answer")
        clock.learn(answer.time)
        margin = min(_RENEW_BEFORE_MS, lifetime // _RENEW_SHARE)
        return RelaySession(RequestSigner.hmac_sha256(answer.keyid, key), answer.expires - margin)


def _is_plain(keyid: str) -> bool:
    """Whether a key id can stand in a header's quoted string."""
    return len(keyid) <= 256 and keyid.isascii() and keyid.isprintable() and '"' not in keyid


class SessionHolder:
    """The current session of a client; opened by the first that needs it, shared by all."""

    def __init__(self, clock: RelayClock, open_session: Callable[[], RelaySession]) -> None:
        self._clock = clock
        self._open = open_session
        self._lock = threading.Lock()
        self._session: RelaySession | None = None

    def get(self) -> RelaySession:
        """The current session, opened or renewed when needed. Raises what opening raises."""
        session = self._session
        if session is not None and self._clock.now_ms() < session.renew_at_ms:
            return session
        with self._lock:
            session = self._session
            if session is None or self._clock.now_ms() >= session.renew_at_ms:
                session = self._session = self._open()
            return session

    def discard(self, session: RelaySession) -> None:
        """Forget a session that the relay no longer accepts, unless another replaced it."""
        with self._lock:
            if self._session is session:
                self._session = None

    def clear(self) -> None:
        """Forget the key. Does not wait for an opening in progress."""
        self._session = None
