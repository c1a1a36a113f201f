"""Well-formed entries that the log refuses for the certificate they were invited with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from relay.transparency.bodies import EntryType, Role
from relay.transparency.certificates import Purpose
from relay.transparency.errors import EntryRefused
from relay.wire import tlv
from tests.vectors.log_builder import (
    LogBuilder,
    ident,
    pub,
    secret,
)
from tests.vectors.refused_tools import (
    Refuse,
    raw_entry,
)


def invites(refuse: Refuse) -> None:
    certificate = EntryRefused.CERTIFICATE

    def enrol(**changes: Any) -> Callable[[LogBuilder], bytes]:
        return lambda log: log.enrol("grace", log.certificate("grace", **changes), add=False)

    def rekey(**changes: Any) -> Callable[[LogBuilder], bytes]:
        return lambda log: log.rekey(
            "bob",
            "ak bob, third",
            log.certificate("bob", **changes),
            invite="invite new",
            add=False,
        )

    refuse(certificate, "two", "an invite for REKEY used to enrol", enrol(purpose=Purpose.REKEY))
    refuse(
        certificate,
        "two",
        "an invite to enrol used for REKEY",
        rekey(purpose=Purpose.ENROL, invite="invite new"),
    )
    refuse(certificate, "two", "an invite for another clinic", enrol(log_id=secret("log")))
    refuse(certificate, "two", "an invite that CA did not sign", enrol(by="recovery"))
    refuse(certificate, "rotated", "an invite of the former CA", enrol(by="ca"))
    refuse(
        certificate,
        "recovered",
        "an invite of the CA before the recovery",
        enrol(by="ca 2"),
    )
    refuse(
        certificate,
        "two",
        "an invite for another account",
        lambda log: log.enrol("grace", log.certificate("heidi", invite="invite grace"), add=False),
    )
    refuse(
        EntryRefused.INVITE_EXPIRED,
        "two",
        "an invite that expired a millisecond ago",
        lambda log: enrol(not_after=log.time_ms - 1)(log),
    )
    refuse(
        EntryRefused.INVITE_EXPIRED,
        "two",
        "a REKEY invite that expired",
        lambda log: rekey(purpose=Purpose.REKEY, invite="invite new", not_after=log.time_ms - 1)(
            log
        ),
    )
    refuse(
        EntryRefused.INVITE_USED,
        "two",
        "an invite key used before",
        lambda log: log.enrol("grace", invite="invite alice", add=False),
    )
    refuse(
        EntryRefused.INVITE_USED,
        "returned",
        "a REKEY invite used twice",
        lambda log: log.rekey("bob", "ak bob, third", invite="invite bob again", add=False),
    )
    refuse(
        EntryRefused.SIGNATURE,
        "two",
        "an invite redeemed without its key",
        lambda log: log.enrol(
            "grace", signers={Role.ACCOUNT: "ak grace", Role.INVITE: "invite heidi"}, add=False
        ),
    )
    refuse(certificate, "two", "an invite to recover used to enrol", enrol(purpose=Purpose.RECOVER))
    refuse(
        certificate,
        "two",
        "an invite to recover used for REKEY",
        rekey(purpose=Purpose.RECOVER, invite="invite new"),
    )
    refuse(
        certificate,
        "two",
        "an invite to recover in a REKEY by the account key",
        lambda log: log.rekey(
            "bob", "ak bob, second", log.certificate("bob", purpose=Purpose.RECOVER), add=False
        ),
    )
    refuse(
        EntryRefused.MALFORMED,
        "two",
        "an invite of an unknown purpose",
        lambda log: raw_entry(
            log,
            EntryType.ENROL,
            tlv(
                pub("ak grace"),
                log.certificate("grace")
                .encode()
                .replace(b"\x00\x00\x00\x01\x01", b"\x00\x00\x00\x01\x04", 1),
            ),
            {Role.ACCOUNT: "ak grace", Role.INVITE: "invite grace"},
            account_id=ident("grace"),
        ),
    )
    refuse(
        certificate,
        "two",
        "REKEY by the account key with a certificate",
        lambda log: log.rekey(
            "bob", "ak bob, second", log.certificate("bob", purpose=Purpose.REKEY), add=False
        ),
    )
    refuse(
        certificate,
        "two",
        "REKEY by invite without a certificate",
        lambda log: log.rekey(
            "bob",
            "ak bob, second",
            signers={Role.NEW_ACCOUNT: "ak bob, second", Role.INVITE: "invite new"},
            add=False,
        ),
    )
