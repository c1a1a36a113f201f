"""Sections of a health record within limits: nothing is dropped without saying so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from app.core.media_types import Fact, RecordInfo, RecordSection

MOST_BYTES: Final = 16 << 20
"""Of a record that is read; a larger one is shown as text."""
MOST_SECTIONS: Final = 1_000
MOST_FACTS: Final = 400
"""Of one section."""
MOST_VALUE: Final = 8_000
MOST_RAW: Final = 100_000
MOST_TOTAL: Final = 12 << 20
"""Characters of everything together."""
ELLIPSIS: Final = " […]"


@dataclass(slots=True)
class RecordWriter:
    """Collects a record's sections and remembers whether anything was left out."""

    standard: str
    banner: list[Fact] = field(default_factory=list)
    sections: list[RecordSection] = field(default_factory=list)
    cut: bool = False
    _written: int = 0

    def shorten(self, text: str, limit: int) -> str:
        """At most so many characters, with a mark where something is missing."""
        limit = min(limit, max(MOST_TOTAL - self._written, 0))
        if len(text) > limit:
            self.cut = True
            text = text[:limit] + ELLIPSIS
        self._written += len(text)
        return text

    def tell(self, fact: Fact) -> None:
        """Add a line to the banner."""
        if len(self.banner) >= MOST_FACTS:
            self.cut = True
            return
        self.banner.append(self._short(fact))

    def add(self, title: str, facts: list[Fact], raw: str) -> None:
        """Add a section."""
        if len(self.sections) >= MOST_SECTIONS:
            self.cut = True
            return
        self.cut = self.cut or len(facts) > MOST_FACTS
        short = tuple(self._short(fact) for fact in facts[:MOST_FACTS])
        self.sections.append(
            RecordSection(self.shorten(title, 400), short, self.shorten(raw, MOST_RAW))
        )

    def finished(self) -> RecordInfo:
        """What was collected."""
        return RecordInfo(self.standard, tuple(self.banner), tuple(self.sections), self.cut)

    def _short(self, fact: Fact) -> Fact:
        return Fact(
            fact.label if type(fact.label) is not str else self.shorten(fact.label, 400),
            self.shorten(fact.value, MOST_VALUE),
            self.shorten(fact.unit, 200),
            self.shorten(fact.flag, 100),
        )
