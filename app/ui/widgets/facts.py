"""A table of names and values, for cards and dialogs. Values wrap and can be selected."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.text import PlainLabel, TextType
from app.ui.tokens import SPACE_L, SPACE_S


class Facts(QWidget):
    """Two columns; the second takes the room."""

    def __init__(
        self, *, spacing: int = SPACE_S, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._small = small
        self._labels: list[PlainLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_L)
        self._grid.setVerticalSpacing(spacing)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these, leaving out what has no value."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels.clear()
        kind: TextType = "caption" if self._small else "muted"
        for row, (title, value) in enumerate(fact for fact in facts if fact[1]):
            name = PlainLabel(title, kind, wrap=False)
            content = PlainLabel(value, "caption" if self._small else "body", selectable=True)
            content.setAccessibleName(f"{title}: {value}")
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(content, row, 1, Qt.AlignmentFlag.AlignTop)
            self._labels += [name, content]
