from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import content
from app.core.content import (
    MAX_CONTENT_SIZE,
    MAX_MISSING_RANGES,
    ReceiptContent,
    RepairContent,
    TextContent,
    UnknownContent,
)
from app.core.content_checks import MAX_SEQUENCE, MAX_TEXT_LENGTH
from app.core.errors import DecodeError

KNOWN = [
    (TextContent("10 mg"), b'{"type":"text","text":"10 mg"}'),
    (TextContent("\0 <b> \u202e 👩🏽‍⚕️"), None),
    (ReceiptContent(7, 5), b'{"type":"receipt","delivered":7,"read":5}'),
    (ReceiptContent(7, 0, ((1, 2), (4, 4))), None),
    (RepairContent(((3, 9),)), b'{"type":"repair","missing":[[3,9]]}'),
]


@pytest.mark.parametrize(("value", "raw"), KNOWN)
def test_round_trip(value: content.Content, raw: bytes | None) -> None:
    encoded = content.encode(value)
    assert raw is None or encoded == raw
    assert content.decode(encoded) == value


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_text_survives(text: str) -> None:
    assert content.decode(content.encode(TextContent(text))) == TextContent(text)


def test_the_longest_text_fits() -> None:
    for character in ("x", "\0", "😀"):
        text = TextContent(character * MAX_TEXT_LENGTH)
        assert content.decode(content.encode(text)) == text


MALFORMED = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"{}",
    b'{"type":1}',
    b'{"type":""}',
    b'{"type":"' + b"x" * 65 + b'"}',
    b'{"type":"text"}',
    b'{"type":"text","text":""}',
    b'{"type":"text","text":7}',
    b'{"type":"text","text":"a","more":1}',
    b'{"type":"text","text":"a"} ,',
    rb'{"type":"text","text":"\ud800 and more text"}',
    rb'{"type":"text","text":"\udc00"}',
    b'{"type":"text","text":"\xff"}',
    b'{"type":"text","text":"\xed\xa0\x80"}',
    json.dumps({"type": "text", "text": "x" * (MAX_TEXT_LENGTH + 1)}).encode(),
    b'{"type":"receipt","delivered":1}',
    b'{"type":"receipt","delivered":1,"read":2}',
    b'{"type":"receipt","delivered":-1,"read":-1}',
    b'{"type":"receipt","delivered":1.5,"read":1}',
    b'{"type":"receipt","delivered":true,"read":1}',
    b'{"type":"receipt","delivered":9,"read":1,"missing":[[0,1]]}',
    b'{"type":"receipt","delivered":9,"read":1,"missing":[[3,2]]}',
    b'{"type":"receipt","delivered":9,"read":1,"missing":[[3,10]]}',
    b'{"type":"receipt","delivered":9,"read":1,"missing":[[3,4],[4,5]]}',
    b'{"type":"receipt","delivered":9,"read":1,"missing":[[5,6],[1,2]]}',
    b'{"type":"receipt","delivered":9,"read":1,"missing":[[5]]}',
    b'{"type":"repair"}',
    b'{"type":"repair","missing":[]}',
    json.dumps({"type": "receipt", "delivered": MAX_SEQUENCE + 1, "read": 0}).encode(),
    json.dumps(
        {"type": "repair", "missing": [[2 * n, 2 * n] for n in range(1, MAX_MISSING_RANGES + 2)]}
    ).encode(),
    b'{"type":"x","deep":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"type":"x","pad":"' + b"x" * MAX_CONTENT_SIZE + b'"}',
]


@pytest.mark.parametrize("raw", MALFORMED, ids=lambda raw: raw[:60].decode("latin-1"))
def test_malformed_content_is_refused(raw: bytes) -> None:
    with pytest.raises(DecodeError):
        content.decode(raw)


def test_what_a_newer_version_sends_is_kept() -> None:
    raw = b'{"type":"poll","question":"Lunch?","options":[1,2]}'
    assert content.decode(raw) == UnknownContent(raw, "poll")


@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    with contextlib.suppress(DecodeError):
        content.decode(raw)


def test_no_content_in_repr() -> None:
    assert "secret" not in repr(TextContent("secret"))
    assert "secret" not in repr(content.decode(b'{"type":"poll","secret":1}'))


def test_text_that_may_not_be_sent_cannot_be_made() -> None:
    for text in ("", "x" * (MAX_TEXT_LENGTH + 1), "\ud800"):
        with pytest.raises(ValueError, match="not allowed"):
            TextContent(text)
