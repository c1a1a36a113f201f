"""Typing `:thu` in the composer offers thumbs up: a short list above the caret.

The focus stays in the text; arrows, Enter, Tab and Esc belong to the list while it is shown. A
whole name between colons, `:thumbs up:` with underscores for blanks, becomes the emoji at once.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QListWidget, QPlainTextEdit

from app.ui.emoji import catalogue, fonts
from app.ui.emoji.memory import EmojiMemory
from app.ui.tokens import SPACE_XS

MOST = 8
_LOOK_BACK = 40
_BEGUN = re.compile(r"(?:^|(?<=[\s(]))(:[^\W\d_+-][\w+-]{1,30}|:[+-]1?)$")
_WHOLE = re.compile(r"(?:^|(?<=[\s(])):([^\W\d_][\w-]{1,30}):$")


class EmojiCompletion(QObject):
    """Serves one text field."""

    def __init__(self, edit: QPlainTextEdit, memory: EmojiMemory) -> None:
        super().__init__(edit)
        self._edit = edit
        self._memory = memory
        self._typed = ""
        self._found: list[str] = []
        self.list = QListWidget(edit)
        self.list.setObjectName("emoji-completion")
        self.list.setWindowFlags(Qt.WindowType.ToolTip)
        self.list.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Emoji"))
        self.list.hide()
        self.list.itemClicked.connect(lambda _item: self._take())
        self.list.currentTextChanged.connect(self._announce)
        edit.installEventFilter(self)
        edit.textChanged.connect(self._text_changed)
        edit.cursorPositionChanged.connect(self._caret_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list's keys, while there is one."""
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self.list.hide()
        elif (
            self.list.isVisible()
            and isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        ):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Whether the key was for the list."""
        keys = Qt.Key
        ours = (keys.Key_Up, keys.Key_Down, keys.Key_Return, keys.Key_Enter, keys.Key_Tab)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or (
            event.key() not in (*ours, keys.Key_Escape)
        ):
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # before the window's Esc, which closes the conversation
            return True
        if event.key() == keys.Key_Escape:
            self.list.hide()
        elif event.key() in (keys.Key_Up, keys.Key_Down):
            step = 1 if event.key() == keys.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        else:
            self._take()
        return True

    def _before_caret(self) -> str:
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            return ""
        text = cursor.block().text().encode("utf-16-le")
        place = 2 * cursor.positionInBlock()
        return text[max(place - 2 * _LOOK_BACK, 0) : place].decode("utf-16-le", "replace")

    def _text_changed(self) -> None:
        if self._edit.signalsBlocked() or not self._edit.hasFocus():
            return
        before = self._before_caret()
        whole = _WHOLE.search(before)
        if whole is not None:
            self._take_whole(whole[1])
            return
        begun = _BEGUN.search(before)
        if begun is None:
            self.list.hide()
            return
        self._typed = begun[1]
        found = catalogue.search(self._typed[1:], 4 * MOST)
        tone = self._memory.tone
        drawable = [emoji for emoji in found if fonts.drawable(emoji.text)][:MOST]
        self._found = [emoji.toned(tone) for emoji in drawable]
        self.list.clear()
        self.list.addItems([f"{e.toned(tone)}  {e.name()}" for e in drawable])
        if drawable:
            self.list.setCurrentRow(0)
            self._place()
            self.list.show()
        else:
            self.list.hide()

    def _caret_moved(self) -> None:
        if self.list.isVisible() and not self._before_caret().endswith(self._typed):
            self.list.hide()

    def _take_whole(self, name: str) -> None:
        found = catalogue.search(name, 1)
        wanted = catalogue.fold(name).replace("_", " ")
        names = [catalogue.fold(each[0]) for emoji in found for each in (emoji.en, emoji.de)]
        self.list.hide()
        if wanted in names:
            self._typed = f":{name}:"
            self._insert(found[0].toned(self._memory.tone))

    def _take(self) -> None:
        row = self.list.currentRow()
        self.list.hide()
        if 0 <= row < len(self._found):
            self._insert(self._found[row])

    def _insert(self, emoji: str) -> None:
        """Put it in place of what was typed, as one step of undoing."""
        cursor = self._edit.textCursor()
        units = len(self._typed.encode("utf-16-le")) // 2
        move = QTextCursor.MoveOperation
        cursor.movePosition(move.Left, QTextCursor.MoveMode.KeepAnchor, units)
        cursor.insertText(emoji)
        self._memory.note(emoji)

    def _announce(self, words: str) -> None:
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._edit, words))

    def _place(self) -> None:
        """Above the caret, within the screen."""
        rows = self.list.count()
        frame = 2 * self.list.frameWidth()
        height = rows * max(self.list.sizeHintForRow(0), 1) + frame + SPACE_XS
        width = self.list.sizeHintForColumn(0) + frame + 6 * SPACE_XS
        self.list.resize(width, height)
        caret = self._edit.cursorRect()
        at = self._edit.viewport().mapToGlobal(QPoint(caret.left(), caret.top()))
        room = self._edit.screen().availableGeometry()
        x = max(room.left(), min(at.x(), room.right() - width))
        y = at.y() - height - SPACE_XS
        if y < room.top():
            y = at.y() + caret.height() + SPACE_XS
        self.list.move(x, y)
