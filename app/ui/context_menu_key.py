"""Shift+F10 opens the menu of what the keyboard stands on, on every system.

Windows does so by itself, and everywhere the key named Menu does. On X11 and Wayland Qt leaves
Shift+F10 to the program, and many keyboards have no other key for it.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

KEYS = "Shift+F10"


def add_context_menu_key(window: QWidget) -> None:
    """Have the key work in a window or dialog."""
    if sys.platform != "win32":
        QShortcut(QKeySequence(KEYS), window, open_context_menu)


def open_context_menu() -> None:
    """Ask what has the focus for its menu, where its caret or its current row is."""
    widget = QApplication.focusWidget()
    if widget is None:
        return
    caret = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    at = QRectF(caret).center().toPoint()  # some widgets say it in whole pixels, some do not
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
