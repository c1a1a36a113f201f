"""Typing `:thu` in the composer offers thumbs up: a short list above the caret.

A whole name between colons, `:thumbs up:` with underscores for blanks, becomes the emoji at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit

from app.ui.completion_list import CompletionList
from app.ui.emoji import catalogue, fonts
from app.ui.emoji.memory import EmojiMemory
from app.ui.formats import translate

MOST = 8
_BEGUN = re.compile(r"(?:^|(?<=[\s(]))(:[^\W\d_+-][\w+-]{1,30}|:[+-]1?)$")
_WHOLE = re.compile(r"(?:^|(?<=[\s(])):([^\W\d_][\w-]{1,30}):$")


class EmojiCompletion(CompletionList):
    """Serves one text field."""

    def __init__(self, edit: QPlainTextEdit, memory: EmojiMemory) -> None:
        super().__init__(edit, translate("EmojiCompletion", "Emoji"))
        self._memory = memory
        self._found: list[str] = []

    def offer(self, before: str) -> tuple[str, Sequence[str]] | None:
        """Emoji whose names begin like what was typed after a colon."""
        whole = _WHOLE.search(before)
        if whole is not None:
            self._take_whole(whole[1])
            return None
        begun = _BEGUN.search(before)
        if begun is None:
            return None
        found = catalogue.search(begun[1][1:], 4 * MOST)
        tone = self._memory.tone
        drawable = [emoji for emoji in found if fonts.drawable(emoji.text)][:MOST]
        self._found = [emoji.toned(tone) for emoji in drawable]
        return begun[1], [f"{e.toned(tone)}  {e.name()}" for e in drawable]

    def taken(self, row: int) -> None:
        """Write it, and remember that it was used."""
        self._write(self._found[row])

    def _take_whole(self, name: str) -> None:
        found = catalogue.search(name, 1)
        wanted = catalogue.fold(name).replace("_", " ")
        names = [catalogue.fold(each[0]) for emoji in found for each in (emoji.en, emoji.de)]
        self.list.hide()
        if wanted in names:
            self._typed = f":{name}:"
            self._write(found[0].toned(self._memory.tone))

    def _write(self, emoji: str) -> None:
        self.put(emoji)
        self._memory.note(emoji)
