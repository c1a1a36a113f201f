"""Draws files: in conversations, before they are sent, and in their viewers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.bus import Connection, ConnectionChanged
from app.core.file_types import FileKind, PictureChoice
from app.core.media_types import TextInfo
from app.core.policy import Policy
from app.core.records import DeliveryState
from app.ui import gallery_data as data
from app.ui.dialogs.send_files import SendFilesDialog
from app.ui.gallery_chat import quote_of
from app.ui.gallery_files import SampleFileRefused, file_talk, make_file
from app.ui.gallery_media import picture_bitmap
from app.ui.gallery_services import SampleClient
from app.ui.viewers.pdf import PdfViewer
from app.ui.viewers.picture import PictureViewer
from app.ui.widgets.chosen_files import Given

if TYPE_CHECKING:
    from app.ui.gallery import Studio
    from app.ui.windows.main_view import MainView

_NAMES = (
    "IMG_2041.jpg",
    "Discharge letter Berger.pdf",
    "labs.csv",
    "gait.mp4",
    "MR-2231.dcm",
    "empty.txt",
    "very-long-" + "name-" * 30 + ".pdf",
    "תוצאות בדיקה 2231.pdf",
)


async def files(studio: Studio) -> None:
    """Everything about files."""
    await _rows(studio)
    await _sending(studio)
    await _viewers(studio)


def _now() -> int:
    return round(time() * 1000)


async def _rows(studio: Studio) -> None:
    client = data.sample_client()
    client.timelines[data.AMIRA.conversation_id] = []
    file_talk(client, data.AMIRA, _now())
    view = await studio.conversation(client, data.AMIRA)
    studio.window.resize(1120, 1500)
    await studio.settle(40)
    studio.shoot("files-rows")
    client.connection = Connection.OFFLINE
    client.bus.publish(ConnectionChanged(Connection.OFFLINE))
    if view.chat is not None:
        view.chat.list.setCurrentIndex(view.chat.timeline.index(9))
        view.chat.list.verticalScrollBar().setValue(0)
    await studio.settle()
    studio.shoot("files-rows-offline-top")
    studio.window.resize(800, 900)
    await studio.settle()
    studio.shoot("files-rows-narrow")
    studio.window.resize(1120, 760)
    client = data.sample_client()
    client.timelines[data.AMIRA.conversation_id] = []
    first = client.put(
        data.AMIRA,
        "",
        at_ms=_now() - 900_000,
        file=make_file("IMG_2041.jpg", thumbnail=picture_bitmap(), width=4032, height=3024),
    )
    second = client.put(data.AMIRA, "", at_ms=_now() - 800_000, file=make_file("Letter.pdf"))
    for row in (first, second):
        client.put(
            data.AMIRA,
            "Thank you, that is the one.",
            mine=True,
            at_ms=_now() - 700_000,
            quote=quote_of(row),
            state=DeliveryState.READ,
        )
    view = await studio.conversation(client, data.AMIRA)
    if view.files.drop is not None and view.chat is not None:
        drop = view.files.drop
        await studio.settle(40)
        studio.shoot("files-quoted")
        drop.cover()
    await studio.settle()
    studio.shoot("files-drop")


async def _sending(studio: Studio) -> None:
    client = data.sample_client()
    client.files.refuse["empty.txt"] = SampleFileRefused()
    view = await studio.conversation(client, data.AMIRA)
    await _offer(studio, view, "files-send-1", [Path(_NAMES[0])])
    dialog = await _offer(studio, view, "files-send-document", [Path(_NAMES[1])])
    dialog = await _offer(studio, view, "files-send-many", [Path(name) for name in _NAMES])
    if dialog is not None:
        dialog.pictures.setCurrentIndex(dialog.pictures.findData(PictureChoice.ORIGINAL))
        dialog.caption.setPlainText("Photographs and letters of this morning.")
        await studio.settle()
        studio.shoot("files-send-original", dialog)
    view.dialogs.close_all()
    view = await studio.conversation(data.sample_client(), data.LONG)
    await _offer(studio, view, "files-send-long-name", [Path(_NAMES[0])])
    view.dialogs.close_all()


async def _offer(
    studio: Studio, view: MainView, name: str, given: list[Given]
) -> SendFilesDialog | None:
    view.files.offer(given)
    await studio.settle()
    dialog = view.dialogs.current
    if isinstance(dialog, SendFilesDialog):
        studio.shoot(name, dialog)
        return dialog
    return None


async def _viewers(studio: Studio) -> None:
    client = data.sample_client()
    client.media.hostile.add("broken.pdf")
    client.media.texts["notes.txt"] = TextInfo("Line of a protocol\n" * 400, "utf-8", cut=True)
    client.media.kinds["notes.txt"] = FileKind.TEXT
    view = await studio.conversation(client, data.AMIRA)
    for name in ("IMG_2041.jpg", "scan.tif", "Letter.pdf", "notes.txt", "labs.csv", "broken.pdf"):
        message = client.put(data.AMIRA, "", file=make_file(name))
        view.files.open(message)
        await studio.settle(30)
        window = view.files.windows.open_windows[-1]
        stem = name.partition(".")[0].lower()
        studio.shoot(f"viewer-{stem}", window)
        panel = window.viewer
        for state, action in _states(panel):
            action()
            await studio.settle(60)
            studio.shoot(f"viewer-{stem}-{state}", window)
        window.resize(500, 420)
        await studio.settle(20)
        studio.shoot(f"viewer-{stem}-small", window)
        window.close()
    client = SampleClient(data.EVERYONE, Policy(allow_save_files=False, allow_print_files=False))
    client.media.hostile.add("broken.pdf")
    view = await studio.conversation(client, data.AMIRA)
    view.files.open(client.put(data.AMIRA, "", file=make_file("broken.pdf")))
    await studio.settle()
    studio.shoot("viewer-broken-no-saving", view.files.windows.open_windows[-1])
    view.files.windows.close_all()


def _states(panel: QWidget | None) -> list[tuple[str, Callable[[], object]]]:
    """What to show of a panel besides its beginning."""
    if isinstance(panel, PictureViewer):
        return [
            ("turned", lambda: panel.rotate(90)),
            ("zoomed", lambda: panel.canvas.zoom_to(1.5)),
        ]
    if isinstance(panel, PdfViewer):

        def find() -> None:
            panel.list.show()
            panel.finder.open()
            panel.finder.field.setText("potassium")
            panel.finder.searched.emit("potassium")

        return [("found", find), ("close", lambda: panel.pages.set_zoom(3.0))]
    return []
