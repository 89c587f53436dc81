"""What a figure ought to be: one plain dict a figure, made from counts or values by the published formulas."""

import math
from typing import Any

import figure_arithmetic as own

Expected = dict[str, Any]
"""value, numerator, denominator, lower, upper, unit; `says`: words that the note must hold; `bounds` "inside" where the
interval is a bootstrap, of which only is asked that it holds the value."""


def share(numerator: float, denominator: int | None, unit: str = "plans", says: tuple[str, ...] = ()) -> Expected:
    """A proportion with Wilson's interval; null of nothing."""
    made = count(numerator, denominator, unit, says)
    if denominator:
        made["lower"], made["upper"] = (100 * bound for bound in own.wilson(numerator, denominator))
    return made


def count(numerator: float, denominator: int | None, unit: str = "plans", says: tuple[str, ...] = ()) -> Expected:
    """A count without an interval: a percentage where there is a denominator."""
    made = nothing(unit, numerator, denominator, says)
    if denominator is None:
        made["value"] = numerator
    elif denominator:
        made["value"] = 100 * numerator / denominator
    return made


def mean(values: list[float], unit: str, high: float | None, says: tuple[str, ...] = ()) -> Expected:
    """A mean with Student's interval, clipped at 0 and at `high`."""
    made = nothing(unit, None, len(values), says) | {"values": values, "high": high}
    if values:
        made["value"] = sum(values) / len(values)
    bounds = own.mean_bounds(values, 0, high)
    if bounds is not None:
        made["lower"], made["upper"] = bounds
    return made


def corrected(figure: Expected, frame: int) -> Expected:
    """The figure of a draw of more than a tenth of its frame: `corrected` are the bounds that its note gives too."""
    n = figure["denominator"]
    if figure["lower"] is None or n > frame:
        return figure
    if "values" in figure:
        bounds = own.mean_bounds(figure["values"], 0, figure["high"], math.sqrt((frame - n) / (frame - 1)))
        return figure | {"corrected": bounds}
    return figure | {"corrected": [100 * bound for bound in own.wilson_of_a_draw(figure["numerator"], n, frame)]}


def nothing(
    unit: str, numerator: float | None = None, denominator: int | None = None, says: tuple[str, ...] = ()
) -> Expected:
    """A figure that has no value."""
    made = {"value": None, "numerator": numerator, "denominator": denominator, "lower": None, "upper": None}
    return {**made, "unit": unit, "says": says, "bounds": "exact", "withheld": "", "corrected": None}


def left(*counts: tuple[int, str]) -> tuple[str, ...]:
    """What the note must say was left out: each count over 0 before its words."""
    return tuple(f"{number} {words}" for number, words in counts if number)
