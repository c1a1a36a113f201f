"""The composer by itself, with tools for writing, for tests of emoji and of spelling."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.composer import Composer
from app.ui.writing import WritingTools


def shown_composer(tools: WritingTools, qtbot: QtBot) -> Iterator[Composer]:
    """For a fixture to yield from: in an active window of its own, with the focus in the field."""
    window = QWidget()
    window.resize(700, 400)
    composer = Composer(window)
    composer.resize(680, 120)
    composer.use(tools)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    composer.edit.setFocus()
    qtbot.waitUntil(composer.edit.hasFocus, timeout=30_000)
    yield composer
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
