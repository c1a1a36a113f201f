"""Every command of the program, once: its name, its words and its keys.

Menus, buttons and the sheet of shortcuts are made from this table, so none can disagree.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui.command import QT_TRANSLATE_NOOP, Command, Group

__all__ = ("BY_NAME", "COMMANDS", "HANDLED_BY_FOCUS", "ActionSet", "Command", "Group")

COMMANDS = (
    Command(
        "find",
        QT_TRANSLATE_NOOP("Actions", "Find a person or conversation"),
        Group.GO,
        ("Ctrl+K",),
        "users",
    ),
    Command(
        "search",
        QT_TRANSLATE_NOOP("Actions", "Search all messages"),
        Group.GO,
        ("Ctrl+Shift+F",),
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
        "new-group",
        QT_TRANSLATE_NOOP("Actions", "New group…"),
        Group.GO,
        ("Ctrl+N",),
        "users-plus",
    ),
    Command(
        "several-people",
        QT_TRANSLATE_NOOP("Actions", "Write to several people…"),
        Group.GO,
        ("Ctrl+Shift+N",),
        "send",
    ),
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
        "context-menu",
        QT_TRANSLATE_NOOP("Actions", "Menu of what you stand on"),
        Group.GO,
        ("Shift+F10", "Menu"),
    ),
    Command(
        "back",
        QT_TRANSLATE_NOOP("Actions", "Back to where you were"),
        Group.GO,
        ("Alt+Left",),
        "arrow-left",
    ),
    Command(
        "go-to-day",
        QT_TRANSLATE_NOOP("Actions", "Go to a day…"),
        Group.GO,
        ("Ctrl+G",),
        "calendar",
    ),
    Command(
        "verify",
        QT_TRANSLATE_NOOP("Actions", "Verify this contact…"),
        Group.CONVERSATION,
        ("Ctrl+Shift+C",),
        "shield-check",
    ),
    Command(
        "group-panel",
        QT_TRANSLATE_NOOP("Actions", "Members of this group…"),
        Group.CONVERSATION,
        ("Ctrl+Shift+G",),
        "users",
    ),
    Command(
        "write",
        QT_TRANSLATE_NOOP("Actions", "Write a message"),
        Group.CONVERSATION,
        ("Ctrl+T",),
        "pencil",
    ),
    Command(
        "attach",
        QT_TRANSLATE_NOOP("Actions", "Send files…"),
        Group.CONVERSATION,
        ("Ctrl+Shift+A",),
        "paperclip",
    ),
    Command(
        "record-voice",
        QT_TRANSLATE_NOOP("Actions", "Record a voice message"),
        Group.CONVERSATION,
        ("Ctrl+Shift+V",),
        "microphone",
    ),
    Command(
        "files",
        QT_TRANSLATE_NOOP("Actions", "All files of the conversation…"),
        Group.CONVERSATION,
        ("Ctrl+Shift+O",),
        "files",
    ),
    Command(
        "find-here",
        QT_TRANSLATE_NOOP("Actions", "Find in this conversation"),
        Group.CONVERSATION,
        ("Ctrl+F",),
        "search",
    ),
    Command(
        "find-next",
        QT_TRANSLATE_NOOP("Actions", "Next place found, further back in time"),
        Group.CONVERSATION,
        ("F3",),
    ),
    Command(
        "find-previous",
        QT_TRANSLATE_NOOP("Actions", "Previous place found"),
        Group.CONVERSATION,
        ("Shift+F3",),
    ),
    Command(
        "latest",
        QT_TRANSLATE_NOOP("Actions", "Jump to the latest message"),
        Group.CONVERSATION,
        ("Ctrl+End",),
        "arrow-down",
    ),
    Command(
        "pin",
        QT_TRANSLATE_NOOP("Actions", "Pin the conversation"),
        Group.CONVERSATION,
        ("Ctrl+Shift+P",),
        "pin",
        reverse=QT_TRANSLATE_NOOP("Actions", "Unpin the conversation"),
    ),
    Command(
        "mute",
        QT_TRANSLATE_NOOP("Actions", "Mute the conversation…"),
        Group.CONVERSATION,
        ("Ctrl+Shift+M",),
        "bell-off",
        reverse=QT_TRANSLATE_NOOP("Actions", "Unmute the conversation"),
    ),
    Command(
        "mark-unread",
        QT_TRANSLATE_NOOP("Actions", "Mark as unread"),
        Group.CONVERSATION,
        ("Ctrl+Shift+U",),
        "dot",
        reverse=QT_TRANSLATE_NOOP("Actions", "Mark as read"),
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
        "edit-last",
        QT_TRANSLATE_NOOP("Actions", "Edit your last message, from an empty field"),
        Group.MESSAGE,
        ("Up",),
    ),
    Command(
        "reply",
        QT_TRANSLATE_NOOP("Actions", "Reply"),
        Group.MESSAGE,
        ("Ctrl+Shift+R",),
        "reply",
        row_keys=("R",),
    ),
    Command(
        "react",
        QT_TRANSLATE_NOOP("Actions", "React…"),
        Group.MESSAGE,
        ("Ctrl+Shift+E",),
        "smile",
        row_keys=("+",),
    ),
    Command(
        "edit",
        QT_TRANSLATE_NOOP("Actions", "Edit"),
        Group.MESSAGE,
        icon="pencil",
        row_keys=("E",),
    ),
    Command(
        "forward",
        QT_TRANSLATE_NOOP("Actions", "Forward…"),
        Group.MESSAGE,
        icon="forward",
        row_keys=("F",),
    ),
    Command(
        "recall",
        QT_TRANSLATE_NOOP("Actions", "Take back…"),
        Group.MESSAGE,
        icon="undo",
        row_keys=("Del",),
    ),
    Command(
        "show-quoted",
        QT_TRANSLATE_NOOP("Actions", "Go to the message it replies to"),
        Group.MESSAGE,
        icon="message",
        row_keys=("Q",),
    ),
    Command(
        "select",
        QT_TRANSLATE_NOOP("Actions", "Select messages"),
        Group.MESSAGE,
        icon="check-circle",
        row_keys=("Space",),
    ),
    Command(
        "select-all",
        QT_TRANSLATE_NOOP("Actions", "Select all messages that are loaded"),
        Group.MESSAGE,
        row_keys=("Ctrl+A",),
    ),
    Command(
        "copy",
        QT_TRANSLATE_NOOP("Actions", "Copy"),
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
    Command("open-link", QT_TRANSLATE_NOOP("Actions", "Open link…"), Group.MESSAGE, ("Ctrl+O",)),
    Command(
        "emoji",
        QT_TRANSLATE_NOOP("Actions", "Insert an emoji…"),
        Group.MESSAGE,
        ("Ctrl+.",),
        "smile",
    ),
    Command(
        "file-open",
        QT_TRANSLATE_NOOP("Actions", "Open the file"),
        Group.MESSAGE,
        icon="eye",
        row_keys=("O",),
    ),
    Command(
        "file-fetch",
        QT_TRANSLATE_NOOP("Actions", "Fetch the file"),
        Group.MESSAGE,
        icon="download",
        row_keys=("D",),
    ),
    Command(
        "file-save",
        QT_TRANSLATE_NOOP("Actions", "Save the file as…"),
        Group.MESSAGE,
        icon="download",
        row_keys=("S",),
    ),
    Command(
        "file-copy",
        QT_TRANSLATE_NOOP("Actions", "Copy the picture"),
        Group.MESSAGE,
        icon="copy",
        row_keys=("C",),
    ),
    Command(
        "file-pause",
        QT_TRANSLATE_NOOP("Actions", "Pause the transfer"),
        Group.MESSAGE,
        icon="pause",
        row_keys=("P",),
    ),
    Command(
        "file-resume",
        QT_TRANSLATE_NOOP("Actions", "Go on with the transfer"),
        Group.MESSAGE,
        icon="play",
        row_keys=("G",),
    ),
    Command(
        "file-retry",
        QT_TRANSLATE_NOOP("Actions", "Try the transfer again"),
        Group.MESSAGE,
        icon="retry",
        row_keys=("T",),
    ),
    Command(
        "file-cancel",
        QT_TRANSLATE_NOOP("Actions", "Cancel the transfer"),
        Group.MESSAGE,
        icon="x",
        row_keys=("X",),
    ),
    Command(
        "voice-back",
        QT_TRANSLATE_NOOP("Actions", "Voice message: back 5 seconds"),
        Group.MESSAGE,
        row_keys=("Left",),
    ),
    Command(
        "voice-on",
        QT_TRANSLATE_NOOP("Actions", "Voice message: on 5 seconds"),
        Group.MESSAGE,
        row_keys=("Right",),
    ),
    Command(
        "voice-speed",
        QT_TRANSLATE_NOOP("Actions", "Voice message: faster, slower"),
        Group.MESSAGE,
        row_keys=("V",),
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
    Command("lock", QT_TRANSLATE_NOOP("Actions", "Lock now"), Group.APP, ("F12", "Ctrl+L"), "lock"),
    Command(
        "lock-fully",
        QT_TRANSLATE_NOOP("Actions", "Lock fully: no PIN opens it"),
        Group.APP,
        ("Shift+F12",),
    ),
    Command(
        "switch-person",
        QT_TRANSLATE_NOOP("Actions", "Switch person"),
        Group.APP,
        ("Ctrl+Shift+L",),
        "users",
    ),
    Command(
        "settings", QT_TRANSLATE_NOOP("Actions", "Settings…"), Group.APP, ("Ctrl+,",), "settings"
    ),
    Command("larger", QT_TRANSLATE_NOOP("Actions", "Larger text"), Group.APP, ("Ctrl++", "Ctrl+=")),
    Command("smaller", QT_TRANSLATE_NOOP("Actions", "Smaller text"), Group.APP, ("Ctrl+-",)),
    Command(
        "normal-size", QT_TRANSLATE_NOOP("Actions", "Normal text size"), Group.APP, ("Ctrl+0",)
    ),
    Command("menu", QT_TRANSLATE_NOOP("Actions", "Menu"), Group.APP, ("F10",), "menu"),
    Command("help", QT_TRANSLATE_NOOP("Actions", "Help"), Group.APP, ("F1",), "help"),
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

HANDLED_BY_FOCUS = frozenset(
    {"send", "new-line", "copy", "edit-last", "reveal-passphrase", "context-menu"}
)
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
