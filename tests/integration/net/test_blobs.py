"""The app's calls about files against a real relay."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.ids import BlobId
from app.core.relay_errors import (
    DeviceRevoked,
    DigestMismatch,
    EntryRefused,
    FileTooLarge,
    NotFound,
    RelayConnectionClosed,
    RelayError,
    TransferQuota,
    TransferStorageFull,
    UploadOffset,
)
from app.core.transport_types import UploadPlace
from app.net.client import RelayClient
from relay.config import Config
from tests.integration.net.conftest import Clinic, clinic_on, enrol


def put(client: RelayClient, data: bytes) -> BlobId:
    blob_id = BlobId(os.urandom(32))
    place = client.begin_upload(blob_id, len(data), hashlib.sha256(data).digest())
    assert (place.offset, place.complete) == (0, False)
    assert client.upload(place.place, 0, data) == len(data)
    return blob_id


def test_a_file_goes_up_in_parts_and_comes_down_in_parts(clinic: Clinic) -> None:
    sender, receiver = enrol(clinic, "Ada").client(), enrol(clinic, "Ben").client()
    data = os.urandom(700_000)
    blob_id, digest = BlobId(os.urandom(32)), hashlib.sha256(data).digest()
    place = sender.begin_upload(blob_id, len(data), digest)
    assert sender.upload(place.place, 0, data[:300_000]) == 300_000
    assert sender.upload_offset(place.place) == 300_000
    again = sender.begin_upload(blob_id, len(data), digest)
    assert again == UploadPlace(place.place, 300_000, complete=False)
    with pytest.raises(UploadOffset):
        sender.upload(place.place, 0, data[:10])
    with pytest.raises(NotFound):
        receiver.download(blob_id, 0, 10)
    assert sender.upload(place.place, 300_000, data[300_000:]) == len(data)
    assert sender.upload_offset(place.place) == len(data)
    done = sender.begin_upload(blob_id, len(data), digest)
    assert done == UploadPlace("", len(data), complete=True)
    got = b""
    while part := receiver.download(blob_id, len(got), 256 * 1024):
        got += part
    assert got == data
    assert receiver.download(blob_id, 5, 3) == data[5:8]
    receiver.delete_blob(blob_id)  # of another account: nothing happens
    assert receiver.download(blob_id, 0, 1) == data[:1]
    sender.delete_blob(blob_id)
    sender.delete_blob(blob_id)
    with pytest.raises(NotFound):
        receiver.download(blob_id, 0, 1)
    sender.close()
    with pytest.raises(RelayConnectionClosed):
        sender.download(blob_id, 0, 1)
    receiver.close()


def test_an_upload_that_was_given_up_is_gone(clinic: Clinic) -> None:
    client = enrol(clinic, "Ada").client()
    place = client.begin_upload(BlobId(os.urandom(32)), 100, bytes(32))
    client.upload(place.place, 0, bytes(50))
    client.cancel_upload(place.place)
    client.cancel_upload(place.place)
    with pytest.raises(NotFound):
        client.upload_offset(place.place)
    with pytest.raises(NotFound):
        client.upload(place.place, 50, bytes(50))
    client.close()


def test_bytes_that_are_not_those_announced_are_refused(clinic: Clinic) -> None:
    client = enrol(clinic, "Ada").client()
    blob_id = BlobId(os.urandom(32))
    place = client.begin_upload(blob_id, 100, bytes(32))
    with pytest.raises(DigestMismatch):
        client.upload(place.place, 0, bytes(100))
    other = client.begin_upload(blob_id, 100, hashlib.sha256(bytes(100)).digest())
    assert other.place != place.place
    with pytest.raises(EntryRefused):
        client.begin_upload(blob_id, 101, bytes(32))
    client.close()


@pytest.mark.parametrize(
    ("config", "error"),
    [
        (Config(port=0, blob_bytes=99), FileTooLarge),
        (Config(port=0, blob_account_bytes=99), TransferQuota),
        (Config(port=0, blob_account_day_bytes=99), TransferQuota),
        (Config(port=0, blob_total_bytes=99), TransferStorageFull),
    ],
)
def test_what_the_relay_does_not_take(
    tmp_path: Path, config: Config, error: type[RelayError]
) -> None:
    with clinic_on(tmp_path, config) as clinic:
        client = enrol(clinic, "Ada").client()
        with pytest.raises(error):
            client.begin_upload(BlobId(os.urandom(32)), 100, bytes(32))
        client.close()


def test_a_removed_device_can_do_nothing_with_files(clinic: Clinic) -> None:
    person = enrol(clinic, "Ada")
    client = person.client()
    blob_id = put(client, b"x" * 300)
    open_place = client.begin_upload(BlobId(os.urandom(32)), 100, bytes(32))
    named = clinic.authority.find("Ada")
    statements = clinic.authority.revoke_device(named, person.device_id)
    assert not clinic.relay.import_statements(statements).error
    calls: list[Callable[[], object]] = [
        lambda: client.begin_upload(BlobId(os.urandom(32)), 100, bytes(32)),
        lambda: client.download(blob_id, 0, 1),
        lambda: client.delete_blob(blob_id),
    ]
    for call in calls:
        with pytest.raises(DeviceRevoked):
            call()
    with pytest.raises(NotFound):
        client.upload(open_place.place, 0, bytes(100))
    client.close()


def test_only_a_place_at_the_relay_is_ever_written_to(clinic: Clinic) -> None:
    client = enrol(clinic, "Ada").client()
    for place in ("https://elsewhere/v1/uploads/" + "a" * 43, "/v1/messages", "/v1/uploads/a"):
        with pytest.raises(ValueError, match="place"):
            client.upload(place, 0, b"x")
    with pytest.raises(NotFound):
        client.upload("/v1/uploads/" + "A" * 43, 0, b"x")
    client.close()
