"""Many real clients in one process: the far side of `recipients.py`.

They share one interpreter, so what all of them together need is longer than on as many computers.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from pathlib import Path

from app.composition import build_access
from app.core.bus import Event, MessagesAdded
from app.core.policy import DEFAULT_POLICY
from app.crypto.vault import QUICK
from tests.support.client_process import serve
from tests.support.clinic import NoKeyring, Person


class CrowdCommands:
    """What the driver may ask of all of them."""

    def __init__(self, people: list[Person]) -> None:
        self._people = people
        self._arrivals: list[float] = []

    async def enrol(self) -> None:
        """One after another."""
        for person in self._people:
            client = await person.enrol()
            client.bus.subscribe(self._note)

    async def lock(self) -> None:
        """All at once."""
        await asyncio.gather(*[person.lock() for person in self._people])

    async def arrivals(self, count: int, seconds: float = 60.0) -> list[float]:
        """Wait until all of them together have `count` new messages; when each arrived."""
        deadline = time.monotonic() + seconds
        while len(self._arrivals) < count:
            assert time.monotonic() < deadline, f"{len(self._arrivals)} of {count} arrived"
            await asyncio.sleep(0.01)
        arrived, self._arrivals = self._arrivals, []
        return arrived

    def _note(self, event: Event) -> None:
        if isinstance(event, MessagesAdded) and event.incoming_new:
            self._arrivals.extend([time.monotonic()] * event.incoming_new)


def people_from_arguments() -> list[Person]:
    """Everyone whose invite stands in the file that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("invites", type=Path)
    arguments = parser.parse_args()
    people = []
    for number, invite in enumerate(arguments.invites.read_text().splitlines()):
        folder: Path = arguments.folder / str(number) / "profile"
        access = build_access(folder, DEFAULT_POLICY, keyring=NoKeyring(), vault_cost=QUICK)
        people.append(Person(folder, access, invite))
    return people


if __name__ == "__main__":
    asyncio.run(serve(CrowdCommands(people_from_arguments())))
