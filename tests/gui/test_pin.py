"""The PIN in the windows: hidden and locked, counting down, choosing one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.policy import Policy
from app.core.shared_views import PinView
from app.ui import gallery_data
from app.ui.dialogs.choose_pin import ChoosePinDialog
from app.ui.dialogs.settings.lock import LockSection
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.gallery_people import PIN
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.windows.main_view import MainView
from tests.gui.conftest import Running, StartUi, focused, press, unlock
from tests.gui.test_shared_computer import HELD, screen_of, unlocking


class TestPin:
    def start(self, start_ui: StartUi) -> Running:
        state = start_ui()
        state.access.held = HELD
        state.ui._entrance.show()
        return state

    def test_hidden_opens_with_the_pin(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = self.start(start_ui)
        screen = unlocking(state)
        assert screen._state.text().startswith("Hidden.")
        assert not screen.field.isVisible()
        focused(state, screen.pin.edit)
        qtbot.keyClicks(screen.pin.edit, PIN)
        press(qtbot, Qt.Key.Key_Return)
        screen_of(state, MainView)

    def test_a_wrong_pin_counts_down_to_the_passphrase(self, start_ui: StartUi) -> None:
        state = self.start(start_ui)
        screen = unlocking(state)
        for left in (4, 3, 2, 1, 0):
            screen.pin.edit.setText("000000")
            screen.button.click()
            state.wait(screen.banner.isVisible)
            state.wait(lambda left=left: str(left) in screen.banner.text)
            assert screen.pin.text == ""
            assert screen.pin.isVisible() is bool(left)
        assert screen.field.isVisible()
        assert screen._state.text().startswith("Locked.")
        assert not screen.lock_fully.isVisible()
        unlock(state)

    def test_lock_fully(self, start_ui: StartUi) -> None:
        state = self.start(start_ui)
        screen = unlocking(state)
        screen.lock_fully.click()
        assert state.access.held is None
        assert screen.field.isVisible()
        assert not screen.pin.isVisible()
        focused(state, screen.field.edit)

    def test_the_passphrase_can_be_used_instead(self, start_ui: StartUi) -> None:
        state = self.start(start_ui)
        screen = unlocking(state)
        screen.with_passphrase.click()
        assert not screen.pin.isVisible()
        unlock(state)

    def test_the_time_is_over_while_one_looks(self, start_ui: StartUi) -> None:
        state = self.start(start_ui)
        screen = unlocking(state)
        state.access.held = None
        screen._hours.timeout.emit()
        assert screen.field.isVisible()

    @pytest.mark.parametrize(
        ("way", "held"),
        [
            (lambda state: state.ui.lock(), True),
            (lambda state: state.ui._idle._expired(), True),
            (lambda state: state.ui._session_locked(), True),
            (lambda state: state.ui.lock_fully(), False),
            (lambda state: state.main.commands._actions["lock-fully"].trigger(), False),
        ],
    )
    def test_what_hides_and_what_locks(
        self, start_ui: StartUi, way: Callable[[Running], object], held: bool
    ) -> None:
        state = start_ui()
        unlock(state)
        state.access.held = HELD
        way(state)
        assert unlocking(state).pin.isVisible() is held


class TestSettings:
    def section(self, state: Running) -> LockSection:
        state.main.dialogs.settings("lock")
        state.wait(lambda: isinstance(state.main.dialogs.current, SettingsDialog))
        page = state.main.dialogs.current.section
        assert isinstance(page, LockSection)
        state.wait(lambda: page.pin._view is not None)
        return page

    def test_choosing_a_pin(self, running: Running) -> None:
        page = self.section(running)
        page.pin.choose.click()
        dialog = page.window().findChild(ChoosePinDialog)
        assert isinstance(dialog, ChoosePinDialog)
        for weak in ("48151", "123456", "000000"):
            dialog.first.edit.setText(weak)
            dialog.second.edit.setText(weak)
            dialog.passphrase.edit.setText(PASSPHRASE)
            assert not dialog.button.isEnabled(), weak
        dialog.first.edit.setText(PIN)
        assert "different" in dialog._advice.text()
        dialog.second.edit.setText(PIN)
        dialog.passphrase.edit.setText("wrong")
        dialog.button.click()
        running.wait(dialog.banner.isVisible)
        dialog.passphrase.edit.setText(PASSPHRASE)
        dialog.button.click()
        running.wait(page.pin.give_up.isVisible)
        assert running.client.pin.view.held
        page.pin.give_up.click()
        running.wait(lambda: not page.pin.give_up.isVisible())
        assert not running.client.pin.view.chosen

    @pytest.mark.parametrize(
        ("view", "words"),
        [
            (PinView(0, 6, chosen=False, too_short=False, held=False), "allows no PIN"),
            (PinView(4, 8, chosen=True, too_short=True, held=False), "8 digits"),
            (PinView(4, 6, chosen=True, too_short=False, held=False), "from the next time on"),
        ],
    )
    def test_what_is_so_is_said(self, running: Running, view: PinView, words: str) -> None:
        running.client.pin.view = view
        page = self.section(running)
        assert words in page.pin.words.text()
        assert page.pin.choose.isVisible() is bool(view.hours)
        assert page.pin._clinic.isVisible() is not bool(view.hours)
        assert not page.listing.isVisible(), "nobody else is here"


def test_a_clinic_without_pins_never_hides(start_ui: StartUi) -> None:
    client = gallery_data.sample_client()
    client.policy = Policy(pin_hours=0)
    state = start_ui(client)
    unlock(state)
    state.ui.lock()
    assert not unlocking(state).pin.isVisible()
    assert not unlocking(state).lock_fully.isVisible()
