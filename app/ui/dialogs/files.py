"""Opening a small text file that a person chose: an invite, or another person's code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.errors import CurbsideError
from app.core.wording import translatable

LIMIT = 64 * 1024


class FileNotReadable(CurbsideError):  # noqa: N818 - named for what happened
    """The chosen file cannot be read, or is none that this program could use."""

    code = "file-not-readable"
    message = "This file could not be read."
    action = "Check that it is the right file, and that you may open it."


def read_small_text(path: str) -> str:
    """The text of a small file. Raises FileNotReadable."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise FileNotReadable(translatable("This file is too large."))
        return data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise FileNotReadable from error


def choose_file(
    parent: QWidget, title: str, pattern: str, chosen: Callable[[str], object]
) -> QFileDialog:
    """Let a person choose a file; `chosen` is called with its path."""
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(pattern)
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog
