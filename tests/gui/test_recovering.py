"""First run with a recovery invite: the words of the kit, what is wrong with them, the end."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.core.errors import CurbsideError
from app.ui.gallery_recovery import WORDS
from app.ui.windows.first_run import FirstRun
from tests.gui.conftest import Running, SomeError, StartUi, focused

GOOD = "violin harbour thirteen moss"
INVITE = "curbside:invite:RECOVER"
ALL = " ".join(WORDS)


class KitError(CurbsideError):
    code = "recovery-kit-does-not-open"
    message = "This kit is another one."
    action = "Look for the newest page."


def first_run(state: Running, invite: str = INVITE) -> FirstRun:
    screen = state.ui.window.centralWidget()
    assert isinstance(screen, FirstRun)
    screen.give_invite(invite)
    screen.who.button.click()
    return screen


def choose_passphrase(screen: FirstRun) -> None:
    for field in (screen.passphrase.fields.first, screen.passphrase.fields.second):
        field.edit.setText(GOOD)
    screen.passphrase.button.click()


class TestWords:
    def test_they_come_before_the_passphrase(self, start_ui: StartUi) -> None:
        state = start_ui(profile=False)
        screen = first_run(state)
        assert screen.pages.currentWidget() is screen.words
        focused(state, screen.words.edit)
        state.qtbot.keyClicks(screen.words.edit, ALL)
        state.qtbot.keyClick(screen.words.edit, Qt.Key.Key_Return)
        assert screen.pages.currentWidget() is screen.passphrase
        screen.passphrase.back.emit()
        assert screen.pages.currentWidget() is screen.words
        screen.words.back.emit()
        assert screen.pages.currentWidget() is screen.who

    def test_an_ordinary_invite_asks_for_none(self, start_ui: StartUi) -> None:
        screen = first_run(start_ui(profile=False), "curbside:invite:AAAA")
        assert screen.pages.currentWidget() is screen.passphrase

    def test_a_word_is_called_wrong_only_when_it_is_finished(self, start_ui: StartUi) -> None:
        page = first_run(start_ui(profile=False)).words
        page.set_text(f"{WORDS[0]} {WORDS[1]} vel")
        assert page.state.text() == "2 of 12 words"
        assert page.bar.value() == 2
        page.set_text(f"{WORDS[0]} {WORDS[1]} vel ")
        assert "Word 3 is not one" in page.state.text()
        assert not page.button.isEnabled()
        page.set_text(f"{WORDS[0]} wrong {WORDS[2]}")
        assert "Word 2 is not one" in page.state.text()
        page.set_text(" ".join(reversed(WORDS)))
        assert "do not fit together" in page.state.text()
        assert not page.button.isEnabled()
        page.set_text(ALL)
        assert page.button.isEnabled()

    def test_from_a_file(self, start_ui: StartUi, tmp_path: Path) -> None:
        page = first_run(start_ui(profile=False)).words
        file = tmp_path / "code.txt"
        file.write_text(ALL + "\n")
        page.edit.dropped.emit(str(file))
        assert page.button.isEnabled()
        page.open_file(str(tmp_path / "none"))
        assert "could not be read" in page.banner.text


class TestComingBack:
    def test_it_says_what_came_back_and_forgets_the_words(self, start_ui: StartUi) -> None:
        state = start_ui(profile=False)
        screen = first_run(state)
        screen.words.set_text(ALL)
        screen.words.button.click()
        choose_passphrase(screen)
        state.wait(screen.progress.button.isVisible)
        assert state.access.recovered_with == ALL
        assert screen.words.words == ""
        assert not screen.words.edit.document().isUndoAvailable()
        said = " ".join(
            each.text() for each in screen.progress.findChildren(QLabel) if each.isVisible()
        )
        assert "they see no key change" in said
        assert "stays verified: 1" in said
        assert "backup" in said

    def test_a_kit_that_does_not_open_leads_back_to_the_words(self, start_ui: StartUi) -> None:
        state = start_ui(profile=False)
        screen = first_run(state)
        screen.words.set_text(ALL)
        screen.words.button.click()
        state.access.fail_enrol = KitError()
        choose_passphrase(screen)
        state.wait(lambda: KitError.message in screen.progress.banner.text)
        screen.progress.back.emit()
        assert screen.pages.currentWidget() is screen.words
        screen.words.button.click()
        state.access.fail_enrol = SomeError()
        choose_passphrase(screen)
        state.wait(lambda: SomeError.message in screen.progress.banner.text)
        screen.progress.back.emit()
        assert screen.pages.currentWidget() is screen.passphrase

    def test_an_ordinary_invite_says_nothing_of_it(self, start_ui: StartUi) -> None:
        state = start_ui(profile=False)
        screen = first_run(state, "curbside:invite:AAAA")
        choose_passphrase(screen)
        state.wait(screen.progress.button.isVisible)
        assert state.access.recovered_with == ""
        said = " ".join(
            each.text() for each in screen.progress.findChildren(QLabel) if each.isVisible()
        )
        assert "You are set up" in said


class TestLongLog:
    def test_a_long_check_shows_how_far_it_is(self, start_ui: StartUi) -> None:
        state = start_ui(profile=False)
        state.access.log_gate = asyncio.Event()
        screen = first_run(state, "curbside:invite:AAAA")
        choose_passphrase(screen)
        line = screen.progress.log_progress
        state.wait(line.isVisible)
        assert "12,000 of 100,000" in line.text
        assert (line.bar.value(), line.bar.maximum()) == (12_000, 100_000)
        state.access.log_gate.set()
        state.wait(screen.progress.button.isVisible)
        assert line.isHidden()
