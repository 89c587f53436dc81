"""The country beside the area: the published table imported as it is, the area and its neighbours chosen from it."""

import os
from pathlib import Path

import pytest
from service_world import World
from timeliness_world import ALL, published, published_row, register, write_published

from audit_app.domain.people import Role
from audit_app.domain.period import parse_period
from audit_app.domain.problems import AppError
from audit_app.intake.comparison import read_comparison
from audit_app.services.timeliness.comparisons import (
    areas,
    choose_area,
    choose_neighbours,
    comparison,
    found_area,
    import_comparison,
)
from audit_app.services.timeliness.counting import TimelinessAsked, timeliness
from audit_app.store.workspace import Workspace
from scoring.timeliness.issued import Share
from scoring.timeliness.published import Level

PUBLISHED_FILE = "TIMELINESS_20_WEEK_CSV"  # no path of ours: whoever has the file says where it lies


@pytest.fixture
def place(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with the published table and the small register."""
    register(workspace, tmp_path)
    import_comparison(workspace, write_published(tmp_path, published()))
    return workspace


def test_only_the_totals_are_kept(workspace: Workspace, tmp_path: Path) -> None:
    path = write_published(tmp_path, published())
    done = import_comparison(workspace, path)
    assert (done.lines, done.rows, done.years, done.areas, done.changes) == (11, 10, (2023, 2024), 3, True)
    assert not import_comparison(workspace, path).changes
    assert [one.name for one in areas(workspace)] == ["Ashford", "Brookshire", "Coastal, West"]


def test_the_area_stands_beside_england_its_region_and_its_neighbours(place: Workspace) -> None:
    choose_area(place, "ashford")
    choose_neighbours(place, ["E10000003", "Brookshire", "E10000003"])
    table = timeliness(place, TimelinessAsked(parse_period("2026-05"))).comparison
    assert table is not None
    assert [(line.name, line.level, line.own) for line in table.lines] == [
        ("Ashford", Level.AREA, True),
        ("England", Level.ENGLAND, False),
        ("South East", Level.REGION, False),
        ("Coastal, West", Level.AREA, False),
        ("Brookshire", Level.AREA, False),
    ]
    assert table.years == (2023, 2024, 2026)
    row = table.lines[0].years[2024]
    assert (row.including.share, row.excluding.share, row.exceptions) == (
        Share(100, 200),
        Share(95, 190),
        Share(10, 200),
    )
    assert table.register[2026].including.within == Share(2, 6)  # the whole year, whatever the period


def test_without_an_area_england_stands_alone(place: Workspace) -> None:
    table = comparison(place, {})
    assert table is not None
    assert [line.name for line in table.lines] == ["England"]
    choose_neighbours(place, ["Brookshire"])
    choose_neighbours(place, [])
    table = comparison(place, {})
    assert table is not None
    assert (table.chosen.area, table.chosen.neighbours) == (None, ())


def test_a_newer_table_takes_the_place_of_the_older(place: Workspace, tmp_path: Path) -> None:
    newer = published(published_row("National", "E92000001", "England", 2025, plans_issued_within_20_weeks=120))
    import_comparison(place, write_published(tmp_path, newer, "timeliness_20_week_2026.csv"))
    table = comparison(place, {})
    assert table is not None
    assert table.years == (2023, 2024, 2025)
    assert table.file == "timeliness_20_week_2026.csv"


def test_suppressed_cells_stay_what_they_are(workspace: Workspace, tmp_path: Path) -> None:
    hidden = dict.fromkeys(("plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"), "c")
    hidden |= dict.fromkeys(("plans_issued_den", "plans_issued_den_ex"), "x")
    hidden |= {"pc_plans_issued_within_20_weeks": "low", "PC_plans_issued_20_weeks_ex": "z"}
    rows = published(published_row("Local authority", "E10000009", "Smallmere", **hidden))
    import_comparison(workspace, write_published(tmp_path, rows))
    choose_area(workspace, "Smallmere")
    table = comparison(workspace, {})
    assert table is not None
    row = table.lines[0].years[2024]
    assert (row.including.value, row.including.percent, row.excluding.percent) == (None, "low", "z")
    assert (row.including.share, row.exceptions) == (None, None)


def test_what_is_no_area_is_refused_with_what_may_be_meant(place: Workspace) -> None:
    with pytest.raises(AppError, match="Is it Ashford"):
        found_area(place, "ashf")
    with pytest.raises(AppError, match="no area called Nowhere"):
        choose_neighbours(place, ["Brookshire", "Nowhere"])


def test_nothing_can_be_chosen_before_a_table_is_there(workspace: Workspace) -> None:
    assert comparison(workspace, {}) is None
    with pytest.raises(AppError, match="No published table is imported"):
        choose_area(workspace, "Ashford")


def test_only_an_owner_imports_and_chooses(world: World, tmp_path: Path) -> None:
    world.add("Ann", Role.AUDITOR)
    with world.open("Ann") as opened, pytest.raises(AppError, match="edit workspace"):
        import_comparison(opened, write_published(tmp_path, published()))


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"time_period": "202425"}, "time_period", "no calendar year"),
        ({"time_period": "٢٠٢٤"}, "time_period", "no calendar year"),
        ({"geographic_level": "Planet"}, "geographic_level", "none of National"),
        ({"new_la_code": "=1+1"}, "new_la_code", "no code"),
        ({"la_name": ""}, "la_name", "A name of"),
        ({"la_name": "A" * 200}, "la_name", "A name of"),
        ({"region_code": "12"}, "region_code", "no code"),
        ({"plans_issued_den": "-5"}, "plans_issued_den", "neither a count"),
        ({"plans_issued_den": "1e9"}, "plans_issued_den", "neither a count"),
        ({"plans_issued_within_20_weeks": "201"}, "plans_issued_within_20_weeks", "more than"),
        ({"plans_issued_den_ex": "201"}, "plans_issued_den_ex", "more than"),
        ({"pc_plans_issued_within_20_weeks": "101"}, "pc_plans_issued_within_20_weeks", "neither a percentage"),
        ({"pc_plans_issued_within_20_weeks": "?"}, "pc_plans_issued_within_20_weeks", "neither a percentage"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place(change: dict[str, str], column: str, said: str, tmp_path: Path) -> None:
    path = write_published(tmp_path, published(published_row("Local authority", "E10000007", "Hilltop", **change)))
    (problem,) = read_comparison(path).problems
    assert said in problem.message
    assert (problem.place.file, problem.place.row, problem.place.column) == (path.name, 13, column)


def test_of_a_table_with_a_fault_nothing_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    wrong = published_row("Local authority", "E10000007", "Hilltop", plans_issued_den="many")
    with pytest.raises(AppError, match="nothing of it was imported"):
        import_comparison(workspace, write_published(tmp_path, published(wrong)))
    assert comparison(workspace, {}) is None


def test_an_area_without_a_region_stands_beside_england_alone(workspace: Workspace, tmp_path: Path) -> None:
    alone = published_row("Local authority", "E10000009", "Islet", region_code="z", region_name="z")
    import_comparison(workspace, write_published(tmp_path, published(alone)))
    choose_area(workspace, "Islet")
    table = comparison(workspace, {})
    assert table is not None
    assert [line.name for line in table.lines] == ["Islet", "England"]


def test_an_area_that_stands_twice_with_other_numbers_is_refused(tmp_path: Path) -> None:
    again = published_row("Local authority", "E10000001", "Ashford", plans_issued_den=201)
    assert "stands twice" in read_comparison(write_published(tmp_path, published(again))).problems[0].message
    same = published_row("Local authority", "E10000001", "Ashford")
    assert read_comparison(write_published(tmp_path, published(same))).problems == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"a,b\n1,2\n", "lacks the column time_period and 15 more"),
        (b"time_period\x00,b\n", "control character"),
        (b'time_period,"geographic_level\n2024,x', "quotation mark"),
    ],
)
def test_a_file_that_is_not_the_table_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "timeliness_20_week.csv"
    path.write_bytes(content)
    with pytest.raises(AppError, match=said):
        read_comparison(path)


def test_a_table_without_totals_is_refused(tmp_path: Path) -> None:
    rows = [{**row, "breakdown_topic": "Ethnicity"} for row in published() if row["breakdown_topic"] == ALL]
    with pytest.raises(AppError, match="no row “All EHC plans issued”"):
        read_comparison(write_published(tmp_path, rows))


@pytest.mark.skipif(
    PUBLISHED_FILE not in os.environ,
    reason=f"{PUBLISHED_FILE} names no published table of the DfE",
)
def test_the_dfes_own_file_gives_englands_figures(workspace: Workspace) -> None:
    done = import_comparison(workspace, Path(os.environ[PUBLISHED_FILE]))
    assert done.years[0] == 2019
    table = comparison(workspace, {})
    assert table is not None
    england = table.lines[0].years[2024]
    assert (england.including.share, england.excluding.share) == (Share(41_448, 90_392), Share(39_407, 84_866))
    assert (england.including.percent, england.excluding.percent) == ("45.9", "46.4")
