"""One audit from opening to submission and after: what is asked, what is locked, what stands beside what."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from service_world import World, count, faults, means_of, plan_row, register_of, write_rows

from audit_app.domain.cycles import Purpose
from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.auditing import (
    Evidence,
    Opened,
    abandon,
    give,
    open_audit,
    override,
    reopen,
    set_section_state,
    submit,
    tick_advice,
)
from audit_app.services.register.importing import import_register
from audit_app.services.samples.sampling import sample
from audit_app.store.log.bundle import read_changes
from audit_app.store.log.merge import merge
from audit_app.store.log.undo import undo
from audit_app.store.read_audits import scores_of
from audit_app.store.workspace import Workspace
from forms.model import Cause, EvidenceKind, Grade, NotScore

ON = date(2026, 11, 23)
QUOTE = Evidence(EvidenceKind.QUOTATION, text="two hours a week", where="F")


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Plans 1 to 19 of Year 6 and plan 20 of a 19-year-old."""
    rows = [plan_row(n) for n in range(1, 20)]
    rows.append(plan_row(20, date_of_birth="2007-02-01", year_group=14))
    import_register(workspace, write_rows(tmp_path / "r.csv", rows))
    return workspace


def opened(workspace: Workspace, plan: str = "EHC-001") -> Opened:
    return open_audit(workspace, plan_ref=plan, cycle="weekly", on=ON)


def answer_all(workspace: Workspace, audit: Opened, level: int = 2) -> None:
    """Give every marker that applies the same level."""
    for marker in audit.framework.markers:
        if marker.id not in audit.not_applicable:
            give(workspace, audit.review_id, marker.id, score=level)


def answers(workspace: Workspace, review: str) -> dict[str, object]:
    return {marker: score.answer for _, marker, score in scores_of(workspace.conn, [review])}


def labels(workspace: Workspace) -> list[str]:
    return [row[0] for row in workspace.conn.execute("SELECT label FROM change ORDER BY lamport")]


def test_opening_is_one_change_that_fills_in_what_does_not_apply(filled: Workspace) -> None:
    before = count(filled, "change")
    audit = opened(filled)
    assert count(filled, "change") == before + 1
    assert audit.framework.key == "weekly-18/1"
    assert audit.not_applicable == ("F8",)  # preparing for adulthood, below Year 9
    held = filled.conn.execute("SELECT score, reason FROM score WHERE marker = 'F8'").fetchone()
    assert held[0] == "NA"
    assert "Year 9" in held[1]
    record = filled.conn.execute("SELECT reviewer, person_id, agency, kind, source FROM review").fetchone()
    assert tuple(record) == ("Mary", filled.person.id, "coordinator", "single", "app")
    assert faults(filled) == []


def test_what_does_not_apply_to_an_adult_is_another_thing(filled: Workspace) -> None:
    assert opened(filled, "EHC-020").not_applicable == ("H1a",)


def test_opening_again_goes_on_with_the_same_review(filled: Workspace) -> None:
    first = opened(filled)
    before = count(filled, "change")
    again = opened(filled)
    assert (again.review_id, again.is_new, first.is_new) == (first.review_id, False, True)
    assert count(filled, "change") == before


def test_a_drawn_plan_is_audited_as_of_its_draw(filled: Workspace) -> None:
    drawn = sample(filled, cycle="multi-agency", size=8, seed="1", on=date(2026, 11, 10))
    audit = open_audit(filled, place_id=drawn.plans[0].id)
    held = filled.conn.execute("SELECT cycle, date, place_id, purpose, framework FROM audit").fetchone()
    assert tuple(held) == ("multi-agency", "2026-11-10", drawn.plans[0].id, "sample", "core-42/1")
    assert audit.plan_ref == drawn.plans[0].plan_ref


def test_two_people_review_one_audit(world: World, tmp_path: Path) -> None:
    world.add("Tom", Role.AUDITOR)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
        first = opened(workspace)
    with world.open("Tom") as workspace:
        second = opened(workspace)
        assert (second.audit_id == first.audit_id, second.review_id == first.review_id) == (True, False)
        with pytest.raises(AppError, match="no right to score"):
            give(workspace, first.review_id, "W1", score=3)
        assert faults(workspace) == []


def test_what_cannot_be_opened_says_why(filled: Workspace, tmp_path: Path) -> None:
    import_register(filled, write_rows(tmp_path / "own.csv", [plan_row(30, written_by=" mary")]))
    with pytest.raises(AppError, match="no plan EHC-099"):
        opened(filled, "EHC-099")
    with pytest.raises(AppError, match="own case"):
        opened(filled, "EHC-030")
    with pytest.raises(AppError, match="no cycle"):
        open_audit(filled, plan_ref="EHC-001", cycle="daily")
    with pytest.raises(AppError, match="no framework core-43"):
        open_audit(filled, plan_ref="EHC-001", cycle="weekly", framework="core-43")
    with pytest.raises(AppError, match="no such place"):
        open_audit(filled, place_id="nowhere.1")


def test_each_answer_is_one_change_with_words_to_read(filled: Workspace) -> None:
    review = opened(filled).review_id
    give(filled, review, "B1", score=2)
    give(filled, review, "B1", score=1, evidence=QUOTE, cause=Cause.ADVICE, note=" see p. 4 ", good_practice=True)
    give(filled, review, "W4", score=NotScore.NE, reason="file not there")
    give(filled, review, "B1", score=None, evidence=None, cause="", note="", good_practice=False)
    assert labels(filled)[-4:] == [
        "B1: 2 Sound",
        "B1: 1 Partial, evidence, cause advice, note, good practice",
        "W4: NE, reason",
        "B1: score taken back, evidence, cause taken back, note, good practice",
    ]
    held = filled.conn.execute(
        "SELECT score, evidence, cause, note, good_practice FROM score WHERE marker = 'B1'"
    ).fetchone()
    assert tuple(held) == (None, None, None, None, None)


def test_what_is_not_named_stays(filled: Workspace) -> None:
    review = opened(filled).review_id
    give(filled, review, "B1", score=1, evidence=QUOTE, cause="drafting", note="page 4")
    give(filled, review, "B1", score=0)
    (held,) = (score for _, marker, score in scores_of(filled.conn, [review]) if marker == "B1")
    assert held.evidence == {"kind": "quotation", "text": "two hours a week", "where": "F"}
    assert (held.answer, held.cause, held.note) == (0, "drafting", "page 4")


def test_an_answer_can_be_undone(filled: Workspace) -> None:
    review = opened(filled).review_id
    give(filled, review, "B1", score=2)
    link = give(filled, review, "B1", score=0)
    undo(filled.conn, filled.door, link.seq, session_began=filled.session_began)
    assert answers(filled, review)["B1"] == 2
    assert faults(filled) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"score": 4}, "“4” is not an answer"),
        ({"score": -1}, "not an answer"),
        ({"score": True}, "not an answer"),
        ({"score": "2"}, "not an answer"),
        ({"cause": "weather"}, "“weather” is no cause"),
        ({"evidence": Evidence(EvidenceKind.QUOTATION, text="words")}, "the section they stand in"),
        ({"evidence": Evidence(EvidenceKind.NOT_FOUND)}, "sections that were searched"),
        ({"evidence": Evidence(EvidenceKind.RECORD, where="Mosaic")}, "date of the record"),
        ({"evidence": Evidence(EvidenceKind.SAID, where=" ", by="SENCO")}, "the meeting"),
        ({}, "nothing to save"),
    ],
)
def test_what_is_no_answer_is_refused_in_words(filled: Workspace, given: dict[str, object], words: str) -> None:
    review = opened(filled).review_id
    before = count(filled, "change")
    with pytest.raises(AppError, match=words):
        give(filled, review, "B1", **given)  # type: ignore[arg-type]  # each case gives one wrong value
    assert count(filled, "change") == before


def test_a_marker_that_there_is_none_of_is_refused(filled: Workspace) -> None:
    with pytest.raises(AppError, match="no marker W3 in weekly-18/1"):
        give(filled, opened(filled).review_id, "W3", score=2)
    with pytest.raises(AppError, match="no such review"):
        give(filled, "0" * 32, "W1", score=2)


def test_advice_is_ticked_and_sections_have_a_state(filled: Workspace) -> None:
    review = opened(filled).review_id
    tick_advice(filled, review, "psychology", listed=True, dated=True, current=False)
    set_section_state(filled, review, "C", "needs")
    held = filled.conn.execute("SELECT source, listed, dated, current, specific FROM advice").fetchone()
    assert tuple(held) == ("psychology", 1, 1, 0, None)
    assert tuple(filled.conn.execute("SELECT section, state FROM section_state").fetchone()) == ("C", "needs")
    wrongs: list[Callable[[], object]] = [
        lambda: tick_advice(filled, review, "council", listed=True),
        lambda: tick_advice(filled, review, "school", signed=True),
        lambda: set_section_state(filled, review, "C", "perhaps"),
        lambda: set_section_state(filled, review, "F", "needs"),
    ]
    for wrong in wrongs:
        with pytest.raises(AppError, match="has no"):
            wrong()
    assert faults(filled) == []


def test_a_submission_says_everything_that_is_missing(filled: Workspace) -> None:
    audit = opened(filled)
    answer_all(filled, audit)
    give(filled, audit.review_id, "B1", score=1)
    give(filled, audit.review_id, "F2", score=3)
    give(filled, audit.review_id, "W4", score=NotScore.NA)
    give(filled, audit.review_id, "K1", score=None)
    before = count(filled, "change")
    with pytest.raises(AppError, match="5 things are missing") as caught:
        submit(filled, audit.review_id)
    assert [problem.place.column for problem in caught.value.problems] == ["W4", "B1", "B1", "F2", "K1"]
    assert count(filled, "change") == before
    assert filled.conn.execute("SELECT state, grade FROM review").fetchone()[1] is None


def test_a_review_is_graded_signed_and_locked_at_once(filled: Workspace) -> None:
    audit = opened(filled)
    answer_all(filled, audit)
    before = count(filled, "change")
    done = submit(filled, audit.review_id)
    # All 17 that apply at 2: 2 x 54 of 3 x 54, which is 66.7 %: Good, and no limit fires.
    assert (done.result.grade, done.result.total.score, done.result.total.possible) == (Grade.GOOD, 108, 162)
    assert done.result.limits == ()
    assert any("2 of" in words or "%" in words for words in done.change.words)
    assert count(filled, "change") == before + 1
    held = filled.conn.execute("SELECT state, grade, score, possible FROM review").fetchone()
    assert tuple(held) == ("submitted", "good", 108, 162)
    assert filled.conn.execute("SELECT why FROM head ORDER BY seq DESC").fetchone()[0] == "submit"
    every: list[Callable[[], object]] = [
        lambda: give(filled, audit.review_id, "B1", score=3),
        lambda: tick_advice(filled, audit.review_id, "school", listed=True),
        lambda: set_section_state(filled, audit.review_id, "C", "needs"),
        lambda: submit(filled, audit.review_id),
    ]
    for locked in every:
        with pytest.raises(AppError, match="submitted and locked"):
            locked()
    assert faults(filled) == []


def test_no_health_needs_take_their_markers_out_by_themselves(filled: Workspace) -> None:
    audit = opened(filled)
    for marker in audit.framework.markers:
        if marker.id not in ("F8", "G1"):
            give(filled, audit.review_id, marker.id, score=2)
    with pytest.raises(AppError, match="1 thing is missing"):
        submit(filled, audit.review_id)
    set_section_state(filled, audit.review_id, "C", "checked_none")
    submit(filled, audit.review_id)
    held = filled.conn.execute("SELECT score, reason FROM score WHERE marker = 'G1'").fetchone()
    assert held[0] == "NA"
    assert held[1]
    assert faults(filled) == []


def test_a_reopened_review_goes_on_and_can_be_submitted_again(filled: Workspace) -> None:
    audit = opened(filled)
    answer_all(filled, audit)
    submit(filled, audit.review_id)
    with pytest.raises(AppError, match="needs a reason"):
        reopen(filled, audit.review_id, " ")
    assert reopen(filled, audit.review_id, "misread section F") == 0
    with pytest.raises(AppError, match="open already"):
        reopen(filled, audit.review_id, "again")
    give(filled, audit.review_id, "W1", score=0, cause="drafting", evidence=QUOTE)
    assert submit(filled, audit.review_id).result.grade is Grade.INADEQUATE  # W1 stops at 0
    reason = filled.conn.execute("SELECT reason FROM change WHERE label = 'Reopen the review'").fetchone()[0]
    assert reason == "misread section F"
    assert faults(filled) == []


def test_what_came_late_from_another_machine_stays_out_after_reopening(world: World, tmp_path: Path) -> None:
    with world.open() as workspace:
        register_of(workspace, tmp_path)
        audit = opened(workspace)
        answer_all(workspace, audit)
    away = World(tmp_path / "away.ehcpaudit", means_of(tmp_path, "away"))
    shutil.copytree(world.folder, away.folder)
    with away.open() as elsewhere:
        give(elsewhere, audit.review_id, "W1", score=0)
        give(elsewhere, audit.review_id, "W1", note="written on the train")
        elsewhere.door.sign("pack")
        bundle = read_changes(elsewhere.conn, elsewhere.id)
    with world.open() as workspace:
        submit(workspace, audit.review_id)
        merged = merge(workspace.conn, workspace.id, bundle)
        workspace.door.people_changed()
        assert len(merged.late) == 2
        assert answers(workspace, audit.review_id)["W1"] == 2
        assert reopen(workspace, audit.review_id, "look again") == 2
        assert answers(workspace, audit.review_id)["W1"] == 2
        assert workspace.conn.execute("SELECT note FROM score WHERE marker = 'W1'").fetchone()[0] is None
        assert faults(workspace) == []
        give(workspace, audit.review_id, "W1", score=3, evidence=QUOTE)
        submit(workspace, audit.review_id)
        assert faults(workspace) == []


def test_a_moderator_s_grade_stands_beside_that_of_the_scores(world: World, tmp_path: Path) -> None:
    world.add("Tom", Role.AUDITOR)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
        audit = opened(workspace)
        with pytest.raises(AppError, match="not submitted"):
            override(workspace, audit.review_id, Grade.GOOD, "why")
        answer_all(workspace, audit)
        submit(workspace, audit.review_id)
        override(workspace, audit.review_id, Grade.REQUIRES_IMPROVEMENT, "F names no hours")
        held = workspace.conn.execute(
            "SELECT grade, override_grade, override_reason, override_by FROM review"
        ).fetchone()
        assert tuple(held) == ("good", "requires_improvement", "F names no hours", workspace.person.id)
        assert faults(workspace) == []
    with world.open("Tom") as workspace, pytest.raises(AppError, match="no right to override"):
        override(workspace, audit.review_id, Grade.OUTSTANDING, "better")


def test_an_audit_is_abandoned_with_a_reason_and_never_behind_a_submission(filled: Workspace) -> None:
    audit = opened(filled)
    answer_all(filled, audit)
    submit(filled, audit.review_id)
    with pytest.raises(AppError, match="submitted review"):
        abandon(filled, audit.audit_id, "wrong child")
    reopen(filled, audit.review_id, "wrong child")
    abandon(filled, audit.audit_id, "wrong child")
    assert filled.conn.execute("SELECT abandoned FROM audit").fetchone()[0] == "wrong child"
    with pytest.raises(AppError, match="was abandoned already"):
        abandon(filled, audit.audit_id, "again")
    with pytest.raises(AppError, match="was abandoned"):
        give(filled, audit.review_id, "W1", score=1)
    with pytest.raises(AppError, match="was abandoned"):
        opened(filled)
    assert faults(filled) == []


def test_a_re_audit_of_the_same_day_is_another_audit(filled: Workspace) -> None:
    first = opened(filled)
    again = open_audit(filled, plan_ref="EHC-001", cycle="weekly", on=ON, purpose=Purpose.RE_AUDIT)
    assert first.audit_id != again.audit_id
    assert filled.conn.execute("SELECT count(*) FROM audit WHERE purpose = 're-audit'").fetchone()[0] == 1


@pytest.mark.parametrize("role", [Role.READER, Role.KEYHOLDER])
def test_who_may_not_audit_opens_nothing(world: World, tmp_path: Path, role: Role) -> None:
    world.add("Tom", role)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
        opened(workspace, "EHC-002")
    with world.open("Tom") as workspace, pytest.raises(AppError, match="no right to"):
        opened(workspace)
