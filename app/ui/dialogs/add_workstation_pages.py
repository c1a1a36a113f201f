"""The pages of "Add a workstation": the code, the steps, the comparison, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.views import LinkOfferView, OwnDeviceView
from app.services.api import LinkStep
from app.ui.clipboard import paste
from app.ui.dialogs.files import choose_file, read_small_text
from app.ui.text import PlainLabel, inline
from app.ui.tokens import ICON_LARGE, SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.link_code_edit import LinkCodeEdit
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.short_code_view import ShortCodeView
from app.ui.widgets.steps_view import StepsView
from app.ui.widgets.transfer_bar import TransferBar
from app.ui.widgets.workstation_card import device_name
from app.ui.words import error_words


class Page(QWidget):
    """A column that keeps its content at the top."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_M)


class CodePage(Page):
    """Where the code and the passphrase are given. Signals: `changed`, `submitted`, `failed`."""

    changed = Signal()
    submitted = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.column.addWidget(
            PlainLabel(
                self.tr(
                    "On the new computer, start Curbside and choose “I already use Curbside on "
                    "another computer”. It shows a code: type it here."
                )
            )
        )
        self.code = LinkCodeEdit()
        self.column.addWidget(self.code)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        from_clipboard = Button(self.tr("Paste"), "quiet", "paste")
        from_clipboard.clicked.connect(lambda: self.code.set_text(paste()))
        from_file = Button(self.tr("Open file…"), "quiet", "file")
        from_file.clicked.connect(self._choose)
        row.addWidget(from_clipboard)
        row.addWidget(from_file)
        row.addStretch()
        self.column.addLayout(row)
        self.passphrase = PassphraseField(self.tr("Your passphrase on this computer"))
        self.column.addWidget(self.passphrase)
        self.column.addStretch()
        self.setFocusProxy(self.code)
        self.code.changed.connect(self.changed)
        self.code.submitted.connect(self.passphrase.setFocus)
        self.passphrase.changed.connect(self.changed)
        self.passphrase.submitted.connect(self.submitted)

    @property
    def complete(self) -> bool:
        """Whether both are there."""
        return self.code.complete and bool(self.passphrase.text)

    def open_file(self, path: str) -> None:
        """Take the code from a file."""
        try:
            self.code.set_text(read_small_text(path))
        except CurbsideError as error:
            self.failed.emit(error)

    def _choose(self) -> None:
        choose_file(self, self.tr("Open the code"), self.tr("All files (*)"), self.open_file)


class StepsPage(Page):
    """What is being done."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = StepsView(
            {
                LinkStep.WAITING: self.tr("Reaching the new computer"),
                LinkStep.COMPARING: self.tr("Comparing the number on both screens"),
                LinkStep.ADDING: self.tr("Adding it to the clinic's log of keys"),
            }
        )
        self.column.addWidget(self.steps)
        self.answer_there = PlainLabel(self.tr("Now answer on the new computer too."), "strong")
        self.answer_there.hide()
        self.column.addWidget(self.answer_there)
        self.column.addStretch()

    def reach(self, step: LinkStep | None) -> None:
        """Show what is being done now; nothing yet when there is no step."""
        self.answer_there.setVisible(step is LinkStep.ADDING)
        if step is None:
            self.steps.begin()
        else:
            self.steps.reach(step)


class ComparePage(Page):
    """The six digits, and what is granted by saying that they are the same."""

    def __init__(self) -> None:
        super().__init__()
        self._from = PlainLabel()
        self.number = ShortCodeView()
        self.grants = PlainLabel(
            self.tr("The new computer will be able to read and send all your messages as you."),
            "strong",
        )
        self.column.addWidget(self._from)
        self.column.addWidget(self.number)
        self.column.addWidget(self.grants)
        self.column.addWidget(
            PlainLabel(
                self.tr(
                    "If the numbers differ, or the new computer is not in front of you, stop: "
                    "somebody else may have taken the code."
                )
            )
        )
        self.column.addStretch()
        self.setFocusProxy(self.number)

    def show_offer(self, offer: LinkOfferView) -> None:
        """Show what the new computer calls itself, and the number."""
        self._from.setText(
            self.tr("{name} must show exactly this number now:").format(
                name=inline(offer.device_name)
            )
        )
        self.number.show_code(offer.short_code)


class AddedPage(Page):
    """It is added; the messages of before may be copied to it. Signal `copy_clicked`."""

    copy_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(IconLabel("check", "accent", ICON_LARGE), 0, Qt.AlignmentFlag.AlignTop)
        self._words = PlainLabel()
        row.addWidget(self._words, 1)
        self.column.addLayout(row)
        self.offer = PlainLabel(
            self.tr(
                "Earlier messages are on this computer only. You can copy them there now, "
                "encrypted between your two computers. It takes some minutes and goes on in the "
                "background."
            )
        )
        self.column.addWidget(self.offer)
        self.copy = Button(self.tr("Copy my messages there"), "primary", "copy")
        self.copy.clicked.connect(self.copy_clicked)
        self.column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.progress = TransferBar()
        self.progress.hide()
        self.column.addWidget(self.progress)
        self.column.addStretch()
        self.setFocusProxy(self.copy)

    def show_device(self, device: OwnDeviceView) -> None:
        """Say which one was added."""
        self._words.setText(
            self.tr("{name} is one of your workstations now. It gets every new message.").format(
                name=inline(device_name(device))
            )
        )


class FailedPage(Page):
    """Why it ended, and that nothing was left behind."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        icon = IconLabel("alert-circle", "danger", ICON_LARGE)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self.words = PlainLabel()
        row.addWidget(self.words, 1)
        self.column.addLayout(row)
        self.column.addStretch()

    def show_error(self, error: CurbsideError) -> None:
        """Say it in its own words."""
        self.words.setText("\n\n".join(error_words(error)).strip())
        self.setAccessibleName(self.words.text())
