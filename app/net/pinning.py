"""Whom the client believes to be the relay (relay/PROTOCOL.md section 5).

Normally the SHA-256 of the server certificate's SubjectPublicKeyInfo must be one of the pinned
values; names, dates and issuers of the certificate are then beside the point, because the TLS 1.3
handshake has proved possession of exactly that key. Where policy says so, the operating system's
trust store decides instead.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

import truststore
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.core.policy import RelayTrust
from app.core.relay_errors import RelayNotSecure, WrongRelayKey

PIN_SIZE = 32
TLS_VERSION = "TLSv1.3"


def spki_sha256(certificate_der: bytes) -> bytes:
    """SHA-256 of a DER certificate's SubjectPublicKeyInfo. Raises ValueError if it is none."""
    public_key = x509.load_der_x509_certificate(certificate_der).public_key()
    spki = public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(spki).digest()


@dataclass(frozen=True, slots=True)
class ServerTrust:
    """The decision, and the TLS settings that go with it."""

    mode: RelayTrust
    pins: tuple[bytes, ...] = ()
    any_key: bool = False

    def __post_init__(self) -> None:
        if self.mode is RelayTrust.PIN and not self.pins and not self.any_key:
            raise ValueError("pinning needs at least one pin")
        if any(len(pin) != PIN_SIZE for pin in self.pins):
            raise ValueError("a pin has 32 bytes")

    @classmethod
    def of(cls, mode: RelayTrust, pins: Sequence[bytes]) -> ServerTrust:
        """From policy and the pins that the invite or the log names."""
        return cls(mode, tuple(pins))

    @classmethod
    def anyone(cls) -> ServerTrust:
        """Whoever answers. For the rendezvous alone, whose messages need no trust in the server."""
        return cls(RelayTrust.PIN, any_key=True)

    def context(self) -> ssl.SSLContext:
        """A TLS context for the relay: 1.3 at least, certificates judged as `mode` says."""
        if self.mode is RelayTrust.SYSTEM:
            context = system_context()
        else:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE  # `check` decides by the key, before any request
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        return context

    def check(self, tls_version: str | None, certificate_der: bytes | None) -> None:
        """Judge a finished handshake. Raises WrongRelayKey or RelayNotSecure."""
        if tls_version != TLS_VERSION or not certificate_der:
            raise RelayNotSecure
        if self.any_key:
            return
        if self.mode is RelayTrust.SYSTEM:
            return  # the context has verified chain and name during the handshake
        try:
            presented = spki_sha256(certificate_der)
        except ValueError as error:
            raise RelayNotSecure from error
        if presented not in self.pins:
            raise WrongRelayKey(self.pins, presented)


def system_context() -> ssl.SSLContext:
    """A TLS context that asks the operating system's trust store, for the relay or a proxy."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
