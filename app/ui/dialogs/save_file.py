"""Saving the proof of a forked log where the person says, for IT."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.errors import CurbsideError


class ProofNotSaved(CurbsideError):  # noqa: N818 - named for what happened
    """The chosen file could not be written."""

    code = "proof-not-saved"
    message = "The proof could not be saved there."
    action = "Choose another folder. It stays kept in this profile."


def save_proof(
    parent: QWidget, proof: bytes, failed: Callable[[CurbsideError], object]
) -> QFileDialog:
    """Ask for a file, and write the proof to it."""

    def write(path: str) -> None:
        try:
            Path(path).write_bytes(proof)
        except OSError:
            failed(ProofNotSaved())

    title = QCoreApplication.translate("SaveFile", "Save proof for IT")
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("txt")
    dialog.selectFile("curbside-proof.txt")
    dialog.fileSelected.connect(write)
    dialog.open()
    return dialog
