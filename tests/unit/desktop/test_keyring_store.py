"""The real Secret Service in a private D-Bus session, and the many ways to have none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import keyring.backend
import keyring.errors
import pytest

from app.desktop import keyring_store
from app.desktop.keyring_store import KeyringState, KeyringStore, KeyringUnavailable

ROOT = Path(__file__).resolve().parents[3]
needs_gnome_keyring = pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs a Secret Service: install the packages gnome-keyring and dbus",
)

ROUND_TRIP = """
from app.desktop.keyring_store import KeyringStore
store = KeyringStore(30, 30)
found = store.availability()
print(found.usable, found.backend)
key = bytes(range(32))
print(store.recall("alice"))
store.remember("alice", key)
print(store.recall("alice") == key, store.recall("bob"))
store.forget("alice")
store.forget("alice")
print(store.recall("alice"))
"""

UNAVAILABLE = """
from app.desktop.keyring_store import KeyringStore, KeyringUnavailable
store = KeyringStore(30, 5)
found = store.availability()
print(found.usable, found.state.value, bool(found.reason))
try:
    store.remember("alice", bytes(32))
except KeyringUnavailable as error:
    print(error.state.value)
"""


def in_session(tmp_path: Path, unlock: str, program: str) -> list[str]:
    """Run `program` beside a gnome-keyring of its own."""
    script = f"{unlock} >/dev/null 2>&1; exec {sys.executable} -c '{program}'"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()


UNLOCKED = "echo -n pw | gnome-keyring-daemon --unlock --components=secrets"


@needs_gnome_keyring
def test_real_secret_service(tmp_path: Path) -> None:
    program = ROUND_TRIP.replace("'", '"')
    assert in_session(tmp_path, UNLOCKED, program) == [
        "True Secret Service",
        "None",
        "True None",
        "None",
    ]


@needs_gnome_keyring
def test_locked_secret_service_says_so(tmp_path: Path) -> None:
    keyrings = tmp_path / "data" / "keyrings"
    keyrings.mkdir(parents=True, mode=0o700)
    in_session(tmp_path, UNLOCKED, "print(1)")  # makes the login keyring on disk
    started = "gnome-keyring-daemon --start --components=secrets --daemonize"
    output = in_session(tmp_path, started, UNAVAILABLE)
    assert output[0] == "False locked True"
    assert output[1] in ("locked", "no-answer", "denied")


def test_without_dbus_there_is_none(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNAVAILABLE],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == ["False no-backend True", "no-backend"]


def test_configured_plaintext_backend_is_not_used(tmp_path: Path) -> None:
    """Neither the environment nor a configuration file can choose the backend."""
    config = tmp_path / ".config" / "python_keyring"
    config.mkdir(parents=True)
    (config / "keyringrc.cfg").write_text(
        "[backend]\ndefault-keyring=keyring.backends.null.Keyring\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", UNAVAILABLE],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == ["False no-backend True", "no-backend"]


class Backend(keyring.backend.KeyringBackend):
    """Behaves as told."""

    priority = 5.0
    behaviour: Exception | float | None = None
    release = threading.Event()

    def _behave(self) -> None:
        if isinstance(self.behaviour, Exception):
            raise self.behaviour
        if self.behaviour is not None:
            self.release.wait(self.behaviour)

    def get_password(self, service: str, username: str) -> str | None:
        self._behave()
        return "not base64 \u20ac"

    def set_password(self, service: str, username: str, password: str) -> None:
        self._behave()

    def delete_password(self, service: str, username: str) -> None:
        self._behave()


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> type[Backend]:
    monkeypatch.setattr(keyring_store, "_ALLOWED", ((__name__, "Backend", "Test"),))
    monkeypatch.setattr(Backend, "behaviour", None)
    return Backend


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (keyring.errors.KeyringLocked("x"), KeyringState.LOCKED),
        (keyring.errors.PasswordSetError("x"), KeyringState.DENIED),
        (keyring.errors.InitError("x"), KeyringState.NO_BACKEND),
        (RuntimeError("x"), KeyringState.DENIED),
    ],
)
def test_failures_have_names(
    backend: type[Backend], monkeypatch: pytest.MonkeyPatch, error: Exception, state: KeyringState
) -> None:
    monkeypatch.setattr(backend, "behaviour", error)
    with pytest.raises(KeyringUnavailable) as caught:
        KeyringStore().recall("alice")
    assert caught.value.state is state
    assert "passphrase" in caught.value.action


def test_a_hanging_keyring_does_not_hang_us(
    backend: type[Backend], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "behaviour", 20.0)
    started = time.monotonic()
    with pytest.raises(KeyringUnavailable) as caught:
        KeyringStore(0.2, 0.2).recall("alice")
    backend.release.set()
    assert caught.value.state is KeyringState.NO_ANSWER
    assert time.monotonic() - started < 10  # of the twenty that it hangs


def test_a_keyring_that_does_not_keep_is_noticed(backend: type[Backend]) -> None:
    with pytest.raises(KeyringUnavailable):
        KeyringStore().remember("alice", bytes(32))
    assert KeyringStore().recall("alice") is None
