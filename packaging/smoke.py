"""Try out what was built: a packaged relay, and two packaged apps that write to each other.

Everything happens on the loopback address and in one temporary directory, which is gone
afterwards. Nothing of the checkout is used: the programs run from `dist/`, with an environment in
which no Python of this machine can be found.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 30.0
COMMAND_SECONDS = 60.0
EXCHANGE_SECONDS = 120.0
PASSPHRASE = "only for this trial, thrown away with it"  # noqa: S105 - protects an empty register
PEOPLE = (("Dr. Ada Okafor", "Physician"), ("Ben Lindqvist", "Nurse"))


class SmokeError(Exception):
    """What was built does not work; `str()` says which step and what it printed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Where one trial takes place."""

    dist: Path
    folder: Path

    @property
    def relay(self) -> str:
        """The packaged relay's program."""
        return self._program("curbside-relay")

    @property
    def app(self) -> str:
        """The packaged app's program."""
        return self._program("curbside")

    def _program(self, name: str) -> str:
        suffix = ".exe" if os.name == "nt" else ""
        return str(self.dist / name / f"{name}{suffix}")

    def environment(self) -> dict[str, str]:
        """What the programs get to see: no Python, no home, no display."""
        kept = {
            k: v for k, v in os.environ.items() if k in {"PATH", "SYSTEMROOT", "LANG", "TMPDIR"}
        }
        home = str(self.folder / "home")
        return {**kept, "HOME": home, "USERPROFILE": home, "QT_QPA_PLATFORM": "offscreen"}

    def command(self, *words: str) -> str:
        """Run one of the programs to its end and return what it printed. Raises SmokeError."""
        try:
            done = subprocess.run(
                words,
                cwd=self.folder,
                env=self.environment(),
                capture_output=True,
                text=True,
                errors="replace",
                timeout=COMMAND_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SmokeError(f"{Path(words[0]).name} {words[1]}: {error}") from error
        if done.returncode != 0:
            said = (done.stdout + done.stderr)[-3000:]
            raise SmokeError(
                f"{Path(words[0]).name} {words[1]} ended with {done.returncode}:\n{said}"
            )
        return done.stdout


def run(dist: Path) -> int:
    """Run the trial; 0 when both messages arrived."""
    with tempfile.TemporaryDirectory(prefix="curbside-smoke-", ignore_cleanup_errors=True) as place:
        trial = Trial(dist, Path(place))
        (trial.folder / "home").mkdir()
        try:
            print("Trying out what was built:", flush=True)
            invites = prepare_clinic(trial)
            with serving(trial):
                exchange(trial, invites)
        except SmokeError as error:
            sys.stderr.write(f"The trial failed. {error}\n")
            return 1
    print("  both messages arrived.", flush=True)
    return 0


def prepare_clinic(trial: Trial) -> list[Path]:
    """Make a relay, an authority and one invite for each person; returns the invites."""
    folder, passphrase = trial.folder, trial.folder / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n", encoding="utf-8")
    data, authority = str(folder / "relay"), str(folder / "authority")
    secret = ("--passphrase-file", str(passphrase))
    port = free_port()
    config = folder / "relay.toml"
    config.write_text(f'host = "127.0.0.1"\nport = {port}\n', encoding="utf-8")
    trial.command(trial.relay, "init", "--data", data, "--config", str(config))
    statements = str(folder / "clinic.curbside-statements")
    trial.command(
        trial.relay,
        "authority",
        "init",
        "--authority",
        authority,
        "--clinic",
        "Smoke Clinic",
        "--relay-card",
        str(folder / "relay" / "relay-card.json"),
        *secret,
        "--recovery-passphrase-file",
        str(passphrase),
        "--out",
        statements,
    )
    trial.command(trial.relay, "import", "--data", data, statements)
    invites = []
    for number, (name, role) in enumerate(PEOPLE):
        out = folder / f"invite-{number}.curbside-invite"
        trial.command(
            trial.relay,
            "invite",
            "--authority",
            authority,
            *secret,
            "--name",
            name,
            "--role",
            role,
            "--out",
            str(out),
        )
        invites.append(out)
    print("  relay and authority made, two people invited", flush=True)
    return invites


@contextlib.contextmanager
def serving(trial: Trial) -> Iterator[None]:
    """Run the packaged relay, from when it listens until the block ends. Raises SmokeError."""
    data = trial.folder / "relay"
    log = trial.folder / "relay.log"
    command = [
        trial.relay,
        "serve",
        "--data",
        str(data),
        "--config",
        str(trial.folder / "relay.toml"),
    ]
    with log.open("wb") as output:
        relay = subprocess.Popen(
            command,
            cwd=trial.folder,
            env=trial.environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _listening(data / "run.json", relay.pid):
            if relay.poll() is not None or time.monotonic() > deadline:
                words = log.read_text("utf-8", "replace")[-3000:]
                raise SmokeError(f"the relay does not listen:\n{words}")
            time.sleep(0.05)
        print("  relay listens", flush=True)
        yield
    finally:
        relay.terminate()
        try:
            relay.wait(timeout=10)
        except subprocess.TimeoutExpired:
            relay.kill()
            relay.wait()


def exchange(trial: Trial, invites: list[Path]) -> None:
    """Have both packaged apps enrol, write to each other, and see both messages delivered.

    Each runs `curbside --smoke INVITE --profile DIR --peer NAME`: without a window it decodes a
    picture and a DICOM image, redeems the invite, waits until NAME has enrolled, sends one message,
    and ends with 0 when its own message was reported as delivered and one of NAME's has arrived.
    Raises SmokeError.
    """
    deadline = time.monotonic() + EXCHANGE_SECONDS
    apps = []
    for number, invite in enumerate(invites):
        peer = PEOPLE[1 - number][0]
        profile = trial.folder / f"profile-{number}"
        command = [trial.app, "--smoke", str(invite), "--profile", str(profile), "--peer", peer]
        apps.append(
            subprocess.Popen(
                command,
                cwd=trial.folder,
                env=trial.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
        )
    failures = []
    for app, (name, _) in zip(apps, PEOPLE, strict=True):
        try:
            said, _ = app.communicate(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            app.kill()
            said, _ = app.communicate()
            failures.append(f"{name}'s app did not finish in time:\n{said[-3000:]}")
            continue
        if app.returncode != 0:
            failures.append(f"{name}'s app ended with {app.returncode}:\n{said[-3000:]}")
    if failures:
        raise SmokeError("\n".join(failures))


def free_port() -> int:
    """A port on the loopback address that nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _listening(run_file: Path, process: int) -> bool:
    try:
        return bool(json.loads(run_file.read_text("utf-8"))["pid"] == process)
    except (OSError, ValueError, KeyError):
        return False
