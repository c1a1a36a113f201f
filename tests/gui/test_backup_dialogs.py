"""Saving and restoring messages: passphrase, place, progress, stopping, the result in words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from app.core.policy import Policy
from app.core.views import RestoredView
from app.ui.dialogs.backup import RestoreBackupDialog, SaveBackupDialog, restored_words
from app.ui.dialogs.settings.recovery import RecoverySection
from app.ui.gallery_data import EVERYONE
from app.ui.gallery_services import SampleClient
from tests.gui.conftest import Running, SomeError, StartUi, focused, press, unlock

GOOD = "violin harbour thirteen moss"


def section(state: Running) -> RecoverySection:
    state.main.dialogs.settings("recovery")
    state.wait(lambda: state.main.dialogs.current is not None)
    found = state.main.dialogs.current.section
    assert isinstance(found, RecoverySection)
    return found


def saving(state: Running) -> SaveBackupDialog:
    section(state).save.click()
    dialog = state.main.dialogs.current.findChild(SaveBackupDialog)
    assert isinstance(dialog, SaveBackupDialog)
    return dialog


def restoring(state: Running) -> RestoreBackupDialog:
    section(state).restore.click()
    dialog = state.main.dialogs.current.findChild(RestoreBackupDialog)
    assert isinstance(dialog, RestoreBackupDialog)
    return dialog


class TestSaving:
    def test_a_good_passphrase_twice_then_a_place(self, running: Running, tmp_path: Path) -> None:
        dialog = saving(running)
        focused(running, dialog.fields.first.edit)
        dialog.fields.first.edit.setText("short")
        dialog.fields.second.edit.setText("short")
        assert not dialog.start.isEnabled()
        dialog.fields.first.edit.setText(GOOD)
        assert not dialog.start.isEnabled()
        dialog.fields.second.edit.setText(GOOD)
        dialog.start.click()
        chooser = dialog.findChildren(QFileDialog)[0]
        assert chooser.selectedFiles()[0].endswith(".curbside-backup")
        assert not chooser.testOption(QFileDialog.Option.DontConfirmOverwrite)
        assert running.client.own.name.split()[-1] not in chooser.selectedFiles()[0]
        chooser.fileSelected.emit(str(tmp_path / "mine.curbside-backup"))
        chooser.close()
        running.wait(dialog.close_button.isVisible)
        assert running.client.backup.exported == [(tmp_path / "mine.curbside-backup", GOOD)]
        assert running.client.backup.overwrites == [True]
        assert "2,400" in dialog.outcome.text()
        assert "mine.curbside-backup" in dialog.outcome.text()
        assert dialog.fields.passphrase == ""
        assert dialog.focusWidget() is dialog.close_button

    def test_return_asks_for_the_place_and_does_not_choose_it(self, running: Running) -> None:
        dialog = saving(running)
        focused(running, dialog.fields.first.edit)
        for field in (dialog.fields.first, dialog.fields.second):
            running.qtbot.keyClicks(field.edit, GOOD)
            press(running.qtbot, Qt.Key.Key_Return)
        (chooser,) = dialog.findChildren(QFileDialog)
        running.wait(chooser.isVisible)
        running.qtbot.wait(50)
        assert chooser.isVisible()
        assert not running.client.backup.exported
        chooser.close()

    def test_it_can_be_stopped_and_begun_again(self, running: Running, tmp_path: Path) -> None:
        dialog = saving(running)
        for field in (dialog.fields.first, dialog.fields.second):
            field.edit.setText(GOOD)
        running.client.backup.hold()
        dialog.save_to(str(tmp_path / "a"))
        running.wait(lambda: dialog.bar.value() == 1200)
        assert dialog.bar.maximum() == 2400
        assert "1,200 of 2,400" in dialog.progress_words.text()
        dialog.cancel.click()
        running.wait(lambda: running.client.backup.cancelled == 1)
        assert "No file was left behind" in dialog.banner.text
        running.client.backup.go_on()
        dialog.save_to(str(tmp_path / "a"))
        running.wait(dialog.close_button.isVisible)

    def test_closing_ends_it(self, running: Running, tmp_path: Path) -> None:
        dialog = saving(running)
        running.client.backup.hold()
        dialog.save_to(str(tmp_path / "a"))
        running.wait(lambda: dialog.bar.value() == 1200)
        running.ui.lock()
        running.wait(lambda: running.client.backup.cancelled == 1)

    def test_a_failure_is_said(self, running: Running, tmp_path: Path) -> None:
        dialog = saving(running)
        running.client.fail_next = SomeError()
        dialog.save_to(str(tmp_path / "a"))
        running.wait(lambda: SomeError.message in dialog.banner.text)
        assert dialog.pages.currentIndex() == 0

    def test_policy_can_forbid_it(self, start_ui: StartUi) -> None:
        state = start_ui(SampleClient(EVERYONE, Policy(allow_backup=False)))
        unlock(state)
        page = section(state)
        assert not page.save.isEnabled()
        assert page.restore.isEnabled()
        words = [label.text() for label in page.findChildren(QLabel)]
        assert "Set by your clinic" in words


class TestRestoring:
    def test_file_passphrase_and_what_came_back(self, running: Running, tmp_path: Path) -> None:
        dialog = restoring(running)
        focused(running, dialog.choose)
        dialog.choose.click()
        chooser = dialog.findChildren(QFileDialog)[0]
        chooser.fileSelected.emit(str(tmp_path / "mine.curbside-backup"))
        chooser.close()
        assert not dialog.start.isEnabled()
        dialog.field.edit.setText(GOOD)
        dialog.field.setFocus()
        press(running.qtbot, Qt.Key.Key_Return)
        running.wait(dialog.close_button.isVisible)
        assert running.client.backup.restored == [(tmp_path / "mine.curbside-backup", GOOD)]
        assert "2,400" in dialog.outcome.text()
        assert dialog.field.text == ""

    def test_a_wrong_passphrase_can_be_typed_again(self, running: Running, tmp_path: Path) -> None:
        dialog = restoring(running)
        dialog.open_file(str(tmp_path / "mine.curbside-backup"))
        dialog.field.edit.setText("wrong")
        running.client.fail_next = SomeError()
        dialog.start.click()
        running.wait(lambda: SomeError.action in dialog.banner.text)
        assert dialog.field.text == ""
        focused(running, dialog.field.edit)
        running.client.backup.hold()
        dialog.field.edit.setText(GOOD)
        dialog.start.click()
        running.wait(lambda: dialog.bar.value() == 1200)
        dialog.cancel.click()
        running.wait(lambda: running.client.backup.cancelled == 1)
        assert "Restore again" in dialog.banner.text

    def test_words_for_what_came_back(self) -> None:
        words, details = restored_words(RestoredView(2400, 12, 0, 1_700_000_000_000))
        assert "2,400" in words
        assert "12" in words
        assert "14 November 2023" in details
        assert "already" not in details
        words, details = restored_words(RestoredView(0, 0, 9, 1_700_000_000_000))
        assert "already" in words
        assert "9" in details

    def test_it_is_offered_where_there_is_no_conversation(self, start_ui: StartUi) -> None:
        state = start_ui(SampleClient(EVERYONE))
        unlock(state)
        empty = state.main.sidebar._empty[0]
        state.wait(empty.isVisible)
        offer = empty.buttons[1]
        assert "Restore" in offer.text()
        offer.click()
        state.wait(lambda: isinstance(state.main.dialogs.current, RestoreBackupDialog))
        state.main.dialogs.current.reject()
