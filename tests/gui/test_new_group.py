"""Making a group: by keyboard alone, with what is refused, and once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.groups import GroupRole, GroupView
from app.services.group_errors import LastAdmin
from app.ui.dialogs.new_group import NewGroupDialog
from app.ui.gallery_data import AMIRA, CHANGED, LONG, NO_DEVICE
from tests.gui.care_team import Team
from tests.gui.conftest import StartUi, press


class TestNewGroup:
    def test_by_keyboard_alone(self, start_ui: StartUi, qtbot: QtBot) -> None:
        team = Team(start_ui)
        window = team.state.ui.window
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        dialog = team.dialog(NewGroupDialog)
        assert isinstance(dialog, NewGroupDialog)
        team.state.wait(dialog.title.hasFocus)
        assert not dialog.go_on.isEnabled()
        qtbot.keyClicks(dialog.title, "Cardiac team")
        press(qtbot, Qt.Key.Key_Return)
        for part in ("amira", "hannah"):
            qtbot.keyClicks(dialog.picker.filter, part)
            press(qtbot, Qt.Key.Key_Return)
        assert {c.name for c in dialog.picker.chosen} == {AMIRA.name, NO_DEVICE.name}
        dialog.go_on.click()
        dialog.history.setChecked(True)
        dialog.admin_list.toggle_row(0)
        dialog.go_on.click()
        team.state.wait(lambda: team.state.main.chat is not None)
        team.state.wait(lambda: team.state.chat.conversation.title == "Cardiac team")
        made = team.state.chat.conversation.group
        assert made is not None
        assert made.passes_history
        assert sum(m.role is GroupRole.ADMIN for m in made.members) == 2

    def test_refusal_keeps_what_was_chosen(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        team.state.main.groups.make()
        dialog = team.dialog(NewGroupDialog)
        assert isinstance(dialog, NewGroupDialog)
        dialog.title.setText("X")
        dialog.picker.choose([AMIRA.account_id, CHANGED.account_id])
        assert [c.name for c in dialog.picker.chosen] == [AMIRA.name], "a changed key is refused"
        dialog.go_on.click()
        team.client.fail_next = LastAdmin()
        dialog.go_on.click()
        team.state.wait(dialog.banner.isVisible)
        assert dialog.title.text() == "X"
        assert dialog.go_on.isEnabled()

    def test_one_whose_other_admins_were_refused_is_made_once(
        self, start_ui: StartUi, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        team = Team(start_ui)
        before = len(team.client.groups.views)

        async def refuse(*_: object) -> GroupView:
            raise LastAdmin

        monkeypatch.setattr(team.client.groups, "change", refuse)
        team.state.main.groups.make()
        dialog = team.dialog(NewGroupDialog)
        assert isinstance(dialog, NewGroupDialog)
        dialog.title.setText("Cardiac team")
        dialog.picker.choose([AMIRA.account_id])
        dialog.go_on.click()
        dialog.admin_list.toggle_row(0)
        dialog.go_on.click()
        team.state.wait(lambda: team.state.main.chat is not None)
        team.state.wait(lambda: team.state.chat.conversation.title == "Cardiac team")
        team.state.wait(team.state.main.error_banner.isVisible)
        assert len(team.client.groups.views) == before + 1

    def test_chips_take_people_away(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        team.state.main.groups.make()
        dialog = team.dialog(NewGroupDialog)
        assert isinstance(dialog, NewGroupDialog)
        dialog.picker.choose([AMIRA.account_id, LONG.account_id])
        chip = dialog.picker.chips._buttons[0]
        assert chip.accessibleName() == f"Remove {AMIRA.name}"
        chip.click()
        assert [c.name for c in dialog.picker.chosen] == [LONG.name]

    def test_every_part_has_a_name(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        team.panel()
        team.state.main.dialogs.close_all()
        team.state.main.groups.make()
        dialog = team.dialog(NewGroupDialog)
        for part in dialog.findChildren(QWidget):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.isVisible():
                reader = QAccessible.queryAccessibleInterface(part)
                name = reader.text(QAccessible.Text.Name) if reader is not None else ""
                assert name, type(part).__name__
