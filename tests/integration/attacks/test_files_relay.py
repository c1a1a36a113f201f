"""One person against everybody's files at the relay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from relay.config import Config
from tests.integration.relay.blob_client import (
    Blob,
    begin_patch,
    fetch,
    patch_headers,
    place_of,
    put,
    status_of,
)
from tests.integration.relay.client import Client, connect
from tests.integration.relay.conftest import Site
from tests.support.processes import wait_until


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "relay", Config(port=0, blob_transfers=64))
    yield site
    site.close()


def gets(client: Client, blob: Blob, count: int) -> bytes:
    """So many requests for one blob, on one connection, one behind the other."""
    requests = []
    for _ in range(count):
        fields = {"Host": client.authority, **client.headers("GET", blob.path, b"")}
        lines = [
            f"GET {blob.path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in fields.items()),
        ]
        requests.append("\r\n".join(lines).encode() + b"\r\n\r\n")
    return b"".join(requests)


def test_who_never_reads_what_they_fetch_holds_up_nobody_else(site: Site) -> None:
    greedy, calm = (site.device_client(site.person()) for _ in range(2))
    blob = Blob.random(16 << 20)  # more than the system holds for a connection
    put(calm, blob)
    blobs = site.relay.server.blobs
    host, _, port = greedy.authority.partition(":")
    with ExitStack() as held:
        for _ in range(3):
            connection = held.enter_context(connect(host, int(port), timeout=60))
            connection.sendall(gets(greedy, blob, 32))
        wait_until(lambda: blobs._transfers.total() >= 8)
        assert fetch(calm, blob, Range="bytes=0-9").body == blob.data[:10]
        assert fetch(greedy, blob).code == "unavailable"
        assert blobs._transfers.total() == 8
    wait_until(lambda: not blobs._transfers)
    assert fetch(greedy, blob, Range="bytes=0-9").body == blob.data[:10]


def test_who_never_sends_what_they_announce_holds_up_nobody_else(site: Site) -> None:
    greedy, calm = (site.device_client(site.person()) for _ in range(2))
    blobs = site.relay.server.blobs
    with ExitStack() as held:
        places = [place_of(greedy, Blob.random(1_000)) for _ in range(10)]
        for number, place in enumerate(places):
            connection = held.enter_context(begin_patch(greedy, place, 0, 1_000))
            if number >= 8:
                assert status_of(connection) == 503
            else:
                wait_until(lambda least=number + 1: blobs._transfers.total() == least)
        put(calm, Blob.random(1_000))
    wait_until(lambda: not blobs._transfers)
    assert greedy.send("PATCH", places[9], b"x", patch_headers(0)).status == 204
