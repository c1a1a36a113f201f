"""What another program finds in the window through AT-SPI, as Orca would. Prints it as JSON.

Run by the system's Python, which has the bindings (`gir1.2-atspi-2.0`, `python3-gi`); its argument
is the Python of the tests. Everything is bounded: a window that never comes ends the probe.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import IO, Any

SECONDS = 60
NEWS = "Potassium is 5.1"
DEEPEST = 40
MOST_CHILDREN = 60

Node = tuple[str, str, str]
"""Role, name, description."""


def bindings() -> tuple[Any, Any]:
    """AT-SPI and GLib; an ImportError or ValueError where they are not installed."""
    import_module("gi").require_version("Atspi", "2.0")
    return import_module("gi.repository.Atspi"), import_module("gi.repository.GLib")


def walk(atspi: Any, node: Any, depth: int = 0) -> Iterator[Node]:
    """Everything that is showing, in order."""
    if node is None or depth > DEEPEST:
        return
    if depth > 1 and not node.get_state_set().contains(atspi.StateType.SHOWING):
        return
    yield node.get_role_name(), node.get_name() or "", node.get_description() or ""
    for number in range(min(node.get_child_count(), MOST_CHILDREN)):
        yield from walk(atspi, node.get_child_at_index(number), depth + 1)


def application(atspi: Any, pid: int) -> Any:
    """The program, once it has told the registry of itself."""
    desktop = atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(number)
        if child is not None and child.get_process_id() == pid:
            return child
    return None


def until(glib: Any, condition: Callable[[], Any]) -> Any:
    """Wait, while events are taken in, for what `condition` returns."""
    end = time.monotonic() + SECONDS
    context = glib.MainContext.default()
    while time.monotonic() < end:
        if found := condition():
            return found
        while context.pending():
            context.iteration(False)
        time.sleep(0.02)
    sys.exit("waited in vain")


def look(process: subprocess.Popen[str], said: IO[str], told: IO[str]) -> dict[str, Any]:
    """What there is, what is announced when a message comes, and a dialog with secrets."""
    atspi, glib = bindings()
    if said.readline().strip() != "ready":
        sys.exit("the window did not come")
    app = until(glib, lambda: application(atspi, process.pid))

    def window() -> list[Node]:
        nodes = list(walk(atspi, app))
        rows = [name for role, name, _ in nodes if role == "list item"]
        return nodes if any("Bed 4" in name for name in rows) else []

    def dialog() -> list[Node]:
        nodes = list(walk(atspi, app))
        return nodes if any(role == "password text" for role, _, _ in nodes) else []

    nodes = until(glib, window)
    heard: list[str] = []
    listener = atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    listener.register("object:announcement")
    print(NEWS, file=told, flush=True)
    until(glib, lambda: any(NEWS in words for words in heard))
    print("passphrase", file=told, flush=True)
    return {"nodes": nodes, "dialog": until(glib, dialog), "heard": heard}


def main() -> None:
    """Start the program, look at it, and end it."""
    command = [sys.argv[1], "-m", "tests.gui.at_spi_app"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        watchdog = threading.Timer(2 * SECONDS, process.kill)
        watchdog.start()
        try:
            if process.stdin is not None and process.stdout is not None:
                print(json.dumps(look(process, process.stdout, process.stdin)))
        finally:
            watchdog.cancel()
            if process.stdin is not None:
                process.stdin.close()
            process.wait()


if __name__ == "__main__":
    main()
