"""The relay's requests as typed, blocking calls (relay/PROTOCOL.md section 5.3).

`RelayClient` implements `app.core.relay_port.RelayPort`: plain values in and out, every failure an
error of `app.core.relay_errors`.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.ids import BlobId, DeviceId
from app.core.policy import RelayTrust
from app.core.relay_errors import ProtocolViolation, RelayRefused
from app.core.transport_types import (
    AppendedEntries,
    DeviceSeen,
    InboxBatch,
    LogPage,
    OutgoingSubmission,
    PrekeyBundle,
    PrekeyCounts,
    ProfileOpening,
    ProfilePage,
    PublicPrekey,
    RelayStatus,
    SealedRecovery,
    SubmissionOutcome,
    UploadPlace,
)
from app.net import convert
from app.net.blobs import BlobCalls
from app.net.log_reader import read_log
from app.net.pinning import ServerTrust
from app.net.relay_session import Clock, Credential
from app.net.signed_calls import SignedCalls, decoded, post, system_clock_ms
from app.net.signing import Request
from app.net.transport import READ_TIMEOUT_S, Bounds, Transport
from relay import wire

_INBOX_ANSWER_LIMIT = 64 * 1024 * 1024
_ITEM_LIMIT = wire.MAX_ENVELOPE + wire.MAX_SHARED_BODY + 256
_BUNDLE_LIMIT = 4096
_LONG_POLL_GRACE_S = 10.0
_LONG_POLL_TRANSFER_S = 60.0
_RETURN_BOUNDS = Bounds(read_s=60.0, total_s=180.0)
"""The relay verifies every entry before it answers."""

ANY_LOG_SIZE = 2**53
"""In `inbox`: let no log, however long, end the waiting."""


class RelayClient:
    """A connection to the clinic's relay under one identity. Safe from any number of threads."""

    def __init__(
        self,
        url: str,
        pins: Sequence[bytes],
        credential: Credential,
        *,
        trust: RelayTrust = RelayTrust.PIN,
        clock: Clock = system_clock_ms,
    ) -> None:
        """Connects to nothing yet.

        `url` is `https://host[:port]`, `pins` are SHA-256 of acceptable SubjectPublicKeyInfos.
        Raises RelayAddressInvalid, and ValueError for pins of another size or none at all.
        """
        self._transport = Transport(url, ServerTrust.of(trust, pins))
        self._trust = trust
        self._calls = SignedCalls(self._transport, credential, clock)
        self._clock = self._calls.clock
        self._blobs = BlobCalls(self._calls, Transport(url, ServerTrust.of(trust, pins)))

    @property
    def relay_time_offset_ms(self) -> int:
        """Relay time minus this computer's, as last learned; 0 before."""
        return self._clock.offset_ms

    def now_ms(self) -> int:
        """The time, corrected by the offset."""
        return self._clock.now_ms()

    def status(self) -> RelayStatus:
        """Ask who is there; needs no session. Learns the relay's time."""
        body = self._calls.unsigned(Request("GET", wire.PATH_STATUS))
        status = decoded(lambda: wire.decode_json(body, wire.Status))
        if status.service != wire.SERVICE_NAME:
            raise ProtocolViolation("not a relay")
        if status.protocol != wire.PROTOCOL_VERSION:
            raise ProtocolViolation("protocol version")
        self._clock.learn(status.time)
        return RelayStatus(status.version, status.protocol, status.time)

    def checkpoint(self) -> bytes:
        """The relay's newest signed note, unchecked."""
        note = self._calls.signed(Request("GET", wire.PATH_LOG_CHECKPOINT))
        if len(note) > wire.MAX_NOTE:
            raise ProtocolViolation("note size")
        return note

    def show_checkpoint(self, note: bytes) -> None:
        """Show the relay a note of its own: over more than it has, it proves a loss to it."""
        self._calls.signed(post(wire.PATH_LOG_CHECKPOINT, note))

    def log_entries(self, first_index: int, limit: int) -> LogPage:
        """At most `limit` (up to 2,000) entries from `first_index` on, unchecked."""
        return read_log(self._calls, first_index, limit)

    def consistency(self, first_size: int, second_size: int) -> tuple[bytes, ...]:
        """The consistency proof between two sizes of the log, unchecked."""
        query = f"first={first_size}&second={second_size}"
        body = self._calls.signed(Request("GET", wire.PATH_LOG_CONSISTENCY, query))
        return decoded(lambda: wire.decode_hashes(body))

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """The inclusion proof of entry `index` in the log of `size`, unchecked."""
        query = f"index={index}&size={size}"
        body = self._calls.signed(Request("GET", wire.PATH_LOG_INCLUSION, query))
        return decoded(lambda: wire.decode_hashes(body))

    def append_entries(self, entries: Sequence[bytes]) -> AppendedEntries:
        """Add entries of the own account's chain, all or none. Raises EntryRefused."""
        body = self._calls.signed(post(wire.PATH_LOG_ENTRIES, wire.tlv_list(entries)))
        appended = decoded(lambda: wire.Appended.decode(body))
        return AppendedEntries(appended.first_index, appended.note)

    def enrol(self, key_entry: bytes, device_entry: bytes, opening: bytes) -> AppendedEntries:
        """Redeem the invite. Raises InviteUsed, InviteExpired, EntryRefused."""
        request = wire.EnrolRequest(key_entry, device_entry, opening)
        body = self._calls.signed(post(wire.PATH_ENROL, request.encode()))
        appended = decoded(lambda: wire.Appended.decode(body))
        return AppendedEntries(appended.first_index, appended.note)

    def return_log(
        self, note: bytes, entries: Sequence[bytes], openings: Sequence[ProfileOpening]
    ) -> AppendedEntries:
        """Hand back what a relay restored from a backup has lost. Raises EntryRefused.

        `note` covers the relay's log followed by exactly `entries`. Signed by the device key
        itself, because a device that only these entries name cannot open a session.
        """
        returned = tuple([convert.to_wire_opening(opening) for opening in openings])
        body = wire.LogReturn(note, tuple(entries), returned).encode()
        answer = self._calls.signed_directly(post(wire.PATH_LOG_RETURN, body), _RETURN_BOUNDS)
        appended = decoded(lambda: wire.Appended.decode(answer))
        return AppendedEntries(appended.first_index, appended.note)

    def own_devices(self) -> tuple[DeviceSeen, ...]:
        """The own account's live devices, and when the relay last saw each, by its own word."""
        body = self._calls.signed(Request("GET", wire.PATH_DEVICES))
        answer = decoded(lambda: wire.decode_json(body, wire.Devices))
        return decoded(lambda: convert.devices_seen(answer))

    def put_recovery(self, recovery: SealedRecovery) -> None:
        """Store the sealed blob; empty `sealed` deletes it.

        Raises RecoveryStale unless the version is higher than the stored one's, or the very same
        is stored.
        """
        body = wire.Recovery(recovery.version, recovery.sealed).encode()
        self._calls.signed(Request("PUT", wire.PATH_RECOVERY, "", body, wire.CONTENT_BINARY))

    def recovery(self) -> SealedRecovery | None:
        """The sealed blob, under a recovery invite's session; None when there is none.

        Raises InviteUsed, InviteExpired.
        """
        bounds = Bounds(answer_bytes=wire.MAX_RECOVERY + 4096)
        try:
            body = self._calls.signed(Request("GET", wire.PATH_RECOVERY), bounds)
        except RelayRefused as error:
            if error.problem == wire.Code.NOT_FOUND:
                return None
            raise
        found = decoded(lambda: wire.Recovery.decode(body))
        return SealedRecovery(found.version, found.sealed)

    def profiles(self, after_revision: int) -> ProfilePage:
        """Openings stored after a revision; call again until none come."""
        body = self._calls.signed(
            Request("GET", wire.PATH_PROFILES, f"after={after_revision}"),
            Bounds(answer_bytes=wire.MAX_PROFILES * (wire.MAX_OPENING + 256)),
        )
        page = decoded(lambda: wire.ProfilesAnswer.decode(body))
        if page.profiles and page.revision <= after_revision:
            raise ProtocolViolation("profile revision")
        return convert.profile_page(page)

    def put_prekeys(self, prekeys: Sequence[PublicPrekey]) -> None:
        """Add one-time prekeys; replace the signed and the last-resort one."""
        wire_prekeys = [convert.to_wire_prekey(prekey) for prekey in prekeys]
        body = wire.encode_prekeys(wire_prekeys)
        self._calls.signed(Request("PUT", wire.PATH_PREKEYS, "", body, wire.CONTENT_BINARY))

    def prekey_counts(self) -> PrekeyCounts:
        """How many one-time prekeys of this device are left at the relay."""
        body = self._calls.signed(Request("GET", wire.PATH_PREKEYS_COUNT))
        counts = decoded(lambda: wire.decode_json(body, wire.PrekeyCount))
        return PrekeyCounts(counts.x25519, counts.mlkem768)

    def claim_prekeys(
        self, claim_id: bytes, device_ids: Sequence[DeviceId]
    ) -> tuple[PrekeyBundle, ...]:
        """One bundle for each device (at most 500), in the order asked, signatures unchecked.

        The same `claim_id` gets the same bundles.
        """
        request = wire.ClaimRequest(claim_id, tuple(device_ids))
        body = self._calls.signed(
            post(wire.PATH_PREKEYS_CLAIM, request.encode()),
            Bounds(answer_bytes=_BUNDLE_LIMIT * (len(device_ids) + 1)),
        )
        bundles = decoded(lambda: wire.decode_bundles(body))
        if [bundle.device_id for bundle in bundles] != list(device_ids):
            raise ProtocolViolation("bundles of other devices")
        return tuple([convert.prekey_bundle(bundle) for bundle in bundles])

    def submit(self, submissions: Sequence[OutgoingSubmission]) -> tuple[SubmissionOutcome, ...]:
        """Hand over at most 64 submissions; the outcomes are in the same order.

        A stored one is on the relay's disk. Repeating identical submissions changes nothing.
        """
        if not submissions:
            return ()
        wire_submissions = [convert.to_wire_submission(submission) for submission in submissions]
        body = self._calls.signed(
            post(wire.PATH_MESSAGES, wire.encode_submissions(wire_submissions))
        )
        results = decoded(lambda: wire.decode_results(body))
        if len(results) != len(submissions):
            raise ProtocolViolation("results of other submissions")
        return tuple([convert.submission_outcome(result) for result in results])

    def inbox(self, ack: int, wait_ms: int, limit: int, log_size: int = ANY_LOG_SIZE) -> InboxBatch:
        """Acknowledge up to `ack`, then wait up to `wait_ms` (at most a minute) for mail.

        `log_size` is our replica's: a longer log at the relay ends the waiting too.
        With a notify-only credential: `ack` 0, `limit` the count already known; no items come.
        A newer call ends an older one with an empty batch.
        """
        wait_ms = max(0, min(wait_ms, wire.MAX_WAIT_MS))
        read_s = wait_ms / 1000 + (_LONG_POLL_GRACE_S if wait_ms else READ_TIMEOUT_S)
        most = max(1, min(limit, wire.MAX_INBOX_ITEMS))
        bounds = Bounds(
            answer_bytes=min(4096 + most * _ITEM_LIMIT, _INBOX_ANSWER_LIMIT),
            read_s=read_s,
            total_s=read_s + _LONG_POLL_TRANSFER_S,
            waiting=wait_ms > 0,
        )
        request = wire.InboxRequest(ack, wait_ms, limit, log_size)
        body = self._calls.signed(post(wire.PATH_INBOX, request.encode()), bounds)
        answer = decoded(lambda: wire.InboxAnswer.decode(body))
        if len(answer.items) > most:
            raise ProtocolViolation("more mail than asked for")
        batch = convert.inbox_batch(answer, ack)
        self._clock.follow(batch.time_ms)
        return batch

    def set_pins(self, pins: Sequence[bytes]) -> None:
        """Judge new connections by these pins, which the log named. Raises ValueError as above."""
        trust = ServerTrust.of(self._trust, pins)
        self._transport.trust(trust)
        self._blobs.trust(trust)

    def begin_upload(self, blob_id: BlobId, size: int, digest: bytes) -> UploadPlace:
        """Where to put `size` encrypted bytes, and how many are there already.

        `digest` is their SHA-256. Repeatable. Raises TransferQuota, TransferStorageFull,
        FileTooLarge, EntryRefused (another blob has the id).
        """
        return self._blobs.begin(blob_id, size, digest)

    def upload_offset(self, place: str) -> int:
        """How many bytes the relay has on disk. Raises NotFound when the place has expired."""
        return self._blobs.offset(place)

    def upload(self, place: str, offset: int, data: bytes) -> int:
        """Append `data` at `offset`; how many bytes the relay has on disk then.

        Raises UploadOffset (ask `upload_offset`), NotFound and DigestMismatch (begin again),
        TransferStorageFull.
        """
        return self._blobs.append(place, offset, data)

    def cancel_upload(self, place: str) -> None:
        """Let the relay delete what it has of it. Repeatable."""
        self._blobs.cancel(place)

    def download(self, blob_id: BlobId, offset: int, length: int) -> bytes:
        """Up to `length` bytes (at most 4 MiB at a time) from `offset` on; empty at the end.

        Raises NotFound.
        """
        return self._blobs.fetch(blob_id, offset, length)

    def delete_blob(self, blob_id: BlobId) -> None:
        """Delete what the own account uploaded. Repeatable."""
        self._blobs.delete(blob_id)

    def interrupt_waiting(self) -> None:
        """End a waiting `inbox` with RelayUnreachable, for instance after the computer slept."""
        self._transport.interrupt_waiting()

    def close(self) -> None:
        """End every call at once with RelayConnectionClosed, and drop the keys."""
        self._blobs.close()
        self._calls.close()
