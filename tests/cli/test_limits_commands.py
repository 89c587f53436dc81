"""`limits list`, `limits anew` and `limits back` as they are typed."""

from datetime import date

import pytest
from cli_builders import AUDITS_HEAD, Desk
from openpyxl import load_workbook

from audit_app.domain.period import add_months
from forms.model import read_framework
from resources.frameworks import framework_text, resolve

CAUSE = "Every plan is read by a second officer"
CHART = ("plans.effective", "--cycle", "weekly")


@pytest.fixture
def changed(desk: Desk) -> Desk:
    """Thirteen months with few good plans, and nine with many from February 2026 on."""
    desk.new()
    markers = [one.id for one in read_framework(framework_text("weekly-18"), resolve).markers]
    good = [*(at % 2 for at in range(13)), *(3 - at % 2 for at in range(9))]
    rows = [
        f"EHC-{at:03d}-{plan},{add_months(date(2025, 1, 1), at):%Y-%m}-05,weekly,,Ann,coordinator,weekly-18,{marker},"
        f"{3 if plan < number else 1},,"
        for at, number in enumerate(good)
        for plan in range(3)
        for marker in markers
    ]
    plans = [f"EHC-{at:03d}-{plan}" for at in range(len(good)) for plan in range(3)]
    register = desk.file("plans.csv", "\n".join(["plan_ref,final_date", *(f"{plan},2024-05-01" for plan in plans)]))
    assert desk.run("import", "register", desk.workspace, register).code == 0
    said = desk.run("import", "audits", desk.workspace, desk.file("past.csv", "\n".join([AUDITS_HEAD, *rows])))
    assert said.code == 0, said.err
    return desk


def test_limits_are_worked_out_anew_listed_and_taken_back(changed: Desk) -> None:
    anew = ("limits", "anew", changed.workspace, *CHART, "--month", "2026-02", "--cause", CAUSE)
    tried = changed.run(*anew, "--dry-run")
    assert tried.lines == ["Effective plans, weekly: limits would be worked out anew from February 2026 on."]
    assert changed.run("limits", "list", changed.workspace).lines == ["No limits were worked out anew."]
    said = changed.run(*anew)
    assert said.code == 0
    assert said.lines == ["Effective plans, weekly: limits are worked out anew from February 2026 on."]
    assert said.faults == [
        "The new limits rest on 9 months. Until there are 13 they are a trial, and nothing is claimed from the chart."
    ]
    assert changed.run(*anew, "--json").json["changes"] is False
    (line,) = changed.run("limits", "list", changed.workspace).lines
    assert line.startswith(f"plans.effective, weekly, from 2026-02: {CAUSE} (decided on 2026-")
    (one,) = changed.run("limits", "list", changed.workspace, "--json").json
    assert (one["figure"], one["cycle"], one["month"], one["cause"]) == ("plans.effective", "weekly", "2026-02", CAUSE)
    assert CAUSE in changed.run("log", changed.workspace).out
    back = changed.run("limits", "back", changed.workspace, *CHART, "--month", "2026-02")
    assert back.lines == ["Effective plans, weekly: the decision on February 2026 was taken back."]
    assert changed.run("limits", "list", changed.workspace, "--json").json == []


def test_a_report_tells_the_break_in_its_workbook(changed: Desk) -> None:
    changed.run("limits", "anew", changed.workspace, *CHART, "--month", "2026-02", "--cause", CAUSE)
    asked = ("--kind", "monthly", "--period", "2026-10", "--out", changed.folder / "out", "--formats", "xlsx")
    said = changed.run("report", changed.workspace, *asked)
    assert said.code == 0, said.err
    book = load_workbook(next((changed.folder / "out").glob("*.xlsx")))
    cells = {(cell.row, str(cell.value)) for row in book["Over time"] for cell in row if cell.value}
    (break_row,) = [row for row, text in cells if text == CAUSE]
    assert (break_row, "2026-02") in cells
    told = " ".join(str(cell.value) for row in book["Charts"] for cell in row if cell.value)
    assert f"a: from Feb 26 limits are worked out anew: {CAUSE}" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plans.effective", "--cycle", "weekly", "--month", "2026-08", "--cause", CAUSE), "There are 3 months"),
        (("plans.effective", "--cycle", "weekly", "--month", "2025-09", "--cause", CAUSE), "no shift is shown"),
        (("plans.effective", "--cycle", "thematic", "--month", "2026-02", "--cause", CAUSE), "No audit of the cycle"),
        (
            ("plans.drawn", "--cycle", "weekly", "--month", "2026-02", "--cause", CAUSE),
            "no control chart of plans.drawn",
        ),
        (("plans.effective", "--cycle", "weekly", "--month", "2026-02", "--cause", "See EHC-001-1"), "names the plan"),
    ],
)
def test_what_does_not_hold_is_a_fault_and_keeps_nothing(changed: Desk, words: tuple[str, ...], said: str) -> None:
    refused = changed.run("limits", "anew", changed.workspace, *words)
    assert refused.code == 1
    assert said in refused.err
    assert changed.run("limits", "list", changed.workspace, "--json").json == []


def test_what_is_no_month_is_wrong_use_and_what_is_no_decision_a_fault(changed: Desk) -> None:
    wrong = changed.run("limits", "anew", changed.workspace, *CHART, "--month", "2026-13", "--cause", CAUSE)
    assert wrong.code == 2
    assert "is not a month" in wrong.err
    none = changed.run("limits", "back", changed.workspace, *CHART, "--month", "2026-02")
    assert none.code == 1
    assert "stands" in none.err
