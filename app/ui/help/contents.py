"""All pages of the help, in order, for one workstation."""

from __future__ import annotations

from app.ui.help.computers import computers_pages
from app.ui.help.files import files_pages
from app.ui.help.finding import finding_pages
from app.ui.help.groups import groups_pages
from app.ui.help.page import Facts, Page
from app.ui.help.trouble import trouble_pages
from app.ui.help.trust import trust_pages
from app.ui.help.voice import voice_pages
from app.ui.help.writing import writing_pages


def help_pages(facts: Facts) -> tuple[Page, ...]:
    """The pages, worded in the language that is in force, with the clinic's own values."""
    return (
        *writing_pages(facts),
        *groups_pages(facts),
        *files_pages(facts),
        *voice_pages(facts),
        *finding_pages(facts),
        *trust_pages(facts),
        *computers_pages(facts),
        *trouble_pages(facts),
    )
