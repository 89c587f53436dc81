"""Measures in reports: the section and sheets for group and board, and as figures for every audience."""

from datetime import date
from pathlib import Path

import pytest
from service_world import write_rows

from audit_app.services.measures.importing import import_measures
from audit_app.services.measures.keeping import load_catalogue
from audit_app.services.measures.values import Typed, type_value
from audit_app.services.register.importing import import_register
from audit_app.services.reports.commentary import comment
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import Report, ReportAsked, looked_at
from audit_app.services.timeliness.trajectories import keep
from audit_app.store.workspace import Workspace
from exports.document import GradeCell, Heading, Paragraph, Quote, Table
from exports.pages.report import document_of
from exports.sheets.report import book_of
from scoring.figures import Audience, Figure
from scoring.timeliness.trajectories import Basis, Point, Trajectory

SCHOOLS = "period,school,urn,days,semh_days,pupils\n" + "".join(
    f"2025/26,School {n},,{100 - n},{20 - n},{pupils}\n" for n, pupils in enumerate((9, 8, 3, 12, 14, 16, 20))
)
WORDS = "Four were put off from August."


@pytest.fixture
def held(workspace: Workspace, tmp_path: Path) -> Workspace:
    load_catalogue(workspace)
    points = (Point(date(2026, 1, 1), 3),)
    keep(workspace, Trajectory("Held", "measure.tribunals_held", Basis.MEASURED, None, points, "Board"))
    for month, value in (("2026-09", 3), ("2026-10", 7)):
        type_value(workspace, "tribunals_held", month, Typed(value=value))
    type_value(workspace, "neet", "2026-Q3", Typed(numerator=12, denominator=80))
    type_value(workspace, "transferred", "2025", Typed(value=4))
    comment(workspace, "2026-10", "measure.tribunals_held", WORDS, "SEN manager")
    path = tmp_path / "schools.csv"
    path.write_text(SCHOOLS)
    import_measures(workspace, path)
    return workspace


def made(workspace: Workspace, kind: str = "monthly", audience: Audience = Audience.BOARD) -> Report:
    return looked_at(workspace, ReportAsked(kind, "2026-10", audience))


def figure(report: Report, code: str) -> Figure:
    return next(one for one in report.figures if one.id == f"measure.{code}")


def test_typed_measures_are_figures_with_counts_interval_and_period(held: Workspace) -> None:
    neet = figure(made(held), "neet")
    assert (neet.value, neet.numerator, neet.denominator, neet.unit) == (15, 12, 80, "young people")
    assert neet.lower is not None
    assert (neet.period, neet.label) == ("2026-07..2026-09", "Not in education, employment or training")
    missing = figure(made(held), "mediation_held")
    assert (missing.value, missing.reason) == (None, "No value is known for Oct 2026.")


def test_a_measure_that_is_counted_by_a_figure_stands_once_under_that_figure(held: Workspace) -> None:
    ids = [one.id for one in made(held).figures]
    assert len(ids) == len(set(ids))
    assert "measure.within_20_weeks" not in ids
    assert "timeliness.20_weeks.including_exceptions" in ids


@pytest.mark.parametrize("kind", ["weekly", "two-monthly", "inspection", "chase"])
def test_other_kinds_of_report_tell_of_no_measure(held: Workspace, kind: str) -> None:
    report = made(held, kind)
    assert not [one for one in report.figures if one.id.startswith("measure.")]
    assert all(one.scorecard is None for one in contents(held, report))


def test_the_public_sees_yearly_measures_alone_and_no_count_of_1_to_5(held: Workspace) -> None:
    report = made(held, audience=Audience.PUBLIC)
    monthly, yearly = figure(report, "tribunals_held"), figure(report, "transferred")
    assert (monthly.value, monthly.withheld) == (None, "z")
    assert (yearly.value, yearly.withheld) == (None, "c")
    assert all(one.scorecard is None for one in contents(held, report))


def test_the_board_reads_themes_what_is_off_track_with_its_note_and_no_small_school(held: Workspace) -> None:
    content = contents(held, made(held))[0]
    blocks = list(document_of(content).blocks)
    headings = [one.text for one in blocks if isinstance(one, Heading)]
    assert {"Performance framework", "Exclusions", "What is off track", "How a status is worked out"} <= set(headings)
    assert any(isinstance(one, Quote) and one.text == WORDS and one.place == "SEN manager" for one in blocks)
    lead = next(one for one in blocks if isinstance(one, Paragraph) and one.text.startswith("50 measures:"))
    assert "1 off track" in lead.text
    rows = {row[0]: row for one in blocks if isinstance(one, Table) for row in one.rows}
    assert rows["Tribunals held"][3] == GradeCell("inadequate", "Off track")
    schools = [name for name in rows if isinstance(name, str) and name.startswith("School ")]
    assert "School 2" not in schools  # three pupils
    assert rows["School 0"][2] == "–"  # of pupils with SEMH the total alone


def test_the_workbook_has_the_measures_their_course_and_the_schools(held: Workspace) -> None:
    sheets = {one.name: one for one in book_of(contents(held, made(held, audience=Audience.GROUP))[0]).sheets}
    titles = [field.title for field in sheets["Scorecard"].grid.fields]
    rows = [dict(zip(titles, row, strict=True)) for row in sheets["Scorecard"].grid.rows]
    held_row = next(one for one in rows if one["Code"] == "tribunals_held")
    assert (held_row["Value"], held_row["Target"], held_row["Status"], held_row["Note"]) == (7, 3, "Off track", WORDS)
    assert [row[3] for row in sheets["Measures over time"].grid.rows if row[0] == "tribunals_held"] == [3, 7]
    assert len(sheets["Schools"].grid.rows) == 7
    chart = sheets["1 tribunals_held"]
    assert ([row[1] for row in chart.grid.rows], chart.charts[0].rows) == ([3, 7], 2)
    definitions = {row[0]: row for row in sheets["Definitions"].grid.rows}
    assert definitions["measure.neet"][1] == "Not in education, employment or training"


def test_a_workspace_without_measures_reports_as_before(workspace: Workspace) -> None:
    report = made(workspace)
    assert not [one for one in report.figures if one.id.startswith("measure.")]
    assert "Performance framework" not in [
        one.text for one in document_of(contents(workspace, report)[0]).blocks if isinstance(one, Heading)
    ]


def test_the_board_sees_no_month_of_a_counted_share_with_few_plans(held: Workspace, tmp_path: Path) -> None:
    days = ["2026-05-20"] * 9 + ["2026-07-20"] * 8 + ["2026-10-20"] * 3
    rows = [
        {"plan_ref": f"P-{number}", "request_date": "2026-03-05", "final_date": day} for number, day in enumerate(days)
    ]
    import_register(held, write_rows(tmp_path / "register.csv", rows))
    shown = {}
    for audience in (Audience.GROUP, Audience.BOARD):
        told = contents(held, made(held, audience=audience))[0].scorecard
        assert told is not None
        one = next(one for one in told.measures if one.measure.code == "within_20_weeks")
        shown[audience] = (one.drawn.names, one.due)
    assert shown[Audience.GROUP] == (("May 26", "Jul 26", "Oct 26"), "")
    assert shown[Audience.BOARD] == (("May 26", "Jul 26"), "")  # kept back, which is not the same as missing
