"""Locked, in the tray, and what the settings offer: real windows over the sample services."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtWidgets import QLabel, QSystemTrayIcon

from app.core.notifications import (
    WITHOUT_END,
    Notification,
    NotificationChoices,
    Quiet,
    SoundClass,
)
from app.core.policy import NotificationDetail, Policy, Setting
from app.ui.background import background
from app.ui.dialogs.settings.notifications import NotificationsSection
from app.ui.gallery_data import AMIRA, EVERYONE, LONG
from app.ui.gallery_notifications import SampleWaiting
from app.ui.gallery_services import SampleClient
from tests.gui.conftest import Running, StartUi, unlock
from tests.gui.notifying import Away, Recorder, arrive, start_away

NAMED = Policy(notification_detail=NotificationDetail.SENDER)


@pytest.fixture
def system() -> Recorder:
    return Recorder()


@pytest.fixture
def away(start_ui: StartUi, system: Recorder) -> Away:
    return start_away(start_ui, system)


class TestLocked:
    def test_the_lock_screen_says_how_many_and_the_key_goes_at_the_unlock(
        self, away: Away, system: Recorder
    ) -> None:
        client = SampleClient(EVERYONE)
        waiting = client.waiting = SampleWaiting()
        state = away(client)
        state.ui.lock()
        state.wait(lambda: state.ui.announcer._waiting is waiting)
        waiting.arrive(1)
        waiting.arrive(3)
        state.wait(lambda: system.titles() == ["New message", "3 new messages"])
        screen = state.ui.window.centralWidget()
        assert "3 new messages" in [label.text() for label in screen.findChildren(QLabel)]
        assert state.ui.window.windowTitle() == "(3) Curbside"
        assert "3 new messages" in state.ui.tray.icon.toolTip()
        assert system.played == [SoundClass.MESSAGE] * 2
        system.click()
        assert state.ui.window.isVisible()
        client.waiting = None
        unlock(state)
        assert waiting.closed
        assert system.shown == {}
        state.wait(lambda: state.ui.announcer._own is not None)
        assert state.main.chat is None, "a number leads nowhere"

    def test_quiet_while_locked_only_counts(self, away: Away, system: Recorder) -> None:
        client = SampleClient(EVERYONE)
        waiting = client.waiting = SampleWaiting()
        client.choices = NotificationChoices(quiet_until_ms=WITHOUT_END)
        state = away(client)
        state.ui.lock()
        state.wait(lambda: state.ui.announcer._waiting is waiting)
        waiting.arrive(2)
        state.wait(lambda: state.ui.window.windowTitle() == "(2) Curbside")
        assert (system.history, system.played) == ([], [])

    def test_the_key_goes_at_the_end(self, away: Away) -> None:
        client = SampleClient(EVERYONE)
        waiting = client.waiting = SampleWaiting()
        state = away(client)
        state.ui.lock()
        state.wait(lambda: state.ui.announcer._waiting is waiting)
        state.ui.quit()
        state.wait(state.ended)
        assert waiting.closed

    def test_nobody_is_counted_for_once_somebody_else_is_there(
        self, away: Away, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = SampleClient(EVERYONE)
        waiting = SampleWaiting()
        state = away(client)
        go_on = asyncio.Event()

        async def slow() -> SampleWaiting:
            await go_on.wait()
            return waiting

        monkeypatch.setattr(client, "wait_locked", slow)
        state.ui.lock()
        other = SampleClient(EVERYONE)
        state.ui._open(other)  # another person's profile waits for nothing
        go_on.set()
        state.wait(lambda: waiting.closed)
        assert state.ui.announcer._waiting is None

    def test_quitting_waits_for_nothing(self, away: Away) -> None:
        client = SampleClient(EVERYONE)
        client.waiting = SampleWaiting()
        state = away(client)
        state.ui.quit()
        state.wait(state.ended)
        assert state.ui.announcer._waiting is None


class TestTray:
    @pytest.fixture
    def tray(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)

    def test_closing_ends_it_unless_chosen_otherwise(self, away: Away, tray: None) -> None:
        state = away()
        state.ui.raise_window()
        state.ui.window.close()
        state.wait(state.ended)

    def test_closing_goes_on_in_the_tray_and_says_so_once(
        self, away: Away, tray: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        state = away()
        said: list[Notification] = []
        monkeypatch.setattr(state.ui.tray, "show_message", lambda _topic, each: said.append(each))
        background().choose(True)
        for _ in range(2):
            state.ui.raise_window()
            state.ui.window.close()
            assert not state.ui.window.isVisible()
        assert [each.title for each in said] == ["Curbside keeps running here"]
        assert not state.ended()
        state.ui.tray.open_action.trigger()
        assert state.ui.window.isVisible()
        state.ui.tray.lock_action.trigger()
        assert state.ui.main is None
        assert not state.ui.tray.lock_action.isEnabled()
        assert not state.ui.tray.quiet_menu.isEnabled()
        state.ui.tray.quit_action.trigger()
        state.wait(state.ended)

    def test_without_a_tray_closing_ends_it_whatever_was_chosen(self, away: Away) -> None:
        state = away()
        background().choose(True)
        state.ui.raise_window()
        state.ui.window.close()
        state.wait(state.ended)

    def test_icon_and_tooltip_count_and_name_nobody(self, away: Away) -> None:
        state = away()
        arrive(state, AMIRA, LONG)
        state.wait(lambda: state.ui.tray.icon.toolTip() == "Curbside: 2 new messages")
        counted = state.ui.tray.icon.icon().pixmap(32, 32).toImage()
        state.ui.lock()
        assert state.ui.tray.icon.toolTip() == "Curbside"
        assert state.ui.tray.icon.icon().pixmap(32, 32).toImage() != counted


class TestSettings:
    def section(self, state: Running) -> NotificationsSection:
        state.ui.raise_window()
        state.main.dialogs.settings("notifications")
        state.wait(lambda: state.main.dialogs.current is not None)
        section = state.main.dialogs.current.section
        assert isinstance(section, NotificationsSection)
        return section

    def test_choices_are_kept(self, away: Away) -> None:
        state = away(SampleClient(EVERYONE), NAMED)
        section = self.section(state)
        assert section.popups.isChecked()
        assert not section.names.isChecked()
        section.names.click()
        state.wait(lambda: state.client.choices.sender)
        section.message_sound.click()
        state.wait(lambda: not state.client.choices.message_sound)
        section.popups.click()
        state.wait(lambda: state.client.choices.popups is False)
        assert state.client.choices.sender
        section._be_quiet(Quiet.ALWAYS)
        state.wait(lambda: section.quiet_words.text() == "Do not disturb is on")

    @pytest.mark.parametrize(
        ("policy", "clinic"),
        [
            (Policy(), ["names"]),
            (NAMED, []),
            (Policy(notifications=False), ["popups", "names"]),
            (Policy(locked=frozenset({Setting.NOTIFICATIONS})), ["popups", "names"]),
            (Policy(allow_do_not_disturb=False), ["names", "quiet_button"]),
        ],
    )
    def test_what_the_clinic_set_cannot_be_changed(
        self, away: Away, policy: Policy, clinic: list[str]
    ) -> None:
        state = away(SampleClient(EVERYONE), policy)
        section = self.section(state)
        for name in ("popups", "names", "quiet_button", "message_sound"):
            assert getattr(section, name).isEnabled() is (name not in clinic), name
        words = [label.text() for label in section.findChildren(QLabel)]
        assert words.count("Set by your clinic") == len(clinic)

    def test_without_a_tray_it_says_what_closing_does(self, away: Away) -> None:
        section = self.section(away(SampleClient(EVERYONE)))
        assert not section.keep_running.isEnabled()
        words = [label.text() for label in section.findChildren(QLabel)]
        assert any("has no system tray" in each for each in words)
