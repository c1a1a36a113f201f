"""Pinned, muted and marked conversations, the key that sends, long texts, the size of text."""

from __future__ import annotations

import time

from PySide6.QtCore import QDateTime, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.core.policy import Policy, Setting
from app.core.preferences import Preference, SendKey
from app.core.records import FOREVER_MS
from app.core.views import ContactView
from app.ui.dialogs.settings.messages import MessagesSection
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.gallery_data import AMIRA, LONG, TWIN
from app.ui.gallery_services import SampleClient
from app.ui.gallery_use_cases import MINUTE
from app.ui.models.conversation_list import ROW_ROLE, PersonListModel, PersonRow
from app.ui.text import PlainLabel
from app.ui.theme import TEXT_SCALES, Theme
from app.ui.widgets.composer import MAX_CHARACTERS
from app.ui.windows.conversation_commands import next_morning
from tests.gui.conftest import Running, StartUi, press, unlock

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def model_of(state: Running) -> PersonListModel:
    model = state.main.sidebar.lists[0].model()
    assert isinstance(model, PersonListModel)
    return model


def row_of(state: Running, contact: ContactView) -> PersonRow:
    model = model_of(state)
    row = model.index(model.row_of(contact.account_id)).data(ROW_ROLE)
    assert isinstance(row, PersonRow)
    return row


def spoken(state: Running, contact: ContactView) -> str:
    model = model_of(state)
    index = model.index(model.row_of(contact.account_id))
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def order(state: Running) -> list[str]:
    model = model_of(state)
    return [model.row(number).contact.name for number in range(model.rowCount())]


def start(start_ui: StartUi, policy: Policy | None = None) -> Running:
    client = SampleClient([AMIRA, LONG, TWIN], policy or Policy())
    now = round(time.time() * 1000) - 4 * MINUTE
    client.put(AMIRA, "first", unread=True, at_ms=now)
    client.put(LONG, "second", unread=True, at_ms=now + MINUTE)
    client.put(LONG, "third", unread=True, at_ms=now + 2 * MINUTE)
    client.put(TWIN, "fourth", at_ms=now + 3 * MINUTE)
    state = start_ui(client)
    unlock(state)
    state.wait(lambda: model_of(state).rowCount() == 3)
    return state


class TestPinned:
    def test_stands_above_with_a_line_below(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = start(start_ui)
        assert order(state)[-1] == AMIRA.name
        state.open(AMIRA)
        press(qtbot, Qt.Key.Key_P, CTRL | SHIFT)
        state.wait(lambda: order(state)[0] == AMIRA.name)
        assert "pinned" in spoken(state, AMIRA)
        assert row_of(state, AMIRA).last_pinned
        press(qtbot, Qt.Key.Key_P, CTRL | SHIFT)
        state.wait(lambda: order(state)[-1] == AMIRA.name)
        assert not row_of(state, AMIRA).last_pinned

    def test_the_earlier_pinned_stands_higher(self, start_ui: StartUi) -> None:
        state = start(start_ui)
        state.client.chat.pinned = {TWIN.conversation_id: 20, AMIRA.conversation_id: 10}
        state.client.chat.muted = {}
        state.main.conversations.run("pin")  # nothing is open: does nothing
        state.client.unread[TWIN.conversation_id] = 0
        state.client.put(LONG, "news", publish=True)
        state.wait(lambda: order(state) == [AMIRA.name, TWIN.name, LONG.name])
        assert [row_of(state, c).last_pinned for c in (AMIRA, TWIN, LONG)] == [False, True, False]


class TestMuted:
    def test_does_not_count_and_says_so(self, start_ui: StartUi) -> None:
        state = start(start_ui)
        counts: list[int] = []
        state.main.unread_changed.connect(counts.append)
        assert model_of(state).unread() == 3
        menu = state.main.conversations.menu_for(row_of(state, LONG))
        mute = next(action for action in menu.actions() if action.objectName() == "mute")
        durations = mute.menu()
        assert isinstance(durations, QMenu)
        assert len(durations.actions()) == 5
        durations.actions()[-1].trigger()
        state.wait(lambda: counts[-1:] == [1])
        assert state.client.chat.muted[LONG.conversation_id] == FOREVER_MS
        assert "muted, 2 unread" in spoken(state, LONG)
        menu = state.main.conversations.menu_for(row_of(state, LONG))
        mute = next(action for action in menu.actions() if action.objectName() == "mute")
        assert mute.text().startswith("Unmute")
        mute.trigger()
        state.wait(lambda: counts[-1:] == [3])

    def test_ends_by_itself(self, start_ui: StartUi) -> None:
        state = start(start_ui)
        state.client.chat.muted[LONG.conversation_id] = round(time.time() * 1000) - 1
        state.client.put(TWIN, "news", publish=True)
        state.wait(lambda: "news" in spoken(state, TWIN))
        assert "muted" not in spoken(state, LONG)

    def test_until_the_next_morning(self) -> None:
        late = QDateTime.fromString("2026-11-23T21:30:00", Qt.DateFormat.ISODate)
        until = QDateTime.fromMSecsSinceEpoch(next_morning(late.toMSecsSinceEpoch()))
        assert until.toString(Qt.DateFormat.ISODate) == "2026-11-24T08:00:00"


class TestMarked:
    def test_unread_by_hand_until_it_is_opened(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = start(start_ui)
        state.open(TWIN)
        state.wait(lambda: TWIN.conversation_id in state.client.read_up_to)
        press(qtbot, Qt.Key.Key_U, CTRL | SHIFT)
        state.wait(lambda: "marked as unread" in spoken(state, TWIN))
        assert state.main.chat is None  # or it would be read again at once
        assert model_of(state).unread() == 4
        state.open(TWIN)
        state.wait(lambda: "marked as unread" not in spoken(state, TWIN))

    def test_read_from_the_list(self, start_ui: StartUi) -> None:
        state = start(start_ui)
        menu = state.main.conversations.menu_for(row_of(state, LONG))
        mark = next(action for action in menu.actions() if action.objectName() == "mark-unread")
        assert mark.text().startswith("Mark as read")
        mark.trigger()
        state.wait(lambda: "unread" not in spoken(state, LONG))

    def test_the_menu_opens_by_key_on_the_row(self, start_ui: StartUi) -> None:
        state = start(start_ui)
        rows = state.main.sidebar.lists[0]
        asked: list[PersonRow] = []
        rows.menu_requested.disconnect()
        rows.menu_requested.connect(lambda row, _at: asked.append(row))
        rows.enter()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
        QApplication.sendEvent(rows, event)
        assert [row.contact for row in asked] == [rows.currentIndex().data(ROW_ROLE).contact]


class TestSendKey:
    def test_ctrl_enter_by_preference(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = start(start_ui)
        chat = state.open(TWIN)
        state.main.dialogs.settings("messages")
        state.wait(lambda: isinstance(state.main.dialogs.current, SettingsDialog))
        dialog = state.main.dialogs.current
        assert isinstance(dialog, SettingsDialog)
        section = dialog.section
        assert isinstance(section, MessagesSection)
        section.send_box.setCurrentIndex(section.send_box.findData(SendKey.CTRL_ENTER))
        preferences = state.client.chat.preferences
        state.wait(lambda: preferences.get(Preference.SEND_KEY) == "ctrl-enter")
        dialog.reject()
        qtbot.keyClicks(chat.composer.edit, "one")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        qtbot.keyClicks(chat.composer.edit, "two")
        assert state.client.sent_texts == []
        assert "Ctrl+Enter" in chat.composer.button.toolTip()
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return, CTRL)
        state.wait(lambda: state.client.sent_texts == ["one\ntwo"])
        state.main.dialogs.shortcuts()
        sheet = state.main.dialogs.current
        assert sheet is not None
        words = [label.text() for label in sheet.findChildren(QLabel)]
        assert words[words.index("Send") + 1] == "Ctrl+Enter"
        sheet.close()

    def test_remembered_with_the_profile(self, start_ui: StartUi) -> None:
        client = SampleClient([AMIRA])
        client.chat.preferences[Preference.SEND_KEY] = "ctrl-enter"
        state = start_ui(client)
        unlock(state)
        chat = state.open(AMIRA)
        state.wait(lambda: chat.composer.edit.send_with is SendKey.CTRL_ENTER)

    def test_typing_is_a_choice_unless_the_clinic_made_it(self, start_ui: StartUi) -> None:
        for locked in (False, True):
            kinds = frozenset({Setting.TYPING_INDICATOR}) if locked else frozenset()
            state = start(start_ui, Policy(locked=kinds))
            state.main.dialogs.settings("messages")
            state.wait(lambda state=state: state.main.dialogs.current is not None)
            dialog = state.main.dialogs.current
            assert isinstance(dialog, SettingsDialog)
            section = dialog.section
            assert isinstance(section, MessagesSection)
            if locked:
                assert not section.typing.isEnabled()
            else:
                state.wait(section.typing.isEnabled)
                section.typing.click()
                state.wait(lambda state=state: state.client.typing_shown)
            dialog.reject()

    def test_what_the_clinic_decided_is_said(self, start_ui: StartUi) -> None:
        def words(policy: Policy) -> str:
            state = start(start_ui, policy)
            state.main.dialogs.settings("messages")
            state.wait(lambda: state.main.dialogs.current is not None)
            dialog = state.main.dialogs.current
            assert isinstance(dialog, SettingsDialog)
            said = "|".join(label.text() for label in dialog.section.findChildren(PlainLabel))
            dialog.reject()
            return said

        said = words(Policy(edit_minutes=1, recall_minutes=90))
        assert "You can edit a message for 1 minute.|" in said
        assert "You can take a message back for 90 minutes.|Set by your clinic" in said
        said = words(Policy(edit_minutes=0, recall_minutes=0, open_links=False))
        assert "cannot be edited.|Sent messages cannot be taken back.|Links in messages" in said


class TestComposer:
    def test_ten_thousand_lines_do_not_hang(self, start_ui: StartUi) -> None:
        chat = start(start_ui).open(TWIN)
        mime = QMimeData()
        mime.setText("\n".join(f"line {number}" for number in range(10_000)))
        began = time.process_time()
        chat.composer.edit.insertFromMimeData(mime)
        assert time.process_time() - began < 20  # of hanging; the bench measures speed
        assert f"{len(mime.text()) - MAX_CHARACTERS} characters too many" in (
            chat.composer.hint.text()
        )
        assert not chat.composer.button.isEnabled()
        assert chat.composer.edit.height() <= chat.window().height() / 3 + 1

    def test_grows_to_a_third_of_the_window(self, start_ui: StartUi) -> None:
        chat = start(start_ui).open(TWIN)
        chat.composer.edit.setPlainText("line\n" * 200)
        line = chat.composer.edit.fontMetrics().lineSpacing()
        third = chat.window().height() / 3
        assert third - line <= chat.composer.edit.height() <= third


class TestZoom:
    def turn(self, state: Running, delta: int) -> None:
        port = state.chat.list.viewport()
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(port.mapToGlobal(QPoint(5, 5))),
            QPoint(0, 0),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            CTRL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(port, event)

    def test_ctrl_and_the_wheel(self, start_ui: StartUi, theme: Theme) -> None:
        state = start(start_ui)
        state.open(TWIN)
        try:
            self.turn(state, 120)
            state.wait(lambda: theme.scale == 1.1)
            for _ in range(24):
                self.turn(state, -60)
            state.wait(lambda: theme.scale == TEXT_SCALES[0])
            assert (TEXT_SCALES[0], TEXT_SCALES[-1]) == (0.8, 2.0)
        finally:
            theme.set_scale(1.0)
