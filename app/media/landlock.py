"""What a decoding process may open: its own modules, to be read. Landlock (Linux 5.13 and later).

The kernel holds it, for the process and for good; see Documentation/userspace-api/landlock.rst of
the kernel. Later kernels also refuse TCP, and signals and abstract sockets to other processes.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_CREATE_RULESET_VERSION: Final = 1
_RULE_PATH_BENEATH: Final = 1
_READ_FILE: Final = 1 << 2
_READ_DIRECTORY: Final = 1 << 3
_RIGHTS_SINCE: Final = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
"""Rights to files that each version of Landlock learned to refuse."""
_NET_SINCE: Final = 4
_TCP_BIND_CONNECT: Final = 3
_SCOPES_SINCE: Final = 6
_SIGNALS_AND_ABSTRACT_SOCKETS: Final = 3


def restrict(readable: Iterable[Path], libc: ctypes.CDLL) -> bool:
    """Let this thread open nothing but what lies below `readable`. Needs no_new_privs."""
    version = int(libc.syscall(_CREATE_RULESET, None, 0, _CREATE_RULESET_VERSION))
    if version < 1:
        return False
    rights = 0
    for since, added in _RIGHTS_SINCE.items():
        rights |= added if since <= version else 0
    attributes = struct.pack(
        "QQQ",
        rights,
        _TCP_BIND_CONNECT if version >= _NET_SINCE else 0,
        _SIGNALS_AND_ABSTRACT_SOCKETS if version >= _SCOPES_SINCE else 0,
    )
    known = 24 if version >= _SCOPES_SINCE else 16 if version >= _NET_SINCE else 8
    rules = int(libc.syscall(_CREATE_RULESET, attributes, known, 0))
    if rules < 0:
        return False
    try:
        for path in readable:
            _allow(rules, path, libc)
        return int(libc.syscall(_RESTRICT_SELF, rules, 0)) == 0
    finally:
        os.close(rules)


def _allow(rules: int, path: Path, libc: ctypes.CDLL) -> None:
    """Reading below `path`. What is not there needs no rule."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | (_READ_DIRECTORY if path.is_dir() else 0)
        libc.syscall(_ADD_RULE, rules, _RULE_PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)
