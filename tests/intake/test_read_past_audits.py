"""A file with a row for each score becomes past audits with their reviews, or faults by row and column."""

from datetime import date
from pathlib import Path

import pytest
from intake_builders import write_csv, write_xlsx

from audit_app.domain.problems import AppError
from audit_app.intake.past_audits import PastAuditsReading, group_audits, read_past_audits
from forms.model.answers import NotScore

TODAY = date(2026, 11, 22)
HEADER = "plan_ref,audit_date,cycle,round,reviewer,agency,framework,marker,score,evidence,cause"
ROW = {
    "plan_ref": "P1",
    "audit_date": "1/3/2024",
    "cycle": "Weekly",
    "round": "",
    "reviewer": "Jo Smith",
    "agency": "Social Care",
    "framework": "Core-42",
    "marker": "B1",
    "score": "2",
    "evidence": "Section B",
    "cause": "Drafting",
}


def audits(folder: Path, *rows: dict[str, str]) -> PastAuditsReading:
    lines = [",".join((ROW | row).values()) for row in rows]
    return read_past_audits(write_csv(folder, "\n".join([HEADER, *lines]) + "\n"), today=TODAY)


def faults(reading: PastAuditsReading) -> list[tuple[int | None, str]]:
    assert reading.scores == ()
    return [(problem.place.row, problem.place.column) for problem in reading.problems]


def test_a_row_is_a_score_with_its_words_in_one_form(tmp_path: Path) -> None:
    (score,) = audits(tmp_path, {}).scores
    assert tuple(score) == (
        2,
        "P1",
        "2024-03-01",
        "weekly",
        "",
        "Jo Smith",
        "social_care",
        "core-42",
        "B1",
        2,
        "Section B",
        "drafting",
        "",
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [("0", 0), ("3", 3), ("NA", NotScore.NA), ("ne", NotScore.NE), ("", None), (" ", None)],
)
def test_every_answer_of_the_scale_is_read_and_nothing_is_zero_by_default(
    tmp_path: Path, text: str, answer: object
) -> None:
    (score,) = audits(tmp_path, {"score": text}).scores
    assert score.answer == answer
    assert type(score.answer) is type(answer)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("score", "4"),
        ("score", "-1"),
        ("score", "2.5"),
        ("score", "good"),
        ("audit_date", "31/02/2024"),
        ("audit_date", "1/3/24"),
        ("audit_date", ""),
        ("cycle", "monthly"),
        ("cycle", ""),
        ("agency", "police"),
        ("framework", "core 42/x"),
        ("framework", "core-42/0"),
        ("framework", ""),
        ("plan_ref", ""),
        ("plan_ref", "x" * 65),
        ("reviewer", ""),
        ("marker", " "),
        ("evidence", "x" * 10_001),
    ],
)
def test_a_cell_that_is_wrong_is_a_fault_with_row_and_column(tmp_path: Path, column: str, text: str) -> None:
    assert faults(audits(tmp_path, {"marker": "A1"}, {column: text})) == [(3, column)]


def test_all_faults_of_a_row_are_named(tmp_path: Path) -> None:
    reading = audits(tmp_path, {"plan_ref": "", "score": "9", "cycle": "never"})
    assert faults(reading) == [(2, "plan_ref"), (2, "cycle"), (2, "score")]


@pytest.mark.parametrize(
    ("text", "cycle"),
    [("multi-agency", "multi-agency"), ("Multi agency", "multi-agency"), ("ANNUAL_REVIEW", "annual-review")],
)
def test_cycles_are_read_in_any_spelling(tmp_path: Path, text: str, cycle: str) -> None:
    assert audits(tmp_path, {"cycle": text}).scores[0].cycle == cycle


@pytest.mark.parametrize(
    ("text", "framework"),
    [("CORE-42", "core-42"), ("weekly-18/2", "weekly-18/2"), ("Annual Review 10", "annual-review-10")],
)
def test_frameworks_are_read_in_any_case(tmp_path: Path, text: str, framework: str) -> None:
    assert audits(tmp_path, {"framework": text}).scores[0].framework == framework


@pytest.mark.parametrize("text", ["parent_carer", "Parent carer", "parent-carer", "Parent/carer"])
def test_agencies_are_read_in_any_spelling(tmp_path: Path, text: str) -> None:
    assert audits(tmp_path, {"agency": text}).scores[0].agency == "parent_carer"


def test_the_agency_of_a_consensus_is_ignored(tmp_path: Path) -> None:
    reading = audits(tmp_path, {"reviewer": "Consensus"}, {"reviewer": "CONSENSUS", "agency": "health", "marker": "B2"})
    assert {(score.reviewer, score.agency) for score in reading.scores} == {("consensus", "")}


@pytest.mark.parametrize("other", [{}, {"marker": "b1"}, {"score": "3", "cycle": "WEEKLY", "audit_date": "2024-03-01"}])
def test_the_same_score_twice_is_a_fault_that_names_the_first(tmp_path: Path, other: dict[str, str]) -> None:
    reading = audits(tmp_path, {}, other)
    assert faults(reading) == [(3, "marker")]
    assert "row 2" in reading.problems[0].message


@pytest.mark.parametrize(
    "other",
    [
        {"plan_ref": "P2"},
        {"audit_date": "2/3/2024"},
        {"cycle": "thematic"},
        {"round": "Spring"},
        {"reviewer": "Al Khan"},
        {"framework": "weekly-18"},
        {"marker": "B2"},
    ],
)
def test_what_differs_in_its_key_is_no_duplicate(tmp_path: Path, other: dict[str, str]) -> None:
    assert len(audits(tmp_path, {}, other).scores) == 2


def test_the_rows_of_one_audit_carry_one_date(tmp_path: Path) -> None:
    reading = audits(tmp_path, {"round": "R1"}, {"round": "R1", "reviewer": "Al", "audit_date": "2024-03-02"})
    assert faults(reading) == [(3, "audit_date")]
    assert "2024-03-01 in row 2" in reading.problems[0].message


def test_a_reviewer_has_one_agency_in_one_audit(tmp_path: Path) -> None:
    reading = audits(tmp_path, {"agency": ""}, {"marker": "B2"}, {"marker": "B3", "agency": "health"})
    assert faults(reading) == [(4, "agency")]
    assert "row 3" in reading.problems[0].message


def test_an_unknown_cause_and_a_future_date_are_queries_and_kept(tmp_path: Path) -> None:
    reading = audits(tmp_path, {"cause": "No time"}, {"audit_date": "23/11/2026"})
    assert [score.cause for score in reading.scores] == ["No time", "drafting"]
    assert [(query.place.row, query.place.column) for query in reading.queries] == [(2, "cause"), (3, "audit_date")]


def test_columns_that_may_be_absent_are_empty(tmp_path: Path) -> None:
    text = (
        "Plan Ref,Audit date,cycle,reviewer,framework,marker,score,Colour\nP1,2024-03-01,weekly,Jo,core-42,B1,2,red\n"
    )
    reading = read_past_audits(write_csv(tmp_path, text), today=TODAY)
    (score,) = reading.scores
    assert (score.round, score.agency, score.evidence, score.cause) == ("", "", "", "")
    assert "Colour" in reading.notices[0]
    assert str(reading.place(2, "plan_ref")) == "register.csv, row 2, column Plan Ref"


def test_a_file_without_a_needed_column_names_it(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="missing: framework, score"):
        read_past_audits(write_csv(tmp_path, "plan_ref,audit_date,cycle,reviewer,marker\n1,2,3,4,5\n"), today=TODAY)


def test_two_columns_for_one_field_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="both read as plan_ref"):
        read_past_audits(write_csv(tmp_path, HEADER + ",Plan ref\n1,2,3,4,5,6,7,8,9,10,11,12\n"), today=TODAY)


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    assert [score.row for score in audits(tmp_path, dict.fromkeys(ROW, " "), {}).scores] == [3]


def test_numbers_and_dates_of_a_workbook_are_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        list(ROW),
        [7, date(2024, 3, 1), "weekly", 3, "Jo", "health", "core-42", "B1", 2, None, None],
    ]
    (score,) = read_past_audits(write_xlsx(tmp_path, rows), today=TODAY).scores
    assert (score.plan_ref, score.audit_date, score.round, score.answer) == ("7", "2024-03-01", "3", 2)


def test_scores_are_put_together_as_audits_and_reviews(tmp_path: Path) -> None:
    reading = audits(
        tmp_path,
        {"round": "R1", "marker": "B1", "agency": ""},
        {"round": "R1", "marker": "B1", "reviewer": "Al", "agency": "health", "score": "NA"},
        {"plan_ref": "P2"},
        {"round": "R1", "marker": "B2", "score": ""},
        {"round": "R1", "marker": "B1", "reviewer": "consensus", "score": "3"},
    )
    first, second = group_audits(reading.scores)
    assert (first.plan_ref, first.round, first.audit_date, first.row) == ("P1", "R1", "2024-03-01", 2)
    assert [(review.reviewer, review.agency, review.row) for review in first.reviews] == [
        ("Jo Smith", "social_care", 2),
        ("Al", "health", 3),
        ("consensus", "", 6),
    ]
    assert first.reviews[0].answers == {"B1": 2, "B2": None}
    assert first.reviews[1].answers == {"B1": NotScore.NA}
    assert [review.is_consensus for review in first.reviews] == [False, False, True]
    assert (second.plan_ref, len(second.reviews)) == ("P2", 1)
