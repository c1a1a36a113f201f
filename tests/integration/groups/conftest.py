"""Groups are tried without the patience that real life needs."""

from __future__ import annotations

import pytest

from app.services import group_mail, receipt_timing
from tests.support import scenario


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario.hurry(monkeypatch)
    monkeypatch.setattr(receipt_timing, "GROUP_S", 0.3)
    monkeypatch.setattr(group_mail, "ASK_AFTER_MS", 0)
