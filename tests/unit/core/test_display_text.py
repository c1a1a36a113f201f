from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.display_text import (
    MAX_INVISIBLES,
    MAX_LINE_LENGTH,
    MAX_MARKS,
    MAX_NAME_LENGTH,
    for_display,
    name_for_display,
    one_line,
)

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
INTACT = [
    "Give 10 mg, then wait.\n\tIndented.",
    "👩🏽‍⚕️ 👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ 1️⃣",
    ENGLAND,
    "Ødegård, naïve, Škoda",
    "שָׁלוֹם עֲלֵיכֶם",
    "مرحبا \u200e10 mg\u200f",
    "می‌خواهم",
    "क्‍ष ကြော် ที่นี่ བསྒྲུབས",
    "<b>not bold</b> <img src='/etc/passwd'> &amp;",
    "קרא \u2066Dr. Smith\u2069 היום",
    "漢字かな交じり文",
]


@pytest.mark.parametrize("text", INTACT)
def test_honest_text_is_untouched(text: str) -> None:
    assert for_display(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("dose \u202e01\u202c mg", "dose ‹RLO›01‹PDF› mg"),
        ("\u2067 10 / 20 \u2069", "‹RLI› 10 / 20 ‹PDI›"),
        ("שלום \u202e10\u202c", "שלום ‹RLO›10‹PDF›"),
        ("שלום \u2067", "שלום ‹RLI›"),
        ("שלום \u2067\nnext \u2069", "שלום ‹RLI›\nnext ‹PDI›"),
        ("שלום \u2067\u202a\u2069\u202c", "שלום ‹RLI›\u202a‹PDI›\u202c"),
        ("a\x00b\x1b[31mc\x7f", "a␀b␛[31mc␡"),
        ("bell\x07 back\x08", "bell␇ back␈"),
        ("c1 \x9b31m", "c1 \ufffd31m"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("object \ufffc frame \ufdd0", "object \ufffd frame \ufffd"),
        ("lone \ud800", "lone \ufffd"),
    ],
)
def test_what_lies_or_breaks_is_made_visible(text: str, shown: str) -> None:
    assert for_display(text) == shown


def test_marks_do_not_pile_up() -> None:
    zalgo = "Z" + "\u0300\u0316\u20dd" * 500 + "a"
    assert for_display(zalgo) == "Z" + ("\u0300\u0316\u20dd" * 500)[:MAX_MARKS] + "a"
    woven = "Z" + "\u0300\u200d" * 500 + "a"
    shown = for_display(woven)
    assert shown.count("\u0300") == MAX_MARKS
    assert shown.count("\u200d") == MAX_INVISIBLES


def test_a_long_line_is_broken_at_spaces_where_it_can_be() -> None:
    words = "word " * 20_000
    lines = for_display(words).split("\n")
    assert max(map(len, lines)) <= MAX_LINE_LENGTH
    assert "".join(lines) == words
    assert all(line.endswith(" ") for line in lines)
    block = for_display("x" * 100_000)
    assert block.replace("\n", "") == "x" * 100_000
    assert max(map(len, block.split("\n"))) <= MAX_LINE_LENGTH


def test_a_break_does_not_split_an_emoji() -> None:
    family = "👨‍👩‍👧‍👦"
    text = "x" * (MAX_LINE_LENGTH - 3) + family * 2
    for line in for_display(text).split("\n"):
        assert line.replace(family, "").strip("x") == ""


@pytest.mark.parametrize(
    "filler", ["x", "\u202e", "\u0301", "\u2067א", "<b>", "\u200d", "😀", "\n"]
)
def test_hostile_length_is_quick(filler: str) -> None:
    text = filler * (100_000 // len(filler))
    started = time.thread_time()  # its own: other programs may keep the computer busy
    for_display(text)
    one_line(text)
    name_for_display(text)
    assert time.thread_time() - started < 2


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(BIDI + "א\u0301\u200d\n\r"))))
def test_any_text(text: str) -> None:
    shown = for_display(text)
    for line in shown.split("\n"):
        kept = [character for character in line if character in BIDI]
        opens = sum(character in "\u202a\u202b\u2066\u2067\u2068" for character in kept)
        assert opens * 2 == len(kept)
        assert not set(line) & {"\u202d", "\u202e"}
    assert all(each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs") for each in shown)
    assert for_display(shown) == shown
    preview = one_line(text, 40)
    assert len(preview) <= 40
    assert not set(preview) & set(BIDI + "\n\r\t")
    name = name_for_display(text)
    assert len(name) <= MAX_NAME_LENGTH
    assert not set(name) & set(BIDI + "\n\r\t")
    assert bool(name) == bool(text)


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("Two\nlines  here", 50, "Two lines here"),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abc def", 5, "abc…"),
        ("", 5, ""),
        (" \n ", 5, ""),
        ("\u202eevil", 10, "evil"),
    ],
)
def test_one_line(text: str, limit: int, line: str) -> None:
    assert one_line(text, limit) == line


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("  Grace   Hopper ", "Grace Hopper"),
        ("Grace\u202eHopper\u202c", "GraceHopper"),
        ("Gr\u200bace\ufeff", "Grace"),
        ("Grace\nVerified", "Grace Verified"),
        ("", ""),
        ("\u200b\u2060", "\ufffd"),
        ("\u3164", "\ufffd"),
        ("می‌خواهم", "می‌خواهم"),
        ("A" * 500, "A" * (MAX_NAME_LENGTH - 1) + "…"),
        ("<b>Eve</b>", "<b>Eve</b>"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 4),
    ],
)
def test_names(name: str, shown: str) -> None:
    assert name_for_display(name) == shown
