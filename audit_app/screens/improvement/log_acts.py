"""Risks, issues and escalations on the screen: added, changed, closed, answered, taken away with a way back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.plan_rows import escalation_row, risk_row
from audit_app.domain.risks import RISK, Escalation, Risk
from audit_app.screens.improvement import asked
from audit_app.screens.improvement.forms import FormDialog
from audit_app.screens.improvement.log_pages import ADD, ANSWER, CLOSE, EDIT, REMOVE, REOPEN
from audit_app.services.improvement import logs
from exports.plain import one_line, shortened

if TYPE_CHECKING:
    from audit_app.screens.improvement.presenter import ImprovementPresenter

_UNDO = "Undo brings it back."


class PlanLogs(QObject):
    """Lives as long as the presenter."""

    def __init__(self, presenter: "ImprovementPresenter") -> None:
        super().__init__(presenter)
        self._presenter, self._view = presenter, presenter.view
        self._view.risks.asked.connect(self.do_with_risk)
        self._view.risks.chosen.connect(self.edit_risk)
        self._view.escalations.asked.connect(self.do_with_escalation)
        self._view.escalations.chosen.connect(self.edit_escalation)
        self._view.table.drawer.risk_requested.connect(self.add_risk)
        self._view.table.drawer.escalate_requested.connect(self.escalate)

    def show_risks(self) -> None:
        """Fill the page of risks."""
        plan_id = self._plan_id()
        found = self._presenter.context.session.read(lambda workspace: logs.risks(workspace, plan_id))
        current = sum(one.is_open for one in found)
        self._view.risks.show_rows(found, f"{current:,} open of {len(found):,}." if found else "")

    def show_escalations(self) -> None:
        """Fill the page of escalations."""
        plan_id = self._plan_id()
        found = self._presenter.context.session.read(lambda workspace: logs.escalations(workspace, plan_id))
        waiting = counted(sum(one.is_open for one in found), "waits", "wait")
        self._view.escalations.show_rows(found, f"{waiting} for an answer." if found else "")

    def do_with_risk(self, what: str, row: object) -> None:
        """A button of the risks."""
        plan_id = self._plan_id()
        if what == ADD:
            self._risk_form({"kind": RISK}, "")
        elif isinstance(row, Risk):
            id_ = row.id
            if what == EDIT:
                self.edit_risk(row)
            elif what == CLOSE:
                self._close_risk(row)
            elif what == REOPEN:
                self._presenter.write(lambda workspace: logs.reopen_risk(workspace, plan_id, id_), "It is open again.")
            elif what == REMOVE:
                said = f"It was taken away. {_UNDO}"
                self._presenter.write(lambda workspace: logs.remove_risk(workspace, plan_id, id_), said)

    def do_with_escalation(self, what: str, row: object) -> None:
        """A button of the escalations."""
        if what == ADD:
            self._escalation_form({}, "")
        elif isinstance(row, Escalation):
            id_ = row.id
            if what == EDIT:
                self.edit_escalation(row)
            elif what == ANSWER:
                self._answer(row)
            elif what == REMOVE:
                said = f"It was taken away. {_UNDO}"
                self._presenter.write(lambda workspace: logs.remove_escalation(workspace, id_), said)

    def add_risk(self) -> None:
        """A risk about the action that is open."""
        self._risk_form({"kind": RISK, "about": self._about()}, "")

    def escalate(self) -> None:
        """Escalate what the action that is open is about."""
        self._escalation_form({"about": self._about()}, "")

    def edit_risk(self, row: object) -> None:
        """Ask for everything of a risk."""
        if isinstance(row, Risk):
            self._risk_form(dict(risk_row(row, "").fields), row.id)

    def edit_escalation(self, row: object) -> None:
        """Ask for everything of an escalation."""
        if isinstance(row, Escalation):
            self._escalation_form(dict(escalation_row(row).fields), row.id)

    def _risk_form(self, values: dict[str, Any], id_: str) -> None:
        plan_id, session = self._plan_id(), self._presenter.context.session

        def keep(found: dict[str, Any]) -> None:
            fields = found if id_ else {**_given(values), **found}
            session.write(lambda workspace: logs.keep_risk(workspace, plan_id, fields, id_))

        title = "Edit the risk or issue" if id_ else "Add a risk or issue"
        self._run(FormDialog(title, asked.risk_fields(self._actions()), values, keep, self._view.window()))

    def _escalation_form(self, values: dict[str, Any], id_: str) -> None:
        session = self._presenter.context.session

        def keep(found: dict[str, Any]) -> None:
            fields = found if id_ else {**_given(values), **found}
            session.write(lambda workspace: logs.keep_escalation(workspace, fields, id_))

        title = "Edit the escalation" if id_ else "Escalate"
        self._run(FormDialog(title, asked.escalation_fields(self._actions()), values, keep, self._view.window()))

    def _close_risk(self, row: Risk) -> None:
        plan_id, id_, session = self._plan_id(), row.id, self._presenter.context.session

        def keep(found: dict[str, Any]) -> None:
            session.write(lambda workspace: logs.close_risk(workspace, plan_id, id_, str(found.get("why") or "")))

        told = shortened(one_line(row.words), 200)
        self._run(FormDialog("Close it", asked.CLOSED, {}, keep, self._view.window(), yes="&Close it", told=told))

    def _answer(self, row: Escalation) -> None:
        session, id_ = self._presenter.context.session, row.id
        before = {
            "answered_on": row.answered_on.isoformat() if row.answered_on else self._presenter.today().isoformat()
        }
        held = {**before, "answer": row.answer or None}

        def keep(found: dict[str, Any]) -> None:
            fields = {**held, **found}
            session.write(lambda workspace: logs.keep_escalation(workspace, fields, id_))

        told = shortened(one_line(row.words), 200)
        self._run(FormDialog("The answer", asked.ANSWER, held, keep, self._view.window(), told=told))

    def _run(self, dialog: FormDialog) -> None:
        self._presenter.changing.run(dialog)

    def _actions(self) -> list[tuple[str, str]]:
        held = self._presenter.plan
        placed = held.placed if held is not None else ()
        return [
            (logs.about_action(one.action.id), shortened(f"{one.label} {one_line(one.action.words)}", 70))
            for one in placed
        ]

    def _about(self) -> str | None:
        line = self._view.table.current()
        return logs.about_action(line.id) if line is not None and line.placed is not None else None

    def _plan_id(self) -> str:
        return self._presenter.plan.id if self._presenter.plan is not None else ""


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
