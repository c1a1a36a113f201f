"""The gallery's first run and unlocking: one invite, one passphrase, and failures as planned."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from time import time

from app.core.errors import CurbsideError
from app.core.shared_views import HiddenView
from app.core.views import (
    InviteView,
    LinkCodeView,
    LinkWelcomeView,
    RecoveryWordsView,
    Removal,
)
from app.services.api import (
    EnrolStep,
    LinkStep,
    LogProgress,
    RememberAvailability,
    no_progress,
)
from app.ui.gallery_devices import Pause, sample_link
from app.ui.gallery_people import KEY, PIN, SamplePinError
from app.ui.gallery_recovery import WORDS
from app.ui.gallery_services import OWN, SampleClient
from app.ui.gallery_use_cases import MINUTE, PASSPHRASE, SampleWrongPassphrase

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
    message = "This is not a Curbside invite."
    action = (
        "An invite is a text that begins with “curbside:invite:”, or a file that ends in "
        ".curbside-invite. Paste all of it."
    )


class SampleAccess:
    """Before a profile is open."""

    def __init__(self, client: SampleClient, *, profile: bool = True, key: str = KEY) -> None:
        self.client = client
        self.policy = client.policy
        self.key = key
        self.held: HiddenView | None = None
        self.profile = profile
        self.delay = 0.0
        self.fail_enrol: CurbsideError | None = None
        self.unlock_error: CurbsideError | None = None
        self.enrolled_with: tuple[str, str, bool] | None = None
        self.removal: Removal | None = None
        self.recovered_with = ""
        self.log_gate: asyncio.Event | None = None
        self.fail_link: CurbsideError | None = None
        self.pause = Pause()
        self.linked_with: tuple[str, str, str, bool] | None = None
        self.links_cancelled = 0
        self.availability = RememberAvailability.NO_KEYRING

    def has_profile(self) -> bool:
        """Whether somebody enrolled here."""
        return self.profile

    def hidden(self) -> HiddenView | None:
        """What was planned."""
        return self.held

    async def unlock_with_pin(self, digits: str) -> SampleClient:
        """One PIN opens it, while it is held."""
        if self.held is None:
            raise SampleWrongPassphrase
        if digits != PIN:
            left = self.held.tries_left - 1
            self.held = HiddenView(left, self.held.seconds_left) if left else None
            raise SamplePinError(left=left)
        return self.client

    def lock_fully(self) -> None:
        """Only the passphrase opens it."""
        self.held = None

    def removed(self) -> Removal | None:
        """What was planned."""
        return self.removal

    def forget_removed(self) -> None:
        """Read."""
        self.removal = None

    def remember_availability(self) -> RememberAvailability:
        """Whether the keyring can be used."""
        return self.availability

    def seconds_until_next_try(self) -> float:
        """The delay that was planned."""
        return self.delay

    def read_invite(self, text: str) -> InviteView:
        """One invite is known, and one for a recovery kit."""
        if text.startswith("curbside:invite:RECOVER"):
            return dataclasses.replace(INVITE, needs_recovery_kit=True)
        if not text.startswith("curbside:invite:"):
            raise SampleInviteError
        return INVITE

    def check_recovery_words(self, text: str) -> RecoveryWordsView:
        """The known words, in their order."""
        typed = text.split()
        for number, word in enumerate(typed, 1):
            if number > len(WORDS) or word.lower() not in WORDS:
                unknown = CurbsideError(
                    "Word {number} is not one that a recovery kit has.",
                    "Compare word {number} with the page, letter by letter.",
                    number=number,
                )
                return RecoveryWordsView(number - 1, number, False, unknown)
        if tuple(typed) == WORDS:
            return RecoveryWordsView(12, None, True)
        if len(typed) == len(WORDS):
            disagree = CurbsideError(
                "The 12 words do not fit together: one is wrong, or two have changed places.",
                "Compare each word and its number with the page.",
            )
            return RecoveryWordsView(12, None, False, disagree)
        missing = CurbsideError(
            "A recovery kit has {needed} words, and here are {count}.",
            "Type the 12 words from the page, in their order. Capital letters do not matter.",
            needed=len(WORDS),
            count=len(typed),
        )
        return RecoveryWordsView(len(typed), None, False, missing)

    async def enrol(
        self,
        invite_text: str,
        passphrase: str,
        *,
        remember: bool,
        progress: Callable[[EnrolStep], None],
        recovery_words: str = "",
        log_progress: LogProgress = no_progress,
    ) -> SampleClient:
        """Go through the steps."""
        self.recovered_with = recovery_words
        progress(EnrolStep.CHECKING_LOG)
        log_progress(12_000, 100_000)
        if self.log_gate is not None:
            await self.log_gate.wait()
        progress(EnrolStep.MAKING_KEYS)
        if self.fail_enrol is not None:
            error, self.fail_enrol = self.fail_enrol, None
            raise error
        progress(EnrolStep.ENROLLING)
        progress(EnrolStep.PUBLISHING_PREKEYS)
        self.enrolled_with = (invite_text, passphrase, remember)
        self.profile = True
        return self.client

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
    ) -> SampleClient:
        """Go through the steps."""
        log_progress(0, 0)
        if self.fail_link is not None:
            error, self.fail_link = self.fail_link, None
            raise error
        try:
            await sample_link(self.pause, show, compare, progress, OWN.clinic_name)
        except asyncio.CancelledError:
            self.links_cancelled += 1
            raise
        self.linked_with = (relay_url, passphrase, device_name, remember)
        self.profile = True
        return self.client

    async def unlock(self, passphrase: str) -> SampleClient:
        """Compare the passphrase."""
        if self.unlock_error is not None:
            raise self.unlock_error
        if passphrase != PASSPHRASE:
            self.delay = 3.0
            raise SampleWrongPassphrase
        self.client.locked = False
        return self.client

    async def unlock_remembered(self) -> SampleClient | None:
        """Nothing is remembered."""
        return None
