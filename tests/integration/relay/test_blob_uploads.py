"""Uploads that meet trouble: another client, wrong numbers, two at a time, slow and broken ones."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable

import pytest
from tusclient import client as tus_client

from relay import wire
from relay.config import Config
from tests.integration.relay.blob_client import (
    TUS,
    Blob,
    begin_patch,
    create,
    fetch,
    head,
    patch,
    patch_headers,
    place_of,
    put,
    status_of,
)
from tests.integration.relay.client import Client, connect
from tests.integration.relay.conftest import Site
from tests.support.processes import wait_until as until


def offset_of(client: Client, place: str) -> int:
    return int(head(client, place).headers["upload-offset"])


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_the_reference_client_of_tus_goes_on_where_an_upload_broke_off(site: Site) -> None:
    client = site.device_client(site.person())
    blob = Blob.random(1_500_000)
    place = place_of(client, blob)
    with begin_patch(client, place, 0, len(blob.data)) as broken:
        broken.sendall(blob.data[:700_000])
        until(lambda: files_of(site) == [700_000])
    assert offset_of(client, place) == 700_000
    uploader = tus_client.TusClient(site.relay.url).uploader(
        file_stream=io.BytesIO(blob.data),
        url=site.relay.url + place,
        chunk_size=300_000,
        verify_tls_cert=False,
    )
    assert uploader.offset == 700_000
    uploader.upload()
    assert fetch(client, blob).body == blob.data


def test_the_options_of_tus(site: Site) -> None:
    client = site.client()
    answer = client.send("OPTIONS", wire.PATH_UPLOAD)
    assert answer.status == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-extension"] == "creation,expiration,termination"
    assert int(answer.headers["tus-max-size"]) > 2 * 1024**3


def test_wrong_numbers_change_nothing(site: Site) -> None:
    client = site.device_client(site.person())
    blob = Blob.random(1000)
    place = place_of(client, blob)
    assert patch(client, place, 0, blob.data[:400]).status == 204
    for offset in (0, 399, 401, 1000):
        assert patch(client, place, offset, blob.data[offset : offset + 10] or b"x").code == (
            "upload-offset"
        )
    assert patch(client, place, 400, bytes(601)).code == "too-large"
    other = {**patch_headers(400), "Content-Type": "application/octet-stream"}
    assert client.send("PATCH", place, b"x", other).code == "media-type"
    for text in ("-1", "+400", "4e2", "", "٣", "9" * 17):
        answer = client.send(
            "PATCH",
            place.encode().decode(),
            b"x",
            {**patch_headers(400), "Upload-Offset": ""}
            if text == "٣"
            else {**patch_headers(400), "Upload-Offset": text},
        )
        assert answer.code == "malformed"
    old = client.send("PATCH", place, b"x", {**patch_headers(400), "Tus-Resumable": "0.2.2"})
    assert (old.status, old.headers["tus-version"]) == (412, "1.0.0")
    assert client.send("PATCH", place, b"", patch_headers(400)).status == 204
    assert offset_of(client, place) == 400
    assert patch(client, place, 400, blob.data[400:]).status == 204
    assert offset_of(client, place) == 1000  # also when that answer was lost
    assert patch(client, place, 400, blob.data[400:]).code == "upload-offset"
    assert client.send("PATCH", place, b"", patch_headers(1000)).status == 204
    assert client.send("DELETE", place, b"", TUS).code == "not-found"
    assert fetch(client, blob).body == blob.data


def test_a_refused_part_is_answered_however_long_it_is(site: Site) -> None:
    client = site.device_client(site.person())
    place = place_of(client, Blob.random(1000))
    for size, status in ((3_000_000, 413), (20_000_000, 413)):
        with begin_patch(client, place, 0, size) as connection:
            sender = threading.Thread(target=_send_quietly, args=(connection, bytes(size)))
            sender.start()
            assert status_of(connection) == status
            sender.join()
    assert offset_of(client, place) == 0


def _send_quietly(connection: socket.socket, data: bytes) -> None:
    try:
        connection.sendall(data)
    except OSError:
        return


def test_other_bytes_than_announced_are_all_deleted(site: Site) -> None:
    client = site.device_client(site.person())
    blob = Blob.random(50_000)
    place = place_of(client, blob)
    assert patch(client, place, 0, blob.data[:-1]).status == 204
    answer = patch(client, place, len(blob.data) - 1, bytes([blob.data[-1] ^ 1]))
    assert (answer.status, answer.code) == (460, "digest-mismatch")
    assert head(client, place).status == 404
    assert fetch(client, blob).status == 404
    assert files_of(site) == []
    put(client, blob)
    assert fetch(client, blob).body == blob.data


def files_of(site: Site) -> list[int]:
    root = site.relay.data.blobs
    return sorted(file.stat().st_size for file in root.glob("*/*"))


def test_a_newer_part_ends_an_older_one_and_bytes_stay_right(site: Site) -> None:
    client = site.device_client(site.person())
    blob = Blob.random(900_000)
    place = place_of(client, blob)
    with begin_patch(client, place, 0, len(blob.data)) as older:
        older.sendall(blob.data[:300_000])
        until(lambda: files_of(site) == [300_000])
        start = offset_of(client, place)  # the client that comes back asks first
        assert start == 300_000
        assert status_of(older) == 409
        assert patch(client, place, start, blob.data[start:]).status == 204
        _send_quietly(older, bytes(600_000))
    assert fetch(client, blob).body == blob.data


def test_many_parts_at_once_leave_one_right_file(site: Site) -> None:
    alice = site.person()
    blob = Blob.random(2_000_000)
    first = site.device_client(alice)
    place = place_of(first, blob)

    def go_on() -> None:
        client = Client(site.relay.host, site.relay.port, 60)
        try:
            for _ in range(40):
                found = head(client, place)
                if found.status != 200:
                    continue
                start = int(found.headers["upload-offset"])
                if start == len(blob.data):
                    return
                patch(client, place, start, blob.data[start : start + 150_000])
        finally:
            client.close()

    threads = [threading.Thread(target=go_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while (start := offset_of(first, place)) < len(blob.data):
        assert patch(first, place, start, blob.data[start : start + 500_000]).status == 204
    assert fetch(first, blob).body == blob.data


def test_an_upload_deleted_while_a_part_arrives_is_gone(site: Site) -> None:
    client = site.device_client(site.person())
    blob = Blob.random(900_000)
    place = place_of(client, blob)
    with begin_patch(client, place, 0, len(blob.data)) as arriving:
        arriving.sendall(blob.data[:300_000])
        until(lambda: files_of(site) == [300_000])
        assert client.send("DELETE", place, b"", TUS).status == 204
        assert status_of(arriving) == 409
    assert head(client, place).status == 404
    assert patch(client, place, 300_000, b"x").code == "not-found"
    assert files_of(site) == []


def test_a_slow_part_is_kept_as_far_as_it_came(make_site: Callable[[Config], Site]) -> None:
    site = make_site(Config(port=0, body_seconds=0.7))
    client = site.device_client(site.person())
    blob = Blob.random(1000)
    place = place_of(client, blob)
    with begin_patch(client, place, 0, 1000) as slow:
        for start in range(0, 500, 100):  # each piece in time, all of it not
            slow.sendall(blob.data[start : start + 100])
            threading.Event().wait(0.25)
        assert status_of(slow) == 408
    assert offset_of(client, place) == 500


def test_a_part_is_not_smuggled_past_the_parser(site: Site) -> None:
    client = site.device_client(site.person())
    blob = Blob.random(200)
    place = place_of(client, blob)
    inner = b"DELETE %b HTTP/1.1\r\nHost: h\r\nTus-Resumable: 1.0.0\r\n\r\n" % place.encode()
    base = (
        f"PATCH {place} HTTP/1.1\r\nHost: h\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
        f"Content-Type: {wire.CONTENT_UPLOAD}\r\n"
    ).encode()
    for framing in (
        b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 5, 5\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: 99999999999\r\n",
        b"Content-Length: 5\r\nExpect: 100-continue\r\n",
        b"Content-Length : 5\r\n",
    ):
        with connect(site.relay.host, site.relay.port) as connection:
            connection.sendall(base + framing + b"\r\n" + b"5\r\nhello\r\n0\r\n\r\n" + inner)
            assert status_of(connection) == 400
    # What looks like a request within the body is body, and what follows it is a request.
    data = (inner * 3)[:200]
    copy = Blob(data, blob.blob_id[::-1])
    where = place_of(client, copy)
    with connect(site.relay.host, site.relay.port) as connection:
        request = base.replace(place.encode(), where.encode()) + b"Content-Length: 200\r\n\r\n"
        connection.sendall(request + data + b"GET /v1/status HTTP/1.1\r\nHost: h\r\n\r\n")
        answers = b""
        while answers.count(b"HTTP/1.1 ") < 2:
            answers += connection.recv(65536)
    assert answers.startswith(b"HTTP/1.1 204 ")
    assert b"HTTP/1.1 200 OK" in answers
    assert fetch(client, copy).body == data
    assert offset_of(client, place) == 0


def test_the_way_in_without_a_signature_leads_nowhere_else(site: Site) -> None:
    alice = site.person()
    client, stranger = site.device_client(alice), site.client()
    blob = Blob.random(1000)
    place = place_of(client, blob)
    token = place.removeprefix(wire.PATH_UPLOAD)
    assert len(token) == 43
    other = token[:-1] + ("A" if token[-1] != "A" else "E")
    for path in (
        wire.PATH_UPLOAD,
        wire.PATH_UPLOAD + other,
        wire.PATH_UPLOAD + token[:-1],
        wire.PATH_UPLOAD + token + "/",
        wire.PATH_UPLOAD + token + "?a=1",
        wire.PATH_UPLOAD + token + "=",
        wire.PATH_UPLOAD + "../messages",
        wire.PATH_UPLOAD + wire.b64u(blob.blob_id),
    ):
        assert stranger.send("HEAD", path, b"", TUS).status == 404
        assert patch(stranger, path, 0, b"x").code == "not-found"
        assert stranger.send("DELETE", path, b"", TUS).code == "not-found"
    for method in ("GET", "POST", "PUT"):
        assert stranger.send(method, place, b"", TUS).status == 405
    assert stranger.send("GET", blob.path).code == "bad-signature"
    assert stranger.send("DELETE", blob.path).code == "bad-signature"
    assert stranger.send("POST", blob.target, b"", TUS).code == "bad-signature"
    assert stranger.send("PATCH", wire.PATH_MESSAGES, bytes(5000)).code == "bad-signature"
    waiting = site.device_client(alice, "notify")
    assert fetch(waiting, blob).code == "scope"
    assert create(waiting, Blob.random(1)).code == "scope"
    assert offset_of(client, place) == 0


def test_a_creation_is_the_same_for_its_account_and_nobody_else(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, stranger = site.device_client(alice), site.device_client(bob)
    added = wire.tlv_list([alice.add_device()])
    assert sender.call("POST", wire.PATH_LOG_ENTRIES, added).status == 200
    second = site.client().open_device(alice.devices[1])
    blob = Blob.random(1000)
    place = place_of(sender, blob)
    assert patch(sender, place, 0, blob.data[:10]).status == 204
    again = create(second, blob)
    assert (again.status, again.headers["location"]) == (201, place)
    assert again.headers["upload-offset"] == "10"
    for changed in (
        wire.BlobCreation(blob.blob_id, 1001, blob.digest),
        wire.BlobCreation(blob.blob_id, 1000, bytes(32)),
    ):
        target = f"{wire.PATH_BLOBS}?{changed.encode()}"
        headers = {**sender.headers("POST", target, b""), **TUS}
        assert sender.send("POST", target, b"", headers).code == "entry-refused"
    assert create(stranger, blob).code == "entry-refused"
    headers = sender.headers("POST", blob.target, b"")
    assert sender.send("POST", blob.target, b"", headers).code == "tus-version"
    wrong = {**headers, **TUS, "Upload-Length": "999"}
    assert sender.send("POST", blob.target, b"", wrong).code == "malformed"
    # A removed device's place opens nothing; another device goes on under a new one.
    removal = wire.tlv_list([alice.revoke(alice.devices[0])])
    assert second.call("POST", wire.PATH_LOG_ENTRIES, removal).status == 200
    assert head(second, place).status == 404
    assert create(sender, blob).code == fetch(sender, blob).code == "device-revoked"
    new_place = place_of(second, blob)
    assert new_place != place
    assert head(second, place).status == 404
    assert patch(second, new_place, 10, blob.data[10:]).status == 204
    assert fetch(stranger, blob).body == blob.data
    headers = stranger.headers("DELETE", blob.path, b"")
    assert stranger.send("DELETE", blob.path, b"", headers).status == 204
    assert fetch(stranger, blob).status == 200  # it was not the stranger's to delete
    headers = second.headers("DELETE", blob.path, b"")
    assert second.send("DELETE", blob.path, b"", headers).status == 204
    assert fetch(stranger, blob).code == "not-found"


def test_a_blob_deleted_by_its_id_while_it_arrives_is_gone(site: Site) -> None:
    alice = site.person()
    client = site.device_client(alice)
    blob = Blob.random(900_000)
    place = place_of(client, blob)
    with begin_patch(client, place, 0, len(blob.data)) as arriving:
        arriving.sendall(blob.data[:300_000])
        until(lambda: files_of(site) == [300_000])
        headers = client.headers("DELETE", blob.path, b"")
        assert client.send("DELETE", blob.path, b"", headers).status == 204
        assert status_of(arriving) == 409
    assert head(client, place).status == 404
    assert files_of(site) == []
    assert client.send("DELETE", blob.path, b"", headers).status == 204


@pytest.mark.parametrize("close", [True, False])
def test_a_part_may_close_its_connection(site: Site, close: bool) -> None:
    client = site.device_client(site.person())
    blob = Blob.random(300_000)
    place = place_of(client, blob)
    fields = {**patch_headers(0), "Connection": "close"} if close else patch_headers(0)
    answer = client.send("PATCH", place, blob.data, fields)
    assert (answer.status, answer.headers.get("connection")) == (204, "close" if close else None)
    client.http.close()
    assert fetch(client, blob).body == blob.data
