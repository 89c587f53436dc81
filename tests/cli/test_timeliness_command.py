"""`timeliness`, `import trajectory` and `import comparison` as they are typed."""

import csv
import io

import pytest
from cli_builders import Desk

from resources.trajectories import trajectory_text

HEAD = "plan_ref,casework_team,request_date,request_outcome,request_outcome_date,final_date,exception"
ROWS = (
    "T-1,North,2026-01-05,Y,2026-02-16,2026-05-25,",  # the 140th day
    "T-2,North,2026-01-05,Y,2026-02-20,2026-05-26,",  # the 141st
    "T-3,South,2026-01-05,Y,2026-02-16,2026-07-24,c",
)
TARGET = trajectory_text("written-statement-20-weeks").replace("2018", "2025").replace("2019", "2026")
PUBLISHED = (
    "time_period,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,"
    "breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,"
    "plans_issued_20_weeks_ex,pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex"
)
TOTAL = "All EHC plans issued,All EHC plans issued"
AREAS = (
    f"2025,National,E92000001,England,,,,,{TOTAL},1000,900,500,450,50,50",
    f"2025,Regional,E92000001,England,E12000008,South East,,,{TOTAL},100,90,40,38,40,42.2",
    f"2025,Local authority,E92000001,England,E12000008,South East,E10000001,Ashford,{TOTAL},10,10,c,c,x,x",
    f"2025,Local authority,E92000001,England,E12000008,South East,E10000002,Brookshire,{TOTAL},20,20,5,5,25,25",
)


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """A workspace with three issued plans."""
    desk.new()
    said = desk.run("import", "register", desk.workspace, desk.file("dated.csv", "\n".join([HEAD, *ROWS, ""])))
    assert said.code == 0, said.err
    return desk


def published(desk: Desk, *rows: str) -> object:
    return desk.file("timeliness_20_week.csv", "\n".join([PUBLISHED, *AREAS, *rows, ""]))


def test_the_last_twelve_whole_months_are_told_as_text(ashford: Desk) -> None:
    said = ashford.run("timeliness", ashford.workspace)
    assert said.code == 0, said.err
    assert said.lines[0] == "Timeliness from 01/11/2025 to 31/10/2026, data up to 22/11/2026"
    assert any("Plans issued within 20 weeks, with exceptions: 1 of 3 (33 %" in line for line in said.lines)
    assert "1 late plan lost 1 day; 1 more have an exception" in said.lines
    assert "  Not explained: dates missing: 1 day in 1 plan" not in said.lines
    assert "  Decision to assess, SEN team: 1 day in 1 plan" in said.lines
    assert any(line.startswith("  T-3 (South): 60 days late, with an exception.") for line in said.lines)


def test_plans_that_cannot_be_counted_are_said_beside_the_shares(ashford: Desk) -> None:
    rows = (*ROWS, "T-4,North,,Y,,2026-06-05,", "T-5,North,2026-07-05,Y,,2026-06-05,")
    ashford.run("import", "register", ashford.workspace, ashford.file("more.csv", "\n".join([HEAD, *rows, ""])))
    lines = ashford.run("timeliness", ashford.workspace).lines
    assert any("Plans issued within 20 weeks, with exceptions: 1 of 3" in line for line in lines)
    assert "  Issued in the period and not counted in these shares: 1 date missing, 1 impossible dates" in lines
    assert any(line.startswith("  T-2 (North): 1 day late.") for line in lines)


def test_csv_has_a_row_a_month_and_json_everything(ashford: Desk) -> None:
    dates = ("--first", "2026-05-01", "--last", "2026-07-31")
    rows = list(
        csv.DictReader(io.StringIO(ashford.run("timeliness", ashford.workspace, *dates, "--format", "csv").out))
    )
    told = [
        (row["by"], row["period"], row["plans"], row["within_20_weeks"])
        for row in rows
        if row["exceptions"] == "included"
    ]
    assert told == [
        ("period", "2026-05-01..2026-07-31", "3", "1"),
        ("month", "2026-05", "2", "1"),
        ("month", "2026-06", "0", "0"),
        ("month", "2026-07", "1", "0"),
        ("year", "2026", "3", "1"),
    ]
    found = ashford.run("timeliness", ashford.workspace, *dates, "--team", "South", "--format", "json").json
    assert found["issued"]["including"]["plans"] == 1
    assert found["delays"]["late"] == 0
    assert [one["plan_ref"] for one in found["late"]] == ["T-3"]
    assert {one["id"] for one in found["figures"]} >= {"timeliness.exceptions", "plans.over_3_years"}


def test_wrong_use_is_said(ashford: Desk) -> None:
    wrong = ashford.run("timeliness", ashford.workspace, "--first", "2026-06-01", "--last", "2026-05-01")
    assert wrong.code == 2
    assert wrong.faults == ["The first day, 2026-06-01, lies after the last, 2026-05-01. Give them in order."]
    unknown = ashford.run("timeliness", ashford.workspace, "--team", "East")
    assert unknown.faults == ["No entry of the register has the casework team East. There are: North, South."]
    nowhere = ashford.run("timeliness", ashford.workspace, "--trajectory", "nowhere")
    assert nowhere.code == 1
    assert "There is no trajectory called nowhere." in nowhere.err


def test_a_trajectory_is_kept_and_held_against(ashford: Desk) -> None:
    file = ashford.file("target.toml", TARGET)
    said = ashford.run("import", "trajectory", ashford.workspace, file)
    assert said.lines == ["“Written statement: plans within 20 weeks”: new, 6 points."]
    again = ashford.run("import", "trajectory", ashford.workspace, file, "--json").json
    assert (again["new"], again["changes"]) == (False, False)
    shown = ashford.run("timeliness", ashford.workspace)
    assert "  2026-05  1 of 3 (33 %, 6 to 79 %); target 80 %, below it" in shown.lines
    bad = ashford.run("import", "trajectory", ashford.workspace, ashford.file("bad.toml", "name = 1"))
    assert bad.code == 1
    assert any(line.startswith("bad.toml: “name” is missing") for line in bad.faults)


def test_the_country_stands_beside_the_area(ashford: Desk) -> None:
    first = ashford.run("import", "comparison", ashford.workspace, published(ashford))
    assert first.faults == ["No area is chosen yet. Say which one this is with --area NAME."]
    chosen = ("--area", "ashford", "--neighbour", "Brookshire")
    said = ashford.run("import", "comparison", ashford.workspace, published(ashford), *chosen)
    assert said.lines == [
        "4 lines read, 4 totals kept: England, its regions and 2 areas, 2025 to 2025. It was held already. "
        "This area is Ashford, South East. Neighbours: Brookshire."
    ]
    shown = ashford.run("timeliness", ashford.workspace).lines
    at = shown.index("Within 20 weeks by year of issue, with exceptions (without)")
    assert shown[at + 1 :] == [
        "  Ashford, as published: 2025 x (x)",
        "  England: 2025 50.0 % (50.0 %)",
        "  South East: 2025 40.0 % (42.2 %)",
        "  Brookshire: 2025 25.0 % (25.0 %)",
        "  This register: 2026 33.3 % (50.0 %)",
        "  Source: Department for Education, Education, health and care plans: timeliness_20_week",
    ]
    assert ashford.run("timeliness", ashford.workspace, "--format", "json").json["comparison"]["lines"][0]["own"]


@pytest.mark.parametrize("named", [("--area", "Nowhere"), ("--area", "Ashford", "--neighbour", "Nowhere")])
def test_a_table_is_not_kept_where_an_area_that_is_named_is_not_in_it(ashford: Desk, named: tuple[str, ...]) -> None:
    said = ashford.run("import", "comparison", ashford.workspace, published(ashford), *named)
    assert said.code == 1
    assert "The published table has no area called Nowhere." in said.err
    assert "Source:" not in ashford.run("timeliness", ashford.workspace).out
    again = ashford.run("import", "comparison", ashford.workspace, published(ashford), "--json").json
    assert (again["changes"], again["area"], again["neighbours"]) == (True, None, [])


def test_a_hostile_table_is_refused_with_its_place(ashford: Desk) -> None:
    row = f"2025,Local authority,E92000001,England,E12000008,South East,E10000003,=cmd(),{TOTAL},5,5,9,5,x,x"
    said = ashford.run("import", "comparison", ashford.workspace, published(ashford, row))
    assert said.code == 1
    assert any("row 6, column plans_issued_within_20_weeks: 9 is more than the 5" in line for line in said.faults)
    assert ashford.run("timeliness", ashford.workspace, "--format", "json").json["comparison"] is None
