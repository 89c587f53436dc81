"""How one member's scores lie beside the consensus: bias, spread, markers to revisit. It knows nobody's name.

A gap is the member's score minus the agreed one, from -3 to 3: above nought the member saw more than the group did.
Only where both gave a level (0 to 3) is there a gap; NA and NE are counted aside. What the group agreed is no truth:
the card shows where to look again, and no figure is made of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

FEWEST: Final = 10
"""Under so many compared markers neither bias nor spread is told."""

FAR: Final = 2
"""A gap of so many levels makes a marker one to revisit by itself."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One marker of one plan as the member scored it (`own`) and as it was agreed; both 0 to 3, None for no level."""

    round: str
    plan: str
    marker: str
    section: str
    own: int | None
    agreed: int | None

    @property
    def gap(self) -> int | None:
        """The member's score minus the agreed one, None where there is none."""
        return None if self.own is None or self.agreed is None else self.own - self.agreed


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close `n` scores lie to the agreed ones.

    `bias` is the mean gap in levels and `spread` the standard deviation of the gaps with n - 1 below the line; both are
    None under `FEWEST`, where it is too few to say. `exact` and `within_one` are counts of `n`.
    """

    n: int
    exact: int
    within_one: int
    bias: float | None
    spread: float | None


@dataclass(frozen=True, slots=True)
class Revisit:
    """A marker to look at again: where it was off, the furthest first, and in how many rounds."""

    marker: str
    off: tuple[Compared, ...]
    rounds: int

    @property
    def is_far(self) -> bool:
        """Whether some gap is of two levels or more, rather than the same marker off again and again."""
        return any(abs(one.gap or 0) >= FAR for one in self.off)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A member's scores beside the agreed ones: all of them, by section in the given order, and what to revisit.

    `without_level` counts markers where one of the two gave no level (NA, NE, or nothing).
    """

    overall: Closeness
    sections: Mapping[str, Closeness]
    revisit: tuple[Revisit, ...]
    without_level: int


def calibration(compared: Iterable[Compared]) -> Calibration:
    """What a member's scores say beside the consensus, in one round or in several; pure."""
    every = tuple(compared)
    held = [one for one in every if one.gap is not None]
    by_section: dict[str, list[Compared]] = {one.section: [] for one in every}
    for one in held:
        by_section[one.section].append(one)
    return Calibration(
        closeness(held),
        {section: closeness(part) for section, part in by_section.items()},
        to_revisit(held),
        len(every) - len(held),
    )


def closeness(compared: Sequence[Compared]) -> Closeness:
    """How close scores lie to the agreed ones; markers without a gap are passed over."""
    gaps = [one.gap for one in compared if one.gap is not None]
    n, total, squares = len(gaps), sum(gaps), sum(gap * gap for gap in gaps)
    is_enough = n >= FEWEST
    return Closeness(
        n=n,
        exact=sum(gap == 0 for gap in gaps),
        within_one=sum(abs(gap) <= 1 for gap in gaps),
        bias=total / n if is_enough else None,
        spread=sqrt((n * squares - total * total) / (n * (n - 1))) if is_enough else None,
    )


def to_revisit(compared: Iterable[Compared]) -> tuple[Revisit, ...]:
    """Markers with a gap of two levels or more, or off in two rounds or more; the furthest and most frequent first."""
    off: dict[str, list[Compared]] = defaultdict(list)
    for one in compared:
        if one.gap:
            off[one.marker].append(one)
    found = [
        Revisit(marker, tuple(sorted(part, key=_furthest)), len({one.round for one in part}))
        for marker, part in off.items()
    ]
    wanted = [one for one in found if one.is_far or one.rounds > 1]
    return tuple(sorted(wanted, key=lambda one: (_furthest(one.off[0])[0], -one.rounds, -len(one.off), one.marker)))


def _furthest(one: Compared) -> tuple[int, str, str]:
    return -abs(one.gap or 0), one.round, one.plan
