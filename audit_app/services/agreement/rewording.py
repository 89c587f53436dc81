"""Markers that members keep scoring apart: by a rule in plain numbers, with the agencies between whom it lies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit_app.store.figures.agreement_cuts import pair_units, pairs_among, rounds_among, tally_of
from audit_app.store.figures.agreement_units import Cell
from forms.model import Framework, Marker
from scoring.agreement import Share, exact, within_one


@dataclass(frozen=True, slots=True)
class RewordingRule:
    """When a marker is listed: percentages that are too low, in how many rounds, of how many, over how many units.

    A round is low for a marker where under `within_one` % of its units lie within one level or under `exact` % agree.
    """

    within_one: int = 80
    exact: int = 50
    rounds: int = 2
    of_latest: int = 6
    units: int = 16

    @property
    def words(self) -> str:
        """The rule as a sentence."""
        return (
            f"A marker is listed where, in {self.rounds} or more of the latest {self.of_latest} rounds, under "
            f"{self.exact} % of its scores were the same or under {self.within_one} % lay within one level, and these "
            f"rounds have at least {self.units} plans together that two or more members scored it on."
        )

    def is_low(self, same: Share, near: Share) -> bool:
        """Whether a round is low for a marker; what nobody compared is not."""
        if same.value is None or near.value is None:
            return False
        return 100 * same.value < self.exact or 100 * near.value < self.within_one


@dataclass(frozen=True, slots=True)
class Lean:
    """Between which two agencies, and which way: how much higher the first scores, in levels, over so many units."""

    first: str
    second: str
    gap: float
    same: float
    units: int


@dataclass(frozen=True, slots=True)
class Reworded:
    """A marker to reword: the rounds in which it was low, of how many that compared it.

    Shares (0 to 1) and units are those of the low rounds; `leans` says who differs in them, the widest gap first.
    """

    marker: Marker
    low: tuple[str, ...]
    of_rounds: int
    exact: float
    within_one: float
    units: int
    leans: tuple[Lean, ...]


RULE = RewordingRule()


def to_reword(found: Sequence[Cell], framework: Framework, rule: RewordingRule = RULE) -> tuple[Reworded, ...]:
    """The markers that the rule lists, the least exact first; `found` is of one framework version."""
    latest = rounds_among(found)[-rule.of_latest :]
    listed = (_reworded(marker, [one for one in found if one.marker == marker.id], latest, rule)
              for marker in framework.markers)  # fmt: skip
    kept = [one for one in listed if one is not None]
    return tuple(sorted(kept, key=lambda one: (one.exact, one.within_one, one.marker.id)))


def _reworded(marker: Marker, found: Sequence[Cell], latest: Sequence[str], rule: RewordingRule) -> Reworded | None:
    compared = 0
    low: list[str] = []
    for name in latest:
        sums = tally_of(one for one in found if one.round == name)
        compared += sums.total.paired > 0
        if rule.is_low(exact(sums), within_one(sums)):
            low.append(name)
    of_low = [one for one in found if one.round in low]
    sums = tally_of(of_low)
    same, near = exact(sums), within_one(sums)
    if len(low) < rule.rounds or same.units < rule.units or same.value is None or near.value is None:
        return None
    leans = sorted(_leans(of_low), key=lambda one: (-abs(one.gap), one.same, one.first, one.second))
    return Reworded(marker, tuple(low), compared, same.value, near.value, same.units, tuple(leans))


def _leans(found: Iterable[Cell]) -> Iterator[Lean]:
    cells = list(found)
    for first, second in pairs_among(cells):
        pair = pair_units(cells, first, second)
        gap, same = pair.gap, pair.exact
        if gap.value is not None and same.value is not None:
            turned = gap.value < 0
            pair_of = (second, first) if turned else (first, second)
            yield Lean(*pair_of, abs(gap.value), same.value, gap.units)
