"""Files in the main screen: choosing and sending them, looking at them, saving and printing.

One for the screen; `watch` ties it to the conversation that is open. Viewer windows outlive the
conversation and close with the screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.bus import Connection, FileChanged
from app.core.errors import CurbsideError
from app.core.media_types import View
from app.core.records import MessageRecord
from app.services.api import ClientUseCases
from app.ui import clipboard
from app.ui.dialogs.conversation_files import ConversationFilesDialog
from app.ui.dialogs.save_attachment import SaveAttachment
from app.ui.dialogs.send_files import SendFilesDialog
from app.ui.dialogs.starting_folder import start_in_documents
from app.ui.file_actions import COPY_PICTURE
from app.ui.formats import translate
from app.ui.models.timeline import ROW_ROLE
from app.ui.pixels import raster_image
from app.ui.previews import Previews, ShownFiles
from app.ui.tasks import TaskRunner
from app.ui.viewers.base import ViewedFile, ViewerContext
from app.ui.viewers.printing import PrintJob
from app.ui.viewers.window import ViewerWindow
from app.ui.viewers.windows import ViewerWindows
from app.ui.widgets.chosen_files import Given
from app.ui.widgets.drop_target import DropTarget
from app.ui.widgets.recipient_card import Recipient
from app.ui.windows.conversation_files import ConversationFiles, viewed
from app.ui.words import error_words

if TYPE_CHECKING:
    from app.ui.widgets.chat_view import ChatView
    from app.ui.windows.main_view import MainView

_COPIED_SIDE = 2_400
"""Pixels that a copied picture has at most on a side."""


class MainFiles(QObject):
    """`windows` has the open viewers, `dialog` the box that asks for files or where to save."""

    def __init__(self, view: MainView, client: ClientUseCases, tasks: TaskRunner) -> None:
        super().__init__(view)
        self._view = view
        self._client = client
        self._tasks = tasks
        self._chat: ChatView | None = None
        self._live: ShownFiles | None = None
        self._previews: Previews | None = None
        self._finishing: set[asyncio.Task[object]] = set()
        self._saving: list[SaveAttachment] = []
        self._printing: list[PrintJob] = []
        self.drop: DropTarget | None = None
        self.dialog: QFileDialog | None = None
        self.windows = ViewerWindows(self)
        self.windows.save_requested.connect(self._save_viewed)
        self.windows.print_requested.connect(self._print)
        view.bridge.file_changed.connect(self._file_changed)
        view.bridge.connection_changed.connect(self._connection_changed)

    def watch(self, chat: ChatView) -> None:
        """Serve the conversation that is being opened. Nothing is read or decoded for it."""
        if self._previews is not None:
            self._previews.forget_wishes()
        self._chat = chat
        self._live = ShownFiles(self._make_previews())
        self._live.offline = self._client.connection is Connection.OFFLINE
        chat.list.delegate.live = self._live
        allowed = self._client.policy.max_file_mib > 0
        chat.composer.allow_files(allowed)
        chat.composer.attach_button.clicked.connect(self.choose)
        chat.composer.edit.files_given.connect(self.offer)
        self.drop = DropTarget(chat)
        self.drop.enabled = allowed
        self.drop.set_recipient(self._recipient(chat).name)
        self.drop.given.connect(self.offer)
        chat.commands.files.open_requested.connect(self.open)
        chat.commands.files.save_requested.connect(self.save)
        chat.commands.files.copy_requested.connect(self.copy)

    def choose(self) -> None:
        """Let the person choose files to send."""
        chat = self._view.chat
        if chat is None or not chat.can_write or not self._client.policy.max_file_mib:
            return
        name = self._recipient(chat).name
        title = translate("Files", "Send to {name}").format(name=name)
        dialog = QFileDialog(self._view, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        start_in_documents(dialog)
        dialog.filesSelected.connect(lambda paths: self.offer([Path(path) for path in paths]))
        dialog.finished.connect(self._forget_dialog)
        self.dialog = dialog
        dialog.open()

    def offer(self, given: Sequence[Given]) -> None:
        """Show what would be sent, and to whom. Only its Send button sends."""
        chat = self._view.chat
        if chat is None or not given or not chat.can_write:
            return
        answered = chat.drafting.answered
        dialog = SendFilesDialog(
            self._recipient(chat),
            given,
            self._client.files,
            self._client.policy,
            self._tasks,
            self._view,
            send_with=self._view.writing.send_key,
            reply_to=None if answered is None else answered.row_id,
        )
        dialog.sent.connect(lambda record: self._sent(chat, record))
        self._view.dialogs.show(dialog)

    def list_all(self) -> None:
        """Show all files of the open conversation."""
        chat = self._view.chat
        if chat is None:
            return
        conversation = chat.conversation
        dialog = ConversationFilesDialog(
            conversation.title,
            ConversationFiles(self._client, conversation.record.conversation_id),
            self._client.policy,
            self._tasks,
            self._view,
        )
        dialog.open_asked.connect(self.open)
        dialog.save_asked.connect(self.save)
        dialog.fetch_asked.connect(
            lambda message: self._tasks.start(self._client.files.fetch(message.row_id))
        )
        dialog.shown_asked.connect(
            lambda message: chat.tasks.start(chat.visit(message.row_id), chat.show_error)
        )
        self._view.dialogs.show(dialog)

    def open(self, message: MessageRecord) -> None:
        """Show a message's file in a window of its own."""
        if message.file is not None:
            self.windows.open(viewed(message, self._sender(message)), self._context(message))

    def save(self, message: MessageRecord) -> None:
        """Save a message's file where the person says."""
        if message.file is not None:
            self._save(message.row_id, message.file.name, self._view, None)

    def copy(self, message: MessageRecord) -> None:
        """Put a picture on the clipboard: it leaves Curbside, so policy has a say."""
        if COPY_PICTURE in self._offered(message):
            self._tasks.start(self._copy(message), self._say_error)

    def close_down(self) -> None:
        """Close every window, drop every pixel."""
        self.windows.close_all()
        for job in tuple(self._printing):
            job.close()
        for saving in tuple(self._saving):
            saving.close()
        if self.dialog is not None:
            self.dialog.done(0)
        if self._previews is not None:
            self._previews.clear()
        self._chat = self._live = None

    def _make_previews(self) -> Previews:
        """Made with the first conversation: before, nothing is shown that could need one."""
        if self._previews is None:
            client = self._client
            self._previews = Previews(client.files, client.media, self._tasks, self)
            self._previews.ready.connect(self._repaint)
        return self._previews

    def _context(self, message: MessageRecord) -> ViewerContext:
        client = self._client
        return ViewerContext(
            files=client.files,
            media=client.media,
            sound=client.sound,
            policy=client.policy,
            platform=self._view.platform,
            tasks=self._tasks,
            walk=ConversationFiles(client, message.conversation_id),
            lock=self._view.commands.lock,
            finish=self._finish,
        )

    def _finish(self, work: Coroutine[Any, Any, object]) -> None:
        task = self._tasks.hold(work)
        self._finishing.add(task)
        task.add_done_callback(self._finishing.discard)

    def _recipient(self, chat: ChatView) -> Recipient:
        return Recipient.of(chat.conversation)

    def _sender(self, message: MessageRecord) -> str:
        """The name of who sent it; empty for the person themselves."""
        chat = self._view.chat
        if message.outgoing or chat is None:
            return ""
        row = chat.timeline.row_of(message.row_id)
        shown = chat.timeline.index(row).data(ROW_ROLE) if row >= 0 else None
        return chat.conversation.title if shown is None else str(shown.sender)

    def _offered(self, message: MessageRecord) -> tuple[str, ...]:
        return () if self._chat is None else self._chat.commands.files.offered(message)

    def _sent(self, chat: ChatView, record: MessageRecord) -> None:
        if self._view.chat is chat:
            chat.drafting.answered_by_file()
            chat.drafting.sent.emit(record)

    def _file_changed(self, event: FileChanged) -> None:
        """Paint one row anew; its layout stays."""
        chat = self._view.chat
        if chat is None or self._live is None:
            return
        self._live.note(event.row_id, event.state, event.done)
        if chat.conversation.record.conversation_id == event.conversation_id:
            chat.list.file_moved(event.row_id)

    def _connection_changed(self, *_: object) -> None:
        offline = self._client.connection is Connection.OFFLINE
        if self._live is not None and self._live.offline != offline and self._view.chat:
            self._live.offline = offline
            self._view.chat.list.viewport().update()

    def _repaint(self, row_id: int) -> None:
        if self._view.chat is not None:
            self._view.chat.list.file_moved(row_id)

    async def _copy(self, message: MessageRecord) -> None:
        if message.file is None:
            return
        source = await self._client.files.open(message.row_id)
        try:
            document = await self._client.media.open(source, message.file.name)
            try:
                raster = await document.render(View(_COPIED_SIDE, _COPIED_SIDE))
            finally:
                await document.close()
        finally:
            source.close()
        clipboard.copy_image(raster_image(raster))
        if self._view.chat is not None:
            self._view.chat.say(translate("Files", "The picture is on the clipboard."))

    def _save_viewed(self, file: ViewedFile, window: ViewerWindow) -> None:
        self._save(file.row_id, file.name, window, window)

    def _save(self, row_id: int, name: str, parent: QWidget, window: ViewerWindow | None) -> None:
        if not self._client.policy.allow_save_files:
            return
        saving = SaveAttachment(self._client.files, row_id, name, self._tasks, parent)
        if window is None:
            saving.saved.connect(self._say)
            saving.failed.connect(self._say_error)
        else:
            banner = window.banner
            saving.saved.connect(
                lambda words: banner.say(words, "info", icon="check", dismissable=True)
            )
            saving.failed.connect(
                lambda error: banner.say(
                    error_words(error).together, "danger", icon="alert-circle", dismissable=True
                )
            )
        self._saving.append(saving)
        saving.ended.connect(lambda: self._forget_saving(saving))
        saving.begin()

    def _print(self, file: ViewedFile, window: ViewerWindow) -> None:
        if window.viewer is None or not self._client.policy.allow_print_files:
            return
        job = PrintJob(window, file, self._client.files, self._tasks)
        self._printing.append(job)
        job.done.connect(lambda: self._forget_printing(job))
        job.begin()

    def _say(self, words: str) -> None:
        if self._view.chat is not None:
            self._view.chat.say(words)

    def _say_error(self, error: CurbsideError) -> None:
        if self._view.chat is not None:
            self._view.chat.show_error(error)
        else:
            self._view.show_error(error)

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _forget_saving(self, saving: SaveAttachment) -> None:
        if saving in self._saving:
            self._saving.remove(saving)
            saving.deleteLater()

    def _forget_printing(self, job: PrintJob) -> None:
        if job in self._printing:
            self._printing.remove(job)
            job.deleteLater()
