"""Honest about passphrases: what people pick first is weak, and random words are good."""

from __future__ import annotations

import pytest

from app.core.passphrase import MIN_LENGTH, Strength, assess


@pytest.mark.parametrize(
    "passphrase",
    [
        "password1234",
        "Password12345!",
        "P@ssw0rd2024!!",
        "qwertyuiop1234",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcdefghijklmnop",
        "987654321098765",
        "Sommer2024Sommer2024",
        "correct horse battery staple",
        "krankenhaus klinik",
        "lamp lamp lamp lamp",
        "01.02.1984 03.04.1986"[:12],
    ],
)
def test_what_is_tried_first_is_weak(passphrase: str) -> None:
    assessment = assess(passphrase)
    assert assessment.strength is Strength.WEAK
    assert not assessment.acceptable
    assert assessment.advice.startswith("Too easy to guess:")


@pytest.mark.parametrize("words", ["lamp tulip orbit cactus", "hunde leise tulpe regen"])
def test_four_random_words_are_good_and_six_are_strong(words: str) -> None:
    assert assess(words).strength is Strength.GOOD
    assert assess(words + " vexed mango").strength is Strength.STRONG


def test_random_characters_are_acceptable() -> None:
    assert assess("x9$Kq2!vT7pL").acceptable
    assert assess("x9$Kq2!vT7pLw4&Z").strength is Strength.STRONG


def test_short_is_weak_whatever_it_is() -> None:
    assert assess("x9$Kq2!vT7p").advice == f"Use at least {MIN_LENGTH} characters."
    assert assess("").strength is Strength.WEAK


def test_policy_can_ask_for_more_but_not_for_less() -> None:
    text = "lamp tulip orbit cactus"
    assert assess(text, min_length=30).advice == "Use at least 30 characters."
    assert assess("x9$Kq2!", min_length=4).strength is Strength.WEAK


def test_names_that_colleagues_know_count_for_little() -> None:
    text = "brunhilde okonkwo 1974"
    assert assess(text).acceptable
    assert not assess(text, personal=["Brunhilde Okonkwo"]).acceptable


def test_advice_is_one_sentence() -> None:
    for text in ("", "password1234", "lamp tulip orbit", "lamp tulip orbit cactus vexed mango"):
        advice = assess(text).advice
        assert advice.endswith(".")
        assert advice.count(". ") == 0


def test_any_text_can_be_judged() -> None:
    for text in ("\ud800" * 20, "\u0130" * 20, "\N{WHITE SMILING FACE}" * 20, "x" * 5000, " " * 50):
        assess(text, personal=["", " ", "\u0130stanbul"])
