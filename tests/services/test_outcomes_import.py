"""Outcomes and adulthood from files: whole or not at all, empty cells take nothing, erasure leaves nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from service_world import register_of, write_rows

from audit_app.domain.outcomes import Likely, Outcome, Progress
from audit_app.domain.problems import AppError
from audit_app.intake.advice_headings import holds_advice_log
from audit_app.intake.outcome_headings import holds_adulthood, holds_outcomes
from audit_app.services.erasing import erase, of_one_plan
from audit_app.services.outcomes.adulthood import followed
from audit_app.services.outcomes.adulthood_importing import import_adulthood
from audit_app.services.outcomes.importing import import_outcomes
from audit_app.services.outcomes.progress import keep_outcome, note_progress, outcomes_of, remove_outcome
from audit_app.services.subject import subject
from audit_app.store.workspace import Workspace

HEADINGS = (
    *("plan_ref", "outcome", "words", "area", "agency", "set_on", "target", "reviewed", "progress", "evidence"),
)
ADULTHOOD = ("plan_ref", "care", "health", "due", "referred", "assessed", "outcome", "note")


@pytest.fixture(autouse=True)
def register(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 3)


def row(plan: int = 1, outcome: str = "1", **more: object) -> dict[str, object]:
    return {"plan_ref": f"EHC-{plan:03d}", "outcome": outcome, **more}


def file_of(folder: Path, *rows: dict[str, object], headings: tuple[str, ...] = HEADINGS) -> Path:
    return write_rows(folder / "outcomes.csv", rows, headings)


def ops_of(workspace: Workspace) -> int:
    return int(workspace.conn.execute("SELECT count(*) FROM op").fetchone()[0])


def one_of(workspace: Workspace, plan: int = 1) -> Outcome:
    (found,) = outcomes_of(workspace, f"EHC-{plan:03d}")
    return found


def test_a_file_comes_in_whole_and_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    file = file_of(
        tmp_path,
        row(words="Reads a story", area="Cognition & Learning", agency="School", set_on="01/09/2025"),
        row(reviewed="4 May 2026", progress="On track", evidence="Reads daily"),
        row(reviewed="2025-11-03", progress="some progress"),
        row(2, words="Swims", area="PfA", target="2027-07-31"),
    )
    looked = import_outcomes(workspace, file, dry_run=True)
    assert (looked.new, looked.changes, outcomes_of(workspace, "EHC-001")) == (4, True, ())
    made = import_outcomes(workspace, file)
    assert (made.rows, made.new, made.changed, made.unchanged, made.queries) == (4, 4, 0, 0, ())
    first = one_of(workspace)
    assert (first.words, first.area, first.agency) == ("Reads a story", "cognition_and_learning", "education")
    assert [(one.on, one.progress) for one in first.reviews] == [
        (date(2025, 11, 3), Progress.SOME),
        (date(2026, 5, 4), Progress.ON_TRACK),
    ]
    assert (one_of(workspace, 2).area, one_of(workspace, 2).target) == ("independence", date(2027, 7, 31))
    before = ops_of(workspace)
    again = import_outcomes(workspace, file.rename(tmp_path / "the same.csv"))
    assert (again.unchanged, again.changes, ops_of(workspace)) == (4, False, before)


@pytest.mark.parametrize(
    ("more", "column", "words"),
    [
        ({"plan_ref": "EHC-999"}, "plan_ref", "no plan"),
        ({"plan_ref": ""}, "plan_ref", "empty"),
        ({"outcome": ""}, "outcome", "empty"),
        ({"area": "sums"}, "area", "not in the list"),
        ({"agency": "police"}, "agency", "not in the list"),
        ({"target": "soon"}, "target", "not a date"),
        ({"progress": "splendid", "reviewed": "2026-05-04"}, "progress", "not in the list"),
        ({"progress": "achieved"}, "reviewed", "missing"),
        ({"reviewed": "2026-05-04"}, "progress", "missing"),
        ({"evidence": "Reads"}, "reviewed", "evidence without"),
        ({"words": "x" * 1_001}, "words", "1,001"),
        ({"outcome": "n" * 65}, "outcome", "at most 64"),
        ({"outcome": "2"}, "outcome", "row 3 already"),
    ],
)
def test_every_fault_is_told_with_row_and_column_and_nothing_comes_in(
    workspace: Workspace, tmp_path: Path, more: dict[str, object], column: str, words: str
) -> None:
    before = ops_of(workspace)
    with pytest.raises(AppError) as caught:
        import_outcomes(workspace, file_of(tmp_path, row(), row(outcome="2"), row(outcome="3") | more))
    (problem,) = caught.value.problems
    assert (problem.place.row, problem.place.column) == (4, column)
    assert words in problem.message
    assert ops_of(workspace) == before


def test_days_that_cannot_be_are_kept_and_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    file = file_of(
        tmp_path,
        row(set_on="2026-09-01", target="2026-08-01"),
        row(outcome="2", reviewed="2027-01-01", progress="some"),
    )
    made = import_outcomes(workspace, file)
    assert [(one.place.row, one.place.column) for one in made.queries] == [(2, "target"), (3, "reviewed")]
    assert len(outcomes_of(workspace, "EHC-001")) == 2


def test_an_empty_cell_takes_nothing_away_and_what_was_removed_comes_back(workspace: Workspace, tmp_path: Path) -> None:
    made = keep_outcome(workspace, Outcome("", "", "EHC-001", "1", "Reads a story", "cognition_and_learning"))
    note_progress(workspace, made, date(2026, 5, 4), Progress.SOME, "Reads daily")
    file = file_of(tmp_path, row(agency="health", reviewed="2026-05-04", progress="achieved"))
    done = import_outcomes(workspace, file)
    kept = one_of(workspace)
    assert (kept.words, kept.agency, done.changed) == ("Reads a story", "health", 1)
    assert kept.latest is not None
    assert (kept.latest.progress, kept.latest.evidence) == (Progress.ACHIEVED, "Reads daily")
    assert any("what is held was kept" in note for note in done.notes)
    remove_outcome(workspace, kept)
    back = import_outcomes(workspace, file)
    assert (back.changed, one_of(workspace).words) == (1, "Reads a story")
    assert any("taken away by hand came back" in note for note in back.notes)


def test_the_newest_reviews_row_says_what_an_outcome_is(workspace: Workspace, tmp_path: Path) -> None:
    file = file_of(
        tmp_path,
        row(words="Reads a book", reviewed="2026-05-04", progress="some"),
        row(words="Reads a story", reviewed="2025-05-04", progress="none"),
    )
    done = import_outcomes(workspace, file)
    assert one_of(workspace).words == "Reads a book"
    assert any("described differently" in note for note in done.notes)


def test_an_outcome_that_got_another_number_is_not_written_over(workspace: Workspace, tmp_path: Path) -> None:
    made = keep_outcome(workspace, Outcome("", "", "EHC-001", "1", "Reads a story"))
    keep_outcome(workspace, replace(made, number="2"))
    keep_outcome(workspace, Outcome("", "", "EHC-001", "1", "Swims"))
    assert [(one.number, one.words) for one in outcomes_of(workspace, "EHC-001")] == [
        ("1", "Swims"),
        ("2", "Reads a story"),
    ]
    import_outcomes(workspace, file_of(tmp_path, row(words="Swims far"), row(outcome="2", words="Reads a book")))
    assert [(one.number, one.words) for one in outcomes_of(workspace, "EHC-001")] == [
        ("1", "Swims far"),
        ("2", "Reads a book"),
    ]


def test_adulthood_comes_in_by_leaf_and_an_empty_cell_takes_nothing_away(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"plan_ref": "EHC-001", "care": "Yes", "health": "?", "due": "01/05/2027", "note": "Team met"}]
    file = write_rows(tmp_path / "adult.csv", rows, ADULTHOOD)
    made = import_adulthood(workspace, file)
    assert (made.new, made.changes) == (1, True)
    rows = [{"plan_ref": "EHC-001", "referred": "2026-09-01"}]
    changed = import_adulthood(workspace, write_rows(tmp_path / "more.csv", rows, ADULTHOOD))
    (kept,) = (one for one in followed(workspace) if one.plan_ref == "EHC-001")
    assert (kept.care, kept.due, kept.referred, kept.note) == (
        Likely.YES,
        date(2027, 5, 1),
        date(2026, 9, 1),
        "Team met",
    )
    assert changed.changed == 1
    assert import_adulthood(workspace, file).changes is False


def test_a_workbook_is_read_and_a_bomb_of_rows_is_not(workspace: Workspace, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Case No", "Outcome number", "Outcome text", "Date reviewed", "Progress made"])
    sheet.append(["EHC-001", 1, "=1+1", date(2026, 5, 4), "Met"])
    path = tmp_path / "outcomes.xlsx"
    book.save(path)
    with pytest.raises(AppError) as caught:
        import_outcomes(workspace, path)
    assert "row 2" in str(caught.value.problems[0])
    sheet["C2"] = "Reads"
    book.save(path)
    assert import_outcomes(workspace, path).new == 1
    latest = one_of(workspace).latest
    assert latest is not None
    assert latest.progress is Progress.ACHIEVED


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (HEADINGS, "outcomes"),
        (("Case No", "Outcome no", "Progress", "Review date"), "outcomes"),
        (ADULTHOOD, "adulthood"),
        (("plan_ref", "agency", "service", "provider", "requested", "due", "received", "outcome"), "advice"),
        (("plan_ref", "match_key", "date_of_birth", "request_date", "last_review_date", "review_outcome"), ""),
    ],
)
def test_a_file_is_known_by_its_headings(tmp_path: Path, headings: tuple[str, ...], kind: str) -> None:
    file = write_rows(tmp_path / "some.csv", [dict.fromkeys(headings, "1")], headings)
    assert (holds_outcomes(file), holds_adulthood(file), holds_advice_log(file)) == (
        kind == "outcomes",
        kind == "adulthood",
        kind == "advice",
    )


def test_the_subject_sees_both_and_erasure_leaves_neither(workspace: Workspace, tmp_path: Path) -> None:
    file = file_of(tmp_path, row(words="Reads a story", reviewed="2026-05-04", progress="some", evidence="Ms Plum"))
    import_outcomes(workspace, file)
    adult = [{"plan_ref": "EHC-001", "care": "yes", "note": "Uncle Plum helps"}]
    import_adulthood(workspace, write_rows(tmp_path / "a.csv", adult, ADULTHOOD))
    parts = {part.name: part.records for part in subject(workspace, "EHC-001").parts}
    assert parts["outcomes"][0]["progress_evidence"] == "Ms Plum"
    assert parts["adulthood"][0]["note"] == "Uncle Plum helps"
    erase(workspace, [of_one_plan(workspace, "EHC-001")], "The retention rule for closed plans")
    again = import_outcomes(workspace, file)
    assert (again.left_out, again.changes) == (1, False)
    tables = [row[0] for row in workspace.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    held = [str(one) for name in tables for one in workspace.conn.execute(f'SELECT * FROM "{name}"')]  # noqa: S608  own tables
    assert not [one for one in held if "Plum" in one]
    assert workspace.conn.execute("SELECT count(*) FROM ehc_outcome WHERE words IS NOT NULL").fetchone()[0] == 0
    assert workspace.conn.execute("SELECT count(*) FROM adulthood WHERE note IS NOT NULL").fetchone()[0] == 0
