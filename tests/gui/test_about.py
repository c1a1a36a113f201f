"""About says which build it is and nobody's name; every dependency that ships has its licence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import build_info, licences
from app.ui.build_info import Build, commit_of, current_build, digest_of
from app.ui.dialogs.about import AboutPage, LicencesDialog, for_it
from app.ui.gallery_services import OWN
from app.ui.theme import Theme
from tests.architecture.sources import ROOT

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def locked_here() -> list[str]:
    """What the lock installs on this system, by normalised name."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    names = [licences.canonical(line) for line in lines if re.match(r"[A-Za-z0-9]", line)]
    return [name for name in names if _installed(name)]


def _installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


class TestLicences:
    def test_everything_in_the_lock_has_its_whole_licence(self) -> None:
        parts = {licences.canonical(part.name): part for part in licences.shipped_parts()}
        locked = locked_here()
        assert len(locked) > 20
        for name in locked:
            part = parts[name]
            assert part.version == metadata.version(name)
            assert part.licence, name
            assert len(part.text) > 500, name
            assert re.search("(?i)permi|licen[cs]e|warrant", part.text), name

    def test_what_is_no_distribution_is_there_too(self) -> None:
        by_name = {part.name: part for part in licences.shipped_parts()}
        assert by_name["Qt 6"].version == metadata.version("PySide6_Essentials")
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in by_name["Qt 6"].text
        assert "GNU GENERAL PUBLIC LICENSE" in by_name["Qt 6"].text
        assert "Unicode" in by_name["Emoji data: Unicode CLDR"].text
        assert "Mozilla Public License" in by_name["certifi"].text
        assert "Ulrich Telle" in by_name["apsw_sqlite3mc"].text
        assert "PYTHON SOFTWARE FOUNDATION" in by_name["Python"].text
        assert "Apache License" in licences.own_licence()

    def test_a_build_carries_what_was_found(self) -> None:
        parts = licences.shipped_parts()
        assert licences.decode(licences.encode(parts)) == parts

    def test_they_can_be_read_in_the_window(self, qtbot: QtBot, theme: Theme) -> None:
        dialog = LicencesDialog()
        qtbot.addWidget(dialog)
        dialog.open()
        assert "Apache License" in dialog.text.toPlainText()
        names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        row = next(row for row, name in enumerate(names) if name.startswith("msgspec"))
        dialog.list.setCurrentRow(row)
        assert "Redistribution and use in source" in dialog.text.toPlainText()


class TestBuild:
    def test_the_page_copies_facts_for_it_and_names_nobody(
        self, qtbot: QtBot, theme: Theme
    ) -> None:
        page = AboutPage("1.2.3")
        qtbot.addWidget(page)
        page.copy.click()
        copied = QApplication.clipboard().text()
        assert "Curbside: 1.2.3 (from source)" in copied
        assert "Python: 3." in copied
        assert "Qt: 6." in copied
        for word in (OWN.name, OWN.department, OWN.relay_url, str(Path.home()), "/"):
            assert word not in copied

    def test_a_packaged_build_shows_commit_and_digest(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        folder = tmp_path / "build"
        folder.mkdir()
        written = {"commit": COMMIT, "digest": "ab" * 32}
        (folder / build_info.BUILT).write_text(json.dumps(written), "utf-8")
        monkeypatch.setattr(build_info, "files", lambda _package: tmp_path)
        build = current_build.__wrapped__("1.2.3")
        assert build == Build("1.2.3", COMMIT, "ab" * 32)
        words = for_it(build)
        assert "1.2.3 (packaged)" in words
        assert COMMIT in words
        assert "ab" * 32 in words

    def test_the_commit_is_read_without_git(self, tmp_path: Path) -> None:
        assert commit_of(tmp_path) == ""
        git = tmp_path / ".git"
        (git / "refs" / "heads").mkdir(parents=True)
        (git / "HEAD").write_text("ref: refs/heads/main\n")
        (git / "packed-refs").write_text(f"# pack-refs\n{COMMIT} refs/heads/main\n")
        assert commit_of(tmp_path) == COMMIT
        (git / "refs" / "heads" / "main").write_text("f" * 40 + "\n")
        assert commit_of(tmp_path) == "f" * 40
        (git / "HEAD").write_text(COMMIT + "\n")
        assert commit_of(tmp_path) == COMMIT
        (git / "HEAD").write_text("nonsense\n")
        assert commit_of(tmp_path) == ""
        tree = tmp_path / "tree"
        (git / "worktrees" / "tree").mkdir(parents=True)
        (git / "worktrees" / "tree" / "HEAD").write_text("ref: refs/heads/main\n")
        (git / "worktrees" / "tree" / "commondir").write_text("../..\n")
        tree.mkdir()
        (tree / ".git").write_text(f"gitdir: {git / 'worktrees' / 'tree'}\n")
        assert commit_of(tree) == "f" * 40

    def test_the_digest_follows_content_and_place_and_nothing_else(self, tmp_path: Path) -> None:
        first, second = tmp_path / "first", tmp_path / "second"
        for root, order in ((first, ("a", "b")), (second, ("b", "a"))):
            for name in order:
                (root / "app" / name).mkdir(parents=True)
                (root / "app" / name / "x.py").write_text(name)
        (second / "app" / "__pycache__").mkdir()
        (second / "app" / "__pycache__" / "x.pyc").write_bytes(b"1")
        digest = digest_of(first, ("app",))
        assert digest == digest_of(second, ("app",))
        (second / "app" / "a" / "x.py").rename(second / "app" / "a" / "y.py")
        moved = digest_of(second, ("app",))
        (second / "app" / "a" / "y.py").write_text("changed")
        assert len({digest, moved, digest_of(second, ("app",))}) == 3

    def test_packaging_writes_what_the_program_reads(self, tmp_path: Path) -> None:
        code = (
            "import package, pathlib, sys;"
            "package.ABOUT = pathlib.Path(sys.argv[1]) / 'about';"
            "package.write_about()"
        )
        command = [sys.executable, "-B", "-c", code, str(tmp_path)]
        subprocess.run(command, cwd=ROOT / "packaging", check=True)
        written = tmp_path / "about"
        facts = json.loads((written / build_info.BUILT).read_text("utf-8"))
        assert re.fullmatch("[0-9a-f]{64}", facts["digest"])
        assert re.fullmatch("([0-9a-f]{40})?", facts["commit"])
        parts = licences.decode((written / licences.BUILT).read_text("utf-8"))
        assert parts == licences.shipped_parts()
        spec = (ROOT / "packaging" / "curbside.spec").read_text("utf-8")
        assert '"build" / "about"), "app/ui/resources/build"' in spec
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        assert "licences/*.txt" in project["tool"]["setuptools"]["package-data"]["*"]
