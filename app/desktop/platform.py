"""The operating system around the windows, in one object (`app.ui.platform.PlatformHooks`)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from app.desktop.idle import IdleMonitor
from app.desktop.notifications import Notifier
from app.desktop.session_lock import SessionLockWatcher


class DesktopPlatform(QObject):
    """Signals: `activated` when the person clicked the tray icon or a notification."""

    activated = Signal()

    def __init__(self, application: QApplication, preferences: QSettings) -> None:
        super().__init__(application)
        self._preferences = preferences
        self._idle = IdleMonitor(self)
        self._lock_watcher = SessionLockWatcher(self)
        self._notifier = Notifier(application.windowIcon(), self)
        self._notifier.activated.connect(self.activated)

    def on_session_lock(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when the session locks or the computer goes to sleep."""
        connection = self._lock_watcher.locking.connect(listener)

        def unsubscribe() -> None:
            self._lock_watcher.locking.disconnect(connection)

        return unsubscribe

    def on_wake(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when the computer has slept."""
        connection = self._lock_watcher.woke.connect(listener)

        def unsubscribe() -> None:
            self._lock_watcher.woke.disconnect(connection)

        return unsubscribe

    def notify(self, title: str) -> None:
        """Say that there is something new. The notifier has its own, content-free words."""
        del title
        self._notifier.announce()

    def idle_seconds(self) -> float | None:
        """Seconds since the last input anywhere in the session, None when only ours is known."""
        return self._idle.seconds_idle() if self._idle.sees_whole_system else None

    def preference(self, name: str) -> str | None:
        """A stored choice of looks."""
        value = self._preferences.value(name)
        return value if isinstance(value, str) else None

    def set_preference(self, name: str, value: str) -> None:
        """Store a choice of looks."""
        self._preferences.setValue(name, value)

    def close(self) -> None:
        """Take the tray icon away."""
        self._notifier.close()
