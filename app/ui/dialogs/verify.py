"""Verify: compare a number with a contact, to know that nobody stands between.

The two answers have equal weight: saying "They don't match" must be as easy as "They match". What
the person saw is handed back with the answer, so that a key that changed meanwhile is noticed.
However two people compare (`verify_pages`), the answer is theirs: no code verifies by itself.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.views import CodeComparison, SafetyNumberView
from app.services.api import VerificationUseCases
from app.ui import formats
from app.ui.dialogs.base import Dialog
from app.ui.dialogs.card import CardDialog
from app.ui.dialogs.mismatch import MismatchPage
from app.ui.dialogs.verify_pages import CodesPage, PrintedCardPage, ReadAloudPage
from app.ui.tasks import TaskRunner
from app.ui.text import ElidedLabel, PlainLabel, inline, person_name
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.widgets.avatar_view import AvatarView
from app.ui.widgets.buttons import IconLabel
from app.ui.words import error_words


class VerifyDialog(Dialog):
    """Shows one safety number. Signal `decided` after the answer was stored."""

    decided = Signal()

    def __init__(
        self,
        shown: SafetyNumberView,
        verification: VerificationUseCases,
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        name = inline(shown.contact.name)
        super().__init__(self.tr("Verify {name}").format(name=name), parent, 640)
        self._shown = shown
        self._verification = verification
        self._tasks = tasks
        self._since: list[QWidget] = []
        self._pages = QStackedWidget()
        self._pages.addWidget(self._compare_page())
        self.body.addWidget(self._person())
        self.body.addWidget(self._pages, 1)
        self.close_button = self.add_button(self.tr("Close"), self.reject)
        self.differ = self.add_button(self.tr("They don't match"), self._report_mismatch, icon="x")
        self.match = self.add_button(self.tr("They match"), self._confirm, icon="check")
        self.help_with("verify")
        wide = max(self.differ.sizeHint().width(), self.match.sizeHint().width())
        for button in (self.differ, self.match):
            button.setMinimumWidth(wide)
        self.close_button.setFocus()

    def _person(self) -> QWidget:
        contact = self._shown.contact
        card = QWidget()
        card.setObjectName("plain")
        avatar = AvatarView(44)
        avatar.show_person(contact.account_id, contact.name)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel(person_name(contact.name), "strong"))
        words.addWidget(ElidedLabel(formats.person_line(contact), "caption"))
        row = QHBoxLayout(card)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(avatar)
        row.addLayout(words, 1)
        since = self._shown.verified_at_ms
        if since is not None:
            self._since.append(IconLabel("shield-check", "accent"))
            text = self.tr("Verified since {date}").format(date=formats.date_time(since))
            self._since.append(PlainLabel(text, "caption", wrap=False))
        for widget in self._since:
            row.addWidget(widget)
        return card

    def _compare_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("plain")
        self.aloud = ReadAloudPage(self._shown)
        self.codes = CodesPage(self._shown)
        self.card = PrintedCardPage(self._shown)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(self.tr("Ways to compare"))
        self.tabs.addTab(self.aloud, self.tr("Read aloud"))
        self.tabs.addTab(self.codes, self.tr("Codes on two screens"))
        self.tabs.addTab(self.card, self.tr("Printed card"))
        self.tabs.currentChanged.connect(self._turned)
        for way in (self.codes, self.card):
            way.entered.connect(self.paste_code)
            way.failed.connect(self._failed)
        self.card.own_card_wanted.connect(lambda: self._tasks.start(self._show_own(), self._failed))
        self.outcome = PlainLabel(kind="strong")
        self.outcome_icon = IconLabel("info", "muted", 20)
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        line.addWidget(self.outcome_icon)
        line.addWidget(self.outcome, 1)
        self.outcome_icon.hide()
        self.outcome.hide()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(line)
        return page

    def _turned(self, _tab: int) -> None:
        """Another way: what the last one found is not about it."""
        self.outcome.hide()
        self.outcome_icon.hide()

    async def _show_own(self) -> None:
        CardDialog(await self._verification.card(), self).open()

    def paste_code(self, text: str) -> None:
        """Compare a code that came from the other side."""
        self._tasks.start(self._compare(text), self._failed)

    async def _compare(self, text: str) -> None:
        outcome = await self._verification.compare_code(self._shown.contact.account_id, text)
        name = inline(self._shown.contact.name)
        words, icon, kind = {
            CodeComparison.MATCH: (
                self.tr(
                    "The codes match. Press “They match” if this code came from {name} directly."
                ),
                "shield-check",
                "strong",
            ),
            CodeComparison.MISMATCH: (
                self.tr("The codes do not match. Press “They don't match”."),
                "shield-alert",
                "danger",
            ),
            CodeComparison.OTHER_PERSON: (
                self.tr("This is a code, but not one of {name}'s for you."),
                "alert-triangle",
                "attention",
            ),
            CodeComparison.NOT_A_CODE: (
                self.tr(
                    "This is not a code. One begins with “curbside:verify:” or “curbside:card:”."
                ),
                "info",
                "strong",
            ),
        }[outcome]
        roles = {"danger": "danger", "attention": "attention"}
        self.outcome.setText(words.format(name=name))
        self.outcome.set_kind(kind)  # type: ignore[arg-type]  # one of the literals above
        self.outcome_icon.set_icon(icon, roles.get(kind, "accent"))  # type: ignore[arg-type]  # see above
        self.outcome.show()
        self.outcome_icon.show()
        self.fit_height()
        said = QAccessibleAnnouncementEvent(self.outcome, self.outcome.text())
        QAccessible.updateAccessibility(said)

    def _confirm(self) -> None:
        self._tasks.start(self._store_match(), self._failed)

    async def _store_match(self) -> None:
        await self._verification.confirm_match(self._shown.contact.account_id, self._shown)
        self.decided.emit()
        self.accept()

    def _report_mismatch(self) -> None:
        self._tasks.start(self._store_mismatch(), self._failed)

    async def _store_mismatch(self) -> None:
        await self._verification.report_mismatch(self._shown.contact.account_id, self._shown)
        self.decided.emit()
        self.help_page = "mismatch"
        page = MismatchPage(self._shown.contact)
        page.failed.connect(self._failed)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        for widget in (*self._since, self.match):
            widget.hide()
        self.differ.hide()
        self.fit_height()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: CurbsideError) -> None:
        self.say_error(*error_words(error))
