"""Taking the log as the relay has it, after somebody else has signed with the authority's key.

A thief of the key can append to the authority's chain, even replace the key; only the recovery key
is out of reach (PROTOCOL.md section 3.1, rule 5). The authority's next entry must follow the
thief's, so the register takes them over, and says what they did, for people to put right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from nacl.utils import random

from relay.authority.log_file import VerifiedLog
from relay.authority.profiles import Profile
from relay.authority.register import Person, Register, Signed
from relay.transparency import bodies, entries
from relay.transparency.entries import Entry


@dataclass(frozen=True, slots=True, repr=False)
class Adoption:
    """A register that stands on the relay's log.

    Attributes:
        register: with the log's authority chain, followed by own entries that the log lacks.
        imported: how many entries of that chain the log has.
        findings: what others signed, and what of one's own came too late, each as a sentence.
    """

    register: Register
    imported: int
    findings: tuple[str, ...]


def adopt(register: Register, log: VerifiedLog) -> Adoption:
    """Put the register on the log's authority chain. Changes nothing on disk."""
    theirs = log.authority_chain
    ours = register.chain
    same = 0
    while same < min(len(ours), len(theirs)) and ours[same].entry == theirs[same].raw:
        same += 1
    foreign = theirs[same:]
    void = ours[same:] if foreign else ()  # else it has only to be imported
    findings = [f"Signed by somebody else: {_what(register, entry)}." for entry in foreign]
    for signed in reversed(void):
        register = undo(register, signed)
    for signed in void:
        entry = entries.decode(signed.entry)
        findings.append(f"Never reached the log, do it again: {_what(register, entry)}.")
    if foreign:
        chain = (*ours[:same], *[Signed(entry.raw) for entry in foreign])
        register = replace(register, chain=chain, people=_closed(register.people, foreign))
    people, unexplained = _unexplained(register, log)
    findings += unexplained
    clinic = log.state.clinic
    if foreign and (clinic.pins, clinic.log_key) != (register.relay.pins, register.relay.log_key):
        findings.append("The log names other keys of the relay; run relay-change with its card.")
    return Adoption(replace(register, people=people), len(theirs), tuple(findings))


def undo(register: Register, signed: Signed) -> Register:
    """Take back what a statement changed in the register, but for the chain."""
    if signed.relay_before is not None:
        register = replace(register, relay=signed.relay_before)
    if before := signed.person_before:
        account = before.account_id.hex()
        invites = register.people[account].invites  # those made since stay known
        people = {**register.people, account: replace(before, invites=invites)}
        register = replace(register, people=people)
    return register


def _closed(people: dict[str, Person], foreign: Sequence[Entry]) -> dict[str, Person]:
    """The log cannot open again what was closed, so the register must know."""
    changed = dict(people)
    for entry in foreign:
        person = changed.get(entry.account_id.hex())
        if isinstance(entry.body, bodies.AccountClose) and person is not None:
            changed[entry.account_id.hex()] = replace(person, closed=True)
    return changed


def _unexplained(register: Register, log: VerifiedLog) -> tuple[dict[str, Person], tuple[str, ...]]:
    """Find accounts and account keys that no invite of this register brought into the log.

    Returns the people with those accounts added, so that they can be named to `close-account`.
    """
    people = dict(register.people)
    findings: list[str] = []
    for entry in log.entries:
        body = entry.body
        if not isinstance(body, bodies.Enrol | bodies.Rekey) or body.certificate is None:
            continue
        account = entry.account_id.hex()
        known = log.state.accounts[entry.account_id]
        if known.closed or known.account_key != body.account_key:
            continue
        person = people.get(account)
        if person is None:
            people[account] = Person(
                entry.account_id,
                Profile(f"Unknown account {account[:8]}", "", "", ""),
                random(32),
            )
            findings.append(
                f"An account that nobody here invited: close it with close-account --who {account}."
            )
        elif body.certificate.invite_key not in {invite.invite_key for invite in person.invites}:
            findings.append(
                f"The account key of {person.profile.name} came by an invite that was not made "
                f"here: invite them anew with invite --replace {account}."
            )
    return people, tuple(findings)


def _what(register: Register, entry: Entry) -> str:
    person = register.people.get(entry.account_id.hex())
    who = person.profile.name if person else f"account {entry.account_id.hex()}"
    body = entry.body
    if isinstance(body, bodies.CaRotate):
        return "a change of the authority's key"
    if isinstance(body, bodies.Relay):
        return "a change of the relay's keys"
    if isinstance(body, bodies.DeviceRevoke):
        return f"the end of a device of {who}"
    if isinstance(body, bodies.AccountClose):
        return f"the end of the account of {who}"
    return f"a new profile of {who}"
