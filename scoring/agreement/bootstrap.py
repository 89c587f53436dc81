"""Bootstrap intervals for agreement: whole plans are drawn with replacement, so that scores of one plan stay together.

What is drawn and how its sums are added stands in `resampling`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scoring.agreement.coefficients import Metric, ac2_of, alpha_of
from scoring.agreement.ratings import PlanSums, Tally
from scoring.agreement.resampling import REPLICATES, percentiles, resampled
from scoring.intervals import Interval


@dataclass(frozen=True, slots=True)
class AgreementIntervals:
    """95 % percentile intervals; exact and within_one as shares 0 to 1; None where there is none."""

    exact: Interval | None
    within_one: Interval | None
    alpha: Interval | None
    ac2: Interval | None


def bootstrap(tally: Tally, seed: int, replicates: int = REPLICATES) -> AgreementIntervals:
    """Percentile intervals, 2.5 to 97.5 %, over `replicates` resamples by plan; the same seed gives the same bounds.

    Plans without a compared marker still count for AC2, whose chance term sees them. A replicate in which a statistic
    is not estimable is left out of that one; where half of them or more are left out, there is no interval.
    None under two plans with a compared marker. Raises ValueError for fewer than 40 replicates (no 2.5 % tail).
    """
    if tally.paired_plans < 2:
        return AgreementIntervals(None, None, None, None)
    q, divisor = len(tally.scale), tally.divisor
    rows = [sums.fields() for _, sums in tally.plans]
    sums = [PlanSums.from_fields(one, q) for one in resampled(rows, seed, replicates)]

    def bounds(statistic: Callable[[PlanSums], float | None]) -> Interval | None:
        values = [statistic(one) for one in sums if one.paired]
        return percentiles([value for value in values if value is not None], replicates)

    return AgreementIntervals(
        exact=bounds(lambda one: one.exact / (divisor * one.paired)),
        within_one=bounds(lambda one: one.within / (divisor * one.paired)),
        alpha=bounds(lambda one: alpha_of(one, tally.scale, divisor, Metric.ORDINAL)),
        ac2=bounds(lambda one: ac2_of(one, q, divisor)),
    )


def share_bootstrap(tally: Tally, seed: int, replicates: int = REPLICATES) -> AgreementIntervals:
    """The same draws for exact and within one alone, for what has too few scores for a coefficient: it is quicker."""
    if tally.paired_plans < 2:
        return AgreementIntervals(None, None, None, None)
    divisor = tally.divisor
    rows = [(sums.paired, sums.exact, sums.within) for _, sums in tally.plans]
    sums = list(resampled(rows, seed, replicates))
    exact = [same / (divisor * paired) for paired, same, _ in sums if paired]
    within = [near / (divisor * paired) for paired, _, near in sums if paired]
    return AgreementIntervals(percentiles(exact, replicates), percentiles(within, replicates), None, None)
