"""What the windows need from the operating system, as Protocols that `app.main` fills in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from app.core.notifications import Notification, SoundClass, Topic


class Speller(Protocol):
    """The spelling dictionaries of the system. Languages are tags such as `de_DE`."""

    async def languages(self) -> tuple[str, ...]:
        """What there are dictionaries for; empty when there are none."""
        ...

    async def misspelt(self, words: Iterable[str], languages: Sequence[str]) -> frozenset[str]:
        """Those of `words` that are in none of the dictionaries. Nothing leaves the process."""
        ...

    async def suggestions(self, word: str, languages: Sequence[str]) -> tuple[str, ...]:
        """What may have been meant, the likeliest first."""
        ...


class NoSpeller:
    """A system without dictionaries."""

    async def languages(self) -> tuple[str, ...]:
        """None."""
        return ()

    async def misspelt(self, words: Iterable[str], languages: Sequence[str]) -> frozenset[str]:
        """Nothing is known to be wrong."""
        del words, languages
        return frozenset()

    async def suggestions(self, word: str, languages: Sequence[str]) -> tuple[str, ...]:
        """None."""
        del word, languages
        return ()


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

    @property
    def speller(self) -> Speller:
        """The system's dictionaries."""
        ...

    def open_address(self, address: str) -> bool:
        """Have the system open an http, https or mailto address. False when nothing does."""
        ...

    def give_back_memory(self) -> None:
        """Collect what is held by nobody and return it to the system: some milliseconds."""
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

    @property
    def speller(self) -> Speller:
        """No dictionaries."""
        return NoSpeller()

    def open_address(self, address: str) -> bool:
        """Nothing opens it."""
        del address
        return False

    def give_back_memory(self) -> None:
        """Keeps it."""

    def preference(self, name: str) -> str | None:
        """What was chosen since the start."""
        return self._preferences.get(name)

    def set_preference(self, name: str, value: str) -> None:
        """Keep it until the end of the process."""
        self._preferences[name] = value
