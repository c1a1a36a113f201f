"""A language that nobody translated: our English in Arabic letters, between brackets.

It does two things in one drawing of the gallery. It runs from right to left, in a script that has
nothing of Latin's widths. And what stands on the screen without brackets never went through a
translation: it is a name, a number, somebody's message, or a forgotten text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from app.ui.emoji.catalogue import groups
from app.ui.languages import OFFERED
from app.ui.licences import shipped_parts
from app.ui.text import one_line, person_name, shown

OPEN, CLOSE = "⟦", "⟧"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنه"
_LETTERS = str.maketrans(_LATIN + _LATIN.upper(), _ARABIC * 2)
_KEPT = re.compile(r"(\{[^}]*\}|%L?n|&)")
_CODES = re.compile(r"\S*\w[.:/]+\w\S*|\S*\d\S*|XXXX(-X+)*|\b[0-9a-f]{4}\b")
"""Addresses, file names, fingerprints and codes."""
_APP = Path(__file__).parents[2] / "app"
_NAMES = (
    "Curbside",
    "Ctrl",
    "Shift",
    "Alt",
    "Esc",
    "Del",
    "PgUp",
    "PgDown",
    "TLS",
    "SHA",
    "QR",
    "PDF",
    "pt",
    *OFFERED.values(),
)
"""What is not translated: the product, keys and what else has the same name everywhere."""


class PseudoArabic(QTranslator):
    """Answers for every text of every context, Qt's own included."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        if source == "QT_LAYOUT_DIRECTION":
            return "RTL"
        if not source or disambiguation == "pattern of a date":
            return source
        parts = _KEPT.split(source)
        words = "".join(p if _KEPT.fullmatch(p) else p.translate(_LETTERS) for p in parts)
        return f"{OPEN}{words}{CLOSE}"

    def isEmpty(self) -> bool:
        return False


def untranslated(root: QWidget) -> list[str]:
    """Texts in `root` that did not go through a translation and are nobody's data."""
    found = []
    for where, found_text in _texts(root):
        text = found_text
        if text.startswith("<qt>"):  # a tooltip, escaped
            text = unescape(text.removeprefix("<qt>").removesuffix("</qt>"))
        rest = re.sub(f"{OPEN}.*{CLOSE}", "", text, flags=re.DOTALL)
        if re.search(r"[A-Za-z]{2}", rest) and re.search(r"[A-Za-z]{2}", _without_data(rest)):
            found.append(f"{where}: {text!r}")
    return found


def _texts(root: QWidget) -> Iterator[tuple[str, str]]:
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisibleTo(root):
            continue
        kind = type(widget).__name__
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()):
            yield kind, text
        if widget.isWindow():
            yield kind, widget.windowTitle()
        yield from ((kind, text) for text in _shown_by(widget))
        for action in widget.actions():
            yield f"{kind}, action", action.text()


def _shown_by(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
        yield widget.placeholderText()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield widget.title()
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        for row in range(min(widget.model().rowCount(), 40)):
            index = widget.model().index(row, 0, QModelIndex())
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                text = index.data(role)
                if isinstance(text, str):
                    yield text


def _without_data(text: str) -> str:
    for known in _data():
        if text.endswith("…") and known.startswith(text.removesuffix("…").strip()):
            return ""  # cut to fit
        if known in text:
            text = _as_words(known).sub("", text)
    return _CODES.sub("", text)


@cache
def _as_words(known: str) -> re.Pattern[str]:
    """`known`; what could be a part of a code or fingerprint only where it stands by itself."""
    pattern = re.escape(known)
    part = re.fullmatch("[0-9a-f-]{1,8}", known) is not None
    return re.compile(rf"(?<![\w-]){pattern}(?![\w-])" if part else pattern)


@cache
def _data() -> tuple[str, ...]:
    """Whatever the gallery's people are called, wrote and own, the longest first."""
    strings = {*_NAMES, *(part.name for part in shipped_parts())}
    strings |= {*(emoji.name() for group in groups() for emoji in group.emoji)}
    for path in (_APP / "ui").glob("gallery*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for part in (node.value, *node.value.splitlines()):
                    strings.update((part, shown(part), one_line(part), person_name(part)))
    return tuple(sorted((each for each in strings if len(each) > 1), key=len, reverse=True))
