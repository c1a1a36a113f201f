"""Uploading and fetching blobs for tests, byte by byte where that matters."""

from __future__ import annotations

import hashlib
import os
import socket
from dataclasses import dataclass

from relay import wire
from tests.integration.relay.client import Answer, Client, connect

TUS = {"Tus-Resumable": "1.0.0"}


@dataclass
class Blob:
    data: bytes
    blob_id: bytes

    @classmethod
    def random(cls, size: int) -> Blob:
        return cls(os.urandom(size), os.urandom(32))

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.data).digest()

    @property
    def target(self) -> str:
        query = wire.BlobCreation(self.blob_id, len(self.data), self.digest).encode()
        return f"{wire.PATH_BLOBS}?{query}"

    @property
    def path(self) -> str:
        return wire.blob_path(self.blob_id)


def create(client: Client, blob: Blob) -> Answer:
    headers = client.headers("POST", blob.target, b"")
    return client.send("POST", blob.target, b"", {**headers, **TUS})


def place_of(client: Client, blob: Blob) -> str:
    answer = create(client, blob)
    assert answer.status == 201, answer.body
    return answer.headers["location"]


def patch(client: Client, place: str, offset: int, data: bytes) -> Answer:
    return client.send("PATCH", place, data, patch_headers(offset))


def patch_headers(offset: int) -> dict[str, str]:
    return {**TUS, "Upload-Offset": str(offset), "Content-Type": wire.CONTENT_UPLOAD}


def head(client: Client, place: str) -> Answer:
    return client.send("HEAD", place, b"", TUS)


def fetch(client: Client, blob: Blob, **fields: str) -> Answer:
    headers = client.headers("GET", blob.path, b"")
    return client.send("GET", blob.path, b"", {**headers, **fields})


def put(client: Client, blob: Blob) -> None:
    place = place_of(client, blob)
    answer = patch(client, place, 0, blob.data)
    assert answer.status == 204, answer.body


def begin_patch(client: Client, place: str, offset: int, length: int) -> socket.socket:
    """Send a PATCH's head on a connection of its own; its body is the caller's."""
    host, _, port = client.authority.partition(":")
    connection = connect(host, int(port), timeout=60)
    fields = {"Host": client.authority, **patch_headers(offset), "Content-Length": str(length)}
    lines = [f"PATCH {place} HTTP/1.1", *[f"{name}: {value}" for name, value in fields.items()]]
    connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
    return connection


def status_of(connection: socket.socket) -> int:
    """The status of the next answer, 0 when the connection ended without one."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return 0
        data += piece
    return int(data.split(b" ", 2)[1])
