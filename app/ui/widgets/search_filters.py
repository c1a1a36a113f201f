"""What a search is narrowed to: one conversation, who wrote it, when, unread, with a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDate, QDateTime, QLocale, QPoint, Qt, QTime, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QSizePolicy, QWidget

from app.core.search_types import SearchQuery
from app.core.views import ContactView
from app.ui.text import label_text, person_name, set_tip
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.buttons import Button
from app.ui.widgets.day_popup import DayPopup
from app.ui.widgets.search_person import PersonPicker

_DAYS = (1, 7, 30)


class FilterChip(Button):
    """Says what a filter lets through, as far as there is room; a check mark when it is in use."""

    def __init__(self, icon: str) -> None:
        super().__init__("", "chip", icon)
        self._picture = icon
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Show these words."""
        self._words = words
        self._fit()

    def mark(self, on: bool) -> None:
        """Whether it leaves anything out."""
        self.set_icon("check" if on else self._picture, "accent" if on else "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.iconSize().width() - 2 * SPACE_M - SPACE_XS
        elide = Qt.TextElideMode.ElideRight
        self.setText(label_text(self.fontMetrics().elidedText(self._words, elide, room)))
        set_tip(self, self._words)


class SearchFilters(QWidget):
    """Five chips, each saying what it lets through. Signals: `changed`, `people_wanted` (fill
    `picker` with everybody)."""

    changed = Signal()
    people_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: ContactView | None = None
        self._offered: ContactView | None = None
        self._outgoing: bool | None = None
        self._from: QDate | None = None
        self._to: QDate | None = None
        self.where = FilterChip("message")
        self.who = FilterChip("user")
        self.when = FilterChip("calendar")
        self.unread = FilterChip("dot")
        self.unread.setCheckable(True)
        self.has_file = FilterChip("paperclip")
        self.has_file.setCheckable(True)
        self.picker = PersonPicker(self)
        self._days = DayPopup(self)
        self._choosing_end = False
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS + 2)
        chips = (self.where, self.who, self.when, self.unread, self.has_file)
        for number, chip in enumerate(chips):
            layout.addWidget(chip, number // 2, number % 2)
        layout.setHorizontalSpacing(SPACE_S)
        self.where.clicked.connect(self._open_where)
        self.who.clicked.connect(self._open_who)
        self.when.clicked.connect(self._open_when)
        self.unread.clicked.connect(self._change)
        self.has_file.clicked.connect(self._change)
        self.picker.chosen.connect(self.set_person)
        self._days.chosen.connect(self._day_chosen)
        self._say()

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return self.query("") != SearchQuery("")

    @property
    def lists_without_words(self) -> bool:
        """Whether something is listed although no word was typed."""
        return self.unread.isChecked() or self.has_file.isChecked()

    def query(self, text: str) -> SearchQuery:
        """What is looked for with these filters."""
        return SearchQuery(
            text,
            conversation_id=None if self._person is None else self._person.conversation_id,
            outgoing=self._outgoing,
            from_ms=None if self._from is None else _midnight(self._from),
            to_ms=None if self._to is None else _midnight(self._to.addDays(1)),
            unread=self.unread.isChecked(),
            has_file=self.has_file.isChecked(),
        )

    def offer(self, contact: ContactView | None) -> None:
        """Whose conversation is open, to be chosen at once."""
        self._offered = contact

    def set_person(self, contact: ContactView | None) -> None:
        """Only the conversation with this person, or all of them."""
        self._person = contact
        self._change()

    def set_outgoing(self, outgoing: bool | None) -> None:
        """Only one's own messages (True), only those of others (False), or all."""
        self._outgoing = outgoing
        self._change()

    def set_days(self, first: QDate | None, last: QDate | None) -> None:
        """Only these days, both included."""
        self._from, self._to = first, last
        self._change()

    def clear(self) -> None:
        """Let everything through."""
        self._person = self._outgoing = self._from = self._to = None
        self.unread.setChecked(False)
        self.has_file.setChecked(False)
        self._change()

    def _change(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        person = self.tr("Everywhere")
        if self._person is not None:
            person = person_name(self._person.name)
        writer = {
            None: self.tr("By anyone"),
            True: self.tr("By you"),
            False: self.tr("By others"),
        }[self._outgoing]
        time = self.tr("Any time")
        if self._from is not None and self._to is not None:
            time = self.tr("{first} to {last}").format(
                first=_short(self._from), last=_short(self._to)
            )
        elif self._from is not None:
            time = self.tr("Since {day}").format(day=_short(self._from))
        elif self._to is not None:
            time = self.tr("Until {day}").format(day=_short(self._to))
        named = (
            (self.where, self.tr("Conversation"), person),
            (self.who, self.tr("Written by"), writer),
            (self.when, self.tr("Time"), time),
        )
        for chip, name, words in named:
            chip.say(words)
            chip.setAccessibleName(self.tr("{filter}: {value}").format(filter=name, value=words))
        self.unread.say(self.tr("Unread"))
        self.unread.setAccessibleName(self.tr("Unread"))
        self.has_file.say(self.tr("Has file"))
        self.has_file.setAccessibleName(self.tr("Has file"))
        for chip, on in (
            (self.where, self._person is not None),
            (self.who, self._outgoing is not None),
            (self.when, self._from is not None or self._to is not None),
            (self.unread, self.unread.isChecked()),
            (self.has_file, self.has_file.isChecked()),
        ):
            chip.mark(on)

    def _open_where(self) -> None:
        menu = self._menu()
        self._add(menu, self.tr("Everywhere"), lambda: self.set_person(None))
        offered = self._offered
        if offered is not None:
            words = self.tr("With {name}").format(name=person_name(offered.name))
            self._add(menu, words, lambda: self.set_person(offered))
        self._add(menu, self.tr("With someone else…"), self._open_picker)
        menu.popup(self._below(self.where))

    def _open_picker(self) -> None:
        self.people_wanted.emit()
        self.picker.open_at(self._below(self.where))

    def _open_who(self) -> None:
        menu = self._menu()
        self._add(menu, self.tr("By anyone"), lambda: self.set_outgoing(None))
        self._add(menu, self.tr("By you"), lambda: self.set_outgoing(True))
        self._add(menu, self.tr("By others"), lambda: self.set_outgoing(False))
        menu.popup(self._below(self.who))

    def _open_when(self) -> None:
        menu = self._menu()
        today = QDate.currentDate()
        words = (self.tr("Today"), self.tr("The last 7 days"), self.tr("The last 30 days"))
        self._add(menu, self.tr("Any time"), lambda: self.set_days(None, None))
        for days, name in zip(_DAYS, words, strict=True):
            first = today.addDays(1 - days)
            self._add(menu, name, partial(self.set_days, first, None))
        menu.addSeparator()
        self._add(menu, self.tr("From a day on…"), lambda: self._open_days(end=False))
        self._add(menu, self.tr("Until a day…"), lambda: self._open_days(end=True))
        menu.popup(self._below(self.when))

    def _open_days(self, *, end: bool) -> None:
        self._choosing_end = end
        shown = (self._to if end else self._from) or QDate.currentDate()
        self._days.open_at(self._below(self.when), _midnight(shown))

    def _day_chosen(self, at_ms: int) -> None:
        day = QDateTime.fromMSecsSinceEpoch(at_ms).date()
        if self._choosing_end:
            self.set_days(self._from if self._from and self._from <= day else None, day)
        else:
            self.set_days(day, self._to if self._to and self._to >= day else None)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    @staticmethod
    def _add(menu: QMenu, words: str, action: Callable[[], object]) -> None:
        menu.addAction(label_text(words)).triggered.connect(lambda _checked=False: action())

    @staticmethod
    def _below(chip: Button) -> QPoint:
        return chip.mapToGlobal(chip.rect().bottomLeft())


def _midnight(day: QDate) -> int:
    return int(QDateTime(day, QTime(0, 0)).toMSecsSinceEpoch())


def _short(day: QDate) -> str:
    return str(QLocale().toString(day, QLocale.FormatType.ShortFormat))
