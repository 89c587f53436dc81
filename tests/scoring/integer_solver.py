"""A reader with pencil and paper: can a number be worked out from sums? Independent of the code under test."""

from collections.abc import Mapping, Sequence

Equation = tuple[Mapping[str, int], int]
"""Coefficients by unknown, and what they add up to."""
Bounds = dict[str, tuple[int, int]]


def could_be_other(name: str, truth: int, equations: Sequence[Equation], bounds: Bounds) -> bool:
    """Whether whole numbers within the bounds solve the equations with another value for `name`."""
    low, high = bounds[name]
    below, above = dict(bounds), dict(bounds)
    below[name], above[name] = (low, truth - 1), (truth + 1, high)
    return any(_solvable(equations, one) for one in (below, above) if one[name][0] <= one[name][1])


def _solvable(equations: Sequence[Equation], bounds: Bounds) -> bool:
    narrowed = _narrowed(equations, bounds)
    if narrowed is None:
        return False
    open_names = [name for name, (low, high) in narrowed.items() if low < high]
    if not open_names:
        return True
    name = min(open_names, key=lambda one: narrowed[one][1] - narrowed[one][0])
    low, high = narrowed[name]
    middle = (low + high) // 2
    halves = ((low, middle), (middle + 1, high))
    return any(_solvable(equations, {**narrowed, name: half}) for half in halves)


def _narrowed(equations: Sequence[Equation], bounds: Bounds) -> Bounds | None:
    """The bounds that every single equation leaves; None where one cannot hold."""
    now = dict(bounds)
    changed = True
    while changed:
        changed = False
        for terms, total in equations:
            ends = {n: sorted((c * now[n][0], c * now[n][1])) for n, c in terms.items()}
            least, most = sum(e[0] for e in ends.values()), sum(e[1] for e in ends.values())
            if not least <= total <= most:
                return None
            for name, factor in terms.items():
                room = (total - (most - ends[name][1]), total - (least - ends[name][0]))
                first, second = sorted(room) if factor == 1 else sorted((-room[0], -room[1]))
                low, high = max(now[name][0], first), min(now[name][1], second)
                if low > high:
                    return None
                if (low, high) != now[name]:
                    now[name] = (low, high)
                    ends[name] = sorted((factor * low, factor * high))
                    least, most = sum(e[0] for e in ends.values()), sum(e[1] for e in ends.values())
                    changed = True
    return now
