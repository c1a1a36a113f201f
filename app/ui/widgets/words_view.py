"""The words of a recovery kit on the screen: numbered, to be copied by hand, never by machine."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_S

COLUMNS = 3


class WordsView(QWidget):
    """Read by rows. The words cannot be selected, so that none gets into the clipboard."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_S)
        grid.setVerticalSpacing(SPACE_S)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._words: list[PlainLabel] = []
        for place, word in enumerate(words):
            row, column = divmod(place, COLUMNS)
            number = PlainLabel(f"{place + 1}.", "caption", wrap=False)
            number.setAccessibleName(" ")
            label = PlainLabel(word, "strong", wrap=False)
            label.setFont(fixed)
            label.setAccessibleName(
                self.tr("Word {number}: {word}").format(number=place + 1, word=word)
            )
            grid.addWidget(number, row, column * 3, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label, row, column * 3 + 1)
            if column:
                grid.setColumnMinimumWidth(column * 3 - 1, SPACE_L)
            self._words.append(label)
        grid.setColumnStretch(COLUMNS * 3, 1)
        # English words run left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def forget(self) -> None:
        """Take the words off the screen and out of the widgets."""
        for label in self._words:
            label.setText("")
            label.setAccessibleName("")
