"""The shape of the checkout: what lies at the top, how long files are, what a lock may name."""

from __future__ import annotations

import fnmatch
import re
import warnings

import pytest

from tests.architecture.sources import ROOT, everything

FILES = {
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "SECURITY.md",
    "CHANGELOG.md",
    "requirements.lock",
    "requirements-dev.lock",
}
FOLDERS = {"app", "relay", "resources", "tests", "packaging"}
LOCKS = ("requirements.lock", "requirements-dev.lock")

TABLES = ("tests", "vectors")  # cases in a row, as long as there are cases
LONG = 400
TOO_LONG = 450


def test_the_top_level_holds_exactly_what_it_should() -> None:
    ignored = [
        line.strip().strip("/")
        for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()
        if line.strip()
    ]
    present = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith(".")
        and not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored)
    }
    assert present == FILES | FOLDERS


def test_packaging_is_not_a_package() -> None:
    """It would hide the library of that name from everything started in the checkout."""
    assert not list((ROOT / "packaging").rglob("__init__.py"))


def test_no_file_holds_two_concepts() -> None:
    lengths = {
        str(source): source.text.count("\n")
        for source in everything()
        if source.path.parts[:2] != TABLES
    }
    for path, lines in lengths.items():
        if LONG < lines <= TOO_LONG:
            warnings.warn(f"{path} has grown to {lines} lines: two concepts?", stacklevel=1)
    assert {path: lines for path, lines in lengths.items() if lines > TOO_LONG} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host|^-|(^|\s)/\w", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_release_has_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9-]+==\S+ ", pin), pin
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin


def test_the_development_lock_holds_the_same_releases_as_the_one_that_ships() -> None:
    shipped, development = (
        set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        for lock in LOCKS
    )
    assert shipped
    assert shipped <= development
