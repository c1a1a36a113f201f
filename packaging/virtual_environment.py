"""`.venv` in the checkout: made once, filled from a hash lock, and recognised the next time.

A stamp inside it records the lock, the Python and the place it was made for; while those still
hold, nothing is installed and nothing is asked of the network. The checkout itself is linked in,
so that `app` and `relay` import and the commands `curbside` and `curbside-relay` exist.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import system_packages
from setup_report import SetupError, say

RUNTIME_LOCK = "requirements.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"  # holds all that the runtime lock holds

DIRECTORY = ".venv"
STAMP = "curbside-stamp.json"
LOCK_FILE = ".curbside-bootstrap-lock"
SPACE_NEEDED = 1_500_000_000  # bytes: downloads and the unpacked environment together
WORDS_OF_FAILURE = 40  # pip's last lines, shown when it fails

PROBE = (
    "import json, sys, sysconfig; print(json.dumps(dict(version=sys.version.split()[0],"
    "prefix=sys.prefix, base=sys.base_prefix, purelib=sysconfig.get_path('purelib'),"
    "scripts=sysconfig.get_path('scripts'))))"
)


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The environment's Python, as it answers for itself."""

    executable: Path
    version: str
    prefix: Path
    purelib: Path
    scripts: Path


def ensure(root: Path, lock: str) -> Path:
    """Return the Python of an environment that holds what `lock` names.

    Raises SetupError when it cannot be made or filled.
    """
    directory = root / DIRECTORY
    wanted = {name: _digest(root / name) for name in (RUNTIME_LOCK, DEVELOPMENT_LOCK)}
    if (ready := _ready(directory, lock, wanted)) is not None:
        return ready.executable
    _check_space(root)
    try:
        directory.mkdir(exist_ok=True)
    except OSError as error:
        raise SetupError(
            f"{directory} cannot be made: {error.strerror}.", "Use a checkout you may write to."
        ) from error
    with _alone(directory):
        if (ready := _ready(directory, lock, wanted)) is not None:
            return ready.executable  # another bootstrap did it while this one waited
        interpreter = _interrogate(directory) or _make(directory)
        done = _stamped(directory, interpreter)
        (directory / STAMP).unlink(missing_ok=True)
        _install(interpreter, root, lock)
        _link_checkout(interpreter, root)
        done[lock] = wanted[lock]
        record = {"python": interpreter.version, "prefix": str(interpreter.prefix), "locks": done}
        (directory / STAMP).write_text(json.dumps(record, indent=1), encoding="utf-8")
    return interpreter.executable


def check_qt_loads(python: Path) -> None:
    """Start Qt once, offscreen. Raises SetupError with the loader's own words when it cannot."""
    code = "from PySide6.QtWidgets import QApplication; QApplication([])"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    tried = subprocess.run(
        [str(python), "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    if tried.returncode != 0:
        words = (tried.stderr.strip() or "it crashed").splitlines()[-1]
        raise SetupError(
            f"Qt does not start: {words}",
            "Install the packages named above, or what provides that library on this system, "
            "then run this command again.",
        )


def _ready(directory: Path, lock: str, wanted: dict[str, str]) -> Interpreter | None:
    if not (directory / STAMP).exists():
        return None
    interpreter = _interrogate(directory)
    if interpreter is None:
        return None
    done = _stamped(directory, interpreter)
    enough = (lock, DEVELOPMENT_LOCK)
    return interpreter if any(done.get(name) == wanted[name] for name in enough) else None


def _stamped(directory: Path, interpreter: Interpreter) -> dict[str, str]:
    """The locks, by name and hash, that this very interpreter was filled from."""
    try:
        record = json.loads((directory / STAMP).read_text(encoding="utf-8"))
        here = (record["python"], record["prefix"]) == (
            interpreter.version,
            str(interpreter.prefix),
        )
        return dict(record["locks"]) if here else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _interrogate(directory: Path) -> Interpreter | None:
    """Ask the environment's Python who it is; None when it is absent, broken or was moved."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    executable = directory / folder / name
    try:
        asked = subprocess.run(
            [str(executable), "-c", PROBE], capture_output=True, text=True, check=True, timeout=60
        )
        facts = json.loads(asked.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    interpreter = Interpreter(
        executable=executable,
        version=facts["version"],
        prefix=Path(facts["prefix"]),
        purelib=Path(facts["purelib"]),
        scripts=Path(facts["scripts"]),
    )
    in_place = interpreter.prefix == directory and facts["prefix"] != facts["base"]
    return interpreter if in_place and (interpreter.purelib / "pip").is_dir() else None


def _make(directory: Path) -> Interpreter:
    system_packages.ensure_venv_module()
    say(f"Making {directory} with Python {sys.version.split()[0]} ...")
    for leftover in directory.iterdir():
        if leftover.name != LOCK_FILE:
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    command = [sys.executable, "-m", "venv", str(directory)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    interpreter = _interrogate(directory)
    if made.returncode != 0 or interpreter is None:
        words = (made.stdout + made.stderr).strip()[-2000:]
        raise SetupError(
            f"The virtual environment could not be made.\n{words}",
            "Remove .venv and try again, or start this file with another Python (3.11 or newer).",
        )
    return interpreter


def _install(interpreter: Interpreter, root: Path, lock: str) -> None:
    total = len(re.findall(r"^[A-Za-z0-9].*==", (root / lock).read_text("utf-8"), re.MULTILINE))
    say(f"Installing from {lock}, each file checked against its hash ...")
    command = [str(interpreter.executable), "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", "--no-warn-script-location", "--progress-bar=off"]
    command += ["--require-hashes", "--only-binary", ":all:", "-r", str(root / lock)]
    environment = {**os.environ, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"}
    environment.pop("PYTHONPATH", None)
    last: deque[str] = deque(maxlen=WORDS_OF_FAILURE)
    seen = 0
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            last.append(line.rstrip())
            if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied")):
                seen += 1
                say(f"  [{seen:>2} of at most {total}] {_subject(line)}")
            elif megabytes := re.search(r"Downloading .*\(([\d.]+ MB)\)", line):
                say(f"           {megabytes[1]} to fetch")
            elif "Retrying (" in line and "Retrying" not in " ".join(list(last)[:-1]):
                say("  the package index does not answer; trying again ...")
            elif line.startswith("Installing collected packages"):
                say("  unpacking ...")
    if pip.returncode != 0:
        errors = [line for line in last if line.startswith("ERROR")]
        raise SetupError("\n".join(errors or last), _remedy("\n".join(last)))


def _subject(line: str) -> str:
    """The package that a line of pip's is about, without the paths it may mention."""
    words = line.split(": ", 1)[-1].split() if ": " in line else line.split()[1:]
    name = Path(words[0]).name
    return "==".join(name.split("-")[:2]) if name.endswith(".whl") else name


def _remedy(words: str) -> str:
    """What to do about pip's last words."""
    for pattern, remedy in (
        (
            r"No space left on device|disk quota",
            "The disk is full. About 1.5 GB are needed; free some and run the command again.",
        ),
        (
            r"DO NOT MATCH THE HASHES",
            "A downloaded file is not the one that was locked. Nothing of it was installed. If it "
            "happens again, ask who runs the package index or proxy you use.",
        ),
        (
            r"Temporary failure in name resolution|Failed to establish a new connection|"
            r"ProxyError|NewConnectionError|NameResolutionError|Network is unreachable|"
            r"Could not fetch URL|timed out",
            "The package index cannot be reached. Check the network, or the proxy and index in "
            "pip's configuration, and run the command again; what was fetched is kept.",
        ),
        (
            r"No matching distribution found|is not a supported wheel",
            f"There is no ready-made package for Python {sys.version.split()[0]} on this system. "
            "Remove .venv and start this file with Python 3.11, 3.12 or 3.13 on a 64-bit system.",
        ),
    ):
        if re.search(pattern, words, re.IGNORECASE):
            return remedy
    return "The dependencies could not be installed; the lines above say why."


def _link_checkout(interpreter: Interpreter, root: Path) -> None:
    """Make the checkout importable, with its metadata and its commands.

    What `pip install --editable` does, without a build tool and without writing to the checkout.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (interpreter.purelib / "curbside.pth").write_text(f"{root}\n", encoding="utf-8")
    for old in interpreter.purelib.glob("curbside-*.dist-info"):
        shutil.rmtree(old)
    metadata = interpreter.purelib / f"curbside-{project['version']}.dist-info"
    metadata.mkdir()
    scripts = dict(project["scripts"])
    entry_points = "".join(f"{name} = {target}\n" for name, target in scripts.items())
    described = f"Metadata-Version: 2.1\nName: curbside\nVersion: {project['version']}\n"
    (metadata / "METADATA").write_text(described, encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[console_scripts]\n{entry_points}", "utf-8")
    (metadata / "INSTALLER").write_text("bootstrap\n", encoding="utf-8")
    for name, target in scripts.items():
        module, function = target.split(":")
        code = f"import sys\nfrom {module} import {function}\nsys.exit({function}())\n"
        if os.name == "nt":
            (interpreter.scripts / f"{name}-script.py").write_text(code, encoding="utf-8")
            shim = f'@"{interpreter.executable}" "%~dp0{name}-script.py" %*\r\n'
            (interpreter.scripts / f"{name}.cmd").write_text(shim, encoding="utf-8")
        else:
            # /bin/sh starts it, because a path in a #! line may be neither long nor contain spaces.
            shell = f"#!/bin/sh\n'''exec' \"{interpreter.executable}\" \"$0\" \"$@\"\n' '''\n"
            command = interpreter.scripts / name
            command.write_text(shell + code, encoding="utf-8")
            command.chmod(0o755)


def _check_space(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if free < SPACE_NEEDED:
        raise SetupError(
            f"Only {free // 1_000_000} MB are free here; setting up needs about 1,500 MB.",
            "Free some space, or use a checkout on another disk.",
        )


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise SetupError(
            f"{path.name} cannot be read: {error.strerror}.", "Fetch the checkout again."
        ) from error


@contextlib.contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Hold off a second bootstrap of the same checkout until this one is done."""
    with (directory / LOCK_FILE).open("w") as handle:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - exists elsewhere only

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
