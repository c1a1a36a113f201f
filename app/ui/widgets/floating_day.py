"""The day of what is in view, over the top edge while one scrolls. A click opens a calendar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QListView, QToolButton

from app.ui import formats
from app.ui.models.timeline import ROW_ROLE
from app.ui.models.timeline_row import TimelineRow
from app.ui.text import label_text
from app.ui.tokens import SPACE_S

_STAYS_MS = 1500


class FloatingDay(QToolButton):
    """Shown while the list is being scrolled, and for a moment after. Signal `clicked`."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view.viewport())
        self.setObjectName("floatingDay")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._view = view
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(_STAYS_MS)
        self._over.timeout.connect(self.hide)
        self.hide()
        view.viewport().installEventFilter(self)

    def scrolled(self) -> None:
        """The person scrolls: say where they are."""
        index = self._view.indexAt(QPoint(4, 1))
        row = index.data(ROW_ROLE) if index.isValid() else None
        if not isinstance(row, TimelineRow) or (
            row.day and self._view.visualRect(index).top() >= 0
        ):
            self.hide()  # the day line itself is in view
            return
        self.setText(label_text(formats.day(row.message.arrived_at_ms)))
        self._place()
        self.show()
        self.raise_()
        self._over.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._view.viewport().width() - self.width()) // 2, SPACE_S)
