"""Nothing that links, recovers or backs up can be found in any file, log line or error text.

Names of workstations, the code that links them and the digits compared, the words and the QR text
of a kit, a backup's passphrase and its file's name; with mistakes in between, whose errors count.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.core.errors import CurbsideError, describe
from app.core.views import LinkCodeView
from app.crypto import recovery_kit
from app.crypto.linking.secret import LinkSecret
from tests.integration.test_canaries import found_in
from tests.support.clinic import PASSPHRASE, Clinic, Person, eventually
from tests.support.scenario import arrived

TEXT = "CanaryZilpzalp"
DESK, TROLLEY, CART = "CanaryGoldammer desk", "CanaryFeldlerche trolley", "CanaryNeuntoeter cart"
BACKUP_NAME, BACKUP_PASSPHRASE = "CanaryMehlschwalbe", "CanaryTrauerschnaepper in spring"


@dataclass
class Watch:
    """What must not be found, and what a log might have been given."""

    folder: Path
    secrets: list[str | bytes] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    digits: list[str] = field(default_factory=list)

    def shown(self, value: object) -> None:
        """A value that windows hold, as a careless line would log it."""
        self.written.append(repr(value))

    def failed(self, error: CurbsideError) -> None:
        """An error, with what led to it; of the system's own only what this program logs of it."""
        self.written += [describe(error), repr(error), str(error), error.message, error.action]
        cause = error.__cause__
        if cause is not None:
            self.written.append(describe(cause) if isinstance(cause, OSError) else repr(cause))

    async def agree(self, view: object) -> bool:
        """The person says that the digits are the same."""
        self.shown(view)
        self.digits.append(view.short_code)  # type: ignore[attr-defined]
        return True

    def search(self, logged: str, *folders: Path) -> None:
        """Nothing of it is in these folders, in temporary files or in what was logged and shown."""
        for folder in (*folders, self.folder / "temporary"):
            assert found_in(folder, self.secrets) == []
        logs = self.folder / "written"
        logs.mkdir(exist_ok=True)
        (logs / "log").write_text(logged)
        (logs / "shown").write_text("\n".join(self.written))
        assert found_in(logs, [*self.secrets, *(f"'{digits}'" for digits in self.digits)]) == []


async def link(watch: Watch, main: Person, ward: Person) -> None:
    """Link a workstation, with the mistakes that people make."""
    codes: list[LinkCodeView] = []

    def show(view: LinkCodeView) -> None:
        watch.shown(view)
        watch.secrets += [view.code, view.characters, view.characters.replace("-", "")]
        watch.secrets.append(LinkSecret.parse(view.code).secret)
        codes.append(view)

    linking = asyncio.ensure_future(
        ward.access.link(
            (await main.open.settings.own()).relay_url,
            PASSPHRASE,
            device_name=TROLLEY,
            remember=False,
            show=show,
            compare=watch.agree,
            progress=lambda _: None,
        )
    )
    await eventually(lambda: codes)
    right = codes[0].characters
    for text in (right[:-1], right[:-1] + "U", codes[0].code + "A", right):
        try:
            await main.open.devices.add(
                text, PASSPHRASE, confirm=watch.agree, progress=lambda _: None
            )
        except CurbsideError as error:
            watch.failed(error)
    ward.client = await linking
    await ward._started()
    with pytest.raises(CurbsideError) as caught:
        await main.open.devices.add(
            codes[0].code, PASSPHRASE, confirm=watch.agree, progress=lambda _: None
        )
    watch.failed(caught.value)
    assert len(watch.digits) == 2
    assert len(watch.written) > 20


async def make_kit(watch: Watch, main: Person) -> None:
    """Make a kit, and read its words wrongly."""
    kit = await main.open.recovery.make_kit(PASSPHRASE)
    watch.shown(kit)
    words = kit.words
    watch.secrets += [" ".join(words[at : at + 2]) for at in range(0, len(words), 2)]
    watch.secrets += [kit.code, recovery_kit.read_secret(kit.code)]
    swapped = " ".join((words[1], words[0], *words[2:]))
    for text in (swapped, " ".join(words[:11]), " ".join(words[:11]) + " Zilpzalp", kit.code[:-1]):
        try:
            watch.shown(recovery_kit.read_secret(text) and "a checksum that happens to fit")
        except CurbsideError as error:
            watch.failed(error)


async def back_up(watch: Watch, main: Person) -> None:
    """Write a backup, and read it with mistakes and without."""
    folder = watch.folder / "backups"
    folder.mkdir()
    file = folder / f"{BACKUP_NAME}.curbside-backup"
    await main.open.backup.export(file, BACKUP_PASSPHRASE, lambda *_: None)
    missing = folder / f"{BACKUP_NAME} is not there"
    for path, passphrase in ((file, BACKUP_PASSPHRASE + "?"), (missing, BACKUP_PASSPHRASE)):
        with pytest.raises(CurbsideError) as caught:
            await main.open.backup.restore(path, passphrase, lambda *_: None)
        watch.failed(caught.value)
    watch.shown(await main.open.backup.restore(file, BACKUP_PASSPHRASE, lambda *_: None))
    assert found_in(folder, watch.secrets) == []


async def named(watch: Watch, person: Person, *names: str) -> None:
    """Wait until a workstation knows what all of them are called."""

    async def known() -> bool:
        listed = await person.open.devices.devices()
        watch.shown(listed)
        return {device.name for device in listed.devices} == set(names)

    await eventually(known)


@pytest.mark.expects_log("removed, and is destroyed")
def test_nothing_of_workstations_kits_and_backups_is_readable_anywhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    watch = Watch(tmp_path, [DESK, TROLLEY, CART, BACKUP_NAME, BACKUP_PASSPHRASE, TEXT, PASSPHRASE])

    async def scenario(clinic: Clinic) -> None:
        main, other, ward = clinic.invite("Amira"), clinic.invite("Jonas"), clinic.workstation()
        folders = [person.folder for person in (main, other, ward)] + [clinic.folder / "relay"]
        await main.enrol()
        await other.enrol()
        watch.secrets.append(main.open._context.own.account_seed)
        await main.write("Jonas", TEXT)
        await arrived(other, "Amira", TEXT)
        await main.open.devices.rename(main.open._context.own.device_id, DESK)
        await link(watch, main, ward)
        await named(watch, ward, DESK, TROLLEY)
        ward_id = ward.open._context.own.device_id
        await main.open.devices.rename(ward_id, CART)
        await named(watch, ward, DESK, CART)
        await main.open.devices.send_history(ward_id)
        await make_kit(watch, main)
        await back_up(watch, main)
        watch.search(caplog.text, *folders)
        await main.open.devices.remove(ward_id, PASSPHRASE, wipe=True)
        await eventually(lambda: not (ward.folder / "vault.json").exists())
        for person in (main, other, ward):
            watch.written += map(repr, person.events)
            await person.lock()
        watch.search(caplog.text, *folders)

    with Clinic(tmp_path / "clinic") as clinic:
        asyncio.run(scenario(clinic))
