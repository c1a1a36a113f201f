"""Groups in the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services.api import ClientUseCases
from app.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from app.ui.widgets.chat_view import ChatView
    from app.ui.windows.main_view import MainView


class MainGroups(QObject):
    """One for the screen; `watch` ties it to the conversation that is open."""

    def __init__(self, view: MainView, client: ClientUseCases, tasks: TaskRunner) -> None:
        super().__init__(view)
        self._view = view
        self._client = client
        self._tasks = tasks

    def watch(self, chat: ChatView) -> None:
        """Serve the conversation that is being opened."""
