"""A line in the sidebar while nothing may disturb, with the way out of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.quiet import quiet_words
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_S
from app.ui.widgets.buttons import Button, IconLabel


class QuietStrip(QFrame):
    """Hidden unless it is on. Signal `ended` when the person turns it off."""

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quiet")
        self.until_ms = 0
        """As `NotificationChoices.quiet_until_ms`; 0 while it is off."""
        self._words = PlainLabel(kind="caption")
        self.off = Button(self.tr("Turn off"), "quiet")
        self.off.setAccessibleName(self.tr("Turn off do not disturb"))
        self.off.clicked.connect(self.ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, 0, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("moon", "muted"))
        row.addWidget(self._words, 1)
        row.addWidget(self.off)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def show_until(self, until_ms: int) -> None:
        """Show until when, or nothing for 0."""
        self.until_ms = until_ms
        if until_ms:
            self._words.setText(quiet_words(until_ms, datetime.now().astimezone()))
            self.setAccessibleName(self._words.text())
        self.setVisible(bool(until_ms))
