from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relay.config import Config
from relay.server import RunningRelay, wall_clock_ms
from tests.integration.relay.client import Client, new_person
from tests.integration.relay.clinic import Clinic, Person


class Site:
    """A running relay with its clinic."""

    def __init__(
        self,
        directory: Path,
        config: Config | None = None,
        clock: Callable[[], int] = wall_clock_ms,
    ) -> None:
        self._clock = clock
        self.relay = RunningRelay(directory, config, clock)
        self.relay.start()
        self.clinic = Clinic(self.relay.card)
        self.relay.import_statements(self.clinic.statements(self.clinic.genesis))
        self._clients: list[Client] = []

    def client(self) -> Client:
        client = Client(self.relay.host, self.relay.port)
        self._clients.append(client)
        return client

    def person(self) -> Person:
        return new_person(self.relay.host, self.relay.port, self.clinic)

    def device_client(self, person: Person, scope: str = "device") -> Client:
        return self.client().open_device(person.devices[0], scope)

    def close(self) -> None:
        for client in self._clients:
            client.close()
        self.relay.stop()

    def restart(self) -> None:
        self.stop()
        self.start()

    def stop(self) -> None:
        """Stop the relay; its clients are closed first, so that it need not wait for them."""
        for client in self._clients:
            client.close()
        self._clients.clear()
        self.relay.stop()

    def start(self) -> None:
        """Start it again over the data that are there."""
        self.relay = RunningRelay(self.relay.data.path, self.relay.config, self._clock)
        self.relay.start()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "relay")
    yield site
    site.close()


@pytest.fixture
def make_site(tmp_path: Path) -> Iterator[Callable[[Config], Site]]:
    made: list[Site] = []

    def make(config: Config) -> Site:
        site = Site(tmp_path / f"relay{len(made)}", config)
        made.append(site)
        return site

    yield make
    for site in made:
        site.close()
