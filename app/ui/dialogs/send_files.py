"""Before files are sent: to whom, which, and what is in them that nobody sees.

Nothing goes by a drop or a paste alone. A file for the wrong person is the mistake that this
dialog is built against, so the recipient stands at its top, in full.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.file_types import FileKind, PictureChoice
from app.core.policy import Policy
from app.core.preferences import SendKey
from app.services.files_api import FileUseCases
from app.ui import formats
from app.ui.dialogs.base import Dialog
from app.ui.file_words import size_words
from app.ui.formats import translate
from app.ui.given_files import given_in
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_S
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.chosen_files import ChosenFile, ChosenFiles, Given, Pasted
from app.ui.widgets.composer import MAX_CHARACTERS, ComposerEdit
from app.ui.widgets.recipient_card import Recipient, RecipientCard
from app.ui.words import error_words

MOST = 50
"""Files that are taken at once."""
_LIST_HEIGHT = 230


class SendFilesDialog(Dialog):
    """Signal `sent` with the first new row, once everything was handed over."""

    sent = Signal(object)

    def __init__(
        self,
        recipient: Recipient,
        given: Sequence[Given],
        files: FileUseCases,
        policy: Policy,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        send_with: SendKey = SendKey.ENTER,
        reply_to: int | None = None,
    ) -> None:
        super().__init__(_heading(recipient), parent, 520)
        self.recipient = recipient
        self._files = files
        self._policy = policy
        self._reply_to = reply_to
        self._tasks = tasks.child(self._failed)
        self._first: object = None
        self._sending = False
        self.setAcceptDrops(True)
        self.help_page = "files"
        self.card = RecipientCard(recipient)
        self.list = ChosenFiles()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("Files"))
        self.area.setWidget(self.list)
        self.caption = ComposerEdit()
        self.caption.send_with = send_with
        self.hint = PlainLabel(kind="danger")
        self.hint.hide()
        self.refused = PlainLabel(kind="attention")
        self.refused.hide()
        self._add_pictures()
        self.body.addWidget(self.card)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.refused)
        self.body.addWidget(self._picture_part)
        self.body.addWidget(self.caption)
        self.body.addWidget(self.hint)
        self.cancel = self.add_button(self.tr("Cancel"), self.reject)
        self.send_button = self.add_button("", self.send, primary=True, icon="send")
        self.list.changed.connect(self._refresh)
        self.caption.textChanged.connect(self._refresh)
        self.caption.submitted.connect(self.send)
        self.caption.files_given.connect(self.add)
        self.finished.connect(lambda _result: self._let_go())
        self.add(given)
        self.caption.setFocus()

    @property
    def choice(self) -> PictureChoice:
        """How pictures are to be sent."""
        chosen = self.pictures.currentData()
        return chosen if isinstance(chosen, PictureChoice) else PictureChoice.STRIPPED

    def add(self, given: Sequence[Given]) -> None:
        """Look at these, too."""
        room = MOST - len(self.list.rows)
        if len(given) > room:
            words = self.tr("At most {count} files at once. The others were left out.")
            self.banner.say(words.format(count=MOST), "attention", icon="alert-triangle")
        self._tasks.start(self._look(self.list.add(given[:room])))
        self._resize_list()

    def send(self) -> None:
        """Send them, each in a message of its own."""
        if self.send_button.isEnabled():
            self._sending = True
            self.banner.hide()
            self._refresh()
            self._tasks.start(self._send())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """More files can be dropped here."""
        if given_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them in."""
        self.add(given_in(event.mimeData()))
        event.acceptProposedAction()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text takes more room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "area"):
            self._resize_list()

    def _add_pictures(self) -> None:
        """How pictures go, and what that means."""
        self.pictures = ChoiceBox()
        self.pictures.setAccessibleName(self.tr("How pictures are sent"))
        self.details = PlainLabel(kind="caption")
        self._picture_part = QWidget()
        column = QVBoxLayout(self._picture_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.pictures)
        column.addWidget(self.details)
        self.pictures.addItem(self.tr("Full size"), PictureChoice.STRIPPED)
        self.pictures.currentIndexChanged.connect(self._refresh)

    async def _look(self, rows: Sequence[ChosenFile]) -> None:
        for row in rows:
            if row not in self.list.rows:
                continue
            try:
                if isinstance(row.given, Pasted):
                    draft = await self._files.choose_data(row.given.data, row.given.name)
                else:
                    draft = await self._files.choose(row.given)
            except CurbsideError as error:
                if row in self.list.rows:
                    row.show_error(error)
            else:
                if row in self.list.rows:
                    row.show_draft(draft)
                    row.removed.connect(lambda draft=draft: self._files.discard(draft))
                else:
                    self._files.discard(draft)
            self._refresh()
        self._resize_list()

    async def _send(self) -> None:
        text = self.caption.toPlainText().strip("\n")
        for row in self.list.ready:
            if row.draft is None:
                continue
            records = await self._files.send(
                [self.recipient.conversation_id],
                row.draft,
                text=text,
                picture=self.choice if row.draft.kind is FileKind.PICTURE else _USUAL,
                reply_to=self._reply_to,
            )
            row.draft = None  # it is the services' now
            self.list.take(row)
            if self._first is None and records:
                self._first = records[0]
            text, self._reply_to = "", None
            self.caption.setPlainText("")
        if self._first is not None:
            self.sent.emit(self._first)
        self.accept()

    def _failed(self, error: CurbsideError) -> None:
        """What was sent is gone from the list; the rest can be tried again."""
        self._sending = False
        self.say_error(*error_words(error))
        self._refresh()

    def _let_go(self) -> None:
        """Nothing that was not sent is kept."""
        self._tasks.close()
        for row in self.list.rows:
            if row.draft is not None:
                self._files.discard(row.draft)
                row.draft = None
        self.caption.setPlainText("")

    def _refresh(self) -> None:
        count = len(self.list.ready)
        over = len(self.caption.toPlainText()) - MAX_CHARACTERS
        self.send_button.setText(
            translate("Files", "Send %n file(s)", None, count) if count != 1 else self.tr("Send")
        )
        self.send_button.setEnabled(
            count > 0 and over <= 0 and not self._sending and not self.list.looking
        )
        several = len(self.list.rows) > 1
        refused = sum(row.error is not None for row in self.list.rows)
        self.refused.setText(
            translate("Files", "%n file(s) cannot be sent and will be left out.", None, refused)
        )
        self.refused.setVisible(several and refused > 0)
        words = self.tr("Add a text to the first file") if several else self.tr("Add a text")
        self.caption.setPlaceholderText(words)
        self.caption.setAccessibleName(words)
        self.hint.setText(
            self.tr("The text is too long by {count} characters.").format(
                count=formats.number(max(over, 0))
            )
        )
        self.hint.setVisible(over > 0)
        self._refresh_pictures()
        if self.isVisible():
            self.fit_height()

    def _refresh_pictures(self) -> None:
        drafts = [row.draft for row in self.list.ready if row.draft is not None]
        pictures = [draft for draft in drafts if draft.kind is FileKind.PICTURE]
        self._picture_part.setVisible(bool(pictures))
        scaled = sum(draft.scaled_size or draft.size for draft in pictures)
        smaller = any(draft.scaled_size for draft in pictures)
        hidden = any(draft.has_details or draft.has_place for draft in pictures)
        self._offer(
            PictureChoice.SMALLER,
            self.tr("Smaller (about {size})").format(size=size_words(scaled)) if smaller else "",
        )
        original = hidden and self._policy.allow_original_pictures
        self._offer(
            PictureChoice.ORIGINAL, self.tr("Original with hidden details") if original else ""
        )
        self.pictures.setEnabled(self.pictures.count() > 1)
        place = any(draft.has_place for draft in pictures)
        if self.choice is PictureChoice.ORIGINAL:
            words = self.tr(
                "The original says where the picture was taken, besides camera, time and owner. "
                "Whoever gets it can read that."
            )
            if not place:
                words = self.tr(
                    "The original says with which camera, when and by whom the picture was taken. "
                    "Whoever gets it can read that."
                )
        else:
            words = self.tr("Hidden details (place, camera, owner) are removed.")
        self.details.setText(words)
        self.details.set_kind("attention" if self.choice is PictureChoice.ORIGINAL else "caption")

    def _offer(self, choice: PictureChoice, words: str) -> None:
        """Have it in the box, with these words, or not at all."""
        place = self.pictures.findData(choice)
        self.pictures.blockSignals(True)
        if words and place < 0:
            self.pictures.addItem(words, choice)
        elif words:
            self.pictures.setItemText(place, words)
        elif place >= 0:
            self.pictures.removeItem(place)
        self.pictures.blockSignals(False)

    def _resize_list(self) -> None:
        wanted = self.list.sizeHint().height() + 4
        self.area.setMinimumHeight(min(wanted, _LIST_HEIGHT))
        if self.isVisible():
            self.fit_height()


_USUAL = PictureChoice.STRIPPED


def _heading(recipient: Recipient) -> str:
    return translate("Files", "Send to {name}").format(name=recipient.name)
