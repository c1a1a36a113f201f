"""Where every window asks for help: one help window for the whole application.

`ask(key)` opens a page from anywhere, also from a modal dialog and from the lock screen. The desk
knows the clinic's policy and the key that the person sends with, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.core.policy import Policy
from app.core.preferences import SendKey
from app.ui.actions import BY_NAME
from app.ui.formats import translate
from app.ui.help.page import Facts
from app.ui.help.window import HelpWindow
from app.ui.languages import languages
from app.ui.widgets.buttons import IconButton

FIRST = "write"
"""The page that is shown when none is asked for."""


class HelpDesk(QObject):
    """Signal `looks_changed` when the text size was changed in the help window."""

    looks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._facts = Facts()
        self.window: HelpWindow | None = None

    def tell(self, policy: Policy | None = None, send_with: SendKey | None = None) -> None:
        """What the pages are to say from now on."""
        facts = replace(
            self._facts,
            policy=policy or self._facts.policy,
            send_with=send_with or self._facts.send_with,
        )
        if facts != self._facts:
            self._facts = facts
            self._word_anew()

    def ask(self, key: str = FIRST) -> HelpWindow:
        """Open a page, in the window that is there already or in a new one."""
        if self.window is None:
            self.window = HelpWindow(self._facts)
            self.window.closed.connect(self._closed)
            self.window.looks_changed.connect(self.looks_changed)
            languages().changed.connect(self._word_anew)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.window.show_page(key)
        return self.window

    def close(self) -> None:
        """Close the window, if there is one."""
        if self.window is not None:
            self.window.close()

    def _word_anew(self) -> None:
        if self.window is not None:
            self.window.show_facts(self._facts)

    def _closed(self) -> None:
        window, self.window = self.window, None
        languages().changed.disconnect(self._word_anew)
        if window is not None:
            window.deleteLater()


_desk: list[HelpDesk] = []


def help_desk() -> HelpDesk:
    """The application's one."""
    if not _desk:
        _desk.append(HelpDesk())
    return _desk[0]


def help_button(page: Callable[[], str], words: str = "") -> IconButton:
    """A question mark that opens a page."""
    name = words or translate("Help", "Help ({keys})").format(keys=BY_NAME["help"].keys_label())
    button = IconButton("help", name, "muted")
    button.clicked.connect(lambda _checked=False: help_desk().ask(page()))
    return button


def answer_f1(widget: QWidget, page: Callable[[], str]) -> None:
    """Have the help key open a page while `widget`'s window is in front."""
    shortcut = QShortcut(QKeySequence(BY_NAME["help"].keys[0]), widget)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(lambda: help_desk().ask(page()))
