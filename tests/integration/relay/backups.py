"""Backing the relay's data directory up, and putting it back."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.integration.relay.conftest import Site


def copy(path: Path, to: Path) -> None:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(path, to)


def restore(site: Site, backup: Path) -> None:
    site.stop()
    copy(backup, site.relay.data.path)
    site.start()


def back_up(site: Site, backup: Path) -> None:
    site.stop()
    copy(site.relay.data.path, backup)
    site.start()
