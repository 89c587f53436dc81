"""The columns of the Insights screen's tables: months, sections by agency, markers, plans behind a point."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from audit_app.screens.insights.wording import section_name, value_words
from audit_app.services.insights.answering import Insights
from audit_app.services.insights.behind import PERCENT
from audit_app.services.insights.charts import drawn_of, figures_of, points_of
from audit_app.services.reports.monthly import month_name
from audit_app.services.reports.rebasing import chart_title
from audit_app.ui.days import plain_day
from audit_app.ui.table_model import Column
from exports.charts.marks import GRADE_MARKS
from exports.charts.scene import Mark
from exports.pages.wording import CYCLES, short
from resources.theme import Colour
from scoring.figure_words import rounded
from scoring.figures import AGENCY_NAMES, GRADES


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month as a row: its plans, and the three values that the charts draw, None where there is none."""

    month: str
    plans: int
    effective: float | None
    score: float | None
    section: float | None
    anew: str


def month_rows(found: Insights) -> tuple[MonthRow, ...]:
    """Every month with a counted plan, the newest first; the section's value where one is drawn alone."""
    effective = {one.month: one.value for one in found.effective_months}
    score = {one.month: one.value for one in found.score_months}
    alone = found.sections[0].points if len(found.sections) == 1 else ()
    section = {one.month: one.value for one in alone}
    plans = {month: found.chosen.months.count(month) for month in set(found.chosen.months)}
    anew = _anew(found)
    return tuple(
        MonthRow(month, plans[month], effective.get(month), score.get(month), section.get(month), anew.get(month, ""))
        for month in sorted(plans, reverse=True)
    )


def _anew(found: Insights) -> dict[str, str]:
    """By month, the charts whose limits begin anew there."""
    by_month: defaultdict[str, list[str]] = defaultdict(list)
    for figure, title in figures_of(found).items():
        points = points_of(found, figure)
        for one in drawn_of(found, figure).breaks:
            by_month[points[one.at].month].append(title)
    return {month: ", ".join(titles) for month, titles in by_month.items()}


def month_columns() -> tuple[Column, ...]:
    """A row a month."""
    return (
        Column("month", "Month", lambda row: month_name(row.month), sort=lambda row: row.month, width=80),
        Column("plans", "Plans", lambda row: str(row.plans), sort=lambda row: row.plans, figures=True, width=66),
        _percent("effective", "Effective", 92),
        _percent("score", "Average score", 130, yields=1),
        _percent("section", "Section", 110, yields=2),
        Column("anew", "Limits anew", lambda row: row.anew, tip=lambda row: row.anew, width=170, yields=3),
    )


def limits_columns() -> tuple[Column, ...]:
    """A row a decision that limits are worked out anew."""
    return (
        Column("chart", "Chart", lambda row: chart_title(row.held.figure), width=150),
        Column("cycle", "Cycle", lambda row: CYCLES.get(row.held.cycle, row.held.cycle).capitalize(), width=120,
               yields=1),
        Column("from", "From", lambda row: month_name(row.held.month), sort=lambda row: row.held.month, width=80),
        Column("decided", "Decided", lambda row: plain_day(row.held.decided_on), sort=lambda row: row.held.decided_on,
               width=100, yields=2),
        Column("by", "By", lambda row: row.by, width=150, yields=3),
        Column("cause", "Cause", lambda row: row.held.cause, tip=lambda row: row.held.cause, width=260),
    )  # fmt: skip


def heat_columns() -> tuple[Column, ...]:
    """A row a section and agency."""
    return (
        Column("section", "Section", lambda row: section_name(row.section, row.title), width=260),
        Column("agency", "Agency", lambda row: AGENCY_NAMES[row.agency], width=150),
        Column("mean", "Mean level", lambda row: rounded(row.mean, 2), lambda row: row.mean, figures=True, width=110),
        Column("plans", "Plans", lambda row: str(row.plans), lambda row: row.plans, figures=True, width=80),
    )


def marker_columns() -> tuple[Column, ...]:
    """A row a marker."""
    return (
        Column("marker", "Marker", lambda row: row.marker.id, width=76),
        Column("sound", "Sound or strong", lambda row: short(row.sound), sort=lambda row: row.sound.value, width=230),
        Column("question", "Question", lambda row: row.marker.question, tip=lambda row: row.marker.question, width=200,
               yields=1),
    )  # fmt: skip


def plan_columns(unit: str) -> tuple[Column, ...]:
    """A row a plan behind a point."""
    return (
        Column("plan", "Plan", lambda row: row.plan_ref or "not in the register", width=90),
        Column("date", "Audited", lambda row: plain_day(row.date), sort=lambda row: row.date, width=100, yields=1),
        Column("grade", "Grade", _grade, mark=_grade_mark, width=176),
        Column("value", "Here", lambda row: value_words(row.value, unit), sort=lambda row: row.value, figures=True,
               width=66),
    )  # fmt: skip


def _percent(field: str, title: str, width: int, *, yields: int = 0) -> Column:
    def value(row: Any) -> float | None:
        found: float | None = getattr(row, field)
        return found

    return Column(
        field, title, lambda row: value_words(value(row), PERCENT), value, figures=True, width=width, yields=yields
    )


def _grade(row: Any) -> str:
    return GRADES.get(row.grade, "Not graded")


def _grade_mark(row: Any) -> tuple[Mark, Colour] | None:
    return (GRADE_MARKS[row.grade], Colour(row.grade)) if row.grade in GRADE_MARKS else None
