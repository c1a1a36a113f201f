"""Groups are tried without the patience that real life needs."""

from __future__ import annotations

import pytest

from tests.support import scenario


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario.hurry(monkeypatch)
