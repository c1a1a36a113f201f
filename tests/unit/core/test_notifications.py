from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from app.core.notifications import (
    WITHOUT_END,
    Notification,
    NotificationChoices,
    Quiet,
    next_morning,
    quiet_until,
)
from app.core.policy import NotificationDetail, Policy, Setting

NIGHT = datetime(2026, 11, 23, 3, 12).astimezone()


def test_by_default_nobody_is_named_and_nobody_can_choose_to() -> None:
    assert not NotificationChoices().names_sender(Policy())
    assert not NotificationChoices(sender=True).names_sender(Policy())
    allowed = Policy(notification_detail=NotificationDetail.SENDER)
    assert not NotificationChoices().names_sender(allowed), "the person has to want it"
    assert NotificationChoices(sender=True).names_sender(allowed)


@pytest.mark.parametrize(
    ("policy", "chosen", "shown"),
    [
        (Policy(), None, True),
        (Policy(), False, False),
        (Policy(), True, True),
        (Policy(notifications=False), True, False),
        (Policy(notifications=False), None, False),
        (Policy(locked=frozenset({Setting.NOTIFICATIONS})), False, True),
    ],
)
def test_policy_has_the_last_word(policy: Policy, chosen: bool | None, shown: bool) -> None:
    assert NotificationChoices(popups=chosen).pops_up(policy) is shown


def test_quiet_ends_by_itself_and_only_where_it_is_allowed() -> None:
    choices = NotificationChoices(quiet_until_ms=1_000)
    assert choices.is_quiet(Policy(), 999)
    assert not choices.is_quiet(Policy(), 1_000)
    assert not choices.is_quiet(Policy(allow_do_not_disturb=False), 999)


def test_for_how_long() -> None:
    now = NIGHT.timestamp() * 1000
    assert quiet_until(Quiet.OFF, NIGHT) == 0
    assert quiet_until(Quiet.ALWAYS, NIGHT) == WITHOUT_END
    assert quiet_until(Quiet.HOUR, NIGHT) == now + 3_600_000
    assert quiet_until(Quiet.MORNING, NIGHT) == next_morning(NIGHT).timestamp() * 1000


@pytest.mark.parametrize(
    ("hours", "days"), [(0, 0), (3, 0), (3.8, 1), (12, 1), (20, 1), (20.85, 1)]
)
def test_the_next_morning_is_that_of_the_same_day_for_who_works_at_night(
    hours: float, days: int
) -> None:
    now = NIGHT + timedelta(hours=hours)
    morning = next_morning(now)
    assert (morning.hour, morning.minute) == (7, 0)
    assert morning.date() == now.date() + timedelta(days=1 if now.hour >= 7 else 0)
    assert morning > now
    assert days == (morning.date() - NIGHT.date()).days


def test_a_notification_has_no_place_for_a_conversation_or_a_message() -> None:
    assert {field.name for field in fields(Notification)} == {
        "title",
        "text",
        "action",
        "private",
        "quiet",
    }
    assert "Amira" not in repr(Notification("Amira", "Amira"))
