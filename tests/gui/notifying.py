"""For tests of what is announced: a system that keeps what it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QApplication

from app.core.notifications import Notification, SoundClass, Topic
from app.core.policy import Policy
from app.ui.gallery_data import EVERYONE
from app.ui.gallery_services import SampleClient
from app.ui.platform import NoPlatform
from tests.gui.conftest import Running, StartUi, unlock


class Recorder(NoPlatform):
    """Keeps what the system would be asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[Topic, Notification] = {}
        self.history: list[Notification] = []
        self.played: list[SoundClass] = []
        self._listeners: list[Callable[[Topic], None]] = []

    def notify(self, topic: Topic, notification: Notification) -> bool:
        self.shown[topic] = notification
        self.history.append(notification)
        return True

    def withdraw(self, topic: Topic) -> None:
        self.shown.pop(topic, None)

    def on_notification(self, listener: Callable[[Topic], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def play(self, sound: SoundClass) -> None:
        self.played.append(sound)

    def click(self, topic: Topic = Topic.MESSAGES) -> None:
        for listener in tuple(self._listeners):
            listener(topic)

    def titles(self) -> list[str]:
        return [each.title for each in self.history]


class Away(Protocol):
    """Starts a window that is unlocked, while the person looks at another program."""

    def __call__(
        self, client: SampleClient | None = None, policy: Policy | None = None
    ) -> Running: ...


def start_away(start_ui: StartUi, system: Recorder) -> Away:
    def start(client: SampleClient | None = None, policy: Policy | None = None) -> Running:
        client = client or SampleClient(EVERYONE)
        if policy is not None:
            client.policy = policy
        state = start_ui(client, platform=system)
        unlock(state)
        state.wait(lambda: state.ui.announcer._own is not None)
        leave(state)
        return state

    return start


def leave(state: Running) -> None:
    state.ui.window.hide()
    state.wait(lambda: QApplication.activeWindow() is None)


def arrive(state: Running, *contacts: object) -> None:
    for contact in contacts:
        state.client.put(contact, "Potassium 6.9, please come", unread=True, publish=True)


def settled(state: Running) -> None:
    """What a message sets off is done when one that comes after it is."""
    count = len(state.client.bus._listeners)
    assert count
    done: list[bool] = []

    async def later() -> None:
        done.append(True)

    for _ in range(4):
        done.clear()
        state.ui._tasks.start(later())
        state.wait(lambda: done)
