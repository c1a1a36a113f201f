"""app/core/message_rights.py: which commands a message has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.message_rights import MessageRights, rights
from app.core.policy import Policy
from app.core.records import DeliveryState, MessageKind
from tests.unit.store.builders import incoming, notice, outgoing

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
POLICY = Policy(edit_minutes=15, recall_minutes=60)
SENT = outgoing(1, sent_at_ms=0, state=DeliveryState.SENT)
NOTHING = MessageRights(answer=False, edit=False, recall=False)


def given(after: int, **changes: object) -> tuple[bool, bool]:
    found = rights(replace(SENT, **changes), POLICY, after)  # type: ignore[arg-type]  # any field
    assert found.answer
    return found.edit, found.recall


def test_there_is_time_to_edit_and_to_take_back() -> None:
    assert given(15 * MINUTE - 1) == (True, True)
    assert given(15 * MINUTE) == (False, True)
    assert given(60 * MINUTE - 1) == (False, True)
    assert given(60 * MINUTE) == (False, False)


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.FAILED])
def test_what_may_have_reached_nobody_can_be_changed_longer(state: DeliveryState) -> None:
    assert given(DAY - 1, state=state) == (True, True)
    assert given(DAY, state=state) == (False, True)
    assert given(90 * DAY, state=state) == (False, True)


def test_what_was_not_sent_can_be_sent_again() -> None:
    assert not rights(SENT, POLICY, 0).retry
    assert rights(replace(SENT, state=DeliveryState.FAILED), POLICY, 0).retry
    recalled = replace(SENT, text="", recalled_at_ms=1)
    assert not rights(replace(recalled, state=DeliveryState.FAILED), POLICY, 0).retry
    assert rights(replace(recalled, mark_failure="recall-not-sent"), POLICY, 0).retry
    assert rights(replace(incoming(1), mark_failure="reaction-not-sent"), POLICY, 0).retry


def test_zero_minutes_are_never() -> None:
    policy = Policy(edit_minutes=0, recall_minutes=0)
    assert rights(SENT, policy, 0) == MessageRights(answer=True, edit=False, recall=False)


def test_what_others_wrote_can_only_be_answered() -> None:
    theirs = rights(incoming(1, sent_at_ms=0), POLICY, 1)
    assert theirs == MessageRights(answer=True, edit=False, recall=False)


@pytest.mark.parametrize(
    "row",
    [replace(SENT, text="", recalled_at_ms=1), notice(1), replace(SENT, kind=MessageKind.UNKNOWN)],
)
def test_what_has_no_words_has_no_commands(row: object) -> None:
    assert rights(row, POLICY, 1) == NOTHING  # type: ignore[arg-type]  # rows
