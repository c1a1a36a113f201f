"""Asks for pixels so that the newest wish wins: while one is rendered only the last of the others
is remembered. Dragging and zooming ask far more often than a process can answer."""

from __future__ import annotations

from collections.abc import Callable

from app.core.media_ports import Document
from app.core.media_types import Raster, View
from app.ui.viewers.base import Viewer


class LatestRender:
    """Calls `show` with the view and its pixels; older wishes that were overtaken never arrive."""

    def __init__(
        self, viewer: Viewer, document: Document, show: Callable[[View, Raster], None]
    ) -> None:
        self._viewer = viewer
        self._document = document
        self._show = show
        self._busy = False
        self._next: View | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether pixels are on their way."""
        return self._busy

    @property
    def busy_with_newer(self) -> bool:
        """Whether something newer was asked for than what just came."""
        return self._next is not None

    def ask(self, view: View) -> None:
        """Render `view` as soon as possible."""
        self._next = view
        if not self._busy and not self._closed:
            self._busy = True
            self._viewer.run(self._work())

    def close(self) -> None:
        """Nothing is shown from now on."""
        self._closed = True
        self._next = None

    async def _work(self) -> None:
        try:
            while (view := self._next) is not None:
                self._next = None
                raster = await self._document.render(view)
                if self._closed:
                    return
                self._show(view, raster)
        finally:
            self._busy = False
