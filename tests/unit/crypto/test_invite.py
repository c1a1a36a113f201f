"""Invites as people meet them: whole, cut short, altered, too new, or something else entirely."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import tlv
from app.crypto import ed25519
from app.crypto.certificate import Certificate, Purpose
from app.crypto.invite import (
    PREFIX,
    Invite,
    InviteCutShort,
    InviteDamaged,
    InviteError,
    InviteExpired,
    InviteTooNew,
    NotAnInvite,
)
from app.crypto.profile import Profile, commitment
from tests.unit.crypto.transparency.clinic import NOW, Clinic, account_id, seed, small_clinic

CLINIC = small_clinic()
PROFILE = Profile("Grace Ødegård", "Physician", "Cardiology", "G-0042")


def certificate_for(
    profile_json: bytes, purpose: Purpose = Purpose.ENROL, ca: bytes | None = None
) -> Certificate:
    unsigned = Certificate(
        purpose=purpose,
        log_id=CLINIC.log_id,
        account_id=account_id("trent"),
        invite_key=ed25519.public_key(seed("invite trent")),
        profile_commitment=commitment(seed("salt"), profile_json),
        not_after_ms=NOW,
        signature=bytes(64),
    )
    return replace(unsigned, signature=ed25519.sign(ca or CLINIC.ca, unsigned.signed_bytes))


GOOD = Invite(
    relay_url="https://relay.clinic.example:8443",
    pins=(seed("pin"),),
    log_id=CLINIC.log_id,
    ca=ed25519.public_key(CLINIC.ca),
    log_key=ed25519.public_key(CLINIC.log_seed),
    checkpoint=CLINIC.note(),
    clinic_name="Clinic",
    profile_json=PROFILE.encode(),
    salt=seed("salt"),
    directory_key=seed("directory key"),
    invite_seed=seed("invite trent"),
    certificate=certificate_for(PROFILE.encode()),
)
TEXT = GOOD.encode()


def fields_of(text: str) -> list[bytes]:
    payload = text.removeprefix(PREFIX)
    return tlv.decode_list(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def text_of(fields: list[bytes]) -> str:
    return PREFIX + urlsafe_b64encode(tlv.encode(*fields)).rstrip(b"=").decode()


def test_what_it_says() -> None:
    invite = Invite.parse(TEXT)
    assert invite == GOOD
    assert invite.profile == PROFILE
    assert invite.account_id == account_id("trent")
    assert not invite.replaces_account_key
    assert invite.anchor.checkpoint == CLINIC.note()
    assert Invite.parse(replace(GOOD, checkpoint=b"").encode()).checkpoint == b""
    rekey = replace(GOOD, certificate=certificate_for(PROFILE.encode(), Purpose.REKEY))
    assert Invite.parse(rekey.encode()).replaces_account_key


def test_mail_may_wrap_and_indent_it() -> None:
    lines = [TEXT[at : at + 60] for at in range(0, len(TEXT), 60)]
    assert Invite.parse("  \ufeff"[:2] + "\r\n\t ".join(lines) + "\n\n") == GOOD


def test_its_time() -> None:
    GOOD.check_time(NOW)
    with pytest.raises(InviteExpired):
        GOOD.check_time(NOW + 1)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "not a Curbside invite"),
        ("hello", "not a Curbside invite"),
        ("https://relay.example/", "not a Curbside invite"),
        ("curbside:", "not a Curbside invite"),
        ("curbside:verify:AAAA", "safety numbers"),
        ("curbside:card:AAAA", "card"),
        ("curbside:link:AAAA", "linking a workstation"),
        (" Curbside:Link: 7K2Q", "linking a workstation"),
        ("curbside:recovery:AAAAAAAAAAAAAAAAAAAAAA", "recovery kit"),
        ("curbside:log:AAAA", "authority"),
        ("curbside:statements:AAAA", "relay"),
        ("x" * 1_000_000, "not a Curbside invite"),
        (TEXT.removeprefix("curb"), "not a Curbside invite"),
    ],
)
def test_something_else(text: str, word: str) -> None:
    with pytest.raises(NotAnInvite) as caught:
        Invite.parse(text)
    assert word in caught.value.message


@pytest.mark.parametrize(
    ("text", "error"),
    [(PREFIX[:-1], InviteCutShort), (TEXT.upper(), InviteDamaged)],
)
def test_a_spoilt_invite_is_not_called_something_else(text: str, error: type[InviteError]) -> None:
    with pytest.raises(error):
        Invite.parse(text)


def test_a_recovery_kit_comes_after_its_invite() -> None:
    with pytest.raises(NotAnInvite) as caught:
        Invite.parse("curbside:recovery:AAAAAAAAAAAAAAAAAAAAAA")
    assert "recovery invite" in caught.value.action


@given(st.integers(len(PREFIX), len(TEXT) - 1))
def test_cut_short(length: int) -> None:
    with pytest.raises(InviteCutShort):
        Invite.parse(TEXT[:length])


@given(st.integers(len(PREFIX), len(TEXT) - 1), st.sampled_from("Aa0-_+/=!é\u200b"))
def test_any_altered_character_but_the_unsigned_ones(at: int, character: str) -> None:
    altered = TEXT[:at] + character + TEXT[at + 1 :]
    try:
        invite = Invite.parse(altered)
    except InviteError:
        return
    # What the authority does not sign is checked against the log or by the pin; all else held.
    assert invite.certificate == GOOD.certificate
    assert invite.ca == GOOD.ca
    assert (invite.profile_json, invite.salt) == (GOOD.profile_json, GOOD.salt)
    assert (invite.log_id, invite.invite_seed) == (GOOD.log_id, GOOD.invite_seed)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    for each in (text, PREFIX + text):
        with pytest.raises(InviteError):
            Invite.parse(each)


def test_a_later_version() -> None:
    fields = fields_of(TEXT)
    with pytest.raises(InviteTooNew):
        Invite.parse(text_of([b"\x02", *fields[1:], b"something new"]))
    with pytest.raises(InviteTooNew):
        Invite.parse(text_of([b"\x02", *fields[1:3]]))


OTHER = Clinic("other")
CONTRADICTIONS = {
    "another seed": replace(GOOD, invite_seed=seed("x")),
    "another profile": replace(GOOD, profile_json=Profile("Eve", "", "", "").encode()),
    "another salt": replace(GOOD, salt=seed("x")),
    "another authority": replace(GOOD, ca=ed25519.public_key(OTHER.ca)),
    "another log": replace(GOOD, log_id=OTHER.log_id),
    "another log's checkpoint": replace(GOOD, checkpoint=OTHER.note()),
    "a broken checkpoint": replace(GOOD, checkpoint=b"note"),
    "a forged certificate": replace(
        GOOD, certificate=certificate_for(PROFILE.encode(), ca=OTHER.ca)
    ),
    "a profile that is none": replace(GOOD, profile_json=b"{}", certificate=certificate_for(b"{}")),
    "no pins": replace(GOOD, pins=()),
    "five pins": replace(GOOD, pins=tuple(seed(str(n)) for n in range(5))),
    "no clinic name": replace(GOOD, clinic_name=""),
    "a long clinic name": replace(GOOD, clinic_name="x" * 129),
}
URLS = [
    "http://relay.example", "https://", "relay.example", "https://user@relay.example",
    "https://relay.example/path", "https://relay.example?x=1", "https://relay.example#x",
    "https://relay.example:99999", "https://relay.example:x", "https://relay.example\\@evil",
    "https://relay.example\n", "https://ex ample", "file:///etc/passwd", "https://[::1",
    "https://relay.exämple", "https://" + "x" * 600,
]  # fmt: skip


@pytest.mark.parametrize("invite", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_an_invite_that_contradicts_itself(invite: Invite) -> None:
    with pytest.raises(InviteDamaged):
        Invite.parse(invite.encode())


@pytest.mark.parametrize("url", URLS)
def test_addresses_that_are_not_a_relays(url: str) -> None:
    with pytest.raises(InviteDamaged):
        Invite.parse(replace(GOOD, relay_url=url).encode())


@pytest.mark.parametrize("url", ["https://localhost:1", "https://[::1]:8443", "https://10.0.0.5/"])
def test_addresses_that_are(url: str) -> None:
    assert Invite.parse(replace(GOOD, relay_url=url).encode()).relay_url == url


def test_every_field_has_its_size() -> None:
    fields = fields_of(TEXT)
    for index in (0, 3, 4, 5, 9, 10, 11, 12):
        changed = [*fields]
        changed[index] += b"\0"
        with pytest.raises(InviteDamaged):
            Invite.parse(text_of(changed))
    with pytest.raises(InviteDamaged):
        Invite.parse(text_of([*fields, b""]))


def test_repr_is_redacted() -> None:
    assert repr(GOOD) == "Invite(redacted)"


def test_the_errors_say_what_to_do() -> None:
    for error in (NotAnInvite(), InviteDamaged(), InviteCutShort(), InviteTooNew()):
        assert error.message.endswith(".")
        assert error.action.endswith(".")
    codes = [each.code for each in (NotAnInvite, InviteDamaged, InviteCutShort, InviteTooNew)]
    assert len(set(codes)) == 4
