"""Causes as pages: findings by cause, for advice by agency and service, and for the audit group what it left vague."""

from collections.abc import Iterator

from exports.causes import AGENCIES, CAUSES, CausesTold, CauseTold, FindingTold
from exports.content import Content
from exports.document import Block, Column, Heading, Paragraph, Table, Tone
from exports.pages.wording import MISSING, count
from exports.plain import one_line
from forms.model import Cause
from scoring.figures import WITHHELD_BOARD, WITHHELD_TABLE

MOST_FINDINGS = 30
_MOST_NAMED = 6
_ADVICE = CAUSES[Cause.ADVICE.value]


def causes(content: Content) -> Iterator[Block]:
    """Two tables, and for the audit group the findings of advice; nothing where nothing fell short."""
    told = content.causes
    if told is None:
        return
    yield Heading("Causes")
    yield from _table(told.causes, (Column("Cause", 2.6),), with_service=False)
    yield Paragraph(causes_words(told), Tone.NOTE)
    if told.advice is None or told.advice:
        yield Heading("Where the advice was vague, by agency and service", 3)
        yield from _table(told.advice, (Column("Agency", 1.3), Column("Service", 1.9)), with_service=True)
    if told.advice:
        yield Paragraph("A marker's cause names no agency; the cause of an item of the thread does.", Tone.NOTE)
    yield from _findings(tuple(one for one in told.findings if one.cause == _ADVICE))


def causes_words(told: CausesTold) -> str:
    """What is counted, over how many plans, in sentences."""
    return (
        "A finding is a marker at 0 or 1, or an item of a confirmed thread that the auditor named a cause for. "
        f"From {count(told.audited, 'audited plan')}, {told.threads} of them with a confirmed thread. A plan can have "
        "findings of several causes."
    )


def _table(lines: tuple[CauseTold, ...] | None, first: tuple[Column, ...], *, with_service: bool) -> Iterator[Block]:
    if lines is None:
        yield Paragraph(WITHHELD_TABLE)
        return
    columns = [*first, Column("Findings", 0.8, number=True), Column("Plans", 0.7, number=True)]
    named = any(one.plans for one in lines)
    if named:
        columns.append(Column("Which", 2.4))
    yield Table(
        tuple(columns),
        tuple(
            (
                *((one.agency, one_line(one.service) or MISSING) if with_service else (one.cause,)),
                *("c" if number is None else str(number) for number in (one.findings, one.plan_count)),
                *([_which(one.plans)] if named else []),
            )
            for one in lines
        ),
    )
    if any(one.findings is None for one in lines):
        yield Paragraph(f"c: withheld. {WITHHELD_BOARD}", Tone.NOTE)


def _findings(found: tuple[FindingTold, ...]) -> Iterator[Block]:
    if not found:
        return
    yield Heading("What the advice left vague", 3)
    columns = (Column("Plan", 1.1), Column("Whose advice", 1.7), Column("Where", 1.2), Column("Words", 3.4))
    ordered = sorted(found, key=_whose)
    yield Table(columns, tuple(_row(one) for one in ordered[:MOST_FINDINGS]))
    if len(found) > MOST_FINDINGS:
        yield Paragraph(f"{len(found) - MOST_FINDINGS} more stand in the workbook.", Tone.NOTE)


def _whose(one: FindingTold) -> tuple[bool, str, str]:
    """Agency by agency and service by service, what can be taken to none of them last."""
    return one.agency == AGENCIES[""], one.agency, one.service.casefold()


def _row(one: FindingTold) -> tuple[str, ...]:
    whose = ", ".join(part for part in (one.agency, one_line(one.service)) if part)
    return one_line(one.plan_ref), whose, one_line(one.place), one_line(one.words) or MISSING


def _which(plans: tuple[str, ...]) -> str:
    more = len(plans) - _MOST_NAMED
    return ", ".join(map(one_line, plans[:_MOST_NAMED])) + (f" and {more} more" if more > 0 else "")
