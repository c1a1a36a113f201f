"""Verifying what a long log owed when it first came here, account by account (DESIGN section 4).

`Unverified` knows what is left. Nothing is encrypted to an account, shown as Directory-checked or
read as coming from it before its signatures are verified: `require` does that on the spot, in well
under a millisecond. The rest is done in the background, and what is left outlives a restart.
"""

from __future__ import annotations

import asyncio
from functools import partial

from app.core import tlv
from app.core.bus import ContactsChanged, LogProgress
from app.core.errors import CurbsideError
from app.core.ids import AccountId
from app.core.store_ports import Transaction
from app.crypto.transparency.deferred import Unverified, account_of, is_about_clinic
from app.crypto.transparency.errors import EntryForbidden
from app.crypto.transparency.replica import Replica
from app.services.context import Context, log

LONG_LOG = 2000
"""Entries from which on the structure comes first. Fewer are verified whole within a second."""

_OWED = "log-signatures-owed"
_FORGED = "log-forged"
_ACCOUNTS_AT_ONCE = 50
_TELL_S = 5.0


class LogForged(CurbsideError):  # noqa: N818 - named for what happened
    """An entry in the log bears a signature that does not verify."""

    code = "log-forged"
    message = (
        "The clinic's directory, as the relay served it, contains an entry that was not signed by "
        "whom it names. Somebody may be trying to read along."
    )
    action = (
        "Sending has stopped. Tell your clinic's IT at once. Once the relay is trustworthy again, "
        "this computer needs a new invite."
    )


def at_once(own_account: AccountId, entry: bytes) -> bool:
    """Whether an entry's signatures are verified with a long log's structure."""
    return is_about_clinic(entry) or account_of(entry) == own_account


def owe(tx: Transaction, first: int, size: int) -> None:
    """The signatures of the entries from `first` up to `size` are still to be verified."""
    tx.settings.put(_OWED, tlv.encode(first.to_bytes(8, "big"), size.to_bytes(8, "big")))


def load(replica: Replica, tx: Transaction) -> Unverified | None:
    """What an earlier run left to do, None for nothing."""
    stored = tx.settings.get(_OWED)
    if stored is None:
        return None
    first, size = (tlv.unsigned(each, 8) for each in tlv.decode(stored, 2))
    return Unverified(replica.directory, first, tx.log.entries(first, size - first))


def alarm(tx: Transaction) -> LogForged | None:
    """LogForged once something was found."""
    return None if tx.settings.get(_FORGED) is None else LogForged()


def is_verified(context: Context, account_id: AccountId) -> bool:
    """Whether an account's signatures are all verified."""
    return context.unverified is None or context.unverified.is_verified(account_id)


def require(context: Context, account_id: AccountId) -> None:
    """Verify an account's signatures now, unless they are. Raises EntryForbidden."""
    if context.unverified is not None:
        context.unverified.verify(account_id)


def may_show(context: Context, account_id: AccountId, *, known: bool) -> bool:
    """Whether an account can be in a list: verified, or `known` to the person and found good."""
    if is_verified(context, account_id):
        return True
    if not known:
        return False  # it comes when the background has reached it
    try:
        require(context, account_id)
    except EntryForbidden:
        return False
    return True


async def verify_all(context: Context) -> None:
    """Verify what is left, a little at a time. What is found to be forged is kept for the alarm."""
    unverified = context.unverified
    if unverified is None:
        return
    loop = asyncio.get_running_loop()
    told = loop.time()
    while unverified.accounts_left and unverified.failure is None:
        try:
            await context.call(partial(unverified.verify_some, _ACCOUNTS_AT_ONCE))
        except EntryForbidden as error:
            log.error("a forged entry in the log: %s", error)
        if loop.time() - told >= _TELL_S:
            told = loop.time()
            first, size = unverified.first_left, unverified.size
            await context.store.write(partial(_advance, first, size), durable=False)
            context.bus.publish(LogProgress(first, size))
            context.bus.publish(ContactsChanged())
    if unverified.failure is not None:
        index = unverified.failure.index or 0
        await context.store.write(lambda tx: tx.settings.put(_FORGED, str(index).encode()))
    else:
        await context.store.write(lambda tx: tx.settings.delete(_OWED))
        context.unverified = None
        context.bus.publish(LogProgress(unverified.size, unverified.size))
    context.bus.publish(ContactsChanged())


def _advance(first: int, size: int, tx: Transaction) -> None:
    owe(tx, first, size)
