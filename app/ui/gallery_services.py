"""Invented colleagues and messages behind the real Protocols, in memory.

For `app.ui.gallery` and the tests of the windows. Nothing here encrypts, stores or sends, and
nothing that is installed for people uses it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from time import time
from typing import Any

from app.core.bus import (
    Bus,
    Connection,
    ContactsChanged,
    Locked,
    MessagesAdded,
)
from app.core.errors import CurbsideError
from app.core.file_types import FileRecord
from app.core.ids import AccountId, ConversationId, DeviceId, LogId, MessageId
from app.core.media_ports import SoundPort
from app.core.notifications import NotificationChoices
from app.core.policy import DEFAULT_POLICY, Policy
from app.core.records import (
    ConversationRecord,
    DeliveryState,
    MessageKind,
    MessageRecord,
    QuoteRecord,
)
from app.core.search_types import SearchQuery
from app.core.views import (
    AttentionReason,
    CodeComparison,
    ContactView,
    ConversationView,
    LinkOfferView,
    OwnDeviceView,
    OwnView,
    Trust,
)
from app.ui.gallery_chat import SampleChat, label_of, replaced
from app.ui.gallery_devices import MOST, SHORT_CODE, Pause, SampleDevices, make_device
from app.ui.gallery_files import SampleFiles
from app.ui.gallery_group_services import SampleGroups
from app.ui.gallery_media import SampleMedia
from app.ui.gallery_notifications import SampleNotifications, SampleWaiting
from app.ui.gallery_people import SampleListing, SamplePin
from app.ui.gallery_recovery import SampleBackup, SampleRecovery, sample_directory
from app.ui.gallery_search import SampleSearch
from app.ui.gallery_sound import SampleSound
from app.ui.gallery_use_cases import (
    SampleContacts,
    SampleMessages,
    SampleSettings,
    SampleVerification,
    digest,
)


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


class SampleClient:
    """An open profile."""

    def __init__(self, contacts: Sequence[ContactView] = (), policy: Policy = DEFAULT_POLICY):
        self.own = OWN
        self.bus = Bus()
        self.policy = policy
        self.people = {contact.account_id: contact for contact in contacts}
        self.timelines: dict[ConversationId, list[MessageRecord]] = {}
        self.unread: dict[ConversationId, int] = {}
        self.drafts: dict[ConversationId, str] = {}
        self.sent_texts: list[str] = []
        self.searches: list[SearchQuery] = []
        self.retried: list[int] = []
        self.read_up_to: dict[ConversationId, int] = {}
        self.connection = Connection.ONLINE
        self.connection_error: CurbsideError | None = None
        self.alarm: CurbsideError | None = None
        self.wakes = 0
        self.fork_proof: bytes | None = None
        self.fail_next: CurbsideError | None = None
        self.comparison = CodeComparison.MATCH
        self.receipts = True
        self.typing_shown = False
        self.chat = SampleChat()
        self.locked = False
        self.choices = NotificationChoices()
        self.muted_conversations: set[ConversationId] = set()
        self.waiting: SampleWaiting | None = None
        self.started = False
        self.page_calls = 0
        self.own_devices: list[OwnDeviceView] = [
            make_device(
                "Ward 3B, station 1",
                device_id=OWN.device_id,
                added_by="",
                is_this=True,
                holds_account_key=True,
            )
        ]
        self.can_manage = True
        self.most_devices = MOST
        self.pause = Pause()
        self.link_offer = LinkOfferView("Office, room 2.14", SHORT_CODE)
        self.link_codes: list[str] = []
        self.links_cancelled = 0
        self.histories: list[DeviceId] = []
        self.removals: list[tuple[DeviceId, bool]] = []
        self.kit_made_at_ms: int | None = None
        self.backup = SampleBackup(self)
        self.pin = SamplePin()
        self.listing = SampleListing()
        self.directory = sample_directory()
        self.files = SampleFiles(self)
        self.groups = SampleGroups(self)
        self.media = SampleMedia()
        self.sound: SoundPort | None = SampleSound()
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
    def search(self) -> SampleSearch:
        """Searching."""
        return SampleSearch(self)

    @property
    def verification(self) -> SampleVerification:
        """Verification."""
        return SampleVerification(self)

    @property
    def settings(self) -> SampleSettings:
        """The settings."""
        return SampleSettings(self)

    @property
    def devices(self) -> SampleDevices:
        """The person's own workstations."""
        return SampleDevices(self)

    @property
    def recovery(self) -> SampleRecovery:
        """The recovery kit."""
        return SampleRecovery(self)

    @property
    def notifications(self) -> SampleNotifications:
        """What the person wants to be told."""
        return SampleNotifications(self)

    async def wait_locked(self) -> SampleWaiting | None:
        """What goes on counting."""
        return self.waiting

    def woke(self) -> None:
        """The computer slept."""
        self.wakes += 1

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
            pinned_at_ms=self.chat.pinned.get(contact.conversation_id, 0),
            muted_until_ms=self.chat.muted.get(contact.conversation_id, 0),
            marked_unread=contact.conversation_id in self.chat.marked,
            last_file=label_of(last.file) if last is not None and last.file is not None else None,
            last_sender=last.sender_account if last else None,
            mentioned=frozenset(
                who for row in (incoming[-unread:] if unread else ()) for _, _, who in row.mentions
            ),
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
        quote: QuoteRecord | None = None,
        forwarded: bool = False,
        file: FileRecord | None = None,
        sender: ContactView | None = None,
        **more: Any,
    ) -> MessageRecord:
        """Add a row to a conversation; in a group `sender` wrote it."""
        author = sender or contact
        rows = self.timelines.setdefault(contact.conversation_id, [])
        number = len(self._rows) + 1
        moment = round(time() * 1000) if at_ms is None else at_ms
        record = MessageRecord(
            row_id=number,
            position=float(number),
            conversation_id=contact.conversation_id,
            message_id=MessageId(digest("message", number)[:16]),
            sender_account=OWN.account_id if mine else AccountId(author.account_id[:16]),
            sender_device=OWN.device_id if mine else DeviceId(digest(author.name)[:16]),
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
            quote=quote,
            forwarded=forwarded,
            file=file,
        )
        record = dataclasses.replace(record, **more)
        rows.append(record)
        self._rows[number] = record
        if unread:
            self.unread[contact.conversation_id] = self.unread.get(contact.conversation_id, 0) + 1
        if publish:
            self.bus.publish(MessagesAdded(contact.conversation_id, (number,), 0 if mine else 1))
        return record

    def change(self, record: MessageRecord, state: DeliveryState) -> None:
        """Another state of a message."""
        self.replace(record, state=state, failure=None)

    def replace(self, record: MessageRecord, **changes: object) -> MessageRecord:
        """Another content of a message."""
        return replaced(self, record, **changes)

    def remember(self, record: MessageRecord) -> None:
        """Find a row by its id from now on."""
        self._rows[record.row_id] = record

    def change_contact(self, account_id: AccountId, **changes: object) -> None:
        """Another state of a colleague."""
        self.people[account_id] = dataclasses.replace(self.people[account_id], **changes)  # type: ignore[arg-type]  # the test's own fields
        self.bus.publish(ContactsChanged((account_id,)))

    def partner(self, conversation_id: ConversationId) -> ContactView:
        """Whom or what a conversation is with, as rows are put."""
        group = self.groups.views.get(conversation_id)
        if group is not None:
            return self.groups.partner(group)
        return next(c for c in self.people.values() if c.conversation_id == conversation_id)

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
