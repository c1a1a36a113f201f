"""The vault: the right passphrase, the right file, and no more work than the bounds allow."""

from __future__ import annotations

import json
import time

import nacl.exceptions
import pytest

from app.crypto import vault
from app.crypto.errors import DamagedVaultError, NotEnoughMemoryError, WrongPassphraseError
from app.crypto.vault import (
    MAX_MEMORY_BYTES,
    MAX_OPERATIONS,
    QUICK,
    VaultCost,
    change_passphrase,
    unwrap_vault_key,
    wrap_vault_key,
)
from tests.unit.crypto.people import SYSTEM

KEY = bytes(range(32))
PASSPHRASE = "lamp tulip orbit cactus"


@pytest.fixture(scope="module")
def blob() -> bytes:
    return wrap_vault_key(KEY, PASSPHRASE, SYSTEM, QUICK)


def test_the_passphrase_opens_it(blob: bytes) -> None:
    assert unwrap_vault_key(blob, PASSPHRASE) == KEY
    assert KEY.hex() not in blob.hex()


def test_each_wrapping_has_its_own_salt_and_nonce() -> None:
    first, second = (json.loads(wrap_vault_key(KEY, "x", SYSTEM, QUICK)) for _ in range(2))
    for name in ("salt", "nonce", "wrapped"):
        assert first[name] != second[name]


@pytest.mark.parametrize("wrong", ["", PASSPHRASE + " ", PASSPHRASE.upper(), PASSPHRASE[:-1]])
def test_any_other_passphrase_does_not(blob: bytes, wrong: str) -> None:
    with pytest.raises(WrongPassphraseError):
        unwrap_vault_key(blob, wrong)


def test_equal_looking_input_is_equal() -> None:
    composed, decomposed, wide = "caf\u00e9 noir", "cafe\u0301 noir", "\uff43af\u00e9 noir"
    stored = wrap_vault_key(KEY, composed, SYSTEM, QUICK)
    assert unwrap_vault_key(stored, decomposed) == KEY
    assert unwrap_vault_key(stored, wide) == KEY
    for other in ("cafe noir", "CAF\u00c9 NOIR"):
        with pytest.raises(WrongPassphraseError):
            unwrap_vault_key(stored, other)


def test_any_text_can_be_a_passphrase() -> None:
    for text in ("\ud800 lone surrogate", "\0 zero", "x" * 10_000, "密码 \N{WHITE SMILING FACE}"):
        assert unwrap_vault_key(wrap_vault_key(KEY, text, SYSTEM, QUICK), text) == KEY


def test_a_changed_passphrase_keeps_the_key(blob: bytes) -> None:
    changed = change_passphrase(blob, PASSPHRASE, "another one", SYSTEM, QUICK)
    assert unwrap_vault_key(changed, "another one") == KEY
    with pytest.raises(WrongPassphraseError):
        unwrap_vault_key(changed, PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        change_passphrase(blob, "not it", "another one", SYSTEM, QUICK)


def test_damage_anywhere_is_told_apart_from_a_wrong_passphrase(blob: bytes) -> None:
    for name, value in json.loads(blob).items():
        file = json.loads(blob)
        if isinstance(value, int):
            file[name] = value + 1
        else:
            file[name] = ("B" if value[0] == "A" else "A") + value[1:]
        with pytest.raises(DamagedVaultError):
            unwrap_vault_key(json.dumps(file).encode(), PASSPHRASE)
        del file[name]
        with pytest.raises(DamagedVaultError):
            unwrap_vault_key(json.dumps(file).encode(), PASSPHRASE)
    extra = json.dumps({**json.loads(blob), "hint": "lamp"}).encode()
    for data in (b"", b"\xff", blob[:-5], b"[]", extra, blob + b" " * 5000):
        with pytest.raises(DamagedVaultError):
            unwrap_vault_key(data, PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_bytes", 100 * 2**30),
        ("memory_bytes", MAX_MEMORY_BYTES + 1),
        ("memory_bytes", 8191),
        ("memory_bytes", -1),
        ("operations", MAX_OPERATIONS + 1),
        ("operations", 2**40),
        ("operations", 0),
    ],
)
def test_a_hostile_file_cannot_ask_for_more_than_the_bounds(
    blob: bytes, name: str, value: int
) -> None:
    """Even when its check is right: the bounds come before any work."""
    file = json.loads(blob)
    file[name] = value
    cost = VaultCost(file["operations"] % 2**64, file["memory_bytes"] % 2**64)
    parameters = vault._parameters(cost, vault._decode(file["salt"], 16))
    nonce, wrapped = vault._decode(file["nonce"], 24), vault._decode(file["wrapped"], 48)
    file["check"] = vault._encode(vault._check(parameters, nonce, wrapped))
    started = time.monotonic()
    with pytest.raises(DamagedVaultError):
        unwrap_vault_key(json.dumps(file).encode(), PASSPHRASE)
    assert time.monotonic() - started < 1.0


def test_refused_memory_is_said_to_be_that(blob: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise nacl.exceptions.RuntimeError

    monkeypatch.setattr("app.crypto.stretching.nacl.bindings.crypto_pwhash_alg", refuse)
    with pytest.raises(NotEnoughMemoryError):
        unwrap_vault_key(blob, PASSPHRASE)


def test_profiles_cost_a_guesser_what_they_should() -> None:
    assert vault.MODERATE.memory_bytes >= 256 * 2**20
    assert vault.MODERATE.operations >= 3
    assert vault.SENSITIVE.memory_bytes <= MAX_MEMORY_BYTES
