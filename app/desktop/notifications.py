"""The system's notifications on Linux: `org.freedesktop.Notifications` on the session bus.

`QSystemTrayIcon` cannot say which of its messages was clicked and cannot take one back, so the
service is asked directly. PySide's QtDBus has no way to pass an unsigned number, which this
interface wants, hence jeepney, which the keyring needs anyway. Nothing waits for an answer: a
service that hangs must not hang the windows.

What goes out is the text, and nothing that tells one conversation from another: what a click
means is known here alone, by the number that the service gave.
"""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from app.core.notifications import Notification, Topic

if TYPE_CHECKING:
    from jeepney import DBusAddress, Message
    from jeepney.io.blocking import DBusConnection

log = logging.getLogger("curbside.desktop")

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
_APP_NAME = "Curbside"
_DESKTOP_ENTRY = "curbside"
_ASK_S = 0.5
"""The bus itself answers at once."""
_LOW, _NORMAL = 0, 1


@dataclass(slots=True)
class _Bubble:
    """One topic's notification: at most one is shown, and at most one request is on its way."""

    shown: int = 0
    """The service's number for it; 0: none."""
    last: int = 0
    """The number that was shown last: a click may cross with our closing it."""
    asked: int = 0
    """Serial of the request that has no answer yet; 0: none."""
    wanted: Notification | None = None
    """What to show when the answer is there."""
    unwanted: bool = False
    """It is to be closed when the answer is there."""


class FreedesktopNotifications(QObject):
    """Signals: `activated` with the topic that was clicked."""

    activated = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: DBusConnection | None = None
        self._notifier: QSocketNotifier | None = None
        self._service = ""
        """The unique name that answered: only its signals count."""
        self._bubbles = {topic: _Bubble() for topic in Topic}

    def show(self, topic: Topic, notification: Notification) -> bool:
        """Show it in place of what is shown of that topic. False when there is no service."""
        if self._bus is None and not self._connect():
            return False
        bubble = self._bubbles[topic]
        bubble.wanted, bubble.unwanted = notification, False
        if not bubble.asked:
            self._ask(bubble)
        return self._bus is not None

    def withdraw(self, topic: Topic) -> None:
        """Close what is shown of that topic."""
        bubble = self._bubbles[topic]
        bubble.wanted = None
        if bubble.asked:
            bubble.unwanted = True
        elif bubble.shown:
            self._close_bubble(bubble)

    def close(self) -> None:
        """Close everything that is shown and leave the bus."""
        for topic in Topic:
            self.withdraw(topic)
        self._disconnect()

    def _connect(self) -> bool:
        if not sys.platform.startswith("linux"):
            return False
        from jeepney import message_bus  # noqa: PLC0415 - there is none elsewhere
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

        try:
            bus = open_dbus_connection("SESSION")
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            log.info("no session bus for notifications: %s", type(error).__name__)
            return False
        try:
            if not self._is_there(bus):
                bus.close()
                return False
            bus.send(message_bus.AddMatch(f"type='signal',interface='{SERVICE}',path='{PATH}'"))
        except OSError as error:
            log.info("the session bus is gone: %s", type(error).__name__)
            bus.close()
            return False
        self._bus = bus
        self._notifier = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        return True

    def _is_there(self, bus: DBusConnection) -> bool:
        """Whether somebody shows notifications, or would be started to."""
        from jeepney import message_bus  # noqa: PLC0415

        for question in (message_bus.NameHasOwner(SERVICE), message_bus.ListActivatableNames()):
            (answer,) = bus.send_and_get_reply(question, timeout=_ASK_S).body
            if answer is True or (isinstance(answer, list) and SERVICE in answer):
                return True
        return False

    def _disconnect(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._bubbles = {topic: _Bubble() for topic in Topic}

    def _ask(self, bubble: _Bubble) -> None:
        notification, bubble.wanted = bubble.wanted, None
        assert notification is not None  # noqa: S101 - called only when there is one
        hints: dict[str, tuple[str, Any]] = {
            "urgency": ("y", _LOW if notification.quiet else _NORMAL),
            "category": ("s", "im.received"),
            "desktop-entry": ("s", _DESKTOP_ENTRY),
            "suppress-sound": ("b", True),  # the app's own sound is the one that counts
        }
        if notification.private:
            hints["transient"] = ("b", True)  # what names somebody stays in no history
        body = (
            _APP_NAME,
            bubble.shown,
            _DESKTOP_ENTRY,
            notification.title,
            notification.text,
            ["default", notification.action],
            hints,
            -1,
        )
        bubble.asked = self._call("Notify", "susssasa{sv}i", body)

    def _close_bubble(self, bubble: _Bubble) -> None:
        shown, bubble.shown = bubble.shown, 0
        self._call("CloseNotification", "u", (shown,))

    def _call(self, method: str, signature: str, body: tuple[object, ...]) -> int:
        """Send a request; its serial, 0 when the bus is gone."""
        from jeepney import new_method_call  # noqa: PLC0415

        if self._bus is None:
            return 0
        serial = int(next(self._bus.outgoing_serial))
        try:
            self._bus.send(new_method_call(_address(), method, signature, body), serial=serial)
        except OSError as error:
            log.info("the session bus is gone: %s", type(error).__name__)
            self._disconnect()
            return 0
        return serial

    def _read(self) -> None:
        """Take in what has come, without waiting for more."""
        while self._bus is not None:
            try:
                message = self._bus.receive(timeout=0)
            except TimeoutError:
                return
            except (OSError, ValueError, RuntimeError) as error:
                log.info("the session bus is gone: %s", type(error).__name__)
                self._disconnect()
                return
            self._take(message)

    def _take(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType  # noqa: PLC0415

        fields, kind = message.header.fields, message.header.message_type
        if kind in (MessageType.method_return, MessageType.error):
            serial = fields.get(HeaderFields.reply_serial)
            for bubble in self._bubbles.values():
                if bubble.asked and bubble.asked == serial:
                    self._answered(bubble, message, str(fields.get(HeaderFields.sender, "")))
            return
        ours = fields.get(HeaderFields.sender) == self._service
        if kind is MessageType.signal and ours and fields.get(HeaderFields.interface) == SERVICE:
            self._heard(str(fields.get(HeaderFields.member)), message.body)

    def _answered(self, bubble: _Bubble, message: Message, service: str) -> None:
        from jeepney import MessageType  # noqa: PLC0415

        bubble.asked = 0
        bubble.shown = 0
        if message.header.message_type is MessageType.method_return and message.body:
            bubble.shown = bubble.last = int(message.body[0])
            self._service = service
        if bubble.unwanted:
            bubble.unwanted = False
            if bubble.shown:
                self._close_bubble(bubble)
        elif bubble.wanted is not None:
            self._ask(bubble)

    def _heard(self, signal: str, body: tuple[object, ...]) -> None:
        if not body:
            return
        for topic, bubble in self._bubbles.items():
            if not bubble.last or bubble.last != body[0]:
                continue
            if signal == "ActivationToken" and len(body) > 1:
                os.environ["XDG_ACTIVATION_TOKEN"] = str(body[1])  # Wayland lets no other come up
            elif signal == "NotificationClosed":
                bubble.shown = 0
            elif signal == "ActionInvoked":
                self.activated.emit(topic)


def _address() -> DBusAddress:
    from jeepney import DBusAddress  # noqa: PLC0415

    return DBusAddress(PATH, bus_name=SERVICE, interface=SERVICE)
