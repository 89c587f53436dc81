"""The plan beside the form in pictures: words with flags and a quotation, the list of flags, the advice beside it."""

from picture_stage import Stage
from plan_document import advice_document
from PySide6.QtGui import QTextCursor
from scene_thread import open_review_with_plan

from audit_app.domain.people import Agency
from audit_app.screens.audit.plan_pane import ADVICE, FLAGS, TEXT
from audit_app.screens.audit.screen import AuditScreen
from audit_app.services.plan_documents import advice_of, take_plan

RECOMMENDED = (
    "A speech and language therapist will work with the pupil for 40 minutes every week in school.",
    "Staff will be trained by the therapist for 2 hours each term in how to use visual supports.",
    "An occupational therapist will review sensory needs each half term and write a programme for the school.",
)


def beside(stage: Stage) -> None:
    """Words of the plan attached as evidence of the marker that is open."""
    screen = _begin(stage)
    reader = screen.plan.reader
    flag = screen.plan.flags.current()
    assert flag is not None
    screen.plan.show_place(flag.place)
    cursor = reader.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)
    screen.plan.attach.click()
    stage.quiet()


def flags(stage: Stage) -> None:
    """Phrases that may leave room for doubt, one of them chosen."""
    screen = stage.screen(AuditScreen)
    screen.plan.tabs.setCurrentIndex(FLAGS)
    screen.plan.flags.list.setFocus()


def advice(stage: Stage) -> None:
    """What the plan lacks, weakens or adds beside advice that was dropped in."""
    screen = stage.screen(AuditScreen)
    screen.plan.tabs.setCurrentIndex(TEXT)
    page = screen.presenter.page
    assert page is not None
    plan = page.found.audit.plan_id
    path = advice_document(stage.machine.home, *RECOMMENDED)
    about = advice_of(Agency.HEALTH, "speech and language therapy")
    stage.window.session.write(lambda held: take_plan(held, plan, path.name, path.read_bytes(), about=about))
    stage.settle()
    screen.plan.tabs.setCurrentIndex(ADVICE)
    screen.plan.advice.list.setFocus()
    stage.quiet()


def _begin(stage: Stage) -> AuditScreen:
    screen = stage.go("audit", AuditScreen, review_id=open_review_with_plan(stage))
    screen.form.go_to("F2")
    screen.presenter.choose_answer("F2", 1)
    stage.settle()
    if not screen.plan.isVisible():  # no room for both: the plan comes over the form
        screen.header.beside.click()
        stage.settle()
    return screen
