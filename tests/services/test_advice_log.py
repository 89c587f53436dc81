"""The advice log: a file of it whole or not at all, lines by hand with undo, and nothing left after erasure."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from service_world import World, register_of, write_rows

from audit_app.domain.advice import AdviceAsked, Outcome
from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.intake.advice_headings import AdviceHeadings, holds_advice_log
from audit_app.services.advice.importing import import_advice
from audit_app.services.advice.log import (
    AdviceGiven,
    add_advice,
    advice_of_plan,
    change_advice,
    mark_received,
    remove_advice,
)
from audit_app.services.erasing import erase, of_one_plan
from audit_app.services.register.mapping import holds_past_audits
from audit_app.services.subject import subject
from audit_app.services.trail import TrailAsked, trail_page
from audit_app.store.ids import Ids
from audit_app.store.log.undo import undo
from audit_app.store.read_advice import advice_lines
from audit_app.store.read_plans import plan_detail
from audit_app.store.workspace import Workspace

HEADINGS = ("plan_ref", "agency", "service", "provider", "requested", "due", "received", "outcome")
GIVEN = AdviceGiven("health", "Speech therapy", "The Trust", date(2026, 9, 1))


def row(plan: int = 1, **more: object) -> dict[str, object]:
    base = {"plan_ref": f"EHC-{plan:03d}", "agency": "health", "service": "Speech therapy", "requested": "2026-09-01"}
    return {**base, **more}


def log_file(tmp_path: Path, *rows: dict[str, object], headings: tuple[str, ...] = HEADINGS) -> Path:
    return write_rows(tmp_path / "advice.csv", rows, headings)


def lines_of(workspace: Workspace, plan: int = 1) -> tuple[AdviceAsked, ...]:
    return advice_lines(workspace.conn, Ids(workspace.id).plan(f"EHC-{plan:03d}"))


def ops_of(workspace: Workspace) -> int:
    return int(workspace.conn.execute("SELECT count(*) FROM op").fetchone()[0])


def test_a_file_comes_in_whole_and_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 3)
    file = log_file(
        tmp_path,
        row(received="12/10/2026", outcome="Report", due="2026-10-13"),
        row(agency="EP", service="", requested="1 September 2026", outcome="awaited"),
        row(2, agency="Social Care", outcome="Nil", received="2026-09-20"),
    )
    looked = import_advice(workspace, file, dry_run=True)
    assert (looked.new, looked.changes, lines_of(workspace)) == (3, True, ())
    made = import_advice(workspace, file)
    assert (made.rows, made.new, made.changed, made.unchanged, made.queries) == (3, 3, 0, 0, ())
    first, second = lines_of(workspace)
    assert (first.received, first.due, first.outcome) == (date(2026, 10, 12), date(2026, 10, 13), Outcome.REPORT)
    assert (second.agency, second.requested, second.outcome) == ("psychology", date(2026, 9, 1), None)
    assert lines_of(workspace, 2)[0].outcome is Outcome.NIL_RETURN
    before = ops_of(workspace)
    again = import_advice(workspace, file)
    assert (again.unchanged, again.changes, ops_of(workspace)) == (3, False, before)


@pytest.mark.parametrize(
    ("more", "column", "words"),
    [
        ({"plan_ref": "EHC-999"}, "plan_ref", "no plan"),
        ({"plan_ref": ""}, "plan_ref", "empty"),
        ({"agency": "parents"}, "agency", "not in the list"),
        ({"requested": "soon"}, "requested", "not a date"),
        ({"requested": ""}, "requested", "empty"),
        ({"received": "31/02/2026"}, "received", "no such day"),
        ({"outcome": "perhaps"}, "outcome", "not in the list"),
        ({"service": "S" * 201}, "service", "at most 200"),
        ({"service": "speech THERAPY"}, "service", "row 2 already"),
    ],
)
def test_every_fault_is_told_with_row_and_column_and_nothing_comes_in(
    workspace: Workspace, tmp_path: Path, more: dict[str, object], column: str, words: str
) -> None:
    register_of(workspace, tmp_path, 3)
    before = ops_of(workspace)
    with pytest.raises(AppError) as caught:
        import_advice(workspace, log_file(tmp_path, row(), row(2), row() | more))
    (problem,) = caught.value.problems
    assert (problem.place.row, problem.place.column) == (4, column)
    assert words in problem.message
    assert ops_of(workspace) == before


def test_days_that_cannot_be_are_kept_and_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1)
    file = log_file(
        tmp_path,
        row(received="2026-08-01"),
        row(service="A", received="2026-08-01", outcome="existing advice agreed"),
        row(service="B", due="2026-08-01"),
        row(service="C", requested="2027-01-01"),
        row(service="D", outcome="report"),
    )
    made = import_advice(workspace, file)
    assert [(one.place.row, one.place.column) for one in made.queries] == [
        (2, "received"),
        (4, "due"),
        (5, "requested"),
        (6, "received"),
    ]
    assert len(lines_of(workspace)) == 5


def test_an_empty_cell_takes_nothing_away_that_was_entered_by_hand(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1)
    file = log_file(tmp_path, row())
    import_advice(workspace, file)
    mark_received(workspace, lines_of(workspace)[0].id, date(2026, 9, 20))
    made = import_advice(workspace, file)
    assert (made.unchanged, lines_of(workspace)[0].received) == (1, date(2026, 9, 20))
    assert any("what is held was kept" in note for note in made.notes)


def test_a_line_that_was_taken_away_comes_back_with_the_file(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1)
    file = log_file(tmp_path, row())
    import_advice(workspace, file)
    remove_advice(workspace, lines_of(workspace)[0].id)
    assert lines_of(workspace) == ()
    made = import_advice(workspace, file)
    assert (made.changed, len(lines_of(workspace))) == (1, 1)
    assert any("came back" in note for note in made.notes)


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (HEADINGS, True),
        (("Case No", "Agency", "Team asked", "Trust", "Date requested", "Deadline", "Date received", "Result"), True),
        (("plan_ref", "request_date", "advice_requested_date", "health_advice_date", "final_date"), False),
        (("plan_ref", "audit_date", "cycle", "reviewer", "agency", "framework", "marker", "score"), False),
        (("UPN", "Request date", "Outcome"), False),
    ],
)
def test_an_advice_log_is_known_by_its_headings(tmp_path: Path, headings: tuple[str, ...], expected: bool) -> None:
    file = write_rows(tmp_path / "some.csv", [dict.fromkeys(headings, "1")], headings)
    assert holds_advice_log(file) is expected
    assert not (expected and holds_past_audits(file))


def test_other_headings_are_understood_and_said(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1)
    headings = ("Case No", "Agency", "Date requested", "Returned")
    file = write_rows(tmp_path / "a.csv", [dict(zip(headings, ("EHC-001", "Health", "2026-09-01", ""), strict=True))])
    made = import_advice(workspace, file)
    assert made.new == 1
    assert any("“Case No” as plan_ref" in note for note in made.notes)
    assert [name for _, name in AdviceHeadings().matched(("Received", "received")).used] == ["received"]


def test_a_line_by_hand_is_added_changed_received_taken_away_and_each_undone(
    workspace: Workspace, tmp_path: Path
) -> None:
    register_of(workspace, tmp_path, 1)
    plan = Ids(workspace.id).plan("EHC-001")
    began = workspace.door.tip.seq if workspace.door.tip else 0

    def take_back() -> str:
        tip = workspace.door.tip
        assert tip is not None
        return undo(workspace.conn, workspace.door, tip.seq, session_began=began).label

    line = add_advice(workspace, plan, GIVEN)
    mark_received(workspace, line, date(2026, 9, 30))
    assert (lines_of(workspace)[0].received, lines_of(workspace)[0].outcome) == (date(2026, 9, 30), Outcome.REPORT)
    assert take_back() == "Advice received: health"
    assert lines_of(workspace)[0].received is None
    moved = change_advice(workspace, line, replace(GIVEN, service="Physiotherapy", due=date(2026, 10, 1)))
    assert moved != line
    assert [(one.id, one.service) for one in lines_of(workspace)] == [(moved, "Physiotherapy")]
    take_back()
    assert [(one.id, one.service) for one in lines_of(workspace)] == [(line, "Speech therapy")]
    remove_advice(workspace, line)
    assert lines_of(workspace) == ()
    take_back()
    assert len(lines_of(workspace)) == 1


def test_the_same_service_is_not_asked_twice_on_one_day(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1)
    plan = Ids(workspace.id).plan("EHC-001")
    add_advice(workspace, plan, GIVEN)
    other = add_advice(workspace, plan, replace(GIVEN, service="Audiology"))
    with pytest.raises(AppError, match="already"):
        add_advice(workspace, plan, replace(GIVEN, service="speech  therapy"))
    with pytest.raises(AppError, match="already"):
        change_advice(workspace, other, GIVEN)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"requested": None}, "day on which it was asked"),
        ({"requested": date(2026, 11, 23)}, "future"),
        ({"received": date(2026, 8, 31)}, "before it was asked for"),
        ({"outcome": Outcome.REPORT}, "missing"),
        ({"agency": "parents"}, "agency"),
    ],
)
def test_what_cannot_be_is_not_saved_by_hand(
    workspace: Workspace, tmp_path: Path, more: dict[str, object], words: str
) -> None:
    register_of(workspace, tmp_path, 1)
    with pytest.raises(AppError, match=words):
        add_advice(workspace, Ids(workspace.id).plan("EHC-001"), replace(GIVEN, **more))  # type: ignore[arg-type]  # fields


def test_a_plans_advice_is_the_log_and_the_registers_other_agencies(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1, advice_requested_date="2024-02-20", psychology_advice_date="2024-03-20")
    plan = Ids(workspace.id).plan("EHC-001")
    add_advice(workspace, plan, GIVEN)
    detail = plan_detail(workspace.conn, plan)
    assert detail is not None
    found = advice_of_plan(workspace, detail)
    assert [(one.agency, one.from_log) for one in found] == [("psychology", False), ("health", True)]


def test_a_moderator_may_take_a_line_away_and_an_auditor_may_not_write_one(world: World, tmp_path: Path) -> None:
    world.add("Mo", Role.MODERATOR)
    world.add("Ann", Role.AUDITOR)
    with world.open() as workspace:
        register_of(workspace, tmp_path, 1)
        line = add_advice(workspace, Ids(workspace.id).plan("EHC-001"), GIVEN)
    with world.open("Ann") as workspace, pytest.raises(AppError, match="right"):
        remove_advice(workspace, line)
    with world.open("Mo") as workspace:
        remove_advice(workspace, line)
        assert lines_of(workspace) == ()


def test_erasing_a_plan_leaves_nothing_of_its_log_not_even_of_a_line_taken_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    register_of(workspace, tmp_path, 2)
    plan = Ids(workspace.id).plan("EHC-001")
    began = workspace.door.tip.seq if workspace.door.tip else 0
    add_advice(workspace, plan, replace(GIVEN, service="Unmistakable clinic"))
    tip = workspace.door.tip
    assert tip is not None
    undo(workspace.conn, workspace.door, tip.seq, session_began=began)
    kept = add_advice(workspace, plan, replace(GIVEN, service="Another clinic"))
    remove_advice(workspace, kept)
    erase(workspace, [of_one_plan(workspace, "EHC-001")], "a test of it")
    values = [row[0] for row in workspace.conn.execute("SELECT coalesce(old, '') || coalesce(new, '') FROM op")]
    assert not [value for value in values if "clinic" in value]
    rows = workspace.conn.execute("SELECT * FROM advice_request").fetchall()
    assert "clinic" not in json.dumps(rows)


def test_the_trail_says_what_became_of_a_line_and_not_what_stood_in_it(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1)
    line = add_advice(workspace, Ids(workspace.id).plan("EHC-001"), GIVEN)
    mark_received(workspace, line, date(2026, 9, 30))
    remove_advice(workspace, line)
    rows = trail_page(workspace, TrailAsked(topic="register", plan_ref="EHC-001")).rows[:3]
    assert [(one.head.label, one.values) for one in rows] == [
        ("Take a line from the advice log: health", "advice request deleted: taken away"),
        ("Advice received: health", "advice request record: changed: outcome, received"),
        ("Ask for advice: health", "advice request record: entered"),
    ]


def test_subject_access_gives_the_lines_that_are_held(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 1)
    add_advice(workspace, Ids(workspace.id).plan("EHC-001"), GIVEN)
    parts = {part.name: part.records for part in subject(workspace, "EHC-001").parts}
    expected = {"agency": "health", "service": "Speech therapy", "provider": "The Trust", "requested": "2026-09-01"}
    assert parts["advice_requests"] == (expected,)
