"""Sharper pictures for the rows of a conversation, rendered from files that are on this computer.

A file is decoded by its own process, one after the other, once its row was painted and stayed for a
moment. The pictures are kept in memory alone, the latest ones within a bound, and dropped when the
profile locks.
"""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.core.errors import CurbsideError
from app.core.file_types import FileKind, FileRecord, FileState
from app.core.ids import FileId
from app.core.media_ports import Document, MediaPort
from app.core.media_types import View
from app.services.files_api import FileUseCases
from app.ui.delegates.live_files import MovingFiles
from app.ui.pixels import raster_image
from app.ui.tasks import TaskRunner

CACHE_BYTES = 24 * 1024 * 1024
"""Of pixels: some 40 pictures at the size of a bubble."""
_LARGEST = 64 * 1024 * 1024
"""A larger file is looked at in its viewer alone."""
_MOMENT_MS = 120
_WAITING = 24

Wanted = tuple[int, FileId, str, int, int]


class Previews(QObject):
    """Keeps pictures by file. Signal `ready` with the row id."""

    ready = Signal(object)

    def __init__(
        self,
        files: FileUseCases,
        media: MediaPort,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._media = media
        self._tasks = tasks
        self._kept: OrderedDict[FileId, tuple[QImage, int, int]] = OrderedDict()
        self._bytes = 0
        self._wanted: OrderedDict[FileId, Wanted] = OrderedDict()
        self._hopeless: set[FileId] = set()
        self._working = False
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(_MOMENT_MS)
        self._moment.timeout.connect(self._begin)

    @property
    def bytes_kept(self) -> int:
        """How much memory the pictures take."""
        return self._bytes

    def picture(self, row_id: int, file: FileRecord, width: int, height: int) -> QImage | None:
        """The picture of a file, rendered for at least this size; asked for if there is none."""
        found = self._kept.get(file.file_id)
        if found is not None:
            self._kept.move_to_end(file.file_id)
            if found[1] >= width and found[2] >= height:
                return found[0]
        if file.file_id not in self._hopeless and file.size <= _LARGEST:
            self._wanted[file.file_id] = (row_id, file.file_id, file.name, width, height)
            self._wanted.move_to_end(file.file_id)
            while len(self._wanted) > _WAITING:
                self._wanted.popitem(last=False)
            if not self._working and not self._moment.isActive():
                self._moment.start()
        return None if found is None else found[0]

    def forget_wishes(self) -> None:
        """Another conversation is shown: what was not begun is not wanted any more."""
        self._wanted.clear()

    def clear(self) -> None:
        """Drop every pixel."""
        self._moment.stop()
        self._wanted.clear()
        self._kept.clear()
        self._bytes = 0

    def _begin(self) -> None:
        if not self._working and self._wanted:
            self._working = True
            if self._tasks.start(self._work(), self._drop_error) is None:
                self._working = False

    async def _work(self) -> None:
        try:
            while self._wanted:
                _, wanted = self._wanted.popitem(last=True)
                try:
                    await self._make(wanted)
                except CurbsideError:
                    self._hopeless.add(wanted[1])  # its viewer says why
        finally:
            self._working = False

    def _drop_error(self, error: CurbsideError) -> None:
        """Nothing is told of previews: the sender's thumbnail stays."""

    async def _make(self, wanted: Wanted) -> None:
        row_id, file_id, name, width, height = wanted
        source = await self._files.open(row_id)
        document: Document | None = None
        try:
            document = await self._media.open(source, name)
            if document.kind is not FileKind.PICTURE:
                self._hopeless.add(file_id)
                return
            raster = await document.render(View(width, height))
        finally:
            if document is not None:
                await document.close()
            source.close()
        self._keep(file_id, raster_image(raster), width, height)
        self.ready.emit(row_id)

    def _keep(self, file_id: FileId, image: QImage, width: int, height: int) -> None:
        before = self._kept.pop(file_id, None)
        self._bytes -= 0 if before is None else before[0].sizeInBytes()
        self._kept[file_id] = (image, width, height)
        self._bytes += image.sizeInBytes()
        while self._bytes > CACHE_BYTES and len(self._kept) > 1:
            _, (old, _wide, _high) = self._kept.popitem(last=False)
            self._bytes -= old.sizeInBytes()


class ShownFiles(MovingFiles):
    """How far files are, and their pictures, for the list of messages."""

    def __init__(self, previews: Previews | None = None) -> None:
        super().__init__()
        self._previews = previews

    def preview(self, row_id: int, file: FileRecord, width: int, height: int) -> QImage | None:
        """A picture of its own pixels, when there is one."""
        if self._previews is None or file.state is not FileState.HERE:
            return None
        return self._previews.picture(row_id, file, width, height)
