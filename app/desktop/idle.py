"""How long nobody has touched this computer, for the automatic lock.

The system is asked where it answers (X11's screen saver extension, the desktop's idle monitor over
D-Bus, Windows, macOS). An event filter on the application always works as well and is the fallback;
the shorter of the two counts, so a wrong answer can only keep awake what is being used.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QGuiApplication

SecondsIdle = Callable[[], float | None]
"""Seconds since the last input anywhere on the computer; None when it cannot say now."""

_INPUT_EVENTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)
_DBUS_TIMEOUT_MS = 300
_DBUS_SOURCES = (
    (
        "org.gnome.Mutter.IdleMonitor",
        "/org/gnome/Mutter/IdleMonitor/Core",
        "org.gnome.Mutter.IdleMonitor",
        "GetIdletime",
    ),
    (
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "GetSessionIdleTime",
    ),
)


class IdleMonitor(QObject):
    """Measures idleness. Make it in the UI thread, after the application object."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        system: SecondsIdle | None = None,
    ) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._last_input = monotonic()
        self._system = system if system is not None else find_system_source()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @property
    def sees_whole_system(self) -> bool:
        """Whether input to other programs counts too."""
        return self._system is not None

    def seconds_idle(self) -> float:
        """Seconds without input."""
        own = self._monotonic() - self._last_input
        if self._system is None:
            return own
        system = self._system()
        return own if system is None or system < 0 else min(own, system)

    def touch(self) -> None:
        """Count as input, for instance an unlock."""
        self._last_input = self._monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note input, let it pass."""
        if event.type() in _INPUT_EVENTS:
            self._last_input = self._monotonic()
        return super().eventFilter(watched, event)


def find_system_source() -> SecondsIdle | None:
    """The first way to ask this system that answers now, None when there is none."""
    for make in _candidates():
        source = make()
        if source is not None and source() is not None:
            return source
    return None


def _candidates() -> list[Callable[[], SecondsIdle | None]]:
    if sys.platform == "win32":
        return [_windows_source]
    if sys.platform == "darwin":
        return [_macos_source]
    dbus = [lambda address=address: _dbus_source(*address) for address in _DBUS_SOURCES]
    return [_x11_source, *dbus] if QGuiApplication.platformName() == "xcb" else [*dbus]


class _ScreenSaverInfo(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("since", ctypes.c_ulong),
        ("idle_ms", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


def _x11_source() -> SecondsIdle | None:
    """The X server's own idle counter, over a connection of ours that lives with the process."""
    xlib_name, xss_name = ctypes.util.find_library("X11"), ctypes.util.find_library("Xss")
    try:
        xlib = ctypes.CDLL(xlib_name or "libX11.so.6")
        xss = ctypes.CDLL(xss_name or "libXss.so.1")
    except OSError:
        return None
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XOpenDisplay.argtypes = [ctypes.c_char_p]
    xlib.XDefaultRootWindow.restype = ctypes.c_ulong
    xlib.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    xss.XScreenSaverAllocInfo.restype = ctypes.POINTER(_ScreenSaverInfo)
    xss.XScreenSaverQueryInfo.argtypes = [
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.POINTER(_ScreenSaverInfo),
    ]
    display = xlib.XOpenDisplay(None)
    if not display:
        return None
    root, info = xlib.XDefaultRootWindow(display), xss.XScreenSaverAllocInfo()

    def seconds() -> float | None:
        if not info or not xss.XScreenSaverQueryInfo(display, root, info):
            return None
        return float(info.contents.idle_ms) / 1000

    return seconds


def _dbus_source(service: str, path: str, interface: str, method: str) -> SecondsIdle | None:
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage  # noqa: PLC0415

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    proxy = QDBusInterface(service, path, interface, bus)
    proxy.setTimeout(_DBUS_TIMEOUT_MS)

    def seconds() -> float | None:
        reply = proxy.call(method)
        values: list[Any] = reply.arguments()
        if reply.type() != QDBusMessage.MessageType.ReplyMessage or not values:
            return None
        return float(values[0]) / 1000 if isinstance(values[0], int | float) else None

    return seconds


class _LastInputInfo(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint), ("tick_ms", ctypes.c_uint))


def _windows_source() -> SecondsIdle | None:
    if sys.platform != "win32":
        return None
    user32, kernel32 = ctypes.windll.user32, ctypes.windll.kernel32
    info = _LastInputInfo(ctypes.sizeof(_LastInputInfo), 0)

    def seconds() -> float | None:
        if not user32.GetLastInputInfo(ctypes.byref(info)):
            return None
        return ((kernel32.GetTickCount() - info.tick_ms) & 0xFFFFFFFF) / 1000

    return seconds


def _macos_source() -> SecondsIdle | None:
    name = ctypes.util.find_library("ApplicationServices")
    if name is None:
        return None
    quartz = ctypes.CDLL(name)
    query = quartz.CGEventSourceSecondsSinceLastEventType
    query.restype = ctypes.c_double
    query.argtypes = [ctypes.c_int32, ctypes.c_uint32]
    combined_session_state, any_input_event = 0, 0xFFFFFFFF
    return lambda: float(query(combined_session_state, any_input_event))
