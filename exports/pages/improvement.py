"""The improvement plan as pages: statuses by theme and checkpoint, what slipped, what nobody explained, risks."""

from collections.abc import Iterator, Sequence
from datetime import date

from audit_app.domain.improvement_counts import StatusCounts
from audit_app.domain.risks import KINDS, Risk
from audit_app.domain.timescale import checkpoint_words
from exports.content import Content
from exports.document import Block, Column, Heading, Paragraph, Table, Tone
from exports.improvement import ImprovementTold, StepTold, status_text
from exports.pages.wording import MISSING, count
from exports.plain import one_line, shortened
from scoring.days import day

MOST_ROWS = 40
"""How many of a kind are printed; the workbook has them all."""
_LETTERS = 160
_STATUSES = (
    *(Column(word, 0.8, number=True) for word in ("Green", "Amber", "Red", "Grey")),
    Column("Not reported", 1.1, number=True),
    Column("Actions", 0.9, number=True),
)
_SLIPPED = (
    Column("No.", 0.6),
    Column("Action", 3.0),
    Column("Why it is told", 1.6),
    Column("From and to", 1.6),
    Column("What was said", 2.4),
)
_UNEXPLAINED = (
    Column("No.", 0.6),
    Column("Action", 3.6),
    Column("Status", 1.2),
    Column("Due", 1.1),
    Column("Owners", 2.4),
)
_RISKS = (
    Column("Risk or issue", 3.2),
    Column("Weight", 2.0),
    Column("Owner", 1.6),
    Column("What is done about it", 2.6),
)
_ESCALATED = (Column("What", 3.2), Column("From and to", 2.6), Column("On", 1.1), Column("About", 0.9))


def improvement(content: Content) -> Iterator[Block]:
    """The part of the report on improvement plans; nothing where it tells of none."""
    for told in content.improvement:
        yield from _plan(told)


def improvement_lead(told: ImprovementTold) -> str:
    """How the plan stands, in two sentences."""
    counts, when = told.whole, checkpoint_words(told.checkpoint)
    said = f"{when}: {counts.green} green, {counts.amber} amber, {counts.red} red, {counts.grey} grey"
    said += f" and {counts.silent} not reported" if counts.silent else ""
    actions = count(counts.total, "action", "actions")
    late = f"{count(told.overdue, 'action is', 'actions are')} overdue on {day(told.on)}"
    return (
        f"{said}, of {actions}. {late}. Green: completed or embedding. Amber: progressing. Red: little or no progress."
    )


def _plan(told: ImprovementTold) -> Iterator[Block]:
    yield Heading(f"Improvement plan: {one_line(told.title)}")
    yield Paragraph(improvement_lead(told))
    when = checkpoint_words(told.checkpoint)
    rows = [(name, *_numbers(counts)) for name, counts in told.themes]
    yield Table((Column("Theme", 3.6), *_STATUSES), (*rows, ("The whole plan", *_numbers(told.whole))), f"At {when}")
    if len(told.checkpoints) > 1:
        totals = tuple((checkpoint_words(at), *_numbers(counts)) for at, counts in told.checkpoints)
        yield Table((Column("Checkpoint", 3.6), *_STATUSES), totals, "The whole plan at each checkpoint")
    if told.before:
        yield from _slipped(told)
    yield Heading("Red, or amber overdue, without a comment", 3)
    if told.unexplained:
        yield from _table(_UNEXPLAINED, [_unexplained(one) for one in told.unexplained])
    else:
        yield Paragraph(f"Each red and each overdue amber at {when} has its comment.")
    yield from _logs(told)


def _slipped(told: ImprovementTold) -> Iterator[Block]:
    before, after = checkpoint_words(told.before), checkpoint_words(told.checkpoint)
    yield Heading(f"What slipped from {before} to {after}", 3)
    if told.slipped:
        yield from _table(_SLIPPED, [_step(one) for one in told.slipped])
    else:
        yield Paragraph("Nothing turned worse or stood still at amber or red, and what was due is green or grey.")


def _logs(told: ImprovementTold) -> Iterator[Block]:
    yield Heading("Escalations without an answer", 3)
    if told.escalations:
        rows = [
            (
                _short(one.words),
                f"{one.from_whom or MISSING} to {one.to_whom or MISSING}",
                _day(one.on),
                about or MISSING,
            )
            for one, about in told.escalations
        ]
        yield from _table(_ESCALATED, rows)
    else:
        yield Paragraph("None waits for an answer.")
    yield Heading("Open risks and issues, the weightiest first", 3)
    if told.risks:
        yield from _table(_RISKS, [_risk(one, about) for one, about in told.risks])
    else:
        yield Paragraph("None is open.")


def _risk(one: Risk, about: str) -> tuple[str, ...]:
    words = f"{KINDS[one.kind]}: {_short(one.words)}{f' ({about})' if about else ''}"
    return words, one.weight_words, one.owner or MISSING, _short(one.mitigation) or MISSING


def _step(one: StepTold) -> tuple[str, ...]:
    return (
        one.label,
        _short(one.words),
        one.why,
        f"{status_text(one.before)} to {status_text(one.after)}",
        _short(one.comment) or "Nothing was said.",
    )


def _unexplained(one: StepTold) -> tuple[str, ...]:
    return one.label, _short(one.words), status_text(one.after), _day(one.due), "; ".join(one.owners) or MISSING


def _numbers(counts: StatusCounts) -> tuple[str, ...]:
    parts = (counts.green, counts.amber, counts.red, counts.grey, counts.silent, counts.total)
    return tuple(str(number) for number in parts)


def _table(columns: Sequence[Column], rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    yield Table(tuple(columns), tuple(rows[:MOST_ROWS]))
    if len(rows) > MOST_ROWS:
        yield Paragraph(f"{len(rows) - MOST_ROWS} more stand in the workbook.", Tone.NOTE)


def _short(words: str) -> str:
    return shortened(one_line(words), _LETTERS)


def _day(on: date | None) -> str:
    return MISSING if on is None else day(on)
