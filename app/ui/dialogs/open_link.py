"""Before an address from a message is opened: where it really leads, in large letters.

Nothing is fetched, before or after; the person's browser is asked only when they say so, and the
way back is what Return answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from app.core.links import Caution, Link, LinkKind
from app.ui import clipboard
from app.ui.dialogs.base import Dialog
from app.ui.formats import translate
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.choice_box import ChoiceBox

_BREAK = "\u200b"
_PIECE = 20
_FITS = 32
"""Characters of a host that surely stand in one line."""
_LINES = 4
_CHOICE = 60


class OpenLinkDialog(Dialog):
    """Asks about one link, or which of several.

    `open_address` hands an address to the system and says whether it was taken; None when the
    clinic does not allow that.
    """

    def __init__(
        self,
        links: Sequence[Link],
        open_address: Callable[[str], bool] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Open this link?"), parent, 520)
        self.links = tuple(links)
        self._open_address = open_address
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(self.tr("Links in the message"))
        for link in self.links:
            self.choice.addItem(_short(link))
        self.choice.setVisible(len(self.links) > 1)
        self.host = PlainLabel(kind="title")
        self.ascii_host = PlainLabel(kind="muted")
        self.address = QPlainTextEdit()
        self.address.setReadOnly(True)
        self.address.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.address.setTabChangesFocus(True)
        self.address.setAccessibleName(self.tr("The whole address"))
        self.address.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 2 * SPACE_S + 8)
        self._caution_row = QWidget()
        row = QHBoxLayout(self._caution_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("alert-triangle", "attention"))
        self.caution = PlainLabel(kind="attention")
        row.addWidget(self.caution, 1)
        self._lead = PlainLabel(kind="muted")
        self.body.addWidget(self.choice)
        self.body.addWidget(self._lead)
        self.body.addWidget(self.host)
        self.body.addWidget(self.ascii_host)
        self.body.addWidget(self._caution_row)
        self.body.addWidget(PlainLabel(self.tr("The whole address"), "strong"))
        self.body.addWidget(self.address)
        self.open_button: Button | None = None
        copy = self.add_button(self.tr("Copy address"), self._copy, icon="copy")
        self.buttons.removeWidget(copy)
        self.buttons.insertWidget(0, copy)
        if open_address is not None:
            self.open_button = self.add_button(self.tr("Open"), self._open)
        else:
            self._say_not_allowed()
        cancel = self.add_button(self.tr("Cancel"), self.reject, primary=True)
        cancel.setFocus()
        self.choice.currentIndexChanged.connect(self._show)
        self._show()

    @property
    def link(self) -> Link:
        """The one that is asked about."""
        return self.links[max(self.choice.currentIndex(), 0)]

    def _show(self) -> None:
        link = self.link
        mail = link.kind is LinkKind.MAIL
        self._lead.setText(
            self.tr("It begins an e-mail to somebody at:") if mail else self.tr("It leads to:")
        )
        self.host.setText(_breakable(link.host))
        self.host.setAccessibleName(link.host)
        self.ascii_host.setText(
            self.tr("In the letters that computers use: {host}").format(
                host=_breakable(link.ascii_host)
            )
        )
        self.ascii_host.setVisible(link.ascii_host != link.host)
        cautions = [caution_words(caution) for caution in link.cautions]
        self.caution.setText("\n".join(cautions))
        self._caution_row.setVisible(bool(cautions))
        self.address.setPlainText(link.address)
        if self.isVisible():
            self.fit_height()

    def _open(self) -> None:
        if self._open_address is None:
            return
        if self._open_address(self.link.address):
            self.accept()
        else:
            self.say_error(
                self.tr("No program on this computer opens this address."),
                self.tr("Ask your clinic's IT, or copy the address."),
            )

    def _copy(self) -> None:
        clipboard.copy(self.link.address)

    def _say_not_allowed(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("building", "muted"))
        row.addWidget(
            PlainLabel(self.tr("Set by your clinic: links are not opened from here."), "caption"), 1
        )
        self.body.addLayout(row)


def caution_words(caution: Caution) -> str:
    """Why an address deserves a second look."""
    return {
        Caution.HIDDEN_NAME: translate(
            "OpenLinkDialog",
            "Before an @ sign the address names something else. That part means nothing, and is "
            "how people are misled.",
        ),
        Caution.LOOK_ALIKE: translate(
            "OpenLinkDialog",
            "This name has letters that can pass for others, so it is shown as computers read it.",
        ),
        Caution.NUMBER: translate(
            "OpenLinkDialog", "The address is a number. It does not say whose computer it is."
        ),
        Caution.NOT_ENCRYPTED: translate(
            "OpenLinkDialog", "The connection is not encrypted: others on the way can read along."
        ),
    }[caution]


def _breakable(host: str) -> str:
    """A long name that a label can wrap; a short one as it is."""
    if len(host) <= _FITS:
        return host
    spaced = []
    for label in host.split("."):
        starts = range(0, max(len(label), 1), _PIECE)
        spaced.append(_BREAK.join(label[start : start + _PIECE] for start in starts))
    return f".{_BREAK}".join(spaced)


def _short(link: Link) -> str:
    address = link.address
    if len(address) > _CHOICE:
        address = address[: _CHOICE - 1] + "…"
    return address
