"""What becomes of the invite file that the program is started with."""

from __future__ import annotations

from pathlib import Path

from app.main import _read_invite
from app.ui.dialogs.files import FileNotReadable


def test_a_file_that_cannot_be_read_is_a_problem_and_no_invite(tmp_path: Path) -> None:
    text, problem = _read_invite(tmp_path / "none")
    assert text == ""
    assert isinstance(problem, FileNotReadable)


def test_a_file_and_no_file(tmp_path: Path) -> None:
    file = tmp_path / "invite"
    file.write_text("curbside:invite:AAAA")
    assert _read_invite(file) == ("curbside:invite:AAAA", None)
    assert _read_invite(None) == ("", None)
