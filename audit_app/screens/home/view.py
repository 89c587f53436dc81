"""The first screen's widgets: what is due, this week's sample, the last months; the presenter has the behaviour."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.home.actions_card import ActionsCard
from audit_app.screens.home.dates_card import DatesCard
from audit_app.screens.home.due_card import DueCard
from audit_app.screens.home.months_card import MonthsCard
from audit_app.screens.home.round_card import RoundAtHome
from audit_app.screens.home.steps_card import StepsCard
from audit_app.screens.home.week_card import WeekCard
from audit_app.screens.home.wording import greeting, overdue_words
from audit_app.services.home import Home, Months
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.focus import tab_behind
from audit_app.ui.screen import Screen
from audit_app.ui.words import label


class HomeView(Screen):
    """Signals tell what the person wants; setters show what there is."""

    shown = Signal(object)
    dropped = Signal()
    import_requested = Signal()
    draw_requested = Signal()
    sample_requested = Signal(str)
    continue_requested = Signal(str)
    open_requested = Signal(str)
    round_requested = Signal(str)
    action_requested = Signal(str)
    actions_requested = Signal(str)
    act_requested = Signal(object)
    meeting_requested = Signal(object)
    calendar_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Home")
        self.greeting = label("", "soft")
        self.banner = Banner()
        self.steps, self.week, self.due, self.months = StepsCard(), WeekCard(), DueCard(), MonthsCard()
        self.page.body.addWidget(self.greeting)
        self.page.body.addWidget(self.banner)
        self.page.body.addWidget(self.steps)
        self.row = Abreast(self.week, self.due, shares=(3, 2))
        self.page.body.addWidget(self.row)
        self.round = RoundAtHome()
        self.page.body.addWidget(self.round)
        self.actions_card = ActionsCard()
        self.page.body.addWidget(self.actions_card)
        self.dates = DatesCard()
        self.page.body.addWidget(self.dates)
        self.page.body.addWidget(self.months)
        self.page.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        self._pass_on()
        self._hide_all()

    def show_with(self, **what: object) -> None:
        """Come up."""
        self.shown.emit(what)

    def regions(self) -> Sequence[QWidget]:
        """The cards that can be gone through."""
        return tuple(
            card for card in (self.steps, self.due, self.week, self.actions_card, self.dates) if card.isVisible()
        )

    def drop(self) -> None:
        """Forget everything that was read."""
        self.week.forget()
        self.due.forget()
        self.round.forget()
        self.actions_card.forget()
        self.dates.forget()
        self.months.say("")
        self.greeting.clear()
        self.say("")
        self._hide_all()
        self.dropped.emit()

    def show_home(self, home: Home, today: date, see_overdue: Callable[[], object]) -> None:
        """Show what there is; an empty workspace gets its first steps instead."""
        is_begun = home.draws > 0
        self.greeting.setText(greeting(home, today))
        self.steps.setVisible(not is_begun)
        self.row.setVisible(is_begun)
        self.months.setVisible(is_begun)
        self.steps.show_steps(home)
        self.week.show_week(home)
        self.due.show_due(home, today)
        self.round.show_round(home.round, today)
        if not self.round.isHidden():
            tab_behind(self.round, self.due)  # what is due is made anew each time, and stands before the round
        self.actions_card.show_actions(home.actions)
        if not self.actions_card.isHidden():
            tab_behind(self.actions_card, self.due if self.round.isHidden() else self.round)
        self.dates.show_dates(home.dates, today)
        if not self.dates.isHidden():
            before = (one for one in (self.actions_card, self.round, self.due) if not one.isHidden())
            tab_behind(self.dates, next(before))
        self.banner.say(overdue_words(home), Tone.WARNING, words="See the samples", on_click=see_overdue)

    def show_months(self, months: Months, today: date) -> None:
        """Show the figures of the last months."""
        self.months.show_months(months, today)

    def show_rights(self, may_draw: bool, may_import: bool) -> None:
        """Whether the person may draw and import."""
        self.week.draw_button.setEnabled(may_draw)
        self.steps.draw_button.setEnabled(may_draw and self.steps.draw_button.isEnabled())
        self.steps.import_button.setEnabled(may_import)

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    def _hide_all(self) -> None:
        for part in (self.steps, self.row, self.round, self.actions_card, self.dates, self.months):
            part.hide()

    def _pass_on(self) -> None:
        self.steps.import_requested.connect(self.import_requested)
        self.steps.draw_requested.connect(self.draw_requested)
        self.week.draw_requested.connect(self.draw_requested)
        self.week.sample_requested.connect(self.sample_requested)
        self.due.continue_requested.connect(self.continue_requested)
        self.due.open_requested.connect(self.open_requested)
        self.round.round_requested.connect(self.round_requested)
        self.dates.meeting_requested.connect(self.meeting_requested)
        self.dates.calendar_requested.connect(self.calendar_requested)
        self.actions_card.action_requested.connect(self.action_requested)
        self.actions_card.list_requested.connect(self.actions_requested)
        self.actions_card.act_requested.connect(self.act_requested)
