"""The behaviour of the first screen: reads in the background, leads on to where the work is."""

from datetime import date

from PySide6.QtCore import QObject, QTimer

from audit_app.domain.calendar import Event
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.home.view import HomeView
from audit_app.services.auditing import open_audit
from audit_app.services.home import Home, Months, home, last_months
from audit_app.store.read_actions import LowScore
from audit_app.ui.screen import ScreenContext


class HomePresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: HomeView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._is_reading = self._is_stale = False
        self._noted = ""
        self._running: list[Job] = []
        view.shown.connect(self.read)
        view.dropped.connect(self.forget)
        view.import_requested.connect(self.import_register)
        view.draw_requested.connect(self.draw)
        view.sample_requested.connect(self.see_sample)
        view.continue_requested.connect(self.go_on)
        view.open_requested.connect(self.open_audit)
        view.round_requested.connect(lambda round_id: context.go("rounds", round_id=round_id))
        view.action_requested.connect(lambda action_id: context.go("actions", action_id=action_id))
        view.actions_requested.connect(lambda standing: context.go("actions", standing=standing))
        view.act_requested.connect(self.act)
        view.meeting_requested.connect(self.open_meeting)
        view.calendar_requested.connect(lambda: context.go("calendar"))
        context.session.changed.connect(self.follow)

    def forget(self) -> None:
        """The workspace is locked: what is still being read of it is not shown any more."""
        for job in self._running:
            job.cancel()
        self._is_stale = False

    def open_meeting(self, event: object) -> None:
        """The meeting that a day belongs to, in the calendar."""
        if isinstance(event, Event):
            self._context.go("calendar", on=event.on, line=event.line, planned=event.meeting)

    def follow(self, kinds: object) -> None:
        """Something was saved: read anew where the person sees it."""
        del kinds
        if self._view.isVisible():
            self.read()

    def read(self, what: object = None) -> None:
        """Read what there is, and count the months; asked again meanwhile, once more afterwards."""
        del what
        if not self._context.session.is_open:
            return
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading, self._is_stale = True, False
        today = self._today()
        try:
            job = self._context.read(
                lambda workspace, _progress: home(workspace, today),
                on_success=self._show,
                on_failure=self._fail,
                on_finished=self._after_painting,
            )
        except AppError as error:
            self._is_reading = False
            self._fail(error)
        else:
            self._running = [job] if job.is_running else self._running

    def import_register(self) -> None:
        """Go to where a register is imported."""
        self._context.go("plans", import_register=True)

    def draw(self) -> None:
        """Go to where a sample is drawn, the form open."""
        self._context.go("samples", new=True)

    def see_sample(self, draw_id: str = "") -> None:
        """Go to a draw."""
        self._context.go("samples", draw_id=draw_id)

    def go_on(self, review_id: str) -> None:
        """Go to the audit in progress."""
        self._context.go("audit", review_id=review_id)

    def open_audit(self, place_id: str) -> None:
        """Open the person's review of a place and go to it."""
        try:
            opened = self._context.session.write(lambda workspace: open_audit(workspace, place_id=place_id))
        except AppError as error:
            self._view.say(error.message)
            return
        self._context.go("audit", review_id=opened.review_id)

    def act(self, found: object) -> None:
        """Go to the audit of a score that calls for an action today, where the action is proposed."""
        if isinstance(found, LowScore):
            self._context.go("audit", review_id=found.review, act=found.marker)

    def _show(self, found: Home) -> None:
        session = self._context.session
        self._view.show_home(found, self._today(), self.see_sample)
        person = session.read(lambda workspace: workspace.person)
        may = [session.can_write and holds_right(person, act) for act in (Act.DRAW, Act.EDIT_REGISTER)]
        self._view.show_rights(*may)
        if found.week is not None and found.week.draw.id != self._noted:
            self._noted = found.week.draw.id
            session.note_access("read", f"draw {self._noted}")

    def _after_painting(self) -> None:
        """Counting goes on in Python beside the window's own, so what is due is painted first."""
        QTimer.singleShot(0, self, self._read_months)

    def _read_months(self) -> None:
        """The figures, after what is due."""
        if not self._context.session.is_open or any(job.is_cancelled for job in self._running):
            self._finish()
            return
        today = self._today()
        try:
            job = self._context.read(
                lambda workspace, _progress: last_months(workspace, today),
                on_success=self._show_months,
                on_failure=self._fail_months,
                on_finished=self._finish,
            )
        except AppError as error:
            self._fail_months(error)
            self._finish()
        else:
            self._running = [job] if job.is_running else []

    def _show_months(self, months: Months) -> None:
        self._view.show_months(months, self._today())

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)

    def _fail_months(self, error: AppError) -> None:
        self._view.months.say(f"The figures could not be counted. {error.message}")

    def _finish(self) -> None:
        self._running = []
        self._is_reading = False
        if self._is_stale:
            self.read()

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
