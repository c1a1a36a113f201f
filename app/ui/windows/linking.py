"""Becoming another workstation, from the second way into the first run to the open profile.

relay/PROTOCOL.md section 10, the new side. Whatever ends it early cancels the use case, which
tells the other side; the next try waits until that has been done.
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import CurbsideError, UnexpectedFailure
from app.core.views import LinkCodeView, LinkWelcomeView
from app.services.api import AccessUseCases, ClientUseCases, LinkStep
from app.ui.tasks import TaskRunner
from app.ui.windows.first_run_pages import PassphrasePage
from app.ui.windows.link_pages import LinkCodePage, LinkComparePage, LinkSetupPage
from app.ui.windows.progress_page import ProgressPage


class Linking(QObject):
    """The pages and what leads from one to the next.

    Signals: `shows` a page, `left` back to the invite, `linked` with the open client.
    """

    shows = Signal(QWidget)
    left = Signal()
    linked = Signal(object)

    def __init__(
        self, access: AccessUseCases, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._access = access
        self._tasks = tasks
        self._task: asyncio.Task[None] | None = None
        self._client: ClientUseCases | None = None
        self._same: asyncio.Future[bool] | None = None
        self.setup = LinkSetupPage(access.policy)
        self.passphrase = PassphrasePage(
            access.policy.min_passphrase_length, access.remember_availability()
        )
        self.passphrase.button.setText(self.tr("Continue"))
        self.code = LinkCodePage()
        self.compare = LinkComparePage()
        self.progress = ProgressPage(
            self.tr("Setting up"),
            {
                LinkStep.ADDING: self.tr("Being added to the clinic's log of keys"),
                LinkStep.CHECKING_LOG: self.tr("Checking that log"),
                LinkStep.PUBLISHING_PREKEYS: self.tr("Getting ready to receive messages"),
            },
            LinkStep.DONE,
            self.tr(
                "This computer is one of your workstations now. Earlier messages arrive when you "
                "choose “Copy my messages there” on the other computer."
            ),
        )
        self.pages: tuple[QWidget, ...] = (
            self.setup,
            self.passphrase,
            self.code,
            self.compare,
            self.progress,
        )
        self.setup.back.connect(self.left)
        self.setup.go_on.connect(self._choose_passphrase)
        self.passphrase.back.connect(self.begin)
        self.passphrase.go_on.connect(self._start)
        self.code.cancelled.connect(self._give_up)
        self.code.again.connect(self._start)
        self.compare.answered.connect(self._answer)
        self.progress.back.connect(self.begin)
        self.progress.again.connect(self._start)
        self.progress.finished.connect(self._finish)

    def begin(self) -> None:
        """Show the first page."""
        self.shows.emit(self.setup)

    def _choose_passphrase(self) -> None:
        self.setup.banner.hide()
        self.passphrase.set_personal((self.setup.device_name,))
        self.shows.emit(self.passphrase)

    def _start(self) -> None:
        former, self._task = self._task, None
        if former is not None:
            former.cancel()
        self.code.begin()
        self.shows.emit(self.code)
        self._task = self._tasks.start(self._run(former), self._failed)

    async def _run(self, former: asyncio.Task[None] | None) -> None:
        if former is not None:
            await asyncio.wait([former])
        try:
            self._client = await self._access.link(
                self.setup.relay_url,
                self.passphrase.passphrase,
                device_name=self.setup.device_name,
                remember=self.passphrase.remember,
                show=self._show_code,
                compare=self._compare,
                progress=self._reach,
                log_progress=self.progress.log_progress.show_progress,
            )
        except (CurbsideError, asyncio.CancelledError):
            raise
        except Exception:
            self._failed(UnexpectedFailure())
            raise
        self.passphrase.clear()
        self._show_progress()
        self.progress.reach(LinkStep.DONE)

    def _show_code(self, code: LinkCodeView) -> None:
        self.code.show_code(code)

    def _compare(self, welcome: LinkWelcomeView) -> asyncio.Future[bool]:
        self.code.end()
        self.compare.show_welcome(welcome)
        self.shows.emit(self.compare)
        self._same = asyncio.get_running_loop().create_future()
        return self._same

    def _answer(self, same: bool) -> None:
        if self._same is None:
            return
        if not self._same.done():
            self._same.set_result(same)
        elif not same:  # thought better of it, before the other side answered
            self._give_up()

    def _reach(self, step: LinkStep) -> None:
        if step in (LinkStep.WAITING, LinkStep.COMPARING):
            return  # the pages with the code and the number say so
        self._show_progress()
        if step is not LinkStep.DONE:  # the client comes with the end of the task
            self.progress.reach(step)

    def _show_progress(self) -> None:
        if self.progress.isHidden():
            self.code.end()
            self.progress.begin()
            self.shows.emit(self.progress)

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.code.end()
        self.shows.emit(self.setup)
        self.setup.banner.say(
            self.tr("Stopped. Nothing was added, and the other computer is told."), "info"
        )

    def _failed(self, error: CurbsideError) -> None:
        self._show_progress()
        self.progress.fail(error)

    def _finish(self) -> None:
        if self._client is not None:
            self.linked.emit(self._client)
