"""Months of Insights as control charts, ready to be drawn: the same limits, rules and decisions as in the reports."""

from collections.abc import Sequence

from audit_app.services.insights.answering import Insights, MonthPoint
from audit_app.services.reports.monthly import NOTHING, Decided, Month, drawn_months
from exports.charts.control_drawn import ControlDrawn

EFFECTIVE, SCORE = "plans.effective", "score.overall"


def drawn(points: Sequence[MonthPoint], figure: str = "", cycle: str = "", decided: Decided = NOTHING) -> ControlDrawn:
    """The chart of these months, the earliest first; months without a plan are left out of it."""
    return drawn_months([Month(one.month, one.value, one.plans) for one in points], figure, cycle, decided)


def drawn_of(found: Insights, figure: str) -> ControlDrawn:
    """The chart of one figure of an answer, with what people decided on it."""
    return drawn(points_of(found, figure), figure, found.asked.cycle, found.decided)


def figures_of(found: Insights) -> dict[str, str]:
    """The figures that are drawn, and what their charts are called, in their order."""
    sections = {of_section(one.section): f"{one.section} · {one.title}" for one in found.sections}
    return {EFFECTIVE: "Effective plans", SCORE: "Average score", **sections}


def of_section(section: str) -> str:
    """The figure that a section's chart draws."""
    return f"score.section.{section}"


def points_of(found: Insights, figure: str) -> tuple[MonthPoint, ...]:
    """The months of one figure, none where it is not drawn."""
    if figure == EFFECTIVE:
        return found.effective_months
    if figure == SCORE:
        return found.score_months
    drawn_here = {of_section(one.section): one.points for one in found.sections}
    drawn_here |= {one.figure: one.points for one in found.presence}
    return drawn_here.get(figure, ())
