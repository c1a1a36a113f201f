"""The JSON bodies, decoded strictly (PROTOCOL.md 5.2 to 5.4)."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from relay.wire.encoding import WireError
from relay.wire.names import PROBLEM_TYPE_PREFIX


class SessionRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Body of `POST /v1/session`; values are base64url."""

    nonce: str
    ephemeral: str
    scope: str
    certificate: str | None = None


class SessionAnswer(msgspec.Struct, frozen=True):
    """`sealed` is the session key, sealed to the request's ephemeral key."""

    keyid: str
    sealed: str
    expires: int
    time: int


class Status(msgspec.Struct, frozen=True):
    """Answer of `GET /v1/status`, the one request without a signature."""

    service: str
    protocol: int
    version: str
    time: int


class PrekeyCount(msgspec.Struct, frozen=True):
    """One-time keys of the asking device that the relay still holds."""

    x25519: int
    mlkem768: int


class SeenDevice(msgspec.Struct, frozen=True):
    """One of the own account's live devices; `device` is base64url, `last_seen` 0 for never."""

    device: str
    last_seen: int


class Devices(msgspec.Struct, frozen=True):
    """Answer of `GET /v1/devices`."""

    devices: tuple[SeenDevice, ...]


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457 problem details.

    `version` is the one that is stored, when a recovery blob was refused as stale; `log_size` where
    entries that are handed back have to start.
    """

    type: str
    title: str
    status: int
    detail: str
    time: int | None = None
    retry_after: int | None = None
    version: int | None = None
    log_size: int | None = None

    @property
    def code(self) -> str:
        """The last part of `type`, one of `Code` or something newer."""
        return self.type.removeprefix(PROBLEM_TYPE_PREFIX)


_Json = TypeVar("_Json", bound=msgspec.Struct)


def encode_json(value: msgspec.Struct) -> bytes:
    """Encode one of the JSON bodies."""
    return msgspec.json.encode(value)


def decode_json(data: bytes, kind: type[_Json]) -> _Json:
    """Decode one of the JSON bodies. Raises WireError."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WireError("json") from error
