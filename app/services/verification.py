"""Verify: finding out whom one really talks to.

What is compared is the account key, so a colleague stays verified through new devices, and stops
being verified the moment the key changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.core.bus import ContactsChanged, ConversationsChanged, MessagesAdded, MessagesChanged
from app.core.display_text import name_for_display
from app.core.errors import CurbsideError
from app.core.ids import AccountId
from app.core.records import Notice, TrustRecord
from app.core.store_ports import Transaction
from app.core.views import CardView, CodeComparison, ContactView, SafetyNumberView
from app.crypto.safety_number import (
    Pairing,
    card_payload,
    compare_payload,
    own_half,
    safety_number,
    verification_payload,
)
from app.services import own_announce
from app.services.contacts import UnknownContact
from app.services.context import Context
from app.services.directory import accept_first_key, all_contacts
from app.services.holding import HeldForMismatch, fail_waiting
from app.services.notices import add_notice


class KeyChangedMeanwhile(CurbsideError):  # noqa: N818 - named for what happened
    """The number on the screen is not the current one any more."""

    code = "key-changed-meanwhile"
    message = "This person's key changed while you were comparing."
    action = "Close this window, open Verify again and compare the new numbers."


class UnverifiedKeyNotAllowed(CurbsideError):  # noqa: N818 - named for what happened
    """The clinic's policy has the person compare before anything goes to a changed key."""

    code = "unverified-key-not-allowed"
    message = "Your clinic does not allow going on with a changed key unverified."
    action = "Choose Verify and compare numbers when you meet, or on the telephone."


class VerificationService:
    """`VerificationUseCases` over the replica and the store."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def safety_number(self, account_id: AccountId) -> SafetyNumberView:
        """The number of the two account keys as they are now."""
        return await self._context.store.read(lambda tx: self._view(tx, account_id))

    async def compare_code(self, account_id: AccountId, text: str) -> CodeComparison:
        """Judge the other side's code. Changes nothing: the person decides."""
        return compare_payload(text, self._pairing(account_id))

    async def card(self) -> CardView:
        """One's own card: the half that every colleague's app shows for this person."""
        own = self._context.own
        profiles = await self._context.store.read(lambda tx: tx.people.profiles())
        profile = next((p for p in profiles if p.account_id == own.account_id), None)
        return CardView(
            name=name_for_display(profile.name) if profile else "",
            role=name_for_display(profile.role) if profile else "",
            department=name_for_display(profile.department) if profile else "",
            clinic_name=name_for_display(own.clinic_name),
            half=own_half(own.account_id, own.public_account_key),
            code=card_payload(own.log_id, own.account_id, own.public_account_key),
        )

    async def confirm_match(self, account_id: AccountId, shown: SafetyNumberView) -> None:
        """Mark the current key as verified. Raises KeyChangedMeanwhile."""

        def decide(trust: TrustRecord, key: bytes) -> TrustRecord:
            now = self._context.now_ms()
            return TrustRecord(account_id, key, key, now, None)

        await self._decide(account_id, shown, decide, Notice.VERIFIED)

    async def report_mismatch(self, account_id: AccountId, shown: SafetyNumberView) -> None:
        """Stop sending to the current key. Raises KeyChangedMeanwhile."""

        def decide(trust: TrustRecord, key: bytes) -> TrustRecord:
            return replace(trust, verified_key=None, verified_at_ms=None, mismatch_key=key)

        await self._decide(account_id, shown, decide, Notice.MISMATCH)

    async def accept_new_key(self, account_id: AccountId, shown: SafetyNumberView) -> None:
        """Go on with a changed key without comparing. What waited is not sent to it by itself.

        Raises KeyChangedMeanwhile: what is accepted is the key that was shown, not a later one;
        UnverifiedKeyNotAllowed where the clinic's policy has the person verify.
        """
        if not self._context.policy.allow_unverified_key_change:
            raise UnverifiedKeyNotAllowed

        def decide(trust: TrustRecord, key: bytes) -> TrustRecord:
            return TrustRecord(account_id, key, None, None, trust.mismatch_key)

        await self._decide(account_id, shown, decide, Notice.KEY_ACCEPTED)

    async def _decide(
        self,
        account_id: AccountId,
        shown: SafetyNumberView,
        decide: Callable[[TrustRecord, bytes], TrustRecord],
        notice: Notice,
    ) -> None:
        context = self._context

        def write(tx: Transaction) -> tuple[int, list[int]]:
            if self._view(tx, account_id).code != shown.code:
                raise KeyChangedMeanwhile
            trust = accept_first_key(context, tx, account_id)
            key = self._pairing(account_id).peer_key
            decided = decide(trust, key)
            tx.people.put_trust(decided)
            own_announce.share_trust(context, tx, [decided])
            failed: list[int] = []
            if notice is Notice.MISMATCH:
                failed = fail_waiting(tx, account_id, HeldForMismatch.code)
            return add_notice(context, tx, account_id, notice).row_id, failed

        row_id, failed = await context.store.write(write)
        context.wake_outbox()
        view = await context.store.read(lambda tx: self._contact(tx, account_id))
        context.bus.publish(ContactsChanged((account_id,)))
        if failed:
            context.bus.publish(MessagesChanged(view.conversation_id, tuple(failed)))
        context.bus.publish(MessagesAdded(view.conversation_id, (row_id,)))
        context.bus.publish(ConversationsChanged((view.conversation_id,)))

    def _pairing(self, account_id: AccountId) -> Pairing:
        account = self._context.replica.directory.accounts.get(account_id)
        if account is None:
            raise UnknownContact
        own = self._context.own
        return Pairing(
            own.log_id,
            own.account_id,
            own.public_account_key,
            account_id,
            account.account_key,
        )

    def _view(self, tx: Transaction, account_id: AccountId) -> SafetyNumberView:
        pairing = self._pairing(account_id)
        number = safety_number(
            pairing.own_account, pairing.own_key, pairing.peer_account, pairing.peer_key
        )
        trust = tx.people.trust(account_id)
        verified = trust is not None and trust.verified_key == pairing.peer_key
        return SafetyNumberView(
            contact=self._contact(tx, account_id),
            groups=number.groups,
            code=verification_payload(pairing),
            verified_at_ms=trust.verified_at_ms if trust and verified else None,
            own_half=own_half(pairing.own_account, pairing.own_key),
            their_half=own_half(pairing.peer_account, pairing.peer_key),
        )

    def _contact(self, tx: Transaction, account_id: AccountId) -> ContactView:
        for view in all_contacts(self._context, tx):
            if view.account_id == account_id:
                return view
        raise UnknownContact
