"""Whether the disk has room for more mail."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Final

from relay.storage.base import Storage, StorageError

_log = logging.getLogger("relay.server")
_SHARE: Final = 20


class DiskRoom:
    """Looks at the disk now and then; at least `reserve` bytes of it, or 5 %, stay free.

    Attributes:
        enough: what the last look said.
    """

    def __init__(self, path: Path, reserve: int, storage: Storage) -> None:
        self._path = path
        self._reserve = reserve
        self._storage = storage
        self.enough = True

    def look(self) -> None:
        """Look again; what cannot be found out is as before."""
        try:
            disk = shutil.disk_usage(self._path)
            free = disk.free + self._storage.reusable_bytes()
        except (OSError, StorageError):
            return
        enough = free >= min(self._reserve, disk.total // _SHARE)
        if enough != self.enough:
            self.enough = enough
            _log.warning("disk room=%s free=%d", enough, free)
