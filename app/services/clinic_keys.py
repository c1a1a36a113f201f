"""The clinic's own keys, as the verified log has them: for settings, one place to look.

Every client checks each change of the authority's, the relay's and the witnesses' keys against the
rules of the log (relay/PROTOCOL.md section 3.1); this says what came of it, and when.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.core.store_ports import Transaction
from app.core.views import ClinicChange, ClinicChangeView, DirectoryStatusView
from app.crypto.transparency.changes import AuthorityRotated, ClinicKeyChange
from app.services import witnesses
from app.services.context import Context
from app.services.log_sync import checked_at_ms, relay_pins


def directory_status(context: Context, tx: Transaction) -> DirectoryStatusView:
    """The last check of the clinic's log, its keys, and what happened to them."""
    replica, policy = context.replica, context.policy
    authority = replica.directory.authority
    return DirectoryStatusView(
        log_size=replica.size,
        log_root=replica.root,
        checked_at_ms=checked_at_ms(tx),
        relay_pins=relay_pins(tx),
        log_key=authority.log_key,
        authority_key=authority.ca,
        authority_recovery_key=authority.ca_recovery,
        witnesses=witnesses.views(policy, replica, tx),
        witnesses_required=policy.witnesses_required,
        changes=tuple(view for change in reversed(authority.history) for view in _views_of(change)),
    )


def _views_of(change: ClinicKeyChange) -> Iterator[ClinicChangeView]:
    """One RELAY entry can change several things at once, or nothing."""
    for what in _kinds(change):
        yield ClinicChangeView(what, change.index, change.time_ms)


def _kinds(change: ClinicKeyChange) -> Iterator[ClinicChange]:
    if isinstance(change, AuthorityRotated):
        yield (
            ClinicChange.AUTHORITY_RECOVERED
            if change.by_recovery
            else ClinicChange.AUTHORITY_ROTATED
        )
        return
    if change.pins_changed:
        yield ClinicChange.RELAY_KEY_CHANGED
    if change.log_key_changed:
        yield ClinicChange.LOG_KEY_CHANGED
    if change.witnesses_changed:
        yield ClinicChange.WITNESSES_CHANGED
