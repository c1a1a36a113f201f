"""A clinic whose authority was stolen gets it back, whatever the thief has signed meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from relay.authority import log_file, recovery
from relay.authority.authority import Authority
from relay.authority.errors import BadFileError, BadInputError
from relay.authority.log_file import VerifiedLog
from relay.authority.profiles import profile_of
from relay.authority.register import RelayInfo
from relay.authority.statements import EntryStatement, decode
from relay.transparency import note
from relay.transparency.certificates import Purpose
from relay.transparency.entries import Entry
from relay.transparency.errors import EntryRefused
from relay.transparency.merkle import Tree
from relay.transparency.rules import LogState
from relay.wire import b64u, tlv, tlv_list
from tests.unit.relay.authority.helpers import (
    PASSPHRASE,
    RECOVERY_PASSPHRASE,
    Clock,
    create,
)
from tests.unit.relay.authority.test_authority import redeem
from tests.vectors.log_builder import pub, secret, signer


class Recorder(LogState):
    """A relay's log: what it accepted, and its checkpoint."""

    def __init__(self) -> None:
        super().__init__()
        self.raw: list[bytes] = []

    def check_and_apply(self, entry_bytes: bytes, now_ms: int | None = None) -> Entry:
        entry = super().check_and_apply(entry_bytes, now_ms)
        self.raw.append(entry_bytes)
        return entry

    def take(self, text: str) -> None:
        for statement in decode(text):
            if isinstance(statement, EntryStatement) and statement.entry not in self.raw:
                self.check_and_apply(statement.entry)

    def note(self, log_key: str = "log") -> bytes:
        tree = Tree()
        for raw in self.raw:
            tree.append(raw)
        checkpoint = note.Checkpoint(len(self.raw), tree.root())
        return note.sign(checkpoint, self.clinic.log_id, pub(log_key), signer(log_key))

    def export(self, log_key: str = "log") -> str:
        return log_file.encode(self.note(log_key), self.raw)


class Theft:
    """A clinic with Alice and Bob, and a thief with a copy of the authority's directory."""

    def __init__(self, tmp_path: Path) -> None:
        clock = Clock()
        self.ours = create(tmp_path, clock)
        self.log = Recorder()
        self.log.take(self.ours.statements())
        self.alice = self.ours.invite(profile_of("Alice"))
        self.bob = self.ours.invite(profile_of("Bob"))
        redeem(self.log, self.alice, "ak alice")
        redeem(self.log, self.bob, "ak bob")
        shutil.copytree(tmp_path / "authority", tmp_path / "stolen")
        self.thief = Authority.open(tmp_path / "stolen", PASSPHRASE, clock=clock)
        self.recovery = recovery.load(tmp_path / "recovery", RECOVERY_PASSPHRASE)

    def read(self) -> VerifiedLog:
        return self.ours.read_log(self.log.export())

    def regain(self) -> tuple[str, ...]:
        text, findings = self.ours.regain(self.read(), self.recovery)
        self.log.take(text)
        assert self.ours.ca == self.log.clinic.ca != self.thief.ca
        return findings


@pytest.fixture
def theft(tmp_path: Path) -> Theft:
    return Theft(tmp_path)


def test_a_rotation_by_the_thief_is_overridden(theft: Theft, tmp_path: Path) -> None:
    unused = theft.thief.invite(profile_of("Ghost"))
    theft.log.take(theft.thief.rotate())
    later = theft.thief.invite(profile_of("Second ghost"))
    assert theft.log.clinic.ca == theft.thief.ca
    with pytest.raises(EntryRefused):  # the authority as it was is shut out
        theft.log.take(theft.ours.close_account(theft.ours.find("Bob")))
    theft.ours.withdraw()
    findings = theft.regain()
    assert findings == ("Signed by somebody else: a change of the authority's key.",)
    with pytest.raises(EntryRefused):
        theft.log.take(theft.thief.close_account(theft.thief.find("Alice")))
    for invite in (unused, later):
        with pytest.raises(EntryRefused):
            redeem(theft.log, invite, "ak ghost")
    again = Authority.open(tmp_path / "authority", PASSPHRASE)
    theft.log.take(again.close_account(again.find("Bob")))
    redeem(theft.log, again.invite(profile_of("Carol")), "ak carol")


def test_what_the_thief_did_is_named_and_can_be_put_right(theft: Theft) -> None:
    thief = theft.thief
    theft.log.take(thief.rotate())
    theft.log.take(thief.close_account(thief.find("Alice")))
    ghost = thief.invite(profile_of("Ghost"))
    redeem(theft.log, ghost, "ak ghost")
    redeem(theft.log, thief.invite_again(thief.find("Bob"), Purpose.REKEY), "ak impostor")
    findings = theft.regain()
    assert findings == (
        "Signed by somebody else: a change of the authority's key.",
        "Signed by somebody else: the end of the account of Alice.",
        "An account that nobody here invited: close it with close-account --who "
        f"{ghost.account_id.hex()}.",
        "The account key of Bob came by an invite that was not made here: invite them anew with "
        f"invite --replace {theft.bob.account_id.hex()}.",
    )
    ours = theft.ours
    assert ours.find("Alice").closed
    theft.log.take(ours.close_account(ours.find(ghost.account_id.hex())))
    redeem(theft.log, ours.invite_again(ours.find("Bob"), Purpose.REKEY), "ak bob again")
    assert theft.regain() == ()


def test_own_statements_that_came_too_late_are_named_and_taken_back(theft: Theft) -> None:
    theft.log.take(theft.thief.rotate())
    bob = theft.ours.find("Bob")
    theft.ours.change_profile(bob, profile_of("Robert"))
    theft.ours.close_account(theft.ours.find("Alice"))
    theft.ours.change_relay(RelayInfo("https://new.example", (secret("pin 2"),), pub("log 2")))
    invite = theft.ours.invite_again(theft.ours.find("Robert"), Purpose.ENROL)
    findings = theft.regain()
    assert findings[1:] == (
        "Never reached the log, do it again: a new profile of Bob.",
        "Never reached the log, do it again: the end of the account of Alice.",
        "Never reached the log, do it again: a change of the relay's keys.",
    )
    assert not theft.ours.find("Alice").closed
    assert theft.ours.relay.url == "https://relay.clinic.example:8443"
    known = {issued.invite_key for issued in theft.ours.find("Bob").invites}
    assert invite.invite_key in known
    theft.log.take(theft.ours.change_profile(theft.ours.find("Bob"), profile_of("Robert")))


def test_a_relay_change_by_the_thief_is_pointed_out(theft: Theft) -> None:
    theirs = RelayInfo("https://evil.example", (secret("pin 2"),), pub("log 2"))
    theft.log.take(theft.thief.change_relay(theirs))
    log = theft.ours.read_log(theft.log.export("log 2"))
    text, findings = theft.ours.regain(log, theft.recovery)
    theft.log.take(text)
    assert findings[-1] == (
        "The log names other keys of the relay; run relay-change with its card."
    )
    theft.log.take(
        theft.ours.change_relay(RelayInfo("https://a.example", (secret("p"),), pub("l")))
    )


def test_the_thief_may_be_quicker_once_more(theft: Theft) -> None:
    theft.log.take(theft.thief.rotate())
    log, new = theft.read(), SigningKey.generate()
    theft.log.take(theft.thief.rotate())
    late, _ = theft.ours.regain(log, theft.recovery, new)
    with pytest.raises(EntryRefused):
        theft.log.take(late)
    findings = theft.regain()  # with the recovery key that the log still names
    assert "Never reached the log, do it again: a change of the authority's key." in findings


def test_own_statements_that_the_log_lacks_are_handed_out_again(theft: Theft) -> None:
    theft.ours.close_account(theft.ours.find("Alice"))  # its file was lost
    text, findings = theft.ours.regain(theft.read(), theft.recovery)
    assert findings == ()
    assert len(decode(text)) == 2
    theft.log.take(text)
    assert theft.log.accounts[theft.alice.account_id].closed


def test_the_recovery_key_can_be_replaced_as_well(theft: Theft) -> None:
    theft.log.take(theft.thief.rotate())
    new = SigningKey.generate()
    text, _ = theft.ours.regain(theft.read(), theft.recovery, new)
    theft.log.take(text)
    assert theft.log.clinic.ca_recovery == bytes(new.verify_key) == theft.ours.ca_recovery
    with pytest.raises(BadInputError):
        theft.ours.regain(theft.read(), theft.recovery)


def test_no_other_key_regains_anything(theft: Theft) -> None:
    before = theft.ours.statements()
    with pytest.raises(BadInputError):
        theft.ours.regain(theft.read(), SigningKey.generate())
    assert theft.ours.statements() == before


def _cut(log: Recorder) -> str:
    return log_file.encode(log.note(), log.raw[:-1])


def _altered(log: Recorder) -> str:
    flipped = bytes([log.raw[-1][-1] ^ 1])
    return log_file.encode(log.note(), [*log.raw[:-1], log.raw[-1][:-1] + flipped])


def _swapped(log: Recorder) -> str:
    return log_file.encode(log.note(), [*log.raw[:-2], log.raw[-1], log.raw[-2]])


def _signed_by_another(log: Recorder) -> str:
    return log.export("another log key")


def _without_note(log: Recorder) -> str:
    return log_file.encode(b"", log.raw)


def _empty(_log: Recorder) -> str:
    return log_file.encode(b"", [])


def _trailing(log: Recorder) -> str:
    return log_file.PREFIX + b64u(tlv(log.note(), tlv_list(log.raw), b""))


@pytest.mark.parametrize(
    "spoil", [_cut, _altered, _swapped, _signed_by_another, _without_note, _empty, _trailing]
)
def test_a_log_that_does_not_verify_is_refused(
    theft: Theft, spoil: Callable[[Recorder], str]
) -> None:
    with pytest.raises(BadFileError):
        theft.ours.read_log(spoil(theft.log))


def test_another_clinics_log_is_refused(theft: Theft, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Theft(tmp_path / "other")
    with pytest.raises(BadFileError):
        theft.ours.read_log(other.log.export())
    with pytest.raises(BadFileError):
        theft.ours.read_log(theft.ours.statements())
