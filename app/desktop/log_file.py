"""The app's log: codes, ids and places in the program, never names or content."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.core.policy import PolicyInvalid

_NAME = "curbside.log"
_BYTES = 512 * 1024


def start(folder: Path, not_hardened: Sequence[str], problem: PolicyInvalid | None) -> None:
    """Write the log into the profile's folder, which is the person's alone."""
    handler = RotatingFileHandler(folder / _NAME, maxBytes=_BYTES, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("curbside")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    root.propagate = False
    for measure in not_hardened:
        root.warning("not hardened: %s", measure)
    if problem is not None:
        root.error("policy not used: %s", problem.code)
