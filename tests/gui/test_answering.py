"""Answering, editing and taking back messages, as a person does it."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.policy import Policy
from app.ui.dialogs.base import ConfirmDialog
from app.ui.gallery_data import AMIRA, LONG
from app.ui.gallery_services import SampleClient
from tests.gui.conftest import Running, SomeError, StartUi, press, unlock
from tests.gui.talk import click, spoken, stand_on, stored

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


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

    def test_locking_leaves_no_word_and_no_popup(self, talk: Running) -> None:
        chat = talk.chat
        chat.commands.run("reply", stored(talk, "And magnesium.").row_id)
        chat.commands.run("react", stored(talk, "And magnesium.").row_id)
        popup = chat.commands.reactions
        assert popup.isVisible()
        talk.ui.lock()
        assert not popup.isVisible()
        assert chat.composer.strip.excerpt.text() == ""
        assert chat.drafting.answered is None
        assert chat.timeline.rowCount() == 0

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
