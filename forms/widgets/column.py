"""Every marker in one scrolling column, the open one in full; it knows no key and saves nothing."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from audit_app.ui.card import clear
from audit_app.ui.focus import stops_in
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from forms.model import Framework, Marker
from forms.widgets.advice import AdviceCard
from forms.widgets.flow import TAKE_KEY, ChipRow, Option
from forms.widgets.keys import STATE_KEYS
from forms.widgets.marker_card import MarkerCard
from forms.widgets.marker_row import MarkerRow
from forms.widgets.state import FormState
from forms.widgets.suggestion import SuggestionLine

_WIDEST = 1_560
_NEAR = 160


def _is_passed_over(part: QWidget) -> bool:
    """Rows are gone through with the arrows, and a line that suggests nothing is not there."""
    return isinstance(part, MarkerRow | QLabel) or (isinstance(part, SuggestionLine) and part.isHidden())


class MarkerColumn(QScrollArea):
    """Rows of `rows`, the one card `card`, what sections hold in `states`, the grid in `advice`.

    `top` and `bottom` are layouts above and below the markers for what the screen adds. `marker_chosen` carries the
    marker whose row was clicked, `state_chosen` section and state, `tick_toggled` source, tick and whether it is set.
    `moved` tells that what it holds stands elsewhere now.
    """

    marker_chosen = Signal(str)
    state_chosen = Signal(str, str)
    tick_toggled = Signal(str, str, bool)
    back = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, MarkerRow] = {}
        self.states: dict[str, ChipRow] = {}
        self.suggestions: dict[str, SuggestionLine] = {}
        self.advice: AdviceCard | None = None
        self.card = MarkerCard()
        space = measures().spacing
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        self._content.setProperty("role", "canvas")
        self._content.setMaximumWidth(_WIDEST)
        outer = QVBoxLayout(self._content)
        outer.setContentsMargins(space[0], space[0], space[2], space[5])
        outer.setSpacing(space[3])
        self.top, self.bottom, self._lines = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._lines.setSpacing(space[0] + 2)
        for part in (self.top, self._lines, self.bottom):
            outer.addLayout(part)
        outer.addStretch(1)
        self.setWidget(self._content)
        self._in_card = list(stops_in(self.card))
        self._ordered: list[QWidget] = []
        self.card.setParent(self._content)
        self.card.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """It scrolls by wheel and by what is opened; the arrows belong to the form."""
        event.ignore()

    def build(self, framework: Framework) -> tuple[Marker, ...]:
        """Make the rows of a framework; returns its markers in the order of the column."""
        self.empty()
        grouped = framework.by_section()
        titles = {section.id: section.title for section in framework.sections}
        for section, markers in grouped.items():
            self._lines.addSpacing(measures().spacing[2])
            self._lines.addWidget(label(f"{section}   {titles[section]}", "overline"))
            self._add_state(framework, section)
            for marker in markers:
                row = MarkerRow(marker, framework)
                row.clicked.connect(self._row_clicked)
                self.rows[marker.id] = row
                self._lines.addWidget(row)
        self._add_advice(framework)
        return tuple(marker for markers in grouped.values() for marker in markers)

    def empty(self) -> None:
        """Take every marker away."""
        self._lines.removeWidget(self.card)
        self.card.hide()
        clear(self._lines)
        self.rows, self.states, self.suggestions, self.advice, self._ordered = {}, {}, {}, None, []

    def show_state(self, state: FormState, before: FormState | None, at: str) -> None:
        """Show what moved since `before`, everything where that is None."""
        for marker, row in self.rows.items():
            if before is None or before.at(marker) != state.at(marker):
                row.show_given(state.at(marker))
        if at:
            self.card.show_given(state.at(at))
        for section, chips in self.states.items():
            chips.set_value(state.states.get(section, ""))
            chips.set_read_only(state.is_read_only)
        came = [self._show_suggested(section, state) for section in self.states]
        if any(came):
            self.moved.emit()
        if self.advice is not None:
            self.advice.show_ticks(state.ticks)
            self.advice.set_read_only(state.is_read_only)
        if at:
            self._order_stops()

    def open(self, marker: str, state: FormState, before: str) -> None:
        """Put the card in place of the row of a marker, and the row of the one before back."""
        if before in self.rows:
            self.rows[before].show()
        self._lines.removeWidget(self.card)
        self._lines.insertWidget(self._lines.indexOf(self.rows[marker]) + 1, self.card)
        self.rows[marker].hide()
        found = state.framework.marker(marker)
        self.card.show_marker(found, state.framework, state.at(marker), is_read_only=state.is_read_only)
        self.card.show()
        self._order_stops()

    def stops(self) -> list[QWidget]:
        """The parts that Tab goes through, as they stand below each other: rows are gone through with the arrows."""
        layouts = (self.top, self._lines, self.bottom)
        items = (layout.itemAt(at) for layout in layouts for at in range(layout.count()))
        found = [item.widget() for item in items if item is not None]
        return [part for part in found if isinstance(part, QWidget) and not _is_passed_over(part)]

    def _order_stops(self) -> None:
        """Tab follows what is read: the card moves among its neighbours, and its place in the order of Tab with it."""
        stops = self.stops()
        if stops == self._ordered:
            return
        self._ordered = stops
        inside = [one for part in stops for one in (self._in_card if part is self.card else stops_in(part))]
        for one, other in pairwise(inside):
            QWidget.setTabOrder(one, other)

    def settle(self, section: str) -> None:
        """Keep the open marker at the same height of the screen, so that the eye need not look for it."""
        self._fit()
        self.verticalScrollBar().setValue(max(0, self.card.y() - self._lead(section)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is as high as its width asks for is measured anew at once: Qt would squeeze it until the next change."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
            self.moved.emit()

    def _fit(self) -> None:
        layout = self._content.layout()
        if layout is None:
            return
        layout.invalidate()
        layout.activate()
        width = min(self.viewport().width(), self._content.maximumWidth())
        self._content.resize(width, max(layout.totalHeightForWidth(width), self.viewport().height()))

    def _lead(self, section: str) -> int:
        """How much of what stands above the open marker stays in view: a row, or what its section holds."""
        least = 2 * self.card.fontMetrics().lineSpacing() + measures().row
        chips = self.states.get(section)
        above = self.card.y() - chips.y() + measures().spacing[0] if chips is not None else 0
        return max(least, above) if above < _NEAR else least

    def _add_state(self, framework: Framework, section: str) -> None:
        asked = framework.section_states
        if asked is None or section not in asked.sections:
            return
        keys = {state.value: key for key, state in STATE_KEYS.items()}
        chips = ChipRow(
            f"Section {section} holds", [Option(state.value, words, keys[state.value]) for state, words in asked.states]
        )
        chips.chosen.connect(self._state_chosen)
        chips.left.connect(self.back)
        self.states[section] = chips
        self._lines.addWidget(chips)
        line = SuggestionLine(f"h {TAKE_KEY}")
        line.taken.connect(self._state_taken)
        self.suggestions[section] = line
        self._lines.addWidget(line)

    def _show_suggested(self, section: str, state: FormState) -> bool:
        """What the plan's text suggests a section holds, nothing where it is chosen already; whether a line came."""
        value = state.suggested_states.get(section, "")
        words = next((chip.option.words for chip in self.states[section].chips if chip.option.value == value), "")
        is_open = bool(words) and not state.is_read_only and state.states.get(section, "") != value
        self.states[section].suggest(value if is_open else "")
        line = self.suggestions[section]
        was_hidden = line.isHidden()
        line.show_suggestion(
            f"The plan's text suggests: {words}." if is_open else "",
            is_open=is_open,
            name=f"Section {section} holds, as suggested: {words}",
        )
        return line.isHidden() is not was_hidden

    def _add_advice(self, framework: Framework) -> None:
        if framework.advice_grid is None:
            return
        self.advice = AdviceCard(framework.advice_grid)
        self.advice.ticked.connect(self.tick_toggled)
        self.advice.left.connect(self.back)
        self._lines.addSpacing(measures().spacing[3])
        self._lines.addWidget(self.advice)

    def _row_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, MarkerRow):
            self.marker_chosen.emit(row.marker.id)

    def _state_taken(self) -> None:
        section = next((one for one, line in self.suggestions.items() if line is self.sender()), "")
        if section:
            self.states[section].take_suggested()

    def _state_chosen(self, value: str) -> None:
        section = next((one for one, chips in self.states.items() if chips is self.sender()), "")
        self.state_chosen.emit(section, value)
