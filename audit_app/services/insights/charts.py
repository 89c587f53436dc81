"""Months of Insights as control charts, ready to be drawn: the same limits and rules as in the reports."""

from collections.abc import Sequence

from audit_app.services.insights.answering import MonthPoint
from exports.charts.control import Axis, ControlDrawn
from scoring.control import Direction, variation, xmr
from scoring.days import MONTHS

PERCENT = Axis(0, 100, " %")


def drawn(points: Sequence[MonthPoint]) -> ControlDrawn:
    """The chart of these months, the earliest first; months without a plan are left out of it."""
    chart = xmr([point.value for point in points])
    return ControlDrawn(
        chart,
        names=tuple(month_name(point.month) for point in points),
        counted=tuple(f"n {point.plans}" for point in points),
        direction=Direction.HIGHER,
        variation=variation(chart.latest, Direction.HIGHER),
    )


def month_name(month: str) -> str:
    """“Sep 26” of 2026-09."""
    return f"{MONTHS[int(month[5:]) - 1][:3]} {month[2:4]}"
