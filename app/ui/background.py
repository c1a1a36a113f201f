"""Whether the program goes on in the tray when its window is closed: this computer's setting.

Kept with the looks and not with a person, because the window can be closed while nobody is signed
in. Without a tray there would be no way back to the window, so closing it ends the program.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from app.ui.platform import NoPlatform, PlatformHooks

_CHOSEN, _TOLD = "keep-running", "told-keeps-running"
_YES, _NO = "1", "0"


class Background(QObject):
    """Signal `changed` when it was chosen."""

    changed = Signal()

    def __init__(self, platform: PlatformHooks) -> None:
        super().__init__()
        self._platform = platform

    @property
    def available(self) -> bool:
        """Whether this desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def chosen(self) -> bool:
        """What was chosen for this computer; at first, that closing ends the program."""
        return self._platform.preference(_CHOSEN) == _YES

    def choose(self, keep_running: bool) -> None:
        """Keep the choice."""
        self._platform.set_preference(_CHOSEN, _YES if keep_running else _NO)
        self.changed.emit()

    @property
    def keeps_running(self) -> bool:
        """Whether closing the window only hides it."""
        return self.chosen and self.available

    def told_now(self) -> bool:
        """True the first time: somebody should be told where the window went."""
        if self._platform.preference(_TOLD) == _YES:
            return False
        self._platform.set_preference(_TOLD, _YES)
        return True


_background: list[Background] = []


def install_background(platform: PlatformHooks) -> Background:
    """Make the setting of this computer the one that the windows use."""
    _background[:] = [Background(platform)]
    return _background[0]


def background() -> Background:
    """The setting of this computer; one that is not kept where none was installed."""
    return _background[0] if _background else install_background(NoPlatform())
