"""Addresses in messages: what is found, where it really leads, and what is refused."""

from __future__ import annotations

import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core import links
from app.core.links import MAX_ADDRESS, MAX_LINKS, Caution, Link, LinkKind, find_links


def only(text: str) -> Link:
    (link,) = find_links(text)
    return link


@pytest.mark.parametrize(
    ("text", "written", "address"),
    [
        ("see https://example.org/a.", "https://example.org/a", "https://example.org/a"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG", "https://example.org/"),
        ("www.example.org, then", "www.example.org", "https://www.example.org/"),
        ("(see https://a.example/x_(y))", "https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("[t](https://a.example/b)", "https://a.example/b", "https://a.example/b"),
        ("<https://a.example>", "https://a.example", "https://a.example/"),
        ('"https://a.example/b"?', "https://a.example/b", "https://a.example/b"),
        ("https://a.example/b?c=d&e#f!", "https://a.example/b?c=d&e#f", None),
        ("https://a.example?c", "https://a.example?c", "https://a.example/?c"),
        ("**https://a.example**", "https://a.example", "https://a.example/"),
        ("https://pacs:8443/x", "https://pacs:8443/x", "https://pacs:8443/x"),
        ("前https://a.example/b。次", "https://a.example/b", "https://a.example/b"),
        ("https://a.example/straße", "https://a.example/straße", "https://a.example/stra%C3%9Fe"),
        ("https://a.example/a%20b", "https://a.example/a%20b", "https://a.example/a%20b"),
        ("ask a.b+c@ward.example.", "a.b+c@ward.example", "mailto:a.b+c@ward.example"),
        ("mailto:a@ward.example?attach=/x", "a@ward.example", "mailto:a@ward.example"),
        ("www.a@ward.example", "a@ward.example", "mailto:a@ward.example"),
    ],
)
def test_finds(text: str, written: str, address: str | None) -> None:
    links = find_links(text)
    assert [(text[link.start : link.end], link.address) for link in links] == [
        (written, address or written)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "smb://www.server.example/share",
        "data:text/html,x",
        "tel:+4930123456",
        "ftp://www.a.example",
        "xhttps://a.example",
        "http\u017f://a.example",
        "https://",
        "https:///etc/passwd",
        "https://a..b/",
        "https://-a.example",
        "https://a.example:0/",
        "https://a.example:99999/",
        "https://%65vil.example/",
        "https://a.example\u200b.evil.example/",
        "https://a\u202e.example/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://[::1%25eth0]/",
        "http://[fe80::1",
        "https://" + "a" * 64 + ".example",
        "https://a.example/" + "a" * MAX_ADDRESS,
        "https://" + "a." * 130 + "example",
        "name@host",
        "a@b@c.example",
        "a..b@c.example",
        "@c.example",
        "2 @ 3.50",
        "a@1.2.3.4",
        "look at www. please",
        "example.org",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert find_links(text) == ()


def test_what_stands_before_an_at_is_not_the_host() -> None:
    link = only("https://www.bank.example:secret@evil.example/login")
    assert link.host == link.ascii_host == "evil.example"
    assert link.address == "https://evil.example/login"
    assert link.cautions == (Caution.HIDDEN_NAME,)


def test_a_backslash_ends_the_address() -> None:
    # Browsers take it for a slash, other programs for a part of the name before the @.
    assert only("https://bank.example\\@evil.example").address == "https://bank.example/"


def test_a_backward_override_in_the_path_ends_the_address() -> None:
    assert only("https://a.example/x\u202egpj.exe").address == "https://a.example/x"


@pytest.mark.parametrize(
    ("host", "ascii_host"),
    [
        ("\u0430pple.example", "xn--pple-43d.example"),
        ("\u0430\u0440\u0440\u04cf\u0435.example", "xn--80ak6aa92e.example"),
        ("pa\u03bdpal.example", "xn--papal-gce.example"),
        ("xn--80ak6aa92e.example", "xn--80ak6aa92e.example"),
        ("b\u0131ng.example", "xn--bng-jua.example"),
        ("例え.example", "xn--r8jz45g.example"),
    ],
)
def test_letters_that_may_pass_for_others_are_shown_as_they_are_sent(
    host: str, ascii_host: str
) -> None:
    link = only(f"https://{host}/")
    assert link.host == link.ascii_host == ascii_host
    assert Caution.LOOK_ALIKE in link.cautions


def test_familiar_letters_stay_legible() -> None:
    link = only("https://www.krankenhaus-köln-süd.example/straße")
    assert link.host == "www.krankenhaus-köln-süd.example"
    assert link.ascii_host == "www.xn--krankenhaus-kln-sd-p3b8j.example"
    assert link.cautions == ()
    assert only("post@größe.example").host == "größe.example"


def test_letters_that_a_browser_maps_are_mapped() -> None:
    link = only("https://ＢＡＮＫ．example/")
    assert link.host == "bank.example"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("http://192.168.0.1:8080/x", "192.168.0.1:8080"),
        ("http://[2001:DB8::0:1]/", "[2001:db8::1]"),
    ],
)
def test_numbers_are_hosts_with_a_caution(text: str, host: str) -> None:
    link = only(text)
    assert link.host == host
    assert link.cautions == (Caution.NUMBER, Caution.NOT_ENCRYPTED)


def test_several_in_one_text() -> None:
    text = "https://a.example b@c.example www.d.example"
    assert [link.kind for link in find_links(text)] == [LinkKind.WEB, LinkKind.MAIL, LinkKind.WEB]
    assert len(find_links("https://a.example " * (MAX_LINKS + 5))) == MAX_LINKS


@pytest.mark.parametrize(
    "piece",
    ["http://", "@", "a@", "www.", "https://a.de(", "https://a.de@", ")", "a", "ä@ß.", "mailto:"],
)
def test_a_hostile_text_of_the_greatest_length_is_read(piece: str) -> None:
    text = (piece * 16_384)[:16_384]
    for link in find_links("https://x.example/ " + text):
        assert link.address.isascii()


@pytest.mark.parametrize(
    "text",
    [
        ("https://" * 255 + "@ ") * 8,
        ("üwww." * 49 + "ü_ü.c/@ ") * 63,
        ("www.ü" * 49 + "-ü-.cc/@ ") * 63,
        ("https://a@" * 200 + "_ ") * 8,
    ],
)
def test_what_is_no_host_is_not_read_over_and_over(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hosts within hosts that fail: one message stopped the windows for seconds."""
    read = 0
    category, to_ascii = unicodedata.category, links._to_ascii

    def counted_category(character: str) -> str:
        nonlocal read
        read += 1
        return category(character)

    def counted(written: str) -> str | None:
        nonlocal read
        read += len(written)
        return to_ascii(written)

    monkeypatch.setattr(links, "unicodedata", SimpleNamespace(category=counted_category))
    monkeypatch.setattr(links, "_to_ascii", counted)
    find_links(text[:16_384])
    assert read < 8 * 16_384


FRAGMENTS = (
    *("https://", "www.", "@", "a", ".", "example", "/", ":", "8", "[", "]", "ß", "\u0430", "xn--"),
    *(" ", "\\", "\u202e", "\u200d", "?", "#", "%", "‹RLO›", "(", ")", "\U0001f3fd", "\ud800"),
)
PIECES = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


@example("www.https://www.")
@given(PIECES | st.text(max_size=200).map(lambda text: "https://" + text))
def test_every_link_is_plain_bounded_and_inside_the_text(text: str) -> None:
    end = 0
    for link in find_links(text):
        assert end <= link.start < link.end <= len(text)
        end = link.end
        assert link.address.isascii()
        assert link.address.isprintable()
        assert " " not in link.address
        assert link.address.split(":", 1)[0] in ("http", "https", "mailto")
        assert link.ascii_host in link.address
        assert "@" not in link.ascii_host


def test_no_representation_shows_an_address() -> None:
    assert "secret" not in repr(find_links("https://secret.example/secret secret@secret.example"))
