"""Settings, Trust: whether the clinic's log of keys was checked, and what it holds to compare.

In plain words first; below them everything that IT, or a careful person, compares with another
computer. What changed while the window is open is read again.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from time import time

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.views import ClinicChangeView, DirectoryStatusView, WitnessView
from app.ui import clipboard
from app.ui.dialogs.card import CardDialog
from app.ui.dialogs.save_file import save_proof
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.formats import ago, clinic_change_words, date_time, grouped_hex, number
from app.ui.text import PlainLabel, person_name
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.buttons import Button, IconButton, IconLabel
from app.ui.words import error_words

_STALE_MS = 24 * 60 * 60_000
"""A witness that has not signed for so long watches nothing; relay/PROTOCOL.md section 13."""
_LONGEST_NAME = 48
_OLD_CHECK_MS = 15 * 60_000


class TrustSection(Section):
    """The last check of the log, and what stands in it about the clinic itself."""

    key = "trust"
    icon = "shield-check"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("Trust"), context)
        self._proof: bytes | None = None
        self._shown: DirectoryStatusView | None = None
        self.summary_icon = IconLabel("shield-check", "accent", 24)
        self.summary = PlainLabel()
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self.summary_icon)
        head.addWidget(self.summary, 1)
        self.column.addLayout(head)
        self.proof_button = Button(self.tr("Save proof for IT…"), icon="file")
        self.proof_button.clicked.connect(self._save_proof)
        self.proof_button.hide()
        self.card_button = Button(self.tr("Show my card…"), icon="printer")
        self.card_button.clicked.connect(lambda: context.tasks.start(self._show_card(), self.fail))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.proof_button)
        row.addWidget(self.card_button)
        row.addStretch()
        self.column.addLayout(row)
        self._details = QWidget()
        self._details.setObjectName("plain")
        self.column.addWidget(self._details)
        self.column.addStretch()
        bridge = context.bridge
        for signal in (
            bridge.clinic_keys_changed,
            bridge.connection_changed,
            bridge.contacts_changed,
            bridge.alarm_raised,
            bridge.alarm_ended,
        ):
            signal.connect(self._changed)
        self._show(context.state.directory)

    def entered(self) -> None:
        """Read it as it is now."""
        self.context.tasks.start(self._read(), self.fail)

    def _changed(self, *_: object) -> None:
        if self.isVisible():
            self.entered()

    async def _read(self) -> None:
        settings = self.context.client.settings
        status, self._proof = await settings.directory_status(), await settings.fork_proof()
        self._show(status)

    def _show(self, status: DirectoryStatusView) -> None:
        words, icon, role = self._summary(status)
        self.summary.setText(words)
        self.summary_icon.set_icon(icon, role)  # type: ignore[arg-type]  # a token's name
        self.proof_button.setVisible(self._proof is not None)
        lasting = replace(status, checked_at_ms=None)
        if lasting == self._shown:
            return  # whoever stands on a button there stays on it
        self._shown = lasting
        details = QWidget()
        details.setObjectName("plain")
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self._add_changes(column, status)
        self._add_witnesses(column, status)
        self._add_keys(column, status)
        self.column.replaceWidget(self._details, details)
        self._details.hide()
        self._details.deleteLater()
        self._details = details
        details.show()

    def _summary(self, status: DirectoryStatusView) -> tuple[str, str, str]:
        """In plain words, with an icon and its colour."""
        now = round(time() * 1000)
        alarm = self.context.client.alarm
        if self._proof is not None or alarm is not None:
            words = (
                error_words(alarm).message
                if alarm is not None
                else self.tr("The log contradicted itself.")
            )
            return words, "shield-alert", "danger"
        if status.checked_at_ms is None:
            return self.tr("The clinic's directory was not checked yet."), "shield", "attention"
        words = self.tr("The clinic's directory was last checked {ago}.").format(
            ago=ago(status.checked_at_ms, now)
        )
        recent = [each for each in status.witnesses if _watches(each, now)]
        signed, total = len(recent), len(status.witnesses)
        covered = min((each.cosigned_size for each in recent), default=0)
        if not total:
            words += " " + self.tr("No independent witness watches it.")
        elif recent and covered < status.log_size:
            words += " " + self.tr(
                "{signed} of {total} independent witnesses confirm its first {covered} of {size} "
                "entries; the newest are signed within minutes."
            ).format(
                signed=signed, total=total, covered=number(covered), size=number(status.log_size)
            )
        elif total == 1:
            words += " " + (
                self.tr("1 of 1 independent witnesses confirms it.")
                if signed
                else self.tr("0 of 1 independent witnesses confirm it.")
            )
        else:
            words += " " + self.tr("{signed} of {total} independent witnesses confirm it.").format(
                signed=signed, total=total
            )
        if signed < status.witnesses_required:
            words += " " + self.tr("Your clinic requires {count}.").format(
                count=status.witnesses_required
            )
            return words, "alert-triangle", "attention"
        if now - status.checked_at_ms > _OLD_CHECK_MS:
            return words, "clock", "attention"
        return words, "shield-check", "accent"

    def _add_changes(self, column: QVBoxLayout, status: DirectoryStatusView) -> None:
        if not status.changes:
            return
        _heading(column, self.tr("What changed for the clinic itself"))
        for change in status.changes:
            column.addWidget(PlainLabel(self._change_line(change)))

    def _change_line(self, change: ClinicChangeView) -> str:
        return self.tr("{when}: {what} (entry {index})").format(
            when=date_time(change.time_ms),
            what=clinic_change_words(change.change).rstrip("."),
            index=number(change.log_index),
        )

    def _add_witnesses(self, column: QVBoxLayout, status: DirectoryStatusView) -> None:
        _heading(column, self.tr("Independent witnesses"))
        if not status.witnesses:
            column.addWidget(
                PlainLabel(
                    self.tr(
                        "None. Colleagues' computers compare the log with each other all the same, "
                        "with every message."
                    ),
                    "muted",
                )
            )
        for witness in status.witnesses:
            name = person_name(witness.name) if witness.name else self.tr("Not heard of yet")
            if len(name) > _LONGEST_NAME:
                name = name[:_LONGEST_NAME] + "…"
            said = (
                self.tr("{name}: signed {size} entries, {when}").format(
                    name=name,
                    size=number(witness.cosigned_size),
                    when=date_time(witness.cosigned_at_ms),
                )
                if witness.cosigned_at_ms is not None
                else name
            )
            self._add_value(column, said, witness.key)

    def _add_keys(self, column: QVBoxLayout, status: DirectoryStatusView) -> None:
        _heading(column, self.tr("To compare with another computer"))
        size = self.tr("Root of the log at {size} entries").format(size=number(status.log_size))
        self._add_value(column, size, status.log_root)
        self._add_value(column, self.tr("Key that signs the log"), status.log_key)
        self._add_value(column, self.tr("Clinic's signing key"), status.authority_key)
        self._add_value(column, self.tr("Its recovery key"), status.authority_recovery_key)
        for pin in status.relay_pins:
            self._add_value(column, self.tr("Relay's TLS key (SHA-256)"), pin)

    def _add_value(self, column: QVBoxLayout, title: str, value: bytes) -> None:
        """A key or hash in full, with a button that copies it."""
        if not value:
            return
        text = grouped_hex(value)
        label = PlainLabel(text, "caption", selectable=True)
        label.setAccessibleName(f"{title}: {text}")
        copy = IconButton("copy", self.tr("Copy: {what}").format(what=title), "muted", 16)
        copy.clicked.connect(partial(clipboard.copy, text))
        column.addSpacing(SPACE_XS)
        column.addWidget(PlainLabel(title))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(label, 1)
        row.addWidget(copy)
        column.addLayout(row)

    async def _show_card(self) -> None:
        CardDialog(await self.context.client.verification.card(), self.window()).open()

    def _save_proof(self) -> None:
        if self._proof is not None:
            save_proof(self.window(), self._proof, self.fail)


def _watches(witness: WitnessView, now: int) -> bool:
    """Whether a witness has signed the log not long ago."""
    return witness.cosigned_at_ms is not None and now - witness.cosigned_at_ms < _STALE_MS


def _heading(column: QVBoxLayout, words: str) -> None:
    column.addSpacing(SPACE_M)
    column.addWidget(PlainLabel(words, "strong"))
