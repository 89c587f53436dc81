"""The reveal screen's widgets: which round, how far it is, a tab for all plans, each plan, and the close."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QTabBar, QToolButton, QVBoxLayout, QWidget

from audit_app.domain.rounds import WAS_NOT_SEALED
from audit_app.screens.reveal.closing_card import ClosingCard
from audit_app.screens.reveal.overview import OverviewCard
from audit_app.screens.reveal.plan_part import PlanPart
from audit_app.screens.reveal.wording import plan_state, progress_words
from audit_app.services.consensus.reveal_table import RevealTable
from audit_app.services.consensus.standing import RevealPlan
from audit_app.store.read_seats import HeldRound
from audit_app.ui.action_opening import KEY_LINE
from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.words import label
from forms.model import NotScore
from forms.widgets import ANSWER_KEYS

OVERVIEW, CLOSE = "overview", "close"
"""The data of the first and the last tab; a plan's tab has the id of its audit."""
_LETTERS = 20


class RevealView(Screen):
    """`shown` carries the id of the round that is asked for, or nothing; the presenter has the behaviour."""

    shown = Signal(str)
    dropped = Signal()
    left = Signal()
    round_chosen = Signal(str)
    names_toggled = Signal(bool)
    turned = Signal(str)
    answer_pressed = Signal(object)
    step_requested = Signal(int)
    rounds_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pending: Callable[[], Sequence[str]] | None = None
        self.page = Page("Reveal", wide=True)
        self.rounds = QComboBox()
        self.rounds.setAccessibleName("Round")
        self.rounds.setMinimumContentsLength(_LETTERS)
        self.names = QCheckBox("Show &names")
        self.banner, self.progress = Banner(), label("", "strong", wraps=False)
        self.unsealed = label(WAS_NOT_SEALED, "problem")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("All plans, one plan, or the close")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for arrow in self.tabs.findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the tabs' own arrow keys scroll too
        self.overview, self.plan, self.closing = OverviewCard(), PlanPart(), ClosingCard()
        self.empty = EmptyState("", "", words="Go to &Rounds", on_click=self.rounds_requested.emit, icon=Icon.PEOPLE)
        self._lay_out()
        self._connect()
        self.show_nothing("", "")

    def show_with(self, **what: object) -> None:
        """Come up with the round of `round_id`, or the one that was shown before."""
        self.shown.emit(str(what.get("round_id") or ""))

    def can_leave(self) -> bool:
        """What was begun is kept as a draft."""
        self.left.emit()
        return True

    def unsaved(self) -> Sequence[str]:
        """What was begun at markers and is not settled."""
        return self._pending() if self._pending is not None else ()

    def tell_unsaved_by(self, ask: Callable[[], Sequence[str]]) -> None:
        """Who knows what is not settled."""
        self._pending = ask

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        if self.tabs.isHidden():
            return ()
        found = [
            Command(self.tabs.tabText(at), "Reveal", self._turner(at), icon=Icon.PLANS)
            for at in range(self.tabs.count())
        ]
        if self.overview.carry_button.isEnabled() and not self.overview.carry_button.isHidden():
            carry = Command("Carry over what is agreed", "Reveal", self.overview.carry_requested.emit, icon=Icon.NEXT)
            found.append(carry)
        return found

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("3  2  1  0  N  E", "The group's score at the marker"),
            KeyLine("Ctrl + Enter", "Settle, and go to the next marker that is left"),
            KeyLine("↓ ↑, Ctrl + ↓ ↑", "Next and previous marker, from anywhere with Ctrl"),
            KeyLine("Ctrl + Page Down, Page Up", "Next and previous plan"),
            KeyLine("Enter", "On a marker: to its score; on a plan: open it"),
            KEY_LINE,
            KeyLine("Alt + N", "Show names, or hide them"),
            KeyLine("Ctrl + +", "Larger type, for a projector"),
        )
        return (KeyGroup("Reveal", lines),)

    def regions(self) -> Sequence[QWidget]:
        """The tabs, then the parts of the one that is shown."""
        if self.tabs.isHidden():
            return (self.empty.button,)
        if not self.plan.isHidden():
            segments = self.plan.consensus.levels.segments
            return (self.tabs, self.plan.grid.table.view, self.plan.evidence.area, segments[0])
        if not self.closing.isHidden():
            return (self.tabs, self.closing.table.view)
        return (self.tabs, self.overview.table.view)

    def drop(self) -> None:
        """Forget every score that was read."""
        self.show_nothing("", "")
        self.say("")
        with QSignalBlocker(self.rounds):
            self.rounds.clear()
        with QSignalBlocker(self.names):
            self.names.setChecked(False)
        self.overview.forget()
        self.plan.show_plan(None, may_write=False, is_closed=False)
        self.closing.show_closing((), is_closed=False, may_close=False, closed_on="")
        self.closing.show_pages((), {}, may_save=False, may_send=False)
        self.dropped.emit()

    def show_rounds(self, rounds: Sequence[HeldRound], chosen: str) -> None:
        """The rounds to choose from."""
        with QSignalBlocker(self.rounds):
            self.rounds.clear()
            for one in rounds:
                self.rounds.addItem(f"Round {one.name}, {one.state.value}", one.id)
            self.rounds.setCurrentIndex(max(self.rounds.findData(chosen), 0))

    def show_table(self, found: RevealTable, part: str) -> str:
        """A tab for all plans, each plan and the close; returns the part that is shown, the first without `part`."""
        self.empty.hide()
        words = progress_words(found.told)
        self.progress.setText(words[:1].upper() + words[1:])
        parts = [(OVERVIEW, "All plans"), *((plan.audit_id, _tab(plan)) for plan in found.plans), (CLOSE, "Close")]
        with QSignalBlocker(self.tabs):
            if [self.tabs.tabData(at) for at in range(self.tabs.count())] != [one for one, _ in parts]:
                while self.tabs.count():
                    self.tabs.removeTab(0)
                for one, _ in parts:
                    self.tabs.setTabData(self.tabs.addTab(""), one)
            for at, (_, words) in enumerate(parts):
                self.tabs.setTabText(at, words)
                plan = found.plan(parts[at][0])
                self.tabs.setTabToolTip(at, _spoken(plan) if plan is not None else "")
                self.tabs.setAccessibleTabName(at, _spoken(plan) if plan is not None else words)
            ids = [one for one, _ in parts]
            self.tabs.setCurrentIndex(ids.index(part) if part in ids else 0)
        for widget in (self.progress, self.tabs, self.rounds, self.names):
            widget.show()
        self.unsealed.setVisible(found.round.is_open_to_chair)
        return self.part()

    def part(self) -> str:
        """Which part the current tab has."""
        return str(self.tabs.tabData(self.tabs.currentIndex()) or OVERVIEW)

    def show_part(self) -> None:
        """Show the part of the current tab alone."""
        part = self.part()
        self.overview.setVisible(part == OVERVIEW)
        self.closing.setVisible(part == CLOSE)
        self.plan.setVisible(part not in (OVERVIEW, CLOSE))

    def turn_to(self, part: str) -> None:
        """Go to all plans, a plan by its audit, or the close."""
        for at in range(self.tabs.count()):
            if self.tabs.tabData(at) == part:
                self.tabs.setCurrentIndex(at)

    def show_nothing(self, title: str, text: str) -> None:
        """There is no revealed round: why, and where to go."""
        parts = (self.overview, self.plan, self.closing)
        for part in (self.progress, self.unsealed, self.tabs, self.rounds, self.names, *parts):
            part.hide()
        self.empty.say(title, text, "Go to &Rounds" if title else "")
        self.empty.setVisible(bool(title))

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    def _turner(self, at: int) -> Callable[[], None]:
        return lambda: self.tabs.setCurrentIndex(at)

    def _connect(self) -> None:
        self.rounds.activated.connect(self._choose_round)
        self.names.toggled.connect(self.names_toggled)
        self.tabs.currentChanged.connect(self._turn)
        for key, answer in ANSWER_KEYS.items():
            for home in (self.plan.grid, self.plan.evidence, self.plan.consensus.levels):
                self._key(key, home, self._presser(answer))
        self._key("Ctrl+Return", self.plan, self.plan.consensus.settle_requested.emit)
        self._key("Ctrl+Enter", self.plan, self.plan.consensus.settle_requested.emit)
        for key, by in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            self._key(key, self.plan, self._stepper(by))
        for key, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            self._key(key, self, self._tab_stepper(by))

    def _key(self, key: str, home: QWidget, do: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(key), home)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(do)

    def _presser(self, answer: int | NotScore) -> Callable[[], None]:
        return lambda: self.answer_pressed.emit(answer)

    def _stepper(self, by: int) -> Callable[[], None]:
        return lambda: self.step_requested.emit(by)

    def _tab_stepper(self, by: int) -> Callable[[], None]:
        def step() -> None:
            if not self.tabs.isHidden():
                self.tabs.setCurrentIndex(min(max(self.tabs.currentIndex() + by, 0), self.tabs.count() - 1))

        return step

    def _choose_round(self, _number: int) -> None:
        self.round_chosen.emit(str(self.rounds.currentData() or ""))

    def _turn(self, _number: int) -> None:
        self.turned.emit(self.part())  # filled before it is shown: what it hides must not pass the focus on
        self.show_part()

    def _lay_out(self) -> None:
        for made in (self.progress, self.rounds, self.names):
            self.page.head.addWidget(made)
        body = self.page.body
        for part in (self.banner, self.unsealed, self.tabs, self.overview):
            body.addWidget(part)
        body.addWidget(self.plan, 1)
        body.addWidget(self.closing, 1)
        body.addWidget(self.empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)


def _tab(plan: RevealPlan) -> str:
    """The plan's reference, with how many markers are left to talk through."""
    left = plan.told.to_talk - plan.told.talked
    return f"{plan.plan_ref}  {left}" if left and not plan.is_done else plan.plan_ref


def _spoken(plan: RevealPlan) -> str:
    return f"{plan.plan_ref}: {plan_state(plan).lower()}, {progress_words(plan.told)}"
