"""Who may do what (PROTOCOL.md 5.1, 5.2), against a running relay."""

from __future__ import annotations

import base64
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms
from nacl.bindings import crypto_sign_open
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from relay import wire
from relay.auth import content_digest
from relay.config import Config
from relay.limits import Rate
from relay.wire import b64u
from tests.integration.relay.client import Answer, Client, submission
from tests.integration.relay.conftest import Site

COVERED = ("@method", "@authority", "@path", "@query", "content-digest")
STATUS = {code.value: status for code, status in wire.STATUS_OF.items()}


def refused(answer: Answer, code: str) -> bool:
    assert answer.code == code, answer.body
    assert answer.status == STATUS[code] == answer.json()["status"]
    return True


class _Keys(HTTPSignatureKeyResolver):
    def __init__(self, key: object) -> None:
        self._key = key

    def resolve_private_key(self, key_id: str) -> object:
        return self._key

    def resolve_public_key(self, key_id: str) -> object:
        return self._key


def _signed_elsewhere(
    client: Client, method: str, target: str, body: bytes, keyid: str, key: object
) -> dict[str, str]:
    """Headers by the `http-message-signatures` package."""
    url = f"https://{client.authority}{target}"
    request = requests.Request(method, url, data=body or None)
    request.headers["Content-Digest"] = content_digest(body).decode()
    hmac_key = isinstance(key, bytes)
    algorithm = algorithms.HMAC_SHA256 if hmac_key else algorithms.ED25519
    signer = HTTPMessageSigner(signature_algorithm=algorithm, key_resolver=_Keys(key))
    prepared = request.prepare()
    signer.sign(
        prepared,
        key_id=keyid,
        created=datetime.now(),
        label="curbside",
        covered_component_ids=COVERED,
        use_existing_digest=True,
    )
    names = ("Content-Digest", "Signature-Input", "Signature")
    return {name: prepared.headers[name] for name in names}


def test_another_implementation_of_rfc_9421_is_understood(site: Site) -> None:
    device = site.person().devices[0]
    client = site.client()
    nonce, ephemeral = b64u(os.urandom(16)), b64u(bytes(PrivateKey.generate().public_key))
    body = f'{{"nonce":"{nonce}","ephemeral":"{ephemeral}","scope":"device"}}'.encode()
    key = Ed25519PrivateKey.from_private_bytes(bytes(device.signing))
    headers = _signed_elsewhere(client, "POST", wire.PATH_SESSION, body, device.keyid, key)
    assert client.send("POST", wire.PATH_SESSION, body, headers).status == 200
    client.open_device(device)
    for method, target, sent in (
        ("GET", f"{wire.PATH_LOG_ENTRIES}?from=0&limit=5", b""),
        ("GET", wire.PATH_LOG_CHECKPOINT, b""),
        ("POST", wire.PATH_INBOX, wire.InboxRequest(0, 0, 1, 2**53).encode()),
    ):
        headers = _signed_elsewhere(client, method, target, sent, client.keyid, client.key)
        assert client.send(method, target, sent, headers).status == 200


def test_the_primitives_agree_with_rfc_9421_appendix_b() -> None:
    import hmac

    shared = base64.b64decode(
        "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=="
    )
    base = (
        b'"date": Tue, 20 Apr 2021 02:07:55 GMT\n"@authority": example.com\n'
        b'"content-type": application/json\n"@signature-params": '
        b'("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"'
    )
    mac = hmac.digest(shared, base, "sha256")
    assert base64.b64encode(mac) == b"pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8="
    public = base64.b64decode("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")
    base = (
        b'"date": Tue, 20 Apr 2021 02:07:55 GMT\n"@method": POST\n"@path": /foo\n'
        b'"@authority": example.com\n"content-type": application/json\n"content-length": 18\n'
        b'"@signature-params": ("date" "@method" "@path" "@authority" "content-type" '
        b'"content-length");created=1618884473;keyid="test-key-ed25519"'
    )
    signature = base64.b64decode(
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    )
    assert crypto_sign_open(signature + base, public) == base


def test_nothing_but_the_status_is_answered_without_a_signature(site: Site) -> None:
    client = site.client()
    status = client.send("GET", wire.PATH_STATUS).json()
    assert status["service"] == "curbside-relay"
    assert abs(status["time"] / 1000 - time.time()) < 5
    for path in (wire.PATH_INBOX, wire.PATH_MESSAGES, wire.PATH_ENROL, wire.PATH_SESSION):
        assert refused(client.send("POST", path, b"x"), "bad-signature")
    for path in (wire.PATH_LOG_CHECKPOINT, wire.PATH_PROFILES, wire.PATH_PREKEYS_COUNT):
        assert refused(client.send("GET", path), "bad-signature")
    assert refused(client.send("GET", "/"), "not-found")
    wrong = client.send("DELETE", wire.PATH_LOG_ENTRIES)
    assert refused(wrong, "method")
    assert wrong.headers["allow"] == "GET, POST"
    assert client.send("HEAD", wire.PATH_STATUS).body == b""


@pytest.mark.parametrize(
    "spoil",
    [
        lambda h: h.update({"Content-Digest": content_digest(b"other").decode()}),
        lambda h: h.update({"Signature": h["Signature"].replace("=:", "=:A", 1)}),
        lambda h: h.update({"Signature": "curbside=::"}),
        lambda h: h.pop("Signature"),
        lambda h: h.pop("Content-Digest"),
        lambda h: h.update({"Signature-Input": h["Signature-Input"].replace(' "@query"', "")}),
        lambda h: h.update({"Signature-Input": h["Signature-Input"] + ";tag=x"}),
        lambda h: h.update(
            {"Signature-Input": h["Signature-Input"].replace("session:", "seSSion:")}
        ),
        lambda h: h.update(
            {"Signature-Input": h["Signature-Input"].replace("session:", "session:A")}
        ),
        lambda h: h.update({"Host": "elsewhere:1"}),
    ],
)
def test_any_change_to_a_signed_request_is_refused(
    site: Site, spoil: Callable[[dict[str, str]], None]
) -> None:
    client = site.device_client(site.person())
    body = wire.InboxRequest(0, 0, 1, 2**53).encode()
    headers = client.headers("POST", wire.PATH_INBOX, body)
    assert client.send("POST", wire.PATH_INBOX, body, headers).status == 200
    spoil(headers)
    assert refused(client.send("POST", wire.PATH_INBOX, body, headers), "bad-signature")
    headers = client.headers("POST", wire.PATH_INBOX, body)
    for method, target in (
        ("PUT", wire.PATH_PREKEYS),
        ("POST", wire.PATH_MESSAGES),
        ("POST", f"{wire.PATH_INBOX}?x=1"),
    ):
        assert refused(client.send(method, target, body, headers), "bad-signature")


def test_a_wrong_clock_is_told_the_right_time(site: Site) -> None:
    device = site.person().devices[0]
    client = site.device_client(site.person())
    for off in (-301, 301, 3 * 86400):
        created = int(time.time()) + off
        answer = client.call("GET", wire.PATH_LOG_CHECKPOINT, created=created)
        assert refused(answer, "clock-skew")
        assert abs(answer.json()["time"] / 1000 - time.time()) < 5
        opened = client.open(device.keyid, device.signing, created=created)
        assert refused(opened, "clock-skew")
    created = int(time.time()) - 290
    assert client.call("GET", wire.PATH_LOG_CHECKPOINT, created=created).status == 200


def test_opening_a_session_cannot_be_replayed_or_guessed(site: Site) -> None:
    alice, bob = site.person().devices[0], site.person().devices[0]
    client, nonce = site.client(), os.urandom(16)
    assert client.open(alice.keyid, alice.signing, nonce=nonce).status == 200
    assert refused(client.open(alice.keyid, alice.signing, nonce=nonce), "bad-signature")
    assert client.open(bob.keyid, bob.signing, nonce=nonce).status == 200
    assert refused(client.open(alice.keyid, bob.signing), "bad-signature")
    unknown = SigningKey.generate()
    assert refused(client.open(f"device:{os.urandom(16).hex()}", unknown), "unknown-device")
    invite = f"invite:{bytes(unknown.verify_key).hex()}"
    assert refused(client.open(invite, unknown, "enrol"), "malformed")
    assert refused(client.open(alice.keyid, alice.signing, "all"), "malformed")
    assert refused(client.open(alice.keyid, alice.signing, "enrol"), "malformed")
    assert refused(client.open("device:zz", alice.signing), "malformed")


def test_an_expired_session_is_refused_and_its_key_id_cannot_be_stretched(site: Site) -> None:
    client = site.device_client(site.person())
    raw = wire.unb64u(client.keyid.removeprefix("session:"))
    longer = raw[:17] + (int.from_bytes(raw[17:], "big") + 1000).to_bytes(8, "big")
    other_scope = raw[:16] + b"\x03" + raw[17:]
    for forged in (longer, other_scope, os.urandom(16) + raw[16:]):
        client.keyid = "session:" + b64u(forged)
        assert refused(client.call("GET", wire.PATH_LOG_CHECKPOINT), "bad-signature")
    authenticator = site.relay.server.services.authenticator
    past = (int(time.time() * 1000) - 1).to_bytes(8, "big")
    client.keyid = "session:" + b64u(raw[:17] + past)
    client.key = authenticator._session_key(
        raw[:16], wire.Scope.DEVICE, int.from_bytes(past, "big")
    )
    assert refused(client.call("GET", wire.PATH_LOG_CHECKPOINT), "session-expired")


def test_sessions_survive_a_restart(site: Site) -> None:
    client = site.device_client(site.person())
    site.restart()
    again = site.client()
    again.keyid, again.key = client.keyid, client.key
    assert again.call("GET", wire.PATH_LOG_CHECKPOINT).status == 200


def test_a_revoked_device_is_refused_at_once_and_its_wait_ends(site: Site) -> None:
    alice, bob = site.person(), site.person()
    waiting, other = site.device_client(bob), site.device_client(bob)
    site.device_client(alice).submit(submission(bob.devices[0]))
    other.inbox(ack=1)
    answers: list[Answer] = []
    body = wire.InboxRequest(1, 20_000, 10, 2**53).encode()
    thread = threading.Thread(
        target=lambda: answers.append(waiting.call("POST", wire.PATH_INBOX, body))
    )
    thread.start()
    time.sleep(0.2)
    revoked = site.clinic.revoke(bob, bob.devices[0], wipe=True)
    site.relay.import_statements(site.clinic.statements(revoked))
    thread.join(3)
    assert refused(answers[0], "device-revoked")
    assert refused(other.call("GET", wire.PATH_LOG_CHECKPOINT), "device-revoked")
    device = bob.devices[0]
    assert refused(other.open(device.keyid, device.signing), "device-revoked")
    site.restart()
    assert refused(site.client().open(device.keyid, device.signing), "device-revoked")


def test_an_invite_opens_one_account_once(site: Site) -> None:
    person, client = site.clinic.invited(), site.client()
    answer = client.enrol(person)
    assert answer.status == 200
    appended = wire.Appended.decode(answer.body)
    assert appended.first_index == 1
    assert client.call("GET", wire.PATH_LOG_CHECKPOINT).body == appended.note
    again = client.open(
        person.invite_keyid, person.invite_key, "enrol", certificate=person.certificate
    )
    assert refused(again, "invite-used")
    late = site.clinic.invited(days=-1)
    opened = client.open(late.invite_keyid, late.invite_key, "enrol", certificate=late.certificate)
    assert refused(opened, "invite-expired")
    other = site.clinic.invited()
    stolen = client.open(
        other.invite_keyid, other.invite_key, "enrol", certificate=late.certificate
    )
    assert stolen.status in (401, 403)


def test_enrolling_again_with_the_same_bytes_gets_the_same_answer(site: Site) -> None:
    person, client = site.clinic.invited(), site.client()
    assert (
        client.open(
            person.invite_keyid, person.invite_key, "enrol", certificate=person.certificate
        ).status
        == 200
    )
    body = person.enrol().encode()
    first = client.call("POST", wire.PATH_ENROL, body)
    assert first.status == 200
    assert client.call("POST", wire.PATH_ENROL, body).body == first.body
    assert refused(client.call("POST", wire.PATH_INBOX, b"x"), "scope")
    stranger = site.clinic.invited()
    assert refused(client.call("POST", wire.PATH_ENROL, stranger.enrol().encode()), "scope")
    profiles = wire.ProfilesAnswer.decode(client.call("GET", f"{wire.PATH_PROFILES}?after=0").body)
    assert [item.account_id for item in profiles.profiles] == [person.account_id]
    after = f"{wire.PATH_PROFILES}?after={profiles.revision}"
    assert wire.ProfilesAnswer.decode(client.call("GET", after).body).profiles == ()


def test_a_busy_device_is_slowed_down(make_site: Callable[[Config], Site]) -> None:
    site = make_site(Config(port=0, submission_rate=Rate(per_second=1, burst=3)))
    alice, bob = site.person(), site.person()
    client = site.device_client(alice)
    client.submit(*[submission(bob.devices[0]) for _ in range(3)])
    body = wire.encode_submissions([submission(bob.devices[0])])
    answer = client.call("POST", wire.PATH_MESSAGES, body)
    assert refused(answer, "rate-limited")
    assert int(answer.headers["retry-after"]) >= 1
