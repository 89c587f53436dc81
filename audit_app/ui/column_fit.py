"""How wide the columns of a table are in the room there is, and which are left out; plain numbers, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a column would like, in pixels: its whole width, and the least it can do with.

    The higher `yields`, the sooner the column is left out where not all have room; with 0 it always stays.
    """

    width: int
    least: int
    yields: int = 0


def fit_columns(wanted: Sequence[Wanted], room: int) -> tuple[int, ...]:
    """The width of each column, 0 for those left out.

    Columns that may be left out go first, so that what is shown is whole; only then the others grow narrower, each by
    the same share of what it can spare. Where even that is not enough they are wider together than the room.
    """
    kept = list(range(len(wanted)))
    while sum(wanted[number].width for number in kept) > room:
        yielding = [number for number in kept if wanted[number].yields]
        if not yielding:
            break
        kept.remove(max(yielding, key=lambda number: (wanted[number].yields, number)))
    over = sum(wanted[number].width for number in kept) - room
    spare = sum(wanted[number].width - wanted[number].least for number in kept)
    share = min(over / spare, 1.0) if over > 0 and spare > 0 else 0.0
    widths = [0] * len(wanted)
    for number in kept:
        one = wanted[number]
        widths[number] = one.width - _up((one.width - one.least) * share, one.width - one.least)
    return tuple(widths)


def _up(given: float, most: int) -> int:
    """Whole pixels, never fewer than asked for."""
    return min(int(given) + (given > int(given)), most)
