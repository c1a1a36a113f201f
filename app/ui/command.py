"""What a command is: its name, its words and its keys. `app.ui.actions` has all of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.core.preferences import SendKey

_CONTEXT = "Actions"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for Qt Linguist; it is translated when it is shown."""
    del context
    return text


class Group(Enum):
    """Where a command stands in the sheet."""

    GO = QT_TRANSLATE_NOOP("Actions", "Go to")
    CONVERSATION = QT_TRANSLATE_NOOP("Actions", "Conversation")
    MESSAGE = QT_TRANSLATE_NOOP("Actions", "Message")
    APP = QT_TRANSLATE_NOOP("Actions", "Curbside")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do."""

    name: str
    text: str
    group: Group
    keys: tuple[str, ...] = ()
    icon: str = ""
    reverse: str = ""
    """The words while it is on already and the command would end it."""
    row_keys: tuple[str, ...] = ()
    """Keys for the message on which one stands in the list of messages."""

    def label(self, *, on: bool = False) -> str:
        """The command in the person's language."""
        return QCoreApplication.translate(_CONTEXT, self.reverse if on else self.text)

    def all_keys(self, send_with: SendKey = SendKey.ENTER) -> tuple[str, ...]:
        """Every key of it, for a person who sends with the one or the other."""
        if send_with is SendKey.CTRL_ENTER and self.name in _BY_SEND_KEY:
            return _BY_SEND_KEY[self.name]
        return self.keys + self.row_keys

    def keys_label(self) -> str:
        """Its first key sequence as this system writes it."""
        keys = self.all_keys()
        if not keys:
            return ""
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)

    def matches_row_key(self, event: QKeyEvent) -> bool:
        """Whether a key that was pressed on a message means this command."""
        pressed = QKeySequence(event.keyCombination())
        plain = not event.modifiers() & _NO_TEXT
        return any(
            pressed == QKeySequence(keys) or (plain and event.text().upper() == keys)
            for keys in self.row_keys
        )


_BY_SEND_KEY = {"send": ("Ctrl+Return",), "new-line": ("Return", "Shift+Return")}
_NO_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
