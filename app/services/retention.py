"""Deleting messages that are older than the clinic keeps them (policy `retention_days`).

What nobody has read yet stays, and so does what still waits to be sent: nothing is lost that a
person does not know of. Ages count in relay time as far as it can be believed (`key_age`), and
never beyond this computer's own, so that neither a wrong clock nor a lying relay empties a
conversation.
"""

from __future__ import annotations

from app.core.bus import ConversationsChanged, MessagesChanged
from app.core.ids import ConversationId
from app.core.store_ports import Transaction
from app.services.context import Context
from app.services.key_age import time_for_deleting

DAY_MS = 24 * 60 * 60 * 1000
BATCH = 500
"""Rows looked at in one transaction, so that a person's message never waits long."""


async def sweep(context: Context) -> int:
    """Delete what has outlived the policy; how many messages."""
    days = context.policy.retention_days
    if not days:
        return 0
    deleted = 0
    changed: set[ConversationId] = set()
    after: int | None = None
    while True:

        def work(tx: Transaction, after: int | None = after) -> tuple[int | None, int]:
            now_ms = min(time_for_deleting(context, tx), context.local_ms())
            before_ms = now_ms - days * DAY_MS
            last, gone = tx.messages.delete_older(before_ms, after_row_id=after, limit=BATCH)
            changed.update(gone)
            return last, sum(gone.values())

        after, count = await context.store.write(work)
        deleted += count
        if after is None:
            break
    for conversation_id in changed:
        context.bus.publish(MessagesChanged(conversation_id))
    if changed:
        context.wake_files()
        context.bus.publish(ConversationsChanged(tuple(changed)))
    return deleted
