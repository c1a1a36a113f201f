"""Health records: who it is about, a card for each section, what was sent a click away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.media_ports import FileNotDisplayable
from app.core.media_types import RecordInfo, RecordSection
from app.ui.formats import translate
from app.ui.text import PlainLabel, one_line, shown
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.viewers.base import ToolRow, Viewer, ViewerTools
from app.ui.viewers.fact_grid import FactGrid
from app.ui.viewers.fact_words import flag_words, label_of, spoken, value_of
from app.ui.viewers.patient_banner import PatientBanner
from app.ui.viewers.text import ReadOnlyText
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button
from app.ui.widgets.search_field import SearchField

BATCH = 40
"""Cards made at once; more when asked for."""
MOST_LINES = 300
"""Lines of facts made at once, so that a card of 400 does not freeze the window."""
_RAW_HEIGHT = 300


class RecordViewer(Viewer):
    """`cards` are those that are shown; `field` narrows them to those that have the words."""

    diagnostic = True
    help_page = "view-medical"

    def __init__(self, tools: ViewerTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        if not isinstance(tools.document.info, RecordInfo):
            raise FileNotDisplayable
        self.info = tools.document.info
        self.copies = tools.context.policy.allow_save_files
        self.banner = PatientBanner(self.info.banner, copies=self.copies)
        self.cards: list[RecordCard] = []
        self._matching: list[RecordSection] = []
        self._haystacks = [_words_of(section) for section in self.info.sections]
        self.field = SearchField(translate("Record", "Find in this record"))
        self.field.textChanged.connect(self._filter)
        self._bar = ToolRow(translate("Record", "Health record"))
        self._bar.add(self.field, 1)
        self.count = self._bar.words()
        self._bar.words(one_line(self.info.standard), "badge")
        self.cut = Banner()
        if self.info.cut:
            words = translate(
                "Record",
                "The record is longer than what is shown here. Save the file for the rest.",
            )
            self.cut.say(words, "attention", icon="alert-triangle")
        self.more = Button("", "quiet")
        self.more.clicked.connect(self._add_cards)
        self._column = QVBoxLayout()
        self._lay_out()
        self.add_keys((("Ctrl+F", self._find),))
        self._filter()

    def toolbar(self) -> QWidget:
        """The search, and what kind of record it is."""
        return self._bar

    def begin(self) -> None:
        """The beginning; keys scroll."""
        self.area.setFocus()

    def close_down(self) -> None:
        """Drop the words."""
        self._drop_cards()

    def escape(self) -> bool:
        """Show all sections again."""
        if self.field.text():
            self.field.clear()
            self.area.setFocus()
            return True
        return False

    def _lay_out(self) -> None:
        inner = QWidget()
        self._column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        self._column.setSpacing(SPACE_M)
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._column)
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        self.area = QScrollArea()
        self.area.setAccessibleName(translate("Record", "Health record"))
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.cut)
        layout.addWidget(self.area, 1)

    def _find(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _filter(self) -> None:
        """Only sections that have all the words, in what is shown or in what was sent."""
        wanted = self.field.text().casefold().split()
        self._matching = [
            section
            for section, text in zip(self.info.sections, self._haystacks, strict=True)
            if all(word in text for word in wanted)
        ]
        self._drop_cards()
        self._add_cards()
        self.count.setText(
            translate("Record", "{number} of {count} sections").format(
                number=len(self._matching), count=len(self.info.sections)
            )
        )

    def _add_cards(self) -> None:
        lines = 0
        for section in self._matching[len(self.cards) : len(self.cards) + BATCH]:
            card = RecordCard(section, copies=self.copies)
            self._column.addWidget(card)
            self.cards.append(card)
            lines += len(section.facts)
            if lines > MOST_LINES:
                break
        left = len(self._matching) - len(self.cards)
        self.more.setText(translate("Record", "Show more ({number})").format(number=left))
        self.more.setVisible(left > 0)

    def _drop_cards(self) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards.clear()


class RecordCard(QFrame):
    """A section: title, lines, and the resource or segment itself behind a button."""

    def __init__(
        self, section: RecordSection, *, copies: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.section = section
        self._copies = copies
        self.raw: ReadOnlyText | None = None
        title = PlainLabel(spoken(section.title), "heading")
        self.open_raw = Button(translate("Record", "As sent"), "quiet")
        self.open_raw.setCheckable(True)
        self.open_raw.setVisible(bool(section.raw))
        self.open_raw.setAccessibleName(
            translate("Record", "{title}, as it was sent").format(title=title.text())
        )
        self.open_raw.toggled.connect(self.show_raw)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(title, 1)
        head.addWidget(self.open_raw, 0, Qt.AlignmentFlag.AlignTop)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self._layout.setSpacing(SPACE_S)
        self._layout.addLayout(head)
        if section.facts:
            self._layout.addWidget(FactGrid(section.facts, copies=copies))
        else:
            self._layout.addWidget(
                PlainLabel(translate("Record", "Nothing to show but what was sent."), "muted")
            )

    def show_raw(self, on: bool) -> None:
        """The section exactly as it was sent, in one width; made when it is first asked for."""
        if self.raw is None and on:
            self.raw = ReadOnlyText(copies=self._copies)
            self.raw.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            self.raw.setAccessibleName(self.open_raw.accessibleName())
            self.raw.setPlainText(shown(self.section.raw))
            lines = min(self.section.raw.count("\n") + 2, 40)
            self.raw.setFixedHeight(
                min(lines * self.raw.fontMetrics().lineSpacing() + 32, _RAW_HEIGHT)
            )
            self._layout.addWidget(self.raw)
        if self.raw is not None:
            self.raw.setVisible(on)


def _words_of(section: RecordSection) -> str:
    told = (f"{label_of(fact)} {value_of(fact)} {flag_words(fact.flag)}" for fact in section.facts)
    return "\n".join((spoken(section.title), *told, section.raw)).casefold()
