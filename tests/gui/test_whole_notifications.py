"""Notifications of a real profile over a real relay, as a real bus carries them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.core.bus import Connection
from app.core.views import ContactView
from app.desktop.platform import DesktopPlatform
from app.desktop.sounds import Sounds
from app.ui.windows.unlock import UnlockScreen
from tests.gui.test_whole_clinic import Window
from tests.support.clinic import Clinic
from tests.support.notification_server import NotificationServer, session_bus

WAIT_MS = 30_000
NAME, TEXT = "Canary Aquila", "potassium seven canary"


@pytest.mark.timeout(120)
def test_no_name_text_or_conversation_leaves_and_a_click_finds_its_way(
    qapp: QApplication,
    qt_event_loop: QEventLoop,
    run_in_qt: Callable[[Coroutine[Any, Any, Any]], Any],
    qtbot: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with (
        Clinic(tmp_path) as clinic,
        tempfile.TemporaryDirectory(prefix="b") as short,
        session_bus(Path(short), monkeypatch),
    ):
        server = NotificationServer()
        played: list[bytes] = []
        preferences = QSettings(str(tmp_path / "looks.ini"), QSettings.Format.IniFormat)
        platform = DesktopPlatform(qapp, preferences, Sounds(played.append))
        sender = clinic.invite(NAME)
        run_in_qt(sender.enrol())
        jonas = Window(qapp, qt_event_loop, clinic.invite("Jonas"), qtbot.waitUntil, platform)
        jonas.enrol()
        announcer = jonas.ui.announcer
        jonas.wait(lambda: announcer._own is not None)
        jonas.ui.window.hide()
        jonas.wait(lambda: QApplication.activeWindow() is None)

        def wait(condition: Callable[[], object]) -> None:
            qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

        run_in_qt(sender.write("Jonas", TEXT))
        wait(lambda: [each[3] for each in server.shown.values()] == ["New message"])
        run_in_qt(sender.write("Jonas", TEXT))
        wait(lambda: [each[3] for each in server.shown.values()] == ["2 new messages"])
        (number,) = server.shown
        wait(lambda: jonas.ui.client.connection is Connection.ONLINE)

        jonas.ui.lock()
        wait(lambda: not server.shown)
        server.click(number)  # it crossed with the lock
        wait(jonas.ui.window.isVisible)
        assert isinstance(jonas.ui.window.centralWidget(), UnlockScreen)
        jonas.unlock()
        wait(lambda: jonas.ui.main is not None and jonas.ui.main.chat is not None)
        assert jonas.ui.main.chat.contact.name == NAME

        wait(lambda: jonas.ui.client.connection is Connection.ONLINE)
        jonas.ui.window.hide()
        jonas.ui.lock()
        wait(lambda: announcer._waiting is not None)
        run_in_qt(sender.write("Jonas", TEXT))
        wait(lambda: [each[3] for each in server.shown.values()] == ["New message"])
        assert jonas.ui.window.windowTitle() == "(1) Curbside"
        (number,) = server.shown
        server.click(number)
        wait(jonas.ui.window.isVisible)
        jonas.unlock()
        wait(lambda: not server.shown)
        wait(lambda: announcer._own is not None)

        assert_nothing_told(server, run_in_qt(jonas.ui.client.contacts.contacts())[0])
        assert played

        jonas.ui.quit()
        qtbot.waitUntil(jonas.done.done, timeout=WAIT_MS)
        jonas.done.result()
        platform.close()
        run_in_qt(sender.lock())
        server.stop()


def assert_nothing_told(server: NotificationServer, contact: ContactView) -> None:
    """Whatever argument of whatever request."""
    told = repr(server.calls).lower()
    assert "new message" in told
    for secret in (contact.account_id, contact.conversation_id):
        assert secret.hex() not in told
        assert repr(bytes(secret)).lower() not in told
    for canary in ("canary", "aquila", "potassium", "jonas"):
        assert canary not in told
