"""Reports made up without a workspace: figures from counts, plans from words."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from audit_app.domain.period import add_months
from exports.charts.control_drawn import ControlDrawn
from exports.content import Content, Deadline, DrawTold, Extract, GoodPractice, PlanPage, ReportHead, Shortfall
from exports.trends import TrendPoint, TrendsTold
from forms.model import Framework, read_framework
from resources.frameworks import framework_text, resolve
from scoring.comparison import compare
from scoring.control import Direction, variation, xmr
from scoring.days import MONTHS
from scoring.figures import (
    Audience,
    Figure,
    Scope,
    apply_audience,
    catalogue,
    count_figure,
    mean_figure,
    missing_figure,
    proportion_figure,
)

ON = date(2026, 9, 20)
LAST_MONTH = date(2026, 10, 1)
LONG_NAME = "The Casework Team for the Southern Villages and Coastal Parishes"
SCOPE = Scope("2026-W38", "weekly", "weekly-18/1")


def weekly() -> Framework:
    """Weekly-18 as it is shipped."""
    return read_framework(framework_text("weekly-18"), resolve)


def head(audience: Audience = Audience.GROUP, kind: str = "weekly", organisation: str = "Ashford") -> ReportHead:
    """The head of a weekly report."""
    return ReportHead(
        kind=kind,
        period="2026-W38",
        first=date(2026, 9, 14),
        last=ON,
        audience=audience,
        organisation=organisation,
        cycle="weekly",
        framework="weekly-18/1",
        round="",
        state="draft",
        data_head="ab" * 32,
        data_date=ON,
        engine="1",
        app_version="0.1.0",
    )


def plain_head(of: ReportHead) -> dict[str, object]:
    """The same as the plain values that a service hands over."""
    values = asdict(of)
    dates = {name: values[name].isoformat() for name in ("first", "last", "data_date")}
    return {**values, **dates, "audience": of.audience.value, "notes": list(of.notes)}


def figures(plans: int = 6, audience: Audience = Audience.GROUP, team: str = LONG_NAME) -> tuple[Figure, ...]:
    """Every figure of the catalogue: those of audits counted, the others missing; two teams."""
    ids = [one.id for one in catalogue([marker.id for marker in weekly().markers])]
    made = {figure.id: figure for figure in _counted(plans)}
    every = [made.get(id_, missing_figure(id_, SCOPE, "There were none.")) for id_ in ids]
    for name, n in ((team, plans - plans // 2), ("North", plans // 2)):
        every.append(
            proportion_figure(f"plans.effective@team={name.replace('%', '%25').replace('@', '%40')}", n // 2, n, SCOPE)
        )
    return apply_audience(every, audience)


def _counted(plans: int) -> list[Figure]:
    made = [
        count_figure("plans.drawn", 6, SCOPE, denominator=300),
        count_figure("plans.audited", plans, SCOPE, denominator=6)
        if plans <= 6
        else count_figure("plans.audited", plans, SCOPE),
        proportion_figure("plans.effective", plans // 2, plans, SCOPE, note="1 Not graded"),
        proportion_figure("grade.good", plans // 2, plans, SCOPE),
        proportion_figure("grade.requires_improvement", plans - plans // 2, plans, SCOPE),
        proportion_figure("grade.outstanding", 0, plans, SCOPE),
        proportion_figure("grade.inadequate", 0, plans, SCOPE),
        mean_figure("score.overall", plans, 70.5 * plans, 70.5 * 70.5 * plans + plans, SCOPE),
        mean_figure("score.section.B", plans, 66.0 * plans, 66.0 * 66.0 * plans + plans, SCOPE),
        mean_figure("score.agency.health", plans, 61.0 * plans, 61.0 * 61.0 * plans + plans, SCOPE),
    ]
    for number, marker in enumerate(weekly().markers):
        level = 1 + number / 10
        made.append(mean_figure(f"marker.{marker.id}.mean", plans, level * plans, level * level * plans + 1, SCOPE))
        made.append(proportion_figure(f"marker.{marker.id}.sound", number % (plans + 1), plans, SCOPE))
    return made


def shortfall(**more: object) -> Shortfall:
    """A marker that fell short, with its quotation."""
    made = Shortfall(
        marker="B1",
        section="B",
        question="Are all identified special educational needs specified?",
        score=1,
        level="Partial",
        words="a material gap",
        evidence=Extract("difficulty with working memory", "Section B, table 2"),
        cause="drafting",
        note="Named in the advice.",
        sound="a minor gap",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # tests name the fields they change


def plan(ref: str = "CK-0412", team: str = LONG_NAME, **more: object) -> PlanPage:
    """A plan that requires improvement."""
    made = PlanPage(
        plan_ref=ref,
        team=team,
        audited_on=date(2026, 9, 16),
        by_consensus=False,
        grade="requires_improvement",
        grade_words="Requires improvement",
        percent=71.25,
        before_limits="Good",
        limits=("A marker of legal content is at 0: Requires improvement at most. Markers: B1.",),
        override="",
        shortfalls=(shortfall(),),
        without_evidence=(("K1", "Is advice appended?"),),
        changes=("B1 at 2 (Sound) instead of 1 (Partial): Good.",),
        good_practice=(GoodPractice("A1", "Are the child's own views there?", Extract("I like maths.", "Section A")),),
        deadlines=(Deadline(ref, date(2026, 10, 14), "Put the findings right."),),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # tests name the fields they change


def draw() -> DrawTold:
    """A recorded draw with a replacement."""
    return DrawTold(
        on=date(2026, 9, 14),
        cycle="weekly",
        size=6,
        drawn=6,
        frame_size=300,
        frame_hash="cd" * 32,
        seed="week 38",
        start="165",
        weight_sum="300",
        months=12,
        excluded=(("ceased", 12), ("audited_recently", 40)),
        replaced=("CK-0001 by CK-0002 (file not accessible)",),
        closed=(),
        waiting=(("CK-0009", "2026-09-25"),),
        note="",
    )


def content(plans: Sequence[PlanPage] | None = None, audience: Audience = Audience.GROUP, **more: object) -> Content:
    """A weekly report of six plans, two of them with a page."""
    pages = (plan(), plan("CK-0007", "North")) if plans is None else tuple(plans)
    made = Content(head(audience), figures(6, audience), weekly(), "", pages, (draw(),))
    return replace(made, **more)  # type: ignore[arg-type]  # tests name the fields they change


def months_of(values: Sequence[float]) -> TrendsTold:
    """The shares of effective plans, in percent, of as many months as there are values."""
    days = [add_months(LAST_MONTH, at - len(values) + 1) for at in range(len(values))]
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
