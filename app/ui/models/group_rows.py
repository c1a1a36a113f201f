"""Rows of a group: whose they are, who is mentioned in them, how far they got."""

from __future__ import annotations

from dataclasses import replace

from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.ui import group_words
from app.ui.formats import translate
from app.ui.models.timeline_row import GroupPart, MentionSpan, TimelineRow
from app.ui.names import Names
from app.ui.text import isolated, person_name, shown

_REACHED = (DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ)


def group_row(row: TimelineRow, names: Names) -> TimelineRow:
    """The same row, with what a group adds."""
    message = row.message
    said, mentions = _said(message, names)
    passed = message.passed_on_by
    reach = message.reach
    part = GroupPart(
        account_id=message.sender_account,
        said=said,
        mentions=mentions,
        quoted=names.name(message.quote.sender_account) if message.quote is not None else "",
        passed_on=translate("Groups", "Passed on by {name}").format(name=names.inline(passed))
        if passed is not None
        else "",
        reach=group_words.reach_words(reach)
        if reach is not None and message.state in _REACHED
        else "",
    )
    return replace(row, group=part)


def _said(message: MessageRecord, names: Names) -> tuple[str, tuple[MentionSpan, ...]]:
    """The words of a notice, or a text in which members stand with the names of today."""
    if message.kind is MessageKind.GROUP:
        return group_words.notice_words(message.text, names), ()
    if message.kind is not MessageKind.TEXT or message.revision or not message.mentions:
        return "", ()
    spans, parts, length, after = [], [], 0, 0
    for start, count, account_id in message.mentions:
        before = shown(message.text[after:start])
        name = isolated(f"@{person_name(names.name(account_id))}")
        parts += [before, name]
        length += len(before)
        spans.append(MentionSpan(length, length + len(name), names.is_own(account_id)))
        length += len(name)
        after = start + count
    parts.append(shown(message.text[after:]))
    return "".join(parts), tuple(spans)
