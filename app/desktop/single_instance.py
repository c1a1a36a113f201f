"""One running app for each profile; a second start shows the first one's window and ends.

The lock file decides, the local socket only carries the wish to be shown. A lock left behind by a
killed process is recognised by its process id and taken over. Anybody who can reach the socket
(the same account of the system) can do no more than raise the window.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.desktop.paths import ProfilePaths

_CONNECT_MS = 2_000
_SOCKET_PATH_MAX = 80
"""Bytes; systems allow about 104, and Qt makes a temporary name beside it."""
_RAISE = b"raise\n"


class SingleInstance(QObject):
    """Holds a profile for this process.

    Signals: `raise_requested` when another start of the same profile wants the window shown.
    """

    raise_requested = Signal()

    def __init__(self, profile: ProfilePaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _server_name(profile.directory)
        self._lock = QLockFile(str(profile.lock))
        self._lock.setStaleLockTime(0)  # never by age, only when its process is gone
        self._server: QLocalServer | None = None
        self._held: list[QLockFile] = []

    def acquire(self) -> bool:
        """Take the profile. False when another process has it."""
        if not self._lock.tryLock(0):
            return False
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # ours: we hold the lock, so a socket is a leftover
        server.newConnection.connect(self._answer)
        server.listen(self._name)  # without it a second start cannot raise us, and says so
        self._server = server
        return True

    def ask_to_raise(self) -> bool:
        """Ask the process that has the profile to show its window. False when it does not hear."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_CONNECT_MS):
            return False
        socket.write(_RAISE)
        heard = socket.waitForBytesWritten(_CONNECT_MS)
        socket.disconnectFromServer()
        return heard

    def hold(self, profile: ProfilePaths) -> bool:
        """Take one more profile below this one's folder; False when another process has it."""
        lock = QLockFile(str(profile.lock))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            return False
        self._held.append(lock)
        return True

    def release(self) -> None:
        """Give all back."""
        for lock in self._held:
            lock.unlock()
        self._held.clear()
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _answer(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            socket.disconnected.connect(socket.deleteLater)
            self.raise_requested.emit()


def _server_name(directory: Path) -> str:
    """A socket in the profile's own private directory, or a name that stands for it."""
    place = os.path.abspath(directory / "raise.socket")
    if os.name == "posix" and len(os.fsencode(place)) <= _SOCKET_PATH_MAX:
        return place
    digest = hashlib.sha256(os.fsencode(os.path.abspath(directory))).hexdigest()[:24]
    name = f"curbside-{digest}"
    if os.name != "posix":
        return name
    runtime = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return str(Path(runtime) / name) if runtime else name
