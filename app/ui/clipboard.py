"""The clipboard: what is copied from here stays out of clipboard histories and leaves on lock."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QImage

_OURS = "application/x-curbside"


def protected_mime(text: str) -> QMimeData:
    """`text` with the marks that ask clipboard managers not to keep it."""
    mime = QMimeData()
    mime.setText(text)
    mime.setData(_OURS, QByteArray(b"1"))
    # KDE's, macOS's and Windows' ways to say "do not record this".
    mime.setData("x-kde-passwordManagerHint", QByteArray(b"secret"))
    mime.setData("org.nspasteboard.ConcealedType", QByteArray(b"1"))
    for name in ("ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory"):
        mime.setData(f'application/x-qt-windows-mime;value="{name}"', QByteArray(bytes(4)))
    return mime


def copy(text: str) -> None:
    """Put `text` on the clipboard."""
    QGuiApplication.clipboard().setMimeData(protected_mime(text))


def copy_image(image: QImage) -> None:
    """Put a picture on the clipboard, marked as everything that is copied from here."""
    mime = protected_mime("")
    mime.removeFormat("text/plain")
    mime.setImageData(image)
    QGuiApplication.clipboard().setMimeData(mime)


def paste() -> str:
    """The clipboard's text."""
    return QGuiApplication.clipboard().text()


def clear_if_ours() -> None:
    """Empty the clipboard (and X11's selection) if what it holds was copied from here.

    Fields put what is selected in them there by themselves, without our mark.
    """
    clipboard = QGuiApplication.clipboard()
    for mode, owned in (
        (QClipboard.Mode.Clipboard, clipboard.ownsClipboard()),
        (QClipboard.Mode.Selection, clipboard.ownsSelection()),
    ):
        mime = None if owned else clipboard.mimeData(mode)
        if owned or (mime is not None and mime.hasFormat(_OURS)):
            clipboard.clear(mode)
