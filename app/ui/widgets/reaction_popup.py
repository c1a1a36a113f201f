"""Reacting to a message: six emoji at once, all others one step further."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.emoji.memory import EmojiMemory
from app.ui.emoji.picker import EmojiPicker
from app.ui.emoji.reactions import ReactionBar
from app.ui.tokens import SPACE_XS


class ReactionPopup(QFrame):
    """Closes itself. Signal `picked`: row id, and the emoji, empty when one's own is taken back."""

    picked = Signal(object, str)

    def __init__(self, memory: EmojiMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("reactionPopup")
        self.bar = ReactionBar(memory)
        self._memory = memory
        self._row_id = 0
        self._own = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        layout.addWidget(self.bar)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetFixedSize)
        self.bar.picked.connect(self._picked)
        self.bar.more.connect(self._more)

    @cached_property
    def picker(self) -> EmojiPicker:
        """All the others; made when they are first wanted."""
        picker = EmojiPicker(self._memory, self.parentWidget())
        picker.picked.connect(self._picked)
        return picker

    def open_for(self, row_id: int, own: str, at: QRect) -> None:
        """Show it over a place on the screen. `own` is the reaction that the person gave."""
        self._row_id, self._own = row_id, own
        self.bar.show_chosen(own)
        self.adjustSize()
        screen = self.screen().availableGeometry()
        corner = QPoint(at.left(), at.top() - self.height() - SPACE_XS)
        if corner.y() < screen.top():
            corner.setY(at.bottom() + SPACE_XS)
        corner.setX(min(max(corner.x(), screen.left()), screen.right() - self.width()))
        self.move(corner)
        self.show()
        chosen = next((each for each in self.bar.buttons if each.isChecked()), self.bar.buttons[0])
        chosen.setFocus(Qt.FocusReason.PopupFocusReason)

    def _picked(self, emoji: str) -> None:
        self.hide()
        self.picked.emit(self._row_id, "" if emoji == self._own else emoji)

    def _more(self) -> None:
        self.hide()
        parent = self.parentWidget()
        if parent is not None:
            self.picker.open_at(parent)
