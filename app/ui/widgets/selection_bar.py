"""In the composer's place while messages are chosen: how many, and what to do with them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.ui.actions import BY_NAME
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconButton


class SelectionBar(QWidget):
    """Signals: `copy_clicked`, `forward_clicked`, `cancelled`.

    Where the window is small or the text large, what can be done goes below how many there are.
    """

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
        chosen, actions = QHBoxLayout(), QHBoxLayout()
        chosen.setSpacing(SPACE_S)
        chosen.addWidget(self.cancel)
        chosen.addWidget(self.count, 1)
        actions.setSpacing(SPACE_S)
        actions.addStretch(1)
        actions.addWidget(self.copy)
        actions.addWidget(self.forward)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self._rows.setSpacing(SPACE_S)
        self._rows.addLayout(chosen, 1)
        self._rows.addLayout(actions)
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
        self._place_actions()
        return words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where there is room."""
        super().resizeEvent(event)
        self._place_actions()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs other room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_rows"):
            self._place_actions()

    def _place_actions(self) -> None:
        words = self.count.fontMetrics().horizontalAdvance(self.count.text())
        buttons = sum(each.sizeHint().width() for each in (self.cancel, self.copy, self.forward))
        beside = 2 * SPACE_L + 3 * SPACE_S + buttons + words <= self.width()
        direction = QBoxLayout.Direction
        self._rows.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
