"""A calendar from which one jumps to the messages of a day."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QPoint, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from app.ui.theme import theme
from app.ui.tokens import SPACE_S


class DayPopup(QFrame):
    """Closes itself. Signal `chosen` with the time at which the day began, in ms."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("dayPopup")
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(self.tr("Go to a day"))
        self.calendar.setGridVisible(False)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.ShortDayNames
        )
        plain = QTextCharFormat()
        plain.setForeground(self.palette().text())
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)  # red would mean danger here
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        layout.addWidget(self.calendar)

    def open_at(self, at: QPoint, shown_ms: int) -> None:
        """Show it centred under a point of the screen, on the day of what is in view."""
        self.calendar.setMaximumDate(QDate.currentDate())
        self.calendar.setSelectedDate(QDateTime.fromMSecsSinceEpoch(shown_ms).date())
        self.setFont(theme().font())
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(max(at.x() - self.width() // 2, screen.left()), screen.right() - self.width())
        y = min(max(at.y(), screen.top()), screen.bottom() - self.height())
        self.move(x, y)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _choose(self, day: QDate) -> None:
        if not self.isVisible():
            return  # Enter tells of the day twice
        self.hide()
        self.chosen.emit(QDateTime(day, QTime(0, 0)).toMSecsSinceEpoch())
