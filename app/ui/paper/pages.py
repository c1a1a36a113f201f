"""The pages themselves: recovery kit, card, and the steps when numbers differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.core.views import CardView, RecoveryKitView
from app.ui.formats import full_day
from app.ui.paper.sheet import Sheet
from app.ui.text import person_name

translate = QCoreApplication.translate
_CODE = 118.0
_WORDS = 380.0


def draw_kit(sheet: Sheet, kit: RecoveryKitView) -> None:
    """The recovery kit: words, code, what it is for and where to keep it."""
    sheet.text(translate("Paper", "Curbside recovery kit"), 22, bold=True)
    sheet.space(4)
    sheet.text(
        translate("Paper", "Keep this page secret. Keep it away from your computer."),
        10.5,
        grey=True,
    )
    sheet.space(14)
    sheet.rule()
    sheet.space(12)
    sheet.code(kit.code, _CODE)
    top = sheet.y
    for title, value in (
        (translate("Paper", "Name"), person_name(kit.name)),
        (translate("Paper", "Clinic"), person_name(kit.clinic_name)),
        (translate("Paper", "Made on"), full_day(kit.made_at_ms)),
    ):
        sheet.text(title, 8.5, grey=True, right=_CODE + 14)
        sheet.text(value, 12.5, bold=True, right=_CODE + 14)
        sheet.space(7)
    sheet.y = max(sheet.y, top + sheet.points(_CODE + 12))
    sheet.text(translate("Paper", "The 12 words, in this order"), 12.5, bold=True)
    sheet.space(8)
    sheet.boxes(kit.words, 3, numbered=True, width=_WORDS)
    sheet.space(18)
    for title, text in kit_explanations():
        sheet.text(title, 11.5, bold=True)
        sheet.space(2)
        sheet.text(text)
        sheet.space(10)


def kit_explanations() -> tuple[tuple[str, str], ...]:
    """What the page says about itself, as titles and texts."""
    return (
        (
            translate("Paper", "What it is for"),
            translate(
                "Paper",
                "If every computer on which you use Curbside is lost or broken, this page brings "
                "back your key and your verified marks on a new one. Colleagues then see no key "
                "change. It does not bring back messages; a backup does.",
            ),
        ),
        (
            translate("Paper", "It opens nothing by itself"),
            translate(
                "Paper",
                "Your clinic's IT must also give you a recovery invite. Whoever finds this page "
                "can do nothing with it alone; tell IT all the same if it is lost, and make a new "
                "one.",
            ),
        ),
        (
            translate("Paper", "Where to keep it"),
            translate(
                "Paper",
                "At home, or locked away at work: not beside the computer, not in its bag, not as "
                "a photo. Only the newest page works; destroy the ones before it.",
            ),
        ),
        (
            translate("Paper", "How to use it"),
            translate(
                "Paper",
                "Ask IT for a recovery invite, open it in Curbside on the new computer, and type "
                "the words when you are asked. A scanner that types can read the code instead.",
            ),
        ),
    )


def draw_card(sheet: Sheet, card: CardView) -> None:
    """A person's card: half of each of their safety numbers."""
    sheet.text(person_name(card.name), 20, bold=True, right=_CODE + 14)
    for line in (card.role, card.department, card.clinic_name):
        if line:
            sheet.text(person_name(line), 11.5, right=_CODE + 14)
    bottom = sheet.y
    sheet.y = 0
    sheet.code(card.code, _CODE)
    sheet.y = max(bottom, sheet.points(_CODE)) + sheet.points(12)
    sheet.text(translate("Paper", "My half of the safety number"), 12.5, bold=True)
    sheet.space(8)
    sheet.boxes(card.half, 3, numbered=False, width=270)
    sheet.space(14)
    sheet.text(
        translate(
            "Paper",
            "In Curbside, open the conversation with me, choose Verify, then “Printed card”. The "
            "digits that it shows for me must be exactly these. Take this card only from my own "
            "hand. It is not secret, and it is no longer valid when Curbside says that my key "
            "changed.",
        )
    )


def draw_steps(sheet: Sheet, heading: str, sections: Sequence[tuple[str, Sequence[str]]]) -> None:
    """A heading, and numbered steps under each title."""
    sheet.text(heading, 18, bold=True)
    for title, steps in sections:
        sheet.space(14)
        sheet.text(title, 12.5, bold=True)
        sheet.space(4)
        for number, step in enumerate(steps, 1):
            sheet.step(number, step)
