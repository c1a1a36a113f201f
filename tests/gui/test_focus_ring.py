"""Where the keyboard is can be seen on everything that takes the focus, in every palette.

Each kind of control is drawn with and without the focus; the pixels that differ must contrast 3:1
with what was there before (WCAG 2.2, 1.4.11 and 2.4.13). `tests/gui/test_gallery.py` finds every
control of every screen and says when it is of another kind.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionViewItem,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.media_types import EcgInfo, EcgLead
from app.ui import formats
from app.ui.delegates.person_delegate import PersonDelegate
from app.ui.delegates.recipient_delegate import RecipientDelegate
from app.ui.gallery_data import AMIRA
from app.ui.models.conversation_list import PersonListModel, PersonRow
from app.ui.theme import Theme, ThemeChoice
from app.ui.theme import theme as theme_now
from app.ui.tokens import contrast
from app.ui.viewers.canvas import Canvas
from app.ui.viewers.dicom_canvas import DicomCanvas
from app.ui.viewers.ecg_paper import EcgPaper
from app.ui.viewers.focus_ring import draw_focus_ring
from app.ui.viewers.pages import Pages
from app.ui.viewers.video_area import VideoArea
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.composer import ComposerEdit
from app.ui.widgets.waveform_view import WaveformView
from tests.gui.focusable import CONTROLS, Look, look_of

LEAST = 24
"""Pixels that change: a short edge of two pixels."""
PALETTES = (
    ThemeChoice.LIGHT,
    ThemeChoice.DARK,
    ThemeChoice.CONTRAST_LIGHT,
    ThemeChoice.CONTRAST_DARK,
)


class Samples(QWidget):
    """One of each kind, as `look_of` tells kinds apart."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("screen")
        column = QVBoxLayout(self)
        self.controls: dict[Look, QWidget] = {}
        for widget in self._make():
            if widget.parent() is None:
                column.addWidget(widget)
            self.controls[look_of(widget)] = widget

    def _make(self) -> list[QWidget]:
        buttons: list[QWidget] = [
            Button("Words", kind) for kind in ("plain", "primary", "quiet", "danger", "chip")
        ]
        icons: list[QWidget] = [IconButton("x", "Close"), IconButton("send", "Send", "on_accent")]
        icons[1].setObjectName("send")
        jump = IconButton("arrow-down", "Jump")
        jump.setObjectName("jump")
        tab, emoji = QToolButton(), QToolButton()
        tab.setObjectName("tab")
        tab.setText("People")
        emoji.setProperty("kind", "emoji")
        emoji.setText(":)")
        for button in (tab, emoji):
            button.setCheckable(True)
            button.setFocusPolicy(icons[0].focusPolicy())
        tabs = QTabWidget()
        tabs.addTab(QWidget(), "One")
        tabs.addTab(QWidget(), "Two")
        sections, words = QListWidget(), QListWidget()
        sections.setObjectName("sections")
        words.setObjectName("own-words")
        for view in (sections, words):
            view.addItems(["one", "two"])
            view.setCurrentRow(0)
        box = ChoiceBox()
        box.addItems(["one", "two"])
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)  # as most are; the style sheet frames them
        inside = QWidget()
        inside.setObjectName("scrolled")
        area.setWidget(inside)
        card = QFrame()
        card.setObjectName("card")
        card.setMinimumSize(40, 20)
        card.setFocusPolicy(icons[0].focusPolicy())
        groups = QWidget()
        groups.setObjectName("codeGroups")
        groups.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        groups.setMinimumSize(40, 20)
        groups.setFocusPolicy(icons[0].focusPolicy())
        line, text = QLineEdit(), QPlainTextEdit()
        wave, video = WaveformView(), VideoArea()
        number = QSpinBox()
        number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # as that of a PDF's pages
        seen_in_viewers: list[QWidget] = [Canvas(), DicomCanvas(), Pages(((200.0, 300.0),))]
        for widget in seen_in_viewers:
            widget.setFixedSize(120, 60)
        paper = EcgPaper(EcgInfo((), 500.0, (EcgLead("II", (0.0,) * 500),), (), ""))
        paper.show_as(scale=0.5)
        wave.show_recording(bytes(range(64)), 10_000)
        return [
            wave,
            video,
            *seen_in_viewers,
            paper,
            QSlider(Qt.Orientation.Horizontal),
            number,
            *buttons,
            *icons,
            jump,
            tab,
            emoji,
            tabs,
            tabs.tabBar(),
            sections,
            words,
            box,
            area,
            groups,
            card,
            line,
            text,
            ComposerEdit(),
            CheckBox("Words"),
            QCalendarWidget(),
        ]


@pytest.fixture
def samples(qtbot: QtBot, theme: Theme) -> Samples:
    widget = Samples()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow, timeout=30_000)
    return widget


@pytest.mark.parametrize("choice", PALETTES, ids=lambda choice: choice.value)
def test_the_ring_is_seen(samples: Samples, theme: Theme, choice: ThemeChoice) -> None:
    theme.choose(choice)
    try:
        dim = []
        for look, widget in samples.controls.items():
            seen = _ring(samples, widget)
            if seen < LEAST:
                dim.append((look, seen))
        assert not dim
    finally:
        theme.choose(ThemeChoice.LIGHT)


def _ring(samples: Samples, widget: QWidget) -> int:
    """How many pixels change with the focus, by 3:1 at least."""
    taking = widget.focusProxy() or widget
    if isinstance(widget, QTabWidget):
        taking = widget.tabBar()
    if isinstance(widget, QCalendarWidget):
        taking = widget.findChild(QAbstractItemView) or widget
    others = [each for each in samples.controls.values() if each is not widget]
    others[0].setFocus()
    without = _picture(widget)
    taking.setFocus()
    assert QApplication.focusWidget() is taking
    return _changed(without, _picture(widget))


def _picture(widget: QWidget) -> QImage:
    at = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    return widget.window().grab(at).toImage()


def _changed(one: QImage, other: QImage) -> int:
    assert one.size() == other.size()
    return sum(
        contrast(one.pixelColor(x, y).name(), other.pixelColor(x, y).name()) >= 3
        for x in range(one.width())
        for y in range(one.height())
        if one.pixel(x, y) != other.pixel(x, y)
    )


def test_each_kind_is_drawn(samples: Samples) -> None:
    assert set(samples.controls) == CONTROLS


def test_a_disabled_or_unringed_control_would_be_noticed(samples: Samples, qtbot: QtBot) -> None:
    bare = QPushButton("Words", samples)
    bare.setStyleSheet("QPushButton, QPushButton:focus { border: none; background: white; }")
    bare.show()
    samples.controls[look_of(bare)] = bare
    assert _ring(samples, bare) < LEAST


@pytest.mark.parametrize("choice", PALETTES, ids=lambda choice: choice.value)
def test_a_ring_over_pictures_is_seen_on_any_colour(
    qapp: QApplication, theme: Theme, choice: ThemeChoice
) -> None:
    """A picture may be white, black, or of the colour that the theme's rings have elsewhere."""
    theme.choose(choice)
    try:
        greys = [QColor(level, level, level) for level in range(0, 256, 15)]
        for below in [*greys, QColor(theme.colours.accent), QColor(theme.colours.surface_alt)]:
            without = QImage(80, 40, QImage.Format.Format_RGB32)
            without.fill(below)
            ringed = without.copy()
            painter = QPainter(ringed)
            draw_focus_ring(painter, ringed.rect())
            painter.end()
            edge = 2 * (without.width() + without.height())
            assert _changed(without, ringed) >= edge, below.name()
    finally:
        theme.choose(ThemeChoice.LIGHT)


@pytest.mark.parametrize("choice", PALETTES, ids=lambda choice: choice.value)
@pytest.mark.parametrize("delegate", [PersonDelegate, RecipientDelegate])
def test_the_row_that_the_keyboard_is_on(
    qapp: QApplication, theme: Theme, choice: ThemeChoice, delegate: type[PersonDelegate]
) -> None:
    """Also where the row is the open one, or chosen."""
    model = PersonListModel()
    model.set_rows([PersonRow(AMIRA)])
    on, state = QStyle.StateFlag, QStyle.StateFlag.State_Enabled
    theme.choose(choice)
    try:
        painting = (
            RecipientDelegate(formats.cannot_send_reason)
            if delegate is RecipientDelegate
            else delegate()
        )
        for chosen in (on.State_None, on.State_Selected):
            without = _row(painting, model, state | chosen)
            focused = _row(painting, model, state | chosen | on.State_HasFocus)
            assert _changed(without, focused) >= LEAST
        assert (
            _changed(_row(painting, model, state), _row(painting, model, state | chosen)) >= LEAST
        )
    finally:
        theme.choose(ThemeChoice.LIGHT)


def _row(painting: PersonDelegate, model: PersonListModel, state: QStyle.StateFlag) -> QImage:
    image = QImage(300, 64, QImage.Format.Format_RGB32)
    image.fill(theme_now().colours.surface_alt)
    option = QStyleOptionViewItem()
    option.rect = image.rect()
    option.state = state
    painter = QPainter(image)
    painting.paint(painter, option, model.index(0))
    painter.end()
    return image
