"""Well-formed entries that the log's rules refuse where they are tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from relay.transparency import entries
from relay.transparency.bodies import Profile, Role
from relay.transparency.errors import EntryRefused
from tests.vectors.log_builder import (
    AUTHORITY,
    START_MS,
    LogBuilder,
    Signers,
    dh_pub,
    ident,
    pub,
    secret,
)
from tests.vectors.refused_tools import (
    IDENTITY,
    NON_CANONICAL_IDENTITY,
    ORDER_EIGHT,
    X_ORDER_EIGHT,
    Refuse,
)


def places(refuse: Refuse) -> None:
    sequence, time = EntryRefused.SEQUENCE, EntryRefused.TIME
    refuse(sequence, "two", "seq too high", lambda log: log.device_add("bob", 2, seq=3, add=False))
    refuse(sequence, "two", "seq repeated", lambda log: log.device_add("bob", 2, seq=1, add=False))
    refuse(
        sequence,
        "two",
        "prev of another entry",
        lambda log: log.device_add("bob", 2, prev=log.chains[ident("alice")][1], add=False),
    )
    refuse(
        sequence,
        "two",
        "prev zero",
        lambda log: log.device_add("bob", 2, prev=bytes(32), add=False),
    )
    refuse(sequence, "two", "an entry repeated", lambda log: log.log[-2])
    refuse(
        sequence,
        "two",
        "an authority statement in the account's chain",
        lambda log: log.entry(
            Profile(secret("x")), {Role.CA: "ca"}, account_id=ident("alice"), add=False
        ),
    )
    refuse(
        sequence,
        "two",
        "the account's own revocation in the authority's chain",
        lambda log: log.device_revoke(
            "alice",
            1,
            seq=log.chains[AUTHORITY][0],
            prev=log.chains[AUTHORITY][1],
            add=False,
        ),
    )
    refuse(sequence, "two", "ENROL with seq 1", lambda log: log.enrol("grace", seq=1, add=False))
    refuse(
        sequence,
        "two",
        "ENROL with a predecessor",
        lambda log: log.enrol("grace", prev=secret("x"), add=False),
    )
    refuse(
        sequence,
        "empty",
        "GENESIS with seq 1",
        lambda log: log.genesis(seq=1, add=False),
    )
    refuse(
        time,
        "two",
        "time falls in an account's chain",
        lambda log: log.device_add("bob", 2, time_ms=START_MS, add=False),
    )
    refuse(
        time,
        "two",
        "time falls in the authority's chain",
        lambda log: log.profile("bob", secret("x"), time_ms=START_MS - 1, add=False),
    )


def keys(refuse: Refuse) -> None:
    used, weak, device = EntryRefused.KEY_USED, EntryRefused.WEAK_KEY, EntryRefused.DEVICE

    def add(**changes: Any) -> Callable[[LogBuilder], bytes]:
        return lambda log: log.device_add("bob", 2, add=False, **changes)

    def with_dsk(name: str) -> Callable[[LogBuilder], bytes]:
        signers: Signers = {Role.ACCOUNT: "ak bob", Role.DEVICE: name}
        return add(dsk=pub(name), signers=signers)

    refuse(used, "two", "another device's DSK", with_dsk("dsk alice 1"))
    refuse(used, "two", "another device's IK", add(ik=dh_pub("ik alice 1")))
    refuse(used, "two", "the own account key as DSK", with_dsk("ak bob"))
    refuse(used, "two", "an invite key as DSK", with_dsk("invite alice"))
    refuse(used, "two", "the authority's key as DSK", with_dsk("ca"))
    refuse(used, "two", "a DSK as IK", add(ik=pub("dsk alice 1")))
    refuse(used, "two", "one key as DSK and IK", add(ik=pub("dsk bob 2")))
    refuse(used, "revoked", "a revoked device's DSK", with_dsk("dsk bob 1"))
    refuse(device, "two", "another device's id", add(device_id=ident("device alice 1")))
    refuse(device, "revoked", "a revoked device's id", add(device_id=ident("device bob 1")))
    refuse(
        used,
        "two",
        "an account key enrolled before",
        lambda log: log.enrol("grace", ak="ak alice", add=False),
    )
    refuse(
        used,
        "two",
        "the invite key as account key",
        lambda log: log.enrol("grace", ak="invite grace", add=False),
    )
    refuse(
        used,
        "rekeyed",
        "REKEY back to the first account key",
        lambda log: log.rekey("alice", "ak alice", add=False),
    )
    refuse(
        used,
        "rekeyed",
        "REKEY to the present account key",
        lambda log: log.rekey("alice", "ak alice, second", add=False),
    )
    refuse(weak, "two", "IK zero", add(ik=bytes(32)))
    refuse(weak, "two", "IK one", add(ik=IDENTITY))
    refuse(weak, "two", "IK of order 8", add(ik=X_ORDER_EIGHT))
    refuse(weak, "two", "DSK the identity", add(dsk=IDENTITY))
    refuse(weak, "two", "DSK of order 8", add(dsk=ORDER_EIGHT))
    for name, point in (
        ("the identity", IDENTITY),
        ("the identity, encoded otherwise", NON_CANONICAL_IDENTITY),
        ("of order 8", ORDER_EIGHT),
        ("of order 4", bytes(32)),
    ):
        refuse(
            weak,
            "two",
            f"a log key that is {name}",
            lambda log, point=point: log.relay((secret("pin"),), point, add=False),  # type: ignore[misc]
        )
    refuse(
        weak,
        "two",
        "a witness of small order",
        lambda log: log.relay(
            (secret("pin"),), pub("log"), (pub("witness"), ORDER_EIGHT), add=False
        ),
    )


def accounts(refuse: Refuse) -> None:
    account, device = EntryRefused.ACCOUNT, EntryRefused.DEVICE

    def unknown(log: LogBuilder) -> LogBuilder:
        log.account_keys["grace"] = "ak grace"
        return log

    refuse(device, "full", "a ninth live device", lambda log: log.device_add("alice", 9, add=False))
    refuse(
        device,
        "two",
        "revoking a device that never was",
        lambda log: log.device_revoke("alice", 7, add=False),
    )
    refuse(
        device,
        "revoked",
        "revoking a device twice",
        lambda log: log.device_revoke("alice", 2, add=False),
    )
    refuse(
        device,
        "two",
        "CA revoking another account's device",
        lambda log: log.entry(
            entries.decode(log.device_revoke("bob", 1, by_ca=True, add=False)).body,
            {Role.CA: "ca"},
            account_id=ident("alice"),
            chain=AUTHORITY,
            add=False,
        ),
    )
    refuse(
        device,
        "rekeyed",
        "revoking a device that REKEY ended",
        lambda log: log.device_revoke("alice", 1, add=False),
    )
    refuse(
        EntryRefused.SIGNATURE,
        "rekeyed",
        "DEVICE_ADD under the former account key",
        lambda log: log.device_add(
            "alice", 9, signers={Role.ACCOUNT: "ak alice", Role.DEVICE: "dsk alice 9"}, add=False
        ),
    )
    refuse(
        account,
        "two",
        "DEVICE_ADD without an account",
        lambda log: unknown(log).device_add("grace", 1, add=False),
    )
    refuse(
        account,
        "two",
        "PROFILE without an account",
        lambda log: log.profile("grace", secret("x"), add=False),
    )
    refuse(
        account,
        "two",
        "ACCOUNT_CLOSE without an account",
        lambda log: log.account_close("grace", add=False),
    )
    refuse(
        account,
        "two",
        "an account enrolled twice",
        lambda log: log.enrol("alice", ak="ak alice, second", invite="invite new", add=False),
    )
    refuse(
        account,
        "closed",
        "DEVICE_ADD after ACCOUNT_CLOSE",
        lambda log: log.device_add("carol", 2, add=False),
    )
    refuse(
        account,
        "closed",
        "ACCOUNT_CLOSE twice",
        lambda log: log.account_close("carol", add=False),
    )
    refuse(
        account,
        "closed",
        "REKEY by invite after ACCOUNT_CLOSE",
        lambda log: log.rekey("carol", "ak carol, second", invite="invite new", add=False),
    )
    refuse(
        account,
        "closed",
        "enrolling a closed account again",
        lambda log: log.enrol("carol", ak="ak carol, second", invite="invite new", add=False),
    )
    refuse(
        account,
        "closed",
        "DEVICE_REVOKE by CA after ACCOUNT_CLOSE",
        lambda log: log.device_revoke("carol", 1, by_ca=True, add=False),
    )


def authority(refuse: Refuse) -> None:
    genesis, used, rotation = (
        EntryRefused.GENESIS,
        EntryRefused.KEY_USED,
        EntryRefused.ROTATION,
    )
    refuse(genesis, "empty", "a log that starts with ENROL", _enrol_first)
    refuse(
        genesis,
        "two",
        "a second GENESIS",
        lambda log: LogBuilder().genesis(time_ms=START_MS + 1, add=False),
    )
    refuse(
        rotation,
        "two",
        "CA naming another recovery key",
        lambda log: log.ca_rotate("ca 2", "recovery 2", add=False),
    )
    refuse(
        EntryRefused.SIGNATURE,
        "two",
        "CA_ROTATE without the new key's consent",
        lambda log: log.ca_rotate("ca 2", signers={Role.CA: "ca", Role.NEW_CA: "ca 3"}, add=False),
    )
    refuse(
        EntryRefused.SIGNATURE,
        "two",
        "CA_ROTATE signed by CA as recovery key",
        lambda log: log.ca_rotate(
            "ca 2", signers={Role.CA_RECOVERY: "ca", Role.NEW_CA: "ca 2"}, add=False
        ),
    )
    refuse(
        EntryRefused.SIGNATURE,
        "rotated",
        "PROFILE signed by the former CA",
        lambda log: log.profile("bob", secret("x"), signers={Role.CA: "ca"}, add=False),
    )
    refuse(
        EntryRefused.SIGNATURE,
        "recovered",
        "CA_ROTATE by the former recovery key",
        lambda log: log.ca_rotate(
            "ca 4", signers={Role.CA_RECOVERY: "recovery", Role.NEW_CA: "ca 4"}, add=False
        ),
    )
    refuse(used, "two", "CA_ROTATE to the present CA", lambda log: log.ca_rotate("ca", add=False))
    refuse(
        used,
        "rotated",
        "CA_ROTATE back to a former CA",
        lambda log: log.ca_rotate("ca", by_recovery=True, add=False),
    )
    refuse(
        used,
        "two",
        "one key as CA and recovery key",
        lambda log: log.ca_rotate("ca 2", "ca 2", by_recovery=True, add=False),
    )
    refuse(
        used,
        "two",
        "a device's key as log key",
        lambda log: log.relay((secret("pin"),), pub("dsk alice 1"), add=False),
    )
    refuse(
        used,
        "closed",
        "RELAY back to a former log key",
        lambda log: log.relay((secret("pin"),), pub("log"), add=False),
    )
    refuse(
        EntryRefused.SIGNATURE,
        "two",
        "RELAY signed by the recovery key",
        lambda log: log.entry(
            entries.decode(log.relay((secret("pin 9"),), pub("log"), add=False)).body,
            {Role.CA: "recovery"},
            add=False,
        ),
    )


def _enrol_first(log: LogBuilder) -> bytes:
    log.log_id = secret("no log")
    return log.enrol("grace", add=False)
