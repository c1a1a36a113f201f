"""A short list above the caret while one types: what the begun word could be.

The focus stays in the text; arrows, Enter, Tab and Esc belong to the list while it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QListWidget, QPlainTextEdit

from app.ui.tokens import SPACE_XS

_WIDEST = 480


class CompletionList(QObject):
    """Serves one text field. A subclass says what is offered (`offer`) and what is taken."""

    look_back = 40
    """UTF-16 units before the caret that are looked at."""

    def __init__(self, edit: QPlainTextEdit, name: str) -> None:
        super().__init__(edit)
        self._edit = edit
        self._typed = ""
        self.list = QListWidget(edit)
        self.list.setObjectName("emoji-completion")
        self.list.setWindowFlags(Qt.WindowType.ToolTip)
        self.list.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(name)
        self.list.hide()
        self.list.itemClicked.connect(lambda _item: self.take())
        self.list.currentTextChanged.connect(self._announce)
        edit.installEventFilter(self)
        edit.textChanged.connect(self._text_changed)
        edit.cursorPositionChanged.connect(self._caret_moved)

    def offer(self, before: str) -> tuple[str, Sequence[str]] | None:
        """What is begun in the text before the caret, and what it could be. None: nothing."""
        raise NotImplementedError

    def taken(self, row: int) -> None:
        """A row of what was offered last was chosen."""
        raise NotImplementedError

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

    def take(self) -> None:
        """Choose the current row."""
        row = self.list.currentRow()
        self.list.hide()
        if row >= 0:
            self.taken(row)

    def put(self, text: str) -> None:
        """Put it in place of what was typed, as one step of undoing."""
        cursor = self._edit.textCursor()
        units = len(self._typed.encode("utf-16-le")) // 2
        move = QTextCursor.MoveOperation
        cursor.movePosition(move.Left, QTextCursor.MoveMode.KeepAnchor, units)
        cursor.insertText(text)

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
            self.take()
        return True

    def _before_caret(self) -> str:
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            return ""
        text = cursor.block().text().encode("utf-16-le")
        place = 2 * cursor.positionInBlock()
        return text[max(place - 2 * self.look_back, 0) : place].decode("utf-16-le", "replace")

    def _text_changed(self) -> None:
        if self._edit.signalsBlocked() or not self._edit.hasFocus():
            return
        offered = self.offer(self._before_caret())
        if offered is None or not offered[1]:
            self.list.hide()
            return
        self._typed, labels = offered
        self.list.clear()
        self.list.addItems(list(labels))
        self.list.setCurrentRow(0)
        self._place()
        self.list.show()

    def _caret_moved(self) -> None:
        if self.list.isVisible() and not self._before_caret().endswith(self._typed):
            self.list.hide()

    def _announce(self, words: str) -> None:
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._edit, words))

    def _place(self) -> None:
        """Above the caret, within the screen."""
        rows = self.list.count()
        frame = 2 * self.list.frameWidth()
        height = rows * max(self.list.sizeHintForRow(0), 1) + frame + SPACE_XS
        width = self.list.sizeHintForColumn(0) + frame + 6 * SPACE_XS
        width = min(width, _WIDEST)
        self.list.resize(width, height)
        caret = self._edit.cursorRect()
        at = self._edit.viewport().mapToGlobal(QPoint(caret.left(), caret.top()))
        room = self._edit.screen().availableGeometry()
        x = max(room.left(), min(at.x(), room.right() - width))
        y = at.y() - height - SPACE_XS
        if y < room.top():
            y = at.y() + caret.height() + SPACE_XS
        self.list.move(x, y)
