"""Where choosing and saving files begins: not in the folder that the program was started in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog


def start_in_documents(dialog: QFileDialog) -> None:
    """Qt begins where one was last, and at first in the folder that the program runs in, which
    means nothing to a person."""
    if dialog.directory() != QDir.current():
        return
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    known = documents if documents and Path(documents).is_dir() else QDir.homePath()
    dialog.setDirectory(known)
