"""Real windows over the sample services, on the loop that counts as running."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from app.core.errors import CurbsideError
from app.core.policy import Language
from app.core.views import ContactView, Removal
from app.ui import gallery_data
from app.ui.application import Ui
from app.ui.gallery_access import SampleAccess
from app.ui.gallery_data import AMIRA, CHANGED, LONG, TWIN
from app.ui.gallery_people import SampleProfiles
from app.ui.gallery_services import SampleClient
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.languages import install_languages
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme, install_theme
from app.ui.widgets.chat_view import ChatView
from app.ui.windows.main_view import MainView


@pytest.fixture(scope="session", autouse=True)
def english(qapp: QApplication) -> None:
    """The windows' English, with its plurals, also when bootstrap.py did not start the tests."""
    script = Path(__file__).parents[2] / "packaging" / "translations.py"
    subprocess.run([sys.executable, str(script), "build"], check=True)
    install_languages(qapp).follow(Language.ENGLISH)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return install_theme(qapp)


@pytest.fixture
def tasks(qt_event_loop: QEventLoop) -> Iterator[TaskRunner]:
    """A runner that fails the test on anything that was not expected."""
    failures: list[BaseException] = []
    runner = TaskRunner(qt_event_loop, failures.append, failures.append)
    yield runner
    runner.close()
    assert failures == []


@dataclass
class Running:
    """A user interface whose `run` is under way."""

    ui: Ui
    access: SampleAccess
    client: SampleClient
    qtbot: QtBot
    ended: Callable[[], bool]
    profiles: SampleProfiles

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=30_000)

    @property
    def main(self) -> MainView:
        assert self.ui.main is not None
        return self.ui.main

    @property
    def chat(self) -> ChatView:
        assert self.main.chat is not None
        return self.main.chat

    def open(self, contact: ContactView) -> ChatView:
        self.main.open_conversation(contact.account_id)
        self.wait(
            lambda: (
                self.main.chat is not None
                and self.main.chat.contact.account_id == contact.account_id
                and self.main.chat.list.model() is not None
            )
        )
        return self.chat


StartUi = Callable[..., Running]


@pytest.fixture
def start_ui(
    qapp: QApplication, qtbot: QtBot, qt_event_loop: QEventLoop, theme: Theme
) -> Iterator[StartUi]:
    started: list[tuple[Ui, object]] = []

    def start(
        client: SampleClient | None = None,
        *,
        profile: bool = True,
        removal: Removal | None = None,
        **options: Any,
    ) -> Running:
        client = client or gallery_data.sample_client()
        access = SampleAccess(client, profile=profile)
        access.removal = removal
        profiles = SampleProfiles(access)
        ui = Ui(qapp, profiles, version="0.0", **options)
        task = qt_event_loop.create_task(ui.run())
        started.append((ui, task))
        running = Running(ui, access, client, qtbot, task.done, profiles)
        running.wait(ui.window.centralWidget)
        return running

    yield start
    for ui, task in started:
        ui.quit()
        assert isinstance(task, asyncio.Task)
        qtbot.waitUntil(task.done, timeout=30_000)
        task.result()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def running(start_ui: StartUi) -> Running:
    """Unlocked, with the sample ward."""
    state = start_ui()
    unlock(state)
    return state


@pytest.fixture
def talk(start_ui: StartUi) -> Running:
    """A conversation that has just begun, and three colleagues."""
    client = SampleClient([AMIRA, LONG, TWIN, CHANGED])
    client.put(AMIRA, "Please check potassium.")
    client.put(AMIRA, "And magnesium.")
    client.put(AMIRA, "Both ordered.", mine=True)
    client.put(LONG, "Bitte um Rückruf")
    state = start_ui(client)
    unlock(state)
    state.open(AMIRA)
    return state


def unlock(state: Running, passphrase: str = PASSPHRASE) -> None:
    screen = state.ui.window.centralWidget()
    screen.field.edit.setText(passphrase)
    state.access.delay = 0.0
    screen.button.click()
    state.wait(lambda: state.ui.main is not None and state.ui.main.own is not None)
    state.wait(lambda: state.client.started)


def press(
    qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the focus is."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None
    qtbot.keyClick(widget, key, modifiers)


def focused(state: Running, widget: QWidget) -> None:
    """Wait until `widget` has the focus: a window that opens becomes active a moment later."""
    state.wait(lambda: QApplication.focusWidget() is widget)


class SomeError(CurbsideError):
    code = "test-some"
    message = "It did not work."
    action = "Do something else."


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Let what a test closed really go, or every later change of theme draws it again."""
    yield
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
