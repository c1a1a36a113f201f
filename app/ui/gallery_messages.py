"""What one does with messages and conversations, in every state, for the gallery."""

from __future__ import annotations

from collections.abc import Sequence
from time import time
from typing import TYPE_CHECKING

from app.core.records import (
    FOREVER_MS,
    DeliveryState,
    MessageRecord,
    QuoteRecord,
    ReactionRecord,
)
from app.core.views import ContactView
from app.ui import gallery_data as data
from app.ui.dialogs.forward import ForwardDialog
from app.ui.gallery_chat import quote_of, type_in
from app.ui.gallery_services import SampleClient
from app.ui.gallery_use_cases import MINUTE
from app.ui.models.conversation_list import ROW_ROLE

if TYPE_CHECKING:
    from app.ui.gallery import Studio


def react(
    client: SampleClient, record: MessageRecord, contact: ContactView, emoji: Sequence[str]
) -> None:
    """Reactions: the first is one's own, the others are the contact's."""
    givers = (client.own.account_id, contact.account_id)
    given = tuple(
        ReactionRecord(account_id, each, record.sent_at_ms + MINUTE)
        for account_id, each in zip(givers, emoji, strict=False)
        if each
    )
    client.replace(record, reactions=given)


def conversation(contact: ContactView, texts: Sequence[str]) -> SampleClient:
    """Everything that can happen to a message, with one contact."""
    client = SampleClient(data.EVERYONE)
    now = round(time() * 1000)
    for number, other in enumerate(data.OTHERS):
        client.put(other, "Good morning", at_ms=now - (number + 2) * 60 * MINUTE)
    start = now - 20 * MINUTE
    first = client.put(contact, texts[0], at_ms=start)
    react(client, first, contact, ("\U0001f44d",))
    answer = client.put(
        contact, texts[1], mine=True, at_ms=start + 2 * MINUTE, quote=quote_of(client.row(1 + 7))
    )
    react(client, answer, contact, ("", "\u2764\ufe0f"))
    missing = QuoteRecord(contact.account_id, first.message_id)
    third = client.put(contact, texts[2], at_ms=start + 5 * MINUTE, quote=missing)
    react(client, third, contact, ("\u2705", "\u2705"))
    edited = client.put(
        contact, texts[3], mine=True, at_ms=start + 8 * MINUTE, state=DeliveryState.DELIVERED
    )
    client.replace(edited, edited_at_ms=start + 10 * MINUTE)
    mine = client.put(contact, "x", mine=True, at_ms=start + 11 * MINUTE)
    client.replace(mine, text="", recalled_at_ms=start + 12 * MINUTE)
    theirs = client.put(contact, "x", at_ms=start + 13 * MINUTE)
    client.replace(theirs, text="", recalled_at_ms=start + 14 * MINUTE)
    client.put(
        contact,
        texts[4],
        mine=True,
        at_ms=start + 16 * MINUTE,
        forwarded=True,
        quote=QuoteRecord(contact.account_id, theirs.message_id, theirs.row_id, recalled=True),
        state=DeliveryState.SENT,
    )
    client.put(contact, texts[5], at_ms=start + 17 * MINUTE, forwarded=True)
    failed = client.put(
        contact,
        "Ok",
        mine=True,
        at_ms=start + 18 * MINUTE,
        state=DeliveryState.FAILED,
        failure="mailbox-full",
    )
    react(client, failed, contact, ("\U0001f64f", "\U0001f602"))
    return client


ENGLISH = (
    "Mr. Keller in 312 had a run of ten VT beats at 19:40, asymptomatic. Please check potassium "
    "and magnesium with the morning draw, and call me if he has more than three beats.",
    "Both ordered.",
    "Thank you",
    "Potassium is 3.4, magnesium 0.68.",
    "Telemetry strip is in the chart",
    "Pharmacy: KCl 20 mmol is on its way.",
)
ARABIC = (
    "هل وصلت نتائج المختبر؟ أرجو إعادة فحص البوتاسيوم غداً صباحاً قبل الجولة، وشكراً جزيلاً لك.",
    "نعم، وصلت قبل قليل.",
    "شكراً جزيلاً",
    "potassium 4.1 mmol/L",
    "الصور في الملف",
    "سأراجعها الآن.",
)


async def messages(studio: Studio) -> None:
    """Quotes, reactions, edits, what was taken back, choosing, answering, editing."""
    for name, contact, texts in (
        ("messages", data.AMIRA, ENGLISH),
        ("messages-long-name", data.LONG, ENGLISH),
        ("messages-rtl", data.ARABIC, ARABIC),
    ):
        client = conversation(contact, texts)
        view = await studio.conversation(client, contact)
        type_in(client, contact, True)
        if view.chat is not None:
            view.chat.commands.run("reply", 8)
        await studio.settle()
        studio.shoot(name)
    client = conversation(data.AMIRA, ENGLISH)
    view = await studio.conversation(client, data.AMIRA)
    chat = view.chat
    if chat is None:
        return
    chat.composer.edit.setPlainText("a draft")
    chat.commands.run("edit", 11)
    chat.list.toolbar.show_for(chat.timeline.index(2))
    chat.corner.show_count(3)
    chat.corner.show_latest(True)
    chat.corner.show_back(True)
    chat.place_corner()
    await studio.settle()
    studio.shoot("messages-editing")
    chat.commands.escape()
    chat.commands.run("react", 8)
    await studio.settle()
    studio.shoot("messages-reacting", chat.commands.reactions)
    chat.commands.reactions.hide()
    chat.commands.run("go-to-day")
    await studio.settle()
    studio.shoot("messages-days", chat.commands.days)
    chat.commands.days.hide()
    for row in (0, 2, 6):
        chat.list.selectionModel().select(
            chat.timeline.index(row), chat.list.selectionModel().SelectionFlag.Select
        )
    await studio.settle()
    studio.shoot("messages-choosing")
    menu = chat.commands.menu_for(client.row(11))
    menu.popup(chat.mapToGlobal(chat.rect().center()))
    await studio.settle()
    studio.shoot("messages-menu", menu)
    menu.close()


async def kept(studio: Studio) -> None:
    """The list with pinned, muted and marked conversations, and the dialogs."""
    client = conversation(data.AMIRA, ENGLISH)
    client.put(data.LONG, "Bitte um Rückruf", unread=True)
    client.put(data.TWIN, "Bed 7 is free.", unread=True)
    keep = client.chat
    keep.pinned = {data.AMIRA.conversation_id: 1, data.LONG.conversation_id: 2}
    keep.muted = {
        data.LONG.conversation_id: FOREVER_MS,
        data.OTHERS[0].conversation_id: FOREVER_MS,
    }
    keep.marked = {data.OTHERS[1].conversation_id, data.OTHERS[0].conversation_id}
    client.drafts[data.OTHERS[2].conversation_id] = "Could you take over bed 7 from"
    view = await studio.conversation(client, data.AMIRA)
    studio.shoot("list-kept")
    row = view.sidebar.lists[0].model().index(1, 0)
    menu = view.conversations.menu_for(row.data(ROW_ROLE))
    menu.popup(view.mapToGlobal(view.rect().center()))
    await studio.settle()
    studio.shoot("list-menu", menu)
    menu.close()
    view.dialogs.recall(11)
    await studio.settle()
    if view.dialogs.current is not None:
        studio.shoot("recall", view.dialogs.current)
    view.dialogs.forward((8, 11))
    await studio.settle()
    dialog = view.dialogs.current
    if isinstance(dialog, ForwardDialog):
        dialog.list.toggle_row(1)
        dialog.list.toggle_row(2)
        await studio.settle()
        studio.shoot("forward-choose", dialog)
        dialog.filter.setText("nowak")
        await studio.settle()
        studio.shoot("forward-blocked", dialog)
        dialog.filter.clear()
        dialog.go_on.click()
        await studio.settle()
        studio.shoot("forward-confirm", dialog)
    await client.messages.edit(11, "Potassium is 3.4, magnesium 0.69.")
    react(client, client.row(11), data.AMIRA, ("\U0001f44d", "\u2764\ufe0f"))
    view.dialogs.message_info(11)
    await studio.settle()
    if view.dialogs.current is not None:
        studio.shoot("message-info-edited", view.dialogs.current)
    view.dialogs.close_all()
