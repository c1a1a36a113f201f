"""The log, enrolment and profiles, as they travel (PROTOCOL.md 5.3)."""

from __future__ import annotations

from relay.wire.encoding import (
    Value,
    WireError,
    fixed,
    number,
    split,
    split_list,
    tlv,
    tlv_list,
    u64,
)
from relay.wire.names import (
    HASH_SIZE,
    ID_SIZE,
    MAX_ENTRY,
    MAX_LOG_ENTRIES,
    MAX_NOTE,
    MAX_OPENING,
    MAX_PROFILES,
    MAX_RETURNED,
)


class LogEntries(Value, frozen=True, gc=False):
    """Entries from the asked index on, and a note that may cover more of them."""

    note: bytes
    entries: tuple[bytes, ...]

    def encode(self) -> bytes:
        """TLV(note, LIST(entry...))."""
        return tlv(self.note, tlv_list(self.entries))

    @classmethod
    def decode(cls, data: bytes) -> LogEntries:
        """Raises WireError."""
        note, listed = split(data, 2)
        if len(note) > MAX_NOTE:
            raise WireError("note size")
        return cls(note, decode_entries(listed, MAX_LOG_ENTRIES))


class EnrolRequest(Value, frozen=True, gc=False):
    """What redeems an invite: ENROL or REKEY, the first device, the profile's opening."""

    entry: bytes
    device_add: bytes
    opening: bytes

    def encode(self) -> bytes:
        """TLV(ENROL or REKEY entry, DEVICE_ADD entry, opening)."""
        return tlv(self.entry, self.device_add, self.opening)

    @classmethod
    def decode(cls, data: bytes) -> EnrolRequest:
        """Raises WireError."""
        entry, device_add, opening = split(data, 3)
        if len(entry) > MAX_ENTRY or len(device_add) > MAX_ENTRY or len(opening) > MAX_OPENING:
            raise WireError("field size")
        return cls(entry, device_add, opening)


class Appended(Value, frozen=True, gc=False):
    """Where the entries are in the log, and a note that covers them."""

    first_index: int
    note: bytes

    def encode(self) -> bytes:
        """TLV(first index u64, note)."""
        return tlv(u64(self.first_index), self.note)

    @classmethod
    def decode(cls, data: bytes) -> Appended:
        """Raises WireError."""
        first_index, note = split(data, 2)
        if len(note) > MAX_NOTE:
            raise WireError("note size")
        return cls(number(first_index, 8), note)


class ProfileOpening(Value, frozen=True, gc=False):
    """An encrypted profile and the commitment that the log holds for it."""

    account_id: bytes
    commitment: bytes
    opening: bytes

    def encode(self) -> bytes:
        """TLV(account_id, commitment, opening)."""
        return tlv(self.account_id, self.commitment, self.opening)

    @classmethod
    def decode(cls, data: bytes) -> ProfileOpening:
        """Raises WireError."""
        account_id, commitment, opening = split(data, 3)
        if len(opening) > MAX_OPENING:
            raise WireError("opening size")
        return cls(fixed(account_id, ID_SIZE), fixed(commitment, HASH_SIZE), opening)


class LogReturn(Value, frozen=True, gc=False):
    """What a relay restored from a backup has lost (PROTOCOL.md 5.6).

    `note` covers the relay's entries followed by exactly these, and no more.
    """

    note: bytes
    entries: tuple[bytes, ...]
    profiles: tuple[ProfileOpening, ...]

    def encode(self) -> bytes:
        """TLV(note, LIST(entry...), LIST(TLV(account_id, commitment, opening)...))."""
        openings = tlv_list([item.encode() for item in self.profiles])
        return tlv(self.note, tlv_list(self.entries), openings)

    @classmethod
    def decode(cls, data: bytes) -> LogReturn:
        """Raises WireError."""
        note, listed, openings = split(data, 3)
        if len(note) > MAX_NOTE:
            raise WireError("note size")
        profiles = [ProfileOpening.decode(item) for item in split_list(openings, MAX_RETURNED)]
        return cls(note, decode_entries(listed, MAX_RETURNED), tuple(profiles))


class ProfilesAnswer(Value, frozen=True, gc=False):
    """Openings stored after the asked revision; `revision` is where to ask from next."""

    revision: int
    profiles: tuple[ProfileOpening, ...]

    def encode(self) -> bytes:
        """TLV(revision u64, LIST(TLV(account_id, commitment, opening)...))."""
        return tlv(u64(self.revision), tlv_list([item.encode() for item in self.profiles]))

    @classmethod
    def decode(cls, data: bytes) -> ProfilesAnswer:
        """Raises WireError."""
        revision, listed = split(data, 2)
        items = split_list(listed, MAX_PROFILES)
        return cls(number(revision, 8), tuple([ProfileOpening.decode(item) for item in items]))


def decode_entries(data: bytes, limit: int) -> tuple[bytes, ...]:
    """LIST(entry...) of 1 to MAX_ENTRY bytes each. Raises WireError."""
    entries = tuple(split_list(data, limit))
    if any(not 0 < len(entry) <= MAX_ENTRY for entry in entries):
        raise WireError("entry size")
    return entries


def decode_hashes(data: bytes) -> tuple[bytes, ...]:
    """LIST(hash...), a proof of at most 64 hashes. Raises WireError."""
    return tuple([fixed(item, HASH_SIZE) for item in split_list(data, 64)])
