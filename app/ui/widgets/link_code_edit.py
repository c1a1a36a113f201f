"""A field for the 26 characters that a new workstation shows, in groups of four as they are there.

What is no such code is said while it is typed, without judging the characters themselves: the
services know how they are checked. A scanner types `curbside:link:` before them, like a keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_XS

LENGTH = 26
"""Characters; relay/PROTOCOL.md section 10."""
GROUP = 4
_PREFIX = "CURBSIDE:LINK:"
_OURS = "CURBSIDE:"
_MOST = 4096


def significant(text: str) -> str:
    """The characters of a code without prefix, spaces and dashes, in capitals."""
    joined = "".join(each for each in text if not each.isspace() and each not in "-\u2013")
    return joined.upper().removeprefix(_PREFIX)


def grouped(characters: str) -> str:
    """Groups of four, as the other screen shows them."""
    return " ".join(characters[i : i + GROUP] for i in range(0, len(characters), GROUP))


class LinkCodeEdit(QWidget):
    """Signals: `changed`, `submitted`."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        name = self.tr("Code from the new computer")
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XX")
        self.edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.edit.setMaxLength(_MOST)
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.hint = PlainLabel(" ", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(PlainLabel(name, "strong"))
        layout.addWidget(self.edit)
        layout.addWidget(self.hint)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._regroup)
        self.edit.returnPressed.connect(self.submitted)

    @property
    def code(self) -> str:
        """The characters, as they were given."""
        return significant(self.edit.text())

    @property
    def complete(self) -> bool:
        """Whether there are as many as a code has."""
        return len(self.code) == LENGTH and not self._other_kind()

    def set_text(self, text: str) -> None:
        """Take a whole text, pasted or from a file."""
        self.edit.setText(text.strip()[:_MOST])

    def clear(self) -> None:
        """Forget it."""
        self.edit.clear()

    def _other_kind(self) -> bool:
        """Whether it is one of our other texts: an invite, a card, a number to compare."""
        return self.code.startswith(_OURS)

    def _regroup(self, text: str) -> None:
        if not self._other_kind():
            wanted = grouped(significant(text))
            if wanted != text:
                behind = len(significant(text[self.edit.cursorPosition() :]))
                self.edit.blockSignals(True)
                self.edit.setText(wanted)
                self.edit.blockSignals(False)
                place = len(wanted)
                while behind and place:
                    place -= 1
                    behind -= wanted[place] != " "
                self.edit.setCursorPosition(place)
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        count = len(self.code)
        if self._other_kind():
            words, kind = self.tr("This is another kind of code, not one for a workstation."), 1
        elif count > LENGTH:
            words, kind = self.tr("{count} characters: the code has {length}."), 1
        elif count:
            words, kind = self.tr("{count} of {length} characters"), 0
        else:
            words, kind = " ", 0
        self.hint.setText(words.format(count=count, length=LENGTH))
        self.hint.set_kind("attention" if kind else "caption")
