"""The behaviour of the actions: reads them once, filters in memory, opens one, and leads to what it is about."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.actions.changing import ActionChanging
from audit_app.screens.actions.ending import ActionEnding
from audit_app.screens.actions.lines import Line, told_words
from audit_app.screens.actions.ruling import ActionRuling
from audit_app.screens.actions.view import ActionsView
from audit_app.screens.actions.workbooks import AgencyWorkbooks
from audit_app.services.actions.listing import ActionDetail, ActionList, Wanted, actions, chosen, detail
from audit_app.services.actions.re_audits import open_re_audit
from audit_app.session import EVERYTHING
from audit_app.store.read_actions import HeldFinding, review_to_open
from audit_app.ui.screen import ScreenContext

_MOVING = EVERYTHING | {
    "action",
    "action_finding",
    "action_checkpoint",
    "sent_workbook",
    "rule_set",
    "entry",
    "audit",
    "review",
}


class ActionsPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: ActionsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._listed: ActionList | None = None
        self._open_id = ""
        self._is_noted = False
        self.changing = ActionChanging(self, view, context)
        self.ending = ActionEnding(self, view, context)
        self.ruling = ActionRuling(self, view, context)
        self.workbooks = AgencyWorkbooks(self, view, context)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.wanted_changed.connect(self.list_again)
        view.action_requested.connect(self.open_line)
        view.action_changed.connect(self.open_line)
        view.drawer.closed.connect(self.close)
        view.drawer.finding_requested.connect(self.open_finding)
        view.drawer.re_audit_requested.connect(self.audit_again)
        view.drawer.review_requested.connect(self.open_review)
        context.session.changed.connect(self.follow)

    @property
    def shown(self) -> ActionDetail | None:
        """The action in the drawer."""
        return self._shown

    _shown: ActionDetail | None = None

    def come_up(self, what: dict[str, object]) -> None:
        """Read the list, and open the action that is asked for."""
        if not self._context.session.is_open:
            return
        action_id = str(what.get("action_id") or "")
        if action_id:
            self._open_id = action_id
            self._view.choose_standing("all")
        elif what.get("standing"):
            self._view.choose_standing(str(what["standing"]))
        self.read() if self._is_stale() else self._show_list()
        if action_id:
            self._view.table.select(lambda line: line.action.id == action_id)

    def read(self) -> None:
        """Read every action anew; the one that is open stays open while it is there."""
        session = self._context.session
        try:
            self._listed = session.read(actions)
        except AppError as error:
            self._view.say(error.message)
            return
        self._show_list()
        if self._listed.rows and not self._is_noted:
            self._is_noted = True
            session.note_access("read", "the list of actions")

    def _is_stale(self) -> bool:
        """Whether the list has to be read: it was not yet, or something moved while it was out of sight."""
        return self._listed is None or self._has_moved

    _has_moved = False

    def _show_list(self) -> None:
        """Show what was read, as it stands today."""
        session = self._context.session
        if self._listed is None:
            return
        self._has_moved = False
        self._listed = replace(self._listed, on=self.today())
        may_manage = session.can_write and holds_right(session.workspace.person, Act.MANAGE_ACTIONS)
        self._view.show_rights(may_manage=may_manage)
        self._view.show_told(told_words(self._listed) if self._listed.rows else "")
        self.workbooks.show_out(self._listed)
        self.list_again(self._view.wanted())
        if self._open_id:
            self.show(self._open_id)

    def list_again(self, wanted: object) -> None:
        """Show those that are asked for now."""
        if self._listed is None or not isinstance(wanted, Wanted):
            return
        before = self._view.table.current()
        held = before.action.id if isinstance(before, Line) else self._open_id
        lines = [Line(row, self._listed.on) for row in chosen(self._listed, wanted)]
        self._view.show_lines(lines, is_any=bool(self._listed.rows))
        if held:
            self._view.table.select(lambda line: line.action.id == held)

    def open_line(self, line: object) -> None:
        """Open the action of a row."""
        if isinstance(line, Line):
            self.show(line.action.id)

    def show(self, action_id: str) -> None:
        """Show one action in the drawer."""
        try:
            self._shown = self._context.session.read(lambda workspace: detail(workspace, action_id))
        except AppError as error:
            self.close()
            self._view.drawer.forget()
            self._view.say(error.message)
            return
        self._open_id = action_id
        self._view.drawer.show_action(self._shown, self.today())

    def close(self) -> None:
        """No action is open."""
        self._open_id, self._shown = "", None

    def follow(self, kinds: object) -> None:
        """Something was saved: the list is old where it touches actions or what they are about."""
        if not (isinstance(kinds, frozenset) and kinds & _MOVING):
            return
        if self._view.isVisible():
            self.read()
        else:
            self._has_moved = True

    def forget(self) -> None:
        """The workspace is locked."""
        self._listed = None
        self._is_noted = False
        self.workbooks.forget()
        self.close()

    def open_finding(self, held: object) -> None:
        """The audit that the finding is of, or else the plan."""
        if not isinstance(held, HeldFinding):
            return
        audit = held.finding.audit_id
        found = self._context.session.read(lambda workspace: review_to_open(workspace.conn, audit)) if audit else ""
        if found:
            self._context.go("audit", review_id=found)
        else:
            self._context.go("plans", plan_ref=held.plan_ref)

    def open_review(self, review_id: str) -> None:
        """A re-audit."""
        self._context.go("audit", review_id=review_id)

    def audit_again(self, held: object) -> None:
        """Open a re-audit of the plan of a finding."""
        if not isinstance(held, HeldFinding) or not self._open_id:
            return
        action_id, plan_id = self._open_id, held.finding.plan_id
        title, text = (
            f"Audit {held.plan_ref} again",
            "The re-audit is opened as of today and says which action it follows.",
        )
        if not self._context.dialogs.confirm(title, text, "Open the re-audit"):
            return
        try:
            opened = self._context.session.write(lambda workspace: open_re_audit(workspace, action_id, plan_id))
        except AppError as error:
            self._view.say(error.message)
            return
        self._context.go("audit", review_id=opened.review_id)

    def today(self) -> date:
        """The day by the window's clock."""
        return self._context.clock().astimezone().date()
