"""Tables in text: values between commas, semicolons, tabs or bars (RFC 4180 and its relatives)."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from app.core.file_types import FileKind
from app.core.media_types import TableInfo
from app.media.decoder import Decoder, NotThisKind, Source
from app.media.decoders.characters import read_characters

MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 2_000
"""Characters shown of one value."""
_SEPARATORS: Final = ",;\t|"
_JUDGED_ROWS: Final = 50
_NUMBER: Final = re.compile(r"\s*[-+<>~]?\s*[\d.,]*\d[\d.,\s]*%?\s*")

csv.field_size_limit(1 << 20)


class TableDecoder(Decoder):
    """Its info is all there is."""

    kind = FileKind.TABLE
    media_type = "text/csv"

    def __init__(self, info: TableInfo) -> None:
        self.info = info


def open(source: Source, head: bytes, name: str) -> Decoder:
    """Raises NotThisKind for text without columns."""
    del head, name
    read = read_characters(source)
    text, separator = _told_separator(read.text)
    separator = separator or _likely_separator(text)
    rows, cut = _rows(text, separator)
    return TableDecoder(TableInfo(rows, _has_header(rows), cut or read.cut))


def _told_separator(text: str) -> tuple[str, str]:
    """Spreadsheets may say it in a first line of its own: `sep=;`."""
    line, _, rest = text.partition("\n")
    told = line.strip()
    if len(told) == 5 and told.lower().startswith("sep="):
        return rest, told[4]
    if line.rstrip("\r").lower() == "sep=\t":
        return rest, "\t"
    return text, ""


def _likely_separator(text: str) -> str:
    """The one by which most rows have the same number of columns, and the more columns the better.

    Raises NotThisKind when no row has two.
    """
    best, chosen = (0.0, 0), ""
    for separator in _SEPARATORS:
        counts = Counter(len(row) for row in islice(_read(text, separator), _JUDGED_ROWS) if row)
        counts.pop(1, None)
        if not counts:
            continue
        columns, alike = max(counts.items(), key=lambda item: (item[1], item[0]))
        if (quality := (alike / max(1, sum(counts.values())) * alike, columns)) > best:
            best, chosen = quality, separator
    if not chosen:
        raise NotThisKind
    return chosen


def _rows(text: str, separator: str) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The rows that are shown, and whether that is not all of it."""
    rows: list[tuple[str, ...]] = []
    cut = False
    for row in _read(text, separator):
        if not row:
            continue
        if len(rows) == MAX_ROWS:
            return tuple(rows), True
        cut = cut or len(row) > MAX_COLUMNS or any(len(cell) > MAX_CELL for cell in row)
        rows.append(tuple(cell[:MAX_CELL] for cell in row[:MAX_COLUMNS]))
    return tuple(rows), cut


def _read(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _has_header(rows: tuple[tuple[str, ...], ...]) -> bool:
    """The first row names its columns: every value is said, once, and none is a number."""
    if len(rows) < 2:
        return False
    first = [cell.strip() for cell in rows[0]]
    if not all(first) or len(set(first)) != len(first):
        return False
    return not any(_NUMBER.fullmatch(cell) for cell in first)
