"""Keeps the memory of a process that runs for weeks close to what it uses.

The GNU C library is tuned for short runs. It gives every thread a heap of its own, and for each
large block that is freed (a window's picture, say) it takes larger ones from its heap from then on,
where what is small and lives longer lies between them: the gaps are never given back. Elsewhere
there is nothing to do. See mallopt(3).
"""

from __future__ import annotations

import ctypes
import gc
import os
from collections.abc import Callable
from typing import cast

_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8
_ARENAS = 2
"""Threads of Python wait for each other anyway."""
_MAPPED_FROM = 256 << 10
"""Bytes from which a block is the system's own and goes back to it at once."""
_KEPT_FREE = 2 << 20
"""Bytes at the end of the heap that are kept for what comes next."""


def keep_compact() -> bool:
    """Have large blocks given back at once, and small ones share heaps. Whether that is so now."""
    mallopt = _function("mallopt", ctypes.c_int, ctypes.c_int)
    if mallopt is None:
        return False
    wanted = (
        (_M_ARENA_MAX, _ARENAS),
        (_M_MMAP_THRESHOLD, _MAPPED_FROM),
        (_M_TRIM_THRESHOLD, _KEPT_FREE),
    )
    taken = [mallopt(what, value) for what, value in wanted]
    return all(taken)


def give_back() -> bool:
    """Collect what is held by nobody and return it to the system. Whether there was a way to.

    The collector alone would leave a closed window for minutes. Takes some milliseconds.
    """
    gc.collect()
    trim = _function("malloc_trim", ctypes.c_size_t)
    if trim is None:
        return False
    trim(0)
    return True


def _function(name: str, *arguments: type) -> Callable[..., int] | None:
    """A function of the GNU C library that takes `arguments` and returns an int, if this is it."""
    try:
        if not os.confstr("CS_GNU_LIBC_VERSION"):
            return None
        found = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError, ValueError):
        return None
    found.argtypes, found.restype = arguments, ctypes.c_int
    return cast(Callable[..., int], found)
