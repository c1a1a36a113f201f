"""A screen that fills the window with one column in its middle: first run, unlocking."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.icons import pixmap
from app.ui.text import Picture, PlainLabel
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XXL
from app.ui.widgets.banner import Banner

COLUMN = 480


class Screen(QWidget):
    """Logo, title, content, buttons, and another way below. What does not fit scrolls."""

    def __init__(self, title: str, parent: QWidget | None = None, *, logo: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = PlainLabel(title, "title")
        self.banner = Banner()
        self.banner.setProperty("inset", True)
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACE_M)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE_S)
        self.below = QVBoxLayout()
        inner = QWidget()
        inner.setObjectName("scrolled")
        middle = QWidget()
        middle.setObjectName("plain")
        middle.setMaximumWidth(COLUMN)
        content = QVBoxLayout(middle)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(SPACE_L)
        if logo:
            picture = Picture()
            picture.setPixmap(pixmap("app", "#000000", 56, self.devicePixelRatioF()))
            content.addWidget(picture)
        content.addWidget(self.title)
        content.addWidget(self.banner)
        content.addLayout(self.column)
        content.addSpacing(SPACE_S)
        content.addLayout(self.buttons)
        content.addLayout(self.below)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        around = QVBoxLayout(inner)
        around.setContentsMargins(SPACE_XXL, SPACE_XL, SPACE_XXL, SPACE_XL)
        around.addStretch(2)
        around.addLayout(row)
        around.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def say_error(self, message: str, action: str) -> None:
        """Say what went wrong and what to do, under the title."""
        self.banner.say(f"{message} {action}".strip(), "danger", icon="alert-circle")
