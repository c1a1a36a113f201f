"""Who is in the clinic, and how far each of them can be trusted: from the replica and the store.

Trust is derived, never stored as such: the log says which account key is current, the store says
which one the person accepted, verified or rejected.
"""

from __future__ import annotations

from app.core.display_text import name_for_display
from app.core.ids import AccountId, ConversationId
from app.core.records import ProfileRecord, TrustRecord
from app.core.store_ports import Transaction
from app.core.views import AttentionReason, ContactView, Trust
from app.crypto.envelope import conversation_id
from app.services import own_entries, signature_checks
from app.services.context import Context

_GROUP_KEY = 32
_UNKNOWN_NAME = "Name not available yet"


def conversation_with(context: Context, account_id: AccountId) -> ConversationId:
    """The id of the one-to-one conversation with a person."""
    return conversation_id(context.own.log_id, context.own.account_id, account_id)


def conversation_named(context: Context, key: bytes) -> ConversationId | None:
    """The conversation that one of our devices names (`ConversationRecord.key`): the other
    person's account, or the id of a group, whether it is known here or not. None: nobody's."""
    if len(key) == _GROUP_KEY:
        return ConversationId(key)
    account_id = AccountId(key)
    if account_id not in context.replica.directory.accounts:
        return None
    return conversation_with(context, account_id)


def other_account(key: bytes) -> AccountId | None:
    """The other person that a key names; None: it names a group."""
    return None if len(key) == _GROUP_KEY else AccountId(key)


def accept_first_key(
    context: Context, transaction: Transaction, account_id: AccountId, size: int | None = None
) -> TrustRecord:
    """The person's trust record; on the first contact, the log's current key is accepted.

    `size`: of the log over which another of our devices had that contact; it is the key of then.
    """
    trust = transaction.people.trust(account_id)
    if trust is None:
        account = context.replica.directory.accounts[account_id]
        key = context.replica.account_key(account_id, size) or account.account_key
        if len(account.keys) > 1 and own_entries.awaits_decisions(transaction):
            key = account.keys[-2].key  # a change that our other devices may be holding back
        trust = TrustRecord(account_id, key, None, None, None)
        transaction.people.put_trust(trust)
    return trust


def attention(
    context: Context, account_id: AccountId, trust: TrustRecord | None
) -> AttentionReason:
    """Why nothing may be sent to this person now, or NONE."""
    account = context.replica.directory.accounts[account_id]
    if account.closed:
        return AttentionReason.CLOSED
    if trust is not None:
        if trust.mismatch_key == account.account_key:
            return AttentionReason.MISMATCH
        if trust.accepted_key != account.account_key:
            return AttentionReason.KEY_CHANGED
    if not context.replica.live_devices(account_id):
        return AttentionReason.NO_DEVICE
    return AttentionReason.NONE


def trust_of(context: Context, account_id: AccountId, record: TrustRecord | None) -> Trust:
    """The chip beside the name."""
    reason = attention(context, account_id, record)
    if reason not in (AttentionReason.NONE, AttentionReason.NO_DEVICE):
        return Trust.ATTENTION
    account = context.replica.directory.accounts[account_id]
    if record is not None and record.verified_key == account.account_key:
        return Trust.VERIFIED
    return Trust.DIRECTORY_CHECKED


def contact_view(
    context: Context,
    account_id: AccountId,
    profile: ProfileRecord | None,
    record: TrustRecord | None,
    duplicate_of: str | None = None,
) -> ContactView:
    """One colleague as the windows show them. Raises EntryForbidden for a forged entry."""
    signature_checks.require(context, account_id)
    return ContactView(
        account_id=account_id,
        conversation_id=conversation_with(context, account_id),
        name=name_for_display(profile.name) if profile else _UNKNOWN_NAME,
        role=name_for_display(profile.role) if profile else "",
        department=name_for_display(profile.department) if profile else "",
        staff_id=name_for_display(profile.staff_id) if profile else "",
        trust=trust_of(context, account_id, record),
        attention=attention(context, account_id, record),
        device_count=len(context.replica.live_devices(account_id)),
        duplicate_of=duplicate_of,
    )


def all_contacts(context: Context, transaction: Transaction) -> list[ContactView]:
    """Everyone else who is or was in the directory, by name; the closed ones only if written to.

    While a long log is being verified, those whom that has not reached come later.
    """
    profiles = {profile.account_id: profile for profile in transaction.people.profiles()}
    trusts = {trust.account_id: trust for trust in transaction.people.trusts()}
    duplicates = _duplicates(context, profiles)
    views = [
        contact_view(
            context,
            account_id,
            profiles.get(account_id),
            trusts.get(account_id),
            duplicates.get(account_id),
        )
        for account_id, account in context.replica.directory.accounts.items()
        if account_id != context.own.account_id
        and (not account.closed or account_id in trusts)
        and signature_checks.may_show(context, account_id, known=account_id in trusts)
    ]
    return sorted(views, key=lambda view: (view.name.casefold(), view.staff_id))


def _duplicates(context: Context, profiles: dict[AccountId, ProfileRecord]) -> dict[AccountId, str]:
    """Whom a warning belongs to: the same name, or the same staff id, as another open account."""
    seen: dict[tuple[str, str], list[AccountId]] = {}
    for account_id, profile in profiles.items():
        account = context.replica.directory.accounts.get(account_id)
        if account is None or account.closed:
            continue
        seen.setdefault(("name", " ".join(profile.name.casefold().split())), []).append(account_id)
        if profile.staff_id:
            seen.setdefault(("staff id", profile.staff_id.casefold()), []).append(account_id)
    return {
        account_id: f"Another person in the directory has the same {what}."
        for (what, _), account_ids in seen.items()
        if len(account_ids) > 1
        for account_id in account_ids
    }
