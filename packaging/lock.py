"""Rewrite the hash locks from pyproject.toml: `python packaging/lock.py [--upgrade]`.

`requirements.lock` is what the app and the relay run on, `requirements-dev.lock` is the same
releases plus the tools that check, test and package them. Both hold for every system and every
Python that pyproject allows, name no package index, and list wheels only, so that an install
compiles nothing. Needs `uv` on the path or beside this Python.

Without `--upgrade` the releases already locked are kept where pyproject still allows them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
HEADER = "# {purpose} Written by packaging/lock.py; do not edit.\n"


def main(arguments: list[str]) -> int:
    """Write both locks, the runtime one first because the other is held to its releases."""
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is None:
        sys.stderr.write("uv is needed to resolve dependencies: pip install uv\n")
        return 1
    command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--only-binary", ":all:", "--no-emit-index-url"]
    command += ["--no-header", "--no-annotate", *arguments, "pyproject.toml"]
    runtime = [*command, "--output-file", RUNTIME]
    development = [*command, "--group", "dev", "-c", RUNTIME, "--output-file", DEVELOPMENT]
    for step, name, purpose in (
        (runtime, RUNTIME, "What the app and the relay run on."),
        (development, DEVELOPMENT, "The same, with what checks, tests and packages them."),
    ):
        done = subprocess.run(step, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            return done.returncode
        lock = ROOT / name
        lock.write_text(HEADER.format(purpose=purpose) + lock.read_text("utf-8"), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
