"""Scores round a table: one member at a time, each plan sealed, and nobody goes back to what was said."""

from pathlib import Path

import pytest
from service_world import World
from sheet_round_world import SheetRound, boxes_of_person, open_sheet_round, opened_boxes

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.answering import Evidence
from audit_app.services.sheets_of_round.handing_back import hand_back_table
from audit_app.services.sheets_of_round.saying import PlanSaid, Said
from audit_app.services.sheets_of_round.table import seal_plan, table, turn
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from forms.model import EvidenceKind, NotScore

QUOTE = Evidence(EvidenceKind.QUOTATION, "as required", "F")
TOLD = PlanSaid(
    {"W4": Said(2, note="n"), "E1": Said(1, QUOTE, "drafting"), "F1": Said(3, QUOTE, good_practice=True)},
    frozenset({("health", "dated")}),
    {"C": "needs"},
)


@pytest.fixture
def made(world: World, tmp_path: Path) -> SheetRound:
    return open_sheet_round(world, tmp_path)


def test_table_names_who_scores_round_it_and_how_far_they_are(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        (seat,) = table(workspace, made.id).seats
        assert (seat.name, seat.agency, seat.sealed, seat.plans, seat.is_done) == (
            "Tara Lund",
            "health",
            0,
            2,
            False,
        )
        for plan in turn(workspace, made.id, made.table).to_come:
            seal_plan(workspace, made.id, made.table, plan.audit_id, TOLD)
        assert table(workspace, made.id).seats[0].is_done
        assert turn(workspace, made.id, made.table).to_come == ()


def test_what_was_said_is_sealed_and_opens_to_it(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        plan = turn(workspace, made.id, made.table).to_come[0]
        seal_plan(workspace, made.id, made.table, plan.audit_id, TOLD)
        assert workspace.conn.execute("SELECT count(*) FROM score").fetchone() == (0,)
    (box,) = boxes_of_person(world, made.id, made.table)
    assert (box.source, box.signature, box.answered, box.asked) == ("table", "", 4, 4)
    said = {
        (op.kind, op.id.partition(".")[2], op.field): op.value
        for op in opened_boxes(world, made.id, made.table)[plan.audit_id]
    }
    assert said["score", "E1", "score"] == 1
    assert said["score", "E1", "cause"] == "drafting"
    assert said["score", "E6", "score"] == NotScore.NA
    assert said["score", "F1", "good_practice"] == 1
    assert said["advice", "health", "dated"] == 1
    assert said["section_state", "C", "state"] == "needs"


def test_sealed_plan_is_not_taken_again(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        audit = turn(workspace, made.id, made.table).to_come[0].audit_id
        seal_plan(workspace, made.id, made.table, audit, TOLD)
        with pytest.raises(AppError, match="sealed already"):
            seal_plan(workspace, made.id, made.table, audit, TOLD)


def test_seat_that_was_handed_back_says_all_its_plans_once_more(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        audits = [plan.audit_id for plan in turn(workspace, made.id, made.table).to_come]
        for audit in audits:
            seal_plan(workspace, made.id, made.table, audit, TOLD)
        hand_back_table(workspace, made.id, made.table, "They had the wrong plan before them.")
        assert table(workspace, made.id).seats[0].sealed == 0
        seal_plan(workspace, made.id, made.table, audits[0], TOLD)
        assert [plan.audit_id for plan in turn(workspace, made.id, made.table).to_come] == audits[1:]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said(), "W4 has no score yet"),
        (Said(0, None, "drafting"), "Show the evidence"),
        (Said(NotScore.NA), "Say why it does not apply"),
        (Said(2, note="n" * 20_001), "more than 20,000 characters"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_sealed(world: World, made: SheetRound, said: Said, words: str) -> None:
    with world.open() as workspace:
        audit = turn(workspace, made.id, made.table).to_come[0].audit_id
        with pytest.raises(AppError, match="cannot be sealed yet") as caught:
            seal_plan(workspace, made.id, made.table, audit, PlanSaid({**TOLD.said, "W4": said}))
        assert words in str(caught.value.problems[0])
        assert boxes_of_person(world, made.id, made.table) == []


def test_void_and_revealed_rounds_take_nothing_and_say_why(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        audit = turn(workspace, made.id, made.table).to_come[0].audit_id
        workspace.door.write("Reveal", [Op("round", made.id, "state", {"state": "revealed", "detail": None})])
        assert "open already" in table(workspace, made.id).why_not
        with pytest.raises(AppError, match="open no more"):
            seal_plan(workspace, made.id, made.table, audit, TOLD)


def test_who_may_not_seal_is_told_before_anything_is_typed(world: World, made: SheetRound) -> None:
    world.add("Audrey", Role.AUDITOR)
    with world.open("Audrey") as workspace:
        assert "role of chair" in table(workspace, made.id).why_not
        with pytest.raises(AppError, match="no right"):
            turn(workspace, made.id, made.table)


def test_member_who_scores_in_the_app_is_not_typed_in(world: World, made: SheetRound) -> None:
    with world.open() as workspace, pytest.raises(AppError, match="does not score round the table"):
        turn(workspace, made.id, made.app)


def test_a_member_who_turns_out_to_have_written_the_plan_is_not_taken_down(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        plan = turn(workspace, made.id, made.table).to_come[0]
        row = {"plan_ref": plan.plan_ref, "final_date": "2024-05-20", "written_by": "Tara Lund"}
        workspace.door.write("Register", [Op("entry", plan_id_of(workspace, plan.audit_id), "row", row)])
        with pytest.raises(AppError, match="they wrote it"):
            seal_plan(workspace, made.id, made.table, plan.audit_id, TOLD)
        assert table(workspace, made.id).seats[0].sealed == 0


def plan_id_of(workspace: Workspace, audit: str) -> str:
    return str(workspace.conn.execute("SELECT plan_id FROM audit WHERE id = ?", (audit,)).fetchone()[0])
