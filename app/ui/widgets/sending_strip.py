"""While a message to a large group needs encryption with many devices first: how far that is."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.tokens import ICON_LARGE, SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import IconLabel
from app.ui.widgets.transfer_bar import TransferBar


class SendingStrip(QFrame):
    """Hidden until `show_progress`, and again when all is done. Spoken once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.progress = TransferBar()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(IconLabel("lock", "accent", ICON_LARGE))
        row.addWidget(self.progress, 1)
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        """So many of so many devices have a key now."""
        if done >= total:
            self.hide()
            return
        words = self.tr("Setting up encryption with {total} devices: {done}").format(
            total=total, done=done
        )
        self.progress.show_progress(words, done, total)
        self.setAccessibleName(words)
        if self.isHidden():
            self.show()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
