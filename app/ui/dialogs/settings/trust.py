"""Settings, Trust: what this computer knows about the clinic's log of keys."""

from __future__ import annotations

from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.formats import date_time, short_bytes
from app.ui.tokens import SPACE_S
from app.ui.widgets.facts import Facts


class TrustSection(Section):
    """The last check of the log."""

    key = "trust"
    icon = "shield-check"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("Trust"), context)
        directory = context.state.directory
        facts = Facts(spacing=SPACE_S + 2)
        facts.show_facts(
            (
                (
                    self.tr("Clinic's log"),
                    self.tr("{size} entries, root {root}").format(
                        size=directory.log_size, root=short_bytes(directory.log_root)
                    ),
                ),
                (self.tr("Last checked"), date_time(directory.checked_at_ms)),
            )
        )
        self.column.addWidget(facts)
        self.column.addStretch()
