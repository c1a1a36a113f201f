"""A calm line that says how much of something long is done, with a bar."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_XS


class TransferBar(QWidget):
    """Hidden until `show_progress`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.words = PlainLabel(kind="caption")
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setTextVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_XS, 0, 0)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(self.words)
        layout.addWidget(self.bar)

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Say `words`, and fill the bar; it goes away when all is done."""
        self.words.setText(words)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.bar.setAccessibleName(words)
        self.bar.setVisible(done < total)
        self.show()
