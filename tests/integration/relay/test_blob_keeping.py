"""How long files stay, how much there may be of them, and what becomes of damaged ones."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from relay import admin, wire
from relay.blobs.files import Appended, RunningDigest
from relay.config import Config
from relay.server import wall_clock_ms
from relay.storage.base import Job, StorageFullError
from tests.integration.relay.blob_client import (
    Blob,
    begin_patch,
    create,
    fetch,
    head,
    patch,
    place_of,
    put,
)
from tests.integration.relay.client import Client, submission
from tests.integration.relay.conftest import Site
from tests.support.processes import wait_until

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


class Clock:
    ahead_ms = 0

    def __call__(self) -> int:
        return wall_clock_ms() + self.ahead_ms


class Kept:
    """A relay whose time can pass, and a person there."""

    def __init__(self, folder: Path, config: Config) -> None:
        self.clock = Clock()
        self.site = Site(folder, config, self.clock)
        self.person = self.site.person()
        self.client = self.site.device_client(self.person)

    def upkeep_after(self, passed_ms: int) -> None:
        """What upkeep would do then; afterwards it is now again."""
        self.clock.ahead_ms = passed_ms
        self.upkeep()
        self.clock.ahead_ms = 0

    def upkeep(self) -> None:
        self.site.relay.run(self.site.relay.server.garbage.expire())

    def sweep(self) -> None:
        self.site.relay.run(self.site.relay.server.garbage.sweep())

    @property
    def files(self) -> list[Path]:
        return sorted(self.site.relay.data.blobs.glob("*/*"))

    def reopen(self) -> None:
        self.site.restart()
        self.client = self.site.device_client(self.person)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    made = Kept(tmp_path / "relay", Config(port=0))
    yield made
    made.site.close()


def test_an_upload_waits_a_day_for_its_next_byte(kept: Kept) -> None:
    blob = Blob.random(1000)
    place = place_of(kept.client, blob)
    assert patch(kept.client, place, 0, blob.data[:500]).status == 204
    kept.upkeep_after(DAY_MS - HOUR_MS)
    assert head(kept.client, place).headers["upload-offset"] == "500"
    kept.clock.ahead_ms = DAY_MS + 1000
    assert head(kept.client, place).status == 404  # before upkeep has looked
    assert patch(kept.client, place, 500, blob.data[500:]).code == "not-found"
    kept.clock.ahead_ms = 0
    kept.upkeep_after(DAY_MS + 1000)
    assert head(kept.client, place).status == 404
    assert kept.files == []
    put(kept.client, blob)
    assert fetch(kept.client, blob).body == blob.data


def test_a_file_stays_as_long_as_mail(kept: Kept) -> None:
    blob = Blob.random(1000)
    place = place_of(kept.client, blob)
    assert patch(kept.client, place, 0, blob.data).status == 204
    kept.upkeep_after(2 * DAY_MS)  # how it came is forgotten, not what came
    assert head(kept.client, place).status == 404
    kept.upkeep_after(30 * DAY_MS - HOUR_MS)
    assert fetch(kept.client, blob).body == blob.data
    assert len(kept.files) == 1
    kept.upkeep_after(30 * DAY_MS + 1000)
    assert fetch(kept.client, blob).code == "not-found"
    assert kept.files == []
    assert kept.site.relay.server.metrics.expired_blobs == 1


def test_unfinished_uploads_end_with_their_account(kept: Kept) -> None:
    finished, unfinished = Blob.random(500), Blob.random(500)
    put(kept.client, finished)
    place = place_of(kept.client, unfinished)
    closing = kept.site.clinic.statements(kept.site.clinic.close(kept.person))
    kept.site.relay.import_statements(closing)
    assert head(kept.client, place).status == 404
    kept.upkeep()
    assert len(kept.files) == 1
    reader = kept.site.device_client(kept.site.person())
    assert fetch(reader, finished).body == finished.data


def test_a_restart_in_the_middle_loses_nothing_and_still_checks_all(kept: Kept) -> None:
    blob, wrong = Blob.random(300_000), Blob.random(300_000)
    places = [place_of(kept.client, each) for each in (blob, wrong)]
    for place, each in zip(places, (blob, wrong), strict=True):
        assert patch(kept.client, place, 0, each.data[:200_000]).status == 204
    for file in kept.files:  # written after the last sync, and so of no account
        with file.open("ab") as tail:
            tail.write(bytes(50_000))
    kept.reopen()
    for place in places:
        assert head(kept.client, place).headers["upload-offset"] == "200000"
    assert patch(kept.client, places[0], 200_000, blob.data[200_000:]).status == 204
    changed = bytes(100_000)
    assert patch(kept.client, places[1], 200_000, changed).code == "digest-mismatch"
    assert fetch(kept.client, blob).body == blob.data
    assert len(kept.files) == 1


@pytest.mark.expects_log("damaged")
def test_what_a_crash_or_an_old_backup_left_behind_is_cleared_away(kept: Kept) -> None:
    blobs = [Blob.random(1000) for _ in range(3)]
    for blob in blobs:
        put(kept.client, blob)
    place = place_of(kept.client, Blob.random(1000))
    assert patch(kept.client, place, 0, bytes(400)).status == 204
    half = next(file for file in kept.files if file.stat().st_size == 400)
    lost, short, _good = [file for file in kept.files if file != half]
    lost.unlink()
    os.truncate(short, 999)
    os.truncate(half, 399)
    stray = lost.with_name("0123456789abcdef" * 2)
    stray.write_bytes(b"x")
    kept.sweep()
    assert not stray.exists()
    assert head(kept.client, place).status == 404
    assert sorted(fetch(kept.client, blob).status for blob in blobs) == [200, 404, 404]
    assert len(kept.files) == 1
    assert kept.site.relay.server.metrics.damaged_blobs == 3


@pytest.mark.expects_log("all blobs are missing|damaged")
def test_a_disk_that_is_not_there_is_not_taken_for_loss(kept: Kept) -> None:
    blobs = [Blob.random(1000), Blob.random(1000)]
    for blob in blobs:
        put(kept.client, blob)
    root = kept.site.relay.data.blobs
    root.rename(root.with_name("elsewhere"))
    kept.sweep()
    assert [fetch(kept.client, blob).status for blob in blobs] == [404, 404]
    root.with_name("elsewhere").rename(root)
    assert [fetch(kept.client, blob).status for blob in blobs] == [200, 200]
    kept.files[0].unlink()
    for blob in blobs:  # who has the bytes can bring them back
        if create(kept.client, blob).status == 201:
            place = place_of(kept.client, blob)
            assert patch(kept.client, place, 0, blob.data).status == 204
    assert [fetch(kept.client, blob).status for blob in blobs] == [200, 200]


@pytest.mark.expects_log("damaged")
def test_a_file_of_another_length_is_never_given_out(kept: Kept) -> None:
    for size in (999, 1001):
        blob = Blob.random(1000)
        put(kept.client, blob)
        (file,) = kept.files
        os.truncate(file, size)
        assert fetch(kept.client, blob, Range="bytes=0-9").code == "not-found"
        assert kept.files == []
        put(kept.client, blob)
        assert fetch(kept.client, blob).body == blob.data
        headers = kept.client.headers("DELETE", blob.path, b"")
        assert kept.client.send("DELETE", blob.path, b"", headers).status == 204


@pytest.mark.expects_log("damaged")
def test_bytes_that_rot_are_found(kept: Kept) -> None:
    good, bad = Blob.random(3_000), Blob.random(3_000)
    put(kept.client, bad)
    (file,) = kept.files
    put(kept.client, good)
    file.write_bytes(bytes(3_000))
    check = kept.site.relay.server.garbage.check_one
    assert not kept.site.relay.run(check())  # they were compared when they came
    kept.clock.ahead_ms = 8 * DAY_MS
    assert [kept.site.relay.run(check()) for _ in range(3)] == [True, True, False]
    kept.clock.ahead_ms = 0
    assert fetch(kept.client, good).status == 200
    assert fetch(kept.client, bad).code == "not-found"
    assert kept.site.relay.server.metrics.damaged_blobs == 1


@pytest.mark.parametrize(
    ("config", "code"),
    [
        (Config(port=0, blob_bytes=1000), "too-large"),
        (Config(port=0, blob_account_bytes=2000), "quota"),
        (Config(port=0, blob_account_day_bytes=2000), "quota"),
        (Config(port=0, blob_account_files=2), "quota"),
        (Config(port=0, blob_unfinished=2), "quota"),
        (Config(port=0, blob_total_bytes=2000), "storage-full"),
    ],
)
def test_each_limit(tmp_path: Path, config: Config, code: str) -> None:
    kept = Kept(tmp_path / "relay", config)
    try:
        other = kept.site.device_client(kept.site.person())
        first = Blob.random(1000)
        place = place_of(kept.client, first)
        place_of(kept.client, Blob.random(1000))
        refused = Blob.random(1001 if code == "too-large" else 1)
        answer = create(kept.client, refused)
        assert answer.code == code, answer.body
        elsewhere = create(other, Blob.random(len(refused.data)))
        if code == "quota":  # it is this account's alone
            assert elsewhere.status == 201
            assert answer.json()["retry_after"] > 0
        else:
            assert elsewhere.code == code
        assert patch(kept.client, place, 0, first.data).status == 204  # what was begun goes on
        # What is deleted or finished makes room, but the day's uploads stay counted.
        headers = kept.client.headers("DELETE", first.path, b"")
        assert kept.client.send("DELETE", first.path, b"", headers).status == 204
        kept.reopen()
        room = config.blob_account_day_bytes != 2000 and code != "too-large"
        assert create(kept.client, refused).status == (201 if room else answer.status)
    finally:
        kept.clock.ahead_ms = 0
        kept.site.close()


def test_the_number_of_transfers_has_a_limit(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "relay", Config(port=0, blob_transfers=1))
    try:
        blob = Blob.random(1000)
        put(kept.client, blob)
        blobs = kept.site.relay.server.blobs
        arriving = Blob.random(1000)
        place = place_of(kept.client, arriving)
        with begin_patch(kept.client, place, 0, 1000) as connection:
            connection.sendall(arriving.data[:300])
            wait_until(lambda: [file.stat().st_size for file in kept.files].count(300) == 1)
            answer = fetch(kept.client, blob)
            assert (answer.code, answer.json()["retry_after"]) == ("unavailable", 5)
            assert patch(kept.client, place, 300, arriving.data[300:]).code == "unavailable"
            assert head(kept.client, place).headers["upload-offset"] == "300"
        for _ in range(3):  # each gives its place back
            wait_until(lambda: not blobs._transfers)
            assert fetch(kept.client, blob).status == 200
    finally:
        kept.site.close()


@pytest.mark.expects_log("cannot be written|cannot be made|commit failed")
def test_a_full_disk_loses_nothing(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    files = kept.site.relay.server.blobs.files
    blob = Blob.random(1_000_000)
    place = place_of(kept.client, blob)
    with monkeypatch.context() as patched:
        patched.setattr(files, "room", lambda: 100_000)
        assert create(kept.client, Blob.random(100_001)).code == "storage-full"
        answer = patch(kept.client, place, 0, blob.data)
        assert (answer.status, answer.code) == (507, "storage-full")
    start = int(head(kept.client, place).headers["upload-offset"])
    assert start < len(blob.data)
    with monkeypatch.context() as patched:
        real = os.write

        def write(descriptor: int, data: bytes) -> int:
            if len(data) > 5_000:
                return real(descriptor, data[:5_000])
            raise OSError(errno.ENOSPC, "full")

        patched.setattr("relay.blobs.files.os.write", write)
        answer = patch(kept.client, place, start, blob.data[start : start + 12_000])
        assert answer.code == "storage-full"
    assert head(kept.client, place).headers["upload-offset"] == str(start + 10_000)
    start += 10_000
    with monkeypatch.context() as patched:

        def append(
            name: str, position: int, pieces: Sequence[bytes], digest: RunningDigest
        ) -> Appended:
            raise OSError(errno.EIO, "broken")

        patched.setattr(files, "append", append)
        assert patch(kept.client, place, start, blob.data[start:]).code == "unavailable"
    storage = kept.site.relay.server.services.storage
    real_commit = storage.commit

    def commit(jobs: Sequence[Job], now_ms: int) -> None:
        storage.commit = real_commit  # type: ignore[method-assign]
        raise StorageFullError("full")

    storage.commit = commit  # type: ignore[method-assign]
    assert patch(kept.client, place, start, blob.data[start:]).code == "storage-full"
    assert head(kept.client, place).headers["upload-offset"] == str(start)
    assert patch(kept.client, place, start, blob.data[start:]).status == 204
    assert fetch(kept.client, blob).body == blob.data


def test_what_it_and_the_other_says_of_files(kept: Kept) -> None:
    put(kept.client, Blob.random(2_000_000))
    place_of(kept.client, Blob.random(1_000_000))
    kept.upkeep()
    metrics = kept.site.relay.server.metrics
    assert (metrics.blobs, metrics.blob_bytes, metrics.uploads) == (2, 3_000_000, 1)
    report = admin.report(kept.site.relay.data)
    assert (report.files, report.arriving_files, report.blob_bytes) == (1, 1, 3_000_000)
    assert "files            1, 1 arriving, 3.0 MB" in admin.as_text(report)
    root = kept.site.relay.data.blobs
    assert root.stat().st_mode & 0o077 == 0
    for file in root.rglob("*"):
        assert file.stat().st_mode & 0o077 == 0


def test_mail_is_as_it_was(kept: Kept) -> None:
    """Blobs share the writer with mail: neither waits for a failed other."""
    bob = kept.site.person()
    receiver: Client = kept.site.device_client(bob)
    blob = Blob.random(1000)
    place = place_of(kept.client, blob)
    assert kept.client.submit(submission(bob.devices[0]))[0].status == 200
    assert patch(kept.client, place, 0, bytes(1000)).code == "digest-mismatch"
    assert len(receiver.inbox().items) == 1
    assert wire.PATH_UPLOAD in place
