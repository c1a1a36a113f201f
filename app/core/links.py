"""Web and mail addresses in a message, and where each of them really leads.

A link is the oldest way to deceive somebody: what is written and what is opened differ. So the
address that will be opened is made here, in ASCII (RFC 3986, UTS 46), together with the host that
it reaches and what about it deserves a second look. Only http, https and mailto are known; every
other scheme stays plain text. Nothing here looks anything up, and the time taken grows with the
length of the text alone: candidates are found by their fixed beginnings and each character is
read a bounded number of times.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote

import idna

MAX_ADDRESS = 2048
"""Characters; longer ones stay plain text."""
MAX_LINKS = 100
"""In one message; what comes after is plain text."""
_MAX_HOST = 253
_MAX_LOCAL_PART = 64

_CLOSERS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“", "’": "‘"}
_TRAILING = ".,;:!?'\"*_~…"
# ASCII, so that "ſ" is no "s". Looking back, "xhttps://" and "a.www.b" are not beginnings.
_BEGINNING = re.compile(
    r"(?<![0-9a-z])(?:https?://|mailto:)|(?<![0-9a-z_./@\\-])www\.|@", re.IGNORECASE | re.ASCII
)
# Neither blank, nor quotes and brackets that enclose addresses, nor a backslash, which browsers
# take for a slash; nor full-width stops, which end sentences that are written without blanks.
_ADDRESS = re.compile(
    rf"[^\s\x00-\x20\x7f-\x9f<>\"\\‹›「」『』【】。、，！？；（）]{{0,{MAX_ADDRESS + 1}}}"
)
_LOCAL_PART = re.compile(r"[A-Za-z0-9._%+-]+\Z", re.ASCII)
_DOMAIN = re.compile(
    rf"[^\s\x00-\x2c/:;<=>?@\[\\\]^`{{|}}~\x7f-\x9f…‹›«»“”。、，！？；（）]{{1,{_MAX_HOST}}}"
)
_AFTER_HOST = re.compile(r"[/?#\s]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_PORT = re.compile(r"[0-9]{1,5}", re.ASCII)
_KEPT_AS_WRITTEN = "!#$%&'()*+,/:;=?@[]~-._"
# Letters of European languages that do not pass for another: no dotless i, kra, middle dots.
_FAMILIAR = frozenset(map(chr, range(0xDF, 0x180))) - set("÷ıĸĿŀŉſ")


class Caution(Enum):
    """What deserves a second look before an address is opened."""

    HIDDEN_NAME = "hidden-name"
    """Something that looks like a host stood before an @ and is left out."""
    LOOK_ALIKE = "look-alike"
    """The host has letters that may pass for others."""
    NUMBER = "number"
    """A bare IP address: nothing says whose it is."""
    NOT_ENCRYPTED = "not-encrypted"
    """Plain http."""


class LinkKind(Enum):
    """What opens it."""

    WEB = "web"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Link:
    """An address at `text[start:end]`.

    `address` is what will be opened, all in ASCII; `host` is where that leads, in letters that
    cannot pass for others, and `ascii_host` the same as computers write it.
    """

    start: int
    end: int
    kind: LinkKind
    address: str = field(repr=False)
    host: str = field(repr=False)
    ascii_host: str = field(repr=False)
    cautions: tuple[Caution, ...] = ()


def find_links(text: str) -> tuple[Link, ...]:
    """The addresses in `text`, in order, at most `MAX_LINKS`."""
    links: list[Link] = []
    position = hosts_from = 0
    while len(links) < MAX_LINKS and (match := _BEGINNING.search(text, position)):
        start, beginning = match.start(), match[0].lower()
        if beginning == "@":
            link = _mail(text, start, position)
            position = match.end()
        elif beginning == "mailto:":
            # Its @ comes later; only the address itself is taken, no subject, text or attachment.
            position = match.end()
            continue
        elif start < hosts_from:
            position = match.end()  # inside what was read as a host, and is none
            continue
        else:
            found = _ADDRESS.match(text, start)
            run = found[0] if found else ""
            link = _web(text, start, run)
            position = start + max(len(run), 1) if link is None else link.end
            if link is None and "@" in run:  # there may be a mail address in it, or another host
                position = match.end()
                cut = _AFTER_HOST.search(text, position)
                hosts_from = cut.start() if cut else len(text)
        if link is not None:
            links.append(link)
            position = max(position, link.end)
    return tuple(links)


def _web(text: str, start: int, run: str) -> Link | None:
    if len(run) > MAX_ADDRESS:
        return None
    run = _without_punctuation(run)
    scheme, separator, rest = run.partition("://")
    scheme = scheme.lower()
    if scheme not in ("http", "https"):  # it began with "www.", whatever follows
        scheme, separator, rest = "https", "", run
    cut = _AFTER_HOST.search(rest)
    authority = rest[: cut.start()] if cut else rest
    tail = rest[cut.start() :] if cut else ""
    end = start + len(run)
    if any(unicodedata.category(character) == "Cf" for character in authority):
        return None
    hidden, at, host_and_port = authority.rpartition("@")
    if not separator and at:
        return None
    host_text, port = _split_port(host_and_port)
    host = None if port is None else _host(host_text, dotted=not separator)
    if host is None or port is None:
        return None
    for offset, character in enumerate(tail):
        if unicodedata.category(character) in ("Cf", "Cs", "Co", "Cn"):
            end -= len(tail) - offset
            tail = tail[:offset]
            break
    cautions = []
    if hidden or at:
        cautions.append(Caution.HIDDEN_NAME)
    if host.suspicious:
        cautions.append(Caution.LOOK_ALIKE)
    if host.number:
        cautions.append(Caution.NUMBER)
    if scheme == "http":
        cautions.append(Caution.NOT_ENCRYPTED)
    path = quote(tail, safe=_KEPT_AS_WRITTEN)
    if not path.startswith("/"):
        path = "/" + path
    suffix = f":{port}" if port else ""
    return Link(
        start,
        end,
        LinkKind.WEB,
        f"{scheme}://{host.ascii}{suffix}{path}",
        host.shown + suffix,
        host.ascii + suffix,
        tuple(cautions),
    )


def _mail(text: str, at: int, not_before: int) -> Link | None:
    before = _LOCAL_PART.search(text, max(not_before, at - _MAX_LOCAL_PART - 1), at)
    after = _DOMAIN.match(text, at + 1)
    if before is None or after is None or len(before[0]) > _MAX_LOCAL_PART:
        return None
    local, start = before[0], before.start()
    stripped = local.lstrip(".-")
    start += len(local) - len(stripped)
    domain = _without_punctuation(after[0])
    if not stripped or stripped.endswith(".") or ".." in stripped:
        return None
    if start and (text[start - 1].isalnum() or text[start - 1] in "@/"):
        return None
    following = text[at + 1 + len(domain) : at + 2 + len(domain)]
    host = None if following == "@" else _host(domain, dotted=True)
    if host is None or host.number:
        return None
    return Link(
        start,
        at + 1 + len(domain),
        LinkKind.MAIL,
        f"mailto:{quote(stripped, safe='._+-')}@{host.ascii}",
        host.shown,
        host.ascii,
        (Caution.LOOK_ALIKE,) if host.suspicious else (),
    )


@dataclass(frozen=True, slots=True)
class _Host:
    shown: str = field(repr=False)
    ascii: str = field(repr=False)
    suspicious: bool = False
    number: bool = False


def _host(written: str, *, dotted: bool) -> _Host | None:
    """What a browser would make of a host, or None when it is none."""
    if written.startswith("["):
        return _ipv6(written)
    name = _to_ascii(written) if 0 < len(written) <= _MAX_HOST else None
    if name is None:
        return None
    labels = name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        return _ipv4(name)
    too_short = (dotted and len(labels) < 2) or (len(labels) > 1 and len(labels[-1]) < 2)
    if too_short or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    if not any(label.startswith("xn--") for label in labels):
        return _Host(name, name)
    shown = _familiar(labels)
    return _Host(shown or name, name, suspicious=shown is None)


def _ipv4(name: str) -> _Host | None:
    """Browsers read 0x7f.1 and 2130706433 as addresses too; only the plain form is a link."""
    try:
        return _Host(name, str(IPv4Address(name)), number=True)
    except AddressValueError:
        return None


def _ipv6(written: str) -> _Host | None:
    try:
        address = IPv6Address(written[1:-1] if written.endswith("]") else "")
    except AddressValueError:
        return None
    literal = f"[{address}]"
    return None if address.scope_id is not None else _Host(literal, literal, number=True)


def _to_ascii(written: str) -> str | None:
    """The host as it is looked up (UTS 46, then IDNA 2008)."""
    if written.isascii():
        return written.lower()
    try:
        return idna.encode(written, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        return None


def _familiar(labels: list[str]) -> str | None:
    """The host in its own letters if all are Latin ones in everyday use; else None."""
    try:
        shown = [idna.ulabel(label) if label.startswith("xn--") else label for label in labels]
    except (idna.IDNAError, UnicodeError):
        return None
    if all(letter.isascii() or letter in _FAMILIAR for label in shown for letter in label):
        return ".".join(shown)
    return None


def _split_port(authority: str) -> tuple[str, str | None]:
    """(host, port), the port "" when there is none and None when it is none that can be."""
    closing = authority.rfind("]")
    colon = authority.rfind(":")
    if colon <= closing:
        return authority, ""
    port = authority[colon + 1 :]
    if not _PORT.fullmatch(port) or not 0 < int(port) < 65_536:
        return authority, None
    return authority[:colon], port


def _without_punctuation(run: str) -> str:
    """Leave out the punctuation of the sentence around an address."""
    surplus = {closer: run.count(closer) - run.count(opener) for closer, opener in _CLOSERS.items()}
    end = len(run)
    while end:
        last = run[end - 1]
        if last in surplus and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return run[:end]
