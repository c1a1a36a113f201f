"""Where typing goes: the first field, the next one, the message that is in view."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.core.views import OwnView
from app.services.api import RememberAvailability
from app.ui.dialogs.change_passphrase import ChangePassphraseDialog
from app.ui.gallery_data import AMIRA
from app.ui.gallery_services import SampleClient
from app.ui.gallery_use_cases import PASSPHRASE, SampleSettings
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.windows.first_run import FirstRun
from app.ui.windows.first_run_pages import PassphrasePage
from app.ui.windows.unlock import DamagedScreen, UnlockScreen
from tests.gui.conftest import Running, SomeError, StartUi, press

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
GOOD = "violin harbour thirteen moss"
HIDDEN = QLineEdit.EchoMode.Password


def type_on(qtbot: QtBot, text: str) -> None:
    """Type where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClicks(widget, text)


def show(qtbot: QtBot, widget: PassphrasePage | ChangePassphraseDialog) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow, timeout=30_000)
    widget.setFocus()


class TestPassphrase:
    def test_tab_goes_to_the_second_field_and_shows_nothing(
        self, qtbot: QtBot, theme: object
    ) -> None:
        page = PassphrasePage(12, RememberAvailability.AVAILABLE)
        show(qtbot, page)
        type_on(qtbot, GOOD)
        press(qtbot, Qt.Key.Key_Tab)
        type_on(qtbot, GOOD)
        assert [page.fields.first.text, page.fields.second.text] == [GOOD, GOOD]
        assert page.fields.first.edit.echoMode() is HIDDEN
        assert page.fields.second.edit.echoMode() is HIDDEN
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is page._remember
        press(qtbot, Qt.Key.Key_Tab)
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is page.button

    def test_alt_r_shows_the_field_with_the_focus(self, qtbot: QtBot, theme: object) -> None:
        page = PassphrasePage(12, RememberAvailability.AVAILABLE)
        show(qtbot, page)
        press(qtbot, Qt.Key.Key_R, ALT)
        assert page.fields.first.edit.echoMode() is QLineEdit.EchoMode.Normal
        assert page.fields.second.edit.echoMode() is HIDDEN
        assert page.fields.first.text == ""
        press(qtbot, Qt.Key.Key_R, ALT)
        assert page.fields.first.edit.echoMode() is HIDDEN

    def test_unlocking(self, start_ui: StartUi, qtbot: QtBot) -> None:
        screen = start_ui().ui.window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        type_on(qtbot, "something")
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is screen.button
        press(qtbot, Qt.Key.Key_Tab, SHIFT)
        press(qtbot, Qt.Key.Key_R, ALT)
        assert screen.field.edit.echoMode() is QLineEdit.EchoMode.Normal

    def test_changing(self, running: Running, qtbot: QtBot) -> None:
        dialog = ChangePassphraseDialog(running.client.settings, 12, (), running.main._tasks)
        show(qtbot, dialog)
        dialog.old.setFocus()
        fields: list[PassphraseField] = [dialog.old, dialog.new.first, dialog.new.second]
        for field in fields:
            assert QApplication.focusWidget() is field.edit
            press(qtbot, Qt.Key.Key_Tab)
        assert not any(field.isAncestorOf(QApplication.focusWidget()) for field in fields)


class TestStart:
    def test_the_invite_can_be_typed_at_once_and_return_goes_on(
        self, start_ui: StartUi, qtbot: QtBot
    ) -> None:
        screen = start_ui(profile=False).ui.window.centralWidget()
        assert isinstance(screen, FirstRun)
        type_on(qtbot, "curbside:invite:AAAA")
        press(qtbot, Qt.Key.Key_Return)
        assert screen.pages.currentWidget() is screen.who
        assert screen.invite.edit.toPlainText() == "curbside:invite:AAAA"
        assert QApplication.focusWidget() is screen.who.button

    def test_the_passphrase_field_is_marked_at_once(self, start_ui: StartUi) -> None:
        screen = start_ui().ui.window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        edit = screen.field.edit
        assert edit.hasFocus()
        marked = edit.grab().toImage()
        edit.clearFocus()
        assert edit.grab().toImage().pixelColor(1, 20) != marked.pixelColor(1, 20)

    def test_an_invite_file_that_cannot_be_read_is_said(self, start_ui: StartUi) -> None:
        screen = start_ui(
            profile=False, invite_text="", invite_problem=SomeError()
        ).ui.window.centralWidget()
        assert isinstance(screen, FirstRun)
        assert screen.invite.banner.isVisible()
        assert SomeError.message in screen.invite.banner.text
        assert SomeError.action in screen.invite.banner.text

    @pytest.mark.parametrize("kind", ["first run", "unlock", "damaged"])
    def test_ctrl_q_quits_everywhere(self, start_ui: StartUi, qtbot: QtBot, kind: str) -> None:
        state = start_ui(profile=kind != "first run")
        if kind == "damaged":
            state.ui._entrance._show_damaged(state.profiles.people()[0], SomeError())
            assert isinstance(state.ui.window.centralWidget(), DamagedScreen)
        press(qtbot, Qt.Key.Key_Q, CTRL)
        state.wait(state.ended)


class TestOpening:
    def test_a_conversation_asked_for_while_unlocking_is_opened(self, start_ui: StartUi) -> None:
        gate = asyncio.Event()

        class Slow(SampleSettings):
            """Tells whose profile it is only when the gate opens."""

            async def own(self) -> OwnView:
                await gate.wait()
                return await super().own()

        class SlowClient(SampleClient):
            @property
            def settings(self) -> SampleSettings:
                return Slow(self)

        client = SlowClient((AMIRA,))
        state = start_ui(client)
        screen = state.ui.window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        screen.field.edit.setText(PASSPHRASE)
        screen.button.click()
        state.wait(lambda: state.ui.main is not None)
        state.main.open_conversation(AMIRA.account_id)
        state.qtbot.wait(50)
        assert state.main.chat is None
        gate.set()
        state.wait(lambda: state.main.chat is not None)
        state.wait(state.chat.composer.edit.hasFocus)


class TestMessages:
    def test_f6_stands_on_a_message_in_view_that_is_marked(
        self, running: Running, qtbot: QtBot
    ) -> None:
        for number in range(40):
            running.client.put(AMIRA, f"message {number}")
        chat = running.open(AMIRA)
        running.wait(chat.composer.edit.hasFocus)
        running.wait(chat.list.at_bottom)
        press(qtbot, Qt.Key.Key_F6, SHIFT)
        assert chat.list.hasFocus()
        index = chat.list.currentIndex()
        rect = chat.list.visualRect(index)
        assert chat.list.viewport().rect().contains(rect)
        assert chat.list.selectionModel().isSelected(index)
        marked = chat.list.viewport().grab(rect).toImage()
        chat.list.clearSelection()
        chat.list.clearFocus()
        assert chat.list.viewport().grab(rect).toImage() != marked
        chat.list.setFocus(Qt.FocusReason.TabFocusReason)
        heard = QAccessible.queryAccessibleInterface(chat.list).focusChild()
        assert heard.text(QAccessible.Text.Name) == str(
            index.data(Qt.ItemDataRole.AccessibleTextRole)
        )
        row = chat.list.currentIndex().row()
        press(qtbot, Qt.Key.Key_Up)
        assert chat.list.currentIndex().row() == row - 1
        assert chat.list.selectionModel().isSelected(chat.list.currentIndex())

    def test_where_one_stood_is_kept(self, running: Running, qtbot: QtBot) -> None:
        chat = running.open(AMIRA)
        running.wait(chat.composer.edit.hasFocus)
        press(qtbot, Qt.Key.Key_F6, SHIFT)
        press(qtbot, Qt.Key.Key_Up)
        stood = chat.list.currentIndex().row()
        press(qtbot, Qt.Key.Key_F6)
        assert chat.composer.edit.hasFocus()
        press(qtbot, Qt.Key.Key_F6, SHIFT)
        assert chat.list.currentIndex().row() == stood
