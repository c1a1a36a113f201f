"""What may stand on the start screen of a shared computer."""

from __future__ import annotations

import pytest

from app.core.listing_label import LabelRefused, label_of, require_label


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("AK", "AK"),
        (" AK ", "AK"),
        ("", ""),
        ("A-2", "A-2"),
        ("ÄÖ", "ÄÖ"),
        ("A\u0308", "Ä"),
        ("أك", "أك"),
    ],
)
def test_a_few_letters_are_kept(typed: str, kept: str) -> None:
    assert require_label(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["Jonas", "J\nW", "<b>", "A\u202eB", "A\u200bB", "A\u0301\u0302\u0303", "\u00ad", "\x00"],
)
def test_names_and_tricks_are_not(typed: str) -> None:
    with pytest.raises(LabelRefused):
        require_label(typed)
    assert label_of(typed) == ""
