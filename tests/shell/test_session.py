"""The session tells what moved, undoes by words, and lends the right to write to one piece of work at a time."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from qt_support import Place, context_for, light_workspace

from audit_app.domain.problems import AppError
from audit_app.jobs import Jobs
from audit_app.services.progress import Progress
from audit_app.session import Lent, Locked, Session
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path)


@pytest.fixture
def parent(qapp: QObject) -> QObject:
    return QObject()


@pytest.fixture
def context(place: Place, parent: QObject) -> ScreenContext:
    return context_for(place, parent)[0]


def fail(error: AppError) -> NoReturn:
    raise AssertionError(error.message)


def rename(workspace: Workspace, name: str) -> None:
    """A change that can be undone."""
    workspace.door.write(f"Organisation: {name}", [Op("workspace", workspace.id, "organisation", name)])


def organisation(session: Session) -> str:
    return str(session.workspace.conn.execute("SELECT organisation FROM workspace").fetchone()[0])


def add_plan(workspace: Workspace, progress: Progress) -> str:
    row = {"plan_ref": "EHC-9000", "final_date": "2026-01-05"}
    workspace.door.write("Add a plan", [Op("entry", Ids(workspace.id).plan("EHC-9000"), "row", row)])
    progress(1, 1)
    return "done"


def test_a_write_tells_which_kinds_moved_and_when_it_was_saved(context: ScreenContext) -> None:
    session = context.session
    told: list[object] = []
    session.changed.connect(told.append)
    session.saved.connect(told.append)
    session.write(lambda workspace: rename(workspace, "Bexley"))
    assert told[0] == frozenset({"workspace"})
    assert re.fullmatch(r"\d\d:\d\d", str(told[1]))
    session.lock()


def test_undo_and_redo_restore_by_the_words_of_the_change(context: ScreenContext) -> None:
    session = context.session
    session.write(lambda workspace: rename(workspace, "Bexley"))
    assert session.undo_words == "Organisation: Bexley"
    assert session.undo() == "Organisation: Bexley"
    assert (organisation(session), session.undo_words, session.redo_words) == ("Ashford", "", "Organisation: Bexley")
    session.redo()
    assert organisation(session) == "Bexley"
    session.undo()
    assert organisation(session) == "Ashford"
    session.lock()


def test_a_new_change_leaves_nothing_to_redo(context: ScreenContext) -> None:
    session = context.session
    session.write(lambda workspace: rename(workspace, "Bexley"))
    session.undo()
    session.write(lambda workspace: rename(workspace, "Camden"))
    assert session.redo_words == ""
    session.lock()


def test_several_changes_of_one_write_are_one_step(context: ScreenContext) -> None:
    session = context.session

    def twice(workspace: Workspace) -> None:
        rename(workspace, "Bexley")
        rename(workspace, "Camden")

    session.write(twice)
    session.undo()
    assert organisation(session) == "Ashford"
    session.lock()


def test_one_step_after_the_other_goes_back_over_the_same_field(context: ScreenContext) -> None:
    session = context.session
    for name in ("Bexley", "Camden", "Bexley"):
        session.write(partial(rename, name=name))
    seen = []
    for act in (session.undo, session.undo, session.undo, session.redo, session.redo, session.undo):
        act()
        seen.append(organisation(session))
    assert seen == ["Camden", "Bexley", "Ashford", "Bexley", "Camden", "Bexley"]
    labels = [row[0] for row in session.workspace.conn.execute("SELECT label FROM change ORDER BY seq DESC LIMIT 2")]
    assert labels == ["Undo: Organisation: Camden", "Redo: Organisation: Camden"]
    session.lock()


def test_what_cannot_be_undone_is_not_offered(context: ScreenContext) -> None:
    context.session.write(lambda workspace: add_plan(workspace, lambda *_: None))
    assert context.session.undo_words == ""
    context.session.lock()


def test_nothing_is_read_or_saved_while_locked(context: ScreenContext, place: Place) -> None:
    session = context.session
    session.write(lambda workspace: rename(workspace, "Bexley"))
    session.lock()
    assert session.undo_words == ""
    with pytest.raises(Locked):
        session.write(lambda workspace: rename(workspace, "Camden"))
    session.open(place.open())
    assert organisation(session) == "Bexley"
    session.lock()


def test_work_that_writes_goes_on_with_the_chain_and_so_does_the_window(
    context: ScreenContext, place: Place, qtbot: QtBot
) -> None:
    results: list[str] = []
    session = context.session
    session.write(lambda workspace: rename(workspace, "Bexley"))
    with qtbot.waitSignal(session.changed) as heard:
        context.write(add_plan, on_success=results.append, on_failure=fail)
    assert heard.args == [frozenset({"entry"})]
    assert results == ["done"]
    session.write(lambda workspace: rename(workspace, "Camden"))
    writers = session.workspace.conn.execute("SELECT count(DISTINCT writer) FROM change").fetchone()[0]
    session.lock()
    with place.open() as again:
        assert (writers, again.faults, again.gap) == (1, (), "")


def test_work_in_a_real_thread_reads_and_writes_with_its_own_connection(
    context: ScreenContext, place: Place, qtbot: QtBot
) -> None:
    real = Jobs(context.session)
    threaded = replace(context, jobs=real)
    results: list[object] = []
    threaded.write(add_plan, on_success=results.append, on_failure=fail)
    with pytest.raises(Lent):
        context.session.write(lambda workspace: rename(workspace, "Bexley"))
    qtbot.waitUntil(lambda: results == ["done"])
    threaded.read(
        lambda workspace, _: workspace.conn.execute("SELECT count(*) FROM entry").fetchone()[0],
        on_success=results.append,
        on_failure=fail,
    )
    qtbot.waitUntil(lambda: results == ["done", 10])
    context.session.lock()
    with place.open() as again:
        assert not again.faults


def test_work_that_fails_gives_the_right_to_write_back(context: ScreenContext) -> None:
    failures: list[AppError] = []

    def work(workspace: Workspace, progress: Progress) -> None:
        raise AppError("The file is gone. Choose another.")

    context.write(work, on_success=pytest.fail, on_failure=failures.append)
    assert [error.message for error in failures] == ["The file is gone. Choose another."]
    assert context.session.can_write
    context.session.lock()
