"""Handing an address to the system's browser or mail program, and nothing else to anything."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

SCHEMES = frozenset({"http", "https", "mailto"})
"""Never files, shares or scripts, whatever asks."""


def open_address(address: str) -> bool:
    """Open it. False when it is not an address of the web or of mail, or no program takes it."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not address.isascii() or not url.isValid() or url.scheme() not in SCHEMES:
        return False
    if not (url.host() or url.scheme() == "mailto"):
        return False
    return QDesktopServices.openUrl(url)
