"""Who is asking: HTTP message signatures and sessions (RFC 9421, RFC 9530, PROTOCOL.md 5.1, 5.2).

A device key signs only the request that opens a session; every other request carries an HMAC,
whose key follows from the relay's secret and the key id, so no table of sessions is kept. The
shape of Signature-Input is fixed, so one regular expression reads it, and the keys of recent
sessions are remembered: this runs for every message.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from binascii import b2a_base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from nacl.bindings import crypto_box_seal, crypto_sign_open
from nacl.exceptions import CryptoError

from relay import labels
from relay.devices import Device
from relay.directory import Directory
from relay.http import Request
from relay.limits import Rate, RateLimiter
from relay.problems import RefusalError
from relay.transparency.certificates import Certificate
from relay.wire import (
    CLOCK_SKEW_S,
    ID_SIZE,
    KEY_SIZE,
    KEYID_SESSION,
    NONCE_MEMORY_S,
    NONCE_SIZE,
    Code,
    Scope,
    SessionAnswer,
    SessionRequest,
    WireError,
    b64u,
    decode_json,
    fixed,
    tlv,
    unb64u,
)

_INPUT: Final = re.compile(
    rb'curbside=(\("@method" "@authority" "@path" "@query" "content-digest"\)'
    rb';created=([0-9]{1,12});keyid="([a-zA-Z0-9:_-]{1,100})";alg="(ed25519|hmac-sha256)")'
)
_SIGNATURE: Final = re.compile(rb"curbside=:([A-Za-z0-9+/]{86}==):")
_LIFETIME_MS: Final[Mapping[Scope, int]] = {
    Scope.DEVICE: 3_600_000,
    Scope.NOTIFY: 24 * 3_600_000,
    Scope.ENROL: 900_000,
    Scope.LINK: 600_000,
    Scope.LOG: 3_600_000,
}
_KEY_KINDS: Final[Mapping[Scope, bytes]] = {
    Scope.DEVICE: b"device",
    Scope.NOTIFY: b"device",
    Scope.ENROL: b"invite",
    Scope.LINK: b"link",
    Scope.LOG: b"device",
}
"""What kind of key opens a session of each scope."""
_WITHOUT_DEVICE: Final = frozenset({Scope.ENROL, Scope.LINK})
_SCOPE_NAMES: Final[Mapping[str, Scope]] = {scope.name.lower(): scope for scope in Scope}
_CACHE_SIZE: Final = 20_000
_INPUTS_SIZE: Final = 4_096
_Input = tuple[bytes, int, bytes, bytes]
"""What Signature-Input says: (parameters, created, keyid, alg)."""


class Session:
    """An opened session; `subject` is what the key id names.

    `device` is None for the scopes enrol and link. It may have ended with scope log alone.
    """

    __slots__ = ("_hmac", "device", "expiry_ms", "scope", "subject")

    def __init__(
        self, subject: bytes, scope: Scope, expiry_ms: int, key: bytes, device: Device | None
    ) -> None:
        self.subject = subject
        self.scope = scope
        self.expiry_ms = expiry_ms
        self.device = device
        self._hmac = hmac.new(key, digestmod="sha256")  # copied: half the cost of one made anew

    def __repr__(self) -> str:
        return f"<Session scope={self.scope.name}>"

    def mac(self, message: bytes) -> bytes:
        """Return HMAC-SHA-256 of a message under the session's key."""
        state = self._hmac.copy()
        state.update(message)
        return state.digest()


@dataclass(frozen=True, slots=True, repr=False)
class DeviceSignature:
    """A device key's own signature under a request, not verified yet."""

    device_id: bytes
    base: bytes
    signature: bytes

    def check(self, signing_key: bytes) -> None:
        """Raises RefusalError unless `signing_key` made it."""
        _verify(signing_key, self.base, self.signature)


def signature_base(request: Request, authority: bytes, parameters: bytes) -> bytes:
    """Return what is signed (RFC 9421 section 2.5), for the components PROTOCOL.md 5.1 names."""
    return b"".join(
        (
            b'"@method": ',
            request.method,
            b'\n"@authority": ',
            authority,
            b'\n"@path": ',
            request.path,
            b'\n"@query": ?',
            request.query,
            b'\n"content-digest": ',
            request.headers.get(b"content-digest", b""),
            b'\n"@signature-params": ',
            parameters,
        )
    )


def authority_of(host: bytes) -> bytes:
    """Return `@authority` for a Host field: lower case, without the default port."""
    return host.lower().removesuffix(b":443")


def content_digest(body: bytes) -> bytes:
    """Return the Content-Digest field for a body."""
    digest = b2a_base64(hashlib.sha256(body).digest(), newline=False)
    return b"sha-256=:" + digest + b":"


class Authenticator:
    """Checks requests and opens sessions."""

    def __init__(
        self,
        secret: bytes,
        directory: Directory,
        clock: Callable[[], int],
        hosts: frozenset[bytes],
        session_rate: Rate,
        link_rate: Rate,
        link_total_rate: Rate,
        on_seen: Callable[[Device], None],
    ) -> None:
        self._secret = secret
        self._directory = directory
        self._clock = clock
        self._hosts = hosts
        self._sessions: dict[bytes, Session] = {}
        self._inputs: dict[bytes, _Input] = {}
        self._opened = RateLimiter(session_rate)
        self._on_seen = on_seen
        self._links = RateLimiter(link_rate)
        self._all_links = RateLimiter(link_total_rate)
        self._invites: dict[bytes, Certificate] = {}
        self._old_invites: dict[bytes, Certificate] = {}
        self._invites_since_ms = 0
        self._nonces: dict[bytes, None] = {}
        self._old_nonces: dict[bytes, None] = {}
        self._nonces_since_ms = 0

    # --- every request ---

    def session(self, request: Request) -> Session:
        """Return the session that signed this request. Raises RefusalError."""
        now_ms = self._clock()
        base, created, keyid, alg = self._read(request)
        if alg != b"hmac-sha256":
            raise RefusalError(Code.BAD_SIGNATURE, "Open a session first, and sign with its key.")
        known = self._sessions.get(keyid)
        session = known or self._derive(keyid)
        mac = b2a_base64(session.mac(base), newline=False)
        given = request.headers.get(b"signature", b"")
        if not hmac.compare_digest(b"curbside=:" + mac + b":", given):
            raise RefusalError(Code.BAD_SIGNATURE, "The signature does not verify.")
        self._check_skew(created, now_ms)
        if session.expiry_ms <= now_ms:
            self._sessions.pop(keyid, None)
            raise RefusalError(Code.SESSION_EXPIRED, "Open a new session.", time_ms=now_ms)
        device = session.device
        if device is None:
            if session.scope not in _WITHOUT_DEVICE:
                raise RefusalError(Code.UNKNOWN_DEVICE, "The log does not name this device.")
        elif not device.live and session.scope is not Scope.LOG:
            raise RefusalError(Code.DEVICE_REVOKED, "This device was removed.")
        if known is None:
            if len(self._sessions) >= _CACHE_SIZE:
                self._sessions.clear()
            self._sessions[keyid] = session
        return session

    def _read(self, request: Request) -> tuple[bytes, int, bytes, bytes]:
        """Check shape and digest; return (signature base, created, keyid, alg)."""
        headers = request.headers
        parameters, created, keyid, alg = self._input(headers.get(b"signature-input", b""))
        if headers.get(b"content-digest") != content_digest(request.body):
            raise RefusalError(Code.BAD_SIGNATURE, "Content-Digest is not that of the body.")
        authority = authority_of(headers[b"host"])
        if self._hosts and authority not in self._hosts:
            raise RefusalError(Code.BAD_SIGNATURE, "The request is for another host.")
        return signature_base(request, authority, parameters), created, keyid, alg

    def _input(self, field: bytes) -> _Input:
        """Read Signature-Input. A busy device repeats it within a second, so it is remembered."""
        known = self._inputs.get(field)
        if known is not None:
            return known
        match = _INPUT.fullmatch(field)
        if match is None:
            raise RefusalError(
                Code.BAD_SIGNATURE, "Signature-Input is missing or not the one this relay reads."
            )
        parameters, created, keyid, alg = match.groups()
        if len(self._inputs) >= _INPUTS_SIZE:
            self._inputs.clear()
        known = self._inputs[field] = (parameters, int(created), keyid, alg)
        return known

    def _check_skew(self, created: int, now_ms: int) -> None:
        if abs(created * 1000 - now_ms) > CLOCK_SKEW_S * 1000:
            raise RefusalError(
                Code.CLOCK_SKEW,
                f"The request's time is more than {CLOCK_SKEW_S} seconds off the relay's.",
                time_ms=now_ms,
            )

    def _derive(self, keyid: bytes) -> Session:
        try:
            prefix = KEYID_SESSION.encode("ascii")
            if not keyid.startswith(prefix):
                raise WireError("key id")
            raw = fixed(unb64u(keyid[len(prefix) :]), 25)
            subject, scope, expiry_ms = raw[:16], Scope(raw[16]), int.from_bytes(raw[17:], "big")
        except (WireError, ValueError) as error:
            raise RefusalError(Code.BAD_SIGNATURE, "The key id is malformed.") from error
        device = None if scope in _WITHOUT_DEVICE else self._directory.devices.get(subject)
        key = self._session_key(subject, scope, expiry_ms)
        return Session(subject, scope, expiry_ms, key, device)

    def _session_key(self, subject: bytes, scope: Scope, expiry_ms: int) -> bytes:
        fields = tlv(subject, bytes([scope]), expiry_ms.to_bytes(8, "big"))
        return hmac.digest(self._secret, labels.SESSION_KEY + fields, "sha256")

    def certificate(self, session: Session) -> Certificate:
        """Return the certificate that a session of scope enrol was opened with, as of then.

        Memory alone holds it, so after a restart a new session is asked for. Raises RefusalError.
        """
        found = self._invites.get(session.subject) or self._old_invites.get(session.subject)
        if found is None:
            raise RefusalError(Code.SESSION_EXPIRED, "Open a new session.", time_ms=self._clock())
        return found

    def _remember_invite(self, subject: bytes, certificate: Certificate, now_ms: int) -> None:
        """Keep what only the authority can sign, so there are no more than it made."""
        if now_ms - self._invites_since_ms > _LIFETIME_MS[Scope.ENROL]:
            self._old_invites, self._invites = self._invites, {}
            self._invites_since_ms = now_ms
        self._invites[subject] = certificate

    # --- without a session ---

    def by_device(self, request: Request) -> DeviceSignature:
        """Read a request that a device key signs itself (PROTOCOL.md 5.6). Raises RefusalError.

        Whose key that is, and so whether the signature is good, the caller finds out.
        """
        base, created, keyid, alg = self._read(request)
        match = _SIGNATURE.fullmatch(request.headers.get(b"signature", b""))
        kind, _, named = keyid.partition(b":")
        try:
            device_id = fixed(bytes.fromhex(named.decode("ascii")), ID_SIZE)
        except (ValueError, WireError) as error:
            raise RefusalError(Code.BAD_SIGNATURE, "The key id is malformed.") from error
        if alg != b"ed25519" or match is None or kind != b"device":
            raise RefusalError(Code.BAD_SIGNATURE, "A device key signs this request itself.")
        self._check_skew(created, self._clock())
        return DeviceSignature(device_id, base, unpad(match.group(1)))

    # --- opening ---

    def open(self, request: Request, remote: bytes) -> SessionAnswer:
        """Answer `POST /v1/session`, asked from the address `remote`. Raises RefusalError."""
        now_ms = self._clock()
        base, created, keyid, alg = self._read(request)
        match = _SIGNATURE.fullmatch(request.headers.get(b"signature", b""))
        if alg != b"ed25519" or match is None:
            raise RefusalError(Code.BAD_SIGNATURE, "A session is opened with an Ed25519 signature.")
        kind, _, named = keyid.partition(b":")
        try:
            identifier = bytes.fromhex(named.decode("ascii"))
            body = decode_json(request.body, SessionRequest)
            nonce = fixed(unb64u(body.nonce), NONCE_SIZE)
            ephemeral = fixed(unb64u(body.ephemeral), 32)
            certificate = unb64u(body.certificate) if body.certificate is not None else None
            scope = _SCOPE_NAMES[body.scope]
        except (ValueError, KeyError, WireError) as error:
            raise RefusalError(Code.MALFORMED, "The session request is malformed.") from error
        if (scope is Scope.ENROL) != (certificate is not None):
            raise RefusalError(Code.MALFORMED, "Scope enrol, and no other, has a certificate.")
        device: Device | None = None
        size = ID_SIZE if kind == b"device" else KEY_SIZE
        if kind != _KEY_KINDS[scope] or len(identifier) != size:
            raise RefusalError(Code.MALFORMED, "The key id does not fit the scope.")
        if kind == b"device":
            device = self._directory.devices.get(identifier)
            if device is None:
                raise RefusalError(Code.UNKNOWN_DEVICE, "The log does not name this device.")
            subject, public_key = identifier, device.signing_key
        else:
            subject, public_key = subject_of(identifier), identifier
        if scope is Scope.LINK:
            self._count_link(remote, now_ms)
        _verify(public_key, base, unpad(match.group(1)))
        self._check_skew(created, now_ms)
        if device is not None and not device.live and scope is not Scope.LOG:
            raise RefusalError(Code.DEVICE_REVOKED, "This device was removed.")
        invite = None if certificate is None else self._redeemable(certificate, identifier)
        self._opened.require(subject, 1, now_ms, "Too many sessions were opened.")
        self._remember_nonce(subject + nonce, now_ms)
        if invite is not None:
            self._remember_invite(subject, invite, now_ms)
        if device is not None and device.live:
            self._on_seen(device)
        return self._grant(subject, scope, ephemeral, now_ms)

    def _redeemable(self, certificate: bytes, invite_key: bytes) -> Certificate:
        decoded = self._directory.certificate(certificate)
        if decoded.invite_key != invite_key:
            raise RefusalError(Code.BAD_SIGNATURE, "The certificate is another invite's.")
        return decoded

    def _count_link(self, remote: bytes, now_ms: int) -> None:
        """Anybody can make a rendezvous key, so these are counted by address, and in all."""
        for limiter, key in ((self._links, remote), (self._all_links, b"")):
            limiter.require(key, 1, now_ms, "Too many devices are being linked.")

    def _remember_nonce(self, nonce: bytes, now_ms: int) -> None:
        if now_ms - self._nonces_since_ms > NONCE_MEMORY_S * 1000:
            self._old_nonces, self._nonces = self._nonces, {}
            self._nonces_since_ms = now_ms
        if nonce in self._nonces or nonce in self._old_nonces:
            raise RefusalError(Code.BAD_SIGNATURE, "The nonce was used before.")
        self._nonces[nonce] = None

    def _grant(self, subject: bytes, scope: Scope, ephemeral: bytes, now_ms: int) -> SessionAnswer:
        expiry_ms = now_ms + _LIFETIME_MS[scope]
        raw = subject + bytes([scope]) + expiry_ms.to_bytes(8, "big")
        try:
            sealed = crypto_box_seal(self._session_key(subject, scope, expiry_ms), ephemeral)
        except (CryptoError, RuntimeError) as error:
            raise RefusalError(Code.MALFORMED, "The ephemeral key is not usable.") from error
        return SessionAnswer(
            keyid=KEYID_SESSION + b64u(raw),
            sealed=b64u(sealed),
            expires=expiry_ms,
            time=now_ms,
        )


def _verify(public_key: bytes, base: bytes, signature: bytes) -> None:
    try:
        crypto_sign_open(signature + base, public_key)
    except CryptoError as error:
        raise RefusalError(Code.BAD_SIGNATURE, "The signature does not verify.") from error


def subject_of(public_key: bytes) -> bytes:
    """Return what an invite's or rendezvous' session is named by (PROTOCOL.md 5.1)."""
    return hashlib.sha256(public_key).digest()[:16]


def unpad(text: bytes) -> bytes:
    """Decode standard base64 that a pattern has already checked."""
    return unb64u(text.rstrip(b"=").replace(b"+", b"-").replace(b"/", b"_"))
