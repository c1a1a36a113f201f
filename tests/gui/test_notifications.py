"""What is announced, to whom it leads, and when not: real windows over the sample services."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app.core.notifications import (
    WITHOUT_END,
    Notification,
    NotificationChoices,
    Quiet,
    SoundClass,
    Topic,
)
from app.core.policy import NotificationDetail, Policy
from app.core.records import DeliveryState
from app.ui.gallery_data import AMIRA, EVERYONE, LONG
from app.ui.gallery_services import SampleClient
from app.ui.windows.unlock import UnlockScreen
from tests.gui.conftest import StartUi, unlock
from tests.gui.notifying import Away, Recorder, arrive, leave, settled, start_away

NAMED = Policy(notification_detail=NotificationDetail.SENDER)
OPEN = "Open"


@pytest.fixture
def system() -> Recorder:
    return Recorder()


@pytest.fixture
def away(start_ui: StartUi, system: Recorder) -> Away:
    return start_away(start_ui, system)


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

    def test_a_mention_in_a_muted_group_is_told(self, away: Away, system: Recorder) -> None:
        state = away()
        client = state.client
        group = client.groups.make("Ward", (AMIRA, LONG))
        shim = client.groups.partner(group)
        client.muted_conversations.add(group.conversation_id)
        client.put(shim, "not for you", sender=AMIRA, publish=True)
        settled(state)
        assert system.history == []
        mention = ((0, 6, client.own.account_id),)
        client.put(shim, "@Jonas", sender=AMIRA, publish=True, mentions=mention)
        state.wait(lambda: system.titles() == ["New message"])

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
