"""The behaviour of the improvement plan: reads one plan, fills the page that is shown, opens rows; others change it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.improvement_counts import Milestone, overdue
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.improvement.changing import PlanChanging
from audit_app.screens.improvement.choosing import Line, lines_of
from audit_app.screens.improvement.importing import PlanFiles
from audit_app.screens.improvement.lines import plan_told
from audit_app.screens.improvement.log_acts import PlanLogs
from audit_app.screens.improvement.moving import PlanMoving
from audit_app.screens.improvement.versioning import PlanVersions
from audit_app.screens.improvement.view import ESCALATIONS, MOVED, RISKS, TABLE, TIMELINE, VERSIONS, ImprovementView
from audit_app.services.improvement.examples import examples
from audit_app.services.improvement.plans import plan, plans
from audit_app.session import EVERYTHING
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

_MOVING = EVERYTHING | {"improvement_plan", "plan_theme", "required_outcome", "plan_action", "plan_progress"}
_LOGS = frozenset({"plan_version", "risk", "escalation"})


class ImprovementPresenter(QObject):
    """Lives as long as its view; `plan` is the one that is shown."""

    def __init__(self, view: ImprovementView, context: ScreenContext) -> None:
        super().__init__(view)
        self.view, self.context = view, context
        self.plan: ImprovementPlan | None = None
        self._plan_id = ""
        self._is_noted = self._is_filled = False
        view.set_today(self.today)
        view.show_examples(examples())
        self.changing, self.logs = PlanChanging(self), PlanLogs(self)
        self.versions, self.files, self.moving = PlanVersions(self), PlanFiles(self), PlanMoving(self)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.turned.connect(self.fill)
        view.plan_chosen.connect(self.choose)
        table = view.table
        table.wanted_changed.connect(self.list_again)
        table.line_requested.connect(self.open_line)
        table.line_changed.connect(self.open_line)
        view.timeline.milestone_requested.connect(self.open_milestone)
        view.moved.action_requested.connect(self.open_action)
        context.session.changed.connect(self.follow)

    def come_up(self, what: dict[str, object]) -> None:
        """Read the plan, another one where it is asked for, and open the action that is asked for."""
        if not self.context.session.is_open:
            return
        if wanted := str(what.get("plan_id") or ""):
            self._plan_id = wanted
        self.read()
        if action_id := str(what.get("action_id") or ""):
            self.open_action(action_id)

    def read(self) -> None:
        """Read the plan anew and fill the page that is shown."""
        session, view = self.context.session, self.view
        try:
            names, self.plan = session.read(self._held)
        except AppError as error:
            view.say(error.message)
            return
        self._show_rights()
        held = self.plan
        self._plan_id = held.id if held is not None else ""
        view.show_plans(names, self._plan_id)
        view.labels.clear()
        view.show_parts(has_plan=held is not None, aside=view.aside)
        if held is None:
            return
        view.labels.update({one.action.id: one.label for one in held.placed})
        view.told.setText(plan_told(held, len(overdue(held, self.today()))))
        self.fill(view.tabs.currentIndex())
        if not self._is_noted:
            self._is_noted = True
            session.note_access("read", f"improvement plan {held.title}")

    def fill(self, tab: int) -> None:
        """Fill the page of a tab: each is filled when it is looked at."""
        held, view = self.plan, self.view
        if held is None or not self.context.session.is_open:
            return
        fills: dict[int, Callable[[], None]] = {
            TABLE: self._fill_table,
            TIMELINE: lambda: view.timeline.show_plan(held, self.today()),
            MOVED: lambda: view.moved.show_plan(held, self.today()),
            RISKS: self.logs.show_risks,
            ESCALATIONS: self.logs.show_escalations,
            VERSIONS: self.versions.show,
        }
        try:
            fills[tab]()
        except AppError as error:
            view.say(error.message)

    def choose(self, plan_id: str) -> None:
        """Another plan is looked at."""
        self._plan_id = plan_id
        self.view.table.drawer.shut()
        self._is_noted = False
        self.read()

    def list_again(self) -> None:
        """The rows that are asked for now."""
        if self.plan is not None:
            table = self.view.table
            table.show_lines(lines_of(self.plan, table.wanted(), self.today()))

    def open_line(self, line: Any) -> None:
        """Show a row in the drawer."""
        if isinstance(line, Line) and self.plan is not None:
            may_edit, may_report = self._rights()
            self.view.table.drawer.show_line(line, self.plan.checkpoints, may_edit=may_edit, may_report=may_report)

    def open_action(self, action_id: str) -> None:
        """Turn to the table, and show an action of the plan, whatever is filtered."""
        view = self.view
        view.show_parts(has_plan=self.plan is not None)
        view.tabs.setCurrentIndex(TABLE)
        table = view.table
        if not table.table.select(lambda line: line.id == action_id):
            table.table.clear_search()
            for box in (table.theme, table.owner, table.status, table.only):
                box.setCurrentIndex(0)
            self.list_again()
            table.table.select(lambda line: line.id == action_id)
        self.open_line(table.current())

    def open_milestone(self, one: Any) -> None:
        """The action of a milestone."""
        if isinstance(one, Milestone):
            self.open_action(one.placed.action.id)

    def follow(self, kinds: object) -> None:
        """Something was saved: read anew what it touches."""
        if not isinstance(kinds, frozenset) or not self.view.isVisible():
            return
        if kinds & _MOVING:
            self.read()
        elif kinds & _LOGS:
            self.fill(self.view.tabs.currentIndex())

    def forget(self) -> None:
        """The workspace is locked."""
        self.plan, self._plan_id, self._is_noted = None, "", False
        self.files.forget()
        self.versions.forget()

    def write(self, act: Callable[[Workspace], Any], said: str = "") -> bool:
        """Run a service that changes the plan; a refusal stands at the top. Whether it was done."""
        try:
            self.context.session.write(act)
        except AppError as error:
            self.view.say(error.message)
            return False
        self.view.say("")
        if said:
            self.context.notify(said)
        return True

    def today(self) -> date:
        """The day by the window's clock."""
        return self.context.clock().astimezone().date()

    def _held(self, workspace: Workspace) -> tuple[Any, ImprovementPlan | None]:
        names = plans(workspace)
        ids = [one.id for one in names]
        chosen = self._plan_id if self._plan_id in ids else next(iter(ids), "")
        return names, plan(workspace, chosen) if chosen else None

    def _fill_table(self) -> None:
        table, held = self.view.table, self.plan
        if held is None:
            return
        table.show_plan(held)
        self.list_again()
        if table.drawer.isVisible():
            line = table.current()
            if line is None:
                table.drawer.shut()
            else:
                self.open_line(line)

    def _rights(self) -> tuple[bool, bool]:
        session = self.context.session
        may = session.can_write
        person = session.workspace.person
        return may and holds_right(person, Act.MANAGE_IMPROVEMENT), may and holds_right(person, Act.MANAGE_ACTIONS)

    def _show_rights(self) -> None:
        may_edit, may_report = self._rights()
        may_export = holds_right(self.context.session.workspace.person, Act.EXPORT)
        self.view.show_rights(may_edit=may_edit, may_report=may_report, may_export=may_export)
