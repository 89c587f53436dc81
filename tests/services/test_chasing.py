"""The chase list: who owes which advice since when; what is not chased; as a report's files, without names."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_world import TODAY, plan_row, write_rows

from audit_app.domain.advice import AGENCIES, AdviceAsked, Outcome
from audit_app.domain.period import parse_period
from audit_app.services.advice.chasing import ADDRESSEES, chase_file, chase_lines, chased, span_of, week_of
from audit_app.services.advice.importing import import_advice
from audit_app.services.register.importing import import_register
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.read_advice import AdvicePlan
from audit_app.store.workspace import Workspace
from exports.lists import csv_list
from exports.pages.report import document_of
from exports.report_files import write_report
from scoring.figures import Audience

ON = date(2026, 11, 23)
DCO = "Designated-Clinical-Officer"
UNDER_WAY = {"request_date": "2026-08-10", "casework_team": "North"}


def plan(*lines: AdviceAsked, **row: str) -> AdvicePlan:
    return AdvicePlan("p1", "EHC-001", {**UNDER_WAY, **row}, lines)


def asked(days_before: int, **more: object) -> AdviceAsked:
    """A line whose six weeks ended so many days before the list."""
    requested = ON - timedelta(days=42 + days_before)
    return AdviceAsked("line", "health", "Therapy", requested=requested, **more)  # type: ignore[arg-type]  # fields


def lines(*plans: AdvicePlan, known: tuple[str, ...] = ()) -> list[tuple[str, str, int]]:
    return [(one.addressee, one.plan_ref, one.overdue) for one in chase_lines(plans, known, ON, ON + timedelta(days=7))]


@pytest.mark.parametrize(
    ("line", "overdue"),
    [
        (asked(12), [12]),
        (asked(0), [0]),
        (asked(-7), [-7]),
        (asked(-8), []),
        (asked(12, received=ON), []),
        (asked(12, outcome=Outcome.EXCEPTION), []),
        (asked(12, outcome=Outcome.EXISTING), []),
        (asked(12, outcome=Outcome.NIL_RETURN), []),
        (asked(12, due=ON + timedelta(days=3)), [-3]),
    ],
)
def test_what_is_overdue_or_due_within_a_week_is_chased(line: AdviceAsked, overdue: list[int]) -> None:
    assert [days for *_, days in lines(plan(line))] == overdue


@pytest.mark.parametrize(
    "row", [{"draft_date": "2026-11-20"}, {"ceased_date": "2026-11-01"}, {"assessment_outcome": "N"}]
)
def test_a_plan_that_waits_no_more_is_not_chased(row: dict[str, str]) -> None:
    assert lines(plan(asked(12), **row)) == []


def test_the_registers_dates_are_chased_for_agencies_whose_columns_it_has() -> None:
    row = {"advice_requested_date": (ON - timedelta(days=52)).isoformat(), "education_advice_date": "2026-10-20"}
    owed = lines(plan(**row), known=("education", "psychology"))
    assert owed == [("Educational psychology", "EHC-001", 10)]
    assert lines(plan(asked(3), **row), known=("health",)) == [("Designated Clinical Officer", "EHC-001", 3)]


def test_the_list_goes_by_addressee_the_longest_overdue_first() -> None:
    one = plan(asked(2), asked(-1, due=None), replace(asked(5), agency="psychology"))
    other = plan(asked(20))._replace(plan_ref="EHC-002")
    assert lines(one, other) == [
        ("Designated Clinical Officer", "EHC-002", 20),
        ("Designated Clinical Officer", "EHC-001", 2),
        ("Designated Clinical Officer", "EHC-001", -1),
        ("Educational psychology", "EHC-001", 5),
    ]


@pytest.mark.parametrize(
    ("request_date", "week"),
    [("2026-11-23", 1), ("2026-11-17", 1), ("2026-11-16", 2), ("2026-07-07", 20), ("2026-07-06", 21), (None, None)],
)
def test_the_week_of_the_twenty_is_counted_from_one(request_date: str | None, week: int | None) -> None:
    assert week_of(request_date, ON) == week


def test_a_reports_list_is_about_the_day_of_its_data_within_the_period() -> None:
    week = parse_period("2026-W47")
    assert span_of(week, date(2026, 11, 19)) == (date(2026, 11, 19), date(2026, 11, 26))
    assert span_of(week, date(2026, 11, 1)) == (date(2026, 11, 16), date(2026, 11, 23))
    assert span_of(parse_period("2026-11"), date(2027, 1, 1)) == (date(2026, 11, 30), date(2026, 12, 7))


_LINES = st.builds(
    lambda agency, back, waits: AdviceAsked(
        f"{agency}{back}", agency, requested=ON - timedelta(days=back), received=None if waits else ON
    ),
    st.sampled_from(sorted(AGENCIES)),
    st.integers(0, 200),
    st.booleans(),
)


@given(st.lists(_LINES, max_size=12))
def test_what_is_chased_is_what_has_not_come_and_is_due_by_the_end_of_the_week(held: list[AdviceAsked]) -> None:
    due_by = ON + timedelta(days=7)
    expected = [one for one in held if one.received is None and (one.due_by or ON) <= due_by]
    found = chase_lines([plan(*held)], (), ON, due_by)
    assert sorted((one.agency, one.due) for one in found) == sorted((one.agency, one.due_by) for one in expected)
    groups = [one.agency for one in found]
    assert groups == sorted(groups, key=tuple(ADDRESSEES).index)


@pytest.fixture
def logged(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A register of two plans under way and one final, with a log of what was asked for on them."""
    under_way = {"request_date": "2026-08-24", "final_date": ""}
    rows = [plan_row(1, **under_way), plan_row(2, **under_way), plan_row(3)]
    import_register(workspace, write_rows(tmp_path / "register.csv", rows))
    log = [
        {"plan_ref": "EHC-001", "agency": "health", "service": "=SUM(1)", "requested": "2026-09-21", "received": ""},
        {"plan_ref": "EHC-002", "agency": "health", "service": "Therapy", "requested": "2026-10-13", "received": ""},
        {"plan_ref": "EHC-002", "agency": "ep", "service": "", "requested": "2026-09-21", "received": "2026-10-01"},
    ]
    import_advice(workspace, write_rows(tmp_path / "advice.csv", log))
    return workspace


def test_the_list_names_what_is_owed_and_what_nothing_is_known_of(logged: Workspace) -> None:
    told = chased(logged, TODAY)
    assert [(one.plan_ref, one.standing, one.week) for one in told.lines] == [
        ("EHC-001", "20 days overdue", 13),
        ("EHC-002", "due in 2 days", 13),
    ]
    assert told.without_dates == ("Social care", "Education")
    text = csv_list(chase_file(logged, told)).decode("utf-8-sig").splitlines()
    assert text[0].startswith("Goes to,Plan,Week of the 20")
    assert "'=SUM(1)" in text[1]


def test_a_chase_report_writes_its_list_into_every_file_for_the_group_alone(logged: Workspace, tmp_path: Path) -> None:
    made = report(logged, ReportAsked("chase", "2026-W47"))
    (told,) = contents(logged, made)
    out = tmp_path / "out"
    names = [path.name for path in write_report(out, made.stem, made.head(), made.rows(), ("xlsx", "csv"), (told,))]
    assert names == [f"{made.stem}.xlsx", f"{made.stem}.csv", f"{DCO}.csv", f"{DCO}.xlsx"]
    sheet = openpyxl.load_workbook(out / names[0])["Chase list"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    with (out / f"{made.stem}_lists" / names[2]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"EHC-001", "EHC-002", "20 days overdue"} <= set(cells)
    assert [(row["Plan"], row["Days overdue"]) for row in rows] == [("EHC-001", "20"), ("EHC-002", "0")]
    assert "EHC-001" in str(document_of(told).blocks)
    board = report(logged, ReportAsked("chase", "2026-W47", Audience.BOARD))
    (held_back,) = contents(logged, board)
    assert held_back.chase is None
    assert "EHC-001" not in str(document_of(held_back).blocks)
