"""Finding people, the keyboard, locking, and what the window gives away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from app.core.bus import AlarmRaised, Connection, ConnectionChanged
from app.core.errors import UnexpectedFailure
from app.core.policy import Policy, Setting
from app.crypto.transparency.errors import ForkDetected
from app.ui import clipboard
from app.ui.actions import COMMANDS
from app.ui.dialogs.base import Dialog
from app.ui.dialogs.settings.general import GeneralSection
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.dialogs.switcher import SwitcherDialog
from app.ui.gallery_data import AMIRA, EVERYONE, LONG
from app.ui.gallery_services import SampleClient
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.idle import IdleWatch
from app.ui.models.matching import fold, matches
from app.ui.platform import NoPlatform
from app.ui.theme import Theme
from app.ui.tokens import SPACE_XL
from app.ui.widgets.chat_view import ChatView
from app.ui.widgets.sidebar import CONVERSATIONS, PEOPLE
from app.ui.widgets.timeline_view import TimelineView
from app.ui.windows.unlock import UnlockScreen
from tests.gui.conftest import Running, StartUi, focused, press, unlock

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class TestFilter:
    def test_accents_case_and_order_do_not_matter(self) -> None:
        text = fold("Marek Dvořák Krankenpfleger Straße")
        for needle in ("dvorak", "MAREK", "strasse", "krank mar", ""):
            assert matches(text, needle)
        assert not matches(text, "dvorak surgery")

    def test_typing_narrows_both_lists(self, running: Running, qtbot: QtBot) -> None:
        sidebar = running.main.sidebar
        qtbot.keyClicks(sidebar.filter, "muller")
        assert [model.rowCount() for model in (w.model() for w in sidebar.lists)] == [1, 1]
        assert sidebar.tabs[0].text().endswith("1")
        qtbot.keyClick(sidebar.filter, Qt.Key.Key_Return)
        running.wait(lambda: running.main.chat is not None)
        assert running.chat.contact.name == "Anna Müller"

    def test_people_are_shown_while_only_they_match(self, running: Running) -> None:
        sidebar = running.main.sidebar
        sidebar.filter.setText("pharmacy")
        assert sidebar.tab == PEOPLE
        sidebar.filter.setText("haddad")
        assert sidebar.tab == CONVERSATIONS
        sidebar.filter.setText("pharmacy")
        sidebar.filter.clear()
        assert sidebar.tab == CONVERSATIONS

    def test_a_chosen_list_stays(self, running: Running) -> None:
        sidebar = running.main.sidebar
        sidebar.filter.setText("pharmacy")
        sidebar.tabs[PEOPLE].click()
        sidebar.filter.clear()
        assert sidebar.tab == PEOPLE

    def test_a_search_before_the_first_conversation(self, start_ui: StartUi) -> None:
        state = start_ui(SampleClient(EVERYONE))
        unlock(state)
        sidebar = state.main.sidebar
        sidebar.filter.setText("pharmacy")
        assert sidebar.tab == PEOPLE
        sidebar.filter.setText("nobody at all")
        labels = [w.text() for w in sidebar.findChildren(QLabel) if w.isVisible()]
        assert "Nothing found" in labels
        assert "No conversations yet" not in labels

    def test_no_result_offers_the_other_list(self, running: Running) -> None:
        sidebar = running.main.sidebar
        sidebar.filter.setText("pharmacy")
        sidebar.show_tab(CONVERSATIONS)
        empty = sidebar._empty[0]
        assert empty.isVisible()
        assert "Show 1 in People" in empty._button.text()
        empty._button.click()
        assert sidebar.tab == PEOPLE

    def test_the_first_person_and_an_empty_clinic(self, start_ui: StartUi) -> None:
        state = start_ui(SampleClient())
        unlock(state)
        labels = [w.text() for w in state.main.findChildren(QLabel) if w.isVisible()]
        assert "You are the first one here" in labels
        assert "No colleagues yet" in labels

    def test_no_conversations_teaches(self, start_ui: StartUi) -> None:
        state = start_ui(SampleClient(EVERYONE))
        unlock(state)
        labels = [w.text() for w in state.main.findChildren(QLabel) if w.isVisible()]
        assert "No conversations yet" in labels


class TestKeyboard:
    def test_a_whole_exchange_without_the_mouse(self, running: Running, qtbot: QtBot) -> None:
        window = running.ui.window
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=30_000)
        press(qtbot, Qt.Key.Key_K, CTRL)
        switcher = running.main.dialogs.current
        assert isinstance(switcher, SwitcherDialog)
        focused(running, switcher.field)
        qtbot.keyClicks(switcher.field, "haddad")
        press(qtbot, Qt.Key.Key_Return)
        window.activateWindow()  # window systems do this themselves
        running.wait(lambda: running.main.chat is not None)
        running.wait(running.chat.composer.edit.hasFocus)
        qtbot.keyClicks(running.chat.composer.edit, "On my way")
        press(qtbot, Qt.Key.Key_Return)
        running.wait(lambda: running.client.sent_texts == ["On my way"])
        press(qtbot, Qt.Key.Key_F6, SHIFT)
        assert QApplication.focusWidget() is running.chat.list
        press(qtbot, Qt.Key.Key_F6)
        assert running.chat.composer.edit.hasFocus()
        press(qtbot, Qt.Key.Key_Down, ALT)
        running.wait(lambda: running.chat.contact.account_id != AMIRA.account_id)
        press(qtbot, Qt.Key.Key_Up, ALT)
        running.wait(lambda: running.chat.contact.account_id == AMIRA.account_id)
        running.wait(lambda: running.chat.list.model() is not None)
        running.wait(running.chat.composer.edit.hasFocus)
        press(qtbot, Qt.Key.Key_C, CTRL | SHIFT)
        running.wait(lambda: running.main.dialogs.current is not None)
        dialog = running.main.dialogs.current
        assert dialog is not None
        running.wait(dialog.isActiveWindow)
        press(qtbot, Qt.Key.Key_Escape)
        running.wait(lambda: running.main.dialogs.current is None)
        window.activateWindow()  # window systems do this themselves
        running.wait(QApplication.focusWidget)
        press(qtbot, Qt.Key.Key_Escape)
        running.wait(lambda: running.main.chat is None)
        press(qtbot, Qt.Key.Key_L, CTRL)
        running.wait(lambda: running.ui.main is None)

    def test_no_key_is_taken_twice(self) -> None:
        keys = [key for command in COMMANDS for key in command.keys]
        assert len(keys) == len(set(keys))

    def test_the_sheet_has_every_command_with_a_key(self, running: Running) -> None:
        running.main.dialogs.shortcuts()
        dialog = running.main.dialogs.current
        assert dialog is not None
        words = [label.text() for label in dialog.findChildren(QLabel)]
        for command in COMMANDS:
            assert command.label() in words
        dialog.close()

    def test_every_control_has_a_name(self, running: Running) -> None:
        running.open(AMIRA)
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
            for widget in running.ui.window.findChildren(kind):
                if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    text = widget.text() if isinstance(widget, QAbstractButton) else ""
                    assert widget.accessibleName() or text, widget


class TestLocking:
    def test_content_is_gone_at_once(self, running: Running, qapp: QApplication) -> None:
        running.open(AMIRA)
        running.main.dialogs.verify()
        running.wait(lambda: running.main.dialogs.current is not None)
        clipboard.copy("from a message")
        running.ui.lock()
        assert isinstance(running.ui.window.centralWidget(), UnlockScreen)
        visible = [w for w in qapp.allWidgets() if w.isVisible()]
        assert not any(isinstance(w, TimelineView | Dialog | ChatView) for w in visible)
        words = " ".join(w.text() for w in visible if isinstance(w, QLabel))
        assert "Haddad" not in words
        assert "Weber" not in words
        assert QGuiApplication.clipboard().text() == ""
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left = [w for w in qapp.allWidgets() if isinstance(w, TimelineView | Dialog | ChatView)]
        assert left == []
        running.wait(lambda: running.client.locked)

    def test_what_others_copied_stays(self, running: Running) -> None:
        QGuiApplication.clipboard().setText("from elsewhere")
        running.ui.lock()
        assert QGuiApplication.clipboard().text() == "from elsewhere"
        QGuiApplication.clipboard().clear()

    def test_unlocking_again_waits_for_the_closing(self, running: Running) -> None:
        gate = asyncio.Event()
        original = running.client.lock

        async def slow() -> None:
            await gate.wait()
            await original()

        running.client.lock = slow  # type: ignore[method-assign]
        running.ui.lock()
        screen = running.ui.window.centralWidget()
        screen.field.edit.setText(PASSPHRASE)
        screen.button.click()
        running.qtbot.wait(50)
        assert running.ui.main is None
        gate.set()
        running.wait(lambda: running.ui.main is not None)

    def test_a_text_on_its_way_is_not_lost(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(LONG)
        chat.composer.edit.setPlainText("last words")
        qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        running.ui.lock()
        running.wait(lambda: running.client.locked)
        kept = running.client.sent_texts + list(running.client.drafts.values())
        assert kept.count("last words") == 1

    def test_memory_is_given_back_once_all_is_closed(self, start_ui: StartUi) -> None:
        locked: list[bool] = []

        class Platform(NoPlatform):
            def give_back_memory(self) -> None:
                locked.append(state.client.locked)

        state = start_ui(platform=Platform())
        for times in (1, 2):
            unlock(state)
            assert len(locked) == times - 1
            state.ui.lock()
            state.wait(lambda times=times: len(locked) == times)
        assert locked == [True, True]

    def test_after_minutes_without_input(
        self, qapp: QApplication, qtbot: QtBot, theme: Theme
    ) -> None:
        now = [0.0]
        expired: list[bool] = []
        watch = IdleWatch(qapp, NoPlatform(), lambda: expired.append(True), lambda: now[0])
        watch.start(600)
        field = QLineEdit()
        qtbot.addWidget(field)
        field.show()
        field.activateWindow()
        qtbot.waitUntil(field.isActiveWindow, timeout=30_000)
        now[0] = 599
        watch.check()
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
        assert field.text() == "a"
        now[0] = 1198
        watch.check()
        assert expired == []
        now[0] = 1199
        watch.check()
        assert expired == [True]

    def test_the_systems_idle_time_counts_where_there_is_one(self, qapp: QApplication) -> None:
        class Away(NoPlatform):
            def idle_seconds(self) -> float | None:
                return 601.0

        expired: list[bool] = []
        watch = IdleWatch(qapp, Away(), lambda: expired.append(True))
        watch.start(600)
        watch.check()
        assert expired == [True]

    def test_after_sleep_the_client_looks_anew(self, start_ui: StartUi) -> None:
        state = start_ui(SampleClient(EVERYONE))
        unlock(state)
        state.ui._woke()
        assert state.client.wakes == 1

    def test_a_fork_offers_its_proof_for_it(self, start_ui: StartUi, tmp_path: Path) -> None:
        client = SampleClient(EVERYONE)
        client.alarm = ForkDetected(b"one", b"two", 2)
        client.fork_proof = b"two notes"
        state = start_ui(client)
        unlock(state)
        main = state.ui.main
        assert main is not None
        state.wait(lambda: main.banner.button.text().startswith("Save proof"))
        main.banner.button.click()
        dialog = main.dialogs.current
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / "proof.txt"))
        assert (tmp_path / "proof.txt").read_bytes() == b"two notes"
        main.dialogs.close_all()

    def test_an_alarm_about_one_person_stops_nobody_else_and_a_lifted_one_nobody(
        self, running: Running
    ) -> None:
        running.open(AMIRA)
        chat = running.main.chat
        running.client.bus.publish(AlarmRaised(UnexpectedFailure()))
        running.wait(running.main.error_banner.isVisible)
        assert chat.composer.edit.isEnabled()
        running.client.alarm = ForkDetected(b"one", b"two", 2)
        running.client.bus.publish(AlarmRaised(running.client.alarm))
        running.wait(lambda: not chat.composer.edit.isEnabled())
        running.client.alarm = None
        running.client.bus.publish(ConnectionChanged(Connection.ONLINE))
        running.wait(chat.composer.edit.isEnabled)

    def test_a_newer_approved_version_is_told_once_and_stops_nothing(
        self, start_ui: StartUi
    ) -> None:
        policy = Policy(newest_version="1.4.0", retention_days=90)
        state = start_ui(SampleClient(EVERYONE, policy))
        unlock(state)
        line = state.main.notices.update_line
        assert line.isVisible()
        assert "1.4.0" in line.text
        state.open(AMIRA)
        assert state.chat.composer.edit.isEnabled()

    def test_the_title_tells_a_number_and_no_name(self, running: Running) -> None:
        running.open(LONG)
        running.wait(lambda: running.client.unread)
        running.client.put(AMIRA, "psst", unread=True, publish=True)
        running.wait(lambda: running.ui.window.windowTitle().startswith("("))
        assert "Haddad" not in running.ui.window.windowTitle()
        running.ui.lock()
        assert running.ui.window.windowTitle() == "Curbside"


class TestSettings:
    @pytest.mark.parametrize("locked", [False, True])
    def test_read_receipts_and_policy(self, start_ui: StartUi, locked: bool) -> None:
        policy = Policy(locked=frozenset({Setting.READ_RECEIPTS}) if locked else frozenset())
        state = start_ui(SampleClient(EVERYONE, policy))
        unlock(state)
        state.main.dialogs.settings()
        state.wait(lambda: state.main.dialogs.current is not None)
        dialog = state.main.dialogs.current
        receipts = dialog.sections["general"].receipts
        assert receipts.isEnabled() is not locked
        general = dialog.sections["general"]
        words = [label.text() for label in general.findChildren(QLabel)]
        assert words.count("Set by your clinic") == (1 if locked else 0)
        if not locked:
            receipts.click()
            state.wait(lambda: state.client.receipts is False)
        dialog.close()

    def test_changing_the_passphrase(self, running: Running, qapp: QApplication) -> None:
        running.main.dialogs.settings()
        running.wait(lambda: running.main.dialogs.current is not None)
        settings = running.main.dialogs.current
        settings.show_section("lock")
        settings.section.change.click()
        dialog = next(d for d in settings.findChildren(Dialog))
        dialog.old.edit.setText("wrong one")
        for field in (dialog.new.first, dialog.new.second):
            field.edit.setText("violin harbour thirteen moss")
        dialog.save.click()
        running.wait(lambda: "not the passphrase" in dialog.banner.text)
        dialog.old.edit.setText(PASSPHRASE)
        with running.qtbot.waitSignal(dialog.accepted, timeout=30_000):
            dialog.save.click()
        settings.close()

    def test_looks_are_kept(self, running: Running, theme: Theme) -> None:
        running.main.commands.scale(1)
        assert running.ui._platform.preference("text-scale") == str(theme.scale)
        running.main.commands.scale(0)


def test_larger_text_chosen_in_the_settings_is_not_cut_off(running: Running) -> None:
    running.main.dialogs.settings("general")
    running.wait(lambda: running.main.dialogs.current is not None)
    dialog = running.main.dialogs.current
    assert isinstance(dialog, SettingsDialog)
    general = dialog.section
    assert isinstance(general, GeneralSection)
    general.size_box.setCurrentIndex(general.size_box.count() - 1)
    layout = dialog.layout()
    assert layout is not None
    running.qtbot.wait(50)
    room = dialog.screen().availableGeometry().width() - SPACE_XL
    assert dialog.minimumWidth() == min(layout.totalMinimumSize().width(), room)
