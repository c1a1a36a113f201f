"""Every command of the program, once: its name, its words and its keys.

Menus, buttons and the sheet of shortcuts are made from this table, so none can disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

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

    def label(self) -> str:
        """The command in the person's language."""
        return QCoreApplication.translate(_CONTEXT, self.text)

    def keys_label(self) -> str:
        """Its first key sequence as this system writes it."""
        if not self.keys:
            return ""
        return QKeySequence(self.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


COMMANDS = (
    Command(
        "find",
        QT_TRANSLATE_NOOP("Actions", "Find a person or conversation"),
        Group.GO,
        ("Ctrl+K", "Ctrl+F"),
        "search",
    ),
    Command(
        "show-conversations",
        QT_TRANSLATE_NOOP("Actions", "Conversations"),
        Group.GO,
        ("Ctrl+1",),
        "message",
    ),
    Command("show-people", QT_TRANSLATE_NOOP("Actions", "People"), Group.GO, ("Ctrl+2",), "users"),
    Command(
        "previous-conversation",
        QT_TRANSLATE_NOOP("Actions", "Previous conversation"),
        Group.GO,
        ("Alt+Up",),
    ),
    Command(
        "next-conversation",
        QT_TRANSLATE_NOOP("Actions", "Next conversation"),
        Group.GO,
        ("Alt+Down",),
    ),
    Command("next-pane", QT_TRANSLATE_NOOP("Actions", "Next area"), Group.GO, ("F6",)),
    Command(
        "previous-pane", QT_TRANSLATE_NOOP("Actions", "Previous area"), Group.GO, ("Shift+F6",)
    ),
    Command(
        "verify",
        QT_TRANSLATE_NOOP("Actions", "Verify this contact…"),
        Group.CONVERSATION,
        ("Ctrl+Shift+C",),
        "shield-check",
    ),
    Command(
        "write",
        QT_TRANSLATE_NOOP("Actions", "Write a message"),
        Group.CONVERSATION,
        ("Ctrl+T",),
        "pencil",
    ),
    Command(
        "latest",
        QT_TRANSLATE_NOOP("Actions", "Jump to the latest message"),
        Group.CONVERSATION,
        ("Ctrl+End",),
        "arrow-down",
    ),
    Command(
        "close-conversation",
        QT_TRANSLATE_NOOP("Actions", "Close the conversation"),
        Group.CONVERSATION,
        ("Esc",),
    ),
    Command("send", QT_TRANSLATE_NOOP("Actions", "Send"), Group.MESSAGE, ("Return",), "send"),
    Command("new-line", QT_TRANSLATE_NOOP("Actions", "New line"), Group.MESSAGE, ("Shift+Return",)),
    Command(
        "copy",
        QT_TRANSLATE_NOOP("Actions", "Copy the selected messages"),
        Group.MESSAGE,
        ("Ctrl+C",),
        "copy",
    ),
    Command(
        "message-info",
        QT_TRANSLATE_NOOP("Actions", "Message info…"),
        Group.MESSAGE,
        ("Ctrl+I",),
        "info",
    ),
    Command(
        "retry", QT_TRANSLATE_NOOP("Actions", "Send again"), Group.MESSAGE, ("Ctrl+R",), "retry"
    ),
    Command(
        "reveal-passphrase",
        QT_TRANSLATE_NOOP("Actions", "Show the passphrase"),
        Group.APP,
        ("Alt+R",),
        "eye",
    ),
    Command("lock", QT_TRANSLATE_NOOP("Actions", "Lock now"), Group.APP, ("Ctrl+L",), "lock"),
    Command(
        "settings", QT_TRANSLATE_NOOP("Actions", "Settings…"), Group.APP, ("Ctrl+,",), "settings"
    ),
    Command("larger", QT_TRANSLATE_NOOP("Actions", "Larger text"), Group.APP, ("Ctrl++", "Ctrl+=")),
    Command("smaller", QT_TRANSLATE_NOOP("Actions", "Smaller text"), Group.APP, ("Ctrl+-",)),
    Command(
        "normal-size", QT_TRANSLATE_NOOP("Actions", "Normal text size"), Group.APP, ("Ctrl+0",)
    ),
    Command("menu", QT_TRANSLATE_NOOP("Actions", "Menu"), Group.APP, ("F10",), "menu"),
    Command(
        "shortcuts",
        QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"),
        Group.APP,
        ("Ctrl+/",),
        "keyboard",
    ),
    Command("quit", QT_TRANSLATE_NOOP("Actions", "Quit Curbside"), Group.APP, ("Ctrl+Q",)),
)
BY_NAME = {command.name: command for command in COMMANDS}

HANDLED_BY_FOCUS = frozenset({"send", "new-line", "copy", "reveal-passphrase"})
"""Commands whose keys belong to whichever part has the focus; no window-wide shortcut."""


class ActionSet:
    """The commands of one window as QActions, connected to what does them."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}

    def connect(self, name: str, slot: Callable[[], object]) -> QAction:
        """Make the action `name` and have it call `slot`."""
        command = BY_NAME[name]
        action = QAction(command.label(), self._window)
        action.setObjectName(name)
        if name not in HANDLED_BY_FOCUS:
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: slot())
        self._window.addAction(action)
        self._actions[name] = action
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]
