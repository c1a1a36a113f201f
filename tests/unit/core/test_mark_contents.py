"""app/core/content.py: what is said about messages and conversations."""

from __future__ import annotations

import base64
import json
from importlib.resources import files

import msgspec
import pytest

from app.core import content
from app.core.content import (
    MAX_EMOJI_LENGTH,
    MAX_REVISIONS,
    ConversationMarks,
    EditContent,
    HistoryRow,
    MessageReference,
    OwnConversationsContent,
    ReactionContent,
    RecallContent,
    TextContent,
    TypingContent,
    is_emoji,
)
from app.core.content_checks import MAX_TEXT_LENGTH
from app.core.errors import DecodeError

A, M = b"a" * 16, b"m" * 16
B64_A, B64_M = base64.b64encode(A).decode(), base64.b64encode(M).decode()
TO = MessageReference(A, M)
TO_RAW = f'{{"sender":"{B64_A}","message":"{B64_M}"}}'

KNOWN = [
    (TextContent("yes", TO), f'{{"type":"text","text":"yes","reply_to":{TO_RAW}}}'),
    (TextContent("yes", None, True), '{"type":"text","text":"yes","forwarded":true}'),
    (ReactionContent(TO, "👍"), f'{{"type":"reaction","to":{TO_RAW},"emoji":"👍"}}'),
    (ReactionContent(TO, ""), f'{{"type":"reaction","to":{TO_RAW},"emoji":""}}'),
    (
        EditContent(M, "5 mg", 2),
        f'{{"type":"edit","message":"{B64_M}","text":"5 mg","revision":2}}',
    ),
    (RecallContent(M), f'{{"type":"recall","message":"{B64_M}"}}'),
    (TypingContent(), '{"type":"typing"}'),
    (
        OwnConversationsContent((ConversationMarks(A, 1, 2, True, 3),)),
        f'{{"type":"own-conversations","marks":[{{"account":"{B64_A}","pinned_at":1,'
        '"muted_until":2,"unread":true,"changed_at":3}]}',
    ),
]


@pytest.mark.parametrize(("value", "raw"), KNOWN)
def test_the_bytes_are_those_of_the_protocol(value: content.Content, raw: str) -> None:
    assert content.encode(value) == raw.encode()
    assert content.decode(raw.encode()) == value


MALFORMED = [
    {"type": "text", "text": "a", "reply_to": {"sender": B64_A}},
    {"type": "text", "text": "a", "reply_to": {"sender": B64_A, "message": "AAAA"}},
    {"type": "text", "text": "a", "reply_to": {"sender": B64_A, "message": B64_M, "text": "b"}},
    {"type": "text", "text": "a", "forwarded": "yes"},
    {"type": "reaction", "to": {"sender": B64_A, "message": B64_M}},
    {"type": "reaction", "to": {"sender": B64_A, "message": B64_M}, "emoji": "ok"},
    {"type": "reaction", "to": {"sender": B64_A, "message": B64_M}, "emoji": "👍 👍"},
    {"type": "edit", "message": B64_M, "text": "a", "revision": 0},
    {"type": "edit", "message": B64_M, "text": "a", "revision": MAX_REVISIONS + 1},
    {"type": "edit", "message": B64_M, "text": "", "revision": 1},
    {"type": "edit", "message": B64_M, "text": "x" * (MAX_TEXT_LENGTH + 1), "revision": 1},
    {"type": "edit", "message": B64_M, "text": "\ud800", "revision": 1},
    {"type": "recall", "message": "AAAA"},
    {"type": "recall", "message": B64_M, "why": "typo"},
    {"type": "typing", "text": "a"},
    {"type": "own-conversations", "marks": [{"account": B64_A}]},
]


@pytest.mark.parametrize("value", MALFORMED)
def test_what_is_malformed_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(DecodeError):
        content.decode(json.dumps(value).encode())


def test_the_longest_of_each_fits() -> None:
    for character in ("x", "\0", "😀"):
        longest = character * MAX_TEXT_LENGTH
        for value in (TextContent(longest, TO, True), EditContent(M, longest, MAX_REVISIONS)):
            assert content.decode(content.encode(value)) == value


@pytest.mark.parametrize("emoji", ["👍", "👍🏽", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👩🏽‍⚕️", "🇩🇪", "5️⃣", "#️⃣", "‼️", "☎"])
def test_one_emoji_is_one(emoji: str) -> None:
    assert is_emoji(emoji)


@pytest.mark.parametrize(
    "text", ["", " ", "a", "ok", "1", "12⃣", "👍a", "👍 ", "\u200d", "\ufe0f", "👍" * 25, "\u202e"]
)
def test_words_are_no_emoji(text: str) -> None:
    assert not is_emoji(text)
    assert len("👍" * 25) > MAX_EMOJI_LENGTH


@pytest.mark.parametrize(
    "text",
    [
        "!!!!!!",
        "%",
        "+",
        "^",
        "°",
        "👍👎",
        "🇫🇺🇨🇰",
        "\ufdfd",
        "\ua9c5",
        "\u200d👍",
        "👍\u200d\u200d",
    ],
)
def test_signs_letters_of_flags_and_rows_of_pictures_are_no_reaction(text: str) -> None:
    assert not is_emoji(text)


def test_whatever_the_picker_offers_can_be_a_reaction() -> None:
    data = json.loads((files("app.ui.resources") / "emoji.json").read_bytes())
    offered = [e for group in data["groups"] for e in group["emoji"]]
    assert len(offered) > 1_000
    assert [t for e in offered for t in (e["e"], *e.get("s", ())) if not is_emoji(t)] == []


def row(**more: object) -> dict[str, object]:
    plain = HistoryRow(A, M, A, A, True, "text", "now", 1, 2, "sent", False)
    return {**json.loads(msgspec.json.encode(plain)), **more}


@pytest.mark.parametrize(
    "more",
    [
        {"versions": [[0, "was", 1]]},
        {"versions": [[1, "b", 1], [0, "a", 1]], "revision": 2},
        {"versions": [[0, "a", -1]], "revision": 1},
        {"revision": -1},
        {"reactions": [[B64_A, "no", 1]]},
        {"reactions": [["AAAA", "👍", 1]]},
        {"recalled_at": -1},
    ],
)
def test_rows_of_before_are_checked_too(more: dict[str, object]) -> None:
    decode = msgspec.json.decode
    assert decode(json.dumps(row()).encode(), type=HistoryRow).text == "now"
    with pytest.raises(msgspec.ValidationError):
        decode(json.dumps(row(**more)).encode(), type=HistoryRow)


def test_no_content_in_repr() -> None:
    values = [EditContent(M, "secret", 1), ReactionContent(TO, "👍"), TextContent("secret", TO)]
    assert not any("secret" in repr(value) or "👍" in repr(value) for value in values)
