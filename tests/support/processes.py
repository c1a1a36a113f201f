"""Relay and clients as processes of their own, which can be killed at any moment."""

from __future__ import annotations

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, TypeVar

from relay.authority.authority import Authority
from relay.authority.keys import INTERACTIVE
from relay.authority.profiles import Profile
from relay.authority.register import RelayInfo
from relay.config import Config
from relay.datadir import DataDir
from relay.imports import import_file

ROOT = Path(__file__).resolve().parents[2]
_START_S = 30.0


class ClientError(Exception):
    """A client answered with an error code."""


class Lines:
    """A process that speaks in lines."""

    def __init__(self, arguments: list[str], log: Path) -> None:
        self._log = log.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            bufsize=1,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def next_line(self, seconds: float = _START_S) -> str:
        line = self._lines.get(timeout=seconds)
        if line is None:
            raise EOFError(f"process ended with {self.process.wait()}")
        return line

    def write_line(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        """SIGKILL, as when the power goes."""
        self.process.kill()
        self._end()

    def stop(self) -> None:
        """Ask it to end, and see that it does."""
        with contextlib.suppress(OSError):
            assert self.process.stdin is not None
            self.process.stdin.close()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._end()

    def _end(self) -> None:
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._log.close()


class ClientProcess:
    """A client that can be asked and killed. `module` is what its process runs."""

    module = "tests.support.client_process"

    def __init__(self, folder: Path, invite: Path) -> None:
        self.folder, self._invite = folder, invite
        self.events: queue.Queue[dict[str, Any]] = queue.Queue()
        self._start()

    def _start(self) -> None:
        self.lines = Lines(
            ["-m", self.module, str(self.folder), str(self._invite)],
            self._invite.with_suffix(".log"),
        )
        assert json.loads(self.lines.next_line())["event"] == "ready"

    def ask(self, do: str, seconds: float = 60.0, **arguments: Any) -> Any:
        self.lines.write_line(json.dumps({"do": do, **arguments}))
        while True:
            answer = json.loads(self.lines.next_line(seconds))
            if "event" in answer:
                self.events.put(answer)
            elif "error" in answer:
                raise ClientError(answer["error"])
            else:
                return answer["ok"]

    def next_event(self, seconds: float = 30.0) -> dict[str, Any]:
        if not self.events.empty():
            return self.events.get()
        event: dict[str, Any] = json.loads(self.lines.next_line(seconds))
        return event

    def again(self) -> None:
        """Start it again after it ended, locked."""
        self._start()

    def restart(self) -> None:
        """Kill it, start it again and unlock."""
        self.lines.kill()
        self.again()
        self.ask("unlock")


SomeClient = TypeVar("SomeClient", bound=ClientProcess)


class ProcessClinic:
    """A clinic whose relay and clients are processes. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clients: list[ClientProcess] = []
        self.data = DataDir(folder / "relay")
        self.config = Config(port=0)
        self.port = 0
        self._issued = 0

    def __enter__(self) -> ProcessClinic:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data.prepare(self.config)
        self.start_relay()
        card = self.data.write_card(self.config, self.port)
        self.authority = Authority.create(
            self.folder / "authority",
            clinic_name="Lakeside Clinic",
            relay=RelayInfo(
                url=card.url,
                pins=tuple(bytes.fromhex(pin) for pin in card.pins),
                log_key=bytes.fromhex(card.log_key),
            ),
            passphrase="authority passphrase",
            recovery_file=self.folder / "recovery.key",
            recovery_passphrase="recovery passphrase",
            cost=INTERACTIVE,
        )
        import_file(self.data, self.authority.statements())
        return self

    def __exit__(self, *_: object) -> None:
        for client in self.clients:
            client.lines.stop()
        self.relay.stop()

    def start_relay(self) -> None:
        arguments = [
            "-m",
            "relay",
            "serve",
            "--data",
            str(self.data.path),
            "--port",
            str(self.port),
        ]
        self.relay = Lines(arguments, self.folder / "relay.log")
        ready = self.relay.next_line()
        self.port = int(ready.split("port=")[1].split()[0])

    def kill_relay(self) -> None:
        self.relay.kill()

    def client(self, name: str, *, enrol: bool = True) -> ClientProcess:
        client = self.start(ClientProcess, name)
        if enrol:
            client.ask("enrol")
        return client

    def start(self, kind: type[SomeClient], *names: str) -> SomeClient:
        """A process of that kind, with an invite, one a line, for everyone named."""
        self._issued += 1
        invites = [
            self.authority.invite(
                Profile(
                    name=name,
                    role="Physician",
                    department="Ward",
                    staff_id=f"S{self._issued}.{number}",
                )
            ).text
            for number, name in enumerate(names)
        ]
        file = self.folder / f"{self._issued}.curbside-invite"
        file.write_text("\n".join(invites))
        client = kind(self.folder / f"profile{self._issued}", file)
        self.clients.append(client)
        return client


def wait_until(condition: Any, seconds: float = 30.0, every: float = 0.05) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(every)
