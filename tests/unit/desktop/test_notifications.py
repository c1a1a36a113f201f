"""The system's notification service over a real bus: one bubble, no waiting, only our clicks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import new_signal
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from app.core.notifications import Notification, Topic
from app.desktop.notifications import FreedesktopNotifications, _address
from tests.support.notification_server import NotificationServer, session_bus

WAIT_MS = 30_000


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="b") as short, session_bus(Path(short), monkeypatch):
        yield


@pytest.fixture
def server(bus: None) -> Iterator[NotificationServer]:
    server = NotificationServer()
    yield server
    server.stop()


@pytest.fixture
def ours(server: NotificationServer, qapp: object) -> Iterator[FreedesktopNotifications]:
    notifications = FreedesktopNotifications()
    yield notifications
    notifications.close()


def test_one_bubble_is_replaced_and_closed(
    server: NotificationServer, ours: FreedesktopNotifications, qtbot: QtBot
) -> None:
    assert ours.show(Topic.MESSAGES, Notification("New message"))
    qtbot.waitUntil(lambda: ours._bubbles[Topic.MESSAGES].shown == 7, timeout=WAIT_MS)
    assert ours.show(Topic.MESSAGES, Notification("2 new messages"))
    qtbot.waitUntil(lambda: server.titles == ["New message", "2 new messages"], timeout=WAIT_MS)
    assert [arguments[1] for method, arguments in server.calls] == [0, 7], "the same bubble"
    assert server.signatures == ["susssasa{sv}i"] * 2
    qtbot.waitUntil(lambda: not ours._bubbles[Topic.MESSAGES].asked, timeout=WAIT_MS)
    ours.withdraw(Topic.MESSAGES)
    qtbot.waitUntil(lambda: not server.shown, timeout=WAIT_MS)
    assert server.calls[-1] == ("CloseNotification", (7,))


def test_what_goes_out_is_the_text_and_nothing_else(
    server: NotificationServer, ours: FreedesktopNotifications, qtbot: QtBot
) -> None:
    ours.show(Topic.MESSAGES, Notification("New message", action="Open"))
    ours.show(Topic.FAILURES, Notification("Amira", "New message", action="Open", private=True))
    qtbot.waitUntil(lambda: len(server.calls) == 2, timeout=WAIT_MS)
    plain, private = (arguments for _, arguments in server.calls)
    assert plain[:6] == ("Curbside", 0, "curbside", "New message", "", ["default", "Open"])
    assert plain[6] == {
        "urgency": ("y", 1),
        "category": ("s", "im.received"),
        "desktop-entry": ("s", "curbside"),
        "suppress-sound": ("b", True),
    }
    assert private[3:5] == ("Amira", "New message")
    assert private[6]["transient"] == ("b", True), "a name stays in no history"


def test_a_service_that_hangs_holds_nobody_up(bus: None, qtbot: QtBot) -> None:
    server = NotificationServer(slow=True)
    ours = FreedesktopNotifications()
    for number in range(1, 6):
        assert ours.show(Topic.MESSAGES, Notification(str(number)))
    qtbot.waitUntil(lambda: server.titles == ["1"], timeout=WAIT_MS)
    server.answer.set()
    qtbot.waitUntil(lambda: server.titles == ["1", "5"], timeout=WAIT_MS)
    server.answer.clear()
    ours.show(Topic.MESSAGES, Notification("6"))
    qtbot.waitUntil(lambda: server.titles[-1] == "6", timeout=WAIT_MS)
    ours.withdraw(Topic.MESSAGES)  # before its number is known
    server.answer.set()
    qtbot.waitUntil(lambda: not server.shown, timeout=WAIT_MS)
    ours.close()
    server.stop()


def test_a_click_says_which_and_only_the_service_can_click(
    server: NotificationServer, ours: FreedesktopNotifications, qtbot: QtBot
) -> None:
    clicked: list[Topic] = []
    ours.activated.connect(clicked.append)
    ours.show(Topic.MESSAGES, Notification("New message"))
    ours.show(Topic.FAILURES, Notification("A message could not be sent"))
    qtbot.waitUntil(lambda: all(each.shown for each in ours._bubbles.values()), timeout=WAIT_MS)
    stranger = open_dbus_connection("SESSION")
    stranger.send(new_signal(_address(), "ActionInvoked", "us", (7, "default")))
    stranger.close()
    server.click(99)
    server.click(ours._bubbles[Topic.FAILURES].shown)
    qtbot.waitUntil(lambda: bool(clicked), timeout=WAIT_MS)
    assert clicked == [Topic.FAILURES]
    ours.withdraw(Topic.MESSAGES)
    server.click(ours._bubbles[Topic.MESSAGES].last)  # it crossed with the closing
    qtbot.waitUntil(lambda: clicked == [Topic.FAILURES, Topic.MESSAGES], timeout=WAIT_MS)


def test_what_the_person_dismissed_comes_again_as_a_new_one(
    server: NotificationServer, ours: FreedesktopNotifications, qtbot: QtBot
) -> None:
    ours.show(Topic.MESSAGES, Notification("New message"))
    bubble = ours._bubbles[Topic.MESSAGES]
    qtbot.waitUntil(lambda: bubble.shown == 7, timeout=WAIT_MS)
    server.dismiss(7)
    qtbot.waitUntil(lambda: bubble.shown == 0, timeout=WAIT_MS)
    ours.show(Topic.MESSAGES, Notification("2 new messages"))
    qtbot.waitUntil(lambda: bubble.shown == 8, timeout=WAIT_MS)


def test_without_a_bus_or_a_service_it_says_so(
    bus: None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = FreedesktopNotifications()
    assert not ours.show(Topic.MESSAGES, Notification("New message"))
    server = NotificationServer()
    assert ours.show(Topic.MESSAGES, Notification("New message")), "one has come"
    qtbot.waitUntil(lambda: bool(server.shown), timeout=WAIT_MS)
    server.stop()
    ours.close()
    for address in ("unix:path=/nonexistent/bus", "", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")
        assert not FreedesktopNotifications().show(Topic.MESSAGES, Notification("New message"))
    assert "XDG_ACTIVATION_TOKEN" not in os.environ
