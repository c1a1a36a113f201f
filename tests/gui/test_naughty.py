"""Texts that have broken programs, wherever a text can be typed or shown."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QPointF, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QStyledItemDelegate
from pytestqt.qtbot import QtBot

from app.core.records import MessageRecord, QuoteRecord
from app.core.search_text import Needle, snippet
from app.core.search_types import SearchHit
from app.core.views import ContactView
from app.ui import formats
from app.ui.delegates.message_delegate import MessageDelegate
from app.ui.delegates.person_delegate import PersonDelegate
from app.ui.delegates.search_delegate import SearchDelegate
from app.ui.gallery_data import AMIRA
from app.ui.gallery_services import SampleClient, make_contact
from app.ui.message_words import ReactionGroup
from app.ui.models.conversation_list import PersonRow
from app.ui.models.search import SearchRow
from app.ui.models.timeline_row import TimelineRow
from app.ui.text import inline, isolated, one_line
from app.ui.theme import Theme
from app.ui.widgets.chat_header import ChatHeader
from tests.gui.conftest import Running
from tests.gui.painted import paint_row, stray
from tests.vectors.naughty import NAUGHTY, TOO_LONG, UNSENDABLE

TEXTS = {**NAUGHTY, **UNSENDABLE}
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
WIDTH = 480
PATIENCE_S = 5.0
"""Of computing, whatever else runs here: far more than anything needs, far less than hanging."""
_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Rows(QAbstractListModel):
    """Rows for a delegate, without a timeline."""

    def __init__(self, rows: Sequence[object]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: object = None) -> int:
        return len(self._rows)

    def data(self, index: object, role: int = 0) -> object:
        return self._rows[index.row()] if role == ROW_ROLE else None  # type: ignore[attr-defined]


def colleague(text: str) -> ContactView:
    return make_contact(text or "nameless", text, text)


def view_of(
    qtbot: QtBot, delegate: QStyledItemDelegate, rows: Sequence[object]
) -> QAbstractItemView:
    view = QListView()
    qtbot.addWidget(view)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    model = Rows(rows)
    model.setParent(view)
    view.setModel(model)
    view.resize(WIDTH, 300)
    return view


def message(text: str, **changes: object) -> MessageRecord:
    record = SampleClient([AMIRA]).put(AMIRA, text)
    return dataclasses.replace(record, **changes)  # type: ignore[arg-type]


def hostile_row(text: str) -> TimelineRow:
    """The same text as message, quote, reaction and both names."""
    quote = QuoteRecord(
        message_id=message("x").message_id,
        row_id=1,
        sender_account=AMIRA.account_id,
        text=text,
        recalled=False,
    )
    record = message(text or " ", quote=quote, forwarded=True, edited_at_ms=1)
    reaction = ReactionGroup(one_line(text)[:24] or "x", 2, mine=True, names=(text, text))
    return TimelineRow(record, text, "", False, True, True, reactions=(reaction,))


def test_a_message_is_painted_within_its_bubble(qtbot: QtBot, theme: Theme) -> None:
    theme.set_scale(2.0)  # where there is least room
    try:
        delegate = MessageDelegate()
        rows = [hostile_row(text) for text in TEXTS.values()]
        view = view_of(qtbot, delegate, rows)
        for number, name in enumerate(TEXTS):
            index = view.model().index(number, 0)
            begun = time.thread_time()
            image, rect = paint_row(view, index, WIDTH)
            assert time.thread_time() - begun < PATIENCE_S, name
            assert stray(image, rect) == [], name
            layout = delegate.layout_of(index, WIDTH)
            place = layout.bubble.translated(QPointF(rect.topLeft()))
            assert layout.reactions is not None
            place.setBottom(rect.bottom() + 1)
            place.setRight(max(place.right(), place.left() + layout.reactions.width + 20))
            assert stray(image, place.adjusted(-1, -1, 1, 1)) == [], name
    finally:
        theme.set_scale(1.0)


def hit_of(contact: ContactView, found: str, needle: Needle) -> SearchHit:
    marks = needle.ranges(found)
    return SearchHit(1, contact, False, 1, found, marks, 1, contact.conversation_id, contact.name)


def test_rows_of_lists_are_painted_within_their_place(qtbot: QtBot, theme: Theme) -> None:
    people, hits = [], []
    for text in TEXTS.values():
        contact = colleague(text)
        client = SampleClient([contact])
        client.put(contact, text or " ", unread=True)
        people.append(PersonRow(contact, client.view(contact).record))
        needle = Needle.parse(text[:3])
        found = snippet(text, needle)
        hits.append(SearchRow(hit=hit_of(contact, found, needle)))
    for delegate, rows in ((PersonDelegate(), people), (SearchDelegate(), hits)):
        view = view_of(qtbot, delegate, rows)
        for number, name in enumerate(TEXTS):
            image, rect = paint_row(view, view.model().index(number, 0), WIDTH)
            assert stray(image, rect) == [], name


def test_what_is_spoken_is_one_line() -> None:
    for name, text in TEXTS.items():
        contact = colleague(text)
        for words in (
            hostile_row(text).spoken(),
            PersonRow(contact).spoken(),
            formats.cannot_send_reason(contact),
            SearchRow(contact=contact).spoken(),
        ):
            assert len(words.splitlines()) <= 1, name


def test_the_direction_of_a_name_or_preview_stays_its_own() -> None:
    for name, text in TEXTS.items():
        for shown in (inline(text), isolated(one_line(text))):
            inside = shown[1:-1] if shown.startswith("\u2068") else shown
            assert not any(control in inside for control in _CONTROLS), name
            strong = any(character >= "\u0590" for character in inside)
            assert shown.startswith("\u2068") is strong, name


def test_labels_show_a_name_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    header = ChatHeader()
    qtbot.addWidget(header)
    header.resize(WIDTH, 80)
    header.show()
    for name, text in TEXTS.items():
        header.show_contact(colleague(text))
        header.grab()
        for label in header.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText, name
            tip = label.toolTip()
            assert tip == "" or ("<" not in tip.removeprefix("<qt>").removesuffix("</qt>")), name
        assert header.width() == WIDTH, name


def paste(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    data.setHtml("<b>bold</b>")
    return data


def test_they_can_be_typed_searched_and_filtered(running: Running) -> None:
    chat, main = running.open(AMIRA), running.main
    main.search.open_panel()
    for name, text in {**TEXTS, **TOO_LONG}.items():
        begun = time.thread_time()
        chat.composer.edit.clear()
        chat.composer.edit.insertFromMimeData(paste(text))
        chat.composer.grab()
        main.search.panel.field.setText(text)
        main.sidebar.filter.setText(text)
        chat.finder.open()
        chat.finder.field.setText(text)
        assert time.thread_time() - begun < PATIENCE_S, name
    running.wait(lambda: not running.main.search.panel._slow.isActive())
    chat.composer.edit.clear()
    main.sidebar.filter.clear()
    assert main.search.close_panel()


def test_what_is_too_long_says_so_and_is_not_sent(running: Running) -> None:
    chat = running.open(AMIRA)
    for text in TOO_LONG.values():
        chat.composer.edit.setPlainText("begun")
        chat.composer.edit.insertFromMimeData(paste(text))
        assert "too many" in chat.composer.hint.text()
        assert not chat.composer.hint.isHidden()
        assert chat.composer.text == "begun"
        assert chat.composer.edit.height() < running.ui.window.height() / 2
    chat.composer.edit.insertFromMimeData(paste("x" * 16_384))
    assert not chat.composer.button.isEnabled()
    chat.composer.edit.clear()
    assert chat.composer.hint.isHidden()
    assert running.client.sent_texts == []


def test_a_hundred_messages_of_nothing_but_line_ends_scroll(running: Running) -> None:
    for number in range(100):
        running.client.put(AMIRA, "i" + "\n" * 16_382 + "i", mine=number % 2 == 0)
    chat = running.open(AMIRA)
    bar = chat.list.verticalScrollBar()
    begun = time.thread_time()
    for _ in range(20):
        bar.setValue(bar.value() - 500)
        chat.list.viewport().repaint()
    assert time.thread_time() - begun < PATIENCE_S
    index = chat.timeline.index(chat.timeline.rowCount() - 1)
    layout = chat.list.delegate.layout_of(index, chat.list.viewport().width())
    assert layout.more
    assert layout.height < 2_000
