"""Counts in a table or a report, and the sums that bind them; what may be printed of them is decided elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SMALLEST, LARGEST = 1, 5


@dataclass(frozen=True, slots=True)
class Relation:
    """total = Σ parts, by cell name; each cell at most once."""

    total: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Cell:
    """A count that is printed, or that anyone could work out though it is not printed (a complement, a rest).

    figures: what can no longer be printed when this cell goes; kept: printed whatever happens.
    """

    count: int
    printed: bool = True
    figures: frozenset[str] = frozenset()
    kept: bool = False
    small: bool | None = None

    @property
    def sensitive(self) -> bool:
        """Whether the count itself must not become known; 1 to 5 unless said otherwise."""
        within = SMALLEST <= self.count <= LARGEST
        return within if self.small is None else self.small


@dataclass(frozen=True, slots=True)
class System:
    """Cells by name, in printed order, and the relations among them."""

    cells: Mapping[str, Cell]
    relations: tuple[Relation, ...] = field(default=())

    def neighbours(self) -> dict[str, list[Relation]]:
        """The relations of each cell."""
        found: dict[str, list[Relation]] = {name: [] for name in self.cells}
        for relation in self.relations:
            for name in relation.cells:
                found[name].append(relation)
        return found


def components(system: System) -> list[System]:
    """The system cut where no relation binds; a cell in no relation cannot be worked out from others."""
    neighbours = system.neighbours()
    left = dict.fromkeys(system.cells)
    parts: list[System] = []
    while left:
        reached, waiting = set[str](), [next(iter(left))]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(other for relation in neighbours[name] for other in relation.cells)
        cells = {name: cell for name, cell in system.cells.items() if name in reached}
        bound = tuple(relation for relation in system.relations if relation.total in reached)
        parts.append(System(cells, bound))
        for name in reached:
            left.pop(name)
    return parts
