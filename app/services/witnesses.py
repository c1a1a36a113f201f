"""Witnesses: whether enough other machines have seen the log that the relay shows us.

relay/PROTOCOL.md section 13, DESIGN section 4. Witnesses are named by the log (RELAY entries) and
by policy; policy says how many must have cosigned before anything is sent. A size of the log that
lacks them for ten minutes of asking raises the alarm. Those older than a day do not count: a relay
that shows everybody alike an old log stands still together with its witnesses' timestamps. What is
known is kept in the database, so that a restart begins no waiting anew.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.core.errors import CurbsideError
from app.core.policy import Policy
from app.core.store_ports import Transaction
from app.core.views import WitnessView
from app.crypto.transparency import cosignature, note
from app.crypto.transparency.replica import GossipVerdict, Replica
from app.services.context import Context

PATIENCE_MS = 10 * 60 * 1000
"""Of asking, for a size of the log to be cosigned."""
FRESH_MS = 24 * 60 * 60 * 1000
"""A cosignature older than that, or that much ahead, by relay time counts as none."""

_STATE = "witnesses"
_MOST_UNSEEN = 64


class WitnessMissing(CurbsideError):  # noqa: N818 - named for what happened
    """Fewer witnesses than policy requires have cosigned the log as we have it."""

    code = "witness-missing"
    message = (
        "The machines that watch over the clinic's directory have not confirmed its present state. "
        "Your clinic requires that before anything is sent."
    )
    action = (
        "Sending has stopped and goes on by itself once they have; what you wrote is kept. Tell "
        "your clinic's IT: check that each witness runs and that the relay reaches it "
        "(curbside-relay status). If they run, the relay may be showing this computer another "
        "directory than it shows them."
    )


class _Seen(msgspec.Struct, frozen=True):
    """The newest good cosignature of one witness."""

    key: bytes
    name: str
    size: int
    time_ms: int


class _State(msgspec.Struct, frozen=True):
    seen: tuple[_Seen, ...] = ()
    asked_ms: int = 0
    """How long the relay has been asked for cosignatures, all in all."""
    unseen: tuple[tuple[int, int], ...] = ()
    """Sizes that lack cosignatures, oldest first, each with `asked_ms` of when it began to."""


def trusted_keys(policy: Policy, replica: Replica) -> tuple[bytes, ...]:
    """The witnesses that the log names now, and those that policy adds."""
    named = replica.directory.authority.witnesses if replica.size else ()
    added = (bytes.fromhex(key) for key in policy.witness_keys)
    return tuple(dict.fromkeys((*named, *added)))


def take_in(context: Context, tx: Transaction, served_note: bytes) -> None:
    """Note the cosignatures of a note that the relay served, if it is of our log.

    Goes into the transaction that extends the replica, after it.
    """
    policy, replica = context.policy, context.replica
    checkpoint = note.parse(served_note)
    if replica.check_gossip(served_note).verdict is not GossipVerdict.CONSISTENT:
        return
    before = _read(tx)
    trusted, now = trusted_keys(policy, replica), context.now_ms()
    newest = {each.key: each for each in before.seen if each.key in trusted}
    for good in cosignature.verified(checkpoint, trusted):
        found = _Seen(good.key, good.name, checkpoint.size, good.time_ms)
        known = newest.get(good.key)
        if known is None or _rank(known, now) < _rank(found, now):
            newest[good.key] = found
    unseen: tuple[tuple[int, int], ...] = ()
    if policy.witnesses_required:
        covered = _covered_size(newest.values(), policy.witnesses_required, now)
        unseen = tuple(each for each in before.unseen if each[0] > covered)
        newly = replica.size > covered and replica.size not in {size for size, _ in unseen}
        if newly and len(unseen) < _MOST_UNSEEN:
            unseen = (*unseen, (replica.size, before.asked_ms))
    after = _State(tuple(newest.values()), before.asked_ms, unseen)
    if after != before:
        tx.settings.put(_STATE, msgspec.msgpack.encode(after))


def lacking(policy: Policy, tx: Transaction) -> bool:
    """Whether the relay still owes us cosignatures, as of the last note that it served."""
    return policy.witnesses_required > 0 and bool(_read(tx).unseen)


def count_asked(tx: Transaction, asked_ms: int) -> None:
    """The relay was asked for so much longer, in vain."""
    state = _read(tx)
    longer = msgspec.structs.replace(state, asked_ms=state.asked_ms + asked_ms)
    tx.settings.put(_STATE, msgspec.msgpack.encode(longer))


def alarm(policy: Policy, tx: Transaction) -> WitnessMissing | None:
    """WitnessMissing when patience has run out."""
    if not lacking(policy, tx):
        return None
    state = _read(tx)
    return WitnessMissing() if state.asked_ms - state.unseen[0][1] >= PATIENCE_MS else None


def views(policy: Policy, replica: Replica, tx: Transaction) -> tuple[WitnessView, ...]:
    """Each trusted witness, and what it cosigned last."""
    seen = {each.key: each for each in _read(tx).seen}
    return tuple(
        WitnessView(key, known.name, known.size, known.time_ms)
        if (known := seen.get(key)) is not None
        else WitnessView(key, "", 0, None)
        for key in trusted_keys(policy, replica)
    )


def _is_fresh(seen: _Seen, now_ms: int) -> bool:
    return abs(now_ms - seen.time_ms) <= FRESH_MS


def _rank(seen: _Seen, now_ms: int) -> tuple[int, bool, int]:
    """Which of two counts. A witness whose clock was years ahead once is not stuck with that."""
    return seen.size, _is_fresh(seen, now_ms), seen.time_ms


def _covered_size(seen: Iterable[_Seen], required: int, now_ms: int) -> int:
    """The largest size that `required` witnesses have freshly cosigned, 0 for none.

    A witness that cosigned a size vouches for all smaller ones: it had a proof.
    """
    fresh = sorted((each.size for each in seen if _is_fresh(each, now_ms)), reverse=True)
    return fresh[required - 1] if len(fresh) >= required else 0


def _read(tx: Transaction) -> _State:
    stored = tx.settings.get(_STATE)
    return _State() if stored is None else msgspec.msgpack.decode(stored, type=_State)
