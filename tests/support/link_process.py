"""One side of linking in a process of its own, which dies at a given point as if power failed.

    python -m tests.support.link_process new <folder> <relay url> [<point>]
    python -m tests.support.link_process old <folder> <code> [<point>]

It prints one JSON line for each thing that happens. `POINTS` names where it can die; nothing that
would tidy up runs then.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from app.composition import build_access
from app.core.errors import CurbsideError
from app.core.policy import DEFAULT_POLICY
from app.core.views import LinkOfferView, LinkWelcomeView
from app.crypto.vault import QUICK
from app.net.client import RelayClient
from app.services import own_announce, prekeys
from app.services.link_meeting import Meeting
from app.services.linking_guest import LinkingGuest
from app.services.log_sync import LogSync
from app.store.profile_files import DirectoryProfileFiles
from tests.support.clinic import PASSPHRASE, NoKeyring

KILLED = 9


def say(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def die(*_: object) -> None:
    os._exit(KILLED)


def die_around(owner: Any, name: str, *, before: bool = False, when: int | None = None) -> None:
    """Die before or after `owner.name`; with `when`, only for that message of `Meeting.put`."""
    original: Callable[..., Any] = getattr(owner, name)

    def now(arguments: tuple[Any, ...]) -> bool:
        return when is None or arguments[1] == when

    @wraps(original)
    async def wrapped(*arguments: Any, **keywords: Any) -> Any:
        if before and now(arguments):
            die()
        result = await original(*arguments, **keywords)
        if now(arguments):
            die()
        return result

    @wraps(original)
    def wrapped_plain(*arguments: Any, **keywords: Any) -> Any:
        if before and now(arguments):
            die()
        result = original(*arguments, **keywords)
        if now(arguments):
            die()
        return result

    setattr(owner, name, wrapped if inspect.iscoroutinefunction(original) else wrapped_plain)


NEW_POINTS: dict[str, Callable[[], None]] = {
    "committed": lambda: die_around(Meeting, "put", when=0),
    "introduced": lambda: die_around(Meeting, "put", when=1),
    "before the folder": lambda: die_around(DirectoryProfileFiles, "begin", before=True),
    "folder made": lambda: die_around(DirectoryProfileFiles, "begin"),
    "keys saved": lambda: die_around(LinkingGuest, "_keep"),
    "consented": lambda: die_around(Meeting, "put", when=2),
    "added": lambda: die_around(LinkingGuest, "_until_added"),
    "log here": lambda: die_around(LogSync, "sync"),
    "prekeys made": lambda: die_around(prekeys, "maintain"),
    "before the mark goes": lambda: die_around(DirectoryProfileFiles, "finish", before=True),
    "mark gone": lambda: die_around(DirectoryProfileFiles, "finish"),
}
OLD_POINTS: dict[str, Callable[[], None]] = {
    "greeted": lambda: die_around(Meeting, "put", when=0),
    "granted": lambda: die_around(Meeting, "put", when=1),
    "announced": lambda: die_around(own_announce, "announce"),
    "before appending": lambda: die_around(RelayClient, "append_entries", before=True),
    "appended": lambda: die_around(RelayClient, "append_entries"),
    "before the last word": lambda: die_around(Meeting, "put", before=True, when=2),
    "last word said": lambda: die_around(Meeting, "put", when=2),
}


async def compare(welcome: LinkWelcomeView) -> bool:
    say(short=welcome.short_code)
    return True


async def new(folder: Path, relay_url: str) -> None:
    access = build_access(folder, DEFAULT_POLICY, keyring=NoKeyring(), vault_cost=QUICK)
    client = await access.link(
        relay_url,
        PASSPHRASE,
        device_name="Ward 3",
        remember=False,
        show=lambda view: say(code=view.code),
        compare=compare,
        progress=lambda step: say(step=step.value),
    )
    say(linked=True)
    await client.lock()


async def old(folder: Path, code: str) -> None:
    access = build_access(folder, DEFAULT_POLICY, keyring=NoKeyring(), vault_cost=QUICK)
    client = await access.unlock(PASSPHRASE)
    await client.start()

    async def confirm(offer: LinkOfferView) -> bool:
        say(short=offer.short_code)
        return True

    await client.devices.add(
        code, PASSPHRASE, confirm=confirm, progress=lambda step: say(step=step.value)
    )
    say(linked=True)
    await client.lock()


async def main() -> None:
    side, folder, what, *point = sys.argv[1:]
    if point:
        {**NEW_POINTS, **OLD_POINTS}[point[0]]()
    try:
        await (new if side == "new" else old)(Path(folder), what)
    except CurbsideError as error:
        say(error=error.code)


if __name__ == "__main__":
    asyncio.run(main())
