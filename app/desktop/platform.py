"""The operating system around the windows, in one object (`app.ui.platform.PlatformHooks`)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from app.core.notifications import Notification, SoundClass, Topic
from app.desktop import heap
from app.desktop.addresses import open_address
from app.desktop.idle import IdleMonitor
from app.desktop.notifications import FreedesktopNotifications
from app.desktop.session_lock import SessionLockWatcher
from app.desktop.sounds import Sounds
from app.desktop.spelling import SystemSpeller


class DesktopPlatform(QObject):
    """The system's locks, notifications, sounds, idleness, and where looks are kept."""

    def __init__(
        self, application: QApplication, preferences: QSettings, sounds: Sounds | None = None
    ) -> None:
        super().__init__(application)
        self._preferences = preferences
        self._idle = IdleMonitor(self)
        self._lock_watcher = SessionLockWatcher(self)
        self._notifications = FreedesktopNotifications(self)
        self._sounds = sounds or Sounds()
        self.speller = SystemSpeller()

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

    def notify(self, topic: Topic, notification: Notification) -> bool:
        """Show it in place of the topic's former one. False: the tray has to."""
        return self._notifications.show(topic, notification)

    def withdraw(self, topic: Topic) -> None:
        """Take a notification away."""
        self._notifications.withdraw(topic)

    def on_notification(self, listener: Callable[[Topic], None]) -> Callable[[], None]:
        """Call `listener` with the topic of a notification that was clicked."""
        connection = self._notifications.activated.connect(listener)

        def unsubscribe() -> None:
            self._notifications.activated.disconnect(connection)

        return unsubscribe

    def play(self, sound: SoundClass) -> None:
        """Play a short sound, where there is a way to."""
        self._sounds.play(sound)

    def idle_seconds(self) -> float | None:
        """Seconds since the last input anywhere in the session, None when only ours is known."""
        return self._idle.seconds_idle() if self._idle.sees_whole_system else None

    def open_address(self, address: str) -> bool:
        """Have the browser or mail program open an address; no other scheme is handed on."""
        return open_address(address)

    def give_back_memory(self) -> None:
        """Collect what is held by nobody and return it to the system, where there is a way."""
        heap.give_back()

    def preference(self, name: str) -> str | None:
        """A stored choice of looks."""
        value = self._preferences.value(name)
        return value if isinstance(value, str) else None

    def set_preference(self, name: str, value: str) -> None:
        """Store a choice of looks."""
        self._preferences.setValue(name, value)

    def close(self) -> None:
        """Take what is shown away."""
        self._notifications.close()
        self.speller.close()
