"""Tells when the system locks its session or is about to sleep, so that the app locks too.

On Linux through D-Bus: logind's `Lock` and `PrepareForSleep` on the system bus, and the desktop's
`ActiveChanged` of the screen saver on the session bus. On Windows through a hidden window
(`app.desktop.windows_session`). On a Mac nothing is heard and `sources` is empty; the idle lock
holds all the same.
"""

from __future__ import annotations

import os
import sys
from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage, QDBusObjectPath

from app.desktop.windows_session import SessionEvent, WindowsSession

_LOGIND = "org.freedesktop.login1"
_LOGIND_PATH = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_TIMEOUT_MS = 500
_SCREEN_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
)


class SessionLockWatcher(QObject):
    """Watches from its making on.

    Signals: `locking` when the session locks or the computer is about to sleep; `woke` after sleep
    (connections made before it are dead).
    """

    locking = Signal()
    woke = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sources: list[str] = []
        """What is being listened to, for the log."""
        if sys.platform.startswith("linux"):
            self._watch_logind(QDBusConnection.systemBus())
            self._watch_screen_savers(QDBusConnection.sessionBus())
        self._windows = WindowsSession(self._on_windows)
        self.sources += self._windows.watch()

    def _watch_logind(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        if bus.connect(
            _LOGIND, _LOGIND_PATH, _MANAGER, "PrepareForSleep", self, _slot("_on_sleep(bool)")
        ):
            self.sources.append("logind-sleep")
        session = _own_session(bus)
        if session and bus.connect(_LOGIND, session, _SESSION, "Lock", self, _slot("_on_lock()")):
            self.sources.append("logind-lock")

    def _watch_screen_savers(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        for interface, path in _SCREEN_SAVERS:
            if bus.connect(
                "", path, interface, "ActiveChanged", self, _slot("_on_screen_saver(bool)")
            ):
                self.sources.append(f"{interface}{path}")

    def _on_windows(self, event: SessionEvent) -> None:
        (self.locking if event is SessionEvent.LOCKING else self.woke).emit()

    @Slot(bool)
    def _on_sleep(self, going_to: bool) -> None:
        (self.locking if going_to else self.woke).emit()

    @Slot(bool)
    def _on_screen_saver(self, active: bool) -> None:
        if active:
            self.locking.emit()

    @Slot()
    def _on_lock(self) -> None:
        self.locking.emit()


def _slot(signature: str) -> bytes:
    """A slot's signature as `connect` takes it: text, though its stub says bytes."""
    return cast(bytes, SLOT(signature))


def _own_session(bus: QDBusConnection) -> str:
    """The object path of this process's logind session, empty when it has none."""
    manager = QDBusInterface(_LOGIND, _LOGIND_PATH, _MANAGER, bus)
    manager.setTimeout(_TIMEOUT_MS)
    session_id = os.environ.get("XDG_SESSION_ID", "")
    reply = manager.call("GetSession", session_id or "auto")
    values = reply.arguments()
    if reply.type() != QDBusMessage.MessageType.ReplyMessage or not values:
        return ""
    path = values[0]
    return path.path() if isinstance(path, QDBusObjectPath) else str(path)
