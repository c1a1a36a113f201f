"""Which emoji a person used last and in which skin tone: kept in their encrypted store alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.preferences import Preference
from app.services.api import SettingsUseCases
from app.ui.emoji import catalogue
from app.ui.tasks import TaskRunner

MAX_RECENT = 27
"""Three rows of the picker."""
_SEPARATOR = " "


class EmojiMemory(QObject):
    """One for each open profile. Signal `changed`."""

    changed = Signal()

    def __init__(
        self, settings: SettingsUseCases, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._tasks = tasks
        self._recent: tuple[str, ...] = ()
        self._tone = 0

    @property
    def recent(self) -> tuple[str, ...]:
        """The emoji used last, the newest first."""
        return self._recent

    @property
    def tone(self) -> int:
        """The skin tone chosen: 0 for none, 1 (light) to 5 (dark)."""
        return self._tone

    async def load(self) -> None:
        """Read what the person used before."""
        recent = await self._settings.preference(Preference.EMOJI_RECENT)
        tone = await self._settings.preference(Preference.EMOJI_TONE)
        known = [text for text in recent.split(_SEPARATOR) if catalogue.find(text) is not None]
        self._recent = tuple(dict.fromkeys((*self._recent, *known)))[:MAX_RECENT]
        if tone.isascii() and tone.isdigit():
            self._tone = min(int(tone), catalogue.TONES)
        self.changed.emit()

    def note(self, text: str) -> None:
        """This emoji was used now."""
        if self._recent[:1] == (text,) or catalogue.find(text) is None:
            return
        self._recent = tuple(dict.fromkeys((text, *self._recent)))[:MAX_RECENT]
        self._keep(Preference.EMOJI_RECENT, _SEPARATOR.join(self._recent))

    def choose_tone(self, tone: int) -> None:
        """Use this skin tone from now on."""
        if tone != self._tone:
            self._tone = tone
            self._keep(Preference.EMOJI_TONE, str(tone))

    def toned(self, text: str) -> str:
        """An emoji of the catalogue in the chosen skin tone."""
        emoji = catalogue.find(text)
        return text if emoji is None else emoji.toned(self._tone)

    def _keep(self, name: Preference, value: str) -> None:
        self._tasks.start(self._settings.set_preference(name, value))
        self.changed.emit()
