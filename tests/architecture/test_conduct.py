"""Habits that a single careless line would break."""

from __future__ import annotations

import ast
from importlib import import_module
from types import ModuleType

from tests.architecture.sources import Source, calls, sources

# The one file that may make Qt's own labels and boxes: it sets them to plain text.
PLAIN_TEXT_WIDGETS = "app/ui/text.py"
RICH_BY_DEFAULT = {"QLabel", "QMessageBox"}
STATIC_BOXES = {"about", "critical", "information", "question", "warning"}


def test_the_app_prints_nothing() -> None:
    """What a packaged desktop program prints is lost, or lands in a log that nobody encrypts."""
    printing = [str(s) for s in sources("app") for name, _ in calls(s) if name == "print"]
    assert printing == []


def automatic_text(source: Source) -> list[str]:
    """Uses of widgets that guess whether a text is HTML, and then load the files it names."""
    found: list[str] = []
    for name, call in calls(source):
        *owner, last = name.split(".")
        static = last in STATIC_BOXES and bool(owner) and owner[-1] == "QMessageBox"
        if last in RICH_BY_DEFAULT or static:
            found.append(f"{source}:{call.lineno} {name}")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
            found += [f"{source}:{node.lineno} {node.name}" for _ in bases & RICH_BY_DEFAULT]
    return found


def test_labels_and_boxes_show_plain_text() -> None:
    """A colleague's name may be `<img src="/etc/hostname">`; it is shown, never obeyed."""
    found = [use for source in sources("app") for use in automatic_text(source)]
    assert [use for use in found if not use.startswith(PLAIN_TEXT_WIDGETS)] == []
    assert any(use.startswith(PLAIN_TEXT_WIDGETS) for use in found)


def labels(module: ModuleType) -> dict[str, bytes]:
    """The context labels that a module defines."""
    found = {name: value for name, value in vars(module).items() if isinstance(value, bytes)}
    return {name: value for name, value in found.items() if value.startswith(b"curbside/1 ")}


def test_app_and_relay_use_the_same_labels() -> None:
    """They are written twice, because the relay imports nothing of the app; they must not part."""
    of_app = labels(import_module("app.crypto.labels"))
    of_relay = labels(import_module("relay.labels"))
    shared = of_app.keys() & of_relay.keys()
    assert {"LOG_ENTRY", "INVITE", "PREKEY", "SESSION_KEY"} <= shared
    assert {name: of_app[name] for name in shared} == {name: of_relay[name] for name in shared}
    every = of_app | of_relay
    assert all(label.endswith(b"\0") and label.count(b"\0") == 1 for label in every.values())
    assert len(set(every.values())) == len(every), "one label for two purposes"
