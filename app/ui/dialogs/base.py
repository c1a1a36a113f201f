"""What all dialogs share: a heading, a body, a row of buttons, and never `exec`.

A nested event loop inside a task breaks asyncio on Qt's loop, so dialogs are opened and tell their
outcome by signals. Titles of windows never hold names or content.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.context_menu_key import add_context_menu_key
from app.ui.help import desk
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button, IconButton


class Dialog(QDialog):
    """A window-modal dialog that deletes itself when it is closed."""

    def __init__(self, heading: str, parent: QWidget | None, width: int = 480) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Curbside"))
        self.setAccessibleName(heading)
        self._least_width = width
        self.setMinimumWidth(width)
        self.heading = PlainLabel(heading, "heading")
        self.banner = Banner()
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_M)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE_S)
        self.buttons.addStretch()
        inner = QVBoxLayout()
        inner.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        inner.setSpacing(SPACE_L)
        inner.addWidget(self.heading)
        inner.addLayout(self.body, 1)
        inner.addLayout(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addLayout(inner, 1)
        self.help_page = desk.FIRST
        desk.answer_f1(self, lambda: self.help_page)
        add_context_menu_key(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Be high enough for texts that wrap: Qt asks for no height at a width by itself."""
        if not self.accessibleDescription():
            self.setAccessibleDescription(self._opening_words())
        super().showEvent(event)
        self.fit_height()

    def _opening_words(self) -> str:
        """The first text, which screen readers say after the heading."""
        labels = self.findChildren(PlainLabel)
        return next(
            (
                label.text()
                for label in labels
                if label is not self.heading
                and label.isVisibleTo(self)
                and label.text().strip()
                and not self.banner.isAncestorOf(label)
            ),
            "",
        )

    def fit_height(self) -> None:
        """Grow until everything is in view, as far as the screen allows."""
        layout = self.layout()
        if layout is not None:
            room = self.screen().availableGeometry().size()
            width = max(self._least_width, layout.totalMinimumSize().width())
            self.setMinimumWidth(min(width, room.width() - SPACE_XL))
            wanted = layout.totalHeightForWidth(max(self.width(), self.minimumWidth()))
            self.setMinimumHeight(min(wanted, room.height() - SPACE_XL))

    def help_with(self, page: str) -> IconButton:
        """Have F1 open a page of the help, and show a question mark that does."""
        self.help_page = page
        button = desk.help_button(lambda: self.help_page)
        self.buttons.insertWidget(0, button)
        return button

    def add_button(
        self, text: str, slot: Callable[[], object], *, primary: bool = False, icon: str = ""
    ) -> Button:
        """Add a button at the end of the row."""
        button = Button(text, "primary" if primary else "plain", icon)
        button.clicked.connect(lambda _checked=False: slot())
        button.setDefault(primary)
        self.buttons.addWidget(button)
        return button

    def say_error(self, message: str, action: str = "") -> None:
        """Say what went wrong, at the top."""
        self.banner.say(f"{message} {action}".strip(), "danger", icon="alert-circle")
        if self.isVisible():
            self.fit_height()


class ConfirmDialog(Dialog):
    """One question or one piece of news, in our own words and as plain text.

    What is asked is advised against: the way back is what Return answers.
    """

    def __init__(
        self,
        heading: str,
        text: str,
        parent: QWidget | None,
        *,
        accept: str = "",
        reject: str = "",
    ) -> None:
        super().__init__(heading, parent, 420)
        self.body.addWidget(PlainLabel(text))
        self.body.addStretch()
        button = self.add_button(accept or self.tr("OK"), self.accept, primary=not reject)
        if reject:
            button = self.add_button(reject, self.reject, primary=True)
        button.setFocus()
