"""Tables without ruled lines: found by a row of column headings, read by where the lines below begin."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from audit_app.intake.plans.pdf_lines import Line
from audit_app.intake.plans.pdf_tables import CellLines, PageTable
from scoring.plan.names import Column, column_named

LONGEST_HEADING: Final = 40
SAME_LEFT: Final = 4.0
"""Points by which lines of a column may begin left of it."""
INDENT: Final = 30.0
"""Points by which they may begin right of it, as list items do."""
ROW_GAP: Final = 0.4
"""A gap of so much of a line's height parts two rows."""


def with_columns(flow: list[Line | PageTable]) -> list[Line | PageTable]:
    """The same with lines that stand in columns under a row of headings as tables."""
    result: list[Line | PageTable] = []
    at = 0
    while at < len(flow):
        heads = list(_headings(flow, at))
        if len(heads) > 1:
            inside, count = _inside(flow, at + len(heads), heads)
            if len({_column(line, heads) for line in inside}) > 1:
                result.append(_table(heads, inside))
                at += len(heads) + count
                continue
        result.append(flow[at])
        at += 1
    return result


def _headings(flow: list[Line | PageTable], at: int) -> Iterator[Line]:
    """The lines from here on that stand side by side and name columns."""
    first = flow[at]
    if not isinstance(first, Line) or not _names_column(first):
        return
    last = None
    for one in flow[at:]:
        if not isinstance(one, Line) or one.page != first.page or abs(one.top - first.top) > first.height / 2:
            return
        if not _names_column(one) or (last is not None and one.left <= last.right):
            return
        yield one
        last = one


def _names_column(line: Line) -> bool:
    return len(line.text) <= LONGEST_HEADING and column_named(line.text) is not Column.OTHER


def _inside(flow: list[Line | PageTable], begin: int, heads: list[Line]) -> tuple[list[Line], int]:
    """The lines that stand in these columns, parted by column, and how many they were before."""
    found: list[Line] = []
    count = 0
    for one in flow[begin:]:
        parts = list(_parted(one, heads)) if isinstance(one, Line) else []
        last = found[-1] if found else heads[0]
        if not parts or any(_column(part, heads) < 0 for part in parts) or _ends(parts[0], last, heads):
            break
        found.extend(parts)
        count += 1
    return found, count


def _ends(line: Line, last: Line, heads: list[Line]) -> bool:
    """Whether a line stands too far from the one before to be of the same table, or is a heading."""
    is_far = line.page == last.page and line.top - last.bottom > 4 * last.height
    return is_far or line.page > last.page + 1 or (line.is_bold and not _repeats(line, heads))


def _parted(line: Line, heads: list[Line]) -> Iterator[Line]:
    """The pieces of a line that runs over several columns, parted where a column begins."""
    words = line.text.split(" ")
    begin, left = 0, line.left
    for at, right, next_left in line.gaps:
        if any(abs(next_left - head.left) <= SAME_LEFT for head in heads) and at < len(words):
            yield replace(line, text=" ".join(words[begin:at]), left=left, right=right, is_divided=False, gaps=())
            begin, left = at, next_left
    yield replace(line, text=" ".join(words[begin:]), left=left, gaps=()) if begin else line


def _column(line: Line, heads: list[Line]) -> int:
    """The column that a line stands in, counted from 0; -1 where it stands in none."""
    lefts = [head.left for head in heads]
    at = next((n for n in reversed(range(len(lefts))) if line.left >= lefts[n] - SAME_LEFT), -1)
    if at < 0 or line.left > lefts[at] + INDENT:
        return -1
    return at if at == len(lefts) - 1 or line.right <= lefts[at + 1] + 1 else -1


def _repeats(line: Line, heads: list[Line]) -> bool:
    return any(line.text == head.text for head in heads)


def _table(heads: list[Line], lines: list[Line]) -> PageTable:
    edges = tuple(head.left for head in heads)
    rows = [[CellLines(at, 1, [head]) for at, head in enumerate(heads)]]
    repeated: list[list[CellLines]] = []
    last: Line | None = None
    by_cell = _is_cell_by_cell(lines, heads)
    for line in lines:
        column = _column(line, heads)
        if _repeats(line, heads) and line.page > heads[0].page:
            repeated.append([CellLines(column, 1, [line])])
            continue
        if last is None or _new_row(rows[-1], line, column - _column(last, heads), last, by_cell=by_cell):
            rows.append([])
        cell = next((one for one in rows[-1] if one.column == column), None)
        if cell is None:
            cell = CellLines(column, 1)
            rows[-1].append(cell)
        cell.lines.append(line)
        last = line
    right = max(line.right for line in lines)
    return PageTable(
        heads[0].page, heads[0].top, lines[-1].bottom, edges, right, rows, repeated=repeated, is_ruled=False
    )


def _is_cell_by_cell(lines: list[Line], heads: list[Line]) -> bool:
    """Whether the PDF says one cell after another, and not line by line across them."""
    return any(
        one.page == other.page and _column(one, heads) == _column(other, heads) and _column(one, heads) >= 0
        for one, other in pairwise(lines)
    )


def _new_row(row: list[CellLines], line: Line, moved: int, last: Line, *, by_cell: bool) -> bool:
    """Whether a line begins a row; `moved` is by how many columns it stands right of the line before."""
    if line.page != last.page:
        return moved < 0 or (moved == 0 and line.text[:1].isupper())
    if moved > 0:
        return False
    bottom = max(one.bottom for cell in row for one in cell.lines if one.page == line.page)
    if moved == 0:
        is_first = line.left <= row[0].lines[0].left + INDENT and row[0].column == 0
        return is_first and line.top - bottom > 2 * ROW_GAP * line.height
    return line.top > bottom - line.height / 2 and (by_cell or line.top - bottom > ROW_GAP * line.height)
