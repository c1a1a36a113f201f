"""Choosing a group's picture: the picture or the initials, and what can be done about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from shiboken6 import isValid

from app.core.errors import CurbsideError
from app.core.file_content import Bitmap
from app.core.ids import AccountId
from app.services.files_api import FileUseCases
from app.ui.group_picture import picture_from
from app.ui.tasks import TaskRunner
from app.ui.tokens import SPACE_S
from app.ui.widgets.avatar_view import AvatarView
from app.ui.widgets.buttons import Button

_SIDE = 56


class PictureField(QWidget):
    """Signals: `chosen` with a Bitmap or None when it is taken away, `failed` with an error."""

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(
        self, files: FileUseCases, tasks: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._files = files
        self._tasks = tasks
        self._key = AccountId(bytes(32))
        self._title = ""
        self.picture: Bitmap | None = None
        self.dialog: QFileDialog | None = None
        self.avatar = AvatarView(_SIDE)
        self.choose = Button(self.tr("Picture…"), "quiet", "picture")
        self.choose.clicked.connect(self._ask)
        self.remove = Button(self.tr("Remove the picture"), "quiet", "x")
        self.remove.clicked.connect(lambda: self._take(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.avatar)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch()
        self._draw()

    def show_group(self, key: bytes, title: str, picture: Bitmap | None) -> None:
        """This group's."""
        self._key, self._title, self.picture = AccountId(key), title, picture
        self._draw()

    def set_title(self, title: str) -> None:
        """Other initials."""
        self._title = title
        self._draw()

    def allow(self, allowed: bool) -> None:
        """Whether it can be changed."""
        self.choose.setVisible(allowed)
        self.remove.setVisible(allowed and self.picture is not None)

    def read(self, path: Path) -> None:
        """Take the picture in a file."""
        self._tasks.start(self._read(path), self._failed)

    async def _read(self, path: Path) -> None:
        picture = await picture_from(self._files, path)
        if isValid(self):
            self._take(picture)

    def _failed(self, error: CurbsideError) -> None:
        if isValid(self):
            self.failed.emit(error)

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("Picture of the group"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read(Path(path)))
        self.dialog = dialog
        dialog.open()

    def _take(self, picture: Bitmap | None) -> None:
        self.picture = picture
        self._draw()
        self.chosen.emit(picture)

    def _draw(self) -> None:
        self.avatar.show_person(self._key, self._title, self.picture)
        self.remove.setVisible(self.picture is not None and not self.choose.isHidden())
