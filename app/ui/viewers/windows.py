"""The viewer windows that are open: one for each file, all closed in the moment of a lock."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.ui.viewers.base import ViewedFile, ViewerContext
from app.ui.viewers.window import ViewerWindow

MOST = 8
"""Each has a process that decodes: the oldest window makes room for a new one."""


class ViewerWindows(QObject):
    """Signals `save_requested` and `print_requested` with the file and the window."""

    save_requested = Signal(object, object)
    print_requested = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.open_windows: list[ViewerWindow] = []

    def open(self, file: ViewedFile, context: ViewerContext) -> ViewerWindow:
        """Show a file, in the window that shows it already or in a new one."""
        window = next(
            (each for each in self.open_windows if each.file and each.file.row_id == file.row_id),
            None,
        )
        if window is None:
            if len(self.open_windows) >= MOST:
                self.open_windows[0].close()
            window = self._new(context)
            window.show()
            window.show_file(file)
        else:
            window.show()
        window.raise_()
        window.activateWindow()
        return window

    def close_all(self) -> None:
        """Close every window now and drop what they show."""
        for window in tuple(self.open_windows):
            window.close()

    def _new(self, context: ViewerContext) -> ViewerWindow:
        window = ViewerWindow(context)
        window.closed.connect(lambda: self._closed(window))
        window.save_requested.connect(lambda file: self.save_requested.emit(file, window))
        window.print_requested.connect(lambda file: self.print_requested.emit(file, window))
        self.open_windows.append(window)
        return window

    def _closed(self, window: ViewerWindow) -> None:
        if window in self.open_windows:
            self.open_windows.remove(window)
            window.deleteLater()
