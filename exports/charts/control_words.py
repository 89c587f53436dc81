"""A control chart in words: its points, how it stands to its target, why limits begin anew; it draws nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from exports.charts.control_drawn import Axis, Break, ControlDrawn
from scoring.control import FULL_LIMITS, Assurance, Limits, Variation
from scoring.days import day
from scoring.figure_words import rounded

READ: Mapping[Variation, str] = MappingProxyType(
    {
        Variation.IMPROVEMENT: "The latest month is better than common cause explains.",
        Variation.CONCERN: "The latest month is worse than common cause explains.",
        Variation.CHANGE: "The latest month is other than common cause explains.",
        Variation.COMMON_CAUSE: "The latest month lies within common cause: no change can be claimed from it.",
        Variation.TOO_EARLY: f"Under {FULL_LIMITS} months limits are a trial, and nothing is claimed from them.",
    }
)
"""What the latest point of a chart by month says."""
_AGAINST: Mapping[Assurance, str] = MappingProxyType(
    {
        Assurance.MEETS: "At this variation the target of {} will be met every month.",
        Assurance.FAILS: "At this variation the target of {} will not be met: it takes a change.",
        Assurance.HIT_OR_MISS: (
            "At this variation the target of {} will be met in some months and missed in others by chance alone."
        ),
        Assurance.TOO_EARLY: f"Whether the target of {{}} will be met cannot be said from under {FULL_LIMITS} months.",
    }
)


def reading(drawn: ControlDrawn, axis: Axis) -> str:
    """What stands below the chart: the latest month, the target, and why limits begin anew; empty without a point."""
    if not drawn.chart.points:
        return ""
    return " ".join((READ[drawn.variation], *against_target(drawn, axis), *breaks_told(drawn)))


def against_target(drawn: ControlDrawn, axis: Axis) -> Iterator[str]:
    """The sentence on the target; none without one."""
    if drawn.assurance is not None and drawn.target is not None:
        yield _AGAINST[drawn.assurance].format(told(drawn.target, axis))


def breaks_told(drawn: ControlDrawn) -> Iterator[str]:
    """“a: from Mar 26 limits are worked out anew: …” for each letter on the chart."""
    for number, one in enumerate(drawn.breaks):
        said = break_words(one, drawn.names)
        yield f"{letter(number)}: {said[0].lower()}{said[1:]}"


def letter(number: int) -> str:
    """“a” of the first break."""
    return chr(ord("a") + number % 26)


def alternative(drawn: ControlDrawn, axis: Axis) -> str:
    """Everything that the drawing says, in words."""
    points = drawn.chart.points
    if not points:
        return "Control chart without a point."
    each_named = zip(drawn.names, points, drawn.counted, strict=True)
    each = "; ".join(
        f"{name} {told(point.value, axis)}{f' ({counted})' if counted else ''}"
        f"{f', {point.signal.value}' if point.signal else ''}"
        for name, point, counted in each_named
    )
    limits = " ".join(_stretches_told(drawn, axis))
    target = (
        f" Target {told(drawn.target, axis)}: {drawn.assurance.value}."
        if drawn.target is not None and drawn.assurance
        else ""
    )
    return f"Control chart. {each}. {limits} Variation: {drawn.variation.value}.{target}"


def _stretches_told(drawn: ControlDrawn, axis: Axis) -> Iterator[str]:
    """The limits of each stretch in time, and why they begin anew."""
    why = {one.at: one for one in drawn.breaks}
    for stretch in drawn.chart.stretches:
        if stretch.first in why:
            yield break_words(why[stretch.first], drawn.names)
        elif stretch.first:
            yield f"From {drawn.names[stretch.first]} limits begin anew."
        yield _limits_told(stretch.limits, axis)


def break_words(one: Break, names: Sequence[str]) -> str:
    """“From Mar 26 limits are worked out anew: a new form (decided on 4 April 2026).”"""
    decided = f" (decided on {day(date.fromisoformat(one.decided_on))})" if one.decided_on else ""
    return f"From {names[one.at]} limits are worked out anew: {one.cause.rstrip('.')}{decided}."


def _limits_told(limits: Limits | None, axis: Axis) -> str:
    if limits is None:
        return "One point has no limits."
    kind = "Trial limits" if limits.is_trial else "Limits"
    return f"Mean {told(limits.mean, axis)}. {kind} {told(limits.lower, axis)} to {told(limits.upper, axis)}."


def told(value: float, axis: Axis) -> str:
    """A value with its unit, “65 %”."""
    return f"{rounded(value, 0 if axis.highest - axis.lowest > 4 else 2)}{axis.unit}"
