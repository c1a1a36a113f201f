from __future__ import annotations

import pytest

from app.core.clock import MAX_TIME_MS, SKEW_TOLERANCE_MS, RelayClock, is_skewed

LOCAL = 1_790_000_000_000
DAY = 24 * 3600 * 1000


def test_before_anything_is_known_the_local_clock_holds() -> None:
    clock = RelayClock()
    assert clock.now_ms(LOCAL) == LOCAL
    assert not clock.local_clock_is_wrong


def test_the_offset_is_taken_for_the_middle_of_the_round_trip() -> None:
    clock = RelayClock().learned(LOCAL + 3 * DAY, LOCAL, LOCAL + 200)
    assert clock.now_ms(LOCAL + 100) == LOCAL + 3 * DAY
    assert clock.local_clock_is_wrong


def test_a_local_clock_that_is_set_while_waiting_teaches_nothing() -> None:
    clock = RelayClock().learned(LOCAL, LOCAL, LOCAL)
    assert clock.learned(LOCAL + DAY, LOCAL, LOCAL - 1) == clock
    assert clock.learned(LOCAL + DAY, LOCAL, LOCAL + SKEW_TOLERANCE_MS + 1) == clock
    assert clock.learned(LOCAL + DAY, LOCAL, LOCAL + 2).offset_ms == DAY - 1
    assert RelayClock().learned(LOCAL, LOCAL, LOCAL + DAY).known


def test_time_stays_within_what_the_protocol_allows() -> None:
    assert RelayClock(-2 * LOCAL, known=True).now_ms(LOCAL) == 0
    assert RelayClock(MAX_TIME_MS, known=True).now_ms(LOCAL) == MAX_TIME_MS


@pytest.mark.parametrize(
    ("difference", "skewed"),
    [
        (0, False),
        (SKEW_TOLERANCE_MS, False),
        (-SKEW_TOLERANCE_MS, False),
        (SKEW_TOLERANCE_MS + 1, True),
        (-SKEW_TOLERANCE_MS - 1, True),
    ],
)
def test_skew_marks(difference: int, skewed: bool) -> None:
    assert is_skewed(LOCAL + difference, LOCAL) is skewed
