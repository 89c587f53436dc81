"""The samples screen's widgets: the draws at the left, one draw with its places and record at the right; coverage."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from audit_app.domain.cycles import Cycle
from audit_app.screens.samples.columns import draw_columns, place_columns
from audit_app.screens.samples.coverage_view import CoverageView
from audit_app.screens.samples.draw_form import DrawForm
from audit_app.screens.samples.record import RecordCard
from audit_app.screens.samples.wording import draw_title
from audit_app.services.samples.turns import DrawTurns, Turn, TurnState
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Card, Page
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.turns import TurnDots, audited_words
from audit_app.ui.words import button, label

_LEASTS = (316, 680)
"""What the list of draws and one draw need beside each other, in pixels at the normal size of type."""
_COVERAGE = 1
"""The place of the coverage among the tabs."""
_DRAWS_IN_VIEW, _MOST_PLACES_IN_VIEW = 5, 12


class SamplesView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    new_draw_requested = Signal()
    draw_chosen = Signal(str)
    open_requested = Signal(object)
    assign_requested = Signal(object)
    replace_requested = Signal(object)
    close_requested = Signal()
    round_requested = Signal()
    copy_requested = Signal(str)
    coverage_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may: dict[str, bool] = {}
        self.page = Page("Samples")
        self.new_button = button("Dra&w a sample", self.new_draw_requested.emit, weight=Weight.MAIN, icon=Icon.SAMPLES)
        self.page.head.addWidget(self.new_button)
        self.banner = Banner()
        self.form = DrawForm()
        self.form.hide()
        self.empty = EmptyState("", "", words="Draw", icon=Icon.SAMPLES)
        self.page.body.addWidget(self.banner)
        self.page.body.addWidget(self._tabs())
        self.page.body.addWidget(self.form)
        self.page.body.addWidget(self.empty, 1)
        self.page.body.addWidget(self._draws_and_one(), 1)
        self.coverage = CoverageView()
        self.coverage.hide()
        self.page.body.addWidget(self.coverage, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        pass_focus(self, self.places.view)

    def show_with(self, **what: object) -> None:
        """Come up; `draw_id` chooses a draw, `new=True` opens the form for `cycle`, `coverage=True` shows coverage."""
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (
            Command("Draw a sample", "Samples", self.new_draw_requested.emit, icon=Icon.SAMPLES),
            Command("Coverage: who was never looked at", "Samples", self.show_coverage, icon=Icon.SAMPLES),
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("Enter", "Open the audit of the place"),
            KeyLine("C", "Copy the case number"),
            KeyLine("Ctrl+C", "Copy the places that are marked"),
            KeyLine("Alt+W", "Draw a sample"),
        )
        return (KeyGroup("Samples", lines),)

    def regions(self) -> Sequence[QWidget]:
        """The list of draws, and the places of one; of the coverage its two tables."""
        if self.shows_coverage:
            return (self.coverage.kinds.view, self.coverage.waiting.view)
        return (self.draws.view, self.places.view) if self.draws.model.total else (self.empty.button,)

    def drop(self) -> None:
        """Forget every draw that was read."""
        self.draws.set_rows(())
        self.places.set_rows(())
        self.record.forget()
        self.coverage.forget()
        self.say("")
        self.form.close_choices()
        self.form.hide()
        self.dropped.emit()

    def show_draws(self, draws: Sequence[DrawTurns]) -> None:
        """The list at the left."""
        self.draws.set_rows(draws)
        self._show_parts()

    def show_draw(self, made: DrawTurns, workspace: str, is_outdated: bool) -> None:
        """One draw at the right."""
        said = audited_words(made)
        self.title.setText(draw_title(made))
        self.dots.show_turns(made.sample, said)
        self.progress.setText(said)
        kept = self.places.current()
        rows = [turn for turn in made.turns if turn.state is not TurnState.RESERVE]
        rows.sort(key=lambda turn: (turn.number, turn.in_sample))
        self.places.set_rows(rows)
        self.places.show_column("stratum", any(turn.stratum for turn in rows))
        self.places.show_column("paper", any(turn.paper for turn in rows))
        self._fit(len(rows))
        wanted = kept.place_id if kept is not None else next((turn.place_id for turn in made.open), "")
        if not self.places.select(lambda turn: turn.place_id == wanted):
            self.places.select(lambda _turn: True)
        self.record.show_record(made, workspace, is_outdated)
        self._may["close_open"] = bool(made.open)
        self.round_button.setVisible(made.draw.cycle == Cycle.MULTI_AGENCY.value and bool(made.open))
        self.show_rights(self._may)

    def show_rights(self, may: dict[str, bool]) -> None:
        """What the person may do: `draw`, `assign`, `replace`, `close`, `audit`, `round`."""
        self._may = {**self._may, **may}
        self.new_button.setEnabled(self._may.get("draw", False))
        self.round_button.setEnabled(self._may.get("round", False))
        self.close_button.setEnabled(self._may.get("close", False) and self._may.get("close_open", False))
        self._follow_row(self.places.current())

    def show_empty(self, title: str, text: str, words: str) -> None:
        """What stands where there is no draw; an empty `words` shows no button."""
        self.empty.say(title, text, words)

    def show_form(self, is_open: bool) -> None:
        """Open or close the form in which a draw is asked for."""
        if is_open:
            self.tabs.setCurrentIndex(0)
        self.form.setVisible(is_open)
        self._show_parts()
        if is_open:
            self.form.draw_button.setFocus()
            self.page.verticalScrollBar().setValue(0)

    @property
    def shows_coverage(self) -> bool:
        """Whether the coverage is shown, and not the draws."""
        return self.tabs.currentIndex() == _COVERAGE

    def show_coverage(self) -> None:
        """Turn to the coverage."""
        self.tabs.setCurrentIndex(_COVERAGE)

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    def _tabs(self) -> QWidget:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Samples or coverage")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in ("Samples", "Coverage"):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turn)
        return self.tabs

    def _turn(self) -> None:
        self._show_parts()
        self.page.verticalScrollBar().setValue(0)
        if self.shows_coverage:
            self.coverage_requested.emit()

    def _show_parts(self) -> None:
        """Of draws and coverage the one that is turned to; where there is no draw, what to do about it."""
        is_drawing, is_coverage = not self.form.isHidden(), self.shows_coverage
        if is_drawing and is_coverage:
            self.form.hide()
            is_drawing = False
        has_draws = self.draws.model.total > 0
        self.both.setVisible(has_draws and not is_coverage)
        self.empty.setVisible(not has_draws and not is_drawing and not is_coverage)
        self.coverage.setVisible(is_coverage)
        self.new_button.setVisible(not is_drawing)

    def _draws_and_one(self) -> QWidget:
        self.draws = DataTable("Draws", draw_columns(), searchable=False)
        self.draws.row_current.connect(self._tell_draw)
        self.draws.set_height_in_rows(_DRAWS_IN_VIEW)
        self.both = Abreast(self.draws, self._one(), shares=(3, 7), leasts=_LEASTS)
        return self.both

    def _one(self) -> QWidget:
        space = measures().spacing
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space[3])
        card = Card()
        card.body.setSpacing(space[2])
        self.title = label("", "section")
        self.close_button = button("C&lose the week…", self.close_requested.emit)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        self.round_button = button("Open a ro&und with these", self.round_requested.emit, icon=Icon.PEOPLE)
        head.addWidget(self.round_button)
        head.addWidget(self.close_button)
        card.body.addLayout(head)
        self.dots, self.progress = TurnDots(), label("", "soft", wraps=False)
        card.body.addWidget(FlowRow(self.dots, self.progress))
        self.places = DataTable("Places of the draw", place_columns(), searchable=False)
        self.places.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # references differ at their ends
        self.places.row_chosen.connect(self.open_requested)
        self.places.row_current.connect(self._follow_row)
        card.body.addWidget(self.places)
        card.body.addWidget(self._actions())
        column.addWidget(card)
        self.record = RecordCard()
        column.addWidget(self.record)
        column.addStretch(1)
        return made

    def _actions(self) -> QWidget:
        self.open_button = button("&Open the audit", self._open, weight=Weight.MAIN, icon=Icon.AUDIT)
        self.assign_button = button("&Assign…", self._assign)
        self.replace_button = button("&Replace…", self._replace)
        self.copy_button = button("Copy case number (C)", self._copy, weight="quiet", icon=Icon.COPY)
        key = QShortcut(QKeySequence("C"), self.places.view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._copy)
        return FlowRow(self.open_button, self.assign_button, self.replace_button, self.copy_button)

    def _fit(self, rows: int) -> None:
        """The places stand in full: the page scrolls, not the table."""
        shown = min(max(rows, 1), _MOST_PLACES_IN_VIEW)
        self.places.set_height_in_rows(shown, shown)

    def _follow_row(self, turn: Any) -> None:
        is_open = isinstance(turn, Turn) and turn.is_open
        in_round = isinstance(turn, Turn) and turn.state is TurnState.IN_ROUND
        self.open_button.setEnabled(in_round or (is_open and self._may.get("audit", False)))
        self.assign_button.setEnabled(is_open and self._may.get("assign", False))
        is_waiting = is_open and turn.state is TurnState.WAITING
        self.replace_button.setEnabled(is_waiting and self._may.get("replace", False))
        self.copy_button.setEnabled(isinstance(turn, Turn) and bool(turn.plan_ref))
        is_begun = is_open and turn.is_mine and turn.state is TurnState.BEGUN
        words = "C&ontinue the audit" if is_begun else "&Open the audit"
        self.open_button.setText("Go to the r&ound" if in_round else words)
        self.open_button.setAccessibleName(self.open_button.text().replace("&", ""))

    def _tell_draw(self, made: Any) -> None:
        if isinstance(made, DrawTurns):
            self.draw_chosen.emit(made.draw.id)

    def _open(self) -> None:
        if (turn := self.places.current()) is not None:
            self.open_requested.emit(turn)

    def _assign(self) -> None:
        chosen = [turn for turn in self.places.chosen() if turn.is_open]
        if chosen:
            self.assign_requested.emit(chosen)

    def _replace(self) -> None:
        if (turn := self.places.current()) is not None:
            self.replace_requested.emit(turn)

    def _copy(self) -> None:
        if (turn := self.places.current()) is not None and turn.plan_ref:
            self.copy_requested.emit(turn.plan_ref)
