"""In the composer's place while messages are chosen: how many, and what to do with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.actions import BY_NAME
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconButton


class SelectionBar(QWidget):
    """Signals: `copy_clicked`, `forward_clicked`, `cancelled`."""

    copy_clicked = Signal()
    forward_clicked = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = PlainLabel(kind="strong")
        self.copy = Button(self.tr("Copy"), icon="copy")
        self.forward = Button(BY_NAME["forward"].label(), "primary", "forward")
        self.cancel = IconButton("x", self.tr("Cancel"), "muted", keys="Esc")
        self.copy.clicked.connect(self.copy_clicked)
        self.forward.clicked.connect(self.forward_clicked)
        self.cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.cancel)
        layout.addWidget(self.count, 1)
        layout.addWidget(self.copy)
        layout.addWidget(self.forward)
        self.hide()

    def show_count(self, count: int) -> str:
        """Say how many are chosen; returns the words."""
        if count == 1:
            words = self.tr("1 message chosen")
        else:
            words = self.tr("{count} messages chosen").format(count=count)
        self.count.setText(words)
        self.copy.setEnabled(count > 0)
        self.forward.setEnabled(count > 0)
        return words
