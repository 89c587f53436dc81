"""What is done with a plan's documents in the canary's life: taken in, read, quoted, copied, dismissed, accepted."""

from pathlib import Path

from canary_search import CANARY, TELLTALE
from PySide6.QtWidgets import QApplication, QDialog
from qt_support import FakeDialogs
from readable import everything_readable
from shell_support import MainWindow

from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.thread.screen import ThreadScreen
from audit_app.services.review_page import review_page
from audit_app.store.documents import Document
from audit_app.store.workspace import Workspace

NEED = f"{CANARY} hides {TELLTALE} under his desk when rooms are loud."
PROVISION = f"{CANARY} has access to {TELLTALE} as required."
OUTCOME = f"By July 2027 {CANARY} will put {TELLTALE} away by himself on 4 of 5 days."
ADVISED = f"{CANARY} needs {TELLTALE} for 20 minutes each week."
MARKER = "F3"


def write_documents(folder: Path) -> tuple[Path, Path]:
    """The plan as a docx and its advice as a PDF, both called by the child's name."""
    from docx import Document as Word
    from reportlab.pdfgen.canvas import Canvas

    word = Word()
    word.add_heading(f"Education, Health and Care Plan of {CANARY}", 1)
    for heading, words in (("B: Special educational needs", NEED), ("E: Outcomes", OUTCOME)):
        word.add_heading(f"Section {heading}", 2)
        word.add_paragraph(words)
    word.add_heading("Section F: Special educational provision", 2)
    word.add_paragraph(PROVISION)
    plan, advice = folder / f"{CANARY}.docx", folder / f"Advice on {CANARY}.pdf"
    word.save(str(plan))
    sheet = Canvas(str(advice), pageCompression=0)
    sheet.drawString(72, 760, "Advice for an EHC needs assessment")
    sheet.drawString(72, 730, ADVISED)
    sheet.save()
    return plan, advice


def take_in(window: MainWindow, review: str, documents: tuple[Path, Path]) -> None:
    """Both documents come in beside the form; the PDF is the advice of health."""
    screen = _audit(window, review)
    plan, advice = documents
    screen.reading.add(plan)
    _answer(window, _accepted)
    screen.reading.add(advice)
    thread = screen.reading.plan_thread
    assert thread is not None
    assert [one.about.role for one in thread.documents] == ["advice", "plan"], screen.plan.banner.text.text()


def work_with(window: MainWindow, review: str) -> None:
    """Words are quoted, a flag dismissed with a reason, everything accepted and confirmed."""
    screen = _audit(window, review)
    screen.form.go_to(MARKER)
    _choose(screen, PROVISION)
    screen.plan.attach.click()
    assert TELLTALE in window.session.read(lambda held: _evidence(held, review))
    (flag, *_) = screen.plan.flags._flags
    _answer(window, f"{CANARY} has {TELLTALE} every day")
    screen.reading.dismiss(flag)
    assert any(one.dismissed for one in screen.plan.flags._flags), screen.plan.banner.text.text()
    window.go("thread", review_id=review)
    board = window.screens.screen_now
    assert isinstance(board, ThreadScreen)
    board.header.accept_all.click()
    board.header.confirm.click()
    page = board.presenter.page
    assert page is not None
    assert page.held.is_confirmed
    assert sum(TELLTALE in one.item.words for one in page.items) >= len((NEED, OUTCOME, PROVISION))
    _look_at_title(window)


def read_and_copy(window: MainWindow, review: str) -> None:
    """Both documents are read, and words of each are put on the clipboard, the advice's last."""
    screen = _audit(window, review)
    thread = screen.reading.plan_thread
    assert thread is not None
    for document, words in _with_words(thread.documents):
        screen.reading.show_document(document.id)
        _choose(screen, words)
        screen.plan.reader.copy()
        assert QApplication.clipboard().text() == words
        _look_at_title(window)


def look_after_lock(window: MainWindow) -> None:
    """What can be seen, heard or pasted while the workspace is locked."""
    assert [line for line in everything_readable().splitlines() if CANARY in line or TELLTALE in line] == []
    _look_at_title(window)


def _audit(window: MainWindow, review: str) -> AuditScreen:
    window.go("audit", review_id=review)
    QApplication.processEvents()
    screen = window.screens.screen_now
    assert isinstance(screen, AuditScreen)
    return screen


def _choose(screen: AuditScreen, words: str) -> None:
    found = screen.plan.reader.document().find(words)
    assert found.hasSelection(), screen.plan.reader.toPlainText()
    screen.plan.reader.setTextCursor(found)


def _with_words(documents: tuple[Document, ...]) -> list[tuple[Document, str]]:
    words = {"plan": NEED, "advice": ADVISED}
    return [(one, words[one.about.role]) for one in reversed(documents)]


def _evidence(workspace: Workspace, review: str) -> str:
    return str(review_page(workspace, review).said[MARKER].evidence)


def _answer(window: MainWindow, answer: object) -> None:
    dialogs = window.context.dialogs
    assert isinstance(dialogs, FakeDialogs)
    dialogs.answers.insert(0, answer)


def _accepted(_dialog: QDialog) -> bool:
    return True


def _look_at_title(window: MainWindow) -> None:
    """The title bar, the task bar and the list of windows show this to everybody in the room."""
    titles = [one.windowTitle() for one in QApplication.topLevelWidgets()]
    assert window.windowTitle() in titles
    assert not [title for title in titles if CANARY in title or TELLTALE in title]
