"""Coming back after every device was lost: a recovery invite and the words of the recovery kit.

relay/PROTOCOL.md section 11. The invite is IT's: it lets this computer fetch what the relay keeps
sealed, and add one device. The words are the person's: they open it. The account key that comes out
signs this device into the account, so colleagues see no key change; the person's other devices, if
there are any after all, did not hear of it beforehand and raise the alarm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.core.errors import CurbsideError, DecodeError
from app.core.ids import DeviceId
from app.core.randomness import Randomness
from app.core.records import TrustRecord
from app.core.relay_errors import EntryRefused
from app.core.relay_port import RelayPort
from app.core.store_ports import Transaction
from app.core.views import RecoveryWordsView
from app.crypto import recovery_kit
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.invite import Invite
from app.crypto.recovery_kit import KitContents, KitGroup, Mark
from app.crypto.transparency import signing
from app.crypto.transparency.records import AccountRecord
from app.crypto.transparency.replica import Replica
from app.crypto.transparency.rules import MAX_LIVE_DEVICES
from app.services import group_restoring, recovery
from app.services.enrolment import PendingEnrolment, fetch_log
from app.services.fetched_log import FetchedLog
from app.services.own_device import OwnDevice


class RecoveryError(CurbsideError):
    """Why a recovery cannot go on. The invite was not used up."""

    code = "recovery"
    message = "The account could not be restored."
    action = "Ask your clinic's IT."


class WordsNeeded(RecoveryError):  # noqa: N818 - named for what happened
    """A recovery invite without the words."""

    code = "recovery-words-needed"
    message = "This invite restores an account together with its recovery kit."
    action = (
        "Type the 12 words from the page. If you do not have it, ask your clinic's IT for an "
        "invite that gives you a new account key instead."
    )


class WordsNotNeeded(RecoveryError):  # noqa: N818 - as above
    """The words of a kit with another kind of invite."""

    code = "recovery-words-not-needed"
    message = "This invite is not one for a recovery kit, so the words are of no use with it."
    action = "Ask your clinic's IT for a recovery invite, or go on without the words."


class NoKitKept(RecoveryError):  # noqa: N818 - as above
    """The relay keeps nothing for this person."""

    code = "recovery-no-kit"
    message = "The relay keeps no recovery kit for this person: none was made, or it was withdrawn."
    action = "Ask your clinic's IT for an invite that gives you a new account key instead."


class KitOutdated(RecoveryError):  # noqa: N818 - as above
    """The account has another key by now."""

    code = "recovery-kit-outdated"
    message = "Your account was given a new key after this recovery kit was made."
    action = (
        "The kit opens nothing any more. Ask your clinic's IT for an invite that gives you a new "
        "account key."
    )


class AccountEnded(RecoveryError):  # noqa: N818 - as above
    """The authority closed it, or it never was."""

    code = "recovery-account-ended"
    message = "This account is closed in your clinic's directory."
    action = "Ask your clinic's IT. Nothing was changed."


class InviteNotGood(RecoveryError):  # noqa: N818 - as above
    """The relay judges the invite by the log, and finds it wanting."""

    code = "recovery-invite-not-good"
    message = (
        "The relay does not accept this recovery invite any more: the account was closed, or the "
        "clinic's own key was changed."
    )
    action = "Ask your clinic's IT for a new one. Nothing was changed."


class TooManyDevices(RecoveryError):  # noqa: N818 - as above
    """The account has as many as it may."""

    code = "recovery-too-many-devices"
    message = "This account has as many computers as it may have."
    action = (
        "Remove one that you do not use any more in Settings on another computer, or ask your "
        "clinic's IT to. Then try again with the same invite."
    )


class KitDamaged(RecoveryError):  # noqa: N818 - as above
    """Opened, and not what any version of the app writes."""

    code = "recovery-kit-damaged"
    message = "What the relay keeps for this recovery kit makes no sense."
    action = "Tell your clinic's IT. They can give you an invite for a new account key instead."


@dataclass(frozen=True, slots=True)
class Restored:
    """What the kit gave back, checked against the log."""

    account: AccountSecret = field(repr=False)
    marks: tuple[Mark, ...] = field(repr=False)
    groups: tuple[KitGroup, ...] = field(repr=False)
    key: bytes = field(repr=False)
    """Seals the kit from now on."""
    version: int


def secret_for(invite: Invite, words: str) -> bytes | None:
    """The kit's secret where the invite needs one, None where it does not.

    Raises WordsNeeded, WordsNotNeeded, RecoveryWordsError. Asks nobody.
    """
    if not invite.needs_recovery_kit:
        if words.strip():
            raise WordsNotNeeded
        return None
    if not words.strip():
        raise WordsNeeded
    return recovery_kit.read_secret(words)


def check_words(text: str) -> RecoveryWordsView:
    """What is to be said about words as far as they are typed. Asks nobody."""
    try:
        recovery_kit.read_secret(text)
    except recovery_kit.WordUnknown as error:
        return RecoveryWordsView(error.number - 1, error.number, False, error)
    except recovery_kit.WordsMissing as error:
        return RecoveryWordsView(error.count, None, False, error)
    except recovery_kit.RecoveryWordsError as error:
        good = recovery_kit.WORD_COUNT if isinstance(error, recovery_kit.WordsDisagree) else 0
        return RecoveryWordsView(good, None, False, error)
    return RecoveryWordsView(recovery_kit.WORD_COUNT, None, True)


def fetch(
    relay: RelayPort,
    invite: Invite,
    secret: bytes,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[FetchedLog, Restored]:
    """Fetch the log, and open what the relay keeps. Blocking. Raises RecoveryError, RelayError.

    Whose key it is, the log decides: the blob of another person, clinic or time opens nothing.
    """
    try:
        fetched = fetch_log(relay, invite, progress)
        replica = fetched.replica
        account = _account(invite, replica)
        kept = relay.recovery()
    except EntryRefused as error:
        raise InviteNotGood from error
    if kept is None or not kept.sealed:
        raise NoKitKept
    log_id, account_id = invite.certificate.log_id, invite.certificate.account_id
    key = recovery_kit.derive_key(secret, log_id, account_id)
    try:
        contents: KitContents = recovery_kit.open_sealed(
            kept.sealed, key, log_id, account_id, kept.version
        )
    except DecodeError as error:
        raise KitDamaged from error
    found = AccountSecret(contents.account_seed)
    if found.account_key != account.account_key:
        raise KitOutdated
    return fetched, Restored(found, contents.marks, contents.groups, key, kept.version)


def make_keys(
    invite: Invite,
    replica: Replica,
    restored: Restored,
    now_ms: int,
    randomness: Randomness,
) -> tuple[OwnDevice, PendingEnrolment]:
    """A new device of the account, and the entry that introduces it."""
    account = _account(invite, replica)
    device = DeviceSecrets.generate(randomness)
    device_id = DeviceId(randomness.random_bytes(16))
    log_id, account_id = invite.certificate.log_id, invite.certificate.account_id
    entry = signing.device_add_entry(
        restored.account,
        device,
        account_id,
        device_id,
        head=account.head,
        log_id=log_id,
        time_ms=now_ms,
    )
    own = OwnDevice(
        account_id=account_id,
        device_id=device_id,
        account_seed=restored.account.seed,
        signing_seed=device.signing_seed,
        agreement_secret=device.agreement_secret,
        log_id=log_id,
        directory_key=invite.directory_key,
        relay_url=invite.relay_url,
        clinic_name=invite.clinic_name,
    )
    return own, PendingEnrolment(b"", entry, b"")


def save(own: OwnDevice, restored: Restored, replica: Replica, tx: Transaction) -> None:
    """Keep what the person had decided, and the kit, in the transaction that keeps the keys.

    *Verified* and *mismatch* are of one key: they come back for that key alone. An account key that
    changed since stays unaccepted, so that nothing is sent to the new one before it was looked at.
    """
    for mark in restored.marks:
        account = replica.directory.account(mark.account_id)
        if account is None or mark.account_id == own.account_id:
            continue
        if mark.accepted_key not in {period.key for period in account.keys}:
            continue
        current = account.account_key
        verified = mark.verified_key == current
        tx.people.put_trust(
            TrustRecord(
                mark.account_id,
                mark.accepted_key,
                current if verified else None,
                mark.verified_at_ms if verified else None,
                current if mark.mismatch_key == current else None,
            )
        )
    group_restoring.want(tx, restored.groups)
    recovery.begin_restored(tx, restored.key, restored.version)


def _account(invite: Invite, replica: Replica) -> AccountRecord:
    account = replica.directory.account(invite.certificate.account_id)
    if account is None or account.closed:
        raise AccountEnded
    if len(account.live_devices) >= MAX_LIVE_DEVICES:
        raise TooManyDevices
    return account
