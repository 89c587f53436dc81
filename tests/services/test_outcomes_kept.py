"""Outcomes and the way to adulthood as they are kept by hand: added, reviewed, changed, removed, and undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from service_world import faults

from audit_app.domain.outcomes import Adulthood, AdultStage, Likely, Outcome, Progress
from audit_app.domain.problems import AppError
from audit_app.services.outcomes.adulthood import followed, note_adulthood
from audit_app.services.outcomes.progress import (
    keep_outcome,
    note_progress,
    outcomes_of,
    remove_outcome,
    remove_progress,
)
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace

REVIEW = date(2026, 9, 1)


@pytest.fixture
def plan(workspace: Workspace) -> str:
    row = {"plan_ref": "T-1", "date_of_birth": "2009-03-01", "final_date": "2024-05-01"}
    workspace.door.write("Import the register", [Op("entry", Ids(workspace.id).plan("T-1"), "row", row)])
    return "T-1"


def reading(workspace: Workspace, plan: str) -> Outcome:
    return keep_outcome(workspace, Outcome("", "", plan, "1", " Reads a story ", "cognition_and_learning", "education"))


def test_an_outcome_is_kept_with_its_reviews(workspace: Workspace, plan: str) -> None:
    made = reading(workspace, plan)
    note_progress(workspace, made, REVIEW, Progress.SOME, "Reads to his sister")
    (held,) = outcomes_of(workspace, plan)
    assert (held.words, held.area) == ("Reads a story", "cognition_and_learning")
    assert held.latest is not None
    assert (held.latest.progress, held.latest.evidence) == (Progress.SOME, "Reads to his sister")


def test_the_review_of_a_day_is_noted_once_and_can_be_changed_and_removed(workspace: Workspace, plan: str) -> None:
    made = reading(workspace, plan)
    for progress in (Progress.SOME, Progress.ACHIEVED):
        note_progress(workspace, made, REVIEW, progress)
    (held,) = outcomes_of(workspace, plan)
    assert [one.progress for one in held.reviews] == [Progress.ACHIEVED]
    remove_progress(workspace, held, REVIEW)
    note_progress(workspace, made, REVIEW, Progress.NONE)
    assert [one.progress for one in outcomes_of(workspace, plan)[0].reviews] == [Progress.NONE]


def test_a_review_ahead_is_refused(workspace: Workspace, plan: str) -> None:
    ahead = workspace.means.now().date() + timedelta(days=1)
    with pytest.raises(AppError, match="lies ahead"):
        note_progress(workspace, reading(workspace, plan), ahead, Progress.SOME)


def test_a_number_stands_once_in_a_plan_and_comes_back_after_it_was_removed(workspace: Workspace, plan: str) -> None:
    made = reading(workspace, plan)
    with pytest.raises(AppError, match="already"):
        reading(workspace, plan)
    remove_outcome(workspace, made)
    assert outcomes_of(workspace, plan) == ()
    reading(workspace, plan)
    assert len(outcomes_of(workspace, plan)) == 1


def test_keeping_what_is_held_writes_nothing(workspace: Workspace, plan: str) -> None:
    made = reading(workspace, plan)
    changes = workspace.conn.execute("SELECT count(*) FROM change").fetchone()
    keep_outcome(workspace, made)
    assert workspace.conn.execute("SELECT count(*) FROM change").fetchone() == changes


def test_a_young_person_with_a_plan_is_followed_from_fourteen(workspace: Workspace, plan: str) -> None:
    day = workspace.means.now().date()
    found = {one.plan_ref: one for one in followed(workspace)}
    assert found[plan].stage(day) is AdultStage.UNDECIDED
    assert plan not in {one.plan_ref for one in followed(workspace, date(2022, 1, 1))}
    assert plan not in {one.plan_ref for one in followed(workspace, date(2029, 1, 1))}


def test_what_is_noted_is_kept_and_followed_for_ever(workspace: Workspace, plan: str) -> None:
    (held,) = (one for one in followed(workspace) if one.plan_ref == plan)
    note_adulthood(workspace, replace(held, care=Likely.YES, referred=REVIEW, note=" Met the team "))
    (kept,) = (one for one in followed(workspace, date(2035, 1, 1)) if one.plan_ref == plan)
    assert (kept.care, kept.referred, kept.note) == (Likely.YES, REVIEW, "Met the team")
    assert faults(workspace) == []


def test_days_that_do_not_follow_one_another_are_refused(workspace: Workspace, plan: str) -> None:
    (held,) = (one for one in followed(workspace) if one.plan_ref == plan)
    with pytest.raises(AppError, match="before the referral"):
        note_adulthood(workspace, replace(held, referred=REVIEW, assessed=date(2026, 8, 1)))
    with pytest.raises(AppError, match="lies ahead"):
        note_adulthood(workspace, replace(held, referred=date(2031, 1, 1)))


def test_a_plan_that_nobody_follows_cannot_be_noted(workspace: Workspace) -> None:
    with pytest.raises(AppError, match="not followed"):
        note_adulthood(workspace, Adulthood("nobody", "X", None))
