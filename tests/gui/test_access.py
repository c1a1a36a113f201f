"""First run, unlocking, and what they say when something is wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.core.store_errors import StoreDamaged
from app.services.api import RememberAvailability
from app.ui.dialogs.files import LIMIT
from app.ui.windows.first_run import FirstRun
from app.ui.windows.first_run_pages import PassphrasePage
from app.ui.windows.main_view import MainView
from app.ui.windows.unlock import DamagedScreen, UnlockScreen
from tests.gui.conftest import Running, SomeError, StartUi, unlock

GOOD = "violin harbour thirteen moss"
INVITE = "curbside:invite:AAAA"


def first_run(state: Running) -> FirstRun:
    screen = state.ui.window.centralWidget()
    assert isinstance(screen, FirstRun)
    return screen


class TestFirstRun:
    def test_four_screens_to_the_main_window(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = start_ui(profile=False)
        screen = first_run(state)
        assert not screen.invite.button.isEnabled()
        screen.invite.edit.setPlainText(INVITE)
        screen.invite.button.click()
        assert screen.pages.currentWidget() is screen.who
        screen.who.button.click()
        assert screen.pages.currentWidget() is screen.passphrase
        qtbot.keyClicks(screen.passphrase.fields.first.edit, GOOD)
        assert not screen.passphrase.button.isEnabled()
        qtbot.keyClicks(screen.passphrase.fields.second.edit, GOOD)
        qtbot.keyClick(screen.passphrase.fields.second.edit, Qt.Key.Key_Return)
        state.wait(screen.progress.button.isVisible)
        assert state.access.enrolled_with == (INVITE, GOOD, False)
        assert screen.passphrase.passphrase == ""
        screen.progress.button.click()
        state.wait(lambda: isinstance(state.ui.window.centralWidget(), MainView))

    def test_a_wrong_invite_is_explained_and_kept(self, start_ui: StartUi) -> None:
        screen = first_run(start_ui(profile=False))
        screen.invite.edit.setPlainText("hello")
        screen.invite.button.click()
        assert screen.pages.currentWidget() is screen.invite
        assert "not a Curbside invite" in screen.invite.banner.text
        assert screen.invite.edit.toPlainText() == "hello"

    def test_the_invite_comes_from_a_file(self, start_ui: StartUi, tmp_path: Path) -> None:
        screen = first_run(start_ui(profile=False))
        file = tmp_path / "jonas.curbside-invite"
        file.write_text(INVITE)
        screen.invite.edit.dropped.emit(str(file))
        assert screen.pages.currentWidget() is screen.who

    def test_a_file_that_is_too_large_or_binary_or_missing(
        self, start_ui: StartUi, tmp_path: Path
    ) -> None:
        screen = first_run(start_ui(profile=False))
        large = tmp_path / "large"
        large.write_bytes(b"a" * (LIMIT + 1))
        binary = tmp_path / "binary"
        binary.write_bytes(b"\xff\xfe\x00\xd8")
        for path, words in (
            (large, "too large"),
            (binary, "could not be read"),
            (tmp_path / "none", "could not be read"),
        ):
            screen.invite.open_file(str(path))
            assert words in screen.invite.banner.text
            assert screen.pages.currentWidget() is screen.invite

    def test_back_loses_nothing(self, start_ui: StartUi) -> None:
        screen = first_run(start_ui(profile=False))
        screen.give_invite(INVITE)
        screen.who.button.click()
        screen.passphrase.fields.first.edit.setText(GOOD)
        screen.passphrase.back.emit()
        screen.who.back.emit()
        assert screen.invite.edit.toPlainText() == INVITE
        screen.invite.button.click()
        screen.who.button.click()
        assert screen.passphrase.passphrase == GOOD

    def test_a_failure_can_be_tried_again(self, start_ui: StartUi) -> None:
        state = start_ui(profile=False)
        state.access.fail_enrol = SomeError()
        screen = first_run(state)
        screen.give_invite(INVITE)
        screen.who.button.click()
        for field in (screen.passphrase.fields.first, screen.passphrase.fields.second):
            field.edit.setText(GOOD)
        screen.passphrase.button.click()
        state.wait(lambda: "Do something else" in screen.progress.banner.text)
        screen.progress.again.emit()
        state.wait(screen.progress.button.isVisible)
        assert state.access.enrolled_with is not None

    def test_weak_passphrases_are_refused_with_advice(self, start_ui: StartUi) -> None:
        screen = first_run(start_ui(profile=False))
        screen.give_invite(INVITE)
        fields = screen.passphrase.fields
        for weak in ("short", "passwordpassword", "jonas weber 1234"):
            fields.first.edit.setText(weak)
            fields.second.edit.setText(weak)
            assert not screen.passphrase.button.isEnabled(), weak

    def test_remembering_is_offered_only_where_possible(self, qtbot: QtBot, theme: object) -> None:
        for availability in RememberAvailability:
            page = PassphrasePage(12, availability)
            qtbot.addWidget(page)
            page._remember.setChecked(True)
            assert page.remember is (availability is RememberAvailability.AVAILABLE)
            assert page._reason.text()


class TestUnlock:
    def test_the_screen_names_nobody(self, start_ui: StartUi) -> None:
        state = start_ui()
        texts = [
            label.text()
            for label in state.ui.window.findChildren(type(state.ui.window.centralWidget().title))
        ]
        assert not any("Weber" in text or "Lindenhof" in text for text in texts)
        assert state.ui.window.windowTitle() == "Curbside"

    def test_a_wrong_passphrase_waits_and_says_so(self, start_ui: StartUi) -> None:
        state = start_ui()
        screen = state.ui.window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        screen.field.edit.setText("wrong")
        screen.button.click()
        state.wait(lambda: "not the passphrase" in screen.banner.text)
        assert screen.field.text == ""
        screen.field.edit.setText("again")
        assert not screen.button.isEnabled()
        assert "3" in screen._wait.text()
        state.access.delay = 0.0
        state.wait(screen.button.isEnabled)
        unlock(state)

    def test_a_damaged_database_has_a_screen_of_its_own(self, start_ui: StartUi) -> None:
        state = start_ui()
        state.access.unlock_error = StoreDamaged()
        screen = state.ui.window.centralWidget()
        screen.field.edit.setText("anything")
        screen.button.click()
        state.wait(lambda: isinstance(state.ui.window.centralWidget(), DamagedScreen))
        labels = state.ui.window.centralWidget().findChildren(type(screen.title))
        assert any(StoreDamaged.message in label.text() for label in labels)
        state.ui.window.centralWidget().try_again.emit()
        assert isinstance(state.ui.window.centralWidget(), UnlockScreen)

    def test_an_unexpected_failure_is_shown_without_content(
        self, start_ui: StartUi, qapp: QApplication
    ) -> None:
        state = start_ui()
        state.ui.show_unexpected(ValueError("secret text"))
        dialogs = [w for w in qapp.topLevelWidgets() if w.isVisible() and w is not state.ui.window]
        words = " ".join(label.text() for d in dialogs for label in d.findChildren(QLabel))
        assert "Something unexpected happened" in words
        assert "secret text" not in words
        for dialog in dialogs:
            dialog.close()
