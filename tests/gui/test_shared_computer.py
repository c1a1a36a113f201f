"""A ward's computer: choosing who it is, switching, the PIN, letters, removal."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.core.shared_views import HiddenView
from app.core.views import Removal
from app.ui import clipboard, gallery_data
from app.ui.dialogs.listing import ListingDialog
from app.ui.dialogs.remove_person import RemovePersonDialog
from app.ui.dialogs.settings.lock import LockSection
from app.ui.gallery_access import SampleAccess
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.text import PlainLabel
from app.ui.windows.choose_person import ChoosePerson
from app.ui.windows.first_run import FirstRun
from app.ui.windows.main_view import MainView
from app.ui.windows.removed import RemovedScreen
from app.ui.windows.unlock import UnlockScreen
from tests.gui.conftest import Running, SomeError, StartUi, focused, press, unlock

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HELD = HiddenView(5, 4 * 3600.0)
Kind = TypeVar("Kind", bound=QWidget)


def screen_of(state: Running, kind: type[Kind]) -> Kind:
    state.wait(lambda: isinstance(state.ui.window.centralWidget(), kind))
    screen = state.ui.window.centralWidget()
    assert isinstance(screen, kind)
    return screen


def chooser(state: Running) -> ChoosePerson:
    return screen_of(state, ChoosePerson)


def unlocking(state: Running) -> UnlockScreen:
    return screen_of(state, UnlockScreen)


@pytest.fixture
def ward(start_ui: StartUi) -> Running:
    """Three people: AK, JW, and somebody who is a number."""
    state = start_ui(profile=False)
    for key, label in (("a1", "AK"), ("b2", "JW"), ("c3", "")):
        state.profiles.accesses[key] = SampleAccess(gallery_data.sample_client(), key=key)
        state.profiles.labels[key] = label
        state.profiles.accesses[key].client.listing.others = True
        state.profiles.accesses[key].client.listing.chosen = label
    del state.profiles.accesses["default"]
    state.ui._entrance.show()
    return state


def enter(state: Running, key: str) -> MainView:
    """Choose somebody and unlock, as a person does."""
    screen = chooser(state)
    screen.list.setCurrentIndex(screen.model.index(screen.model.row_of(key)))
    screen.button.click()
    state.client = state.profiles.accesses[key].client
    state.access = state.profiles.accesses[key]
    state.client.started = False
    unlocking(state).field.edit.setText(PASSPHRASE)
    unlocking(state).button.click()
    state.wait(lambda: state.ui.main is not None and state.ui.main.own is not None)
    state.wait(lambda: state.client.started)
    return state.main


class TestChoosing:
    def test_by_keyboard_alone(self, ward: Running, qtbot: QtBot) -> None:
        screen = chooser(ward)
        focused(ward, screen.filter)
        qtbot.keyClicks(screen.filter, "jw")
        assert screen.model.rowCount() == 1
        press(qtbot, Qt.Key.Key_Return)
        assert unlocking(ward).title.text().strip("\u2066\u2067\u2068\u2069") == "JW"
        focused(ward, unlocking(ward).field.edit)

    def test_the_arrows_go_through_the_list_while_one_types(
        self, ward: Running, qtbot: QtBot
    ) -> None:
        screen = chooser(ward)
        focused(ward, screen.filter)
        keys = []
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
            press(qtbot, key)
            keys.append(screen.current.key)
        assert keys == ["b2", "c3", "c3", "b2"]
        screen.list.setFocus()
        qtbot.keyClicks(screen.list, "3")
        assert screen.filter.text() == "3"
        assert screen.current.key == "c3", "by number"

    def test_nobody_fits(self, ward: Running) -> None:
        screen = chooser(ward)
        screen.filter.setText("zz")
        assert not screen.button.isEnabled()
        assert not screen.remove.isEnabled()
        assert screen._none.isVisible()

    def test_each_row_is_a_sentence_and_the_number_stays(self, ward: Running) -> None:
        model = chooser(ward).model
        words = [model.data(model.index(row)) for row in range(3)]
        assert words[2] == "Person 3, Locked: opens with the passphrase"
        assert "Weber" not in "".join(map(str, words))

    def test_one_person_goes_straight_to_the_passphrase(self, start_ui: StartUi) -> None:
        state = start_ui()
        screen = unlocking(state)
        assert screen.title.text() == "Curbside"
        assert [button.text() for button in screen._others if button.isVisibleTo(screen)] == [
            "Someone else…"
        ]

    def test_a_second_person_comes_to_the_first_run_and_can_go_back(
        self, start_ui: StartUi
    ) -> None:
        state = start_ui()
        state.profiles.fresh = SampleAccess(state.client, profile=False, key="new")
        unlocking(state)._others[-1].click()
        assert chooser(state).model.rowCount() == 1
        chooser(state).add.click()
        first = screen_of(state, FirstRun)
        assert first.invite.leave.isVisible()
        first.invite.leave.click()
        chooser(state)

    def test_where_a_folder_was_given_nobody_can_be_added(self, start_ui: StartUi) -> None:
        state = start_ui()
        state.profiles.can_add = False
        state.ui._entrance.show()
        assert not any(button.isVisibleTo(unlocking(state)) for button in unlocking(state)._others)

    def test_an_invite_is_kept_for_whoever_is_added(self, start_ui: StartUi) -> None:
        state = start_ui(invite_text="curbside:invite:AAAA")
        state.profiles.fresh = SampleAccess(state.client, profile=False, key="new")
        unlocking(state)
        state.ui._entrance.choose()
        chooser(state).add.click()
        first = screen_of(state, FirstRun)
        assert first.pages.currentWidget() is first.who

    def test_a_profile_removed_from_afar_says_so_once(self, ward: Running) -> None:
        ward.profiles.accesses["c3"].removal = Removal.BY_AUTHORITY
        ward.profiles.accesses["c3"].profile = False
        ward.ui._entrance.choose("c3")
        assert not chooser(ward).remove.isEnabled()
        chooser(ward).button.click()
        removed = screen_of(ward, RemovedScreen)
        removed.again.click()
        assert chooser(ward).model.rowCount() == 2


class TestSwitching:
    @pytest.mark.parametrize(
        ("key", "modifiers"),
        [(Qt.Key.Key_F12, None), (Qt.Key.Key_L, CTRL), (Qt.Key.Key_L, CTRL | SHIFT)],
    )
    def test_one_key_takes_everything_away_and_asks_who_comes(
        self, ward: Running, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier | None
    ) -> None:
        view = enter(ward, "a1")
        ward.open(gallery_data.AMIRA)
        clipboard.copy("Bed 4")
        focused(ward, ward.chat.composer.edit)
        press(qtbot, key, modifiers or Qt.KeyboardModifier.NoModifier)
        # At once: nothing was awaited yet.
        assert isinstance(ward.ui.window.centralWidget(), ChoosePerson)
        assert not view.isVisible()
        assert view._conversations.rowCount() == view._people.rowCount() == 0
        assert clipboard.paste() == ""
        assert chooser(ward).current.key == "a1"
        ward.wait(lambda: ward.client.locked)

    def test_the_next_person_sees_nothing_of_the_last(self, ward: Running) -> None:
        enter(ward, "a1")
        first = ward.client
        ward.ui.switch_person()
        view = enter(ward, "b2")
        assert view._client is ward.client is not first
        assert ward.ui.window.windowTitle().endswith("Curbside")
        ward.wait(lambda: first.locked)

    def test_who_is_signed_in_is_always_in_view(self, ward: Running) -> None:
        view = enter(ward, "a1")
        for width in (1400, 800):
            ward.ui.window.resize(width, 600)
            QApplication.sendPostedEvents()
            assert view.sidebar._name.isVisible()
            assert view.sidebar._name.width() > 60
        assert "Weber" in view.sidebar._name.text()
        assert "Nurse" in view.sidebar._clinic.text()
        assert view.sidebar._switch.isVisible()
        assert "Weber" not in ward.ui.window.windowTitle()
        view.search.open_panel()
        assert view.search.panel.isVisible()
        assert view.sidebar._name.isVisible(), "also while one searches"
        assert view.sidebar.menu_button.isVisible()

    def test_alone_there_is_nobody_to_switch_to_in_the_way(self, running: Running) -> None:
        assert not running.main.sidebar._switch.isVisible()
        running.ui.switch_person()
        assert chooser(running).model.rowCount() == 1

    def test_dialogs_close_with_the_lock(self, ward: Running) -> None:
        view = enter(ward, "a1")
        view.dialogs.settings("lock")
        ward.wait(lambda: view.dialogs.current is not None)
        dialog = view.dialogs.current
        page = dialog.section
        assert isinstance(page, LockSection)
        ward.wait(lambda: page.pin._view is not None)
        page.pin.choose.click()
        ward.ui.lock()
        assert not [d for d in ward.ui.window.findChildren(QDialog) if d.isVisible()]

    def test_quitting_drops_every_key(self, ward: Running) -> None:
        for access in ward.profiles.accesses.values():
            access.held = HELD
        ward.ui.quit()
        ward.wait(ward.ended)
        assert all(access.held is None for access in ward.profiles.accesses.values())


class TestListing:
    def opened(self, start_ui: StartUi, chosen: str | None, news: bool) -> Running:
        state = start_ui()
        state.client.listing.others = True
        state.client.listing.chosen = chosen
        state.client.listing.news = news
        unlock(state)
        return state

    def dialog(self, state: Running) -> ListingDialog:
        state.wait(lambda: isinstance(state.main.dialogs.current, ListingDialog))
        dialog = state.main.dialogs.current
        assert isinstance(dialog, ListingDialog)
        return dialog

    def test_initials_are_suggested_and_written_only_on_request(self, start_ui: StartUi) -> None:
        state = self.opened(start_ui, None, False)
        dialog = self.dialog(state)
        assert dialog.edit.text() == "JW"
        assert state.client.listing.chosen is None
        dialog.edit.setText("J W")
        assert not dialog.button.isEnabled()
        dialog.edit.setText("JW2")
        dialog.button.click()
        state.wait(lambda: state.client.listing.chosen == "JW2")

    def test_one_may_stay_a_number(self, start_ui: StartUi) -> None:
        state = self.opened(start_ui, None, False)
        self.dialog(state).number.click()
        state.wait(lambda: state.client.listing.chosen == "")

    def test_who_has_answered_is_not_asked_again_but_hears_the_news(
        self, start_ui: StartUi
    ) -> None:
        state = self.opened(start_ui, "JW", True)
        state.wait(state.main.error_banner.isVisible)
        assert "not remembered" in state.main.error_banner.text
        assert state.main.dialogs.current is None


class TestRemoving:
    def dialog(self, ward: Running, key: str = "b2") -> RemovePersonDialog:
        ward.ui._entrance.choose(key)
        chooser(ward).remove.click()
        dialog = ward.ui.window.findChild(RemovePersonDialog)
        assert isinstance(dialog, RemovePersonDialog)
        return dialog

    def test_with_the_passphrase(self, ward: Running) -> None:
        dialog = self.dialog(ward)
        assert not dialog.button.isEnabled()
        said = " ".join(label.text() for label in dialog.findChildren(PlainLabel))
        assert "deleted for good" in said
        ward.profiles.fail_remove = SomeError()
        dialog.field.edit.setText("wrong")
        dialog.button.click()
        ward.wait(dialog.banner.isVisible)
        assert dialog.field.text == ""
        dialog.field.edit.setText(PASSPHRASE)
        dialog.button.click()
        ward.wait(lambda: ward.profiles.removed_with == [("b2", PASSPHRASE)])
        ward.wait(lambda: chooser(ward).model.rowCount() == 2)

    def test_without_it_the_letters_have_to_be_typed(self, ward: Running, qtbot: QtBot) -> None:
        dialog = self.dialog(ward)
        dialog.field.edit.setText("whatever")
        dialog.without.setChecked(True)
        assert not dialog.button.isEnabled()
        qtbot.keyClicks(dialog.typed, "ak")
        assert not dialog.button.isEnabled()
        dialog.typed.setText("jw")
        dialog.button.click()
        ward.wait(lambda: ward.profiles.removed_with == [("b2", None)])

    def test_a_number_is_typed_as_it_stands(self, ward: Running) -> None:
        dialog = self.dialog(ward, "c3")
        dialog.without.setChecked(True)
        dialog.typed.setText("Person 3")
        assert dialog.button.isEnabled()
        dialog.reject()
        assert ward.profiles.removed_with == []

    def test_the_last_one_leaves_an_empty_computer(self, start_ui: StartUi) -> None:
        state = start_ui()
        state.profiles.fresh = SampleAccess(state.client, profile=False, key="new")
        dialog = self.dialog(state, "default")
        dialog.field.edit.setText(PASSPHRASE)
        dialog.button.click()
        screen_of(state, FirstRun)
