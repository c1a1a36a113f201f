"""The four screens of the first run."""

from __future__ import annotations

from collections.abc import Sequence
from time import time

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.views import InviteView
from app.services.api import EnrolStep, RememberAvailability
from app.ui.clipboard import paste
from app.ui.dialogs.files import choose_file, read_small_text
from app.ui.formats import day_and_minute
from app.ui.help.desk import help_desk
from app.ui.text import PlainLabel, one_line, person_name
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.facts import Facts
from app.ui.widgets.invite_edit import InviteEdit
from app.ui.widgets.new_passphrase import NewPassphrase
from app.ui.windows.progress_page import ProgressPage
from app.ui.windows.screen import Screen
from app.ui.words import error_words


class InvitePage(Screen):
    """Screen 1: the invite. Signals: `submitted` with its text, `link_clicked` for another way."""

    submitted = Signal(str)
    link_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Welcome to Curbside"))
        self.column.addWidget(
            PlainLabel(
                self.tr(
                    "Your clinic's IT gave you an invite: a file, or a text that begins with "
                    "“curbside:invite:”. It is yours alone and works once."
                )
            )
        )
        self.edit = InviteEdit()
        self.edit.setPlaceholderText(self.tr("Paste the invite here, or drop the file"))
        self.edit.setAccessibleName(self.tr("Invite"))
        self.column.addWidget(self.edit)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        from_clipboard = Button(self.tr("Paste"), "quiet", "paste")
        from_clipboard.clicked.connect(lambda: self.set_text(paste()))
        from_file = Button(self.tr("Open file…"), "quiet", "file")
        from_file.clicked.connect(self._choose)
        row.addWidget(from_clipboard)
        row.addWidget(from_file)
        row.addStretch()
        self.column.addLayout(row)
        self.button = Button(self.tr("Continue"), "primary")
        self.button.clicked.connect(self._submit)
        self.buttons.addStretch()
        self.buttons.addWidget(self.button)
        self.link = Button(
            self.tr("I already use Curbside on another computer"), "quiet", "monitor"
        )
        self.link.clicked.connect(self.link_clicked)
        self.below.addWidget(self.link, 0, Qt.AlignmentFlag.AlignHCenter)
        self.without = Button(self.tr("I have no invite"), "quiet", "help")
        self.without.clicked.connect(lambda: help_desk().ask("begin"))
        self.below.addWidget(self.without, 0, Qt.AlignmentFlag.AlignHCenter)
        self.leave = Button(self.tr("Back to who is here already"), "quiet", "arrow-left")
        self.leave.hide()
        self.below.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignHCenter)
        self.edit.textChanged.connect(self._refresh)
        self.edit.dropped.connect(self.open_file)
        self.edit.submitted.connect(self._submit)
        self.setFocusProxy(self.edit)
        self._refresh()

    def set_text(self, text: str) -> None:
        """Put an invite into the field."""
        self.edit.setPlainText(text)

    def open_file(self, path: str) -> None:
        """Read an invite from a file and go on."""
        try:
            self.set_text(read_small_text(path))
        except CurbsideError as error:
            self.say_error(*error_words(error))
            return
        self._submit()

    def _choose(self) -> None:
        pattern = self.tr("Invites (*.curbside-invite);;All files (*)")
        choose_file(self, self.tr("Open the invite"), pattern, self.open_file)

    def _refresh(self) -> None:
        self.button.setEnabled(bool(self.edit.toPlainText().strip()))

    def _submit(self) -> None:
        text = self.edit.toPlainText().strip()
        if text:
            self.submitted.emit(text)


class WhoPage(Screen):
    """Screen 2: whose clinic, and who you are. Signals `back`, `go_on`."""

    back = Signal()
    go_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, logo=False)
        self.title.setText(self.tr("Is this you?"))
        card = QFrame()
        card.setObjectName("card")
        self._facts = Facts()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        inside.addWidget(self._facts)
        self.column.addWidget(card)
        self._warning = PlainLabel(kind="attention")
        self.column.addWidget(self._warning)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(IconLabel("key", "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        self._keys = PlainLabel()
        row.addWidget(self._keys, 1)
        self.column.addLayout(row)
        self.column.addWidget(
            PlainLabel(
                self.tr("If anything here is not right, stop and ask your clinic's IT."), "muted"
            )
        )
        back = Button(self.tr("Back"))
        back.clicked.connect(self.back)
        self.button = Button(self.tr("Yes, this is me"), "primary")
        self.button.clicked.connect(self.go_on)
        self.buttons.addWidget(back)
        self.buttons.addStretch()
        self.buttons.addWidget(self.button)
        self.setFocusProxy(self.button)

    def show_invite(self, invite: InviteView) -> None:
        """Show what the invite says."""
        self._facts.show_facts(
            (
                (self.tr("Clinic"), person_name(invite.clinic_name)),
                (self.tr("Name"), person_name(invite.name)),
                (self.tr("Role"), person_name(invite.role)),
                (self.tr("Department"), person_name(invite.department)),
                (self.tr("Staff number"), person_name(invite.staff_id)),
                (self.tr("Relay"), one_line(invite.relay_url)),
                (self.tr("Valid until"), day_and_minute(invite.not_after_ms)),
            )
        )
        self._keys.setText(
            self.tr("Your account key comes back; this computer makes all its other keys itself.")
            if invite.needs_recovery_kit
            else self.tr("Your keys will be made on this computer and never leave it.")
        )
        words = ""
        if invite.not_after_ms < time() * 1000:
            words = self.tr("By this computer's clock the invite has expired. It may be refused.")
        elif invite.needs_recovery_kit:
            words = self.tr(
                "This invite restores your account together with your recovery kit. Have the page "
                "with the 12 words at hand."
            )
        elif invite.replaces_account_key:
            words = self.tr(
                "This invite gives you a new key. Colleagues will see that it changed and are "
                "asked to verify you again."
            )
        self._warning.setText(words)
        self._warning.setVisible(bool(words))


class PassphrasePage(Screen):
    """Screen 3: the passphrase. Signals `back`, `go_on`."""

    back = Signal()
    go_on = Signal()

    def __init__(
        self,
        min_length: int,
        availability: RememberAvailability,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, logo=False)
        self.title.setText(self.tr("Choose a passphrase"))
        self.column.addWidget(
            PlainLabel(
                self.tr(
                    "It encrypts everything on this computer. Nobody can reset it, so choose one "
                    "that you will remember."
                )
            )
        )
        self.fields = NewPassphrase(min_length)
        self.column.addWidget(self.fields)
        self._remember = CheckBox(self.tr("Remember on this computer"))
        self._remember.setEnabled(availability is RememberAvailability.AVAILABLE)
        self.column.addWidget(self._remember)
        self._reason = PlainLabel(self._remember_words(availability), "caption")
        self.column.addWidget(self._reason)
        back = Button(self.tr("Back"))
        back.clicked.connect(self.back)
        self.button = Button(self.tr("Set up"), "primary")
        self.button.clicked.connect(self.go_on)
        self.buttons.addWidget(back)
        self.buttons.addStretch()
        self.buttons.addWidget(self.button)
        self.fields.changed.connect(self._refresh)
        self.fields.submitted.connect(self._submit)
        self.setFocusProxy(self.fields)
        self._refresh()

    @property
    def passphrase(self) -> str:
        """What was chosen."""
        return self.fields.passphrase

    @property
    def remember(self) -> bool:
        """Whether this computer may keep it."""
        return self._remember.isEnabled() and self._remember.isChecked()

    def set_personal(self, words: Sequence[str]) -> None:
        """Words that a colleague would try first."""
        self.fields.set_personal(words)

    def clear(self) -> None:
        """Forget what was typed."""
        self.fields.clear()

    def _remember_words(self, availability: RememberAvailability) -> str:
        return {
            RememberAvailability.AVAILABLE: self.tr(
                "Whoever can use your account on this computer can then open Curbside."
            ),
            RememberAvailability.NOT_ALLOWED: self.tr("Your clinic does not allow it."),
            RememberAvailability.OTHER_PROFILES: self.tr(
                "Not possible: several people use this computer account."
            ),
            RememberAvailability.NO_KEYRING: self.tr(
                "Not possible: this computer has no safe place for it (a system keyring)."
            ),
        }[availability]

    def _refresh(self) -> None:
        self.button.setEnabled(self.fields.acceptable)

    def _submit(self) -> None:
        if self.button.isEnabled():
            self.go_on.emit()


class EnrolProgressPage(ProgressPage[EnrolStep]):
    """Screen 4: what is being done, and that it is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        tr = QCoreApplication.translate
        super().__init__(
            tr("EnrolProgressPage", "Setting up"),
            {
                EnrolStep.CHECKING_LOG: tr(
                    "EnrolProgressPage", "Checking the clinic's log of keys"
                ),
                EnrolStep.MAKING_KEYS: tr("EnrolProgressPage", "Making your keys on this computer"),
                EnrolStep.ENROLLING: tr(
                    "EnrolProgressPage", "Entering your public keys in the log"
                ),
                EnrolStep.PUBLISHING_PREKEYS: tr(
                    "EnrolProgressPage", "Getting ready to receive messages"
                ),
            },
            EnrolStep.DONE,
            tr(
                "EnrolProgressPage",
                "You are set up. Your colleagues can find you now. Verify the people you write "
                "to when you next meet them: it takes half a minute.",
            ),
            parent,
        )

    def say_restored(self, verified: int) -> None:
        """It was a recovery: say what came back, and what did not."""
        marks = (
            self.tr("Whom you had verified stays verified: {count}.").format(count=verified)
            if verified
            else self.tr("You had verified nobody yet.")
        )
        self._done.setText(
            self.tr(
                "Your account is back, with the key that colleagues know: they see no key change."
            )
            + " "
            + marks
            + " "
            + self.tr(
                "Messages come back from a backup: choose “Restore from a backup” in the settings, "
                "under Recovery and backup."
            )
        )
