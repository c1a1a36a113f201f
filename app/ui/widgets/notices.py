"""Lines at the top of the main screen: a long check of the log, new keys, a removal, an update.

Each is hidden until something happens. The one about a removal stays: from then on there is nothing
to do on this computer but to read.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.bus import DeviceRemoved
from app.core.policy import Policy
from app.core.versions import is_older
from app.core.views import ClinicChange, ClinicChangeView
from app.ui.formats import clinic_change_words, full_day
from app.ui.widgets.banner import Banner
from app.ui.widgets.log_progress import LogProgressLine


class Notices(QWidget):
    """Signals: `stopped` with the reason why nothing can be sent any more, `details_wanted`."""

    stopped = Signal(str)
    details_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.removal = Banner()
        self.keys = Banner()
        self.update_line = Banner()
        self.progress = LogProgressLine()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for line in (self.removal, self.keys, self.update_line, self.progress):
            layout.addWidget(line)

    def say_removed(self, event: DeviceRemoved) -> None:
        """This computer is none of the person's any more; what is on it stays readable."""
        if event.wiped:
            return
        if event.by_authority:
            words = (
                self.tr("This computer was removed by your clinic on {day}.")
                if event.at_ms
                else self.tr("This computer was removed by your clinic.")
            )
        else:
            words = (
                self.tr("You removed this computer on {day}, from another one of yours.")
                if event.at_ms
                else self.tr("You removed this computer from another one of yours.")
            )
        reason = words.format(day=full_day(event.at_ms or None))
        rest = self.tr(
            "You can read what is here. Nothing is sent or received any more. If you did not "
            "expect this, tell your clinic's IT at once."
        )
        self.removal.say(f"{reason} {rest}", "danger", icon="monitor")
        self.stopped.emit(reason)

    def say_keys_changed(self, newest: ClinicChangeView | None) -> None:
        """What happened to the clinic's own keys; every client checked it."""
        words = (
            self.tr("Your clinic's keys changed.")
            if newest is None
            else clinic_change_words(newest.change)
        )
        serious = newest is not None and newest.change is ClinicChange.AUTHORITY_RECOVERED
        self.keys.say(
            words + " " + self.tr("The change is signed as it must be, and stands in the log."),
            "attention" if serious else "info",
            icon="key",
            button=self.tr("Details…"),
            action=self._details,
            dismissable=True,
        )

    def say_version(self, version: str, policy: Policy) -> None:
        """IT has approved a newer version than this one."""
        newest = policy.newest_version
        if newest is not None and version and is_older(version, newest):
            self.update_line.say(
                self.tr(
                    "Your clinic's IT has approved version {newest} of Curbside; this is "
                    "{version}. Ask them to install it. Until then all works as before."
                ).format(newest=newest, version=version),
                "info",
                icon="arrow-down",
                dismissable=True,
            )

    def _details(self) -> None:
        self.keys.hide()
        self.details_wanted.emit()
