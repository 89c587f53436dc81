"""The navigation at the left: an icon and a word for each screen, and where one is."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from audit_app.ui.screen import ScreenSpec
from audit_app.ui.theme import RESIZED, measures, scaled
from audit_app.ui.words import button

WIDTH = 176
_ICON, _PADDING = 30, 24
"""In pixels: the icon of a button with its gap, at the normal size of type; what is left at its sides, at any."""


class Navigation(QFrame):
    """A column of screens; arrows move in it, Enter or Space goes there. `asked_for` carries the screen's id."""

    asked_for = Signal(str)

    def __init__(self, specs: Sequence[ScreenSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName("Screens")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # wider only for large type
        space = measures().spacing
        column = self._scrolled()
        column.setContentsMargins(space[2], space[3], space[2], space[3])
        column.setSpacing(space[0])
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self._under = {spec.id: spec.under for spec in specs if spec.under}
        self._column = column
        self._lines: dict[str, QFrame] = {}
        for spec in (one for one in specs if one.listed):
            if spec.begins:
                column.addWidget(self._line(spec.id))
            column.addWidget(self._button(spec))
        column.addStretch(1)
        self._is_close = False
        self._fit()

    def _scrolled(self) -> QVBoxLayout:
        """A column that scrolls where the window is lower than all screens are, as large type makes it."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("role", "railColumn")
        area.setWidget(inner)
        outer.addWidget(area)
        return QVBoxLayout(inner)

    def show_only(self, screens: Collection[str]) -> None:
        """Lead to these screens alone."""
        for id_, made in self.buttons.items():
            made.setVisible(id_ in screens)
        first = next((id_ for id_ in self.buttons if id_ in screens), "")
        for id_, line in self._lines.items():
            line.setVisible(id_ in screens and id_ != first)
        self._draw_close()

    def show_current(self, screen: str) -> None:
        """Mark where one is."""
        listed = self._under.get(screen, screen)
        if listed in self.buttons:
            self.buttons[listed].setChecked(True)

    def take_focus(self) -> None:
        """The focus goes to where one is."""
        shown = [one for one in self.buttons.values() if not one.isHidden()]
        checked = next((one for one in shown if one.isChecked()), shown[0] if shown else None)
        if checked is not None:
            checked.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = [one for one in self.buttons.values() if not one.isHidden()]
        focused = next((number for number, one in enumerate(buttons) if one.hasFocus()), None)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if focused is None or not step:
            super().keyPressEvent(event)
        else:
            buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_close()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def _fit(self) -> None:
        """Wide enough for each title in the bold type in which it stands while one is there."""
        bold = QFont(self.font())
        bold.setBold(True)
        words = max((QFontMetrics(bold).horizontalAdvance(one.text()) for one in self.buttons.values()), default=0)
        self._draw_close()
        self.setMinimumWidth(max(WIDTH, words + scaled(self, _ICON) + _PADDING + 2 * measures().spacing[2]))

    def _draw_close(self) -> None:
        """Rows stand closer where the window is too low for all of them; lower still, they scroll."""
        measured, space = measures(), measures().spacing
        rows = sum(not one.isHidden() for one in self.buttons.values())
        lines = sum(not one.isHidden() for one in self._lines.values())
        row, gap = scaled(self, measured.row + 2), space[0]
        needed = rows * (row + gap) + lines * (1 + gap) + 2 * space[3]
        is_close = needed > self.height()
        if is_close == self._is_close:
            return
        self._is_close = is_close
        self._column.setSpacing(space[0] // 2 if is_close else space[0])
        for one in self.buttons.values():
            one.setProperty("close", "true" if is_close else "false")
            one.style().unpolish(one)
            one.style().polish(one)

    def _line(self, id_: str) -> QFrame:
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        self._lines[id_] = line
        return line

    def _button(self, spec: ScreenSpec) -> QPushButton:
        made = button(spec.title, partial(self.asked_for.emit, spec.id), weight="nav", icon=spec.icon)
        made.setCheckable(True)
        made.setAutoExclusive(True)  # heard as one of several, not as a box to tick
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setToolTip(f"{spec.title} ({spec.shortcut})" if spec.shortcut else spec.title)
        self._group.addButton(made)
        self.buttons[spec.id] = made
        return made
