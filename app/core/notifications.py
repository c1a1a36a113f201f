"""What is announced, and how: a pure rule over the clinic's policy and the person's choices.

A notification ends up in the system's own history and on its lock screen, out of our reach. So it
says how many new messages there are and no more; policy may let a person add from whom. The text
of a message is in no value here, so that it cannot get into a notification.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from app.core.ids import AccountId, ConversationId
from app.core.policy import NotificationDetail, Policy, Setting

MORNING_HOUR = 7
"""When "until the morning" ends, local time."""
WITHOUT_END = 2**53
"""As `quiet_until_ms`: until the person turns it off."""


class SoundClass(Enum):
    """What can be heard."""

    MESSAGE = "message"
    """A new message."""
    FAILURE = "failure"
    """A message of one's own could not be sent."""


class Topic(Enum):
    """What a notification is about. Of each there is one at a time."""

    MESSAGES = "messages"
    FAILURES = "failures"


class Quiet(Enum):
    """How long a person wants no notifications."""

    HOUR = "hour"
    MORNING = "morning"
    """Until seven in the morning, the next time it is that."""
    ALWAYS = "always"
    """Until it is turned off."""
    OFF = "off"


@dataclass(frozen=True, slots=True)
class NotificationChoices:
    """What the person wants, before policy has its say."""

    popups: bool | None = None
    """None: as policy has it."""
    sender: bool = False
    message_sound: bool = True
    failure_sound: bool = True
    quiet_until_ms: int = 0
    """Local time; 0: not silenced."""

    def is_quiet(self, policy: Policy, now_ms: int) -> bool:
        """Whether nothing may be heard or pop up now."""
        return policy.allow_do_not_disturb and now_ms < self.quiet_until_ms

    def pops_up(self, policy: Policy) -> bool:
        """Whether notifications are shown at all."""
        if not policy.notifications:
            return False
        return self.popups is not False or policy.is_locked(Setting.NOTIFICATIONS)

    def names_sender(self, policy: Policy) -> bool:
        """Whether they say from whom."""
        return self.sender and policy.notification_detail is NotificationDetail.SENDER

    def sounds(self, sound: SoundClass) -> bool:
        """Whether this is to be heard."""
        return self.message_sound if sound is SoundClass.MESSAGE else self.failure_sound


def quiet_until(quiet: Quiet, now: datetime) -> int:
    """When it ends, as `quiet_until_ms`. `now` is local time with its zone."""
    if quiet is Quiet.OFF:
        return 0
    if quiet is Quiet.ALWAYS:
        return WITHOUT_END
    end = now + timedelta(hours=1) if quiet is Quiet.HOUR else next_morning(now)
    return round(end.timestamp() * 1000)


def next_morning(now: datetime) -> datetime:
    """The next seven in the morning; at three at night, that of the same day."""
    morning = now.replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0, tzinfo=None)
    if now.replace(tzinfo=None) >= morning:
        morning += timedelta(days=1)
    return morning.astimezone()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a new message is, for whoever announces it. Stays in memory."""

    conversation_id: ConversationId
    account_id: AccountId | None = field(repr=False)
    """Whom it is with; None: it is a group."""
    sender: str = field(default="", repr=False)
    """The name, or the group's title, only where policy and person both want it said."""
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Notification:
    """What the system is asked to show. Nothing in it says which conversation it is about."""

    title: str = field(repr=False)
    text: str = field(repr=False, default="")
    action: str = "Open"
    """What a click does, in the person's language."""
    private: bool = False
    """It names somebody: the system shall not keep it."""
    quiet: bool = False
    """It corrects one that is shown already: it shall not call for attention again."""
