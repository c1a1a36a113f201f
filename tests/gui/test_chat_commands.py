"""Reacting, forwarding, choosing, jumping: what one does with messages, as a person does it."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.ui import clipboard
from app.ui.dialogs.forward import ForwardDialog
from app.ui.gallery_chat import type_in
from app.ui.gallery_data import AMIRA, CHANGED, LONG, TWIN
from app.ui.gallery_services import SampleClient
from app.ui.models.timeline import ROW_ROLE
from tests.gui.conftest import Running, SomeError, StartUi, press, unlock
from tests.gui.talk import click, local_day, spoken, stand_on, stored

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class TestReactions:
    def test_by_key_and_taken_back_by_a_click(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        row_id = stored(talk, "Please check potassium.").row_id
        stand_on(chat, row_id)
        qtbot.keyClicks(chat.list, "+")
        popup = chat.commands.reactions
        assert popup.isVisible()
        assert len(popup.bar.buttons) == 6
        focus = QApplication.focusWidget()
        assert focus is popup.bar.buttons[0]
        emoji = popup.bar.buttons[0].text()
        qtbot.keyClick(focus, Qt.Key.Key_Space)
        talk.wait(lambda: f"{emoji} from You" in spoken(chat, row_id))
        assert not popup.isVisible()
        index = chat.timeline.index(chat.timeline.row_of(row_id))
        part = chat.list.delegate.layout_of(index, chat.list.viewport().width()).reactions
        assert part is not None
        assert part.chips[0].group.label() == "You"
        click(talk, chat, row_id, part.chips[0].rect.center().toPoint())
        talk.wait(lambda: emoji not in spoken(chat, row_id))

    def test_the_same_one_again_takes_it_back(self, talk: Running) -> None:
        chat = talk.chat
        row_id = stored(talk, "And magnesium.").row_id
        chat.commands.run("react", row_id)
        chat.commands.reactions.bar.buttons[1].click()
        talk.wait(lambda: len(talk.client.row(row_id).reactions) == 1)
        talk.wait(lambda: "✅ from You" in spoken(chat, row_id))
        chat.commands.run("react", row_id)
        assert chat.commands.reactions.bar.buttons[1].isChecked()
        chat.commands.reactions.bar.buttons[1].click()
        talk.wait(lambda: not talk.client.row(row_id).reactions)

    def test_not_with_somebody_who_cannot_be_written_to(self, talk: Running) -> None:
        talk.client.put(CHANGED, "CT slot at 14:30 is yours.")
        chat = talk.open(CHANGED)
        row_id = stored(talk, "CT slot at 14:30 is yours.").row_id
        chat.commands.run("react", row_id)
        chat.commands.run("reply", row_id)
        assert not chat.commands.reactions.isVisible()
        assert chat.drafting.answered is None
        names = [a.objectName() for a in chat.commands.menu_for(talk.client.row(row_id)).actions()]
        assert "reply" not in names
        assert "forward" in names


class TestForward:
    def open(self, state: Running, *texts: str) -> ForwardDialog:
        state.main.dialogs.forward(tuple(stored(state, text).row_id for text in texts))
        state.wait(lambda: isinstance(state.main.dialogs.current, ForwardDialog))
        dialog = state.main.dialogs.current
        assert isinstance(dialog, ForwardDialog)
        return dialog

    def row_of(self, dialog: ForwardDialog, name: str) -> int:
        return next(
            number
            for number in range(dialog.people.rowCount())
            if dialog.people.row(number).contact.name == name
        )

    def test_names_the_recipients_before_anything_is_sent(
        self, talk: Running, qtbot: QtBot
    ) -> None:
        dialog = self.open(talk, "Please check potassium.", "And magnesium.")
        assert not dialog.go_on.isEnabled()
        qtbot.keyClicks(dialog.filter, "anna")
        qtbot.keyClick(dialog.filter, Qt.Key.Key_Return)
        dialog.filter.clear()
        dialog.list.toggle_row(self.row_of(dialog, LONG.name))
        dialog.go_on.click()
        assert talk.client.chat.forwards == []
        page = dialog.pages.currentWidget()
        words = [label.text() for label in page.findChildren(QLabel)]
        assert TWIN.name in words
        assert LONG.name in words
        assert any("listed alike" in word for word in words)
        assert "Please check potassium." in words
        assert dialog.go_on.text() == "Forward to 2 people"
        dialog.go_on.click()
        talk.wait(lambda: talk.main.dialogs.current is None)
        [(rows, to)] = talk.client.chat.forwards
        assert rows == (1, 2)
        assert set(to) == {TWIN.conversation_id, LONG.conversation_id}
        assert "Forwarded to Anna Müller" in talk.chat.error_banner.text
        chat = talk.open(TWIN)
        assert "Forwarded" in spoken(chat, chat.timeline.message(0).row_id)

    def test_nobody_who_is_blocked(self, talk: Running) -> None:
        dialog = self.open(talk, "And magnesium.")
        number = self.row_of(dialog, CHANGED.name)
        dialog.list.toggle_row(number)
        assert dialog.chosen == []
        index = dialog.people.index(number)
        assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
        assert "key changed" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        dialog.reject()

    def test_a_failure_is_said_and_can_be_tried_again(self, talk: Running) -> None:
        dialog = self.open(talk, "And magnesium.")
        dialog.list.toggle_row(self.row_of(dialog, TWIN.name))
        dialog.go_on.click()
        talk.client.fail_next = SomeError()
        dialog.go_on.click()
        talk.wait(lambda: "It did not work." in dialog.banner.text)
        dialog.go_on.click()
        talk.wait(lambda: len(talk.client.chat.forwards) == 1)


class TestChoosing:
    def test_ctrl_click_begins_it_and_esc_ends_it(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        rects = [chat.list.visualRect(chat.timeline.index(row)) for row in range(3)]
        port = chat.list.viewport()
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=rects[0].center())
        assert not chat.list.choosing.on
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, CTRL, rects[1].center())
        assert chat.list.choosing.on
        assert chat.selection_bar.isVisible()
        assert not chat.composer.isVisible()
        assert chat.selection_bar.count.text() == "2 messages chosen"
        assert QApplication.focusWidget() is chat.list  # and not on a button that comes next
        centre = chat.list.visualRect(chat.timeline.index(2)).center()
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=centre)
        assert chat.selection_bar.count.text() == "3 messages chosen"
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=centre)
        assert chat.selection_bar.count.text() == "2 messages chosen"
        chat.list.setFocus()
        press(qtbot, Qt.Key.Key_Escape)
        assert not chat.list.choosing.on
        assert chat.composer.isVisible()
        assert chat.list.choosing.messages() == []

    def test_by_keyboard_and_copied_with_names_and_times(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        stand_on(chat, 1)
        qtbot.keyClick(chat.list, Qt.Key.Key_Space)
        assert chat.list.choosing.on
        assert chat.selection_bar.count.text() == "1 message chosen"
        qtbot.keyClick(chat.list, Qt.Key.Key_Down)
        assert chat.selection_bar.count.text() == "1 message chosen"
        qtbot.keyClick(chat.list, Qt.Key.Key_Down)
        qtbot.keyClick(chat.list, Qt.Key.Key_Space)
        assert chat.selection_bar.count.text() == "2 messages chosen"
        chat.selection_bar.copy.click()
        first, second = clipboard.paste().splitlines()
        year = str(QDate.currentDate().year())
        assert first.startswith("[")
        assert year in first
        assert first.endswith("] Dr. Amira Haddad: Please check potassium.")
        assert second.endswith("] Jonas Weber: Both ordered.")
        assert QApplication.clipboard().mimeData().hasFormat("application/x-curbside")
        assert not chat.list.choosing.on

    def test_a_click_chooses_and_opens_no_link(self, talk: Running) -> None:
        chat = talk.chat
        asked: list[object] = []
        chat.list.links_requested.disconnect()
        chat.list.links_requested.connect(asked.append)
        link = object()
        chat.list.choosing.begin()
        chat.list.links.clicked.emit(link)
        assert asked == []
        chat.list.choosing.end()
        chat.list.links.clicked.emit(link)
        assert asked == [(link,)]

    def test_select_all_leaves_out_what_was_taken_back(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        record = stored(talk, "And magnesium.")
        talk.client.replace(record, text="", recalled_at_ms=record.sent_at_ms)
        talk.wait(lambda: chat.timeline.message(1).recalled_at_ms is not None)
        stand_on(chat, 1)
        qtbot.keyClick(chat.list, Qt.Key.Key_A, CTRL)
        assert chat.selection_bar.count.text() == "2 messages chosen"
        chat.selection_bar.forward.click()
        talk.wait(lambda: isinstance(talk.main.dialogs.current, ForwardDialog))


class TestTyping:
    def test_shown_in_the_header_and_told(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        type_in(talk.client, LONG, True)
        assert chat.header._role.text() == "Physician · Cardiology"
        type_in(talk.client, AMIRA, True)
        assert chat.header._role.text() == "Dr. Amira Haddad is writing…"
        type_in(talk.client, AMIRA, False)
        assert chat.header._role.text() == "Physician · Cardiology"
        qtbot.keyClicks(chat.composer.edit, "several keys")
        talk.wait(lambda: talk.client.chat.typed == [AMIRA.conversation_id])

    def test_not_spoken_again_and_again(self, talk: Running) -> None:
        header = talk.chat.header
        assert header.show_typing(True)
        assert not header.show_typing(False)
        assert not header.show_typing(True)

    def test_editing_is_not_told(self, talk: Running, qtbot: QtBot) -> None:
        talk.chat.commands.run("edit", stored(talk, "Both ordered.").row_id)
        qtbot.keyClicks(talk.chat.composer.edit, "x")
        assert talk.client.chat.typed == []


class TestJumping:
    def test_new_messages_are_counted_while_one_reads_above(self, start_ui: StartUi) -> None:
        client = SampleClient([AMIRA])
        for number in range(150):
            client.put(AMIRA, f"message {number}")
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        bar = chat.list.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        state.wait(chat.corner.latest.isVisible)
        assert chat.corner.latest.text() == ""
        client.put(AMIRA, "news", publish=True)
        client.put(AMIRA, "more", publish=True)
        client.put(AMIRA, "mine", mine=True, publish=True)
        state.wait(lambda: chat.corner.latest.text() == "2 new")
        assert "2 new" in chat.corner.latest.accessibleName()
        chat.corner.latest.setFocus()
        chat.corner.latest.click()
        state.wait(chat.list.at_bottom)
        state.wait(lambda: chat.corner.latest.text() == "")
        assert chat.list.hasFocus()  # and not the next button, which may be to verify

    def test_to_a_day(self, start_ui: StartUi, qtbot: QtBot) -> None:
        client = SampleClient([AMIRA])
        day = 24 * 3600_000
        start = 1_700_000_000_000
        for number in range(300):
            client.put(AMIRA, f"message {number}", at_ms=start + number * day // 10)
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        press(qtbot, Qt.Key.Key_G, CTRL)
        assert chat.commands.days.isVisible()
        wanted = client.row(55).arrived_at_ms
        shown = local_day(wanted)
        chat.commands.days.calendar.clicked.emit(shown)
        assert not chat.commands.days.isVisible()

        def top() -> QDate:
            row = chat.list.indexAt(QPoint(4, 30)).data(ROW_ROLE)
            return local_day(row.message.arrived_at_ms)

        state.wait(lambda: chat.corner.back.isVisible() and top() == shown)
        chat.corner.back.click()
        state.wait(chat.list.at_bottom)

    def test_the_day_floats_while_one_scrolls(self, start_ui: StartUi) -> None:
        client = SampleClient([AMIRA])
        for number in range(150):
            client.put(AMIRA, f"message {number}")
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        assert not chat.list.floating_day.isVisible()
        bar = chat.list.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        assert chat.list.floating_day.isVisible()
        assert chat.list.floating_day.text() == "Today"
        chat.list.floating_day.click()
        assert chat.commands.days.isVisible()
        chat.commands.days.hide()


class TestMouse:
    def test_the_toolbar_stands_beside_the_message(self, talk: Running) -> None:
        chat = talk.chat
        index = chat.timeline.index(0)
        chat.list.toolbar.show_for(index)
        assert chat.list.toolbar.isVisible()
        assert chat.list.toolbar.row_id == 1
        chat.list.toolbar.findChildren(type(chat.list.toolbar.more))[0].click()
        assert chat.drafting.answered is not None
        chat.commands.escape()
        chat.list.choosing.begin()
        chat.list.toolbar.show_for(index)
        assert not chat.list.toolbar.isVisible()

    def test_the_menu_of_a_message(self, talk: Running) -> None:
        own = stored(talk, "Both ordered.")
        menu = talk.chat.commands.menu_for(own)
        assert isinstance(menu, QMenu)
        names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
        assert names == [
            "reply", "react", "copy", "forward", "select", "edit", "recall", "message-info",
        ]  # fmt: skip
        menu.actions()[0].trigger()
        assert talk.chat.drafting.answered == own
