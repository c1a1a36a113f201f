"""When a message was encrypted to devices that nobody can explain: the blocking alarm."""

from __future__ import annotations

from app.core.errors import CurbsideError
from app.core.ids import AccountId
from app.core.records import Notice, TrustRecord
from app.core.store_ports import Transaction
from app.services import own_announce
from app.services.batch_result import BatchResult
from app.services.context import Context
from app.services.directory import accept_first_key
from app.services.holding import HeldForMismatch, fail_waiting
from app.services.notices import add_notice


class UnexplainedDeviceSet(CurbsideError):  # noqa: N818 - named for what happened
    """A message was encrypted to devices other than those in the log."""

    code = "device-set-unexplained"
    message = (
        "A message was encrypted to a set of devices that the clinic's directory does not explain. "
        "Somebody may be reading along."
    )
    action = (
        "Sending to this person has stopped. Compare numbers with them (Verify), and tell your "
        "clinic's IT."
    )


def doubt(context: Context, tx: Transaction, other: AccountId, result: BatchResult) -> None:
    """Sending to this person stops until the numbers are compared, in groups as well."""
    result.alarms.append(UnexplainedDeviceSet())
    if other == context.own.account_id:
        return
    trust = accept_first_key(context, tx, other)
    account = context.replica.directory.accounts[other]
    if trust.mismatch_key == account.account_key:
        return
    doubted = TrustRecord(other, trust.accepted_key, None, None, mismatch_key=account.account_key)
    tx.people.put_trust(doubted)
    own_announce.share_trust(context, tx, [doubted])
    result.outbox_grew = True  # what waits for their groups goes out without them
    failed = fail_waiting(tx, other, HeldForMismatch.code)
    row = add_notice(context, tx, other, Notice.DEVICE_SET_UNEXPLAINED)
    result.added.setdefault(row.conversation_id, []).append(row.row_id)
    result.changed.setdefault(row.conversation_id, []).extend(failed)
