"""The settings for files: what they may be, and that the example names them with their defaults."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from relay.config import Config, ConfigError

EXAMPLE = Path(__file__).resolve().parents[3] / "resources" / "relay.example.toml"


def test_the_example_names_each_with_a_value_that_is_taken() -> None:
    fields = [name for name in Config.__struct_fields__ if name.startswith(("blob_", "upload_"))]
    lines = [line.removeprefix("# ") for line in EXAMPLE.read_text("utf-8").splitlines()]
    named = [line for line in lines if line.startswith(("blob_", "upload_"))]
    given = tomllib.loads("\n".join(named))
    assert sorted(given) == sorted(fields)
    config = msgspec.convert(given, Config)
    assert config.blob_bytes == Config().blob_bytes > 2 * 1024**3


@pytest.mark.parametrize(
    "changed",
    [{"blob_bytes": 0}, {"blob_unfinished": 0}, {"upload_hours": 0}, {"blob_reserve_bytes": -1}],
)
def test_what_makes_no_sense_is_refused(changed: dict[str, int]) -> None:
    with pytest.raises(ConfigError):
        Config(**changed)
