"""Fetching colleagues' profile openings, and keeping those that the log commits to.

relay/PROTOCOL.md section 4. Openings are taken from the revision last seen. An opening can come
before its log entry, or not open at all; so what is then still missing is looked for among all of
them, but only once: no opening that cannot be read makes every sync fetch the whole clinic.
"""

from __future__ import annotations

from functools import partial

from app.core.bus import ContactsChanged
from app.core.errors import ProtocolError
from app.core.records import ProfileRecord
from app.core.store_ports import Transaction
from app.core.transport_types import ProfileOpening
from app.crypto.profile import open_profile
from app.services.context import Context, log

_REVISION = "profile-revision"
_SEARCHED = "profiles-searched"
_MOST_PAGES = 2000
_TELL_PAGES = 10
"""Pages of up to 500 after which the windows hear of new names."""


async def sync_profiles(context: Context) -> None:
    """Bring the profiles to what the log commits to. Raises RelayError."""
    size = context.replica.size
    revision, searched = await context.store.read(_position)
    changed = await _fetch(context, revision)
    if size > searched:
        if await context.store.read(partial(_lacks_any, context, searched)):
            changed |= await _fetch(context, 0)
        await context.store.write(partial(_note_searched, size), durable=False)
    if changed:
        context.bus.publish(ContactsChanged())


async def _fetch(context: Context, revision: int) -> bool:
    """Take in what comes after a revision; whether a profile changed."""
    changed = False
    for pages in range(1, _MOST_PAGES):
        page = await context.call(partial(context.relay.profiles, revision))
        if not page.openings or page.revision <= revision:
            break
        revision = page.revision
        keep = partial(_keep, context, revision, page.openings)
        changed |= await context.store.write(keep, durable=False)
        if changed and pages % _TELL_PAGES == 0:
            context.bus.publish(ContactsChanged())
    return changed


def _position(tx: Transaction) -> tuple[int, int]:
    """The revision up to which openings are here, and the log's size up to which was searched."""
    revision, searched = tx.settings.get(_REVISION), tx.settings.get(_SEARCHED)
    return int(revision or b"0"), int(searched or b"0")


def _lacks_any(context: Context, searched: int, tx: Transaction) -> bool:
    """Whether something that the log has committed to since has no opening here."""
    return any(
        account.commitments[-1].index >= searched
        and tx.people.opening(account_id, account.commitment) is None
        for account_id, account in context.replica.directory.accounts.items()
    )


def _note_searched(size: int, tx: Transaction) -> None:
    """What is still missing is not to be had: a better one comes with a later revision."""
    tx.settings.put(_SEARCHED, str(size).encode())


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
