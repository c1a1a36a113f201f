"""Fetching colleagues' profile openings, and keeping those that the log commits to.

relay/PROTOCOL.md section 4. Openings are taken from the revision last seen. An opening can come
before its log entry, or not open at all; so what is then still missing is looked for among all of
them, but only once: no opening that cannot be read makes every sync fetch the whole clinic.
"""

from __future__ import annotations

from functools import partial

import msgspec

from app.core.bus import ContactsChanged
from app.core.errors import ProtocolError
from app.core.records import ProfileRecord
from app.core.store_ports import Transaction
from app.core.transport_types import ProfileOpening
from app.crypto.profile import open_profile
from app.services.context import Context, log

_REVISION = "profile-revision"
_NOT_TO_BE_HAD = "profiles-not-to-be-had"
_MOST_PAGES = 2000


async def sync_profiles(context: Context) -> None:
    """Bring the profiles to what the log commits to. Raises RelayError."""
    revision = await context.store.read(lambda tx: int(tx.settings.get(_REVISION) or b"0"))
    changed = await _fetch(context, revision)
    if await context.store.read(partial(_worth_searching, context)):
        changed |= await _fetch(context, 0)
        await context.store.write(partial(_note_not_to_be_had, context))
    if changed:
        context.bus.publish(ContactsChanged())


async def _fetch(context: Context, revision: int) -> bool:
    """Take in what comes after a revision; whether a profile changed."""
    changed = False
    for _ in range(_MOST_PAGES):
        page = await context.call(partial(context.relay.profiles, revision))
        if not page.openings or page.revision <= revision:
            break
        revision = page.revision
        changed |= await context.store.write(partial(_keep, context, revision, page.openings))
    return changed


def _missing(context: Context, tx: Transaction) -> set[bytes]:
    """The commitments in the log without a profile here."""
    known = {profile.account_id: profile.commitment for profile in tx.people.profiles()}
    return {
        account.commitment
        for account_id, account in context.replica.directory.accounts.items()
        if known.get(account_id) != account.commitment
    }


def _worth_searching(context: Context, tx: Transaction) -> bool:
    stored = tx.settings.get(_NOT_TO_BE_HAD)
    searched = msgspec.msgpack.decode(stored, type=set[bytes]) if stored else set()
    return not _missing(context, tx) <= searched


def _note_not_to_be_had(context: Context, tx: Transaction) -> None:
    """What even all openings do not hold; a better one would come with a later revision."""
    tx.settings.put(_NOT_TO_BE_HAD, msgspec.msgpack.encode(_missing(context, tx)))


def _keep(
    context: Context, revision: int, openings: tuple[ProfileOpening, ...], tx: Transaction
) -> bool:
    """Store those that the log commits to for just that account; whether there was one."""
    changed = False
    for opening in openings:
        account = context.replica.directory.accounts.get(opening.account_id)
        if account is None or opening.commitment != account.commitment:
            continue
        try:
            profile = open_profile(
                opening.opening,
                context.own.directory_key,
                context.own.log_id,
                opening.account_id,
                account.commitment,
            )
        except ProtocolError as error:
            log.warning("profile opening refused: %s", error.code)
            continue
        tx.people.put_opening(opening.account_id, account.commitment, opening.opening)
        tx.people.put_profile(
            ProfileRecord(
                opening.account_id,
                account.commitment,
                profile.name,
                profile.role,
                profile.department,
                profile.staff_id,
            )
        )
        changed = True
    tx.settings.put(_REVISION, str(revision).encode())
    return changed
