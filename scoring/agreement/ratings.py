"""Ratings of units (plan × marker) and the sums per plan from which every agreement statistic follows.

The sums are integers in parts of one common divisor, so that neither the order of raters nor of units can change
a digit, and a resampled set of plans is the sum of its plans.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import lcm

SCALE = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Unit:
    """One marker of one audited plan with each rater's score; None where a rater gave no number."""

    plan: str
    marker: str
    ratings: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class PlanSums:
    """One plan's additive part. `exact`, `within`, `apart`, `shares`, `coincidences` are in parts of the divisor.

    rated: units with a value; paired: units with two or more; exact, within: shares of pairs that are equal, at most
    1 apart; apart: mean squared distance of pairs in categories; shares: of each category in each rated unit;
    values: of each category in paired units; coincidences: o_ck of c < k, in the order of `combinations`.
    """

    rated: int
    paired: int
    exact: int
    within: int
    apart: int
    shares: tuple[int, ...]
    values: tuple[int, ...]
    coincidences: tuple[int, ...]

    def fields(self) -> tuple[int, ...]:
        """All sums in one row, in declared order."""
        five = (self.rated, self.paired, self.exact, self.within, self.apart)
        return (*five, *self.shares, *self.values, *self.coincidences)

    @classmethod
    def from_fields(cls, fields: Sequence[int], q: int) -> "PlanSums":
        """The reverse of `fields`, for q categories."""
        shares, values = tuple(fields[5 : 5 + q]), tuple(fields[5 + q : 5 + 2 * q])
        rated, paired, same, near, apart = fields[:5]
        return cls(rated, paired, same, near, apart, shares, values, tuple(fields[5 + 2 * q :]))


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums of each plan, ordered by plan, on one declared scale."""

    scale: tuple[int, ...]
    divisor: int
    plans: tuple[tuple[str, PlanSums], ...]

    @property
    def total(self) -> PlanSums:
        """The sums over all plans."""
        width = len(PlanSums.from_fields((0,) * 5, 0).fields()) + 2 * len(self.scale)
        width += len(self.scale) * (len(self.scale) - 1) // 2
        columns = zip(*(sums.fields() for _, sums in self.plans), strict=True)
        fields = [sum(column) for column in columns] or [0] * width
        return PlanSums.from_fields(fields, len(self.scale))

    @property
    def paired_plans(self) -> int:
        """Plans with at least one unit that two or more raters scored."""
        return sum(1 for _, sums in self.plans if sums.paired)


def absent_raters(units: Iterable[Unit]) -> tuple[str, ...]:
    """Raters who are named but gave no number anywhere, in order of name: ignored by every statistic, to be listed."""
    named: set[str] = set()
    present: set[str] = set()
    for unit in units:
        named.update(rater for rater, _ in unit.ratings)
        present.update(rater for rater, value in unit.ratings if value is not None)
    return tuple(sorted(named - present))


def tally(units: Iterable[Unit], scale: Sequence[int] = SCALE) -> Tally:
    """Sums of the units on the declared scale (ascending values, two or more).

    Raises ValueError for a value off the scale, a rater twice in one unit, a unit twice, or a scale of fewer than two.
    """
    place = {value: index for index, value in enumerate(scale)}
    rows: list[tuple[str, tuple[int, ...]]] = []
    seen: set[tuple[str, str]] = set()
    for unit in units:
        if (unit.plan, unit.marker) in seen:
            raise ValueError(f"Marker {unit.marker} of plan {unit.plan} stands twice among the units.")
        seen.add((unit.plan, unit.marker))
        if len({rater for rater, _ in unit.ratings}) < len(unit.ratings):
            raise ValueError(f"A rater has two scores for marker {unit.marker} of plan {unit.plan}.")
        counts = [0] * len(scale)
        for _, value in unit.ratings:
            if value is None:
                continue
            if value not in place:
                raise ValueError(f"{value} is not on the declared scale {list(scale)}.")
            counts[place[value]] += 1
        rows.append((unit.plan, tuple(counts)))
    return tally_counts(rows, scale)


def tally_counts(rows: Iterable[tuple[str, Sequence[int]]], scale: Sequence[int] = SCALE) -> Tally:
    """Sums from one row a unit: its plan, and how many raters gave each value of the scale. For counts made by SQL.

    Raises ValueError where a row has another width than the scale, a count under 0, or the scale fewer than two values.
    """
    if len(scale) < 2 or list(scale) != sorted(set(scale)):
        raise ValueError("A scale has two or more values in ascending order.")
    patterns: defaultdict[str, defaultdict[tuple[int, ...], int]] = defaultdict(lambda: defaultdict(int))
    for plan, counts in rows:
        if len(counts) != len(scale) or min(counts) < 0:
            raise ValueError(f"{list(counts)} does not count the values of the scale {list(scale)}.")
        patterns[plan][tuple(counts)] += 1
    distinct = {counts for found in patterns.values() for counts in found}
    divisor = lcm(*(sum(counts) * (sum(counts) - 1) for counts in distinct if sum(counts) > 1))
    parts = {counts: _unit_fields(counts, scale, divisor) for counts in distinct}
    width = len(scale)
    plans = ((plan, PlanSums.from_fields(_add(found, parts), width)) for plan, found in sorted(patterns.items()))
    return Tally(tuple(scale), divisor, tuple(plans))


def _add(found: dict[tuple[int, ...], int], parts: dict[tuple[int, ...], tuple[int, ...]]) -> tuple[int, ...]:
    rows = ([times * field for field in parts[counts]] for counts, times in found.items())
    return tuple(sum(column) for column in zip(*rows, strict=True))


def _unit_fields(counts: tuple[int, ...], scale: Sequence[int], divisor: int) -> tuple[int, ...]:
    """The fields of `PlanSums` for one unit."""
    raters, q = sum(counts), len(counts)
    crossings = list(combinations(range(q), 2))
    if raters == 0:
        return (0,) * (5 + 2 * q + len(crossings))
    shares = tuple(divisor // raters * count for count in counts)
    if raters == 1:
        return (1, 0, 0, 0, 0, *shares, *(0,) * (q + len(crossings)))
    a_pair = divisor // (raters * (raters - 1))
    same = a_pair * sum(count * (count - 1) for count in counts)
    near = same + a_pair * sum(2 * counts[c] * counts[k] for c, k in crossings if scale[k] - scale[c] <= 1)
    apart = a_pair * sum(2 * counts[c] * counts[k] * (k - c) ** 2 for c, k in crossings)
    mixed = tuple(divisor // (raters - 1) * counts[c] * counts[k] for c, k in crossings)
    return (1, 1, same, near, apart, *shares, *counts, *mixed)
