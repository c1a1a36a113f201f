"""Handing submissions in, so that one that the relay cannot take stops none of the others.

The relay judges each submission by itself, but a request that it cannot even read it refuses as a
whole, and would refuse for ever (relay/PROTOCOL.md section 5).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from app.core.records import OutboxRecord
from app.core.relay_errors import FileTooLarge, RelayError, RelayRefused
from app.core.transport_types import SubmissionOutcome
from app.services import sending_order
from app.services.context import Context, log
from app.services.handover import Outcomes

_MALFORMED = "malformed"


async def hand_in(
    context: Context, batch: Sequence[OutboxRecord], begun: Outcomes | None = None
) -> Sequence[SubmissionOutcome]:
    """What became of each; `begun`: the request that is on its way already. Raises RelayError."""
    if begun is None:
        outgoing = [sending_order.submission(record) for record in batch]
        begun = context.begin(partial(context.relay.submit, outgoing))
    try:
        return await asyncio.wrap_future(begun)
    except (RelayRefused, FileTooLarge) as error:
        if not _is_unreadable(error):
            raise
        if len(batch) == 1:
            return [SubmissionOutcome(400, 0, _MALFORMED)]
    log.warning("a request was refused as a whole; each of its submissions goes by itself")
    return [outcome for record in batch for outcome in await hand_in(context, [record])]


def _is_unreadable(error: RelayError) -> bool:
    return isinstance(error, FileTooLarge) or (
        isinstance(error, RelayRefused) and error.problem == _MALFORMED
    )
