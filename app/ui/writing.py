"""What helps a person write, for as long as their profile is open: emoji and spelling.

One for the main screen; each composer is lent it. What it remembers is in the encrypted store.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.preferences import Preference, SendKey, send_key
from app.services.api import SettingsUseCases
from app.ui.emoji import fonts
from app.ui.emoji.memory import EmojiMemory
from app.ui.platform import Speller
from app.ui.spelling import Spelling
from app.ui.tasks import TaskRunner

_AT_ONCE = 60
"""Emoji that are looked up in the font between two events: some 3 ms."""


class WritingTools(QObject):
    """`emoji` remembers recent emoji and the skin tone, `spelling` the languages and own words.

    Signal `send_key_changed` with a `SendKey`.
    """

    send_key_changed = Signal(object)

    def __init__(
        self,
        settings: SettingsUseCases,
        speller: Speller,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._tasks = tasks
        self.send_key = SendKey.ENTER
        """With which key the person sends."""
        self.emoji = EmojiMemory(settings, tasks, self)
        self.spelling = Spelling(speller, settings, tasks, self)
        self._looked_up = 0
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._warm)

    async def load(self) -> None:
        """Read what the person prefers; then look up in quiet moments what the font can draw."""
        self._take(send_key(await self._settings.preference(Preference.SEND_KEY)))
        await self.emoji.load()
        self._idle.start()
        self._tasks.start(self.spelling.load())  # finding the dictionaries takes a moment

    def choose_send_key(self, key: SendKey) -> None:
        """Send with this key from now on."""
        self._take(key)
        self._tasks.start(self._settings.set_preference(Preference.SEND_KEY, key.value))

    def _take(self, key: SendKey) -> None:
        if key is not self.send_key:
            self.send_key = key
            self.send_key_changed.emit(key)

    def close(self) -> None:
        """End what runs in quiet moments, and forget the words that were looked up."""
        self._idle.stop()
        self.spelling.close()

    @property
    def tasks(self) -> TaskRunner:
        """Of the main screen; ends with it."""
        return self._tasks

    def _warm(self) -> None:
        if not fonts.warm(self._looked_up, _AT_ONCE):
            self._idle.stop()
        self._looked_up += _AT_ONCE
