from __future__ import annotations

from pathlib import Path

import pytest

from relay.config import Config, ConfigError, load
from relay.limits import OneTimeBudget, Rate, RateLimiter


def test_a_bucket_lets_a_burst_pass_and_then_the_average() -> None:
    limiter = RateLimiter(Rate(per_second=2, burst=4))
    assert [limiter.take(b"a", 1, 0.0) for _ in range(4)] == [0, 0, 0, 0]
    assert limiter.take(b"a", 1, 0.0) == pytest.approx(0.5)
    assert limiter.take(b"b", 1, 0.0) == 0
    assert limiter.take(b"a", 1, 0.5) == 0
    assert limiter.take(b"a", 1, 0.5) > 0
    assert limiter.take(b"a", 4, 1000.0) == 0


def test_one_time_keys_are_counted_by_the_hour() -> None:
    budget = OneTimeBudget()
    assert all(budget.allows(b"a", b"d", float(second)) for second in range(20))
    assert not budget.allows(b"a", b"d", 30.0)
    assert budget.allows(b"other", b"d", 30.0)
    budget.give_back(b"a", b"d")
    assert budget.allows(b"a", b"d", 31.0)
    assert not budget.allows(b"a", b"d", 32.0)
    assert budget.allows(b"a", b"d", 3602.0)


def test_settings_are_checked_when_read(tmp_path: Path) -> None:
    file = tmp_path / "relay.toml"
    file.write_text(
        'host = "0.0.0.0"\nretention_days = 7\n[submission_rate]\nper_second = 5.0\nburst = 9.0\n'
    )
    config = load(file)
    assert (config.host, config.retention_days) == ("0.0.0.0", 7)
    assert config.submission_rate == Rate(5, 9)
    for bad in (
        "prot = 1",
        'port = "x"',
        "port = 70000",
        "retention_days = 0",
        "remember_hours = 1",
        'tls_key = "k"',
        'url = "http://x"',
        'log_level = "LOUD"',
        "= 3",
    ):
        file.write_text(bad)
        with pytest.raises(ConfigError):
            load(file)
    with pytest.raises(ConfigError):
        load(tmp_path / "missing.toml")
    assert Config().host == "127.0.0.1"
