from __future__ import annotations

import re
from pathlib import Path

import pytest

import app
from app.core.policy import (
    DEFAULT_POLICY,
    Policy,
    PolicyInvalid,
    RelayTrust,
    Setting,
    decode_policy,
    policy_from_values,
)


def test_defaults_are_the_safe_choice() -> None:
    assert decode_policy(b"{}") == DEFAULT_POLICY
    assert DEFAULT_POLICY.relay_trust is RelayTrust.PIN
    assert DEFAULT_POLICY.lock_after_minutes == 10
    assert DEFAULT_POLICY.min_passphrase_length == 12
    assert DEFAULT_POLICY.relay_url is None


def test_every_field_is_read() -> None:
    policy = decode_policy(
        b"""{"relay_trust": "system", "relay_url": "https://relay.clinic:8443",
        "lock_after_minutes": 5, "lock_with_session": false, "min_passphrase_length": 20,
        "allow_remember": false, "allow_backup": false, "allow_unverified_key_change": false,
        "read_receipts": false, "notifications": false,
        "locked": ["read_receipts"]}"""
    )
    assert policy == Policy(
        relay_trust=RelayTrust.SYSTEM,
        relay_url="https://relay.clinic:8443",
        lock_after_minutes=5,
        lock_with_session=False,
        min_passphrase_length=20,
        allow_remember=False,
        allow_backup=False,
        allow_unverified_key_change=False,
        read_receipts=False,
        notifications=False,
        locked=frozenset({Setting.READ_RECEIPTS}),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (b'{"lock_after_minute": 5}', "lock_after_minute"),
        (b'{"lock_after_minutes": 0}', "lock_after_minutes"),
        (b'{"lock_after_minutes": 121}', "lock_after_minutes"),
        (b'{"lock_after_minutes": "5"}', "lock_after_minutes"),
        (b'{"lock_after_minutes": true}', "lock_after_minutes"),
        (b'{"min_passphrase_length": 4}', "min_passphrase_length"),
        (b'{"relay_trust": "none"}', "relay_trust"),
        (b'{"relay_url": "http://relay"}', "relay_url"),
        (b'{"relay_url": "https://me:secret@relay"}', "relay_url"),
        (b'{"locked": ["everything"]}', "locked"),
        (b"[]", "object"),
        (b"{", ""),
        (b"", ""),
        (b"\xff\xfe", ""),
        (b" " * 70_000 + b"{}", "64 KiB"),
    ],
)
def test_what_is_wrong_is_named(text: bytes, names: str) -> None:
    with pytest.raises(PolicyInvalid) as caught:
        decode_policy(text, "somewhere")
    assert names in caught.value.detail
    assert caught.value.source == "somewhere"


def test_values_are_as_strict_as_text() -> None:
    assert policy_from_values({"allow_remember": False}).allow_remember is False
    for values in ({"allow_remember": 0}, {"unknown": 1}, {"lock_after_minutes": 1.5}):
        with pytest.raises(PolicyInvalid):
            policy_from_values(values)


def test_every_field_is_used_somewhere() -> None:
    """IT must not be able to set what nothing obeys."""
    sources = [
        path.read_text("utf-8")
        for path in Path(app.__file__).parent.rglob("*.py")
        if path.name != "policy.py"
    ]
    for name in Policy.__struct_fields__:
        if name != "locked":  # asked through `is_locked`
            reads = rf"olicy\.(effective_)?{name}\b"
            assert any(re.search(reads, text) for text in sources), name


def test_the_example_is_valid() -> None:
    example = Path(app.__file__).parents[1] / "resources" / "policy.example.json"
    assert decode_policy(example.read_bytes()).locked == frozenset({Setting.READ_RECEIPTS})


def test_locked_settings_ignore_the_person() -> None:
    free = Policy(read_receipts=False)
    assert free.effective_read_receipts(True)
    assert not free.effective_read_receipts(None)
    fixed = Policy(read_receipts=False, locked=frozenset({Setting.READ_RECEIPTS}))
    assert not fixed.effective_read_receipts(True)
