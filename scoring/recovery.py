"""Which withheld counts could be worked out from what is printed.

A reader is assumed to know more than is printed: which withheld cells are the small ones (1 to 5), and that every
other withheld cell is at least 1. A withheld cell is safe when the printed numbers fit a second table, within those
bounds, in which it has another value. That second table is found, not assumed, so "safe" is proved each time.
Not considered: a reader who also replays the rule of choice, and learns from which of two equal cells was taken.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from scoring.cells import LARGEST, SMALLEST, Cell, Relation, System
from scoring.walk import UNBOUNDED, Walk


def exposed(system: System, withheld: Iterable[str]) -> tuple[str, ...]:
    """Withheld or small cells without a proof that they cannot be worked out, in printed order.

    First the basis of all moves that keep every sum is tried, then each cell left is moved by one and followed
    round until the sums agree again. Where sums form tables, a proof that exists has that second shape.
    """
    gone = frozenset(withheld)
    unknown = frozenset(name for name, cell in system.cells.items() if name in gone or not cell.printed)
    room = {name: _room(system.cells[name]) for name in unknown}
    safe: set[str] = set()
    for move in _null_space(system.relations, unknown):
        for sign in (1, -1):
            if all(room[name][0] <= sign * step <= room[name][1] for name, step in move.items()):
                safe.update(move)
    walk = Walk(system.relations, room)
    left: list[str] = []
    for name, cell in system.cells.items():
        if name not in safe and (name in gone or (name in unknown and cell.sensitive)):
            found = walk.way_round(name)
            safe.update(found)
            if not found:
                left.append(name)
    return tuple(left)


def _room(cell: Cell) -> tuple[int, int]:
    """How far down and up a reader would believe the count to lie."""
    if cell.sensitive:
        return SMALLEST - cell.count, LARGEST - cell.count
    return (1 if cell.printed and cell.count else 0) - cell.count, UNBOUNDED


def _null_space(relations: Sequence[Relation], unknown: frozenset[str]) -> list[dict[str, int]]:
    """Whole-number moves of the unknown cells that keep every relation: a basis, by Gauss and Jordan on sparse rows."""
    solved: dict[str, dict[str, Fraction]] = {}
    for relation in relations:
        row = {name: Fraction(1) for name in relation.parts if name in unknown}
        if relation.total in unknown:
            row[relation.total] = Fraction(-1)
        for pivot in [name for name in row if name in solved]:
            _subtract(row, solved[pivot], row[pivot])
        if not row:
            continue
        pivot, lead = next(iter(row.items()))
        row = {name: value / lead for name, value in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    order = dict.fromkeys(name for relation in relations for name in relation.cells if name in unknown)
    order.update(dict.fromkeys(sorted(unknown - order.keys())))
    return [_move(free, solved) for free in order if free not in solved]


def _subtract(row: dict[str, Fraction], other: Mapping[str, Fraction], times: Fraction) -> None:
    for name, value in other.items():
        left = row.get(name, Fraction(0)) - times * value
        if left:
            row[name] = left
        else:
            row.pop(name, None)


def _move(free: str, solved: Mapping[str, Mapping[str, Fraction]]) -> dict[str, int]:
    steps = {pivot: -row[free] for pivot, row in solved.items() if free in row}
    whole = lcm(*(step.denominator for step in steps.values()))
    return {free: whole, **{name: int(step * whole) for name, step in steps.items()}}
