"""The whole app without a mouse: the table of keys holds, and the focus never gets lost."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QMetaMethod, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.core.preferences import SendKey
from app.core.records import MessageKind
from app.ui.actions import BY_NAME, COMMANDS, HANDLED_BY_FOCUS
from app.ui.delegates.message_delegate import MessageDelegate
from app.ui.dialogs.switcher import SwitcherDialog
from app.ui.gallery_data import AMIRA
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.models.conversation_list import PersonRow
from app.ui.models.switcher import SwitcherModel, candidates, rank
from tests.gui.conftest import Running, focused, press

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PAINTED = {
    "retry_clicked": "retry",
    "quote_clicked": "show-quoted",
    "day_clicked": "go-to-day",
    "reaction_clicked": "react",
    "file_clicked": "file-open",
    "expanded": "",
    "flash_changed": "",
}
"""What can be clicked in a painted row, and the command that does the same.

Enter unfolds a long message (`test_enter_unfolds` in the tests of reading); nobody clicks a flash.
What a click on a file does depends on its state; each of these has a command and a key.
"""
EDITING = [
    f"{shift}{keys}"
    for keys in (
        "Ctrl+Left",
        "Ctrl+Right",
        "Ctrl+Home",
        "Ctrl+Backspace",
        "Ctrl+Del",
        "Home",
        "End",
    )
    for shift in ("", "Shift+")
] + ["Ctrl+A", "Ctrl+X", "Ctrl+V", "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+Ins", "Shift+Ins"]
"""Keys of every text field, on every system."""


def combination(keys: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    pressed = cast("Any", QKeySequence(keys))[0]  # its stub does not know that it can be indexed
    return pressed.key(), pressed.keyboardModifiers()


class TestTable:
    def test_no_key_means_two_things_in_one_place(self) -> None:
        window = [key for command in COMMANDS for key in command.keys]
        rows = [key for command in COMMANDS for key in command.row_keys]
        assert len(window) == len(set(window))
        assert len(rows) == len(set(rows))
        assert not set(rows) & set(window)
        by_ctrl_enter = [key for c in COMMANDS for key in c.all_keys(SendKey.CTRL_ENTER)]
        assert len(by_ctrl_enter) == len(set(by_ctrl_enter))

    def test_keys_are_keys(self) -> None:
        for command in COMMANDS:
            for keys in (*command.keys, *command.row_keys):
                assert QKeySequence(keys).toString(), (command.name, keys)

    def test_editing_text_is_left_alone(self) -> None:
        taken = {key for command in COMMANDS for key in command.keys}
        assert not taken & set(EDITING)

    def test_nothing_takes_what_altgr_types(self) -> None:
        for command in COMMANDS:
            for keys in (*command.keys, *command.row_keys):
                _key, modifiers = combination(keys)
                assert not (modifiers & CTRL and modifiers & ALT), command.name

    def test_whatever_is_clicked_in_a_row_has_a_command(self) -> None:
        meta = cast("Any", MessageDelegate).staticMetaObject
        own = {
            bytes(meta.method(n).name().data()).decode()
            for n in range(meta.methodOffset(), meta.methodCount())
            if meta.method(n).methodType() is QMetaMethod.MethodType.Signal
        }
        assert own == set(PAINTED)
        for name in filter(None, PAINTED.values()):
            assert BY_NAME[name].keys or BY_NAME[name].row_keys, name


def test_every_key_of_the_sheet_does_its_command(running: Running, qtbot: QtBot) -> None:
    """From the composer, where people are most of the time; with the real shortcuts."""
    chat = running.open(AMIRA)
    focused(running, chat.composer.edit)
    heard: list[str] = []
    actions = {action.objectName(): action for action in running.main.actions()}
    for name, action in actions.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _on=False, name=name: heard.append(name))
    assert set(actions) == {c.name for c in COMMANDS if c.keys} - HANDLED_BY_FOCUS
    for command in COMMANDS:
        if command.name in HANDLED_BY_FOCUS:
            continue
        for keys in command.keys:
            heard.clear()
            press(qtbot, *combination(keys))
            assert heard == [command.name], keys
    assert chat.composer.text == ""
    heard.clear()
    chat.composer.edit.setPlainText("one two")
    press(qtbot, Qt.Key.Key_End, CTRL)  # about the text, where there is one
    assert heard == []
    assert chat.composer.edit.textCursor().position() == len("one two")
    qtbot.keyClick(chat.composer.edit, "@", CTRL | ALT)  # AltGr+Q on a German keyboard
    assert heard == []
    assert chat.composer.text == "one two@"
    chat.composer.edit.clear()
    focused(running, chat.composer.edit)
    press(qtbot, Qt.Key.Key_F6, SHIFT)
    chat.list.setFocus(Qt.FocusReason.TabFocusReason)
    asked: list[str] = []
    chat.list.command_requested.disconnect()
    chat.list.command_requested.connect(lambda name, _row: asked.append(name))
    for command in COMMANDS:
        for keys in command.row_keys:
            asked.clear()
            press(qtbot, *combination(keys))
            assert asked == [command.name], keys
    asked.clear()
    press(qtbot, Qt.Key.Key_C, CTRL)
    assert asked == ["copy"]


def test_menus_show_the_keys_of_the_table(running: Running) -> None:
    chat = running.open(AMIRA)
    texts = [chat.timeline.message(n) for n in range(chat.timeline.rowCount())]
    menus = [
        chat.commands.menu_for(message) for message in texts if message.kind is MessageKind.TEXT
    ]
    row = running.main._conversations.row(0)
    menus.append(running.main.conversations.menu_for(row))
    seen = set()
    for action in (action for menu in menus for action in menu.actions()):
        if command := BY_NAME.get(action.objectName()):
            seen.add(command.name)
            if action.menu() is None and command.keys_label():
                assert action.text().endswith(f"\t{command.keys_label()}"), action.text()
    assert {"reply", "react", "copy", "message-info", "pin"} <= seen
    for menu in menus:
        menu.close()


class TestMenuKey:
    def test_shift_f10_opens_the_menu_of_the_row(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        focused(running, chat.composer.edit)
        press(qtbot, Qt.Key.Key_F6, SHIFT)
        asked: list[int] = []
        chat.list.menu_requested.disconnect()
        chat.list.menu_requested.connect(lambda row_id, _at: asked.append(row_id))
        press(qtbot, Qt.Key.Key_F10, SHIFT)
        here = chat.timeline.message(chat.list.currentIndex().row()).row_id
        assert asked == [here]

    def test_in_a_list_of_people(self, running: Running, qtbot: QtBot) -> None:
        asked: list[PersonRow] = []
        running.main.sidebar.menu_requested.disconnect()
        running.main.sidebar.menu_requested.connect(lambda row, _at: asked.append(row))
        running.main.sidebar.focus_list()
        rows = running.main.sidebar.lists[0]
        focused(running, rows)
        press(qtbot, Qt.Key.Key_F10, SHIFT)
        assert asked == [running.main._conversations.row(rows.currentIndex().row())]

    def test_in_a_field_and_in_a_dialog(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        focused(running, chat.composer.edit)
        press(qtbot, Qt.Key.Key_F10, SHIFT)
        _close_menu(running)
        press(qtbot, Qt.Key.Key_K, CTRL)
        dialog = running.main.dialogs.current
        assert isinstance(dialog, SwitcherDialog)
        focused(running, dialog.field)
        press(qtbot, Qt.Key.Key_F10, SHIFT)
        _close_menu(running)


def _close_menu(running: Running) -> None:
    running.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()
    menu.close()


class TestSwitcher:
    def test_the_best_match_comes_first(self, running: Running) -> None:
        rows = running.main.every_row()
        by_name = {row.contact.name: row for row in rows}
        assert len(rows) == len({row.contact.account_id for row in rows})
        haddad = by_name[AMIRA.name]
        first, last = AMIRA.name.split()[0], AMIRA.name.split()[-1]
        ranks = [rank(haddad, text) for text in (first, last, last[1:], "zzz")]
        assert ranks == sorted(ranks)
        model = SwitcherModel()
        model.set_rows(rows)
        for text in (first, last, last[:3]):
            model.set_filter(text)
            found = [rank(model.row(n), text) for n in range(model.rowCount())]
            assert found == sorted(found)
            assert found

    def test_unread_first_and_the_open_one_last(self, running: Running) -> None:
        conversations = running.main._conversations.every_row()
        people = running.main._people.every_row()
        current = conversations[0].contact.account_id
        rows = candidates(conversations, people, current)
        talks = rows[: len(conversations)]
        assert talks[-1].contact.account_id == current
        loud = [bool(row.unread) and not row.muted for row in talks[:-1]]
        assert loud == sorted(loud, reverse=True)
        assert {row.contact.account_id for row in people} <= {
            row.contact.account_id for row in rows
        }

    def test_arrows_and_enter(self, running: Running, qtbot: QtBot) -> None:
        press(qtbot, Qt.Key.Key_K, CTRL)
        dialog = running.main.dialogs.current
        assert isinstance(dialog, SwitcherDialog)
        focused(running, dialog.field)
        press(qtbot, Qt.Key.Key_Down)
        press(qtbot, Qt.Key.Key_Down)
        press(qtbot, Qt.Key.Key_Up)
        assert dialog.list.currentIndex().row() == 1
        wanted = dialog._model.row(1).contact.account_id
        press(qtbot, Qt.Key.Key_Return)
        running.wait(lambda: running.main.chat is not None)
        assert running.chat.contact.account_id == wanted

    def test_nobody(self, running: Running, qtbot: QtBot) -> None:
        press(qtbot, Qt.Key.Key_K, CTRL)
        dialog = running.main.dialogs.current
        assert isinstance(dialog, SwitcherDialog)
        focused(running, dialog.field)
        qtbot.keyClicks(dialog.field, "qqqq")
        assert dialog.nothing.isVisible()
        press(qtbot, Qt.Key.Key_Return)
        assert running.main.dialogs.current is dialog


class TestPanes:
    def test_f6_reaches_every_area_and_comes_back(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        focused(running, chat.composer.edit)
        running.main.error_banner.say("No paper.", "danger", button="Again", action=lambda: None)
        chat.error_banner.say("Not sent.", "danger", dismissable=True)
        chat.commands.run("reply")
        running.wait(chat.composer.strip.isVisible)
        running.main.search.open_panel()
        chat.composer.edit.setFocus()
        expected = [
            running.main.error_banner,
            running.main.search.panel.field,
            running.main.search.panel.filters,
            chat.error_banner,
            chat.list,
            chat.composer.strip,
            chat.composer.edit,
        ]
        for key in (SHIFT, Qt.KeyboardModifier.NoModifier):
            order = reversed(expected[:-1]) if key is SHIFT else expected
            for pane in order:
                press(qtbot, Qt.Key.Key_F6, key)
                focus = QApplication.focusWidget()
                assert focus is not None
                assert pane is focus or pane.isAncestorOf(focus), pane
            if key is SHIFT:
                press(qtbot, Qt.Key.Key_F6, key)
                assert chat.composer.edit.hasFocus()

    def test_the_bar_for_chosen_messages_is_an_area(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        focused(running, chat.composer.edit)
        chat.commands.run("select")
        running.wait(chat.selection_bar.isVisible)
        focused(running, chat.list)
        press(qtbot, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert chat.selection_bar.isAncestorOf(focus)
        press(qtbot, Qt.Key.Key_Escape)
        running.wait(chat.list.hasFocus)


class TestFocusIsKept:
    def test_after_sending(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        focused(running, chat.composer.edit)
        qtbot.keyClicks(chat.composer.edit, "On my way")
        press(qtbot, Qt.Key.Key_Return)
        running.wait(lambda: running.client.sent_texts == ["On my way"])
        assert chat.composer.edit.hasFocus()

    def test_after_a_dialog(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        focused(running, chat.composer.edit)
        for name in ("shortcuts", "settings"):
            press(qtbot, *combination(BY_NAME[name].keys[0]))
            running.wait(lambda: running.main.dialogs.current is not None)
            dialog = running.main.dialogs.current
            assert dialog is not None
            running.wait(dialog.isActiveWindow)
            press(qtbot, Qt.Key.Key_Escape)
            running.wait(lambda: running.main.dialogs.current is None)
            running.ui.window.activateWindow()  # window systems do this themselves
            focused(running, chat.composer.edit)

    def test_after_the_row_under_it_goes(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        focused(running, chat.composer.edit)
        press(qtbot, Qt.Key.Key_F6, SHIFT)
        press(qtbot, Qt.Key.Key_Up)
        row = chat.list.currentIndex().row()
        chat.timeline._forget([chat.timeline.message(row).row_id])
        assert chat.list.hasFocus()
        assert chat.list.currentIndex().isValid()

    def test_after_lock_and_unlock(self, running: Running, qtbot: QtBot) -> None:
        running.main.sidebar.focus_list()
        press(qtbot, Qt.Key.Key_F12)
        running.wait(lambda: running.ui.main is None)
        screen = running.ui.window.centralWidget()
        focused(running, screen.field.edit)
        qtbot.keyClicks(screen.field.edit, PASSPHRASE)
        press(qtbot, Qt.Key.Key_Return)
        running.wait(lambda: running.ui.main is not None and running.ui.main.own is not None)
        running.wait(
            lambda: isinstance(QApplication.focusWidget(), type(running.main.sidebar.lists[0]))
        )
