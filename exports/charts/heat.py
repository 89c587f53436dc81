"""A heat map: a number in each cell on a ground that darkens with it, and everything in words; it knows no figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from types import MappingProxyType

from exports.charts.scene import Anchor, Box, Item, Line, Mark, Scene, Shape, Words
from resources.theme import Colour
from scoring.figures import rounded

STEPS: Mapping[Colour, float] = MappingProxyType(
    {Colour.HEAT_1: 0.0, Colour.HEAT_2: 1.0, Colour.HEAT_3: 1.5, Colour.HEAT_4: 2.0, Colour.HEAT_5: 2.5}
)
"""Each ground with the lowest level, 0 to 3, that has it."""
_NAMES, _HEAD, _ROW, _KEY = 214.0, 22.0, 22.0, 34.0
_KEY_NAMES = 110.0
"""How much of the width the words before the key take."""
_SIZE, _SMALL = 9.5, 8.0
_GAP = 1.5
_INDENT, _LINE_LETTERS, _SMALL_LETTERS = 22.0, 37, 45
"""Where names begin; so many letters of one stand in a line, or in each of two smaller lines."""


@dataclass(frozen=True, slots=True)
class Heat:
    """A cell: its level, 0 to 3, None where it rests on too few plans, and on how many it rests."""

    level: float | None
    plans: int | None = None


def heat_map(
    rows: Sequence[tuple[str, str]], columns: Sequence[str], cells: Mapping[tuple[int, int], Heat], width: float
) -> Scene:
    """Rows (id and name) against columns, `width` points wide; cells by (row, column), and none where none belongs."""
    across = (width - _NAMES) / max(len(columns), 1)
    items: list[Item] = [
        Words(name, _NAMES + across * (at + 0.5), 14, _SMALL, Colour.SOFT_INK, Anchor.MIDDLE, room=across - 6)
        for at, name in enumerate(columns)
    ]
    for row, (id_, name) in enumerate(rows):
        top = _HEAD + _ROW * row
        items.append(Words(id_, 0, top + _ROW / 2 + 3.5, _SIZE, bold=True))
        items += _named(name, top + _ROW / 2)
        for column in range(len(columns)):
            items += _cell(cells.get((row, column)), _NAMES + across * column, top, across)
    bottom = _HEAD + _ROW * len(rows)
    items.append(Line(0, bottom + 5, width, bottom + 5, Colour.LINE, 0.6))
    items += _key(bottom + 12, width)
    return Scene(width, bottom + _KEY, tuple(items), _alternative(rows, columns, cells))


def step(level: float) -> Colour:
    """The ground of a level as it is printed, so that a number and its ground never disagree."""
    shown = float(rounded(level, 2))
    return [colour for colour, lowest in STEPS.items() if shown >= lowest][-1]


def ink_on(ground: Colour) -> Colour:
    """The colour of text on a ground of STEPS, at 4.5 : 1 or better."""
    return Colour.ON_ACCENT if ground is Colour.HEAT_5 else Colour.INK


def _named(name: str, middle: float) -> Iterator[Words]:
    """A row's name, a long one in two smaller lines."""
    room = _NAMES - _INDENT - 8
    if len(name) <= _LINE_LETTERS:
        yield Words(name, _INDENT, middle + 3.5, _SIZE, room=room)
        return
    first, *rest = wrap(name, _SMALL_LETTERS)
    yield Words(first, _INDENT, middle - 1.5, _SMALL, room=room)
    yield Words(" ".join(rest), _INDENT, middle + 8, _SMALL, room=room)


def _cell(cell: Heat | None, left: float, top: float, across: float) -> Iterator[Item]:
    if cell is None:
        return
    if cell.level is None:
        yield Shape(Mark.DOT, left + across / 2, top + _ROW / 2, 3.5, Colour.COMMON_CAUSE)
        return
    ground = step(cell.level)
    ink, middle, line = ink_on(ground), left + across / 2, top + _ROW / 2 + 3.5
    yield Box(left + _GAP, top + _GAP, across - 2 * _GAP, _ROW - 2 * _GAP, ground)
    yield Words(rounded(cell.level, 2), middle - 2, line, _SIZE, ink, Anchor.END, bold=True)
    yield Words(f"n {cell.plans}", middle + 5, line, _SMALL, ink)


def _key(top: float, width: float) -> Iterator[Item]:
    across = (width - _KEY_NAMES) / len(STEPS)
    yield Words("Mean level, 0 to 3", 0, top + 12, _SMALL, Colour.SOFT_INK, room=_KEY_NAMES - 8)
    lows = [*STEPS.values(), None]
    for at, ground in enumerate(STEPS):
        left = _KEY_NAMES + across * at
        yield Box(left + _GAP, top, across - 2 * _GAP, 18, ground)
        words = _between(lows[at], lows[at + 1])
        yield Words(words, left + across / 2, top + 12, _SMALL, ink_on(ground), Anchor.MIDDLE, room=across - 6)


def _between(low: float | None, high: float | None) -> str:
    if not low:
        return f"under {high:g}"
    return f"{low:g} to under {high:g}" if high is not None else f"{low:g} to 3"


def _alternative(rows: Sequence[tuple[str, str]], columns: Sequence[str], cells: Mapping[tuple[int, int], Heat]) -> str:
    said = []
    for row, (id_, name) in enumerate(rows):
        found = [(columns[at], cells[row, at]) for at in range(len(columns)) if (row, at) in cells]
        said.append(f"{id_} {name}: {', '.join(f'{column} {_said(cell)}' for column, cell in found)}.")
    return f"Heat map of mean levels, 0 to 3, by section and agency. {' '.join(said)}"


def _said(cell: Heat) -> str:
    if cell.level is None:
        return "too few plans"
    return f"{rounded(cell.level, 2)} ({cell.plans} {'plan' if cell.plans == 1 else 'plans'})"
