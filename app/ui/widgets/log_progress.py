"""How far a long check of the clinic's log is: a line on the main screen, or below a step."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QProgressBar, QWidget

from app.ui import formats
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.buttons import IconLabel


class LogProgressLine(QWidget):
    """Hidden until there is something to show, and again at the end. `below` a step it is short."""

    def __init__(self, parent: QWidget | None = None, *, below: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._below = below
        self._words = PlainLabel(kind="muted", wrap=False)
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Checking the clinic's log of keys"))
        if below:
            box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(SPACE_XS)
        else:
            box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
            box.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
            box.setSpacing(SPACE_M)
            box.addWidget(IconLabel("clock", "muted"))
        box.addWidget(self._words)
        box.addWidget(self.bar, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_progress(self, done: int, total: int) -> None:
        """So many entries of so many."""
        self.setVisible(done < total)
        words = (
            self.tr("Entries checked: {done} of {total}")
            if self._below
            else self.tr("Checking the clinic's log of keys: {done} of {total}")
        )
        self._words.setText(words.format(done=formats.number(done), total=formats.number(total)))
        self.bar.setRange(0, total)
        self.bar.setValue(done)
