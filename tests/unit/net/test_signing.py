"""Our signatures against RFC 9421 appendix B, RFC 9530, and an independent implementation."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import Any

import pytest
from http_message_signatures import HTTPMessageVerifier, InvalidSignature, algorithms
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from app.net.signing import Request, RequestSigner, authority_of, content_digest
from relay.auth import signature_base
from relay.http import Request as RelayRequest

COVERED = ("@method", "@authority", "@path", "@query", "content-digest")

RFC_HMAC_KEY = base64.b64decode(
    "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=="
)
RFC_HMAC_BASE = (
    b'"date": Tue, 20 Apr 2021 02:07:55 GMT\n'
    b'"@authority": example.com\n'
    b'"content-type": application/json\n'
    b'"@signature-params": ("date" "@authority" "content-type")'
    b';created=1618884473;keyid="test-shared-secret"'
)
RFC_ED25519_SEED = base64.b64decode(
    "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF"
)[-32:]
RFC_ED25519_BASE = (
    b'"date": Tue, 20 Apr 2021 02:07:55 GMT\n'
    b'"@method": POST\n'
    b'"@path": /foo\n'
    b'"@authority": example.com\n'
    b'"content-type": application/json\n'
    b'"content-length": 18\n'
    b'"@signature-params": ("date" "@method" "@path" "@authority" "content-type" '
    b'"content-length");created=1618884473;keyid="test-key-ed25519"'
)


def ed25519(key: SigningKey, keyid: str = "device:00") -> RequestSigner:
    return RequestSigner.ed25519(keyid, lambda base: key.sign(base).signature)


def test_rfc_9421_b_2_5_hmac() -> None:
    signer = RequestSigner.hmac_sha256("test-shared-secret", RFC_HMAC_KEY)
    expected = "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8="
    assert base64.b64encode(signer.sign(RFC_HMAC_BASE)).decode() == expected


def test_rfc_9421_b_2_6_ed25519() -> None:
    signer = ed25519(SigningKey(RFC_ED25519_SEED))
    expected = (
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    )
    assert base64.b64encode(signer.sign(RFC_ED25519_BASE)).decode() == expected


def test_rfc_9530_digest() -> None:
    expected = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
    assert content_digest(b'{"hello": "world"}') == expected
    assert content_digest(b"") == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"


@dataclass
class Message:
    method: str
    url: str
    headers: dict[str, str]


class Keys:
    def __init__(self, key: bytes) -> None:
        self._key = key

    def resolve_public_key(self, key_id: str) -> bytes:
        return self._key

    def resolve_private_key(self, key_id: str) -> bytes:
        raise AssertionError


def verify(algorithm: Any, key: Any, request: Request, headers: dict[str, str]) -> Any:
    verifier = HTTPMessageVerifier(signature_algorithm=algorithm, key_resolver=Keys(key))
    message = Message(request.method, f"https://relay.example:8443{request.target}", headers)
    return verifier.verify(message, require_components=COVERED, body=request.body)


REQUESTS = [
    Request("GET", "/v1/log/entries", "from=0&limit=2000"),
    Request("GET", "/v1/log/checkpoint"),
    Request("POST", "/v1/messages", "", b"\x00\xff body"),
    Request("PUT", "/v1/prekeys", "", b"x" * 10_000),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.path)
def test_an_independent_verifier_agrees(request_: Request) -> None:
    authority, now = authority_of("Relay.Example", 8443), int(time.time())
    key = SigningKey.generate()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    public = Ed25519PublicKey.from_public_bytes(bytes(key.verify_key))
    headers = ed25519(key).headers(request_, authority, now)
    result = verify(algorithms.ED25519, public, request_, headers)[0]
    assert tuple(str(name).strip('"') for name in result.covered_components)[:5] == COVERED
    assert result.parameters["keyid"] == "device:00"

    secret = b"k" * 32
    headers = RequestSigner.hmac_sha256("session:abc", secret).headers(request_, authority, now)
    assert verify(algorithms.HMAC_SHA256, secret, request_, headers)
    with pytest.raises(InvalidSignature):
        verify(algorithms.HMAC_SHA256, b"K" * 32, request_, headers)


@pytest.mark.parametrize(
    "changed",
    [
        Request("PUT", "/v1/messages", "a=1", b"body"),
        Request("POST", "/v1/inbox", "a=1", b"body"),
        Request("POST", "/v1/messages", "a=2", b"body"),
        Request("POST", "/v1/messages", "a=1", b"Body"),
    ],
)
def test_nothing_signed_can_be_changed(changed: Request) -> None:
    request = Request("POST", "/v1/messages", "a=1", b"body")
    signer, now = RequestSigner.hmac_sha256("s", b"k" * 32), int(time.time())
    headers = signer.headers(request, "relay.example:8443", now)
    assert verify(algorithms.HMAC_SHA256, b"k" * 32, request, headers)
    with pytest.raises(InvalidSignature):
        verify(algorithms.HMAC_SHA256, b"k" * 32, changed, headers)
    elsewhere = signer.headers(request, "other.example", now)
    with pytest.raises(InvalidSignature):
        verify(algorithms.HMAC_SHA256, b"k" * 32, request, elsewhere)


@settings(max_examples=50)
@given(
    method=st.sampled_from(["GET", "POST", "PUT"]),
    query=st.text("abc=&0123456789", max_size=30),
    body=st.binary(max_size=200),
    created=st.integers(0, 2**40 // 1000),
)
def test_the_relay_builds_the_same_base(method: str, query: str, body: bytes, created: int) -> None:
    bases: list[bytes] = []

    def sign(base: bytes) -> bytes:
        bases.append(base)
        return hmac.digest(b"k", base, hashlib.sha256)

    request = Request(method, "/v1/x", query, body)
    headers = RequestSigner("session:a", "hmac-sha256", sign).headers(request, "r:1", created)
    seen = RelayRequest(
        method=method.encode(),
        path=b"/v1/x",
        query=query.encode(),
        headers={b"content-digest": headers["Content-Digest"].encode()},
        body=body,
        close=False,
    )
    parameters = headers["Signature-Input"].removeprefix("curbside=").encode()
    assert signature_base(seen, b"r:1", parameters) == bases[0]


def test_authorities() -> None:
    assert authority_of("Relay.Example", 443) == "relay.example"
    assert authority_of("::1", 8443) == "[::1]:8443"


def test_keys_do_not_show() -> None:
    assert "lambda" not in repr(RequestSigner.hmac_sha256("session:a", b"secret"))
