"""What helps a person write, for as long as their profile is open: emoji and spelling.

One for the main screen; each composer is lent it. What it remembers is in the encrypted store.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.services.api import SettingsUseCases
from app.ui.emoji import fonts
from app.ui.emoji.memory import EmojiMemory
from app.ui.tasks import TaskRunner

_AT_ONCE = 60
"""Emoji that are looked up in the font between two events: some 3 ms."""


class WritingTools(QObject):
    """`emoji` remembers recent emoji and the skin tone."""

    def __init__(
        self, settings: SettingsUseCases, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.emoji = EmojiMemory(settings, tasks, self)
        self._looked_up = 0
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._warm)

    async def load(self) -> None:
        """Read what the person prefers; then look up in quiet moments what the font can draw."""
        await self.emoji.load()
        self._idle.start()

    def close(self) -> None:
        """End what runs in quiet moments."""
        self._idle.stop()

    def _warm(self) -> None:
        if not fonts.warm(self._looked_up, _AT_ONCE):
            self._idle.stop()
        self._looked_up += _AT_ONCE
