"""The window comes back where it was, or onto a screen that is there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.placement import PREFERENCE, Placement, visible_place
from app.ui.platform import NoPlatform
from app.ui.theme import Theme
from app.ui.windows.shell import Shell
from tests.gui.conftest import StartUi

LEFT = QRect(0, 0, 1920, 1040)
RIGHT = QRect(1920, 0, 2560, 1400)
LEAST = QSize(600, 400)


@pytest.mark.parametrize(
    ("wanted", "screens", "expected"),
    [
        (QRect(100, 50, 1120, 760), [LEFT], QRect(100, 50, 1120, 760)),
        (QRect(2000, 100, 1120, 760), [LEFT, RIGHT], QRect(2000, 100, 1120, 760)),
        (QRect(2000, 100, 1120, 760), [LEFT], QRect(800, 100, 1120, 760)),
        (QRect(-5000, -3000, 1120, 760), [LEFT, RIGHT], QRect(0, 0, 1120, 760)),
        (QRect(100, -200, 1120, 760), [LEFT], QRect(100, 0, 1120, 760)),
        (QRect(0, 0, 4000, 3000), [LEFT], QRect(0, 0, 1920, 1040)),
        (QRect(1500, 100, 1120, 760), [LEFT, RIGHT], QRect(1500, 100, 1120, 760)),
        (QRect(1900, 100, 1120, 760), [LEFT], QRect(800, 100, 1120, 760)),
        (QRect(10, 10, 30, 30), [LEFT], QRect(10, 10, 600, 400)),
        (QRect(10, 10, 900, 700), [QRect(0, 0, 500, 300)], QRect(0, 0, 500, 300)),
        (QRect(10, 10, 900, 700), [], QRect(10, 10, 900, 700)),
    ],
)
def test_a_place_out_of_sight_is_moved_into_view(
    wanted: QRect, screens: list[QRect], expected: QRect
) -> None:
    assert visible_place(wanted, screens, LEAST) == expected


def placed(qtbot: QtBot, platform: NoPlatform) -> tuple[Shell, Placement]:
    window = Shell()
    qtbot.addWidget(window)
    return window, Placement(window, platform, QApplication.instance())  # type: ignore[arg-type]


def test_it_is_remembered_for_the_next_start(qtbot: QtBot, theme: Theme) -> None:
    platform = NoPlatform()
    window, placement = placed(qtbot, platform)
    least = window.minimumSize()
    place = QRect(0, 0, least.width(), least.height())
    window.setGeometry(place)
    placement.remember()
    again, placement = placed(qtbot, platform)
    placement.restore()
    assert again.size() == visible_place(place, _usable(), least).size()


@pytest.mark.parametrize(
    "saved",
    ["", "x", "1 2 3", "0 0 0 0", "0 0 -5 9", "9999999 0 800 600", "1 2 3 4 5"],
)
def test_nonsense_is_ignored(qtbot: QtBot, theme: Theme, saved: str) -> None:
    platform = NoPlatform()
    platform.set_preference(PREFERENCE, saved)
    window, placement = placed(qtbot, platform)
    size = window.size()
    placement.restore()
    assert window.size() == size


def test_digits_of_another_script_are_numbers(qtbot: QtBot, theme: Theme) -> None:
    platform = NoPlatform()
    platform.set_preference(PREFERENCE, "\u0661 " * 4)
    window, placement = placed(qtbot, platform)
    placement.restore()
    place = visible_place(QRect(1, 1, 1, 1), _usable(), window.minimumSize())
    assert window.geometry() == place


def test_a_window_on_a_screen_that_went_comes_back(qtbot: QtBot, theme: Theme) -> None:
    window, placement = placed(qtbot, NoPlatform())
    window.setGeometry(QRect(50_000, 50_000, 900, 700))
    placement.keep_in_view()
    assert any(screen.intersects(window.geometry()) for screen in _usable())


def _usable() -> list[QRect]:
    return [screen.availableGeometry() for screen in QApplication.screens()]


def test_the_application_remembers_it(start_ui: StartUi) -> None:
    platform = NoPlatform()
    state = start_ui(platform=platform)
    state.ui.window.resize(state.ui.window.minimumSize())
    size = state.ui.window.size()
    state.ui.quit()
    state.wait(state.ended)
    again = start_ui(platform=platform)
    assert again.ui.window.size() == size
