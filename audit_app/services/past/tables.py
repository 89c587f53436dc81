"""The table in a file of past audits: which sheet, which row of headings, what its columns are guessed to be."""

from collections.abc import Sequence
from pathlib import Path

from audit_app.domain.problems import AppError, Problem
from audit_app.intake.cells import squeezed
from audit_app.intake.mapping_columns import FileColumns
from audit_app.intake.mapping_guess import Guess
from audit_app.intake.mapping_heading import HeadingReader
from audit_app.intake.past_body import audit_rows
from audit_app.intake.past_check import check_past
from audit_app.intake.past_columns import file_columns
from audit_app.intake.past_grid import Grid, read_grids
from audit_app.intake.past_guess import guess_past, is_known_heading, past_heading_reader
from audit_app.intake.past_layout import Layout, find_layout, plain
from audit_app.intake.past_mapping import PastMapping, is_marker
from audit_app.services.past.frameworks import target_of
from audit_app.services.past.remembered import RememberedPast
from audit_app.store.workspace import Workspace
from resources.past_audits import level_words


def past_layout(path: Path, mapping: PastMapping) -> Layout:
    """The table of the sheet that a mapping means. Raises AppError as `offer_past`."""
    return found_layout(path, past_heading_reader(), mapping.sheet, mapping.heading_row, ())[0]


def is_row_a_score(path: Path) -> bool:
    """Whether a file has a row for each score under our own headings, so that no mapping is needed.

    Raises AppError where it is no table that can be read.
    """
    heads = (grid.rows[0][1] for grid in read_grids(path) if grid.rows)
    return any({"plan_ref", "marker", "score"} <= {squeezed(plain(cell)) for cell in head} for head in heads)


def checked_past(workspace: Workspace, layout: Layout, mapping: PastMapping) -> tuple[Problem, ...]:
    """What speaks against a mapping of a table, wherever it came from."""
    columns = file_columns(layout, audit_rows(layout, _plan_at(layout, mapping)).rows)
    return check_past(columns, mapping, target_of(workspace, mapping))


def found_layout(
    path: Path, reader: HeadingReader, sheet: str, heading_row: int, kept: Sequence[RememberedPast]
) -> tuple[Layout, tuple[str, ...]]:
    """The table of the sheet asked for, else of the likeliest; and the sheets with the same headings beside it."""

    def known(heading: str) -> bool:
        return is_known_heading(reader, heading)

    grids = read_grids(path)
    found = {grid.sheet: one for grid in grids if (one := _peeked(grid, reader)) is not None}
    chosen = sheet or _likeliest(found, reader, kept) or grids[0].sheet
    (grid,) = read_grids(path, chosen) if grids[0].sheets else grids
    layout = find_layout(grid, known, heading_row)
    same = set(map(squeezed, layout.headings))
    alike = [name for name, one in found.items() if name != grid.sheet and set(map(squeezed, one.headings)) == same]
    return layout, tuple(alike)


def _peeked(grid: Grid, reader: HeadingReader) -> Layout | None:
    try:
        return find_layout(grid, lambda heading: is_known_heading(reader, heading)) if grid.rows else None
    except AppError:  # this sheet holds no table; another may
        return None


def _likeliest(found: dict[str, Layout], reader: HeadingReader, kept: Sequence[RememberedPast]) -> str:
    """The first sheet that a remembered mapping fits, else the one with most markers beside a plan reference."""
    for name, layout in found.items():
        if any(one.fits(layout.headings) for one in kept):
            return name
    return max(found, key=lambda name: _promise(found[name], reader), default="")


def _promise(layout: Layout, reader: HeadingReader) -> tuple[bool, int]:
    guesses = guess_past(file_columns(layout, layout.rows).columns, reader, level_words())
    fields = [one.field for one in guesses]
    return "plan_ref" in fields, sum(is_marker(field) or field == "grade" for field in fields)


def guessed_columns(layout: Layout, reader: HeadingReader) -> tuple[FileColumns, tuple[Guess, ...], tuple[str, ...]]:
    """The columns with their guesses: first all rows, then those alone that have a plan reference."""
    words = level_words()
    first = guess_past(file_columns(layout, audit_rows(layout, None).rows).columns, reader, words)
    plan = next((one.heading for one in first if one.field == "plan_ref"), None)
    at = next((column.at for column in layout.columns if column.heading == plan), None)
    body = audit_rows(layout, at)
    columns = file_columns(layout, body.rows)
    return columns, guess_past(columns.columns, reader, words), body.said


def _plan_at(layout: Layout, mapping: PastMapping) -> int | None:
    return next((one.at for one in layout.columns if mapping.field_of(one.heading) == "plan_ref"), None)
