"""The columns of the timeliness screen's tables: late plans, days lost, a target month by month."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from audit_app.screens.timeliness.wording import share_words
from audit_app.services.timeliness.counting import LatePlan, Timeliness
from audit_app.ui.days import plain_day
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from exports.pages.lost_days import month_words
from exports.pages.wording import MISSING
from resources.theme import Colour
from scoring.figure_words import rounded
from scoring.timeliness.against import TargetMonth
from scoring.timeliness.limits import Stage
from scoring.timeliness.totals import Total
from scoring.timeliness.words import agency_words, standing_words

_SHORT = {Stage.DECISION: "Decision", Stage.ADVICE: "Advice", Stage.DRAFT: "Draft", Stage.FINAL: "Final plan"}
BY_AGENCY, BY_MONTH, BY_TEAM = "agency", "month", "team"


@dataclass(frozen=True, slots=True)
class LostRow:
    """Days lost: whose, how many late plans (None where a plan may stand in several rows), the days of each stage."""

    name: str
    plans: int | None
    stages: Mapping[Stage, int]
    unexplained: int | None

    @property
    def days(self) -> int:
        """All of them."""
        return sum(self.stages.values()) + (self.unexplained or 0)


def lost_rows(found: Timeliness, by: str) -> tuple[LostRow, ...]:
    """The days lost by agency, by month of issue or by casework team."""
    totals = found.delays
    if by == BY_MONTH:
        return tuple(_row(month_words(month), total) for month, total in totals.by_month.items())
    if by == BY_TEAM:
        return tuple(_row(team, total) for team, total in totals.by_team.items())
    return tuple(_of_agencies(totals.total))


def late_columns() -> tuple[Column, ...]:
    """Each late plan with where its days went."""
    return (
        Column("plan_ref", "Plan", lambda one: one.plan_ref or "(erased)", width=130),
        Column("team", "Team", lambda one: one.team, choices=True, width=150, yields=2),
        Column("issued", "Final plan", lambda one: plain_day(one.clock.final.isoformat()),
               lambda one: one.clock.final, width=110),
        Column("weeks", "Weeks", lambda one: rounded(one.clock.weeks, 1), lambda one: one.clock.days,
               figures=True, width=72),
        Column("late", "Days late", lambda one: f"{one.clock.days_late:,}", lambda one: one.clock.days_late,
               figures=True, width=84),
        Column("stage", "Most days in", _stage, choices=True, tip=_told, width=190),
        Column("with", "With", _with_whom, choices=True, tip=_told, width=170, yields=1),
        Column("exception", "Exception", lambda one: "Yes" if one.clock.has_exception else "", width=86, yields=3),
    )  # fmt: skip


def lost_columns() -> tuple[Column, ...]:
    """Days lost, stage by stage."""
    stages = (
        Column(stage.value, _SHORT[stage], _days_of(stage), _number_of(stage), figures=True, width=110)
        for stage in Stage
    )
    return (
        Column("name", "Group", lambda row: row.name, width=170),
        Column("plans", "Late plans", lambda row: "" if row.plans is None else f"{row.plans:,}",
               lambda row: row.plans, figures=True, width=90, yields=1),
        *stages,
        Column("unexplained", "Not explained", lambda row: "" if row.unexplained is None else f"{row.unexplained:,}",
               lambda row: row.unexplained, figures=True, width=110, yields=2),
        Column("days", "Days in all", lambda row: f"{row.days:,}", lambda row: row.days, figures=True, width=96),
    )  # fmt: skip


def target_columns() -> tuple[Column, ...]:
    """A trajectory month by month, the newest first."""
    return (
        Column("month", "Month", lambda one: month_words(one.month), lambda one: one.month, width=150),
        Column("target", "Target", lambda one: MISSING if one.target is None else f"{one.target:g} %",
               lambda one: one.target, figures=True, width=80),
        Column("count", "In time", lambda one: share_words(one.actual)[0], lambda one: one.actual.count,
               figures=True, width=110),
        Column("reached", "Reached", lambda one: share_words(one.actual)[1], lambda one: one.actual.percent, width=230),
        Column("state", "Against it", _standing, mark=_standing_mark, width=220),
    )  # fmt: skip


def _row(name: str, total: Total) -> LostRow:
    return LostRow(name, total.late, {stage: total.of_stage(stage) for stage in Stage}, total.unexplained)


def _of_agencies(total: Total) -> Iterator[LostRow]:
    agencies = sorted({agency for _, agency in total.days}, key=lambda one: (-total.of_agency(one), one))
    for agency in agencies:
        stages = {stage: total.days.get((stage, agency), 0) for stage in Stage}
        yield LostRow(agency_words(agency), None, stages, None)


def _days_of(stage: Stage) -> Callable[[LostRow], str]:
    return lambda row: f"{row.stages.get(stage, 0):,}"


def _number_of(stage: Stage) -> Callable[[LostRow], int]:
    return lambda row: row.stages.get(stage, 0)


def _stage(one: LatePlan) -> str:
    stage = one.delay.main_stage
    return stage.label if stage is not None else "Not explained"


def _with_whom(one: LatePlan) -> str:
    lost = [part for part in one.delay.lost if part.stage is one.delay.main_stage]
    return agency_words(max(lost, key=lambda part: part.days).agency) if lost else ""


def _told(one: LatePlan) -> str:
    """Every stage and agency with its days, and what is not known."""
    said = [f"{part.stage.label}: {part.days:,} days with {agency_words(part.agency)}" for part in one.delay.lost]
    if one.delay.unexplained:
        missing = f" ({', '.join(one.delay.missing)} not dated)" if one.delay.missing else ""
        said.append(f"Not explained: {one.delay.unexplained:,} days{missing}")
    return ". ".join(said)


def _standing(one: TargetMonth) -> str:
    if one.target is None:
        return "No target yet"
    said = standing_words(one)
    return said[0].upper() + said[1:] if said else "Nothing to count"


def _standing_mark(one: TargetMonth) -> tuple[Mark, Colour] | None:
    """A ring where it is below the target and its interval reaches it: that is not clear."""
    if one.is_met is None or one.target is None:
        return None
    if one.is_met:
        return Mark.DOT, Colour.GOOD
    bounds = one.actual.interval
    is_clear = bounds is None or bounds[1] < one.target
    return (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT) if is_clear else (Mark.RING, Colour.SOFT_INK)
