"""Every check that a change must pass: style, types, the direction of imports, tests.

Run by `bootstrap.py test`. A failing step does not stop the later ones. The tests come last, and
their closing line is the last line; the table of all steps stands just above it. Arguments are
handed to pytest: `bootstrap.py test -k ratchet -x`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# Started by path, so this folder heads the search path; what the tests import must not find it.
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
sys.dont_write_bytecode = True

PYTHON = sys.executable
SCRIPTS = sorted(str(path.relative_to(ROOT)) for path in HERE.glob("*.py"))
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", (PYTHON, "-m", "ruff", "check", ".")),
    ("ruff format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    ("mypy: app, relay, tests", (PYTHON, "-m", "mypy")),
    ("mypy: packaging", (PYTHON, "-m", "mypy", *SCRIPTS)),
    ("import-linter", (str(Path(PYTHON).with_name("lint-imports")), "--no-logo")),
)


TWO_AT_A_TIME = ["--numprocesses=2", "--dist=loadfile", "--durations=25"]
"""How the whole suite is run: most tests wait for a process or a window now and then."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step ended."""

    name: str
    passed: bool
    seconds: float


class Summary:
    """A pytest plugin that adds all steps to the report, above pytest's closing line."""

    def __init__(self, earlier: list[Outcome]) -> None:
        self._outcomes = earlier
        self._started = time.monotonic()

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, exitstatus: int
    ) -> None:
        """Write the table."""
        tests = Outcome("pytest", exitstatus == 0, time.monotonic() - self._started)
        terminalreporter.section("all checks")
        for outcome in (*self._outcomes, tests):
            verdict = "passed" if outcome.passed else "FAILED"
            terminalreporter.write_line(f"{outcome.name:<28}{verdict}{outcome.seconds:8.1f} s")
        failed = [outcome.name for outcome in self._outcomes if not outcome.passed]
        if failed:
            terminalreporter.write_line(
                f"Failed before the tests began, output above: {', '.join(failed)}", red=True
            )


def run_step(name: str, command: tuple[str, ...]) -> Outcome:
    """Run one tool from the checkout's root; its output is shown as it comes."""
    print(f"== {name}", flush=True)
    started = time.monotonic()
    environment = {**os.environ, "MYPYPATH": str(HERE)} if "packaging" in name else None
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return Outcome(name, status == 0, time.monotonic() - started)


def main(arguments: list[str]) -> int:
    """Run everything; 0 only when all of it passed."""
    os.chdir(ROOT)
    outcomes = [run_step(name, command) for name, command in STEPS]
    print("== pytest", flush=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    status = int(pytest.main(arguments or TWO_AT_A_TIME, plugins=[Summary(outcomes)]))
    if status == pytest.ExitCode.OK and not all(outcome.passed for outcome in outcomes):
        return 1
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
