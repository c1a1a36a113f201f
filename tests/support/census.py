"""Counts what a process holds, so that what is never let go of can be told from what is kept."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import threading
from collections import Counter
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.ui.theme import theme


def open_files() -> int:
    """File handles of this process; 0 where `/proc` does not tell."""
    try:
        return len(os.listdir("/proc/self/fd"))
    except OSError:
        return 0


def resident(process: str = "self") -> int:
    """Resident set size in bytes; 0 where `/proc` does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


class _Heap(ctypes.Structure):
    """`struct mallinfo2` of the GNU C library."""

    _fields_: ClassVar = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def heap_in_use() -> int:
    """Bytes that were asked for and not given back; 0 where the C library does not tell.

    What is resident beyond that are gaps, which are used again.
    """
    try:
        mallinfo2 = ctypes.CDLL(None).mallinfo2
    except (AttributeError, OSError, TypeError):
        return 0
    mallinfo2.restype = _Heap
    told = mallinfo2()
    return int(told.uordblks) + int(told.hblkhd)


def qt_objects() -> Counter[str]:
    """The living Qt objects that Python knows, by class, after all garbage is gone."""
    application = QApplication.instance()
    assert application is not None
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return Counter(type(each).__name__ for each in gc.get_objects() if isinstance(each, QObject))


def census() -> dict[str, int]:
    """Everything that must be back where it was when what was opened is closed again.

    `listeners` are the connections to the signal that all windows listen to.
    """
    objects = qt_objects()
    return {
        "python": len(gc.get_objects()),
        "objects": objects.total(),
        "widgets": len(QApplication.allWidgets()),
        "listeners": theme().receivers("2changed()"),
        "tasks": len(asyncio.all_tasks()),
        "threads": threading.active_count(),
        "files": open_files(),
    }
