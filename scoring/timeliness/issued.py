"""Sums over issued plans as the official statistics give them: shares, exceptions, bands, average and median weeks.

Source: DfE, Education, health and care plans, data guidance 2025: a plan counts in the calendar year in which it was
issued; without exceptions, a plan with one leaves both numerator and denominator.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from scoring.intervals import wilson
from scoring.timeliness.clock import Band, Clock


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        """0 to 100, unrounded; None of none."""
        return 100 * self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval in percent; None of none."""
        if not self.of:
            return None
        bounds = wilson(self.count, self.of).times(100)
        return bounds.lower, bounds.upper


@dataclass(frozen=True, slots=True)
class Group:
    """Plans with or without those that have an exception; `average` and `median` in weeks, None of none."""

    n: int
    bands: Mapping[Band, int]
    average: float | None
    median: float | None

    @property
    def within(self) -> Share:
        """Those issued within 20 weeks."""
        return self.share(Band.WITHIN)

    def share(self, band: Band) -> Share:
        """Those of a band."""
        return Share(self.bands[band], self.n)


@dataclass(frozen=True, slots=True)
class Issued:
    """The plans of a period, with their exceptions and without them."""

    including: Group
    excluding: Group

    @property
    def exceptions(self) -> Share:
        """The exception rate, which always stands beside the share within 20 weeks.

        Without it that share misleads: in 2024 two authorities recorded every plan as an exception.
        """
        return Share(self.including.n - self.excluding.n, self.including.n)


def issued(clocks: Iterable[Clock]) -> Issued:
    """Sum these plans."""
    every = list(clocks)
    return Issued(_group(every), _group([one for one in every if not one.has_exception]))


def _group(clocks: list[Clock]) -> Group:
    found = Counter(one.band for one in clocks)
    days = [one.days for one in clocks]
    return Group(
        len(clocks),
        {band: found[band] for band in Band},
        sum(days) / len(days) / 7 if days else None,
        median(days) / 7 if days else None,
    )
