"""Linking is tried without the patience that real life needs."""

from __future__ import annotations

import pytest

from app.services import link_meeting, linking_guest, linking_host
from tests.support import scenario


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario.hurry(monkeypatch)
    monkeypatch.setattr(link_meeting, "_RETRY_S", 0.05)
    monkeypatch.setattr(linking_host, "_FIND_S", 2.0)
    monkeypatch.setattr(linking_host, "_ANSWER_S", 4.0)
    monkeypatch.setattr(linking_guest, "_LOOK_EVERY_S", 0.5)
    monkeypatch.setattr(linking_guest, "_ADD_S", 5.0)
