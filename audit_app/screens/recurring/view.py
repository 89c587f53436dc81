"""The widgets of the screen across plans: what is asked on top, the lines at the left, the plans at the right."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.screens.recurring.among import AmongRow
from audit_app.screens.recurring.lines import BREAKS, CARE, PHRASES, LinesCard
from audit_app.screens.recurring.plans_card import PlansCard
from audit_app.screens.recurring.wording import choice_words, told_words
from audit_app.services.reports.across_plans import AuditsChoice
from audit_app.services.reports.recurring import Line, Recurring
from audit_app.services.reports.recurring_plans import PlanSeen
from audit_app.ui.abreast import Abreast
from audit_app.ui.action_opening import KEY_LINE
from audit_app.ui.announce import announce
from audit_app.ui.busy import BusyBar
from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.fields import Field
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.period_choice import PeriodChoice
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.theme import measures
from audit_app.ui.words import label

_LEASTS = (560, 330)
"""What the lines and the plans behind one need beside each other, in pixels at the normal size of type."""
_LETTERS = 26


class RecurringView(Screen):
    """`asked` tells that other audits or another period are wanted, `narrowed` that fewer plans or sections are."""

    shown = Signal()
    dropped = Signal()
    asked = Signal()
    narrowed = Signal()
    step_requested = Signal()
    thread_requested = Signal(object)
    place_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Recurring | None = None
        self._awaits_lines = False
        self.page = Page("Across plans", wide=True)
        self.banner = Banner()
        self.audits = QComboBox()
        self.audits.setMinimumContentsLength(_LETTERS)
        self.audits.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.audits_field = Field("&Audits", self.audits)
        self.period = PeriodChoice(self.audits_field)
        self.among = AmongRow()
        self.told = label("", "soft")
        self.lines, self.plans = LinesCard(), PlansCard()
        self.both = Abreast(self.lines, self.plans, shares=(5, 3), leasts=_LEASTS)
        self.empty = EmptyState("", "", words="Go", on_click=self.step_requested.emit, icon=Icon.FLAG)
        self._lay_out()
        self._connect()
        self.show_nothing("", "", "")

    def show_with(self, **what: object) -> None:
        """Come up, and look through the plans where that is not done yet."""
        del what
        self._awaits_lines = self._found is None
        self.shown.emit()

    def commands(self) -> Sequence[Command]:
        """The three lists."""
        if self.both.isHidden():
            return ()
        return (
            Command("Breaks that recur", "Across plans", self._to_breaks, icon=Icon.THREAD),
            Command("Most frequent flagged phrases", "Across plans", self._to_phrases, icon=Icon.FLAG),
            Command("Sections C and D not stated", "Across plans", self._to_care, icon=Icon.FLAG),
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("Enter", "On a line: to the plans behind it; on a plan: open its thread or audit"),
            KeyLine("P", "On a plan: show the phrase in its words"),
            KEY_LINE,
            KeyLine("Escape", "Back from the plans to the lines"),
            KeyLine("Alt+A", "Choose the audits"),
            KeyLine("Alt+P", "Choose the period"),
            KeyLine("Ctrl+C", "Copy the lines or the plans that are marked"),
        )
        return (KeyGroup("Across plans", lines),)

    def regions(self) -> Sequence[QWidget]:
        """What is asked, the lines, the plans behind one."""
        if self.both.isHidden():
            return (self.period.span, self.empty.button)
        return (self.period.span, self.lines.table.view, self.plans.table.view)

    def drop(self) -> None:
        """Forget every plan that was read."""
        self.show_nothing("", "", "")
        self.show_choices((), None)
        self.among.forget()
        self.banner.say("")
        self.dropped.emit()

    def choice(self) -> tuple[str, str]:
        """Cycle and framework of the audits that are chosen, empty where there are none."""
        data = self.audits.currentData()
        return (str(data[0]), str(data[1])) if data else ("", "")

    def show_choices(self, choices: Sequence[AuditsChoice], chosen: AuditsChoice | None) -> None:
        """The audits to choose from; no field where there is nothing to choose."""
        with QSignalBlocker(self.audits):
            self.audits.clear()
            for one in choices:
                self.audits.addItem(choice_words(one, choices), list(one.key))
            if chosen is not None:
                self.audits.setCurrentIndex(choices.index(chosen))
        self.audits.setToolTip(self.audits.currentText())
        self.audits_field.setVisible(bool(choices))

    def show_action_button(self, made: QPushButton) -> None:
        """The button that makes an action of the line that is current."""
        self.action_button = made
        self.page.head.addWidget(made)
        made.hide()

    action_button: QPushButton | None = None

    def show_groups(self, plans: Sequence[PlanSeen]) -> None:
        """The groups of plans to choose from."""
        self.among.show_groups(plans)

    def show_counting(self, done: int, total: int) -> None:
        """How far the plans are read; a total of 0 says that it is not known yet."""
        words = f"Reading the plans: {done:,} of {total:,}" if total else "Reading the plans…"
        self.working_words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.working.show()

    def end_counting(self) -> None:
        """Nothing is being read any more."""
        self.working.hide()

    def show_found(self, found: Recurring) -> None:
        """Show what recurs in the plans that are chosen."""
        self._found = found
        words = told_words(found, self.among.narrowed())
        if words != self.told.text():
            announce(self, words)
        self.told.setText(words)
        with self._keeping_focus():
            for part, is_shown in ((self.among, True), (self.told, True), (self.both, True), (self.empty, False)):
                part.setVisible(is_shown)
            self._offer_action(is_offered=True)
            self.lines.show_found(found)
        if self._awaits_lines and self._may_take():
            self.take_focus()

    def show_nothing(self, title: str, text: str, words: str, *, is_narrowed: bool = False) -> None:
        """Nothing to list: why, and the one step on; `is_narrowed` where other plans could be chosen."""
        self._found = None
        with self._keeping_focus():
            self.lines.forget()
            self.plans.show_line(None, None)
            self.told.setText("")
            self.empty.say(title, text, words)
            for part, is_shown in ((self.told, False), (self.both, False), (self.empty, bool(title))):
                part.setVisible(is_shown)
            self.among.setVisible(is_narrowed)
            self._offer_action(is_offered=False)

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    def take_focus(self) -> None:
        """The keys go to the lines, or to the one step on, or to the period until there is either."""
        self._awaits_lines = self.both.isHidden()
        targets = (self.lines.table.view, self.empty.button, self.lines.tabs)
        target = next((one for one in targets if one.isVisibleTo(self)), self.period.span)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus that the whole screen is given goes to where the work is."""
        super().focusInEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from the plans back to the lines."""
        if event.key() == Qt.Key.Key_Escape and self.plans.isAncestorOf(QApplication.focusWidget() or self):
            self.lines.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        space = measures().spacing
        self.working, self.working_words, self.bar = QWidget(), label("", "soft", wraps=False), BusyBar()
        row = QHBoxLayout(self.working)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space[2])
        row.addWidget(self.working_words)
        row.addWidget(self.bar, 1)
        self.working.hide()
        body = self.page.body
        body.setSpacing(space[2])
        for part in (self.banner, self.period, self.among, self.working, self.told):
            body.addWidget(part)
        body.addWidget(self.both, 1)
        body.addWidget(self.empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)

    def _connect(self) -> None:
        self.audits.activated.connect(self._ask)
        self.period.changed.connect(self.asked)
        self.among.changed.connect(self.narrowed)
        self.lines.current_changed.connect(self._show_plans)
        self.lines.opened.connect(self._to_plans)
        self.plans.thread_requested.connect(self.thread_requested)
        self.plans.place_requested.connect(self.place_requested)

    @contextmanager
    def _keeping_focus(self) -> Iterator[None]:
        """The focus of what is hidden meanwhile comes back to where the work is then."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        yield
        if had_focus and focused is not None and not focused.isVisibleTo(self):
            self.take_focus()

    def _offer_action(self, *, is_offered: bool) -> None:
        if self.action_button is not None:
            self.action_button.setVisible(is_offered)

    def _ask(self, _number: int) -> None:
        self.asked.emit()

    def _show_plans(self, line: Line | None) -> None:
        self.plans.show_line(line, self._found)

    def _to_plans(self) -> None:
        self.plans.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_breaks(self) -> None:
        self._to_list(BREAKS)

    def _to_phrases(self) -> None:
        self._to_list(PHRASES)

    def _to_care(self) -> None:
        self._to_list(CARE)

    def _to_list(self, tab: int) -> None:
        self.lines.show_list(tab)
        self.take_focus()

    def _may_take(self) -> bool:
        """Whether the focus stands where it was put only because there were no lines yet: Qt gives it to the first."""
        first = (None, self.audits, self.period.span, self.empty.button)
        return self.isVisible() and QApplication.focusWidget() in first
