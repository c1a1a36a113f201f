"""Searching in all conversations, and finding in one."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.bus import MessagesChanged
from app.core.search_types import SearchPage, SearchQuery
from app.ui.dialogs.switcher import SwitcherDialog
from app.ui.gallery_data import AMIRA, HOSTILE, LONG, TWIN
from app.ui.gallery_search import SampleSearch
from app.ui.gallery_services import SampleClient
from app.ui.models.search import ENOUGH, PAGE, SearchModel
from app.ui.widgets.find_bar import FindBar
from app.ui.widgets.search_panel import SearchPanel
from tests.gui.conftest import Running, StartUi, focused, press, unlock

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
DAY_MS = 86_400_000


@pytest.fixture
def ward(start_ui: StartUi) -> Running:
    client = SampleClient([AMIRA, TWIN, LONG])
    start = 1_700_000_000_000
    for number in range(600):
        text = f"message {number}"
        if number % 200 == 50:
            text = f"Ramipril 7,5 mg, Straße {number}"
        client.put(AMIRA, text, mine=number % 2 == 0, at_ms=start + number * DAY_MS // 4)
    client.put(TWIN, "Ramipril gave her a cough", at_ms=start + 200 * DAY_MS, unread=True)
    client.put(LONG, "nothing of the kind", at_ms=start + 201 * DAY_MS)
    running = start_ui(client)
    unlock(running)
    return running


def panel(running: Running) -> SearchPanel:
    return running.main.search.panel


def open_search(running: Running, qtbot: QtBot, text: str = "") -> SearchPanel:
    press(qtbot, Qt.Key.Key_F, CONTROL | SHIFT)
    focused(running, panel(running).field)
    if text:
        panel(running).field.setText(text)
        running.wait(lambda: panel(running).model.query.text == text)
    return panel(running)


def spoken(model: SearchModel) -> list[str]:
    return [
        str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
    ]


def in_view(running: Running, row_id: int) -> bool:
    chat = running.chat
    if chat.list.model() is None:
        return False
    index = chat.timeline.index(chat.timeline.row_of(row_id))
    return index.isValid() and chat.list.viewport().rect().intersects(chat.list.visualRect(index))


class TestSearch:
    def test_typing_finds_people_then_messages(self, ward: Running, qtbot: QtBot) -> None:
        found = open_search(ward, qtbot, "strasse")
        assert [text.split(":")[0].endswith("from you") for text in spoken(found.model)] == [
            True
        ] * 3
        assert "3 message" in found.status.text()
        found.field.setText("amira")
        ward.wait(lambda: found.model.query.text == "amira")
        rows = spoken(found.model)
        assert rows[0] == "People"
        assert AMIRA.name in rows[1]

    def test_enter_goes_to_the_message_and_back_to_the_results(
        self, ward: Running, qtbot: QtBot
    ) -> None:
        found = open_search(ward, qtbot, "ramipril 7,5")
        qtbot.keyClick(found.field, Qt.Key.Key_Down)
        focused(ward, found.list)
        qtbot.keyClick(found.list, Qt.Key.Key_Down)
        row = found.model.row(found.list.currentIndex().row())
        assert row.hit is not None
        qtbot.keyClick(found.list, Qt.Key.Key_Return)
        ward.wait(lambda: ward.main.chat is not None and in_view(ward, row.hit.row_id))
        focused(ward, ward.chat.list)
        assert ward.chat.list.currentIndex().row() == ward.chat.timeline.row_of(row.hit.row_id)
        assert ward.chat.list.delegate._needle == found.needle
        press(qtbot, Qt.Key.Key_Left, ALT)
        focused(ward, found.list)
        assert found.model.row(found.list.currentIndex().row()) == row

    def test_what_is_old_is_gone_to_without_reading_what_is_new(
        self, ward: Running, qtbot: QtBot
    ) -> None:
        found = open_search(ward, qtbot, '"Straße 50"')
        qtbot.keyClick(found.field, Qt.Key.Key_Return)
        ward.wait(lambda: ward.main.chat is not None and in_view(ward, 51))
        assert AMIRA.conversation_id not in ward.client.read_up_to or (
            ward.client.read_up_to[AMIRA.conversation_id] < 300
        )

    def test_back_goes_on_to_where_one_was(self, ward: Running, qtbot: QtBot) -> None:
        ward.open(TWIN)
        found = open_search(ward, qtbot, '"Straße 50"')
        qtbot.keyClick(found.field, Qt.Key.Key_Return)
        ward.wait(lambda: ward.chat.contact == AMIRA and in_view(ward, 51))
        focused(ward, ward.chat.list)
        press(qtbot, Qt.Key.Key_Left, ALT)
        focused(ward, found.list)
        press(qtbot, Qt.Key.Key_Left, ALT)
        ward.wait(lambda: ward.chat.contact == TWIN)

    def test_back_within_one_conversation(self, ward: Running, qtbot: QtBot) -> None:
        chat = ward.open(AMIRA)
        ward.wait(chat.list.at_bottom)
        found = open_search(ward, qtbot, '"Straße 50"')
        qtbot.keyClick(found.field, Qt.Key.Key_Return)
        ward.wait(lambda: in_view(ward, 51))
        focused(ward, chat.list)
        ward.main.search.close_panel()
        ward.main.search.back()
        ward.wait(chat.list.at_bottom)

    def test_escape_closes_and_gives_the_focus_back(self, ward: Running, qtbot: QtBot) -> None:
        chat = ward.open(AMIRA)
        focused(ward, chat.composer.edit)
        found = open_search(ward, qtbot, "ramipril")
        assert ward.main.search.is_open
        press(qtbot, Qt.Key.Key_Escape)
        focused(ward, chat.composer.edit)
        assert not ward.main.search.is_open
        assert found.field.text() == ""
        assert found.model.rowCount() == 0
        assert chat.list.delegate._needle is None

    def test_closing_after_another_conversation_was_opened(
        self, ward: Running, qtbot: QtBot
    ) -> None:
        focused(ward, ward.open(TWIN).composer.edit)
        found = open_search(ward, qtbot, '"Straße 50"')
        qtbot.keyClick(found.field, Qt.Key.Key_Return)
        ward.wait(lambda: ward.chat.contact == AMIRA and in_view(ward, 51))
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        found.enter()
        press(qtbot, Qt.Key.Key_Escape)
        focused(ward, ward.chat.composer.edit)
        assert not ward.main.search.is_open

    def test_nothing_found_says_what_to_do(self, ward: Running, qtbot: QtBot) -> None:
        found = open_search(ward, qtbot)
        assert "Search your messages" in found.nothing._heading.text()
        found.filters.set_outgoing(True)
        found.field.setText("cough")
        ward.wait(lambda: found.model.query.text == "cough")
        ward.wait(lambda: "Nothing found" in found.nothing._heading.text())
        button = found.nothing.buttons[0]
        assert button.isVisible()
        button.click()
        ward.wait(lambda: found.model.hits == 1)

    def test_filters(self, ward: Running, qtbot: QtBot) -> None:
        found = open_search(ward, qtbot, "ramipril")
        ward.wait(lambda: found.model.hits == 4)
        assert not found.filters.any
        found.filters.set_person(TWIN)
        ward.wait(lambda: found.model.hits == 1)
        found.filters.set_person(None)
        found.filters.unread.click()
        ward.wait(lambda: found.model.hits == 1)
        found.filters.unread.click()
        found.filters.set_outgoing(True)
        ward.wait(lambda: found.model.hits == 3)
        found.filters.set_outgoing(None)
        day = QDate(2023, 11, 27)  # the first of them was written on the 27th
        found.filters.set_days(None, day)
        ward.wait(lambda: found.model.hits == 1)
        found.filters.set_days(day.addDays(1), None)
        ward.wait(lambda: found.model.hits == 3)
        assert found.filters.any

    def test_a_person_is_picked_by_keyboard(self, ward: Running, qtbot: QtBot) -> None:
        found = open_search(ward, qtbot, "ramipril")
        picker = found.filters.picker
        found.filters._open_picker()
        ward.wait(lambda: picker.model.rowCount() == 3)
        qtbot.keyClicks(picker.field, TWIN.name[:4])
        qtbot.keyClick(picker.field, Qt.Key.Key_Down)
        qtbot.keyClick(picker.list, Qt.Key.Key_Return)
        ward.wait(lambda: found.model.query.conversation_id is not None)
        assert not picker.isVisible()

    def test_letters_typed_in_the_list_go_to_the_field(self, ward: Running, qtbot: QtBot) -> None:
        found = open_search(ward, qtbot, "rami")
        qtbot.keyClick(found.field, Qt.Key.Key_Down)
        focused(ward, found.list)
        qtbot.keyClick(found.list, Qt.Key.Key_P)
        focused(ward, found.field)
        assert found.field.text() == "ramip"

    def test_typing_on_ends_the_search_before(self, ward: Running, qtbot: QtBot) -> None:
        found = open_search(ward, qtbot)
        slow = SlowSearch(ward.client)
        found.model._use_cases = slow
        for text in ("c", "co", "cough"):
            found.field.setText(text)
        ward.wait(lambda: "cough" in slow.gates)
        slow.gates["cough"].set()
        ward.wait(lambda: found.model.hits == 1)
        assert found.model.query.text == "cough"
        assert not found._slow.isActive()

    def test_what_is_taken_back_leaves_the_results(self, ward: Running, qtbot: QtBot) -> None:
        found = open_search(ward, qtbot, "cough")
        ward.wait(lambda: found.model.hits == 1)
        hit = found.model.row(found.model.first()).hit
        assert hit is not None
        ward.client.unread.clear()
        ward.client.timelines[TWIN.conversation_id].clear()
        ward.client.bus.publish(MessagesChanged(TWIN.conversation_id, (hit.row_id,)))
        ward.wait(lambda: found.model.hits == 0)

    def test_locking_leaves_nothing_of_it(self, ward: Running, qtbot: QtBot) -> None:
        found = open_search(ward, qtbot, "ramipril")
        chat = ward.open(AMIRA)
        chat.finder.open()
        chat.finder.field.setText("ramipril")
        ward.main.close_down()
        assert found.field.text() == chat.finder.field.text() == ""
        assert found.model.rowCount() == 0

    def test_ctrl_k_still_finds_people(self, ward: Running, qtbot: QtBot) -> None:
        open_search(ward, qtbot, "ramipril")
        press(qtbot, Qt.Key.Key_K, CONTROL)
        switcher = ward.main.dialogs.current
        assert isinstance(switcher, SwitcherDialog)
        focused(ward, switcher.field)
        press(qtbot, Qt.Key.Key_Escape)
        ward.wait(lambda: ward.main.dialogs.current is None)
        assert ward.main.search.is_open


class SlowSearch(SampleSearch):
    """Answers in the order in which it is told to."""

    def __init__(self, client: SampleClient) -> None:
        super().__init__(client)
        self.gates: dict[str, asyncio.Event] = {}

    async def find(
        self, query: SearchQuery, limit: int = 30, before: int | None = None
    ) -> SearchPage:
        page = await super().find(query, limit, before)
        await self.gates.setdefault(query.text, asyncio.Event()).wait()
        return page


class TestModel:
    @pytest.fixture
    def client(self) -> SampleClient:
        client = SampleClient([AMIRA])
        for number in range(3 * PAGE):
            client.put(AMIRA, f"word {number}")
        return client

    def test_only_the_newest_search_is_shown(self, client: SampleClient) -> None:
        search = SlowSearch(client)
        model = SearchModel(search)

        async def scenario() -> None:
            last = f"word {3 * PAGE - 1}"
            older = asyncio.ensure_future(model.search(SearchQuery("word 1")))
            newer = asyncio.ensure_future(model.search(SearchQuery(last)))
            await asyncio.sleep(0)
            search.gates[last].set()
            assert await newer
            search.gates["word 1"].set()
            assert not await older
            assert model.hits == 1

        asyncio.run(scenario())

    def test_pages_are_added_once(self, client: SampleClient) -> None:
        search = SlowSearch(client)
        model = SearchModel(search)

        async def scenario() -> None:
            gate = search.gates.setdefault("word", asyncio.Event())
            gate.set()
            await model.search(SearchQuery("word"))
            assert (model.hits, model.complete) == (PAGE, False)
            gate.clear()
            both = asyncio.gather(model.load_more(), model.load_more())
            await asyncio.sleep(0)
            gate.set()
            await both
            assert model.hits == 2 * PAGE
            await model.load_more()
            assert (model.hits, model.complete) == (3 * PAGE, True)
            await model.load_more()
            rows = [model.row(n).hit for n in range(model.rowCount())]
            ids = [hit.row_id for hit in rows if hit is not None]
            assert ids == sorted(ids, reverse=True)
            assert len(set(ids)) == 3 * PAGE

        asyncio.run(scenario())

    def test_a_search_that_stopped_early_is_gone_on_with(self, client: SampleClient) -> None:
        class Early(SampleSearch):
            """Gives a few at a time."""

            async def find(
                self, query: SearchQuery, limit: int = 30, before: int | None = None
            ) -> SearchPage:
                return await super().find(query, min(limit, 3), before)

        model = SearchModel(Early(client))

        async def scenario() -> None:
            await model.search(SearchQuery("word"))
            assert model.hits == 3
            await model.fill()

        asyncio.run(scenario())
        assert ENOUGH <= model.hits < PAGE


class TestFind:
    def open(self, ward: Running, qtbot: QtBot, text: str) -> FindBar:
        focused(ward, ward.open(AMIRA).composer.edit)
        press(qtbot, Qt.Key.Key_F, CONTROL)
        finder = ward.chat.finder
        focused(ward, finder.field)
        qtbot.keyClicks(finder.field, text)
        return finder

    def test_it_counts_goes_through_and_marks(self, ward: Running, qtbot: QtBot) -> None:
        finder = self.open(ward, qtbot, "pril")
        ward.wait(lambda: finder.count.text() == "1 of 3")
        ward.wait(lambda: in_view(ward, 451))
        qtbot.keyClick(finder.field, Qt.Key.Key_Return)
        ward.wait(lambda: finder.count.text() == "2 of 3" and in_view(ward, 251))
        press(qtbot, Qt.Key.Key_F3)
        ward.wait(lambda: finder.count.text() == "3 of 3" and in_view(ward, 51))
        press(qtbot, Qt.Key.Key_F3, SHIFT)
        ward.wait(lambda: finder.count.text() == "2 of 3" and in_view(ward, 251))
        qtbot.keyClick(finder.field, Qt.Key.Key_Return, SHIFT)
        ward.wait(lambda: finder.count.text() == "1 of 3" and in_view(ward, 451))
        finder.newer.click()
        ward.wait(lambda: finder.count.text() == "3 of 3")

    def test_what_is_found_is_painted_otherwise(self, ward: Running, qtbot: QtBot) -> None:
        finder = self.open(ward, qtbot, "pril")
        ward.wait(lambda: in_view(ward, 451))
        view = ward.chat.list
        view.delegate.flash(0)
        view.viewport().repaint()
        with_marks = view.viewport().grab().toImage()
        view.delegate.mark(None)
        assert view.viewport().grab().toImage() != with_marks
        assert finder.isVisible()

    def test_escape_closes_and_back_returns(self, ward: Running, qtbot: QtBot) -> None:
        finder = self.open(ward, qtbot, "pril")
        ward.wait(lambda: finder.count.text() == "1 of 3")
        qtbot.keyClick(finder.field, Qt.Key.Key_Return)
        ward.wait(lambda: in_view(ward, 251))
        press(qtbot, Qt.Key.Key_Escape)
        ward.wait(finder.isHidden)
        focused(ward, ward.chat.composer.edit)
        assert ward.main.chat is not None
        assert ward.chat.list.delegate._needle is None
        press(qtbot, Qt.Key.Key_Left, ALT)
        ward.wait(ward.chat.list.at_bottom)

    def test_nothing_found(self, ward: Running, qtbot: QtBot) -> None:
        finder = self.open(ward, qtbot, "zzz")
        ward.wait(lambda: finder.count.text() == "Nothing found")
        assert not finder.older.isEnabled()
        qtbot.keyClick(finder.field, Qt.Key.Key_Return)
        assert finder.isVisible()

    def test_without_a_conversation_it_searches_everywhere(
        self, ward: Running, qtbot: QtBot
    ) -> None:
        press(qtbot, Qt.Key.Key_F, CONTROL)
        focused(ward, panel(ward).field)


def test_hostile_and_long_texts_are_drawn(start_ui: StartUi, qtbot: QtBot) -> None:
    client = SampleClient([AMIRA, LONG, HOSTILE])
    client.put(AMIRA, "<img src='/etc/passwd'> needle \u202e\u202d" + "م" * 3_000)
    client.put(LONG, "x" * 5_000 + "needle" + "́" * 500)
    client.put(HOSTILE, "needle\n" * 400)
    client.put(LONG, "👩‍⚕️" * 60 + " needle " + "東京都" * 200, mine=True)
    running = start_ui(client)
    unlock(running)
    found = open_search(running, qtbot, "needle")
    running.wait(lambda: found.model.hits == 4)
    found.list.viewport().grab()
    for row in range(found.model.rowCount()):
        hit = found.model.row(row).hit
        assert hit is not None
        assert all(hit.snippet[start:end] == "needle" or row == 2 for start, end in hit.marks[:1])
    index = found.model.index(0)
    assert found.list.visualRect(index).height() >= 3 * QFontMetrics(found.list.font()).height()
    assert found.list.indexAt(QPoint(5, 5)).isValid()
    assert QApplication.focusWidget() is found.field
