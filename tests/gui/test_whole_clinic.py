"""Two real windows over a real relay: what a physician and a nurse would see."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.core.records import DeliveryState
from app.core.views import Trust
from app.ui.application import Ui
from app.ui.dialogs.verify import VerifyDialog
from app.ui.platform import PlatformHooks
from app.ui.widgets.chat_view import ChatView
from app.ui.windows.first_run import FirstRun
from app.ui.windows.unlock import UnlockScreen
from tests.support.clinic import Clinic, Person
from tests.support.one_person import OnePerson

PASSPHRASE = "lantern orbit velvet canyon"
Run = Callable[..., Any]


class Window:
    """One person's window, used by keyboard where a person would."""

    def __init__(
        self,
        app: QApplication,
        loop: QEventLoop,
        person: Person,
        wait: Any,
        platform: PlatformHooks | None = None,
    ) -> None:
        self.person = person
        self.ui = Ui(app, OnePerson(person.access), platform=platform)
        self._wait = wait
        self.done = loop.create_task(self.ui.run())

    def wait(self, condition: Callable[[], object]) -> None:
        self._wait(condition, timeout=60_000)

    def enrol(self) -> None:
        self.wait(lambda: isinstance(self.ui.window.centralWidget(), FirstRun))
        first = self.ui.window.centralWidget()
        assert isinstance(first, FirstRun)
        first.invite.edit.setPlainText(self.person.invite)
        QTest.keyClick(first.invite.button, Qt.Key.Key_Return)
        assert first.pages.currentWidget() is first.who
        first.who.go_on.emit()
        for field in (first.passphrase.fields.first, first.passphrase.fields.second):
            QTest.keyClicks(field.edit, PASSPHRASE)
        QTest.keyClick(first.passphrase.button, Qt.Key.Key_Return)
        self.wait(first.progress.button.isVisible)
        QTest.keyClick(first.progress.button, Qt.Key.Key_Return)
        self.wait(lambda: self.ui.main is not None)

    def unlock(self) -> None:
        self.wait(lambda: isinstance(self.ui.window.centralWidget(), UnlockScreen))
        screen = self.ui.window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        QTest.keyClicks(screen.field.edit, PASSPHRASE)
        QTest.keyClick(screen.field.edit, Qt.Key.Key_Return)
        self.wait(lambda: self.ui.main is not None)

    def open_chat(self, account_id: Any) -> ChatView:
        main = self.ui.main
        assert main is not None
        main.open_conversation(account_id)
        self.wait(lambda: main.chat is not None and main.chat.contact.account_id == account_id)
        assert main.chat is not None
        return main.chat

    def write(self, text: str) -> None:
        assert self.ui.main is not None
        assert self.ui.main.chat is not None
        edit = self.ui.main.chat.composer.edit
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def shown(self) -> list[tuple[str, DeliveryState]]:
        if self.ui.main is None or self.ui.main.chat is None:
            return []
        timeline = self.ui.main.chat.timeline
        rows = (timeline.message(number) for number in range(timeline.rowCount()))
        return [(row.text, row.state) for row in rows]


@pytest.mark.timeout(120)
def test_two_people_enrol_write_verify_lock_and_go_on(
    qapp: QApplication,
    qt_event_loop: QEventLoop,
    run_in_qt: Callable[[Coroutine[Any, Any, Any]], Any],
    qtbot: Any,
    tmp_path: Path,
) -> None:
    with Clinic(tmp_path) as clinic:
        amira, jonas = (
            Window(qapp, qt_event_loop, person, qtbot.waitUntil)
            for person in (clinic.invite("Amira"), clinic.invite("Jonas", "Nurse"))
        )
        amira.enrol()
        jonas.enrol()
        to_jonas = _account(run_in_qt, amira, "Jonas")
        to_amira = _account(run_in_qt, jonas, "Amira")
        amira.open_chat(to_jonas)
        amira.write("Bed 4 needs you")
        jonas.open_chat(to_amira)
        jonas.wait(lambda: ("Bed 4 needs you", DeliveryState.RECEIVED) in jonas.shown())
        arrived = (DeliveryState.DELIVERED, DeliveryState.READ)
        amira.wait(lambda: amira.shown()[0][1] in arrived)

        _verify(amira)
        amira.wait(lambda: _trust(amira) is Trust.VERIFIED)

        jonas.write("half a sentence")
        amira.wait(lambda: "half a sentence" in [text for text, _ in amira.shown()])
        QTest.keyClicks(jonas.ui.main.chat.composer.edit, "a draft")  # type: ignore[union-attr]
        jonas.ui.lock()
        assert jonas.ui.main is None
        amira.write("written while you were away")
        jonas.unlock()
        chat = jonas.open_chat(to_amira)
        assert chat.composer.text == "a draft"
        jonas.wait(lambda: "written while you were away" in [text for text, _ in jonas.shown()])
        for window in (amira, jonas):
            window.ui.quit()
        qtbot.waitUntil(lambda: amira.done.done() and jonas.done.done(), timeout=60_000)


@pytest.mark.timeout(60)
def test_locking_in_the_very_moment_of_opening_is_safe(
    qapp: QApplication, qt_event_loop: QEventLoop, qtbot: Any, tmp_path: Path
) -> None:
    with Clinic(tmp_path) as clinic:
        window = Window(qapp, qt_event_loop, clinic.invite("Amira"), qtbot.waitUntil)
        window.enrol()
        window.ui.lock()
        window.unlock()
        window.ui.lock()
        window.unlock()
        window.ui.quit()
        qtbot.waitUntil(window.done.done, timeout=60_000)
        window.done.result()


def _account(run: Run, window: Window, name: str) -> Any:
    client = window.ui.client
    assert client is not None
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for contact in run(client.contacts.contacts()):
            if contact.name == name and contact.device_count:
                return contact.account_id
    raise AssertionError(f"{name} is not in the directory")


def _verify(window: Window) -> None:
    main = window.ui.main
    assert main is not None
    main.dialogs.verify()
    window.wait(lambda: isinstance(main.dialogs.current, VerifyDialog))
    dialog = main.dialogs.current
    assert isinstance(dialog, VerifyDialog)
    QTest.keyClick(dialog.match, Qt.Key.Key_Return)
    window.wait(lambda: main.dialogs.current is not dialog)


def _trust(window: Window) -> Trust | None:
    main = window.ui.main
    return main.chat.contact.trust if main is not None and main.chat is not None else None
