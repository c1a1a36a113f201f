"""Announces new messages without saying from whom or what.

Notification texts end up in the system's history and on lock screens, so the text is the same for
everybody. Clicking it brings up the window; which message it was cannot be told, and is not needed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QSystemTrayIcon

TITLE = "Curbside"
_SHOW_MS = 8_000


def notification_text(count: int) -> str:
    """What is shown for `count` new messages."""
    return "New message" if count == 1 else f"{count} new messages"


class Notifier(QObject):
    """The tray icon and its messages.

    Signals: `activated` when the person clicked the icon or the message.
    """

    activated = Signal()

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            tray = QSystemTrayIcon(icon, self)
            tray.setToolTip(TITLE)
            tray.activated.connect(self._on_activated)
            tray.messageClicked.connect(self.activated)
            tray.show()
            self._tray = tray

    @property
    def available(self) -> bool:
        """Whether this desktop shows notifications of ours."""
        return self._tray is not None and QSystemTrayIcon.supportsMessages()

    def announce(self, count: int = 1) -> bool:
        """Say that messages arrived. False when this desktop cannot show it."""
        if count < 1 or self._tray is None or not QSystemTrayIcon.supportsMessages():
            return False
        self._tray.showMessage(
            TITLE, notification_text(count), QSystemTrayIcon.MessageIcon.NoIcon, _SHOW_MS
        )
        return True

    def show_unread(self, count: int) -> None:
        """Show how many messages are unread, on the icon's hint and the dock's badge."""
        if self._tray is not None:
            self._tray.setToolTip(TITLE if count == 0 else f"{TITLE}: {notification_text(count)}")
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setBadgeNumber(count)

    def close(self) -> None:
        """Remove the icon."""
        if self._tray is not None:
            self._tray.hide()
            self._tray = None

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.activated.emit()
