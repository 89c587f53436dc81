"""Parts of made-up reports, each with something in every column; a report picks those that its kind tells."""

from dataclasses import replace
from datetime import date, timedelta

from export_builders import (
    LONG_NAME,
    SCOPE,
    figures,
)

from audit_app.domain.status import Status
from exports.actions import ActionsTold, ActionTold
from exports.agreement import AgreementTold, RewordTold
from exports.causes import CausesTold, CauseTold, FindingTold
from exports.challenges import ChallengeTold
from exports.content import Extract, RecurringTold, Recurs
from exports.heat import HeatCell, HeatTold
from exports.issued import IssuedTold, RestatedTold
from exports.learning import Strength, ToImprove
from exports.timeliness import GroupsTold, LatePlanTold, TimelinessTold, YearTold
from scoring.comparison import compare
from scoring.figures import (
    AGENCIES,
    PROGRESS_SAID,
    Figure,
    clustered_figure,
    count_figure,
    proportion_figure,
)
from scoring.intervals import clusters
from scoring.plan.areas import OUTCOME_AREAS
from scoring.timeliness.clock import Clock
from scoring.timeliness.issued import issued
from scoring.timeliness.limits import Stage
from scoring.timeliness.totals import Total
from scoring.timeliness.windows import windows

SIXTY = f"{LONG_NAME}, Estuary"[:57] + "£! "[:2] + "x"
"""A name of sixty letters."""
PLANS = 24
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)


def causes() -> CausesTold:
    """Findings of three causes; of advice, those of two services."""
    found = tuple(
        FindingTold(
            f"CK-{at:04}", "Advice", "Health", "Occupational therapy", "Marker F2", "regular support, as needed"
        )
        for at in range(1, 10)
    )
    return CausesTold(
        (
            CauseTold("Drafting", "", "", 31, 14, ("CK-0001", "CK-0002", "CK-0007")),
            CauseTold("Advice", "", "", 12, 9, ("CK-0001", "CK-0003")),
            CauseTold("Cause not said", "", "", 4, 4, ("CK-0009",)),
        ),
        (
            CauseTold("Advice", "Health", "Occupational therapy", 9, 7, ("CK-0001",)),
            CauseTold("Advice", "Social care", "Disabled children's team", 3, 2, ("CK-0003",)),
        ),
        found,
        PLANS,
        18,
    )


def recurring() -> RecurringTold:
    """Two breaks and three phrases."""
    breaks = (
        Recurs("Need without provision", "Section C", 14, 9, ("CK-0001", "CK-0002")),
        Recurs("Provision without a need", "Section F", 6, 4, ("CK-0004",)),
    )
    phrases = tuple(
        Recurs(words, "not quantified", times, times - 2, ("CK-0001",))
        for words, times in (("access to", 31), ("regular opportunities", 17), ("as appropriate", 9))
    )
    return RecurringTold(breaks, phrases, 18, 22, 2)


def heat() -> HeatTold:
    """Six sections of five agencies, one cell too small to show."""
    sections = (
        *(("A", "Views, interests and aspirations"), ("B", "Special educational needs"), ("C", "Health needs")),
        *(
            ("D", "Social care needs"),
            ("E", "Outcomes"),
            ("H1", "Social care provision under the Chronically Sick and Disabled Persons Act 1970"),
        ),
    )
    agencies = tuple(AGENCIES)
    cells = tuple(
        HeatCell(section, agency, None if (row, column) == (3, 4) else (row * 5 + column * 3) % 13 / 4, 24 - row)
        for row, (section, _) in enumerate(sections)
        for column, agency in enumerate(agencies)
        if (row + column) % 4
    )
    return HeatTold(sections, agencies, cells, 3)


def timeliness() -> TimelinessTold:
    """Two months of issue, days lost in four places, and late plans by name."""
    clocks = [Clock(LAST - timedelta(days=at), 100 + 9 * (at % 11), at % 7 == 0) for at in range(44)]
    rows = ((Stage.DECISION, "coordinator"), (Stage.ADVICE, "health"), (Stage.ADVICE, "psychology"))
    total = Total(17, 301, dict(zip(rows, (60, 151, 80), strict=True)), dict(zip(rows, (8, 11, 7), strict=True)), 10, 2)
    late = tuple(
        LatePlanTold(f"CK-{at:04}", LONG_NAME, LAST, 150 + at, 10 + at, at == 3, "advice of health, 9 days")
        for at in range(1, 5)
    )
    by_month = {month: issued([one for one in clocks if one.month == month]) for month in ("2026-09", "2026-10")}
    return TimelinessTold(
        issued=issued(clocks), years=(YearTold(2026, issued(clocks), is_over=False),), months=tuple(by_month.items()),
        left_out={}, delays=total, by_month=GroupsTold({"2026-09": total, "2026-10": total}),
        by_team=GroupsTold({LONG_NAME: total, "North": None}), excepted=3, waiting=5, windows=windows([15, 20, 9]),
        targets=(), country=None, late=late,
    )  # fmt: skip


def challenges() -> tuple[ChallengeTold, ...]:
    """One decision in time, one of a day that is not known."""
    on = date(2026, 9, 18)
    why = "The outcome was read from the draft; the final plan has it."
    return (
        ChallengeTold("CK-0412", LONG_NAME, on, on, "Mary", "Inadequate", "Requires improvement", why, is_in_time=True),
        ChallengeTold("CK-0007", "North", None, on, "Mary", "Good", "Good", "Nothing changes.", is_in_time=None),
    )


def restated() -> IssuedTold:
    """Issued once and again, one figure restated and one waiting."""
    on, again = date(2026, 11, 3), date(2026, 11, 20)
    line = RestatedTold("plans.effective", "Effective plans", "11 of 23", on, "12 of 24", again, "One came late.")
    return IssuedTold(
        on, again, (line, replace(line, id="score.overall", label="Average score", now_on=None, why="")), 1
    )


def themes() -> tuple[tuple[Strength, ...], tuple[ToImprove, ...]]:
    """Two strengths with their words, three markers to improve."""
    strong = tuple(
        Strength(
            f"CK-{at:04}", marker, "Is every need given provision?", Extract("a visual timetable, daily", "F"), at == 1
        )
        for at, marker in ((1, "F1"), (2, "E1"))
    )
    improve = tuple(
        ToImprove(
            marker, "Are social care needs stated, or none after checking?", low, 8, (("Advice", 2),), ("CK-0001",)
        )
        for marker, low in (("D1", 6), ("C1", 4), ("H1", 3))
    )
    return strong, improve


def agreement() -> AgreementTold:
    """Six plans that several scored, one marker to reword."""
    again = RewordTold(
        "E1", "Are the outcomes SMART?", ("2026-09", "2026-10"), 2, 0.417, 0.833, 24, ("health 1.0 above",)
    )
    blind = (("sealed", 30), ("procedural", 10))
    return AgreementTold(
        2, 6, 1, blind, 1, (("health", 1),), "A marker is listed when fewer than half agree.", (again,)
    )


def actions(number: int) -> ActionsTold:
    """So many open actions, some overdue, one closed with what a later sample showed, one abandoned."""
    made = ActionTold(
        what="Redraft section F with frequency, duration and who provides it", agency="coordinator", service="",
        owner="Casework team manager", leader="Head of SEND", opened_on=FIRST, due=LAST, standing="open",
        is_overdue=False, status=Status.AMBER, reported_on=LAST, is_systemic=False, plan_count=3,
        success="F2 at 2 or better in the next sample", comment="Two of three plans are redrafted.",
        plans=("CK-0001", "CK-0002"), figure="Plans where F2 is sound or strong",
    )  # fmt: skip
    late = replace(
        made,
        what=f"Agree with {SIXTY} who says what care is needed",
        standing="12 days overdue",
        is_overdue=True,
        is_systemic=True,
    )
    current = tuple(late if at % 5 == 0 else made for at in range(number))
    closed = replace(made, standing="sustained", why="Twelve plans show it.", comparison=compare((10, 12), (3, 12)))
    given_up = replace(made, standing="abandoned", why="The service is commissioned anew.", status=None)
    return ActionsTold((made,), current, (closed,), (given_up,), is_brief=False, with_plans=True)


def progress() -> tuple[Figure, ...]:
    """Outcomes at their newest review, in all, by area of need and by agency; reviews due, and adulthood."""
    found: list[Figure] = []
    for at, how in enumerate(PROGRESS_SAID):
        base = f"progress.outcomes.{how}"
        found.append(clustered_figure(base, clusters([(1, 3 + at), (2, 4)] * 5), SCOPE))
        groups = [*(f"area={one}" for one in OUTCOME_AREAS), "agency=education", "agency=health"]
        found.extend(clustered_figure(f"{base}@{group}", clusters([(1, 3), (0, 2)]), SCOPE) for group in groups)
    counts = {"reviews.due": 19, "reviews.late": 29, "adulthood.likely": 60, "adulthood.referred": 31}
    found.extend(count_figure(id_, number, SCOPE, denominator=240) for id_, number in counts.items())
    return (*found, proportion_figure("progress.plans_reviewed", 40, 90, SCOPE))


def voice(n: int) -> tuple[Figure, ...]:
    """Conversations with families, and what two in three said to each question."""
    asked = [one.id for one in figures() if one.id.startswith("voice.") and one.id != "voice.conversations"]
    shares = (proportion_figure(id_, n * 2 // 3, n, SCOPE) for id_ in asked)
    return (count_figure("voice.conversations", n, SCOPE), *shares)
