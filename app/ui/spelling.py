"""Which words are underlined in the composer, in which languages, and the person's own words.

Words are looked up by the system's dictionaries (`app.ui.platform.Speller`), never on the thread
that draws: what is not known yet is asked for in one go, and the underlines follow. Numbers,
abbreviations, addresses and words of mixed case (mmHg) are left alone, and so are scripts other
than Latin, Greek and Cyrillic. Choices and own words are in the encrypted store; what was looked
up is forgotten with the screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from app.core.links import find_links
from app.core.preferences import PREFERENCE_LIMIT, Preference
from app.services.api import SettingsUseCases
from app.ui.platform import Speller
from app.ui.tasks import TaskRunner

MAX_CHECKED = 20_000
"""Characters; a longer text cannot be sent and is not checked."""
_MAX_KNOWN = 20_000
_ASK_AFTER_MS = 120
_OFF = "off"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ʯΆ-ԯḀ-ỿ"
_WORD = re.compile(rf"(?<![\w@#/\\.])[{_LETTERS}]+(?:['’][{_LETTERS}]+)*(?![\w@])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*")


def words_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, word) of what is worth looking up in `text`, counted in characters."""
    links = find_links(text) if "@" in text or "." in text or "://" in text else ()
    spans = [(link.start, link.end) for link in links]
    for match in _WORD.finditer(text):
        word = match[0]
        abbreviation = any(letter.isupper() for letter in word[1:])
        if len(word) < 2 or abbreviation:
            continue
        start, end = match.span()
        if not any(start < stop and end > begin for begin, stop in spans):
            yield start, end, word.replace("’", "'")


def automatic(offered: Sequence[str]) -> tuple[str, ...]:
    """The languages of the system that it has dictionaries for: one for each."""
    chosen: list[str] = []
    for wanted in QLocale.system().uiLanguages():
        tag = wanted.replace("-", "_")
        language = tag.split("_")[0]
        alike = [each for each in offered if each.split("_")[0] == language]
        if not alike or any(each in chosen for each in alike):
            continue
        at_home = f"{language}_{language.upper()}"
        chosen.append(next((each for each in (tag, at_home) if each in alike), alike[0]))
    return tuple(chosen)


def language_name(tag: str) -> str:
    """A language as those who speak it call it: Deutsch (Schweiz)."""
    locale = QLocale(tag)
    if locale.language() is QLocale.Language.C:
        return tag
    territory = locale.nativeTerritoryName() if "_" in tag or "-" in tag else ""
    name = locale.nativeLanguageName().split(" (")[0]
    # A name of several words, as American English, says where already.
    return f"{name} ({territory})" if territory and " " not in name else name


class Spelling(QObject):
    """One for each open profile. Signals: `changed` (choices, own words), `checked` (answers)."""

    changed = Signal()
    checked = Signal()

    def __init__(
        self,
        speller: Speller,
        settings: SettingsUseCases,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._speller = speller
        self._settings = settings
        self._tasks = tasks
        self.offered: tuple[str, ...] = ()
        self.languages: tuple[str, ...] = ()
        self._own: dict[str, None] = {}
        self._known: dict[str, bool] = {}
        self._wanted: set[str] = set()
        self._epoch = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ASK_AFTER_MS)
        self._timer.timeout.connect(lambda: self._tasks.start(self._ask()))

    @property
    def own_words(self) -> tuple[str, ...]:
        """What the person added, sorted."""
        return tuple(sorted(self._own, key=str.casefold))

    async def load(self) -> None:
        """See what the system offers and what the person chose."""
        self.offered = await self._speller.languages()
        chosen = await self._settings.preference(Preference.SPELLING_LANGUAGES)
        words = await self._settings.preference(Preference.SPELLING_WORDS)
        self._own = dict.fromkeys(word for word in words.split("\n") if word)
        if not chosen:
            self.languages = automatic(self.offered)
        else:
            tags = [tag for tag in chosen.split(",") if _LANGUAGE.fullmatch(tag)]
            self.languages = tuple(tag for tag in tags if tag in self.offered)
        self._forget()

    def close(self) -> None:
        """Forget every word, and ask for no more."""
        self._timer.stop()
        self._epoch += 1
        self._known.clear()
        self._wanted.clear()
        self._own.clear()

    def choose(self, languages: Sequence[str]) -> None:
        """Check in these languages from now on; in none when it is empty."""
        self.languages = tuple(tag for tag in self.offered if tag in languages)
        self._keep(Preference.SPELLING_LANGUAGES, ",".join(self.languages) or _OFF)
        self._forget()

    def add_word(self, word: str) -> None:
        """A word of the person's own is right from now on."""
        self._own[word] = None
        self._keep_words()

    def remove_word(self, word: str) -> None:
        """It is looked up again."""
        self._own.pop(word, None)
        self._keep_words()

    def wrong(self, word: str) -> bool:
        """Whether a word is known to be misspelt; what is not known is asked for."""
        if not self.languages or word in self._own or word.lower() in self._own:
            return False
        known = self._known.get(word)
        if known is None:
            self._wanted.add(word)
            if not self._timer.isActive():
                self._timer.start()
        return known is True

    async def suggestions(self, word: str) -> tuple[str, ...]:
        """What may have been meant."""
        return await self._speller.suggestions(word, self.languages)

    async def _ask(self) -> None:
        epoch, words = self._epoch, frozenset(self._wanted)
        self._wanted.clear()
        wrong = await self._speller.misspelt(words, self.languages)
        if epoch != self._epoch:
            return
        if len(self._known) + len(words) > _MAX_KNOWN:
            self._known.clear()
        self._known |= {word: word in wrong for word in words}
        self.checked.emit()

    def _forget(self) -> None:
        self._epoch += 1
        self._known.clear()
        self._wanted.clear()
        self.changed.emit()

    def _keep_words(self) -> None:
        kept = "\n".join(self._own)
        while len(kept) > PREFERENCE_LIMIT:  # the oldest make room
            del self._own[next(iter(self._own))]
            kept = "\n".join(self._own)
        self._keep(Preference.SPELLING_WORDS, kept)
        self.changed.emit()

    def _keep(self, name: Preference, value: str) -> None:
        self._tasks.start(self._settings.set_preference(name, value))
