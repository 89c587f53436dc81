"""The documents of a plan in its drawer: added, said what they are, read without a plain copy, saved with a warning."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from plan_document import NEED, plan_document
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace, unnamed

from audit_app.machine.policy import Policy
from audit_app.screens.plans import PlansView, make
from audit_app.screens.plans.documents import DocumentList, size_words
from audit_app.screens.plans.text_dialog import PlanTextDialog
from audit_app.store.access import events
from audit_app.store.documents import About, Document, documents_of
from audit_app.store.read_subject import plan_id_of
from audit_app.ui.document_dialog import DocumentDialog
from audit_app.ui.screen import ScreenContext

World = tuple[PlansView, ScreenContext, Visits]


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    yield from opened(tmp_path, qtbot)


def opened(tmp_path: Path, qtbot: QtBot, policy: Policy | None = None) -> Iterator[World]:
    context, visits = context_for(light_workspace(tmp_path, plans=2))
    context = replace(context, policy=policy or Policy())
    view = make(context)
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with(plan_ref="EHC-0001")
    yield view, context, visits
    view.drop()
    context.session.lock()


def answer(context: ScreenContext, *answers: object) -> FakeDialogs:
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [*answers]
    return context.dialogs


def settle() -> None:
    """What was put in is there, and what was taken out is gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def shown(view: PlansView) -> list[str]:
    settle()
    return [label.text() for label in view.drawer.documents.findChildren(QLabel) if label.isVisibleTo(view)]


def press(view: PlansView, words: str) -> None:
    settle()
    part = view.drawer.documents
    next(one for one in part.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(view)).click()


def held(context: ScreenContext) -> tuple[Document, ...]:
    conn = context.session.workspace.conn
    return documents_of(conn, plan_id_of(conn, "EHC-0001") or "")


def with_plan(world: World, folder: Path) -> Path:
    view, context, _ = world
    path = plan_document(folder)
    answer(context, path)
    view.drawer.documents.add_button.click()
    return path


def test_a_first_document_is_the_plan_and_stands_in_the_drawer(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    assert "No document is kept. Add one, docx or PDF, or drop it here." in shown(view)
    path = with_plan(world, tmp_path)
    assert visits.said[-1].startswith("The plan's document was added.")
    assert [one.about for one in held(context)] == [About()]
    size = size_words(path.stat().st_size)
    assert {"plan-0001.docx", f"Plan · added 22 Nov 2026 · {size}"} <= set(shown(view))


def test_a_second_document_is_asked_what_it_is_and_kept_as_advice(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    with_plan(world, tmp_path)
    advice = plan_document(tmp_path, "advice.docx", more=1)

    def tell(dialog: QDialog) -> bool:
        assert isinstance(dialog, DocumentDialog)
        assert unnamed(dialog) == []
        dialog.kinds.setCurrentIndex(dialog.kinds.findData("health"))
        dialog.service.setText("speech and language therapy")
        return True

    answer(context, tell)
    view.file_dropped.emit(advice)
    abouts = {one.name: one.about for one in held(context)}
    assert abouts["advice.docx"] == About("advice", "health", "speech and language therapy")
    assert any(line.startswith("Advice of health, speech and language therapy · ") for line in shown(view))


def test_what_a_document_is_can_be_changed_and_taken_back(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    with_plan(world, tmp_path)

    def tell(dialog: QDialog) -> bool:
        assert isinstance(dialog, DocumentDialog)
        dialog.kinds.setCurrentIndex(dialog.kinds.findData("education"))
        return True

    answer(context, tell)
    press(view, "What it is…")
    assert [one.about for one in held(context)] == [About("advice", "education")]
    assert any(line.startswith("Advice of education") for line in shown(view))
    context.session.undo()
    assert [one.about for one in held(context)] == [About()]
    assert any(line.startswith("Plan · ") for line in shown(view))


def test_its_text_is_read_in_a_dialog_and_forgotten(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    path = with_plan(world, tmp_path)
    path.unlink()
    readers = []

    def read(dialog: QDialog) -> bool:
        assert isinstance(dialog, PlanTextDialog)
        assert NEED in dialog.reader.toPlainText()
        assert unnamed(dialog) == []
        dialog.search.setText("phonics")
        dialog.search.textEdited.emit("phonics")
        assert dialog.reader.textCursor().selectedText() == "phonics"
        readers.append(dialog.reader)
        return False

    answer(context, read)
    press(view, "Open the text")
    assert readers[0].toPlainText() == ""
    noted = [event.thing for event in events(context.session.workspace.conn) if event.act.startswith("read a plan")]
    assert noted == [held(context)[0].id]
    plain = [one for one in tmp_path.rglob("*") if one.is_file() and NEED.encode() in one.read_bytes()]
    assert plain == []


def test_a_copy_is_saved_after_a_warning_and_noted(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    path = with_plan(world, tmp_path)
    copy = tmp_path / "copy.docx"
    asked = answer(context, True, copy)
    press(view, "Save a copy…")
    assert copy.read_bytes() == path.read_bytes()
    assert "The copy is not encrypted" in asked.asked[-2][1]
    assert visits.said[-1] == f"A copy was saved as {copy}."
    noted = [event.thing for event in events(context.session.workspace.conn) if event.act == "export"]
    assert noted == [f"document {held(context)[0].id} of plan {held(context)[0].plan_id}"]


def test_turning_the_warning_away_writes_nothing(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    with_plan(world, tmp_path)
    before = sorted(tmp_path.iterdir())
    answer(context, False)
    press(view, "Save a copy…")
    assert sorted(tmp_path.iterdir()) == before


def test_where_the_organisation_allows_no_exports_no_copy_is_written(tmp_path: Path, qtbot: QtBot) -> None:
    for world in opened(tmp_path, qtbot, Policy(file=tmp_path / "policy.toml", export_folders=())):
        view, context, _ = world
        with_plan(world, tmp_path)
        answer(context, True, tmp_path / "copy.docx")
        press(view, "Save a copy…")
        assert "your organisation allows no exports" in view.drawer.documents.banner.text.text()
        assert not (tmp_path / "copy.docx").exists()
        assert [event for event in events(context.session.workspace.conn) if event.act == "export"] == []


def test_a_document_dropped_without_an_open_plan_is_not_taken_for_a_register(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    view.drawer.shut()
    view.file_dropped.emit(plan_document(tmp_path))
    assert "Open the plan that it belongs to" in view.banner.text.text()
    assert held(context) == ()


def test_a_faulty_file_is_a_sentence_in_the_drawer(world: World, tmp_path: Path) -> None:
    view, _, _ = world
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 and then nothing")
    view.file_dropped.emit(path)
    assert "broken.pdf" in view.drawer.documents.banner.text.text()
    assert view.drawer.documents.add_button.isVisibleTo(view)


def test_locking_leaves_no_name_of_a_document(world: World, tmp_path: Path) -> None:
    view, _, _ = world
    with_plan(world, tmp_path)
    view.drop()
    settle()
    found = [label.text() for label in view.findChildren(DocumentList)[0].findChildren(QLabel)]
    assert not any("plan-0001" in text for text in found)
