"""PDF: pages below each other, a list of them, search, the words of a page to copy and to hear."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QSpinBox, QVBoxLayout, QWidget

from app.core.media_ports import FileNotDisplayable
from app.core.media_types import FoundText, PdfInfo, View
from app.ui import clipboard
from app.ui.formats import translate
from app.ui.pixels import raster_image
from app.ui.viewers.base import CannotPrint, ToolRow, Viewer, ViewerTools
from app.ui.viewers.find_strip import FindStrip
from app.ui.viewers.pages import STEP, Pages
from app.ui.viewers.paper import draw_fitted, page_box, pixels_for

MOST_FOUND = 500
_LIST_WIDTH = 130
_READ_MS = 300
"""A page that is scrolled past is not read aloud."""


class PdfViewer(Viewer):
    """`pages` draws, `list` and `number` go to pages, `finder` searches."""

    printable = True

    def __init__(self, tools: ViewerTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        info = tools.document.info
        if not isinstance(info, PdfInfo) or not info.pages:
            raise FileNotDisplayable
        self.info = info
        self._found: list[FoundText] = []
        self._current = -1
        self._rendering = False
        self._closed = False
        self.pages = Pages(info.pages)
        self.pages.setAccessibleName(translate("Viewer", "Pages"))
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setAccessibleName(translate("Viewer", "List of pages"))
        for number in range(len(info.pages)):
            self.list.addItem(translate("Viewer", "Page {number}").format(number=number + 1))
        self.list.hide()
        self.finder = FindStrip(translate("Viewer", "Find in this document"))
        self._read_soon = QTimer(self)
        self._read_soon.setSingleShot(True)
        self._read_soon.setInterval(_READ_MS)
        self._read_soon.timeout.connect(lambda: self.run(self._read_page()))
        self._bar = self._make_bar()
        self._lay_out()
        self.pages.wanted.connect(self._ask)
        self.pages.page_changed.connect(self._page_changed)
        self.pages.zoomed.connect(lambda _zoom: self._say())
        self.list.currentRowChanged.connect(self._list_chosen)
        self.finder.searched.connect(lambda words: self.run(self._find(words)))
        self.finder.stepped.connect(self.step)
        self.finder.closed.connect(self._end_search)
        self.add_keys(
            (
                ("+", lambda: self.pages.set_zoom(self.pages.zoom * STEP)),
                ("-", lambda: self.pages.set_zoom(self.pages.zoom / STEP)),
                ("Ctrl++", lambda: self.pages.set_zoom(self.pages.zoom * STEP)),
                ("Ctrl+-", lambda: self.pages.set_zoom(self.pages.zoom / STEP)),
                ("Ctrl+0", self.pages.fit_width),
                ("Ctrl+F", self.finder.open),
                ("F3", lambda: self.step(1)),
                ("Shift+F3", lambda: self.step(-1)),
                ("Ctrl+G", self.number.setFocus),
                ("Ctrl+PgDown", lambda: self.pages.go_to(self.pages.page + 1)),
                ("Ctrl+PgUp", lambda: self.pages.go_to(self.pages.page - 1)),
            )
        )
        if self.may_copy:
            self.add_keys((("Ctrl+C", self.copy_page),))

    @property
    def may_copy(self) -> bool:
        """Words on the clipboard have left Curbside, as a saved file has."""
        return self.tools.context.policy.allow_save_files

    def toolbar(self) -> QWidget:
        """Pages, zoom, search."""
        return self._bar

    def begin(self) -> None:
        """Show the first page."""
        self.pages.fit_width()
        self._page_changed(0)
        self.pages.ask()
        self.pages.setFocus()

    def close_down(self) -> None:
        """Drop every pixel and word."""
        self._closed = True
        self._read_soon.stop()
        self._found = []
        self.pages.clear()
        self.pages.setAccessibleDescription("")
        self.finder.forget()

    def escape(self) -> bool:
        """End the search first."""
        if self.finder.isVisibleTo(self):
            self.finder.close_strip()
            return True
        return False

    def copy_page(self) -> None:
        """Copy the words of the page in view."""
        self.run(self._copy(self.pages.page))

    def step(self, steps: int) -> None:
        """Go to the next place found, or the one before, round and round."""
        if self._found:
            self._go_to_found((self._current + steps) % len(self._found))

    async def print_pages(self, printer: QPrinter, progress: Callable[[int, int], None]) -> None:
        """The pages that were chosen in the printer's dialog, all without a choice."""
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or len(self.info.pages), len(self.info.pages))
        width, height = pixels_for(printer)
        painter = QPainter()
        if not painter.begin(printer):
            raise CannotPrint
        try:
            for number in range(first, last + 1):
                progress(number - first + 1, last - first + 1)
                raster = await self.document.render(View(width, height, frame=number - 1))
                if number > first and not printer.newPage():
                    raise CannotPrint
                draw_fitted(painter, page_box(printer), raster_image(raster))
        finally:
            ended = painter.end()
        if not ended:
            raise CannotPrint

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finder)
        column.addLayout(row, 1)

    def _make_bar(self) -> ToolRow:
        bar = ToolRow(translate("Viewer", "PDF"))
        bar.button("pages", translate("Viewer", "List of pages"), self._toggle_list)
        self.number = QSpinBox()
        self.number.setRange(1, len(self.info.pages))
        self.number.setKeyboardTracking(False)
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("0" * 6))
        self.number.setAccessibleName(translate("Viewer", "Page"))
        self.number.valueChanged.connect(lambda page: self.pages.go_to(page - 1))
        bar.add(self.number)
        of = translate("Viewer", "of {count}").format(count=len(self.info.pages))
        bar.words(of)
        bar.gap()
        bar.button(
            "zoom-out",
            translate("Viewer", "Smaller"),
            lambda: self.pages.set_zoom(self.pages.zoom / STEP),
            "-",
        )
        bar.button(
            "zoom-in",
            translate("Viewer", "Larger"),
            lambda: self.pages.set_zoom(self.pages.zoom * STEP),
            "+",
        )
        bar.button(
            "zoom-width", translate("Viewer", "Fit the width"), self.pages.fit_width, "Ctrl+0"
        )
        bar.button("zoom-fit", translate("Viewer", "Fit the page"), self.pages.fit_page)
        bar.gap()
        bar.button("search", translate("Viewer", "Find"), self.finder.open, "Ctrl+F")
        if self.may_copy:
            bar.button(
                "copy",
                translate("Viewer", "Copy the words of this page"),
                self.copy_page,
                "Ctrl+C",
            )
        bar.stretch()
        return bar

    def _toggle_list(self) -> None:
        self.list.setVisible(not self.list.isVisible())
        if self.list.isVisible():
            self.list.setFocus()

    def _list_chosen(self, row: int) -> None:
        if row >= 0 and row != self.pages.page:
            self.pages.go_to(row)

    def _page_changed(self, page: int) -> None:
        for widget, value in ((self.number, page + 1),):
            widget.blockSignals(True)
            widget.setValue(value)
            widget.blockSignals(False)
        self.list.blockSignals(True)
        self.list.setCurrentRow(page)
        self.list.blockSignals(False)
        self._say()
        self._read_soon.start()

    def _say(self) -> None:
        self.status.emit(
            translate("Viewer", "Page {page} of {count} · {percent} %").format(
                page=self.pages.page + 1,
                count=len(self.info.pages),
                percent=round(self.pages.zoom * 100),
            )
        )

    def _ask(self, view: View) -> None:
        if not self._rendering and not self._closed:
            self._rendering = True
            self.run(self._render(view))

    async def _render(self, view: View) -> None:
        try:
            wanted: View | None = view
            while wanted is not None and not self._closed:
                raster = await self.document.render(wanted)
                if self._closed:
                    return
                self.pages.put(wanted, raster_image(raster))
                before, wanted = wanted, self.pages.missing()
                if wanted == before:
                    return  # it came in another size than was asked for: good enough
        finally:
            self._rendering = False

    async def _read_page(self) -> None:
        """What a screen reader says of the page in view."""
        page = self.pages.page
        words = await self.document.text(page)
        if self._closed or page != self.pages.page:
            return
        self.pages.setAccessibleDescription(words)
        if self.pages.hasFocus():
            self._announce(
                translate("Viewer", "Page {page} of {count}").format(
                    page=page + 1, count=len(self.info.pages)
                )
            )

    async def _copy(self, page: int) -> None:
        clipboard.copy(await self.document.text(page))
        self._announce(translate("Viewer", "Copied"))
        self.status.emit(translate("Viewer", "The words of this page are on the clipboard."))

    async def _find(self, words: str) -> None:
        found: list[FoundText] = []
        page = 0
        while words and page < len(self.info.pages) and len(found) < MOST_FOUND:
            part = await self.document.find(words, page)
            if words != self.finder.words:
                return
            found += part[: MOST_FOUND - len(found)]
            if not part:
                break
            page = part[-1].page + 1
        self._found = found
        after = next(
            (n for n, each in enumerate(found) if each.page >= self.pages.page), 0 if found else -1
        )
        if found:
            self._go_to_found(after)
        else:
            self._current = -1
            self.pages.show_found([], -1)
            self.finder.say(translate("Viewer", "Not found") if words else "")

    def _go_to_found(self, number: int) -> None:
        self._current = number
        self.pages.show_found(self._found, number)
        more = "+" if len(self._found) >= MOST_FOUND else ""
        self.finder.say(
            translate("Viewer", "{number} of {count}").format(
                number=number + 1, count=f"{len(self._found)}{more}"
            )
        )

    def _end_search(self) -> None:
        self._found, self._current = [], -1
        self.pages.show_found([], -1)
        self.pages.setFocus()

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.pages, words))
