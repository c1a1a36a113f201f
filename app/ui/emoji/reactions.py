"""The short row of emoji for reacting to a message at once, with a way to all others."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.ui.emoji import catalogue, fonts
from app.ui.emoji.memory import EmojiMemory
from app.ui.text import set_tip
from app.ui.theme import theme
from app.ui.tokens import ICON_LARGE, SPACE_XS, TYPE_HEADING
from app.ui.widgets.buttons import IconButton

QUICK_REACTIONS = (
    "\U0001f44d",
    "\u2705",
    "\u2764\ufe0f",
    "\U0001f64f",
    "\U0001f602",
    "\U0001f62e",
)
"""Thumbs up, done, heart, folded hands, tears of joy, surprise."""


class ReactionBar(QWidget):
    """Six emoji and a button for more. Signals: `picked` (the emoji), `more`."""

    picked = Signal(str)
    more = Signal()

    def __init__(self, memory: EmojiMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reaction-bar")
        self.setAccessibleName(self.tr("React"))
        self._memory = memory
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.buttons: list[QToolButton] = []
        for text in QUICK_REACTIONS:
            button = QToolButton()
            button.setProperty("kind", "emoji")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, each=button: self._pick(each))
            button.setProperty("emoji", text)
            layout.addWidget(button)
            self.buttons.append(button)
        self.more_button = IconButton("smile", self.tr("More emoji…"), size=ICON_LARGE)
        self.more_button.clicked.connect(self.more)
        layout.addWidget(self.more_button)
        self._chosen = ""
        memory.changed.connect(self._refresh)
        theme().changed.connect(self._refresh)
        self._refresh()

    def show_chosen(self, text: str) -> None:
        """Mark the person's own reaction; empty for none."""
        self._chosen = text
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button, as Space does."""
        pressed = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(pressed, QToolButton) and not event.isAutoRepeat():
            pressed.click()
        else:
            super().keyPressEvent(event)

    def _pick(self, button: QToolButton) -> None:
        text = button.text()
        self._memory.note(text)
        self._refresh()
        self.picked.emit(text)

    def _refresh(self) -> None:
        own = catalogue.without_tone(self._chosen) if self._chosen else ""
        for button in self.buttons:
            text = str(button.property("emoji"))
            button.setFont(fonts.emoji_font(TYPE_HEADING))
            side = button.fontMetrics().height() + 3 * SPACE_XS
            button.setFixedSize(side, side)
            button.setText(self._memory.toned(text))
            button.setAccessibleName(catalogue.name_of(text))
            set_tip(button, catalogue.name_of(text))
            button.setChecked(text == own)
            button.setVisible(fonts.drawable(text))
