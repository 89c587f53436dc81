"""Which counts are withheld: the small ones, and what else must go so that none of them can be worked out."""

from collections.abc import Iterator

from scoring.cells import System, components
from scoring.recovery import exposed

_LOOK_AHEAD_CELLS = 30


def protect(system: System) -> frozenset[str]:
    """The printed cells to withhold: the sensitive ones, and what else is needed that none can be worked out.

    Where there is a choice, the cell with whose going the fewest figures are lost, then the smallest, then the first
    as printed; a cell of 0 stays. Raises ValueError where a relation does not hold or names an unknown cell.
    """
    for relation in system.relations:
        if any(name not in system.cells for name in relation.cells):
            raise ValueError(f"The relation of {relation.total} names a cell that is not there.")
        if system.cells[relation.total].count != sum(system.cells[name].count for name in relation.parts):
            raise ValueError(f"{relation.total} is not the sum of its parts.")
    withheld: set[str] = set()
    for part in components(system):
        small = frozenset(name for name, c in part.cells.items() if c.printed and c.sensitive and not c.kept)
        enough = _settle(part, small, look_ahead=len(part.cells) <= _LOOK_AHEAD_CELLS)
        withheld |= _pruned(part, enough, small)
    return frozenset(withheld)


def _settle(system: System, withheld: frozenset[str], look_ahead: bool) -> frozenset[str]:
    """Withhold one more cell at a time until nothing is exposed, or nothing more can go."""
    order = {name: place for place, name in enumerate(system.cells)}
    while True:
        choices: list[str] = []
        for name in exposed(system, withheld):
            choices = list(_candidates(system, name, withheld))
            if choices:
                break
        if not choices:
            return withheld
        price = {name: _price(system, withheld | {name}, look_ahead) for name in choices}
        withheld |= {min(choices, key=lambda name: (price[name], system.cells[name].count, order[name]))}


def _pruned(system: System, withheld: frozenset[str], small: frozenset[str]) -> frozenset[str]:
    """Without the cells, largest first, that turned out not to be needed; all stay where something is still exposed."""
    if exposed(system, withheld):
        return withheld
    for name in sorted(withheld - small, key=lambda name: (-system.cells[name].count, name)):
        if not exposed(system, withheld - {name}):
            withheld -= {name}
    return withheld


def _price(system: System, withheld: frozenset[str], look_ahead: bool) -> int:
    """What a choice costs: the figures lost in the end; in a large system those lost now, and the loose ends left."""
    if look_ahead:
        return _lost(system, _settle(system, withheld, look_ahead=False))
    loose = 0
    for relation in system.relations:
        loose += sum(name in withheld or not system.cells[name].printed for name in relation.cells) == 1
    return _lost(system, withheld) + loose


def _lost(system: System, withheld: frozenset[str]) -> int:
    """Figures gone with the withheld cells, and with the small ones that are never printed themselves."""
    gone = (cell for name, cell in system.cells.items() if name in withheld or cell.sensitive)
    return len(frozenset[str]().union(*(cell.figures for cell in gone)))


def _candidates(system: System, name: str, withheld: frozenset[str]) -> Iterator[str]:
    """Printed cells bound to `name` through relations whose other cells are unknown."""
    neighbours = system.neighbours()
    reached, waiting = {name}, [name]
    while waiting:
        for relation in neighbours[waiting.pop()]:
            for other in relation.cells:
                if other in reached:
                    continue
                reached.add(other)
                cell = system.cells[other]
                if other in withheld or not cell.printed:
                    waiting.append(other)
                elif not cell.kept and cell.count > 0:
                    yield other
