"""Do not disturb, as a menu and in words: for the main menu, the tray and the sidebar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.core.notifications import WITHOUT_END, Quiet, next_morning
from app.ui.formats import clock_time, translate


def quiet_words(until_ms: int, now: datetime) -> str:
    """What the state says, short enough for the sidebar."""
    if until_ms >= WITHOUT_END:
        return translate("Quiet", "Do not disturb is on")
    end = datetime.fromtimestamp(until_ms / 1000).astimezone()
    words = (
        translate("Quiet", "Do not disturb until {time}")
        if end.date() == now.date()
        else translate("Quiet", "Do not disturb until tomorrow, {time}")
    )
    return words.format(time=clock_time(until_ms))


def choice_words(quiet: Quiet, now: datetime) -> str:
    """What a person chooses."""
    if quiet is Quiet.HOUR:
        return translate("Quiet", "For one hour")
    if quiet is Quiet.ALWAYS:
        return translate("Quiet", "Until I turn it off")
    if quiet is Quiet.OFF:
        return translate("Quiet", "Turn off")
    morning = next_morning(now)
    words = (
        translate("Quiet", "Until {time} this morning")
        if morning.date() == now.date()
        else translate("Quiet", "Until {time} tomorrow morning")
    )
    return words.format(time=clock_time(round(morning.timestamp() * 1000)))


def fill_quiet_menu(menu: QMenu, *, quiet: bool, choose: Callable[[Quiet], object]) -> None:
    """Put the choices into a menu; to turn it off only while it is on."""
    now = datetime.now().astimezone()
    menu.clear()
    for each in (Quiet.HOUR, Quiet.MORNING, Quiet.ALWAYS, Quiet.OFF):
        if each is Quiet.OFF:
            if not quiet:
                continue
            menu.addSeparator()
        action = QAction(choice_words(each, now), menu)
        action.setObjectName(f"quiet-{each.value}")
        action.triggered.connect(lambda _checked=False, each=each: choose(each))
        menu.addAction(action)
