"""Verifying with real keys: halves, cards, codes, and a policy that has people verify."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.policy import Policy
from app.core.records import Notice
from app.core.views import AttentionReason, CodeComparison, Trust
from app.services.verification import UnverifiedKeyNotAllowed
from relay.transparency.certificates import Purpose
from tests.support.scenario import Pair, noticed, run


def test_a_card_and_both_halves_agree_between_two_computers(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        amira, jonas = pair.amira.open.verification, pair.jonas.open.verification
        at_amira = await amira.safety_number(await pair.amira.account_of("Jonas"))
        at_jonas = await jonas.safety_number(await pair.jonas.account_of("Amira"))
        card = await jonas.card()
        assert (card.name, card.role, card.clinic_name) == ("Jonas", "Nurse", "Lakeside Clinic")
        assert card.half == at_amira.their_half == at_jonas.own_half
        assert (await amira.card()).half == at_amira.own_half == at_jonas.their_half
        assert set(at_amira.own_half + at_amira.their_half) == set(at_amira.groups)

        jonas_id = at_amira.contact.account_id
        assert await amira.compare_code(jonas_id, card.code) is CodeComparison.MATCH
        assert await amira.compare_code(jonas_id, at_jonas.code) is CodeComparison.MATCH
        own = (await amira.card()).code
        assert await amira.compare_code(jonas_id, own) is CodeComparison.OTHER_PERSON

    run(tmp_path, scenario)


def test_a_card_of_before_the_key_change_does_not_match(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        card = await pair.jonas.open.verification.card()
        await pair.jonas.lock()
        authority = pair.clinic.authority
        invite = authority.invite_again(authority.find("Jonas"), Purpose.REKEY).text
        again = pair.clinic.computer("jonas-again", invite)
        await again.enrol()
        await noticed(pair.amira, "Jonas", Notice.KEY_CHANGED.value)
        account = await pair.amira.account_of("Jonas")
        amira = pair.amira.open.verification
        assert await amira.compare_code(account, card.code) is CodeComparison.MISMATCH
        new = await again.open.verification.card()
        assert await amira.compare_code(account, new.code) is CodeComparison.MATCH

        # A clinic may have people verify before anything goes to a changed key.
        pair.amira.open._context.policy = Policy(allow_unverified_key_change=False)
        shown = await amira.safety_number(account)
        with pytest.raises(UnverifiedKeyNotAllowed):
            await amira.accept_new_key(account, shown)
        contact = await pair.amira.open.contacts.contact(account)
        assert contact.attention is AttentionReason.KEY_CHANGED
        await amira.confirm_match(account, shown)
        contact = await pair.amira.open.contacts.contact(account)
        assert (contact.trust, contact.attention) == (Trust.VERIFIED, AttentionReason.NONE)

    run(tmp_path, scenario)
