"""Which panel draws which kind of file. A kind that is not here can only be saved."""

from __future__ import annotations

from app.core.file_types import FileKind
from app.ui.viewers.base import Viewer

VIEWERS: dict[FileKind, type[Viewer]] = {}
"""By what the decoding process says that the file is, not by what its sender says."""
