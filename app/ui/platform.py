"""What the windows need from the operating system, as Protocols that `app.main` fills in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.core.notifications import Notification, SoundClass, Topic


class PlatformHooks(Protocol):
    """The session around the application."""

    def on_session_lock(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when the system's session locks or the computer goes to sleep.

        The result ends that.
        """
        ...

    def on_wake(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when the computer has slept. The result ends that."""
        ...

    def notify(self, topic: Topic, notification: Notification) -> bool:
        """Show it in place of the topic's former one. False when the system shows none."""
        ...

    def withdraw(self, topic: Topic) -> None:
        """Take a notification away, if it is still shown."""
        ...

    def on_notification(self, listener: Callable[[Topic], None]) -> Callable[[], None]:
        """Call `listener` with the topic of a notification that was clicked.

        The result ends that.
        """
        ...

    def play(self, sound: SoundClass) -> None:
        """Play a short sound, or none where there is no way to."""
        ...

    def idle_seconds(self) -> float | None:
        """Seconds since the last input anywhere in the session; None when it cannot be known."""
        ...

    def open_address(self, address: str) -> bool:
        """Have the system open an http, https or mailto address. False when nothing does."""
        ...

    def preference(self, name: str) -> str | None:
        """A stored choice of looks ("theme", "text-scale"). Nothing about people or messages."""
        ...

    def set_preference(self, name: str, value: str) -> None:
        """Store a choice of looks."""
        ...


class NoPlatform:
    """No system around: the application's own input counts as activity, choices are not kept."""

    def __init__(self) -> None:
        self._preferences: dict[str, str] = {}

    def on_session_lock(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Never calls."""
        del listener
        return lambda: None

    def on_wake(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Never calls."""
        del listener
        return lambda: None

    def notify(self, topic: Topic, notification: Notification) -> bool:
        """Shows nothing."""
        del topic, notification
        return False

    def withdraw(self, topic: Topic) -> None:
        """Nothing is shown."""

    def on_notification(self, listener: Callable[[Topic], None]) -> Callable[[], None]:
        """Never calls."""
        del listener
        return lambda: None

    def play(self, sound: SoundClass) -> None:
        """Plays nothing."""

    def idle_seconds(self) -> float | None:
        """Not known."""
        return None

    def open_address(self, address: str) -> bool:
        """Nothing opens it."""
        del address
        return False

    def preference(self, name: str) -> str | None:
        """What was chosen since the start."""
        return self._preferences.get(name)

    def set_preference(self, name: str, value: str) -> None:
        """Keep it until the end of the process."""
        self._preferences[name] = value
