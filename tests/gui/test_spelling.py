"""Underlines in the composer, their menu, the person's own words, and the choice of languages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.core.preferences import PREFERENCE_LIMIT, Preference
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.dialogs.settings.writing import WritingSection
from app.ui.gallery_services import SampleClient
from app.ui.platform import NoPlatform, PlatformHooks
from app.ui.spelling import MAX_CHECKED, automatic, language_name, words_in
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.widgets.composer import Composer
from app.ui.writing import WritingTools
from tests.gui.main_screen import MainScreen, show_main
from tests.gui.writing import shown_composer


class Dictionary:
    """A system with English and German, and with no more words than these."""

    RIGHT = frozenset({"the", "ward", "is", "full", "die", "Station", "don't", "wrod-free"})

    def __init__(self) -> None:
        self.asked: list[frozenset[str]] = []

    async def languages(self) -> tuple[str, ...]:
        return ("de_DE", "en_US")

    async def misspelt(self, words: Iterable[str], languages: Sequence[str]) -> frozenset[str]:
        await asyncio.sleep(0)
        self.asked.append(frozenset(words))
        return frozenset(words) - self.RIGHT if languages else frozenset()

    async def suggestions(self, word: str, languages: Sequence[str]) -> tuple[str, ...]:
        await asyncio.sleep(0)
        return ("ward", "&word")


@pytest.fixture
def dictionary() -> Dictionary:
    return Dictionary()


@pytest.fixture
def client() -> SampleClient:
    return SampleClient()


@pytest.fixture
def tools(
    theme: object, client: SampleClient, dictionary: Dictionary, tasks: TaskRunner, qtbot: QtBot
) -> Iterator[WritingTools]:
    tools = WritingTools(client.settings, dictionary, tasks)
    done: list[bool] = []

    async def load() -> None:
        await tools.load()
        await tools.spelling.load()
        tools.spelling.choose(("en_US", "de_DE"))
        done.append(True)

    tasks.start(load())
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)
    yield tools
    tools.close()


@pytest.fixture
def composer(tools: WritingTools, qtbot: QtBot) -> Iterator[Composer]:
    yield from shown_composer(tools, qtbot)


def marked(composer: Composer) -> list[str]:
    return [each.cursor.selectedText() for each in composer.edit.extraSelections()]


def expect(qtbot: QtBot, composer: Composer, *words: str) -> None:
    qtbot.waitUntil(lambda: marked(composer) == list(words), timeout=30_000)


def menu_at(composer: Composer, qtbot: QtBot, *, by_key: bool) -> QMenu:
    edit = composer.edit
    at = edit.cursorRect().center()
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    target = edit if by_key else edit.viewport()
    event = QContextMenuEvent(reason, at, edit.viewport().mapToGlobal(at))
    QApplication.sendEvent(target, event)

    def shown() -> bool:
        return any(menu.isVisible() for menu in composer.findChildren(QMenu))

    qtbot.waitUntil(shown, timeout=30_000)
    return next(menu for menu in composer.findChildren(QMenu) if menu.isVisible())


class TestMarks:
    def test_misspelt_words_are_underlined_and_the_draft_stays(
        self, composer: Composer, qtbot: QtBot
    ) -> None:
        composer.edit.insertPlainText("\U0001f600 the wrad is fulll, don’t ")
        expect(qtbot, composer, "wrad", "fulll")
        first = composer.edit.extraSelections()[0]
        assert first.format.underlineStyle() is QTextCharFormat.UnderlineStyle.SpellCheckUnderline
        changed: list[bool] = []
        composer.changed.connect(lambda: changed.append(True))
        composer.spelling.mark()
        assert changed == []
        composer.edit.selectAll()
        composer.edit.insertPlainText("the ward ")
        expect(qtbot, composer)

    def test_the_word_being_typed_is_left_alone(
        self, composer: Composer, dictionary: Dictionary, qtbot: QtBot
    ) -> None:
        qtbot.keyClicks(composer.edit, "fulll wrad")
        expect(qtbot, composer, "fulll")
        qtbot.keyClicks(composer.edit, " ")
        expect(qtbot, composer, "fulll", "wrad")
        assert all("wra" not in asked for asked in dictionary.asked)

    def test_off_is_off(self, composer: Composer, tools: WritingTools, qtbot: QtBot) -> None:
        composer.edit.insertPlainText("wrad ")
        expect(qtbot, composer, "wrad")
        tools.spelling.choose(())
        expect(qtbot, composer)

    def test_too_long_a_text_is_not_read(
        self, composer: Composer, dictionary: Dictionary, qtbot: QtBot
    ) -> None:
        composer.edit.setPlainText("wrad " * (MAX_CHECKED // 5 + 1))
        composer.spelling.mark()
        assert marked(composer) == []
        composer.edit.setPlainText("wrad ")
        expect(qtbot, composer, "wrad")
        assert dictionary.asked == [frozenset({"wrad"})]

    def test_what_was_looked_up_is_forgotten_with_the_screen(
        self, composer: Composer, tools: WritingTools, qtbot: QtBot
    ) -> None:
        composer.edit.insertPlainText("wrad ")
        expect(qtbot, composer, "wrad")
        tools.close()
        assert not tools.spelling._known
        assert not tools.spelling._wanted


class TestMenu:
    @pytest.mark.parametrize("by_key", [True, False])
    def test_a_suggestion_takes_the_place_of_the_word(
        self, composer: Composer, qtbot: QtBot, by_key: bool
    ) -> None:
        composer.edit.insertPlainText("\U0001f600 wrad is")
        expect(qtbot, composer, "wrad")
        composer.edit.moveCursor(composer.edit.textCursor().MoveOperation.PreviousWord)
        composer.edit.moveCursor(composer.edit.textCursor().MoveOperation.PreviousWord)
        composer.edit.moveCursor(composer.edit.textCursor().MoveOperation.Right)
        menu = menu_at(composer, qtbot, by_key=by_key)
        texts = [action.text() for action in menu.actions()]
        assert texts[:2] == ["ward", "&&word"]
        menu.actions()[0].trigger()
        menu.hide()
        assert composer.text == "\U0001f600 ward is"
        composer.edit.undo()
        assert composer.text == "\U0001f600 wrad is"

    def test_an_own_word_is_right_from_now_on(
        self,
        composer: Composer,
        tools: WritingTools,
        client: SampleClient,
        tasks: TaskRunner,
        qtbot: QtBot,
    ) -> None:
        composer.edit.insertPlainText("Xarelto")
        composer.edit.clearFocus()
        expect(qtbot, composer, "Xarelto")
        menu = menu_at(composer, qtbot, by_key=True)
        add = next(action for action in menu.actions() if "my dictionary" in action.text())
        assert "Xarelto" in add.text()
        add.trigger()
        menu.hide()
        expect(qtbot, composer)
        kept: list[str] = []

        async def read() -> None:
            kept.append(await client.settings.preference(Preference.SPELLING_WORDS))

        tasks.start(read())
        qtbot.waitUntil(lambda: kept == ["Xarelto"], timeout=30_000)
        tools.spelling.remove_word("Xarelto")
        expect(qtbot, composer, "Xarelto")

    def test_a_right_word_has_the_usual_menu(self, composer: Composer, qtbot: QtBot) -> None:
        composer.edit.insertPlainText("ward ")
        qtbot.waitUntil(lambda: bool(composer.spelling._spelling._known), timeout=30_000)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), QPoint(3, 3))
        assert not composer.spelling.eventFilter(composer.edit, event)


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("The ward, is full.", ["The", "ward", "is", "full"]),
            ("don’t rock'n'roll 'quoted'", ["don't", "rock'n'roll", "quoted"]),
            ("EKG mmHg B12 5mg x3 I", []),
            ("see https://ward.example/plan now", ["see", "now"]),
            ("ask nurse@ward.example or @nurse #tag", ["ask", "or"]),
            ("C:\\Users\\nurse /var/log", []),
            ("Straße größer Ἀθήνα мир", ["Straße", "größer", "мир"]),
            ("日本語 مرحبا नमस्ते", []),
            ("well-known Ärzte-Team", ["well", "known", "Ärzte", "Team"]),
            ("", []),
        ],
    )
    def test_what_is_looked_up(self, text: str, words: list[str]) -> None:
        assert [word for _start, _end, word in words_in(text)] == words

    def test_hostile_texts_are_read_once(self) -> None:
        for text in ("a'" * 10_000, "a" * 20_000, "@" * 20_000, "'" * 20_000, "a@" * 10_000):
            assert len(list(words_in(text))) <= 10_000


class TestLanguages:
    def test_one_for_each_language_of_the_system(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class System:
            @staticmethod
            def system() -> System:
                return System()

            @staticmethod
            def uiLanguages() -> list[str]:
                return ["de-CH", "de", "en-US", "fr"]

        monkeypatch.setattr("app.ui.spelling.QLocale", System)
        assert automatic(("de_AT", "de_DE", "en_GB", "en_US")) == ("de_DE", "en_US")
        assert automatic(("de_AT", "de_CH")) == ("de_CH",)
        assert automatic(("es_ES",)) == ()
        assert automatic(()) == ()

    def test_they_are_named_in_their_own_words(self) -> None:
        assert language_name("de_DE") == "Deutsch (Deutschland)"
        assert language_name("en_GB") == "British English"
        assert language_name("en_US") == "American English"
        assert language_name("de_AT") == "Österreichisches Deutsch"
        assert language_name("../../x") == "../../x"

    def test_the_choice_is_kept_and_what_is_damaged_is_not_believed(
        self, tools: WritingTools, client: SampleClient, tasks: TaskRunner, qtbot: QtBot
    ) -> None:
        seen: list[tuple[str, ...]] = []

        async def look() -> None:
            for stored in ("off", "en_US", "en_US,xx_XX", "../etc,<b>"):
                await client.settings.set_preference(Preference.SPELLING_LANGUAGES, stored)
                await tools.spelling.load()
                seen.append(tools.spelling.languages)

        tasks.start(look())
        qtbot.waitUntil(lambda: len(seen) == 4, timeout=30_000)
        assert seen == [(), ("en_US",), ("en_US",), ()]

    def test_own_words_stay_within_what_can_be_kept(self, tools: WritingTools) -> None:
        spelling = tools.spelling
        spelling._own = dict.fromkeys(f"{number:063d}" for number in range(1_100))
        spelling.add_word("Xarelto")
        assert len("\n".join(spelling._own)) <= PREFERENCE_LIMIT
        assert "Xarelto" in spelling.own_words


class System(NoPlatform):
    """A system with those dictionaries."""

    @property
    def speller(self) -> Dictionary:
        return Dictionary()


class TestSettings:
    @pytest.fixture
    def open_settings(
        self, theme: object, client: SampleClient, tasks: TaskRunner, qtbot: QtBot
    ) -> Iterator[Callable[[PlatformHooks], tuple[MainScreen, WritingSection]]]:
        screens: list[MainScreen] = []

        def show(platform: PlatformHooks) -> tuple[MainScreen, WritingSection]:
            screen = show_main(client, tasks, qtbot, platform)
            screens.append(screen)
            offered = isinstance(platform, System)
            screen.wait(lambda: bool(screen.view.writing.spelling.offered) == offered)
            screen.view.writing.spelling.choose(("en_US",))
            screen.view.dialogs.settings("writing")
            screen.wait(lambda: isinstance(screen.view.dialogs.current, SettingsDialog))
            dialog = screen.view.dialogs.current
            assert isinstance(dialog, SettingsDialog)
            assert isinstance(dialog.section, WritingSection)
            return screen, dialog.section

        yield show
        for screen in screens:
            screen.close()

    def test_languages_are_chosen_and_the_last_one_turns_it_off(
        self, open_settings: Callable[[PlatformHooks], tuple[MainScreen, WritingSection]]
    ) -> None:
        screen, section = open_settings(System())
        spelling = screen.view.writing.spelling
        section.languages["de_DE"].setChecked(True)
        assert spelling.languages == ("de_DE", "en_US")
        section.languages["de_DE"].setChecked(False)
        section.languages["en_US"].setChecked(False)
        assert not list(spelling.languages)
        assert not section.check.isChecked()
        assert not section.languages["en_US"].isEnabled()
        section.check.setChecked(True)
        assert list(spelling.languages)

    def test_a_system_without_dictionaries_is_said_in_plain_words(
        self, open_settings: Callable[[PlatformHooks], tuple[MainScreen, WritingSection]]
    ) -> None:
        _screen, section = open_settings(NoPlatform())
        texts = [label.text() for label in section.findChildren(PlainLabel)]
        assert any("offers no dictionaries" in text for text in texts)
        assert not section.check.isVisible()


def test_typing_goes_on_while_words_are_looked_up(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClicks(composer.edit, "wrad wrad wrad ")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Backspace)
    assert composer.text == "wrad wrad wrad"
