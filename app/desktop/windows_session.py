"""Windows' word that its session locks or the computer sleeps, which only a window can hear.

A hidden window of ours asks for WM_WTSSESSION_CHANGE (WTSRegisterSessionNotification); every
top-level window gets WM_POWERBROADCAST. Qt hands both to a native event filter and to nothing else.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from enum import Enum

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtGui import QWindow

_WM_POWERBROADCAST = 0x0218
_WM_WTSSESSION_CHANGE = 0x02B1
_NOTIFY_FOR_THIS_SESSION = 0
_EVENT_TYPES = frozenset({b"windows_generic_MSG", b"windows_dispatcher_MSG"})


class SessionEvent(Enum):
    """What happens to the session."""

    LOCKING = "locking"
    WOKE = "woke"


_MEANINGS = {
    (_WM_WTSSESSION_CHANGE, 0x2): SessionEvent.LOCKING,  # WTS_CONSOLE_DISCONNECT: another user
    (_WM_WTSSESSION_CHANGE, 0x4): SessionEvent.LOCKING,  # WTS_REMOTE_DISCONNECT
    (_WM_WTSSESSION_CHANGE, 0x6): SessionEvent.LOCKING,  # WTS_SESSION_LOGOFF
    (_WM_WTSSESSION_CHANGE, 0x7): SessionEvent.LOCKING,  # WTS_SESSION_LOCK
    (_WM_POWERBROADCAST, 0x4): SessionEvent.LOCKING,  # PBT_APMSUSPEND
    (_WM_POWERBROADCAST, 0x12): SessionEvent.WOKE,  # PBT_APMRESUMEAUTOMATIC
}


class WindowsSession(QAbstractNativeEventFilter):
    """Calls `listener` with each `SessionEvent`. Its owner keeps it for as long as it listens."""

    def __init__(self, listener: Callable[[SessionEvent], None]) -> None:
        super().__init__()
        self._listener = listener
        self._window: QWindow | None = None

    def watch(self) -> list[str]:
        """Begin; returns what is being listened to, for the log. Nothing but on Windows."""
        application = QCoreApplication.instance()
        if sys.platform != "win32" or application is None:
            return []
        self._window = QWindow()  # never shown, but top-level: power events are broadcast to it
        self._window.create()
        application.installNativeEventFilter(self)
        registered = ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
            wintypes.HWND(self._window.winId()), _NOTIFY_FOR_THIS_SESSION
        )
        return ["windows-power", "windows-session"] if registered else ["windows-power"]

    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at a message on its way; it always goes on."""
        kind = event_type.data() if isinstance(event_type, QByteArray) else bytes(event_type)
        if kind in _EVENT_TYPES:
            seen = wintypes.MSG.from_address(int(message))
            meaning = _MEANINGS.get((seen.message, seen.wParam))
            ours = self._window is None or seen.hWnd == int(self._window.winId())
            if meaning is not None and ours:  # a broadcast comes to each of our windows
                self._listener(meaning)
        return False, 0
