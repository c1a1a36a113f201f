"""A bubble keeps to its room however large the text and however narrow the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.core.records import DeliveryState, MessageRecord
from app.ui.delegates.message_layout import LayoutCache
from app.ui.gallery_data import AMIRA
from app.ui.gallery_services import SampleClient
from app.ui.models.timeline_row import TimelineRow
from app.ui.theme import Theme
from app.ui.tokens import SPACE_L

NARROW = 330.0


@pytest.fixture
def large(theme: Theme) -> Iterator[None]:
    theme.set_scale(2.0)
    yield
    theme.set_scale(1.0)


def edited(*, mine: bool) -> MessageRecord:
    minute = 60_000
    record = SampleClient([AMIRA]).put(
        AMIRA, "Bed 7", mine=mine, at_ms=1_700_000_000_000, state=DeliveryState.DELIVERED
    )
    return replace(record, edited_at_ms=record.sent_at_ms + 5 * minute)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("mine", [True, False], ids=["own", "another's"])
def test_an_edited_message_keeps_its_distance_from_both_edges(mine: bool) -> None:
    row = TimelineRow(edited(mine=mine), AMIRA.name, "", False, True, True)
    layout = LayoutCache().layout(row, NARROW)
    room = (NARROW - 2 * SPACE_L) * 0.78
    assert layout.bubble.width() <= room + 1
    assert layout.bubble.left() >= SPACE_L
    assert layout.bubble.right() <= NARROW - SPACE_L
    assert layout.footer_rect.left() >= layout.bubble.left()
    assert bool(layout.state_icon) is mine
    assert "Delivered" in row.spoken() or not mine


def test_where_there_is_room_the_state_is_said_in_words(theme: Theme) -> None:
    del theme
    row = TimelineRow(edited(mine=True), AMIRA.name, "", False, True, True)
    assert "Delivered" in LayoutCache().layout(row, 800).footer
