#!/usr/bin/env python3
"""The translations: collects every text, keeps the files for Qt Linguist, compiles them.

    python packaging/translations.py update    put new texts into resources/translations/*.ts
    python packaging/translations.py build     compile what changed; done by itself by every verb
    python packaging/translations.py missing   print what has no finished translation

Texts are found in the syntax tree: `self.tr("…")`, `translate("Context", "…")`,
`QT_TRANSLATE_NOOP`, `translatable("…")` and the `message` and `action` of every error. Qt's own
collector knows neither the last two nor plurals of `translate`, so it is given a list of what was
found, in C++, and does what it does well: it merges that into the files and keeps what is there.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "resources" / "translations"
COMPILED = ROOT / "app" / "ui" / "resources" / "languages"
ERRORS = "Errors"
"""The context of all that is worded below the windows: `app.ui.words.CONTEXT`."""
ENGLISH = "curbside_en"
"""English has a file too: for its plurals only."""
PLURAL = "%n"
_CALLS = {"translate", "QT_TRANSLATE_NOOP", "tr"}
_NOT_SHOWN = ("app/ui/gallery", "app/smoke.py")


@dataclass(frozen=True, slots=True)
class Text:
    """One text to be translated, as the source has it."""

    context: str
    source: str
    comment: str = ""
    """Tells two texts apart that are the same in English."""
    place: str = ""
    """Where it stands, for the translator."""

    @property
    def plural(self) -> bool:
        """Whether it has a form for one and a form for several."""
        return PLURAL in self.source


class NotCollectableError(Exception):
    """A text that is not written as a literal where it has to be one."""


def collect() -> list[Text]:
    """All texts of the program, each once, in the order of their contexts.

    Raises NotCollectableError where a text is put together before it is translated.
    """
    found: dict[tuple[str, str, str], Text] = {}
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in _modules()}
    errors = _error_classes(trees.values())
    for path, tree in trees.items():
        for text in _Collector(path.stem, errors).of(tree):
            found.setdefault((text.context, text.source, text.comment), text)
    return sorted(found.values(), key=lambda text: (text.context, text.source, text.comment))


def _modules() -> list[Path]:
    paths = sorted((ROOT / "app").rglob("*.py"))
    return [p for p in paths if not p.relative_to(ROOT).as_posix().startswith(_NOT_SHOWN)]


def _error_classes(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Names of all classes that derive from CurbsideError, directly or not."""
    bases: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, set()).update(map(_name, node.bases))
    errors = {"CurbsideError"}
    while more := {name for name, of in bases.items() if of & errors} - errors:
        errors |= more
    return frozenset(errors)


class _Collector:
    """Walks one module; knows which class it is in."""

    def __init__(self, module: str, errors: frozenset[str]) -> None:
        self._module = module
        self._errors = errors
        self._constants: dict[str, str] = {}

    def of(self, tree: ast.Module) -> Iterator[Text]:
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self._constants[node.targets[0].id] = self._literal(node.value) or ""
        yield from self._walk(tree, "")

    def _walk(self, node: ast.AST, inside: str) -> Iterator[Text]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                if child.name in self._errors:
                    yield from self._error(child)
                yield from self._walk(child, child.name)
                continue
            if isinstance(child, ast.Call):
                text = self._call(child, inside)
                if text is not None:
                    yield replace(text, place=f"{self._module}.{inside}".rstrip("."))
            yield from self._walk(child, inside)

    def _error(self, node: ast.ClassDef) -> Iterator[Text]:
        for statement in node.body:
            if isinstance(statement, ast.Assign):
                target, value = statement.targets[0], statement.value
            elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
                target, value = statement.target, statement.value
            else:
                continue
            if isinstance(target, ast.Name) and target.id in {"message", "action"}:
                source = self._literal(value)
                if source is None:
                    raise NotCollectableError(f"{self._module}: {node.name}.{target.id}")
                if source:
                    yield Text(ERRORS, source, place=f"{self._module}.{node.name}, {target.id}")

    def _call(self, call: ast.Call, inside: str) -> Text | None:
        name, given = _name(call.func), call.args
        if name == "translatable" and given:
            return Text(ERRORS, self._required(given[0]))
        if name not in _CALLS or not given:
            return None
        own = name == "tr" and isinstance(call.func, ast.Attribute)
        if own:  # self.tr("…"): the class is the context
            context, rest = inside, given
        elif len(given) < 2 or not isinstance(given[0], ast.Constant):
            return None  # str.translate, or a text that was marked elsewhere
        else:
            context, rest = self._required(given[0]), given[1:]
        if isinstance(rest[0], (ast.Name, ast.Attribute)):
            return None  # marked elsewhere
        comment = (self._literal(rest[1]) or "") if len(rest) > 1 else ""
        text = Text(context, self._required(rest[0]), comment)
        if text.plural and own:
            raise NotCollectableError(
                f"{self._module}: plurals need translate(context, text, None, n), because tr() "
                f"asks for each base class: {text.source}"
            )
        return text

    def _required(self, node: ast.expr) -> str:
        source = self._literal(node)
        if not source:
            raise NotCollectableError(f"{self._module}, line {node.lineno}: {ast.unparse(node)}")
        return source

    def _literal(self, node: ast.expr) -> str | None:
        """The text of a literal, or of one that is put together from the module's constants."""
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.Name):
            return self._constants.get(node.id)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self._literal(node.left), self._literal(node.right)
            return None if left is None or right is None else left + right
        if isinstance(node, ast.JoinedStr):
            parts = [
                self._literal(part.value if isinstance(part, ast.FormattedValue) else part)
                for part in node.values
            ]
            return None if None in parts else "".join(part or "" for part in parts)
        return None


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.id if isinstance(node, ast.Name) else ""


def update() -> None:
    """Bring the files for Linguist up to date; what is not used any more is dropped."""
    with tempfile.TemporaryDirectory() as folder:
        stub = Path(folder) / "texts.cpp"
        stub.write_text("".join(map(_in_cpp, collect())), encoding="utf-8")
        for path in sorted(SOURCES.glob("*.ts")):
            command = [_tool("lupdate"), str(stub), "-locations", "none", "-no-obsolete"]
            command += ["-disable-heuristic", "similartext", "-source-language", "en"]
            command += ["-pluralonly"] if path.stem == ENGLISH else []
            subprocess.run([*command, "-silent", "-ts", str(path)], check=True)
            print(f"{path.relative_to(ROOT)}: {len(missing(path))} to be translated")


def _in_cpp(text: Text) -> str:
    parts = [text.context, text.source]
    written = [json.dumps(part, ensure_ascii=False) for part in parts]
    written.append(json.dumps(text.comment, ensure_ascii=False) if text.comment else "nullptr")
    if text.plural:
        written.append("n")
    place = f"//: {text.place}\n" if text.context == ERRORS else ""
    return f"{place}QCoreApplication::translate({', '.join(written)});\n"


def missing(path: Path) -> list[tuple[str, str]]:
    """Context and source of each text of a file without a finished translation."""
    unfinished = []
    for context in ElementTree.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") is not None:
                unfinished.append((context.findtext("name", ""), message.findtext("source", "")))
    return unfinished


def stale() -> list[Path]:
    """The files that were changed since they were compiled. Needs no Qt."""
    return [path for path in sorted(SOURCES.glob("*.ts")) if _is_newer(path, _compiled(path))]


def build() -> None:
    """Compile what changed into what the program loads."""
    for path in stale():
        target = _compiled(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}")  # nobody ever loads half a file
        command = [_tool("lrelease"), "-silent", str(path), "-qm", str(beside)]
        subprocess.run(command, check=True)
        beside.replace(target)


def _compiled(path: Path) -> Path:
    return COMPILED / f"{path.stem}.qm"


def _is_newer(path: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns


def _tool(name: str) -> str:
    """Qt's tool beside the Python that runs this; it comes with PySide6."""
    from PySide6 import __file__ as package  # noqa: PLC0415 - collecting needs no Qt

    folder = Path(package).parent
    for place in (folder / name, folder / f"{name}.exe", folder / "Qt" / "libexec" / name):
        if place.exists():
            return str(place)
    raise FileNotFoundError(name)


def main(arguments: list[str]) -> int:
    """Run one of the commands."""
    if arguments == ["update"]:
        update()
    elif arguments == ["build"]:
        build()
    elif arguments == ["missing"]:
        for path in sorted(SOURCES.glob("*.ts")):
            for context, source in missing(path):
                print(f"{path.name}  {context}: {source}")
    else:
        sys.stderr.write(str(__doc__))
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
