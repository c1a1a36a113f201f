"""What was said about a message and not sent is said under it, and can be sent again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.holding import EditNotSent, MarkNotSent, ReactionNotSent, RecallNotSent
from app.ui.gallery_data import AMIRA
from app.ui.models.timeline import TimelineModel
from tests.gui.conftest import Running


def spoken(model: TimelineModel, row: int) -> str:
    return str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.parametrize(
    ("failed", "recalled_at_ms"),
    [(EditNotSent, None), (RecallNotSent, 1), (ReactionNotSent, None)],
)
def test_what_was_said_about_a_message_and_not_sent_can_be_sent_again(
    running: Running,
    qtbot: QtBot,
    failed: type[MarkNotSent],
    recalled_at_ms: int | None,
) -> None:
    chat = running.open(AMIRA)
    record = running.client.put(AMIRA, "Ready", mine=True, publish=True)
    running.wait(lambda: chat.timeline.row_of(record.row_id) >= 0)
    running.client.replace(record, mark_failure=failed.code, recalled_at_ms=recalled_at_ms)
    model = chat.timeline
    row = model.row_of(record.row_id)
    running.wait(lambda: failed.message in spoken(model, row))
    index = model.index(row)
    chat.list.scrollTo(index)
    layout = chat.list.delegate.layout_of(index, chat.list.viewport().width())
    assert layout.failure is not None
    corner = chat.list.visualRect(index).topLeft()
    words = chat.list.viewport().grab(layout.failure_rect.toRect().translated(corner)).toImage()
    drawn = {words.pixel(x, y) for x in range(words.width()) for y in range(words.height())}
    assert len(drawn) > 1
    at = corner + layout.retry_rect.center().toPoint()
    qtbot.mouseClick(chat.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    running.wait(lambda: running.client.retried == [record.row_id])
