"""Timeliness in pictures: months, steps, where days were lost, a target, and the country."""

from collections.abc import Iterator

from picture_stage import Stage

from audit_app.screens.timeliness.view import COUNTRY, LATE, STEPS, TARGETS, TimelinessView
from audit_app.services.timeliness.comparisons import areas, choose_area, choose_neighbours, import_comparison
from audit_app.store.workspace import Workspace

HEADINGS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,"
    "old_la_code,la_name,breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,"
    "plans_issued_within_20_weeks,plans_issued_20_weeks_ex,pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex"
)
ALL = "All EHC plans issued,All EHC plans issued"
PLACES = (
    ("National", ",,,,"),
    ("Regional", "E12000001,The Vales,,,"),
    ("Local authority", "E12000001,The Vales,E06000901,901,Larkmere"),
    ("Local authority", "E12000001,The Vales,E06000902,902,Ashbourne Vale"),
    ("Local authority", "E12000001,The Vales,E06000903,903,Wendle"),
)


def issued(stage: Stage) -> None:
    """Plans within twenty weeks, month by month."""
    stage.go("timeliness", TimelinessView)


def steps(stage: Stage) -> None:
    """Every statutory step."""
    stage.screen(TimelinessView).tabs.setCurrentIndex(STEPS)


def late(stage: Stage) -> None:
    """Where the days of late plans went."""
    stage.screen(TimelinessView).tabs.setCurrentIndex(LATE)


def targets(stage: Stage) -> None:
    """An example of a target, held against what was reached."""
    view = stage.screen(TimelinessView)
    view.tabs.setCurrentIndex(TARGETS)
    view.targets.which.setCurrentIndex(1)
    view.targets.which.activated.emit(1)


def country(stage: Stage) -> None:
    """The area beside England, its region and two neighbours, from a made-up table."""
    view = stage.screen(TimelinessView)
    path = stage.machine.home / "timeliness_20_week.csv"
    path.write_text("\n".join((HEADINGS, *_lines())) + "\n", encoding="utf-8")

    def take(held: Workspace) -> None:
        import_comparison(held, path)
        choose_area(held, "Larkmere")
        choose_neighbours(held, [held_place.code for held_place in areas(held) if held_place.name != "Larkmere"])

    stage.window.session.write(take)
    view.tabs.setCurrentIndex(COUNTRY)
    stage.quiet()


def _lines() -> Iterator[str]:
    """Five years of a country, its one region and three areas, one of them withheld in a year."""
    for at, year in enumerate(range(2021, 2026)):
        for number, (level, named) in enumerate(PLACES):
            of, within = 900 // (number + 1), (520 - 30 * at + 25 * number) // (number + 1)
            share = f"{100 * within / of:.1f}"
            counts = [str(of), str(of), str(within), str(within), share, share]
            cells = ["c"] * len(counts) if (year, number) == (2022, 4) else counts
            yield f"{year},Calendar year,{level},E92000001,England,{named},{ALL},{','.join(cells)}"


def nothing(stage: Stage) -> None:
    """There is no register."""
    stage.go("timeliness", TimelinessView)
