"""What a message says about itself besides its text, in words: answered, edited, taken back.

Used by what is drawn and by what is spoken, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from app.core.records import MessageRecord, QuoteRecord
from app.ui import formats
from app.ui.file_words import label_words
from app.ui.formats import translate
from app.ui.text import inline, one_line, shown

if TYPE_CHECKING:
    from app.core.ids import AccountId


@dataclass(frozen=True, slots=True)
class ReactionGroup:
    """Everybody who gave one emoji to a message."""

    emoji: str
    count: int
    mine: bool
    names: tuple[str, ...]
    """Of the others, in the order in which they came."""

    def label(self) -> str:
        """What stands beside the emoji: that it is one's own, and how many."""
        if not self.mine:
            return str(self.count) if self.count > 1 else ""
        you = translate("Reactions", "You")
        return f"{you} +{self.count - 1}" if self.count > 1 else you

    def words(self) -> str:
        """Who gave it, as for a tooltip or to be spoken."""
        names = [inline(name) for name in self.names]
        if self.mine:
            names.insert(0, translate("Reactions", "You"))
        return translate("Reactions", "{emoji} from {names}").format(
            emoji=self.emoji, names=", ".join(names)
        )


def group_reactions(
    message: MessageRecord, own_account: AccountId, name_of: Callable[[AccountId], str]
) -> tuple[ReactionGroup, ...]:
    """The reactions to a message, equal ones together, the earliest first."""
    groups: dict[str, list[AccountId]] = {}
    for reaction in message.reactions:
        groups.setdefault(reaction.emoji, []).append(reaction.account_id)
    return tuple(
        ReactionGroup(
            emoji=one_line(emoji),
            count=len(accounts),
            mine=own_account in accounts,
            names=tuple(name_of(account) for account in accounts if account != own_account),
        )
        for emoji, accounts in groups.items()
    )


def own_reaction(message: MessageRecord, own_account: AccountId) -> str:
    """The emoji that the person gave, or nothing."""
    for reaction in message.reactions:
        if reaction.account_id == own_account:
            return reaction.emoji
    return ""


def recalled_words(message: MessageRecord, sender: str) -> str:
    """That a message was taken back, by whom and when."""
    at_ms = message.recalled_at_ms or message.sent_at_ms
    at = _at(at_ms, message.sent_at_ms)
    if message.outgoing:
        return translate("Timeline", "You took this message back · {time}").format(time=at)
    return translate("Timeline", "{name} took a message back · {time}").format(
        name=inline(sender), time=at
    )


def edited_words(message: MessageRecord) -> str:
    """That and when a message was edited, or nothing."""
    if message.edited_at_ms is None or message.recalled_at_ms is not None:
        return ""
    return translate("Timeline", "edited {time}").format(
        time=_at(message.edited_at_ms, message.sent_at_ms)
    )


def forwarded_words(message: MessageRecord) -> str:
    """That a message was written for another conversation at first, or nothing."""
    if not message.forwarded or message.recalled_at_ms is not None:
        return ""
    return translate("Timeline", "Forwarded")


def quote_text(quote: QuoteRecord, sender: str, *, own: bool) -> str:
    """The words of a quoted message, or why there are none."""
    if quote.recalled:
        if own:
            return translate("Timeline", "You took this message back.")
        return translate("Timeline", "{name} took this message back.").format(name=inline(sender))
    if quote.row_id is None:
        return translate("Timeline", "This message is not on this computer.")
    if quote.file is not None and not quote.text:
        return label_words(quote.file)
    return shown(quote.text)


def spoken_quote(quote: QuoteRecord, sender: str, *, own: bool) -> str:
    """What a message answers, within its sentence."""
    who = translate("Timeline", "you") if own else inline(sender)
    return translate("Timeline", "answers {name}: {text}").format(
        name=who, text=one_line(quote_text(quote, sender, own=own))
    )


def spoken_reactions(groups: Sequence[ReactionGroup]) -> str:
    """Who reacted with what, within the sentence of a message."""
    return ", ".join(group.words() for group in groups)


def stamp(time_ms: int) -> str:
    """Date and time as short as they can be without doubt, for a text that leaves the app."""
    locale = QLocale()
    date_format = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if "yyyy" not in date_format:
        date_format = date_format.replace("yy", "yyyy")
    moment = formats.local(time_ms)
    return f"{locale.toString(moment.date(), date_format)}, {formats.clock_time(time_ms)}"


def _at(time_ms: int, beside_ms: int) -> str:
    """The time; with the day, where that is another one than that of the message."""
    if formats.same_day(time_ms, beside_ms):
        return formats.clock_time(time_ms)
    return formats.moment(time_ms)
