"""What the windows may ask for: the use cases, as Protocols.

The windows know these and `app.core`, nothing below. `app.services.client.Client` is the real
one. Every call may raise a `CurbsideError`, whose words are meant to be shown.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import Enum
from pathlib import Path
from typing import Protocol

from app.core.bus import Bus, Connection
from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId, DeviceId
from app.core.media_ports import MediaPort, SoundPort
from app.core.policy import Policy
from app.core.preferences import Preference
from app.core.search_types import SearchPage, SearchQuery
from app.core.shared_views import HiddenView
from app.core.views import (
    CardView,
    CodeComparison,
    ContactView,
    ConversationView,
    DevicesView,
    DirectoryStatusView,
    InviteView,
    LinkCodeView,
    LinkOfferView,
    LinkWelcomeView,
    OwnDeviceView,
    OwnView,
    RecoveryKitView,
    RecoveryStatusView,
    RecoveryWordsView,
    Removal,
    RestoredView,
    SafetyNumberView,
)
from app.services.files_api import FileUseCases
from app.services.groups_api import GroupUseCases
from app.services.messages_api import MessageUseCases
from app.services.notifications_api import LockedWaitingUseCases, NotificationUseCases
from app.services.profiles_api import ListingUseCases, PinUseCases


class EnrolStep(Enum):
    """Progress of the first run, in order."""

    CHECKING_LOG = "checking-log"
    MAKING_KEYS = "making-keys"
    ENROLLING = "enrolling"
    PUBLISHING_PREKEYS = "publishing-prekeys"
    DONE = "done"


class LinkStep(Enum):
    """Progress of linking a workstation, in order, on either side."""

    WAITING = "waiting"
    """For the other side to turn up."""
    COMPARING = "comparing"
    """Both screens show the short code."""
    ADDING = "adding"
    """The log takes the new device in."""
    CHECKING_LOG = "checking-log"
    PUBLISHING_PREKEYS = "publishing-prekeys"
    DONE = "done"


class RememberAvailability(Enum):
    """Whether "remember on this computer" can be offered."""

    AVAILABLE = "available"
    NOT_ALLOWED = "not-allowed"
    """Policy forbids it."""
    OTHER_PROFILES = "other-profiles"
    """More than one person uses this computer account."""
    NO_KEYRING = "no-keyring"


LogProgress = Callable[[int, int], None]
"""Called with how much of the clinic's log is fetched and checked, of how much. For a long log."""


def no_progress(_done: int, _total: int) -> None:
    """For who shows none."""


class AccessUseCases(Protocol):
    """Before a profile is open: first run and unlocking."""

    @property
    def policy(self) -> Policy: ...
    @property
    def key(self) -> str:
        """Which profile of this computer; says nothing about the person."""
        ...

    def has_profile(self) -> bool: ...
    def removed(self) -> Removal | None:
        """Whether a profile here was removed from afar, data and all, and by whom.

        Ask at every start, before `has_profile`: a removal that was interrupted is finished here.
        Shown until `forget_removed`; a new invite can be used all the same.
        """
        ...

    def forget_removed(self) -> None:
        """The person has read it."""
        ...

    def remember_availability(self) -> RememberAvailability: ...
    def seconds_until_next_try(self) -> float:
        """How long to wait before another passphrase is tried; grows with wrong ones."""
        ...

    def read_invite(self, text: str) -> InviteView:
        """Check an invite's text without using it. Raises InviteError with clear words."""
        ...

    def check_recovery_words(self, text: str) -> RecoveryWordsView:
        """Judge the words of a recovery kit, or its scanned code, as far as they are typed."""
        ...

    async def enrol(
        self,
        invite_text: str,
        passphrase: str,
        *,
        remember: bool,
        progress: Callable[[EnrolStep], None],
        recovery_words: str = "",
        log_progress: LogProgress = no_progress,
    ) -> ClientUseCases:
        """Make the keys here, enrol, and open the new profile.

        When it fails the profile folder is as it was; the invite can be used again unless the
        relay has it in its log, and then calling this again with the same passphrase finishes it.
        """
        ...

    async def link(
        self,
        relay_url: str,
        passphrase: str,
        *,
        device_name: str,
        remember: bool,
        show: Callable[[LinkCodeView], None],
        compare: Callable[[LinkWelcomeView], Awaitable[bool]],
        progress: Callable[[LinkStep], None],
        log_progress: LogProgress = no_progress,
    ) -> ClientUseCases:
        """Make this computer another workstation of a person who uses Curbside already.

        `show` gets the code that the old workstation needs. `compare` shows the short code and
        returns whether the person says that both are the same: nothing is signed before, so that
        somebody who saw the code and answers first is found out here. Cancelling the task gives
        up, and tells the other side. When it fails the profile folder is as it was, unless the log
        may have this device already: then calling this again with the same passphrase finishes it,
        and neither `show` nor `compare` is called. Raises LinkError with clear words, RelayError.
        """
        ...

    async def unlock(self, passphrase: str) -> ClientUseCases:
        """Open the profile. Raises WrongPassphrase (with the delay), StoreDamaged, ..."""
        ...

    def hidden(self) -> HiddenView | None:
        """What the PIN can still do; None when only the passphrase opens the profile."""
        ...

    async def unlock_with_pin(self, digits: str) -> ClientUseCases:
        """Open it with the key held in memory. Raises WrongPin, PinOver, StoreDamaged, ..."""
        ...

    def lock_fully(self) -> None:
        """Drop the key that is held in memory: the passphrase is needed."""
        ...

    async def unlock_remembered(self) -> ClientUseCases | None:
        """Open it with the key from the OS keyring; None when there is none."""
        ...


class ContactUseCases(Protocol):
    """People and conversations."""

    async def contacts(self) -> list[ContactView]:
        """Everyone else in the clinic's directory, by name."""
        ...

    async def contact(self, account_id: AccountId) -> ContactView: ...
    async def conversations(self) -> list[ConversationView]:
        """Those with a message or a draft, and those pinned: these first, then newest first."""
        ...

    async def conversation(self, account_id: AccountId) -> ConversationView:
        """The conversation with a person, made if need be."""
        ...

    async def group_conversation(self, conversation_id: ConversationId) -> ConversationView:
        """The conversation of a group. Raises MessageGone."""
        ...

    async def set_pinned(self, conversation_id: ConversationId, pinned: bool) -> None:
        """Keep it above the others, or no more. The person's other devices follow in all three."""
        ...

    async def mute(self, conversation_id: ConversationId, until_ms: int) -> None:
        """Announce nothing of it until then; 0 ends that, `FOREVER_MS` is for good."""
        ...

    async def mark_unread(self, conversation_id: ConversationId, unread: bool) -> None:
        """Mark it by hand, to come back to. Opening the conversation (`mark_read`) ends it."""
        ...


class SearchUseCases(Protocol):
    """Finding messages and people."""

    async def find(
        self, query: SearchQuery, limit: int = 30, before: int | None = None
    ) -> SearchPage:
        """A page of what matches, the newest message first; answers within some milliseconds.

        `before` is the `more_before` of the page before. People come with the first page, unless
        something other than words was asked for. Cancelling is free.
        """
        ...


class VerificationUseCases(Protocol):
    """Checking whom one talks to."""

    async def safety_number(self, account_id: AccountId) -> SafetyNumberView: ...
    async def compare_code(self, account_id: AccountId, text: str) -> CodeComparison: ...
    async def confirm_match(self, account_id: AccountId, shown: SafetyNumberView) -> None:
        """The person says that the numbers match. Refused if the key changed meanwhile."""
        ...

    async def report_mismatch(self, account_id: AccountId, shown: SafetyNumberView) -> None:
        """The person says that they do not: sending to this contact stops."""
        ...

    async def card(self) -> CardView:
        """One's own card, for colleagues to compare with. `compare_code` reads its code too."""
        ...

    async def accept_new_key(self, account_id: AccountId, shown: SafetyNumberView) -> None:
        """Go on with the changed account key, unverified. Held messages are not sent to it."""
        ...


class DeviceUseCases(Protocol):
    """The person's own workstations."""

    async def devices(self) -> DevicesView: ...
    async def rename(self, device_id: DeviceId, name: str) -> None:
        """What the person calls it; all their devices learn it."""
        ...

    async def add(
        self,
        code: str,
        passphrase: str,
        *,
        confirm: Callable[[LinkOfferView], Awaitable[bool]],
        progress: Callable[[LinkStep], None],
    ) -> OwnDeviceView:
        """Link the workstation that shows `code`.

        `confirm` shows the short code and returns whether the person says that both are the same.
        Raises LinkError, WrongPassphraseError, NeedsMainDevice.
        """
        ...

    async def remove(self, device_id: DeviceId, passphrase: str, *, wipe: bool = False) -> None:
        """End a workstation of one's own. Raises NeedsMainDevice, WrongPassphraseError.

        With `wipe` it deletes its messages when it next hears of it.
        """
        ...

    async def send_history(self, device_id: DeviceId) -> int:
        """Begin to copy all messages to a device of one's own; how many. Progress: the bus."""
        ...

    async def explain(self, device_id: DeviceId, passphrase: str) -> None:
        """The person says: this unannounced device is mine. Ends the alarm about it."""
        ...


class RecoveryUseCases(Protocol):
    """The recovery kit."""

    async def status(self) -> RecoveryStatusView: ...
    async def make_kit(self, passphrase: str) -> RecoveryKitView:
        """Make a new kit; an older one opens nothing from then on. Raises NeedsMainDevice, ..."""
        ...

    async def withdraw_kit(self, passphrase: str) -> None:
        """The relay forgets the sealed key: a lost page is worth nothing any more."""
        ...


class BackupUseCases(Protocol):
    """Messages in an encrypted file."""

    async def export(
        self,
        path: Path,
        passphrase: str,
        progress: Callable[[int, int], None],
        *,
        overwrite: bool = False,
    ) -> int:
        """Write all messages; how many. Cancelling leaves no file. Raises BackupError, ...

        A file that is there is replaced only with `overwrite`: the person was asked.
        """
        ...

    async def restore(
        self, path: Path, passphrase: str, progress: Callable[[int, int], None]
    ) -> RestoredView:
        """Take over what is not here yet. Raises BackupError with clear words."""
        ...


class SettingsUseCases(Protocol):
    """This device and its preferences."""

    async def own(self) -> OwnView: ...
    async def directory_status(self) -> DirectoryStatusView: ...
    async def read_receipts(self) -> bool: ...
    async def set_read_receipts(self, enabled: bool) -> None: ...
    async def typing_shown(self) -> bool:
        """Whether others are told that this person writes, and this person of others."""
        ...

    async def set_typing_shown(self, enabled: bool) -> None: ...
    async def preference(self, name: Preference) -> str:
        """What the person prefers; empty when they never said."""
        ...

    async def set_preference(self, name: Preference, value: str) -> None:
        """Remember it with the profile. At most `PREFERENCE_LIMIT` characters."""
        ...

    async def change_passphrase(self, old: str, new: str) -> None: ...
    async def fork_proof(self) -> bytes | None:
        """The two contradicting checkpoints as a file for IT, without any content; None if none."""
        ...

    async def forget_remembered(self) -> None:
        """Remove the key from the OS keyring."""
        ...


class ClientUseCases(Protocol):
    """An open profile."""

    @property
    def bus(self) -> Bus: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def contacts(self) -> ContactUseCases: ...
    @property
    def messages(self) -> MessageUseCases: ...
    @property
    def search(self) -> SearchUseCases: ...
    @property
    def verification(self) -> VerificationUseCases: ...
    @property
    def settings(self) -> SettingsUseCases: ...
    @property
    def devices(self) -> DeviceUseCases: ...
    @property
    def recovery(self) -> RecoveryUseCases: ...
    @property
    def backup(self) -> BackupUseCases: ...
    @property
    def pin(self) -> PinUseCases: ...
    @property
    def listing(self) -> ListingUseCases: ...
    @property
    def notifications(self) -> NotificationUseCases: ...
    @property
    def files(self) -> FileUseCases: ...
    @property
    def groups(self) -> GroupUseCases: ...
    @property
    def media(self) -> MediaPort:
        """What decodes files that somebody else made."""
        ...

    @property
    def sound(self) -> SoundPort | None:
        """The microphone and the loudspeaker; None where the program was built without."""
        ...

    @property
    def connection(self) -> Connection: ...
    @property
    def connection_error(self) -> CurbsideError | None: ...
    @property
    def alarm(self) -> CurbsideError | None:
        """The blocking alarm (a forked log), if there is one."""
        ...

    def woke(self) -> None:
        """The computer slept: look at the relay anew instead of waiting on a dead connection."""
        ...

    async def start(self) -> None:
        """Begin to sync. Returns at once; news comes over the bus."""
        ...

    async def wait_locked(self) -> LockedWaitingUseCases | None:
        """Call before `lock`: what can go on counting new messages afterwards, and nothing else.

        None when policy forbids it or the relay does not answer at once. Close it.
        """
        ...

    async def lock(self) -> None:
        """Stop, close the database and drop the keys. The object is of no use afterwards."""
        ...
