"""Groups of 5 digits in rows of three with names, in the order in which they are read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_S

GROUPS_IN_A_ROW = 3


class DigitsView(QWidget):
    """Four rows of three groups: a whole number. Two rows: one person's half."""

    def __init__(self, groups: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        for row in range(len(groups) // GROUPS_IN_A_ROW):
            in_row = groups[row * GROUPS_IN_A_ROW : (row + 1) * GROUPS_IN_A_ROW]
            title = PlainLabel(
                self.tr("Row {number}").format(number=row + 1), "caption", wrap=False
            )
            grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignVCenter)
            for column, group in enumerate(in_row):
                label = PlainLabel(group, "digits", wrap=False)
                label.setStyleSheet("")
                label.setFont(fixed)
                label.setAccessibleName(" ".join(group))
                grid.addWidget(label, row, column + 1, Qt.AlignmentFlag.AlignCenter)
        grid.setColumnStretch(GROUPS_IN_A_ROW + 1, 1)
        # Digits run left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
