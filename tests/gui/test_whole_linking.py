"""A second workstation, linked through the real windows of both sides over a real relay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.core.records import DeliveryState
from app.ui.dialogs.add_workstation import AddWorkstationDialog
from app.ui.dialogs.passphrase_dialog import PassphraseDialog
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.dialogs.settings.workstations import WorkstationsSection
from app.ui.windows.first_run import FirstRun
from app.ui.windows.linking import Linking
from tests.gui.test_whole_clinic import PASSPHRASE, Run, Window, _account
from tests.support.clinic import Clinic

OTHER = "meadow copper lantern drift"
NAME = "Office, room 2.14"


def begin_link(window: Window, relay_url: str) -> Linking:
    """The new side, up to the code on its screen."""
    window.wait(lambda: isinstance(window.ui.window.centralWidget(), FirstRun))
    first = window.ui.window.centralWidget()
    assert isinstance(first, FirstRun)
    QTest.keyClick(first.invite.link, Qt.Key.Key_Return)
    linking = first.linking
    linking.setup.address.setText(relay_url)
    linking.setup.name.setText(NAME)
    QTest.keyClick(linking.setup.button, Qt.Key.Key_Return)
    for field in (linking.passphrase.fields.first, linking.passphrase.fields.second):
        QTest.keyClicks(field.edit, OTHER)
    QTest.keyClick(linking.passphrase.button, Qt.Key.Key_Return)
    window.wait(linking.code.characters.isVisible)
    return linking


def begin_add(window: Window, linking: Linking) -> AddWorkstationDialog:
    """The old side, with the code typed off the other screen."""
    page = section(window)
    window.wait(page.add.isEnabled)
    QTest.keyClick(page.add, Qt.Key.Key_Return)
    dialog = page.window().findChildren(AddWorkstationDialog)[-1]
    QTest.keyClicks(dialog.code.code.edit, "".join(each.text() for each in linking.code._groups))
    QTest.keyClicks(dialog.code.passphrase.edit, PASSPHRASE)
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    window.wait(lambda: dialog.page is dialog.compare)
    return dialog


def section(window: Window) -> WorkstationsSection:
    """The settings at the workstations, opened if need be."""
    main = window.ui.main
    assert main is not None
    if not isinstance(main.dialogs.current, SettingsDialog):
        main.dialogs.settings("workstations")
        window.wait(lambda: isinstance(main.dialogs.current, SettingsDialog))
    assert isinstance(main.dialogs.current, SettingsDialog)
    page = main.dialogs.current.section
    assert isinstance(page, WorkstationsSection)
    return page


def texts(window: Window) -> list[str]:
    return [text for text, _ in window.shown()]


@pytest.mark.timeout(180)
def test_a_second_workstation_is_linked_filled_used_and_removed(
    qapp: QApplication, qt_event_loop: QEventLoop, run_in_qt: Run, qtbot: Any, tmp_path: Path
) -> None:
    with Clinic(tmp_path) as clinic:
        ward, jonas, office = (
            Window(qapp, qt_event_loop, person, qtbot.waitUntil)
            for person in (
                clinic.invite("Amira"),
                clinic.invite("Jonas", "Nurse"),
                clinic.workstation(),
            )
        )
        ward.enrol()
        jonas.enrol()
        to_jonas = _account(run_in_qt, ward, "Jonas")
        to_amira = _account(run_in_qt, jonas, "Amira")
        ward.open_chat(to_jonas)
        ward.write("written before")
        jonas.open_chat(to_amira)
        jonas.wait(lambda: ("written before", DeliveryState.RECEIVED) in jonas.shown())

        linking = begin_link(office, clinic.relay.url)
        dialog = begin_add(ward, linking)
        office.wait(linking.compare.number.isVisible)
        assert dialog.compare.number.digits.text() == linking.compare.number.digits.text()
        QTest.keyClick(linking.compare.agree, Qt.Key.Key_Return)
        QTest.keyClick(dialog.same, Qt.Key.Key_Return)
        ward.wait(lambda: dialog.page is dialog.added)
        office.wait(linking.progress.button.isVisible)
        QTest.keyClick(linking.progress.button, Qt.Key.Key_Return)
        office.wait(lambda: office.ui.main is not None)

        office.open_chat(to_jonas)
        assert texts(office) == []
        QTest.keyClick(dialog.added.copy, Qt.Key.Key_Return)
        office.wait(lambda: "written before" in texts(office))
        ward.wait(lambda: "copied" in dialog.added.progress.words.text())
        QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
        page = section(ward)
        ward.wait(lambda: len(page.cards) == 2)
        new = next(card for card in page.cards.values() if not card.device.is_this)  # type: ignore[union-attr]  # shown
        assert new._name.text() == NAME
        assert not new._warning.isVisible()

        office.write("from the office")
        jonas.wait(lambda: "from the office" in texts(jonas))
        ward.wait(lambda: "from the office" in texts(ward))
        jonas.write("to both of you")
        for window in (ward, office):
            window.wait(lambda window=window: "to both of you" in texts(window))

        QTest.keyClick(new.remove, Qt.Key.Key_Return)
        asked = page.window().findChildren(PassphraseDialog)[-1]
        QTest.keyClicks(asked.field.edit, PASSPHRASE)
        QTest.keyClick(asked.button, Qt.Key.Key_Return)
        ward.wait(lambda: len(page.cards) == 1)
        office.wait(lambda: bool(office.ui.main and office.ui.main.stop_reason()))
        jonas.write("to the ward alone")
        ward.wait(lambda: "to the ward alone" in texts(ward))
        assert "to the ward alone" not in texts(office)

        for window in (ward, jonas, office):
            window.ui.quit()
        qtbot.waitUntil(
            lambda: all(window.done.done() for window in (ward, jonas, office)), timeout=60_000
        )


@pytest.mark.timeout(120)
@pytest.mark.parametrize("who", ["old", "new"])
def test_either_side_may_stop_and_the_other_one_hears_of_it(
    qapp: QApplication,
    qt_event_loop: QEventLoop,
    qtbot: Any,
    tmp_path: Path,
    who: str,
) -> None:
    with Clinic(tmp_path) as clinic:
        ward, office = (
            Window(qapp, qt_event_loop, person, qtbot.waitUntil)
            for person in (clinic.invite("Amira"), clinic.workstation())
        )
        ward.enrol()
        linking = begin_link(office, clinic.relay.url)
        dialog = begin_add(ward, linking)
        office.wait(linking.compare.number.isVisible)
        if who == "old":
            QTest.keyClick(dialog.differ, Qt.Key.Key_Return)
        else:
            QTest.keyClick(linking.compare.differ, Qt.Key.Key_Return)
            QTest.keyClick(dialog.same, Qt.Key.Key_Return)
        ward.wait(lambda: dialog.page is dialog.failed)
        office.wait(linking.progress.banner.isVisible)
        QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
        assert len(section(ward).cards) == 1
        for window in (ward, office):
            window.ui.quit()
        qtbot.waitUntil(lambda: ward.done.done() and office.done.done(), timeout=60_000)
