"""First run, in four screens: the invite, who you are, a passphrase, done.

A recovery invite needs one more, for the words of the recovery kit.

Going back loses nothing. A failure is shown where it happened, with what to do; the invite stays
usable unless the services say otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.preferences import Preference
from app.core.views import InviteView, Trust
from app.services.api import AccessUseCases, ClientUseCases, EnrolStep
from app.ui.tasks import TaskRunner
from app.ui.widgets.first_steps import StepsKept
from app.ui.windows.first_run_pages import (
    EnrolProgressPage,
    InvitePage,
    PassphrasePage,
    WhoPage,
)
from app.ui.windows.linking import Linking
from app.ui.windows.recovery_words_page import RecoveryWordsPage
from app.ui.words import error_words


class FirstRun(QWidget):
    """Signal `enrolled` with the open client, when the person goes on from the last screen."""

    enrolled = Signal(object)

    def __init__(
        self, access: AccessUseCases, tasks: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._access = access
        self._tasks = tasks
        self._invite_text = ""
        self._invite: InviteView | None = None
        self._client: ClientUseCases | None = None
        self.pages = QStackedWidget()
        self.pages.setObjectName("screens")
        self.invite = InvitePage()
        self.who = WhoPage()
        self.passphrase = PassphrasePage(
            access.policy.min_passphrase_length, access.remember_availability()
        )
        self.words = RecoveryWordsPage(access.check_recovery_words)
        self.progress = EnrolProgressPage()
        self._to_correct: QWidget = self.passphrase
        for page in (self.invite, self.who, self.words, self.passphrase, self.progress):
            self.pages.addWidget(page)
        self.linking = Linking(access, tasks, self)
        for linking_page in self.linking.pages:
            self.pages.addWidget(linking_page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self.invite.link_clicked.connect(self.linking.begin)
        self.linking.shows.connect(self._show)
        self.linking.left.connect(lambda: self._show(self.invite))
        self.linking.linked.connect(self.enrolled)
        self.invite.submitted.connect(self._read_invite)
        self.who.back.connect(lambda: self._show(self.invite))
        self.who.go_on.connect(lambda: self._show(self._after_who()))
        self.words.back.connect(lambda: self._show(self.who))
        self.words.go_on.connect(lambda: self._show(self.passphrase))
        self.passphrase.back.connect(lambda: self._show(self._before_passphrase()))
        self.passphrase.go_on.connect(self._enrol)
        self.progress.back.connect(lambda: self._show(self._to_correct))
        self.progress.again.connect(self._enrol)
        self.progress.finished.connect(self._finish)
        self._show(self.invite)

    def give_invite(self, text: str) -> None:
        """An invite that the program was started with."""
        self.invite.set_text(text)
        self._read_invite(text)

    def let_leave(self, back: Callable[[], object]) -> None:
        """Somebody else uses this computer already: offer the way back to them."""
        self.invite.leave.clicked.connect(lambda _checked=False: back())
        self.invite.leave.show()

    def say_problem(self, error: CurbsideError) -> None:
        """The invite that the program was started with cannot be read."""
        self.invite.say_error(*error_words(error))

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus()

    def _recovers(self) -> bool:
        return self._invite is not None and self._invite.needs_recovery_kit

    def _after_who(self) -> QWidget:
        return self.words if self._recovers() else self.passphrase

    def _before_passphrase(self) -> QWidget:
        return self.words if self._recovers() else self.who

    def _read_invite(self, text: str) -> None:
        self.invite.banner.hide()
        try:
            invite = self._access.read_invite(text)
        except CurbsideError as error:
            self._show(self.invite)
            self.invite.say_error(*error_words(error))
            return
        self._invite_text, self._invite = text, invite
        self.who.show_invite(invite)
        self.passphrase.set_personal(
            (invite.name, invite.clinic_name, invite.staff_id, invite.department)
        )
        self._show(self.who)

    def _enrol(self) -> None:
        self.progress.begin()
        self._show(self.progress)
        self._tasks.start(self._run(), self._failed)

    async def _run(self) -> None:
        self._client = await self._access.enrol(
            self._invite_text,
            self.passphrase.passphrase,
            remember=self.passphrase.remember,
            progress=self._reach,
            recovery_words=self.words.words if self._recovers() else "",
            log_progress=self.progress.log_progress.show_progress,
        )
        if not self._recovers():
            begun = StepsKept(open=True).stored()
            await self._client.settings.set_preference(Preference.FIRST_STEPS, begun)
        self.passphrase.clear()
        self.words.clear()
        if self._recovers():
            contacts = await self._client.contacts.contacts()
            self.progress.say_restored(sum(each.trust is Trust.VERIFIED for each in contacts))
        self.progress.reach(EnrolStep.DONE)

    def _reach(self, step: EnrolStep) -> None:
        """The services' steps; the end is shown once it is known what came back."""
        if step is not EnrolStep.DONE:
            self.progress.reach(step)

    def _failed(self, error: CurbsideError) -> None:
        about_kit = self._recovers() and error.code.startswith("recovery")
        self._to_correct = self.words if about_kit else self.passphrase
        self.progress.fail(error)

    def _finish(self) -> None:
        if self._client is not None:
            self.enrolled.emit(self._client)
