from __future__ import annotations

import msgspec

from app.services.key_age import advance

DAY = 24 * 60 * 60 * 1000
NOW = 20_000 * DAY


def noted(reached: int, local: int) -> bytes:
    return msgspec.msgpack.encode((reached, local))


def test_the_first_time_is_the_relays() -> None:
    assert advance(None, NOW, NOW - 5) == NOW


def test_both_clocks_together_advance_it_also_after_a_month_off() -> None:
    assert advance(noted(NOW, NOW), NOW + 30 * DAY, NOW + 30 * DAY) == NOW + 30 * DAY


def test_neither_clock_alone_does() -> None:
    assert advance(noted(NOW, NOW), NOW + 400 * DAY, NOW + 1000) == NOW + 1000
    assert advance(noted(NOW, NOW), NOW + 1000, NOW + 400 * DAY) == NOW + 1000
    assert advance(noted(NOW, NOW), NOW + 400 * DAY, NOW - 400 * DAY) == NOW


def test_a_clock_that_was_ahead_and_is_right_again_spares_new_keys() -> None:
    assert advance(noted(NOW + 400 * DAY, NOW), NOW, NOW) == NOW
