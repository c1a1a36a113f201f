"""Invented colleagues and messages behind the real Protocols, in memory.

For `app.ui.gallery` and the tests of the windows. Nothing here encrypts, stores or sends, and
nothing that is installed for people uses it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Sequence
from time import time

from app.core.bus import (
    Bus,
    Connection,
    ContactsChanged,
    ConversationsChanged,
    Locked,
    MessagesAdded,
    MessagesChanged,
)
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId, DeviceId, LogId, MessageId
from app.core.policy import DEFAULT_POLICY, Policy
from app.core.records import ConversationRecord, DeliveryState, MessageKind, MessageRecord
from app.core.views import (
    AttentionReason,
    CodeComparison,
    ContactView,
    ConversationView,
    DirectoryStatusView,
    InviteView,
    MessageInfoView,
    OwnView,
    RecipientDeviceView,
    SafetyNumberView,
    Trust,
)
from app.services.api import EnrolStep, RememberAvailability

MINUTE = 60_000


def digest(*parts: object) -> bytes:
    """32 bytes that follow from the parts."""
    return hashlib.sha256(repr(parts).encode()).digest()


def make_contact(
    name: str,
    role: str,
    department: str,
    trust: Trust = Trust.DIRECTORY_CHECKED,
    attention: AttentionReason = AttentionReason.NONE,
    **other: str,
) -> ContactView:
    """A colleague."""
    return ContactView(
        account_id=AccountId(digest("account", name)[:16]),
        conversation_id=ConversationId(digest("conversation", name)),
        name=name,
        role=role,
        department=department,
        staff_id="",
        trust=trust,
        attention=attention,
        device_count=0 if attention is AttentionReason.NO_DEVICE else 1,
        duplicate_of=other.get("duplicate_of"),
    )


OWN = OwnView(
    account_id=AccountId(digest("own")[:16]),
    device_id=DeviceId(digest("own device")[:16]),
    name="Jonas Weber",
    role="Nurse",
    department="Ward 3B",
    staff_id="N-20417",
    clinic_name="Lindenhof Clinic",
    log_id=LogId(digest("log")),
    relay_url="https://relay.lindenhof.example:8443",
)

INVITE = InviteView(
    clinic_name=OWN.clinic_name,
    relay_url=OWN.relay_url,
    name=OWN.name,
    role=OWN.role,
    department=OWN.department,
    staff_id=OWN.staff_id,
    not_after_ms=round(time() * 1000) + 3 * 24 * 60 * MINUTE,
    replaces_account_key=False,
)


class SampleInviteError(CurbsideError):
    """What the services would raise for a text that is no invite."""

    code = "invite-unreadable"
    message = "This is not an invite, or it is not complete."
    action = "Copy the whole text, or open the file that your clinic's IT gave you."


class SampleWrongPassphrase(CurbsideError):  # noqa: N818 - named for what happened
    """What the services would raise for a wrong passphrase."""

    code = "wrong-passphrase"
    message = "This is not the passphrase."
    action = "Check Caps Lock and the keyboard layout. Nothing is ever deleted."


class SampleClient:
    """An open profile."""

    def __init__(self, contacts: Sequence[ContactView] = (), policy: Policy = DEFAULT_POLICY):
        self.bus = Bus()
        self.policy = policy
        self.people = {contact.account_id: contact for contact in contacts}
        self.timelines: dict[ConversationId, list[MessageRecord]] = {}
        self.unread: dict[ConversationId, int] = {}
        self.drafts: dict[ConversationId, str] = {}
        self.sent_texts: list[str] = []
        self.retried: list[int] = []
        self.read_up_to: dict[ConversationId, int] = {}
        self.connection = Connection.ONLINE
        self.connection_error: CurbsideError | None = None
        self.alarm: CurbsideError | None = None
        self.fail_next: CurbsideError | None = None
        self.comparison = CodeComparison.MATCH
        self.receipts = True
        self.locked = False
        self.started = False
        self.page_calls = 0
        self._rows: dict[int, MessageRecord] = {}

    @property
    def contacts(self) -> SampleContacts:
        """The people."""
        return SampleContacts(self)

    @property
    def messages(self) -> SampleMessages:
        """The messages."""
        return SampleMessages(self)

    @property
    def verification(self) -> SampleVerification:
        """Verification."""
        return SampleVerification(self)

    @property
    def settings(self) -> SampleSettings:
        """The settings."""
        return SampleSettings(self)

    async def start(self) -> None:
        """Begin."""
        self.started = True

    async def lock(self) -> None:
        """Close."""
        self.locked = True
        self.bus.publish(Locked())

    def view(self, contact: ContactView) -> ConversationView:
        """A row of the list."""
        rows = self.timelines.get(contact.conversation_id, [])
        last = rows[-1] if rows else None
        unread = self.unread.get(contact.conversation_id, 0)
        incoming = [row for row in rows if not row.outgoing]
        record = ConversationRecord(
            conversation_id=contact.conversation_id,
            account_id=contact.account_id,
            last_row_id=last.row_id if last else 0,
            last_text=last.text if last else "",
            last_kind=last.kind if last else None,
            last_outgoing=last.outgoing if last else False,
            last_state=last.state if last else None,
            last_time_ms=last.arrived_at_ms if last else 0,
            unread=unread,
            first_unread_row_id=incoming[-unread].row_id if unread else None,
            draft=self.drafts.get(contact.conversation_id, ""),
        )
        return ConversationView(contact, record)

    def put(
        self,
        contact: ContactView,
        text: str,
        *,
        mine: bool = False,
        at_ms: int | None = None,
        state: DeliveryState = DeliveryState.READ,
        kind: MessageKind = MessageKind.TEXT,
        failure: str | None = None,
        skewed: bool = False,
        unread: bool = False,
        publish: bool = False,
    ) -> MessageRecord:
        """Add a row to a conversation."""
        rows = self.timelines.setdefault(contact.conversation_id, [])
        number = len(self._rows) + 1
        moment = round(time() * 1000) if at_ms is None else at_ms
        record = MessageRecord(
            row_id=number,
            position=float(number),
            conversation_id=contact.conversation_id,
            message_id=MessageId(digest("message", number)[:16]),
            sender_account=OWN.account_id if mine else contact.account_id,
            sender_device=OWN.device_id if mine else DeviceId(digest(contact.name)[:16]),
            sender_seq=0 if mine else number,
            outgoing=mine,
            kind=kind,
            text=text,
            sent_at_ms=moment,
            arrived_at_ms=moment,
            state=state if mine else DeliveryState.RECEIVED,
            failure=failure,
            skewed=skewed,
            devset_hash=digest("devices"),
            log_size=1204,
            log_root=digest("root"),
        )
        rows.append(record)
        self._rows[number] = record
        if unread:
            self.unread[contact.conversation_id] = self.unread.get(contact.conversation_id, 0) + 1
        if publish:
            self.bus.publish(MessagesAdded(contact.conversation_id, (number,), 0 if mine else 1))
        return record

    def change(self, record: MessageRecord, state: DeliveryState) -> None:
        """Another state of a message."""
        new = dataclasses.replace(record, state=state, failure=None)
        rows = self.timelines[record.conversation_id]
        rows[rows.index(self._rows[record.row_id])] = new
        self._rows[record.row_id] = new
        self.bus.publish(MessagesChanged(record.conversation_id, (record.row_id,)))

    def change_contact(self, account_id: AccountId, **changes: object) -> None:
        """Another state of a colleague."""
        self.people[account_id] = dataclasses.replace(self.people[account_id], **changes)  # type: ignore[arg-type]  # the test's own fields
        self.bus.publish(ContactsChanged((account_id,)))

    def row(self, row_id: int) -> MessageRecord:
        """A stored row."""
        return self._rows[row_id]

    def known(self, row_ids: Sequence[int]) -> list[MessageRecord]:
        """Stored rows, as far as there are any."""
        return [self._rows[row_id] for row_id in row_ids if row_id in self._rows]

    def raise_planned(self) -> None:
        """Raise `fail_next`, once."""
        error, self.fail_next = self.fail_next, None
        if error is not None:
            raise error


class SampleContacts:
    """People of a SampleClient."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def contacts(self) -> list[ContactView]:
        """Everyone, by name."""
        return sorted(self._client.people.values(), key=lambda contact: contact.name)

    async def contact(self, account_id: AccountId) -> ContactView:
        """One colleague."""
        return self._client.people[account_id]

    async def conversations(self) -> list[ConversationView]:
        """Those with a message or a draft, newest first."""
        views = [self._client.view(contact) for contact in self._client.people.values()]
        with_content = [view for view in views if view.record.last_kind or view.record.draft]
        return sorted(with_content, key=lambda view: -view.record.last_time_ms)

    async def conversation(self, account_id: AccountId) -> ConversationView:
        """The conversation with a person."""
        return self._client.view(self._client.people[account_id])


class SampleMessages:
    """Messages of a SampleClient."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def send_text(self, conversation_id: ConversationId, text: str) -> MessageRecord:
        """Queue a text."""
        client = self._client
        client.raise_planned()
        contact = next(c for c in client.people.values() if c.conversation_id == conversation_id)
        client.sent_texts.append(text)
        client.drafts.pop(conversation_id, None)
        return client.put(contact, text, mine=True, state=DeliveryState.QUEUED, publish=True)

    async def retry(self, row_id: int) -> None:
        """Queue a failed text again."""
        self._client.raise_planned()
        self._client.retried.append(row_id)
        self._client.change(self._client.row(row_id), DeliveryState.QUEUED)

    async def page(
        self,
        conversation_id: ConversationId,
        *,
        before: float | None = None,
        after: float | None = None,
        limit: int = 100,
    ) -> list[MessageRecord]:
        """Rows in order."""
        self._client.page_calls += 1
        rows = self._client.timelines.get(conversation_id, [])
        if after is not None:
            return [row for row in rows if row.position > after][:limit]
        if before is not None:
            rows = [row for row in rows if row.position < before]
        return rows[-limit:]

    async def rows(self, row_ids: Sequence[int]) -> list[MessageRecord]:
        """Rows by id."""
        return self._client.known(row_ids)

    async def info(self, row_id: int) -> MessageInfoView:
        """Whom a message was encrypted to."""
        record = self._client.row(row_id)
        contact = next(
            c for c in self._client.people.values() if c.conversation_id == record.conversation_id
        )
        at = record.sent_at_ms
        devices = tuple(
            RecipientDeviceView(
                account_id=contact.account_id,
                name=contact.name,
                device_id=DeviceId(digest(contact.name, n)[:16]),
                signing_key=digest(contact.name, "key", n),
                sent_at_ms=at + 40 if record.outgoing else None,
                delivered_at_ms=at + 210 if record.outgoing and n == 0 else None,
                read_at_ms=at + 4 * MINUTE if record.outgoing and n == 0 else None,
            )
            for n in range(2 if record.outgoing else 1)
        )
        return MessageInfoView(
            message_id=record.message_id,
            outgoing=record.outgoing,
            sender_name=OWN.name if record.outgoing else contact.name,
            sender_device=record.sender_device,
            sent_at_ms=at,
            arrived_at_ms=record.arrived_at_ms,
            devices=devices,
            devset_hash=record.devset_hash,
            log_size=record.log_size,
            log_root=record.log_root,
        )

    async def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep a draft."""
        self._client.drafts[conversation_id] = text
        self._client.bus.publish(ConversationsChanged((conversation_id,)))

    async def mark_read(self, conversation_id: ConversationId, up_to_row_id: int) -> None:
        """Everything up to a row was seen."""
        self._client.read_up_to[conversation_id] = up_to_row_id
        if self._client.unread.pop(conversation_id, 0):
            self._client.bus.publish(ConversationsChanged((conversation_id,)))


class SampleVerification:
    """Verification of a SampleClient."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def safety_number(self, account_id: AccountId) -> SafetyNumberView:
        """Digits that follow from the account id."""
        contact = self._client.people[account_id]
        number = int.from_bytes(digest("number", account_id) * 2, "big")
        groups = tuple(f"{number >> (i * 17) & 0x1FFFF:06d}"[-5:] for i in range(12))
        verified = round(time() * 1000) - 9 * 24 * 60 * MINUTE
        return SafetyNumberView(
            contact=contact,
            groups=groups,
            code="curbside:verify:" + digest("code", account_id).hex() * 3 + "0" * 15,
            verified_at_ms=verified if contact.trust is Trust.VERIFIED else None,
        )

    async def compare_code(self, account_id: AccountId, text: str) -> CodeComparison:
        """What was planned, for anything that looks like a code."""
        del account_id
        if not text.startswith("curbside:verify:"):
            return CodeComparison.NOT_A_CODE
        return self._client.comparison

    async def confirm_match(self, account_id: AccountId, shown: SafetyNumberView) -> None:
        """Verified."""
        del shown
        self._client.raise_planned()
        self._client.change_contact(
            account_id, trust=Trust.VERIFIED, attention=AttentionReason.NONE
        )

    async def report_mismatch(self, account_id: AccountId, shown: SafetyNumberView) -> None:
        """Not verified, and stopped."""
        del shown
        self._client.change_contact(
            account_id, trust=Trust.ATTENTION, attention=AttentionReason.MISMATCH
        )

    async def accept_new_key(self, account_id: AccountId) -> None:
        """Gone on with."""
        self._client.change_contact(
            account_id, trust=Trust.DIRECTORY_CHECKED, attention=AttentionReason.NONE
        )


class SampleSettings:
    """Settings of a SampleClient."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def own(self) -> OwnView:
        """Whose app it is."""
        return OWN

    async def directory_status(self) -> DirectoryStatusView:
        """The last check of the log."""
        return DirectoryStatusView(1204, digest("root"), round(time() * 1000), (digest("pin"),))

    async def read_receipts(self) -> bool:
        """Whether others are told."""
        return self._client.receipts

    async def set_read_receipts(self, enabled: bool) -> None:
        """Choose it."""
        self._client.receipts = enabled

    async def change_passphrase(self, old: str, new: str) -> None:
        """Accept it."""
        del new
        if old != SampleAccess.passphrase:
            raise SampleWrongPassphrase

    async def forget_remembered(self) -> None:
        """Nothing to forget."""


class SampleAccess:
    """Before a profile is open."""

    passphrase = "correct violin harbour thirteen"  # noqa: S105 - a sample

    def __init__(self, client: SampleClient, *, profile: bool = True) -> None:
        self.client = client
        self.policy = client.policy
        self.profile = profile
        self.delay = 0.0
        self.fail_enrol: CurbsideError | None = None
        self.unlock_error: CurbsideError | None = None
        self.enrolled_with: tuple[str, str, bool] | None = None
        self.availability = RememberAvailability.NO_KEYRING

    def has_profile(self) -> bool:
        """Whether somebody enrolled here."""
        return self.profile

    def remember_availability(self) -> RememberAvailability:
        """Whether the keyring can be used."""
        return self.availability

    def seconds_until_next_try(self) -> float:
        """The delay that was planned."""
        return self.delay

    def read_invite(self, text: str) -> InviteView:
        """One invite is known."""
        if not text.startswith("curbside:invite:"):
            raise SampleInviteError
        return INVITE

    async def enrol(
        self,
        invite_text: str,
        passphrase: str,
        *,
        remember: bool,
        progress: Callable[[EnrolStep], None],
    ) -> SampleClient:
        """Go through the steps."""
        progress(EnrolStep.MAKING_KEYS)
        progress(EnrolStep.CHECKING_LOG)
        if self.fail_enrol is not None:
            error, self.fail_enrol = self.fail_enrol, None
            raise error
        progress(EnrolStep.ENROLLING)
        progress(EnrolStep.PUBLISHING_PREKEYS)
        self.enrolled_with = (invite_text, passphrase, remember)
        self.profile = True
        return self.client

    async def unlock(self, passphrase: str) -> SampleClient:
        """Compare the passphrase."""
        if self.unlock_error is not None:
            raise self.unlock_error
        if passphrase != self.passphrase:
            self.delay = 3.0
            raise SampleWrongPassphrase
        self.client.locked = False
        return self.client

    async def unlock_remembered(self) -> SampleClient | None:
        """Nothing is remembered."""
        return None
