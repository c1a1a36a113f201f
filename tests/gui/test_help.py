"""The help opens everywhere, also without a profile, finds what is searched for, and is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.policy import DEFAULT_POLICY, Language, Policy
from app.core.preferences import SendKey
from app.ui.actions import COMMANDS
from app.ui.gallery_data import AMIRA, CHANGED, MISMATCHED
from app.ui.gallery_help import STRICT
from app.ui.gallery_services import SampleClient
from app.ui.help.contents import help_pages
from app.ui.help.desk import help_desk
from app.ui.help.page import Facts, found
from app.ui.help.window import HelpWindow
from app.ui.languages import languages
from app.ui.text import PlainLabel
from app.ui.theme import Theme
from tests.gui.conftest import Running, StartUi, press, unlock

TRANSLATIONS = Path(__file__).parents[2] / "resources" / "translations" / "curbside_de.ts"
NOT_LABELS = {"curbside:invite:"}
"""In quotes, and no words of ours on a button, in a menu or as a state."""


@pytest.fixture(autouse=True)
def desk_closed() -> Iterator[None]:
    yield
    help_desk().close()
    help_desk().tell(policy=DEFAULT_POLICY, send_with=SendKey.ENTER)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> HelpWindow:
    shown = HelpWindow(Facts())
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def opened() -> HelpWindow:
    window = help_desk().window
    assert window is not None
    return window


def page_key() -> str:
    page = opened().page
    return "" if page is None else page.key


def text_of(window: HelpWindow) -> str:
    return "\n".join(label.text() for label in window.area.findChildren(PlainLabel))


class TestPages:
    def test_each_has_a_key_of_its_own_words_and_ways_to_others_that_are_there(self) -> None:
        pages = help_pages(Facts())
        keys = [page.key for page in pages]
        assert len(set(keys)) == len(keys) >= 20
        for page in pages:
            assert page.title
            assert len(page.blocks) >= 3
            assert set(page.see) <= set(keys) - {page.key}

    def test_they_say_what_this_clinic_decided(self) -> None:
        generous = " ".join(page.as_text() for page in help_pages(Facts(Policy(edit_minutes=7))))
        assert "edit a message of yours for 7 minutes" in generous
        assert "take a message back for 1 hour:" in generous
        assert "after 10 minutes without input" in generous
        assert "For 4 hours after your passphrase" in generous
        strict = " ".join(page.as_text() for page in help_pages(Facts(STRICT)))
        for words in (
            "turned off editing",
            "turned off taking back",
            "does not allow PINs",
            "does not allow saving messages",
            "turned notifications off",
            "deleted after 365 days",
            "wants a changed key verified",
        ):
            assert words in strict
            assert words not in generous
        assert "Send anyway" in generous
        assert "Send anyway" not in strict

    def test_the_keyboard_page_has_every_command_that_has_keys(self) -> None:
        page = next(page for page in help_pages(Facts()) if page.key == "keys")
        named = {block.text: block.term for block in page.blocks}
        for command in COMMANDS:
            if command.all_keys():
                assert named[command.label()]
        turned = next(
            page for page in help_pages(Facts(send_with=SendKey.CTRL_ENTER)) if page.key == "keys"
        )
        assert "Ctrl+Enter" in {block.term for block in turned.blocks}

    @pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
    def test_what_stands_in_quotes_is_what_the_windows_say(
        self, language: Language, qapp: QApplication
    ) -> None:
        root = ElementTree.parse(TRANSLATIONS).getroot()
        messages = [
            message
            for context in root.iter("context")
            if context.findtext("name") != "Help"
            for message in context.iter("message")
        ]
        english = language is Language.ENGLISH
        said = [m.findtext("source" if english else "translation", "") for m in messages]
        languages().follow(language)
        try:
            pages = help_pages(Facts()) + help_pages(Facts(STRICT))
        finally:
            languages().follow(Language.ENGLISH)
        quoted = re.compile("“([^”]+)”" if english else "„([^“]+)“")
        wanted = {q for page in pages for b in page.blocks for q in quoted.findall(b.text)}
        assert len(wanted) > 15
        unknown = {
            words
            for words in wanted - NOT_LABELS
            if not any(each == words or each.startswith(f"{words}.") for each in said)
        }
        assert unknown == set()

    def test_a_search_finds_parts_of_words_and_titles_first(self) -> None:
        pages = help_pages(Facts())
        assert found(pages, "") == pages
        assert found(pages, "recov KIT")[0].key == "recovery-kit"
        assert found(pages, "stolen")[0].key == "call"
        assert found(pages, "qwertz") == ()


class TestWindow:
    def test_a_topic_shows_its_page_with_headings_that_are_announced(
        self, window: HelpWindow
    ) -> None:
        window.show_page("relay")
        assert window.area.accessibleName() == "What the relay can and cannot see"
        assert "which, when, roughly how much" in window.area.accessibleDescription()
        headings = [
            label.text()
            for label in window.area.findChildren(PlainLabel)
            if label.accessibleDescription() == "Heading"
        ]
        assert headings[:3] == [
            "What the relay can and cannot see",
            "It cannot see",
            "It can see",
        ]
        labels = [label for label in window.area.findChildren(PlainLabel) if label.wordWrap()]
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        assert all(label.textInteractionFlags() & selectable for label in labels)
        assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)

    def test_typing_narrows_and_enter_goes_to_the_topics(
        self, window: HelpWindow, qtbot: QtBot
    ) -> None:
        window.field.setFocus()
        qtbot.keyClicks(window.field, "witness")
        assert window.page is not None
        assert window.page.key == "words"
        assert window.list.count() < 3
        qtbot.keyClick(window.field, Qt.Key.Key_Return)
        assert window.list.hasFocus()
        window.field.setText("qwertz")
        assert window.page is None
        assert window.nothing.isVisible()
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        assert window.field.text() == ""
        assert window.list.count() > 20
        assert window.isVisible()
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        assert not window.isVisible()

    def test_related_pages_are_a_press_away(self, window: HelpWindow) -> None:
        window.show_page("verify")
        page = window.page
        assert page is not None
        window.copy.click()
        assert QApplication.clipboard().text() == page.as_text()
        links = {button.text(): button for button in window.area.findChildren(type(window.copy))}
        links["Numbers do not match"].click()
        assert window.page is not None
        assert window.page.key == "mismatch"

    def test_it_speaks_another_language_at_once_and_stays_on_its_page(self) -> None:
        window = help_desk().ask("backup")
        languages().follow(Language.GERMAN)
        try:
            assert window.windowTitle() == "Hilfe zu Curbside"
            assert page_key() == "backup"
            assert "eine verschlüsselte Datei" in text_of(window)
        finally:
            languages().follow(Language.ENGLISH)


class TestFromEverywhere:
    def test_f1_and_the_menu_open_it(self, running: Running, qtbot: QtBot) -> None:
        press(qtbot, Qt.Key.Key_F1)
        running.wait(lambda: help_desk().window is not None)
        assert page_key() == "write"
        opened().close()
        assert help_desk().window is None
        running.main.commands.popup_menu()
        action = next(a for a in running.main.findChildren(QAction, "help"))
        action.trigger()
        assert page_key() == "write"

    @pytest.mark.parametrize(
        ("contact", "page"), [(CHANGED, "key-changed"), (MISMATCHED, "mismatch")]
    )
    def test_what_is_wrong_with_a_contact_is_explained(
        self, running: Running, contact: object, page: str
    ) -> None:
        chat = running.open(contact)
        assert chat.banner.learn.isVisible()
        chat.banner.learn.click()
        assert page_key() == page
        opened().close()
        running.main.findChild(QAction, "help").trigger()
        assert page_key() == page

    def test_a_dialog_has_a_question_mark_and_the_window_is_not_blocked_by_it(
        self, running: Running, qtbot: QtBot
    ) -> None:
        running.open(AMIRA)
        running.main.dialogs.verify()
        running.wait(lambda: running.main.dialogs.current is not None)
        dialog = running.main.dialogs.current
        qtbot.keyClick(dialog, Qt.Key.Key_F1)
        running.wait(lambda: help_desk().window is not None)
        assert page_key() == "verify"
        assert dialog.windowModality() is Qt.WindowModality.WindowModal
        assert opened().parent() is None  # what is modal blocks its ancestors alone
        opened().show_page("words")
        dialog.differ.click()
        running.wait(lambda: dialog.help_page == "mismatch")
        dialog.buttons.itemAt(0).widget().click()
        assert page_key() == "mismatch"

    def test_settings_explain_the_section_in_view(self, running: Running) -> None:
        running.main.dialogs.settings("recovery")
        running.wait(lambda: running.main.dialogs.current is not None)
        dialog = running.main.dialogs.current
        dialog.buttons.itemAt(0).widget().click()
        assert page_key() == "recovery-kit"
        dialog.show_section("lock")
        dialog.buttons.itemAt(0).widget().click()
        assert page_key() == "lock"

    def test_it_works_while_locked_and_before_the_first_profile(self, start_ui: StartUi) -> None:
        state = start_ui()
        screen = state.ui.window.centralWidget()
        assert state.ui.client is None
        screen.findChild(QAction, "help").trigger()
        assert page_key() == "lock"
        assert "passphrase" in text_of(opened())

    def test_somebody_without_an_invite_learns_what_to_do(self, start_ui: StartUi) -> None:
        state = start_ui(profile=False)
        state.ui.window.centralWidget().invite.without.click()
        assert page_key() == "begin"
        assert "You have no invite" in text_of(opened())

    def test_it_stays_over_a_lock_and_goes_with_the_end(self, running: Running) -> None:
        help_desk().ask("lock")
        running.ui.lock()
        running.wait(lambda: running.client.locked)
        assert opened().isVisible()
        running.ui.quit()
        running.wait(running.ended)
        assert help_desk().window is None


class TestWhereThereIsNothingYet:
    def test_alone_in_the_clinic_one_can_read_how_it_works(self, start_ui: StartUi) -> None:
        state = start_ui(SampleClient())
        unlock(state)
        button, _other = state.main.home.welcome.buttons
        state.wait(button.isVisible)
        button.click()
        assert page_key() == "write"

    def test_buttons_with_a_picture_say_their_keys(self, running: Running) -> None:
        chat = running.open(AMIRA)
        assert "Ctrl+." in chat.composer.emoji_button.toolTip()
        assert chat.composer.emoji_button.accessibleName() == "Insert an emoji"
        assert "Ctrl+End" in chat.corner.latest.toolTip()
        assert "F3" in chat.finder.older.toolTip()
