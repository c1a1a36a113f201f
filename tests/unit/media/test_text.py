"""Text and tables: encodings that nobody named, and columns that nobody described."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.file_types import FileKind
from app.core.media_types import TableInfo, TextInfo
from app.media.decoder import NotSupported
from app.media.decoders.characters import SHOWN_BYTES
from app.media.decoders.table import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from app.media.decoders.text import MOST_LINES
from app.media.opening import open_source
from tests.support.media import BytesSource

WORDS = "Grüße: 37,5 °C – „gut“"


def text_of(data: bytes, name: str = "x.txt") -> TextInfo:
    decoder = open_source(BytesSource(data), name)
    assert decoder.kind is FileKind.TEXT
    assert isinstance(decoder.info, TextInfo)
    return decoder.info


def table_of(data: str | bytes, name: str = "x.csv") -> TableInfo:
    raw = data.encode() if isinstance(data, str) else data
    decoder = open_source(BytesSource(raw), name)
    assert decoder.kind is FileKind.TABLE
    assert isinstance(decoder.info, TableInfo)
    return decoder.info


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "UTF-8"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "UTF-16-LE"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "UTF-16-BE"),
        (WORDS.encode("cp1252"), "CP1252"),
    ],
)
def test_the_encoding_is_found_out(data: bytes, encoding: str) -> None:
    assert text_of(data) == TextInfo(WORDS, encoding, False)


def test_bytes_that_windows_leaves_undefined_are_latin() -> None:
    info = text_of(b"caf\xe9 \x81\n")
    assert (info.encoding, info.text[:4]) == ("LATIN-1", "café")


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        b"\x7fELF\x02\x01\x01\0\0\0",
        bytes(range(1, 32)) * 4 + b"\xff",
        b"\xff\xfe\x00",
        codecs.BOM_UTF16_LE + b"\x00\xd8a\x00",
        codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"),
    ],
)
def test_what_is_no_text_is_not_shown_as_text(data: bytes) -> None:
    with pytest.raises(NotSupported):
        open_source(BytesSource(data), "x.txt")


@pytest.mark.parametrize("letter", ["a", "ü", "€", "\U0001f642"])
def test_a_long_text_is_cut_between_letters(letter: str) -> None:
    data = b"x" + letter.encode() * (SHOWN_BYTES // len(letter.encode()) + 5)
    info = text_of(data)
    assert info.cut
    assert set(info.text[1:]) == {letter}
    assert SHOWN_BYTES - 4 <= len(info.text.encode()) <= SHOWN_BYTES


def test_nothing_is_a_text_too() -> None:
    assert text_of(b"") == TextInfo("", "UTF-8", False)


@given(st.binary(max_size=300), st.sampled_from(["x.txt", "x.csv", ""]))
def test_any_bytes_are_text_that_can_be_sent_on_or_nothing(data: bytes, name: str) -> None:
    try:
        info = open_source(BytesSource(b" " + data), name).info
    except NotSupported:
        return
    if isinstance(info, TextInfo):
        info.text.encode()
    else:
        assert isinstance(info, TableInfo)
        for row in info.rows:
            "".join(row).encode()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(separator: str) -> None:
    lines = ["Name;Wert;Einheit", "Kalium;4,1;mmol/l", 'Natrium;"140\n";mmol/l', "", "CRP;<5;mg/l"]
    text = "\r\n".join(lines).replace(",", ".").replace(";", separator)
    info = table_of(text)
    assert info.rows == (
        ("Name", "Wert", "Einheit"),
        ("Kalium", "4.1", "mmol/l"),
        ("Natrium", "140\n", "mmol/l"),
        ("CRP", "<5", "mg/l"),
    )
    assert info.has_header
    assert not info.cut


def test_decimal_commas_do_not_make_columns() -> None:
    info = table_of("Tag;Temperatur\n1;37,5\n2;38,1\n3;36,9\n")
    assert info.rows[1] == ("1", "37,5")


def test_a_separator_that_is_said() -> None:
    assert table_of("sep=#\na#b\n").rows == (("a", "b"),)
    assert table_of("sep=\t\na\tb,c,d\n").rows == (("a", "b,c,d"),)


@pytest.mark.parametrize(
    ("text", "has_header"),
    [("a,b\n1,2\n", True), ("1,2\n3,4\n", False), ("a,a\n1,2\n", False), ("a,b\n", False)],
)
def test_a_header_names_columns(text: str, has_header: bool) -> None:
    assert table_of(text).has_header is has_header


def test_a_text_of_nothing_but_lines_is_cut() -> None:
    info = open_source(BytesSource(b"\n" * (2 * MOST_LINES)), "x.txt").info
    assert isinstance(info, TextInfo)
    assert info.cut
    assert info.text.count("\n") == MOST_LINES - 1


def test_a_large_table_is_cut() -> None:
    assert table_of("a,b\n" * (MAX_ROWS + 1)).cut
    assert len(table_of("a,b\n" * (MAX_ROWS + 1)).rows) == MAX_ROWS
    wide = table_of(",".join(["x"] * (MAX_COLUMNS + 1)) + "\n1,2\n")
    assert wide.cut
    assert len(wide.rows[0]) == MAX_COLUMNS
    long = table_of("x" * (MAX_CELL + 1) + ",1\n")
    assert long.cut
    assert len(long.rows[0][0]) == MAX_CELL


def test_a_table_in_another_encoding() -> None:
    assert table_of("Größe;1\nBlöd;2\n".encode("cp1252")).rows[0][0] == "Größe"


@pytest.mark.parametrize("data", [b"just words\nno columns\n", b"", b"\n\n"])
def test_a_table_without_columns_is_text(data: bytes) -> None:
    assert open_source(BytesSource(data), "x.csv").kind is FileKind.TEXT


def test_a_table_that_is_none_is_not_shown() -> None:
    with pytest.raises(NotSupported):
        open_source(BytesSource(b"a,b\n\0"), "x.csv")
