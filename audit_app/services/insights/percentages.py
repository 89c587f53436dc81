"""Percentages of a part of the form, audit by audit, from a byte a marker: the arithmetic of the figures' own SQL."""

from collections.abc import Iterable, Iterator, Sequence

from audit_app.store.figures.insights import LEVEL_0, UNSCORED
from forms.model import Framework

_POSSIBLE, _SCORED, _NA = 1 << 20, 1 << 40, 1 << 50
_BITS = 1 << 20, 1 << 10


def part_percentages(framework: Framework, parts: Sequence[tuple[int, Iterable[int]]]) -> Iterator[float | None]:
    """0 to 100 for each audit, of markers as (weight, an audit's byte each); None where too much is unscored.

    At most so many per cent of what applies may be unscored as the framework allows, and something must be scored.
    Each byte stands for points, possible points and what was scored in one number, so that an audit is one addition.
    """
    packed = [map(_table(weight).__getitem__, levels) for weight, levels in parts]
    size, limit = len(packed), framework.unscored_limit_percent
    known: dict[int, float | None] = {}
    for total in map(sum, zip(*packed, strict=True)):
        if total not in known:
            known[total] = _percent(total, size, limit)
        yield known[total]


def _table(weight: int) -> list[int]:
    """By an audit's byte: unscored, NE, NA, then levels 0 to 3."""
    scored = [weight * level + 3 * weight * _POSSIBLE + _SCORED for level in range(4)]
    return [UNSCORED, 0, _NA, *scored][: LEVEL_0 + 4]


def _percent(total: int, size: int, limit: int) -> float | None:
    rest, points = divmod(total, _BITS[0])
    rest, possible = divmod(rest, _BITS[0])
    na, scored = divmod(rest, _BITS[1])
    if not scored or 100 * (size - na - scored) > limit * (size - na):
        return None
    return 100 * points / possible
