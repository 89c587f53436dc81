"""A small register whose timeliness is known, and a published table in the DfE's shape, both made up."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from service_world import write_rows

from audit_app.services.register.importing import import_register
from audit_app.store.workspace import Workspace

PUBLISHED = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code"),
    *("region_name", "new_la_code", "old_la_code", "la_name", "breakdown_topic", "breakdown", "plans_issued_den"),
    *("plans_issued_den_ex", "plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"),
    *("pc_plans_issued_within_20_weeks", "PC_plans_issued_20_weeks_ex"),
)
ALL = "All EHC plans issued"
START = date(2026, 1, 5)


def on(days: int, start: date = START) -> str:
    """The day so many days after 5 January 2026."""
    return (start + timedelta(days)).isoformat()


def dated(number: int, days: int, **more: object) -> dict[str, object]:
    """A plan asked for on 5 January 2026 and final so many days later."""
    return {
        "plan_ref": f"T-{number:02d}",
        "casework_team": "North",
        "request_date": on(0),
        "final_date": on(days),
        **more,
    }


def steps(decided: int, health: int, draft: int) -> dict[str, object]:
    """The dates between, as days after the request; advice is asked for with the decision."""
    return {
        "request_outcome": "Y",
        "request_outcome_date": on(decided),
        "advice_requested_date": on(decided),
        "health_advice_date": on(health),
        "draft_date": on(draft),
    }


REGISTER: Sequence[Mapping[str, object]] = (
    dated(1, 140, **steps(42, 80, 112)),
    dated(2, 141, **steps(43, 84, 112)),  # one day late: the decision
    dated(3, 160, **steps(40, 102, 130)),  # twenty days late: advice, health
    dated(
        4, 190, casework_team="South", draft_date=on(180)
    ),  # fifty days late: nothing between is known; a short window
    dated(5, 200, casework_team="South", exception="c", **steps(42, 84, 112)),  # late with an exception
    dated(6, 139, casework_team="South"),
    dated(7, 150, transferred_in="yes"),
    {"plan_ref": "T-08", "final_date": on(150), "casework_team": "South"},  # no date of request
    {"plan_ref": "T-09", "request_date": on(-100), "casework_team": "North"},  # waiting for over 20 weeks
    {"plan_ref": "T-10", "request_date": on(-100), "request_outcome": "N", "casework_team": "North"},
    {"plan_ref": "T-11", "request_date": on(-100), "request_outcome": "H", "casework_team": "North"},
)


def register(workspace: Workspace, folder: Path) -> None:
    """Take the register in."""
    import_register(workspace, write_rows(folder / "dated.csv", REGISTER))


def published_row(level: str, code: str, name: str, year: int = 2024, /, **more: object) -> dict[str, object]:
    """A row of totals; an area lies in the South East."""
    row: dict[str, object] = dict.fromkeys(PUBLISHED, "")
    row |= {"time_period": year, "time_identifier": "Calendar year", "geographic_level": level}
    row |= {"country_code": "E92000001", "country_name": "England", "breakdown_topic": ALL, "breakdown": ALL}
    if level != "National":
        row |= {"region_code": "E12000008", "region_name": "South East"}
    if level == "Regional":
        row |= {"region_code": code, "region_name": name}
    if level == "Local authority":
        row |= {"new_la_code": code, "la_name": name}
    row |= {"plans_issued_den": 200, "plans_issued_den_ex": 190}
    row |= {"plans_issued_within_20_weeks": 100, "plans_issued_20_weeks_ex": 95}
    return row | {"pc_plans_issued_within_20_weeks": 50, "PC_plans_issued_20_weeks_ex": 50} | more


def published(*more: Mapping[str, object]) -> list[Mapping[str, object]]:
    """England, one region, three areas in two years, and a row by age that is of no use."""
    found: list[Mapping[str, object]] = []
    for year in (2023, 2024):
        found.append(published_row("National", "E92000001", "England", year))
        found.append(published_row("Regional", "E12000008", "South East", year))
        for code, name in (("E10000001", "Ashford"), ("E10000002", "Brookshire"), ("E10000003", "Coastal, West")):
            found.append(published_row("Local authority", code, name, year))
    found.append({**published_row("Local authority", "E10000001", "Ashford"), "breakdown_topic": "Ethnicity"})
    return [*found, *more]


def write_published(folder: Path, rows: Sequence[Mapping[str, object]], name: str = "timeliness_20_week.csv") -> Path:
    """The table as the DfE gives it out: UTF-8 with a byte order mark."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, PUBLISHED)
        writer.writeheader()
        writer.writerows(rows)
    return path
