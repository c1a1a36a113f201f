"""A client and a long log, through the real relay: first sync, one person more, and a start.

The people are enrolled by the authority's own key, imported as `curbside-relay import` would; the
client under measurement enrols as anybody does.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path

from nacl.signing import SigningKey

from app.core.ids import AccountId, DeviceId, LogId
from app.crypto import profile
from app.crypto.certificate import Certificate, Purpose
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.system_random import SystemRandom
from app.crypto.transparency import signing
from app.services import opening, signature_checks
from relay.authority import statements
from relay.authority.statements import EntryStatement, OpeningStatement, Statement
from relay.wire import ProfileOpening
from tests.bench.report import Report
from tests.support.clinic import PASSPHRASE, Clinic, Person

_CHUNK = 2000
_RANDOM = SystemRandom()
_DAY_MS = 24 * 60 * 60 * 1000


def measure(report: Report, folder: Path, sizes: Sequence[int]) -> None:
    """For logs of these many entries, one after another in the same growing clinic."""
    with Clinic(folder) as clinic:
        for size in sizes:
            grow(clinic, size)
            report.section(f"Log of {size:,} entries, a client through the real relay")
            asyncio.run(_measure(report, clinic, size))


def grow(clinic: Clinic, size: int) -> None:
    """Enrol people with one device each until the log has that many entries."""
    while (missing := size - clinic.relay.server.directory.size) > 0:
        people = max(1, min(missing, _CHUNK) // 2)
        items = [item for _ in range(people) for item in _person(clinic)]
        clinic.relay.import_statements(statements.encode(items))


def _person(clinic: Clinic) -> list[Statement]:
    log_id, now = LogId(clinic.authority.log_id), time.time_ns() // 1_000_000
    account_id, invite = AccountId(os.urandom(16)), SigningKey.generate()
    number = account_id.hex()[:8]
    content = profile.Profile(f"Person {number}", "Nurse", "Ward 4", number).encode()
    salt = os.urandom(profile.SALT_SIZE)
    commitment = profile.commitment(salt, content)
    unsigned = Certificate(
        purpose=Purpose.ENROL,
        log_id=log_id,
        account_id=account_id,
        invite_key=bytes(invite.verify_key),
        profile_commitment=commitment,
        not_after_ms=now + _DAY_MS,
        signature=bytes(64),
    )
    signature = clinic.authority._ca().sign(unsigned.signed_bytes).signature
    certified = Certificate.decode(unsigned.encode()[:-64] + signature)
    account, device = AccountSecret.generate(_RANDOM), DeviceSecrets.generate(_RANDOM)
    enrol = signing.enrol_entry(account, bytes(invite), certified, log_id=log_id, time_ms=now)
    add = signing.device_add_entry(
        account,
        device,
        account_id,
        DeviceId(os.urandom(16)),
        head=signing.head_after(enrol),
        log_id=log_id,
        time_ms=now,
    )
    sealed = profile.seal_profile(
        content,
        salt,
        clinic.authority.directory_key,
        log_id,
        account_id,
        randomness=_RANDOM,
    )
    return [
        EntryStatement(enrol),
        EntryStatement(add),
        OpeningStatement(ProfileOpening(account_id, commitment, sealed)),
    ]


async def _measure(report: Report, clinic: Clinic, size: int) -> None:
    person = clinic.invite(f"Measured {size}")
    name = f"{size:,} entries"
    began = time.perf_counter()
    person.client = await person.access.enrol(
        person.invite, PASSPHRASE, remember=False, progress=lambda _: None
    )
    report.add(f"{name}, first run: from invite to open", time.perf_counter() - began, "s")
    context = person.open._context
    if context.unverified is not None:
        began = time.perf_counter()
        await signature_checks.verify_all(context)
        report.add(f"{name}, all signatures after that", time.perf_counter() - began, "s")
    began = time.perf_counter()
    await person.open.engine.log_sync.sync()
    report.add(f"{name}, everybody's name after that", time.perf_counter() - began, "s")
    await opening.keep_state(context)
    report.add(f"{name}, one person more: fetched to shown", await _one_more(clinic, person), "ms")
    await person.lock()
    began = time.perf_counter()
    person.client = await person.access.unlock(PASSPHRASE)
    report.add(f"{name}, a start with the kept state", time.perf_counter() - began, "s")
    await person.lock()


async def _one_more(clinic: Clinic, person: Person) -> float:
    """The best of a few, in milliseconds."""
    best = float("inf")
    for _ in range(5):
        before = person.open._context.replica.size
        clinic.relay.import_statements(statements.encode(_person(clinic)))
        began = time.perf_counter()
        await person.open.engine.log_sync.sync()
        best = min(best, time.perf_counter() - began)
        assert person.open._context.replica.size == before + 2
    return 1000 * best
