"""Add a workstation, on the computer that has the account key (relay/PROTOCOL.md section 10).

The answer to "are the numbers the same" is never pressed by accident: no button is the default,
and the focus stands on the number. Closing the dialog before the new computer is in the log gives
up and tells the other side; from then on the outcome is waited for.
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from app.core.errors import CurbsideError, UnexpectedFailure
from app.core.views import LinkOfferView, OwnDeviceView
from app.services.api import LinkStep
from app.ui import formats
from app.ui.dialogs.add_workstation_pages import (
    AddedPage,
    CodePage,
    ComparePage,
    FailedPage,
    Page,
    StepsPage,
)
from app.ui.dialogs.base import Dialog
from app.ui.dialogs.settings.section import SettingsContext
from app.ui.words import error_words


class AddWorkstationDialog(Dialog):
    """One code, one workstation; after that it can be begun again."""

    def __init__(self, context: SettingsContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent, 560)
        self._context = context
        self._task: asyncio.Task[None] | None = None
        self._answer: asyncio.Future[bool] | None = None
        self._step: LinkStep | None = None
        self._device: OwnDeviceView | None = None
        self.code, self.steps, self.compare = CodePage(), StepsPage(), ComparePage()
        self.added, self.failed = AddedPage(), FailedPage()
        self._pages = QStackedWidget()
        for page in (self.code, self.steps, self.compare, self.added, self.failed):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self.close_button = self.add_button(self.tr("Cancel"), self.reject)
        self.differ = self.add_button(
            self.tr("They differ, stop"), lambda: self._decide(False), icon="x"
        )
        self.same = self.add_button(
            self.tr("They are the same, add it"), lambda: self._decide(True), icon="check"
        )
        wide = max(self.differ.sizeHint().width(), self.same.sizeHint().width())
        for button in (self.differ, self.same):
            button.setMinimumWidth(wide)
        self.again = self.add_button(self.tr("Try again"), self._begin_again, primary=True)
        self.go_on = self.add_button(self.tr("Continue"), self._start, primary=True)
        self.help_with("workstation")
        self._titles: dict[Page, str] = {
            self.code: self.tr("Add a workstation"),
            self.steps: self.tr("Adding the workstation"),
            self.compare: self.tr("Are the numbers the same?"),
            self.added: self.tr("The workstation is added"),
            self.failed: self.tr("Nothing was added"),
        }
        self.code.changed.connect(self._refresh)
        self.code.submitted.connect(self._start)
        self.code.failed.connect(self._say)
        self.added.copy_clicked.connect(self._copy)
        context.history.changed.connect(self._show_history)
        self._show(self.code)

    @property
    def page(self) -> QWidget | None:
        """The one in view."""
        return self._pages.currentWidget()

    def reject(self) -> None:
        """Close, unless it is being entered in the log already: then wait for the outcome."""
        if self._step is not LinkStep.ADDING:
            super().reject()

    def done(self, result: int) -> None:
        """Give up what is under way; the services tell the other side."""
        if self._task is not None:
            self._task.cancel()
        self.code.passphrase.clear()
        self.code.code.clear()
        super().done(result)

    def _show(self, page: Page) -> None:
        self._pages.setCurrentWidget(page)
        self.heading.setText(self._titles[page])
        self.setAccessibleName(self._titles[page])
        self.banner.hide()
        self._refresh()
        self.fit_height()
        first = {self.steps: self.close_button, self.failed: self.again}.get(page, page)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        page = self.page
        self.go_on.setVisible(page is self.code)
        self.go_on.setEnabled(self.code.complete)
        for button in (self.differ, self.same):
            button.setVisible(page is self.compare)
        self.again.setVisible(page is self.failed)
        self.close_button.setVisible(page is not self.compare)
        ended = page in (self.added, self.failed)
        self.close_button.setText(self.tr("Close") if ended else self.tr("Cancel"))
        self.close_button.setEnabled(self._step is not LinkStep.ADDING)

    def _start(self) -> None:
        if self.page is self.code and self.code.complete:
            self._step = None
            self.steps.reach(None)
            code, passphrase = self.code.code.code, self.code.passphrase.text
            self._show(self.steps)
            self._task = self._context.tasks.start(self._run(code, passphrase), self._failed)

    async def _run(self, code: str, passphrase: str) -> None:
        try:
            device = await self._context.client.devices.add(
                code, passphrase, confirm=self._confirm, progress=self._reach
            )
        except (CurbsideError, asyncio.CancelledError):
            raise
        except Exception:
            self._failed(UnexpectedFailure())
            raise
        self._task = self._step = None
        self._device = device
        self.code.code.clear()
        self.code.passphrase.clear()
        self.added.show_device(device)
        self._show(self.added)

    def _reach(self, step: LinkStep) -> None:
        self._step = step
        self.steps.reach(step)
        self._refresh()

    async def _confirm(self, offer: LinkOfferView) -> bool:
        self._answer = asyncio.get_running_loop().create_future()
        self.compare.show_offer(offer)
        self._show(self.compare)
        try:
            return await self._answer
        finally:
            self._answer = None

    def _decide(self, same: bool) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(same)
            self._show(self.steps)

    def _failed(self, error: CurbsideError) -> None:
        began = self._step is not None
        self._task = self._step = None
        self.code.passphrase.clear()
        if began:
            self.failed.show_error(error)
            self.code.code.clear()
            self._show(self.failed)
        else:
            self._show(self.code)
            self._say(error)
            self.code.passphrase.setFocus()

    def _begin_again(self) -> None:
        self._show(self.code)

    def _copy(self) -> None:
        if self._device is not None:
            self.added.copy.setEnabled(False)
            self._context.history.begin(self._device.device_id)
            self._context.keep.start(self._send_history(self._device), self._not_copied)

    async def _send_history(self, device: OwnDeviceView) -> None:
        if not await self._context.client.devices.send_history(device.device_id):
            self._context.history.nothing()

    def _not_copied(self, error: CurbsideError) -> None:
        self._context.history.end(error)
        if isValid(self) and self.isVisible():
            self.added.copy.setEnabled(True)
            self.added.progress.hide()
            self._say(error)

    def _show_history(self) -> None:
        watch = self._context.history
        if self._device is None or watch.receiver != self._device.device_id:
            return
        news = watch.outgoing
        done, total = (news.done, news.total) if news is not None else (0, 1)
        if watch.empty:
            words, total = self.tr("There are no earlier messages."), 0
        elif news is None:
            words = self.tr("Getting your messages together…")
        elif done < total:
            words = self.tr("Copying: {done} of {total}. You can close this; it goes on.")
        else:
            words = self.tr("All {total} messages were copied.")
        self.added.progress.show_progress(
            words.format(done=formats.number(done), total=formats.number(total)), done, total
        )
        self.fit_height()

    def _say(self, error: CurbsideError) -> None:
        self.say_error(*error_words(error))
        self.fit_height()
