"""What this program is, its version, and the licences of what it is built with."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.icons import pixmap
from app.ui.text import Picture, PlainLabel
from app.ui.tokens import SPACE_L, SPACE_M

_PARTS = (
    ("PySide6_Essentials", "Qt for Python", "LGPL-3.0"),
    ("qasync", "qasync", "BSD-2-Clause"),
    ("PyNaCl", "PyNaCl with libsodium", "Apache-2.0, ISC"),
    ("cryptography", "cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("requests", "Requests", "Apache-2.0"),
    ("truststore", "truststore", "MIT"),
    ("keyring", "keyring", "MIT"),
    ("apsw-sqlite3mc", "APSW with SQLite3 Multiple Ciphers", "Any OSI licence, MIT"),
    ("msgspec", "msgspec", "BSD-3-Clause"),
    ("segno", "segno", "BSD-3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
)


def licences() -> str:
    """One line for each part: its name, the installed version, its licence."""
    lines = []
    for package, name, licence in _PARTS:
        try:
            version = metadata.version(package)
        except metadata.PackageNotFoundError:
            version = ""
        lines.append(f"{name} {version} – {licence}".replace("  ", " "))
    return "\n".join(lines)


def about_page(version: str) -> QWidget:
    """A page for the settings dialog."""
    translate = QCoreApplication.translate
    page = QWidget()
    page.setObjectName("plain")
    picture = Picture()
    picture.setPixmap(pixmap("app", "#000000", 48, picture.devicePixelRatioF()))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(PlainLabel("Curbside", "heading"))
    words.addWidget(
        PlainLabel(translate("About", "Version {version}").format(version=version), "muted")
    )
    head = QHBoxLayout()
    head.setSpacing(SPACE_M)
    head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    head.addLayout(words, 1)
    text = QPlainTextEdit(licences())
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName(translate("About", "Licences"))
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, SPACE_L, 0, 0)
    layout.setSpacing(SPACE_M)
    layout.addLayout(head)
    layout.addWidget(
        PlainLabel(
            translate(
                "About",
                "Messages between colleagues, encrypted on your computer and read on theirs. "
                "The clinic's relay passes them on and cannot read them.",
            )
        )
    )
    layout.addWidget(PlainLabel(translate("About", "Licence: Apache-2.0. Built with:"), "muted"))
    layout.addWidget(text, 1)
    return page
