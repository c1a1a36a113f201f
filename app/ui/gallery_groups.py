"""Groups and writing to several people in the gallery."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from app.core.bus import SendingProgress
from app.core.file_content import Bitmap
from app.core.groups import GroupChange, GroupNotice, GroupState, GroupView
from app.core.ids import AccountId
from app.core.records import DeliveryState, ReachRecord
from app.core.views import ContactView
from app.services.group_errors import LastAdmin
from app.ui import gallery_data as data
from app.ui.dialogs.broadcast import BroadcastDialog
from app.ui.dialogs.group_panel import GroupPanel
from app.ui.dialogs.new_group import NewGroupDialog
from app.ui.gallery_services import OWN, SampleClient, make_contact
from app.ui.gallery_use_cases import MINUTE

if TYPE_CHECKING:
    from app.ui.gallery import Studio
    from app.ui.windows.main_view import MainView

TEAM = (data.AMIRA, data.LONG, data.ARABIC, *data.OTHERS[:4])
LONG_TITLE = (
    "Interdisziplinäre Tumorkonferenz Gynäkologie und Strahlentherapie, Dienstagsrunde, 2026"
)


def sample_picture(side: int = 64) -> Bitmap:
    """A blue field with a light cross."""
    third = side // 3
    pixels = [
        0xEF5D if third <= x < 2 * third or third <= y < 2 * third else 0x1A9F
        for y in range(side)
        for x in range(side)
    ]
    return Bitmap(side, side, struct.pack(f"<{len(pixels)}H", *pixels))


def ward(client: SampleClient, now: int, **options: object) -> GroupView:
    """A team in the middle of its morning."""
    groups = client.groups
    group = groups.make(
        "Ward 3B, early shift",
        TEAM,
        admins=(data.AMIRA,),
        picture=sample_picture(),
        **options,  # type: ignore[arg-type]  # what `make` takes
    )
    shim = groups.partner(group)

    def said(who: ContactView | None, text: str, minutes: int, **more: object) -> None:
        client.put(
            shim,
            text,
            mine=who is None,
            sender=who,
            at_ms=now - minutes * MINUTE,
            roster_epoch=4,
            **more,  # type: ignore[arg-type]  # fields of the record
        )

    def noted(change: GroupChange, who: AccountId, *people: ContactView, **more: str) -> None:
        accounts = tuple(each.account_id for each in people)
        groups.note(group, GroupNotice(change, who, accounts, **more), now - 80 * MINUTE)

    amira, lukas = data.AMIRA, data.OTHERS[1]
    said(
        amira, "Good morning. Night was quiet, bed 7 slept.", 120, passed_on_by=data.LONG.account_id
    )
    noted(GroupChange.ADDED, amira.account_id, lukas, data.OTHERS[2])
    noted(GroupChange.RENAMED, amira.account_id, title="Ward 3B, early shift")
    noted(GroupChange.EXCLUDED, data.LONG.account_id, data.ARABIC)
    said(amira, "Handover at 6:45 in the staff room.", 60)
    said(amira, "Mr. Keller in 312 goes to CT at nine.", 59)
    said(lukas, "I take him down.", 55)
    said(None, "Thank you. Lines are ready.", 54, reach=ReachRecord(7, 6, 3))
    start, called = "Who has the keys to the drug cupboard? ", "@Jonas W."
    said(
        lukas,
        f"{start}{called} you had them last night",
        20,
        mentions=((len(start), len(called), OWN.account_id),),
        unread=True,
    )
    said(
        None,
        "@Dr. Amira Haddad has them.",
        15,
        mentions=((0, 17, amira.account_id),),
        reach=ReachRecord(7, 5, 0),
        state=DeliveryState.DELIVERED,
    )
    noted(GroupChange.REFUSED, data.MISMATCHED.account_id)
    return group


def _client() -> SampleClient:
    return data.sample_client()


def _now(client: SampleClient) -> int:
    return max(row.arrived_at_ms for rows in client.timelines.values() for row in rows)


async def _open(studio: Studio, client: SampleClient, group: GroupView) -> MainView:
    view = await studio.main_view(client)
    view.open_conversation(AccountId(group.conversation_id))
    await studio.settle()
    return view


async def groups(studio: Studio) -> None:
    """A group's conversation in its states, its panel, making one, several people."""
    await _chats(studio)
    await _panels(studio)
    await _making(studio)
    await _several(studio)


async def _chats(studio: Studio) -> None:
    client = _client()
    group = ward(client, _now(client))
    view = await _open(studio, client, group)
    studio.shoot("group-chat")
    chat = view.chat
    if chat is None:
        return
    client.bus.publish(SendingProgress(group.conversation_id, 120, 400))
    chat.composer.edit.setFocus()
    chat.composer.edit.insertPlainText("@")
    await studio.settle()
    studio.shoot("group-sending")
    studio.shoot("group-mention-list", chat.composer.mentions.list)
    mine = next(row for row in client.timelines[group.conversation_id] if row.reach is not None)
    view.dialogs.message_info(mine.row_id)
    await studio.settle()
    if view.dialogs.current is not None:
        studio.shoot("group-message-info", view.dialogs.current)
    view.dialogs.close_all()
    for name, options in (
        ("group-left", {"state": GroupState.LEFT}),
        ("group-removed", {"state": GroupState.REMOVED}),
        ("group-forked", {"forked": True}),
        ("group-no-admin", {"has_admin": False, "is_admin": False}),
    ):
        client = _client()
        group = ward(client, _now(client), **options)
        view = await _open(studio, client, group)
        studio.shoot(name)
        if name == "group-forked":
            view.groups.explain_fork()
            await studio.settle()
            if view.dialogs.current is not None:
                studio.shoot("group-fork-explained", view.dialogs.current)
            view.dialogs.close_all()
    client = _client()
    group = client.groups.make(LONG_TITLE, (data.LONG, data.CHANGED, data.HOSTILE))
    client.groups.put(group)
    await _open(studio, client, group)
    studio.shoot("group-long-names")
    client = _client()
    group = client.groups.make("Three of us", (data.AMIRA, data.TWIN))
    view = await _open(studio, client, group)
    view.sidebar.show_tab(1)
    await studio.settle()
    studio.shoot("group-three")


async def _panels(studio: Studio) -> None:
    for name, options in (
        ("group-panel-admin", {}),
        ("group-panel-member", {"is_admin": False}),
        ("group-panel-left", {"state": GroupState.LEFT}),
    ):
        client = _client()
        group = ward(client, _now(client), **options)
        view = await _open(studio, client, group)
        view.groups.open_panel()
        await studio.settle()
        panel = view.dialogs.current
        if isinstance(panel, GroupPanel):
            panel.members.list.setCurrentIndex(panel.members.model.index(2))
            await studio.settle()
            studio.shoot(name, panel)
            if name == "group-panel-admin":
                panel.details.click()
                client.fail_next = LastAdmin()
                panel.members.admin.click()
                await studio.settle()
                studio.shoot("group-panel-refused", panel)
        view.dialogs.close_all()
    client = _client()
    many = [make_contact(f"Nurse {n:03}", "Nurse", f"Ward {n % 9 + 1}") for n in range(199)]
    client.people |= {contact.account_id: contact for contact in many}
    group = client.groups.make("All nurses", [*many[:150], data.CHANGED, *many[150:]])
    view = await _open(studio, client, group)
    view.groups.open_panel()
    await studio.settle()
    if view.dialogs.current is not None:
        studio.shoot("group-panel-200", view.dialogs.current)
    view.dialogs.close_all()


async def _making(studio: Studio) -> None:
    view = await studio.main_view(_client())
    view.groups.make()
    await studio.settle()
    dialog = view.dialogs.current
    if isinstance(dialog, NewGroupDialog):
        studio.shoot("group-new-empty", dialog)
        dialog.title.setText("Cardiac arrest team")
        for row in (0, 2, 3, 5, 8):
            dialog.picker.list.toggle_row(row)
        await studio.settle()
        studio.shoot("group-new-people", dialog)
        dialog.go_on.click()
        dialog.admin_list.toggle_row(1)
        await studio.settle()
        studio.shoot("group-new-rules", dialog)
    view.dialogs.close_all()


async def _several(studio: Studio) -> None:
    client = _client()
    people = [contact.account_id for contact in TEAM]
    await client.groups.save_list(None, "Consultants on call", people[:4])
    view = await studio.main_view(client)
    view.groups.write_to_several()
    await studio.settle()
    dialog = view.dialogs.current
    if isinstance(dialog, BroadcastDialog):
        dialog.choice.setCurrentIndex(1)
        dialog.choice.activated.emit(1)
        await studio.settle()
        studio.shoot("several-people", dialog)
        dialog.go_on.click()
        dialog.edit.setPlainText("Theatre 2 is closed until noon.")
        await studio.settle()
        studio.shoot("several-message", dialog)
    view.dialogs.close_all()
