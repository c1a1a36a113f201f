"""What all sections of the settings share: a heading, a column that scrolls, one way to fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.core.errors import CurbsideError
from app.core.views import DirectoryStatusView, OwnView
from app.services.api import ClientUseCases
from app.ui.bridge import Bridge
from app.ui.history import HistoryWatch
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import IconLabel
from app.ui.writing import WritingTools


@dataclass(frozen=True, slots=True)
class SettingsState:
    """What is read before the settings open."""

    own: OwnView
    directory: DirectoryStatusView
    read_receipts: bool
    connection: str
    """How the relay stands with us, in words."""
    version: str


@dataclass(frozen=True, slots=True)
class SettingsContext:
    """What a section works with."""

    client: ClientUseCases
    bridge: Bridge
    tasks: TaskRunner
    """Ends with the settings window: for what shows its outcome there."""
    keep: TaskRunner
    """Goes on when the window closes: for what has to be stored."""
    state: SettingsState
    history: HistoryWatch
    writing: WritingTools


class Section(QScrollArea):
    """One page of the settings. `column` takes its content.

    Signals: `failed` with an error, `news` with a sentence; the window shows them at its top.
    """

    key: ClassVar[str]
    """By which other windows ask for this section."""
    icon: ClassVar[str]
    failed = Signal(object)
    news = Signal(str)

    def __init__(self, title: str, context: SettingsContext) -> None:
        super().__init__()
        self.title = title
        self.context = context
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = inside = QWidget()
        inside.setObjectName("scrolled")
        self.column = QVBoxLayout(inside)
        beside_bar = (0, 0, SPACE_L, 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            beside_bar = (SPACE_L, 0, 0, 0)  # Qt mirrors the bar, but no margins
        self.column.setContentsMargins(*beside_bar)
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(PlainLabel(title, "heading"))
        self.column.addSpacing(SPACE_S)
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        """As wide as its content needs: it scrolls up and down only."""
        inside = self._inside.minimumSizeHint().width()
        return QSize(inside + self.verticalScrollBar().sizeHint().width(), 120)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another width when the content does."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def entered(self) -> None:
        """It comes into view: read what may have changed. Does nothing by itself."""

    def fail(self, error: CurbsideError) -> None:
        """Have the window say what went wrong, or the main one when it is closed already."""
        if isValid(self):
            self.failed.emit(error)
        else:
            self.context.keep.tell(error)

    def add_heading(self, words: str) -> None:
        """Begin another part of the section."""
        self.column.addSpacing(SPACE_M)
        self.column.addWidget(PlainLabel(words, "strong"))

    def add_text(self, words: str, *, muted: bool = False) -> PlainLabel:
        """Add a sentence."""
        label = PlainLabel(words, "muted" if muted else "body")
        self.column.addWidget(label)
        return label

    def add_set_by_clinic(self) -> None:
        """Say that the clinic decided what stands above."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("building", "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(PlainLabel(self.tr("Set by your clinic"), "caption"), 1)
        self.column.addLayout(row)
