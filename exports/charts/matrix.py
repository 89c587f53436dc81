"""Numbers for every two of some parties, as a square: one party reads along its row; it knows no figure."""

from collections.abc import Iterator, Mapping, Sequence

from exports.charts.scene import Anchor, Box, Item, Line, Scene, Words
from resources.theme import Colour

_NAMES, _HEAD, _ROW = 92.0, 22.0, 40.0
_SIZE, _SMALL = 9.5, 8.5

Cells = Mapping[tuple[str, str], tuple[str, ...]]
"""What stands in the row of one party and the column of another: the first line large, the others small below."""


def matrix(parties: Sequence[str], cells: Cells, width: float, title: str, told: Sequence[str]) -> Scene:
    """A square `width` points wide; `told` is all of it in sentences."""
    across = (width - _NAMES) / max(len(parties), 1)
    items: list[Item] = list(_heads(parties, across))
    for row, of in enumerate(parties):
        top = _HEAD + _ROW * row
        items.append(Line(0, top, width, top, Colour.LINE, 0.6))
        items.append(Words(of, 0, top + _ROW / 2 + 3, _SIZE, room=_NAMES - 8))
        for column, other in enumerate(parties):
            items += _cell(cells.get((of, other)), _NAMES + across * column, top, across, is_own=of == other)
    high = _HEAD + _ROW * len(parties)
    items.append(Line(0, high, width, high, Colour.LINE, 0.6))
    return Scene(width, high + 2, tuple(items), f"{title}. {' '.join(told)}")


def _heads(parties: Sequence[str], across: float) -> Iterator[Item]:
    for column, of in enumerate(parties):
        middle = _NAMES + across * (column + 0.5)
        yield Words(of, middle, 14, _SMALL, Colour.SOFT_INK, Anchor.MIDDLE, room=across - 6)


def _cell(lines: Sequence[str] | None, left: float, top: float, across: float, *, is_own: bool) -> Iterator[Item]:
    if is_own:
        yield Box(left + 1, top + 1, across - 2, _ROW - 2, Colour.CANVAS)
        return
    for number, words in enumerate(lines or ("–",)):
        size, colour = (_SIZE, Colour.INK) if number == 0 else (_SMALL, Colour.SOFT_INK)
        y = top + 13 + 11 * number
        yield Words(words, left + across / 2, y, size, colour, Anchor.MIDDLE, bold=number == 0, room=across - 6)
