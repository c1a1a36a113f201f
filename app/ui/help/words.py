"""Keys within the texts of the help, from the table of commands: the help cannot disagree."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from app.core.preferences import SendKey
from app.ui.actions import BY_NAME, Command
from app.ui.formats import translate
from app.ui.help.page import Facts


def key(name: str) -> str:
    """The first keys of a command."""
    return BY_NAME[name].keys_label()


def keys_of(command: Command, send_with: SendKey) -> str:
    """All keys of a command, for a person who sends with the one or the other."""
    return "  ".join(_native(keys) for keys in command.all_keys(send_with))


def send_keys(facts: Facts) -> tuple[str, str]:
    """What sends, and what begins a new line."""
    send, line = (BY_NAME[name].all_keys(facts.send_with)[0] for name in ("send", "new-line"))
    return _native(send), _native(line)


def _native(keys: str) -> str:
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return shown.replace("Return", translate("ShortcutsDialog", "Enter"))
