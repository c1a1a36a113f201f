"""Which PINs can be chosen."""

from __future__ import annotations

import pytest

from app.core.pin import PinRefused, require_good_pin


@pytest.mark.parametrize(
    "pin", ["481516", "104729", "112233", "000001", "90210713", "482913570246"]
)
def test_ordinary_pins_are_taken(pin: str) -> None:
    require_good_pin(pin, 6)


@pytest.mark.parametrize(
    "pin",
    # Length and digits, then what is tried first.
    [
        *("", "48151", "4815162342108", "48151a", "48 151", "４８１５１６", "٤٨١٥١٦"),
        *("000000", "123456", "654321", "456789", "121212", "481481", "12341234"),
    ],
)
def test_others_are_refused_with_what_to_do(pin: str) -> None:
    with pytest.raises(PinRefused) as caught:
        require_good_pin(pin, 6)
    assert caught.value.action
    assert "{" not in caught.value.action


def test_the_clinic_decides_how_many_digits() -> None:
    require_good_pin("4815", 4)
    with pytest.raises(PinRefused, match="pin-refused"):
        require_good_pin("4815162", 8)
