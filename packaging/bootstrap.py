#!/usr/bin/env python3
"""One command from a fresh checkout to a running Curbside, with nothing but Python installed.

    python3 packaging/bootstrap.py demo      a clinic in miniature: a relay and two people writing
    python3 packaging/bootstrap.py test      every check: style, types, imports, tests
    python3 packaging/bootstrap.py bench     the measurements, as a table and JSON
    python3 packaging/bootstrap.py app       the app from this checkout
    python3 packaging/bootstrap.py relay     the relay from this checkout
    python3 packaging/bootstrap.py package   builds for computers without Python

Whatever follows the verb is handed on. Each verb first makes `.venv` in the checkout with the
dependencies locked by hash, and on Debian and Ubuntu sees to the system libraries that Qt needs.
A second run finds all that done and starts at once.

Standard library only, and readable by Pythons that are too old, so that those can be told so.
"""

import sys

sys.dont_write_bytecode = True  # two files of set-up code are not worth a cache in the checkout

OLDEST_PYTHON = (3, 11)


def python_is_too_old() -> int:
    """Say which Python is needed; the answer is the exit status."""
    sys.stderr.write(
        "Curbside needs Python {}.{} or newer; this is {}.\n"
        "On Debian 12, Ubuntu 24.04 and newer: apt-get install python3. Elsewhere: install a newer"
        " Python and start this file with it, for example: python3.12 packaging/bootstrap.py\n"
        "".format(*OLDEST_PYTHON, sys.version.split()[0])
    )
    return 1


if sys.version_info < OLDEST_PYTHON:
    raise SystemExit(python_is_too_old())

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import system_packages
import translations
import virtual_environment
from setup_report import SetupError

ROOT = Path(__file__).resolve().parent.parent
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Verb:
    """What one verb runs, and what it needs to be there first."""

    command: tuple[str, ...]
    lock: str = virtual_environment.RUNTIME_LOCK
    packages: tuple[str, ...] = system_packages.QT
    needs_qt: bool = True


VERBS = {
    "demo": Verb(("packaging/demo.py",), packages=system_packages.DEMO),
    "test": Verb(
        ("packaging/checks.py",),
        lock=virtual_environment.DEVELOPMENT_LOCK,
        packages=system_packages.TEST,
    ),
    "bench": Verb(("packaging/bench.py",)),
    "app": Verb(("-m", "app"), packages=system_packages.WINDOWS),
    "relay": Verb(("-m", "relay"), packages=(), needs_qt=False),
    "package": Verb(
        ("packaging/package.py",),
        lock=virtual_environment.DEVELOPMENT_LOCK,
        packages=system_packages.PACKAGE,
    ),
}


def prepare(verb: Verb) -> Path:
    """Make everything ready that `verb` needs; returns the environment's Python.

    Raises SetupError with a sentence and a remedy when it cannot be done.
    """
    system_packages.ensure(verb.packages)
    python = virtual_environment.ensure(ROOT, verb.lock)
    if verb.needs_qt and not system_packages.known_complete(verb.packages):
        virtual_environment.check_qt_loads(python)
    if verb.needs_qt and translations.stale():
        subprocess.run(
            [str(python), str(ROOT / "packaging" / "translations.py"), "build"], check=True
        )
    return python


def run(python: Path, verb: Verb, arguments: list[str]) -> int:
    """Run the verb in the environment, in the caller's directory, and return its exit status."""
    command = [str(python), *verb.command, *arguments]
    if verb.command[0] != "-m":
        command[1] = str(ROOT / verb.command[0])
        if not Path(command[1]).exists():
            raise SetupError(f"{verb.command[0]} is not in this checkout.", "Update the checkout.")
    environment = {**os.environ, "QT_API": "pyside6", "PYTHONUNBUFFERED": "1"}
    environment.pop("PYTHONHOME", None)
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(command[0], command, environment)  # signals then reach the program itself
    return subprocess.run(command, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    """Dispatch one verb."""
    if not arguments or arguments[0] not in VERBS:
        wants_help = bool(arguments) and arguments[0] in {"-h", "--help", "help"}
        (sys.stdout if wants_help else sys.stderr).write(str(__doc__))
        return 0 if wants_help else 2
    verb = VERBS[arguments[0]]
    try:
        return run(prepare(verb), verb, arguments[1:])
    except SetupError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run the same command again to go on.\n")
        return INTERRUPTED


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
