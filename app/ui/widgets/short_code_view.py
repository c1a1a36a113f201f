"""The six digits that two computers must show alike, large enough to compare at a glance.

It takes the focus, so that a screen reader reads the digits and no key presses a button.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L


class ShortCodeView(QFrame):
    """Two groups of three digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.digits = PlainLabel("", "code", wrap=False)
        self.digits.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.digits.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.addWidget(self.digits)
        # Digits run left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def show_code(self, code: str) -> None:
        """Show six digits."""
        self.digits.setText(f"{code[:3]} {code[3:]}")
        self.setAccessibleName(self.tr("Number to compare: {digits}").format(digits=" ".join(code)))
