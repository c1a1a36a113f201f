"""Forwarding messages: to whom, then once more by name before anything is sent.

Sending something about a patient to the wrong person is the mistake that this dialog is built
against: it names every recipient in full with what is known about their identity, and shows what
they will get.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import CurbsideError
from app.core.ids import ConversationId
from app.core.records import MessageRecord
from app.core.views import ContactView
from app.services.messages_api import MessageUseCases
from app.ui import formats
from app.ui.dialogs.base import Dialog
from app.ui.file_words import message_line
from app.ui.models.conversation_list import PersonRow
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel, inline, person_name, shown
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.avatar_view import AvatarView
from app.ui.widgets.recipient_list import RecipientList, RecipientModel
from app.ui.widgets.search_field import name_buttons_of
from app.ui.widgets.trust_chip import TrustChip
from app.ui.words import error_words

_PREVIEW_LENGTH = 400
_PREVIEW_HEIGHT = 130


class ForwardDialog(Dialog):
    """Two pages: choose, confirm. Signal `forwarded` with a sentence that says to whom."""

    forwarded = Signal(str)

    def __init__(
        self,
        messages: Sequence[MessageRecord],
        contacts: Sequence[ContactView],
        use_cases: MessageUseCases,
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_heading(len(messages)), parent, 520)
        self._messages = tuple(messages)
        self._use_cases = use_cases
        self._tasks = tasks
        self._sending = False
        self.people = RecipientModel()
        self.people.set_rows([PersonRow(contact) for contact in contacts])
        self.filter = QLineEdit()
        self.filter.setMaxLength(200)  # a name or a word, not a pasted log
        self.filter.setPlaceholderText(self.tr("Find by name, role or department"))
        self.filter.setAccessibleName(self.tr("Find by name, role or department"))
        self.filter.setClearButtonEnabled(True)
        name_buttons_of(self.filter)
        self.filter.installEventFilter(self)
        self.list = RecipientList(self.people)
        self.nobody = PlainLabel(self.tr("Nobody matches."), "muted")
        self.nobody.hide()
        self.pages = QStackedWidget()
        self.pages.addWidget(self._choose_page())
        self.pages.addWidget(self._confirm_page())
        self.body.addWidget(self.pages, 1)
        self.help_page = "forward"
        self.back = self.add_button(self.tr("Back"), self._go_back)
        self.cancel = self.add_button(self.tr("Cancel"), self.reject)
        self.go_on = self.add_button("", self._go_on, primary=True)
        self.filter.textChanged.connect(self._filter_changed)
        self.list.changed.connect(self._refresh)
        self.list.left_upwards.connect(self.filter.setFocus)
        self.resize(560, 560)
        self._refresh()
        self.filter.setFocus()

    @property
    def chosen(self) -> list[ContactView]:
        """The recipients, by name."""
        return sorted(self.people.chosen.values(), key=lambda contact: contact.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes to the names, Enter chooses the only one or the first."""
        if (
            watched is self.filter
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.key() == Qt.Key.Key_Down and self.people.rowCount():
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.toggle_row(0)
                return True
        return super().eventFilter(watched, event)

    def _choose_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        self.count = PlainLabel(kind="caption")
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nobody)
        layout.addWidget(self.count)
        return page

    def _confirm_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(PlainLabel(self.tr("It goes to"), "strong"))
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._summary = QVBoxLayout(inside)
        self._summary.setContentsMargins(0, 0, 0, 0)
        self._summary.setSpacing(SPACE_S)
        layout.addWidget(_scrolled(inside, self.tr("Recipients")), 1)
        layout.addWidget(PlainLabel(self.tr("They will read"), "strong"))
        layout.addWidget(self._preview())
        layout.addWidget(
            PlainLabel(
                self.tr("They see that it was forwarded by you, but not who wrote it first."),
                "caption",
            )
        )
        return page

    def _preview(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        layout.setSpacing(SPACE_XS)
        for message in self._messages:
            if message.file is not None:
                layout.addWidget(PlainLabel(message_line(replace(message, text="")), "strong"))
            text = message.text
            if not text and message.file is not None:
                continue
            cut = text if len(text) <= _PREVIEW_LENGTH else text[:_PREVIEW_LENGTH] + "…"
            layout.addWidget(PlainLabel(shown(cut)))
        area = _scrolled(card, self.tr("They will read"))
        area.setMaximumHeight(_PREVIEW_HEIGHT)
        return area

    def _recipient(self, contact: ContactView) -> QWidget:
        card = QWidget()
        row = QHBoxLayout(card)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        avatar = AvatarView(32)
        avatar.show_person(contact.account_id, contact.name)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(person_name(contact.name), "strong"))
        if line := formats.person_line(contact):
            words.addWidget(PlainLabel(line, "caption"))
        if contact.duplicate_of:
            alike = self.tr("Another person is listed alike: {difference}.")
            words.addWidget(
                PlainLabel(alike.format(difference=inline(contact.duplicate_of)), "attention")
            )
        chip = TrustChip()
        chip.show_contact(contact)
        chip.setEnabled(False)
        chip.setAccessibleName(formats.trust_words(contact))
        row.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _filter_changed(self, text: str) -> None:
        self.people.set_filter(text.strip())
        self.nobody.setVisible(not self.people.rowCount())

    def _go_on(self) -> None:
        if self.pages.currentIndex() == 0:
            self._show_summary()
            self.pages.setCurrentIndex(1)
            self._refresh()
            self.fit_height()
            self.go_on.setFocus()
        elif not self._sending:
            self._sending = True
            self._refresh()
            self._tasks.start(self._forward(), self._failed)

    def _go_back(self) -> None:
        self.pages.setCurrentIndex(0)
        self._refresh()
        self.list.setFocus()

    def _show_summary(self) -> None:
        while (item := self._summary.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for contact in self.chosen:
            self._summary.addWidget(self._recipient(contact))
        self._summary.addStretch()

    async def _forward(self) -> None:
        people = self.chosen
        rows = [message.row_id for message in self._messages]
        to: list[ConversationId] = [contact.conversation_id for contact in people]
        await self._use_cases.forward(rows, to)
        names = ", ".join(inline(contact.name) for contact in people)
        self.forwarded.emit(self.tr("Forwarded to {names}.").format(names=names))
        self.accept()

    def _failed(self, error: CurbsideError) -> None:
        self._sending = False
        self._refresh()
        words = error_words(error)
        self.say_error(words.message, words.action)

    def _refresh(self) -> None:
        people, confirming = self.chosen, self.pages.currentIndex() == 1
        names = ", ".join(inline(contact.name) for contact in people)
        self.count.setText(
            self.tr("To: {names}").format(names=names)
            if people
            else self.tr("Choose one colleague or several.")
        )
        self.back.setVisible(confirming)
        self.go_on.setText(self._go_on_words(people) if confirming else self.tr("Go on"))
        self.go_on.setEnabled(bool(people) and not self._sending)

    def _go_on_words(self, people: Sequence[ContactView]) -> str:
        if len(people) == 1:
            return self.tr("Forward now")
        return self.tr("Forward to {count} people").format(count=len(people))


def _heading(count: int) -> str:
    if count == 1:
        return formats.translate("Forward", "Forward a message")
    return formats.translate("Forward", "Forward {count} messages").format(count=count)


def _scrolled(inside: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area
