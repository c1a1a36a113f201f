"""Colleagues' profiles, and what the person decided about each account key."""

from __future__ import annotations

from app.core.ids import AccountId
from app.core.records import ProfileRecord, TrustRecord
from app.store.statements import Statements

_PROFILE = "account_id, commitment, name, role, department, staff_id"
_TRUST = "account_id, accepted_key, verified_key, verified_at_ms, mismatch_key"


class People:
    """The `profiles`, `profile_openings` and `trust` tables (port: PeopleTable)."""

    __slots__ = ("_sql",)

    def __init__(self, statements: Statements) -> None:
        self._sql = statements

    def profiles(self) -> list[ProfileRecord]:
        """Everyone's, by account id."""
        rows = self._sql.rows(f"SELECT {_PROFILE} FROM profiles ORDER BY account_id")  # noqa: S608 - constant
        return [ProfileRecord(*row) for row in rows]

    def put_profile(self, profile: ProfileRecord) -> None:
        """Insert or replace."""
        self._sql.run(
            f"INSERT INTO profiles ({_PROFILE}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608 - constant
            " ON CONFLICT (account_id) DO UPDATE SET commitment = excluded.commitment,"
            " name = excluded.name, role = excluded.role, department = excluded.department,"
            " staff_id = excluded.staff_id",
            (
                profile.account_id,
                profile.commitment,
                profile.name,
                profile.role,
                profile.department,
                profile.staff_id,
            ),
        )

    def opening(self, account_id: AccountId, commitment: bytes) -> bytes | None:
        """The encrypted profile of that commitment, as the relay gave it."""
        row = self._sql.row(
            "SELECT opening FROM profile_openings WHERE account_id = ? AND commitment = ?",
            (account_id, commitment),
        )
        return None if row is None else row[0]

    def put_opening(self, account_id: AccountId, commitment: bytes, opening: bytes) -> None:
        """Insert or replace."""
        self._sql.run(
            "INSERT INTO profile_openings (account_id, commitment, opening) VALUES (?, ?, ?)"
            " ON CONFLICT (account_id) DO UPDATE SET commitment = excluded.commitment,"
            " opening = excluded.opening",
            (account_id, commitment, opening),
        )

    def trust(self, account_id: AccountId) -> TrustRecord | None:
        """What was decided about one account's key."""
        row = self._sql.row(
            f"SELECT {_TRUST} FROM trust WHERE account_id = ?",  # noqa: S608 - constant
            (account_id,),
        )
        return None if row is None else TrustRecord(*row)

    def trusts(self) -> list[TrustRecord]:
        """Every decision, by account id."""
        rows = self._sql.rows(f"SELECT {_TRUST} FROM trust ORDER BY account_id")  # noqa: S608 - constant
        return [TrustRecord(*row) for row in rows]

    def put_trust(self, trust: TrustRecord) -> None:
        """Insert or replace."""
        self._sql.run(
            f"INSERT INTO trust ({_TRUST}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - constant
            " ON CONFLICT (account_id) DO UPDATE SET accepted_key = excluded.accepted_key,"
            " verified_key = excluded.verified_key, verified_at_ms = excluded.verified_at_ms,"
            " mismatch_key = excluded.mismatch_key",
            (
                trust.account_id,
                trust.accepted_key,
                trust.verified_key,
                trust.verified_at_ms,
                trust.mismatch_key,
            ),
        )

    def revision(self) -> int:
        """Rises with every change of a profile or a decision (triggers of migration 0006)."""
        row = self._sql.row("SELECT revision FROM people_revision WHERE only_row = 1")
        assert row is not None  # noqa: S101 - the migration put it there
        return int(row[0])
