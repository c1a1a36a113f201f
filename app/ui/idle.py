"""When nobody has touched anything for policy's minutes, the application locks.

The system's own measure counts where there is one; otherwise input to this application does. It is
looked at where it comes in, at the windows: a filter for all of the application's events would run
thousands of times while a conversation opens.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from app.ui.platform import PlatformHooks

_CHECK_MS = 5_000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Calls `expired` once when the time is over. Runs between `start` and `stop`."""

    def __init__(
        self,
        app: QApplication,
        platform: PlatformHooks,
        expired: Callable[[], object],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._platform = platform
        self._expired = expired
        self._clock = clock
        self._limit = 0.0
        self._last_input = 0.0
        self._last_seen = float("-inf")
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)

    def start(self, seconds: float) -> None:
        """Begin to watch."""
        self._limit = seconds
        self._last_input = self._clock()
        self._app.focusWindowChanged.connect(self._watch)
        self._watch(self._app.focusWindow())
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        self._app.focusWindowChanged.disconnect(self._watch)
        for window in self._app.topLevelWindows():
            window.removeEventFilter(self)

    def note_presence(self) -> None:
        """The person does something that is no input, as speaking."""
        self._last_seen = self._clock()

    def check(self) -> None:
        """Lock if it is time."""
        idle = self._platform.idle_seconds()
        if idle is None:
            idle = self._clock() - self._last_input
        idle = min(idle, self._clock() - self._last_seen)
        if idle >= self._limit:
            self.stop()
            self._expired()

    def _watch(self, window: QWindow | None) -> None:
        """Input goes to whichever window has the focus, a dialog's as well."""
        if window is not None:
            window.installEventFilter(self)  # one that has it already has it once

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice input."""
        if event.type() in _INPUT:
            self._last_input = self._clock()
        return super().eventFilter(watched, event)
