"""Which build this is: for About, and for what a person copies for their IT.

A packaged build carries `BUILT`, written by packaging/package.py: the commit and one hash over
the program's own files, the same for the same source. A checkout says "from source", with the
commit if `.git` is there; it is read from the files, no program is run for it.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion

BUILT = "build.json"
"""Written when a build is packaged, into `app/ui/resources/build`."""
_ROOT = Path(__file__).parents[2]
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Build:
    """What tells one build from another."""

    version: str
    commit: str = ""
    """Forty or sixty-four hexadecimal digits, or nothing."""
    digest: str = ""
    """SHA-256 over the program's own files; nothing in a checkout, where they may change."""

    @property
    def packaged(self) -> bool:
        """Whether this is a build for computers without Python."""
        return bool(self.digest)

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Names and values for IT: no name, no address, nothing of the person. In English."""
        origin = "packaged" if self.packaged else "from source"
        rows = [("Curbside", f"{self.version} ({origin})")]
        rows += [("Commit", self.commit)] if self.commit else []
        rows += [("Files", f"SHA-256 {self.digest}")] if self.digest else []
        rows += [
            ("System", f"{platform.system()} {platform.release()} {platform.machine()}"),
            ("Python", platform.python_version()),
            ("Qt", f"{qVersion()}, PySide {pyside_version}"),
        ]
        return tuple(rows)


@cache
def current_build(version: str) -> Build:
    """The build that runs. `version` is the program's own."""
    built = files("app.ui.resources").joinpath("build", BUILT)
    if built.is_file():
        read = json.loads(built.read_text(encoding="utf-8"))
        return Build(version, str(read["commit"]), str(read["digest"]))
    return Build(version, commit_of(_ROOT))


def commit_of(checkout: Path) -> str:
    """The commit that is checked out, from the files of `.git`; nothing if there is none."""
    try:
        folder = checkout / ".git"
        if folder.is_file():  # a linked working tree says where its own folder is
            told = folder.read_text("utf-8").strip().removeprefix("gitdir:").strip()
            folder = checkout / told
        head = (folder / "HEAD").read_text("utf-8").strip()
        name = head.removeprefix("ref:").strip()
        found = head if name == head else _reference(folder, name)
    except OSError:
        return ""
    return found if _COMMIT.fullmatch(found) else ""


def _reference(folder: Path, name: str) -> str:
    """What a branch points to: its own file, or a line of `packed-refs`."""
    common = folder / "commondir"
    shared = folder / common.read_text("utf-8").strip() if common.is_file() else folder
    if (shared / name).is_file():
        return (shared / name).read_text("utf-8").strip()
    packed = shared / "packed-refs"
    for line in packed.read_text("utf-8").splitlines() if packed.is_file() else ():
        commit, _, of = line.partition(" ")
        if of == name:
            return commit
    return ""


def digest_of(root: Path, folders: tuple[str, ...]) -> str:
    """One SHA-256 over the path and content of each file in `folders` below `root`."""
    whole = hashlib.sha256()
    for path in _sources(root, folders):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{content}  {path.relative_to(root).as_posix()}\n".encode())
    return whole.hexdigest()


def _sources(root: Path, folders: tuple[str, ...]) -> Iterator[Path]:
    found = [path for folder in folders for path in (root / folder).rglob("*") if path.is_file()]
    for path in sorted(found, key=lambda path: path.relative_to(root).as_posix()):
        if "__pycache__" not in path.parts and path.suffix != ".pyc":
            yield path
