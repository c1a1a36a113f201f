"""Text from people and from the network, shown as text.

Qt's labels, message boxes and tooltips guess whether a string is HTML and then load files that it
names. Every label of this program is a `PlainLabel`, and every string that somebody else wrote
goes through `shown` (a whole text) or `inline` (a name inside a sentence of ours).
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.core import display_text

TextType = Literal[
    "title",
    "heading",
    "strong",
    "body",
    "muted",
    "caption",
    "accent",
    "danger",
    "attention",
    "digits",
    "badge",
    "code",
]


def shown(text: str) -> str:
    """A message as it may be drawn, possibly of many lines."""
    return display_text.for_display(text)


def one_line(text: str) -> str:
    """The beginning of a text as one line, for list rows."""
    return display_text.one_line(text)


def person_name(name: str) -> str:
    """A name, role or department that stands by itself."""
    return display_text.name_for_display(name)


def isolated(line: str) -> str:
    """A line whose direction is kept to itself (Unicode's isolates, UAX 9)."""
    return f"\u2068{line}\u2069" if any(character >= "\u0590" for character in line) else line


def inline(name: str) -> str:
    """A name for use within a sentence."""
    return isolated(display_text.name_for_display(name))


def tooltip(text: str) -> str:
    """A tooltip that Qt will not take for somebody's HTML."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>" if text else ""


def set_tip(widget: QWidget, text: str, *, adds: str = "") -> None:
    """A tooltip; `adds` is what it says beyond the widget's name.

    Where a widget has no description, Qt hands its tooltip to screen readers, markup and all.
    """
    widget.setToolTip(tooltip(text))
    widget.setAccessibleDescription(adds or " ")


def label_text(text: str) -> str:
    """A text for a button or a menu, where `&` would mark a shortcut letter."""
    return text.replace("&", "&&")


class Picture(QLabel):
    """A label for a picture; should a text ever be set, it is shown as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)


class PlainLabel(QLabel):
    """A label that shows its text as it is. `kind` picks the type size and colour."""

    def __init__(
        self,
        text: str = "",
        kind: TextType = "body",
        *,
        wrap: bool = True,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("type", kind)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setText(text)

    def set_kind(self, kind: TextType) -> None:
        """Change the type size and colour."""
        self.setProperty("type", kind)
        self.style().unpolish(self)
        self.style().polish(self)


class ElidedLabel(PlainLabel):
    """One line, cut with an ellipsis when there is no room; the tooltip has the whole."""

    def __init__(
        self, text: str = "", kind: TextType = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, kind, wrap=False, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)

    def setText(self, text: str) -> None:
        """Show `text`."""
        super().setText(text)
        set_tip(self, text)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        """Room for a few characters."""
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut at the new width."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        del event
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), text)
        painter.end()
