"""The behaviour of the Scorecard: counts in the background, judges from what was read, opens one measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.scorecard.keeping import Keeping
from audit_app.screens.scorecard.saving import save_as_list, save_as_page
from audit_app.screens.scorecard.view import ScorecardView
from audit_app.services.measures.keeping import shipped
from audit_app.services.measures.reading import MeasuresRead, read_measures
from audit_app.services.measures.scorecard import Line, line_of, scorecard
from audit_app.services.progress import Progress
from audit_app.session import EVERYTHING
from audit_app.store.workspace import Workspace
from audit_app.ui.feedback import Tone
from audit_app.ui.file_saving import FileSaving
from audit_app.ui.screen import ScreenContext

_OURS = EVERYTHING | {
    *("measure", "measure_value", "trajectory", "commentary", "rebasing", "entry", "register_import"),
    *("audit", "review", "score", "section_state", "round", "advice_request"),
}
_WHO_MANAGES = "An owner, a moderator or a chair keeps values and targets."


@dataclass(frozen=True, slots=True)
class Judged:
    """What was read, and each measure judged with its chart."""

    read: MeasuresRead
    lines: tuple[Line, ...]


class ScorecardPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: ScorecardView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._read: MeasuresRead | None = None
        self._lines: tuple[Line, ...] = ()
        self._job: Job | None = None
        self._wanted, self._catalogue = "", shipped()
        self.keeping = Keeping(view, context, self)
        self.saving = FileSaving(context, self, refuse=view.say)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.measure_chosen.connect(self.open_measure)
        view.drawer.closed.connect(self.shut_measure)
        view.save_requested.connect(self.save)
        view.print_requested.connect(self.save_page)
        context.session.changed.connect(self.follow)

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: read, unless that was done today and nothing moved since."""
        code = what.get("code")
        if isinstance(code, str) and code:
            self._wanted = code
        if self._read is None or self._read.on != self._today():
            self.read()
        else:
            self._show()

    def follow(self, kinds: object) -> None:
        """Something was saved: what was read is old where it touches what is counted."""
        if not (isinstance(kinds, frozenset) and kinds & _OURS):
            return
        self._give_up()
        self._read = None
        if self._view.isVisible():
            self.read()

    def read(self) -> None:
        """Count everything in the background; what is shown stays until then."""
        if not self._context.session.is_open:
            return
        self._give_up()
        today = self._today()
        self._view.show_reading("The measures are being counted.")
        try:
            job = self._context.read(
                lambda workspace, progress: _judged(workspace, today, progress),
                on_success=self._take,
                on_failure=self._fail,
            )
        except AppError as error:
            self._fail(error)
        else:
            self._job = job if job.is_running else None

    def open_measure(self, line: Line) -> None:
        """Look at one measure; a note typed for another is kept first."""
        if not self.keeping.keep_typed_note():
            return
        self._wanted = line.measure.code
        self._show_measure(line, is_new=True)
        self._view.drawer.close_button.setFocus()

    def shut_measure(self) -> None:
        """The measure is not looked at any more; a note that was typed is kept."""
        self.keeping.keep_typed_note()
        self._wanted = ""
        self._view.drawer.line = None

    def save(self) -> None:
        """Save every value as a list that the import takes back."""
        save_as_list(self.saving, self._today())

    def save_page(self) -> None:
        """Save the scorecard as a page to print."""
        save_as_page(self.saving, self._today())

    def forget(self) -> None:
        """The workspace is locked: what was read is let go."""
        self._give_up()
        self._read, self._lines, self._wanted = None, (), ""
        self.saving.forget()

    def _take(self, judged: Judged) -> None:
        self._job, self._read, self._lines = None, judged.read, judged.lines
        self._view.show_reading("")
        self._show()

    def _show(self) -> None:
        held = {row.measure.code for row in self._read.rows} if self._read is not None else set()
        lacks_some = any(one.measure.code not in held for one in self._catalogue)
        self._view.show_lines(self._lines, lacks_some=lacks_some)
        self._show_rights()
        read, drawer = self._read, self._view.drawer
        row = read.row(self._wanted) if read is not None and self._wanted else None
        if read is None or row is None:
            if drawer.line is not None:
                drawer.forget()
            return
        is_new = drawer.line is None or drawer.line.measure.code != self._wanted
        shown = next((one for one in self._lines if one.row is row), None)
        self._show_measure(shown or line_of(read, row, read.on), is_new=is_new)
        self._view.table.select(lambda line: line.measure.code == self._wanted)

    def _show_measure(self, line: Line, *, is_new: bool) -> None:
        drawer = self._view.drawer
        drawer.show_line(line, is_new=is_new)
        self._show_rights()

    def _show_rights(self) -> None:
        session = self._context.session
        if not session.is_open:
            return
        person, can_write = session.workspace.person, session.can_write
        may_manage = can_write and holds_right(person, Act.MANAGE_MEASURES)
        self._view.show_rights(may_manage=may_manage, may_export=can_write and holds_right(person, Act.EXPORT))
        why_not = "" if holds_right(person, Act.MANAGE_MEASURES) else _WHO_MANAGES
        self._view.drawer.show_rights(may_manage=may_manage, why_not=why_not)
        self._view.drawer.note.show_rights(may_write=can_write and holds_right(person, Act.COMMENT))

    def _fail(self, error: AppError) -> None:
        self._job = None
        self._view.show_reading("")
        self._view.say(error.message, Tone.FAULT)

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._view.show_reading("")

    def _today(self) -> date:
        return self._context.clock().astimezone().date()


def _judged(workspace: Workspace, today: date, progress: Progress) -> Judged:
    """Read and judged in the thread, so that the window has only to show it."""
    read = read_measures(workspace, today, progress)
    return Judged(read, scorecard(read))
