"""Choosing, completing and remembering emoji."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.preferences import Preference
from app.services.api import SettingsUseCases
from app.ui.emoji import catalogue, fonts
from app.ui.emoji.grid import COLUMNS, EMOJI_ROLE
from app.ui.emoji.memory import MAX_RECENT, EmojiMemory
from app.ui.emoji.picker import EmojiPicker
from app.ui.emoji.reactions import QUICK_REACTIONS, ReactionBar
from app.ui.gallery_services import SampleClient
from app.ui.platform import NoSpeller
from app.ui.tasks import TaskRunner
from app.ui.widgets.composer import Composer
from app.ui.writing import WritingTools
from tests.gui.writing import shown_composer

THUMB = "\U0001f44d"
GRIN = "\U0001f600"


@pytest.fixture
def settings() -> SettingsUseCases:
    return SampleClient().settings


@pytest.fixture
def tools(
    theme: object, settings: SettingsUseCases, tasks: TaskRunner, qtbot: QtBot
) -> Iterator[WritingTools]:
    tools = WritingTools(settings, NoSpeller(), tasks)
    run(tasks, qtbot, tools)
    yield tools
    tools.close()


def run(tasks: TaskRunner, qtbot: QtBot, tools: WritingTools) -> None:
    done: list[bool] = []

    async def load() -> None:
        await tools.load()
        done.append(True)

    tasks.start(load())
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)


@pytest.fixture
def composer(tools: WritingTools, qtbot: QtBot) -> Iterator[Composer]:
    yield from shown_composer(tools, qtbot)


def opened(composer: Composer, qtbot: QtBot) -> EmojiPicker:
    composer.choose_emoji()
    picker = composer.findChild(EmojiPicker)
    assert picker is not None
    qtbot.waitUntil(picker.isVisible, timeout=30_000)
    return picker


class TestCatalogue:
    def test_groups_are_unicodes_and_no_emoji_comes_twice(self) -> None:
        groups = catalogue.groups()
        assert [group.key for group in groups][:2] == ["smileys-emotion", "people-body"]
        assert len(groups) == 9
        assert all(group.name() != group.key for group in groups)
        texts = [each.text for group in groups for each in group.emoji]
        assert len(texts) == len(set(texts)) > 1_800

    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("thumbs up", THUMB),
            ("thumbs_up", THUMB),
            ("DAUMEN", THUMB),
            ("spritze", "\U0001f489"),
            ("syringe", "\U0001f489"),
            ("flag germany", "\U0001f1e9\U0001f1ea"),
            ("\U0001f44d\U0001f3fd", THUMB),
        ],
    )
    def test_search_in_english_and_german(self, query: str, first: str) -> None:
        assert catalogue.search(query)[0].text == first

    def test_accents_do_not_matter(self) -> None:
        assert catalogue.search("arger") == catalogue.search("ÄRGER") != []

    @pytest.mark.parametrize("query", ["", "  ", "xyzzy", "\u202e", "x" * 100_000])
    def test_nothing_is_found(self, query: str) -> None:
        assert catalogue.search(query) == []

    def test_names_follow_the_language(self) -> None:
        before = QLocale()
        try:
            QLocale.setDefault(QLocale("de_CH"))
            assert catalogue.name_of("\U0001f44d\U0001f3fd") == "Daumen hoch"
            QLocale.setDefault(QLocale("fr_CH"))
            assert catalogue.name_of(THUMB) == "thumbs up"
        finally:
            QLocale.setDefault(before)
        assert catalogue.name_of("not an emoji") == "not an emoji"


class TestFont:
    def test_sequences_are_one_picture(self, theme: object) -> None:
        if not fonts.family():
            pytest.skip("needs an emoji font: install the package fonts-noto-color-emoji")
        for text in (GRIN, "\U0001f1e9\U0001f1ea", "\U0001f469\u200d\u2695\ufe0f", "1\ufe0f\u20e3"):
            assert fonts.drawable(text)

    def test_what_the_font_lacks_is_not_offered(self, theme: object) -> None:
        assert not fonts.drawable("\U0001f1fd\U0001f1fd")
        assert not fonts.drawable("\U0001fbff")
        assert not fonts.drawable("\U0001f44d\u200d\U0001f489")


class TestPicker:
    def test_keys_alone_choose_and_the_focus_returns(
        self, composer: Composer, tools: WritingTools, qtbot: QtBot
    ) -> None:
        composer.edit.setPlainText("ok ")
        composer.edit.moveCursor(composer.edit.textCursor().MoveOperation.End)
        picker = opened(composer, qtbot)
        qtbot.waitUntil(picker.search.hasFocus, timeout=30_000)
        qtbot.keyClick(picker.search, Qt.Key.Key_Down)
        assert picker.grid.hasFocus()
        assert picker.grid.current() == GRIN
        qtbot.keyClick(picker.grid, Qt.Key.Key_Right)
        second = picker.grid.current()
        qtbot.keyClick(picker.grid, Qt.Key.Key_Down)
        assert picker.grid.currentIndex().column() == 1
        qtbot.keyClick(picker.grid, Qt.Key.Key_Up)
        assert picker.grid.current() == second
        qtbot.keyClick(picker.grid, Qt.Key.Key_Return)
        assert composer.text == f"ok {second}"
        assert not picker.isVisible()
        assert composer.edit.hasFocus()
        assert tools.emoji.recent == (second,)

    def test_home_end_and_pages(self, composer: Composer, qtbot: QtBot) -> None:
        picker = opened(composer, qtbot)
        grid = picker.grid
        grid.setFocus()
        cells = grid.emoji_model.all_cells()
        qtbot.keyClick(grid, Qt.Key.Key_End)
        assert (grid.currentIndex().row(), grid.currentIndex().column()) == cells[-1]
        qtbot.keyClick(grid, Qt.Key.Key_PageUp)
        assert grid.currentIndex().row() < cells[-1][0]
        qtbot.keyClick(grid, Qt.Key.Key_Home)
        assert grid.current() == GRIN
        qtbot.keyClick(grid, Qt.Key.Key_PageDown)
        assert grid.currentIndex().row() > cells[0][0] + 1
        qtbot.keyClick(grid, Qt.Key.Key_Home)
        qtbot.keyClick(grid, Qt.Key.Key_Up)
        assert picker.search.hasFocus()

    def test_escape_changes_nothing(self, composer: Composer, qtbot: QtBot) -> None:
        picker = opened(composer, qtbot)
        qtbot.keyClick(picker.search, Qt.Key.Key_Escape)
        assert not picker.isVisible()
        assert composer.text == ""
        assert composer.edit.hasFocus()

    def test_search_then_return(self, composer: Composer, qtbot: QtBot) -> None:
        picker = opened(composer, qtbot)
        qtbot.keyClicks(picker.search, "spritze")
        qtbot.keyClick(picker.search, Qt.Key.Key_Return)
        assert composer.text == "\U0001f489"

    def test_letters_in_the_grid_go_to_the_search(self, composer: Composer, qtbot: QtBot) -> None:
        picker = opened(composer, qtbot)
        picker.grid.setFocus()
        qtbot.keyClicks(picker.grid, "d")
        assert picker.search.hasFocus()
        assert picker.search.text() == "d"

    def test_nothing_found_is_said(self, composer: Composer, qtbot: QtBot) -> None:
        picker = opened(composer, qtbot)
        picker.search.setText("xyzzy")
        assert picker.nothing.isVisible()
        qtbot.keyClick(picker.search, Qt.Key.Key_Return)
        assert composer.text == ""

    def test_a_click_chooses(self, composer: Composer, qtbot: QtBot) -> None:
        picker = opened(composer, qtbot)
        index = picker.grid.emoji_model.index(1, 3)
        wanted = index.data(EMOJI_ROLE)
        at = picker.grid.visualRect(index).center()
        qtbot.mouseClick(picker.grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert composer.text == wanted

    def test_a_group_is_gone_to(self, composer: Composer, qtbot: QtBot) -> None:
        picker = opened(composer, qtbot)
        picker.tabs[-1].click()
        assert picker.grid.hasFocus()
        assert picker.grid.current() == "\U0001f3c1"

    def test_every_cell_has_a_name_and_headings_are_no_choice(
        self, composer: Composer, qtbot: QtBot
    ) -> None:
        model = opened(composer, qtbot).grid.emoji_model
        for row, column in model.all_cells():
            index = model.index(row, column)
            assert index.data(Qt.ItemDataRole.AccessibleTextRole)
        heading = model.index(model.heading_rows()[0], 0)
        assert heading.data(Qt.ItemDataRole.AccessibleTextRole) == "Smileys and feelings"
        assert heading.flags() == Qt.ItemFlag.NoItemFlags
        assert model.columnCount() == COLUMNS

    def test_few_widgets_whatever_there_is(self, composer: Composer, qtbot: QtBot) -> None:
        assert len(opened(composer, qtbot).findChildren(QWidget)) < 60

    def test_the_tone_is_kept_and_used(
        self, composer: Composer, tools: WritingTools, settings: SettingsUseCases, qtbot: QtBot
    ) -> None:
        picker = opened(composer, qtbot)
        picker.tone.actions_by_tone[3].trigger()
        picker.search.setText("thumbs up")
        assert picker.grid.current() == "\U0001f44d\U0001f3fd"
        assert "Medium skin tone" in picker.tone.accessibleName()
        kept: list[str] = []

        async def read() -> None:
            kept.append(await settings.preference(Preference.EMOJI_TONE))

        tools.tasks.start(read())
        qtbot.waitUntil(lambda: kept == ["3"], timeout=30_000)

    def test_without_any_font_it_says_so(
        self, composer: Composer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("app.ui.emoji.fonts.drawable", lambda _text: False)
        picker = opened(composer, qtbot)
        assert "no font for emoji" in picker.nothing.text()
        assert picker.nothing.isVisible()


class TestMemory:
    def test_the_newest_come_first_and_are_bounded(
        self, tools: WritingTools, settings: SettingsUseCases, tasks: TaskRunner, qtbot: QtBot
    ) -> None:
        texts = [each.text for each in catalogue.groups()[0].emoji[: MAX_RECENT + 3]]
        for text in texts:
            tools.emoji.note(text)
        tools.emoji.note(texts[5])
        tools.emoji.note("no emoji")
        assert len(tools.emoji.recent) == MAX_RECENT
        assert tools.emoji.recent[0] == texts[5]
        again = EmojiMemory(settings, tasks)

        async def load() -> None:
            await again.load()

        tasks.start(load())
        qtbot.waitUntil(lambda: again.recent == tools.emoji.recent, timeout=30_000)

    def test_a_damaged_memory_is_taken_as_none(
        self, settings: SettingsUseCases, tasks: TaskRunner, qtbot: QtBot, theme: object
    ) -> None:
        memory = EmojiMemory(settings, tasks)
        done: list[bool] = []

        async def load() -> None:
            await settings.set_preference(Preference.EMOJI_RECENT, f"<b> {THUMB} \u202e")
            await settings.set_preference(Preference.EMOJI_TONE, "-7")
            await memory.load()
            done.append(True)

        tasks.start(load())
        qtbot.waitUntil(lambda: bool(done), timeout=30_000)
        assert (memory.recent, memory.tone) == ((THUMB,), 0)


class TestCompletion:
    def test_a_name_begun_is_offered_and_taken(self, composer: Composer, qtbot: QtBot) -> None:
        qtbot.keyClicks(composer.edit, "fine :thu")
        offered = composer.completion.list
        assert offered.isVisible()
        assert offered.item(0).text().startswith(THUMB)
        qtbot.keyClick(composer.edit, Qt.Key.Key_Down)
        assert offered.currentRow() == 1
        qtbot.keyClick(composer.edit, Qt.Key.Key_Up)
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
        assert composer.text == f"fine {THUMB}"
        assert not offered.isVisible()

    def test_escape_leaves_what_was_typed(self, composer: Composer, qtbot: QtBot) -> None:
        qtbot.keyClicks(composer.edit, ":thu")
        qtbot.keyClick(composer.edit, Qt.Key.Key_Escape)
        assert not composer.completion.list.isVisible()
        assert composer.text == ":thu"

    def test_a_whole_name_becomes_the_emoji(self, composer: Composer, qtbot: QtBot) -> None:
        composer.edit.insertPlainText("\U0001f600 ")
        qtbot.keyClicks(composer.edit, ":thumbs_up:")
        assert composer.text == f"\U0001f600 {THUMB}"
        composer.edit.undo()
        assert composer.text != f"\U0001f600 {THUMB}"

    @pytest.mark.parametrize(
        "text", ["at 10:30", "http://x", "a:thu", ":)", ":1", "note: th", "::"]
    )
    def test_other_colons_are_left_alone(self, composer: Composer, qtbot: QtBot, text: str) -> None:
        qtbot.keyClicks(composer.edit, text)
        assert not composer.completion.list.isVisible()
        assert composer.text == text

    def test_return_sends_when_nothing_is_offered(self, composer: Composer, qtbot: QtBot) -> None:
        sent: list[str] = []
        composer.send.connect(sent.append)
        qtbot.keyClicks(composer.edit, ":xyzzy")
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
        assert sent == [":xyzzy"]


class TestReactionBar:
    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
    def test_by_keyboard(self, tools: WritingTools, qtbot: QtBot, key: Qt.Key) -> None:
        bar = ReactionBar(tools.emoji)
        qtbot.addWidget(bar)
        bar.show()
        picked: list[str] = []
        more: list[bool] = []
        bar.picked.connect(picked.append)
        bar.more.connect(lambda: more.append(True))
        bar.buttons[1].setFocus()
        qtbot.keyClick(bar.buttons[1], key)
        assert picked == [QUICK_REACTIONS[1]]
        qtbot.keyClick(bar.more_button, key)
        assert more == [True]

    def test_six_and_more(self, tools: WritingTools, qtbot: QtBot) -> None:
        bar = ReactionBar(tools.emoji)
        qtbot.addWidget(bar)
        bar.show()
        picked: list[str] = []
        more: list[bool] = []
        bar.picked.connect(picked.append)
        bar.more.connect(lambda: more.append(True))
        assert [button.text() for button in bar.buttons] == list(QUICK_REACTIONS)
        assert bar.buttons[0].accessibleName() == "thumbs up"
        bar.show_chosen("\U0001f44d\U0001f3fd")
        assert [button.isChecked() for button in bar.buttons] == [True] + [False] * 5
        qtbot.mouseClick(bar.buttons[2], Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        bar.more_button.click()
        assert picked == ["\u2764\ufe0f"]
        assert more == [True]
        assert tools.emoji.recent[0] == "\u2764\ufe0f"
