"""When nobody has touched anything for policy's minutes, the application locks.

The system's own measure counts where there is one; otherwise input to this application does.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
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
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)

    def start(self, seconds: float) -> None:
        """Begin to watch."""
        self._limit = seconds
        self._last_input = self._clock()
        self._app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def check(self) -> None:
        """Lock if it is time."""
        idle = self._platform.idle_seconds()
        if idle is None:
            idle = self._clock() - self._last_input
        if idle >= self._limit:
            self.stop()
            self._expired()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice input."""
        if event.type() in _INPUT:
            self._last_input = self._clock()
        return super().eventFilter(watched, event)
