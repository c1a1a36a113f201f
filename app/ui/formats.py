"""Times, states and failures in words. Every word for a state is decided here, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from app.core import relay_errors, store_errors
from app.core.errors import CurbsideError
from app.core.records import DeliveryState, MessageKind, MessageRecord, Notice
from app.core.views import AttentionReason, ClinicChange, ContactView, OwnView, Trust
from app.ui.text import inline, isolated, one_line
from app.ui.words import translated

translate = QCoreApplication.translate


def local(time_ms: int) -> QDateTime:
    """A time in this computer's zone."""
    return QDateTime.fromMSecsSinceEpoch(time_ms)


def clock_time(time_ms: int) -> str:
    """14:02, as the system's locale writes it."""
    return QLocale().toString(local(time_ms).time(), QLocale.FormatType.ShortFormat)


def day(time_ms: int, today: QDate | None = None) -> str:
    """Today, Yesterday, Monday 3 March, or with the year."""
    date = local(time_ms).date()
    today = today or QDate.currentDate()
    distance = date.daysTo(today)
    if distance == 0:
        return translate("Formats", "Today")
    if distance == 1:
        return translate("Formats", "Yesterday")
    if date.year() != today.year():
        return _long_date(date)
    return QLocale().toString(date, translate("Formats", "dddd, d MMMM", "pattern of a date"))


def list_time(time_ms: int, today: QDate | None = None) -> str:
    """Short, for a list row: the time today, then the weekday, then the date."""
    date = local(time_ms).date()
    today = today or QDate.currentDate()
    distance = date.daysTo(today)
    if distance <= 0:
        return clock_time(time_ms)
    if distance == 1:
        return translate("Formats", "Yesterday")
    if distance < 7:
        return QLocale().toString(date, "ddd")
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)


def when(message: MessageRecord) -> str:
    """When a message was written; with its arrival, if the two are far apart.

    It was written offline, or the sender's clock is wrong: nobody here can tell which.
    """
    if not message.skewed:
        return clock_time(message.sent_at_ms)
    written = local(message.sent_at_ms)
    if same_day(message.sent_at_ms, message.arrived_at_ms):
        said = clock_time(message.sent_at_ms)
    else:
        said = translate("Formats", "{date}, {time}").format(
            date=QLocale().toString(
                written.date(), translate("Formats", "d MMM", "pattern of a date")
            ),
            time=clock_time(message.sent_at_ms),
        )
    return translate("Formats", "written {written} · arrived {arrived}").format(
        written=said, arrived=clock_time(message.arrived_at_ms)
    )


def date_time(time_ms: int | None) -> str:
    """Date and time in full, or a dash."""
    if time_ms is None:
        return "–"
    moment = local(time_ms)
    return translate("Formats", "{date}, {time}").format(
        date=_long_date(moment.date()),
        time=QLocale().toString(moment.time(), "HH:mm:ss"),
    )


def day_and_minute(time_ms: int) -> str:
    """Date and time in full, without the seconds: until when something holds."""
    return translate("Formats", "{date}, {time}").format(
        date=full_day(time_ms), time=clock_time(time_ms)
    )


def full_day(time_ms: int | None) -> str:
    """3 March 2026, or a dash."""
    if time_ms is None:
        return "–"
    return _long_date(local(time_ms).date())


def current_date() -> str:
    """3 March 2026."""
    return _long_date(QDate.currentDate())


def _long_date(date: QDate) -> str:
    return QLocale().toString(date, translate("Formats", "d MMMM yyyy", "pattern of a date"))


def number(value: int) -> str:
    """A count as the person's language writes it: 16,384 or 16.384."""
    return QLocale().toString(value)


def ago(time_ms: int, now_ms: int) -> str:
    """How long ago, for what is minutes or hours old; else the day. Within a sentence."""
    minutes = max(0, now_ms - time_ms) // 60_000
    if minutes < 1:
        return translate("Formats", "just now")
    if minutes < 60:
        return translate("Formats", "%n minute(s) ago", None, minutes)
    if minutes < 24 * 60:
        return translate("Formats", "%n hour(s) ago", None, minutes // 60)
    return translate("Formats", "on {day}").format(day=full_day(time_ms))


def grouped_hex(data: bytes) -> str:
    """A whole hash or key in groups of four digits, to be compared or read aloud."""
    digits = data.hex()
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def moment(time_ms: int, today: QDate | None = None) -> str:
    """The day in words and the time, for something that happened lately."""
    return translate("Formats", "{date}, {time}").format(
        date=day(time_ms, today), time=clock_time(time_ms)
    )


def same_day(one_ms: int, other_ms: int) -> bool:
    """Whether two times lie on one local day."""
    return (
        datetime.fromtimestamp(one_ms / 1000).date()
        == datetime.fromtimestamp(other_ms / 1000).date()
    )


def short_bytes(data: bytes, length: int = 8) -> str:
    """The beginning of a hash or key, in groups that can be read aloud."""
    digits = data[:length].hex()
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def person_line(person: ContactView | OwnView) -> str:
    """Role and department, as far as there are any."""
    return " · ".join(inline(part) for part in (person.role, person.department) if part)


def trust_words(contact: ContactView) -> str:
    """The chip beside a name."""
    if contact.attention is AttentionReason.MISMATCH:
        return translate("Trust", "Numbers did not match")
    if contact.attention is AttentionReason.KEY_CHANGED:
        return translate("Trust", "Key changed")
    if contact.attention is AttentionReason.CLOSED:
        return translate("Trust", "Account closed")
    return {
        Trust.VERIFIED: translate("Trust", "Verified"),
        Trust.DIRECTORY_CHECKED: translate("Trust", "Directory-checked"),
        Trust.ATTENTION: translate("Trust", "Needs attention"),
    }[contact.trust]


def clinic_change_words(change: ClinicChange) -> str:
    """What happened to the clinic's own keys, as a sentence."""
    return {
        ClinicChange.AUTHORITY_ROTATED: translate(
            "Trust", "Your clinic's IT replaced its signing key."
        ),
        ClinicChange.AUTHORITY_RECOVERED: translate(
            "Trust",
            "Your clinic's IT replaced a lost or stolen signing key with its recovery key.",
        ),
        ClinicChange.RELAY_KEY_CHANGED: translate(
            "Trust", "The key by which this computer knows the relay was replaced."
        ),
        ClinicChange.LOG_KEY_CHANGED: translate(
            "Trust", "The key that signs the clinic's log was replaced."
        ),
        ClinicChange.WITNESSES_CHANGED: translate(
            "Trust", "Other machines than before watch the clinic's log."
        ),
    }[change]


def cannot_send_reason(contact: ContactView) -> str:
    """Why the composer is closed, or nothing."""
    name = inline(contact.name)
    reasons = {
        AttentionReason.NONE: "",
        AttentionReason.KEY_CHANGED: translate(
            "Trust", "{name}'s key changed. Review it before you write."
        ),
        AttentionReason.MISMATCH: translate(
            "Trust", "You reported that {name}'s numbers did not match. Sending is stopped."
        ),
        AttentionReason.CLOSED: translate(
            "Trust", "{name}'s account was closed by your clinic. You can still read."
        ),
        AttentionReason.NO_DEVICE: translate(
            "Trust", "{name} has no device yet, so nothing can be encrypted to them."
        ),
        AttentionReason.LEFT_GROUP: translate("Trust", "You left this group. You can still read."),
        AttentionReason.REMOVED_FROM_GROUP: translate(
            "Trust", "You are not in this group any more. You can still read."
        ),
        AttentionReason.ALONE_IN_GROUP: translate("Trust", "Nobody else is in this group."),
    }
    return reasons[contact.attention].format(name=name)


def state_words(state: DeliveryState) -> str:
    """How far a message got."""
    return {
        DeliveryState.RECEIVED: "",
        DeliveryState.QUEUED: translate("State", "Queued"),
        DeliveryState.SENT: translate("State", "Sent"),
        DeliveryState.DELIVERED: translate("State", "Delivered"),
        DeliveryState.READ: translate("State", "Read"),
        DeliveryState.FAILED: translate("State", "Not sent"),
    }[state]


STATE_ICONS = {
    DeliveryState.QUEUED: "clock",
    DeliveryState.SENT: "check",
    DeliveryState.DELIVERED: "check-check",
    DeliveryState.READ: "eye",
    DeliveryState.FAILED: "alert-circle",
}
"""Icon for each state that has one. The word always stands beside it."""


def notice_words(message: MessageRecord, name: str) -> str:
    """The app's own lines in a conversation with `name`."""
    words = {
        Notice.DEVICE_ADDED: translate("Notice", "{name} added a device."),
        Notice.DEVICE_REMOVED: translate("Notice", "A device of {name} was removed."),
        Notice.KEY_CHANGED: translate(
            "Notice", "{name}'s key changed. Sending is stopped until you review it."
        ),
        Notice.KEY_ACCEPTED: translate("Notice", "You went on with {name}'s new key, unverified."),
        Notice.VERIFIED: translate("Notice", "You verified {name}."),
        Notice.MISMATCH: translate(
            "Notice", "You reported that the numbers did not match. Sending is stopped."
        ),
        Notice.VERIFICATION_CLEARED: translate("Notice", "{name} is no longer verified."),
        Notice.ACCOUNT_CLOSED: translate("Notice", "Your clinic closed {name}'s account."),
        Notice.HOLE: translate(
            "Notice",
            "A message from {name} could not be decrypted. It was asked for again by itself.",
        ),
        Notice.DEVICE_SET_UNEXPLAINED: translate(
            "Notice", "A message was encrypted to a device that nobody can explain. Tell IT."
        ),
        Notice.EXPIRED: translate(
            "Notice", "A message was not fetched in time and was deleted at the relay."
        ),
    }
    try:
        return words[Notice(message.text)].format(name=inline(name))
    except ValueError:
        return translate("Notice", "Something changed that this version cannot name.")


def preview(kind: MessageKind | None, text: str, outgoing: bool, name: str) -> str:
    """The last message as one line of a list row."""
    if kind is MessageKind.TEXT and not text:  # no text is empty but of what was taken back
        return translate("Formats", "Message taken back")
    if kind is MessageKind.TEXT:
        line = isolated(one_line(text))
        return translate("Formats", "You: {text}").format(text=line) if outgoing else line
    if kind is MessageKind.NOTICE:
        return notice_line(text, name)
    if kind is MessageKind.UNKNOWN:
        return translate("Formats", "Needs a newer version of Curbside")
    return ""


def notice_line(value: str, name: str) -> str:
    """A notice without its record, for the list."""
    short = {
        Notice.VERIFIED.value: translate("Notice", "You verified {name}."),
        Notice.KEY_CHANGED.value: translate("Notice", "{name}'s key changed."),
        Notice.MISMATCH.value: translate("Notice", "The numbers did not match."),
        Notice.DEVICE_ADDED.value: translate("Notice", "{name} added a device."),
    }
    return short.get(value, translate("Notice", "Something about this contact changed.")).format(
        name=inline(name)
    )


_KNOWN_ERRORS = (relay_errors, store_errors)
"""Loaded so that the words for their codes can be found."""


def _error_types(base: type[CurbsideError] = CurbsideError) -> Iterator[type[CurbsideError]]:
    yield base
    for kind in base.__subclasses__():
        yield from _error_types(kind)


def failure_words(code: str | None) -> str:
    """Why a message failed, from the code that was stored with it."""
    for kind in _error_types():
        if kind.code == code and code != CurbsideError.code:
            return translated(kind.message)
    return translate("State", "It could not be sent.")
