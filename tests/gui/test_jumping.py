"""Going to a message wherever it is in a conversation, and back to where one was."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QPoint

from app.core.ids import ConversationId
from app.core.records import DeliveryState, MessageRecord
from app.ui.gallery_data import AMIRA, TWIN
from app.ui.gallery_services import OWN, SampleClient
from app.ui.gallery_use_cases import SampleMessages
from app.ui.models.timeline import LIMIT, TimelineModel
from app.ui.widgets.chat_view import ChatView
from app.ui.widgets.placed_list import Place
from tests.gui.conftest import Running, StartUi, unlock

MANY = 2_000


@pytest.fixture
def chat(start_ui: StartUi) -> tuple[Running, ChatView]:
    client = SampleClient([AMIRA, TWIN])
    for number in range(MANY):
        client.put(AMIRA, f"message {number}", mine=number % 3 == 0, at_ms=1_700_000_000_000)
    client.put(TWIN, "elsewhere")
    running = start_ui(client)
    unlock(running)
    view = running.open(AMIRA)
    view.list.delegate._flash_end.setInterval(3_600_000)  # ends when a test says so
    return running, view


def jump(running: Running, chat: ChatView, row_id: int) -> bool:
    results: list[bool] = []

    async def go() -> None:
        results.append(await chat.list.show_row(row_id))

    running.main._tasks.start(go())
    running.wait(lambda: results)
    return results[0]


def in_view(chat: ChatView, row_id: int) -> bool:
    index = chat.timeline.index(chat.timeline.row_of(row_id))
    return index.isValid() and chat.list.viewport().rect().contains(chat.list.visualRect(index))


def test_a_message_far_up_is_loaded_shown_and_pointed_at(chat: tuple[Running, ChatView]) -> None:
    running, view = chat
    assert view.timeline.row_of(40) < 0
    assert jump(running, view, 40)
    assert in_view(view, 40)
    assert view.list.delegate.flashing == 40
    assert view.list.currentIndex().row() == view.timeline.row_of(40)
    assert not view.timeline.at_end
    assert view.timeline.rowCount() <= LIMIT
    view.list.delegate._flash_end.start(1)
    running.wait(lambda: view.list.delegate.flashing == 0)
    assert in_view(view, 40)


def test_the_pointing_is_painted(chat: tuple[Running, ChatView]) -> None:
    running, view = chat
    jump(running, view, 1_000)
    rect = view.list.visualRect(view.timeline.index(view.timeline.row_of(1_000)))
    at = QPoint(1, rect.center().y())
    flashing = view.list.viewport().grab().toImage().pixelColor(at)
    view.list.delegate.flash(0)
    assert view.list.viewport().grab().toImage().pixelColor(at) != flashing


def test_a_loaded_message_is_gone_to_without_reading_again(chat: tuple[Running, ChatView]) -> None:
    running, view = chat
    calls = running.client.page_calls
    row_id = MANY - 30
    assert view.timeline.row_of(row_id) >= 0
    assert not in_view(view, row_id)
    rows = view.timeline.rowCount()
    assert jump(running, view, row_id)
    assert in_view(view, row_id)
    assert running.client.page_calls == calls or view.timeline.rowCount() > rows


def test_the_ends_can_be_gone_to(chat: tuple[Running, ChatView]) -> None:
    running, view = chat
    assert jump(running, view, 1)
    assert in_view(view, 1)
    assert view.timeline.at_start
    assert jump(running, view, MANY)
    assert in_view(view, MANY)
    running.wait(view.list.at_bottom)


@pytest.mark.parametrize("row_id", [99_999, MANY + 1])
def test_a_message_that_is_gone_or_elsewhere_changes_nothing(
    chat: tuple[Running, ChatView], row_id: int
) -> None:
    running, view = chat
    assert not jump(running, view, row_id)
    assert view.list.at_bottom()
    assert view.list.delegate.flashing == 0
    assert view.timeline.at_end


def test_back_to_where_one_was(chat: tuple[Running, ChatView]) -> None:
    running, view = chat
    assert view.list.place() is None
    jump(running, view, 900)
    was = view.list.place()
    assert was is not None
    jump(running, view, 30)
    assert view.list.place() != was
    running.main._tasks.start(view.list.return_to(was))
    running.wait(lambda: view.list.place() == was)
    running.main._tasks.start(view.list.return_to(None))
    running.wait(view.list.at_bottom)


def test_back_to_a_place_that_is_gone_says_so(chat: tuple[Running, ChatView]) -> None:
    running, view = chat
    results: list[bool] = []

    async def go() -> None:
        results.append(await view.list.return_to(Place(99_999, 0)))

    running.main._tasks.start(go())
    running.wait(lambda: results)
    assert results == [False]


def test_latest_after_a_jump(chat: tuple[Running, ChatView]) -> None:
    running, view = chat
    jump(running, view, 40)
    view.list.jump_to_latest()
    running.wait(view.list.at_bottom)
    assert view.timeline.at_end


class SlowMessages(SampleMessages):
    """Answers a page when it is told to."""

    def __init__(self, client: SampleClient) -> None:
        super().__init__(client)
        self.gate = asyncio.Event()

    async def page(
        self,
        conversation_id: ConversationId,
        *,
        before: float | None = None,
        after: float | None = None,
        limit: int = 100,
    ) -> list[MessageRecord]:
        rows = await super().page(conversation_id, before=before, after=after, limit=limit)
        await self.gate.wait()
        return rows


def ids(model: TimelineModel) -> Sequence[int]:
    return [model.message(row).row_id for row in range(model.rowCount())]


def test_what_comes_while_rows_are_read_is_not_lost(
    run_in_qt: Callable[[Coroutine[Any, Any, None]], None],
) -> None:
    client = SampleClient([AMIRA])
    last = [client.put(AMIRA, f"{n}", mine=True, state=DeliveryState.SENT) for n in range(20)][-1]
    messages = SlowMessages(client)
    model = TimelineModel(messages, AMIRA, OWN)

    async def scenario() -> None:
        opening = asyncio.ensure_future(model.open_at(5))
        await asyncio.sleep(0)
        new = client.put(AMIRA, "new")
        await model.add([new.row_id])
        client.change(last, DeliveryState.READ)
        await model.refresh([last.row_id])
        messages.gate.set()
        assert await opening
        assert ids(model) == list(range(1, 22))
        assert model.message(19).state is DeliveryState.READ

    run_in_qt(scenario())
