"""The behaviour of the timeliness screen: counts in the background what is asked for, and opens the plans behind."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.timeliness.country import Country
from audit_app.screens.timeliness.late_saving import save_late_plans
from audit_app.screens.timeliness.steps_page import late_advice
from audit_app.screens.timeliness.targets import Targets
from audit_app.screens.timeliness.view import TimelinessView
from audit_app.services.actions.seen import Seen, seen_timeliness
from audit_app.services.timeliness.counting import LatePlan, Timeliness, TimelinessAsked, timeliness
from audit_app.services.timeliness.trajectories import TrajectoryRow, trajectories
from audit_app.store.read_home import entry_count
from audit_app.store.workspace import Workspace
from audit_app.ui.action_opening import ActionOpening
from audit_app.ui.file_saving import FileSaving
from audit_app.ui.screen import ScreenContext
from exports.pages.wording import lead_and_detail
from scoring.figures import Figure

_WHO_SAVES = "A reader looks at late plans and saves no list of them."
_WHO_TARGETS = "An owner, a moderator or a chair sets targets."
_WHO_IMPORTS = "An owner imports the published table and says which area this is."


@dataclass(frozen=True, slots=True)
class Counted:
    """What was read: timeliness, the trajectories to choose from, whether the register has any entry."""

    found: Timeliness
    rows: tuple[TrajectoryRow, ...]
    has_register: bool


class TimelinessPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: TimelinessView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._counting: Job | None = None
        self._found: Timeliness | None = None
        self._noted = False
        self._trajectory = ""
        self._targets = Targets(view.targets, context, self)
        self._country = Country(view.country, context, self)
        self._saving = FileSaving(context, self)
        self._figure: Figure | None = None
        self.acting = ActionOpening(view, context, self._seen, view.say, "timeliness")
        view.steps.action_requested.connect(self.act_on)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.asked.changed.connect(self.count)
        view.register_requested.connect(lambda: context.go("plans", import_register=True))
        view.late.plan_chosen.connect(self.open_plan)
        view.late.save_requested.connect(self.save_late)
        view.targets.chosen.connect(self.look_at)
        view.targets.insights_requested.connect(lambda: context.go("insights"))
        self._targets.kept.connect(self.look_at)
        context.session.changed.connect(self.follow)
        view.asked.show_twelve_months(context.clock().date())

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: count anew."""
        del what
        self.count()

    def forget(self) -> None:
        """The workspace is locked: what is being counted is not shown any more."""
        if self._counting is not None:
            self._counting.cancel()
        self._counting, self._found, self._noted, self._trajectory = None, None, False, ""

    def follow(self, _kinds: object) -> None:
        """Something was saved: count anew where the person sees it."""
        if self._view.isVisible():
            self.count()

    def look_at(self, trajectory: str) -> None:
        """Show another target, empty for none."""
        self._trajectory = trajectory
        self.count()

    def count(self) -> None:
        """Count what is asked for; an earlier count that still runs is given up."""
        if not self._context.session.is_open:
            return
        if self._counting is not None:
            self._counting.cancel()
        asked = self._view.asked.asked()
        if asked is None:
            return
        trajectory = self._trajectory
        try:
            job = self._context.read(
                lambda workspace, _progress: _counted(workspace, asked, trajectory),
                on_success=self._show,
                on_failure=self._fail,
            )
        except AppError as error:
            self._fail(error)
        else:
            self._counting = job if job.is_running else None

    def act_on(self, figure: object) -> None:
        """Propose an action on an agency's late advice."""
        self._figure = figure if isinstance(figure, Figure) else None
        self.acting.propose()
        self._figure = None

    def open_plan(self, one: LatePlan) -> None:
        """Go to a late plan in the register."""
        if one.plan_ref:
            self._context.go("plans", plan_ref=one.plan_ref)

    def save_late(self) -> None:
        """Save the late plans as a list."""
        if self._found is not None:
            save_late_plans(self._saving, self._found)

    def _show(self, counted: Counted) -> None:
        self._counting, self._found = None, counted.found
        session, view = self._context.session, self._view
        view.say("")
        view.show_parts(is_there=counted.has_register)
        view.asked.show_teams(counted.found.teams)
        view.show_timeliness(counted.found)
        names = {row.trajectory.name for row in counted.rows}
        self._trajectory = self._trajectory if self._trajectory in names else ""
        view.targets.show_rows(counted.rows, self._trajectory)
        line = next((one for one in counted.found.targets if one.row.trajectory.name == self._trajectory), None)
        view.targets.show_target(line)
        self._show_rights()
        if counted.found.late and not self._noted:
            self._noted = True
            session.note_access("read", "late plans")

    def _seen(self, _workspace: Workspace) -> tuple[Seen, ...]:
        """The late advice that a button is about; by the key that of the agency with the least in time."""
        late = late_advice(self._found) if self._found is not None else []
        figure = self._figure or next(iter(late), None)
        if figure is None:
            return ()
        lead, detail = lead_and_detail(figure)
        return (seen_timeliness(figure.id, f"{figure.label}: {lead} ({detail})."),)

    def _show_rights(self) -> None:
        session, view = self._context.session, self._view
        person = session.read(lambda workspace: workspace.person)
        for page, act, who in (
            (view.late, Act.EXPORT, _WHO_SAVES),
            (view.targets, Act.MANAGE_MEASURES, _WHO_TARGETS),
            (view.country, Act.EDIT_WORKSPACE, _WHO_IMPORTS),
        ):
            has_right = holds_right(person, act)
            page.show_rights(session.can_write and has_right, "" if has_right else who)

    def _fail(self, error: AppError) -> None:
        self._counting = None
        self._view.say(error.message)


def _counted(workspace: Workspace, asked: TimelinessAsked, trajectory: str) -> Counted:
    rows = tuple(row for row in trajectories(workspace) if not row.trajectory.is_for_measure)
    of_dates = (row.trajectory.name for row in rows if not row.trajectory.is_for_quality)
    wanted = trajectory if trajectory in of_dates else ""
    found = timeliness(workspace, TimelinessAsked(asked.period, asked.team, asked.as_of, wanted))
    return Counted(found, rows, entry_count(workspace.conn) > 0)
