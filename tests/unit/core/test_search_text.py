"""What counts as the same when people search, and where it stands in the text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.search_text import MAX_PARTS, MAX_QUERY_LENGTH, Needle, fold

SAME = [
    ("Ramipril", "RAMIPRIL"),
    ("Straße", "STRASSE"),
    ("Größe", "grosse"),
    ("café", "cafe\u0301"),
    ("École", "ecole"),
    ("Søren Ångström", "soren angstrom"),
    ("Łódź", "lodz"),
    ("İstanbul ısı", "istanbul isi"),
    ("ﬁnd eﬃcient", "find efficient"),
    ("ＡＢＣ１２３", "abc123"),
    ("½ mg/m²", "1/2 mg/m2"),
    ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
    ("Ὀδυσσεύς", "οδυσσευσ"),
    ("Пётр", "ПЕТР"),
    ("שָׁלוֹם", "שלום"),
    ("שלומ", "שלום"),
    ("مَرِيضٌ", "مريض"),
    ("مـــريض", "مريض"),
    ("أحمد", "احمد"),
    ("ٱلْمُسْتَشْفَىٰ", "المستشفي"),
    ("جرعة", "جرعه"),
    ("ﻣﺮﻳﺾ", "مريض"),
    ("کودکان", "كودكان"),
    ("١٢٠/٨٠", "120/80"),
    ("१२०", "120"),
    ("ｶﾞ", "ガ"),
    ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
    ("soft\u00adhyphen", "softhyphen"),
    ("zero\u200bwidth", "zerowidth"),
    ("O’Brien", "O'Brien"),
    ("2–4 h", "2-4 h"),
    ("a\u00a0b\tc\u3000d", "a b c d"),
    ("👩\u200d⚕\ufe0f", "👩⚕"),
]
DIFFERENT = [
    ("7,5", "7.5"),
    ("กิน", "กน"),  # a vowel of Thai is a letter
    ("か", "が"),
    ("कि", "की"),
    ("東", "京"),
    ("mg", "µl"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(), st.text())
def test_folding_again_changes_nothing_and_parts_fold_to_parts(one: str, other: str) -> None:
    folded = fold(one)
    assert fold(folded) == folded
    assert fold(one + other) == folded + fold(other)


def test_every_letter_and_mark_folds_to_something_that_stays() -> None:
    for code in range(0x10000):  # beyond are rare scripts, pictures and Chinese characters
        if "\u3400" <= chr(code) <= "\uabff":
            continue
        folded = fold(chr(code))
        assert fold(folded) == folded
        assert not any(c in folded for c in "\t\n\r\u2028\u00a0")
        assert all(unicodedata.category(c) != "Cc" for c in folded)


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_any_part_of_a_text_is_found_and_marked(
    before: str, after: str, data: st.DataObject
) -> None:
    part = data.draw(st.text(alphabet="aeıßﬁéαςשׁمَ東가ก1/ ", min_size=1, max_size=9))
    text = before + part + after
    needle = Needle.parse(part)
    assert needle.matches(fold(text))
    marked = needle.ranges(text)
    assert bool(marked) == bool(needle)
    assert all(0 <= start < end <= len(text) for start, end in marked)
    assert all(one[1] < two[0] for one, two in pairwise(marked))
    for start, end in marked:
        piece = fold(text[start:end])
        assert any(word[0] in piece for word in needle.parts)


@given(st.text(alphabet="aAßsﬁ éé12", max_size=40), st.text(alphabet="aßsfi é12", max_size=3))
def test_what_is_marked_is_what_was_looked_for(text: str, query: str) -> None:
    needle = Needle.parse(query)
    for start, end in needle.ranges(text):
        assert any(part in fold(text[start:end]) for part in needle.parts)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("pril", "Ramipril 5 mg", ["pril"]),
        ("strasse", "Lange Straße 7", ["Straße"]),
        ("s", "ß", ["ß"]),
        ("cafe", "un cafe\u0301!", ["cafe\u0301"]),
        ("مريض", "هذا مَرِيضٌ هنا", ["مَرِيضٌ"]),
        ("bed potassium", "Potassium in bed 7", ["Potassium", "bed"]),
        ('"bed 7"', "bed  7, bed 8", ["bed  7"]),
        ('"not closed', "it is not\nclosed yet", ["not\nclosed"]),
        ("aa", "aaaa", ["aaaa"]),
        ("", "anything", []),
        ("120/80", "RR 120/80 mmHg", ["120/80"]),
        ("a.b*", "a.b* axb", ["a.b*"]),
        ("東京", "東京都", ["東京"]),
        ("ไข้", "ผู้ป่วยมีไข้สูง", ["ไข้"]),
    ],
)
def test_where_it_stands(query: str, text: str, marked: list[str]) -> None:
    ranges = Needle.parse(query).ranges(text)
    assert [text[start:end] for start, end in ranges] == marked
    assert Needle.parse(query).first(text) == (ranges[0][0] if ranges else -1)


def test_every_part_must_occur() -> None:
    needle = Needle.parse('bed "call me"')
    assert needle.parts == ("bed", "call me")
    assert needle.matches(fold("Call  me at bed 7"))
    assert not needle.matches(fold("Call me"))
    assert not needle.matches(fold("me call bed"))
    assert not Needle.parse('  "" ')


def test_a_pasted_page_stays_a_small_needle() -> None:
    needle = Needle.parse(" ".join(f"w{number}" for number in range(10_000)))
    assert len(needle.parts) == MAX_PARTS
    assert len(Needle.parse("x" * 10_000).parts[0]) == MAX_QUERY_LENGTH


def test_what_is_looked_for_is_not_in_the_repr_of_its_patterns() -> None:
    assert "re.compile" not in repr(Needle.parse("secret"))


def test_no_representation_shows_what_is_looked_for() -> None:
    assert "secret" not in repr(Needle.parse("secret"))
