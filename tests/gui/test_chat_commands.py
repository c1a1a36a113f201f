"""Answering, reacting, editing, taking back, forwarding and choosing, as a person does it."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QDate, QDateTime, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.core.policy import Policy
from app.core.records import MessageRecord
from app.ui import clipboard
from app.ui.dialogs.base import ConfirmDialog
from app.ui.dialogs.forward import ForwardDialog
from app.ui.gallery_chat import type_in
from app.ui.gallery_data import AMIRA, CHANGED, LONG, TWIN
from app.ui.gallery_services import SampleClient
from app.ui.models.timeline import ROW_ROLE
from app.ui.widgets.chat_view import ChatView
from tests.gui.conftest import Running, SomeError, StartUi, press, unlock

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def talk(start_ui: StartUi) -> Running:
    """A conversation that has just begun, and three colleagues."""
    client = SampleClient([AMIRA, LONG, TWIN, CHANGED])
    client.put(AMIRA, "Please check potassium.")
    client.put(AMIRA, "And magnesium.")
    client.put(AMIRA, "Both ordered.", mine=True)
    client.put(LONG, "Bitte um Rückruf")
    state = start_ui(client)
    unlock(state)
    state.open(AMIRA)
    return state


def stored(state: Running, text: str) -> MessageRecord:
    rows = (row for rows in state.client.timelines.values() for row in rows)
    return next(row for row in rows if row.text == text)


def spoken(chat: ChatView, row_id: int) -> str:
    index = chat.timeline.index(chat.timeline.row_of(row_id))
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def local_day(time_ms: int) -> QDate:
    return QDateTime.fromMSecsSinceEpoch(time_ms).date()


def stand_on(chat: ChatView, row_id: int) -> None:
    chat.list.setFocus(Qt.FocusReason.TabFocusReason)
    chat.list.setCurrentIndex(chat.timeline.index(chat.timeline.row_of(row_id)))


def click(state: Running, chat: ChatView, row_id: int, at: QPoint) -> None:
    index = chat.timeline.index(chat.timeline.row_of(row_id))
    chat.list.scrollTo(index)
    place = chat.list.visualRect(index).topLeft() + at
    state.qtbot.mouseClick(chat.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


class TestReply:
    def test_by_key_with_a_strip_and_a_quote(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        asked = stored(talk, "Please check potassium.")
        stand_on(chat, asked.row_id)
        qtbot.keyClick(chat.list, Qt.Key.Key_R)
        assert chat.composer.strip.isVisible()
        assert "Dr. Amira Haddad" in chat.composer.strip.title.text()
        assert chat.composer.strip.excerpt.text() == "Please check potassium."
        assert chat.composer.edit.hasFocus()
        qtbot.keyClicks(chat.composer.edit, "It is 3.4")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        talk.wait(lambda: talk.client.sent_texts == ["It is 3.4"])
        answer = stored(talk, "It is 3.4")
        assert answer.quote is not None
        assert answer.quote.row_id == asked.row_id
        assert not chat.composer.strip.isVisible()
        talk.wait(lambda: chat.timeline.row_of(answer.row_id) >= 0)
        assert "answers Dr. Amira Haddad: Please check potassium., It is 3.4" in spoken(
            chat, answer.row_id
        )

    def test_of_the_newest_message_from_the_composer(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        press(qtbot, Qt.Key.Key_R, CTRL | SHIFT)
        assert chat.drafting.answered is not None
        assert chat.drafting.answered.text == "And magnesium."
        press(qtbot, Qt.Key.Key_Escape)
        assert chat.drafting.answered is None
        assert talk.main.chat is chat

    def test_kept_while_another_conversation_is_open(self, talk: Running, qtbot: QtBot) -> None:
        talk.chat.commands.run("reply", stored(talk, "And magnesium.").row_id)
        qtbot.keyClicks(talk.chat.composer.edit, "half")
        talk.open(LONG)
        assert not talk.chat.composer.strip.isVisible()
        chat = talk.open(AMIRA)
        talk.wait(lambda: chat.drafting.answered is not None)
        assert chat.composer.strip.excerpt.text() == "And magnesium."
        assert chat.composer.text == "half"

    def test_comes_back_with_what_could_not_be_queued(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        asked = stored(talk, "And magnesium.")
        chat.commands.run("reply", asked.row_id)
        talk.client.fail_next = SomeError()
        qtbot.keyClicks(chat.composer.edit, "0.68")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        talk.wait(lambda: chat.composer.text == "0.68")
        assert chat.drafting.answered == asked

    def test_ends_when_the_message_is_taken_back(self, talk: Running) -> None:
        chat = talk.chat
        asked = stored(talk, "And magnesium.")
        chat.commands.run("reply", asked.row_id)
        talk.client.replace(asked, text="", recalled_at_ms=asked.sent_at_ms + 1)
        talk.wait(lambda: chat.drafting.answered is None)
        assert not chat.composer.strip.isVisible()

    def test_a_click_on_the_quote_jumps_and_back_returns(
        self, start_ui: StartUi, qtbot: QtBot
    ) -> None:
        client = SampleClient([AMIRA])
        for number in range(400):
            client.put(AMIRA, f"message {number}")
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        chat.commands.run("reply", 395)
        qtbot.keyClicks(chat.composer.edit, "yes")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        state.wait(lambda: len(client.timelines[AMIRA.conversation_id]) == 401)
        answer = client.timelines[AMIRA.conversation_id][-1]
        quote = answer.quote
        assert quote is not None
        far = dataclasses.replace(quote, row_id=5, text="message 4")
        client.replace(answer, quote=far)
        state.wait(lambda: "message 4" in spoken(chat, answer.row_id))
        state.wait(chat.list.at_bottom)
        index = chat.timeline.index(chat.timeline.row_of(answer.row_id))
        part = chat.list.delegate.layout_of(index, chat.list.viewport().width()).quote
        assert part is not None
        click(state, chat, answer.row_id, part.rect.center().toPoint())
        state.wait(lambda: chat.list.delegate.flashing == 5)
        assert chat.corner.back.isVisible()
        press(qtbot, Qt.Key.Key_Left, ALT)
        state.wait(chat.list.at_bottom)
        state.wait(lambda: not chat.corner.back.isVisible())

    def test_a_quote_that_is_not_here_or_was_taken_back_says_so(self, talk: Running) -> None:
        chat = talk.chat
        asked, own = stored(talk, "And magnesium."), stored(talk, "Both ordered.")
        chat.drafting.answer(asked)
        chat.drafting.send("ok")
        talk.wait(lambda: len(talk.client.sent_texts) == 1)
        answer = stored(talk, "ok")
        assert answer.quote is not None
        talk.client.replace(answer, quote=dataclasses.replace(answer.quote, row_id=None, text=""))
        talk.wait(lambda: "This message is not on this computer." in spoken(chat, answer.row_id))
        recalled = dataclasses.replace(answer.quote, text="", recalled=True)
        talk.client.replace(stored(talk, "ok"), quote=recalled)
        talk.wait(lambda: "Dr. Amira Haddad took this message back." in spoken(chat, answer.row_id))
        mine = dataclasses.replace(recalled, sender_account=own.sender_account)
        talk.client.replace(stored(talk, "ok"), quote=mine)
        talk.wait(lambda: "answers you: You took this message back." in spoken(chat, answer.row_id))


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


class TestEdit:
    def test_up_in_the_empty_field_edits_the_last_message(
        self, talk: Running, qtbot: QtBot
    ) -> None:
        chat = talk.chat
        own = stored(talk, "Both ordered.")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Up)
        assert chat.composer.text == "Both ordered."
        assert "Editing" in chat.composer.strip.title.text()
        qtbot.keyClicks(chat.composer.edit, " Now.")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        talk.wait(lambda: talk.client.row(own.row_id).text == "Both ordered. Now.")
        talk.wait(lambda: "edited" in spoken(chat, own.row_id))
        assert chat.composer.text == ""
        assert talk.client.sent_texts == []
        talk.main.dialogs.message_info(own.row_id)
        talk.wait(lambda: talk.main.dialogs.current is not None)
        dialog = talk.main.dialogs.current
        assert dialog is not None
        words = [label.text() for label in dialog.findChildren(QLabel)]
        assert "Earlier wordings" in words
        assert "Both ordered." in words
        dialog.close()

    def test_up_in_a_draft_moves_the_caret(self, talk: Running, qtbot: QtBot) -> None:
        qtbot.keyClicks(talk.chat.composer.edit, "x")
        qtbot.keyClick(talk.chat.composer.edit, Qt.Key.Key_Up)
        assert talk.chat.drafting.edited is None

    def test_the_draft_stands_aside_and_comes_back(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        qtbot.keyClicks(chat.composer.edit, "a draft")
        stand_on(chat, stored(talk, "Both ordered.").row_id)
        qtbot.keyClick(chat.list, Qt.Key.Key_E)
        qtbot.keyClicks(chat.composer.edit, "!!")
        talk.wait(lambda: talk.client.drafts.get(AMIRA.conversation_id) == "a draft")
        press(qtbot, Qt.Key.Key_Escape)
        assert chat.composer.text == "a draft"
        assert stored(talk, "Both ordered.")

    def test_goes_on_after_another_conversation(self, talk: Running, qtbot: QtBot) -> None:
        qtbot.keyClicks(talk.chat.composer.edit, "a draft")
        talk.chat.commands.run("edit", stored(talk, "Both ordered.").row_id)
        qtbot.keyClicks(talk.chat.composer.edit, " And")
        talk.open(LONG)
        assert talk.client.drafts[AMIRA.conversation_id] == "a draft"
        chat = talk.open(AMIRA)
        talk.wait(lambda: chat.composer.text == "Both ordered. And")
        assert chat.unsaved_draft() is None
        press(qtbot, Qt.Key.Key_Escape)
        assert chat.composer.text == "a draft"

    def test_locking_keeps_the_draft_and_not_the_edit(self, talk: Running, qtbot: QtBot) -> None:
        qtbot.keyClicks(talk.chat.composer.edit, "a draft")
        talk.chat.commands.run("edit", stored(talk, "Both ordered.").row_id)
        qtbot.keyClicks(talk.chat.composer.edit, " And")
        talk.ui.lock()
        talk.wait(lambda: talk.client.locked)
        assert talk.client.drafts[AMIRA.conversation_id] == "a draft"

    def test_what_could_not_be_saved_stays_in_the_field(self, talk: Running) -> None:
        chat = talk.chat
        chat.commands.run("edit", stored(talk, "Both ordered.").row_id)
        chat.composer.edit.setPlainText("Neither ordered.")
        talk.client.fail_next = SomeError()
        chat.composer.button.click()
        talk.wait(lambda: "Do something else." in chat.error_banner.text)
        assert chat.composer.text == "Neither ordered."
        assert chat.drafting.edited is not None

    def test_only_as_long_as_the_clinic_lets(self, start_ui: StartUi, qtbot: QtBot) -> None:
        client = SampleClient([AMIRA], Policy(edit_minutes=0, recall_minutes=0))
        own = client.put(AMIRA, "too late", mine=True)
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Up)
        assert chat.drafting.edited is None
        names = [a.objectName() for a in chat.commands.menu_for(own).actions()]
        assert "edit" not in names
        assert "recall" not in names
        assert "reply" in names


class TestRecall:
    def test_asks_then_says_who_and_when(self, talk: Running, qtbot: QtBot) -> None:
        chat = talk.chat
        own = stored(talk, "Both ordered.")
        stand_on(chat, own.row_id)
        qtbot.keyClick(chat.list, Qt.Key.Key_Delete)
        dialog = talk.main.dialogs.current
        assert isinstance(dialog, ConfirmDialog)
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "may have read it already" in words
        dialog.reject()
        assert talk.client.row(own.row_id).recalled_at_ms is None
        chat.commands.run("recall", own.row_id)
        dialog = talk.main.dialogs.current
        assert isinstance(dialog, ConfirmDialog)
        dialog.accept()
        talk.wait(lambda: "You took this message back" in spoken(chat, own.row_id))
        assert "Both ordered" not in spoken(chat, own.row_id)

    def test_of_the_other_person(self, talk: Running) -> None:
        chat = talk.chat
        theirs = stored(talk, "And magnesium.")
        chat.commands.run("recall", theirs.row_id)
        assert talk.main.dialogs.current is None
        talk.client.replace(theirs, text="", recalled_at_ms=theirs.sent_at_ms + 60_000)
        talk.wait(lambda: "Dr. Amira Haddad took a message back" in spoken(chat, theirs.row_id))
        names = [a.objectName() for a in chat.commands.menu_for(talk.client.row(2)).actions()]
        assert names == ["message-info"]


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
        chat.corner.latest.click()
        state.wait(chat.list.at_bottom)
        state.wait(lambda: chat.corner.latest.text() == "")

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
