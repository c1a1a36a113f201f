"""What a person sees where there is nothing yet: what this place is for, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSpacerItem, QVBoxLayout, QWidget

from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_S, SPACE_XL
from app.ui.widgets.buttons import Button, IconLabel


class EmptyState(QWidget):
    """A picture, a heading, a sentence, and perhaps a button or two.

    Where there is little room the words stand without the picture and the space around them.
    """

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._low = False
        self._icon = IconLabel(icon, "muted", 40)
        self._heading = PlainLabel(kind="heading")
        self._text = PlainLabel(kind="muted")
        self._button = Button("", "plain")
        self._button.hide()
        self._other = Button("", "quiet")
        self._other.hide()
        self._action: Callable[[], object] | None = None
        self._other_action: Callable[[], object] | None = None
        self._button.clicked.connect(self._act)
        self._other.clicked.connect(self._act_otherwise)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        layout.setSpacing(SPACE_S)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(self._icon, 0, centre)
        self._below_icon = QSpacerItem(0, SPACE_S)
        layout.addSpacerItem(self._below_icon)
        for label in (self._heading, self._text):
            label.setAlignment(centre)
            layout.addWidget(label)
        layout.addSpacing(SPACE_L)
        layout.addWidget(self._button, 0, centre)
        layout.addWidget(self._other, 0, centre)
        layout.addStretch(3)

    def show_words(
        self,
        heading: str,
        text: str,
        button: str = "",
        action: Callable[[], object] | None = None,
        other: str = "",
        other_action: Callable[[], object] | None = None,
    ) -> None:
        """Say this. With `button`, offer one thing to do; with `other`, a second, more quietly."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._action = action
        self._other.setText(other)
        self._other.setVisible(bool(other))
        self._other_action = other_action

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is not words where there is little room."""
        super().resizeEvent(event)
        low = self._low
        needed = self._layout.minimumHeightForWidth(self.width())
        if low:
            icon = self._icon.sizeHint().height() + self._layout.spacing()
            needed += icon + SPACE_S + 2 * (SPACE_XL - SPACE_S)
        self._low = self.height() < needed
        if self._low is not low:
            around = SPACE_S if self._low else SPACE_XL
            self._icon.setVisible(not self._low)
            self._below_icon.changeSize(0, 0 if self._low else SPACE_S)
            self._layout.setContentsMargins(SPACE_XL, around, SPACE_XL, around)

    @property
    def buttons(self) -> tuple[Button, Button]:
        """What is offered first, and second."""
        return self._button, self._other

    def _act(self) -> None:
        if self._action is not None:
            self._action()

    def _act_otherwise(self) -> None:
        if self._other_action is not None:
            self._other_action()
