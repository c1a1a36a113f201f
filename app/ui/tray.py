"""The icon in the system's tray: how much is unread, and the way back to the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.core.notifications import Notification, Quiet, Topic
from app.ui.badge import badge_icon
from app.ui.formats import translate
from app.ui.quiet import fill_quiet_menu

_SHOW_MS = 8_000


class Tray(QObject):
    """Where a desktop has no tray it is simply not seen; should one appear, Qt puts it there.

    Signals: `opened` when the icon was clicked, `message_clicked` with the topic of the message
    last shown here, `lock_requested`, `quit_requested`, `quiet_chosen` with a `Quiet`.
    """

    opened = Signal()
    message_clicked = Signal(object)
    lock_requested = Signal()
    quit_requested = Signal()
    quiet_chosen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._topic = Topic.MESSAGES
        self._look: tuple[int, bool] | None = None
        self.menu = QMenu()
        self.open_action = self.menu.addAction("")
        self.lock_action = self.menu.addAction("")
        self.quiet_menu = self.menu.addMenu("")
        self.menu.addSeparator()
        self.quit_action = self.menu.addAction("")
        self.retranslate()
        self.open_action.triggered.connect(lambda _checked=False: self.opened.emit())
        self.lock_action.triggered.connect(lambda _checked=False: self.lock_requested.emit())
        self.quit_action.triggered.connect(lambda _checked=False: self.quit_requested.emit())
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(lambda: self.message_clicked.emit(self._topic))
        self.menu.aboutToShow.connect(self._fill_quiet)
        self.show_state(0, quiet=False, unlocked=False, may_be_quiet=False)
        self.icon.show()

    def retranslate(self) -> None:
        """Put the menu into the language that is in force."""
        self.open_action.setText(self.tr("Open Curbside"))
        self.lock_action.setText(self.tr("Lock now"))
        self.quiet_menu.setTitle(self.tr("Do not disturb"))
        self.quit_action.setText(self.tr("Quit Curbside"))

    def show_state(self, unread: int, *, quiet: bool, unlocked: bool, may_be_quiet: bool) -> None:
        """How much is unread, and what can be done from here. Counts only, no names."""
        self.lock_action.setEnabled(unlocked)
        self.quiet_menu.setEnabled(unlocked and may_be_quiet)
        if self._look != (unread, quiet):
            self._look = (unread, quiet)
            self.icon.setIcon(badge_icon(unread, quiet=quiet))
            self._fill_quiet()
        words = "Curbside"
        if unread:
            words = self.tr("Curbside: {words}").format(words=count_words(unread))
        if quiet:
            words = self.tr("{words}. Do not disturb is on").format(words=words)
        self.icon.setToolTip(words)

    def show_message(self, topic: Topic, notification: Notification) -> bool:
        """Show a message beside the icon. False where that cannot be."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return False
        self._topic = topic
        self.icon.showMessage(
            notification.title, notification.text, QSystemTrayIcon.MessageIcon.NoIcon, _SHOW_MS
        )
        return True

    def close(self) -> None:
        """Take the icon away."""
        self.icon.hide()
        self.menu.deleteLater()

    def _fill_quiet(self) -> None:
        quiet = self._look is not None and self._look[1]
        fill_quiet_menu(self.quiet_menu, quiet=quiet, choose=self._choose_quiet)

    def _choose_quiet(self, quiet: Quiet) -> None:
        self.quiet_chosen.emit(quiet)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.opened.emit()


def count_words(count: int) -> str:
    """What is said of new messages wherever anybody may look: how many."""
    if count == 1:
        return translate("Tray", "New message")
    return translate("Tray", "{count} new messages").format(count=count)
