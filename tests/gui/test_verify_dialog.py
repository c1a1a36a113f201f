"""Verifying aloud, by codes and by a printed card; what follows when the numbers differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.core.policy import Policy
from app.core.records import DeliveryState, MessageKind, Notice
from app.core.views import AttentionReason, CodeComparison, ContactView, Trust
from app.services.holding import HeldForKeyChange
from app.ui import clipboard, formats
from app.ui.dialogs.card import CardDialog
from app.ui.dialogs.key_change import KeyChangeDialog
from app.ui.dialogs.mismatch import MismatchPage, mismatch_steps
from app.ui.dialogs.verify import VerifyDialog
from app.ui.gallery_data import AMIRA, CHANGED, EVERYONE, HOSTILE
from app.ui.gallery_recovery import sample_card
from app.ui.gallery_services import SampleClient
from app.ui.paper.output import pdf_bytes
from app.ui.paper.pages import draw_card, draw_steps
from app.ui.paper.sheet import Sheet
from tests.gui.conftest import Running, StartUi, focused, press, unlock


def verifying(state: Running, contact: ContactView) -> VerifyDialog:
    state.open(contact)
    state.main.dialogs.verify()
    state.wait(lambda: isinstance(state.main.dialogs.current, VerifyDialog))
    dialog = state.main.dialogs.current
    assert isinstance(dialog, VerifyDialog)
    return dialog


def digits(widget: QWidget) -> list[str]:
    texts = [each.text() for each in widget.findChildren(QLabel)]
    return [text for text in texts if text.isdigit() and len(text) == 5]


class TestWays:
    def test_each_way_has_a_tab_that_the_keyboard_reaches(self, running: Running) -> None:
        dialog = verifying(running, AMIRA)
        tabs = dialog.tabs
        assert [tabs.tabText(n) for n in range(tabs.count())] == [
            "Read aloud",
            "Codes on two screens",
            "Printed card",
        ]
        focused(running, dialog.close_button)
        tabs.tabBar().setFocus()
        press(running.qtbot, Qt.Key.Key_Right)
        assert tabs.currentWidget() is dialog.codes
        press(running.qtbot, Qt.Key.Key_Tab)
        assert dialog.codes.isAncestorOf(QApplication.focusWidget())

    def test_the_card_page_shows_their_half_alone(self, running: Running) -> None:
        dialog = verifying(running, AMIRA)
        whole = digits(dialog.aloud)
        assert len(whole) == 12
        assert digits(dialog.card) == whole[6:]

    def test_a_scanner_types_the_code_and_return(self, running: Running) -> None:
        dialog = verifying(running, AMIRA)
        dialog.tabs.setCurrentWidget(dialog.card)
        dialog.card.entry.edit.setFocus()
        running.qtbot.keyClicks(dialog.card.entry.edit, "curbside:card:AAAA")
        running.qtbot.keyClick(dialog.card.entry.edit, Qt.Key.Key_Return)
        running.wait(lambda: "The codes match" in dialog.outcome.text())
        assert dialog.isVisible(), "no code verifies by itself"
        running.client.comparison = CodeComparison.OTHER_PERSON
        dialog.tabs.setCurrentWidget(dialog.codes)
        assert dialog.outcome.isHidden()
        clipboard.copy("curbside:verify:AAAA")
        dialog.codes.entry.paste.click()
        running.wait(lambda: "not one of" in dialog.outcome.text())

    def test_a_code_from_a_file(self, running: Running, tmp_path: Path) -> None:
        dialog = verifying(running, AMIRA)
        file = tmp_path / "code.txt"
        file.write_text("curbside:card:AAAA\n")
        running.client.comparison = CodeComparison.MISMATCH
        dialog.card.entry.open_file(str(file))
        running.wait(lambda: "do not match" in dialog.outcome.text())
        dialog.card.entry.open_file(str(tmp_path / "none"))
        assert "could not be read" in dialog.banner.text

    def test_copying_ones_own_code(self, running: Running) -> None:
        dialog = verifying(running, AMIRA)
        dialog.tabs.setCurrentWidget(dialog.codes)
        dialog.codes.copy.click()
        assert QGuiApplication.clipboard().text().startswith("curbside:verify:")

    def test_ones_own_card_is_shown_and_saved(self, running: Running) -> None:
        dialog = verifying(running, AMIRA)
        dialog.card.own.click()
        running.wait(lambda: bool(dialog.findChildren(CardDialog)))
        card = dialog.findChildren(CardDialog)[0]
        assert len(digits(card)) == 6
        assert running.client.own.name in " ".join(
            each.text() for each in card.findChildren(QLabel)
        )

        def draw(sheet: Sheet) -> None:
            draw_card(sheet, sample_card("Jonas"))
            assert sheet.y < sheet.height

        assert pdf_bytes(draw).startswith(b"%PDF")


class TestMismatch:
    def test_steps_for_the_person_and_for_it(
        self, running: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dialog = verifying(running, AMIRA)
        dialog.differ.click()
        running.wait(lambda: running.chat.contact.attention is AttentionReason.MISMATCH)
        page = dialog.findChild(MismatchPage)
        assert isinstance(page, MismatchPage)
        text = page.as_text()
        for words in ("What you do now", "What IT does", "call your clinic's IT", "register"):
            assert words in text
        for words in ("root", "revoke", "new invite", formats.grouped_hex(AMIRA.account_id)):
            assert words in text
        page.copy.click()
        assert QGuiApplication.clipboard().text() == text
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
        page.printing.click()
        assert "No printer" in dialog.banner.text
        assert not running.chat.composer.edit.isEnabled()

    def test_they_hold_no_digits_and_fit_on_a_page(self, running: Running) -> None:
        dialog = verifying(running, AMIRA)
        steps = mismatch_steps(HOSTILE)
        text = str(steps)
        assert not any(group in text for group in digits(dialog.aloud))
        assert "curbside:" not in text

        def draw(sheet: Sheet) -> None:
            draw_steps(sheet, "Heading", steps)
            assert sheet.y < sheet.height

        assert pdf_bytes(draw).startswith(b"%PDF")


class TestKeyChange:
    def test_the_chat_shows_why_and_what_waited_is_not_sent(self, running: Running) -> None:
        client = running.client
        for text in ("first", "second"):
            client.put(CHANGED, text, mine=True, state=DeliveryState.FAILED, failure="key-changed")
        chat = running.open(CHANGED)
        rows = [chat.timeline.message(n) for n in range(chat.timeline.rowCount())]
        lines = [formats.notice_words(r, "T") for r in rows if r.kind is MessageKind.NOTICE]
        assert lines == ["T's key changed. Sending is stopped until you review it."]
        held = [row for row in rows if row.state is DeliveryState.FAILED]
        assert [row.text for row in held] == ["first", "second"]
        assert formats.failure_words("key-changed") == HeldForKeyChange.message
        chat.banner.button.click()
        running.wait(lambda: isinstance(running.main.dialogs.current, KeyChangeDialog))
        running.main.dialogs.current.go_on.click()
        running.wait(chat.composer.edit.isEnabled)
        assert client.retried == [], "nothing goes to the new key by itself"
        chat.commands.run("retry", held[0].row_id)
        running.wait(lambda: client.retried == [held[0].row_id])

    def test_both_decisions_have_a_line(self) -> None:
        client = SampleClient(EVERYONE)
        for notice, words in (
            (Notice.KEY_ACCEPTED, "went on with T's new key, unverified"),
            (Notice.VERIFIED, "You verified T"),
        ):
            row = client.put(CHANGED, notice.value, kind=MessageKind.NOTICE)
            assert words in formats.notice_words(row, "T")

    def test_policy_takes_send_anyway_away(self, start_ui: StartUi) -> None:
        policy = Policy(allow_unverified_key_change=False)
        state = start_ui(SampleClient((CHANGED,), policy))
        unlock(state)
        state.open(CHANGED)
        state.main.dialogs.verify()
        state.wait(lambda: isinstance(state.main.dialogs.current, KeyChangeDialog))
        dialog = state.main.dialogs.current
        assert isinstance(dialog, KeyChangeDialog)
        assert dialog.go_on.isHidden()
        words = " ".join(each.text() for each in dialog.findChildren(QLabel))
        assert "wants it verified" in words
        dialog.verify.click()
        state.wait(lambda: isinstance(state.main.dialogs.current, VerifyDialog))
        state.main.dialogs.current.match.click()
        state.wait(lambda: state.client.people[CHANGED.account_id].trust is Trust.VERIFIED)
