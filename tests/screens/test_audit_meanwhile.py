"""Auditing goes on while work in the background writes: drafts are kept, changes wait their turn, nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from audit_support import ON, Desk
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, HeldJobs, Place, context_for, light_workspace

from audit_app.screens.audit import make
from audit_app.screens.audit.screen import AuditScreen
from audit_app.services.progress import Progress
from audit_app.store.access import events
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path, plans=2)


@pytest.fixture
def made(place: Place, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """The screen at a desk whose jobs wait until they are let go."""
    given, visits = context_for(place)
    jobs = HeldJobs(given.session)
    context = replace(given, jobs=jobs)
    screen = make(context)
    assert isinstance(screen, AuditScreen)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    one = Desk(screen, context, visits)
    one.open()
    yield one
    screen.drop()
    context.session.lock()
    context.session.deleteLater()


def rename(workspace: Workspace, _progress: Progress) -> None:
    workspace.door.write("Organisation: Bexley", [Op("workspace", workspace.id, "organisation", "Bexley")])


def begin_work(made: Desk) -> HeldJobs:
    made.context.write(rename, on_success=lambda _: None, on_failure=pytest.fail)  # type: ignore[arg-type]  # fails it
    assert isinstance(made.context.jobs, HeldJobs)
    return made.context.jobs


def test_a_score_that_is_given_meanwhile_is_saved_when_the_work_is_over(made: Desk) -> None:
    jobs = begin_work(made)
    made.type("2")
    assert made.held("W1") == ()
    assert made.screen.failure.text.text() == "W1: 2 is saved as soon as the work in the background is over."
    assert made.screen.can_leave()
    jobs.let_go()
    assert made.held("W1")[0] == "2"
    assert made.screen.failure.isHidden()


def test_a_later_score_takes_the_place_of_one_that_waits(made: Desk) -> None:
    jobs = begin_work(made)
    made.type("21")
    jobs.let_go()
    assert made.held("W1")[0] == "1"
    labels = [row[0] for row in made.context.session.workspace.conn.execute("SELECT label FROM change")]
    assert "W1: 2 Sound" not in labels


def test_what_is_typed_meanwhile_is_a_draft_within_its_second_and_saved_at_the_end(made: Desk) -> None:
    jobs = begin_work(made)
    made.type("ttyped meanwhile")
    made.screen.presenter.drafting.flush()
    assert made.drafts() == [("note", "typed meanwhile")]
    made.type("\n")
    jobs.let_go()
    assert made.held("W1")[4] == "typed meanwhile"


def test_typing_does_not_wait_for_a_transaction_and_the_draft_comes_after_it(made: Desk, place: Place) -> None:
    made.type("tstill typing")
    loan = made.context.session.lend()
    with loan.writing() as other:
        other.conn.execute("BEGIN IMMEDIATE")
        made.screen.presenter.drafting.flush()  # would wait five seconds for the other connection
        assert made.drafts() == []
        other.conn.execute("COMMIT")
    made.context.session.take_back(loan, None)
    assert made.drafts() == [("note", "still typing")]


def test_reading_a_review_meanwhile_is_noted_when_the_work_is_over(made: Desk) -> None:
    review = made.screen.presenter.drafting.last_review()
    made.open(plan_ref="EHC-0002", cycle="weekly", on=ON)
    jobs = begin_work(made)
    made.open(review_id=review)
    before = [one.thing for one in events(made.context.session.workspace.conn)]
    jobs.let_go()
    after = [one.thing for one in events(made.context.session.workspace.conn)]
    assert after == [*before, f"review {review}"]


def test_what_waits_at_the_lock_is_saved_and_noted_once_the_work_was_stopped(made: Desk, place: Place) -> None:
    assert isinstance(made.context.dialogs, FakeDialogs)
    jobs = begin_work(made)
    made.context.session.note_access("read", "plan of somebody")
    made.type("2")
    jobs.cancel_all()
    jobs.let_go()
    assert made.screen.can_leave()
    made.context.session.lock()
    with place.open() as again:
        held = again.conn.execute("SELECT score FROM score WHERE marker = 'W1'").fetchone()
        assert held[0] == "2"
        assert "plan of somebody" in [one.thing for one in events(again.conn)]
