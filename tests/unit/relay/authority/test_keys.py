"""Passphrase files: they open with the passphrase alone, and any change is noticed."""

from __future__ import annotations

import pytest

from relay.authority import keys
from relay.authority.errors import BadFileError, BadInputError, WrongPassphraseError
from relay.wire import b64u, split, tlv, unb64u
from tests.unit.relay.authority.helpers import QUICK

TEXT = keys.new_seal(keys.REGISTER, "lange pässphrase", QUICK).close(b"content")
FIELDS = split(unb64u(TEXT.strip().removeprefix(keys.PREFIX)), 7)


def rebuilt(index: int, value: bytes) -> str:
    return keys.PREFIX + b64u(tlv(*FIELDS[:index], value, *FIELDS[index + 1 :]))


def test_a_file_opens_with_its_passphrase_and_closes_again() -> None:
    seal, content = keys.unseal(keys.REGISTER, TEXT, "lange pässphrase")
    assert content == b"content"
    again = seal.close(b"more")
    assert again != seal.close(b"more")  # a fresh nonce each time
    assert keys.unseal(keys.REGISTER, again, "lange pässphrase")[1] == b"more"


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    assert keys.unseal(keys.REGISTER, TEXT, "lange pa\u0308ssphrase")[1] == b"content"


def test_line_breaks_from_typing_a_printed_key_do_not_matter() -> None:
    broken = "\n".join(TEXT[start : start + 40] for start in range(0, len(TEXT), 40))
    assert keys.unseal(keys.REGISTER, broken, "lange pässphrase")[1] == b"content"


def test_a_wrong_passphrase() -> None:
    with pytest.raises(WrongPassphraseError):
        keys.unseal(keys.REGISTER, TEXT, "lange passphrase")


@pytest.mark.parametrize("index", [4, 5, 6])
def test_a_flipped_bit(index: int) -> None:
    damaged = bytes([FIELDS[index][0] ^ 1]) + FIELDS[index][1:]
    with pytest.raises(WrongPassphraseError):
        keys.unseal(keys.REGISTER, rebuilt(index, damaged), "lange pässphrase")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "curbside:invite:AAAA",
        TEXT[:-20],
        rebuilt(0, b"\x02"),
        rebuilt(1, b"something else"),
        rebuilt(2, bytes(4)),
        rebuilt(2, b"\xff\xff\xff\xff"),
        rebuilt(3, b"\xff" * 8),
        rebuilt(3, bytes(8)),
        rebuilt(4, bytes(15)),
    ],
)
def test_files_that_are_something_else(text: str) -> None:
    with pytest.raises(BadFileError):
        keys.unseal(keys.REGISTER, text, "lange pässphrase")


def test_one_kind_of_file_does_not_open_as_the_other() -> None:
    with pytest.raises(BadFileError):
        keys.unseal(keys.RECOVERY_KEY, TEXT, "lange pässphrase")


def test_a_short_passphrase_is_refused_for_a_new_file() -> None:
    with pytest.raises(BadInputError):
        keys.new_seal(keys.REGISTER, "eleven long", QUICK)


def test_the_representation_shows_neither_key_nor_salt() -> None:
    seal, _ = keys.unseal(keys.REGISTER, TEXT, "lange pässphrase")
    assert "salt" not in repr(seal)
    assert "key=" not in repr(seal)
