"""Which request goes where, and who may make it (PROTOCOL.md section 5.3).

The table is the whole authorisation: a request that is not in it has no handler, and none but
`GET /v1/status`, `POST /v1/session`, `POST /v1/log/return`, which a device key signs itself, and
what lies below `/v1/uploads/`, where the path holds a secret, is reached without a session of a
scope named there.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from relay import __version__, wire
from relay.answering import Answering
from relay.auth import Authenticator, Session
from relay.blobs.service import Blobs, check_tus, parse_blob_id
from relay.devices import Device
from relay.directory import Directory
from relay.enrolment import append_own, enrol
from relay.http import Request
from relay.limits import OneTimeBudget, RateLimiter
from relay.metrics import Metrics
from relay.post_office import PostOffice
from relay.presence import Presence
from relay.problems import RefusalError
from relay.recovery import Recoveries
from relay.rendezvous import Rendezvous
from relay.returned import sender_key
from relay.storage.base import (
    ClaimPrekeys,
    ClaimTarget,
    PutPrekeys,
    Storage,
    StorageDamagedError,
    StorageError,
    StorageFullError,
)
from relay.wire import Code, Scope, WireError
from relay.writer import Writer

_log = logging.getLogger("relay.router")
_QUERY: Final = re.compile(rb"[a-z]{1,16}=[0-9]{1,15}(?:&[a-z]{1,16}=[0-9]{1,15}){0,3}")
_DEVICE: Final = frozenset({Scope.DEVICE})
_INVITED: Final = frozenset({Scope.ENROL})
_MEMBERS: Final = frozenset({Scope.DEVICE, Scope.ENROL})
_READERS: Final = frozenset({Scope.DEVICE, Scope.ENROL, Scope.LOG})
_WAITERS: Final = frozenset({Scope.DEVICE, Scope.NOTIFY})


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers work with."""

    storage: Storage
    writer: Writer
    directory: Directory
    authenticator: Authenticator
    post_office: PostOffice
    rendezvous: Rendezvous
    presence: Presence
    recoveries: Recoveries
    blobs: Blobs
    metrics: Metrics
    clock: Callable[[], int]
    requests: RateLimiter
    appends: RateLimiter
    exchanges: RateLimiter
    claims: RateLimiter
    one_time: OneTimeBudget


_Handler = Callable[[Services, Session, Request, Answering], None]


@dataclass(frozen=True, slots=True)
class Route:
    """A handler and the scopes that reach it. `hot` ones keep their own limits."""

    scopes: frozenset[Scope]
    handler: _Handler
    hot: bool = False


def dispatch(services: Services, request: Request, reply: Answering) -> None:
    """Answer a request, or see to it that it will be answered."""
    services.metrics.requests += 1
    try:
        methods = _methods(request.path)
        if methods is None:
            raise RefusalError(Code.NOT_FOUND, "No such path.")
        route = methods.get(request.method)
        if route is None:
            allow = ", ".join(sorted(method.decode("ascii") for method in methods))
            reply.refuse(RefusalError(Code.METHOD, f"Allowed here: {allow}."), allow)
            return
        if request.path == _STATUS:
            _status(services, reply)
            return
        if not services.directory.ready:
            raise RefusalError(
                Code.UNAVAILABLE,
                "The clinic's first statements have not been imported yet.",
                retry_after=5,
            )
        if request.path.startswith(_UPLOAD):
            services.blobs.upload(request, reply)
            return
        if request.path == _SESSION:
            _open_session(services, request, reply)
            return
        if request.path == _RETURN:
            _return(services, request, reply)
            return
        session = services.authenticator.session(request)
        if session.scope not in route.scopes:
            raise RefusalError(Code.SCOPE, "This session's scope does not cover the request.")
        if not route.hot:
            _limit(services.requests, session.subject, 1, services)
        route.handler(services, session, request, reply)
    except Exception as error:
        reply.refuse(as_refusal(error))


def as_refusal(error: Exception) -> RefusalError:
    """Name any failure by the problem that the client gets."""
    if isinstance(error, RefusalError):
        return error
    if isinstance(error, WireError):
        return RefusalError(Code.MALFORMED, f"The body is malformed: {error}.")
    if isinstance(error, StorageFullError):
        return RefusalError(Code.STORAGE_FULL, "Nothing was stored. IT must make room.")
    if isinstance(error, StorageError):
        _log.error("storage failed outcome=%s", error)
        level = "Nothing was stored." if not isinstance(error, StorageDamagedError) else ""
        return RefusalError(Code.UNAVAILABLE, level, retry_after=1)
    _log.exception("request failed", exc_info=error)
    return RefusalError(Code.INTERNAL, "The relay's log has the details.")


def _limit(limiter: RateLimiter, subject: bytes, amount: float, services: Services) -> None:
    limiter.require(subject, amount, services.clock(), "Too many requests of this kind.")


def _numbers(request: Request, *names: str) -> list[int]:
    """Read exactly these numbers from the query."""
    if _QUERY.fullmatch(request.query) is None:
        raise RefusalError(Code.MALFORMED, f"The query must give {' and '.join(names)}.")
    pairs = [part.split("=") for part in request.query.decode("ascii").split("&")]
    values = {name: int(number) for name, number in pairs}
    if len(pairs) != len(names) or set(values) != set(names):
        raise RefusalError(Code.MALFORMED, f"The query must give {' and '.join(names)}.")
    return [values[name] for name in names]


def _status(services: Services, reply: Answering) -> None:
    status = wire.Status(wire.SERVICE_NAME, wire.PROTOCOL_VERSION, __version__, services.clock())
    reply.json(wire.encode_json(status))


def _open_session(services: Services, request: Request, reply: Answering) -> None:
    answer = services.authenticator.open(request, reply.remote)
    services.metrics.sessions += 1
    reply.json(wire.encode_json(answer))


def _return(services: Services, request: Request, reply: Answering) -> None:
    signature = services.authenticator.by_device(request)
    returned = wire.LogReturn.decode(request.body)
    key = sender_key(services.directory, signature, returned)
    _limit(services.appends, signature.device_id, 1, services)

    async def take_back() -> None:
        first, note = await services.directory.take_back(
            returned, signature.device_id, key, services.writer
        )
        reply.binary(wire.Appended(first, note).encode())

    reply.later(take_back())


def _checkpoint(services: Services, _session: Session, _request: Request, reply: Answering) -> None:
    reply.note(services.directory.note)


def _witness(services: Services, session: Session, request: Request, reply: Answering) -> None:
    _limit(services.appends, session.subject, 1, services)
    services.directory.witness(request.body)
    reply.nothing()


def _entries(services: Services, _session: Session, request: Request, reply: Answering) -> None:
    first, limit = _numbers(request, "from", "limit")
    directory = services.directory
    available = max(0, min(limit, wire.MAX_LOG_ENTRIES, directory.size - first))
    entries = services.storage.log_entries(first, available) if available else []
    reply.binary(wire.LogEntries(directory.note, tuple(entries)).encode())


def _consistency(services: Services, _session: Session, request: Request, reply: Answering) -> None:
    first, second = _numbers(request, "first", "second")
    reply.binary(wire.tlv_list(services.directory.consistency(first, second)))


def _inclusion(services: Services, _session: Session, request: Request, reply: Answering) -> None:
    index, size = _numbers(request, "index", "size")
    reply.binary(wire.tlv_list(services.directory.inclusion(index, size)))


def _append(services: Services, session: Session, request: Request, reply: Answering) -> None:
    _limit(services.appends, session.subject, 1, services)
    reply.later(
        append_own(services.directory, services.writer, session, request.body, reply.binary)
    )


def _enrol(services: Services, session: Session, request: Request, reply: Answering) -> None:
    _limit(services.appends, session.subject, 1, services)
    reply.later(
        enrol(
            services.directory,
            services.writer,
            services.recoveries,
            session,
            request.body,
            reply.binary,
        )
    )


def _devices(services: Services, session: Session, _request: Request, reply: Answering) -> None:
    device = session.device
    if device is None:
        raise RefusalError(Code.SCOPE)
    own = services.directory.live[device.account_id].values()
    reply.json(wire.encode_json(services.presence.of(own, device)))


def _put_recovery(services: Services, session: Session, request: Request, reply: Answering) -> None:
    _limit(services.appends, session.subject, 1, services)
    reply.later(services.recoveries.put(session, request.body, reply.nothing))


def _get_recovery(
    services: Services, session: Session, _request: Request, reply: Answering
) -> None:
    reply.binary(services.recoveries.get(session))


def _link(services: Services, session: Session, request: Request, reply: Answering) -> None:
    _limit(services.exchanges, session.subject, 1, services)
    services.rendezvous.exchange(session.subject, wire.LinkRequest.decode(request.body), reply)


def _profiles(services: Services, _session: Session, request: Request, reply: Answering) -> None:
    (after,) = _numbers(request, "after")
    revision, profiles = services.storage.profiles(after, wire.MAX_PROFILES)
    reply.binary(wire.ProfilesAnswer(revision, tuple(profiles)).encode())


def _put_prekeys(services: Services, session: Session, request: Request, reply: Answering) -> None:
    prekeys = wire.decode_prekeys(request.body)
    device = session.device
    if device is None:
        raise RefusalError(Code.SCOPE)

    async def put() -> None:
        job = PutPrekeys(device.mailbox, prekeys, 2 * wire.ONE_TIME_PREKEYS, services.clock())
        await services.writer.run(job)
        if job.refused:
            raise RefusalError(Code.QUOTA, "The relay holds enough one-time prekeys already.")
        reply.nothing()

    reply.later(put())


def _count_prekeys(
    services: Services, session: Session, _request: Request, reply: Answering
) -> None:
    if session.device is None:
        raise RefusalError(Code.SCOPE)
    counts = services.storage.prekey_counts(session.device.mailbox, services.clock())
    reply.json(wire.encode_json(wire.PrekeyCount(*counts)))


def _claim_prekeys(
    services: Services, session: Session, request: Request, reply: Answering
) -> None:
    asked = wire.ClaimRequest.decode(request.body)
    requester = session.device
    if requester is None:
        raise RefusalError(Code.SCOPE)
    _limit(services.claims, session.subject, len(asked.device_ids), services)
    account = requester.account_id
    now_ms = services.clock()
    targets: list[ClaimTarget] = []
    for device_id in asked.device_ids:
        device = services.directory.devices.get(device_id)
        if device is None or not device.live:
            targets.append(ClaimTarget(device_id, None, False))
        else:
            allowed = services.one_time.allows(account, device_id, now_ms / 1000)
            targets.append(ClaimTarget(device_id, device.mailbox, allowed))

    async def claim() -> None:
        job = ClaimPrekeys(requester.mailbox, asked.claim_id, now_ms, targets)
        try:
            await services.writer.run(job)
        finally:
            for target in targets:
                if target.one_time and target.device_id not in job.one_time_taken:
                    services.one_time.give_back(account, target.device_id)
        reply.binary(job.answer)

    reply.later(claim())


def _messages(services: Services, session: Session, request: Request, reply: Answering) -> None:
    services.post_office.submit(session, request.body, reply)


def _inbox(services: Services, session: Session, request: Request, reply: Answering) -> None:
    abandon = services.post_office.inbox(session, request.body, reply)
    if abandon is not None:
        reply.when_gone(abandon)


def _device_of(session: Session) -> Device:
    if session.device is None:
        raise RefusalError(Code.SCOPE)
    return session.device


def _create_blob(services: Services, session: Session, request: Request, reply: Answering) -> None:
    reply.also(wire.TUS_RESUMABLE, wire.TUS_VERSION)
    check_tus(request, reply)
    reply.later(services.blobs.create(_device_of(session), request, reply))


def _fetch_blob(services: Services, session: Session, request: Request, reply: Answering) -> None:
    reply.later(services.blobs.fetch(_device_of(session), _blob_id(request), request, reply))


def _delete_blob(services: Services, session: Session, request: Request, reply: Answering) -> None:
    reply.later(services.blobs.delete(_device_of(session), _blob_id(request), reply))


def _blob_id(request: Request) -> bytes:
    if request.query or request.body:
        raise RefusalError(Code.MALFORMED, "The path says all there is to say.")
    return parse_blob_id(request.path.removeprefix(_BLOB))


def _methods(path: bytes) -> Mapping[bytes, Route] | None:
    """Return what can be done at a path."""
    if path.startswith(_BLOB):
        return _OF_BLOBS
    return _OF_UPLOADS if path.startswith(_UPLOAD) else _ROUTES.get(path)


def _unreachable(_services: Services, _session: Session, _request: Request, _: Answering) -> None:
    raise RefusalError(Code.INTERNAL)  # answered in `dispatch`, before any session


_STATUS: Final = wire.PATH_STATUS.encode()
_SESSION: Final = wire.PATH_SESSION.encode()
_RETURN: Final = wire.PATH_LOG_RETURN.encode()
_BLOB: Final = wire.PATH_BLOB.encode()
_UPLOAD: Final = wire.PATH_UPLOAD.encode()
_NOBODY: Final[frozenset[Scope]] = frozenset()
_OF_BLOBS: Final = {b"GET": Route(_DEVICE, _fetch_blob), b"DELETE": Route(_DEVICE, _delete_blob)}
_OF_UPLOADS: Final = {
    method: Route(_NOBODY, _unreachable) for method in (b"DELETE", b"HEAD", b"OPTIONS", b"PATCH")
}
"""Reached without a session: whoever has the token may."""
_ROUTES: Final[Mapping[bytes, Mapping[bytes, Route]]] = {
    path.encode(): methods
    for path, methods in {
        wire.PATH_STATUS: {b"GET": Route(_NOBODY, _unreachable)},
        wire.PATH_SESSION: {b"POST": Route(_NOBODY, _unreachable)},
        wire.PATH_LOG_RETURN: {b"POST": Route(_NOBODY, _unreachable)},
        wire.PATH_LOG_CHECKPOINT: {
            b"GET": Route(_READERS, _checkpoint),
            b"POST": Route(_DEVICE, _witness),
        },
        wire.PATH_LOG_ENTRIES: {
            b"GET": Route(_READERS, _entries),
            b"POST": Route(_DEVICE, _append),
        },
        wire.PATH_LOG_CONSISTENCY: {b"GET": Route(_READERS, _consistency)},
        wire.PATH_LOG_INCLUSION: {b"GET": Route(_READERS, _inclusion)},
        wire.PATH_ENROL: {b"POST": Route(_INVITED, _enrol)},
        wire.PATH_DEVICES: {b"GET": Route(_DEVICE, _devices)},
        wire.PATH_RECOVERY: {
            b"GET": Route(_INVITED, _get_recovery),
            b"PUT": Route(_DEVICE, _put_recovery),
        },
        wire.PATH_LINK: {b"POST": Route(frozenset({Scope.LINK}), _link)},
        wire.PATH_PROFILES: {b"GET": Route(_MEMBERS, _profiles)},
        wire.PATH_PREKEYS: {b"PUT": Route(_DEVICE, _put_prekeys)},
        wire.PATH_PREKEYS_COUNT: {b"GET": Route(_DEVICE, _count_prekeys)},
        wire.PATH_PREKEYS_CLAIM: {b"POST": Route(_DEVICE, _claim_prekeys)},
        wire.PATH_MESSAGES: {b"POST": Route(_DEVICE, _messages, hot=True)},
        wire.PATH_BLOBS: {b"POST": Route(_DEVICE, _create_blob)},
        wire.PATH_INBOX: {b"POST": Route(_WAITERS, _inbox, hot=True)},
    }.items()
}
