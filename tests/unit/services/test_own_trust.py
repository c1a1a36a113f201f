"""How decisions about a key from two devices of one person come together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.content import PersonTrust
from app.core.ids import AccountId
from app.core.records import TrustRecord
from app.services.own_sync import merge

ACCOUNT = AccountId(b"a" * 16)
CURRENT, OLD, OTHER = b"c" * 32, b"o" * 32, b"x" * 32
KEYS = st.sampled_from([CURRENT, OLD, OTHER])
MAYBE = st.sampled_from([b"", CURRENT, OLD, OTHER])


@st.composite
def said(draw: st.DrawFn) -> PersonTrust:
    verified = draw(MAYBE)
    return PersonTrust(
        account=ACCOUNT,
        accepted=draw(KEYS),
        verified=verified,
        verified_at=5 if verified else 0,
        mismatch=draw(MAYBE),
    )


@st.composite
def known(draw: st.DrawFn) -> TrustRecord | None:
    if draw(st.booleans()):
        return None
    verified = draw(MAYBE) or None
    return TrustRecord(ACCOUNT, draw(KEYS), verified, 3 if verified else None, draw(MAYBE) or None)


def standing(trust: TrustRecord | None) -> int:
    """0 undecided, 1 accepted, 2 verified, 3 does not match: of the current key."""
    if trust is None:
        return 0
    if trust.mismatch_key == CURRENT:
        return 3
    if trust.accepted_key != CURRENT:
        return 0
    return 2 if trust.verified_key == CURRENT else 1


def claimed(person: PersonTrust) -> int:
    if person.mismatch == CURRENT:
        return 3
    if person.verified == CURRENT:
        return 2
    return int(person.accepted == CURRENT)


@given(known(), said())
def test_the_stricter_decision_about_the_current_key_holds(
    before: TrustRecord | None, person: PersonTrust
) -> None:
    after = merge(before, person, CURRENT)
    assert standing(after) == max(standing(before), claimed(person))


@given(known(), said())
def test_no_other_key_ever_becomes_verified(
    before: TrustRecord | None, person: PersonTrust
) -> None:
    after = merge(before, person, CURRENT)
    verified = None if after is None else after.verified_key
    assert verified in (None, CURRENT, None if before is None else before.verified_key)
    doubted = None if after is None else after.mismatch_key
    assert doubted in (None, CURRENT, None if before is None else before.mismatch_key)


@given(known(), said(), said())
def test_two_devices_come_to_the_same_whatever_the_order(
    before: TrustRecord | None, one: PersonTrust, other: PersonTrust
) -> None:
    first = merge(merge(before, one, CURRENT), other, CURRENT)
    second = merge(merge(before, other, CURRENT), one, CURRENT)
    assert standing(first) == standing(second)
    assert merge(first, one, CURRENT) == first, "hearing it again changes nothing"


def test_what_is_said_of_a_former_key_changes_nothing() -> None:
    trust = TrustRecord(ACCOUNT, CURRENT, CURRENT, 3, None)
    assert merge(trust, PersonTrust(ACCOUNT, OLD, OLD, 9, OLD), CURRENT) == trust
    assert merge(None, PersonTrust(ACCOUNT, OLD, OLD, 9, b""), CURRENT) is None
