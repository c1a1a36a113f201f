"""Blobs: the encrypted bytes of files, put and fetched in parts (relay/PROTOCOL.md section 5.7).

They have a transport of their own: a part of a file, however slow, never holds a connection that a
message or the long-poll would use. An upload's place is a path at the same relay and nothing else,
so that what is sent there without a signature can go nowhere else; the pin is checked as ever.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from app.core.ids import BlobId
from app.core.relay_errors import NotFound, ProtocolViolation, RelayError, transfer_error
from app.core.transport_types import UploadPlace
from app.net.pinning import ServerTrust
from app.net.signed_calls import SignedCalls
from app.net.signing import Request
from app.net.transport import DEFAULT_BOUNDS, Answer, Bounds, Transport
from relay import wire

MAX_PART = 4 * 1024 * 1024
"""At most so much is asked for, or expected, in one call."""

_PUT_BOUNDS = Bounds(read_s=120.0, total_s=300.0)
"""With the last part the relay may read all of it from its disk, to compare its digest."""
_PROBLEM_BYTES = 4096
_COMPLETE = 200
_CREATED = frozenset({_COMPLETE, 201})
_NOTHING = frozenset({204})
_FOUND = frozenset({200})
_GONE = frozenset({wire.STATUS_OF[wire.Code.NOT_FOUND]})
_PARTIAL = frozenset({206})
_TUS = (wire.TUS_RESUMABLE, wire.TUS_VERSION)
_PLACE = re.compile(re.escape(wire.PATH_UPLOAD) + "[A-Za-z0-9_-]{43}")
_TAG = re.compile('"[0-9a-f]{64}"')
_NUMBER = re.compile("[0-9]{1,15}")
_REMEMBERED_TAGS = 256
_Value = TypeVar("_Value")


class BlobCalls:
    """The calls about blobs of one client. Safe from any number of threads."""

    def __init__(self, calls: SignedCalls, transport: Transport) -> None:
        """`calls` signs; `transport` carries these calls and no others."""
        self._calls = calls
        self._transport = transport
        self._lock = threading.Lock()
        self._tags: OrderedDict[BlobId, str] = OrderedDict()

    def begin(self, blob_id: BlobId, size: int, digest: bytes) -> UploadPlace:
        """See `RelayPort.begin_upload`."""
        query = wire.BlobCreation(blob_id, size, digest).encode()
        request = Request("POST", wire.PATH_BLOBS, query, fields=(_TUS,))
        answer = self._signed(request, _PUT_BOUNDS, _CREATED)
        offset = _offset(answer, size)
        if answer.status == _COMPLETE:
            if offset != size:
                raise ProtocolViolation("upload offset")
            return UploadPlace("", offset, complete=True)
        place = answer.fields.get("location", "")
        if _PLACE.fullmatch(place) is None:
            raise ProtocolViolation("upload place")
        return UploadPlace(place, offset, complete=False)

    def offset(self, place: str) -> int:
        """See `RelayPort.upload_offset`."""
        answer = self._unsigned(Request("HEAD", _checked(place), fields=(_TUS,)), _FOUND)
        return _offset(answer, wire.MAX_SEQ)

    def append(self, place: str, offset: int, data: bytes) -> int:
        """See `RelayPort.upload`."""
        fields = (_TUS, ("Upload-Offset", str(offset)))
        request = Request("PATCH", _checked(place), "", data, wire.CONTENT_UPLOAD, fields)
        end = offset + len(data)
        found = _offset(self._unsigned(request, _NOTHING), end)
        if found != end:
            raise ProtocolViolation("upload offset")
        return found

    def cancel(self, place: str) -> None:
        """See `RelayPort.cancel_upload`."""
        try:
            self._unsigned(Request("DELETE", _checked(place), fields=(_TUS,)), _NOTHING)
        except NotFound:
            return

    def fetch(self, blob_id: BlobId, offset: int, length: int) -> bytes:
        """See `RelayPort.download`."""
        length = min(length, MAX_PART)
        if length <= 0:
            return b""
        wanted = ("Range", wire.range_field(offset, length))
        request = Request("GET", wire.blob_path(blob_id), fields=(wanted,))
        accepted = _PARTIAL | {wire.STATUS_OF[wire.Code.RANGE]}
        bounds = Bounds(max(length, _PROBLEM_BYTES), read_s=30.0, total_s=300.0)
        answer = self._signed(request, bounds, accepted)
        if answer.status not in _PARTIAL:  # it ends before that
            return b""
        try:
            got = wire.ContentRange.decode(answer.fields.get("content-range", ""))
        except wire.WireError as error:
            raise ProtocolViolation("content range") from error
        expected = min(offset + length, got.whole) - 1
        if (got.first, got.last) != (offset, expected) or len(answer.body) != expected + 1 - offset:
            raise ProtocolViolation("content range")
        self._check_tag(blob_id, answer.fields.get("etag", ""), anew=not offset)
        return answer.body

    def delete(self, blob_id: BlobId) -> None:
        """See `RelayPort.delete_blob`."""
        self._signed(Request("DELETE", wire.blob_path(blob_id)), DEFAULT_BOUNDS, _NOTHING)

    def trust(self, trust: ServerTrust) -> None:
        """Judge connections opened from now on by `trust`."""
        self._transport.trust(trust)

    def close(self) -> None:
        """End every call at once with RelayConnectionClosed."""
        self._transport.close()

    def _check_tag(self, blob_id: BlobId, tag: str, *, anew: bool) -> None:
        """Refuse parts of two different blobs under one id. The digest decides in the end.

        Once: its uploader may have put another blob in its place, which is then read as it is, so
        that what is wrong with it is found, and nobody waits for it for ever.
        """
        if _TAG.fullmatch(tag) is None:
            raise ProtocolViolation("entity tag")
        with self._lock:
            known = tag if anew else self._tags.get(blob_id, tag)
            self._tags[blob_id] = tag
            self._tags.move_to_end(blob_id)
            if len(self._tags) > _REMEMBERED_TAGS:
                self._tags.popitem(last=False)
        if known != tag:
            raise ProtocolViolation("entity tag")

    def _signed(self, request: Request, bounds: Bounds, accepted: frozenset[int]) -> Answer:
        return _named(lambda: self._calls.signed_answer(request, self._transport, bounds, accepted))

    def _unsigned(self, request: Request, accepted: frozenset[int]) -> Answer:
        # An answer to HEAD has no body that could name the problem, so 404 has to speak for itself.
        heard = (
            accepted | {wire.STATUS_OF[wire.Code.NOT_FOUND]}
            if request.method == "HEAD"
            else accepted
        )
        answer = _named(
            lambda: self._calls.unsigned_answer(request, self._transport, _PUT_BOUNDS, heard)
        )
        if answer.status not in accepted:
            raise NotFound
        return answer


def _named(call: Callable[[], _Value]) -> _Value:
    """What `call` returns; what it raises in words about files."""
    try:
        return call()
    except RelayError as error:
        raise transfer_error(error) from error


def _checked(place: str) -> str:
    if _PLACE.fullmatch(place) is None:
        raise ValueError("not an upload's place")
    return place


def _offset(answer: Answer, most: int) -> int:
    text = answer.fields.get("upload-offset", "")
    if _NUMBER.fullmatch(text) is None or int(text) > most:
        raise ProtocolViolation("upload offset")
    return int(text)
