"""What the clinic's IT decides for every workstation, as one strictly decoded value.

IT writes one JSON object (where: `app.desktop.policy_source`). Every field may be left out; the
defaults below hold then. An unknown field, a wrong type or a value out of range makes the whole
policy invalid: it is reported, and the defaults hold, which are the safe choice. The person may
change only what `Setting` lists, where policy gives the initial value; not even that when it is
named in `locked`.

    {"lock_after_minutes": 5, "read_receipts": false, "locked": ["read_receipts"]}
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, ClassVar

import msgspec

from app.core.errors import CurbsideError

POLICY_SIZE_LIMIT = 64 * 1024
"""Bytes; anything larger is not a policy."""


class RelayTrust(Enum):
    """How the relay's TLS certificate is judged."""

    PIN = "pin"
    """By the key that the invite (later: the log) names. Proof against any other certificate."""
    SYSTEM = "system"
    """By the operating system's trust store, for clinics that replace certificates centrally."""


class NotificationDetail(Enum):
    """The most that a notification may say. The text of a message it never says."""

    NONE = "none"
    """That there are new messages, and how many."""
    SENDER = "sender"
    """Also from whom, for those who choose so."""


class Language(Enum):
    """The language of the windows."""

    SYSTEM = "system"
    """The operating system's, where Curbside speaks it; English elsewhere."""
    ENGLISH = "en"
    GERMAN = "de"


class Setting(Enum):
    """A choice of the person's that policy can take over."""

    READ_RECEIPTS = "read_receipts"
    NOTIFICATIONS = "notifications"
    TYPING_INDICATOR = "typing_indicator"
    LANGUAGE = "language"
    FETCH_FILES = "fetch_files_mib"


_Version = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,4}(\.[0-9]{1,4}){2}$")]


class PolicyInvalid(CurbsideError):  # noqa: N818 - named for what happened
    """The policy cannot be used. `detail` says where it is wrong; it comes from IT's own file."""

    code: ClassVar[str] = "policy-invalid"
    message = "The clinic's settings for this computer cannot be read, so safe defaults are used."
    action = "Ask your clinic's IT to correct the policy file."

    def __init__(self, detail: str, source: str = "") -> None:
        super().__init__()
        self.detail = detail
        self.source = source


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The clinic's rules for this workstation."""

    relay_trust: RelayTrust = RelayTrust.PIN
    """"pin": the relay's certificate is judged by the key that the invite, later the log, names.
    "system": by the operating system's trust store."""
    relay_url: (
        Annotated[str, msgspec.Meta(max_length=512, pattern=r"^https://[^\s/@]+/?$")] | None
    ) = None
    """When set, invites for another relay are refused."""

    lock_after_minutes: Annotated[int, msgspec.Meta(ge=1, le=120)] = 10
    """Minutes without input until the app locks."""
    lock_with_session: bool = True
    """Lock when the operating system's session locks or the computer sleeps."""
    min_passphrase_length: Annotated[int, msgspec.Meta(ge=8, le=64)] = 12
    """Characters that a passphrase must have at least."""
    pin_hours: Annotated[int, msgspec.Meta(ge=0, le=24)] = 4
    """Hours after the passphrase for which the person's PIN opens the app again; 0: no PIN."""
    min_pin_length: Annotated[int, msgspec.Meta(ge=4, le=12)] = 6
    """Digits that a PIN must have at least."""
    allow_remember: bool = True
    """Whether the vault key may be kept in the operating system's keyring."""
    allow_backup: bool = True
    """Whether the person may save all messages in an encrypted file. Restoring always is."""
    allow_unverified_key_change: bool = True
    """Whether the person may go on with a colleague's changed key without comparing numbers."""

    read_receipts: bool = True
    """Whether others are told what this person has read."""
    typing_indicator: bool = False
    """Whether others are told that this person is writing. Off at first: the relay sees when
    envelopes go, and these go while somebody thinks."""
    edit_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 15
    """Minutes for which a message of one's own can be edited; 0: never."""
    recall_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 60
    """Minutes for which a message of one's own can be taken back; 0: never."""
    open_links: bool = True
    """Whether links in messages can be opened, after a question that shows where they lead."""
    notifications: bool = True
    """Whether "New message" is announced, unless the person has turned it off. Content never is."""
    notification_detail: NotificationDetail = NotificationDetail.NONE
    """Whether a person may choose to have the sender's name in notifications."""
    notify_while_locked: bool = True
    """Whether a locked app counts new messages, for a day, with a key that can do no more."""
    allow_do_not_disturb: bool = True
    """Whether the person may silence all notifications for a time."""

    max_file_mib: Annotated[int, msgspec.Meta(ge=0, le=16_384)] = 2_048
    """The largest file that can be sent, in MiB; 0: no files."""
    fetch_files_mib: Annotated[int, msgspec.Meta(ge=0, le=1_024)] = 5
    """Up to how many MiB files are fetched by themselves, unless the person chose otherwise."""
    allow_save_files: bool = True
    """Whether files can be saved outside Curbside. Each time is noted on this computer."""
    allow_print_files: bool = True
    """Whether files can be printed. Noted likewise."""
    allow_original_pictures: bool = True
    """Whether a picture can be sent with its hidden details (place, camera, owner)."""

    retention_days: Annotated[int, msgspec.Meta(ge=0, le=36_500)] = 0
    """Days after which messages are deleted on this computer; 0: never. What nobody has read yet,
    and what still waits to be sent, stays."""
    newest_version: _Version | None = None
    """The version that IT has approved. Older ones tell the person that IT has a newer one."""
    oldest_version: _Version | None = None
    """Older versions than this send nothing any more: for when a fault must not be lived with."""

    witnesses_required: Annotated[int, msgspec.Meta(ge=0, le=8)] = 0
    """How many witnesses must have cosigned the log before anything is sent; 0: none."""
    witness_keys: Annotated[
        tuple[Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")], ...],
        msgspec.Meta(max_length=8),
    ] = ()
    """Keys of witnesses to be believed besides those that the log names: 64 hex digits each."""

    language: Language = Language.SYSTEM
    """The language of the windows: "system", "en" or "de"."""

    locked: frozenset[Setting] = frozenset()
    """Settings that the person cannot change."""

    def is_locked(self, setting: Setting) -> bool:
        """Whether the person may not change `setting`."""
        return setting in self.locked

    def effective_language(self, chosen: Language | None) -> Language:
        """The language to show, given the choice that was made on this computer."""
        if chosen is None or self.is_locked(Setting.LANGUAGE):
            return self.language
        return chosen

    def effective_typing_indicator(self, chosen: bool | None) -> bool:
        """Whether to tell, and show, who writes just now, given the person's own choice."""
        if chosen is None or self.is_locked(Setting.TYPING_INDICATOR):
            return self.typing_indicator
        return chosen

    def effective_read_receipts(self, chosen: bool | None) -> bool:
        """Whether to send read receipts, given the person's own choice."""
        if chosen is None or self.is_locked(Setting.READ_RECEIPTS):
            return self.read_receipts
        return chosen


DEFAULT_POLICY = Policy()


def decode_policy(data: bytes, source: str = "") -> Policy:
    """Read a policy from JSON. Raises PolicyInvalid, which names the field that is wrong."""
    if len(data) > POLICY_SIZE_LIMIT:
        raise PolicyInvalid("larger than 64 KiB", source)
    try:
        return msgspec.json.decode(data, type=Policy)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PolicyInvalid(str(error), source) from error


def policy_from_values(values: dict[str, object], source: str = "") -> Policy:
    """Read a policy from already parsed values (a registry key, a property list)."""
    try:
        return msgspec.convert(values, type=Policy)
    except msgspec.ValidationError as error:
        raise PolicyInvalid(str(error), source) from error
