"""The line above the composer: which message is being answered or edited, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.text import ElidedLabel, inline, one_line
from app.ui.theme import theme
from app.ui.tokens import ICON, SPACE_M, SPACE_S
from app.ui.widgets.buttons import IconButton, IconLabel

_BAR = 3.0


class ComposeStrip(QFrame):
    """Hidden until something is answered or edited. Signal `cancelled`."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._icon = IconLabel("reply", "accent", ICON)
        self.title = ElidedLabel(kind="strong")
        self.excerpt = ElidedLabel(kind="caption")
        self.close_button = IconButton("x", self.tr("Cancel (Esc)"), "muted", 16)
        self.close_button.clicked.connect(self.cancelled)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.excerpt)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_M, 2, 0, 2)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(words, 1)
        layout.addWidget(self.close_button)
        self.hide()

    def show_reply(self, name: str, text: str, *, own: bool) -> None:
        """A message is being answered."""
        if own:
            title = self.tr("Reply to yourself")
        else:
            title = self.tr("Reply to {name}").format(name=inline(name))
        self._say("reply", title, text)

    def show_edit(self, text: str) -> None:
        """A message of one's own is being edited."""
        self._say("pencil", self.tr("Editing your message"), text)

    def forget(self) -> None:
        """Forget what was shown."""
        for label in (self.title, self.excerpt):
            label.setText("")
        self.setAccessibleName("")
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar at the leading edge, as a quote has it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().colours.accent))
        at = QPointF(0, 2)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            at.setX(self.width() - _BAR)
        painter.drawRoundedRect(QRectF(at.x(), at.y(), _BAR, self.height() - 4), 1.5, 1.5)
        painter.end()

    def _say(self, icon: str, title: str, text: str) -> None:
        self._icon.set_icon(icon, "accent")
        self.title.setText(title)
        self.excerpt.setText(one_line(text))
        self.setAccessibleName(f"{title}: {one_line(text)}")
        self.show()
