"""The name of a file on one line, cut in the middle so that its extension stays in view."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.file_words import elided_name, shown_name
from app.ui.text import ElidedLabel, TextType


class FileNameLabel(ElidedLabel):
    """The tooltip has the whole name."""

    def __init__(
        self, name: str = "", kind: TextType = "strong", parent: QWidget | None = None
    ) -> None:
        super().__init__("", kind, parent)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show a file's name, whatever is in it."""
        self.setText(shown_name(name))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        del event
        painter = QPainter(self)
        metrics = self.fontMetrics()
        text = elided_name(self.text(), self.width(), metrics.horizontalAdvance)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()), text)
        painter.end()
