"""The relay's card: what IT carries from the relay to the authority when both are set up."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from relay.authority.errors import BadFileError, BadInputError
from relay.authority.register import RelayInfo
from relay.transparency.bodies import MAX_PINS, MAX_WITNESSES
from relay.transparency.signatures import ed25519_small_order


class _Card(msgspec.Struct, frozen=True):
    log_key: str
    pins: list[str]
    url: str


def parse(text: str, url: str | None = None, witnesses: Sequence[str] = ()) -> RelayInfo:
    """Read the JSON card that `curbside-relay init` wrote; `url` replaces the card's address.

    `witnesses` are the public keys, in hexadecimal, of those who cosign checkpoints.

    Raises BadFileError, BadInputError.
    """
    try:
        card = msgspec.json.decode(text.encode("utf-8"), type=_Card)
        log_key = _key(card.log_key)
        pins = tuple([_key(pin) for pin in card.pins])
    except (msgspec.DecodeError, ValueError) as error:
        raise BadFileError(
            "This is not a relay card.", "Use the file that `curbside-relay init` wrote."
        ) from error
    if not 1 <= len(pins) <= MAX_PINS or ed25519_small_order(log_key):
        raise BadFileError(
            "The relay card does not hold 1 to 4 pins and a usable log key.",
            "Use the file that `curbside-relay init` wrote.",
        )
    return RelayInfo(check_url(url or card.url), pins, log_key, _witnesses(witnesses))


def check_url(url: str) -> str:
    """Return an address like https://relay.clinic.example:8443. Raises BadInputError."""
    try:
        parts = urlsplit(url)
        good = (
            parts.scheme == "https"
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
            and parts.path in ("", "/")
            and not (parts.query or parts.fragment or parts.username or parts.password)
            and url.isascii()
            and url.isprintable()
            and " " not in url
        )
    except ValueError:
        good = False
    if not good:
        raise BadInputError(
            "The relay's address cannot be used.", "It looks like https://relay.example:8443."
        )
    return f"https://{parts.netloc.lower()}"


def _witnesses(texts: Sequence[str]) -> tuple[bytes, ...]:
    try:
        keys = tuple([_key(text) for text in texts])
    except ValueError:
        keys = None
    if keys is None or len(keys) > MAX_WITNESSES or any(map(ed25519_small_order, keys)):
        raise BadInputError(
            "The witnesses are not up to 8 usable public keys.",
            "Each has 64 hexadecimal digits.",
        )
    return keys


def _key(text: str) -> bytes:
    key = bytes.fromhex(text)
    if len(key) != 32:
        raise ValueError("not 32 bytes")
    return key
