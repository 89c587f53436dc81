"""Coverage counts plans in force, by kind: drawn and audited in the year, never looked at and since when."""

from datetime import date
from pathlib import Path

from service_world import plan_row, register_of, score_row, write_audits, write_rows

from audit_app.domain.features import Feature
from audit_app.services.past.audits import import_audits
from audit_app.services.register.importing import import_register
from audit_app.services.samples.coverage import Coverage, coverage
from audit_app.services.samples.coverage_lists import coverage_list, coverage_words, waiting_list
from audit_app.services.samples.places import replace_plan
from audit_app.services.samples.sampling import sample
from audit_app.store.workspace import Workspace
from exports.lists import write_list

ON = date(2026, 11, 22)


def row_of(made: Coverage, feature: Feature, value: str) -> tuple[int, int, int, int, date | None]:
    line = next(line for line in made.lines if (line.feature, line.value) == (feature, value))
    return (line.plans, line.drawn, line.audited, line.never, line.since)


def year(workspace: Workspace, folder: Path) -> None:
    """Plans 1 to 8; 1 audited this year, 2 two years ago, 3 exactly a year ago, 7 ceased, 8 not yet a plan."""
    rows: list[dict[str, object]] = [
        plan_row(n, casework_team="North" if n < 5 else "South", final_date=f"20{20 + n % 5}-03-0{n}")
        for n in range(1, 7)
    ]
    rows += [plan_row(7, ceased_date="2026-01-01"), plan_row(8, final_date="")]
    import_register(workspace, write_rows(folder / "r.csv", rows))
    days = {1: "2025-11-23", 2: "2024-11-01", 3: "2025-11-22"}
    import_audits(workspace, write_audits(folder, [score_row(n, "W1", 3, audit_date=day) for n, day in days.items()]))


def test_each_kind_says_what_was_looked_at_in_the_year_and_what_never(workspace: Workspace, tmp_path: Path) -> None:
    year(workspace, tmp_path)
    made = coverage(workspace, ON)
    assert (made.plans, made.drawn, made.audited) == (6, 0, 1)
    assert row_of(made, Feature.TEAM, "North") == (4, 0, 1, 1, date(2024, 3, 4))
    assert row_of(made, Feature.TEAM, "South") == (2, 0, 0, 2, date(2020, 3, 5))
    assert [one.plan_ref for one in made.waiting] == ["EHC-005", "EHC-006", "EHC-004"]
    assert [one.since for one in made.waiting] == [date(2020, 3, 5), date(2021, 3, 6), date(2024, 3, 4)]
    assert coverage_words(made) == (
        "Of 6 plans in force, 0 were drawn and 1 audited in the last 12 months. 3 have never been looked at."
    )


def test_every_feature_adds_up_to_the_plans_in_force(workspace: Workspace, tmp_path: Path) -> None:
    year(workspace, tmp_path)
    made = coverage(workspace, ON)
    assert {line.feature for line in made.lines} >= {Feature.PHASE, Feature.TEAM, Feature.PLAN_AGE, Feature.LATE_PLAN}
    assert Feature.LOOKED_AFTER not in {line.feature for line in made.lines}
    for feature in {line.feature for line in made.lines}:
        of_it = [line for line in made.lines if line.feature is feature]
        assert sum(line.plans for line in of_it) == made.plans
        assert sum(line.never for line in of_it) == len(made.waiting)


def test_a_drawn_plan_counts_until_it_is_replaced_and_its_successor_then(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 20)
    drawn = sample(workspace, cycle="weekly", size=6, seed="s", on=ON)
    assert coverage(workspace, ON).drawn == 6
    replace_plan(workspace, drawn.plans[0].id, "moved away")
    assert coverage(workspace, ON).drawn == 6
    assert coverage(workspace, date(2027, 11, 22)).drawn == 0
    assert coverage(workspace, date(2026, 11, 21)).drawn == 0


def test_an_empty_register_has_nothing_to_cover(workspace: Workspace) -> None:
    made = coverage(workspace, ON)
    assert (made.plans, made.lines, made.waiting) == (0, (), ())
    assert coverage_words(made) == "The register holds no plan in force."


def test_both_lists_are_saved_as_workbooks_with_dates_as_dates(workspace: Workspace, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    year(workspace, tmp_path)
    made = coverage(workspace, ON)
    write_list(tmp_path / "c.xlsx", coverage_list(workspace, made), ON)
    write_list(tmp_path / "w.xlsx", waiting_list(workspace, made), ON)
    cells = [[cell.value for cell in row] for row in load_workbook(tmp_path / "c.xlsx").active.iter_rows()]
    team = next(row for row in cells if row[:2] == ["Casework team", "South"])
    assert team[2:6] == [2, 0, 0, 2]
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "w.xlsx").active.iter_rows()]
    assert next(row for row in rows if row[0] == "EHC-005")[1].date() == date(2020, 3, 5)
