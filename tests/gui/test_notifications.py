"""What is announced, to whom it leads, and when not: real windows over the sample services."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon

from app.core.notifications import (
    WITHOUT_END,
    Notification,
    NotificationChoices,
    Quiet,
    SoundClass,
    Topic,
)
from app.core.policy import NotificationDetail, Policy, Setting
from app.core.records import DeliveryState
from app.ui.background import background
from app.ui.dialogs.settings.notifications import NotificationsSection
from app.ui.gallery_data import AMIRA, EVERYONE, LONG
from app.ui.gallery_notifications import SampleWaiting
from app.ui.gallery_services import SampleClient
from app.ui.platform import NoPlatform
from app.ui.windows.unlock import UnlockScreen
from tests.gui.conftest import Running, StartUi, unlock

NAMED = Policy(notification_detail=NotificationDetail.SENDER)
OPEN = "Open"


class Recorder(NoPlatform):
    """Keeps what the system would be asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[Topic, Notification] = {}
        self.history: list[Notification] = []
        self.played: list[SoundClass] = []
        self._listeners: list[Callable[[Topic], None]] = []

    def notify(self, topic: Topic, notification: Notification) -> bool:
        self.shown[topic] = notification
        self.history.append(notification)
        return True

    def withdraw(self, topic: Topic) -> None:
        self.shown.pop(topic, None)

    def on_notification(self, listener: Callable[[Topic], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def play(self, sound: SoundClass) -> None:
        self.played.append(sound)

    def click(self, topic: Topic = Topic.MESSAGES) -> None:
        for listener in tuple(self._listeners):
            listener(topic)

    def titles(self) -> list[str]:
        return [each.title for each in self.history]


@pytest.fixture
def system() -> Recorder:
    return Recorder()


Away = Callable[..., Running]


@pytest.fixture
def away(start_ui: StartUi, system: Recorder) -> Away:
    """Unlocked, and the person looks at another program."""

    def start(client: SampleClient | None = None, policy: Policy | None = None) -> Running:
        client = client or SampleClient(EVERYONE)
        if policy is not None:
            client.policy = policy
        state = start_ui(client, platform=system)
        unlock(state)
        state.wait(lambda: state.ui.announcer._own is not None)
        leave(state)
        return state

    return start


def leave(state: Running) -> None:
    state.ui.window.hide()
    state.wait(lambda: QApplication.activeWindow() is None)


def arrive(state: Running, *contacts: object) -> None:
    for contact in contacts:
        state.client.put(contact, "Potassium 6.9, please come", unread=True, publish=True)


def settled(state: Running) -> None:
    """What a message sets off is done when one that comes after it is."""
    count = len(state.client.bus._listeners)
    assert count
    done: list[bool] = []

    async def later() -> None:
        done.append(True)

    for _ in range(4):
        done.clear()
        state.ui._tasks.start(later())
        state.wait(lambda: done)


class TestWhatIsSaid:
    def test_how_many_in_one_notification_and_nobody_is_named(
        self, away: Away, system: Recorder
    ) -> None:
        state = away()
        arrive(state, AMIRA)
        state.wait(lambda: system.titles() == ["New message"])
        arrive(state, LONG, AMIRA)
        state.wait(lambda: system.titles()[-1:] == ["3 new messages"])
        assert system.shown == {Topic.MESSAGES: Notification("3 new messages", action=OPEN)}
        assert SoundClass.MESSAGE in system.played

    def test_the_sender_where_policy_lets_and_the_person_wants(
        self, away: Away, system: Recorder
    ) -> None:
        client = SampleClient(EVERYONE)
        client.choices = NotificationChoices(sender=True)
        state = away(client, NAMED)
        arrive(state, AMIRA)
        expected = Notification(AMIRA.name, "New message", OPEN, private=True)
        state.wait(lambda: system.shown.get(Topic.MESSAGES) == expected)
        arrive(state, LONG)
        of_two = Notification("2 new messages", action=OPEN)
        state.wait(lambda: system.shown.get(Topic.MESSAGES) == of_two)

    @pytest.mark.parametrize("policy", [Policy(), NAMED])
    def test_not_the_sender_unless_both(self, away: Away, system: Recorder, policy: Policy) -> None:
        client = SampleClient(EVERYONE)
        client.choices = NotificationChoices(sender=policy == Policy())
        state = away(client, policy)
        arrive(state, AMIRA)
        state.wait(lambda: system.titles() == ["New message"])

    def test_a_message_that_could_not_be_sent(self, away: Away, system: Recorder) -> None:
        state = away()
        record = state.client.put(AMIRA, "on my way", mine=True, state=DeliveryState.QUEUED)
        state.client.change(record, DeliveryState.FAILED)
        state.wait(lambda: Topic.FAILURES in system.shown)
        assert system.titles() == ["A message could not be sent"]
        assert system.played == [SoundClass.FAILURE]
        state.client.change(record, DeliveryState.FAILED)
        state.client.change(record, DeliveryState.SENT)
        state.wait(lambda: not state.ui.announcer._failed)
        assert system.played == [SoundClass.FAILURE], "said once"
        system.click(Topic.FAILURES)
        state.wait(lambda: state.main.chat is not None)
        assert state.chat.contact.account_id == AMIRA.account_id


class TestWhenNot:
    def test_not_to_who_is_looking(self, start_ui: StartUi, system: Recorder) -> None:
        state = start_ui(SampleClient(EVERYONE), platform=system)
        unlock(state)
        state.wait(lambda: state.ui.announcer._own is not None)
        state.wait(lambda: QApplication.activeWindow() is not None)
        arrive(state, AMIRA)
        settled(state)
        assert system.history == []
        assert system.played == []

    def test_not_from_a_muted_conversation(self, away: Away, system: Recorder) -> None:
        state = away()
        state.client.muted_conversations.add(AMIRA.conversation_id)
        arrive(state, AMIRA, LONG)
        state.wait(lambda: system.titles() == ["New message"])
        system.click()
        state.wait(lambda: state.main.chat is not None)
        assert state.chat.contact.account_id == LONG.account_id

    @pytest.mark.parametrize("policy", [Policy(notifications=False), Policy()])
    def test_not_where_it_is_turned_off_but_heard(
        self, away: Away, system: Recorder, policy: Policy
    ) -> None:
        client = SampleClient(EVERYONE)
        client.choices = NotificationChoices(popups=policy == Policy(notifications=False))
        state = away(client, policy)
        if policy == Policy():
            state.client.choices = replace(state.client.choices, popups=False)
        arrive(state, AMIRA)
        state.wait(lambda: system.played == [SoundClass.MESSAGE])
        assert system.history == []

    def test_sounds_are_chosen_each_by_itself(self, away: Away, system: Recorder) -> None:
        client = SampleClient(EVERYONE)
        client.choices = NotificationChoices(message_sound=False)
        state = away(client)
        arrive(state, AMIRA)
        state.wait(lambda: system.history)
        record = state.client.put(AMIRA, "on my way", mine=True, state=DeliveryState.QUEUED)
        state.client.change(record, DeliveryState.FAILED)
        state.wait(lambda: system.played == [SoundClass.FAILURE])

    def test_do_not_disturb_is_seen_and_ends(
        self, away: Away, system: Recorder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        state = away()
        arrive(state, AMIRA)
        state.wait(lambda: system.shown)
        state.main.quiet_chosen.emit(Quiet.HOUR)
        strip = state.main.sidebar.quiet
        state.wait(lambda: strip.until_ms)
        assert not strip.isHidden()
        assert strip.words.startswith("Do not disturb until")
        assert "Do not disturb is on" in state.ui.tray.icon.toolTip()
        assert system.shown == {}, "what was shown is gone"
        system.played.clear()
        arrive(state, AMIRA)
        state.wait(lambda: "2 new messages" in state.ui.tray.icon.toolTip())
        settled(state)
        assert (system.shown, system.played) == ({}, [])
        later = time.time_ns() // 1_000_000 + 3_700_000
        monkeypatch.setattr(state.ui.announcer, "_now_ms", lambda: later)
        arrive(state, AMIRA)
        state.wait(lambda: system.shown)
        state.ui.announcer._quiet_ends.timeout.emit()
        assert strip.isHidden()

    def test_do_not_disturb_outlives_a_lock_and_is_turned_off_in_the_sidebar(
        self, away: Away, system: Recorder
    ) -> None:
        state = away()
        state.ui.tray.quiet_chosen.emit(Quiet.ALWAYS)
        state.wait(lambda: state.client.choices.quiet_until_ms == WITHOUT_END)
        state.ui.lock()
        assert "Do not disturb is on" in state.ui.tray.icon.toolTip()
        unlock(state)
        state.wait(lambda: state.main.sidebar.quiet.until_ms)
        assert state.main.sidebar.quiet.words == "Do not disturb is on"
        state.main.sidebar.quiet.off.click()
        state.wait(state.main.sidebar.quiet.isHidden)
        assert state.client.choices.quiet_until_ms == 0

    def test_policy_may_forbid_to_be_quiet(self, away: Away, system: Recorder) -> None:
        client = SampleClient(EVERYONE)
        client.choices = NotificationChoices(quiet_until_ms=WITHOUT_END)
        state = away(client, Policy(allow_do_not_disturb=False))
        assert state.main.sidebar.quiet.isHidden()
        assert not state.ui.tray.quiet_menu.isEnabled()
        assert not state.main.may_be_quiet
        arrive(state, AMIRA)
        state.wait(lambda: system.shown)


class TestWhatHappensThen:
    def test_a_click_opens_the_conversation_that_wrote_last(
        self, away: Away, system: Recorder
    ) -> None:
        state = away()
        arrive(state, LONG, AMIRA)
        state.wait(lambda: system.titles()[-1:] == ["2 new messages"])
        system.click()
        assert state.ui.window.isVisible()
        state.wait(lambda: state.main.chat is not None)
        assert state.chat.contact.account_id == AMIRA.account_id

    def test_read_here_or_elsewhere_it_goes(self, away: Away, system: Recorder) -> None:
        state = away()
        arrive(state, LONG, AMIRA, AMIRA)
        state.wait(lambda: system.titles()[-1:] == ["3 new messages"])
        sounds = len(system.played)
        state.ui._tasks.start(state.client.messages.mark_read(AMIRA.conversation_id, 10_000))
        corrected = Notification("New message", action=OPEN, quiet=True)
        state.wait(lambda: system.shown.get(Topic.MESSAGES) == corrected)
        state.ui._tasks.start(state.client.messages.mark_read(LONG.conversation_id, 10_000))
        state.wait(lambda: not system.shown)
        assert len(system.played) == sounds

    def test_a_lock_takes_it_away_and_a_late_click_leads_there_after_the_unlock(
        self, away: Away, system: Recorder
    ) -> None:
        state = away()
        arrive(state, AMIRA)
        state.wait(lambda: system.shown)
        state.ui.lock()
        assert system.shown == {}
        system.click()
        assert state.ui.window.isVisible()
        assert isinstance(state.ui.window.centralWidget(), UnlockScreen)
        unlock(state)
        state.wait(lambda: state.main.chat is not None)
        assert state.chat.contact.account_id == AMIRA.account_id

    def test_a_click_means_nothing_to_the_next_person(self, away: Away, system: Recorder) -> None:
        state = away()
        arrive(state, AMIRA)
        state.wait(lambda: system.shown)
        state.ui.lock()
        system.click()
        state.client.own = replace(state.client.own, account_id=LONG.account_id)
        unlock(state)
        state.wait(lambda: state.ui.announcer._own is not None)
        settled(state)
        assert state.main.chat is None
        assert state.ui.announcer._wanted is None

    def test_without_a_service_the_tray_shows_it(
        self, start_ui: StartUi, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        state = start_ui(SampleClient(EVERYONE))
        unlock(state)
        shown: list[tuple[str, str]] = []
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
        monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
        monkeypatch.setattr(
            state.ui.tray.icon, "showMessage", lambda title, text, *_: shown.append((title, text))
        )
        state.wait(lambda: state.ui.announcer._own is not None)
        leave(state)
        arrive(state, AMIRA)
        state.wait(lambda: shown == [("New message", "")])
        state.ui.tray.icon.messageClicked.emit()
        state.wait(lambda: state.main.chat is not None)
        assert state.chat.contact.account_id == AMIRA.account_id


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
