"""A calm line in the main window while messages of before arrive from another workstation."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.history import HistoryWatch
from app.ui.tokens import ICON_LARGE, SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import IconButton, IconLabel
from app.ui.widgets.transfer_bar import TransferBar

STAYS_MS = 10_000
"""How long it says that all of them are here."""


class HistoryStrip(QFrame):
    """Follows what a `HistoryWatch` heard about arriving messages; hidden when there is none."""

    def __init__(self, watch: HistoryWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._watch = watch
        self._dismissed = False
        self._announced = False
        self.progress = TransferBar()
        self._close = IconButton("x", self.tr("Dismiss"), "muted", 16)
        layout = QVBoxLayout()
        layout.setSpacing(0)
        layout.addWidget(self.progress)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(IconLabel("monitor", "accent", ICON_LARGE))
        row.addLayout(layout, 1)
        row.addWidget(self._close)
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.setInterval(STAYS_MS)
        self._leave.timeout.connect(self.hide)
        self._close.clicked.connect(self._dismiss)
        watch.changed.connect(self._refresh)
        self.hide()

    def _dismiss(self) -> None:
        self._dismissed = True
        self.hide()

    def _refresh(self) -> None:
        news = self._watch.incoming
        if news is None:
            return
        ended = news.done >= news.total
        words = (
            self.tr("Your earlier messages are here.")
            if ended
            else self.tr(
                "Your earlier messages are arriving from your other computer: {percent} %. You "
                "can work meanwhile."
            ).format(percent=100 * news.done // max(news.total, 1))
        )
        self.progress.show_progress(words, news.done, news.total)
        self.setAccessibleName(words)
        if ended:
            self._dismissed = self._announced = False
            self._leave.start()
        else:
            self._leave.stop()
        self.setVisible(not self._dismissed)
        if ended or not self._announced:
            self._announced = not ended
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
