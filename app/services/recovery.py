"""The recovery kit, on the device that holds the account key (relay/PROTOCOL.md section 11).

What is on the page exists only while it is shown: this device keeps the key that seals, from which
neither words nor secret follow. When the person's decisions about colleagues change, it seals again
and lets the relay have that. A second holder of the account key may do the same: whoever finds that
the relay has a newer kit than its own leaves it alone from then on.

The database knows before the relay what is meant to be there, so that a crash in between is put
right at the next upkeep: the relay gets again what the last finished step left.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Callable
from functools import partial

import msgspec

from app.core.bus import ContactsChanged, Event, GroupsChanged
from app.core.display_text import name_for_display
from app.core.errors import CurbsideError, describe
from app.core.records import TrustRecord
from app.core.relay_errors import RecoveryStale, RelayConnectionClosed, RelayError
from app.core.store_ports import Transaction
from app.core.transport_types import SealedRecovery
from app.core.views import RecoveryKitView, RecoveryStatusView
from app.crypto import recovery_kit
from app.crypto.recovery_kit import KitContents, Mark
from app.services import group_restoring
from app.services.context import Context, log
from app.services.main_device import account_secret_of
from app.services.tries import Tries

MOST_AHEAD_MS = 24 * 60 * 60 * 1000
"""A version is a time, or one more than the last. The relay takes none that is further ahead."""
REFRESH_MS = 24 * 60 * 60 * 1000
"""So often the relay gets it anew without a change: it may have lost it (a restore from a backup),
or have let another device of the person replace it, which is noticed by that."""
_NAME = "recovery-kit"
_DEBOUNCE_S = 5.0
"""Decisions are made one after another; the relay gets them together."""
_LOOK_EVERY_S = 15 * 60.0
_RETRY_S = 30.0


class WithdrawalWaits(CurbsideError):  # noqa: N818 - named for what happened
    """The relay has not confirmed that it forgot."""

    code = "recovery-withdrawal-waits"
    message = "The relay could not be reached, so it still keeps the sealed key."
    action = "Curbside has it forgotten as soon as the relay is reached. Look here again then."


class Kit(msgspec.Struct, frozen=True):
    """What this device knows of the kit. An empty `key`: there is to be none."""

    key: bytes = b""
    made_at_ms: int = 0
    version: int = 0
    """The highest that the relay may have from us."""
    updated_at_ms: int = 0
    contents: bytes = b""
    """Digest of what was sealed last."""
    settled: bool = True
    """Whether the relay holds just this."""

    def __repr__(self) -> str:
        return "Kit(redacted)"


class RecoveryService:
    """`RecoveryUseCases` over the store and the relay."""

    def __init__(self, context: Context, tries: Tries) -> None:
        self._context = context
        self._tries = tries
        self._one_at_a_time = asyncio.Lock()
        self._due = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Keep the relay's copy up to date from now on."""
        self._due.set()
        self._unsubscribe = self._context.bus.subscribe(self._on_event)
        self._task = asyncio.get_running_loop().create_task(self._upkeep())

    async def stop(self) -> None:
        """End that; what is due is done when the profile is open again."""
        self._unsubscribe()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ContactsChanged | GroupsChanged):
            self._due.set()

    async def _upkeep(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_EVERY_S):
                    await self._due.wait()
            await asyncio.sleep(_DEBOUNCE_S)
            self._due.clear()
            try:
                await self.maintain()
            except RelayConnectionClosed:
                return
            except CurbsideError as error:
                log.info("recovery kit: %s", error.code)
                await asyncio.sleep(_RETRY_S)
                self._due.set()
            except Exception as error:
                log.error("recovery kit: unexpected\n%s", describe(error))
                await asyncio.sleep(_RETRY_S)

    async def status(self) -> RecoveryStatusView:
        """Whether there is a kit, and whether one can be made here."""
        kit = await self._context.store.read(_load)
        return RecoveryStatusView(
            can_make=self._context.own.holds_account_key,
            made_at_ms=kit.made_at_ms if kit.key else None,
            updated_at_ms=kit.updated_at_ms if kit.key and kit.updated_at_ms else None,
        )

    async def make_kit(self, passphrase: str) -> RecoveryKitView:
        """Make a new kit and let the relay have what it opens, then return the page.

        Raises NeedsMainDevice, WrongPassphraseError, TooSoon, RelayError (nothing was made).
        """
        context = self._context
        account_secret_of(context.own)
        await self._require(passphrase)
        secret = context.randomness.random_bytes(recovery_kit.SECRET_SIZE)
        key = recovery_kit.derive_key(secret, context.own.log_id, context.own.account_id)
        now = context.now_ms()
        async with self._one_at_a_time:
            planned = await context.store.write(partial(_plan, least_version=now))
            await self._replace(Kit(key=key, made_at_ms=now, version=planned.version))
        profiles = await context.store.read(lambda tx: tx.people.profiles())
        name = next((p.name for p in profiles if p.account_id == context.own.account_id), "")
        return RecoveryKitView(
            name=name_for_display(name),
            clinic_name=name_for_display(context.own.clinic_name),
            words=recovery_kit.words_of(secret),
            code=recovery_kit.code_of(secret),
            made_at_ms=now,
        )

    async def withdraw_kit(self, passphrase: str) -> None:
        """Drop the key, and have the relay forget what it seals.

        Raises NeedsMainDevice, WrongPassphraseError, TooSoon, WithdrawalWaits.
        """
        context = self._context
        account_secret_of(context.own)
        await self._require(passphrase)

        def drop(tx: Transaction) -> Kit:
            planned = _plan(tx, least_version=context.now_ms())
            kit = Kit(version=planned.version, settled=False)
            _save(tx, kit)
            return kit

        async with self._one_at_a_time:
            kit = await context.store.write(drop)
            try:
                await self._replace(kit)
            except RelayError as error:
                raise WithdrawalWaits from error

    async def maintain(self) -> None:
        """Let the relay have what it should: decisions changed, or an upload did not finish.

        Raises RelayError: to be tried again.
        """
        context = self._context
        if not context.own.holds_account_key:
            return
        async with self._one_at_a_time:
            if not await context.store.read(partial(_is_due, context)):
                return
            kit = await context.store.write(_plan)
            try:
                await self._upload(kit)
            except RecoveryStale:
                log.warning("the relay has a newer recovery kit than this device made")
                await context.store.write(lambda tx: _save(tx, Kit(version=kit.version)))

    async def _replace(self, kit: Kit) -> None:
        """Upload what the person wants there, whatever another device of theirs has put there."""
        try:
            await self._upload(kit)
        except RelayError as error:
            self._due.set()  # whatever the relay has now, it is to be put right soon
            latest = self._context.now_ms() + MOST_AHEAD_MS
            if not isinstance(error, RecoveryStale) or not 0 < (error.version or 0) < latest:
                raise
            after = partial(_plan, least_version=(error.version or 0) + 1)
            version = (await self._context.store.write(after)).version
            await self._upload(msgspec.structs.replace(kit, version=version))

    async def _upload(self, kit: Kit) -> None:
        """Seal what is decided now (nothing, without a key) and remember that the relay has it."""
        context, own = self._context, self._context.own
        contents = await context.store.read(partial(_contents, context))
        sealed, digest = b"", b""
        if kit.key:
            digest = _digest(contents)
            sealed = recovery_kit.seal(
                contents, kit.key, own.log_id, own.account_id, kit.version, context.randomness
            )
        await context.call(partial(context.relay.put_recovery, SealedRecovery(kit.version, sealed)))
        done = msgspec.structs.replace(
            kit, updated_at_ms=context.now_ms(), contents=digest, settled=True
        )
        await context.store.write(lambda tx: _save(tx, done))

    async def _require(self, passphrase: str) -> None:
        """Let nobody else who finds the computer unlocked have the account key on paper."""
        await self._context.call(partial(self._tries.unwrap, passphrase))


def begin_restored(tx: Transaction, key: bytes, version: int) -> None:
    """On a device that was restored by a kit: keep the kit up to date from here.

    A version is the relay's time when the kit was made, and one more for each time it was sealed
    again: near enough for saying when it was made.
    """
    _save(tx, Kit(key=key, made_at_ms=version, version=version))


def _contents(context: Context, tx: Transaction) -> KitContents:
    """The account key, and what matters most of the person's decisions."""
    trusts = sorted(tx.people.trusts(), key=_weight)[: recovery_kit.MAX_MARKS]
    marks = sorted(map(_mark, trusts), key=lambda mark: mark.account_id)
    groups = group_restoring.for_kit(context, tx)
    return KitContents(account_secret_of(context.own).seed, tuple(marks), groups)


def _weight(trust: TrustRecord) -> tuple[bool, bytes]:
    """What was verified or rejected comes before what was merely seen."""
    return trust.verified_key is None and trust.mismatch_key is None, trust.account_id


def _mark(trust: TrustRecord) -> Mark:
    return Mark(
        trust.account_id,
        trust.accepted_key,
        trust.verified_key,
        (trust.verified_at_ms or 0) if trust.verified_key else 0,
        trust.mismatch_key,
    )


def _digest(contents: KitContents) -> bytes:
    return hashlib.sha256(msgspec.msgpack.encode(contents)).digest()


def _is_due(context: Context, tx: Transaction) -> bool:
    kit = _load(tx)
    if not kit.settled:
        return True
    if not kit.key:
        return False
    old = abs(context.now_ms() - kit.updated_at_ms) >= REFRESH_MS
    return old or kit.contents != _digest(_contents(context, tx))


def _plan(tx: Transaction, least_version: int = 0) -> Kit:
    """The next version, kept before the relay hears of it: it is used once, come what may.

    From here on the relay may hold something that this device knows nothing of.
    """
    kit = _load(tx)
    version = max(kit.version + 1, least_version)
    planned = msgspec.structs.replace(kit, version=version, settled=False)
    _save(tx, planned)
    return planned


def _load(tx: Transaction) -> Kit:
    stored = tx.settings.get(_NAME)
    return Kit() if stored is None else msgspec.msgpack.decode(stored, type=Kit)


def _save(tx: Transaction, kit: Kit) -> None:
    tx.settings.put(_NAME, msgspec.msgpack.encode(kit))
