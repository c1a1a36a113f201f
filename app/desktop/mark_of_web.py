"""Marks a saved file as coming from elsewhere, so that the system is careful with it.

Windows: the stream `Zone.Identifier` (zone 3), which Office's Protected View and SmartScreen heed.
macOS: the attribute `com.apple.quarantine`, which Gatekeeper heeds. Linux: `user.xdg.origin.url`,
which some file managers show. The mark names no sender. Where a file system knows no such marks
(FAT, many network drives) there is none.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import os
import sys
import time
from pathlib import Path

log = logging.getLogger("curbside.desktop")

ORIGIN = "curbside:message"
"""What the mark gives as the origin; nothing that leads anywhere."""
_ZONE = f"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl={ORIGIN}\r\n"


def mark_file(path: Path) -> None:
    """Mark it, if the system and the file system know such marks."""
    try:
        if sys.platform == "win32":
            Path(f"{path}:Zone.Identifier").write_text(_ZONE, encoding="ascii", newline="")
        elif sys.platform == "darwin":
            _quarantine(path)
        elif hasattr(os, "setxattr"):
            os.setxattr(path, "user.xdg.origin.url", ORIGIN.encode())
    except OSError as error:
        log.info("a saved file bears no mark: %s", type(error).__name__)


def _quarantine(path: Path) -> None:
    """0083: downloaded by an app that does not open it by itself."""
    library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    value = f"0083;{int(time.time()):08x};Curbside;".encode()
    name = b"com.apple.quarantine"
    if library.setxattr(os.fsencode(path), name, value, len(value), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "setxattr")
