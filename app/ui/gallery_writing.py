"""Emoji, links and spelling in every state, for the gallery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from app.core.links import find_links
from app.core.policy import Policy
from app.ui import gallery_data as data
from app.ui.dialogs.open_link import OpenLinkDialog
from app.ui.emoji.picker import EmojiPicker
from app.ui.emoji.reactions import ReactionBar
from app.ui.gallery_services import SampleClient
from app.ui.platform import NoPlatform, Speller
from app.ui.windows.main_view import MainView

if TYPE_CHECKING:
    from app.ui.gallery import Studio

_RIGHT = frozenset({"Please", "the", "for", "Room", "before", "bring"})
_TEXTS = (
    "The plan is at https://intranet.clinic.example/wards/3/plan?day=monday (page 2).",
    "\U0001f44d",
    "\u2764\ufe0f\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "Flags \U0001f1e9\U0001f1ea, keycaps 1\ufe0f\u20e3, tones \U0001f44b\U0001f3fd, done \u2705",
    "Not the bank: https://www.bank.example:443@evil.example/login \u2013 ask it@clinic.example",
    "\u05d4\u05ea\u05d5\u05db\u05e0\u05d9\u05ea https://www.clinic.example/plan \u05d4\u05d9\u05d5",
)


DATA = (
    "Deutsch (Deutschland)",
    "American English",
    "intranet.clinic.example",
    "clinic.example",
    "example",
)
"""How the windows write languages and hosts, in whatever language they speak themselves."""


class _Dictionaries:
    """A system with two languages and few words."""

    async def languages(self) -> tuple[str, ...]:
        return ("de_DE", "en_US")

    async def misspelt(self, words: Iterable[str], languages: Sequence[str]) -> frozenset[str]:
        return frozenset(words) - _RIGHT if languages else frozenset()

    async def suggestions(self, word: str, languages: Sequence[str]) -> tuple[str, ...]:
        del languages
        return ("patient", "patients") if word.startswith("pat") else ()


class _Platform(NoPlatform):
    @property
    def speller(self) -> Speller:
        return _Dictionaries()


async def _main(studio: Studio, client: SampleClient) -> MainView:
    view = MainView(client, studio.tasks, "0.1.0", platform=_Platform())
    studio.window.show_screen(view)
    await view.load()
    await studio.settle()
    view.writing.spelling.choose(("en_US",))
    view.open_conversation(data.AMIRA.account_id)
    await studio.settle()
    return view


async def writing(studio: Studio) -> None:
    """Links and emoji in messages, the picker, reactions, completion, underlines, settings."""
    client = SampleClient([data.AMIRA])
    for number, text in enumerate(_TEXTS):
        client.put(data.AMIRA, text, mine=number % 2 == 1)
    view = await _main(studio, client)
    chat = view.chat
    if chat is None:
        return
    edit = chat.composer.edit
    edit.setPlainText("Please bring the pateint for Room 4 before the ruonds ")
    edit.setFocus()
    for _ in range(40):
        await studio.settle(2)
        if edit.extraSelections():
            break
    studio.shoot("writing-links-emoji-spelling")
    edit.setPlainText("")
    chat.composer.choose_emoji()
    await studio.settle()
    picker = chat.composer.findChild(EmojiPicker)
    if picker is not None:
        studio.shoot("emoji-picker", picker)
        picker.search.setText("hand")
        await studio.settle()
        studio.shoot("emoji-search", picker)
        picker.search.setText("nothing like it")
        await studio.settle()
        studio.shoot("emoji-nothing", picker)
        picker.hide()
    edit.insertPlainText("fine :thu")
    await studio.settle()
    studio.shoot("emoji-completion", chat.composer.completion.list)
    chat.composer.completion.list.hide()
    bar = ReactionBar(view.writing.emoji)
    bar.show_chosen("\U0001f44d")
    bar.show()
    await studio.settle()
    studio.shoot("reaction-bar", bar)
    bar.hide()
    bar.deleteLater()
    view.writing.spelling.add_word("Xarelto")
    view.dialogs.settings("writing")
    await studio.settle()
    if view.dialogs.current is not None:
        studio.shoot("settings-writing-words", view.dialogs.current)
    view.dialogs.close_all()


async def links(studio: Studio) -> None:
    """What is asked before a link is opened."""
    client = SampleClient([data.AMIRA])
    view = await _main(studio, client)
    long = ".".join(["4-8-15-16-23-42-" * 3 + "x"] * 4)
    for name, text in (
        ("link", "https://intranet.clinic.example/wards/3/plan?day=monday"),
        ("link-umlaut", "https://www.krankenhaus-köln.example/"),
        ("link-look-alike", "http://\u0430pple.example@192.168.0.1/x https://\u0430pple.example/"),
        ("link-hidden-name", "http://www.bank.example@192.168.0.1:8080/login"),
        ("link-mail", "ward.three@clinic.example"),
        ("link-long", f"https://{long}.example/{'x' * 1500}"),
    ):
        client.policy = Policy()
        view.dialogs.open_links(find_links(text))
        await studio.settle()
        dialog = view.dialogs.current
        if isinstance(dialog, OpenLinkDialog):
            if len(dialog.links) > 1:
                dialog.choice.setCurrentIndex(1)
                await studio.settle()
            studio.shoot(name, dialog)
        view.dialogs.close_all()
    client.policy = Policy(open_links=False)
    view.dialogs.open_links(find_links("https://intranet.clinic.example/plan"))
    await studio.settle()
    if view.dialogs.current is not None:
        studio.shoot("link-not-allowed", view.dialogs.current)
    view.dialogs.close_all()
