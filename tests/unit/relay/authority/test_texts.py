"""Statement files, lists of people and relay cards: what is read, and what is refused."""

from __future__ import annotations

import json

import pytest

from relay.authority import cards, people_csv, statements
from relay.authority.errors import BadFileError, BadInputError
from relay.authority.invites import file_name
from relay.authority.profiles import profile_of
from relay.authority.statements import EntryStatement, OpeningStatement
from relay.wire import ProfileOpening, WireError, b64u, tlv, tlv_list
from tests.unit.relay.authority.helpers import CARD, RELAY
from tests.vectors.log_builder import pub, secret


def test_statements_survive_the_way() -> None:
    items: list[statements.Statement] = [
        EntryStatement(b"entry"),
        OpeningStatement(ProfileOpening(bytes(16), bytes(32), b"sealed")),
    ]
    text = statements.encode(items)
    assert text.startswith("curbside:statements:")
    broken = "\r\n ".join(text[start : start + 20] for start in range(0, len(text), 20))
    assert statements.decode(broken) == items
    assert statements.decode(statements.encode([])) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "curbside:invite:AAAA",
        "curbside:statements:A",
        "curbside:statements:####",
        statements.PREFIX + b64u(b"\x00\x00\x00\x09abc"),
        statements.PREFIX + b64u(tlv_list([tlv(b"\x03", b"x")])),
        statements.PREFIX + b64u(tlv_list([tlv(b"\x01", b"")])),
        statements.PREFIX + b64u(tlv_list([tlv(b"\x01", bytes(8193))])),
        statements.PREFIX + b64u(tlv_list([tlv(b"\x02", b"x")])),
        statements.PREFIX + b64u(tlv_list([tlv(b"\x01", b"x", b"y")])),
    ],
)
def test_statement_files_that_are_refused(text: str) -> None:
    with pytest.raises(WireError):
        statements.decode(text)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_of_people(mark: str) -> None:
    rows = (
        ("Name", "Staff ID", "Department", "Role"),
        ('"Doe, Jane"', "7", "ICU", "Nurse"),
        ("", "", "", ""),
        ("Max Müller", "8", "", ""),
    )
    text = "\r\n".join(mark.join(row) for row in rows) + "\r\n"
    assert people_csv.parse(text) == [
        profile_of("Doe, Jane", "Nurse", "ICU", "7"),
        profile_of("Max Müller", staff_id="8"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("who,role\nJane,Nurse\n", 1),
        ("role\nNurse\n", 1),
        ("name,name\nJane,Nurse\n", 1),
        ("name,role\nJane\n", 2),
        ("name,role\nJane,Nurse\n,Nurse\n", 3),
        ("name,role\nJane,Nurse\n\n\nJo,a\u202eb\n", 5),
        ('name,role\n"Jane" x,Nurse\n', 2),
        (f"name,role\n{'x' * 121},Nurse\n", 2),
    ],
)
def test_a_bad_line_is_named(text: str, line: int) -> None:
    with pytest.raises(BadInputError) as refused:
        people_csv.parse(text)
    assert refused.value.message.startswith(f"Line {line} ")


def test_an_empty_list() -> None:
    for text in ("", "name,role\n", "\n\n"):
        with pytest.raises(BadInputError):
            people_csv.parse(text)


def test_a_relay_card() -> None:
    assert cards.parse(CARD) == RELAY
    other = cards.parse(CARD, "https://Relay.Example/", [pub("w").hex()])
    assert other.url == "https://relay.example"
    assert other.witnesses == (pub("w"),)


@pytest.mark.parametrize(
    "changes",
    [
        {"log_key": "00"},
        {"log_key": "zz" * 32},
        {"log_key": bytes(32).hex()},
        {"log_key": None},
        {"pins": []},
        {"pins": [secret("p").hex()] * 5},
        {"pins": ["12"]},
        {"pins": "abc"},
    ],
)
def test_cards_that_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BadFileError):
        cards.parse(json.dumps({**json.loads(CARD), **changes}))


def test_something_that_is_no_card() -> None:
    for text in ("", "[]", "curbside:invite:AAAA", "{}"):
        with pytest.raises(BadFileError):
            cards.parse(text)


@pytest.mark.parametrize(
    "url",
    [
        "http://relay.example",
        "relay.example",
        "https://",
        "https://user@relay.example",
        "https://relay.example/path",
        "https://relay.example?x=1",
        "https://relay.example:0",
        "https://relay.example:99999",
        "https://relay example",
        "https://rel\u0430y.example",
        "https://[::1",
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(BadInputError):
        cards.parse(CARD, url)


def test_witnesses_that_are_refused() -> None:
    for witnesses in (["12"], [bytes(32).hex()], [pub("w").hex()] * 9):
        with pytest.raises(BadInputError):
            cards.parse(CARD, None, witnesses)


def test_file_names_are_safe_on_every_system() -> None:
    account = bytes.fromhex("a1b2c3d4") + bytes(12)
    hostile = profile_of('../..\\Jane: "Doe" <CON>|?*', staff_id="x/y")
    name = file_name(hostile, account)
    assert name.endswith("-a1b2c3d4.curbside-invite")
    assert not set(name) & set('/\\:"<>|?* ')
    assert len(file_name(profile_of("é" * 120), account).encode()) < 200
    assert file_name(profile_of("…"), account) == "invite-a1b2c3d4.curbside-invite"
