"""Which texts are drawn large: one to three emoji, in every shape that emoji have."""

from __future__ import annotations

import pytest

from app.core.emoji_text import few_emoji
from app.ui.emoji.catalogue import groups


def test_every_emoji_in_every_tone_counts_as_one() -> None:
    texts = [
        text for group in groups() for each in group.emoji for text in (each.text, *each.skins)
    ]
    assert len(texts) > 3_000
    assert [text for text in texts if few_emoji(text) != 1] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("\U0001f44d", 1),
        (" \U0001f44d \U0001f44d\n", 2),
        ("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", 2),
        ("1\ufe0f\u20e3\u2764\ufe0f\U0001f44d\U0001f3fd", 3),
        ("\U0001f44d" * 4, 0),
        ("\U0001f44d ok", 0),
        ("", 0),
        ("123", 0),
        ("\u2764", 0),
        ("\u00a9", 0),
        ("\u2192", 0),
        ("\U0001f1e9", 0),
        ("\u200d", 0),
        ("\U0001f44d\u202e", 0),
        ("\U0001f600" + "\u200d\U0001f600" * 5_000, 0),
    ],
)
def test_counts(text: str, count: int) -> None:
    assert few_emoji(text) == count
