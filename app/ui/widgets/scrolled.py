"""What scrolls up and down when the screen is too low for it, as with large text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.tokens import SPACE_M

_LEAST = 120
_FRAME = 2
"""On each side, for the focus ring of what reaches the edge."""


class Scrolled(QScrollArea):
    """`column` takes the content. It asks for all the height that the content needs at a width."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_M)
        self.setWidget(inside)

    def heightForWidth(self, width: int) -> int:
        """All of it."""
        inside = self.column.totalHeightForWidth(width - 2 * _FRAME)
        return max(inside, self.column.totalSizeHint().height()) + 2 * _FRAME

    def sizeHint(self) -> QSize:
        """As wide as its content likes to be."""
        return self.column.totalSizeHint() + QSize(2 * _FRAME, 2 * _FRAME)

    def minimumSizeHint(self) -> QSize:
        """As wide as its content needs: it scrolls up and down only."""
        inside = self.column.totalMinimumSize().width()
        return QSize(inside + self.verticalScrollBar().sizeHint().width() + 2 * _FRAME, _LEAST)

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the content has its style, and so its size."""
        self.column.invalidate()
        self.updateGeometry()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another size when the content does."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def reveal(self, part: QWidget) -> None:
        """Bring what was just shown into view, once it has its place."""
        self.updateGeometry()
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, 0))
