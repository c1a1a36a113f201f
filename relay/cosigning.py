"""The relay as a client of its witnesses (C2SP tlog-witness, PROTOCOL.md section 13).

Each witness has a task of its own, which shows it every new size of the log, and the newest again
every hour. Nothing waits for it: a checkpoint is served as soon as it is on disk, and with the
cosignatures of exactly that checkpoint as soon as they are there. What came is kept in one file
and verified again when it is read, because the file is worth no more than its signatures.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from relay import private_files
from relay.config import WitnessConfig
from relay.directory import Directory
from relay.metrics import Metrics
from relay.problems import RefusalError
from relay.transparency import cosignature
from relay.transparency.cosignature import SignatureLine, VerifierKey
from relay.transparency.errors import NoteError
from relay.wire import MAX_NOTE, MAX_TIME
from relay.witness_client import Answer, WitnessUnreachable, post

_log = logging.getLogger("relay.cosigning")
AGAIN_S: Final = 3600.0
"""The newest checkpoint is cosigned again after this long, so that its cosignature stays fresh."""
TIMEOUT_S: Final = 15.0
RETRY_FIRST_S: Final = 1.0
RETRY_LAST_S: Final = 300.0
_AHEAD_S: Final = 600
_BEHIND_S: Final = 86_400
_TRIES_AT_ONCE: Final = 3
_GOOD: Final = ("", "ok")


class WitnessState(msgspec.Struct, frozen=True):
    """What is known of one witness.

    Attributes:
        size: the log's size when it last answered, to make the next proof from.
        outcome: `ok`, or one word for why the newest checkpoint lacks its cosignature.
        cosigned_ms: when it last cosigned, by the relay's clock.
        note, line: the checkpoint it cosigned last, and its signature line.
    """

    verifier_key: str
    size: int = 0
    outcome: str = ""
    cosigned_ms: int = 0
    note: str = ""
    line: str = ""

    @property
    def cosigned_size(self) -> int:
        """The size in `note`; 0 without one, or when the file was damaged."""
        lines = self.note.split("\n")
        return int(lines[1]) if len(lines) > 1 and lines[1].isdecimal() else 0


class CosigningFile:
    """What is known of all witnesses, on disk: also what `curbside-relay status` reads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def read(self) -> dict[str, WitnessState]:
        """Return what is there, by verifier key; nothing when it cannot be read."""
        try:
            states = msgspec.json.decode(self._path.read_bytes(), type=list[WitnessState])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}
        return {state.verifier_key: state for state in states}

    def write(self, states: Sequence[WitnessState]) -> None:
        """Replace it, durably. May be called from any thread. Raises OSError."""
        with self._lock:
            private_files.write(self._path, msgspec.json.encode(list(states)))


class Cosigning:
    """All witnesses of one relay. `run` until cancelled; `log_grew` wakes it."""

    def __init__(
        self,
        witnesses: Sequence[WitnessConfig],
        directory: Directory,
        file: CosigningFile,
        clock: Callable[[], int],
        metrics: Metrics,
    ) -> None:
        known = file.read()
        self._directory = directory
        self._file = file
        self._clock = clock
        self._metrics = metrics
        self._writing = asyncio.Lock()
        self._witnesses = [_Witness(witness, known.get(witness.vkey)) for witness in witnesses]
        self._publish()

    @property
    def states(self) -> list[WitnessState]:
        """What is known of each witness, in the settings' order."""
        return [witness.state for witness in self._witnesses]

    def log_grew(self) -> None:
        """Serve what is known of the newest checkpoint, and show it to every witness soon."""
        self._publish()
        for witness in self._witnesses:
            witness.news.set()

    async def run(self) -> None:
        """Ask every witness for as long as the relay runs."""
        if not self._witnesses and not self._file.read():
            return
        await self._save()  # forgets witnesses that the settings no longer name
        try:
            async with asyncio.TaskGroup() as group:
                for witness in self._witnesses:
                    group.create_task(self._keep_asking(witness))
        finally:  # a save that was under way is cancelled with its task
            self._write()

    async def _keep_asking(self, witness: _Witness) -> None:
        wait_s = RETRY_FIRST_S
        while True:
            witness.news.clear()
            good = not self._directory.ready or await self._ask(witness)
            wait_s = RETRY_FIRST_S if good else min(2 * wait_s, RETRY_LAST_S)
            if good:
                await _first_of(witness.news, AGAIN_S)
            else:  # whatever is new meanwhile is asked for then, not at once
                await asyncio.sleep(wait_s)

    async def _ask(self, witness: _Witness) -> bool:
        """Have the newest checkpoint cosigned; say whether it is."""
        before = witness.state
        note = self._directory.bare_note
        try:
            witness.state = await self._cosigned(witness, note)
        except _NotCosigned as error:
            self._metrics.not_cosigned += 1
            witness.state = msgspec.structs.replace(witness.state, outcome=error.outcome)
            if before.outcome != error.outcome:
                _log.warning("not cosigned witness=%d outcome=%s", self._number(witness), error)
        else:
            self._metrics.cosigned += 1
            if before.outcome not in _GOOD:
                _log.info("cosigned again witness=%d", self._number(witness))
        self._publish()
        if witness.state != before:
            await self._save()
        return witness.state.outcome == "ok"

    def _number(self, witness: _Witness) -> int:
        return self._witnesses.index(witness) + 1

    async def _cosigned(self, witness: _Witness, note: bytes) -> WitnessState:
        """Return the state after the witness cosigned `note`. Raises _NotCosigned."""
        size = int(note.split(b"\n", 2)[1])
        for _ in range(_TRIES_AT_ONCE):
            old = min(witness.state.size, size)
            answer = await self._post(witness, self._request(old, size, note))
            if answer.status == 409:
                known = _tree_size(answer)
                witness.state = msgspec.structs.replace(witness.state, size=known)
                if known > size:
                    raise _NotCosigned("witness-is-ahead")
                if known == old:  # it has our size, and another root
                    raise _NotCosigned("fork" if old == size else "not-a-witness")
                continue
            if answer.status != 200:
                raise _NotCosigned(_OUTCOMES.get(answer.status, f"status-{answer.status}"))
            line = self._checked(witness, note, answer.body)
            return WitnessState(
                witness.config.vkey,
                size,
                "ok",
                self._clock(),
                note.decode("utf-8"),
                line.encode(),
            )
        raise _NotCosigned("busy")

    async def _post(self, witness: _Witness, body: bytes) -> Answer:
        url = witness.config.url.rstrip("/") + "/add-checkpoint"
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return await post(url, body, witness.config.pin)
        except TimeoutError:
            raise _NotCosigned("timeout") from None
        except WitnessUnreachable as error:
            raise _NotCosigned(error.outcome) from error

    def _request(self, old: int, size: int, note: bytes) -> bytes:
        try:
            proof = self._directory.consistency(old, size) if old else []
        except RefusalError as error:  # the log was read anew and is shorter
            raise _NotCosigned("busy") from error
        lines = [f"old {old}", *[base64.b64encode(node).decode("ascii") for node in proof]]
        return "".join(f"{line}\n" for line in lines).encode("ascii") + b"\n" + note

    def _checked(self, witness: _Witness, note: bytes, body: bytes) -> SignatureLine:
        """Return the one good line of this witness over this note. Raises _NotCosigned."""
        for line in _lines(body):
            time_s = cosignature.verify(_text_of(note), line, witness.key)
            if time_s is None:
                continue
            if not -_BEHIND_S <= time_s - self._clock() // 1000 <= _AHEAD_S:
                raise _NotCosigned("clock")
            return line
        raise _NotCosigned("bad-signature")

    def _publish(self) -> None:
        """Let the newest checkpoint be served with the cosignatures that are over it."""
        note = self._directory.bare_note
        lines = b""
        for witness in self._witnesses:
            line = self._line_over(note, witness)
            if len(note) + len(lines) + len(line) <= MAX_NOTE:
                lines += line
        self._directory.cosign(note, lines)

    def _line_over(self, note: bytes, witness: _Witness) -> bytes:
        state = witness.state
        if not note or state.note.encode("utf-8") != note:
            return b""
        for line in _lines(state.line.encode("utf-8")):
            if cosignature.verify(_text_of(note), line, witness.key) is not None:
                return line.encode().encode("utf-8")
        return b""

    async def _save(self) -> None:
        async with self._writing:
            await asyncio.to_thread(self._write)

    def _write(self) -> None:
        try:
            self._file.write(self.states)
        except OSError as error:
            _log.warning("cosignatures not kept outcome=%s", error.strerror)


class _Witness:
    def __init__(self, config: WitnessConfig, state: WitnessState | None) -> None:
        self.config = config
        self.key = VerifierKey.decode(config.vkey, cosignature.WITNESS)
        self.state = state or WitnessState(config.vkey)
        self.news = asyncio.Event()


class _NotCosigned(Exception):  # noqa: N818 - an outcome
    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome


_OUTCOMES: Final = {
    400: "malformed",
    403: "log-key-unknown",
    404: "log-unknown",
    422: "proof-refused",
    503: "witness-unavailable",
}
"""What a witness's refusals mean here."""


def _tree_size(answer: Answer) -> int:
    text = answer.body.removesuffix(b"\n")
    if not (text.isdigit() and len(text) <= 16 and int(text) <= MAX_TIME):
        raise _NotCosigned("not-a-witness")
    return int(text)


def _lines(body: bytes) -> list[SignatureLine]:
    """Return the well-formed signature lines; what a stranger put beside them is ignored."""
    found: list[SignatureLine] = []
    for text in body.decode("utf-8", "replace").split("\n"):
        try:
            found.append(cosignature.read_line(text))
        except NoteError:
            continue
    return found


def _text_of(note: bytes) -> bytes:
    return note[: note.rindex(b"\n\n") + 1]


async def _first_of(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
