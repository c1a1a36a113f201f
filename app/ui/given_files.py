"""Files in a drop or on the clipboard, as a person gave them.

A picture on the clipboard is taken as the bytes that stand there and is decoded by nobody in this
process. Where a system keeps pictures without a format, its raw pixels are packed as PNG.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from app.ui.formats import translate
from app.ui.widgets.chosen_files import Given, Pasted

_FORMATS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/tiff": "tif",
    "image/bmp": "bmp",
}
_LARGEST = 256 * 1024 * 1024


def given_in(mime: QMimeData) -> list[Given]:
    """Local files, or else a picture without words; empty when there is neither."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return list(paths)
    if mime.hasText() or mime.hasHtml():
        return []  # text that was copied from a document comes with a picture of itself
    for name, ending in _FORMATS.items():
        if mime.hasFormat(name):
            return _pasted(bytes(mime.data(name).data()), ending)
    if mime.hasImage():
        return _packed(mime.imageData())
    return []


def has_files(mime: QMimeData) -> bool:
    """Whether `given_in` would find something; nothing is read."""
    if any(url.isLocalFile() for url in mime.urls()):
        return True
    pictures = mime.hasImage() or any(mime.hasFormat(name) for name in _FORMATS)
    return pictures and not mime.hasText() and not mime.hasHtml()


def _pasted(data: bytes, ending: str) -> list[Given]:
    if not data or len(data) > _LARGEST:
        return []
    name = translate("Files", "Pasted picture")
    return [Pasted(data, f"{name}.{ending}")]


def _packed(image: object) -> list[Given]:
    if not isinstance(image, QImage) or image.isNull():
        return []
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
    buffer.close()
    return _pasted(bytes(data.data()), "png")
