"""Reads the policy that clinic IT put on this computer.

| system  | where                                                                    |
|---------|--------------------------------------------------------------------------|
| Linux   | `/etc/curbside/policy.json`                                              |
| Windows | `HKEY_LOCAL_MACHINE\\Software\\Policies\\Curbside`, one value for each field |
| macOS   | `/Library/Managed Preferences/clinic.curbside.plist`                     |

No file or key means no policy: the defaults of `app.core.policy`. A policy that cannot be read
or is wrong is reported, and the defaults hold; half a policy never does. All three places can be
written by administrators only; a Linux file that others could change is not believed.
"""

from __future__ import annotations

import os
import plistlib
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

from app.core.policy import (
    DEFAULT_POLICY,
    POLICY_SIZE_LIMIT,
    Policy,
    PolicyInvalid,
    decode_policy,
    policy_from_values,
)

LINUX_POLICY = Path("/etc/curbside/policy.json")
MACOS_POLICY = Path("/Library/Managed Preferences/clinic.curbside.plist")
WINDOWS_KEY = r"Software\Policies\Curbside"

_BOOLEANS = frozenset(
    name for name, annotation in Policy.__annotations__.items() if annotation in ("bool", bool)
)


@dataclass(frozen=True, slots=True)
class LoadedPolicy:
    """The policy that holds. `problem` is set when there is one that could not be used."""

    policy: Policy
    source: str
    problem: PolicyInvalid | None = None


def load_policy() -> LoadedPolicy:
    """Read this computer's policy. Never raises."""
    if sys.platform == "win32":
        return _guarded(f"HKLM\\{WINDOWS_KEY}", _read_registry)
    if sys.platform == "darwin":
        return load_plist(MACOS_POLICY)
    return load_json(LINUX_POLICY)


def load_json(path: Path, trusted_owner: int = 0) -> LoadedPolicy:
    """Read a JSON policy file. Never raises."""
    return _guarded(str(path), lambda: _read_json(path, trusted_owner))


def load_plist(path: Path, trusted_owner: int = 0) -> LoadedPolicy:
    """Read a property list policy. Never raises."""
    return _guarded(str(path), lambda: _read_plist(path, trusted_owner))


def registry_values(values: dict[str, object]) -> dict[str, object]:
    """Registry values as policy fields: REG_DWORD 0 and 1 are booleans, REG_MULTI_SZ are lists."""
    fields: dict[str, object] = {}
    for name, value in values.items():
        if name in _BOOLEANS and isinstance(value, int) and value in (0, 1):
            fields[name] = bool(value)
        else:
            fields[name] = value
    return fields


def _guarded(source: str, read: Callable[[], Policy | None]) -> LoadedPolicy:
    try:
        policy = read()
    except PolicyInvalid as problem:
        return LoadedPolicy(DEFAULT_POLICY, source, problem)
    except OSError as error:
        detail = f"cannot be read: {error.strerror or 'system error'}"
        return LoadedPolicy(DEFAULT_POLICY, source, PolicyInvalid(detail, source))
    return LoadedPolicy(policy or DEFAULT_POLICY, source)


def _read_json(path: Path, trusted_owner: int) -> Policy | None:
    data = _read_bounded(path, trusted_owner)
    return None if data is None else decode_policy(data, str(path))


def _read_plist(path: Path, trusted_owner: int) -> Policy | None:
    data = _read_bounded(path, trusted_owner)
    if data is None:
        return None
    try:
        values = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, RecursionError) as error:
        raise PolicyInvalid("not a property list", str(path)) from error
    if not isinstance(values, dict):
        raise PolicyInvalid("not a dictionary", str(path))
    return policy_from_values(values, str(path))


def _read_bounded(path: Path, trusted_owner: int) -> bytes | None:
    try:
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        return None
    with file:
        info = os.fstat(file.fileno())
        if os.name == "posix" and (
            info.st_uid not in (0, trusted_owner) or info.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        ):
            raise PolicyInvalid("others than the administrator can change it", str(path))
        return file.read(POLICY_SIZE_LIMIT + 1)


def _read_registry() -> Policy | None:
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 - exists on Windows only

    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    try:
        key = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, WINDOWS_KEY, 0, access)
    except FileNotFoundError:
        return None
    with key:
        _subkeys, count, _modified = winreg.QueryInfoKey(key)
        values = dict(winreg.EnumValue(key, index)[:2] for index in range(count))
    return policy_from_values(registry_values(values), f"HKLM\\{WINDOWS_KEY}")
