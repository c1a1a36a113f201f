"""The parser against what RFC 9112 and PROTOCOL.md 5 forbid, and against any cutting of bytes."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.http import BadRequestError, Phase, Request, RequestParser
from relay.wire import MAX_BODY, MAX_HEADER_BYTES, MAX_REQUEST_LINE, Code

GOOD = (
    b"POST /v1/messages?a=1&b=%20 HTTP/1.1\r\nHost: relay.example:8443\r\n"
    b"Content-Length: 5 \r\nX-Odd:\t a:b \r\nAccept: */*\r\nAccept: text/html\r\n\r\nhello"
)


def parse(data: bytes) -> list[Request]:
    parser = RequestParser()
    parser.feed(data)
    found: list[Request] = []
    while (request := parser.next_request()) is not None:
        found.append(request)
    return found


def head(*lines: bytes) -> bytes:
    return b"\r\n".join((b"POST /p HTTP/1.1", b"Host: h", *lines)) + b"\r\n\r\n"


def test_a_request_is_read_whole() -> None:
    (request,) = parse(GOOD)
    assert (request.method, request.path, request.query) == (b"POST", b"/v1/messages", b"a=1&b=%20")
    assert request.headers[b"x-odd"] == b"a:b"
    assert request.headers[b"host"] == b"relay.example:8443"
    assert request.body == b"hello"
    assert not request.close


@given(st.lists(st.integers(1, 60), min_size=1, max_size=30), st.integers(1, 4))
def test_how_bytes_are_cut_makes_no_difference(cuts: list[int], repeat: int) -> None:
    data = GOOD * repeat
    parser = RequestParser()
    found: list[Request] = []
    position = 0
    sizes = iter(cuts * (len(data) // sum(cuts) + 1))
    while position < len(data):
        size = next(sizes)
        parser.feed(data[position : position + size])
        position += size
        while (request := parser.next_request()) is not None:
            found.append(request)
    assert found == parse(GOOD) * repeat
    assert parser.phase is Phase.IDLE


@given(st.binary(max_size=400))
def test_noise_never_raises_anything_else(data: bytes) -> None:
    for prefix in (b"", b"GET / HTTP/1.1\r\n", b"POST /v1/x HTTP/1.1\r\nHost: a\r\n"):
        with contextlib.suppress(BadRequestError):
            parse(prefix + data + b"\r\n\r\n")


@pytest.mark.parametrize(
    "data",
    [
        head(b"Transfer-Encoding: chunked"),
        head(b"Transfer-Encoding: identity", b"Content-Length: 3"),
        head(b"Content-Length: 3", b"Content-Length: 3"),
        head(b"Content-Length: 3", b"content-length: 4"),
        head(b"Content-Length: 3, 3"),
        head(b"Content-Length: +3"),
        head(b"Content-Length: 0x3"),
        head(b"Content-Length: -1"),
        head(b"Content-Length: "),
        head(b"Content-Length: 3_0"),
        head("Content-Length: ٣".encode()),
        head(b"Content-Length : 3"),
        head(b" Content-Length: 3"),
        head(b"X: a", b" folded"),
        head(b"X: a", b"\tfolded"),
        head(b"X: a\x00b"),
        head(b"X: a\rb"),
        head(b"X: a\nb"),
        head(b"X\x80: a"),
        head(b": a"),
        head(b"no colon"),
        head(b"Expect: 100-continue"),
        head(b"Upgrade: h2c"),
        head(b"Host: other"),
        head(b"Signature: a", b"Signature: b"),
        b"POST /p HTTP/1.1\r\nHost: \r\n\r\n",
        b"POST /p HTTP/1.1\r\n\r\n",
        b"POST /p HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"POST /p HTTP/1.1\r\nHost: user@h\r\n\r\n",
        b"POST /p HTTP/1.0\r\nHost: h\r\n\r\n",
        b"POST /p HTTP/2.0\r\nHost: h\r\n\r\n",
        b"POST /p\r\nHost: h\r\n\r\n",
        b"POST  /p HTTP/1.1\r\nHost: h\r\n\r\n",
        b"POST http://h/p HTTP/1.1\r\nHost: h\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
        b"CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n",
        b"POST /p#f HTTP/1.1\r\nHost: h\r\n\r\n",
        b"POST /\xc3\xa4 HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET /p HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx",
        b"GET /p HTTP/1.1\nHost: h\n\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
    ],
)
def test_what_two_parsers_could_read_differently_is_refused(data: bytes) -> None:
    with pytest.raises(BadRequestError) as caught:
        parse(data)
    assert caught.value.code is Code.MALFORMED


def test_sizes_are_bounded_before_they_are_buffered() -> None:
    for data in (
        b"GET /" + b"a" * MAX_REQUEST_LINE,
        b"GET /" + b"a" * MAX_REQUEST_LINE + b" HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"a" * (MAX_HEADER_BYTES + MAX_REQUEST_LINE),
        head(b"X: " + b"a" * MAX_HEADER_BYTES),
        head(*[b"X: a"] * 64),
    ):
        with pytest.raises(BadRequestError) as caught:
            parse(data)
        assert caught.value.code is Code.HEADER_TOO_LARGE
    with pytest.raises(BadRequestError) as caught:
        parse(head(b"Content-Length: %d" % (MAX_BODY + 1)))
    assert caught.value.code is Code.TOO_LARGE


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        (b"/v1/link", 64 * 1024),
        (b"/v1/recovery", 1024 * 1024),
        (b"/v1/devices", 4 * 1024),
    ],
)
def test_each_path_has_its_own_limit(path: bytes, limit: int) -> None:
    def start(length: int) -> bytes:
        signed = b"Signature: s\r\nSignature-Input: i\r\n"
        fields = b"Host: h\r\n" + signed + b"Content-Length: %d\r\n" % length
        return b"PUT " + path + b" HTTP/1.1\r\n" + fields + b"\r\n"

    assert parse(start(limit)) == []
    with pytest.raises(BadRequestError) as caught:
        parse(start(limit + 1))
    assert caught.value.code is Code.TOO_LARGE


def test_one_empty_line_between_requests_is_tolerated() -> None:
    assert len(parse(GOOD + b"\r\n" + GOOD)) == 2


def test_phases_tell_what_is_incomplete() -> None:
    parser = RequestParser()
    assert parser.phase == Phase.IDLE
    parser.feed(b"POST /p HT")
    assert parser.next_request() is None
    assert (parser.phase,) == (Phase.HEAD,)
    parser.feed(b"TP/1.1\r\nHost: h\r\nContent-Length: 4\r\nConnection: close\r\n\r\nab")
    assert parser.next_request() is None
    assert (parser.phase, parser.body_length) == (Phase.BODY, 4)
    parser.feed(b"cd")
    request = parser.next_request()
    assert request is not None
    assert (request.body, request.close) == (b"abcd", True)


def test_a_repr_shows_no_content() -> None:
    assert "hello" not in repr(parse(GOOD)[0])
