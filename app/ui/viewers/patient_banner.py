"""Whose file it is, always in view: name, date of birth, id and sex first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.core import media_words as words
from app.core.media_types import Fact
from app.ui.formats import translate
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from app.ui.viewers.fact_grid import CopiedLabel, FactGrid
from app.ui.viewers.fact_words import label_of, value_of
from app.ui.widgets.buttons import Button, IconLabel

_MOST_DETAILS = 180
"""Pixels of height that the details take at most; they scroll."""
_IN_SIGHT = (words.STUDY, words.SERIES, words.TIME, words.LATERALITY, words.BODY_PART)
"""What the second line says of the examination."""


class PatientBanner(QFrame):
    """Two lines; everything else that the file says behind a button."""

    def __init__(
        self, facts: Sequence[Fact], *, copies: bool, parent: QWidget | None = None
    ) -> None:
        """`copies`: whether the words can be selected and copied."""
        super().__init__(parent)
        self.setObjectName("banner")
        self.facts = tuple(facts)
        name = next((fact for fact in facts if fact.label in (words.NAME, words.SUBJECT)), None)
        self.name = CopiedLabel(
            value_of(name) if name is not None else translate("Facts", "No patient is named"),
            "strong",
            selectable=copies,
        )
        told = [
            each
            for each in facts
            if each.label in (words.BIRTH_DATE, words.ID, words.SEX, words.AGE)
        ]
        self.identity = CopiedLabel(_line(told), "body", selectable=copies)
        about = [each for each in facts if each.label in _IN_SIGHT]
        self.about = PlainLabel(" · ".join(value_of(each) for each in about), "caption")
        self.about.setVisible(bool(about))
        self.several = sum(each.label == words.NAME for each in facts) > 1
        self.more = Button(translate("Facts", "All details"), "quiet")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_details)
        self._details = FactGrid(facts, copies=copies, small=True)
        self._area = QScrollArea()
        self._area.setAccessibleName(translate("Facts", "All details"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setMaximumHeight(_MOST_DETAILS)
        self._area.setWidget(self._details)
        self._area.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        lines = QGridLayout()
        lines.setHorizontalSpacing(SPACE_M)
        lines.setVerticalSpacing(SPACE_XS)
        lines.setColumnStretch(1, 1)
        lines.addWidget(IconLabel("user", "text"), 0, 0)
        lines.addWidget(self.name, 0, 1)
        lines.addWidget(self.more, 0, 2)
        lines.addWidget(self.identity, 1, 1, 1, 2)  # the whole width: it wraps late
        lines.addWidget(self.about, 2, 1, 1, 2)
        if self.several:
            words = translate("Facts", "This file is about more than one patient. See all details.")
            lines.addWidget(PlainLabel(words, "attention"), 3, 1, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        layout.setSpacing(SPACE_S)
        layout.addLayout(lines)
        layout.addWidget(self._area)

    def least_height(self, width: int) -> int:
        """Pixels of height without which a word of it would be lost."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else 0

    def _show_details(self, on: bool) -> None:
        self.about.setVisible(bool(self.about.text()) and not on)  # the details say it too
        self._area.setVisible(on)
        self.more.setText(
            translate("Facts", "Fewer details") if on else translate("Facts", "All details")
        )


def _line(facts: Sequence[Fact]) -> str:
    return " · ".join(f"{label_of(fact)}: {value_of(fact)}" for fact in facts)
