"""The behaviour of the plans screen: reads the register in the background, opens plans, begins imports."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.plans.advice_presenter import PlanAdvice
from audit_app.screens.plans.documents_presenter import PlanDocuments
from audit_app.screens.plans.importing import Importing
from audit_app.screens.plans.imports import Kind
from audit_app.screens.plans.lines import PlanLine, lines_of
from audit_app.screens.plans.missing import MissingPlans
from audit_app.screens.plans.outcomes_presenter import PlanOutcomes
from audit_app.screens.plans.view import PlansView
from audit_app.services.advice.log import plan_with_log
from audit_app.services.register.history import history
from audit_app.store.documents import documents_of
from audit_app.store.read_plans import plan_list
from audit_app.ui.screen import ScreenContext

_MOVING = frozenset({"entry", "audit", "review", "everything"})
_OF_OUTCOMES = frozenset({"ehc_outcome", "outcome_progress", "thread", "everything"})


class PlansPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: PlansView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._is_read = self._is_reading = self._is_stale = False
        self._job: Job | None = None
        self._wanted = ""
        self._is_noted = False
        self._shown: PlanLine | None = None
        self.importing = Importing(view.panel, view.mapping, view.past, context, self)
        self.missing = MissingPlans(view.missing, context, self)
        self.missing.turned_to.connect(view.show_part)
        self.missing.counted.connect(view.show_missing)
        view.missing_requested.connect(self.missing.show)
        self.importing.ended.connect(self.put_import_away)
        self.importing.turned_to.connect(view.show_part)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.register_requested.connect(self.import_register)
        view.audits_requested.connect(self.import_audits)
        view.advice_requested.connect(self.import_advice)
        view.file_dropped.connect(self.import_dropped)
        view.last_import_requested.connect(self.importing.show_last)
        view.plan_requested.connect(self.show_plan)
        view.plan_changed.connect(self.show_plan)
        view.copy_requested.connect(self.copy)
        view.go_to_plan_requested.connect(self.go_to)
        view.drawer.review_requested.connect(self.open_review)
        view.drawer.voice_requested.connect(self.note_voice)
        self.documents = PlanDocuments(view.drawer.documents, context, self)
        self.advice = PlanAdvice(view.drawer.advice, context, self)
        self.outcomes = PlanOutcomes(view.drawer.outcomes, context, self)
        view.outcomes_requested.connect(self.show_outcomes)
        context.session.changed.connect(self.follow)
        context.session.opened.connect(self.read)

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: read the register where it is not known, open what was asked for."""
        self._wanted = str(what.get("plan_ref", ""))
        if not self._context.session.is_open:
            return
        self._show_rights()
        if not self._is_read:
            self.read()
        elif self._wanted:
            self._open_wanted()
        if what.get("import_register"):
            self.import_register()
        elif what.get("import_advice"):
            self.import_advice()
        elif what.get("import_outcomes"):
            self._begin(Kind.OUTCOMES)
        elif what.get("import_adulthood"):
            self._begin(Kind.ADULTHOOD)
        elif what.get("last_import"):
            self.importing.show_last()

    def forget(self) -> None:
        """The workspace is locked: what is still being read of it is not shown any more."""
        if self._job is not None:
            self._job.cancel()
        self._is_read = self._is_stale = False
        self._wanted = ""
        self.importing.forget()
        self.missing.forget()
        self.documents.forget()
        self.advice.forget()
        self.outcomes.forget()
        self._shown = None
        self._view.show_part(None)
        self._view.show_last_import(False)

    def follow(self, kinds: frozenset[str]) -> None:
        """Something was saved: what was read is old where it touches plans."""
        if "document" in kinds:
            self._show_documents()
        if "advice_request" in kinds or "everything" in kinds:
            self._show_advice()
        if kinds & _OF_OUTCOMES:
            self.outcomes.read()
        if kinds & _MOVING:
            self._is_read = False
            if self._view.isVisible():
                self.read()

    def _show_documents(self) -> None:
        """What the open plan holds now."""
        line = self._shown
        if line is not None and self._context.session.is_open:
            held = self._context.session.read(lambda workspace: documents_of(workspace.conn, line.row.id))
            self.documents.show(line.plan_ref, held)

    def _show_advice(self) -> None:
        """The open plan as its advice stands now, its next step and dates with it; the place and the focus stay."""
        line, drawer = self._shown, self._view.drawer
        if line is None or not self._context.session.is_open or not drawer.isVisible():
            return
        focused = drawer.advice.focused_line()
        detail, steps = self._context.session.read(
            lambda workspace: (
                plan_with_log(workspace, line.row.id, self._today()),
                history(workspace.conn, line.row.id),
            )
        )
        if detail is not None:
            drawer.show_plan(detail, self._today(), steps, keeps_place=True)
            self.advice.show(detail)
            drawer.advice.focus_line(focused)

    def read(self) -> None:
        """Read the register in the background; asked again meanwhile, once more afterwards."""
        if not self._context.session.is_open:
            return
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading, self._is_stale = True, False
        self._view.show_reading()
        today = self._today()
        try:
            job = self._context.read(
                lambda workspace, _progress: lines_of(plan_list(workspace.conn, today)),
                on_success=self._show,
                on_failure=self._fail,
                on_finished=self._finish,
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._finish()
            self._fail(error)

    def show_plan(self, line: PlanLine) -> None:
        """Open one plan in the drawer; that it was looked at goes into the access log."""
        try:
            detail, documents, steps = self._context.session.read(
                lambda workspace: (
                    plan_with_log(workspace, line.row.id, self._today()),
                    documents_of(workspace.conn, line.row.id),
                    history(workspace.conn, line.row.id),
                )
            )
        except AppError as error:
            self._view.say(error.message)
            return
        if detail is None:
            self._view.say(f"{line.plan_ref} is no longer in the register. It may have been erased.")
            return
        self._view.say("")
        self._shown = line
        self.documents.show(detail.plan_ref, documents)
        self.advice.show(detail)
        self.outcomes.show(detail)
        self._view.drawer.show_plan(detail, self._today(), steps)
        self._context.session.note_access("read", f"plan {detail.id}")

    def show_outcomes(self) -> None:
        """Go to the outcomes of all plans, the reviews that are due, and who is near adulthood."""
        self._context.go("outcomes")

    def go_to(self, plan_ref: str) -> None:
        """Come up with this plan, from wherever the palette was opened."""
        self._context.go("plans", plan_ref=plan_ref)

    def open_review(self, review_id: str) -> None:
        """Go to a review."""
        self._context.go("audit", review_id=review_id)

    def note_voice(self, plan_ref: str) -> None:
        """Go to where it is noted what the family of a plan said."""
        self._context.go("family_voice", plan_ref=plan_ref)

    def copy(self, plan_ref: str) -> None:
        """Put a case number on the clipboard."""
        QGuiApplication.clipboard().setText(plan_ref)
        self._context.notify(f"{plan_ref} was copied.")

    def import_register(self) -> None:
        """Ask for a register and show what would change."""
        self._begin(Kind.REGISTER)

    def import_audits(self) -> None:
        """Ask for a file of past audits and show what would change."""
        self._begin(Kind.AUDITS)

    def import_advice(self) -> None:
        """Ask for a log of advice asked for and show what would change."""
        self._begin(Kind.ADVICE)

    def import_dropped(self, path: Path) -> None:
        """Look at a file that was dropped here: a document of the open plan, or a table, known by its headings."""
        if self.documents.is_document(path):
            if self._shown is not None and self._view.drawer.isVisible():
                self.documents.add(path)
            else:
                self._view.say(f"{path.name} is no table. Open the plan that it belongs to, then drop it there.")
        elif not self.importing.is_working:
            self.importing.begin_with(Kind.REGISTER, path)

    def put_import_away(self, was_imported: bool) -> None:
        """Back to the list; what was imported is read by `follow`."""
        del was_imported
        self._view.show_part(None)
        self._view.show_last_import(self.importing.last is not None)
        self._view.table.view.setFocus()

    def _begin(self, kind: Kind) -> None:
        if not self.importing.is_working:
            self.importing.begin(kind)

    def _show(self, lines: tuple[PlanLine, ...]) -> None:
        self._is_read = True
        self._view.say("")
        self._view.show_lines(lines)
        self.missing.count()
        if not self._is_noted:
            self._is_noted = True
            self._context.session.note_access("read", "the register")
        if self._wanted:
            self._open_wanted()

    def _open_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        self._view.table.clear_search()
        if self._view.table.select(lambda line: line.plan_ref == wanted):
            self.show_plan(self._view.table.current())
            self._view.table.view.setFocus()
        else:
            self._view.say(f"There is no plan {wanted} in this workspace. Check the reference.")

    def _fail(self, error: AppError) -> None:
        self._view.show_lines(())
        self._view.say(error.message)

    def _finish(self) -> None:
        self._job = None
        self._is_reading = False
        if self._is_stale:
            self.read()

    def _show_rights(self) -> None:
        session = self._context.session
        person = session.read(lambda workspace: workspace.person)
        may = [session.can_write and holds_right(person, act) for act in (Act.EDIT_REGISTER, Act.IMPORT_AUDITS)]
        self._view.show_rights(*may)

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
