"""What this program is, which build of it, and the licences of what it is built with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui import clipboard
from app.ui.build_info import Build, current_build
from app.ui.dialogs.base import Dialog
from app.ui.formats import grouped_hex
from app.ui.icons import pixmap
from app.ui.licences import own_licence, shipped_parts
from app.ui.text import Picture, PlainLabel
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button
from app.ui.widgets.facts import Facts

_COMMIT_DIGITS = 12


class AboutPage(QWidget):
    """A page for the settings dialog."""

    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.build = current_build(version)
        self.copy = Button(self.tr("Copy for IT"), "plain", "copy")
        self.copy.clicked.connect(self._copy)
        self.licences = Button(self.tr("Licences…"), "plain", "file")
        self.licences.clicked.connect(lambda: LicencesDialog(self.window()).open())
        facts = Facts(spacing=SPACE_S + 2)
        facts.show_facts(self._facts())
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.licences)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_L, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addLayout(self._head())
        layout.addWidget(facts)
        layout.addLayout(buttons)
        layout.addStretch()

    def _head(self) -> QHBoxLayout:
        picture = Picture()
        picture.setPixmap(pixmap("app", "#000000", 48, picture.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel("Curbside", "heading"))
        words.addWidget(
            PlainLabel(
                self.tr(
                    "Messages between colleagues, encrypted on your computer and read on theirs. "
                    "The clinic's relay passes them on and cannot read them."
                ),
                "muted",
            )
        )
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _facts(self) -> tuple[tuple[str, str], ...]:
        build = self.build
        origin = self.tr("packaged") if build.packaged else self.tr("from source")
        rows = [
            (
                self.tr("Version"),
                self.tr("{version}, {origin}").format(version=build.version, origin=origin),
            )
        ]
        if build.commit:
            rows.append((self.tr("Commit"), build.commit[:_COMMIT_DIGITS]))
        if build.digest:
            rows.append((self.tr("Its files"), grouped_hex(bytes.fromhex(build.digest))))
        return tuple(rows)

    def _copy(self) -> None:
        clipboard.copy(for_it(self.build))
        self.copy.setText(self.tr("Copied"))


def for_it(build: Build) -> str:
    """The build and the system as lines to be pasted into a mail. In English, and about nobody."""
    return "".join(f"{name}: {value}\n" for name, value in build.lines())


class LicencesDialog(Dialog):
    """Everything that ships, and the whole licence of the one that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Licences"), parent, 720)
        self.body.addWidget(
            PlainLabel(
                self.tr(
                    "Curbside is free software under the Apache License 2.0, built with these. "
                    "Passed on as a whole, a packaged build is under the GPL 3, because FFmpeg "
                    "brings x264 and x265."
                )
            )
        )
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setAccessibleName(self.tr("Parts"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Licence"))
        self._texts = [own_licence()]
        self.list.addItem(QListWidgetItem("Curbside"))
        for part in shipped_parts():
            item = QListWidgetItem(f"{part.name} {part.version}".strip())
            item.setToolTip(part.licence)
            self.list.addItem(item)
            self._texts.append(f"{part.name} {part.version}\n{part.licence}\n\n{part.text}")
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.list, 2)
        row.addWidget(self.text, 5)
        self.body.addLayout(row, 1)
        self.add_button(self.tr("Close"), self.reject, primary=True)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self.resize(860, 600)
        self.list.setFocus()

    def _show(self, row: int) -> None:
        self.text.setPlainText(self._texts[row])
