"""Plain text: as it is, in one font, wrapped or not, with a search."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QFontDatabase, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from app.core.media_ports import FileNotDisplayable
from app.core.media_types import TextInfo
from app.ui.clipboard import protected_mime
from app.ui.formats import translate
from app.ui.text import shown
from app.ui.theme import theme
from app.ui.viewers.base import ToolRow, Viewer, ViewerTools
from app.ui.viewers.find_strip import FindStrip
from app.ui.widgets.banner import Banner

MOST_FOUND = 1_000
_BY_KEYS = Qt.TextInteractionFlag.TextSelectableByKeyboard
_SIZES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.8, 2.2)


class ReadOnlyText(QPlainTextEdit):
    """Words that can be read and walked through, and copied where `copies`."""

    def __init__(self, *, copies: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        flags = self.textInteractionFlags() | _BY_KEYS
        self.setTextInteractionFlags(flags if copies else _BY_KEYS)
        self._copies = copies

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is protected like everything else."""
        words = self.textCursor().selectedText().replace("\u2029", "\n")
        return protected_mime(words if self._copies else "")


class TextViewer(Viewer):
    """`edit` shows the words."""

    def __init__(self, tools: ViewerTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        info = tools.document.info
        if not isinstance(info, TextInfo):
            raise FileNotDisplayable
        self.info = info
        self._size = _SIZES.index(1.0)
        self._found: list[QTextCursor] = []
        self._current = -1
        self.edit = ReadOnlyText(copies=tools.context.policy.allow_save_files)
        self.edit.setAccessibleName(translate("Viewer", "Text"))
        self.edit.setPlainText(shown(info.text))
        self.finder = FindStrip(translate("Viewer", "Find in this text"))
        self.cut = Banner(self)
        if info.cut:
            words = translate(
                "Viewer", "The text is longer. Only its beginning is shown; save it to see all."
            )
            self.cut.say(words, "attention", icon="alert-triangle")
        self._bar = self._make_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.cut)
        column.addWidget(self.finder)
        column.addWidget(self.edit, 1)
        self.finder.searched.connect(self._find)
        self.finder.stepped.connect(self.step)
        self.finder.closed.connect(self._end_search)
        self._apply_font()
        theme().changed.connect(self._apply_font)
        self.add_keys(
            (
                ("Ctrl+F", self.finder.open),
                ("F3", lambda: self.step(1)),
                ("Shift+F3", lambda: self.step(-1)),
                ("Ctrl++", lambda: self.resize_text(1)),
                ("Ctrl+=", lambda: self.resize_text(1)),
                ("Ctrl+-", lambda: self.resize_text(-1)),
            )
        )

    def toolbar(self) -> QWidget:
        """Wrap, size, search."""
        return self._bar

    def begin(self) -> None:
        """From its beginning."""
        self.status.emit(
            translate("Viewer", "%n line(s)", None, self.edit.blockCount())
            + f" · {self.info.encoding.upper()}"
        )
        self.edit.setFocus()

    def close_down(self) -> None:
        """Drop the words."""
        self._found = []
        self.edit.clear()
        self.finder.forget()

    def escape(self) -> bool:
        """End the search first."""
        if self.finder.isVisibleTo(self):
            self.finder.close_strip()
            return True
        return False

    def wrap(self) -> None:
        """Break long lines, or do not."""
        modes = QPlainTextEdit.LineWrapMode
        on = self.edit.lineWrapMode() is not modes.NoWrap
        self.edit.setLineWrapMode(modes.NoWrap if on else modes.WidgetWidth)

    def resize_text(self, steps: int) -> None:
        """Larger or smaller."""
        self._size = min(max(self._size + steps, 0), len(_SIZES) - 1)
        self._apply_font()

    def step(self, steps: int) -> None:
        """The next place found, or the one before."""
        if self._found:
            self._go_to((self._current + steps) % len(self._found))

    def _make_bar(self) -> ToolRow:
        bar = ToolRow(translate("Viewer", "Text"))
        bar.button("wrap", translate("Viewer", "Break long lines"), self.wrap)
        bar.button(
            "zoom-out", translate("Viewer", "Smaller"), lambda: self.resize_text(-1), "Ctrl+-"
        )
        bar.button("zoom-in", translate("Viewer", "Larger"), lambda: self.resize_text(1), "Ctrl++")
        bar.button("search", translate("Viewer", "Find"), self.finder.open, "Ctrl+F")
        bar.stretch()
        return bar

    def _apply_font(self) -> None:
        points = theme().font().pointSizeF() * _SIZES[self._size]
        family = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        self.edit.setStyleSheet(
            f'QPlainTextEdit {{ font-family: "{family}"; font-size: {points:.1f}pt; '
            "border: 2px solid transparent; border-radius: 0; } "
            f"QPlainTextEdit:focus {{ border: 2px solid {theme().colours.accent}; }}"
        )

    def _find(self, words: str) -> None:
        self._found = []
        cursor = QTextCursor(self.edit.document())
        while words and len(self._found) < MOST_FOUND:
            cursor = self.edit.document().find(words, cursor, QTextDocument.FindFlag(0))
            if cursor.isNull():
                break
            self._found.append(cursor)
        if self._found:
            here = self.edit.textCursor().position()
            after = (n for n, each in enumerate(self._found) if each.selectionEnd() >= here)
            self._go_to(next(after, 0))
        else:
            self._current = -1
            self._mark()
            self.finder.say(translate("Viewer", "Not found") if words else "")

    def _go_to(self, number: int) -> None:
        self._current = number
        plain = QTextCursor(self._found[number])
        plain.setPosition(plain.selectionStart())
        self.edit.setTextCursor(plain)
        self.edit.ensureCursorVisible()
        self._mark()
        more = "+" if len(self._found) >= MOST_FOUND else ""
        self.finder.say(
            translate("Viewer", "{number} of {count}").format(
                number=number + 1, count=f"{len(self._found)}{more}"
            )
        )

    def _mark(self) -> None:
        colours = theme().colours
        marks = []
        for number, cursor in enumerate(self._found):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            look = QTextCharFormat()
            look.setBackground(QColor(colours.found))
            look.setForeground(QColor(colours.text))
            look.setFontUnderline(number == self._current)
            mark.format = look
            marks.append(mark)
        self.edit.setExtraSelections(marks)

    def _end_search(self) -> None:
        self._found, self._current = [], -1
        self._mark()
        self.edit.setFocus()
