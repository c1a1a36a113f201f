"""Groups in the windows: their conversation, their panel, mentions, several people."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.core.bus import SendingProgress
from app.core.file_content import Bitmap
from app.core.groups import GroupChange, GroupNotice, GroupRole, GroupState
from app.core.ids import AccountId
from app.core.records import ReachRecord
from app.services.group_errors import LastAdmin
from app.ui.dialogs.base import ConfirmDialog
from app.ui.dialogs.broadcast import BroadcastDialog
from app.ui.dialogs.group_panel import GroupPanel
from app.ui.gallery_data import AMIRA, CHANGED, LONG, TWIN
from app.ui.gallery_groups import sample_picture
from app.ui.gallery_services import OWN, SampleClient
from app.ui.group_picture import square
from app.ui.names import Names
from app.ui.widgets.chat_view import ChatView
from tests.gui.care_team import Team
from tests.gui.conftest import StartUi, press, unlock


def spoken(chat: ChatView, row: int) -> str:
    return str(chat.timeline.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def choose(panel: GroupPanel, account: AccountId) -> None:
    row = panel.members.model.row_of(account)
    panel.members.list.setCurrentIndex(panel.members.model.index(row))


class TestConversation:
    def test_says_who_wrote_what_and_who_was_mentioned(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        put = team.client.put
        put(team.shim, "Morning", sender=AMIRA)
        put(team.shim, "Hello @Old Name!", sender=LONG, mentions=((6, 9, OWN.account_id),))
        put(team.shim, "Done", mine=True, reach=ReachRecord(6, 5, 3))
        chat = team.open()
        assert "Morning" in spoken(chat, 1)
        assert AMIRA.name in spoken(chat, 1)
        assert f"Hello @{OWN.name}!" in spoken(chat, 2)
        assert "you are mentioned" in spoken(chat, 2)
        assert "Read by 3 of 6" in spoken(chat, 3)
        assert chat.header.members.isVisible()
        assert not chat.header.chip.isVisible()

    def test_lines_name_people(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        groups = team.client.groups
        people = (LONG.account_id, OWN.account_id)
        groups.note(team.group, GroupNotice(GroupChange.REMOVED, AMIRA.account_id, people))
        alone = (OWN.account_id,)
        groups.note(team.group, GroupNotice(GroupChange.ADMIN, AMIRA.account_id, alone))
        groups.note(team.group, GroupNotice(GroupChange.REFUSED, CHANGED.account_id))
        chat = team.open()
        assert f"{AMIRA.name} removed {LONG.name} and you" in spoken(chat, 1)
        assert f"{AMIRA.name} made you an admin" in spoken(chat, 2)
        assert f"{CHANGED.name} is not in this group" in spoken(chat, 3)

    @pytest.mark.parametrize("change", list(GroupChange))
    def test_every_line_has_words(self, change: GroupChange, qapp: QApplication) -> None:
        from app.core.group_records import encode_notice
        from app.ui.group_words import notice_icon, notice_words

        for actor in (OWN.account_id, AMIRA.account_id):
            names = Names(OWN)
            names.learn({each.account_id: each for each in (AMIRA, LONG)})
            text = encode_notice(GroupNotice(change, actor, (LONG.account_id,), "Ward"))
            assert "{" not in notice_words(text, names)
            assert notice_icon(text)[0]

    @pytest.mark.parametrize(
        ("state", "words"),
        [(GroupState.LEFT, "You left this group"), (GroupState.REMOVED, "You are not in this")],
    )
    def test_nothing_can_be_written_after_it(
        self, start_ui: StartUi, state: GroupState, words: str
    ) -> None:
        chat = Team(start_ui, state=state).open()
        assert not chat.composer.edit.isEnabled()
        assert words in chat.composer.hint.text()

    def test_two_versions_are_explained_and_read(self, start_ui: StartUi) -> None:
        team = Team(start_ui, forked=True)
        chat = team.open()
        assert "two versions" in chat.group_banner.text
        chat.group_banner.button.click()
        dialog = team.dialog(ConfirmDialog)
        assert isinstance(dialog, ConfirmDialog)
        dialog.accept()
        team.state.wait(lambda: not team.current().forked)
        team.state.wait(chat.group_banner.isHidden)

    def test_first_contact_shows_how_far_it_is(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        chat = team.open()
        team.client.bus.publish(SendingProgress(team.group.conversation_id, 120, 400))
        assert "400 devices: 120" in chat.sending_strip.accessibleName()
        assert chat.sending_strip.isVisible()
        team.client.bus.publish(SendingProgress(team.group.conversation_id, 400, 400))
        assert chat.sending_strip.isHidden()


class TestMentions:
    def test_at_offers_members_and_enter_takes_one(self, start_ui: StartUi, qtbot: QtBot) -> None:
        team = Team(start_ui)
        chat = team.open()
        chat.composer.edit.setFocus()
        qtbot.keyClicks(chat.composer.edit, "ask @ami")
        offered = chat.composer.mentions.list
        assert offered.isVisible()
        assert offered.count() == 1
        assert AMIRA.name in offered.item(0).text()
        press(qtbot, Qt.Key.Key_Return)
        assert chat.composer.text == f"ask @{AMIRA.name} "
        chat.composer.button.click()
        team.state.wait(lambda: team.client.sent_texts)
        rows = team.client.timelines[team.group.conversation_id]
        assert rows[-1].mentions == ((4, len(AMIRA.name) + 1, AMIRA.account_id),)

    def test_none_is_offered_between_two_people(self, start_ui: StartUi, qtbot: QtBot) -> None:
        chat = Team(start_ui).state.open(AMIRA)
        chat.composer.edit.setFocus()
        qtbot.keyClicks(chat.composer.edit, "@ami")
        assert not chat.composer.mentions.list.isVisible()
        assert chat.composer.mentions.mentions_in(f"@{AMIRA.name}") == ()

    def test_only_whole_names_count(self, start_ui: StartUi) -> None:
        chat = Team(start_ui).open()
        find = chat.composer.mentions.mentions_in
        assert find(f"a@{AMIRA.name}, @{TWIN.name}s") == (
            (1, len(AMIRA.name) + 1, AMIRA.account_id),
        )

    def test_the_list_shows_that_one_is_meant(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        mention = ((0, 3, OWN.account_id),)
        team.client.put(team.shim, "@me", sender=LONG, mentions=mention, unread=True, publish=True)
        rows = team.state.main._conversations

        def marked() -> bool:
            row = rows.row_of(team.shim.account_id)
            return row >= 0 and rows.row(row).mentioned

        team.state.wait(marked)
        row = rows.row(rows.row_of(team.shim.account_id))
        assert "you are mentioned" in row.spoken()
        assert LONG.name in row.last_words


class TestPanel:
    def test_admin_changes_everything(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        panel = team.panel()
        panel.title.setText("Ward 3C")
        panel.save.click()
        team.state.wait(lambda: team.current().title == "Ward 3C")
        team.state.wait(lambda: panel.heading.text() == "Ward 3C")
        choose(panel, AMIRA.account_id)
        panel.members.admin.click()
        team.state.wait(
            lambda: any(
                m.account_id == AMIRA.account_id and m.role is GroupRole.ADMIN
                for m in team.current().members
            )
        )
        panel.history.click()
        team.state.wait(lambda: team.current().passes_history)
        choose(panel, LONG.account_id)
        panel.members.remove.click()
        team.state.wait(lambda: isinstance(panel.asking, ConfirmDialog))
        assert panel.asking is not None
        panel.asking.accept()
        team.state.wait(
            lambda: LONG.account_id not in {m.account_id for m in team.current().members}
        )

    def test_member_only_looks(self, start_ui: StartUi) -> None:
        panel = Team(start_ui, is_admin=False, admins=(AMIRA,)).panel()
        choose(panel, AMIRA.account_id)
        for hidden in (panel.title, panel.save, panel.add, panel.history):
            assert not hidden.isVisible()
        assert not panel.members.remove.isVisible()
        assert not panel.members.admin.isVisible()
        assert panel.members.write.isVisible()
        assert panel.leave.isVisible()
        assert "The relay sees none of it" in panel.rules.text()

    def test_refusal_says_why(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        panel = team.panel()
        team.client.fail_next = LastAdmin()
        panel.members.admin.click()
        team.state.wait(panel.banner.isVisible)
        assert "only admin" in panel.banner.text

    def test_leaving_asks(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        panel = team.panel()
        panel.leave.click()
        assert panel.asking is not None
        assert team.current().state is GroupState.MEMBER
        panel.asking.accept()
        team.state.wait(lambda: team.current().state is GroupState.LEFT)

    def test_writes_to_a_member_alone(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        panel = team.panel()
        choose(panel, AMIRA.account_id)
        panel.members.write.click()
        team.state.wait(lambda: team.state.chat.contact.account_id == AMIRA.account_id)

    def test_whose_key_changed_is_added_again(self, start_ui: StartUi) -> None:
        client = SampleClient([AMIRA, CHANGED])
        group = client.groups.make("Ward", (AMIRA, CHANGED))
        members = tuple(
            type(m)(m.contact, m.account_id, m.name, m.role, receives=m.contact is not CHANGED)
            for m in group.members
        )
        from dataclasses import replace

        client.groups.put(replace(group, members=members))
        state = start_ui(client)
        unlock(state)
        chat = state.open(client.groups.partner(group))
        assert "key changed" in chat.group_banner.text
        chat.group_banner.button.click()
        state.wait(lambda: isinstance(state.main.dialogs.current, GroupPanel))
        panel = state.main.dialogs.current
        assert isinstance(panel, GroupPanel)
        choose(panel, CHANGED.account_id)
        panel.members.again.click()
        state.wait(lambda: client.groups.changes)
        assert client.groups.changes[-1].add == (CHANGED.account_id,)


class TestSeveralPeople:
    def test_each_gets_it_alone(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        team.state.main.groups.write_to_several()
        dialog = team.dialog(BroadcastDialog)
        assert isinstance(dialog, BroadcastDialog)
        dialog.picker.choose([AMIRA.account_id, LONG.account_id])
        dialog.name.setText("On call")
        dialog.keep.click()
        team.state.wait(lambda: team.client.groups.kept)
        team.state.wait(lambda: dialog.list is not None)
        dialog.go_on.click()
        assert not dialog.go_on.isEnabled()
        dialog.edit.setPlainText("Theatre 2 is closed")
        dialog.go_on.click()
        team.state.wait(lambda: team.client.groups.broadcasts)
        people, text = team.client.groups.broadcasts[0]
        assert set(people) == {AMIRA.account_id, LONG.account_id}
        assert text == "Theatre 2 is closed"
        team.state.wait(lambda: "2 people" in team.state.main.error_banner.text)

    def test_a_list_is_deleted_after_a_question(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        people = (AMIRA,)
        from app.core.groups import BroadcastListView

        team.client.groups.kept[b"1" * 16] = BroadcastListView(b"1" * 16, "Night", people)
        team.state.main.groups.write_to_several()
        dialog = team.dialog(BroadcastDialog)
        assert isinstance(dialog, BroadcastDialog)
        dialog.choice.setCurrentIndex(1)
        dialog.choice.activated.emit(1)
        assert [c.name for c in dialog.picker.chosen] == [AMIRA.name]
        dialog.delete.click()
        assert dialog.asking is not None
        dialog.asking.accept()
        team.state.wait(lambda: not team.client.groups.kept)


class TestFinding:
    def test_people_list_switcher_and_search_have_groups(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        main = team.state.main
        assert main._people.row(0).group is not None
        assert any(row.group is not None for row in main.every_row())
        main.search.open_panel()
        main.search.panel.field.setText("ward")
        model = main.search.panel.model
        team.state.wait(lambda: any("group Ward 3B" in model.row(n).spoken() for n in _rows(model)))

    def test_a_picture_is_cut_square(self) -> None:
        wide = Bitmap(4, 2, bytes(range(16)))
        assert square(wide) == Bitmap(2, 2, bytes([2, 3, 4, 5, 10, 11, 12, 13]))
        assert square(sample_picture()) == sample_picture()

    def test_a_file_that_is_no_picture_is_refused(self, start_ui: StartUi, tmp_path: Path) -> None:
        team = Team(start_ui)
        panel = team.panel()
        file = tmp_path / "notes.txt"
        file.write_text("words")
        panel.picture.read(file)
        team.state.wait(panel.banner.isVisible)


def _rows(model: QObject) -> range:
    return range(model.rowCount())  # type: ignore[attr-defined]  # the search's own model


class TestOpeningAhead:
    def test_one_view_waits_and_holds_nothing(self, start_ui: StartUi) -> None:
        team = Team(start_ui)
        first = team.state.open(AMIRA)
        opened = team.state.main.opened
        team.state.wait(lambda: opened._spare is not None)
        spare = opened._spare
        assert spare is not None
        assert spare is not first
        assert not hasattr(spare, "conversation")
        assert spare.timeline.rowCount() == 0
        second = team.open()
        assert second is spare
        assert "Just us" not in str([spoken(second, n) for n in _rows(second.timeline)])
        team.state.wait(lambda: not isValid(first))

    def test_none_is_built_while_one_types(self, start_ui: StartUi, qtbot: QtBot) -> None:
        team = Team(start_ui)
        opened = team.state.main.opened
        chat = team.state.open(AMIRA)
        team.state.wait(lambda: opened._quiet.isActive() or opened._spare is not None)
        opened._take_spare()
        opened._quiet.setTimerType(Qt.TimerType.PreciseTimer)
        opened._quiet.setInterval(600_000)
        opened.build_ahead_soon()
        team.state.wait(lambda: opened._quiet.remainingTime() < 599_900)
        none = Qt.KeyboardModifier.NoModifier
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, none, "a")
        QApplication.sendEvent(team.state.ui.window.windowHandle(), key)
        assert opened._quiet.remainingTime() > 599_900, "it waits anew"
        assert opened._spare is None
        assert chat is team.state.chat
