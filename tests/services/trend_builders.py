"""Months on a control chart, made up: shares of 25 plans a month up to October 2026."""

from collections.abc import Sequence
from datetime import date

from audit_app.domain.period import add_months
from exports.charts.control import ControlDrawn
from exports.trends import TrendPoint, TrendsTold
from scoring.comparison import compare
from scoring.control import Direction, variation, xmr
from scoring.days import MONTHS

LAST = date(2026, 10, 1)


def months_of(values: Sequence[float]) -> TrendsTold:
    """The shares of effective plans, in percent, of as many months as there are values."""
    days = [add_months(LAST, at - len(values) + 1) for at in range(len(values))]
    chart = xmr(values)
    effective = ControlDrawn(
        chart,
        tuple(f"{MONTHS[day.month - 1][:3]} {day:%y}" for day in days),
        tuple("n 25" for _ in days),
        Direction.HIGHER,
        variation(chart.latest, Direction.HIGHER),
    )
    none = xmr(())
    score = ControlDrawn(none, (), (), Direction.HIGHER, variation(none.latest, Direction.HIGHER))
    points = tuple(
        TrendPoint(day, "weekly-18/1", round(value / 4), 25, None) for day, value in zip(days, values, strict=True)
    )
    return TrendsTold(points, effective, score, compare((5, 25), (15, 25)), (date(2026, 9, 1), date(2026, 9, 30)), 0)
