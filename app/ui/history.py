"""How far copying the messages of before is, for whoever shows it.

The services go on copying whether or not a window is open, so what was heard last is kept here,
and which workstation it was begun for.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.bus import HistoryProgress
from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.ui.bridge import Bridge


class HistoryWatch(QObject):
    """Signals: `changed` after each news, `failed` with the error when copying cannot begin.

    `incoming` and `outgoing` hold the last news of each.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.incoming: HistoryProgress | None = None
        self.outgoing: HistoryProgress | None = None
        self.receiver: DeviceId | None = None
        """The workstation to which this one copies; None when it was not begun here."""
        self.empty = False
        bridge.history_progress.connect(self._heard)

    def begin(self, device_id: DeviceId) -> None:
        """Copying to `device_id` begins."""
        self.receiver = device_id
        self.outgoing = None
        self.empty = False
        self.changed.emit()

    def nothing(self) -> None:
        """There is nothing to copy."""
        self.empty = True
        self.changed.emit()

    def end(self, error: CurbsideError) -> None:
        """It could not be begun after all."""
        self.receiver = None
        self.failed.emit(error)
        self.changed.emit()

    def _heard(self, event: HistoryProgress) -> None:
        if event.incoming:
            self.incoming = event
        else:
            self.outgoing = event
            self.receiver = event.device_id or self.receiver
        self.changed.emit()
