"""The relay's requests as typed, blocking calls (relay/PROTOCOL.md section 5.3).

`RelayClient` implements `app.core.relay_port.RelayPort`: plain values in and out, every failure an
error of `app.core.relay_errors`. It repeats a request by itself in two cases only, once each: when
the relay says that our clock is off (and by how much), and when it no longer knows the session.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.core.ids import DeviceId
from app.core.policy import RelayTrust
from app.core.relay_errors import (
    ProtocolViolation,
    RelayConnectionClosed,
    RelayError,
    RelayNotReady,
    error_for_problem,
)
from app.core.transport_types import (
    AppendedEntries,
    InboxBatch,
    LogPage,
    OutgoingSubmission,
    PrekeyBundle,
    PrekeyCounts,
    ProfilePage,
    PublicPrekey,
    RelayStatus,
    SubmissionOutcome,
)
from app.net import convert
from app.net.pinning import ServerTrust
from app.net.relay_session import (
    Clock,
    Credential,
    RelayClock,
    RelaySession,
    SessionHolder,
    SessionOpening,
)
from app.net.signing import Request
from app.net.transport import DEFAULT_BOUNDS, READ_TIMEOUT_S, Answer, Bounds, Transport
from relay import wire

_INBOX_ANSWER_LIMIT = 64 * 1024 * 1024
_ITEM_LIMIT = wire.MAX_ENVELOPE + wire.MAX_SHARED_BODY + 256
_BUNDLE_LIMIT = 4096
_LONG_POLL_GRACE_S = 10.0
_LONG_POLL_TRANSFER_S = 60.0
_RETRY_AFTER_MAX_S = 3600

ANY_LOG_SIZE = 2**53
"""In `inbox`: let no log, however long, end the waiting."""
_SESSION_LOST = frozenset({wire.Code.SESSION_EXPIRED, wire.Code.BAD_SIGNATURE})
"""A relay that was given a new secret can no longer check our key, and says bad-signature."""

_Value = TypeVar("_Value")


def system_clock_ms() -> int:
    """This computer's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


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
        self._credential: Credential | None = credential
        self._clock = RelayClock(clock)
        self._sessions = SessionHolder(self._clock, self._open_session)

    @property
    def relay_time_offset_ms(self) -> int:
        """Relay time minus this computer's, as last learned; 0 before."""
        return self._clock.offset_ms

    def now_ms(self) -> int:
        """The time, corrected by the offset."""
        return self._clock.now_ms()

    def status(self) -> RelayStatus:
        """Ask who is there; needs no session. Learns the relay's time."""
        answer = self._transport.call(Request("GET", wire.PATH_STATUS), {})
        self._require_ok(answer)
        status = _decoded(lambda: wire.decode_json(answer.body, wire.Status))
        if status.service != wire.SERVICE_NAME:
            raise ProtocolViolation("not a relay")
        if status.protocol != wire.PROTOCOL_VERSION:
            raise ProtocolViolation("protocol version")
        self._clock.learn(status.time)
        return RelayStatus(status.version, status.protocol, status.time)

    def checkpoint(self) -> bytes:
        """The relay's newest signed note, unchecked."""
        note = self._signed(Request("GET", wire.PATH_LOG_CHECKPOINT))
        if len(note) > wire.MAX_NOTE:
            raise ProtocolViolation("note size")
        return note

    def show_checkpoint(self, note: bytes) -> None:
        """Show the relay a note of its own: over more than it has, it proves a loss to it."""
        self._signed(_post(wire.PATH_LOG_CHECKPOINT, note))

    def log_entries(self, first_index: int, limit: int) -> LogPage:
        """At most `limit` (up to 2,000) entries from `first_index` on, unchecked."""
        limit = min(limit, wire.MAX_LOG_ENTRIES)
        body = self._signed(
            Request("GET", wire.PATH_LOG_ENTRIES, f"from={first_index}&limit={limit}"),
            Bounds(answer_bytes=(limit + 1) * (wire.MAX_ENTRY + 4) + wire.MAX_NOTE),
        )
        page = _decoded(lambda: wire.LogEntries.decode(body))
        if len(page.entries) > limit:
            raise ProtocolViolation("more entries than asked for")
        return LogPage(page.note, page.entries)

    def consistency(self, first_size: int, second_size: int) -> tuple[bytes, ...]:
        """The consistency proof between two sizes of the log, unchecked."""
        query = f"first={first_size}&second={second_size}"
        body = self._signed(Request("GET", wire.PATH_LOG_CONSISTENCY, query))
        return _decoded(lambda: wire.decode_hashes(body))

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """The inclusion proof of entry `index` in the log of `size`, unchecked."""
        query = f"index={index}&size={size}"
        body = self._signed(Request("GET", wire.PATH_LOG_INCLUSION, query))
        return _decoded(lambda: wire.decode_hashes(body))

    def append_entries(self, entries: Sequence[bytes]) -> AppendedEntries:
        """Add entries of the own account's chain, all or none. Raises EntryRefused."""
        body = self._signed(_post(wire.PATH_LOG_ENTRIES, wire.tlv_list(entries)))
        appended = _decoded(lambda: wire.Appended.decode(body))
        return AppendedEntries(appended.first_index, appended.note)

    def enrol(self, key_entry: bytes, device_entry: bytes, opening: bytes) -> AppendedEntries:
        """Redeem the invite. Raises InviteUsed, InviteExpired, EntryRefused."""
        request = wire.EnrolRequest(key_entry, device_entry, opening)
        body = self._signed(_post(wire.PATH_ENROL, request.encode()))
        appended = _decoded(lambda: wire.Appended.decode(body))
        return AppendedEntries(appended.first_index, appended.note)

    def profiles(self, after_revision: int) -> ProfilePage:
        """Openings stored after a revision; call again until none come."""
        body = self._signed(
            Request("GET", wire.PATH_PROFILES, f"after={after_revision}"),
            Bounds(answer_bytes=wire.MAX_PROFILES * (wire.MAX_OPENING + 256)),
        )
        page = _decoded(lambda: wire.ProfilesAnswer.decode(body))
        if page.profiles and page.revision <= after_revision:
            raise ProtocolViolation("profile revision")
        return convert.profile_page(page)

    def put_prekeys(self, prekeys: Sequence[PublicPrekey]) -> None:
        """Add one-time prekeys; replace the signed and the last-resort one."""
        wire_prekeys = [convert.to_wire_prekey(prekey) for prekey in prekeys]
        body = wire.encode_prekeys(wire_prekeys)
        self._signed(Request("PUT", wire.PATH_PREKEYS, "", body, wire.CONTENT_BINARY))

    def prekey_counts(self) -> PrekeyCounts:
        """How many one-time prekeys of this device are left at the relay."""
        body = self._signed(Request("GET", wire.PATH_PREKEYS_COUNT))
        counts = _decoded(lambda: wire.decode_json(body, wire.PrekeyCount))
        return PrekeyCounts(counts.x25519, counts.mlkem768)

    def claim_prekeys(
        self, claim_id: bytes, device_ids: Sequence[DeviceId]
    ) -> tuple[PrekeyBundle, ...]:
        """One bundle for each device (at most 500), in the order asked, signatures unchecked.

        The same `claim_id` gets the same bundles.
        """
        request = wire.ClaimRequest(claim_id, tuple(device_ids))
        body = self._signed(
            _post(wire.PATH_PREKEYS_CLAIM, request.encode()),
            Bounds(answer_bytes=_BUNDLE_LIMIT * (len(device_ids) + 1)),
        )
        bundles = _decoded(lambda: wire.decode_bundles(body))
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
        body = self._signed(_post(wire.PATH_MESSAGES, wire.encode_submissions(wire_submissions)))
        results = _decoded(lambda: wire.decode_results(body))
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
        body = self._signed(_post(wire.PATH_INBOX, request.encode()), bounds)
        answer = _decoded(lambda: wire.InboxAnswer.decode(body))
        if len(answer.items) > most:
            raise ProtocolViolation("more mail than asked for")
        batch = convert.inbox_batch(answer, ack)
        self._clock.follow(batch.time_ms)
        return batch

    def set_pins(self, pins: Sequence[bytes]) -> None:
        """Judge new connections by these pins, which the log named. Raises ValueError as above."""
        self._transport.trust(ServerTrust.of(self._trust, pins))

    def interrupt_waiting(self) -> None:
        """End a waiting `inbox` with RelayUnreachable, for instance after the computer slept."""
        self._transport.interrupt_waiting()

    def close(self) -> None:
        """End every call at once with RelayConnectionClosed, and drop the keys."""
        self._credential = None
        self._transport.close()
        self._sessions.clear()

    def _open_session(self) -> RelaySession:
        learned = False
        while True:
            credential = self._credential
            if credential is None:
                raise RelayConnectionClosed
            opening = SessionOpening(credential)
            request = Request("POST", wire.PATH_SESSION, "", opening.body, wire.CONTENT_JSON)
            created_s = self._clock.now_ms() // 1000
            headers = opening.signer.headers(request, self._transport.authority, created_s)
            answer = self._transport.call(request, headers)
            if _is_ok(answer):
                return opening.accept(answer.body, self._clock)
            problem = _problem(answer)
            if learned or not self._learn_from(problem):
                raise self._error(answer, problem)
            learned = True

    def _signed(self, request: Request, bounds: Bounds = DEFAULT_BOUNDS) -> bytes:
        learned = reopened = False
        while True:
            session = self._sessions.get()
            created_s = self._clock.now_ms() // 1000
            headers = session.signer.headers(request, self._transport.authority, created_s)
            answer = self._transport.call(request, headers, bounds)
            if _is_ok(answer):
                return answer.body
            problem = _problem(answer)
            if not learned and self._learn_from(problem):
                learned = True
            elif not reopened and problem is not None and problem.code in _SESSION_LOST:
                self._sessions.discard(session)
                reopened = True
            else:
                raise self._error(answer, problem)

    def _learn_from(self, problem: wire.Problem | None) -> bool:
        """Whether a refusal for clock skew said what time it is."""
        if problem is None or problem.code != wire.Code.CLOCK_SKEW or problem.time is None:
            return False
        self._clock.learn(problem.time)
        return True

    def _require_ok(self, answer: Answer) -> None:
        if not _is_ok(answer):
            raise self._error(answer, _problem(answer))

    def _error(self, answer: Answer, problem: wire.Problem | None) -> RelayError:
        retry_after = _seconds(answer.retry_after)
        if problem is None:  # not the relay's own words: a proxy in between, or another server
            if answer.status in (502, 503, 504):
                return RelayNotReady(retry_after)
            return ProtocolViolation(f"status {answer.status}")
        if problem.retry_after is not None:
            retry_after = max(0, min(problem.retry_after, _RETRY_AFTER_MAX_S))
        offset = None if problem.time is None else self._clock.offset_ms
        return error_for_problem(
            problem.code, answer.status, retry_after_s=retry_after, clock_offset_ms=offset
        )


def _post(path: str, body: bytes) -> Request:
    return Request("POST", path, "", body, wire.CONTENT_BINARY)


def _is_ok(answer: Answer) -> bool:
    return answer.status in (200, 204)


def _problem(answer: Answer) -> wire.Problem | None:
    """The RFC 9457 problem in a refusal, None when it holds none."""
    if answer.media_type != wire.CONTENT_PROBLEM:
        return None
    try:
        return wire.decode_json(answer.body, wire.Problem)
    except wire.WireError:
        return None


def _decoded(decode: Callable[[], _Value]) -> _Value:
    """What `decode` returns; bytes that it refuses are the relay's fault."""
    try:
        return decode()
    except wire.WireError as error:
        raise ProtocolViolation(str(error) or "malformed") from error


def _seconds(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit()):
        return None
    return min(int(text[:9]), _RETRY_AFTER_MAX_S)
