"""A line across the top of an area: what is the matter, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.help.desk import help_button
from app.ui.text import PlainLabel, label_text
from app.ui.tokens import ICON_LARGE, SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconButton, IconLabel, Role

Severity = Literal["info", "attention", "danger"]
_ROLES: dict[Severity, Role] = {"info": "accent", "attention": "attention", "danger": "danger"}


class Banner(QFrame):
    """Hidden until `say`. Announces itself to screen readers when its words change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._icon = IconLabel("info", "accent", ICON_LARGE)
        self._text = PlainLabel(selectable=False)
        self._button = Button("")
        self._page = ""
        self.learn = help_button(lambda: self._page, self.tr("Learn more"))
        self._close = IconButton("x", self.tr("Dismiss"), "muted", 16)
        self._action: Callable[[], object] | None = None
        self._button.clicked.connect(self._act)
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.learn)
        layout.addWidget(self._button)
        layout.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def button(self) -> Button:
        """The one thing to do."""
        return self._button

    def say(
        self,
        text: str,
        severity: Severity = "info",
        *,
        icon: str = "info",
        button: str = "",
        action: Callable[[], object] | None = None,
        dismissable: bool = False,
        learn: str = "",
    ) -> None:
        """Show these words. `learn` is a page of the help that says more."""
        self._page = learn
        self.learn.setVisible(bool(learn))
        changed = text != self._text.text() or self.isHidden()
        self._icon.set_icon(icon, _ROLES[severity])
        self._text.setText(text)
        self._button.setText(label_text(button))
        self._button.setVisible(bool(button))
        self._close.setVisible(dismissable)
        self._action = action
        self.setAccessibleName(text)
        self.setProperty("severity", severity)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        if changed:
            said = QAccessibleAnnouncementEvent(self, text)
            if severity == "danger":
                said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(said)

    def _act(self) -> None:
        if self._action is not None:
            self._action()
