"""Limits of a chart worked out anew from a month on: judged, decided with a cause, listed, taken back; all undone.

Only where a shift lasted, by the rule of `scoring.control.rebasing`; a report that was issued before keeps its limits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.period import Period
from audit_app.domain.problems import AppError
from audit_app.services.insights.answering import MonthPoint, insights
from audit_app.services.insights.asked import InsightsAsked, InsightsRead, read_insights
from audit_app.services.insights.charts import EFFECTIVE, SCORE, of_section, points_of
from audit_app.services.progress import in_silence
from audit_app.services.reports.no_plans import plan_named
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_rebasings import HeldRebasing, held_rebasings
from audit_app.store.read_trail import TrailFilter, trail_heads
from audit_app.store.workspace import Workspace
from exports.plain import one_line
from scoring.control import Judged, judged
from scoring.days import month as long_month

MOST_CAUSE: Final = 200
"""How many letters a cause may have: it stands below the chart."""
_OF_SECTION: Final = of_section("")
_ALWAYS: Final = Period(date(1900, 1, 1), date(2999, 12, 31), "")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart by month: its figure, its cycle, and the framework whose months it draws (empty: the usual one)."""

    figure: str
    cycle: str
    framework: str = ""


@dataclass(frozen=True, slots=True)
class Rebasing:
    """A decision that stands, and who made it."""

    held: HeldRebasing
    by: str


@dataclass(frozen=True, slots=True)
class Rebased:
    """What deciding did: the decision's id, what it rests on too little for, and whether anything was written."""

    id: str
    doubts: tuple[str, ...]
    changes: bool


def months_of(read: InsightsRead, chart: Chart) -> tuple[MonthPoint, ...]:
    """Every month of a chart that has a value, over all time. Raises AppError for what is no chart, or has no audit."""
    section = chart.figure.removeprefix(_OF_SECTION) if chart.figure.startswith(_OF_SECTION) else ""
    if chart.figure not in (EFFECTIVE, SCORE) and not section:
        raise AppError(
            f"There is no control chart of {chart.figure[:80]}. There are {EFFECTIVE}, {SCORE} and {_OF_SECTION}X, "
            "where X is a section."
        )
    found = insights(read, InsightsAsked(_ALWAYS, chart.cycle, chart.framework, section=section))
    if found is None or found.asked.cycle != chart.cycle:
        raise AppError(f"No audit of the cycle {chart.cycle[:40]} counts yet, so there is no chart of it.")
    if chart.framework and found.asked.framework != chart.framework:
        raise AppError(f"No audit of the cycle {chart.cycle} was made with {chart.framework[:80]}.")
    points = points_of(found, chart.figure)
    if not points:
        raise AppError(f"No month of the cycle {chart.cycle} has a value for {chart_title(chart.figure).lower()}.")
    return points


def judge(points: Sequence[MonthPoint], held: Iterable[HeldRebasing], chart: Chart, month: str) -> Judged:
    """What speaks against working limits out anew from a month on, beside the decisions that stand."""
    months = [one.month for one in points]
    if month not in months:
        return Judged(f"No audit counts in {month[:20]}. Choose a month that has a point on the chart.")
    others = [
        one.month for one in held if (one.figure, one.cycle) == (chart.figure, chart.cycle) and one.month != month
    ]
    starts = {next((at for at, each in enumerate(months) if each >= one), 0) for one in others}
    at = months.index(month)
    if at == 0:
        return Judged("This is the first month of the chart: there are no limits before it.")
    return judged([one.value for one in points], at, sorted(starts - {0}))


def decide(workspace: Workspace, chart: Chart, month: str, cause: str, read: InsightsRead | None = None) -> Rebased:
    """Keep the decision; one on the same chart and month gets the new cause. `read` spares reading the audits again.

    Raises AppError where no shift lasted, the cause is missing, too long or names a plan; then nothing is written.
    """
    workspace.demand(Act.MANAGE_MEASURES)
    workspace.demand_writing()
    doubts = demand_sound(workspace, read or read_insights(workspace, in_silence), chart, month, cause)
    said, held = one_line(cause), held_rebasings(workspace.conn)
    id_ = Ids(workspace.id).rebasing(chart.figure, chart.cycle, month)
    before = next((one for one in held if one.id == id_), None)
    if before is not None and before.cause == said:
        return Rebased(id_, doubts, changes=False)
    value = {
        "figure": chart.figure,
        "cycle": chart.cycle,
        "month": month,
        "cause": said,
        "decided_on": workspace.means.now().date().isoformat(),
    }
    what = f"{chart_title(chart.figure)}, {chart.cycle}: limits worked out anew from {month_words(month)}"
    verb = "Decide" if before is None else "Change"
    workspace.door.write(f"{verb} on {what}", [Op("rebasing", id_, "record", value)])
    return Rebased(id_, doubts, changes=True)


def demand_sound(workspace: Workspace, read: InsightsRead, chart: Chart, month: str, cause: str) -> tuple[str, ...]:
    """The doubts about a decision. Raises AppError where it is not to be kept, as `decide` does."""
    _demand_fit(workspace, one_line(cause))
    found = judge(months_of(read, chart), held_rebasings(workspace.conn), chart, month)
    if found.refusal:
        raise AppError(found.refusal)
    return found.doubts


def rebasings(workspace: Workspace) -> tuple[Rebasing, ...]:
    """Every decision that stands, with who made it."""
    workspace.demand(Act.READ)
    return tuple(Rebasing(one, _by(workspace, one.id)) for one in held_rebasings(workspace.conn))


def take_back(workspace: Workspace, id_: str) -> HeldRebasing:
    """Take a decision back; undo brings it back again. Raises AppError where it stands no more."""
    workspace.demand(Act.MANAGE_MEASURES)
    held = next((one for one in held_rebasings(workspace.conn) if one.id == id_), None)
    if held is None:
        raise AppError("This decision was taken back already. Look at the list again.")
    # emptied and not deleted: whoever manages measures may do so, and the log keeps what it was
    what = f"{chart_title(held.figure)}, {held.cycle}: limits worked out anew from {month_words(held.month)}"
    workspace.door.write(f"Take back {what}", [Op("rebasing", id_, "record", None)])
    return held


def found_rebasing(workspace: Workspace, chart: Chart, month: str) -> HeldRebasing:
    """The decision on a chart and month. Raises AppError where none stands."""
    for one in held_rebasings(workspace.conn):
        if (one.figure, one.cycle, one.month) == (chart.figure, chart.cycle, month):
            return one
    raise AppError(f"No decision on {chart.figure[:80]}, {chart.cycle}, from {month[:20]} on stands.")


def chart_title(figure: str) -> str:
    """“Effective plans”, “Average score”, “Section E”."""
    if figure.startswith(_OF_SECTION):
        return f"Section {figure.removeprefix(_OF_SECTION)}"
    return {EFFECTIVE: "Effective plans", SCORE: "Average score"}.get(figure, figure)


def month_words(month: str) -> str:
    """“September 2026” of 2026-09."""
    return long_month(date.fromisoformat(f"{month}-01"))


def _by(workspace: Workspace, id_: str) -> str:
    return next((head.person for head in trail_heads(workspace.conn, TrailFilter(frozenset({id_})))), "")


def _demand_fit(workspace: Workspace, cause: str) -> None:
    if not cause:
        raise AppError("Say what caused the change: limits are worked out anew only where the cause is known.")
    if len(cause) > MOST_CAUSE:
        raise AppError(
            f"The cause has {len(cause)} letters. Say it in {MOST_CAUSE} at most: it stands below the chart."
        )
    if called := plan_named(workspace.conn, cause):
        raise AppError(f"The cause names the plan {called}. The board reads it and sees no plan: leave it out.")
