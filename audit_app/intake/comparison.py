"""Reading the published table of plans within 20 weeks, as the DfE gives it out; it keeps the totals alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit_app.domain.problems import Problem
from audit_app.intake.cells import squeezed
from audit_app.intake.faults import FaultList, refusal
from audit_app.intake.limits import Limits
from audit_app.intake.tables import Cell, CellFault, Table, open_table
from scoring.timeliness.published import SYMBOLS, Level

COLUMNS: Final = (
    *("year", "level", "code", "name", "region"),
    *("of_including", "of_excluding", "within_including", "within_excluding"),
    *("percent_including", "percent_excluding"),
)
"""What is kept of each row, in this order."""

_TOTAL: Final = "all ehc plans issued"
_LEVELS: Final = {"national": Level.ENGLAND, "regional": Level.REGION, "local authority": Level.AREA}
_NAMED_BY: Final = {
    Level.ENGLAND: ("country_code", "country_name"),
    Level.REGION: ("region_code", "region_name"),
    Level.AREA: ("new_la_code", "la_name"),
}
_COUNTS: Final = (
    *("plans_issued_den", "plans_issued_den_ex", "plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"),
)
_PERCENTS: Final = ("pc_plans_issued_within_20_weeks", "pc_plans_issued_20_weeks_ex")
_NEEDED: Final = (
    *("time_period", "geographic_level", "country_code", "country_name", "region_code", "region_name"),
    *("new_la_code", "la_name", "breakdown_topic", "breakdown", *_COUNTS, *_PERCENTS),
)
_CODE: Final = re.compile(r"[A-Z][0-9]{8}")
_YEAR: Final = re.compile(r"[0-9]{4}")
_COUNT: Final = re.compile(r"[0-9]{1,7}")
_PERCENT: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?")
_YEARS: Final = range(2014, 2100)  # the Act is of 2014
_LONGEST_NAME: Final = 80
_LIMITS: Final = Limits(file_bytes=20_000_000, columns=200, rows=200_000, lines=400_000, cells=8_000_000)


@dataclass(frozen=True, slots=True)
class PublishedReading:
    """The rows kept, as texts under COLUMNS, of how many lines; `problems` stopped the reading where there are any."""

    file: str
    lines: int
    rows: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]


def read_comparison(path: Path) -> PublishedReading:
    """Read the totals of areas, regions and England by year; rows by age, sex, need and the like are passed by.

    Suppressed cells (c, x, z, low) are kept as they are printed. Raises AppError where it is no such table at all.
    """
    with open_table(path, _is_wanted, _LIMITS) as table:
        columns = _columns(table)
        faults = FaultList(table.file, "error")
        found: dict[tuple[str, str, str], tuple[str, ...]] = {}
        lines = 0
        for number, cells in table.rows:
            lines += 1
            values = {name: _text(cells[at]) for name, at in columns.items()}
            if squeezed(values["breakdown_topic"]).replace("_", " ") != _TOTAL:
                continue
            _take(table, number, values, found, faults)
        if not faults.count and not found:
            raise refusal(
                "The table has no row “All EHC plans issued”. Download timeliness_20_week again.", table.place()
            )
    return PublishedReading(table.file, lines, tuple(found.values()), faults.result())


def _is_wanted(headings: Sequence[str]) -> bool:
    return {_plain(name) for name in headings} >= set(_NEEDED)


def _columns(table: Table) -> dict[str, int]:
    found = {_plain(name): at for at, name in reversed(list(enumerate(table.headings)))}
    lacking = [name for name in _NEEDED if name not in found]
    if lacking:
        raise refusal(
            f"This is not the DfE's table of plans within 20 weeks: it lacks the column {lacking[0]}"
            f"{f' and {len(lacking) - 1} more' if len(lacking) > 1 else ''}. Choose the file timeliness_20_week.csv.",
            table.place(table.header_row),
        )
    return {name: found[name] for name in _NEEDED}


def _take(
    table: Table,
    number: int,
    values: Mapping[str, str],
    found: dict[tuple[str, str, str], tuple[str, ...]],
    faults: FaultList,
) -> None:
    """Keep one row of totals, or note what is wrong with it."""
    wrong = _wrong(values)
    if wrong:
        column, message = wrong
        faults.add(message, table.place(number, column))
        return
    level = _LEVELS[values["geographic_level"].casefold()]
    code, name = (values[column] for column in _NAMED_BY[level])
    key = (values["time_period"], level.value, code)
    region = values["region_code"] if level is Level.AREA and values["region_code"] not in SYMBOLS else ""
    row = (*key, name, region, *(values[column] for column in (*_COUNTS, *_PERCENTS)))
    if found.setdefault(key, row) != row:
        faults.add(f"{name} stands twice in {key[0]}, with different numbers.", table.place(number))


def _wrong(values: Mapping[str, str]) -> tuple[str, str] | None:
    """The column in which a row of totals is wrong, and why; None where it can be kept."""
    year = values["time_period"]
    if not _YEAR.fullmatch(year) or int(year) not in _YEARS:
        return "time_period", f"“{year[:20]}” is no calendar year."
    level = _LEVELS.get(values["geographic_level"].casefold())
    if level is None:
        return (
            "geographic_level",
            f"“{values['geographic_level'][:40]}” is none of National, Regional, Local authority.",
        )
    code, name = _NAMED_BY[level]
    if not _CODE.fullmatch(values[code]):
        return code, f"“{values[code][:20]}” is no code such as E10000025."
    if not 0 < len(values[name]) <= _LONGEST_NAME or not values[name].isprintable():
        return name, f"A name of 1 to {_LONGEST_NAME} characters is needed."
    region = values["region_code"]
    if level is Level.AREA and region not in ("", *SYMBOLS) and not _CODE.fullmatch(region):
        return "region_code", f"“{region[:20]}” is no code such as E12000008."
    return _wrong_number(values)


def _wrong_number(values: Mapping[str, str]) -> tuple[str, str] | None:
    for column in _COUNTS:
        if not _COUNT.fullmatch(values[column]) and values[column] not in SYMBOLS:
            return column, f"“{values[column][:20]}” is neither a count nor one of {', '.join(SYMBOLS)}."
    for column in _PERCENTS:
        shown = values[column]
        is_percent = _PERCENT.fullmatch(shown) is not None and float(shown) <= 100
        if not is_percent and shown not in SYMBOLS:
            return column, f"“{shown[:20]}” is neither a percentage nor one of {', '.join(SYMBOLS)}."
    for part, whole in ((_COUNTS[2], _COUNTS[0]), (_COUNTS[3], _COUNTS[1]), (_COUNTS[1], _COUNTS[0])):
        if values[part].isdigit() and values[whole].isdigit() and int(values[part]) > int(values[whole]):
            return part, f"{values[part]} is more than the {values[whole]} under {whole}."
    return None


def _plain(heading: str) -> str:
    return heading.strip().casefold()


def _text(cell: Cell | CellFault) -> str:
    """A cell's text; empty where a workbook gives none."""
    return "" if isinstance(cell, CellFault) else cell.strip()
