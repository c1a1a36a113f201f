"""The code as people read, type and mistype it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.linking.errors import LinkCodeLength, LinkCodeMistyped, LinkError, NotALinkCode
from app.crypto.linking.secret import LinkSecret

SECRETS = st.binary(min_size=16, max_size=16).map(LinkSecret)
PLAIN = LinkSecret(bytes.fromhex("0123456789abcdeffedcba9876543210"))


@given(SECRETS)
def test_what_is_shown_is_what_is_read(secret: LinkSecret) -> None:
    assert len(secret.characters) == 26
    for shown in (secret.characters, secret.grouped, secret.code, secret.code.upper()):
        assert LinkSecret.parse(shown) == secret


@given(SECRETS, st.data())
def test_a_forgiving_reader(secret: LinkSecret, data: st.DataObject) -> None:
    typed = ""
    for character in secret.characters:
        alike = {"0": "0oO", "1": "1iIlL"}.get(character, character + character.lower())
        typed += data.draw(st.sampled_from(alike))
        typed += data.draw(st.sampled_from(["", "", " ", "-", "–", "\n", "\u200b"]))
    assert LinkSecret.parse(typed) == secret


def test_the_alphabet_has_nothing_that_looks_alike() -> None:
    shown = "".join(LinkSecret(bytes([n]) * 16).characters for n in range(256))
    assert set(shown) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_the_bits_stand_where_the_specification_says() -> None:
    assert LinkSecret(bytes(15) + b"\x01").characters == "0" * 25 + "4"
    assert LinkSecret(b"\x80" + bytes(15)).characters == "G" + "0" * 25


@pytest.mark.parametrize("last", ["1", "2", "3"])
def test_spare_bits_must_be_zero(last: str) -> None:
    with pytest.raises(LinkCodeMistyped):
        LinkSecret.parse("0" * 25 + last)


@pytest.mark.parametrize("count", [1, 6 + 1, 25, 27, 52])
def test_a_wrong_length_is_said(count: int) -> None:
    with pytest.raises(LinkCodeLength) as caught:
        LinkSecret.parse("A" * count)
    assert f"{count} characters" in caught.value.message


@pytest.mark.parametrize("bad", ["U", "!", "Ä", "Я", "٣", "😀"])
def test_a_character_that_no_code_has(bad: str) -> None:
    with pytest.raises(LinkCodeMistyped):
        LinkSecret.parse("0" * 20 + bad + "0" * 5)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("curbside:invite:AAAA", "invite"),
        (" Curbside:Invite: AAAA", "invite"),
        ("curbside:verify:AAAA", "safety numbers"),
        ("curbside:card:AAAA", "card"),
        ("curbside:recovery:AAAAAAAAAAAAAAAAAAAAAA", "recovery kit"),
        ("curbside:statements:AAAA", "relay"),
        ("curbside:whatever:AAAA", "not a code for linking"),
        ("123 456", "short code"),
        ("12345 " * 12, "safety number"),
        ("legal winner thank year wave sausage worth useful legal winner thank yellow", "recovery"),
        ("", "not a code for linking"),
        ("   ", "not a code for linking"),
        ("curbside:link:", "not a code for linking"),
    ],
)
def test_something_else_is_called_by_its_name(text: str, word: str) -> None:
    with pytest.raises(NotALinkCode) as caught:
        LinkSecret.parse(text)
    assert not isinstance(caught.value, LinkCodeMistyped | LinkCodeLength)
    assert word in caught.value.message


@given(st.text(max_size=200))
def test_any_text_gives_a_secret_or_words(text: str) -> None:
    refused: LinkError | None = None
    try:
        secret = LinkSecret.parse(text)
    except LinkError as error:
        refused = error
    if refused is None:
        assert LinkSecret.parse(secret.code) == secret
    else:
        assert refused.message.endswith(".")
        assert refused.action.endswith(".")


def test_a_huge_paste_is_refused_quickly() -> None:
    with pytest.raises(NotALinkCode):
        LinkSecret.parse("7" * 10_000_000)


def test_a_linking_code_is_not_an_invite() -> None:
    from app.crypto.invite import Invite, NotAnInvite

    with pytest.raises(NotAnInvite) as caught:
        Invite.parse(PLAIN.code)
    assert "linking" in caught.value.message
    assert not PLAIN.code.startswith("curbside:invite:")


def test_the_secret_is_in_no_repr() -> None:
    assert repr(PLAIN) == "LinkSecret(redacted)"
    assert PLAIN.secret.hex() not in f"{PLAIN}{[PLAIN]}"
    assert PLAIN.characters not in f"{PLAIN}"
