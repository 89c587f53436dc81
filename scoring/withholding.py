"""Withholding small numbers in tables of counts, for each profile; what the counts mean is not known here.

public: the DfE's rule for children's statistics (1 to 5 withheld, 0 stays 0) with secondary suppression;
NHS partners: NHS Digital's rule (1 to 7 withheld, others to the nearest 5); board: groups of under 6 plans.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from scoring.cells import LARGEST, SMALLEST, Cell, Relation, System
from scoring.protection import protect

BOARD_MINIMUM = 6
NHS_MINIMUM = 8
_NHS_STEP = 5
_TOTAL = "\n"  # no group can be called so


class Symbol(StrEnum):
    """What stands in place of a number (DfE analysts' guide, data symbols); the NHS prints a star."""

    WITHHELD = "c"
    NOT_APPLICABLE = "z"
    NOT_AVAILABLE = "x"
    NHS = "*"


Shown = int | Symbol


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A one-way table as printed; total is None where none was given."""

    cells: tuple[Shown, ...]
    total: Shown | None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A two-way table as printed, with its totals."""

    rows: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True, slots=True)
class Groups:
    """Names of the breakdown groups that a board does not see; replaced: one sentence stands for the whole table."""

    withheld: frozenset[str]
    replaced: bool


def is_small(count: int) -> bool:
    """Whether a count is 1 to 5. Raises ValueError under 0."""
    if count < 0:
        raise ValueError("A count is 0 or more.")
    return SMALLEST <= count <= LARGEST


def withhold_percentage(numerator: int, denominator: int) -> bool:
    """Whether a percentage goes: its numerator, its complement or its denominator is 1 to 5.

    Raises ValueError where 0 ≤ numerator ≤ denominator does not hold.
    """
    return any(is_small(count) for count in (numerator, denominator - numerator, denominator))


def withhold_public(cells: Sequence[int], total: int | None = None) -> ShownRow:
    """A one-way table for the public: 1 to 5 → c, 0 stays, and the next smallest cell goes where a total tells.

    A total above the sum of the cells leaves an unprinted rest, which must not become known either when it is small.
    Raises ValueError for a count under 0 or a total below the sum.
    """
    named = {f"cell {place}": _cell(f"cell {place}", count) for place, count in enumerate(cells)}
    parts = tuple(named)
    if total is None:
        gone = protect(System(named))
        return ShownRow(_shown(parts, named, gone), None)
    if total < sum(cells):
        raise ValueError("The total is less than the sum of its cells.")
    named["total"] = _cell("total", total)
    rest = total - sum(cells)
    if rest:
        named["rest"] = Cell(rest, printed=False)
    relation = Relation("total", parts + (("rest",) if rest else ()))
    gone = protect(System(named, (relation,)))
    return ShownRow(_shown(parts, named, gone), _shown(("total",), named, gone)[0])


def withhold_table(rows: Sequence[Sequence[int]]) -> ShownTable:
    """A small two-way table for the public; totals are added up here, and no withheld cell follows from them.

    Raises ValueError for a count under 0, rows of different lengths, or no cell at all.
    """
    width = len(rows[0]) if rows else 0
    if not width or any(len(row) != width for row in rows):
        raise ValueError("A table has rows of one length with at least one cell.")
    across, down = range(width), range(len(rows))
    counts = {f"{r},{c}": rows[r][c] for r in down for c in across}
    counts |= {f"{r},all": sum(rows[r]) for r in down}
    counts |= {f"all,{c}": sum(row[c] for row in rows) for c in across}
    counts["all,all"] = sum(sum(row) for row in rows)
    lines = [Relation(f"{r},all", tuple(f"{r},{c}" for c in across)) for r in (*down, "all")]
    lines += [Relation(f"all,{c}", tuple(f"{r},{c}" for r in down)) for c in (*across, "all")]
    cells = {name: _cell(name, count) for name, count in counts.items()}
    gone = protect(System(cells, tuple(lines)))
    return ShownTable(
        rows=tuple(_shown([f"{r},{c}" for c in across], cells, gone) for r in down),
        row_totals=_shown([f"{r},all" for r in down], cells, gone),
        column_totals=_shown([f"all,{c}" for c in across], cells, gone),
        total=_shown(["all,all"], cells, gone)[0],
    )


def withhold_groups(sizes: Mapping[str, int], total: int | None = None) -> Groups:
    """The breakdown groups (name → plans) that a board does not see: under 6 plans, but not 0.

    `total` is the sample's own number of plans, always printed; where it would tell a withheld group's size, the
    next smallest group goes too. Over half of the groups withheld: one sentence replaces the table.
    A total other than the sum (a plan in two groups, or in none) binds as far as it can: above the sum it leaves a
    rest that nobody sees, below it nothing. Raises ValueError for a size under 0.
    """
    withheld = withhold_group_cells({name: ({"": name}, size) for name, size in sizes.items()}, total)
    return Groups(withheld, replaced=over_half(len(withheld), len(sizes)))


def withhold_group_cells(
    groups: Mapping[str, tuple[Mapping[str, str], int]],
    total: int | None = None,
    items: Mapping[str, int] | None = None,
) -> frozenset[str]:
    """As `withhold_groups`, for groups of one or more breakdowns: name → (dimension → value, plans).

    A group of two dimensions is part of each group of one of them. Where `items` of plans are printed, it is they that
    add up to the total, and a plan may have some in several groups; small are still groups of under 6 plans.
    Raises ValueError for a size under 0.
    """
    cells = {name: _cell(name, size) for name, (_, size) in groups.items()}
    if items is not None:
        cells = {name: replace(cell, count=items[name], small=cell.sensitive) for name, cell in cells.items()}
    named = {frozenset(parts.items()): name for name, (parts, _) in groups.items()}
    if total is not None:
        named[frozenset()] = _TOTAL
        cells[_TOTAL] = Cell(total, kept=True)
    lines: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, (parts, _) in groups.items():
        for part in parts.items():
            whole = named.get(frozenset(parts.items()) - {part})
            if whole is not None:
                lines[whole, part[0]].append(name)
    relations: list[Relation] = []
    for (whole, dimension), members in lines.items():
        rest = cells[whole].count - sum(cells[member].count for member in members)
        if rest > 0:
            members.append(f"{whole} not by {dimension}\n")
            cells[members[-1]] = Cell(rest, printed=False, small=False)
        if rest >= 0:
            relations.append(Relation(whole, tuple(members)))
    return protect(System(cells, tuple(relations))) & groups.keys()


def over_half(withheld: int, groups: int) -> bool:
    """Whether one sentence replaces the table: over half of its groups would be withheld."""
    return 2 * withheld > groups


def nhs_count(count: int) -> Shown:
    """A count for NHS partners: 0 → 0, 1 to 7 → *, others to the nearest 5. Raises ValueError under 0."""
    if count < 0:
        raise ValueError("A count is 0 or more.")
    if 0 < count < NHS_MINIMUM:
        return Symbol.NHS
    return (count + _NHS_STEP // 2) // _NHS_STEP * _NHS_STEP


def nhs_percentage(numerator: int, denominator: int) -> float | None:
    """0 to 100, from the rounded numbers; None (print *) where one of them is withheld or the denominator is 0.

    Raises ValueError where 0 ≤ numerator ≤ denominator does not hold.
    """
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no proportion.")
    part, whole = nhs_count(numerator), nhs_count(denominator)
    if isinstance(part, Symbol) or isinstance(whole, Symbol) or whole == 0:
        return None
    return 100 * part / whole


def nhs_shows_mean(n: int) -> bool:
    """Whether NHS partners may see a mean of n values: from 8."""
    return n >= NHS_MINIMUM


def _cell(name: str, count: int) -> Cell:
    if count < 0:
        raise ValueError("A count is 0 or more.")
    return Cell(count, figures=frozenset({name}))


def _shown(names: Sequence[str], cells: Mapping[str, Cell], gone: frozenset[str]) -> tuple[Shown, ...]:
    return tuple(Symbol.WITHHELD if name in gone else cells[name].count for name in names)
