"""The behaviour of the screen across plans: looking through the audits asked for, narrowing, and opening a plan."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from audit_app.domain.period import Period, add_months
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.recurring.view import RecurringView
from audit_app.services.actions.seen import Seen, seen_line
from audit_app.services.reports.across_plans import AcrossPlans, across_plans
from audit_app.services.reports.recurring import Behind, gathered
from audit_app.session import EVERYTHING
from audit_app.store.thread_vocabulary import THREAD_ORDER
from audit_app.store.workspace import Workspace
from audit_app.ui.action_opening import ActionOpening
from audit_app.ui.screen import ScreenContext

_OURS = EVERYTHING | {*THREAD_ORDER, "document", "review", "audit", "entry", "round"}
_USUAL_MONTHS = 12


class RecurringPresenter(QObject):
    """Lives as long as its view. What was read is narrowed without being read again."""

    def __init__(self, view: RecurringView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._found: AcrossPlans | None = None
        self._asked: tuple[Period, tuple[str, str]] | None = None
        self._job: Job | None = None
        self._step: Callable[[], None] | None = None
        self._noted: set[str] = set()
        self.acting = ActionOpening(view, context, self._seen, view.say, "across plans")
        view.show_action_button(self.acting.make_button())
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.asked.connect(self.look)
        view.narrowed.connect(self.narrow)
        view.step_requested.connect(self.take_step)
        view.thread_requested.connect(self.open_thread)
        view.place_requested.connect(self.open_place)
        context.session.changed.connect(self.follow)
        self._show_usual()

    def come_up(self) -> None:
        """The screen is shown: look through the plans, unless that was done and nothing moved since."""
        if self._found is None and self._job is None:
            self.look()

    def follow(self, kinds: object) -> None:
        """Something was saved: what was read is old where it touches threads, documents or audits."""
        if not (isinstance(kinds, frozenset) and kinds & _OURS):
            return
        self._stop()
        if self._view.isVisible():
            self.look()
        else:
            self._found = None

    def look(self) -> None:
        """Look through the audits asked for, in the background; an earlier look that still runs is given up."""
        if not self._context.session.is_open:
            return
        self._stop()
        period = self._view.period.period()
        if period is None:
            self._found = None
            self._show_nothing("No period", "Choose a month to end with that is not before the first.", "", None)
            return
        wanted = self._view.choice()
        if self._asked != (period, wanted):  # what stands there is of other audits
            self._view.show_nothing("", "", "", is_narrowed=self._found is not None)
        self._asked = (period, wanted)
        self._view.say("")
        self._view.show_counting(0, 0)
        on = self._context.clock().date()
        try:
            job = self._context.read(
                lambda workspace, progress: across_plans(workspace, period, on, wanted, progress),
                on_success=self._show,
                on_failure=self._fail,
                on_progress=self._view.show_counting,
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._fail(error)

    def narrow(self) -> None:
        """Show fewer plans or sections, or all of them again."""
        found = self._found
        if found is None or found.chosen is None:
            return
        made = gathered(found.plans, self._view.among.among())
        if not made.audited:
            text = "No audited plan of this period belongs to all of these groups."
            self._show_nothing("No such plan", text, "Show e&very plan", self._show_every_plan, is_narrowed=True)
        elif not made.threads and not made.texts and not made.cared and not self._view.among.narrowed():
            text = (
                f"{made.audited:,} audited, none with a confirmed thread or a document. "
                "Breaks are counted from threads that an auditor confirmed, phrases from the plans' documents."
            )
            self._show_nothing("Nothing to compare yet", text, "Go to &Thread", self._go_to_thread)
        else:
            self._step = None
            self._view.show_found(made)

    def take_step(self) -> None:
        """The one step on, where there is nothing to list."""
        if self._step is not None:
            self._step()

    def open_thread(self, behind: Behind) -> None:
        """The thread of a plan, at the first card that breaks; its audit for what is said of a section."""
        if behind.opens == "audit":
            self._context.go("audit", review_id=behind.plan.review_id)
            return
        self._context.go("thread", review_id=behind.plan.review_id, card=behind.item)

    def open_place(self, behind: Behind) -> None:
        """The words of a plan, where the phrase stands first."""
        place = behind.place
        if place is not None:
            where = {"block": place.block, "start": place.start, "end": place.end}
            self._context.go("audit", review_id=behind.plan.review_id, **where)

    def forget(self) -> None:
        """The workspace is locked: what is under way is not wanted any more, and nothing that was read stays."""
        self._stop()
        self._found = self._asked = self._step = None
        self._noted.clear()
        self._show_usual()

    def _seen(self, workspace: Workspace) -> tuple[Seen, ...]:
        """What recurs in the line that is current, in every plan behind it."""
        line = self._view.lines.current()
        return seen_line(workspace, line) if line is not None else ()

    def _show(self, found: AcrossPlans) -> None:
        self._job = None
        self._view.end_counting()
        self._found = found
        self._view.show_choices(found.choices, found.chosen)
        self._view.show_groups(found.plans)
        if self._asked is not None:
            self._asked = (self._asked[0], self._view.choice())
        if found.chosen is None:
            self._show_no_audit()
            return
        self._note(found)
        self.narrow()

    def _fail(self, error: AppError) -> None:
        self._job = None
        self._view.end_counting()
        self._found = None
        self._show_nothing("The plans could not be looked through", error.message, "&Try again", self.look)

    def _note(self, found: AcrossPlans) -> None:
        """Plans are named: that they were looked at goes on record, once for each choice."""
        if self._asked is None or found.chosen is None:
            return
        thing = (
            f"breaks and phrases across plans, {found.chosen.cycle}, {found.chosen.framework}, {self._asked[0].text}"
        )
        if thing not in self._noted:
            self._noted.add(thing)
            self._context.session.note_access("read", thing)

    def _show_no_audit(self) -> None:
        title = "No plan was audited in this period"
        if self._asked is not None and self._asked[0].text != self._usual_text():
            text = "No submitted audit lies in it. Choose a longer period."
            self._show_nothing(title, text, "Show the last twelve &months", self._look_at_usual)
        else:
            text = "Breaks and phrases are counted across the plans whose audits are submitted."
            self._show_nothing(title, text, "Go to &Samples", self._go_to_samples)

    def _show_nothing(
        self, title: str, text: str, words: str, step: Callable[[], None] | None, *, is_narrowed: bool = False
    ) -> None:
        self._step = step
        self._view.show_nothing(title, text, words, is_narrowed=is_narrowed)

    def _show_usual(self) -> None:
        """Twelve months up to this one: so few plans a week recur over a long time alone."""
        today = self._context.clock().date()
        self._view.period.show_months(add_months(today.replace(day=1), 1 - _USUAL_MONTHS), today)
        self._view.period.show_week(today)

    def _usual_text(self) -> str:
        today = self._context.clock().date()
        return f"{add_months(today.replace(day=1), 1 - _USUAL_MONTHS):%Y-%m}..{today:%Y-%m}"

    def _look_at_usual(self) -> None:
        self._show_usual()
        self.look()

    def _show_every_plan(self) -> None:
        self._view.among.clear_choices()
        self.narrow()

    def _go_to_thread(self) -> None:
        self._context.go("thread")

    def _go_to_samples(self) -> None:
        self._context.go("samples")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._view.end_counting()
