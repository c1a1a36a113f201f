"""The project's own Python files, parsed once, for rules that nobody should have to watch."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "relay")
FOLDERS = (*PACKAGES, "tests", "packaging")


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its path from the checkout's root, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    def __str__(self) -> str:
        return self.path.as_posix()

    def imported(self) -> set[str]:
        """Every module imported anywhere in the file, by its full dotted name."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found.add(node.module)
        return found


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """All Python files under one top-level folder, sorted by path."""
    return tuple(
        Source(path.relative_to(ROOT), text := path.read_text("utf-8"), ast.parse(text))
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "__pycache__" not in path.parts
    )


def everything() -> Iterator[Source]:
    """All Python files of the project."""
    for folder in FOLDERS:
        yield from sources(folder)


def calls(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Each call in the file with what is called, as written: `print`, `QMessageBox.warning`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node
