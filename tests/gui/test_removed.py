"""A computer that was removed: read-only, or erased; now, and at the next start."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.core.bus import AlarmRaised, Connection, ConnectionChanged, DeviceRemoved
from app.core.relay_errors import DeviceRevoked
from app.core.views import Removal
from app.services.alarms import OwnAccountClosed
from app.ui.gallery_data import AMIRA, LONG
from app.ui.windows.first_run import FirstRun
from app.ui.windows.removed import RemovedScreen
from tests.gui.conftest import Running, StartUi

AT = 1_700_000_000_000


def words(screen: RemovedScreen) -> str:
    return " ".join(label.text() for label in screen.findChildren(QLabel))


class TestReadOnly:
    def test_what_is_there_can_be_read_and_nothing_written(self, running: Running) -> None:
        chat = running.open(AMIRA)
        running.wait(chat.composer.edit.hasFocus)
        running.client.bus.publish(DeviceRemoved(by_authority=True, wiped=False, at_ms=AT))
        assert chat.list.hasFocus()
        line = running.main.notices.removal
        assert line.isVisible()
        assert "removed by your clinic on 14 November 2023" in line.text
        assert not chat.composer.edit.isEnabled()
        assert "removed by your clinic" in chat.composer.hint.text()
        other = running.open(LONG)
        assert not other.composer.edit.isEnabled()
        assert other.timeline.rowCount()
        running.client.bus.publish(ConnectionChanged(Connection.ONLINE))
        assert not other.composer.edit.isEnabled()
        assert line.isVisible()

    @pytest.mark.parametrize("refused_first", [True, False])
    def test_it_is_said_once(self, running: Running, refused_first: bool) -> None:
        removed = DeviceRemoved(by_authority=False, wiped=False, at_ms=AT)
        running.client.alarm = DeviceRevoked()
        refused = AlarmRaised(running.client.alarm)
        for event in (refused, removed) if refused_first else (removed, refused):
            running.client.bus.publish(event)
        assert running.main.notices.removal.isVisible()
        assert not running.main.banner.isVisible()

    @pytest.mark.parametrize("closed_first", [True, False])
    def test_a_closed_account_is_said_alone(self, running: Running, closed_first: bool) -> None:
        removed = DeviceRemoved(by_authority=True, wiped=False, at_ms=AT)
        running.client.alarm = OwnAccountClosed()
        closed = AlarmRaised(running.client.alarm)
        for event in (closed, removed) if closed_first else (removed, closed):
            running.client.bus.publish(event)
        assert "closed your account" in running.main.banner.text
        assert running.main.banner.isVisible()
        assert not running.main.notices.removal.isVisible()

    def test_by_the_person_and_without_a_day(self, running: Running) -> None:
        running.client.bus.publish(DeviceRemoved(by_authority=False, wiped=False))
        assert running.main.notices.removal.text.startswith("You removed this computer from")


class TestErased:
    @pytest.mark.parametrize("by_authority", [True, False])
    def test_everything_leaves_the_screen(
        self, running: Running, qapp: QApplication, by_authority: bool
    ) -> None:
        chat = running.open(AMIRA)
        chat.composer.edit.setPlainText("half a thought")
        running.client.bus.publish(DeviceRemoved(by_authority=by_authority, wiped=True))
        screen = running.ui.window.centralWidget()
        assert isinstance(screen, RemovedScreen)
        assert running.ui.client is None
        assert ("by your clinic" in words(screen)) is by_authority
        assert "erased" in words(screen)
        running.wait(lambda: running.client.locked)
        assert AMIRA.conversation_id not in running.client.drafts, "nothing is kept any more"
        visible = [w.text() for w in qapp.allWidgets() if isinstance(w, QLabel) and w.isVisible()]
        assert not any("Haddad" in text or "Weber" in text for text in visible)
        running.wait(lambda: QApplication.focusWidget() is screen.again)

    def test_then_it_can_be_set_up_anew(self, running: Running) -> None:
        running.access.removal = Removal.BY_AUTHORITY
        running.access.profile = False
        running.client.bus.publish(DeviceRemoved(by_authority=True, wiped=True))
        screen = running.ui.window.centralWidget()
        assert isinstance(screen, RemovedScreen)
        screen.again.click()
        running.wait(lambda: isinstance(running.ui.window.centralWidget(), FirstRun))
        assert running.access.removal is None


class TestNextStart:
    @pytest.mark.parametrize("removal", list(Removal))
    def test_it_is_said_before_anything_else(self, start_ui: StartUi, removal: Removal) -> None:
        state = start_ui(profile=False, removal=removal)
        screen = state.ui.window.centralWidget()
        assert isinstance(screen, RemovedScreen)
        assert ("by your clinic" in words(screen)) is (removal is Removal.BY_AUTHORITY)
        assert state.access.removal is removal, "only reading it forgets it"
        screen.again.click()
        state.wait(lambda: isinstance(state.ui.window.centralWidget(), FirstRun))
        assert state.access.removal is None

    def test_it_can_be_left(self, start_ui: StartUi) -> None:
        state = start_ui(profile=False, removal=Removal.BY_PERSON)
        screen = state.ui.window.centralWidget()
        assert isinstance(screen, RemovedScreen)
        screen.quit_clicked.emit()
        state.wait(state.ended)
        assert state.access.removal is Removal.BY_PERSON
