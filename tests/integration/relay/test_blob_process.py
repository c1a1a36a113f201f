"""A relay process and large files: kill -9 while one arrives, its memory, and mail meanwhile."""

from __future__ import annotations

import contextlib
import http.client
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from relay.server import RunningRelay
from tests.integration.relay.blob_client import (
    Blob,
    begin_patch,
    create,
    fetch,
    head,
    patch,
    patch_headers,
    place_of,
    status_of,
)
from tests.integration.relay.client import Client, new_person, submission
from tests.integration.relay.clinic import Clinic, Person
from tests.integration.relay.test_faults import Process
from tests.support.processes import wait_until

_MIB = 1024 * 1024


class Served:
    """A relay's data directory with two people, and a process that serves it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with RunningRelay(path) as relay:
            clinic = Clinic(relay.card)
            relay.import_statements(clinic.statements(clinic.genesis))
            self.people = [new_person(relay.host, relay.port, clinic) for _ in range(2)]
        self.clients: list[Client] = []
        self.process = Process(path)

    def client(self, person: Person) -> Client:
        client = Client("127.0.0.1", self.process.port, 120).open_device(person.devices[0])
        self.clients.append(client)
        return client

    def end(self, number: int) -> None:
        for client in self.clients:
            client.close()
        self.clients.clear()
        self.process.end(number)

    def peak_kib(self) -> int:
        """The most memory that the process has ever had."""
        for line in Path(f"/proc/{self.process.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
        raise AssertionError("no VmHWM")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "relay")
    yield made
    made.end(signal.SIGTERM)


def test_an_upload_goes_on_after_the_relay_was_killed_in_its_middle(served: Served) -> None:
    blob = Blob.random(40 * _MIB)
    client = served.client(served.people[0])
    place = place_of(client, blob)
    sent = 0
    for killed_after in (3 * _MIB, 12 * _MIB):
        offset = int(head(client, place).headers["upload-offset"])
        assert offset <= sent
        with begin_patch(client, place, offset, len(blob.data) - offset) as connection:
            sent = offset + killed_after
            connection.sendall(blob.data[offset:sent])
            (file,) = (served.path / "blobs").glob("*/*")
            wait_until(lambda least=sent - _MIB, file=file: file.stat().st_size >= least)
            served.end(signal.SIGKILL)
        served.process = Process(served.path)
        client = served.client(served.people[0])
    offset = int(head(client, place).headers["upload-offset"])
    assert 8 * _MIB <= offset <= sent  # what was synced on the way counts
    again = create(client, blob)
    assert (again.status, again.headers["upload-offset"]) == (201, str(offset))
    assert patch(client, place, offset, blob.data[offset:]).status == 204
    served.end(signal.SIGKILL)  # and what was answered is there
    served.process = Process(served.path)
    assert fetch(served.client(served.people[1]), blob).body == blob.data


def test_memory_stays_flat_and_mail_goes_on_whatever_the_size(served: Served) -> None:
    alice, bob = served.people
    sender, receiver, uploader = served.client(alice), served.client(bob), served.client(alice)
    small = Blob.random(2 * _MIB)
    assert patch(uploader, place_of(uploader, small), 0, small.data).status == 204
    assert fetch(uploader, small).body == small.data
    before = served.peak_kib()
    large = Blob.random(200 * _MIB)
    place = place_of(uploader, large)
    answers: list[int] = []
    arriving = begin_patch(uploader, place, 0, len(large.data))
    half = len(large.data) // 2
    with contextlib.closing(arriving):
        arriving.sendall(large.data[:half])
        # In the middle of the upload: a message to its end, there and back.
        assert sender.submit(submission(bob.devices[0]))[0].status == 200
        assert len(receiver.inbox().items) == 1
        rest = threading.Thread(target=_send_rest, args=(arriving, large.data[half:], answers))
        rest.start()
        ack = 1
        while rest.is_alive():
            assert sender.submit(submission(bob.devices[0]))[0].status == 200
            items = receiver.inbox(ack=ack, wait_ms=20_000).items
            assert items
            ack = items[-1].seq
        rest.join()
    assert answers == [204]
    slow = _open_download(receiver, large)
    assert slow.read(_MIB) == large.data[:_MIB]  # the rest waits for a reader
    assert sender.submit(submission(bob.devices[0]))[0].status == 200
    assert fetch(uploader, large).body == large.data
    assert slow.read() == large.data[_MIB:]
    assert served.peak_kib() - before < 48 * 1024


def _send_rest(connection: socket.socket, data: bytes, answers: list[int]) -> None:
    connection.sendall(data)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    answers.append(int(answer.split(b" ", 2)[1]))


def _open_download(client: Client, blob: Blob) -> http.client.HTTPResponse:
    client.http.request("GET", blob.path, None, client.headers("GET", blob.path, b""))
    return client.http.getresponse()


def test_a_relay_that_stops_in_order_keeps_what_has_come(served: Served) -> None:
    client = served.client(served.people[0])
    blob = Blob.random(_MIB)
    place = place_of(client, blob)
    with begin_patch(client, place, 0, len(blob.data)) as arriving:
        arriving.sendall(blob.data[:700_000])
        (file,) = (served.path / "blobs").glob("*/*")
        wait_until(lambda: file.stat().st_size == 700_000)
        client.close()
        served.process.process.send_signal(signal.SIGTERM)
        assert status_of(arriving) == 503
    served.end(signal.SIGTERM)
    served.process = Process(served.path)
    client = served.client(served.people[0])
    assert head(client, place).headers["upload-offset"] == "700000"
    answer = client.send("PATCH", place, blob.data[700_000:], patch_headers(700_000))
    assert answer.status == 204
    assert fetch(client, blob).body == blob.data
