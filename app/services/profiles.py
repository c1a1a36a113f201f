"""Everybody who uses this computer, each behind a passphrase of their own (`ProfilesUseCases`).

Before one of them is open, nothing is known of any but the number or the few letters that they
chose to be listed as. What one of them holds in memory for a PIN is in their own `Access`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app.core.errors import CurbsideError
from app.core.policy import Policy
from app.core.profile_ports import ProfileFiles, ProfilesFolder
from app.core.shared_views import ListedPerson, PersonState
from app.core.views import Removal
from app.services import listing, removal
from app.services.access import Access
from app.services.context import log
from app.services.listing import Listing
from app.services.off_loop import off_loop
from app.services.ports import Ports


class NobodyThere(CurbsideError):  # noqa: N818 - named for what happened
    """The profile is not on this computer any more."""

    code = "nobody-there"
    message = "This profile is not on this computer any more."
    action = "Choose another one."


class Profiles:
    """The people of one computer account."""

    def __init__(self, folder: ProfilesFolder, ports: Ports, policy: Policy) -> None:
        """`ports` of any profile; its files are replaced by those of each."""
        self._folder = folder
        self._ports = ports
        self._policy = policy
        self._accesses: dict[str, Access] = {}

    @property
    def policy(self) -> Policy:
        """The clinic's rules."""
        return self._policy

    @property
    def can_add(self) -> bool:
        """Whether one more person may begin here."""
        return self._folder.can_add

    def people(self) -> Sequence[ListedPerson]:
        """Who has a label first, by it; then the others, by number."""
        profiles = self._profiles()
        listings = listing.number_all(profiles)
        listed = [self._view(*each) for each in zip(profiles, listings, strict=True)]
        return sorted(listed, key=lambda p: (not p.label, p.label.casefold(), p.number))

    def access(self, key: str) -> Access:
        """The way into one person's profile. Raises NobodyThere."""
        if key not in self._accesses:
            found = next((files for files in self._folder.all() if files.name == key), None)
            if found is None:
                raise NobodyThere
            self._accesses[key] = self._make(found)
        return self._accesses[key]

    def newcomer(self) -> Access:
        """Where the next person enrols or links, or goes on with what was interrupted."""
        files = self._folder.unfinished()
        access = self._accesses.get(files.name) or self._make(files)
        self._accesses[files.name] = access
        return access

    async def remove(self, key: str, passphrase: str | None) -> None:
        """Destroy a closed profile on this computer alone. See `ProfilesUseCases.remove`."""
        access = self.access(key)
        if passphrase is not None:
            await access.check_passphrase(passphrase)
        access.lock_fully()
        files = next((files for files in self._folder.all() if files.name == key), None)
        if files is not None:
            await off_loop(partial(removal.remove_here, files, self._ports.keyring))
        self._accesses.pop(key, None)

    async def tidy(self) -> None:
        """Take keys out of the keyring that may not stay there beside somebody else's profile."""
        profiles = list(self._folder.all())
        if len(profiles) > 1:
            await off_loop(partial(self._forget_keys, profiles))

    def lock_all_fully(self) -> None:
        """No PIN opens anything from now on."""
        for access in self._accesses.values():
            access.lock_fully()

    def _make(self, files: ProfileFiles) -> Access:
        return Access(replace(self._ports, files=files), self._policy, self.tidy)

    def _profiles(self) -> list[ProfileFiles]:
        """Who is to be listed; removals that somebody began here are finished instead."""
        found = []
        for files in self._folder.all():
            if removal.is_here(files):
                self._finish(files)
            else:
                found.append(files)
        return found

    def _finish(self, files: ProfileFiles) -> None:
        try:
            removal.remove_here(files, self._ports.keyring)
        except CurbsideError as error:
            log.error("removal not finished: %s", error.code)

    def _view(self, files: ProfileFiles, kept: Listing) -> ListedPerson:
        access = self.access(files.name)
        removed: Removal | None = access.removed()
        state = PersonState.HIDDEN if access.hidden() is not None else PersonState.LOCKED
        if removed is not None:
            state = PersonState.REMOVED
        return ListedPerson(files.name, kept.number, kept.label, state, removed)

    def _forget_keys(self, profiles: Sequence[ProfileFiles]) -> None:
        """Blocking. What the keyring does not give now is tried again at the next start."""
        keyring = self._ports.keyring
        try:
            if not keyring.usable():
                return
            for files in profiles:
                if keyring.recall(files.name) is not None:
                    keyring.forget(files.name)
                    listing.tell_remember_ended(files)
        except CurbsideError as error:
            log.info("keyring: %s", error.code)
