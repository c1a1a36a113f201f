"""The main screen's right side while no conversation is open: the first steps, or what to do next.

The steps are there after joining until they are done or put away; each ticks itself from what is
true: somebody was written to, somebody is verified, there is a kit, the person locked by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.preferences import Preference
from app.core.views import Trust
from app.services.api import ClientUseCases
from app.ui.models.conversation_list import PersonListModel
from app.ui.tasks import TaskRunner
from app.ui.tokens import SPACE_L, SPACE_XL
from app.ui.widgets.first_steps import FirstSteps, Step, StepsKept
from app.ui.widgets.welcome import Welcome

_WIDTH = 560


class Home(QScrollArea):
    """`kept` is what is remembered of the steps; `steps` says which one is wanted."""

    def __init__(
        self,
        client: ClientUseCases,
        tasks: TaskRunner,
        choose_person: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._tasks = tasks
        self.kept = StepsKept()
        self._has_kit = False
        self._shown = False
        self.welcome = Welcome(choose_person)
        self.steps = FirstSteps()
        self.steps.setMaximumWidth(_WIDTH)
        self.steps.hide()
        self.steps.put_away.connect(self._put_away)
        inside = QWidget()
        inside.setObjectName("scrolled")
        middle = QHBoxLayout()
        middle.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        middle.addStretch(1)
        middle.addWidget(self.steps, 100, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(middle)
        column.addWidget(self.welcome, 1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    async def load(self) -> None:
        """Read what is remembered, once."""
        preference = await self._client.settings.preference(Preference.FIRST_STEPS)
        self.kept = StepsKept.parse(preference)
        self._shown = self.kept.open

    def show_for(self, conversations: PersonListModel, people: PersonListModel) -> None:
        """Say what there is to do, from what there is."""
        self.welcome.show_for(conversations, people)
        wanted = self._shown and people.total > 0
        self.steps.setVisible(wanted)
        self.welcome.setVisible(not wanted)
        if wanted:
            self._tick(conversations, people)
            self._tasks.start(self._look_for_kit(conversations, people))

    def lock_was_used(self) -> str:
        """The person locked by hand. What to store for it; nothing if nothing changed."""
        if not self.kept.open or self.kept.lock_known:
            return ""
        self.kept = replace(self.kept, lock_known=True)
        return self.kept.stored()

    async def _look_for_kit(self, conversations: PersonListModel, people: PersonListModel) -> None:
        status = await self._client.recovery.status()
        has_kit = status.made_at_ms is not None or not status.can_make
        if has_kit != self._has_kit:
            self._has_kit = has_kit
            self._tick(conversations, people)

    def _tick(self, conversations: PersonListModel, people: PersonListModel) -> None:
        rows = [people.row(number) for number in range(people.rowCount())]
        if not self.kept.has_written and any(
            row.record is not None and row.record.last_outgoing for row in conversations.every_row()
        ):
            self._keep(replace(self.kept, has_written=True))
        verified = any(row.contact.trust is Trust.VERIFIED for row in rows)
        done = {
            Step.WRITE: self.kept.has_written,
            Step.VERIFY: verified or Step.VERIFY in self.steps.done,
            Step.KIT: self._has_kit,
            Step.LOCK: self.kept.lock_known,
        }
        self.steps.show_done(frozenset(step for step, is_done in done.items() if is_done))
        if all(done.values()) and self.kept.open:
            self._keep(replace(self.kept, open=False))  # seen ticked once, then never again

    def _put_away(self) -> None:
        self._keep(replace(self.kept, open=False))
        self._shown = False
        self.steps.hide()
        self.welcome.show()

    def _keep(self, kept: StepsKept) -> None:
        self.kept = kept
        self._tasks.start(
            self._client.settings.set_preference(Preference.FIRST_STEPS, kept.stored())
        )
