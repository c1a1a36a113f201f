"""One real client without Qt in a process of its own, driven by JSON lines on stdin.

Each command `{"do": …}` is answered by one line `{"ok": …}` or `{"error": code}`; with `watch`, a
line `{"event": "incoming", "conversation": …, "at": …}` follows for every arriving message. It can
be killed at any moment: everything it said is durable, which is what the fault tests count on.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from app.composition import build_access, calm_collector
from app.core.bus import Event, MessagesAdded
from app.core.errors import CurbsideError
from app.core.ids import ConversationId
from app.core.policy import DEFAULT_POLICY
from app.core.records import MessageKind
from app.crypto.vault import QUICK
from tests.support.clinic import NoKeyring, Person


def say(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


class Commands:
    """What a driver may ask for."""

    def __init__(self, person: Person) -> None:
        self.person = person

    async def enrol(self) -> None:
        await self.person.enrol()

    async def unlock(self) -> None:
        await self.person.unlock()

    async def lock(self) -> None:
        await self.person.lock()

    async def watch(self) -> None:
        def tell(event: Event) -> None:
            if isinstance(event, MessagesAdded) and event.incoming_new:
                say(event="incoming", count=event.incoming_new, at=time.monotonic())

        self.person.open.bus.subscribe(tell)

    async def conversation(self, name: str) -> str:
        return (await self.person.conversation_with(name)).hex()

    async def send(self, conversation: str, text: str) -> int:
        conversation_id = bytes.fromhex(conversation)
        return (await self.person.open.messages.send_text(conversation_id, text)).row_id  # type: ignore[arg-type]

    async def send_many(self, conversation: str, texts: list[str]) -> float:
        started = time.monotonic()
        for text in texts:
            await self.send(conversation, text)
        return started

    async def send_to_all(self, text: str) -> float:
        started = time.monotonic()
        for contact in await self.person.open.contacts.contacts():
            await self.person.write(contact.name, text)
        return started

    async def make_group(self, title: str, names: list[str]) -> str:
        people = [await self.person.account_of(name) for name in names]
        return (await self.person.open.groups.create(title, people)).conversation_id.hex()

    async def texts_in(self, conversation: str) -> list[str]:
        """What was said in a conversation, whoever said it, in its order there."""
        conversation_id = ConversationId(bytes.fromhex(conversation))
        rows = await self.person.open.messages.page(conversation_id, limit=100_000)
        return [row.text for row in rows if row.kind is MessageKind.TEXT]

    async def texts(self, name: str) -> list[str]:
        return await self.person.texts(name)

    async def count(self, name: str) -> int:
        return len(await self.person.texts(name))

    async def sent(self, name: str) -> list[tuple[str, str]]:
        rows = await self.person.rows(name)
        return [(r.text, r.state.value) for r in rows if r.outgoing and r.kind is MessageKind.TEXT]

    async def names(self) -> list[str]:
        return [contact.name for contact in await self.person.open.contacts.contacts()]

    async def notices(self, name: str) -> list[str]:
        return [r.text for r in await self.person.rows(name) if r.kind is MessageKind.NOTICE]


async def serve(commands: Any) -> None:
    """Do what the lines on stdin say until they end."""
    loop = asyncio.get_running_loop()
    calm_collector()
    say(event="ready")
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        request = json.loads(line)
        try:
            result = await getattr(commands, request.pop("do"))(**request)
        except CurbsideError as error:
            say(error=error.code)
        else:
            say(ok=result)
    await commands.lock()


def person_from_arguments() -> Person:
    """The person whose folder and invite the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("invite", type=Path)
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    access = build_access(folder, DEFAULT_POLICY, keyring=NoKeyring(), vault_cost=QUICK)
    return Person(folder, access, arguments.invite.read_text())


if __name__ == "__main__":
    asyncio.run(serve(Commands(person_from_arguments())))
