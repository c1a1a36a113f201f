"""Blobs: what a creation says, and the few fields of tus 1.0 and Range (PROTOCOL.md 5.7).

The relay and the app read ranges through the same functions, so that neither takes a field for
more than it says: one range, plain decimal numbers, nothing else.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from relay.wire.encoding import Value, WireError, b64u, fixed, unb64u
from relay.wire.names import HASH_SIZE, PATH_BLOB, PATH_UPLOAD

BLOB_ID_SIZE: Final = 32
TOKEN_SIZE: Final = 32
TUS_VERSION: Final = "1.0.0"
TUS_RESUMABLE: Final = "Tus-Resumable"
TUS_EXTENSIONS: Final = "creation,expiration,termination"

_CREATION: Final = re.compile(
    rb"blob=([A-Za-z0-9_-]{43})&length=([1-9][0-9]{0,14})&digest=([A-Za-z0-9_-]{43})"
)
_RANGE: Final = re.compile(r"bytes=([0-9]{1,15})-([0-9]{1,15})?")
_CONTENT_RANGE: Final = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15})")


class BlobCreation(Value, frozen=True, gc=False):
    """The query of `POST /v1/blobs`: where the blob will be found, its length and SHA-256."""

    blob_id: bytes
    length: int
    digest: bytes

    def encode(self) -> str:
        """`blob=…&length=…&digest=…`."""
        return f"blob={b64u(self.blob_id)}&length={self.length}&digest={b64u(self.digest)}"

    @classmethod
    def decode(cls, query: bytes) -> BlobCreation:
        """Read exactly the form of `encode`. Raises WireError."""
        match = _CREATION.fullmatch(query)
        if match is None:
            raise WireError("creation")
        blob_id, length, digest = match.groups()
        return cls(
            fixed(unb64u(blob_id), BLOB_ID_SIZE), int(length), fixed(unb64u(digest), HASH_SIZE)
        )


class ContentRange(NamedTuple):
    """`Content-Range`: first and last position, and the length of the whole."""

    first: int
    last: int
    whole: int

    def encode(self) -> str:
        """As the field's value."""
        return f"bytes {self.first}-{self.last}/{self.whole}"

    @classmethod
    def decode(cls, text: str) -> ContentRange:
        """Raises WireError."""
        match = _CONTENT_RANGE.fullmatch(text)
        if match is None:
            raise WireError("content range")
        found = cls(*[int(number) for number in match.groups()])
        if not found.first <= found.last < found.whole:
            raise WireError("content range")
        return found


def blob_path(blob_id: bytes) -> str:
    """Where a blob is fetched."""
    return PATH_BLOB + b64u(blob_id)


def upload_path(token: bytes) -> str:
    """Where an upload's bytes go."""
    return PATH_UPLOAD + b64u(token)


def etag(digest: bytes) -> str:
    """The strong entity tag of a blob: its SHA-256."""
    return f'"{digest.hex()}"'


def range_field(first: int, length: int) -> str:
    """`Range` for `length` bytes from `first` on."""
    return f"bytes={first}-{first + length - 1}"


def parse_range(text: str) -> tuple[int, int | None] | None:
    """Read `Range`: first and last position, last None for "to the end".

    None for whatever is not one such range; RFC 9110 section 14.2 lets a server ignore it.
    """
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), None if match[2] is None else int(match[2])
    return None if last is not None and last < first else (first, last)
