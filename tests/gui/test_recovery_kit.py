"""The recovery kit: made, proved to be on paper, kept out of everything else, withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from app.ui.dialogs.base import ConfirmDialog
from app.ui.dialogs.passphrase_dialog import PassphraseDialog
from app.ui.dialogs.recovery_kit import MakeKitDialog
from app.ui.dialogs.settings.recovery import RecoverySection
from app.ui.gallery_recovery import WORDS, sample_kit
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.paper import output
from app.ui.paper.output import FileNotSaved, pdf_bytes, picture, write_private
from app.ui.paper.pages import draw_kit
from app.ui.paper.sheet import Sheet
from app.ui.widgets.qr_view import qr_image
from app.ui.windows.unlock import UnlockScreen
from tests.gui.conftest import Running, SomeError, focused, press

Found = TypeVar("Found", bound=QWidget)


def section(state: Running) -> RecoverySection:
    state.main.dialogs.settings("recovery")
    state.wait(lambda: state.main.dialogs.current is not None)
    found = state.main.dialogs.current.section
    assert isinstance(found, RecoverySection)
    state.wait(lambda: "Looking" not in found.state.text())
    return found


def making(state: Running) -> MakeKitDialog:
    """The dialog, with the page in view."""
    section(state).make.click()
    dialog = find(state, MakeKitDialog)
    focused(state, dialog.field.edit)
    dialog.field.edit.setText(PASSPHRASE)
    press(state.qtbot, Qt.Key.Key_Return)
    state.wait(dialog.on_paper.isVisible)
    return dialog


def find(state: Running, kind: type[Found]) -> Found:
    found = [each for each in state.main.dialogs.current.findChildren(kind) if each.isVisible()]
    assert len(found) == 1, kind
    return found[0]


def visible_words(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


class TestMaking:
    def test_it_is_made_and_two_of_its_words_are_asked_for(self, running: Running) -> None:
        dialog = making(running)
        shown = visible_words(dialog)
        assert all(word in shown for word in WORDS)
        assert running.client.own.name in shown
        dialog.on_paper.click()
        assert not any(word in visible_words(dialog) for word in WORDS), "the page is still there"
        focused(running, dialog.answers[0])
        assert not dialog.done_button.isEnabled()
        first, second = dialog.asked
        assert first < second
        running.qtbot.keyClicks(dialog.answers[0], WORDS[first - 1].upper())
        press(running.qtbot, Qt.Key.Key_Return)
        focused(running, dialog.answers[1])
        running.qtbot.keyClicks(dialog.answers[1], "nonsense")
        press(running.qtbot, Qt.Key.Key_Return)
        assert f"not word {second}" in dialog.banner.text
        assert dialog.isVisible()
        dialog.answers[1].clear()
        running.qtbot.keyClicks(dialog.answers[1], f" {WORDS[second - 1]} ")
        press(running.qtbot, Qt.Key.Key_Return)
        running.wait(lambda: not running.main.dialogs.current.findChildren(MakeKitDialog))
        assert "You made a kit on" in running.main.dialogs.current.section.state.text()

    def test_a_wrong_passphrase_makes_none(self, running: Running) -> None:
        section(running).make.click()
        dialog = find(running, MakeKitDialog)
        assert not dialog.make.isEnabled()
        dialog.field.edit.setText("wrong")
        dialog.make.click()
        running.wait(lambda: "not the passphrase" in dialog.banner.text)
        assert dialog.field.text == ""
        assert running.client.kit_made_at_ms is None
        running.client.fail_next = SomeError()
        dialog.field.edit.setText(PASSPHRASE)
        dialog.make.click()
        running.wait(lambda: SomeError.message in dialog.banner.text)
        dialog.reject()
        running.wait(lambda: not running.main.dialogs.current.findChildren(MakeKitDialog))

    def test_closing_with_the_page_asks_first(self, running: Running) -> None:
        dialog = making(running)
        press(running.qtbot, Qt.Key.Key_Escape)
        question = find(running, ConfirmDialog)
        question.reject()
        assert dialog.isVisible()
        dialog.close()
        find(running, ConfirmDialog).accept()
        running.wait(lambda: not running.main.dialogs.current.findChildren(MakeKitDialog))

    def test_nothing_of_it_is_left_elsewhere(self, running: Running, qapp: QApplication) -> None:
        dialog = making(running)
        labels = [each for each in dialog.findChildren(QLabel) if each.text() in WORDS]
        assert len(labels) == len(WORDS)
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        assert not any(each.textInteractionFlags() & selectable for each in labels)
        titles = " ".join(each.windowTitle() for each in qapp.topLevelWidgets())
        assert not any(word in titles for word in WORDS)
        press(running.qtbot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert not any(word in QGuiApplication.clipboard().text() for word in WORDS)
        assert "lantern" not in repr(sample_kit("Jonas"))

    def test_the_lock_destroys_the_page(self, running: Running, qapp: QApplication) -> None:
        making(running)
        running.ui.lock()
        assert isinstance(running.ui.window.centralWidget(), UnlockScreen)
        seen = [each for each in qapp.allWidgets() if each.isVisible()]
        assert not any(isinstance(each, MakeKitDialog) for each in seen)
        texts = {each.text() for each in qapp.allWidgets() if isinstance(each, QLabel)}
        assert not texts & set(WORDS)


class TestPaper:
    def test_a_file_needs_a_second_yes(self, running: Running, tmp_path: Path) -> None:
        dialog = making(running)
        dialog.page.pdf_button.click()
        question = find(running, ConfirmDialog)
        assert "copied without a trace" in visible_words(question)
        default = next(b for b in question.findChildren(QPushButton) if b.isDefault())
        assert default.text() == "Don't save", "Return follows the advice"
        question.reject()
        assert not running.main.dialogs.current.findChildren(QFileDialog)
        dialog.page.pdf_button.click()
        find(running, ConfirmDialog).accept()
        chooser = dialog.findChildren(QFileDialog)[0]
        target = tmp_path / "kit.pdf"
        chooser.fileSelected.emit(str(target))
        assert target.read_bytes().startswith(b"%PDF")
        assert target.stat().st_mode & 0o077 == 0
        chooser.fileSelected.emit(str(tmp_path / "missing" / "kit.pdf"))
        assert FileNotSaved.message in dialog.banner.text
        chooser.close()

    def test_without_a_printer_it_says_so(
        self, running: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
        dialog = making(running)
        dialog.page.print_button.click()
        assert "No printer" in dialog.banner.text

    def test_the_printer_gets_the_page(
        self, running: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["ward printer"])
        )
        printed: list[object] = []

        def record(device: object, draw: object) -> bool:
            printed.append(draw)
            return True

        monkeypatch.setattr(output, "paint", record)
        dialog = making(running)
        dialog.page.print_button.click()
        chooser = next(each for each in dialog.findChildren(QPrintDialog))
        assert not chooser.testOption(QPrintDialog.PrintDialogOption.PrintToFile)
        assert chooser.printer().docName() == "Curbside"
        chooser.done(0)
        assert printed == []
        dialog.page.print_button.click()
        dialog.findChildren(QPrintDialog)[-1].done(1)
        assert len(printed) == 1

    def test_the_page_is_drawn_with_words_and_code(self, theme: object) -> None:
        kit = sample_kit("Jonas Weber")

        def draw(sheet: Sheet) -> None:
            draw_kit(sheet, kit)
            assert sheet.y <= sheet.height, "it must fit on one page"

        image = picture(draw)
        dark = sum(
            image.pixelColor(x, y).lightness() < 128
            for x in range(0, image.width(), 3)
            for y in range(0, image.height(), 3)
        )
        assert dark > 500
        assert pdf_bytes(draw).startswith(b"%PDF")
        assert qr_image(kit.code, "m").width() >= qr_image(kit.code).width()

    def test_a_file_is_for_its_owner_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "page.pdf"
        write_private(path, b"x")
        assert path.stat().st_mode & 0o777 == 0o600
        with pytest.raises(FileNotSaved):
            write_private(tmp_path, b"x")


class TestSection:
    def test_it_says_whether_there_is_a_kit(self, running: Running) -> None:
        page = section(running)
        assert "no recovery kit" in page.state.text()
        assert "verify you again" in page.why.text()
        assert page.withdraw.isHidden()

    def test_elsewhere_it_names_the_computer(self, running: Running) -> None:
        running.client.can_manage = False
        page = section(running)
        assert not page.make.isEnabled()
        assert "Ward 3B, station 1" in page.why.text()

    def test_withdrawing(self, running: Running) -> None:
        running.client.kit_made_at_ms = 1_700_000_000_000
        page = section(running)
        assert "14 November 2023" in page.state.text()
        page.withdraw.click()
        dialog = find(running, PassphraseDialog)
        focused(running, dialog.field.edit)
        dialog.field.edit.setText("wrong")
        dialog.button.click()
        running.wait(lambda: "not the passphrase" in dialog.banner.text)
        assert running.client.kit_made_at_ms is not None
        dialog.field.edit.setText(PASSPHRASE)
        press(running.qtbot, Qt.Key.Key_Return)
        running.wait(lambda: running.client.kit_made_at_ms is None)
        running.wait(lambda: "no recovery kit" in page.state.text())
        assert "worth nothing" in running.main.dialogs.current.banner.text
