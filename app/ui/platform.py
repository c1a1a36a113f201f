"""What the windows need from the operating system, as Protocols that `app.main` fills in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


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

    def notify(self, title: str) -> None:
        """Show a notification. `title` never holds a name or content."""
        ...

    def idle_seconds(self) -> float | None:
        """Seconds since the last input anywhere in the session; None when it cannot be known."""
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

    def notify(self, title: str) -> None:
        """Shows nothing."""

    def idle_seconds(self) -> float | None:
        """Not known."""
        return None

    def preference(self, name: str) -> str | None:
        """What was chosen since the start."""
        return self._preferences.get(name)

    def set_preference(self, name: str, value: str) -> None:
        """Keep it until the end of the process."""
        self._preferences[name] = value
