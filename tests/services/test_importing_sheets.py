"""A council's own workbook of audits becomes a framework of its own and a trend of its own, whole or not at all."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from past_sheet_builders import HEADINGS, QUESTIONS, audit_row, past_workbook
from service_world import World, count, faults, register_of, score_row, write_audits, write_rows

from audit_app.domain.cycles import Cycle
from audit_app.domain.people import Role
from audit_app.domain.period import parse_period
from audit_app.domain.problems import AppError
from audit_app.intake.past_mapping import PastMapping
from audit_app.services.past.audits import AuditsImported, import_audits
from audit_app.services.past.remembered import remember_past, remembered_past
from audit_app.services.past.sheets import offer_past
from audit_app.services.progress import Cancelled
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.counting import count_figures
from audit_app.store.grades import stored_framework
from audit_app.store.workspace import Workspace


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A register of twenty plans."""
    register_of(workspace, tmp_path)
    return workspace


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Six audits of 2021 under a title and merged groups."""
    return past_workbook(tmp_path / "Audit tool 2021.xlsx")


def mapping_for(workspace: Workspace, path: Path, **more: object) -> PastMapping:
    return replace(offer_past(workspace, path).guessed(), **more)  # type: ignore[arg-type]  # fields by their names


def without_grade(mapping: PastMapping) -> PastMapping:
    return replace(mapping, columns={**mapping.columns, "Overall judgement": None})


def reviews(workspace: Workspace) -> list[tuple[object, ...]]:
    sql = (
        "SELECT e.plan_ref, a.date, a.framework, r.reviewer, r.grade, r.score, r.possible, r.override_grade "
        "FROM review r JOIN audit a ON a.id = r.audit_id JOIN entry e ON e.id = a.plan_id ORDER BY e.plan_ref, a.date"
    )
    return [tuple(row) for row in workspace.conn.execute(sql)]


def test_a_workbook_is_understood_from_title_to_totals(filled: Workspace, book: Path) -> None:
    offer = offer_past(filled, book)
    assert (offer.columns.sheet, offer.layout.heading_row) == ("2021", 4)
    assert {one.heading: one.field for one in offer.guesses} == {
        "Case ref": "plan_ref",
        "Child's name": None,
        "Audit date": "audit_date",
        "Auditor": "reviewer",
        **dict.fromkeys(QUESTIONS, "marker"),
        "Comments": None,
        "Overall judgement": "grade",
    }
    mapping = offer.guessed()
    assert mapping.words == {"Yes": "3", "No": "0", "Partly": "1", "N/A": "NA"}
    assert mapping.grades == {"RI": "requires_improvement", "Good": "good"}
    assert (mapping.framework, mapping.title) == ("audit-tool", "Audit tool")
    assert offer.check(mapping) == ()
    assert any("“EHC plan audits, summer term”" in said for said in offer.said)
    assert "Row 11 left out: totals." in offer.said


def test_a_framework_is_made_from_the_headings_with_sections_from_the_groups(filled: Workspace, book: Path) -> None:
    done = import_audits(filled, book, mapping=without_grade(mapping_for(filled, book)))
    assert (done.audits, done.reviews, done.framework, done.is_framework_new) == (6, 6, "audit-tool/1", True)
    made = stored_framework(filled.conn, "audit-tool/1")
    assert [(one.id, one.section, one.question) for one in made.markers] == [
        ("A11", "A", "Views recorded?"),
        ("B11", "B", "Needs described?"),
        ("B12", "B", "Provision specific?"),
        ("B13", "B", "Any errors?"),
    ]
    assert [(one.id, one.title) for one in made.sections] == [("A", "Section A: views"), ("B", "Section B and F")]
    assert made.limits == ()
    assert made.marker("A11").levels[3] == "The sheet says “Yes”."
    # Yes 3, Partly 1, No 0, No 0 of 12 are 33 %; below 45 is Inadequate.
    assert reviews(filled)[0] == ("EHC-001", "2021-03-01", "audit-tool/1", "Jo Smith", "inadequate", 4, 12, None)
    assert faults(filled) == []


def test_framework_and_audits_are_one_signed_change_and_a_dry_run_is_none(filled: Workspace, book: Path) -> None:
    before = count(filled, "change")
    mapping = mapping_for(filled, book)
    told = import_audits(filled, book, mapping=mapping, dry_run=True)
    assert count(filled, "change") == before
    assert told == import_audits(filled, book, mapping=mapping)
    assert count(filled, "change") == before + 1


def test_the_same_file_twice_changes_nothing(filled: Workspace, book: Path) -> None:
    mapping = mapping_for(filled, book)
    import_audits(filled, book, mapping=mapping)
    before = count(filled, "change"), count(filled, "op")
    again = import_audits(filled, book, mapping=mapping_for(filled, book))
    assert (again.audits, again.reviews, again.unchanged, again.changes) == (0, 0, 6, False)
    assert again.is_framework_new is False
    assert (count(filled, "change"), count(filled, "op")) == before


def test_a_cancelled_import_leaves_nothing(filled: Workspace, book: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    before = count(filled, "change"), count(filled, "framework")
    with pytest.raises(Cancelled):
        import_audits(filled, book, mapping=mapping_for(filled, book), progress=stop)
    assert (count(filled, "change"), count(filled, "framework")) == before


def test_the_grade_of_the_sheet_stands_beside_the_one_of_the_scores(filled: Workspace, book: Path) -> None:
    import_audits(filled, book, mapping=mapping_for(filled, book))
    by_scores_and_given = [row[4:] for row in reviews(filled)][:3]
    assert by_scores_and_given == [
        ("inadequate", 4, 12, "requires_improvement"),
        ("requires_improvement", 7, 12, "good"),
        ("good", 7, 9, None),  # the sheet says the same
    ]
    assert faults(filled) == []


def test_another_grade_than_the_one_that_is_held_is_a_fault_with_its_cell(
    filled: Workspace, book: Path, tmp_path: Path
) -> None:
    import_audits(filled, book, mapping=mapping_for(filled, book))
    rows = [dict(zip(HEADINGS, audit_row(0), strict=True)) | {"Overall judgement": "Outstanding", "Any errors?": "Yes"}]
    path = write_rows(tmp_path / "Audit tool.csv", rows)
    with pytest.raises(AppError) as refused:
        import_audits(filled, path, mapping=mapping_for(filled, path))
    places = [(one.place.row, one.place.column) for one in refused.value.problems]
    assert places == [(2, "Any errors?"), (2, "Overall judgement")]


def test_a_grade_alone_is_a_framework_of_one_marker(filled: Workspace, tmp_path: Path) -> None:
    grades = ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not graded")
    rows = [
        {"Plan": f"EHC-{at:03d}", "Month": f"{month} 2019", "Overall grade": grade}
        for at, (grade, month) in enumerate(zip(grades, ("March", "Apr", "May", "June", "Sept"), strict=True), 1)
    ]
    path = write_rows(tmp_path / "grades.csv", rows)
    mapping = mapping_for(filled, path)
    assert mapping.columns == {"Plan": "plan_ref", "Month": "audit_date", "Overall grade": "grade"}
    done = import_audits(filled, path, mapping=mapping)
    assert [(row[1], row[4]) for row in reviews(filled)] == [
        ("2019-03-01", "outstanding"),
        ("2019-04-01", "good"),
        ("2019-05-01", "requires_improvement"),
        ("2019-06-01", "inadequate"),
        ("2019-09-01", "not_graded"),
    ]
    assert "Dates that name a month alone, read as its first day: 5." in done.notes
    assert len(stored_framework(filled.conn, "grades/1").markers) == 1
    assert faults(filled) == []


def test_its_trend_is_never_pooled_with_a_shipped_framework(filled: Workspace, tmp_path: Path) -> None:
    """Weekly-18 and the sheet in one period and cycle: each has its own figures, and the bare ones are one of them."""
    book = past_workbook(tmp_path / "Audit tool.xlsx", rows=6, year=2026)
    period = Asked(parse_period("2026-01..2026-10"), Cycle.WEEKLY, date(2026, 11, 22))
    import_audits(filled, book, mapping=mapping_for(filled, book))
    alone = {one.id: one for one in count_figures(filled.conn, period)}
    import_audits(filled, write_audits(tmp_path, [score_row(9, "W1", 3), score_row(9, "A1", 0)]))
    both = {one.id: one for one in count_figures(filled.conn, period)}
    for id_ in ("plans.effective", "plans.audited", "score.overall", "grade.good"):
        assert both[id_] == alone[id_]
        assert both[id_].framework == "audit-tool/1"
    assert both["plans.audited@framework=weekly-18/1"].numerator == 1
    assert {one.framework for one in both.values() if one.id.startswith("marker.A1.")} == {"weekly-18/1"}
    assert both["presence.health"].denominator == 0  # none of its markers is taken for C1


def test_a_sheet_with_more_questions_makes_the_next_version_and_keeps_the_others(
    filled: Workspace, book: Path, tmp_path: Path
) -> None:
    import_audits(filled, book, mapping=without_grade(mapping_for(filled, book)))
    rows = [dict(zip(HEADINGS, audit_row(at, 2022), strict=True)) | {"Is it short?": "Yes"} for at in range(3)]
    later = write_rows(tmp_path / "Audit tool 2022.csv", rows)
    done = import_audits(filled, later, mapping=without_grade(mapping_for(filled, later)))
    assert done.framework == "audit-tool/2"
    made = stored_framework(filled.conn, "audit-tool/2")
    assert made.marker("A11").comparable_with == ("audit-tool/1",)
    assert made.markers[-1].comparable_with == ()
    assert made.markers[-1].question == "Is it short?"
    again = import_audits(filled, book, mapping=without_grade(mapping_for(filled, book)))
    assert (again.framework, again.changes) == ("audit-tool/1", False)  # the older file keeps its version


def test_columns_can_be_markers_of_a_framework_that_exists(filled: Workspace, book: Path) -> None:
    offer = offer_past(filled, book)
    columns = {**offer.guessed().columns, **dict(zip(QUESTIONS, ("A1", "B1", "F1", "K1 reversed"), strict=True))}
    mapping = replace(offer.guessed(), framework="weekly-18", title="", columns=columns)
    assert [one.message for one in offer.check(mapping)] == [
        "The grade follows from the rules of weekly-18. Leave the column out."
    ]
    done = import_audits(filled, book, mapping=without_grade(mapping))
    assert (done.framework, done.reviews) == ("weekly-18/1", 6)
    scores = filled.conn.execute(
        "SELECT s.marker, s.score FROM score s JOIN review r ON r.id = s.review_id JOIN audit a ON a.id = r.audit_id "
        "WHERE a.date = '2021-03-01' ORDER BY 1"
    ).fetchall()
    assert [tuple(row) for row in scores] == [("A1", "3"), ("B1", "1"), ("F1", "0"), ("K1", "3")]


def test_plans_that_the_register_lacks_are_left_out_or_come_in_as_ceased(filled: Workspace, tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "old.csv",
        [dict(zip(HEADINGS, audit_row(at), strict=True)) for at in (0, 1)]
        + [dict(zip(HEADINGS, audit_row(at, year), strict=True)) for at, year in ((24, 2020), (24, 2019))],
    )
    left = import_audits(filled, path, mapping=mapping_for(filled, path), dry_run=True)
    assert (left.audits, left.unknown, left.added) == (2, ("EHC-025",), 0)
    done = import_audits(filled, path, mapping=mapping_for(filled, path, unknown_plans="add as ceased"))
    assert (done.audits, done.added) == (4, 1)
    entry = filled.conn.execute("SELECT ceased_date, final_date FROM entry WHERE plan_ref = 'EHC-025'").fetchone()
    assert tuple(entry) == ("2020-03-25", None)
    assert faults(filled) == []


def test_every_fault_has_its_row_and_column_and_nothing_is_taken(filled: Workspace, tmp_path: Path) -> None:
    rows = [dict(zip(HEADINGS, audit_row(at), strict=True)) for at in range(4)]
    rows[0]["Audit date"] = "last week"
    rows[1]["Any errors?"] = "Perhaps"
    rows[2]["Overall judgement"] = "Splendid"
    rows.append(rows[3])
    path = write_rows(tmp_path / "audits.csv", rows)
    with pytest.raises(AppError) as refused:
        import_audits(filled, path, mapping=mapping_for(filled, path))
    assert [(one.place.row, one.place.column) for one in refused.value.problems] == [
        (2, "Audit date"),
        (3, "Any errors?"),
        (4, "Overall judgement"),
        (6, "Case ref"),
    ]
    assert (count(filled, "audit"), count(filled, "framework")) == (0, 0)


def test_a_mapping_of_another_sheet_says_what_it_did_not_find(filled: Workspace, book: Path, tmp_path: Path) -> None:
    mapping = mapping_for(filled, book)
    row = dict(zip(HEADINGS, audit_row(0), strict=True)) | {"Is it short?": "Yes"}
    del row["Any errors?"]
    path = write_rows(tmp_path / "other.csv", [row])
    done = import_audits(filled, path, mapping=replace(mapping, sheet="", heading_row=0), dry_run=True)
    assert "Headings of the mapping that the sheet does not have: “Any errors?”." in done.notes
    assert "Columns that the mapping does not name, left out: “Is it short?”." in done.notes


def test_the_sheet_with_audits_is_found_and_those_alike_are_named(filled: Workspace, tmp_path: Path) -> None:
    path = past_workbook(tmp_path / "years.xlsx", rows=4, years=(2019, 2020, 2021))
    offer = offer_past(filled, path)
    assert (offer.columns.sheet, offer.alike) == ("2019", ("2020", "2021"))
    assert offer_past(filled, path, sheet="2021").columns.sheet == "2021"


def test_a_mapping_is_offered_again_for_the_same_headings(filled: Workspace, book: Path, tmp_path: Path) -> None:
    offer = offer_past(filled, book)
    chosen = replace(offer.guessed(), words={**offer.guessed().words, "Partly": "2"})
    remember_past(filled, "Our tool", offer.columns.headings, chosen)
    assert remembered_past(filled)[0].mapping == chosen
    later = past_workbook(tmp_path / "another name.xlsx", year=2022)
    again = offer_past(filled, later)
    assert [one.name for one in again.remembered] == ["Our tool"]
    filled_in = again.filled_from(again.remembered[0].mapping)
    assert (filled_in.words["Partly"], filled_in.sheet, filled_in.framework) == ("2", "2022", "audit-tool")


@pytest.mark.parametrize(
    ("roles", "unknown_plans", "words"),
    [
        ((Role.AUDITOR,), "leave out", "A framework would be made from this sheet"),
        ((Role.OWNER,), "leave out", "which a moderator may do"),
        ((Role.READER,), "leave out", "no right to import"),
    ],
)
def test_who_may_not_do_it_is_told_before_anything_is_written(
    world: World, tmp_path: Path, roles: tuple[Role, ...], unknown_plans: str, words: str
) -> None:
    world.add("Sam", *roles)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
        book = past_workbook(tmp_path / "book.xlsx")
        mapping = mapping_for(workspace, book, unknown_plans=unknown_plans)
        if Role.AUDITOR in roles:
            mapping = without_grade(mapping)
    with world.open("Sam") as workspace, pytest.raises(AppError, match=words):
        import_audits(workspace, book, mapping=mapping)


def test_several_auditors_of_one_plan_are_reviews_of_one_audit(filled: Workspace, tmp_path: Path) -> None:
    rows = [
        dict(zip(HEADINGS, audit_row(0), strict=True)) | {"Auditor": name, "Agency": agency}
        for name, agency in (("Jo", "SEN team"), ("Ann", "DCO"), ("Agreed", ""))
    ]
    path = write_rows(tmp_path / "group.csv", rows)
    mapping = without_grade(mapping_for(filled, path))
    done: AuditsImported = import_audits(filled, path, mapping=replace(mapping, cycle="multi-agency"))
    assert (done.audits, done.reviews) == (1, 3)
    held = filled.conn.execute("SELECT reviewer, agency, kind FROM review ORDER BY reviewer").fetchall()
    assert [tuple(row) for row in held] == [
        ("Ann", "health", "single"),
        ("Jo", "coordinator", "single"),
        ("consensus", None, "consensus"),
    ]
