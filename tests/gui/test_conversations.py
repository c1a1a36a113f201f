"""Reading and writing in the main window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.core.bus import Connection, ConnectionChanged
from app.core.records import DeliveryState
from app.core.views import AttentionReason, Trust
from app.ui import clipboard
from app.ui.gallery_data import AMIRA, CHANGED, HOSTILE, LONG, MISMATCHED, NO_DEVICE, TWIN
from app.ui.gallery_services import SampleClient, make_contact
from app.ui.models.conversation_list import PersonListModel
from app.ui.models.timeline import LIMIT, ROW_ROLE, TimelineModel
from app.ui.widgets.composer import MAX_CHARACTERS
from app.ui.widgets.sidebar import CONVERSATIONS, PEOPLE
from tests.gui.conftest import Running, SomeError, StartUi, unlock


def spoken(model: TimelineModel, row: int) -> str:
    return str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


class TestSending:
    def test_enter_sends_and_the_state_follows(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        qtbot.keyClicks(chat.composer.edit, "Strip printed.")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        running.wait(lambda: running.client.sent_texts == ["Strip printed."])
        assert chat.composer.text == ""
        model = chat.timeline
        running.wait(lambda: "Strip printed." in spoken(model, model.rowCount() - 1))
        last = model.rowCount() - 1
        for state, word in (
            (DeliveryState.SENT, "Sent"),
            (DeliveryState.DELIVERED, "Delivered"),
            (DeliveryState.READ, "Read"),
        ):
            running.client.change(model.message(last), state)
            running.wait(lambda word=word: spoken(model, last).endswith(word))

    def test_shift_enter_makes_a_line(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        height = chat.composer.edit.height()
        qtbot.keyClicks(chat.composer.edit, "one")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClicks(chat.composer.edit, "two")
        assert chat.composer.text == "one\ntwo"
        assert chat.composer.edit.height() > height
        assert running.client.sent_texts == []
        chat.composer.edit.setPlainText("line\n" * 40)
        assert chat.composer.edit.height() < running.ui.window.height() / 2

    def test_two_quick_messages_keep_their_order(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        for text in ("first", "second", "third"):
            qtbot.keyClicks(chat.composer.edit, text)
            qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        running.wait(lambda: len(running.client.sent_texts) == 3)
        assert running.client.sent_texts == ["first", "second", "third"]

    def test_what_could_not_be_queued_comes_back(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        running.client.fail_next = SomeError()
        qtbot.keyClicks(chat.composer.edit, "important")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        running.wait(lambda: chat.composer.text == "important")
        assert "Do something else." in chat.error_banner.text

    def test_nothing_but_spaces_is_not_sent(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        qtbot.keyClicks(chat.composer.edit, "   ")
        assert not chat.composer.button.isEnabled()
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        assert running.client.sent_texts == []

    def test_too_long_is_said_and_not_sent(self, running: Running) -> None:
        chat = running.open(AMIRA)
        chat.composer.edit.setPlainText("x" * (MAX_CHARACTERS + 3))
        assert not chat.composer.button.isEnabled()
        assert "3 characters too many" in chat.composer.hint.text()
        chat.composer.edit.setPlainText("x" * MAX_CHARACTERS)
        assert chat.composer.button.isEnabled()

    def test_retry_of_a_failed_message(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        model = chat.timeline
        row = next(
            row
            for row in range(model.rowCount())
            if model.message(row).state is DeliveryState.FAILED
        )
        assert "mailbox" in spoken(model, row)
        index = model.index(row)
        chat.list.scrollTo(index)
        layout = chat.list.delegate.layout_of(index, chat.list.viewport().width())
        at = chat.list.visualRect(index).topLeft() + layout.retry_rect.center().toPoint()
        qtbot.mouseClick(chat.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
        row_id = model.message(row).row_id
        running.wait(lambda: running.client.retried == [row_id])
        running.wait(lambda: "Queued" in spoken(model, row))


class TestDrafts:
    def test_kept_when_the_conversation_is_left(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        qtbot.keyClicks(chat.composer.edit, "not finished")
        running.open(LONG)
        assert running.client.drafts[AMIRA.conversation_id] == "not finished"
        assert running.open(AMIRA).composer.text == "not finished"

    def test_kept_after_a_moment(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        qtbot.keyClicks(chat.composer.edit, "hm")
        running.wait(lambda: running.client.drafts.get(AMIRA.conversation_id) == "hm")

    def test_kept_when_locked_at_once(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        qtbot.keyClicks(chat.composer.edit, "interrupted")
        running.ui.lock()
        running.wait(lambda: running.client.locked)
        assert running.client.drafts[AMIRA.conversation_id] == "interrupted"

    def test_the_list_shows_them(self, running: Running) -> None:
        model = running.main.sidebar.lists[0].model()
        assert isinstance(model, PersonListModel)
        row = model.row_of(TWIN.account_id)
        assert "draft: Could you take over" in model.index(row).data(
            Qt.ItemDataRole.AccessibleTextRole
        )


class TestTrust:
    def test_a_changed_key_blocks_until_it_is_reviewed(self, running: Running) -> None:
        chat = running.open(CHANGED)
        assert not chat.composer.edit.isEnabled()
        assert not chat.composer.button.isEnabled()
        assert "Nothing is sent" in chat.banner.text
        chat.banner.button.click()
        running.wait(lambda: running.main.dialogs.current is not None)
        running.main.dialogs.current.go_on.click()
        running.wait(chat.composer.edit.isEnabled)
        assert running.client.people[CHANGED.account_id].trust is Trust.DIRECTORY_CHECKED
        assert chat.banner.isHidden()

    def test_verify_from_the_key_review(self, running: Running) -> None:
        running.open(CHANGED)
        running.main.dialogs.verify()
        running.wait(lambda: running.main.dialogs.current is not None)
        running.main.dialogs.current.verify.click()
        running.wait(lambda: hasattr(running.main.dialogs.current, "match"))
        running.main.dialogs.current.match.click()
        running.wait(lambda: running.chat.contact.trust is Trust.VERIFIED)
        assert running.chat.header.chip.text() == "Verified"

    def test_matching_and_what_the_chip_says(self, running: Running) -> None:
        chat = running.open(LONG)
        assert chat.header.chip.text() == "Directory-checked"
        chat.header.chip.click()
        running.wait(lambda: running.main.dialogs.current is not None)
        dialog = running.main.dialogs.current
        digits = [
            label.text()
            for label in dialog.aloud.findChildren(QLabel)
            if label.text().isdigit() and len(label.text()) == 5
        ]
        assert len(digits) == 12
        assert dialog.match.size() == dialog.differ.size()
        assert not dialog.match.isDefault()
        assert not dialog.differ.isDefault()
        dialog.match.click()
        running.wait(lambda: chat.header.chip.text() == "Verified")
        running.wait(lambda: running.main.dialogs.current is None)

    def test_a_mismatch_stops_and_says_whom_to_call(self, running: Running) -> None:
        chat = running.open(LONG)
        running.main.dialogs.verify()
        running.wait(lambda: running.main.dialogs.current is not None)
        dialog = running.main.dialogs.current
        dialog.differ.click()
        running.wait(lambda: chat.contact.attention is AttentionReason.MISMATCH)
        words = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
        assert "call your clinic's IT" in words
        assert not chat.composer.edit.isEnabled()
        dialog.close()

    def test_a_pasted_code_is_compared(self, running: Running) -> None:
        running.open(LONG)
        running.main.dialogs.verify()
        running.wait(lambda: running.main.dialogs.current is not None)
        dialog = running.main.dialogs.current
        dialog.paste_code("hello")
        running.wait(lambda: "not a code" in dialog.outcome.text())
        dialog.paste_code("curbside:verify:AAAA")
        running.wait(lambda: "The codes match" in dialog.outcome.text())
        dialog.close()

    def test_those_who_cannot_receive(self, running: Running) -> None:
        for contact, words in ((MISMATCHED, "did not match"), (NO_DEVICE, "no device")):
            chat = running.open(contact)
            assert not chat.composer.button.isEnabled()
            assert words in chat.composer.hint.text()


class TestConnection:
    def test_offline_says_what_happens_to_messages(self, running: Running, qtbot: QtBot) -> None:
        client = running.client
        client.connection = Connection.OFFLINE
        client.bus.publish(ConnectionChanged(Connection.OFFLINE))
        assert "sent by itself when it is back" in running.main.banner.text
        chat = running.open(AMIRA)
        assert chat.composer.edit.isEnabled()
        client.connection = Connection.ONLINE
        client.bus.publish(ConnectionChanged(Connection.ONLINE))
        assert running.main.banner.isHidden()

    def test_a_refusal_shows_its_words(self, running: Running) -> None:
        client = running.client
        client.connection, client.connection_error = Connection.REFUSED, SomeError()
        client.bus.publish(ConnectionChanged(Connection.REFUSED, SomeError()))
        assert running.main.banner.text == "It did not work. Do something else."

    def test_an_alarm_stops_all_sending(self, start_ui: StartUi) -> None:
        client = SampleClient([AMIRA])
        client.alarm = SomeError()
        state = start_ui(client)
        unlock(state)
        assert "It did not work." in state.main.banner.text
        assert not state.open(AMIRA).composer.edit.isEnabled()


class TestHostileText:
    def test_it_stays_text(self, running: Running) -> None:
        chat = running.open(HOSTILE)
        running.ui.window.grab()
        assert chat.header.name.text().startswith('<img src="/etc/hostname">')
        for label in running.ui.window.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText or label.text() == ""
        texts = [spoken(chat.timeline, row) for row in range(chat.timeline.rowCount())]
        assert any('<img src="/etc/hostname"><h1>Big</h1>' in text for text in texts)
        assert not any("\u202e" in text or "\x07" in text for text in texts)

    def test_a_long_message_is_folded_until_asked(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(HOSTILE)
        index = chat.timeline.index(chat.timeline.rowCount() - 1)
        folded = chat.list.visualRect(index).height()
        chat.list.setCurrentIndex(index)
        qtbot.keyClick(chat.list, Qt.Key.Key_Return)
        assert chat.list.visualRect(index).height() > 3 * folded

    def test_huge_and_strange_rows_draw(self, start_ui: StartUi) -> None:
        client = SampleClient([AMIRA])
        for text in (
            "x" * 16_384,
            "\n" * 5000,
            "\u202e" * 500,
            "a\u0301" * 3000,
            "👩‍👩‍👧‍👦" * 500,
            "\x00\x1b[31m",
        ):
            client.put(AMIRA, text)
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        for row in range(chat.timeline.rowCount()):
            chat.list.scrollTo(chat.timeline.index(row))
            chat.list.grab()
            layout = chat.list.delegate.layout_of(
                chat.timeline.index(row), chat.list.viewport().width()
            )
            assert layout.bubble.right() <= chat.list.viewport().width()


class TestPaging:
    def test_5000_rows_keep_300_loaded_and_their_place(self, start_ui: StartUi) -> None:
        client = SampleClient([AMIRA])
        for number in range(5000):
            client.put(
                AMIRA,
                f"message {number}\n" * (number % 3 + 1),
                mine=number % 2 == 0,
                at_ms=10**12 + number * 60_000,
            )
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        model, view = chat.timeline, chat.list
        bar = view.verticalScrollBar()
        assert view.at_bottom()
        most = 0
        model.rowsInserted.connect(lambda *_: None)
        for _ in range(6):
            before = model.message(0).row_id
            bar.setValue(300)
            index = view.indexAt(view.viewport().rect().topLeft())
            anchor, top = model.message(index.row()).row_id, view.visualRect(index).top()
            state.wait(lambda before=before: model.message(0).row_id < before)
            state.wait(lambda: not view._paging)
            row = model.row_of(anchor)
            assert row >= 0
            assert abs(view.visualRect(model.index(row)).top() - top) <= 2
            most = max(most, model.rowCount())
        assert most == LIMIT
        assert not model.at_end
        assert not view.at_bottom()
        # And forwards again, to the end.
        for _ in range(20):
            if model.at_end:
                break
            after = model.message(model.rowCount() - 1).row_id
            bar.setValue(bar.maximum() - 300)
            state.wait(lambda after=after: model.message(model.rowCount() - 1).row_id > after)
            state.wait(lambda: not view._paging)
            assert model.rowCount() <= LIMIT
        assert model.at_end
        assert model.message(model.rowCount() - 1).row_id == 5000

    def test_new_messages_while_reading_old_ones_do_not_move_the_view(
        self, start_ui: StartUi
    ) -> None:
        client = SampleClient([AMIRA])
        for number in range(150):
            client.put(AMIRA, f"message {number}")
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        bar = chat.list.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        state.qtbot.wait(50)
        index = chat.list.indexAt(chat.list.viewport().rect().topLeft())
        anchor, top = chat.timeline.message(index.row()).row_id, chat.list.visualRect(index).top()
        rows = chat.timeline.rowCount()
        client.put(AMIRA, "news", publish=True)
        state.wait(lambda: chat.timeline.rowCount() > rows)
        row = chat.timeline.row_of(anchor)
        assert abs(chat.list.visualRect(chat.timeline.index(row)).top() - top) <= 2
        assert chat.corner.latest.isVisible()
        chat.corner.latest.click()
        state.wait(chat.list.at_bottom)

    def test_it_opens_at_the_first_unread_message(self, start_ui: StartUi) -> None:
        client = SampleClient([AMIRA])
        for number in range(200):
            client.put(AMIRA, f"message {number}", unread=number >= 160)
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        row = chat.timeline.unread_row()
        assert chat.timeline.message(row).text == "message 160"
        assert chat.timeline.index(row).data(ROW_ROLE).unread_line
        rect = chat.list.visualRect(chat.timeline.index(row))
        assert -5 <= rect.top() < chat.list.viewport().height()


class TestRows:
    def test_day_lines_and_groups(self, start_ui: StartUi) -> None:
        client = SampleClient([AMIRA])
        day = 24 * 3600_000
        start = 1_700_000_000_000
        for at, mine in ((0, False), (1000, False), (2000, True), (day, True), (day + 1000, True)):
            client.put(AMIRA, "text", at_ms=start + at, mine=mine)
        state = start_ui(client)
        unlock(state)
        model = state.open(AMIRA).timeline
        rows = [model.index(n).data(ROW_ROLE) for n in range(5)]
        assert [bool(row.day) for row in rows] == [True, False, False, True, False]
        assert [row.first_of_group for row in rows] == [True, False, True, True, False]
        assert [row.last_of_group for row in rows] == [False, True, True, False, True]

    def test_one_spoken_sentence_each(self, running: Running) -> None:
        model = running.open(AMIRA).timeline
        sentences = [spoken(model, row) for row in range(model.rowCount())]
        assert any(
            s.startswith("You, Running since 9:15") and s.endswith("Delivered") for s in sentences
        )
        assert any("Dr. Amira Haddad, I come by in ten minutes." in s for s in sentences)
        assert any("arrived" in s and "written" in s for s in sentences)
        received = [s for s in sentences if s.startswith("Dr. Amira Haddad, ")]
        assert received
        assert all(s.endswith(", Verified") for s in received)
        assert not any("Verified" in s for s in sentences if s.startswith("You, "))
        people = running.main.sidebar.lists[1].model()
        assert isinstance(people, PersonListModel)
        row = people.row_of(AMIRA.account_id)
        assert (
            people.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
            == "Dr. Amira Haddad, Physician · Cardiology, Verified"
        )

    def test_copying_takes_the_stored_text_and_protects_it(
        self, running: Running, qtbot: QtBot
    ) -> None:
        chat = running.open(AMIRA)
        model = chat.timeline
        rows = [r for r in range(model.rowCount()) if "Labs are back" in model.message(r).text]
        chat.list.setCurrentIndex(model.index(rows[0]))
        qtbot.keyClick(chat.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        mime = QGuiApplication.clipboard().mimeData()
        assert mime.text() == "Labs are back: K 3.4, Mg 0.68. ECG unchanged."
        assert bytes(mime.data("x-kde-passwordManagerHint").data()) == b"secret"

    def test_message_info_names_the_devices(self, running: Running, qapp: QApplication) -> None:
        running.open(AMIRA)
        running.main.dialogs.message_info(3)
        running.wait(lambda: running.main.dialogs.current is not None)
        dialog = running.main.dialogs.current
        words = [label.text() for label in dialog.findChildren(QLabel)]
        assert words.count("Key fingerprint") == 2
        assert any("1,204 entries" in word for word in words)
        dialog._copy()
        assert "Set of devices" in clipboard.paste()
        dialog.close()


def test_everyone_in_two_thousand_is_found(start_ui: StartUi) -> None:
    crowd = [make_contact(f"Person {n:04}", "Nurse", f"Ward {n % 40}") for n in range(2000)]
    client = SampleClient([*crowd, make_contact("Zoë Groß", "Ärztin", "Chirurgie")])
    state = start_ui(client)
    unlock(state)
    sidebar = state.main.sidebar
    sidebar.filter.setText("gross zoe arzt")
    people = sidebar.lists[1].model()
    assert people.rowCount() == 1
    sidebar.filter.setText("")
    assert people.rowCount() == 2001


def test_info_on_a_received_message_claims_no_more_than_it_lists(running: Running) -> None:
    running.open(AMIRA)
    received = next(m for m in running.client.timelines[AMIRA.conversation_id] if not m.outgoing)
    running.main.dialogs.message_info(received.row_id)
    running.wait(lambda: running.main.dialogs.current is not None)
    dialog = running.main.dialogs.current
    assert dialog is not None
    assert "Encrypted to" in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.close()


def test_unread_messages_show_while_the_people_are_listed(running: Running) -> None:
    sidebar = running.main.sidebar
    sidebar.show_tab(PEOPLE)
    running.client.put(AMIRA, "psst", unread=True, publish=True)
    running.wait(lambda: sidebar.tabs[CONVERSATIONS].text().endswith(")"))
    sidebar.show_tab(CONVERSATIONS)
    assert "(" not in sidebar.tabs[CONVERSATIONS].text()
