"""Files that a person chose and did not send yet: what each is, and why one cannot be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.file_types import FileDraft, FileKind
from app.ui import icons
from app.ui.file_words import duration_words, kind_icon, kind_words, shown_name, size_words
from app.ui.formats import translate
from app.ui.pixels import bitmap_image
from app.ui.text import PlainLabel, inline
from app.ui.theme import theme
from app.ui.tokens import ICON_LARGE, SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.file_name_label import FileNameLabel
from app.ui.words import error_words

_TILE = 56


@dataclass(frozen=True, slots=True)
class Pasted:
    """Bytes from the clipboard."""

    data: bytes
    name: str

    def __repr__(self) -> str:
        return "Pasted(redacted)"


Given = Path | Pasted
"""What a person gave to be sent."""


def given_name(given: Given) -> str:
    """What it is called."""
    return given.name


class FileTile(QWidget):
    """A small picture of a file, or the icon of its kind. Says nothing: the words are beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._icon = "file"
        self.setFixedSize(QSize(_TILE, _TILE))

    def show_draft(self, draft: FileDraft) -> None:
        """Show what is known of it."""
        self._icon = kind_icon(draft.kind)
        self._image = None if draft.thumbnail is None else bitmap_image(draft.thumbnail)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture fills the tile."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 8, 8)
        colours = theme().colours
        painter.fillPath(shape, QColor(colours.surface_alt))
        if self._image is not None:
            side = min(self._image.width(), self._image.height())
            part = QRectF(
                (self._image.width() - side) / 2, (self._image.height() - side) / 2, side, side
            )
            painter.setClipPath(shape)
            painter.drawImage(box, self._image, part)
            painter.setClipping(False)
        else:
            ratio = self.devicePixelRatioF()
            picture = icons.pixmap(self._icon, colours.accent, ICON_LARGE + 4, ratio)
            centre = box.center()
            half = (ICON_LARGE + 4) / 2
            painter.drawPixmap(int(centre.x() - half), int(centre.y() - half), picture)
        painter.setPen(QColor(colours.hairline))
        painter.drawPath(shape)
        painter.end()


class ChosenFile(QFrame):
    """One of them. Signal `removed`."""

    removed = Signal()

    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.given = given
        self.draft: FileDraft | None = None
        self.error: CurbsideError | None = None
        self.tile = FileTile()
        self.name = FileNameLabel(given_name(given))
        self.about = PlainLabel(translate("Files", "Looking at the file…"), "caption")
        name = translate("Files", "Remove {name}").format(name=inline(given_name(given)))
        self.remove = IconButton("x", name, "muted", 16)
        self.remove.clicked.connect(self.removed)
        words = QVBoxLayout()
        words.setSpacing(SPACE_XS)
        words.addStretch()
        words.addWidget(self.name)
        words.addWidget(self.about)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_M)
        row.addWidget(self.tile)
        row.addLayout(words, 1)
        row.addWidget(self.remove)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._say()

    def show_draft(self, draft: FileDraft) -> None:
        """It can be sent."""
        self.draft = draft
        self.tile.show_draft(draft)
        self.name.set_name(draft.name)
        parts = [kind_words(draft.kind), size_words(draft.size)]
        if draft.width and draft.height and draft.kind in (FileKind.PICTURE, FileKind.VIDEO):
            parts.append(f"{draft.width} × {draft.height}")
        if draft.duration_ms:
            parts.append(duration_words(draft.duration_ms))
        self.about.setText(" · ".join(parts))
        self._say()

    def show_error(self, error: CurbsideError) -> None:
        """It cannot, and why."""
        self.error = error
        self.about.setText(error_words(error).together)
        self.about.set_kind("danger")
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(f"{shown_name(given_name(self.given))}, {self.about.text()}")


class ChosenFiles(QFrame):
    """All of them, below each other. Signal `changed`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self.rows: list[ChosenFile] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_XS)
        self._column.addStretch()

    def add(self, given: Sequence[Given]) -> list[ChosenFile]:
        """More of them."""
        added = []
        for each in given:
            row = ChosenFile(each)
            row.removed.connect(lambda row=row: self.take(row))
            self._column.insertWidget(self._column.count() - 1, row)
            self.rows.append(row)
            added.append(row)
        self.changed.emit()
        return added

    def take(self, row: ChosenFile) -> None:
        """One is not to be sent, or is sent."""
        if row not in self.rows:
            return
        number = self.rows.index(row)
        had_focus = row.remove.hasFocus()
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.changed.emit()
        if had_focus and self.rows:
            follower = self.rows[min(number, len(self.rows) - 1)]
            follower.remove.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def ready(self) -> list[ChosenFile]:
        """Those that can be sent."""
        return [row for row in self.rows if row.draft is not None]

    @property
    def looking(self) -> bool:
        """Whether some are still being looked at."""
        return any(row.draft is None and row.error is None for row in self.rows)
