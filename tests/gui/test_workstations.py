"""The person's own workstations in the settings: the list, and adding one on the old side."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.bus import AlarmRaised, HistoryProgress
from app.core.errors import CurbsideError
from app.services.api import LinkStep
from app.ui.dialogs.add_workstation import AddWorkstationDialog
from app.ui.dialogs.passphrase_dialog import PassphraseDialog
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.dialogs.settings.workstations import WorkstationsSection
from app.ui.gallery_data import sample_client
from app.ui.gallery_devices import LINK_CHARACTERS, LINK_CODE, SHORT_CODE, make_device
from app.ui.gallery_services import OWN, SampleClient
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.gallery_workstations import OFFICE, THIS, UNKNOWN, several
from app.ui.widgets.link_code_edit import LinkCodeEdit
from tests.gui.conftest import Running, SomeError, StartUi, press, unlock

CODE = LINK_CHARACTERS.replace(" ", "")


def opened(start_ui: StartUi, client: SampleClient) -> tuple[Running, WorkstationsSection]:
    """The section, with its list read."""
    state = start_ui(client)
    unlock(state)
    state.main.dialogs.settings("workstations")
    state.wait(lambda: isinstance(state.main.dialogs.current, SettingsDialog))
    settings = state.main.dialogs.current
    assert isinstance(settings, SettingsDialog)
    page = settings.section
    assert isinstance(page, WorkstationsSection)
    state.wait(lambda: len(page.cards) == len(client.own_devices))
    state.wait(lambda: all(card.isVisible() for card in page.cards.values()))
    return state, page


def child(page: WorkstationsSection, kind: type[PassphraseDialog]) -> PassphraseDialog:
    return next(each for each in page.window().findChildren(kind) if each.isVisible())


class TestList:
    def test_one_workstation_teaches_what_more_are_for(self, start_ui: StartUi) -> None:
        _, page = opened(start_ui, sample_client())
        assert page._alone.isVisible()
        assert page.add.isEnabled()
        assert not page.reason.isVisible()
        card = page.cards[OWN.device_id]
        assert card._this.isVisible()
        assert card._main.isVisible()
        assert not card.remove.isVisible()

    def test_the_unexplained_one_stands_first_and_can_be_explained(self, start_ui: StartUi) -> None:
        state, page = opened(start_ui, several(sample_client()))
        card = page.cards[UNKNOWN.device_id]
        assert page._list.indexOf(card) == 0
        assert card._warning.isVisible()
        card.explain.click()
        dialog = child(page, PassphraseDialog)
        dialog.field.edit.setText("wrong")
        dialog.button.click()
        state.wait(lambda: "not the passphrase" in dialog.banner.text)
        assert dialog.field.text == ""
        dialog.field.edit.setText(PASSPHRASE)
        dialog.button.click()
        state.wait(lambda: not card._warning.isVisible())

    @pytest.mark.parametrize("wipe", [False, True])
    def test_removing_asks_for_the_passphrase(self, start_ui: StartUi, wipe: bool) -> None:
        client = several(sample_client())
        state, page = opened(start_ui, client)
        page.cards[OFFICE.device_id].remove.click()
        dialog = child(page, PassphraseDialog)
        assert not dialog.button.isEnabled()
        assert not dialog.button.isDefault()
        box = dialog.body.itemAt(2).widget()
        if wipe:
            box.click()
        dialog.field.edit.setText(PASSPHRASE)
        dialog.button.click()
        state.wait(lambda: OFFICE.device_id not in page.cards)
        assert client.removals == [(OFFICE.device_id, wipe)]

    def test_renaming_by_keyboard(self, start_ui: StartUi, qtbot: QtBot) -> None:
        client = several(sample_client())
        state, page = opened(start_ui, client)
        card = page.cards[OFFICE.device_id]
        card.rename.click()
        assert QApplication.focusWidget() is card.edit
        press(qtbot, Qt.Key.Key_Escape)
        assert page.window().isVisible()
        assert QApplication.focusWidget() is card.rename
        card.rename.click()
        card.edit.setText("  Office, second floor ")
        press(qtbot, Qt.Key.Key_Return)
        state.wait(lambda: card._name.text() == "Office, second floor")
        assert page.window().isVisible()

    def test_a_refused_name_is_said_and_nothing_changes(
        self, start_ui: StartUi, qtbot: QtBot
    ) -> None:
        client = several(sample_client())
        state, page = opened(start_ui, client)
        client.fail_next = SomeError()
        card = page.cards[OFFICE.device_id]
        card.rename.click()
        card.edit.setText("x")
        press(qtbot, Qt.Key.Key_Return)
        settings = page.window()
        assert isinstance(settings, SettingsDialog)
        state.wait(lambda: SomeError.message in settings.banner.text)
        assert card._name.text() == OFFICE.name

    def test_only_the_main_one_adds_and_removes(self, start_ui: StartUi) -> None:
        client = several(sample_client())
        client.can_manage = False
        _, page = opened(start_ui, client)
        assert not page.add.isEnabled()
        assert THIS.name in page.reason.text()
        assert not any(card.remove.isVisible() for card in page.cards.values())
        card = page.cards[UNKNOWN.device_id]
        assert not card.remove_unknown.isVisible()
        assert card.explain.isVisible()

    def test_as_many_as_there_may_be(self, start_ui: StartUi) -> None:
        client = sample_client()
        client.own_devices = [THIS, *(make_device(f"Ward {n}") for n in range(7))]
        _, page = opened(start_ui, client)
        assert not page.add.isEnabled()
        assert "8" in page.reason.text()

    def test_a_removed_one_does_not_count_and_can_be_explained(self, start_ui: StartUi) -> None:
        client = sample_client()
        gone = make_device("Ward 6", removed=True, explained=False)
        client.own_devices = [THIS, *(make_device(f"Ward {n}") for n in range(6)), gone]
        _, page = opened(start_ui, client)
        assert page.add.isEnabled()
        card = page.cards[gone.device_id]
        assert card._ended.isVisible()
        assert "removed" in card.accessibleName()
        assert not card.remove_unknown.isVisible()
        assert not card.rename.isVisible()
        card.explain.click()
        assert "Did you remove" in child(page, PassphraseDialog).heading.text()

    def test_an_alarm_about_the_own_account_leads_here(self, start_ui: StartUi) -> None:
        class OwnEntryError(CurbsideError):
            code = "unexpected-own-entry"

        client = several(sample_client())
        state = start_ui(client)
        unlock(state)
        client.alarm = OwnEntryError()
        client.bus.publish(AlarmRaised(client.alarm))
        state.main.banner.button.click()
        state.wait(lambda: isinstance(state.main.dialogs.current, SettingsDialog))
        assert isinstance(state.main.dialogs.current, SettingsDialog)
        assert state.main.dialogs.current.section.key == "workstations"


class TestCodeField:
    @pytest.mark.parametrize(
        "text", [LINK_CODE, LINK_CHARACTERS, CODE.lower(), "-".join(CODE), f"\n {LINK_CODE}\n"]
    )
    def test_every_way_to_write_it(self, qtbot: QtBot, theme: object, text: str) -> None:
        field = LinkCodeEdit()
        qtbot.addWidget(field)
        field.set_text(text)
        assert field.complete
        assert field.code == CODE
        assert field.edit.text() == LINK_CHARACTERS

    @pytest.mark.parametrize("text", [CODE, CODE.lower(), LINK_CODE])
    def test_typed_by_a_person_or_a_scanner(self, qtbot: QtBot, theme: object, text: str) -> None:
        field = LinkCodeEdit()
        qtbot.addWidget(field)
        field.show()
        qtbot.keyClicks(field.edit, text)
        assert field.edit.text() == LINK_CHARACTERS

    def test_a_mistake_is_corrected_where_it_is(self, qtbot: QtBot, theme: object) -> None:
        field = LinkCodeEdit()
        qtbot.addWidget(field)
        field.show()
        field.set_text(CODE)
        field.edit.setCursorPosition(7)
        qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
        assert field.code == CODE[:5] + CODE[6:]
        qtbot.keyClicks(field.edit, CODE[5])
        assert field.code == CODE

    @pytest.mark.parametrize("text", ["curbside:invite:" + "A" * 10, "curbside:card:" + "A" * 12])
    def test_another_kind_of_code_is_told_apart(
        self, qtbot: QtBot, theme: object, text: str
    ) -> None:
        field = LinkCodeEdit()
        qtbot.addWidget(field)
        field.set_text(text)
        assert not field.complete
        assert "another kind" in field.hint.text()

    def test_too_many_characters(self, qtbot: QtBot, theme: object) -> None:
        field = LinkCodeEdit()
        qtbot.addWidget(field)
        field.set_text(CODE + "AA")
        assert not field.complete
        assert "28" in field.hint.text()


class Adding:
    """The dialog, with code and passphrase given."""

    def __init__(self, start_ui: StartUi, at: LinkStep | None = None) -> None:
        self.client = sample_client()
        self.client.pause.at = at
        self.state, self.page = opened(start_ui, self.client)
        self.page.add.click()
        self.dialog = self.page.window().findChildren(AddWorkstationDialog)[0]

    def start(self, passphrase: str = PASSPHRASE) -> None:
        self.dialog.code.code.set_text(LINK_CODE)
        self.dialog.code.passphrase.edit.setText(passphrase)
        self.dialog.go_on.click()

    def compare(self) -> None:
        self.start()
        self.state.wait(lambda: self.dialog.page is self.dialog.compare)


class TestAdding:
    def test_by_keyboard_to_the_copied_messages(self, start_ui: StartUi, qtbot: QtBot) -> None:
        flow = Adding(start_ui)
        dialog, state = flow.dialog, flow.state
        state.wait(lambda: QApplication.focusWidget() is dialog.code.code.edit)
        qtbot.keyClicks(dialog.code.code.edit, CODE)
        press(qtbot, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is dialog.code.passphrase.edit
        qtbot.keyClicks(dialog.code.passphrase.edit, PASSPHRASE)
        press(qtbot, Qt.Key.Key_Return)
        state.wait(lambda: dialog.page is dialog.compare)
        assert dialog.compare.number.digits.text() == f"{SHORT_CODE[:3]} {SHORT_CODE[3:]}"
        assert "read and send all your messages as you" in dialog.compare.grants.text()
        assert QApplication.focusWidget() is dialog.compare.number
        press(qtbot, Qt.Key.Key_Return)
        press(qtbot, Qt.Key.Key_Space)
        assert dialog.page is dialog.compare, "no key may answer by accident"
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is dialog.differ
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is dialog.same
        press(qtbot, Qt.Key.Key_Return)
        state.wait(lambda: dialog.page is dialog.added)
        assert flow.client.link_codes == [CODE]
        assert dialog.code.passphrase.text == ""
        assert QApplication.focusWidget() is dialog.added.copy
        press(qtbot, Qt.Key.Key_Return)
        state.wait(lambda: len(flow.client.histories) == 1)
        new = flow.client.own_devices[-1].device_id
        flow.client.bus.publish(HistoryProgress(1200, 2400, incoming=False, device_id=new))
        assert "1,200" in dialog.added.progress.words.text()
        press(qtbot, Qt.Key.Key_Escape)
        state.wait(lambda: new in flow.page.cards and flow.page.cards[new].history.isVisible())
        assert "1,200" in flow.page.cards[new].history.words.text()

    def test_no_button_is_the_default_while_comparing(self, start_ui: StartUi) -> None:
        flow = Adding(start_ui)
        flow.compare()
        for button in (flow.dialog.differ, flow.dialog.same):
            assert not button.isDefault()
            assert not button.autoDefault()
        assert not flow.dialog.go_on.isVisible()

    def test_they_differ(self, start_ui: StartUi) -> None:
        flow = Adding(start_ui)
        flow.compare()
        flow.dialog.differ.click()
        flow.state.wait(lambda: flow.dialog.page is flow.dialog.failed)
        assert "not the same" in flow.dialog.failed.words.text()
        assert len(flow.client.own_devices) == 1
        flow.dialog.again.click()
        assert flow.dialog.page is flow.dialog.code
        assert flow.dialog.code.code.code == ""

    def test_a_wrong_passphrase_keeps_the_code(self, start_ui: StartUi) -> None:
        flow = Adding(start_ui)
        flow.start("wrong")
        flow.state.wait(lambda: "not the passphrase" in flow.dialog.banner.text)
        assert flow.dialog.code.code.code == CODE
        assert flow.dialog.code.passphrase.edit.hasFocus()
        flow.dialog.code.passphrase.edit.setText(PASSPHRASE)
        flow.dialog.go_on.click()
        flow.state.wait(lambda: flow.dialog.page is flow.dialog.compare)

    def test_escape_gives_up_and_tells_the_other_side(
        self, start_ui: StartUi, qtbot: QtBot
    ) -> None:
        flow = Adding(start_ui)
        flow.compare()
        press(qtbot, Qt.Key.Key_Escape)
        flow.state.wait(lambda: flow.client.links_cancelled == 1)
        assert len(flow.client.own_devices) == 1

    def test_what_is_being_entered_in_the_log_is_waited_for(
        self, start_ui: StartUi, qtbot: QtBot
    ) -> None:
        flow = Adding(start_ui, LinkStep.ADDING)
        flow.compare()
        flow.dialog.same.click()
        flow.state.wait(lambda: flow.dialog._step is LinkStep.ADDING)
        assert not flow.dialog.close_button.isEnabled()
        press(qtbot, Qt.Key.Key_Escape)
        assert flow.dialog.isVisible()
        flow.client.pause.go_on()
        flow.state.wait(lambda: flow.dialog.page is flow.dialog.added)

    def test_locking_gives_up_too(self, start_ui: StartUi) -> None:
        flow = Adding(start_ui)
        flow.compare()
        flow.state.ui.lock()
        flow.state.wait(lambda: flow.client.links_cancelled == 1)

    def test_copying_that_cannot_begin_is_said(self, start_ui: StartUi) -> None:
        flow = Adding(start_ui)
        flow.compare()
        flow.dialog.same.click()
        flow.state.wait(lambda: flow.dialog.page is flow.dialog.added)
        flow.client.fail_next = SomeError()
        flow.dialog.added.copy.click()
        flow.state.wait(lambda: SomeError.message in flow.dialog.banner.text)
        assert flow.dialog.added.copy.isEnabled()

    def test_the_code_comes_from_a_file(self, start_ui: StartUi, tmp_path: Path) -> None:
        flow = Adding(start_ui)
        file = tmp_path / "code.txt"
        file.write_text(LINK_CODE + "\n")
        flow.dialog.code.open_file(str(file))
        assert flow.dialog.code.code.complete
        flow.dialog.code.open_file(str(tmp_path / "none"))
        assert "could not be read" in flow.dialog.banner.text
