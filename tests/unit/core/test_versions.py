from __future__ import annotations

import pytest

from app.core.policy import DEFAULT_POLICY, Policy
from app.core.versions import is_older
from app.services import version_rule


@pytest.mark.parametrize(
    ("version", "other", "older"),
    [
        ("1.2.3", "1.2.3", False),
        ("1.2.3", "1.2.4", True),
        ("1.9.0", "1.10.0", True),
        ("2.0.0", "1.99.99", False),
        ("1.2.3-rc1", "1.2.3", False),
        ("1.2.3", None, False),
    ],
)
def test_numbers_are_compared_as_numbers(version: str, other: str | None, older: bool) -> None:
    assert is_older(version, other) is older


def test_a_retired_version_sends_nothing_and_says_what_to_do() -> None:
    assert version_rule.alarm(DEFAULT_POLICY) is None
    assert version_rule.alarm(Policy(oldest_version="0.9.0"), "0.10.0") is None
    alarm = version_rule.alarm(Policy(oldest_version="0.10.0"), "0.9.0")
    assert alarm is not None
    assert "IT" in alarm.action
