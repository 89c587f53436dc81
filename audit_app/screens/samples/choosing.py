"""The behaviour of the form's further choices: counts in the background what each holds, says what would be drawn."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.samples.draw_form import DrawForm
from audit_app.screens.samples.trait_rows import trait_lines
from audit_app.services.samples.designed import ahead
from audit_app.services.samples.draw_frames import Prospect, prospect
from audit_app.ui.screen import ScreenContext


class Choosing(QObject):
    """Lives as long as the form."""

    def __init__(self, form: DrawForm, context: ScreenContext) -> None:
        super().__init__(form)
        self._form, self._context = form, context
        self._found: Prospect | None = None
        self._job: Job | None = None
        form.choices_opened.connect(self.read)
        form.basis_changed.connect(self.read)
        form.choices_changed.connect(self.show)

    def read(self) -> None:
        """Read anew what can be drawn; nothing where the choices are not shown."""
        self.stop()
        if not self._form.shows_choices or not self._context.session.is_open:
            return
        ask = self._form.basis()
        name = self._context.session.workspace.person.name
        self._form.choices.say("Counting the plans…")
        try:
            job = self._context.read(
                lambda workspace, _progress: prospect(workspace.conn, ask.cycle, ask.on, ask.months, name),
                on_success=self._show_found,
                on_failure=self._fail,
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._fail(error)

    def show(self) -> None:
        """Say what a draw would be made from, as it stands in the form."""
        if self._found is None or not self._form.shows_choices:
            return
        try:
            design = self._form.choices.design()
        except AppError as error:
            self._form.say_problem(error.message)
            return
        seen = ahead(self._found, design, self._form.basis().size)
        self._form.choices.show_ahead(seen)
        self._form.say_problem(seen.problem)

    def stop(self) -> None:
        """Forget what was read and stop reading."""
        if self._job is not None:
            self._job.cancel()
        self._job, self._found = None, None

    def _show_found(self, found: Prospect) -> None:
        self._job, self._found = None, found
        lines = {feature: trait_lines(feature, counts) for feature, counts in found.counts.items()}
        flags = [line for feature in lines if feature.is_flag for line in lines[feature]]
        others = [line for feature in lines if not feature.is_flag for line in lines[feature]]
        self._form.choices.show_fields([one for one in lines if _parts(found.counts[one])], flags, others)
        self.show()

    def _fail(self, error: AppError) -> None:
        self._form.choices.say(error.message)


def _parts(counts: Mapping[str, int]) -> bool:
    """Whether plans that can be drawn differ in this."""
    return sum(number > 0 for number in counts.values()) > 1
