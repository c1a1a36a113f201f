"""A colleague who writes by themselves: news, answers, reactions, edits, texts taken back."""

from __future__ import annotations

import asyncio
import random

from app.core.errors import CurbsideError
from app.core.records import MessageKind, MessageRecord
from tests.bench.client_process import TEXT
from tests.support.client_process import Commands, person_from_arguments, serve
from tests.support.clinic import Person

_EMOJI = ("\U0001f44d", "\u2764\ufe0f", "\u2705", "")


class Chatting(Commands):
    """`Commands` of somebody who goes on writing until the process ends."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self._chance = random.Random(str(person.folder))
        self._chatting: asyncio.Task[None] | None = None
        self._done = 0

    async def chat(self, name: str, pause: float) -> None:
        """Begin: something about every `pause` seconds."""
        self._chatting = asyncio.ensure_future(self._chat(name, pause))

    async def done(self) -> int:
        """How much was done. Raises what ended it."""
        if self._chatting is not None and self._chatting.done():
            self._chatting.result()
        return self._done

    async def lock(self) -> None:
        if self._chatting is not None:
            self._chatting.cancel()
        await super().lock()

    async def _chat(self, name: str, pause: float) -> None:
        conversation_id = await self.person.conversation_with(name)
        while True:
            await asyncio.sleep(pause * self._chance.uniform(0.5, 1.5))
            rows = await self.person.open.messages.page(conversation_id, limit=30)
            texts = [r for r in rows if r.kind is MessageKind.TEXT and r.recalled_at_ms is None]
            try:
                await self._one(conversation_id, texts)
            except CurbsideError:
                continue  # too late to edit, or offline for too long: people meet that, too
            self._done += 1

    async def _one(self, conversation_id: object, texts: list[MessageRecord]) -> None:
        messages, dice = self.person.open.messages, self._chance.random()
        own = [row for row in texts if row.outgoing]
        theirs = [row for row in texts if not row.outgoing]
        if dice < 0.15 and theirs:
            await messages.react(self._chance.choice(theirs).row_id, self._chance.choice(_EMOJI))
        elif dice < 0.25 and own:
            await messages.edit(own[-1].row_id, f"{TEXT}{self._done} again")
        elif dice < 0.30 and own:
            await messages.recall(own[-1].row_id)
        else:
            answered = theirs[-1].row_id if theirs and dice < 0.5 else None
            text = f"{TEXT}{self._done}" * self._chance.choice((1, 1, 1, 4))
            await messages.send_text(conversation_id, text, reply_to=answered)  # type: ignore[arg-type]


if __name__ == "__main__":
    asyncio.run(serve(Chatting(person_from_arguments())))
