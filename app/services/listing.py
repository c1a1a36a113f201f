"""How a person is listed on a computer that several use: a number, and a label if they chose one.

Kept beside the vault, readable: it is shown before anybody unlocks. Nothing of it comes from the
vault unless the person typed or accepted it (`app.core.listing_label`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from app.core.listing_label import label_of, require_label
from app.core.profile_ports import ProfileFiles
from app.core.store_errors import StoreError
from app.services.context import log
from app.services.off_loop import off_loop

_SIZE_LIMIT = 1024


class Listing(msgspec.Struct, frozen=True):
    """What the file holds."""

    number: Annotated[int, msgspec.Meta(ge=0, le=9999)] = 0
    """0: none yet."""
    label: str = ""
    asked: bool = False
    """Whether the person said what they want to be listed as, if only as a number."""
    remember_ended: bool = False


def read(files: ProfileFiles) -> Listing:
    """What is kept; anybody at this computer can write anything there, so it is only shown."""
    stored = files.listing()
    try:
        if stored is None or len(stored) > _SIZE_LIMIT:
            return Listing()
        listing = msgspec.json.decode(stored, type=Listing)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Listing()
    return msgspec.structs.replace(listing, label=label_of(listing.label))


def write(files: ProfileFiles, listing: Listing) -> None:
    """Keep it. Raises StoreError."""
    files.put_listing(msgspec.json.encode(listing))


def number_all(profiles: Sequence[ProfileFiles]) -> list[Listing]:
    """Everybody's listing. Who has no number yet gets the next one, and keeps it."""
    listings = [read(files) for files in profiles]
    taken: set[int] = set()
    for number, (files, listing) in enumerate(zip(profiles, listings, strict=True)):
        if listing.number and listing.number not in taken:
            taken.add(listing.number)
            continue
        known = max(taken | {each.number for each in listings}, default=0)
        listings[number] = msgspec.structs.replace(listing, number=known + 1)
        taken.add(known + 1)
        if len(profiles) > 1:
            _write_if_possible(files, listings[number])
    return listings


def tell_remember_ended(files: ProfileFiles) -> None:
    """Have the person told, when they next open their profile."""
    _write_if_possible(files, msgspec.structs.replace(read(files), remember_ended=True))


def _write_if_possible(files: ProfileFiles, listing: Listing) -> None:
    try:
        write(files, listing)
    except StoreError as error:
        log.warning("listing not kept: %s", error.code)


@dataclass(frozen=True, slots=True)
class ListingService:
    """The listing of the open profile (`ListingUseCases`)."""

    files: ProfileFiles

    def shared(self) -> bool:
        """Whether somebody else uses this computer account too."""
        return bool(self.files.others())

    def label(self) -> str:
        """What the person is listed as; empty: as a number."""
        return read(self.files).label

    def is_asked(self) -> bool:
        """Whether they said what they want to be listed as."""
        return read(self.files).asked

    async def choose(self, label: str) -> None:
        """Be listed as `label`, or with "" as a number. Raises LabelRefused, StoreError."""
        wanted = require_label(label)

        def save() -> None:
            write(self.files, msgspec.structs.replace(read(self.files), label=wanted, asked=True))

        await off_loop(save)

    async def take_news(self) -> bool:
        """Whether the key was taken out of the keyring since the person last looked. Says it once.

        Raises StoreError.
        """

        def take() -> bool:
            listing = read(self.files)
            if listing.remember_ended:
                write(self.files, msgspec.structs.replace(listing, remember_ended=False))
            return listing.remember_ended

        return await off_loop(take)
