"""Icons: our own line drawings, coloured from the tokens.

Qt's SVG renderer draws `currentColor` black, so the colour is put into the bytes before they are
rendered, at the device's pixel ratio, and kept.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.ui.tokens import ICON


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return files("app.ui.resources").joinpath("icons", f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """An icon of `size` device-independent pixels for a screen with `ratio` pixels each."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str, size: int = ICON) -> QIcon:
    """The same as a QIcon, crisp on every connected screen."""
    result = QIcon()
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {1.0, 2.0}
    for ratio in sorted(ratios):
        result.addPixmap(pixmap(name, colour, size, ratio))
    return result


def app_icon() -> QIcon:
    """The application's own icon, which has its own colours."""
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(pixmap("app", "#000000", size, 1.0))
    return result
