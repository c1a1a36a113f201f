"""What one does with the file of a message: open, fetch, pause, go on, cancel, save, copy.

Opening and saving are asked of whoever owns the windows for it, by signals; the rest goes straight
to the use cases. What may be done is asked in the moment in which it is to be done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.core.file_types import FileKind
from app.core.records import MessageRecord
from app.services.api import ClientUseCases
from app.ui import file_actions
from app.ui.file_words import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

_SAME_KEY = {
    file_actions.OPEN: (file_actions.FETCH, file_actions.RESUME, file_actions.RETRY),
    file_actions.PAUSE: (file_actions.RESUME,),
}
"""What the key of a command does where the command itself cannot be done."""


class FileCommands(QObject):
    """Signals, each with the message: `open_requested`, `play_requested` (a voice message),
    `save_requested`, `copy_requested`."""

    open_requested = Signal(object)
    play_requested = Signal(object)
    save_requested = Signal(object)
    copy_requested = Signal(object)

    def __init__(
        self,
        client: ClientUseCases,
        start: Callable[[Coroutine[Any, Any, object]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._start = start

    def offered(self, message: MessageRecord) -> tuple[str, ...]:
        """The commands of a message's file, in the order of a menu; none if it carries none."""
        file = message.file
        if file is None or message.recalled_at_ms is not None:
            return ()
        policy = self._client.policy
        offered = file_actions.actions(file, policy, outgoing=message.outgoing)
        if (
            file_actions.SAVE in offered
            and kind_of(file) is FileKind.PICTURE
            and file_actions.OPEN in offered
        ):
            offered += (file_actions.COPY_PICTURE,)
        return offered

    def main(self, message: MessageRecord) -> str:
        """What Enter does; empty: nothing."""
        if message.file is None or message.recalled_at_ms is not None:
            return ""
        return file_actions.main_action(message.file, outgoing=message.outgoing)

    def run(self, name: str, message: MessageRecord) -> None:
        """Do it, if it can be done now."""
        offered = self.offered(message)
        wanted = (name, *_SAME_KEY.get(name, ()))
        name = next((each for each in wanted if each in offered), "")
        files, row_id = self._client.files, message.row_id
        if name == file_actions.OPEN and message.file is not None:
            voice = kind_of(message.file) is FileKind.VOICE
            (self.play_requested if voice else self.open_requested).emit(message)
        elif name == file_actions.SAVE:
            self.save_requested.emit(message)
        elif name == file_actions.COPY_PICTURE:
            self.copy_requested.emit(message)
        elif name in (file_actions.FETCH, file_actions.RESUME, file_actions.RETRY):
            self._start(files.fetch(row_id))
        elif name == file_actions.PAUSE:
            self._start(files.pause(row_id))
        elif name == file_actions.CANCEL:
            self._start(files.cancel(row_id))
