"""The whole authorisation as one table: every route under every scope (PROTOCOL.md 5.3)."""

from __future__ import annotations

from itertools import product

import pytest
from nacl.signing import SigningKey

from relay import wire
from relay.router import _ROUTES, _methods
from relay.transparency.certificates import Purpose
from relay.wire import Scope
from tests.integration.relay.client import Client
from tests.integration.relay.conftest import Site

DEVICE, NOTIFY, ENROL, LINK, LOG = Scope.DEVICE, Scope.NOTIFY, Scope.ENROL, Scope.LINK, Scope.LOG
A_BLOB = wire.blob_path(bytes(32))
ALLOWED: dict[tuple[str, str], set[Scope]] = {
    ("GET", wire.PATH_LOG_CHECKPOINT): {DEVICE, ENROL, LOG},
    ("POST", wire.PATH_LOG_CHECKPOINT): {DEVICE},
    ("GET", wire.PATH_LOG_ENTRIES): {DEVICE, ENROL, LOG},
    ("POST", wire.PATH_LOG_ENTRIES): {DEVICE},
    ("GET", wire.PATH_LOG_CONSISTENCY): {DEVICE, ENROL, LOG},
    ("GET", wire.PATH_LOG_INCLUSION): {DEVICE, ENROL, LOG},
    ("POST", wire.PATH_ENROL): {ENROL},
    ("GET", wire.PATH_DEVICES): {DEVICE},
    ("PUT", wire.PATH_RECOVERY): {DEVICE},
    ("GET", wire.PATH_RECOVERY): {ENROL},
    ("POST", wire.PATH_LINK): {LINK},
    ("GET", wire.PATH_PROFILES): {DEVICE, ENROL},
    ("PUT", wire.PATH_PREKEYS): {DEVICE},
    ("GET", wire.PATH_PREKEYS_COUNT): {DEVICE},
    ("POST", wire.PATH_PREKEYS_CLAIM): {DEVICE},
    ("POST", wire.PATH_MESSAGES): {DEVICE},
    ("POST", wire.PATH_INBOX): {DEVICE, NOTIFY},
    ("POST", wire.PATH_BLOBS): {DEVICE},
    ("GET", A_BLOB): {DEVICE},
    ("DELETE", A_BLOB): {DEVICE},
}
WITHOUT_SESSION = {wire.PATH_STATUS, wire.PATH_SESSION, wire.PATH_LOG_RETURN}


def sessions(site: Site) -> dict[Scope, Client]:
    """One open session of each scope."""
    person, key = site.person(), SigningKey.generate()
    site.clinic.invite_again(person, Purpose.RECOVER)
    opened = {
        scope: site.client().open_device(person.devices[0], scope.name.lower())
        for scope in (DEVICE, NOTIFY, LOG)
    }
    opened[ENROL], opened[LINK] = site.client(), site.client()
    opened[ENROL].open(
        person.invite_keyid, person.invite_key, "enrol", certificate=person.certificate
    )
    opened[LINK].open(f"link:{bytes(key.verify_key).hex()}", key, "link")
    assert all(client.keyid for client in opened.values())
    return opened


def test_the_table_is_the_routers() -> None:
    routes = {
        (method.decode(), path.decode())
        for path, methods in _ROUTES.items()
        for method in methods
        if path.decode() not in WITHOUT_SESSION
    }
    routes |= {(method.decode(), A_BLOB) for method in _methods(A_BLOB.encode()) or ()}
    assert routes == set(ALLOWED)


def test_every_route_is_closed_to_every_other_scope(site: Site) -> None:
    opened = sessions(site)
    assert set(opened) == set(Scope)
    for (method, path), scope in product(ALLOWED, Scope):
        answer = opened[scope].call(method, path)
        refused = answer.status == 403 and answer.code == "scope"
        assert refused == (scope not in ALLOWED[method, path]), (method, path, scope)


@pytest.mark.parametrize("path", sorted(WITHOUT_SESSION - {wire.PATH_STATUS}))
def test_no_session_stands_in_for_the_key_itself(site: Site, path: str) -> None:
    for scope, client in sessions(site).items():
        answer = client.call("POST", path)
        assert answer.code == "bad-signature", scope


def test_a_session_key_is_of_one_scope(site: Site) -> None:
    for scope, client in sessions(site).items():
        raw = wire.unb64u(client.keyid.removeprefix("session:"))
        for other in set(Scope) - {scope}:
            client.keyid = "session:" + wire.b64u(raw[:16] + bytes([other]) + raw[17:])
            answer = client.call("GET", wire.PATH_LOG_CHECKPOINT)
            assert answer.code == "bad-signature", (scope, other)
