"""Files at the relay: uploading in parts, fetching in parts, and who may (PROTOCOL.md 5.7)."""

from __future__ import annotations

from tests.integration.relay.blob_client import Blob, create, fetch, head, patch, put
from tests.integration.relay.conftest import Site


def test_what_was_uploaded_in_parts_is_fetched_whole_and_in_parts(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    blob = Blob.random(300_000)
    created = create(sender, blob)
    place = created.headers["location"]
    assert (created.status, created.headers["upload-offset"]) == (201, "0")
    assert created.headers["tus-resumable"] == "1.0.0"
    assert created.headers["upload-expires"].endswith(" GMT")
    assert fetch(receiver, blob).status == 404  # not before it is whole
    for start, end in ((0, 1), (1, 200_000), (200_000, 300_000)):
        answer = patch(sender, place, start, blob.data[start:end])
        assert (answer.status, answer.headers["upload-offset"]) == (204, str(end)), answer.body
        found = head(sender, place)
        assert (found.status, found.headers["upload-offset"]) == (200, str(end))
        assert found.headers["upload-length"] == "300000"
    whole = fetch(receiver, blob)
    assert (whole.status, whole.body) == (200, blob.data)
    tag = f'"{blob.digest.hex()}"'
    assert whole.headers["etag"] == tag
    for field, first, last in (
        ("bytes=0-", 0, 299_999),
        ("bytes=10-19", 10, 19),
        ("bytes=299999-", 299_999, 299_999),
        ("bytes=5-900000", 5, 299_999),
    ):
        part = fetch(receiver, blob, Range=field)
        assert (part.status, part.body) == (206, blob.data[first : last + 1])
        assert part.headers["content-range"] == f"bytes {first}-{last}/300000"
    beyond = fetch(receiver, blob, Range="bytes=300000-")
    assert (beyond.code, beyond.status) == ("range", 416)
    assert beyond.headers["content-range"] == "bytes */300000"
    for ignored in ("bytes=-5", "bytes=0-1,3-4", "bytes=9-3", "lines=1-2"):
        assert fetch(receiver, blob, Range=ignored).status == 200
    assert fetch(receiver, blob, **{"Range": "bytes=0-1", "If-Range": tag}).status == 206
    assert fetch(receiver, blob, **{"Range": "bytes=0-1", "If-Range": '"other"'}).status == 200
    again = create(sender, blob)
    assert (again.status, again.headers["upload-offset"]) == (200, "300000")
    assert "location" not in again.headers
    put(sender, Blob.random(1))
