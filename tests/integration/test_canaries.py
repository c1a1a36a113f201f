"""Nothing that a person typed can be found in any file of the system, in any usual disguise.

Canaries go into every field that a person can fill; then every byte of both profiles, of the
relay's directory and of all logs is searched, while everything runs and after it was locked. The
clinic's own name stands in the log's first entry, by design, and nowhere else at the relay.
"""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.core.records import DeliveryState
from app.core.search_types import SearchQuery
from relay.authority.profiles import Profile
from tests.support.clinic import Clinic, Person
from tests.support.scenario import arrived, became

NAMES = ("CanaryZaunkoenig", "CanaryGirlitz")
ROLE, DEPARTMENT, STAFF = "CanaryPirol", "CanaryStieglitz", "CanaryKleiber"
TEXT_THERE, TEXT_BACK, DRAFT = "CanaryRotkehlchen", "CanaryHeckenbraunelle", "CanaryWiedehopf"
SEARCHED = "CanaryNachtigall"
PASSPHRASE, NEW_PASSPHRASE = "CanaryEisvogel over water", "CanaryBachstelze by the river"
PERSONAL = (*NAMES, ROLE, DEPARTMENT, STAFF, TEXT_THERE, TEXT_BACK, DRAFT, SEARCHED, PASSPHRASE)
CLINIC = "Lakeside Clinic"


def disguises(text: str | bytes) -> Iterator[bytes]:
    """The text as programs write texts down; bytes as they are."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        raw = text if isinstance(text, bytes) else text.encode(encoding)
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        for shift in range(3):  # what of it any base64 that contains it must contain
            coded = base64.b64encode(bytes(shift) + raw)
            clean = coded[4 if shift else 0 : -4]
            yield clean
            yield clean.replace(b"+", b"-").replace(b"/", b"_")


def found_in(folder: Path, texts: Sequence[str | bytes]) -> list[str]:
    """Which of the texts stand in which files."""
    needles = {text: set(disguises(text)) for text in texts}
    found: list[str] = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        found += [
            f"{text!s} in {path.relative_to(folder)}"
            for text, forms in needles.items()
            if any(form in data for form in forms)
        ]
    return found


async def search_for(person: Person) -> None:
    """What was written is found; what somebody only looked for is kept nowhere."""
    assert (await person.open.search.find(SearchQuery(SEARCHED))).hits == ()
    assert len((await person.open.search.find(SearchQuery(TEXT_BACK[4:12]))).hits) == 1


def test_the_search_itself_finds_every_disguise(tmp_path: Path) -> None:
    raw = NAMES[0].encode("utf-16-le")
    for number, data in enumerate(
        (
            NAMES[0].encode(),
            raw,
            raw.hex().encode(),
            base64.b64encode(b"x" + NAMES[0].encode() + b"yz"),
            base64.b64encode(b"xy" + raw + b"y"),
        )
    ):
        place = tmp_path / str(number)
        place.mkdir()
        (place / "file").write_bytes(b"before" + data + b"after")
        assert found_in(place, NAMES[:1]), number


def test_nothing_that_people_wrote_is_readable_anywhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    log_file = logging.FileHandler(tmp_path / "everything.log")
    logging.getLogger().addHandler(log_file)

    async def scenario(clinic: Clinic) -> None:
        people: list[Person] = []
        for name in NAMES:
            profile = Profile(name=name, role=ROLE, department=DEPARTMENT, staff_id=STAFF + name)
            person = clinic.computer(
                name[:8] + str(len(people)), clinic.authority.invite(profile).text
            )
            access = person.access
            person.client = await access.enrol(
                person.invite, PASSPHRASE, remember=False, progress=lambda _: None
            )
            await person._started()
            people.append(person)
        one, two = people
        await one.write(NAMES[1], TEXT_THERE)
        await arrived(two, NAMES[0], TEXT_THERE)
        await two.write(NAMES[0], TEXT_BACK)
        await arrived(one, NAMES[1], TEXT_BACK)
        await became(one, NAMES[1], DeliveryState.DELIVERED)
        conversation = await one.conversation_with(NAMES[1])
        await one.open.messages.save_draft(conversation, DRAFT)
        await search_for(one)
        await one.open.settings.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
        await two.lock()
        await one.write(NAMES[1], TEXT_THERE + " waits at the relay")
        log_file.flush()
        profiles = [person.folder for person in people]
        search(clinic, profiles)
        await one.lock()
        with pytest.raises(Exception, match="wrong-passphrase"):
            await one.access.unlock(PASSPHRASE)
        search(clinic, profiles)

    def search(clinic: Clinic, profiles: list[Path]) -> None:
        personal = (*PERSONAL, NEW_PASSPHRASE)
        for folder in profiles:
            names = {path.name for path in folder.iterdir()}
            assert {"profile.db", "vault.json"} <= names
            assert found_in(folder, (*personal, CLINIC)) == []
        assert found_in(clinic.folder / "relay", personal) == []
        holders = {text.split(" in ")[1] for text in found_in(clinic.folder / "relay", (CLINIC,))}
        assert holders <= {"relay.db", "relay.db-wal"}
        log_folder = tmp_path / "logs"
        log_folder.mkdir(exist_ok=True)
        log_file.flush()
        (log_folder / "everything.log").write_bytes((tmp_path / "everything.log").read_bytes())
        assert found_in(log_folder, (*personal, CLINIC)) == []

    try:
        with Clinic(tmp_path / "clinic") as clinic:
            asyncio.run(scenario(clinic))
    finally:
        logging.getLogger().removeHandler(log_file)
        log_file.close()
