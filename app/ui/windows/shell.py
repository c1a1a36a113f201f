"""The one top-level window. Its content is a screen that can be taken out and destroyed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from app.ui.context_menu_key import add_context_menu_key
from app.ui.icons import app_icon

MINIMUM = QSize(800, 560)
DEFAULT = QSize(1120, 760)


class Shell(QMainWindow):
    """Signal `closed` when the person closes the window; the window itself stays until the end.

    Its title never holds a name or content.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Curbside")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(MINIMUM)
        self.resize(DEFAULT)
        add_context_menu_key(self)

    def show_screen(self, screen: QWidget) -> None:
        """Show another screen; the former one disappears now and is destroyed."""
        former = self.takeCentralWidget()
        if former is not None:
            former.hide()
            former.deleteLater()
        self.setCentralWidget(screen)
        screen.show()  # Qt would show it later, and what is hidden takes no focus
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_unread(self, count: int) -> None:
        """Say in the title how many messages are unread, and no more."""
        words = self.tr("({count}) Curbside").format(count=count) if count else "Curbside"
        self.setWindowTitle(words)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave the closing to whoever runs the application."""
        event.ignore()
        self.closed.emit()
