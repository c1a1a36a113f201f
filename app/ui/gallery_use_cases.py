"""What a SampleClient can do: the use cases of an open profile, in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from time import time
from typing import TYPE_CHECKING

from app.core.bus import ConversationsChanged
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId, DeviceId
from app.core.preferences import Preference
from app.core.records import DeliveryState, MessageRecord
from app.core.views import (
    AttentionReason,
    CardView,
    CodeComparison,
    ContactView,
    ConversationView,
    DirectoryStatusView,
    LeftOut,
    LeftOutView,
    MessageInfoView,
    OwnView,
    RecipientDeviceView,
    SafetyNumberView,
    Trust,
)
from app.ui.gallery_chat import SampleChatContacts, SampleChatMessages

if TYPE_CHECKING:
    from app.ui.gallery_services import SampleClient

MINUTE = 60_000
PASSPHRASE = "correct violin harbour thirteen"  # noqa: S105 - a sample


def digest(*parts: object) -> bytes:
    """32 bytes that follow from the parts."""
    return hashlib.sha256(repr(parts).encode()).digest()


class SampleWrongPassphrase(CurbsideError):  # noqa: N818 - named for what happened
    """What the services would raise for a wrong passphrase."""

    code = "wrong-passphrase"
    message = "That is not the passphrase of this profile."
    action = "Check Caps Lock and the keyboard layout, and try again."


class SampleContacts(SampleChatContacts):
    """People of a SampleClient."""

    async def contacts(self) -> list[ContactView]:
        """Everyone, by name."""
        return sorted(self._client.people.values(), key=lambda contact: contact.name)

    async def contact(self, account_id: AccountId) -> ContactView:
        """One colleague."""
        return self._client.people[account_id]

    async def conversations(self) -> list[ConversationView]:
        """Those with a message or a draft, newest first."""
        views = [self._client.view(contact) for contact in self._client.people.values()]
        views += map(self._client.groups.conversation, self._client.groups.views.values())
        with_content = [view for view in views if view.record.last_kind or view.record.draft]
        return sorted(with_content, key=lambda view: -view.record.last_time_ms)

    async def conversation(self, account_id: AccountId) -> ConversationView:
        """The conversation with a person."""
        return self._client.view(self._client.people[account_id])

    async def group_conversation(self, conversation_id: ConversationId) -> ConversationView:
        """The conversation of a group."""
        return self._client.groups.conversation(await self._client.groups.group(conversation_id))


class SampleMessages(SampleChatMessages):
    """Messages of a SampleClient."""

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
        contact = self._client.partner(record.conversation_id)
        at = record.sent_at_ms
        group = self._client.groups.views.get(record.conversation_id)
        people = [contact]
        if group is not None:
            people = [member.contact for member in group.members if member.contact is not None]
            author = self._client.people.get(record.sender_account)
            contact = contact if author is None else author
        devices = tuple(
            RecipientDeviceView(
                account_id=person.account_id,
                name=person.name,
                device_id=DeviceId(digest(person.name, n)[:16]),
                signing_key=digest(person.name, "key", n),
                sent_at_ms=at + 40 if record.outgoing else None,
                delivered_at_ms=at + 210 if record.outgoing and n == 0 else None,
                read_at_ms=at + 4 * MINUTE if record.outgoing and n == 0 else None,
            )
            for person in people
            for n in range(2 if record.outgoing else 1)
        )
        own = self._client.own
        devices += tuple(
            RecipientDeviceView(
                account_id=own.account_id,
                name=own.name,
                device_id=device.device_id,
                signing_key=digest(device.name, "key"),
                sent_at_ms=at + 40,
                delivered_at_ms=at + 320,
                read_at_ms=None,
                device_name=device.name,
            )
            for device in self._client.own_devices
            if not device.is_this and record.outgoing
        )
        names = {device.device_id: device.name for device in self._client.own_devices}
        return MessageInfoView(
            message_id=record.message_id,
            outgoing=record.outgoing,
            sender_name=self._client.own.name if record.outgoing else contact.name,
            sender_device=record.sender_device,
            sent_at_ms=at,
            arrived_at_ms=record.arrived_at_ms,
            devices=devices,
            devset_hash=record.devset_hash,
            log_size=record.log_size,
            log_root=record.log_root,
            sender_device_name=names.get(record.sender_device, ""),
            roster_epoch=record.roster_epoch,
            left_out=tuple(
                LeftOutView(who, self._client.people[who].name, LeftOut.HELD_BACK)
                for who in record.excluded
            ),
        )

    async def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep a draft."""
        self._client.drafts[conversation_id] = text
        self._client.bus.publish(ConversationsChanged((conversation_id,)))

    async def mark_read(self, conversation_id: ConversationId, up_to_row_id: int) -> None:
        """Everything up to a row was seen."""
        self._client.read_up_to[conversation_id] = up_to_row_id
        marked = conversation_id in self._client.chat.marked
        self._client.chat.marked.discard(conversation_id)
        if self._client.unread.pop(conversation_id, 0) or marked:
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
            own_half=groups[:6],
            their_half=groups[6:],
        )

    async def compare_code(self, account_id: AccountId, text: str) -> CodeComparison:
        """What was planned, for anything that looks like a code."""
        del account_id
        if not text.startswith(("curbside:verify:", "curbside:card:")):
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

    async def card(self) -> CardView:
        """One's own digits."""
        own = self._client.own
        number = int.from_bytes(digest("card", own.account_id), "big")
        half = tuple(f"{number >> (i * 17) & 0x1FFFF:06d}"[-5:] for i in range(6))
        code = "curbside:card:" + digest("card", own.account_id).hex() * 3
        return CardView(own.name, own.role, own.department, own.clinic_name, half, code)

    async def accept_new_key(self, account_id: AccountId, shown: SafetyNumberView) -> None:
        """Gone on with."""
        del shown
        self._client.change_contact(
            account_id, trust=Trust.DIRECTORY_CHECKED, attention=AttentionReason.NONE
        )


class SampleSettings:
    """Settings of a SampleClient."""

    def __init__(self, client: SampleClient) -> None:
        self._client = client

    async def own(self) -> OwnView:
        """Whose app it is."""
        return self._client.own

    async def directory_status(self) -> DirectoryStatusView:
        """The last check of the log."""
        return self._client.directory

    async def fork_proof(self) -> bytes | None:
        """What IT is to get."""
        return self._client.fork_proof

    async def read_receipts(self) -> bool:
        """Whether others are told."""
        return self._client.receipts

    async def set_read_receipts(self, enabled: bool) -> None:
        """Choose it."""
        self._client.receipts = enabled

    async def typing_shown(self) -> bool:
        """Whether others are told that the person writes."""
        return self._client.typing_shown

    async def set_typing_shown(self, enabled: bool) -> None:
        """Choose it."""
        self._client.typing_shown = enabled

    async def preference(self, name: Preference) -> str:
        """What was preferred."""
        return self._client.chat.preferences.get(name, "")

    async def set_preference(self, name: Preference, value: str) -> None:
        """Prefer it."""
        self._client.chat.preferences[name] = value

    async def change_passphrase(self, old: str, new: str) -> None:
        """Accept it."""
        del new
        if old != PASSPHRASE:
            raise SampleWrongPassphrase

    async def forget_remembered(self) -> None:
        """Nothing to forget."""
