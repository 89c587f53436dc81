"""Conflicts are listed with both values, who wrote them and what stands, and decided with a reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from merging_world import Copies, both, make_copies, plan_row, scored, shared

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.merging.changes import export, take_in
from audit_app.services.merging.conflicts import conflicts, decide
from audit_app.store.documents import About, keep, original
from audit_app.store.ids import Ids
from audit_app.store.log.chain import heads
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace

Pair = tuple[Workspace, Workspace]


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return make_copies(tmp_path, plans=3)


@pytest.fixture
def pair(copies: Copies) -> Iterator[Pair]:
    with both(copies) as opened:
        yield opened


def swap(one: Workspace, other: Workspace) -> None:
    for giver, taker in ((one, other), (other, one)):
        for made in export(giver, heads(taker.conn)):
            take_in(taker, made.data)


def told(workspace: Workspace) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    return [
        (one.plan_ref, one.what, [(by.words, by.person, by.stands) for by in one.said]) for one in conflicts(workspace)
    ]


def test_a_row_changed_on_both_machines_shows_the_parts_that_differ(pair: Pair) -> None:
    laptop, office = pair
    plan_row(laptop, 1, year_group=5, casework_team="North")
    plan_row(office, 1, year_group=6, casework_team="North")
    swap(laptop, office)
    for one in pair:
        ((ref, what, said),) = told(one)
        assert (ref, what) == ("EHC-1", "Register row")
        assert sorted((words, who) for words, who, _ in said) == [("year group 5", "Mary"), ("year group 6", "Ben")]
        assert [stands for *_, stands in said] == [False, True]


def test_a_decision_is_a_change_with_a_reason_and_closes_it_everywhere(pair: Pair) -> None:
    laptop, office = pair
    plan_row(laptop, 1, year_group=5)
    plan_row(office, 1, year_group=6)
    swap(laptop, office)
    (conflict,) = conflicts(office)
    wanted = next(at for at, by in enumerate(conflict.said) if by.words == "year group 5")
    with pytest.raises(AppError, match="needs a reason"):
        decide(office, conflict, wanted, "  ")
    decide(office, conflict, wanted, "The school was asked")
    assert conflicts(office) == ()
    swap(laptop, office)
    assert conflicts(laptop) == ()
    assert shared(laptop) == shared(office)
    assert laptop.conn.execute("SELECT year_group FROM entry WHERE plan_ref = 'EHC-1'").fetchone() == (5,)
    last = laptop.conn.execute("SELECT label, reason FROM change ORDER BY lamport DESC LIMIT 1").fetchone()
    assert last == ("Decide: Register row", "The school was asked")
    with pytest.raises(AppError, match="changed or decided meanwhile"):
        decide(laptop, conflict, wanted, "again")


def bobs(copies: Copies, score: dict[str, int]) -> None:
    """Ben scores the same marker of his review on both machines, without knowing of it."""
    for world, value in ((copies.laptop, score["laptop"]), (copies.office, score["office"])):
        with world.open("Ben") as workspace:
            scored(workspace, "ben0", "A1", value, reason="offline")


def test_only_its_reviewer_decides_a_conflict_in_a_review(copies: Copies) -> None:
    copies.laptop.add("Mo", Role.MODERATOR)
    bobs(copies, {"laptop": 1, "office": 3})
    with both(copies) as (laptop, office):
        for made in export(office, heads(laptop.conn)):
            take_in(laptop, made.data)
        (conflict,) = conflicts(laptop)
        assert conflict.what == "A1: score"
        assert conflict.review == "ben0"
        assert {(by.words, by.computer) for by in conflict.said} == {("1", "laptop"), ("3", "office")}
        assert conflict.why_not == "Only Ben, whose review this is, can decide it."
        with pytest.raises(AppError, match="Only Ben"):
            decide(laptop, conflict, 0, "because")
    with copies.laptop.open("Ben") as laptop:
        (conflict,) = conflicts(laptop)
        assert conflict.why_not == ""
        decide(laptop, conflict, 0, "I looked again")
        assert conflicts(laptop) == ()


def test_what_came_after_a_submission_stands_apart_and_the_submitted_value_stays(copies: Copies) -> None:
    with copies.laptop.open("Ben") as laptop:
        scored(laptop, "ben0", "A1", 2)
        laptop.door.write("Submit", [Op("review", "ben0", "state", {"state": "submitted", "detail": {}})])
    with copies.office.open("Ben") as office:
        scored(office, "ben0", "A1", 1)
    with both(copies) as (laptop, office):
        plan_row(laptop, 1, year_group=5)
        plan_row(office, 1, year_group=6)
        swap(laptop, office)
        first, late = conflicts(office)
        assert (first.is_late, late.is_late) == (False, True)
        assert sorted((by.words, by.stands, by.is_late) for by in late.said) == [("1", False, True), ("2", True, False)]
        assert "the submitted value stands" in late.why_not
        with pytest.raises(AppError, match="reopen it"):
            decide(office, late, 0, "because")


def test_a_conflict_in_a_submitted_review_needs_it_reopened_first(copies: Copies) -> None:
    bobs(copies, {"laptop": 1, "office": 3})
    with copies.laptop.open("Mary") as laptop, copies.office.open("Ben") as office:
        swap(laptop, office)
        office.door.write("Submit", [Op("review", "ben0", "state", {"state": "submitted", "detail": {}})])
        (conflict,) = conflicts(office)
        assert conflict.why_not == "The review is submitted. Reopen it with a reason, then choose."


def test_an_auditor_decides_in_their_own_reviews_alone(copies: Copies) -> None:
    copies.laptop.add("Ann", Role.TEAM_MANAGER)
    with both(copies) as (laptop, office):
        plan_row(laptop, 1, year_group=5)
        plan_row(office, 1, year_group=6)
        swap(laptop, office)
    with copies.laptop.open("Ann") as laptop:
        (conflict,) = conflicts(laptop)
        assert conflict.why_not.startswith("You have no right to decide this.")


def test_a_document_added_twice_is_no_conflict_and_one_renamed_stays_readable(pair: Pair) -> None:
    laptop, office = pair
    plan = Ids(laptop.id).plan("EHC-1")
    one = keep(laptop, plan, "plan.docx", "docx", b"the same", "text", About())
    keep(office, plan, "plan.docx", "docx", b"the same", "text", About())
    other = keep(laptop, plan, "final.docx", "docx", b"another", "text", About())
    keep(office, plan, "draft.docx", "docx", b"another", "text", About())
    swap(laptop, office)
    (conflict,) = conflicts(office)
    assert sorted(by.words for by in conflict.said) == ["name draft.docx", "name final.docx"]
    for at in range(2):
        if not conflict.said[at].stands:
            decide(office, conflict, at, "It is the final plan")
    swap(laptop, office)
    for workspace in pair:
        assert original(workspace, one.id) == b"the same"
        assert original(workspace, other.id) == b"another"


def test_who_took_each_others_decisions_apart_has_a_conflict_again(pair: Pair) -> None:
    laptop, office = pair
    plan_row(laptop, 1, year_group=5)
    plan_row(office, 1, year_group=6)
    swap(laptop, office)
    for workspace, at in ((laptop, 0), (office, 1)):
        decide(workspace, conflicts(workspace)[0], at, "I know better")
    swap(laptop, office)
    assert [len(conflicts(one)) for one in pair] == [1, 1]
    assert told(laptop) == told(office)
