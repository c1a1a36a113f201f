"""Choosing an emoji: search, groups, recent ones, skin tone. Used for writing and for reacting.

The keyboard does everything: it begins in the search field, Down goes to the grid, Enter chooses,
Esc closes, and the focus returns to where it was.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.ui.emoji import catalogue, fonts
from app.ui.emoji.grid import EmojiGrid, Part
from app.ui.emoji.memory import EmojiMemory
from app.ui.text import ElidedLabel, PlainLabel, set_tip
from app.ui.theme import theme
from app.ui.tokens import SPACE_S, SPACE_XS, TYPE_HEADING
from app.ui.widgets.search_field import name_buttons_of

_ROWS = 7
_MOST_TABS = 10
_HAND = "\u270b"
_GROUP_SIGNS = {
    "smileys-emotion": "\U0001f600",
    "people-body": "\U0001f44b",
    "animals-nature": "\U0001f43b",
    "food-drink": "\U0001f34e",
    "travel-places": "\U0001f697",
    "activities": "\u26bd",
    "objects": "\U0001f4a1",
    "symbols": "\U0001f523",
    "flags": "\U0001f3c1",
}
_RECENT_SIGN = "\U0001f552"


class EmojiPicker(QFrame):
    """A popup. Signal `picked` with the emoji, in the person's skin tone; it is remembered."""

    picked = Signal(str)

    def __init__(self, memory: EmojiMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("emoji-picker")
        self.setAccessibleName(self.tr("Choose an emoji"))
        self._memory = memory
        self._focus_before: QWidget | None = None
        self._stale = True
        self.search = QLineEdit()
        self.search.setMaxLength(200)  # a name or a word, not a pasted log
        self.search.setObjectName("emoji-search")
        self.search.setPlaceholderText(self.tr("Search emoji"))
        self.search.setAccessibleName(self.tr("Search emoji"))
        self.search.setClearButtonEnabled(True)
        name_buttons_of(self.search)
        self.tone = _ToneButton(memory.tone)
        self.grid = EmojiGrid()
        self.nothing = PlainLabel(kind="muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = ElidedLabel("", "caption")
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(0)
        self.tabs: list[QToolButton] = []
        self._lay_out()
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.grid.chosen.connect(self._choose)
        self.grid.left_upwards.connect(self.search.setFocus)
        self.grid.typed.connect(self._type)
        self.grid.pointed.connect(self._point)
        self.tone.chosen.connect(self._memory.choose_tone)
        memory.changed.connect(self._memory_changed)
        theme().changed.connect(self._theme_changed)

    def open_at(self, anchor: QWidget) -> None:
        """Show it above (or below) a widget, ready to search."""
        self._focus_before = QApplication.focusWidget()
        self.search.clear()
        self._fill()
        self.adjustSize()
        self.move(self._place(anchor))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the focus back."""
        super().hideEvent(event)
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Page Down go from the search to the grid; Enter takes the first found."""
        if (
            watched is self.search
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
                self.grid.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.grid.choose_current()
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        """All groups, with what was used last before them."""
        if not self._stale:
            self.grid.scrollToTop()
            self.grid.show_heading(0)
            return
        tone = self._memory.tone
        recent = tuple(text for text in self._memory.recent if fonts.drawable(text))
        parts = [Part(self.tr("Used recently"), recent)] if recent else []
        signs = [(self.tr("Used recently"), _RECENT_SIGN)] if recent else []
        for group in catalogue.groups():
            shown = tuple(each.toned(tone) for each in group.emoji if fonts.drawable(each.text))
            if shown:
                parts.append(Part(group.name(), shown))
                signs.append((group.name(), _GROUP_SIGNS[group.key]))
        self.grid.show_parts(parts)
        self._show_tabs(signs)
        self._say_nothing(
            ""
            if parts
            else self.tr(
                "This computer has no font for emoji. Ask your clinic's IT to install one, such "
                "as Noto Color Emoji."
            )
        )
        self._stale = False

    def _search(self, query: str) -> None:
        if not query.strip():
            self._stale = True
            self._fill()
            return
        self._stale = True
        tone = self._memory.tone
        found = tuple(
            each.toned(tone) for each in catalogue.search(query) if fonts.drawable(each.text)
        )
        self.grid.show_parts([Part("", found)])
        self._show_tabs([])
        self._say_nothing("" if found else self.tr("No emoji found"))

    def _say_nothing(self, words: str) -> None:
        self.nothing.setText(words)
        first, second = (self.grid, self.nothing) if words else (self.nothing, self.grid)
        first.hide()  # before the other is shown, so that the popup need not hold both
        second.show()
        if words:
            self._point("")

    def _show_tabs(self, signs: list[tuple[str, str]]) -> None:
        for number, (name, sign) in enumerate(signs):
            if number == len(self.tabs):
                self.tabs.append(self._tab(number))
            button = self.tabs[number]
            button.setText(sign)
            button.setAccessibleName(name)
            set_tip(button, name)
        for number, button in enumerate(self.tabs):
            # Stays in its place while something is searched, so that nothing jumps.
            button.setEnabled(number < len(signs))
            button.setVisible(number < len(signs) or not signs)

    def _tab(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "emoji")
        button.setFont(fonts.emoji_font(TYPE_HEADING))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedWidth(self.grid.width() // _MOST_TABS)
        button.clicked.connect(lambda _checked=False: self._go_to(number))
        self._tabs.insertWidget(number, button)
        return button

    def _go_to(self, number: int) -> None:
        self.grid.show_heading(number)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, text: str) -> None:
        self.hide()
        self._memory.note(text)
        self.picked.emit(text)

    def _type(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.insert(text)

    def _point(self, text: str) -> None:
        self.name.setText(catalogue.name_of(text) if text else "")

    def _memory_changed(self) -> None:
        self._stale = True
        self.tone.show_tone(self._memory.tone)
        if self.isVisible():
            self._search(self.search.text())

    def _theme_changed(self) -> None:
        self._stale = True
        self.grid.measure()
        self.tone.setFont(fonts.emoji_font(TYPE_HEADING))
        for button in self.tabs:
            button.setFont(fonts.emoji_font(TYPE_HEADING))
            button.setFixedWidth(self.grid.width() // _MOST_TABS)
        self._set_heights()

    def _set_heights(self) -> None:
        self.nothing.setFixedWidth(self.grid.width())
        self.grid.setMinimumHeight(_ROWS * self.grid.side)
        self.nothing.setMinimumHeight(_ROWS * self.grid.side)

    def _place(self, anchor: QWidget) -> QPoint:
        """Above the anchor where there is room, within the screen."""
        size = self.sizeHint()
        at = anchor.mapToGlobal(QPoint(0, 0))
        room = anchor.screen().availableGeometry()
        y = at.y() - size.height() - SPACE_XS
        if y < room.top():
            y = at.y() + anchor.height() + SPACE_XS
        x = at.x() + anchor.width() - size.width()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = at.x()
        return QPoint(
            max(room.left(), min(x, room.right() - size.width())),
            max(room.top(), min(y, room.bottom() - size.height())),
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_S)
        top.addWidget(self.search, 1)
        top.addWidget(self.tone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        layout.setSpacing(SPACE_XS)
        layout.addLayout(top)
        layout.addLayout(self._tabs)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.name)
        self.nothing.hide()
        self._set_heights()
        self._tabs.addStretch()
        QWidget.setTabOrder(self.search, self.grid)
        QWidget.setTabOrder(self.grid, self.tone)


class _ToneButton(QToolButton):
    """The skin tone, with a menu of the six. Signal `chosen` (0 to 5)."""

    chosen = Signal(int)

    def __init__(self, tone: int) -> None:
        super().__init__()
        self.setProperty("kind", "emoji")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFont(fonts.emoji_font(TYPE_HEADING))
        names = (
            self.tr("No skin tone"),
            self.tr("Light skin tone"),
            self.tr("Medium-light skin tone"),
            self.tr("Medium skin tone"),
            self.tr("Medium-dark skin tone"),
            self.tr("Dark skin tone"),
        )
        hand = catalogue.find(_HAND)
        self._hands = [hand.toned(number) if hand else _HAND for number in range(len(names))]
        menu = QMenu(self)
        group = QActionGroup(menu)
        self.actions_by_tone: list[QAction] = []
        for number, name in enumerate(names):
            action = menu.addAction(f"{self._hands[number]} {name}")
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, n=number: self.chosen.emit(n))
            self.actions_by_tone.append(action)
        self.setMenu(menu)
        self._names = names
        self.show_tone(tone)

    def show_tone(self, tone: int) -> None:
        """Show which one is in force."""
        self.setText(self._hands[tone])
        self.setAccessibleName(self.tr("Skin tone: {tone}").format(tone=self._names[tone]))
        set_tip(self, self.accessibleName())
        self.actions_by_tone[tone].setChecked(True)
