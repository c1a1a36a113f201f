"""What a page of the help is made of: plain texts, so that each can be translated and searched."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from app.core.policy import DEFAULT_POLICY, Policy
from app.core.preferences import SendKey
from app.core.search_text import Needle, fold
from app.ui.formats import translate


class Kind(Enum):
    """How a block is set."""

    TEXT = "text"
    HEADING = "heading"
    STEP = "step"
    TERM = "term"
    """A word, or an icon and a word, and what it means."""
    KEYS = "keys"
    """A command and its keys."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph."""

    kind: Kind
    text: str
    term: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One topic. `key` is how other windows ask for it; `see` names related pages."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    see: tuple[str, ...] = ()

    def as_text(self) -> str:
        """The whole page as plain lines, steps numbered."""
        lines, number = [self.title, ""], 0
        for block in self.blocks:
            number = number + 1 if block.kind is Kind.STEP else 0
            lead = f"{number}. " if number else f"{block.term}: " if block.term else ""
            lines += [""] if block.kind is Kind.HEADING else []
            lines.append(lead + block.text)
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the texts say about this workstation: nothing about a person."""

    policy: Policy = field(default=DEFAULT_POLICY)
    send_with: SendKey = SendKey.ENTER


def text(words: str) -> Block:
    """A paragraph."""
    return Block(Kind.TEXT, words)


def heading(words: str) -> Block:
    """What the next paragraphs are about."""
    return Block(Kind.HEADING, words)


def step(words: str) -> Block:
    """One thing to do; steps that follow each other are numbered."""
    return Block(Kind.STEP, words)


def term(word: str, words: str, icon: str = "") -> Block:
    """What a word or a picture means."""
    return Block(Kind.TERM, words, word, icon)


def keys(pressed: str, command: str) -> Block:
    """With which keys a command is given."""
    return Block(Kind.KEYS, command, pressed)


def minutes(count: int) -> str:
    """A time within a sentence."""
    if count % 60 == 0 and count:
        return hours(count // 60)
    return translate("Help", "%n minute(s)", None, count)


def hours(count: int) -> str:
    """A longer time within a sentence."""
    return translate("Help", "%n hour(s)", None, count)


def days(count: int) -> str:
    """A still longer one."""
    return translate("Help", "%n day(s)", None, count)


def found(pages: tuple[Page, ...], query: str) -> tuple[Page, ...]:
    """The pages that have every word of `query`, those first that have one in their title."""
    needle = Needle.parse(query)
    if not needle:
        return pages
    hits = [page for page in pages if needle.matches(fold(page.as_text()))]
    return tuple(sorted(hits, key=lambda page: not needle.ranges(page.title)))
