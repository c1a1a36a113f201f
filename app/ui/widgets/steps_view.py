"""The steps of something that takes a while: what is done, what is being done, what failed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_M
from app.ui.widgets.buttons import IconLabel, Role

Step = TypeVar("Step", bound=Enum)


class StepsView(QWidget, Generic[Step]):
    """One line for each step in `words`, in the order of the enumeration they come from.

    A step that has no words only moves the others on.
    """

    def __init__(self, words: Mapping[Step, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._words = dict(words)
        self._order = list(type(next(iter(words))))
        self._current: Step | None = None
        self._icons: dict[Step, IconLabel] = {}
        self._labels: dict[Step, PlainLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        for step, text in self._words.items():
            row = QHBoxLayout()
            row.setSpacing(SPACE_M)
            self._icons[step] = IconLabel("dot", "muted", 20)
            self._labels[step] = PlainLabel(text, "muted")
            row.addWidget(self._icons[step])
            row.addWidget(self._labels[step], 1)
            layout.addLayout(row)
        self.begin()

    def begin(self) -> None:
        """Nothing is done yet."""
        self._current = None
        for step in self._words:
            self._mark(step, "dot", "muted")

    def reach(self, step: Step) -> None:
        """Steps before `step` are done, `step` has begun."""
        for other in self._words:
            if self._order.index(other) < self._order.index(step):
                self._mark(other, "check", "accent")
            elif other is step:
                self._current = step
                self._mark(other, "clock", "text")

    def fail(self) -> None:
        """The step that had begun did not end well."""
        if self._current is not None:
            self._mark(self._current, "alert-circle", "danger")

    def _mark(self, step: Step, icon: str, role: Role) -> None:
        self._icons[step].set_icon(icon, role)
        self._labels[step].set_kind("muted" if role == "muted" else "body")
        states = {
            "check": self.tr("done"),
            "clock": self.tr("in progress"),
            "dot": self.tr("to do"),
            "alert-circle": self.tr("failed"),
        }
        self._labels[step].setAccessibleName(f"{self._words[step]}, {states[icon]}")
