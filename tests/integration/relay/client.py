"""A client for tests that shares no code with the relay's HTTP or its signatures."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import os
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nacl.public import PrivateKey, SealedBox
from nacl.signing import SigningKey

from relay import wire
from relay.wire import b64u, unb64u
from tests.integration.relay.clinic import Clinic, Device, Person

COMPONENTS = '("@method" "@authority" "@path" "@query" "content-digest")'


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        assert self.headers["content-type"] == "application/problem+json"
        return str(self.json()["type"]).removeprefix("urn:curbside:problem:")


def tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # these tests pin by hand, see test_tls
    return context


def connect(host: str, port: int, timeout: float = 10) -> ssl.SSLSocket:
    raw = socket.create_connection((host, port), timeout=timeout)
    return tls_context().wrap_socket(raw)


def signed_headers(
    method: str,
    target: str,
    body: bytes,
    *,
    authority: str,
    keyid: str,
    key: SigningKey | bytes,
    created: int | None = None,
) -> dict[str, str]:
    path, _, query = target.partition("?")
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    alg = "hmac-sha256" if isinstance(key, bytes) else "ed25519"
    at = int(time.time()) if created is None else created
    parameters = f'{COMPONENTS};created={at};keyid="{keyid}";alg="{alg}"'
    base = (
        f'"@method": {method}\n"@authority": {authority}\n"@path": {path}\n"@query": ?{query}\n'
        f'"content-digest": {digest}\n"@signature-params": {parameters}'
    ).encode()
    if isinstance(key, bytes):
        signature = hmac.new(key, base, "sha256").digest()
    else:
        signature = key.sign(base).signature
    return {
        "Content-Digest": digest,
        "Signature-Input": f"curbside={parameters}",
        "Signature": f"curbside=:{base64.b64encode(signature).decode()}:",
    }


class Client:
    """One keep-alive connection, and the session it opened."""

    tls = True

    def __init__(self, host: str, port: int, timeout: float = 20) -> None:
        self.authority = f"{host}:{port}"
        self.http = (
            http.client.HTTPSConnection(host, port, timeout=timeout, context=tls_context())
            if self.tls
            else http.client.HTTPConnection(host, port, timeout=timeout)
        )
        self.keyid = ""
        self.key = b""

    def close(self) -> None:
        self.http.close()

    def send(
        self, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        self.http.request(method, target, body or None, headers or {})
        response = self.http.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())

    def call(
        self, method: str, target: str, body: bytes = b"", *, created: int | None = None
    ) -> Answer:
        headers = self.headers(method, target, body, created=created)
        return self.send(method, target, body, headers)

    def headers(
        self, method: str, target: str, body: bytes, *, created: int | None = None
    ) -> dict[str, str]:
        return signed_headers(
            method,
            target,
            body,
            authority=self.authority,
            keyid=self.keyid,
            key=self.key,
            created=created,
        )

    def open(
        self,
        keyid: str,
        key: SigningKey,
        scope: str = "device",
        *,
        certificate: bytes = b"",
        nonce: bytes | None = None,
        created: int | None = None,
    ) -> Answer:
        ephemeral = PrivateKey.generate()
        request: dict[str, str] = {
            "nonce": b64u(nonce or os.urandom(16)),
            "ephemeral": b64u(bytes(ephemeral.public_key)),
            "scope": scope,
        }
        if certificate:
            request["certificate"] = b64u(certificate)
        body = json.dumps(request).encode()
        headers = signed_headers(
            "POST",
            wire.PATH_SESSION,
            body,
            authority=self.authority,
            keyid=keyid,
            key=key,
            created=created,
        )
        answer = self.send("POST", wire.PATH_SESSION, body, headers)
        if answer.status == 200:
            found = answer.json()
            self.keyid = found["keyid"]
            self.key = SealedBox(ephemeral).decrypt(unb64u(found["sealed"]))
        return answer

    def open_device(self, device: Device, scope: str = "device") -> Client:
        answer = self.open(device.keyid, device.signing, scope)
        assert answer.status == 200, answer.body
        return self

    def enrol(self, person: Person) -> Answer:
        opened = self.open(
            person.invite_keyid, person.invite_key, "enrol", certificate=person.certificate
        )
        assert opened.status == 200, opened.body
        return self.call("POST", wire.PATH_ENROL, person.enrol().encode())

    def submit(self, *submissions: wire.Submission) -> tuple[wire.SubmissionResult, ...]:
        answer = self.call("POST", wire.PATH_MESSAGES, wire.encode_submissions(submissions))
        assert answer.status == 200, answer.body
        return wire.decode_results(answer.body)

    def inbox(
        self, ack: int = 0, wait_ms: int = 0, limit: int = 100, log_size: int = 2**53
    ) -> wire.InboxAnswer:
        body = wire.InboxRequest(ack, wait_ms, limit, log_size).encode()
        answer = self.call("POST", wire.PATH_INBOX, body)
        assert answer.status == 200, answer.body
        return wire.InboxAnswer.decode(answer.body)


def submission(
    *devices: Device,
    envelope: bytes = b"e" * 300,
    body: bytes = b"b" * 256,
    complete: bool = False,
    wake: bool = True,
    submission_id: bytes | None = None,
) -> wire.Submission:
    recipients = tuple(wire.Recipient(device.device_id, wake, envelope) for device in devices)
    return wire.Submission(submission_id or os.urandom(16), complete, 1, body, recipients)


def new_person(
    host: str, port: int, clinic: Clinic, connect: Callable[[str, int], Client] = Client
) -> Person:
    """Enrol someone with one device, through the relay."""
    person = clinic.invited()
    client = connect(host, port)
    try:
        answer = client.enrol(person)
        assert answer.status == 200, answer.body
    finally:
        client.close()
    return person
