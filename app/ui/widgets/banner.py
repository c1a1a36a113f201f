"""A line across the top of an area: what is the matter, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from app.ui.help.desk import help_button
from app.ui.text import PlainLabel, label_text
from app.ui.tokens import ICON_LARGE, SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconButton, IconLabel, Role

Severity = Literal["info", "attention", "danger"]
_ROLES: dict[Severity, Role] = {"info": "accent", "attention": "attention", "danger": "danger"}


class Banner(QFrame):
    """Hidden until `say`. Announces itself to screen readers when its words change.

    Where the buttons would leave the words less room than they take, they go below: a sentence in
    a narrow column would take the whole height from the messages.
    """

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
        self._beside, self._below = QHBoxLayout(), QHBoxLayout()
        for row in (self._beside, self._below):
            row.setSpacing(SPACE_M)
        self._actions_below = False
        self._beside.addWidget(self.learn)
        self._beside.addWidget(self._button)
        layout = QGridLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        layout.setHorizontalSpacing(SPACE_M)
        layout.setVerticalSpacing(SPACE_S)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 0, 1)
        layout.addLayout(self._beside, 0, 2)
        layout.addWidget(self._close, 0, 3)
        layout.addLayout(self._below, 1, 1, 1, 3, Qt.AlignmentFlag.AlignLeading)
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
        self._place_actions()
        self.show()
        if changed:
            said = QAccessibleAnnouncementEvent(self, text)
            if severity == "danger":
                said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where there is room."""
        super().resizeEvent(event)
        self._place_actions()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs other room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_actions_below"):
            self._place_actions()

    def _place_actions(self) -> None:
        actions = [each for each in (self.learn, self._button) if not each.isHidden()]
        taken = sum(each.sizeHint().width() + SPACE_M for each in actions)
        close = 0 if self._close.isHidden() else self._close.sizeHint().width() + SPACE_M
        around = SPACE_L + 2 * SPACE_M + self._icon.sizeHint().width() + close
        room = self.width() - around - taken
        one_line = self._text.fontMetrics().horizontalAdvance(self._text.text())
        below = room < min(taken, one_line)
        if below is not self._actions_below:
            self._actions_below = below
            old, new = (self._beside, self._below) if below else (self._below, self._beside)
            for each in (self.learn, self._button):
                old.removeWidget(each)
                new.addWidget(each)

    def _act(self) -> None:
        if self._action is not None:
            self._action()
