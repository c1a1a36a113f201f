"""A calendar from which one jumps to the messages of a day."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QPoint, Qt, QTime, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QTableView, QToolButton, QVBoxLayout, QWidget

from app.ui import icons
from app.ui.theme import theme
from app.ui.tokens import SPACE_S, SPACE_XS

_AHEAD = 45
"""Days that a page of the calendar can show after today."""


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
        self._draw_arrows()
        plain = QTextCharFormat()
        plain.setForeground(QColor(theme().colours.text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)  # red would mean danger here
        self._mute_future()
        self._make_room()
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

    def _make_room(self) -> None:
        """For all weeks, and for names of days: Qt's own hint forgets the frame and larger text."""
        page = self.calendar.findChild(QTableView)
        if page is None:
            return
        header, columns = page.horizontalHeader(), range(page.model().columnCount())
        least = (header.minimumSectionSize(), *map(page.sizeHintForColumn, columns))
        column = max(*least, *map(header.sectionSizeHint, columns)) + SPACE_XS
        row = max(page.sizeHintForRow(0), page.fontMetrics().height()) + SPACE_S
        head = self.calendar.findChild(QWidget, "qt_calendar_navigationbar")
        above = head.sizeHint().height() if head is not None else row
        self.calendar.setMinimumSize(
            len(columns) * column + SPACE_S, above + page.model().rowCount() * row + SPACE_S
        )

    def _draw_arrows(self) -> None:
        """Qt's own are black in every theme."""
        for name, icon in (
            ("qt_calendar_prevmonth", "arrow-left"),
            ("qt_calendar_nextmonth", "arrow-right"),
        ):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icons.icon(icon, theme().colours.text))

    def _mute_future(self) -> None:
        """Days that are still to come cannot be chosen."""
        muted = QTextCharFormat()
        muted.setForeground(QColor(theme().colours.hairline))
        self.calendar.setDateTextFormat(QDate(), QTextCharFormat())
        for days in range(1, _AHEAD):
            self.calendar.setDateTextFormat(QDate.currentDate().addDays(days), muted)

    def _choose(self, day: QDate) -> None:
        if not self.isVisible():
            return  # Enter tells of the day twice
        self.hide()
        self.chosen.emit(QDateTime(day, QTime(0, 0)).toMSecsSinceEpoch())
