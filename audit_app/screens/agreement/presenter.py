"""The behaviour of the agreement screen: measures in the background what is asked for, and saves it as a list."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.agreement.saving import save_agreement
from audit_app.screens.agreement.view import AgreementView
from audit_app.services.agreement.measuring import Agreement, AgreementAsked, agreement
from audit_app.session import EVERYTHING
from audit_app.store.figures.agreement_units import round_name
from audit_app.store.workspace import Workspace
from audit_app.ui.feedback import Tone
from audit_app.ui.file_saving import FileSaving
from audit_app.ui.screen import ScreenContext

_OURS = EVERYTHING | {"review", "audit", "score", "round", "seat", "framework"}
_WHO_SAVES = "A reader looks at agreement and saves no list of it."
_MISSED = "is not opened, or nobody's scores of it are here. Every round is shown."


@dataclass(frozen=True, slots=True)
class Measured:
    """What was read: agreement, None where nothing can be compared, and the round that it was asked for."""

    found: Agreement | None
    missed: str = ""


class AgreementPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: AgreementView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._job: Job | None = None
        self._found: Agreement | None = None
        self._saving = FileSaving(context, self)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.asked.changed.connect(self.measure)
        view.save_requested.connect(self.save)
        view.rounds_requested.connect(self.go_to_rounds)
        context.session.changed.connect(self.follow)

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: measure the round asked for, else what was asked for last."""
        round_id = what.get("round_id")
        if isinstance(round_id, str) and round_id:
            self._measure(round_id)
        elif self._found is None and self._job is None:
            self.measure()

    def follow(self, kinds: object) -> None:
        """Something was saved: what was measured is old where it touches reviews or rounds."""
        if not (isinstance(kinds, frozenset) and kinds & _OURS):
            return
        if self._view.isVisible():
            self.measure()
        else:
            self._stop()
            self._found = None

    def measure(self) -> None:
        """Measure what the fields ask for; an earlier measuring that still runs is given up."""
        self._measure()

    def save(self) -> None:
        """Save what is shown as a list."""
        if self._found is not None:
            save_agreement(self._saving, self._found)

    def go_to_rounds(self) -> None:
        """Where rounds are opened."""
        self._context.go("rounds")

    def forget(self) -> None:
        """The workspace is locked: what is under way is not shown any more."""
        self._stop()
        self._found = None

    def _measure(self, round_id: str = "") -> None:
        if not self._context.session.is_open:
            return
        self._stop()
        asked = self._view.asked.asked()
        try:
            job = self._context.read(
                lambda workspace, _progress: _measured(workspace, asked, round_id),
                on_success=self._show,
                on_failure=self._fail,
            )
        except AppError as error:
            self._fail(error)
        else:
            self._job = job if job.is_running else None

    def _show(self, measured: Measured) -> None:
        self._job, self._found = None, measured.found
        view, found = self._view, measured.found
        view.say("")
        if found is None:
            view.show_parts(is_there=False)
            return
        view.show_agreement(found)
        if measured.missed:
            view.say(f"Round {measured.missed} {_MISSED}", Tone.NOTE)
        session = self._context.session
        may = holds_right(session.read(lambda workspace: workspace.person), Act.EXPORT)
        view.show_rights(session.can_write and may, "" if may else _WHO_SAVES)

    def _fail(self, error: AppError) -> None:
        self._job = None
        self._view.say(error.message)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _measured(workspace: Workspace, asked: AgreementAsked, round_id: str) -> Measured:
    """A round that has nothing to measure gives way to every one, and so does what only one person scored."""
    name = round_name(workspace.conn, round_id) if round_id else asked.round
    found = agreement(workspace, AgreementAsked(name, asked.method, "" if round_id else asked.framework))
    if found is None or (not any(one.measures.exact.denominator for one in found.rounds) and not found.is_compared):
        return Measured(None)
    if name and name not in {one.name for one in found.rounds}:
        return Measured(agreement(workspace, AgreementAsked("", asked.method)), name)
    return Measured(found)
