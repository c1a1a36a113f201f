"""The spelling dictionaries of the operating system, through Enchant (`app.ui.platform.Speller`).

Linux distributions offer Enchant with Hunspell's dictionaries; on Windows the library comes with
its Python package; a Mac has neither, and no languages are offered there. Words are looked up in
this process, in one thread of their own, because Enchant is not made for several and German
compounds take their time. Nothing is written: a person's own words are kept in their encrypted
store, and Enchant's lists of words are pointed at a folder that cannot be.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

MAX_WORD = 64
"""Characters; longer ones, and what is no word, are not looked up and count as right."""
MAX_SUGGESTED_FOR = 32
"""Characters; for longer words there are no suggestions, which would take seconds."""
MAX_SUGGESTIONS = 6
_LOOKED_UP = re.compile(rf"(?=.{{1,{MAX_WORD}}}\Z)[^\W\d_]+(?:'[^\W\d_]+)*")
_NO_FOLDER = os.path.join(os.devnull, "none")

log = logging.getLogger("curbside.desktop")
T = TypeVar("T")


class _Dictionary(Protocol):
    def check(self, word: str) -> bool: ...
    def suggest(self, word: str) -> list[str]: ...


class _Broker(Protocol):
    def list_languages(self) -> list[str]: ...
    def request_dict(self, tag: str) -> _Dictionary: ...


class SystemSpeller:
    """Languages are tags such as `de_DE`. Loaded when first asked for."""

    def __init__(self, broker: Callable[[], _Broker | None] | None = None) -> None:
        self._make_broker = broker or _enchant
        self._broker: _Broker | None = None
        self._made = False
        self._dictionaries: dict[str, _Dictionary | None] = {}
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="spelling")

    async def languages(self) -> tuple[str, ...]:
        """What the system has dictionaries for, sorted; empty when it has none."""
        return await self._run(self._languages)

    async def misspelt(self, words: Iterable[str], languages: Sequence[str]) -> frozenset[str]:
        """Those of `words` that are in none of the dictionaries."""
        asked, tags = tuple(words), tuple(languages)
        return await self._run(lambda: self._misspelt(asked, tags))

    async def suggestions(self, word: str, languages: Sequence[str]) -> tuple[str, ...]:
        """What may have been meant, the likeliest first."""
        tags = tuple(languages)
        return await self._run(lambda: self._suggest(word, tags))

    def close(self) -> None:
        """End the thread."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    def _languages(self) -> tuple[str, ...]:
        if not self._made:
            self._made = True
            self._broker = self._make_broker()
        return () if self._broker is None else tuple(sorted(set(self._broker.list_languages())))

    def _dictionary(self, tag: str) -> _Dictionary | None:
        if tag not in self._dictionaries:
            found = tag in self._languages() and self._broker is not None
            try:
                loaded = self._broker.request_dict(tag) if found and self._broker else None
            except Exception as error:  # a damaged dictionary is as good as none
                log.warning("a spelling dictionary cannot be read: %s", type(error).__name__)
                loaded = None
            self._dictionaries[tag] = loaded
        return self._dictionaries[tag]

    def _loaded(self, tags: Sequence[str]) -> list[_Dictionary]:
        return [found for tag in tags if (found := self._dictionary(tag)) is not None]

    def _misspelt(self, words: Sequence[str], tags: Sequence[str]) -> frozenset[str]:
        dictionaries = self._loaded(tags)
        if not dictionaries:
            return frozenset()
        return frozenset(
            word
            for word in words
            if _LOOKED_UP.fullmatch(word) and not any(each.check(word) for each in dictionaries)
        )

    def _suggest(self, word: str, tags: Sequence[str]) -> tuple[str, ...]:
        if len(word) > MAX_SUGGESTED_FOR or not _LOOKED_UP.fullmatch(word):
            return ()
        lists = [each.suggest(word) for each in self._loaded(tags)]
        longest = max((len(each) for each in lists), default=0)
        mixed = [each[place] for place in range(longest) for each in lists if place < len(each)]
        return tuple(dict.fromkeys(mixed))[:MAX_SUGGESTIONS]


def _enchant() -> _Broker | None:
    """Enchant, if its library is here."""
    os.environ.setdefault("ENCHANT_CONFIG_DIR", _NO_FOLDER)
    try:
        import enchant  # noqa: PLC0415 - looks for the C library when it is imported
    except ImportError:
        return None
    broker: _Broker = enchant.Broker()
    return broker
