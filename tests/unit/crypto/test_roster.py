"""Rosters and leaves as bytes (relay/PROTOCOL.md section 14)."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import tlv
from app.core.errors import DecodeError
from app.core.file_content import Bitmap
from app.core.groups import GroupMember, GroupRole
from app.core.ids import AccountId, LogId
from app.crypto.roster import (
    MAX_EPOCH,
    decode,
    decode_leave,
    pack_members,
    picture_hash,
    valid_title,
)
from tests.unit.crypto.rosters import AMIRA, BEN, CARLA, LOG_ID, first, leave, members

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "rosters.json").read_text(encoding="utf-8")
)
FIRST = first()
FIELDS = tlv.decode(FIRST.encoded, 13)
VERSION, LOG, PREV, EPOCH, SIZE, TIME, TITLE, PICTURE, SETTINGS, MEMBERS = range(10)
SIGNER, DEVICE, SIGNATURE = 10, 11, 12


def with_field(index: int, value: bytes) -> bytes:
    fields = list(FIELDS)
    fields[index] = value
    return tlv.encode(*fields)


def u64(value: int) -> bytes:
    return value.to_bytes(8, "big")


def test_what_is_encoded_is_read() -> None:
    again = decode(FIRST.encoded, LOG_ID)
    assert again == FIRST
    assert again.encoded == FIRST.encoded
    assert again.title == "Ward 7"
    assert again.admins == {AMIRA.account_id, BEN.account_id}
    assert again.member(CARLA.account_id) == CARLA.member()
    assert again.is_signed_by(AMIRA.identity.signing_key)
    assert not again.is_signed_by(BEN.identity.signing_key)


def test_hashes_are_the_protocols() -> None:
    assert FIRST.roster_hash == sha256(FIRST.encoded).digest()
    assert FIRST.group_id == sha256(b"curbside/1 group\0" + FIRST.encoded).digest()
    picture = Bitmap(2, 1, b"abcd")
    assert picture_hash(picture) == sha256(b"\0\2\0\1abcd").digest()


def test_known_answers() -> None:
    """These bytes never change: every client has to agree about them."""
    assert FIRST.encoded.hex() == VECTORS["first"]
    assert FIRST.group_id.hex() == VECTORS["group_id"]
    assert FIRST.roster_hash.hex() == VECTORS["roster_hash"]
    assert leave(CARLA, FIRST, FIRST).encoded.hex() == VECTORS["leave"]


@given(st.integers(0, len(FIRST.encoded) - 1), st.integers(1, 255))
def test_any_altered_byte_breaks_the_signature_or_the_form(at: int, flip: int) -> None:
    altered = bytearray(FIRST.encoded)
    altered[at] ^= flip
    try:
        roster = decode(bytes(altered), LOG_ID)
    except DecodeError:
        return
    assert not roster.is_signed_by(AMIRA.identity.signing_key)


@given(st.binary(max_size=600))
def test_noise_is_refused(noise: bytes) -> None:
    for read in (decode, decode_leave):
        with pytest.raises(DecodeError):
            read(noise, LOG_ID)


def packed(*people: tuple[bytes, int]) -> bytes:
    return b"".join(account * 16 + b"k" * 32 + bytes([role]) for account, role in people)


@pytest.mark.parametrize(
    ("index", "value"),
    [
        pytest.param(VERSION, b"\x02", id="version"),
        pytest.param(LOG, bytes(32), id="another clinic"),
        pytest.param(PREV, bytes(31), id="short prev"),
        pytest.param(EPOCH, u64(0), id="epoch 0"),
        pytest.param(EPOCH, u64(MAX_EPOCH + 1), id="epoch too high"),
        pytest.param(EPOCH, b"\x01", id="short epoch"),
        pytest.param(SIZE, u64(0), id="log size 0"),
        pytest.param(TIME, u64(2**53 + 1), id="time"),
        pytest.param(TITLE, b"", id="no title"),
        pytest.param(TITLE, b"x" * 101, id="title too long"),
        pytest.param(TITLE, b"Ward\n7", id="title in two lines"),
        pytest.param(TITLE, b"Ward\x00", id="title with NUL"),
        pytest.param(TITLE, "Ward\u2028".encode(), id="title with a line separator"),
        pytest.param(TITLE, "Ward\x85".encode(), id="title with a C1 control"),
        pytest.param(TITLE, b"\xff", id="title not UTF-8"),
        pytest.param(PICTURE, bytes(31), id="short picture"),
        pytest.param(SETTINGS, b"\x02", id="unknown setting"),
        pytest.param(SETTINGS, b"", id="no settings"),
        pytest.param(MEMBERS, b"", id="nobody"),
        pytest.param(MEMBERS, packed((b"a", 1))[:-1], id="half a member"),
        pytest.param(MEMBERS, packed((b"b", 1), (b"a", 1)), id="unsorted"),
        pytest.param(MEMBERS, packed((b"a", 1), (b"a", 1)), id="doubled"),
        pytest.param(MEMBERS, packed((b"a", 2)), id="unknown role"),
        pytest.param(MEMBERS, packed((b"a", 0), (b"b", 0)), id="no admin"),
        pytest.param(SIGNER, bytes(15), id="short signer"),
        pytest.param(DEVICE, bytes(17), id="long device"),
        pytest.param(SIGNATURE, bytes(63), id="short signature"),
    ],
)
def test_each_rule_of_form(index: int, value: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(with_field(index, value), LOG_ID)


def test_one_byte_more_and_one_field_more() -> None:
    for data in (FIRST.encoded + b"\0", FIRST.encoded + tlv.encode(b""), FIRST.encoded[:-1]):
        with pytest.raises(DecodeError):
            decode(data, LOG_ID)


def many(count: int) -> tuple[GroupMember, ...]:
    return tuple(
        GroupMember(AccountId(number.to_bytes(16, "big")), bytes(32), GroupRole.ADMIN)
        for number in range(1, count + 1)
    )


def test_256_members_and_not_one_more() -> None:
    full = first(people=many(256))
    assert len(decode(full.encoded, LOG_ID).members) == 256
    assert len(full.encoded) <= 16 * 1024
    with pytest.raises(DecodeError):
        decode(with_field(MEMBERS, pack_members(many(257))), LOG_ID)


def test_the_longest_title_fits() -> None:
    title = "\N{SAUROPOD}" * 100
    assert decode(first(people=many(256), title=title).encoded, LOG_ID).title == title


def test_titles() -> None:
    assert valid_title("Übergabe \N{HOSPITAL} 7")
    assert not any(map(valid_title, ("", "x" * 101, "a\tb", "\ud800", "\x7f")))


def test_leaves() -> None:
    said = leave(CARLA, FIRST, FIRST)
    assert decode_leave(said.encoded, LOG_ID) == said
    assert said.is_signed_by(CARLA.identity.signing_key)
    assert not said.is_signed_by(AMIRA.identity.signing_key)
    with pytest.raises(DecodeError):
        decode_leave(said.encoded, LogId(bytes(32)))
    with pytest.raises(DecodeError):
        decode_leave(said.encoded + b"\0", LOG_ID)


def test_a_roster_is_no_leave_and_names_stay_out_of_logs() -> None:
    with pytest.raises(DecodeError):
        decode_leave(FIRST.encoded, LOG_ID)
    assert "Ward" not in repr(FIRST)
    assert members([AMIRA])[0].role is GroupRole.ADMIN
