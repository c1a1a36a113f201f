"""Bodies that come in pieces: the parser gives the same bytes however they are cut, and no more."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.http import UPLOADS, BadRequestError, BodyBudget, Phase, Request, RequestParser
from relay.wire import MAX_BODY, PATH_UPLOAD, Code

PLACE = PATH_UPLOAD.encode() + b"token"


@dataclass(frozen=True)
class Message:
    """A request as a test sends it, and what must come out."""

    method: bytes
    path: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        head = b"%b %b HTTP/1.1\r\nHost: h\r\n" % (self.method, self.path)
        if self.body or self.method != b"GET":
            head += b"Content-Length: %d\r\n" % len(self.body)
        return head + b"\r\n" + self.body

    @property
    def streams(self) -> bool:
        return self.method == UPLOADS[0] and self.path.startswith(UPLOADS[1]) and bool(self.body)


def streaming(limit: int = MAX_BODY) -> RequestParser:
    return RequestParser(BodyBudget(limit), streamed=UPLOADS)


class Reader:
    """Does with a parser what a connection does."""

    def __init__(self) -> None:
        self.parser = streaming()
        self.found: list[tuple[Request, bytearray]] = []

    def feed(self, data: bytes) -> None:
        self.parser.feed(data)
        while True:
            for piece in self.parser.take_pieces():
                assert piece
                self.found[-1][1].extend(piece)
            request = self.parser.next_request()
            if request is None:
                return
            self.found.append((request, bytearray(request.body)))


# Bodies that look like requests, line ends and framing, so that a slip shows.
_TRICKY = st.sampled_from(
    [
        b"\r\n\r\n",
        b"GET /v1/status HTTP/1.1\r\nHost: h\r\n\r\n",
        b"0\r\n\r\n",
        b"Content-Length: 9\r\n",
        b"PATCH " + PLACE + b" HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc",
        b"\0",
    ]
)
_BODY = st.lists(st.one_of(_TRICKY, st.binary(max_size=40)), max_size=5).map(b"".join)
_MESSAGE = st.one_of(
    st.builds(Message, st.just(b"PATCH"), st.just(PLACE), _BODY),
    st.builds(Message, st.just(b"POST"), st.just(b"/v1/messages"), _BODY),
    st.builds(Message, st.just(b"HEAD"), st.just(PLACE), st.just(b"")),
    st.builds(Message, st.just(b"GET"), st.just(b"/v1/status"), st.just(b"")),
)


@given(
    st.lists(_MESSAGE, min_size=1, max_size=5),
    st.lists(st.integers(1, 90), min_size=1, max_size=30),
)
def test_how_bytes_are_cut_makes_no_difference(messages: list[Message], cuts: list[int]) -> None:
    data = b"".join([message.raw for message in messages])
    reader = Reader()
    position = 0
    sizes = iter(cuts * (len(data) // sum(cuts) + 1))
    while position < len(data):
        size = next(sizes)
        reader.feed(data[position : position + size])
        position += size
    assert [bytes(body) for _, body in reader.found] == [message.body for message in messages]
    for (request, _), message in zip(reader.found, messages, strict=True):
        assert (request.method, request.path) == (message.method, message.path)
        assert request.streamed == (len(message.body) if message.streams else 0)
    assert reader.parser.phase is Phase.IDLE
    assert reader.parser.body_length == 0


@given(st.binary(max_size=300), st.integers(0, 200))
def test_noise_behind_a_body_in_pieces_is_never_part_of_it(noise: bytes, length: int) -> None:
    reader = Reader()
    body = bytes(length)
    head = b"PATCH %b HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n" % (PLACE, length)
    with contextlib.suppress(BadRequestError):
        reader.feed(head + body + noise)
    assert bytes(reader.found[0][1]) == body


@given(st.binary(max_size=200))
def test_noise_in_the_head_never_raises_anything_else(noise: bytes) -> None:
    reader = Reader()
    with contextlib.suppress(BadRequestError):
        reader.feed(b"PATCH " + PLACE + b" HTTP/1.1\r\nHost: h\r\n" + noise + b"\r\n\r\n")


@pytest.mark.parametrize(
    "framing",
    [
        b"Transfer-Encoding: chunked",
        b"Content-Length: 3\r\nTransfer-Encoding: chunked",
        b"Content-Length: 3\r\nContent-Length: 3",
        b"Content-Length: 3, 3",
        b"Content-Length: 99999999999",
        b"Content-Length: -3",
        b"Expect: 100-continue\r\nContent-Length: 3",
    ],
)
def test_framing_is_as_strict_as_anywhere(framing: bytes) -> None:
    parser = streaming()
    parser.feed(b"PATCH " + PLACE + b" HTTP/1.1\r\nHost: h\r\n" + framing + b"\r\n\r\nabc")
    with pytest.raises(BadRequestError) as caught:
        parser.next_request()
    assert caught.value.code is Code.MALFORMED


def test_a_body_of_any_length_holds_no_memory_and_needs_no_signature() -> None:
    parser = streaming(limit=10)
    parser.feed(b"PATCH " + PLACE + b" HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000000\r\n\r\n")
    request = parser.next_request()
    assert request is not None
    assert (request.streamed, request.body) == (3_000_000_000, b"")
    piece = bytes(1_000_000)
    for _ in range(20):
        parser.feed(piece)
        assert parser.phase is Phase.STREAM
        assert parser.next_request() is None
        assert parser.take_pieces() == [piece]
    assert parser.body_length == 2_980_000_000
    parser.discard()
    assert (parser.phase, parser.body_length) == (Phase.IDLE, 0)


@pytest.mark.parametrize(
    ("method", "path", "parser"),
    [
        (b"PUT", PLACE, streaming()),
        (b"PATCH", b"/v1/blobs", streaming()),
        (b"PATCH", b"/v1/uploads", streaming()),
        (b"PATCH", b"/V1/uploads/a", streaming()),
        (b"PATCH", PLACE, RequestParser()),
    ],
)
def test_no_other_route_takes_such_bodies(
    method: bytes, path: bytes, parser: RequestParser
) -> None:
    parser.feed(b"%b %b HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n" % (method, path))
    with pytest.raises(BadRequestError) as caught:
        parser.next_request()
    assert caught.value.code is Code.TOO_LARGE
