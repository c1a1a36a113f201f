"""Where the window was, kept with this computer's looks, and found again on a screen that is there.

Screens get unplugged, docked, turned and scaled between two starts, and while the program runs.
A window that would open out of sight is moved onto the screen that is nearest.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.ui.platform import PlatformHooks

PREFERENCE = "window"
_MAXIMIZED = "maximized"
_TITLE = 32
"""Pixels of the upper edge by which a window can be grasped."""
_SEEN = 120
"""How much of that edge must be in view."""


def visible_place(wanted: QRect, screens: Sequence[QRect], least: QSize) -> QRect:
    """`wanted` if it can be seen and grasped on one of `screens` (usable areas); else moved there.

    Never larger than the screen, nor smaller than `least` unless the screen is. With no screens it
    stays as it is.
    """
    if not screens:
        return wanted
    edge = QRect(wanted.x(), wanted.y(), wanted.width(), _TITLE)
    shown = [screen.intersected(edge) for screen in screens]
    best = max(range(len(screens)), key=lambda number: _area(shown[number]))
    graspable = shown[best].width() >= min(_SEEN, wanted.width()) and shown[best].height() > 0
    if not graspable:
        best = min(range(len(screens)), key=lambda number: _distance(wanted, screens[number]))
    screen = screens[best]
    size = wanted.size().expandedTo(least).boundedTo(screen.size())
    place = QRect(wanted.topLeft(), size)
    if graspable and place.size() == wanted.size() and wanted.top() >= screen.top():
        return place
    place.moveLeft(min(max(place.left(), screen.left()), screen.right() + 1 - size.width()))
    place.moveTop(min(max(place.top(), screen.top()), screen.bottom() + 1 - size.height()))
    return place


class Placement(QObject):
    """Puts a window where it was, keeps it in view, and remembers where it is."""

    def __init__(
        self,
        window: QWidget,
        platform: PlatformHooks,
        app: QGuiApplication,
        preference: str = PREFERENCE,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._preference = preference
        self._platform = platform
        app.screenRemoved.connect(self.keep_in_view)
        app.primaryScreenChanged.connect(self.keep_in_view)

    def restore(self) -> None:
        """Before the window is shown for the first time."""
        saved = _parse(self._platform.preference(self._preference) or "")
        if saved is None:
            return
        place, maximized = saved
        self._window.setGeometry(visible_place(place, _usable(), self._window.minimumSize()))
        if maximized:
            self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowMaximized)

    def remember(self) -> None:
        """Keep where it is now; of a maximized window, where it would go back to."""
        maximized = self._window.isMaximized()
        place = self._window.normalGeometry() if maximized else self._window.geometry()
        if place.isEmpty() or self._window.isMinimized():
            return
        numbers = (place.x(), place.y(), place.width(), place.height())
        words = " ".join([*map(str, numbers), *([_MAXIMIZED] if maximized else [])])
        self._platform.set_preference(self._preference, words)

    def keep_in_view(self, *_: object) -> None:
        """A screen went, or another one is the first now."""
        window = self._window
        if window.isMaximized() or window.isFullScreen():
            return  # the system moves those
        place = visible_place(window.geometry(), _usable(), window.minimumSize())
        if place != window.geometry():
            window.setGeometry(place)


def _usable() -> list[QRect]:
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def _parse(text: str) -> tuple[QRect, bool] | None:
    """What was remembered; None for anything else, as a file that somebody wrote may hold."""
    words = text.split()
    maximized = words[4:] == [_MAXIMIZED]
    try:
        x, y, width, height = (int(word) for word in words[: len(words) - maximized])
    except ValueError:
        return None
    sane = all(abs(number) <= 100_000 for number in (x, y)) and all(
        0 < number <= 100_000 for number in (width, height)
    )
    return (QRect(x, y, width, height), maximized) if sane else None


def _area(rect: QRect) -> int:
    return max(rect.width(), 0) * max(rect.height(), 0)


def _distance(wanted: QRect, screen: QRect) -> int:
    apart = wanted.center() - screen.center()
    return apart.x() ** 2 + apart.y() ** 2
