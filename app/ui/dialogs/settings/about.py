"""Settings, About this computer: whose app this is, where it connects, what it is built from."""

from __future__ import annotations

from app.ui.dialogs.about import AboutPage
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.formats import grouped_hex
from app.ui.text import one_line, person_name
from app.ui.tokens import SPACE_S
from app.ui.widgets.facts import Facts


class AboutSection(Section):
    """Facts to read to IT on the telephone."""

    key = "about"
    icon = "info"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("About this computer"), context)
        own = context.state.own
        facts = Facts(spacing=SPACE_S + 2)
        facts.show_facts(
            (
                (self.tr("Name"), person_name(own.name)),
                (self.tr("Role"), person_name(own.role)),
                (self.tr("Department"), person_name(own.department)),
                (self.tr("Staff number"), person_name(own.staff_id)),
                (self.tr("Clinic"), person_name(own.clinic_name)),
                (self.tr("This computer"), grouped_hex(own.device_id)),
                (self.tr("Relay"), one_line(own.relay_url)),
                (self.tr("Connection"), context.state.connection),
            )
        )
        self.column.addWidget(facts)
        self.about = AboutPage(context.state.version)
        self.column.addWidget(self.about, 1)
