"""Entries whose framing, body or signatures the log refuses."""

from __future__ import annotations

from collections.abc import Callable

from relay.transparency import entries
from relay.transparency.bodies import EntryType, Profile, Role
from relay.transparency.errors import EntryRefused
from relay.wire import tlv
from tests.vectors.log_builder import (
    AUTHORITY,
    LogBuilder,
    Signers,
    dh_pub,
    ident,
    key,
    pub,
    secret,
)
from tests.vectors.refused_tools import (
    GROUP_ORDER,
    Refuse,
    raw_entry,
    resign,
)


def structure(refuse: Refuse) -> None:
    bad = EntryRefused.MALFORMED

    def enrol(log: LogBuilder) -> bytes:
        return log.enrol("grace", add=False)

    def patched(offset: int, value: int) -> Callable[[LogBuilder], bytes]:
        def make(log: LogBuilder) -> bytes:
            raw = bytearray(enrol(log))
            raw[offset] = value
            return bytes(raw)

        return make

    refuse(bad, "two", "empty", lambda log: b"")
    refuse(bad, "two", "head cut short", lambda log: enrol(log)[:60])
    refuse(bad, "two", "body cut short", lambda log: enrol(log)[:200])
    refuse(bad, "two", "no signature count", lambda log: entries.decode(enrol(log)).signed)
    refuse(bad, "two", "last signature cut short", lambda log: enrol(log)[:-1])
    refuse(bad, "two", "trailing byte", lambda log: enrol(log) + b"\x00")
    refuse(bad, "two", "version 0", patched(0, 0))
    refuse(bad, "two", "version 2", patched(0, 2))
    refuse(bad, "two", "type 0", patched(1, 0))
    refuse(bad, "two", "type 10", patched(1, 10))
    refuse(bad, "two", "body length beyond the end", patched(66, 0xFF))
    refuse(bad, "two", "above 8,192 bytes", lambda log: enrol(log) + bytes(8192))
    refuse(
        bad,
        "two",
        "8,193 bytes, framed and signed",
        lambda log: raw_entry(
            log,
            EntryType.PROFILE,
            bytes(8193 - 68 - 66),
            {Role.CA: "ca"},
            account_id=ident("alice"),
            chain=AUTHORITY,
        ),
    )
    refuse(
        bad,
        "two",
        "time above 2^53",
        lambda log: log.device_add("bob", 2, time_ms=2**53 + 1, add=False),
    )
    refuse(
        bad,
        "two",
        "an account in RELAY",
        lambda log: log.entry(
            entries.decode(log.relay((secret("pin"),), pub("log"), add=False)).body,
            {Role.CA: "ca"},
            account_id=ident("alice"),
            chain=AUTHORITY,
            add=False,
        ),
    )
    refuse(
        bad,
        "two",
        "no account in PROFILE",
        lambda log: log.entry(Profile(secret("x")), {Role.CA: "ca"}, add=False),
    )


def bodies(refuse: Refuse) -> None:
    bad = EntryRefused.MALFORMED

    def relay_body(pins: int, log_key: bytes, witnesses: int) -> Callable[[LogBuilder], bytes]:
        body = tlv(secret("pin") * pins, log_key, pub("witness") * witnesses)
        return lambda log: raw_entry(log, EntryType.RELAY, body, {Role.CA: "ca"})

    def by_ca(entry_type: EntryType, body: bytes) -> Callable[[LogBuilder], bytes]:
        return lambda log: raw_entry(
            log, entry_type, body, {Role.CA: "ca"}, account_id=ident("alice"), chain=AUTHORITY
        )

    def device(*fields: bytes) -> Callable[[LogBuilder], bytes]:
        signers: Signers = {Role.ACCOUNT: "ak alice", Role.DEVICE: "dsk alice 2"}
        return lambda log: raw_entry(
            log, EntryType.DEVICE_ADD, tlv(*fields), signers, account_id=ident("alice")
        )

    def genesis(name: bytes) -> Callable[[LogBuilder], bytes]:
        body = tlv(pub("ca"), pub("recovery"), pub("log"), secret("pin"), name)
        return lambda log: raw_entry(log, EntryType.GENESIS, body, {Role.CA: "ca"})

    refuse(bad, "two", "RELAY without pins", relay_body(0, pub("log"), 0))
    refuse(bad, "two", "RELAY with 5 pins", relay_body(5, pub("log"), 0))
    refuse(bad, "two", "RELAY with 9 witnesses", relay_body(1, pub("log"), 9))
    refuse(bad, "two", "RELAY with a log key of 31 bytes", relay_body(1, pub("log")[:31], 0))
    refuse(bad, "two", "PROFILE of 33 bytes", by_ca(EntryType.PROFILE, tlv(bytes(33))))
    refuse(bad, "two", "PROFILE with two fields", by_ca(EntryType.PROFILE, tlv(bytes(32), b"")))
    refuse(
        bad,
        "two",
        "PROFILE with bytes after its field",
        by_ca(EntryType.PROFILE, tlv(bytes(32)) + b"\x00"),
    )
    refuse(bad, "two", "ACCOUNT_CLOSE with a body", by_ca(EntryType.ACCOUNT_CLOSE, tlv(b"")))
    refuse(
        bad,
        "two",
        "DEVICE_REVOKE with wipe 2",
        by_ca(EntryType.DEVICE_REVOKE, tlv(ident("device alice 1"), b"\x02")),
    )
    new = (ident("device alice 2"), pub("dsk alice 2"), dh_pub("ik alice 2"))
    refuse(bad, "two", "DEVICE_ADD without suites", device(*new, b""))
    refuse(bad, "two", "DEVICE_ADD without suite 1", device(*new, b"\x02\x03"))
    refuse(bad, "two", "DEVICE_ADD with suites descending", device(*new, b"\x02\x01"))
    refuse(bad, "two", "DEVICE_ADD with a suite twice", device(*new, b"\x01\x01"))
    refuse(bad, "two", "DEVICE_ADD with three fields", device(*new))
    refuse(bad, "empty", "GENESIS without a name", genesis(b""))
    refuse(bad, "empty", "GENESIS with a name of 129 bytes", genesis(b"x" * 129))
    refuse(bad, "empty", "GENESIS with a name that is not UTF-8", genesis(b"Clinic \xff"))


def signatures(refuse: Refuse) -> None:
    wrong, bad = EntryRefused.SIGNATURE, EntryRefused.MALFORMED

    def add(log: LogBuilder) -> bytes:
        return log.device_add("bob", 2, add=False)

    account, device = (Role.ACCOUNT, "ak bob"), (Role.DEVICE, "dsk bob 2")
    refuse(bad, "two", "no signatures", lambda log: resign(log, add(log)))
    refuse(bad, "two", "roles descending", lambda log: resign(log, add(log), device, account))
    refuse(bad, "two", "one role twice", lambda log: resign(log, add(log), account, account))
    refuse(bad, "two", "DEVICE missing", lambda log: resign(log, add(log), account))
    refuse(bad, "two", "ACCOUNT missing", lambda log: resign(log, add(log), device))
    refuse(
        bad,
        "two",
        "one role too many",
        lambda log: resign(log, add(log), (Role.CA, "ca"), account, device),
    )
    refuse(
        bad,
        "two",
        "an unknown role",
        lambda log: resign(log, add(log), account, device, (8, "ca")),  # type: ignore[arg-type]
    )
    refuse(
        bad,
        "two",
        "DEVICE_ADD signed by CA instead of the account",
        lambda log: resign(log, add(log), (Role.CA, "ca"), device),
    )
    refuse(
        wrong,
        "two",
        "CA's signature in the account's role",
        lambda log: resign(log, add(log), (Role.ACCOUNT, "ca"), device),
    )
    refuse(
        wrong,
        "two",
        "another account's key",
        lambda log: resign(log, add(log), (Role.ACCOUNT, "ak alice"), device),
    )
    refuse(
        wrong,
        "two",
        "the device's signature by another key",
        lambda log: resign(log, add(log), account, (Role.DEVICE, "dsk bob 3")),
    )
    refuse(
        wrong,
        "two",
        "signed for another log",
        lambda log: log.device_add("bob", 2, log_id=bytes(32), add=False),
    )
    refuse(
        wrong,
        "two",
        "signed with an empty log id",
        lambda log: log.device_add("bob", 2, log_id=b"", add=False),
    )

    def swapped(log: LogBuilder) -> bytes:
        raw = add(log)
        first, second = raw[-129:-65], raw[-64:]
        return raw[:-129] + second + raw[-65:-64] + first

    def mislabelled(log: LogBuilder) -> bytes:
        raw = add(log)
        signed = entries.decode(raw).signed
        message = entries.to_be_signed(Role.DEVICE, log.log_id, signed)
        other = message.replace(b"curbside/1 log entry\x00", b"curbside/1 prekey\x00", 1)
        return raw[:-64] + key("dsk bob 2").sign(other).signature

    def malleable(log: LogBuilder) -> bytes:
        raw = add(log)
        scalar = int.from_bytes(raw[-32:], "little") + GROUP_ORDER
        return raw[:-32] + scalar.to_bytes(32, "little")

    def flipped(log: LogBuilder) -> bytes:
        raw = bytearray(add(log))
        raw[80] ^= 1
        return bytes(raw)

    refuse(wrong, "two", "signatures of the two roles swapped", swapped)
    refuse(wrong, "two", "another context label", mislabelled)
    refuse(wrong, "two", "a signature with S above the group order", malleable)
    refuse(wrong, "two", "a bit of the body flipped", flipped)
    refuse(
        wrong,
        "empty",
        "GENESIS signed by the recovery key",
        lambda log: log.entry(
            entries.decode(log.genesis(add=False)).body,
            {Role.CA: "recovery"},
            log_id=b"",
            add=False,
        ),
    )
