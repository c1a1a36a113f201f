"""Where trust is seen: the settings section, its state while it is open, and the notices."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel

from app.core.bus import AlarmRaised, ClinicKeysChanged, ContactsChanged, LogProgress
from app.core.views import ClinicChange, DirectoryStatusView
from app.ui import formats
from app.ui.dialogs.card import CardDialog
from app.ui.dialogs.settings.trust import TrustSection
from app.ui.formats import grouped_hex
from app.ui.gallery_data import AMIRA
from app.ui.gallery_recovery import sample_directory
from app.ui.widgets.buttons import IconButton
from tests.gui.conftest import Running, SomeError, focused

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def section(state: Running, directory: DirectoryStatusView | None = None) -> TrustSection:
    if directory is not None:
        state.client.directory = directory
    state.main.dialogs.settings("trust")
    state.wait(lambda: state.main.dialogs.current is not None)
    found = state.main.dialogs.current.section
    assert isinstance(found, TrustSection)
    return found


def words(page: TrustSection) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


class TestSummary:
    def test_plain_words_come_first(self, running: Running) -> None:
        page = section(running)
        assert page.summary.text() == (
            "The clinic's directory was last checked 2 minutes ago. "
            "1 of 1 independent witnesses confirms it."
        )

    def test_without_witnesses_it_says_so(self, running: Running) -> None:
        page = section(running, sample_directory(witnesses=0))
        assert "No independent witness" in page.summary.text()

    def test_silent_witnesses_do_not_count(self, running: Running) -> None:
        directory = sample_directory(witnesses=2)
        one, two = directory.witnesses
        silent = replace(one, cosigned_at_ms=(one.cosigned_at_ms or 0) - 2 * DAY)
        page = section(running, replace(directory, witnesses=(silent, two), witnesses_required=2))
        assert "1 of 2 independent witnesses confirm it. Your clinic requires 2." in (
            page.summary.text()
        )

    def test_entries_that_wait_for_a_witness_are_told(self, running: Running) -> None:
        directory = sample_directory()
        behind = replace(directory.witnesses[0], cosigned_size=1203)
        page = section(running, replace(directory, witnesses=(behind,)))
        assert "first 1,203 of 1,204 entries" in page.summary.text()

    def test_never_checked(self, running: Running) -> None:
        page = section(running, replace(sample_directory(), checked_at_ms=None))
        assert "not checked yet" in page.summary.text()

    @pytest.mark.parametrize(
        ("minutes", "said"),
        [
            (0, "just now"),
            (1, "1 minute ago"),
            (59, "59 minutes ago"),
            (60, "1 hour ago"),
            (119, "1 hour ago"),
            (120, "2 hours ago"),
            (24 * 60, "on 13 November 2023"),
        ],
    )
    def test_how_long_ago(self, minutes: int, said: str) -> None:
        now = 1_700_000_000_000
        assert formats.ago(now - minutes * MINUTE, now) == said


class TestDetails:
    def test_every_key_is_there_in_full_and_can_be_copied(self, running: Running) -> None:
        directory = sample_directory()
        page = section(running)
        text = words(page)
        values = (
            directory.log_root,
            directory.log_key,
            directory.authority_key,
            directory.authority_recovery_key,
            directory.relay_pins[0],
            directory.witnesses[0].key,
        )
        for value in values:
            assert grouped_hex(value) in text
        buttons = [
            each
            for each in page.findChildren(IconButton)
            if each.accessibleName().startswith("Copy: ") and each.isVisible()
        ]
        assert len(buttons) == len(values)
        root = next(each for each in buttons if "Root of the log" in each.accessibleName())
        root.click()
        assert QGuiApplication.clipboard().text() == grouped_hex(directory.log_root)

    def test_changes_of_the_clinics_keys_are_lines(self, running: Running) -> None:
        page = section(running, sample_directory(changes=True))
        text = words(page)
        for change in ClinicChange:
            assert formats.clinic_change_words(change).rstrip(".") in text
        lines = [line for line in text.splitlines() if "(entry " in line]
        assert [line.split("(entry ")[1] for line in lines][:2] == ["1,200)", "1,160)"]

    def test_it_is_read_again_when_something_happens(self, running: Running) -> None:
        page = section(running)
        running.client.directory = sample_directory(changes=True, witnesses=0)
        running.client.bus.publish(ClinicKeysChanged())
        running.wait(lambda: "No independent witness" in page.summary.text())
        assert "(entry 1,200)" in words(page)

    def test_reading_it_again_leaves_the_focus_where_it_is(self, running: Running) -> None:
        page = section(running)
        button = next(
            each
            for each in page.findChildren(IconButton)
            if "recovery key" in each.accessibleName() and each.isVisible()
        )
        focused(running, running.main.dialogs.current.list)
        button.setFocus()
        running.client.directory = replace(
            running.client.directory,
            checked_at_ms=(running.client.directory.checked_at_ms or 0) - DAY,
        )
        running.client.bus.publish(ContactsChanged())
        running.wait(lambda: "2 minutes" not in page.summary.text())
        assert button.hasFocus()

    def test_a_fork_is_said_first_and_its_proof_saved(
        self, running: Running, tmp_path: object
    ) -> None:
        page = section(running)
        assert page.proof_button.isHidden()
        running.client.fork_proof = b"two notes"
        running.client.alarm = SomeError()
        running.client.bus.publish(AlarmRaised(SomeError()))
        running.wait(lambda: not page.proof_button.isHidden())
        assert SomeError.message in page.summary.text()
        page.proof_button.click()
        chooser = page.window().findChildren(QFileDialog)[0]
        chooser.fileSelected.emit(f"{tmp_path}/proof.txt")
        with open(f"{tmp_path}/proof.txt", "rb") as file:
            assert file.read() == b"two notes"
        chooser.fileSelected.emit(f"{tmp_path}/none/proof.txt")
        assert "could not be saved" in running.main.dialogs.current.banner.text
        chooser.close()

    def test_ones_own_card(self, running: Running) -> None:
        page = section(running)
        page.card_button.click()
        running.wait(lambda: bool(page.window().findChildren(CardDialog)))


class TestNotices:
    def test_new_keys_of_the_clinic_are_told_and_can_be_dismissed(self, running: Running) -> None:
        running.client.directory = sample_directory(changes=True)
        running.client.bus.publish(ClinicKeysChanged())
        line = running.main.notices.keys
        running.wait(line.isVisible)
        assert "replaced its signing key" in line.text
        line.button.click()
        running.wait(lambda: running.main.dialogs.current is not None)
        assert isinstance(running.main.dialogs.current.section, TrustSection)
        assert line.isHidden()

    def test_a_long_check_shows_how_far_it_is(self, running: Running) -> None:
        running.open(AMIRA)
        line = running.main.notices.progress
        assert line.isHidden()
        running.client.bus.publish(LogProgress(25_000, 100_000))
        assert line.isVisible()
        assert "25,000 of 100,000" in line.text
        assert (line.bar.value(), line.bar.maximum()) == (25_000, 100_000)
        running.client.bus.publish(LogProgress(100_000, 100_000))
        assert line.isHidden()
