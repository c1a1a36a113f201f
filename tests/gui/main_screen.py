"""The main screen by itself, over the sample services: no locking, no first run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.views import ContactView
from app.ui.gallery_data import AMIRA
from app.ui.gallery_services import SampleClient
from app.ui.platform import PlatformHooks
from app.ui.tasks import TaskRunner
from app.ui.widgets.chat_view import ChatView
from app.ui.windows.main_view import MainView
from app.ui.windows.shell import Shell


@dataclass
class MainScreen:
    """A shown main screen."""

    window: Shell
    view: MainView
    client: SampleClient
    qtbot: QtBot

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=30_000)

    def open(self, contact: ContactView = AMIRA) -> ChatView:
        self.view.open_conversation(contact.account_id)
        self.wait(lambda: self.view.chat is not None and self.view.chat.list.model() is not None)
        assert self.view.chat is not None
        return self.view.chat

    def close(self) -> None:
        self.view.close_down()
        self.window.hide()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def show_main(
    client: SampleClient, tasks: TaskRunner, qtbot: QtBot, platform: PlatformHooks | None = None
) -> MainScreen:
    """Show it and wait until it has read what it shows."""
    window = Shell()
    view = MainView(client, tasks, "0.0", platform=platform)
    window.show_screen(view)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    screen = MainScreen(window, view, client, qtbot)
    view.begin()
    screen.wait(view.opened.loaded.is_set)
    return screen
