"""A newer document of a plan whose thread reads an older one: said above the board, gone to on demand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from thread_support import REF, Desk, desk, plan_file, thread_workspace

from audit_app.domain.people import Agency
from audit_app.services.auditing import give, submit
from audit_app.services.plan_documents import advice_of, import_plan
from audit_app.store.workspace import Workspace


@pytest.fixture
def made(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A thread with everything accepted."""
    with desk(*thread_workspace(tmp_path), qtbot) as one:
        one.accept_all()
        yield one


def add(made: Desk, folder: Path, name: str = "newer.docx", *, is_advice: bool = False) -> None:
    """Another document comes in by another way than this screen."""
    from docx import Document

    document = Document(str(plan_file(folder)))
    document.paragraphs[0].insert_paragraph_before(f"Amended, {name}")
    document.save(str(folder / name))
    about = advice_of(Agency.HEALTH) if is_advice else None
    made.context.session.write(lambda held: import_plan(held, REF, folder / name, about=about))


def read(made: Desk) -> tuple[str, bool]:
    """Which document the thread reads, and whether it is confirmed."""
    page = made.screen.presenter.page
    assert page is not None
    assert page.document is not None
    return page.document.name, page.held.is_confirmed


def test_a_confirmed_thread_goes_on_reading_its_document_and_says_that_there_is_a_newer_one(
    made: Desk, tmp_path: Path
) -> None:
    made.screen.header.confirm.click()
    assert made.screen.newer.isHidden()
    add(made, tmp_path)
    assert read(made) == ("plan.docx", True)
    said = made.screen.newer.text.text()
    assert said.startswith("This confirmed thread reads plan.docx. The plan has a newer document, newer.docx, added ")
    assert said.endswith("Going to it takes the confirmation back.")
    assert made.screen.newer.isVisible()


def test_going_to_the_newer_document_takes_the_confirmation_back_and_undo_brings_both_again(
    made: Desk, tmp_path: Path
) -> None:
    made.screen.header.confirm.click()
    add(made, tmp_path)
    button = made.screen.newer.button
    assert (button.isVisible(), button.accessibleName()) == (True, "Go to the newer document")
    button.click()
    assert read(made) == ("newer.docx", False)
    assert made.screen.newer.isHidden()
    made.context.session.undo()
    assert read(made) == ("plan.docx", True)
    assert made.screen.newer.isVisible()


def test_a_thread_that_nobody_confirmed_or_chose_a_document_for_reads_the_newest(made: Desk, tmp_path: Path) -> None:
    add(made, tmp_path)
    assert read(made) == ("newer.docx", False)
    assert made.screen.newer.isHidden()


def test_a_thread_set_back_to_an_older_document_says_so_without_speaking_of_confirmation(
    made: Desk, tmp_path: Path
) -> None:
    add(made, tmp_path)
    older = made.screen.header.documents.findText("plan.docx", Qt.MatchFlag.MatchStartsWith)
    made.screen.header.documents.setCurrentIndex(older)
    made.screen.header.documents.activated.emit(older)
    assert read(made) == ("plan.docx", False)
    assert made.screen.newer.text.text().startswith("This thread reads plan.docx.")
    assert "confirm" not in made.screen.newer.text.text()


def test_advice_that_comes_later_is_no_newer_plan(made: Desk, tmp_path: Path) -> None:
    made.screen.header.confirm.click()
    add(made, tmp_path, "advice.docx", is_advice=True)
    assert made.screen.newer.isHidden()


def test_a_submitted_review_offers_no_newer_document_and_reads_the_one_it_was_confirmed_by(
    made: Desk, tmp_path: Path
) -> None:
    made.screen.header.confirm.click()
    add(made, tmp_path)
    page = made.screen.presenter.page
    assert page is not None

    def end(workspace: Workspace) -> None:
        for marker in page.found.framework.markers:
            give(workspace, page.found.review.id, marker.id, score=2)
        submit(workspace, page.found.review.id)

    made.context.session.write(end)
    assert read(made) == ("plan.docx", True)
    assert made.screen.newer.isHidden()


def test_locking_leaves_no_name_of_a_document(made: Desk, tmp_path: Path) -> None:
    made.screen.header.confirm.click()
    add(made, tmp_path)
    made.screen.drop()
    assert (made.screen.newer.text.text(), made.screen.newer.accessibleName()) == ("", "")
