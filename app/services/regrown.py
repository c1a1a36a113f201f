"""When the relay's log goes on differently from ours: is that a proof, or only nonsense?

A relay whose log was rolled back and has grown past ours again serves entries that do not follow
ours, under a note that is validly signed. The entries alone convict nobody. But the note is over a
whole log: fetched from its beginning, that either gives the signed root, and then had another root
than ours at our size, which is a fork with its proof; or it does not, and was nonsense.
"""

from __future__ import annotations

from functools import partial

from app.core.relay_errors import ProtocolViolation
from app.crypto.transparency import merkle
from app.crypto.transparency.errors import ForkDetected
from app.crypto.transparency.replica import GossipVerdict
from app.services.context import Context, log

_PAGE = 2000
MOST_BYTES = 512 * 1024 * 1024


async def find_fork(context: Context, note: bytes) -> ForkDetected | None:
    """The fork that `note` (larger than ours, whose entries were refused) proves, or None.

    Raises RelayError.
    """
    replica = context.replica
    gossip = replica.check_gossip(note)
    claimed = gossip.checkpoint
    if claimed is None or gossip.verdict is not GossipVerdict.AHEAD or replica.size == 0:
        return None
    log.info("the relay's log does not follow ours; fetching all of it")
    tree = merkle.Tree()
    total = 0
    while tree.size < claimed.size:
        page = await context.call(partial(context.relay.log_entries, tree.size, _PAGE))
        total += sum(map(len, page.entries))
        if total > MOST_BYTES:
            raise ProtocolViolation("log without end")
        if not page.entries:
            return None
        for entry in page.entries[: claimed.size - tree.size]:
            tree.append(merkle.leaf_hash(entry))
    prefix_root = tree.root(replica.size)
    if tree.root() != claimed.root or prefix_root == replica.root:
        return None
    return ForkDetected(
        replica.note,
        note,
        claimed.size,
        prefix_root=prefix_root,
        proof=tree.consistency_proof(replica.size),
    )
