"""Words of measures, the same on screen, page and sheet: values, targets, status with its shape; it counts nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from audit_app.domain.measures import Measure, Standing, Value
from exports.charts.control_drawn import Axis, ControlDrawn
from exports.charts.scene import Mark
from exports.pages.wording import MISSING, count_first
from resources.theme import Colour
from scoring.figure_words import unit_words
from scoring.figures import Audience, Figure, definition, rounded, words

STANDING_MARKS: Mapping[Standing, tuple[Mark, Colour]] = MappingProxyType(
    {
        Standing.ON_TRACK: (Mark.DOT, Colour.GOOD),
        Standing.AT_RISK: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
        Standing.OFF_TRACK: (Mark.SQUARE, Colour.INADEQUATE),
        Standing.NO_TARGET: (Mark.RING, Colour.NOT_GRADED),
        Standing.TOO_LITTLE: (Mark.RING, Colour.SOFT_INK),
    }
)
"""The shape and colour of each status, so that colour is never the only sign."""
_STEPS: Final = (1, 2, 2.5, 5, 10)


def figure_of(measure: Measure, value: Value | None, reason: str = "", *, withheld: str = "") -> Figure:
    """A measure's value as one of the reports' figures, `measure.CODE`; without a value it says why."""
    known = definition(f"measure.{measure.code}")
    base = Figure(
        *(known.id, measure.title, None, None, None, None, None, measure.counted),
        *("", "", "", str(Audience.GROUP), withheld, reason or "No value is known.", ""),
    )
    if value is None or value.value is None:
        return base
    number, of, note = value.numerator, value.denominator, value.note
    if measure.is_share and (number is None or of is None):
        base, number, of = replace(base, unit="percent"), None, None
    elif not measure.is_share and of is None:
        number = value.value
    lower, upper = value.interval or (None, None)
    return replace(
        base,
        value=value.value,
        numerator=number,
        denominator=of,
        lower=lower,
        upper=upper,
        period=value.period.period.text,
        reason="",
        note=note,
    )


def value_words(measure: Measure, value: Value | None) -> str:
    """“12 of 18 (67 %)”, “81.5 %”, “2,034 days”, or a dash."""
    if value is None or value.value is None:
        return MISSING
    if not measure.is_share:
        return f"{_number(value.value)} {unit_words(measure.unit, value.value)}"
    if value.numerator is None or value.denominator is None:
        return f"{rounded(value.value, 1).removesuffix('.0')} %"
    return f"{_number(value.numerator)} of {_number(value.denominator)} ({rounded(value.value)} %)"


def value_in_full(measure: Measure, value: Value | None) -> tuple[str, str]:
    """What leads, and what stands beside it: “12 of 18” and “67 %, 95 % interval 44 to 84 %”."""
    if value is None or value.value is None or not measure.is_share:
        return value_words(measure, value), ""
    return count_first(figure_of(measure, value))


def in_words(measure: Measure, value: Value | None) -> str:
    """The value as every figure is said."""
    return words(figure_of(measure, value))


def target_words(measure: Measure, target: float | None) -> str:
    """“at least 95 %”, “at most 2,034 days”, or a dash."""
    if target is None or measure.direction.name == "NEITHER":
        return MISSING
    way = "at least" if measure.direction.name == "HIGHER" else "at most"
    unit = " %" if measure.is_share else f" {measure.unit}"
    return f"{way} {_number(target)}{unit}"


def axis_of(measure: Measure, drawn: ControlDrawn) -> Axis:
    """What a chart of the measure is drawn on: 0 to 100 % of shares, else from 0 to a round number over all of it."""
    if measure.is_share:
        return Axis(0, 100, " %")
    values = [one.value for one in drawn.chart.points] + [one for one in drawn.targets if one is not None]
    latest = drawn.chart.latest
    if latest is not None and latest.limits is not None:
        values.append(latest.limits.upper)
    return Axis(0, _round_over(values))


def _round_over(values: Sequence[float]) -> float:
    top = max(values, default=0)
    if top <= 4:
        return 4
    size = float(10 ** (len(str(int(top))) - 1))
    return next(step * size for step in _STEPS if step * size >= top)


def _number(value: float) -> str:
    """With thousands apart; one decimal where it is not whole."""
    text = rounded(value, 0 if float(value).is_integer() else 1)
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isdigit() else text


GRADE_OF_STANDING: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.ON_TRACK: "good",
        Standing.AT_RISK: "requires_improvement",
        Standing.OFF_TRACK: "inadequate",
        Standing.NO_TARGET: "not_graded",
        Standing.TOO_LITTLE: "not_graded",
    }
)
"""Whose shape and colour a page draws for a status: the same that `STANDING_MARKS` has."""


def direction_words(measure: Measure) -> str:
    """Which way is better, as a cell says it."""
    return measure.direction.name.capitalize()
