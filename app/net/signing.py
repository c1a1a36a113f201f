"""HTTP Message Signatures as the relay wants them (RFC 9421, RFC 9530; PROTOCOL.md section 5.1).

The covered components never change, so everything constant is joined once per key and per path;
what is left per request is one SHA-256 of the body and one HMAC of about 300 bytes.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

from relay.wire import ALG_ED25519, ALG_HMAC, SIGNATURE_LABEL, SIGNED_COMPONENTS

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `query` is without its question mark, empty when there is none."""

    method: str
    path: str
    query: str = ""
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    """Further header fields, which the signature does not cover."""

    @property
    def target(self) -> str:
        """Path and query as in the request line."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True, slots=True)
class RequestSigner:
    """Signs requests under one key id. `sign` maps a signature base to signature bytes."""

    keyid: str
    alg: str
    sign: Sign = field(repr=False)

    @classmethod
    def ed25519(cls, keyid: str, sign: Sign) -> RequestSigner:
        """With a device or invite key."""
        return cls(keyid, ALG_ED25519, sign)

    @classmethod
    def hmac_sha256(cls, keyid: str, key: bytes) -> RequestSigner:
        """With a relay session's key."""
        return cls(keyid, ALG_HMAC, lambda base: hmac.digest(key, base, "sha256"))

    def headers(self, request: Request, authority: str, created_s: int) -> dict[str, str]:
        """The three headers that make a request signed.

        `authority` is as in the `Host` header, lower case; `created_s` is in relay seconds.
        """
        digest = content_digest(request.body)
        parameters = (
            f'{SIGNED_COMPONENTS};created={created_s};keyid="{self.keyid}";alg="{self.alg}"'
        )
        base = (
            f"{_request_lines(request.method, authority, request.path)}{request.query}\n"
            f'"content-digest": {digest}\n"@signature-params": {parameters}'
        )
        signature = base64.b64encode(self.sign(base.encode("ascii"))).decode("ascii")
        return {
            "Content-Digest": digest,
            "Signature-Input": f"{SIGNATURE_LABEL}={parameters}",
            "Signature": f"{SIGNATURE_LABEL}=:{signature}:",
        }


def content_digest(body: bytes) -> str:
    """RFC 9530 `Content-Digest` of `body`; of zero bytes when there is none."""
    if not body:
        return _EMPTY_DIGEST
    return _digest(body)


def authority_of(host: str, port: int) -> str:
    """The `Host` header of an https URL: lower case, no port if it is 443, brackets for IPv6."""
    name = f"[{host}]" if ":" in host else host.lower()
    return name if port == 443 else f"{name}:{port}"


@functools.lru_cache(maxsize=64)
def _request_lines(method: str, authority: str, path: str) -> str:
    # Without a query the component's value is the question mark alone (RFC 9421 section 2.2.7).
    return f'"@method": {method}\n"@authority": {authority}\n"@path": {path}\n"@query": ?'


def _digest(body: bytes) -> str:
    value = base64.b64encode(hashlib.sha256(body).digest()).decode("ascii")
    return f"sha-256=:{value}:"


_EMPTY_DIGEST = _digest(b"")
