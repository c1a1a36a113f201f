from __future__ import annotations

import pytest

from app.core.clock import SKEW_TOLERANCE_MS, is_skewed

ARRIVED = 1_790_000_000_000


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
    assert is_skewed(ARRIVED + difference, ARRIVED) is skewed
