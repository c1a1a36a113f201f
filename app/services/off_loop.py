"""Blocking work beside the event loop, where no profile with threads of its own is open yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def off_loop(work: Callable[[], T]) -> T:
    """Run blocking work in the event loop's own threads."""
    return await asyncio.get_running_loop().run_in_executor(None, work)
