"""Windows over a real relay: losing every computer and coming back; being removed from afar."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from qasync import QEventLoop

from app.core.ids import AccountId
from app.core.records import DeliveryState
from app.core.views import AttentionReason, Trust
from app.ui.dialogs.backup import RestoreBackupDialog, SaveBackupDialog
from app.ui.dialogs.recovery_kit import MakeKitDialog
from app.ui.dialogs.settings.recovery import RecoverySection
from app.ui.widgets.words_view import WordsView
from app.ui.windows.first_run import FirstRun
from app.ui.windows.removed import RemovedScreen
from relay.transparency.certificates import Purpose
from tests.gui.test_whole_clinic import PASSPHRASE, Window, _account, _verify
from tests.support.clinic import Clinic, Person

OTHER_PASSPHRASE = "harbour thirteen moss violin"
Run = Callable[[Coroutine[Any, Any, Any]], Any]
Open = Callable[[Person], Window]


@pytest.fixture
def opened(
    qapp: QApplication, qt_event_loop: QEventLoop, qtbot: Any
) -> Iterator[Callable[[Person], Window]]:
    windows: list[Window] = []

    def make(person: Person) -> Window:
        window = Window(qapp, qt_event_loop, person, qtbot.waitUntil)
        windows.append(window)
        return window

    yield make
    for window in windows:
        quit_window(window)


def quit_window(window: Window) -> None:
    if not window.done.done():
        window.ui.quit()
        window.wait(window.done.done)


@contextmanager
def recovery_section(window: Window) -> Iterator[RecoverySection]:
    main = window.ui.main
    assert main is not None
    main.dialogs.settings("recovery")
    window.wait(lambda: main.dialogs.current is not None)
    section = main.dialogs.current.section  # type: ignore[union-attr]
    assert isinstance(section, RecoverySection)
    window.wait(section.make.isEnabled)
    yield section
    main.dialogs.close_all()


def make_kit(window: Window) -> str:
    """Make a kit as a person does; its words, read off the page."""
    with recovery_section(window) as section:
        section.make.click()
        dialog = section.window().findChild(MakeKitDialog)
        assert isinstance(dialog, MakeKitDialog)
        QTest.keyClicks(dialog.field.edit, PASSPHRASE)
        dialog.make.click()
        window.wait(dialog.on_paper.isVisible)
        view = dialog.findChild(WordsView)
        assert isinstance(view, WordsView)
        words = [label.text() for label in view.findChildren(QLabel)]
        words = [word for word in words if word.isalpha()]
        dialog.on_paper.click()
        for number, edit in zip(dialog.asked, dialog.answers, strict=True):
            edit.setText(words[number - 1])
        dialog.done_button.click()
        window.wait(lambda: "You made a kit" in section.state.text())
    return " ".join(words)


def save_backup(window: Window, path: Path) -> None:
    with recovery_section(window) as section:
        section.save.click()
        dialog = section.window().findChild(SaveBackupDialog)
        assert isinstance(dialog, SaveBackupDialog)
        for field in (dialog.fields.first, dialog.fields.second):
            field.edit.setText(OTHER_PASSPHRASE)
        dialog.save_to(str(path))
        window.wait(dialog.close_button.isVisible)


def come_back(window: Window, words: str) -> None:
    """First run with a recovery invite and the words from the page."""
    window.wait(lambda: isinstance(window.ui.window.centralWidget(), FirstRun))
    first = window.ui.window.centralWidget()
    assert isinstance(first, FirstRun)
    first.give_invite(window.person.invite)
    first.who.button.click()
    assert first.pages.currentWidget() is first.words
    QTest.keyClicks(first.words.edit, words)
    QTest.keyClick(first.words.edit, Qt.Key.Key_Return)
    for field in (first.passphrase.fields.first, first.passphrase.fields.second):
        field.edit.setText(PASSPHRASE)
    first.passphrase.button.click()
    window.wait(first.progress.button.isVisible)
    assert "stays verified: 1" in visible_words(first.progress)
    first.progress.button.click()
    window.wait(lambda: window.ui.main is not None)


def restore_backup(window: Window, path: Path) -> None:
    """As the empty list of conversations offers it."""
    main = window.ui.main
    assert main is not None
    offer = main.sidebar._empty[0].buttons[1]
    window.wait(offer.isVisible)
    offer.click()
    dialog = main.dialogs.current
    assert isinstance(dialog, RestoreBackupDialog)
    dialog.open_file(str(path))
    dialog.field.edit.setText(OTHER_PASSPHRASE)
    dialog.start.click()
    window.wait(dialog.close_button.isVisible)
    dialog.close_button.click()


def visible_words(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


@pytest.mark.timeout(180)
def test_every_computer_lost_and_all_of_it_back(
    opened: Open, run_in_qt: Run, tmp_path: Path
) -> None:
    with Clinic(tmp_path) as clinic:
        amira, jonas = opened(clinic.invite("Amira")), opened(clinic.invite("Jonas", "Nurse"))
        amira.enrol()
        jonas.enrol()
        to_jonas: AccountId = _account(run_in_qt, amira, "Jonas")
        to_amira: AccountId = _account(run_in_qt, jonas, "Amira")
        amira.open_chat(to_jonas)
        amira.write("Potassium at 14:00")
        jonas.open_chat(to_amira)
        jonas.wait(lambda: ("Potassium at 14:00", DeliveryState.RECEIVED) in jonas.shown())
        _verify(amira)
        words = make_kit(amira)
        backup = tmp_path / "mine.curbside-backup"
        save_backup(amira, backup)
        quit_window(amira)

        authority = clinic.authority
        invite = authority.invite_again(authority.find("Amira"), Purpose.RECOVER).text
        again = opened(clinic.computer("amira-again", invite))
        come_back(again, words)
        restore_backup(again, backup)
        chat = again.open_chat(to_jonas)
        again.wait(lambda: "Potassium at 14:00" in [text for text, _ in again.shown()])
        assert chat.contact.trust is Trust.VERIFIED
        again.write("back again")
        jonas.wait(lambda: ("back again", DeliveryState.RECEIVED) in jonas.shown())
        seen = jonas.ui.main.chat.contact if jonas.ui.main and jonas.ui.main.chat else None
        assert seen is not None
        assert seen.attention is AttentionReason.NONE, "colleagues see no key change"


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "wipe",
    [
        pytest.param(False, id="kept"),
        pytest.param(True, id="erased", marks=pytest.mark.expects_log("this profile was removed")),
    ],
)
def test_the_clinic_removes_a_computer(
    opened: Open, run_in_qt: Run, tmp_path: Path, wipe: bool
) -> None:
    with Clinic(tmp_path) as clinic:
        amira, jonas = opened(clinic.invite("Amira")), opened(clinic.invite("Jonas", "Nurse"))
        amira.enrol()
        jonas.enrol()
        to_jonas: AccountId = _account(run_in_qt, amira, "Jonas")
        to_amira: AccountId = _account(run_in_qt, jonas, "Amira")
        amira.open_chat(to_jonas)
        amira.write("before it was stolen")
        jonas.open_chat(to_amira)
        jonas.wait(lambda: ("before it was stolen", DeliveryState.RECEIVED) in jonas.shown())
        client = jonas.ui.client
        assert client is not None
        device = run_in_qt(client.settings.own()).device_id
        authority = clinic.authority
        statement = authority.revoke_device(authority.find("Jonas"), device, wipe=wipe)
        clinic.relay.import_statements(statement)
        if not wipe:
            main = jonas.ui.main
            assert main is not None
            jonas.wait(main.notices.removal.isVisible)
            assert "removed by your clinic on" in main.notices.removal.text
            assert main.chat is not None
            assert not main.chat.composer.edit.isEnabled()
            assert "before it was stolen" in [text for text, _ in jonas.shown()]
            return
        jonas.wait(lambda: isinstance(jonas.ui.window.centralWidget(), RemovedScreen))
        assert "removed by your clinic" in visible_words(jonas.ui.window)
        quit_window(jonas)
        later = opened(clinic.computer("person2", ""))
        later.wait(lambda: isinstance(later.ui.window.centralWidget(), RemovedScreen))
        screen = later.ui.window.centralWidget()
        assert isinstance(screen, RemovedScreen)
        screen.again.click()
        later.wait(lambda: isinstance(later.ui.window.centralWidget(), FirstRun))
