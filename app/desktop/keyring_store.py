"""The vault key in the operating system's keyring: "remember on this computer".

Only keyrings that the system itself protects are used, by name; a backend that keeps secrets in a
plain or home-made encrypted file, or one added by a package, is as good as none. Every call runs in
a thread of its own with a time limit, because a D-Bus service can hang and a prompt can be ignored.
Whether to offer it at all (policy, a single profile) is the caller's decision.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, TypeVar

import keyring.backend
import keyring.errors

from app.core.errors import CurbsideError
from app.core.wording import translatable

SERVICE = "Curbside"
TIMEOUT_S = 10.0
_PROMPT_TIMEOUT_S = 60.0
"""Storing and reading may show the system's own unlock dialog."""

_FREEDESKTOP = "Secret Service"
_ALLOWED = (
    ("keyring.backends.SecretService", "Keyring", _FREEDESKTOP),
    ("keyring.backends.kwallet", "DBusKeyring", "KWallet"),
    ("keyring.backends.Windows", "WinVaultKeyring", "Windows Credential Manager"),
    ("keyring.backends.macOS", "Keyring", "macOS Keychain"),
)

_Value = TypeVar("_Value")


class KeyringState(Enum):
    """Whether the keyring can be used now."""

    AVAILABLE = "available"
    NO_BACKEND = "no-backend"
    """This system offers none that is allowed, or its service does not run."""
    LOCKED = "locked"
    """It exists, and was not unlocked."""
    DENIED = "denied"
    """The person or the system refused access."""
    NO_ANSWER = "no-answer"
    """It did not answer in time."""


_MESSAGES = {
    KeyringState.NO_BACKEND: translatable("This computer offers no protected keyring."),
    KeyringState.LOCKED: translatable("This computer's keyring is locked."),
    KeyringState.DENIED: translatable("Access to this computer's keyring was refused."),
    KeyringState.NO_ANSWER: translatable("This computer's keyring does not answer."),
}


class KeyringUnavailable(CurbsideError):  # noqa: N818 - named for what happened
    """The keyring cannot be used; `state` says why."""

    code: ClassVar[str] = "keyring-unavailable"
    action = "Use your passphrase to unlock Curbside. Nothing is lost."

    def __init__(self, state: KeyringState) -> None:
        super().__init__(_MESSAGES[state])
        self.state = state


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether "remember on this computer" can be offered, and by what."""

    state: KeyringState
    backend: str = ""

    @property
    def usable(self) -> bool:
        """Whether it can."""
        return self.state is KeyringState.AVAILABLE

    @property
    def reason(self) -> str:
        """A sentence for the person, empty when usable."""
        return _MESSAGES.get(self.state, "")


class KeyringStore:
    """Vault keys in the system's keyring, one for each profile. Calls block up to a minute."""

    def __init__(
        self, timeout_s: float = TIMEOUT_S, prompt_timeout_s: float = _PROMPT_TIMEOUT_S
    ) -> None:
        self._timeout_s = timeout_s
        self._prompt_timeout_s = prompt_timeout_s

    def availability(self) -> Availability:
        """Whether a key could be kept now. Never raises, never prompts."""
        try:
            return _limited(_probe, self._timeout_s)
        except KeyringUnavailable as error:
            return Availability(error.state)

    def remember(self, profile: str, vault_key: bytes) -> None:
        """Keep a profile's key, and check that it reads back. Raises KeyringUnavailable."""

        def store() -> None:
            backend, _name = _open_backend()
            backend.set_password(SERVICE, profile, base64.b64encode(vault_key).decode("ascii"))
            if _read(backend, profile) != vault_key:
                raise KeyringUnavailable(KeyringState.DENIED)

        _limited(store, self._prompt_timeout_s)

    def recall(self, profile: str) -> bytes | None:
        """A profile's key, None when none is kept. Raises KeyringUnavailable."""
        return _limited(lambda: _read(_open_backend()[0], profile), self._prompt_timeout_s)

    def forget(self, profile: str) -> None:
        """Remove a profile's key, if it is there. Raises KeyringUnavailable."""

        def delete() -> None:
            backend, _name = _open_backend()
            if backend.get_password(SERVICE, profile) is not None:
                backend.delete_password(SERVICE, profile)

        _limited(delete, self._prompt_timeout_s)


def _read(backend: keyring.backend.KeyringBackend, profile: str) -> bytes | None:
    text = backend.get_password(SERVICE, profile)
    if text is None:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None  # somebody else wrote it; the passphrase opens the vault all the same


def _open_backend() -> tuple[keyring.backend.KeyringBackend, str]:
    """The best allowed backend that works here. Raises KeyringUnavailable."""
    found: list[tuple[float, keyring.backend.KeyringBackend, str]] = []
    for module_name, class_name, title in _ALLOWED:
        try:
            backend_class = getattr(importlib.import_module(module_name), class_name)
            found.append((float(backend_class.priority), backend_class(), title))
        except Exception:  # noqa: S112 - a backend says "not here" with whatever it likes
            continue
    if not found:
        raise KeyringUnavailable(KeyringState.NO_BACKEND)
    _priority, backend, title = max(found, key=lambda item: item[0])
    return backend, title


def _probe() -> Availability:
    # Nothing is read here: reading opens the system's own unlock dialog on some systems.
    _backend, title = _open_backend()
    locked = title == _FREEDESKTOP and _secret_service_locked()
    return Availability(KeyringState.LOCKED if locked else KeyringState.AVAILABLE, title)


def _secret_service_locked() -> bool:
    """Whether the default collection is locked. One that does not exist yet is not."""
    import secretstorage  # noqa: PLC0415 - comes with keyring on Linux only

    connection = secretstorage.dbus_init()
    try:
        return bool(secretstorage.Collection(connection).is_locked())
    except secretstorage.ItemNotFoundException:
        return False
    finally:
        connection.close()


def _limited(work: Callable[[], _Value], seconds: float) -> _Value:
    """Run `work` in its own thread for at most `seconds`, its errors put in our terms.

    A thread that hangs in a system service is left behind; it dies with the process.
    """
    outcome: queue.SimpleQueue[tuple[_Value | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcome.put((work(), None))
        except Exception as error:
            outcome.put((None, error))

    threading.Thread(target=run, name="keyring", daemon=True).start()
    try:
        value, error = outcome.get(timeout=seconds)
    except queue.Empty:
        raise KeyringUnavailable(KeyringState.NO_ANSWER) from None
    if error is not None:
        raise _in_our_terms(error) from error
    return value  # type: ignore[return-value]  # None only where _Value is None


def _in_our_terms(error: Exception) -> KeyringUnavailable:
    if isinstance(error, KeyringUnavailable):
        return error
    if isinstance(error, keyring.errors.KeyringLocked):
        return KeyringUnavailable(KeyringState.LOCKED)
    if isinstance(error, keyring.errors.PasswordSetError | keyring.errors.PasswordDeleteError):
        return KeyringUnavailable(KeyringState.DENIED)
    if isinstance(error, keyring.errors.NoKeyringError | keyring.errors.InitError):
        return KeyringUnavailable(KeyringState.NO_BACKEND)
    return KeyringUnavailable(KeyringState.DENIED)
