"""The first steps: there after joining, ticked by what is true, and gone for good when put away."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.core.preferences import Preference
from app.core.views import Trust
from app.ui.gallery_data import EVERYONE, TWIN
from app.ui.gallery_services import SampleClient
from app.ui.help.desk import help_desk
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme
from app.ui.widgets.first_steps import Step, StepsKept
from tests.gui.conftest import StartUi, unlock
from tests.gui.main_screen import MainScreen, show_main


def newcomer() -> SampleClient:
    """Joined a moment ago: nobody is verified, nothing was written."""
    unverified = [person for person in EVERYONE if person.trust is not Trust.VERIFIED]
    client = SampleClient(unverified)
    client.chat.preferences[Preference.FIRST_STEPS] = StepsKept(open=True).stored()
    return client


def kept(client: SampleClient) -> StepsKept:
    return StepsKept.parse(client.chat.preferences[Preference.FIRST_STEPS])


@pytest.fixture
def screen(tasks: TaskRunner, qtbot: QtBot, theme: Theme) -> MainScreen:
    return show_main(newcomer(), tasks, qtbot)


def test_they_are_shown_to_who_has_just_joined_and_to_nobody_else(
    screen: MainScreen, tasks: TaskRunner, qtbot: QtBot
) -> None:
    assert screen.view.home.steps.isVisible()
    assert not screen.view.home.welcome.isVisible()
    assert screen.view.home.steps.done == frozenset()
    screen.close()
    other = show_main(SampleClient(EVERYONE), tasks, qtbot)
    assert not other.view.home.steps.isVisible()
    assert other.view.home.welcome.isVisible()
    other.close()


def test_they_tick_themselves(screen: MainScreen) -> None:
    steps, client = screen.view.home.steps, screen.client
    client.put(TWIN, "Good morning", mine=True, publish=True)
    screen.wait(lambda: steps.done == {Step.WRITE})
    assert not steps.buttons[Step.WRITE].isVisible()
    client.change_contact(TWIN.account_id, trust=Trust.VERIFIED)
    screen.wait(lambda: steps.done == {Step.WRITE, Step.VERIFY})
    client.kit_made_at_ms = 1
    client.change_contact(TWIN.account_id, role="Head nurse")
    screen.wait(lambda: steps.done == {Step.WRITE, Step.VERIFY, Step.KIT})
    assert kept(client).open
    screen.close()


def test_what_came_from_others_is_not_the_first_message(
    screen: MainScreen, tasks: TaskRunner, qtbot: QtBot
) -> None:
    client = screen.client
    client.put(TWIN, "Welcome", publish=True)
    screen.wait(lambda: screen.view._conversations.total == 1)
    assert Step.WRITE not in screen.view.home.steps.done
    client.put(TWIN, "Thank you", mine=True, publish=True)
    screen.wait(lambda: Step.WRITE in screen.view.home.steps.done)
    screen.wait(lambda: kept(client).has_written)
    client.put(TWIN, "See you", publish=True)
    screen.close()
    again = show_main(client, tasks, qtbot)
    assert Step.WRITE in again.view.home.steps.done  # whoever wrote last
    again.close()


def test_each_leads_to_where_it_is_done(screen: MainScreen) -> None:
    buttons, locked = screen.view.home.steps.buttons, []
    buttons[Step.WRITE].click()
    assert screen.view.sidebar.tab == 1
    buttons[Step.VERIFY].click()
    assert help_desk().window is not None
    assert help_desk().window.page.key == "verify"
    help_desk().close()
    buttons[Step.KIT].click()
    screen.wait(lambda: screen.view.dialogs.current is not None)
    assert screen.view.dialogs.current.section.key == "recovery"
    screen.view.dialogs.close_all()
    screen.view.lock_requested.connect(lambda: locked.append(True))
    buttons[Step.LOCK].click()
    assert locked
    screen.close()


def test_put_away_they_never_come_back(screen: MainScreen, tasks: TaskRunner, qtbot: QtBot) -> None:
    client = screen.client
    screen.view.home.steps.close_button.click()
    assert not screen.view.home.steps.isVisible()
    assert screen.view.home.welcome.isVisible()
    screen.wait(lambda: not kept(client).open)
    screen.close()
    again = show_main(client, tasks, qtbot)
    assert not again.view.home.steps.isVisible()
    again.close()


def test_whoever_locked_with_the_key_knows_it(start_ui: StartUi) -> None:
    state = start_ui(newcomer())
    unlock(state)
    state.main.findChild(QAction, "lock").trigger()
    state.wait(lambda: kept(state.client) == StepsKept(open=True, lock_known=True))
    state.wait(lambda: state.client.locked)
    unlock(state)
    state.wait(lambda: Step.LOCK in state.main.home.steps.done)


def test_a_lock_that_came_by_itself_teaches_nothing(start_ui: StartUi) -> None:
    state = start_ui(newcomer())
    unlock(state)
    state.ui.lock()
    state.wait(lambda: state.client.locked)
    assert not kept(state.client).lock_known


def test_joining_begins_them(start_ui: StartUi) -> None:
    client = SampleClient(EVERYONE)
    state = start_ui(client, profile=False)
    first_run = state.ui.window.centralWidget()
    state.access.delay = 0.0
    first_run.give_invite("curbside:invite:AAAA")
    first_run.who.go_on.emit()
    for field in (first_run.passphrase.fields.first, first_run.passphrase.fields.second):
        field.edit.setText("violin harbour thirteen moss")
    first_run.passphrase.go_on.emit()
    state.wait(lambda: Preference.FIRST_STEPS in client.chat.preferences)
    assert kept(client) == StepsKept(open=True)
