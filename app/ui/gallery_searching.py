"""The searching part of the gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate

from app.ui import gallery_data

if TYPE_CHECKING:
    from app.ui.gallery import Studio


async def searching(studio: Studio) -> None:
    """The panel in its states, the filters, and the bar in a conversation."""
    data = gallery_data
    view = await studio.conversation(data.sample_client(), data.AMIRA)
    search = view.search
    search.open_panel()
    await studio.settle()
    studio.shoot("search-empty")
    for name, text in (
        ("results", "e"),
        ("people", "dr"),
        ("rtl", "ال"),
        ("nothing", "no such words"),
    ):
        search.panel.field.setText(text)
        await studio.settle()
        studio.shoot(f"search-{name}")
    search.panel.field.setText("la")
    search.panel.filters.set_person(data.LONG)
    search.panel.filters.set_outgoing(False)
    search.panel.filters.set_days(QDate.currentDate().addDays(-30), QDate.currentDate())
    search.panel.filters.unread.click()
    await studio.settle()
    studio.shoot("search-filters-nothing")
    search.panel.filters.clear()
    await studio.settle()
    search.panel.enter_results()
    await studio.settle()
    studio.shoot("search-results-focus")
    for row in range(search.panel.model.rowCount()):
        hit = search.panel.model.row(row).hit
        if hit is not None:
            search.panel.hit_opened.emit(hit)
            break
    await studio.settle()
    studio.shoot("search-opened")
    picker = search.panel.filters.picker
    picker.show_people(data.EVERYONE)
    picker.open_at(studio.window.mapToGlobal(studio.window.rect().topLeft()))
    await studio.settle()
    studio.shoot("search-person", picker)
    picker.hide()
    search.close_panel()
    if view.chat is not None:
        view.chat.finder.open()
        view.chat.finder.field.setText("e")
        await studio.settle()
        studio.shoot("find-bar")
        view.chat.finder.field.setText("no such words")
        await studio.settle()
        studio.shoot("find-bar-nothing")
