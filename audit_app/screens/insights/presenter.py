"""The behaviour of the Insights screen: reads every audit once in the background, answers filters, opens plans."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.insights.limits import Limits
from audit_app.screens.insights.view import SECTIONS, InsightsView
from audit_app.screens.insights.wording import long_month, section_name
from audit_app.services.insights.answering import Insights, insights
from audit_app.services.insights.asked import InsightsRead, decided_anew, read_insights
from audit_app.services.insights.behind import PlanBehind, PlansBehind, behind_marker, behind_month, behind_plans
from audit_app.services.insights.sections import HeatLine, HeatRead, heat_key, heat_lines, read_heat
from audit_app.services.progress import Progress
from audit_app.session import EVERYTHING
from audit_app.store.workspace import Workspace
from audit_app.ui.feedback import Tone
from audit_app.ui.screen import ScreenContext, WorkspaceWork
from scoring.figures import AGENCIES

_OURS = EVERYTHING | {"review", "audit", "score", "round", "entry", "framework"}
_DECIDED = frozenset({"rebasing", "trajectory"})
_STOPPED = "Reading was stopped. Choose a filter, or come back to this screen, to read the audits again."


class InsightsPresenter(QObject):
    """Lives as long as its view. What was read is filtered without being read again."""

    def __init__(self, view: InsightsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._read: InsightsRead | None = None
        self._found: Insights | None = None
        self._heat: HeatRead | None = None
        self._job: Job | None = None
        self._heat_job: Job | None = None
        self._noted = False
        self._limits = Limits(view.months, context, self)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.filters.changed.connect(self.answer)
        view.turned.connect(self.turn)
        view.stop_requested.connect(self.stop)
        view.samples_requested.connect(self.go_to_samples)
        view.months.month_chosen.connect(self.open_month)
        view.sections.cell_chosen.connect(self.open_cell)
        view.markers.marker_chosen.connect(self.open_marker)
        view.drawer.plan_chosen.connect(self.open_plan)
        context.session.changed.connect(self.follow)
        view.filters.show_usual(context.clock().date())

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: read, unless that was done and nothing moved since."""
        del what
        if self._read is None and self._job is None:
            self.read()

    def follow(self, kinds: object) -> None:
        """Something was saved: what was read is old where it touches audits, plans or rounds, or charts."""
        if not isinstance(kinds, frozenset):
            return
        if not kinds & _OURS:
            if kinds & _DECIDED and self._read is not None:
                read = self._read
                self._read = self._context.session.read(lambda workspace: decided_anew(workspace, read))
                self.answer()
            return
        self._give_up()
        self._read = self._heat = None
        if self._view.isVisible():
            self.read()

    def read(self) -> None:
        """Read every counted audit in the background."""
        if not self._context.session.is_open:
            return
        self._give_up()
        self._view.show_reading("The audits are being read.")
        self._job = self._start(read_insights, self._take, self._say_how_far)

    def stop(self) -> None:
        """Stop reading."""
        self._give_up()
        self._view.say(_STOPPED, Tone.NOTE)

    def answer(self) -> None:
        """Answer what the filters ask for from what was read; read first where nothing is."""
        asked = self._view.filters.asked()
        if asked is None:
            return
        if self._read is None:
            if self._job is None:
                self.read()
            return
        self._view.drawer.shut()
        self._found = insights(self._read, asked)
        self._view.say("")
        if self._found is None:
            self._view.show_parts(is_there=False)
            return
        self._view.show_found(self._found)
        self._limits.show_found(self._read, self._found)
        self.turn(self._view.tabs.currentIndex())
        if not self._noted:
            self._noted = True
            self._context.session.note_access("read", "insights: audits behind charts")

    def turn(self, tab: int) -> None:
        """A page is shown: sections by agency are read when they are asked for."""
        if tab != SECTIONS or self._found is None:
            return
        if self._heat is not None and self._heat.asked == heat_key(self._found.asked):
            self._view.sections.show_lines(heat_lines(self._heat, self._found.chosen))
            return
        if self._heat_job is not None:
            self._heat_job.cancel()
        self._view.sections.show_lines(None)
        chosen = self._found.chosen
        self._heat_job = self._start(lambda workspace, _progress: read_heat(workspace, chosen), self._take_heat)

    def open_month(self, month: str, section: str) -> None:
        """Show the plans of a month."""
        found = self._found
        if found is not None:
            what = f", {section_name(section, found.chosen.titles[section])}" if section else ""
            self._show(f"{long_month(month)}{what}", lambda one: behind_month(one, found.chosen, month, section))

    def open_marker(self, marker: str) -> None:
        """Show the plans that have a number at a marker."""
        found = self._found
        if found is not None:
            self._show(f"Marker {marker}", lambda one: behind_marker(one, found.chosen, marker))

    def open_cell(self, line: HeatLine) -> None:
        """Show the plans that an agency scored in a section."""
        found, heat = self._found, self._heat
        if found is not None and heat is not None:
            means = heat.means[line.section, line.agency]
            title = f"{section_name(line.section, line.title)}, {AGENCIES[line.agency]}"
            self._show(title, lambda one: behind_plans(one, found.chosen, means.get))

    def open_plan(self, plan: PlanBehind) -> None:
        """Go to the audit, or to the plan of one that was made elsewhere."""
        if not plan.is_imported:
            self._context.go("audit", review_id=plan.review_id)
        elif plan.plan_ref:
            self._context.go("plans", plan_ref=plan.plan_ref)

    def go_to_samples(self) -> None:
        """Where samples are drawn."""
        self._context.go("samples")

    def forget(self) -> None:
        """The workspace is locked: what was read is let go, and what is under way is not shown any more."""
        self._give_up()
        self._read = self._found = self._heat = None
        self._limits.forget()
        self._noted = False

    def _show(self, title: str, plans: Callable[[Workspace], PlansBehind]) -> None:
        try:
            told = self._context.session.read(plans)
        except AppError as error:
            self._fail(error)
            return
        self._view.drawer.show_plans(title, told)

    def _start(
        self, work: WorkspaceWork, on_success: Callable[[Any], None], on_progress: Progress | None = None
    ) -> Job | None:
        """Start reading in a thread; None where it failed or was over at once."""
        try:
            job = self._context.read(work, on_success=on_success, on_failure=self._fail, on_progress=on_progress)
        except AppError as error:
            self._fail(error)
            return None
        return job if job.is_running else None

    def _say_how_far(self, done: int, total: int) -> None:
        self._view.show_reading(f"The audits are being read: {done:,} of {total:,}.")

    def _take(self, read: InsightsRead) -> None:
        self._job, self._read = None, read
        self._view.show_reading("")
        self.answer()

    def _take_heat(self, heat: HeatRead) -> None:
        self._heat_job, self._heat = None, heat
        self.turn(self._view.tabs.currentIndex())

    def _fail(self, error: AppError) -> None:
        self._job = self._heat_job = None
        self._view.show_reading("")
        self._view.say(error.message)

    def _give_up(self) -> None:
        for job in (self._job, self._heat_job):
            if job is not None:
                job.cancel()
        self._job = self._heat_job = None
        self._view.show_reading("")
