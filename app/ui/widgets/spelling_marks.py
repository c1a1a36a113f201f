"""Underlines under misspelt words of a text field, and what may have been meant in its menu.

The underlines are drawn over the text and are no part of it: the draft does not change by them.
The word that is being typed is left alone until the caret leaves it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit
from shiboken6 import isValid

from app.ui.spelling import MAX_CHECKED, Spelling, words_in
from app.ui.tasks import TaskRunner
from app.ui.text import inline, label_text
from app.ui.theme import theme

_SOON_MS = 60


class SpellingMarks(QObject):
    """Serves one text field."""

    def __init__(self, edit: QPlainTextEdit, spelling: Spelling, tasks: TaskRunner) -> None:
        super().__init__(edit)
        self._edit = edit
        self._spelling = spelling
        self._tasks = tasks
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.mark)
        edit.document().contentsChanged.connect(self._soon.start)
        edit.cursorPositionChanged.connect(self._soon.start)
        spelling.changed.connect(self._soon.start)
        spelling.checked.connect(self.mark)
        theme().changed.connect(self._soon.start)
        edit.installEventFilter(self)
        edit.viewport().installEventFilter(self)

    def mark(self) -> None:
        """Underline what is known to be wrong."""
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        look.setUnderlineColor(QColor(theme().colours.danger))
        marks = []
        for start, end, _word in self.wrong_words():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._cursor(start, end)
            mark.format = look
            marks.append(mark)
        self._edit.setExtraSelections(marks)

    def wrong_words(self) -> list[tuple[int, int, str]]:
        """(start, end, word) of misspelt words, counted as Qt counts."""
        text = self._edit.toPlainText()
        if not self._spelling.languages or len(text) > MAX_CHECKED:
            return []
        caret = self._edit.textCursor().position() if self._edit.hasFocus() else -1
        found = []
        units = _Units(text)
        for start, end, word in words_in(text):
            span = units.at(start), units.at(end)
            if span[1] != caret and self._spelling.wrong(word):
                found.append((*span, word))
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The menu of a misspelt word, by mouse or by Shift+F10."""
        if isinstance(event, QContextMenuEvent) and event.type() is QEvent.Type.ContextMenu:
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            if by_key:
                place = self._edit.textCursor().position()
                at = self._edit.viewport().mapToGlobal(self._edit.cursorRect().bottomLeft())
            else:
                inside = self._edit.viewport().mapFromGlobal(event.globalPos())
                place = self._edit.cursorForPosition(inside).position()
                at = event.globalPos()
            for start, end, word in self._looked_up():
                if start <= place <= end:
                    self._tasks.start(self._open_menu(start, end, word, at))
                    return True
        return super().eventFilter(watched, event)

    def _looked_up(self) -> list[tuple[int, int, str]]:
        text = self._edit.toPlainText()
        if not self._spelling.languages or len(text) > MAX_CHECKED:
            return []
        units = _Units(text)
        return [
            (units.at(start), units.at(end), word)
            for start, end, word in words_in(text)
            if self._spelling.wrong(word)
        ]

    async def _open_menu(self, start: int, end: int, word: str, at: QPoint) -> None:
        before = self._edit.toPlainText()
        suggestions = await self._spelling.suggestions(word)
        if not isValid(self._edit) or self._edit.toPlainText() != before:
            return
        menu = self._edit.createStandardContextMenu()
        menu.setObjectName("spelling-menu")
        first = menu.actions()[0]
        entries = []
        for suggestion in suggestions:
            entry = QAction(label_text(suggestion), menu)
            entry.triggered.connect(
                lambda _checked=False, each=suggestion: self._replace(start, end, each)
            )
            entries.append(entry)
        if not entries:
            nothing = QAction(self.tr("No suggestions"), menu)
            nothing.setEnabled(False)
            entries.append(nothing)
        add = QAction(
            self.tr("Add “{word}” to my dictionary").format(word=label_text(inline(word))), menu
        )
        add.triggered.connect(lambda: self._spelling.add_word(word))
        menu.insertActions(first, [*entries, _separator(menu), add, _separator(menu)])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _replace(self, start: int, end: int, word: str) -> None:
        cursor = self._cursor(start, end)
        cursor.insertText(word)
        self._edit.setFocus()

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor


class _Units:
    """Turns places in a text into UTF-16 units, as Qt counts; asked for in rising order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = text.isascii()
        self._place = self._units = 0

    def at(self, place: int) -> int:
        """How many units stand before a character."""
        if self._plain:
            return place
        between = self._text[self._place : place]
        self._units += len(between) + sum(character > "\uffff" for character in between)
        self._place = place
        return self._units


def _separator(menu: QMenu) -> QAction:
    entry = QAction(menu)
    entry.setSeparator(True)
    return entry
