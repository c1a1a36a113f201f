"""Making a recovery kit: the passphrase, the page, and proof that it is on paper.

The words exist while they are shown: not in the clipboard, not in a title, not in a file unless the
person insists. The dialog asks for two of them before it lets go, because a page that nobody wrote
down is found out on the day it is needed. With the profile's lock the dialog is destroyed.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRandomGenerator, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import CurbsideError
from app.core.views import RecoveryKitView
from app.services.api import RecoveryUseCases
from app.ui.dialogs.base import ConfirmDialog, Dialog
from app.ui.dialogs.passphrase_dialog import PassphraseDialog
from app.ui.dialogs.recovery_kit_page import KitPage
from app.ui.paper.output import choose_pdf, choose_printer
from app.ui.paper.pages import draw_kit
from app.ui.paper.sheet import Sheet
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.words import error_words

_ASKED = 2
"""So many of the words are asked for."""


class MakeKitDialog(Dialog):
    """Passphrase, page, check. Signal `made` once the relay holds the sealed key."""

    made = Signal()

    def __init__(
        self,
        recovery: RecoveryUseCases,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        replaces: bool = False,
    ) -> None:
        super().__init__(self.tr("Make a recovery kit"), parent, 600)
        self._recovery = recovery
        self._tasks = tasks.child(self._failed)
        self._kit: RecoveryKitView | None = None
        self.page: KitPage | None = None
        self._asked: list[int] = []
        self.answers: list[QLineEdit] = []
        self._sure = False
        self._pages = QStackedWidget()
        self.field = PassphraseField(self.tr("Your passphrase"))
        self._pages.addWidget(self._ask_page(replaces))
        self.body.addWidget(self._pages, 1)
        self.help_page = "recovery-kit"
        self.back = self.add_button(self.tr("Show the page again"), self._show_page)
        self.cancel = self.add_button(self.tr("Cancel"), self.reject)
        self.make = self.add_button(self.tr("Make the kit"), self._make, primary=True)
        self.on_paper = self.add_button(
            self.tr("I have it on paper"), self._ask_words, primary=True
        )
        self.done_button = self.add_button(self.tr("Done"), self._check, primary=True)
        self.field.changed.connect(self._refresh)
        self.field.submitted.connect(self._make)
        self._busy = False
        self._refresh()
        self.field.setFocus()

    @property
    def asked(self) -> tuple[int, ...]:
        """The numbers, from 1, of the words that are asked for."""
        return tuple(place + 1 for place in self._asked)

    def reject(self) -> None:
        """Closing: once the page is there, only after a question."""
        if self._kit is None or self._sure:
            super().reject()
            return
        question = ConfirmDialog(
            self.tr("Close without the page?"),
            self.tr(
                "Without these words the kit cannot be used, and they are never shown again. You "
                "can make a new kit at any time; this one ends with it."
            ),
            self,
            accept=self.tr("Close without it"),
            reject=self.tr("Back to the page"),
        )
        question.accepted.connect(self._close_anyway)
        question.open()

    def done(self, result: int) -> None:
        """Closed in whatever way: nothing of the page stays."""
        self._forget()
        self._tasks.close()
        super().done(result)

    def _close_anyway(self) -> None:
        self._sure = True
        self.reject()

    def _forget(self) -> None:
        self._kit = None
        self.field.clear()
        if self.page is not None:
            self.page.forget()
        for edit in self.answers:
            edit.clear()

    def _ask_page(self, replaces: bool) -> QWidget:
        page, layout = _page()
        texts = [
            self.tr(
                "A recovery kit is one page with 12 words. If every computer on which you use "
                "Curbside is lost, it brings back your key and whom you have verified, and your "
                "colleagues see no key change. Messages are not in it; a backup has those."
            ),
            self.tr(
                "The page opens nothing by itself: your clinic's IT must also give you a recovery "
                "invite. The relay keeps your key sealed with these words and cannot open it."
            ),
        ]
        for text in texts:
            layout.addWidget(PlainLabel(text))
        if replaces:
            layout.addWidget(
                PlainLabel(
                    self.tr("The page that you have opens nothing any more once this one is made."),
                    "attention",
                )
            )
        layout.addSpacing(SPACE_S)
        layout.addWidget(self.field)
        layout.addStretch()
        page.setFocusProxy(self.field)
        return page

    def _check_page(self) -> QWidget:
        page, layout = _page()
        layout.addWidget(
            PlainLabel(self.tr("Look at your page and type two of its words, to be sure of it."))
        )
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_L)
        form.setVerticalSpacing(SPACE_M)
        for number in self.asked:
            edit = QLineEdit()
            edit.setInputMethodHints(
                Qt.InputMethodHint.ImhSensitiveData
                | Qt.InputMethodHint.ImhNoPredictiveText
                | Qt.InputMethodHint.ImhNoAutoUppercase
            )
            edit.setMaxLength(32)
            edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            name = self.tr("Word {number}").format(number=number)
            edit.setAccessibleName(name)
            edit.textChanged.connect(self._refresh)
            edit.returnPressed.connect(self._answered)
            form.addRow(PlainLabel(name, "strong", wrap=False), edit)
            self.answers.append(edit)
        layout.addLayout(form)
        layout.addStretch()
        page.setFocusProxy(self.answers[0])
        return page

    def _answered(self) -> None:
        """Return: to the next empty field, or done."""
        empty = next((edit for edit in self.answers if not edit.text().strip()), None)
        if empty is None:
            self._check()
        else:
            empty.setFocus()

    def _make(self) -> None:
        if self.make.isEnabled() and self.make.isVisible():
            self._busy = True
            self.banner.hide()
            self._refresh()
            self._tasks.start(self._make_kit(), self._not_made)

    async def _make_kit(self) -> None:
        self._kit = await self._recovery.make_kit(self.field.text)
        self.field.clear()
        self._busy = False
        generator = QRandomGenerator.system()
        places = list(range(len(self._kit.words)))
        self._asked = sorted(
            places.pop(generator.bounded(len(places))) for _ in range(min(_ASKED, len(places)))
        )
        self.page = KitPage(self._kit)
        self.page.print_button.clicked.connect(
            lambda: choose_printer(self, self._draw, self._failed)
        )
        self.page.pdf_button.clicked.connect(self._warn_of_file)
        self._pages.addWidget(self.page)
        self._pages.addWidget(self._check_page())
        self.made.emit()
        self.heading.setText(self.tr("Your recovery kit"))
        self._show_page()

    def _show_page(self) -> None:
        self.banner.hide()
        self._turn_to(1)
        if self.page is not None:
            self.page.print_button.setFocus()

    def _ask_words(self) -> None:
        for edit in self.answers:
            edit.clear()
        self._turn_to(2)
        self.answers[0].setFocus()

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._refresh()
        self.fit_height()

    def _check(self) -> None:
        kit = self._kit
        if kit is None or not self.done_button.isEnabled():
            return
        for place, edit in zip(self._asked, self.answers, strict=True):
            if edit.text().strip().casefold() != kit.words[place]:
                self.say_error(
                    self.tr("That is not word {number} of this kit.").format(number=place + 1),
                    self.tr("Look at your page, or show the page again."),
                )
                edit.setFocus()
                edit.selectAll()
                return
        self.accept()

    def _refresh(self) -> None:
        page = self._pages.currentIndex()
        for button, shown in (
            (self.make, page == 0),
            (self.cancel, True),
            (self.on_paper, page == 1),
            (self.back, page == 2),
            (self.done_button, page == 2),
        ):
            button.setVisible(shown)
        self.cancel.setText(self.tr("Cancel") if page == 0 else self.tr("Close"))
        self.make.setText(self.tr("Making…") if self._busy else self.tr("Make the kit"))
        self.make.setEnabled(bool(self.field.text) and not self._busy)
        self.field.setEnabled(not self._busy)
        if page == 2:
            self.done_button.setEnabled(all(edit.text().strip() for edit in self.answers))

    def _draw(self, sheet: Sheet) -> None:
        if self._kit is not None:
            draw_kit(sheet, self._kit)

    def _warn_of_file(self) -> None:
        question = ConfirmDialog(
            self.tr("Save the words in a file?"),
            self.tr(
                "A file can be copied without a trace, and backups and cloud folders do so by "
                "themselves. Save it only on a stick that you lock away, and never beside your "
                "passphrase. Paper is safer."
            ),
            self,
            accept=self.tr("Save all the same…"),
            reject=self.tr("Don't save"),
        )
        question.accepted.connect(self._choose_file)
        question.open()

    def _choose_file(self) -> None:
        choose_pdf(
            self,
            self.tr("Save the page as PDF"),
            "curbside-recovery-kit.pdf",
            self._draw,
            self._failed,
        )

    def _not_made(self, error: CurbsideError) -> None:
        self._busy = False
        self.field.clear()
        self._refresh()
        self._failed(error)
        self.field.setFocus()

    def _failed(self, error: CurbsideError) -> None:
        self.say_error(*error_words(error))
        self.fit_height()


def withdraw_dialog(
    recovery: RecoveryUseCases, tasks: TaskRunner, parent: QWidget
) -> PassphraseDialog:
    """Have the relay forget the sealed key; accepted when it did."""

    tr = QCoreApplication.translate
    return PassphraseDialog(
        tr("WithdrawKit", "Withdraw the recovery kit"),
        (
            tr(
                "WithdrawKit",
                "The relay forgets your sealed key, and the page is worth nothing any more.",
            ),
            tr(
                "WithdrawKit",
                "Should all your computers be lost then, you get a new key, and every colleague is "
                "asked to verify you again.",
            ),
        ),
        tr("WithdrawKit", "Withdraw"),
        recovery.withdraw_kit,
        tasks,
        parent,
        kind="danger",
    )


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setObjectName("plain")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_M)
    return page, layout
