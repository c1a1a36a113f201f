"""Labelled lines of a medical file in two columns. A flag is a picture with words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.core.media_types import Fact
from app.ui.clipboard import protected_mime
from app.ui.text import PlainLabel, TextType
from app.ui.tokens import SPACE_L, SPACE_S, SPACE_XS
from app.ui.viewers.fact_words import flag_words, label_of, value_of
from app.ui.widgets.buttons import IconLabel

QUIET_FLAGS = frozenset({"", "N"})
_SHORT = 40
"""Characters of a value that stands on one line."""
_MOST_LABEL = 320
"""Pixels that a label has at most before it wraps."""


class CopiedLabel(PlainLabel):
    """A value that can be copied by Ctrl+C, protected like all that is copied here."""

    def __init__(self, text: str, kind: TextType, *, selectable: bool) -> None:
        super().__init__(text, kind, selectable=selectable)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own copying knows no protection."""
        if event.matches(QKeySequence.StandardKey.Copy):
            if self.hasSelectedText():
                QGuiApplication.clipboard().setMimeData(protected_mime(self.selectedText()))
        else:
            super().keyPressEvent(event)


class FactGrid(QWidget):
    """The lines; `copies`: whether values can be selected and copied."""

    def __init__(
        self,
        facts: Sequence[Fact],
        *,
        copies: bool,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_XS if small else SPACE_S)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, fact in enumerate(facts):
            title, value, flag = label_of(fact), value_of(fact), flag_words(fact.flag)
            flagged = fact.flag not in QUIET_FLAGS
            kind: TextType = "caption" if small else "strong" if flagged else "body"
            content = CopiedLabel(value, kind, selectable=copies)
            content.setAccessibleName(": ".join(filter(None, (title, value, flag))))
            shown = _beside(content, flag, flagged) if flag else content
            if title:
                name = PlainLabel(title, "caption" if small else "muted")
                name.setMaximumWidth(_MOST_LABEL)
                name.setMinimumWidth(min(name.fontMetrics().horizontalAdvance(title) + 4, 160))
                grid.addWidget(name, row, 0, top)
                grid.addWidget(shown, row, 1, top)
            else:
                grid.addWidget(shown, row, 0, 1, 2, top)


def _beside(content: PlainLabel, words: str, flagged: bool) -> QWidget:
    """The flag right behind the value that it is of: an eye that wanders reads another line's."""
    content.setWordWrap(len(content.text()) > _SHORT)
    box = QWidget()
    box.setObjectName("plain")
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACE_L)
    line.addWidget(content, 0 if not content.wordWrap() else 1)
    line.addWidget(_flag(words, flagged), 0, Qt.AlignmentFlag.AlignTop)
    line.addStretch(0 if content.wordWrap() else 1)
    return box


def _flag(words: str, flagged: bool) -> QWidget:
    box = QWidget()
    box.setObjectName("plain")
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACE_XS)
    if flagged:
        line.addWidget(IconLabel("alert-triangle", "attention"))
    line.addWidget(PlainLabel(words, "attention" if flagged else "muted", wrap=False))
    return box
