"""The improvement plan on sheets: statuses by theme and checkpoint, what slipped or is unexplained, open logs."""

from collections.abc import Iterator

from audit_app.domain.improvement_counts import StatusCounts
from audit_app.domain.risks import KINDS
from audit_app.domain.timescale import checkpoint_words
from exports.book import Field, Format, Grid, Sheet, Value
from exports.content import Content
from exports.improvement import ImprovementTold, StepTold, status_text
from exports.pages.improvement import improvement_lead

_STATUSES = tuple(
    Field(title, Format.WHOLE, 12) for title in ("Green", "Amber", "Red", "Grey", "Not reported", "Actions")
)
_COUNTS = (Field("Plan", width=34), Field("Theme", width=60), Field("Checkpoint", width=14), *_STATUSES)
_STEPS = (
    Field("Plan", width=34),
    Field("Why it is told", width=30),
    Field("No.", width=8),
    Field("Action", width=70),
    Field("From", width=16),
    Field("To", width=16),
    Field("What was said", width=60),
    Field("Due", Format.DATE, 12),
    Field("Owners", width=50),
)
_LOGS = (
    Field("Plan", width=34),
    Field("Kind", width=12),
    Field("What", width=70),
    Field("Weight", width=34),
    Field("Owner, or from and to", width=44),
    Field("On", Format.DATE, 12),
    Field("About", width=10),
    Field("What is done about it", width=60),
)


def improvement(content: Content) -> Iterator[Sheet]:
    """Three sheets; none where the report tells of no plan."""
    every = content.improvement
    if not every:
        return
    lines = tuple(f"{told.title}. {improvement_lead(told)}" for told in every)
    counts = tuple(row for told in every for row in _counts(told))
    yield Sheet("Improvement plan", "Improvement plan: statuses", lines, Grid("PlanStatuses", _COUNTS, counts))
    steps = tuple(_step(told, one) for told in every for one in (*told.slipped, *told.unexplained))
    yield Sheet("Plan slippage", "What slipped, and what nobody explained", (), Grid("PlanSlippage", _STEPS, steps))
    logs = tuple(row for told in every for row in _logs(told))
    yield Sheet("Plan risks", "Open risks, issues and escalations", (), Grid("PlanRisks", _LOGS, logs))


def _counts(told: ImprovementTold) -> Iterator[tuple[Value, ...]]:
    for name, counts in told.themes:
        yield told.title, name, checkpoint_words(told.checkpoint), *_numbers(counts)
    for at, counts in told.checkpoints:
        yield told.title, "The whole plan", checkpoint_words(at), *_numbers(counts)


def _numbers(counts: StatusCounts) -> tuple[int, ...]:
    return counts.green, counts.amber, counts.red, counts.grey, counts.silent, counts.total


def _step(told: ImprovementTold, one: StepTold) -> tuple[Value, ...]:
    before = status_text(one.before) if told.before else ""
    owners = "; ".join(one.owners)
    return told.title, one.why, one.label, one.words, before, status_text(one.after), one.comment, one.due, owners


def _logs(told: ImprovementTold) -> Iterator[tuple[Value, ...]]:
    for risk, about in told.risks:
        kind = KINDS[risk.kind]
        yield (*(told.title, kind, risk.words, risk.weight_words, risk.owner, risk.opened_on, about, risk.mitigation),)
    for one, about in told.escalations:
        way = " to ".join(part for part in (one.from_whom, one.to_whom) if part)
        yield told.title, "Escalation", one.words, "", way, one.on, about, one.answer
