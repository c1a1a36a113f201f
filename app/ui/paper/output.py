"""To the printer, or into a PDF file: the only two ways by which a page leaves this program.

Whatever is printed is readable by whoever finds it, so both are a person's explicit choice. Names
of documents and files hold no person's name.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, Qt
from PySide6.QtGui import (
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.core.errors import CurbsideError
from app.ui.paper.sheet import Sheet

Draw = Callable[[Sheet], None]
"""Draws one page."""
_MARGIN_MM = 18
_PDF_DOTS = 300


class PrintFailed(CurbsideError):  # noqa: N818 - named for what happened
    """The printing system took nothing."""

    code = "print-failed"
    message = "The page could not be printed."
    action = "Check the printer and try again, or copy the page by hand."


class NoPrinter(CurbsideError):  # noqa: N818 - named for what happened
    """The computer has no printer."""

    code = "no-printer"
    message = "No printer is set up on this computer."
    action = "Use a computer with a printer, or write the page down by hand."


class FileNotSaved(CurbsideError):  # noqa: N818 - named for what happened
    """The chosen file cannot be written."""

    code = "file-not-saved"
    message = "The file could not be saved there."
    action = "Choose another folder, and check that there is room."


def paint(device: QPagedPaintDevice | QPrinter, draw: Draw) -> bool:
    """Draw one page on a printer or PDF; False if it would not begin or end."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    area = device.pageLayout().paintRectPixels(device.logicalDpiX())
    draw(Sheet(painter, area.width(), area.height(), device.logicalDpiX()))
    return bool(painter.end())


def pdf_bytes(draw: Draw) -> bytes:
    """One A4 page as a PDF."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("Curbside")
    writer.setCreator("Curbside")
    writer.setResolution(_PDF_DOTS)
    writer.setPageLayout(_layout())
    if not paint(writer, draw):
        raise FileNotSaved
    buffer.close()
    return bytes(data.data())


def picture(draw: Draw, dots: int = 96) -> QImage:
    """One A4 page as a picture, margins included: to look at, as the gallery does."""
    layout = _layout()
    whole, area = layout.fullRectPixels(dots), layout.paintRectPixels(dots)
    image = QImage(whole.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(area.topLeft())
    draw(Sheet(painter, area.width(), area.height(), dots))
    painter.end()
    return image


def choose_printer(
    parent: QWidget, draw: Draw, failed: Callable[[CurbsideError], None]
) -> QDialog | None:
    """Let the person choose a printer, and print. Without a printer `failed` is told at once."""
    if not QPrinterInfo.availablePrinterNames():
        failed(NoPrinter())
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Curbside")
    printer.setPageMargins(_margins(), QPageLayout.Unit.Millimeter)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # A file has a button of its own, with a warning.
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)

    def chosen(result: int) -> None:
        if result and not paint(printer, draw):
            failed(PrintFailed())

    dialog.finished.connect(chosen)
    QDialog.open(dialog)
    return dialog


def choose_pdf(
    parent: QWidget, title: str, name: str, draw: Draw, failed: Callable[[CurbsideError], None]
) -> QFileDialog:
    """Let the person choose a file, and write the page into it."""

    def chosen(path: str) -> None:
        try:
            write_private(Path(path), pdf_bytes(draw))
        except CurbsideError as error:
            failed(error)

    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(name)
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only this computer's user may read. Raises FileNotSaved."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise FileNotSaved from error


def _layout() -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        _margins(),
        QPageLayout.Unit.Millimeter,
    )


def _margins() -> QMarginsF:
    return QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
