"""The country beside the area: the DfE's published table imported as it is, the area and neighbours chosen from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.intake.comparison import COLUMNS, read_comparison
from audit_app.services.refusals import refused
from audit_app.services.register.files import digest_of
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_settings import settings_op, workspace_settings
from audit_app.store.read_trajectories import HeldComparison, held_comparisons
from audit_app.store.workspace import Workspace
from scoring.timeliness.issued import Issued
from scoring.timeliness.published import Level, Place, PublishedRow, PublishedShare, places

FIGURE: Final = "timeliness.20_weeks"
SOURCE: Final = "Department for Education, Education, health and care plans: timeliness_20_week"
AREA: Final = "comparison_area"
NEIGHBOURS: Final = "comparison_neighbours"
"""The names under which the workspace keeps the code of its own area, and those of its neighbours."""
MOST_NEIGHBOURS: Final = 12


@dataclass(frozen=True, slots=True)
class ComparisonImported:
    """What an import of the published table did: lines read, rows kept, the years; `changes` False where held so."""

    file: str
    lines: int
    rows: int
    years: tuple[int, ...]
    areas: int
    changes: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the workspace set: its own area and its neighbours, None and empty where nothing was chosen."""

    area: Place | None
    neighbours: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """A line of the table: England, the region, a neighbour or the area, by year as published.

    `own` marks the area's line as published. Years without a row are absent.
    """

    level: Level
    code: str
    name: str
    own: bool
    years: Mapping[int, PublishedRow]


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """The area beside England, its region and neighbours, by year.

    `register` are the same years counted from the workspace's own register, those that are not published yet too.
    """

    years: tuple[int, ...]
    lines: tuple[ComparisonLine, ...]
    register: Mapping[int, Issued]
    chosen: Chosen
    source: str
    file: str
    imported_on: str


def import_comparison(
    workspace: Workspace, path: Path, *, area: str | None = None, neighbours: Sequence[str] = ()
) -> ComparisonImported:
    """Keep the totals of the published table, and say which area this is and who stands beside it where they are named.

    The same file again writes nothing. Raises AppError with each fault and its place, or where an area that is named
    is not in the table: then nothing was written.
    """
    workspace.demand(Act.EDIT_WORKSPACE)
    reading = read_comparison(path)
    if reading.problems:
        raise refused(reading.file, reading.problems)
    digest = digest_of(path)
    id_ = Ids(workspace.id).comparison(digest)
    is_held = any(one.id == id_ for one in held_comparisons(workspace.conn, FIGURE))
    rows = [_row(one) for one in reading.rows]
    _demand_named(areas(workspace) if is_held else places(rows), area, neighbours)
    years = tuple(sorted({row.year for row in rows}))
    if not is_held:
        value = {
            "figure": FIGURE,
            "source": SOURCE,
            "file": reading.file,
            "digest": digest,
            "imported_on": workspace.means.now().date().isoformat(),
            "columns": list(COLUMNS),
            "rows": [list(row) for row in reading.rows],
        }
        label = f"Import the published timeliness of {years[0]} to {years[-1]}"
        workspace.door.write(label, [Op("comparison", id_, "record", value)], sign="import")
    if area is not None:
        choose_area(workspace, area)
    if neighbours:
        choose_neighbours(workspace, neighbours)
    named = sum(row.level is Level.AREA and row.year == years[-1] for row in rows)
    return ComparisonImported(reading.file, reading.lines, len(rows), years, named, not is_held)


def areas(workspace: Workspace) -> tuple[Place, ...]:
    """The areas that can be chosen, by name; none before a table was imported."""
    held = _newest(workspace)
    return () if held is None else places(_rows(held))


def chosen(workspace: Workspace) -> Chosen:
    """The area and its neighbours; one that the newest table no longer has is left out."""
    known = {place.code: place for place in areas(workspace)}
    kept = workspace_settings(workspace.conn)
    codes = kept.get(NEIGHBOURS)
    listed = [str(code) for code in codes] if isinstance(codes, list) else []
    return Chosen(known.get(str(kept.get(AREA))), tuple(known[code] for code in listed if code in known))


def choose_area(workspace: Workspace, code: str) -> None:
    """Say which area of the table the workspace is; its region follows from the file. Raises AppError."""
    workspace.demand(Act.EDIT_WORKSPACE)
    place = _place(areas(workspace), code)
    if workspace_settings(workspace.conn).get(AREA) != place.code:
        op = settings_op(workspace.conn, workspace.id, AREA, place.code)
        workspace.door.write(f"This area is {place.name}", [op])


def choose_neighbours(workspace: Workspace, codes: Sequence[str]) -> None:
    """Say which areas stand beside it, MOST_NEIGHBOURS at most, in this order. Raises AppError."""
    workspace.demand(Act.EDIT_WORKSPACE)
    known = areas(workspace)
    wanted = _demand_few(known, codes)
    if workspace_settings(workspace.conn).get(NEIGHBOURS, []) != wanted:
        op = settings_op(workspace.conn, workspace.id, NEIGHBOURS, wanted)
        workspace.door.write(f"Neighbours to compare with: {len(wanted)}", [op])


def found_area(workspace: Workspace, words: str) -> Place:
    """The area that a code or a name, in any case, means. Raises AppError where there is none."""
    return _place(areas(workspace), words)


def comparison(workspace: Workspace, register: Mapping[int, Issued]) -> ComparisonTable | None:
    """The table of the newest import beside the register's own years; None before one was imported."""
    held = _newest(workspace)
    if held is None:
        return None
    rows = _rows(held)
    picked = chosen(workspace)
    return ComparisonTable(
        years=tuple(sorted({row.year for row in rows} | register.keys())),
        lines=tuple(_lines(rows, picked)),
        register=dict(register),
        chosen=picked,
        source=held.source,
        file=held.file,
        imported_on=held.imported_on,
    )


def _demand_named(known: Sequence[Place], area: str | None, neighbours: Sequence[str]) -> None:
    """Ask before anything is written whether every area that is named can be chosen."""
    if area is not None:
        _place(known, area)
    _demand_few(known, neighbours)


def _demand_few(known: Sequence[Place], codes: Sequence[str]) -> list[str]:
    """The codes of these areas, each once. Raises AppError where there is no such area, or there are too many."""
    wanted = list(dict.fromkeys(_place(known, code).code for code in codes))
    if len(wanted) > MOST_NEIGHBOURS:
        raise AppError(f"At most {MOST_NEIGHBOURS} neighbours can be chosen. Leave some out.")
    return wanted


def _newest(workspace: Workspace) -> HeldComparison | None:
    """Of tables imported on one day, the one that reaches furthest."""
    held = held_comparisons(workspace.conn, FIGURE)
    return max(held, key=lambda one: (one.imported_on, max(row[0] for row in one.rows), one.id), default=None)


def _rows(held: HeldComparison) -> list[PublishedRow]:
    return [_row(row) for row in held.rows]


def _row(values: Sequence[str]) -> PublishedRow:
    kept = dict(zip(COLUMNS, values, strict=True))
    including, excluding = (
        PublishedShare(kept[f"within_{how}"], kept[f"of_{how}"], kept[f"percent_{how}"])
        for how in ("including", "excluding")
    )
    return PublishedRow(
        int(kept["year"]), Level(kept["level"]), kept["code"], kept["name"], kept["region"], including, excluding
    )


def _lines(rows: Iterable[PublishedRow], picked: Chosen) -> list[ComparisonLine]:
    """The area first, then England, its region and the neighbours in their order."""
    by_code: dict[str, dict[int, PublishedRow]] = {}
    for row in rows:
        by_code.setdefault(row.code, {})[row.year] = row
    england = [code for code, years in by_code.items() if next(iter(years.values())).level is Level.ENGLAND]
    area = [picked.area.code] if picked.area is not None else []
    region = [picked.area.region] if picked.area is not None else []
    beside = [place.code for place in picked.neighbours if place.code not in area]
    found = []
    for code in (*area, *england, *region, *beside):
        years = by_code.get(code, {})
        if years:
            newest = years[max(years)]
            found.append(ComparisonLine(newest.level, code, newest.name, code in area, years))
    return found


def _place(known: Sequence[Place], words: str) -> Place:
    if not known:
        raise AppError("No published table is imported yet. Import the DfE's timeliness_20_week.csv first.")
    wanted = words.strip().casefold()
    for place in known:
        if wanted in (place.code.casefold(), place.name.casefold()):
            return place
    near = [place.name for place in known if wanted and wanted in place.name.casefold()][:5]
    hint = f" Is it {', '.join(near)}?" if near else " Give a name as the table has it, or a code such as E10000025."
    raise AppError(f"The published table has no area called {words.strip()[:60]}.{hint}")
