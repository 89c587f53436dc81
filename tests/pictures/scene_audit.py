"""The audit in pictures: under way, with evidence, what is missing, submitted with its grade, and the keys over it."""

from picture_stage import Stage

from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.samples.view import SamplesView
from audit_app.services.samples.turns import TurnState
from forms.model import EvidenceKind
from forms.widgets import EvidenceText

QUOTED = "Access to speech and language support as required, reviewed termly by the school."
NOTE = "No kind of therapy, no hours, nobody named. The advice of June has all three."


def begin(stage: Stage) -> None:
    """The demo, opened by its founder."""
    stage.open(stage.machine.demo)


def nothing(stage: Stage) -> None:
    """No review is open."""
    stage.go("audit", AuditScreen)


def begun(stage: Stage) -> None:
    """The review that is under way, at the marker where it was left."""
    view = stage.go("samples", SamplesView)
    view.places.select(lambda turn: turn.state is TurnState.BEGUN)
    view.open_button.click()


def audit(stage: Stage) -> None:
    """A shortfall with the words quoted, its cause and a note."""
    screen = _screen(stage)
    screen.form.go_to("F2")
    screen.presenter.choose_answer("F2", 1)
    screen.presenter.leave_evidence("F2", EvidenceText(EvidenceKind.QUOTATION, QUOTED, "F, paragraph 3"))
    screen.presenter.choose_cause("F2", "drafting")
    screen.presenter.leave_text("F2", "note", NOTE)


def missing(stage: Stage) -> None:
    """What submission still demands."""
    _screen(stage).header.submit.click()


def palette(stage: Stage) -> None:
    """The command palette, which finds a plan."""
    _screen(stage).panel.close_button.click()
    stage.window.acts["palette"].trigger()
    stage.window.palette_sheet.line.setText("1031")


def keys(stage: Stage) -> None:
    """The sheet of keys."""
    stage.window.palette_sheet.close_sheet()
    stage.dialogs.acts.append(stage.dialogs.keep)
    stage.window.acts["keys"].trigger()


def breach(stage: Stage) -> None:
    """The plan holds another child's data: what must be done today."""
    screen = _screen(stage)
    screen.presenter.choose_answer("W2", 0)
    screen.form.go_to("W2")


def not_saved(stage: Stage) -> None:
    """Something that could not be saved, while a long piece of work is writing."""
    screen = _screen(stage)
    screen.presenter.choose_answer("W2", 3)
    stage.jobs.holds = True
    stage.window.context.write(lambda _workspace, _progress: None, on_success=_forget, on_failure=_forget)
    screen.presenter.choose_answer("F3", 2)
    screen.form.go_to("F3")


def result(stage: Stage) -> None:
    """Submitted: the grade, its limits, what would change it and what follows."""
    _screen(stage).presenter.choose_answer("W2", 3)
    screen = _finished(stage)
    stage.dialogs.acts.append(stage.dialogs.press("Submit"))
    screen.header.submit.click()
    stage.quiet()


def overriding(stage: Stage) -> None:
    """A moderator's grade beside it."""
    stage.dialogs.acts.append(stage.dialogs.keep)
    _screen(stage).result.override_button.click()


def _finished(stage: Stage) -> AuditScreen:
    """Every marker that has no answer is sound, and every shortfall has its evidence and cause."""
    screen = _screen(stage)
    presenter = screen.presenter
    assert presenter.page is not None
    for marker in [row.marker.id for row in screen.form.column.rows.values()]:
        said = presenter.page.said.get(marker)
        if said is None or said.answer is None:
            presenter.choose_answer(marker, 2)
    for one in presenter.page.lacking:
        presenter.leave_evidence(one.marker, EvidenceText(EvidenceKind.NOT_FOUND, "", "A to K"))
        presenter.choose_cause(one.marker, "drafting")
    return screen


def _screen(stage: Stage) -> AuditScreen:
    return stage.screen(AuditScreen)


def _forget(_result: object) -> None:
    return None
