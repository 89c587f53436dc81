"""From counts to figures, each with the value and interval that its definition asks for; counting is elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from scoring.agreement import Coefficient, MeanGap, Share, publishable
from scoring.catalogue import FigureDefinition, IntervalKind, definition
from scoring.figure import Audience, Figure, FigureId
from scoring.figure_words import CORRECTED, interval_words, joined
from scoring.intervals import (
    Clusters,
    Interval,
    clustered,
    corrected_wilson,
    mean_interval_from_sums,
    wilson,
    wilson_at,
)

NO_INTERVAL = "No interval: it takes two plans or more"
ALPHA = "agreement.alpha_ordinal"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report's figures share: period, cycle, framework (id/version) and audience, as printed."""

    period: str
    cycle: str
    framework: str
    audience: Audience = Audience.GROUP


@dataclass(frozen=True, slots=True)
class Draw:
    """A recorded draw: plans drawn and the frame they came from. Over a tenth of it, intervals are also corrected."""

    drawn: int
    frame: int

    def corrects(self, n: int) -> bool:
        """Whether a figure on n plans of this draw is also given corrected."""
        return 10 * self.drawn > self.frame >= n


def proportion_figure(
    figure: str | FigureId,
    numerator: float,
    denominator: float,
    scope: Scope,
    *,
    note: str = "",
    draw: Draw | None = None,
    effective: float | None = None,
) -> Figure:
    """Plans out of plans with Wilson's interval, in percent.

    Weighted figures give sums of weights and Kish's `effective` n. Raises ValueError for impossible counts or an id
    whose interval is not Wilson's.
    """
    made = _counted(_known(figure, IntervalKind.WILSON), numerator, denominator, scope, note)
    if denominator == 0:
        return made
    if effective is not None:
        return _with_interval(made, wilson_at(numerator / denominator, effective).times(100))
    made = _with_interval(made, wilson(numerator, denominator).times(100))
    if draw is None or not draw.corrects(int(denominator)):
        return made
    return _corrected(made, corrected_wilson(int(numerator), int(denominator), draw.frame).times(100))


def count_figure(
    figure: str | FigureId, numerator: int, scope: Scope, *, denominator: int | None = None, note: str = ""
) -> Figure:
    """A count without an interval; with a denominator its value is the percentage, else the count itself.

    Raises ValueError for impossible counts or an id that has an interval.
    """
    return _counted(_known(figure, IntervalKind.NONE), numerator, denominator, scope, note)


def mean_figure(
    figure: str | FigureId,
    n: int,
    total: float,
    squares: float,
    scope: Scope,
    *,
    note: str = "",
    draw: Draw | None = None,
) -> Figure:
    """The mean of n values from Σx and Σx², with Student's interval clipped to the definition's scale.

    The numerator is null and the denominator n. Raises ValueError as `mean_interval_from_sums` does.
    """
    known = _known(figure, IntervalKind.T)
    if n == 0:
        return _figure(known, scope, note, denominator=0, reason=_none_of(known))
    made = _figure(known, scope, note, value=total / n, denominator=n)
    bounds = mean_interval_from_sums(n, total, squares, known.low, known.high)
    if bounds is None:
        return replace(made, note=joined(made.note, NO_INTERVAL))
    made = _with_interval(made, bounds)
    if draw is None or not draw.corrects(n):
        return made
    return _corrected(made, mean_interval_from_sums(n, total, squares, known.low, known.high, draw.frame))


def clustered_figure(
    figure: str | FigureId, sums: Clusters, scope: Scope, *, note: str = "", draw: Draw | None = None
) -> Figure:
    """Items out of items that come in plans, in percent, with the interval that keeps plans together.

    Raises ValueError for impossible sums or an id whose interval is another.
    """
    made = _counted(_known(figure, IntervalKind.CLUSTERED), sums.x, sums.m, scope, note)
    if made.value is None:
        return made
    bounds = clustered(sums)
    if bounds is None:
        return replace(made, note=joined(made.note, NO_INTERVAL))
    made = _with_interval(made, bounds.times(100))
    narrower = clustered(sums, draw.frame) if draw is not None and draw.corrects(sums.plans) else None
    return made if narrower is None else _corrected(made, narrower.times(100))


def median_figure(figure: str | FigureId, values: Sequence[float], scope: Scope, *, note: str = "") -> Figure:
    """The median of the values, without an interval; the denominator is how many there are."""
    known = _known(figure, IntervalKind.NONE)
    if not values:
        return _figure(known, scope, note, denominator=0, reason=_none_of(known))
    return _figure(known, scope, note, value=median(values), denominator=len(values))


def share_figure(
    figure: str | FigureId, share: Share, bounds: Interval | None, scope: Scope, *, note: str = ""
) -> Figure:
    """% exact or within one, with its bootstrap interval (as shares 0 to 1, as `bootstrap` gives them)."""
    known = _known(figure, IntervalKind.BOOTSTRAP)
    made = _counted(known, share.numerator, share.units, scope, note)
    return made if bounds is None or made.value is None else _with_interval(made, bounds.times(100))


def coefficient_figure(
    figure: str | FigureId, coefficient: Coefficient, bounds: Interval | None, scope: Scope, *, note: str = ""
) -> Figure:
    """Alpha (denominator: pairable values), AC2 or kappa (denominator: units), null with its reason where too few."""
    known = _known(figure, IntervalKind.BOOTSTRAP)
    shown = publishable(coefficient)
    over = shown.pairable if FigureId.parse(known.id).base == ALPHA else shown.units
    made = _figure(known, scope, note, value=shown.value, denominator=over, reason=shown.reason)
    return made if bounds is None or shown.value is None else _with_interval(made, bounds)


def gap_figure(
    figure: str | FigureId, gap: MeanGap, bounds: Interval | None, scope: Scope, *, note: str = ""
) -> Figure:
    """A mean signed gap in levels over units, with its bootstrap interval; null with its reason of no unit."""
    known = _known(figure, IntervalKind.BOOTSTRAP)
    made = _figure(known, scope, note, value=gap.value, denominator=gap.units, reason=gap.reason)
    return made if bounds is None or gap.value is None else _with_interval(made, bounds)


def missing_figure(
    figure: str | FigureId,
    scope: Scope,
    reason: str,
    *,
    numerator: float | None = None,
    denominator: float | None = None,
    withheld: str = "",
    note: str = "",
) -> Figure:
    """A figure that cannot be computed: present, null, with its reason; withheld is empty, c, z or x.

    Raises ValueError without a reason, for another symbol, or for an id that is in no catalogue.
    """
    if not reason or withheld not in ("", "c", "z", "x"):
        raise ValueError(f"The missing figure {figure} needs a reason, and c, z, x or nothing as its symbol.")
    made = _figure(definition(figure), scope, note, denominator=denominator, reason=reason)
    return replace(made, numerator=numerator, withheld=withheld)


def _counted(known: FigureDefinition, numerator: float, denominator: float | None, scope: Scope, note: str) -> Figure:
    """Numerator, denominator and value, without an interval. Raises ValueError for impossible counts."""
    if numerator < 0 or (denominator is not None and denominator < numerator):
        raise ValueError(f"{known.id}: {numerator} of {denominator} cannot be.")
    if denominator == 0:
        made = _figure(known, scope, note, denominator=denominator, reason=_none_of(known))
        return replace(made, numerator=numerator)
    value = numerator if denominator is None else 100 * numerator / denominator
    return replace(_figure(known, scope, note, value=value, denominator=denominator), numerator=numerator)


def _figure(
    known: FigureDefinition,
    scope: Scope,
    note: str,
    *,
    value: float | None = None,
    denominator: float | None = None,
    reason: str = "",
) -> Figure:
    return Figure(
        id=known.id,
        label=known.label,
        value=value,
        numerator=None,
        denominator=denominator,
        lower=None,
        upper=None,
        unit=known.unit,
        period=scope.period,
        cycle=scope.cycle,
        framework=scope.framework,
        audience=str(scope.audience),
        withheld="",
        reason=reason,
        note=joined(f"Left out: {known.left_out}" if known.left_out else "", note),
    )


def _known(figure: str | FigureId, kind: IntervalKind) -> FigureDefinition:
    known = definition(figure)
    if known.interval is not kind:
        raise ValueError(f"The interval of {known.id} is '{known.interval}', not '{kind}'.")
    return known


def _none_of(known: FigureDefinition) -> str:
    return f"There were no {known.denominator}."


def _with_interval(figure: Figure, bounds: Interval) -> Figure:
    return replace(figure, lower=bounds.lower, upper=bounds.upper)


def _corrected(figure: Figure, bounds: Interval | None) -> Figure:
    if bounds is None:
        return figure
    words = interval_words(_with_interval(figure, bounds))
    return replace(figure, note=joined(figure.note, f"{CORRECTED} {words}"))
