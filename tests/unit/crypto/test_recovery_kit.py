from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from app.core import tlv
from app.core.errors import CurbsideError, DecodeError
from app.core.ids import AccountId, ConversationId, LogId
from app.crypto import aead, labels, recovery_kit
from app.crypto.padding import pad
from app.crypto.recovery_kit import (
    KitContents,
    KitDoesNotOpen,
    KitGroup,
    KitTooNew,
    Mark,
    RecoveryWordsError,
    WordsDisagree,
    WordsMissing,
    WordUnknown,
    read_secret,
    words_of,
)
from tests.unit.crypto.people import SYSTEM
from tests.vectors import make_kit_vectors as vectors

VECTORS = json.loads(vectors.FILE.read_text())["kit"]
KEY = bytes.fromhex(VECTORS["key"])
SEALED = bytes.fromhex(VECTORS["sealed"])
SECRET = vectors.SECRET
WORDS = words_of(SECRET)
SECRETS = st.binary(min_size=16, max_size=16)


def opened(sealed: bytes = SEALED, key: bytes = KEY, version: int = vectors.VERSION) -> KitContents:
    return recovery_kit.open_sealed(sealed, key, vectors.LOG_ID, vectors.ACCOUNT, version)


def test_frozen_vectors() -> None:
    assert vectors.kit() == VECTORS
    assert opened() == vectors.CONTENTS
    assert read_secret(VECTORS["words"]) == read_secret(VECTORS["code"]) == SECRET


def test_published_bip39_vectors() -> None:
    """Of the standard's own test vectors, those of 128 bits."""
    assert " ".join(words_of(bytes(16))) == "abandon " * 11 + "about"
    assert " ".join(words_of(b"\x7f" * 16)) == (
        "legal winner thank year wave sausage worth useful legal winner thank yellow"
    )
    assert " ".join(words_of(b"\xff" * 16)) == "zoo " * 11 + "wrong"


@given(SECRETS)
def test_what_is_printed_is_read(secret: bytes) -> None:
    words = words_of(secret)
    assert len(words) == 12
    assert read_secret(" ".join(words)) == secret
    assert read_secret(recovery_kit.code_of(secret)) == secret
    assert read_secret(" ".join(word[:4] for word in words)) == secret


@pytest.mark.parametrize(
    "text",
    [
        " ".join(WORDS).upper(),
        "  " + "\n".join(WORDS) + "\n\n",
        "\t".join(WORDS),
        ", ".join(WORDS),
        " ".join(f"{number}. {word}" for number, word in enumerate(WORDS, 1)),
        "\n".join(f"{number}.{word}" for number, word in enumerate(WORDS, 1)),
        "\r\n".join(f"{number}) {word.title()}" for number, word in enumerate(WORDS, 1)),
        " ".join(f"{number} {word}" for number, word in enumerate(WORDS, 1)),
        " ".join(f"({number}) {word};" for number, word in enumerate(WORDS, 1)),
        "".join(f"{number:>3}. {word}\u00a0" for number, word in enumerate(WORDS, 1)),
        "\uff41" + " ".join(WORDS)[1:] if WORDS[0].startswith("a") else " ".join(WORDS),
        recovery_kit.code_of(SECRET)[:30] + "\n" + recovery_kit.code_of(SECRET)[30:],
    ],
)
def test_reading_forgives(text: str) -> None:
    assert read_secret(text) == SECRET


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("typo", ["xylofone", "app1e", "üben", "ab", "zzzz"])
def test_a_typo_is_named_by_its_number(number: int, typo: str) -> None:
    words = [*WORDS[: number - 1], typo, *WORDS[number:]]
    with pytest.raises(WordUnknown) as refused:
        read_secret(" ".join(words))
    assert refused.value.number == number
    assert f"Word {number} " in refused.value.message
    assert typo not in str(refused.value) + repr(refused.value) + refused.value.message


def test_a_wrong_ending_is_a_typo() -> None:
    long = next(word for word in WORDS if len(word) > 5)
    number = WORDS.index(long) + 1
    wrong = long[:-1] + ("x" if long[-1] != "x" else "y")
    with pytest.raises(WordUnknown) as refused:
        read_secret(" ".join([*WORDS[: number - 1], wrong, *WORDS[number:]]))
    assert refused.value.number == number


@pytest.mark.parametrize("count", [0, 1, 11, 13, 24])
def test_the_number_of_words_is_said(count: int) -> None:
    with pytest.raises(WordsMissing) as refused:
        read_secret(" ".join((WORDS * 2)[:count]))
    assert str(count) in refused.value.message


def test_most_wrong_words_are_noticed() -> None:
    words = Mnemonic("english").wordlist
    noticed = 0
    for other in words[:160]:
        try:
            assert read_secret(" ".join([other, *WORDS[1:]])) != SECRET or other == WORDS[0]
        except WordsDisagree:
            noticed += 1
    assert noticed > 130  # 15 of 16 by the checksum; the rest does not open the blob


def test_words_that_changed_places_are_noticed() -> None:
    swapped = [WORDS[1], WORDS[0], *WORDS[2:]]
    assert swapped != list(WORDS)
    with pytest.raises(WordsDisagree):
        read_secret(" ".join(swapped))


@pytest.mark.parametrize(
    "text",
    [
        "curbside:recovery:",
        "curbside:recovery:AAAA",
        recovery_kit.code_of(SECRET) + "A",
        recovery_kit.code_of(SECRET)[:-1],
        recovery_kit.code_of(bytes(16))[:-1] + "B",  # bits beyond the 128
        "curbside:recovery:" + "ü" * 22,
        "a" * 10_000,
    ],
)
def test_a_code_that_is_none(text: str) -> None:
    with pytest.raises(RecoveryWordsError):
        read_secret(text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(RecoveryWordsError):
        read_secret("curbside " + text)


@given(st.integers(0, len(SEALED) - 1), st.integers(0, 7))
def test_a_flipped_bit_opens_nothing(at: int, bit: int) -> None:
    altered = bytearray(SEALED)
    altered[at] ^= 1 << bit
    with pytest.raises(KitDoesNotOpen):
        opened(bytes(altered))


@pytest.mark.parametrize("size", [0, 1, 23, 24, 39, 40, len(SEALED) - 1])
def test_a_cut_blob_opens_nothing(size: int) -> None:
    with pytest.raises(KitDoesNotOpen):
        opened(SEALED[:size])


def test_it_opens_for_its_own_account_log_and_version_alone() -> None:
    other_log, other_account = LogId(b"\x01" * 32), AccountId(b"\x01" * 16)
    for log_id, account, version in (
        (other_log, vectors.ACCOUNT, vectors.VERSION),
        (vectors.LOG_ID, other_account, vectors.VERSION),
        (vectors.LOG_ID, vectors.ACCOUNT, vectors.VERSION + 1),
    ):
        with pytest.raises(KitDoesNotOpen):
            recovery_kit.open_sealed(SEALED, KEY, log_id, account, version)
    keys = {
        recovery_kit.derive_key(SECRET, vectors.LOG_ID, vectors.ACCOUNT),
        recovery_kit.derive_key(SECRET, other_log, vectors.ACCOUNT),
        recovery_kit.derive_key(SECRET, vectors.LOG_ID, other_account),
        recovery_kit.derive_key(bytes(16), vectors.LOG_ID, vectors.ACCOUNT),
    }
    assert len(keys) == 4
    assert SECRET not in keys


def sealed_plain(plain: bytes) -> bytes:
    """What somebody who holds the key could put there."""
    associated = labels.RECOVERY + tlv.encode(
        vectors.LOG_ID, vectors.ACCOUNT, vectors.VERSION.to_bytes(8, "big")
    )
    return bytes(24) + aead.seal(KEY, bytes(24), plain, associated)


SEED = bytes(32)
MARK = (b"\x01" * 16, b"\x11" * 32, b"", bytes(8), b"")


@pytest.mark.parametrize(
    "fields",
    [
        (),
        (b"\x01", SEED, b""),
        (b"\x01", SEED, b"", b"", b""),
        (b"\x01", SEED[:31], b"", b""),
        (b"\x01", SEED, b"\0\0\0\x05x", b""),
        *(
            (b"\x01", SEED, tlv.encode(*(tlv.encode(*mark) for mark in marks)), b"")
            for marks in (
                [MARK, MARK],
                [MARK[:4]],
                [(b"short", *MARK[1:])],
                [(MARK[0], b"short", *MARK[2:])],
                [(*MARK[:2], b"short", *MARK[3:])],
                [(*MARK[:2], b"", b"\0" * 7 + b"\x01", b"")],
                [(*MARK[:2], b"\x11" * 32, b"\xff" * 8, b"")],
                [(*MARK[:4], b"short")],
            )
        ),
    ],
)
def test_contents_that_no_version_makes_are_refused(fields: tuple[bytes, ...]) -> None:
    with pytest.raises(DecodeError):
        opened(sealed_plain(pad(tlv.encode(*fields))))


GROUP = tlv.encode(b"g" * 32, tlv.encode(b"a" * 16))


@pytest.mark.parametrize(
    "groups",
    [
        b"group",
        tlv.encode(tlv.encode(b"g" * 31, b"")),
        tlv.encode(tlv.encode(b"g" * 32, tlv.encode(b"a" * 15))),
        tlv.encode(tlv.encode(b"g" * 32, b"", b"")),
        tlv.encode(GROUP, GROUP),
        tlv.encode(tlv.encode(b"g" * 32, tlv.encode(*[b"a" * 16] * 5))),
    ],
)
def test_groups_that_no_version_writes_are_refused(groups: bytes) -> None:
    with pytest.raises(DecodeError):
        opened(sealed_plain(pad(tlv.encode(b"\x01", SEED, b"", groups))))


def test_groups_come_back() -> None:
    kept = (
        KitGroup(ConversationId(b"g" * 32), (AccountId(b"a" * 16), AccountId(b"b" * 16))),
        KitGroup(ConversationId(b"h" * 32), ()),
    )
    contents = replace(vectors.CONTENTS, groups=kept)
    plain = tlv.encode(
        b"\x01",
        SEED,
        b"",
        tlv.encode(
            tlv.encode(b"g" * 32, tlv.encode(b"a" * 16, b"b" * 16)), tlv.encode(b"h" * 32, b"")
        ),
    )
    assert opened(sealed_plain(pad(plain))).groups == kept
    assert contents.groups == kept


def test_contents_must_be_padded() -> None:
    with pytest.raises(DecodeError):
        opened(sealed_plain(tlv.encode(b"\x01", SEED, b"", b"")))


@pytest.mark.parametrize("fields", [(b"\x02", b"whatever"), (b"\x02", SEED, b"", b""), (b"\x03",)])
def test_later_versions_are_told_apart_from_damage(fields: tuple[bytes, ...]) -> None:
    with pytest.raises(KitTooNew):
        opened(sealed_plain(pad(tlv.encode(*fields))))


def test_marks_are_bounded_below_what_the_relay_takes() -> None:
    marks = tuple(
        Mark(AccountId(number.to_bytes(16, "big")), b"k" * 32, b"k" * 32, 1, b"m" * 32)
        for number in range(recovery_kit.MAX_MARKS)
    )
    admins = tuple(AccountId(bytes([at]) * 16) for at in range(recovery_kit.MAX_GROUP_ADMINS))
    groups = tuple(
        KitGroup(ConversationId(number.to_bytes(32, "big")), admins)
        for number in range(recovery_kit.MAX_GROUPS)
    )
    contents = replace(vectors.CONTENTS, marks=marks, groups=groups)
    sealed = recovery_kit.seal(contents, KEY, vectors.LOG_ID, vectors.ACCOUNT, 7, SYSTEM)
    assert len(sealed) < 2**20 - 64
    assert opened(sealed) == contents
    too_many = replace(contents, marks=(*marks, Mark(AccountId(b"\xff" * 16), b"k" * 32)))
    with pytest.raises(ValueError, match="kit keeps"):
        recovery_kit.seal(too_many, KEY, vectors.LOG_ID, vectors.ACCOUNT, 7, SYSTEM)


def test_how_many_marks_there_are_shows_little() -> None:
    def size(count: int) -> int:
        marks = tuple(Mark(AccountId(bytes([n] * 16)), b"k" * 32) for n in range(count))
        contents = KitContents(SEED, marks)
        return len(recovery_kit.seal(contents, KEY, vectors.LOG_ID, vectors.ACCOUNT, 1, SYSTEM))

    assert size(0) == size(1)
    assert len({size(count) for count in range(40, 60)}) <= 10


def test_nothing_shows_the_secret() -> None:
    assert repr(vectors.CONTENTS) == "KitContents(redacted)"
    errors: list[CurbsideError] = []
    for text in (" ".join([*WORDS[:11], "wrongword"]), " ".join(WORDS[:11]), "curbside:recovery:A"):
        with pytest.raises(RecoveryWordsError) as refused:
            read_secret(text)
        errors.append(refused.value)
    for error in errors:
        shown = f"{error}{error!r}{error.message}{error.action}"
        assert not any(word in shown.lower().split() for word in (*WORDS, "wrongword"))
