"""A control chart by other periods than months: its words say quarters, terms or years; it draws nothing itself."""

import re
from dataclasses import replace

from exports.charts.control import control_chart
from exports.charts.control_drawn import Axis, ControlDrawn
from exports.charts.control_words import reading
from exports.charts.scene import Scene, Words

MONTH = "month"
_MONTHS = re.compile(r"\bmonth(s?)\b")


def chart_by(period: str, drawn: ControlDrawn, axis: Axis, width: float) -> Scene:
    """The chart of a value for each `period` (month, quarter, term, academic year, year)."""
    made = control_chart(drawn, axis, width)
    if period == MONTH:
        return made
    items = tuple(replace(one, text=by(period, one.text)) if isinstance(one, Words) else one for one in made.items)
    return replace(made, items=items, alternative=by(period, made.alternative))


def reading_by(period: str, drawn: ControlDrawn, axis: Axis) -> str:
    """What stands below it."""
    return by(period, reading(drawn, axis))


def by(period: str, words: str) -> str:
    """Words about months as words about these periods."""
    return _MONTHS.sub(lambda found: f"{period}{found[1]}", words)
