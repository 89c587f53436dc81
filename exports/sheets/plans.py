"""The audited plans, what fell short in each, and what follows: for the audit group only."""

from collections.abc import Iterator

from exports.book import Field, Format, Grid, Sheet, Value
from exports.content import Content, PlanPage

_PLANS = (
    Field("Plan", width=13),
    Field("Casework team", width=22),
    Field("Audited on", Format.DATE, 11),
    Field("Scored by", width=13),
    Field("Grade", width=22),
    Field("Score, percent", Format.ONE_PLACE, 9),
    Field("Before limits", width=20),
    Field("Fell short", Format.WHOLE, 7),
    Field("Markers at 0 or 1", width=18),
    Field("Limits", width=40),
    Field("What would change the grade", width=34),
    Field("Moderator's decision", width=24),
    Field("Section C", width=20),
    Field("Section D", width=20),
)
_SHORT = (
    Field("Plan", width=13),
    Field("Marker", width=9),
    Field("Question", width=34),
    Field("Level", Format.WHOLE, 8),
    Field("Says", width=34),
    Field("Evidence", width=40),
    Field("Where", width=22),
    Field("Cause", width=15),
    Field("Note", width=28),
    Field("Sound would be", width=34),
)
_STEPS = (Field("By", Format.DATE, 13), Field("Plan", width=13), Field("What is to be done", width=90))


def plan_sheets(content: Content) -> Iterator[Sheet]:
    """Plans, shortfalls and follow-up; nothing where the report names no plan."""
    if not content.plans:
        return
    keep = ("This sheet names plans: keep it within the audit group.",)
    yield Sheet("Plans", "Audited plans", keep, Grid("Plans", _PLANS, tuple(_plan(plan) for plan in content.plans)))
    short = tuple(row for plan in content.plans for row in _shortfalls(plan))
    yield Sheet("What fell short", "Markers at 0 or 1", keep, Grid("Shortfalls", _SHORT, short))
    steps = tuple((one.by, one.plan_ref, one.words) for plan in content.plans for one in plan.deadlines)
    lines = (*keep, "From the framework's follow-up rules, counted from the audit's date.")
    yield Sheet("What follows", "What follows, by date", lines, Grid("Steps", _STEPS, steps))


def _plan(plan: PlanPage) -> tuple[Value, ...]:
    return (
        plan.plan_ref,
        plan.team,
        plan.audited_on,
        "consensus" if plan.by_consensus else "one auditor",
        plan.grade_words,
        plan.percent,
        plan.before_limits,
        len(plan.shortfalls),
        ", ".join(one.marker for one in plan.shortfalls),
        "\n".join(plan.limits),
        "\n".join(plan.changes),
        plan.override,
        *(dict(plan.care).get(section, "") for section in ("C", "D")),
    )


def _shortfalls(plan: PlanPage) -> Iterator[tuple[Value, ...]]:
    for one in plan.shortfalls:
        text, place = (one.evidence.text, one.evidence.place) if one.evidence else ("", "")
        held = (one.marker, one.question, one.score, one.words, text, place, one.cause, one.note, one.sound)
        yield (plan.plan_ref, *held)
