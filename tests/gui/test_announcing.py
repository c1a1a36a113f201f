"""What a screen reader is told by itself: news once and politely, nothing that would be noise."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from pytestqt.qtbot import QtBot

from app.core.records import DeliveryState
from app.core.views import AttentionReason, Trust
from app.ui import formats
from app.ui.gallery_data import AMIRA
from app.ui.widgets.banner import Banner
from tests.gui.conftest import Running

ROOT = Path(__file__).parents[2]
POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """The announcements, with how urgent each is."""
    heard: list[tuple[str, object]] = []

    def listen(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    return heard


def test_news_are_read_once(running: Running, said: list[tuple[str, object]]) -> None:
    chat = running.open(AMIRA)
    running.wait(running.ui.window.isActiveWindow)
    said.clear()
    record = running.client.put(AMIRA, "Bed 4 is free", publish=True)
    running.wait(lambda: said)
    assert said == [(f"{AMIRA.name}: Bed 4 is free", POLITE)]
    own = running.client.put(AMIRA, "Thanks", mine=True, state=DeliveryState.SENT, publish=True)
    running.wait(lambda: chat.timeline.row_of(own.row_id) >= 0)
    running.client.change(own, DeliveryState.DELIVERED)
    running.wait(
        lambda: (
            chat.timeline.message(chat.timeline.row_of(own.row_id)).state is DeliveryState.DELIVERED
        )
    )
    assert len(said) == 1, record


def test_nothing_is_read_out_behind_another_window(
    running: Running, said: list[tuple[str, object]], qtbot: QtBot
) -> None:
    chat = running.open(AMIRA)
    other = Banner()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    running.wait(other.isActiveWindow)
    said.clear()
    record = running.client.put(AMIRA, "Private words", publish=True)
    running.wait(lambda: chat.timeline.row_of(record.row_id) >= 0)
    assert said == []


def test_typing_is_said_once(running: Running, said: list[tuple[str, object]]) -> None:
    chat = running.open(AMIRA)
    said.clear()
    for typing in (True, False, True, False, True):
        chat.show_typing(typing)
    assert [words for words, _ in said if "writing" in words] == [f"{AMIRA.name} is writing…"]


def test_errors_interrupt_and_other_lines_wait(
    qtbot: QtBot, theme: object, said: list[tuple[str, object]]
) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("No connection.", "attention")
    banner.say("No connection.", "attention")
    banner.say("Sending is stopped.", "danger")
    assert said == [("No connection.", POLITE), ("Sending is stopped.", ASSERTIVE)]


def test_no_state_is_told_by_colour_alone() -> None:
    words = {formats.state_words(state) for state in formats.STATE_ICONS}
    assert len(words) == len(set(formats.STATE_ICONS.values())) == len(formats.STATE_ICONS)
    assert all(words)
    for state in set(DeliveryState) - set(formats.STATE_ICONS):
        assert formats.state_words(state) == ""  # of what others wrote; it has no colour either
    trust = {
        formats.trust_words(replace(AMIRA, trust=trust, attention=attention))
        for trust in Trust
        for attention in AttentionReason
    }
    assert all(trust)
    assert len(trust) >= len(Trust)


def test_nothing_moves_by_itself() -> None:
    """Reduced motion needs no setting where there is no motion: rows and panels just appear."""
    moving = re.compile(r"QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QGraphicsEffect")
    found = [
        path.name
        for path in (ROOT / "app" / "ui").rglob("*.py")
        if moving.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
