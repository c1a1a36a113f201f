"""A private session bus with a service on it that keeps what it is asked to show."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import (
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from app.desktop.notifications import PATH, SERVICE, _address


@contextlib.contextmanager
def session_bus(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bus of one's own for the time of a test."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("needs dbus-daemon: install the package dbus")
    address = f"unix:path={folder}/bus"
    process = subprocess.Popen(
        [daemon, "--session", "--nofork", "--nopidfile", f"--address={address}", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline(), "the bus did not start"
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)


class NotificationServer:
    """Attributes: `calls`, every request with its arguments; `shown`, what is to be seen now."""

    def __init__(self, *, slow: bool = False) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.signatures: list[str] = []
        self.shown: dict[int, tuple[Any, ...]] = {}
        self.answer = threading.Event()
        """Requests are answered while it is set."""
        if not slow:
            self.answer.set()
        self._next = 7
        self._bus: DBusConnection = open_dbus_connection("SESSION")
        (granted,) = self._bus.send_and_get_reply(message_bus.RequestName(SERVICE), timeout=10).body
        assert granted == 1
        self._thread = threading.Thread(target=self._serve, name="notification-server")
        self._thread.start()

    @property
    def titles(self) -> list[str]:
        """What was to be read, in order."""
        return [arguments[3] for method, arguments in self.calls if method == "Notify"]

    def click(self, number: int, action: str = "default") -> None:
        """The person clicks a notification."""
        self._emit("ActionInvoked", "us", (number, action))

    def dismiss(self, number: int) -> None:
        """The person closes a notification."""
        self.shown.pop(number, None)
        self._emit("NotificationClosed", "uu", (number, 2))

    def stop(self) -> None:
        """Leave the bus."""
        self.answer.set()
        with contextlib.suppress(OSError):
            self._bus.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(30)
        self._bus.close()

    def _emit(self, name: str, signature: str, body: tuple[Any, ...]) -> None:
        emitter = _address().with_interface(SERVICE)
        assert emitter.object_path == PATH
        self._bus.send(new_signal(emitter, name, signature, body))

    def _serve(self) -> None:
        while True:
            try:
                message = self._bus.receive()
            except (OSError, ValueError):
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            fields = message.header.fields
            method = fields[HeaderFields.member]
            self.calls.append((method, message.body))
            self.signatures.append(fields.get(HeaderFields.signature, ""))
            self.answer.wait(30)
            with contextlib.suppress(OSError):
                self._bus.send(self._handle(message, method))

    def _handle(self, message: Any, method: str) -> Any:
        if method == "Notify":
            number = message.body[1]
            if not number:
                number, self._next = self._next, self._next + 1
            self.shown[number] = message.body
            return new_method_return(message, "u", (number,))
        if method == "CloseNotification":
            self.shown.pop(message.body[0], None)
            return new_method_return(message)
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
