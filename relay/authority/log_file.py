"""The relay's log as a file, from `curbside-relay export-log` to the authority (PROTOCOL.md 4).

The authority believes nothing of it: every signature and rule is checked again from GENESIS on,
and the note must be the log's own checkpoint over exactly these entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from relay.authority.errors import BadFileError
from relay.transparency import note as notes
from relay.transparency.entries import Entry
from relay.transparency.errors import EntryRefused, NoteError
from relay.transparency.merkle import Tree
from relay.transparency.note import Checkpoint
from relay.transparency.rules import LogState
from relay.wire import (
    MAX_ENTRY,
    MAX_NOTE,
    WireError,
    b64u,
    split,
    split_list,
    tlv,
    tlv_list,
    unb64u,
)

PREFIX: Final = "curbside:log:"
FILE_SUFFIX: Final = ".curbside-log"


@dataclass(frozen=True, slots=True, repr=False)
class VerifiedLog:
    """A log that follows its own rules, and what it amounts to."""

    entries: tuple[Entry, ...]
    state: LogState

    @property
    def authority_chain(self) -> tuple[Entry, ...]:
        """The authority's entries, in order."""
        return tuple([entry for entry in self.entries if entry.in_authority_chain])

    def live_devices(self, account_id: bytes) -> tuple[tuple[bytes, int], ...]:
        """A person's devices as (id, when it was added in ms), in that order."""
        account = self.state.accounts.get(account_id)
        devices = account.devices if account else ()
        return tuple([(d.device_id, self.entries[d.index].time_ms) for d in devices])


def encode(note: bytes, entries: Iterable[bytes]) -> str:
    """Return the `curbside:log:` text of a log and the checkpoint that covers it."""
    return PREFIX + b64u(tlv(note, tlv_list(entries))) + "\n"


def verify(text: str, log_id: bytes) -> VerifiedLog:
    """Read a log file and verify all of it. Raises BadFileError."""
    try:
        note, raw_entries = _decode(text)
        state, tree = LogState(), Tree()
        entries: list[Entry] = []
        for raw in raw_entries:
            entries.append(state.check_and_apply(raw))
            tree.append(raw)
        if state.clinic.log_id != log_id:
            raise BadFileError("This is the log of another clinic.", "Export it from your relay.")
        checkpoint = notes.verify(note, log_id, state.clinic.log_key)
    except (WireError, EntryRefused, NoteError) as error:
        raise BadFileError(
            "This is not a log as a relay exports it, or it was altered.",
            "Export it again: curbside-relay export-log.",
        ) from error
    if checkpoint != Checkpoint(len(entries), tree.root()):
        raise BadFileError(
            "The log does not match its own signed checkpoint.",
            "Export it again: curbside-relay export-log.",
        )
    return VerifiedLog(tuple(entries), state)


def _decode(text: str) -> tuple[bytes, list[bytes]]:
    joined = "".join(text.split())
    if not joined.startswith(PREFIX):
        raise WireError("not a log file")
    note, listed = split(unb64u(joined.removeprefix(PREFIX)), 2)
    entries = split_list(listed)
    if len(note) > MAX_NOTE or any(not 0 < len(entry) <= MAX_ENTRY for entry in entries):
        raise WireError("field size")
    return note, entries
