"""Tells when another day has begun, so that no list goes on calling yesterday "Today".

A ward's computer is left open over night. The clock is looked at each minute rather than waited for
until midnight: the computer may sleep, its clock be put right, or its person travel.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QObject, QTimer, Signal

_LOOK_MS = 60_000


class DayWatch(QObject):
    """Signal `changed` when the local date is another one than before."""

    changed = Signal()

    def __init__(self, parent: QObject, today: Callable[[], QDate] = QDate.currentDate) -> None:
        super().__init__(parent)
        self._today = today
        self._day = today()
        timer = QTimer(self)
        timer.setInterval(_LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Compare the date with the last one seen."""
        day = self._today()
        if day != self._day:
            self._day = day
            self.changed.emit()
