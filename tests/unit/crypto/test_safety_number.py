"""The safety number and its code."""

from __future__ import annotations

import base64
from dataclasses import replace
from hashlib import sha512

import pytest

from app.core import tlv
from app.core.ids import AccountId, LogId
from app.core.views import CodeComparison
from app.crypto.safety_number import (
    Pairing,
    card_payload,
    compare_payload,
    own_half,
    safety_number,
    verification_payload,
)

ALICE, BOB, CAROL = (AccountId(bytes((n,)) * 16) for n in (1, 2, 3))
ALICE_KEY, BOB_KEY, OTHER_KEY = (bytes((n,)) * 32 for n in (11, 12, 13))
AT_ALICE = Pairing(LogId(b"\x21" * 32), ALICE, ALICE_KEY, BOB, BOB_KEY)
AT_BOB = Pairing(LogId(b"\x21" * 32), BOB, BOB_KEY, ALICE, ALICE_KEY)


def test_both_sides_see_the_same_number() -> None:
    number = safety_number(ALICE, ALICE_KEY, BOB, BOB_KEY)
    assert number == safety_number(BOB, BOB_KEY, ALICE, ALICE_KEY)
    assert len(number.digits) == 60
    assert number.digits.isdigit()
    assert len(number.groups) == 12
    assert {len(group) for group in number.groups} == {5}
    assert "".join(number.groups) == number.digits


def test_another_key_or_account_is_another_number() -> None:
    number = safety_number(ALICE, ALICE_KEY, BOB, BOB_KEY)
    assert safety_number(ALICE, OTHER_KEY, BOB, BOB_KEY) != number
    assert safety_number(ALICE, ALICE_KEY, BOB, OTHER_KEY) != number
    assert safety_number(CAROL, ALICE_KEY, BOB, BOB_KEY) != number


def test_the_number_is_the_specified_one() -> None:
    """Written out a second time, from relay/PROTOCOL.md section 9."""
    halves = []
    for account, key in ((ALICE, ALICE_KEY), (BOB, BOB_KEY)):
        digest = sha512(b"\x00\x00" + key + account + key).digest()
        for _ in range(5199):
            digest = sha512(digest + key).digest()
        chunks = [digest[0:5], digest[5:10], digest[10:15], digest[15:20], digest[20:25]]
        chunks.append(digest[25:30])
        halves.append("".join(str(int(c.hex(), 16) % 100000).zfill(5) for c in chunks))
    assert safety_number(ALICE, ALICE_KEY, BOB, BOB_KEY).digits == "".join(sorted(halves))


def test_codes_compare_crosswise() -> None:
    assert compare_payload(verification_payload(AT_BOB), AT_ALICE) is CodeComparison.MATCH
    assert compare_payload(verification_payload(AT_ALICE), AT_BOB) is CodeComparison.MATCH
    folded = verification_payload(AT_BOB)
    folded = f"  {folded[:40]}\n {folded[40:]}\n"
    assert compare_payload(folded, AT_ALICE) is CodeComparison.MATCH


def test_a_different_key_or_clinic_is_a_mismatch() -> None:
    for change in (
        {"own_key": OTHER_KEY},
        {"peer_key": OTHER_KEY},
        {"log_id": LogId(bytes(32))},
        {"own_key": ALICE_KEY, "peer_key": BOB_KEY},
    ):
        code = verification_payload(replace(AT_BOB, **change))
        assert compare_payload(code, AT_ALICE) is CodeComparison.MISMATCH


def test_ones_own_code_and_other_peoples_are_not_a_comparison() -> None:
    for pairing in (
        AT_ALICE,
        replace(AT_BOB, own_account=CAROL),
        replace(AT_BOB, peer_account=CAROL),
    ):
        code = verification_payload(pairing)
        assert compare_payload(code, AT_ALICE) is CodeComparison.OTHER_PERSON


def code_of(*fields: bytes) -> str:
    encoded = base64.urlsafe_b64encode(tlv.encode(*fields)).rstrip(b"=")
    return "curbside:verify:" + encoded.decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345 67890",
        "curbside:verify:",
        "curbside:verify:!!!!",
        "curbside:verify:\u00e9",
        "curbside:invite:" + "A" * 40,
        verification_payload(AT_BOB)[:-2],
        verification_payload(AT_BOB) + "AAAA",
        "x" * 100_000,
        code_of(b"\x02", bytes(32), BOB, BOB_KEY, ALICE, ALICE_KEY),
        code_of(b"\x01", bytes(31), BOB, BOB_KEY, ALICE, ALICE_KEY),
        code_of(b"\x01", bytes(32), BOB, BOB_KEY, ALICE),
        code_of(b"\x01", bytes(32), BOB, BOB_KEY[:31], ALICE, ALICE_KEY),
    ],
)
def test_anything_else_is_not_a_code(text: str) -> None:
    assert compare_payload(text, AT_ALICE) is CodeComparison.NOT_A_CODE


def test_a_card_shows_the_half_that_every_colleague_sees() -> None:
    half = own_half(BOB, BOB_KEY)
    assert len(half) == 6
    for account, key in ((ALICE, ALICE_KEY), (CAROL, OTHER_KEY)):
        groups = safety_number(account, key, BOB, BOB_KEY).groups
        assert {groups[:6], groups[6:]} == {half, own_half(account, key)}
    assert own_half(BOB, OTHER_KEY) != half


def test_a_card_is_compared_with_what_we_hold_of_its_owner() -> None:
    card = card_payload(AT_BOB.log_id, BOB, BOB_KEY)
    assert compare_payload(card, AT_ALICE) is CodeComparison.MATCH
    assert compare_payload(f" {card[:30]}\n{card[30:]} ", AT_ALICE) is CodeComparison.MATCH
    swapped = replace(AT_ALICE, peer_key=OTHER_KEY)
    assert compare_payload(card, swapped) is CodeComparison.MISMATCH
    elsewhere = card_payload(LogId(bytes(32)), BOB, BOB_KEY)
    assert compare_payload(elsewhere, AT_ALICE) is CodeComparison.MISMATCH
    for account, key in ((ALICE, ALICE_KEY), (CAROL, BOB_KEY)):
        other = card_payload(AT_BOB.log_id, account, key)
        assert compare_payload(other, AT_ALICE) is CodeComparison.OTHER_PERSON


def test_a_card_is_the_specified_text_and_no_other() -> None:
    fields = tlv.encode(b"\x01", bytes(AT_BOB.log_id), BOB, BOB_KEY)
    encoded = base64.urlsafe_b64encode(fields).rstrip(b"=").decode()
    assert card_payload(AT_BOB.log_id, BOB, BOB_KEY) == f"curbside:card:{encoded}"
    for text in (
        f"curbside:verify:{encoded}",
        f"curbside:card:{encoded[:-4]}",
        code_of(b"\x02", bytes(AT_BOB.log_id), BOB, BOB_KEY).replace(":verify:", ":card:"),
        code_of(b"\x01", bytes(AT_BOB.log_id), BOB, BOB_KEY[:31]).replace(":verify:", ":card:"),
        verification_payload(AT_BOB).replace(":verify:", ":card:"),
    ):
        assert compare_payload(text, AT_ALICE) is CodeComparison.NOT_A_CODE
