"""Between the relay's wire types and the plain values of the port (app.core.transport_types)."""

from __future__ import annotations

from app.core.ids import AccountId, DeviceId, SubmissionId
from app.core.relay_errors import ProtocolViolation
from app.core.transport_types import (
    DeviceSeen,
    ExpiredNotice,
    InboxBatch,
    InboxEnvelope,
    InboxItem,
    OutgoingSubmission,
    PrekeyBundle,
    ProfileOpening,
    ProfilePage,
    PublicPrekey,
    SubmissionOutcome,
)
from relay import wire


def to_wire_submission(submission: OutgoingSubmission) -> wire.Submission:
    """For `POST /v1/messages`."""
    return wire.Submission(
        submission.submission_id,
        submission.complete,
        submission.log_size,
        submission.body,
        tuple(
            [
                wire.Recipient(recipient.device_id, recipient.wake, recipient.envelope)
                for recipient in submission.recipients
            ]
        ),
    )


def submission_outcome(result: wire.SubmissionResult) -> SubmissionOutcome:
    """From the answer of `POST /v1/messages`."""
    return SubmissionOutcome(result.status, result.time_ms, result.detail)


def to_wire_prekey(prekey: PublicPrekey) -> wire.Prekey:
    """For `PUT /v1/prekeys`."""
    return wire.Prekey(
        wire.PrekeyKind(prekey.kind),
        prekey.key_id,
        prekey.key,
        prekey.not_after_ms,
        prekey.signature,
    )


def prekey_bundle(bundle: wire.Bundle) -> PrekeyBundle:
    """From the answer of `POST /v1/prekeys/claim`."""
    return PrekeyBundle(
        DeviceId(bundle.device_id),
        _public_prekey(bundle.signed),
        _public_prekey(bundle.kem),
        _public_prekey(bundle.one_time),
    )


def _public_prekey(prekey: wire.Prekey | None) -> PublicPrekey | None:
    if prekey is None:
        return None
    return PublicPrekey(
        int(prekey.kind), prekey.key_id, prekey.key, prekey.not_after, prekey.signature
    )


def to_wire_opening(opening: ProfileOpening) -> wire.ProfileOpening:
    """For `POST /v1/log/return`."""
    return wire.ProfileOpening(opening.account_id, opening.commitment, opening.opening)


def devices_seen(answer: wire.Devices) -> tuple[DeviceSeen, ...]:
    """From the answer of `GET /v1/devices`. Raises WireError."""
    return tuple(
        [
            DeviceSeen(
                DeviceId(wire.fixed(wire.unb64u(item.device), wire.ID_SIZE)),
                max(0, min(item.last_seen, wire.MAX_TIME)),
            )
            for item in answer.devices
        ]
    )


def profile_page(answer: wire.ProfilesAnswer) -> ProfilePage:
    """From the answer of `GET /v1/profiles`."""
    return ProfilePage(
        answer.revision,
        tuple(
            [
                ProfileOpening(AccountId(item.account_id), item.commitment, item.opening)
                for item in answer.profiles
            ]
        ),
    )


def inbox_batch(answer: wire.InboxAnswer, ack: int) -> InboxBatch:
    """From the answer of `POST /v1/inbox`.

    Raises ProtocolViolation unless the items rise in sequence from above `ack`: an item that came
    twice or out of order would make "acknowledged up to n" a lie.
    """
    items: list[InboxItem] = []
    last = ack
    for item in answer.items:
        if item.seq <= last:
            raise ProtocolViolation("inbox sequence")
        last = item.seq
        if len(item.envelope) > wire.MAX_ENVELOPE or len(item.body) > wire.MAX_SHARED_BODY:
            raise ProtocolViolation("inbox item size")
        items.append(_inbox_item(item))
    return InboxBatch(answer.time_ms, answer.log_size, answer.waiting, tuple(items))


def _inbox_item(item: wire.InboxItem) -> InboxItem:
    device, submission = DeviceId(item.sender_device), SubmissionId(item.submission_id)
    if item.kind is wire.ItemKind.EXPIRED:
        return ExpiredNotice(item.seq, item.received_ms, device, submission)
    return InboxEnvelope(item.seq, item.received_ms, device, submission, item.envelope, item.body)
