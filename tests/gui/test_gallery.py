"""Every screen and state draws; no text is cut, and nothing is without a name or a focus ring.

Small window, large text, several languages and both themes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.core.policy import Language
from app.ui import gallery
from app.ui.gallery import PARTS, Studio
from app.ui.languages import install_languages
from app.ui.tasks import TaskRunner
from app.ui.text import ElidedLabel, PlainLabel
from app.ui.theme import Theme, ThemeChoice
from app.ui.windows.shell import MINIMUM, Shell
from tests.gui import accessible_tree, focusable
from tests.gui.pseudo_arabic import PseudoArabic, untranslated


def cut_texts(root: QWidget) -> list[str]:
    """Labels and buttons in `root` that have less room than their text needs."""
    cut = []
    for label in root.findChildren(PlainLabel):
        if not label.isVisible() or isinstance(label, ElidedLabel) or not label.text().strip():
            continue
        needed = label.heightForWidth(label.width())
        if not label.wordWrap():  # a line in another script takes another font, often a lower one
            needed = min(label.fontMetrics().height(), label.sizeHint().height())
        if label.height() + 1 < needed:
            cut.append(f"too low: {label.text()}")
        elif not label.wordWrap() and label.width() + 1 < label.sizeHint().width():
            cut.append(f"too narrow: {label.text()}")
        elif not _within(label, root):
            cut.append(f"outside: {label.text()}")
    for box in root.findChildren(QCheckBox):
        if box.isVisible() and (box.height() < box.heightForWidth(box.width())):
            cut.append(f"too low: {box.text()}")
        if box.isVisible() and not _within(box, root):
            cut.append(f"outside: {box.text()}")
    buttons: list[QAbstractButton] = [
        *root.findChildren(QPushButton),
        *root.findChildren(QToolButton, "tab"),
    ]
    for button in buttons:
        if button.isVisible() and button.text():
            metrics = button.fontMetrics()
            room = button.contentsRect()
            if room.width() < metrics.horizontalAdvance(button.text()) or (
                room.height() < metrics.height()
            ):
                cut.append(f"button: {button.text()}")
    return cut


def _within(widget: QWidget, root: QWidget) -> bool:
    """Whether no ancestor cuts the widget off; what scrolls may be out of view up or down."""
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        around = parent.parentWidget()
        if isinstance(around, QAbstractScrollArea) and around.viewport() is parent:
            left = widget.mapTo(parent, QPoint(0, 0)).x()
            return left >= -2 and left + widget.width() <= parent.width() + 2
        at = widget.mapTo(parent, QPoint(0, 0))
        if not parent.rect().adjusted(-2, -2, 2, 2).contains(QRect(at, widget.size())):
            return False
        parent = parent.parentWidget()
    return True


def draw(
    part: Callable[[Studio], Awaitable[None]], qapp: QApplication, window: Shell, directory: Path
) -> None:
    """Run a part of the gallery as the gallery does: it turns Qt's events itself."""
    failures: list[BaseException] = []

    async def run() -> None:
        tasks = TaskRunner(asyncio.get_running_loop(), failures.append, failures.append)
        await part(Studio(qapp, window, tasks, directory, "", ""))
        tasks.close()

    asyncio.run(run())
    assert failures == []


@contextmanager
def speaking(app: QApplication, language: Language) -> Iterator[None]:
    """Have the windows speak a language. As the system's, nobody's (`pseudo_arabic`)."""
    if language is not Language.SYSTEM:
        install_languages(app).follow(language)
        yield
        install_languages(app).follow(Language.ENGLISH)
        return
    usual, pseudo = QLocale(), PseudoArabic()
    QLocale.setDefault(QLocale(QLocale.Language.Arabic, QLocale.Country.Egypt))
    app.installTranslator(pseudo)
    app.processEvents()
    assert app.layoutDirection() is Qt.LayoutDirection.RightToLeft
    try:
        yield
    finally:
        app.removeTranslator(pseudo)
        QLocale.setDefault(usual)
        app.processEvents()
        assert app.layoutDirection() is Qt.LayoutDirection.LeftToRight


LOOKS = {
    "german": (Language.GERMAN, ThemeChoice.LIGHT, 1.0),
    "german-large": (Language.GERMAN, ThemeChoice.DARK, 1.5),
    "arabic": (Language.SYSTEM, ThemeChoice.DARK, 1.0),
}
"""German stands for English too: it is longer. Other tests read English."""


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_cut_and_all_is_translated(
    part: str,
    look: str,
    qapp: QApplication,
    theme: Theme,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    language, choice, scale = LOOKS[look]
    theme.choose(choice)
    theme.set_scale(scale)
    window = Shell()
    window.resize(MINIMUM)
    window.show()
    problems: list[str] = []
    shots: list[str] = []

    def inspect(self: Studio, name: str, widget: QWidget | None = None) -> None:
        root = widget or self.window
        assert not root.grab().isNull()
        shots.append(name)
        problems.extend(f"{name}: {problem}" for problem in cut_texts(root))
        if look == "german":
            problems.extend(f"{name}: {missing}" for missing in accessible_tree.problems(root))
            problems.extend(f"{name}: {unseen}" for unseen in focusable.unknown_looks(root))
        if language is Language.SYSTEM:
            problems.extend(f"{name}: not translated: {text}" for text in untranslated(root))

    monkeypatch.setattr(gallery.Studio, "shoot", inspect)
    try:
        with speaking(qapp, language):
            draw(PARTS[part], qapp, window, tmp_path)
    finally:
        window.hide()
        central = window.centralWidget()
        if hasattr(central, "close_down"):
            central.close_down()
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or each theme draws them again
        theme.choose(ThemeChoice.LIGHT)
        theme.set_scale(1.0)
    assert len(shots) >= 3
    assert not problems, "\n".join(dict.fromkeys(problems))


def test_the_pictures_are_written(
    qapp: QApplication,
    theme: Theme,
    tmp_path: Path,
) -> None:
    window = Shell()
    draw(gallery.unlocking, qapp, window, tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"unlock{state}.png" for state in ("-damaged", "-waiting", "-wrong", "")]
    window.hide()
    window.deleteLater()
