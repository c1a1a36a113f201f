"""A clinic in miniature: one relay, two workstations, and what a sceptic wants to see.

Everything is real and on this computer: the relay is a process of its own on the loopback address,
both windows belong to the app as it is shipped, with a key pair, an encrypted database and a TLS
connection each. With a display the windows stay open; `--exit` ends after the exchange.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_API"] = "pyside6"


def has_display() -> bool:
    """Whether there is a screen to show windows on."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


DISPLAY = has_display()
if not DISPLAY:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

# ruff: noqa: E402 - Qt reads its platform from the environment when it is imported
import qasync
from demo_clinic import CLINIC, NURSE, PHYSICIAN, DemoClinic
from demo_windows import NotInTimeError, Workstation
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from app.core.records import DeliveryState
from app.core.views import CodeComparison, SafetyNumberView
from app.desktop import crash_guard

ASKED = "Bed 4: potassium came back at 6.1 mmol/l. Can you repeat it now, please?"
ANSWERED = "Drawn and on its way to the lab. ECG is running."
THANKED = "Thank you. Calcium is ready if it is still above 6.0."
LAST = "Repeat is 4.8. The first sample was haemolysed."
_SETTLE_SECONDS = 0.2
"""So that a picture shows a window that has finished drawing."""
_READ_SECONDS = 1.0
"""Until what is in view of the active window counts as read."""
DELIVERED = (DeliveryState.DELIVERED, DeliveryState.READ)


def step(text: str) -> None:
    """Announce what happens next."""
    print(f"\n— {text}", flush=True)


def say(*lines: str) -> None:
    """Show what there is to see."""
    for line in lines:
        print(f"    {line}", flush=True)


class Demo:
    """The whole exchange, in order."""

    def __init__(self, app: QApplication, folder: Path, pictures: Path | None) -> None:
        self._pictures = pictures
        self._failed: list[str] = []
        self._device_id = b""
        self.clinic = DemoClinic(folder)
        self.physician = Workstation(app, PHYSICIAN, folder / "physician" / "profile", 0)
        self.nurse = Workstation(app, NURSE, folder / "nurse" / "profile", 1)

    async def run(self, *, stay: bool) -> int:
        """The demo; 0 when everything was delivered and nothing could be read on the way."""
        try:
            await self._exchange()
            if stay:
                await self._stay()
        except NotInTimeError as error:
            self._failed.append(f"not in time: {error}")
        finally:
            await self.physician.close()
            await self.nurse.close()
        return self._verdict()

    async def _exchange(self) -> None:
        step("Both clinicians redeem their one-time invite. Keys are made on their own computer.")
        for station in (self.physician, self.nurse):
            station.open()
            invite = self.clinic.invite(station.person)
            say(self.clinic.commands[-1])
            await station.enrol(invite, self._shoot)
            own = await station.client.settings.own()
            self._device_id = own.device_id
            say(f"{own.name}, {own.role}: device {own.device_id.hex()[:16]} enrolled in {CLINIC}")

        step("The nurse's app is locked. The physician writes.")
        self.nurse.ui.lock()
        await self.physician.write(NURSE, ASKED)
        await self.physician.state(NURSE, ASKED, DeliveryState.SENT)
        say(f"physician sees: “{ASKED}” — sent (the relay has it on disk)")
        self._show_ciphertext()

        step("The nurse unlocks, reads and answers.")
        await self.nurse.unlock()
        await self.nurse.sees(PHYSICIAN, ASKED)
        await self.physician.state(NURSE, ASKED, *DELIVERED)
        say("nurse sees the message; the physician's shows: delivered")
        await self._timed(self.nurse, self.physician, ANSWERED)
        await self._timed(self.physician, self.nurse, THANKED)
        await self._timed(self.nurse, self.physician, LAST)

        step("Whom are they talking to? Both sides compute the safety number for themselves.")
        await self._compare()
        step("What the relay has shown them: the log of all public keys.")
        await self._checkpoints()
        self._search_relay()
        for station in (self.physician, self.nurse):
            station.ui.window.activateWindow()
            await asyncio.sleep(_READ_SECONDS)
            await self._shoot(station.ui.window, f"6-{station.person.short}-chat")

    async def _timed(self, sender: Workstation, receiver: Workstation, text: str) -> None:
        pressed = await sender.write(receiver.person, text)
        await receiver.sees(sender.person, text)
        shown = (time.monotonic() - pressed) * 1000
        await sender.state(receiver.person, text, *DELIVERED)
        who = f"{sender.person.short} → {receiver.person.short}"
        say(f"{who}: shown after {shown:.0f} ms, delivered")

    def _show_ciphertext(self) -> None:
        stored = self.clinic.stored()
        if stored is None:
            self._failed.append("the relay has stored nothing")
            return
        envelope, body = stored
        say("what the relay has of it on its disk, and all it will ever have:")
        say(f"  envelope {len(envelope):5} bytes  {envelope[:24].hex(' ')} …")
        say(f"  body     {len(body):5} bytes  {body[:24].hex(' ')} …")
        self._search_relay()

    def _search_relay(self) -> None:
        """Look for every text and name in every file of the relay."""
        texts = [ASKED, ANSWERED, THANKED, LAST, PHYSICIAN.name, NURSE.name]
        found = {name for text in texts for name in self.clinic.finds(text.encode())}
        if found:
            self._failed.append(f"readable at the relay, in {', '.join(sorted(found))}")
        verdict = f"found in {', '.join(sorted(found))}" if found else "not found"
        say(f"searched every byte of the relay's folder for the messages and both names: {verdict}")
        device = self._device_id
        known = self.clinic.finds(device)
        if not known:
            self._failed.append("the search misses what the relay does know")
        say(f"the same search for a device id, which it must know: found in {', '.join(known)}")

    async def _compare(self) -> None:
        numbers: dict[str, SafetyNumberView] = {}
        for station, other in ((self.physician, self.nurse), (self.nurse, self.physician)):
            dialog = await station.verify_dialog()
            await self._shoot(dialog, f"5-{station.person.short}-verify")
            dialog.reject()
            chat = await station.chat_with(other.person)
            number = await station.client.verification.safety_number(chat.contact.account_id)
            numbers[station.person.short] = number
            say(f"{station.person.short:9} " + " ".join(number.groups))
        one, two = (numbers[w.person.short] for w in (self.physician, self.nurse))
        if one.groups != two.groups:
            self._failed.append("the safety numbers differ")
        crosswise = await self.physician.client.verification.compare_code(
            one.contact.account_id, two.code
        )
        if crosswise is not CodeComparison.MATCH:
            self._failed.append("the nurse's code does not match")
        say("identical on both sides, and the QR codes match crosswise")
        dialog = await self.physician.verify_dialog()
        dialog.match.click()
        await self.physician.dialog_closed(dialog)
        say("the physician pressed “They match”: the nurse is shown as Verified from now on")

    async def _checkpoints(self) -> None:
        seen = []
        for station in (self.physician, self.nurse):
            status = await station.client.settings.directory_status()
            seen.append((status.log_size, status.log_root))
            say(
                f"{station.person.short:9} {status.log_size} entries, root "
                f"{status.log_root.hex()[:32]}…"
            )
        if seen[0] != seen[1]:
            self._failed.append("the checkpoints differ")
        say("both replayed the whole log and agree on it: nobody was added in secret")

    async def _stay(self) -> None:
        step(f"The windows are yours. The passphrase of both is: {_passphrase()}")
        say("Close both windows to end the demo; its folder is deleted then.")
        await self.physician.closed()
        await self.nurse.closed()

    async def _shoot(self, window: QWidget, name: str) -> None:
        if self._pictures is not None:
            await asyncio.sleep(_SETTLE_SECONDS)
            window.grab().save(str(self._pictures / f"{name}.png"))

    def _verdict(self) -> int:
        if self._failed:
            step("The demo failed:")
            say(*self._failed)
            return 1
        step("Everything was delivered, and the relay could read none of it.")
        if self._pictures is not None:
            say(f"Screenshots of both windows and of Verify: {self._pictures}")
        return 0


def _passphrase() -> str:
    from demo_windows import PASSPHRASE  # noqa: PLC0415 - said once, at the end

    return PASSPHRASE


def _without_size_hints(_kind: object, _context: object, text: str) -> None:
    """Qt's messages, but for one about window managers that a run without a screen has none of."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def main() -> int:
    """Run the demo; 0 when all was well."""
    parser = argparse.ArgumentParser(prog="bootstrap.py demo", description=__doc__)
    parser.add_argument("--exit", action="store_true", help="end after the exchange")
    parser.add_argument("--pictures", type=Path, help="folder for the screenshots")
    parsed = parser.parse_args()
    stay = DISPLAY and not parsed.exit
    pictures: Path | None = None if stay else parsed.pictures or ROOT / "demo-screenshots"
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    if not DISPLAY:
        qInstallMessageHandler(_without_size_hints)
    app = QApplication(sys.argv[:1])
    folder = Path(tempfile.mkdtemp(prefix="curbside-demo-"))
    try:
        return _run(app, folder, pictures, stay=stay)
    except (RuntimeError, OSError, subprocess.SubprocessError) as error:
        print(f"The demo could not run. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(app: QApplication, folder: Path, pictures: Path | None, *, stay: bool) -> int:
    demo = Demo(app, folder, pictures)
    step("Clinic IT sets up a relay and the clinic's authority, with the real commands:")
    demo.clinic.prepare(_free_port())
    with demo.clinic.serving() as ready:
        say(*demo.clinic.commands, ready)
        loop = qasync.QEventLoop(app)
        asyncio.set_event_loop(loop)
        problems: list[BaseException] = []
        show: Callable[[BaseException], None] = problems.append
        crash_guard.install(loop, show)
        with loop:
            status: int = loop.run_until_complete(demo.run(stay=stay))
    if problems:
        print(f"Unexpected: {', '.join(type(p).__name__ for p in problems)}", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
