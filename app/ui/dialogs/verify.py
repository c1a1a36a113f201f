"""Verify: compare a number with a contact, to know that nobody stands between.

The two answers have equal weight: saying "They don't match" must be as easy as "They match". What
the person saw is handed back with the answer, so that a key that changed meanwhile is noticed.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.views import CodeComparison, SafetyNumberView
from app.services.api import VerificationUseCases
from app.ui import clipboard, formats
from app.ui.dialogs.base import Dialog
from app.ui.dialogs.files import choose_file, read_small_text
from app.ui.tasks import TaskRunner
from app.ui.text import ElidedLabel, PlainLabel, inline, person_name
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from app.ui.widgets.avatar_view import AvatarView
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.digits_view import DigitsView
from app.ui.widgets.qr_view import QrView


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
        self._pages.addWidget(self._compare_page(name))
        self.body.addWidget(self._person())
        self.body.addWidget(self._pages, 1)
        self.close_button = self.add_button(self.tr("Close"), self.reject)
        self.differ = self.add_button(self.tr("They don't match"), self._report_mismatch, icon="x")
        self.match = self.add_button(self.tr("They match"), self._confirm, icon="check")
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

    def _compare_page(self, name: str) -> QWidget:
        page = QWidget()
        page.setObjectName("plain")
        how = PlainLabel(
            self.tr(
                "Meet, or call {name} on a number you know. Both open Verify. You read row 1 "
                "aloud, they read row 2, you read row 3, they read row 4. Every digit has to be "
                "the same on both screens."
            ).format(name=name)
        )
        code = QrView(200)
        code.show_code(self._shown.code)
        digits = QVBoxLayout()
        digits.setSpacing(SPACE_M)
        digits.addWidget(DigitsView(self._shown.groups))
        copy = Button(self.tr("Copy my code"), "quiet", "copy")
        copy.clicked.connect(self._copy)
        self._paste = Button(self.tr("Paste their code"), "quiet", "paste")
        self._paste.clicked.connect(self._compare_pasted)
        opened = Button(self.tr("Open their code…"), "quiet", "file")
        opened.clicked.connect(self._choose)
        self._copied = copy
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_S)
        for button in (copy, self._paste, opened):
            tools.addWidget(button)
        tools.addStretch()
        card = QFrame()
        card.setObjectName("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        row.setSpacing(SPACE_XL)
        row.addWidget(code)
        row.addLayout(digits, 1)
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
        layout.addWidget(how)
        layout.addWidget(card)
        layout.addLayout(tools)
        layout.addLayout(line)
        layout.addStretch()
        return page

    def _mismatch_page(self, name: str) -> QWidget:
        page = QWidget()
        page.setObjectName("plain")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(IconLabel("shield-alert", "danger", 28))
        head.addWidget(
            PlainLabel(self.tr("Sending to {name} is stopped").format(name=name), "heading"), 1
        )
        layout.addLayout(head)
        for text in (
            self.tr(
                "Different numbers mean that somebody may be reading along, or that one of you "
                "looked at another person's number."
            ),
            self.tr("1. Compare once more, and check that both of you opened the right contact."),
            self.tr(
                "2. If they still differ, call your clinic's IT by telephone and tell them that "
                "the numbers of the two of you do not match. Do not write it here."
            ),
            self.tr("3. Until it is explained, reach {name} in another way.").format(name=name),
            self.tr("Nothing is deleted. What you wrote and received stays on this computer."),
        ):
            layout.addWidget(PlainLabel(text))
        layout.addStretch()
        return page

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
                self.tr("This is a code, but not the one between you and {name}."),
                "alert-triangle",
                "attention",
            ),
            CodeComparison.NOT_A_CODE: (
                self.tr("This is not a code. It begins with “curbside:verify:”."),
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

    def _compare_pasted(self) -> None:
        self.paste_code(clipboard.paste())

    def _choose(self) -> None:
        choose_file(self, self.tr("Open their code"), self.tr("All files (*)"), self._open_code)

    def _open_code(self, path: str) -> None:
        try:
            self.paste_code(read_small_text(path))
        except CurbsideError as error:
            self._failed(error)

    def _copy(self) -> None:
        clipboard.copy(self._shown.code)
        self._copied.setText(self.tr("Copied"))

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
        self._pages.addWidget(self._mismatch_page(inline(self._shown.contact.name)))
        self._pages.setCurrentIndex(1)
        for widget in (*self._since, self.match):
            widget.hide()
        self.differ.hide()
        self.fit_height()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: CurbsideError) -> None:
        self.say_error(error.message, error.action)
