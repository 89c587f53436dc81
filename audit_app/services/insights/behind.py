"""The plans behind a point of Insights: reference, date, grade, and the value that the point is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from audit_app.services.insights.answering import score_values, section_values
from audit_app.services.insights.choosing import Chosen
from audit_app.store.figures.insights import LEVEL_0, behind
from audit_app.store.workspace import Workspace

PERCENT, LEVEL = "percent", "level"


@dataclass(frozen=True, slots=True)
class PlanBehind:
    """One counted plan. `value` is the percentage or level that counts at this point, None where it gives none.

    `review_id` opens its audit; `is_imported` says that it was made elsewhere and has no form to be opened.
    """

    plan_ref: str
    date: str
    grade: str
    value: float | None
    review_id: str
    is_imported: bool


@dataclass(frozen=True, slots=True)
class PlansBehind:
    """The plans of one point, the lowest value first; `unit` is PERCENT or LEVEL."""

    plans: tuple[PlanBehind, ...]
    unit: str


def behind_month(workspace: Workspace, chosen: Chosen, month: str, section: str = "") -> PlansBehind:
    """The plans of a month (YYYY-MM), with their score or a section's percentage."""
    places = tuple(at for at, own in zip(chosen.in_months, chosen.months, strict=True) if own == month)
    values = (section_values(chosen, section, places) if section else score_values(chosen, places)) if places else ()
    return PlansBehind(_plans(workspace, chosen, zip(places, values, strict=True)), PERCENT)


def behind_marker(workspace: Workspace, chosen: Chosen, marker: str) -> PlansBehind:
    """The plans of the period that have a number at a marker."""
    levels = chosen.pool.levels[chosen.places[marker]]
    found = ((at, float(levels[at] - LEVEL_0)) for at in chosen.in_period if levels[at] >= LEVEL_0)
    return PlansBehind(_plans(workspace, chosen, found), LEVEL)


def behind_plans(workspace: Workspace, chosen: Chosen, value_of: Callable[[str], float | None]) -> PlansBehind:
    """The plans of the period to which `value_of` gives a mean level, by their id in the register."""
    rows = chosen.pool.rows
    found = ((at, value_of(rows[at].plan)) for at in chosen.in_period)
    return PlansBehind(_plans(workspace, chosen, [one for one in found if one[1] is not None]), LEVEL)


def _plans(workspace: Workspace, chosen: Chosen, found: Iterable[tuple[int, float | None]]) -> tuple[PlanBehind, ...]:
    valued = [(chosen.pool.rows[at], value) for at, value in found]
    opens = behind(workspace.conn, [row.review_no for row, _ in valued])
    made = [
        PlanBehind(
            opens[row.review_no].plan_ref,
            row.date,
            row.grade,
            value,
            opens[row.review_no].review_id,
            row.source == "import",
        )
        for row, value in valued
    ]
    return tuple(sorted(made, key=lambda one: (one.value is None, one.value or 0.0, one.plan_ref)))
