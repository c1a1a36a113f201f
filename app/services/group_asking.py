"""Asking for rosters: for what names an unknown one, and for the groups of a recovery kit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from app.services import group_mail, group_restoring
from app.services.context import Context


async def ask(context: Context, wake_outbox: Callable[[], None], again: Callable[[], None]) -> None:
    """Ask for what is due; `again` is called when more will be in a moment.

    A roster usually comes a moment after what names it, so nobody is asked at once.
    """
    store = context.store
    if await store.read(group_mail.is_asking):
        if await store.write(partial(group_mail.ask_due, context)):
            wake_outbox()
        if await store.read(partial(group_mail.is_too_early, context)):
            asyncio.get_running_loop().call_later(group_mail.ASK_AFTER_MS / 1000, again)
    if await store.read(group_restoring.is_wanting) and await store.write(
        partial(group_restoring.ask, context)
    ):
        wake_outbox()
