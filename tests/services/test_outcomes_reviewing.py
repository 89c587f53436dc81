"""A review as one change, outcomes from the confirmed golden thread, and what the screen lists of it all."""

from datetime import date
from pathlib import Path

import pytest
from service_world import plan_row, write_rows

from audit_app.domain.outcomes import Outcome, Progress
from audit_app.domain.problems import AppError
from audit_app.services.auditing import give, open_audit, submit
from audit_app.services.outcomes.listing import listed
from audit_app.services.outcomes.progress import keep_outcome, outcomes_of
from audit_app.services.outcomes.reviewing import note_review, offered, take_offered
from audit_app.services.register.importing import import_register
from audit_app.services.thread import items, whole
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.items import NewItem
from audit_app.store.workspace import Workspace
from scoring.plan.text import Place
from scoring.thread.model import ItemRole

REF = "EHC-001"
READS = NewItem(ItemRole.OUTCOME, "E", "Reads a page by July 2027", (Place("b6"),), "p3")
SWIMS = NewItem(ItemRole.OUTCOME, "E", "Swims a length", (Place("b7"),), "p4")
NEED = NewItem(ItemRole.NEED, "B", "Finds reading hard", (Place("b4", 0, 18),), "p1")
LINE = NewItem(ItemRole.PROVISION, "F", "Precision teaching, ten minutes a day", (Place("b8"),), "p5")
ON = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def register(workspace: Workspace, tmp_path: Path) -> None:
    import_register(workspace, write_rows(tmp_path / "r.csv", [plan_row(n) for n in range(1, 4)]))


def threaded(workspace: Workspace, *, confirmed: bool = True) -> None:
    """A submitted audit of the plan with two outcomes on its board."""
    opened = open_audit(workspace, plan_ref=REF, cycle="weekly", on=date(2026, 11, 20))
    desk = Desk(workspace, opened.review_id)
    items.accept(desk, (NEED, READS, SWIMS, LINE))
    if confirmed:
        whole.confirm(Desk(workspace, opened.review_id))  # a desk knows the board as it was when it was made
    for marker in desk.review.framework.markers:
        if marker.id != "F8":
            give(workspace, opened.review_id, marker.id, score=2)
    submit(workspace, opened.review_id)


def test_a_review_of_several_outcomes_is_one_change_and_the_same_again_none(workspace: Workspace) -> None:
    made = [keep_outcome(workspace, Outcome("", "", REF, number, f"Step {number}")) for number in ("1", "2")]
    before = workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    said = {made[0].id: (Progress.ACHIEVED, ""), made[1].id: (Progress.NONE, " Absent ")}
    for _ in range(2):
        note_review(workspace, REF, ON, said)
    assert workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0] == before + 1
    kept = [one.latest for one in outcomes_of(workspace, REF)]
    assert [(one.progress, one.evidence) for one in kept if one] == [(Progress.ACHIEVED, ""), (Progress.NONE, "Absent")]


def test_a_review_of_outcomes_that_are_gone_or_of_a_day_ahead_is_refused(workspace: Workspace) -> None:
    made = keep_outcome(workspace, Outcome("", "", REF, "1", "Step"))
    with pytest.raises(AppError, match="lies ahead"):
        note_review(workspace, REF, date(2031, 1, 1), {made.id: (Progress.SOME, "")})
    with pytest.raises(AppError, match="others now"):
        note_review(workspace, REF, ON, {"nothing": (Progress.SOME, "")})
    with pytest.raises(AppError, match="1,001 letters"):
        note_review(workspace, REF, ON, {made.id: (Progress.SOME, "x" * 1_001)})


def test_outcomes_of_a_confirmed_thread_are_taken_once_and_numbered_on(workspace: Workspace) -> None:
    threaded(workspace)
    keep_outcome(workspace, Outcome("", "", REF, "1", "SWIMS  a length"))
    assert offered(workspace, REF) == (READS.words,)
    assert take_offered(workspace, REF) == 1
    assert [(one.number, one.words) for one in outcomes_of(workspace, REF)] == [
        ("1", "SWIMS  a length"),
        ("2", READS.words),
    ]
    assert (offered(workspace, REF), take_offered(workspace, REF)) == ((), 0)


def test_a_thread_that_is_not_confirmed_offers_nothing(workspace: Workspace) -> None:
    threaded(workspace, confirmed=False)
    assert offered(workspace, REF) == ()


def test_the_lists_hold_outcomes_by_group_and_reviews_by_day(workspace: Workspace) -> None:
    keep_outcome(workspace, Outcome("", "", REF, "1", "Step"))
    found = listed(workspace, date(2026, 11, 22))
    assert [(row.outcome.plan_ref, row.outcome.words) for row in found.outcomes] == [(REF, "Step")]
    days = [row.by for row in found.reviews]
    assert days == sorted(days)
    assert found.late == sum(row.days_late(found.on) > 0 for row in found.reviews)
    assert {row.plan_ref: row.outcomes for row in found.reviews}.get(REF, 1) == 1
