"""A scoring sheet from seat to box: sent, filled in, taken in whole and sealed, or refused with nothing kept."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scoring_sheet_support import all_twos, edited, fill_in, with_raw_text, written
from service_world import World
from sheet_round_world import SheetRound, boxes_of_person, open_sheet_round, opened_boxes

from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Way
from audit_app.domain.scoring_sheet import Column, ScoringSheet
from audit_app.services.rounds.progress import progress
from audit_app.services.rounds.revealing import reveal_unsealed
from audit_app.services.rounds.standing import make_void, withdraw
from audit_app.services.sheets_of_round.handing_back import hand_back_sheet
from audit_app.services.sheets_of_round.reading_in import SheetTaken, sheet_in
from audit_app.services.sheets_of_round.scoring_sheet import sheet_of, sheet_out
from audit_app.services.sheets_of_round.seats import seat_asked
from audit_app.store.check import check
from audit_app.store.workspace import Workspace
from forms.model import NotScore

SECRET = "zephyr marmalade"


@pytest.fixture
def made(world: World, tmp_path: Path) -> SheetRound:
    return open_sheet_round(world, tmp_path)


def asked_of(workspace: Workspace, made: SheetRound, person: str = "") -> ScoringSheet:
    return sheet_of(workspace, seat_asked(workspace, made.id, person or made.sheet, Way.SHEET))


def filled(asked: ScoringSheet, **more: Any) -> bytes:
    """Every marker at 2, with these cells at the first."""
    answers = all_twos(asked)
    first = next(iter(answers))
    return fill_in(
        asked, {**answers, first: {Column.ANSWER: 2, **{Column[name]: value for name, value in more.items()}}}
    )


def test_sheet_out_asks_the_seats_plans_and_markers_and_is_on_record(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        out = sheet_out(workspace, made.id, made.sheet)
        assert out.name.startswith("scoring-sheet-")
        assert out.data == written(asked_of(workspace, made))
        assert "Ed" not in out.name
        found = next(one for one in progress(workspace, made.id).seats if one.seat.person == made.sheet)
        assert found.next_step == "Waiting for their sheet."


def test_sheet_has_own_markers_plan_references_and_na_by_rule(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        asked = asked_of(workspace, made)
    assert sorted(plan.plan_ref for plan in asked.plans) == ["EHC-001", "EHC-002"]
    assert [marker.id for marker in asked.framework.markers] == ["W4", "E1", "E6", "F1"]
    assert {line.marker.id for line in asked.lines if line.na_reason} == {"E6"}  # Year 6


def test_a_whole_sheet_is_sealed_at_once_and_opens_to_what_was_typed(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        data = filled(asked_of(workspace, made), KIND="Quotation", WORDS=f"={SECRET}\u202e", WHERE="F", NOTE=SECRET)
        assert sheet_in(workspace, data) == SheetTaken("Ed Hall", 2, 8)
        seat = next(one.seat for one in progress(workspace, made.id).seats if one.seat.person == made.sheet)
        assert (seat.is_finished, seat.answered, seat.asked) == (True, 8, 8)
        assert workspace.conn.execute("SELECT count(*) FROM score").fetchone() == (0,)
    boxes = opened_boxes(world, made.id, made.sheet)
    assert len(boxes) == 2
    said = {(op.id.partition(".")[2], op.field): op.value for op in next(iter(boxes.values()))}
    assert said["W4", "score"] == 2
    assert said["W4", "evidence"] == {"kind": "quotation", "text": f"={SECRET}\ufffd", "where": "F"}
    assert said["E6", "score"] == NotScore.NA
    assert said["E6", "reason"]
    assert {box.source for box in boxes_of_person(world, made.id, made.sheet)} == {"sheet"}


def test_nothing_plain_of_a_sheet_reaches_database_log_or_disk(
    world: World, made: SheetRound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[str] = []
    really = tempfile.mkstemp

    def noted(*args: Any, **more: Any) -> tuple[int, str]:
        asked_for.append(str(more.get("prefix")))
        return really(*args, **more)

    with world.open() as workspace:
        data = filled(asked_of(workspace, made), NOTE=SECRET)
        monkeypatch.setattr(tempfile, "mkstemp", noted)
        sheet_in(workspace, data)
        monkeypatch.undo()
        tables = [name for (name,) in workspace.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in tables:
            rows = workspace.conn.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - names of our own tables
            assert SECRET not in repr(rows), name
        labels = " ".join(label for (label,) in workspace.conn.execute("SELECT label FROM change"))
        assert "W4" not in labels
    assert set(asked_for) <= {".writing-"}  # what is moved over a key file or an anchor, encrypted or without names
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()


def test_what_no_file_can_hold_is_a_visible_mark_once_sealed(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        data = with_raw_text(filled(asked_of(workspace, made)), "M2", "a_x0000_b_xD800_c")
        sheet_in(workspace, data)
    notes = [op.value for ops in opened_boxes(world, made.id, made.sheet).values() for op in ops if op.field == "note"]
    assert notes == ["a␀b�c"]


def test_second_time_is_refused_unless_the_seat_was_handed_back(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        data = filled(asked_of(workspace, made))
        sheet_in(workspace, data)
        for again in (lambda: sheet_in(workspace, data), lambda: sheet_out(workspace, made.id, made.sheet)):
            with pytest.raises(AppError, match="in already, and sealed"):
                again()
        fresh = hand_back_sheet(workspace, made.id, made.sheet, "Look at E1 again.")
        with pytest.raises(AppError, match="before their scores were handed back"):
            sheet_in(workspace, data)
        assert fresh.data == written(asked_of(workspace, made))
        assert asked_of(workspace, made).number == 2
        assert sheet_in(workspace, filled(asked_of(workspace, made))).plans == 2
    assert {box.number for box in boxes_of_person(world, made.id, made.sheet)} == {2}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda asked: replace(asked, workspace="f" * 32), "another partnership"),
        (lambda asked: replace(asked, round_id="f" * 32), "a round that is not in this workspace"),
        (lambda asked: replace(asked, person="f" * 32), "no seat in the round"),
        (lambda asked: replace(asked, number=7), "newer than what this workspace knows"),
        (lambda asked: replace(asked, plans=asked.plans[:1]), "other plans or markers"),
        (lambda asked: replace(asked, framework=asked.framework.only(("W4",))), "other plans or markers"),
    ],
)
def test_foreign_older_and_newer_sheets_are_refused_and_nothing_is_written(
    world: World, made: SheetRound, change: Callable[[ScoringSheet], ScoringSheet], words: str
) -> None:
    with world.open() as workspace:
        data = filled(change(asked_of(workspace, made)))
        before = workspace.conn.execute("SELECT count(*) FROM op").fetchone()
        with pytest.raises(AppError, match=words):
            sheet_in(workspace, data)
        assert workspace.conn.execute("SELECT count(*) FROM op").fetchone() == before


def test_one_fault_keeps_all_of_it_out_and_is_told_by_its_cell(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        data = edited(filled(asked_of(workspace, made)), lambda scores: scores.__setitem__("F3", 9))
        with pytest.raises(AppError, match="not taken in") as caught:
            sheet_in(workspace, data, "back.xlsx")
        (problem,) = caught.value.problems
        assert str(problem.place) == "back.xlsx, sheet Scores, row 3, column F (Answer)"
        assert workspace.conn.execute("SELECT count(*) FROM sealed_review").fetchone() == (0,)


def test_sheet_is_for_a_seat_that_scores_by_a_sheet_and_takes_part(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        with pytest.raises(AppError, match="does not score by a scoring sheet"):
            sheet_out(workspace, made.id, made.app)
        data = filled(asked_of(workspace, made))
        withdraw(workspace, made.id, made.sheet, "Ill")
        with pytest.raises(AppError, match="withdrew"):
            sheet_in(workspace, data)


def test_nothing_that_is_not_in_is_handed_back_and_nothing_without_a_reason(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        with pytest.raises(AppError, match="nothing to hand back"):
            hand_back_sheet(workspace, made.id, made.sheet, "Look again.")
        sheet_in(workspace, filled(asked_of(workspace, made)))
        with pytest.raises(AppError, match="reason"):
            hand_back_sheet(workspace, made.id, made.sheet, " ")


def test_revealed_sheet_is_a_submitted_review_that_says_it_came_by_a_sheet(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        sheet_in(workspace, filled(asked_of(workspace, made), KIND="Said", WHERE="the meeting", WHO="the SENCO"))
        for person in (made.table, made.app):
            withdraw(workspace, made.id, person, "Moved away.")
        assert reveal_unsealed(workspace, made.id).reviews == 2
        reviews = workspace.conn.execute("SELECT source, state, agency, grade FROM review").fetchall()
        assert [row[:3] for row in reviews] == [("sheet", "submitted", "education")] * 2
        assert all(grade for *_, grade in reviews)
        held = workspace.conn.execute("SELECT score, count(*) FROM score GROUP BY score ORDER BY score").fetchall()
        assert held == [("2", 6), ("NA", 2)]
        assert [fault for one in check(workspace) for fault in one.faults] == []


def test_void_round_takes_no_sheet(world: World, made: SheetRound) -> None:
    with world.open() as workspace:
        make_void(workspace, made.id, "Both keyholders left.")
        with pytest.raises(AppError, match="void"):
            sheet_out(workspace, made.id, made.sheet)
