"""app/core/file_names: a name from anybody becomes one that every system takes, in one folder."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.file_names import (
    MAX_SAVED_BYTES,
    ending_of,
    is_program,
    name_to_save,
    name_to_show,
)
from tests.vectors.naughty import NAUGHTY

HOSTILE = (
    "../../etc/passwd",
    "..\\..\\Windows\\System32\\drivers\\etc\\hosts",
    "/etc/shadow",
    "C:\\autoexec.bat",
    "C:",
    "\\\\server\\share\\x",
    "file.txt\0.exe",
    "\0",
    "CON",
    "con.txt",
    "AUX.tar.gz",
    "nul .pdf",
    "COM1",
    "com¹.doc",
    "LPT9.pdf",
    "CLOCK$",
    "invoice\u202efdp.exe",
    "\u202e\u202d\u2066",
    "x" * 300 + ".pdf",
    "é" * 300 + ".jpeg",
    "📄" * 300,
    "a." + "b" * 300,
    "...",
    "..",
    ".",
    "",
    " ",
    "name.",
    "name . . .",
    ".bashrc",
    "-rf",
    "~root",
    "$(reboot)",
    "%PATH%",
    "a:b:$DATA",
    "report.pdf.exe",
    "report.pdf      .exe",
    "report.pdf\u3164\u3164.scr",
    "a\r\nb.txt",
    "a\u2044b\uff0fc\u2215d",
    "desktop.ini",
    "\ud800.txt",
)
names = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=400),
    st.text('./\\:*?"<>| \0\u202eCONAUXcom1.exe', max_size=60),
    st.sampled_from([text[:500] for text in NAUGHTY.values()]),
)


@given(names)
def test_a_saved_name_is_a_name_and_nothing_else(name: str) -> None:
    saved = name_to_save(name)
    assert saved
    assert len(saved.encode()) <= MAX_SAVED_BYTES + 1
    assert not set(saved) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(character)[0] == "C" for character in saved)
    assert saved == saved.strip(" ").rstrip(".")
    assert saved[0] not in ".-~"
    for path in (PurePosixPath("/folder") / saved, PureWindowsPath("C:/folder") / saved):
        assert path.name == saved
        assert len(path.parts) == 3
    assert not PureWindowsPath(saved).is_reserved()


@given(names)
def test_saving_twice_changes_nothing_more(name: str) -> None:
    once = name_to_save(name)
    assert name_to_save(once) == once


@given(names)
def test_the_ending_stays_or_is_none(name: str) -> None:
    """What a system does with the file follows from what is shown of its name."""
    saved = name_to_save(name)
    assert ending_of(saved) == ending_of(name) or not ending_of(saved)
    if is_program(name):
        assert is_program(saved)
        assert saved.count(".") == 1


@given(names)
def test_a_shown_name_hides_nothing(name: str) -> None:
    shown = name_to_show(name)
    assert len(shown) <= 140
    assert "\n" not in shown
    assert not any(character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067" for character in shown)
    if is_program(name):
        assert f".{ending_of(name)}" in shown.lower()


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("Befund Müller.pdf", "Befund Müller.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("report.pdf.exe", "report_pdf.exe"),
        ("archive.tar.gz", "archive.tar.gz"),
        ("con.txt", "_con.txt"),
        ("", "file"),
        ("...", "file"),
        ("a\0b.pdf", "ab.pdf"),
        ("ІМG.jpg", "ІМG.jpg"),
        ("心電図.dcm", "心電図.dcm"),
    ],
)
def test_what_comes_of_some(name: str, saved: str) -> None:
    assert name_to_save(name) == saved


def test_a_long_name_keeps_its_ending_in_sight() -> None:
    shown = name_to_show("x" * 250 + ".exe")
    assert shown.endswith("….exe")
    assert len(shown) <= 120
